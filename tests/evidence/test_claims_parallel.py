"""What is told of one place and then of the next, with the same measure said once. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("中卫市汽车产量增长5%，海原县增长8%。", ["中卫市汽车·产量", "海原县汽车·产量"]),
        ("1—7月投资增速前两名：中卫市增长36%，吴忠市增长7%。", ["中卫市", "吴忠市"]),
    ],
)
def test_each_place_has_its_own_figure(document: Make, text: str, subjects: list[str]) -> None:
    assert [c.subject for c in read_claims(document(text)) if c.value is not None] == subjects


@pytest.mark.parametrize(
    "lead", ["据南京海关统计，", "江海经济报道记者 王海 南京报道 ", "上海期货交易所数据显示，"]
)
def test_the_seat_of_who_tells_is_not_where_it_holds(document: Make, lead: str) -> None:
    text = f"{lead}1-8月江苏省外贸进出口值3000亿元。其中，出口2000亿元，增长18%；进口1000亿元。"
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert {c.place for c in claims} == {"江苏省"} and len(claims) == 4
