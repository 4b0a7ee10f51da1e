"""Numbers whose clause leaves out what was said before, and ranks of what is found or built."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.text import read_bytes


def _subjects(text: str) -> list[str | None]:
    return [c.subject for c in read_claims(read_bytes(text.encode(), "a.txt")) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("目前已建成铁路专用线24条、在建187条。", ["铁路专用线", "铁路专用线"]),
        ("现有的2000多家铅酸企业将整合至300家。", ["铅酸企业", "铅酸企业"]),
        ("四川发现世界第二大轻稀土矿，查明资源储量达966万吨。", ["四川省轻稀土矿", "四川省轻稀土矿"]),
        ("近日，在建世界第一高桥——花江峡谷大桥完成荷载试验。", ["花江峡谷大桥"]),
        ("名驰4EV蝉联中国纯电车出口量第一。", ["名驰4EV"]),
        ("远景90万吨高性能不锈钢项目加快推进。", ["远景高性能不锈钢项目"]),
        ("有多个30万千瓦等级压缩空气储能项目在建。", ["压缩空气储能项目"]),
        ("通过了1304个水稻、玉米、大豆、棉花新品种。", ["水稻、玉米、大豆、棉花新品种"]),
        ("成品油价格涨幅超过15%，国际油价涨幅更大，超过20%。", ["成品油价格涨幅", "国际油价涨幅"]),
        ("其中，一产用电量增长8%，二产增长5%，降幅收窄2个百分点。", ["一产用电量", "二产", "二产"]),
        ("中国当月的钢铁产量达到6950万吨。", ["全国钢铁产量"]),
        ("民营企业占比达97%，贡献了90%以上的科研投入、80%的税收和60%的进出口。", ["民营企业"] * 4),
    ],
)
def test_what_is_left_out(text: str, subjects: list[str]) -> None:
    assert _subjects(text) == subjects


def test_a_count_of_something_else_keeps_its_noun() -> None:
    assert _subjects("建成铁路专用线24条，新建物流基地3个。")[1] == "物流基地"
