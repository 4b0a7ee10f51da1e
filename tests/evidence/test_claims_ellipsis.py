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
        ("全省建成充电站31座、在建52座。", ["充电站", "充电站"]),
        ("现有的700多家炼焦企业要整合至80家。", ["炼焦企业", "炼焦企业"]),
        ("云南发现世界第三大铟矿，查明储量5200吨。", ["云南省铟矿", "云南省铟矿"]),
        ("本周，在建世界第一长隧——云岭大隧道开始铺轨。", ["云岭大隧道"]),
        ("名驰4EV蝉联中国纯电车出口量第一。", ["名驰4EV"]),
        ("远景90万吨高性能不锈钢项目加快推进。", ["远景高性能不锈钢项目"]),
        ("有多个20万千瓦等级重力储能项目在建。", ["重力储能项目"]),
        ("培育了215个小麦、油菜、花生新品种。", ["小麦、油菜、花生新品种"]),
        ("硫磺价格涨幅超过7%，进口硫酸涨幅更大，超过11%。", ["硫磺·价格", "进口硫酸"]),
        ("其中，一产用电量增长8%，二产增长5%，降幅收窄2个百分点。", ["一产用电量", "二产", "二产"]),
        ("我国当月的水泥产量达到1.8亿吨。", ["全国水泥·产量"]),
        ("县域企业占比达64%，贡献了35%以上的税收、52%的就业和18%的出口。", ["县域企业"] * 4),
    ],
)
def test_what_is_left_out(text: str, subjects: list[str]) -> None:
    assert _subjects(text) == subjects


def test_a_count_of_something_else_keeps_its_noun() -> None:
    assert _subjects("建成铁路专用线24条，新建物流基地3个。")[1] == "物流基地"
