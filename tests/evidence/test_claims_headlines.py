"""A headline and the text under it say one thing once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from lianzhang.evidence import Claim, read_claims
from lianzhang.text import Document

Make = Callable[..., Document]


def figures(claims: list[Claim]) -> list[tuple[Decimal, str | None]]:
    return [(c.value, c.unit) for c in claims if isinstance(c.value, Decimal)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # rounded in the headline, and the same figure in other words
        (
            "快讯选编\n【松岭电力：上半年净利3.3亿元 拟投14亿元建厂】某社8月1日电，松岭电力公告，上半年净利润3.27亿元，同比增长8%。公司拟投资14亿元建厂。",
            [("3.27", "亿"), ("8", ""), ("14", "亿")],
        ),
        ("快讯选编\n【石桥钢铁7月粗钢产量降6.6%】某社8月1日电，石桥钢铁公告，7月粗钢产量为86.7万吨，环比下降6.6%。", [("86.7", "万"), ("-6.6", "")]),
        # a bound is no sum in short: the text tells how much it was
        ("快讯选编\n【松岭电力：上半年净利超3亿元】某社8月1日电，松岭电力公告，上半年净利润3.27亿元，同比增长8%。", [("3", "亿"), ("3.27", "亿"), ("8", "")]),
        # a loss is a profit below zero; the first half of a year is six months
        ("快讯选编\n【松岭电力：上半年净亏损4.2亿元】某社8月1日电，松岭电力公告，1-6月归属于上市公司股东的净利润为-4.2亿元。", [("-4.2", "亿")]),
        # the text of an item is its headline's own, whatever it calls the thing
        ("快讯选编\n【乙省：上半年GDP同比增长7.2%】某社8月1日电，据乙省统计局核算，上半年全省实现地区生产总值8千亿元，同比增长7.2%，增速居各省前列。", [("8000", "亿"), ("7.2", "")]),
        # what the text does not tell stays with the headline
        ("快讯选编\n【白桦化工：拟回购2亿元股份】某社8月1日电，白桦化工公告，回购价格不超过12元/股，用于员工持股计划和股权激励。", [("2", "亿"), ("12", "")]),
        # one figure of the text stands for one of the headline
        ("快讯选编\n【青岚科技中标3.6亿元项目 红叶电气中标3.6亿元项目】某社8月1日电，青岚科技中标3.6亿元光伏项目，正在履行有关手续并披露。", [("3.6", "亿"), ("3.6", "亿")]),
    ],
)  # fmt: skip
def test_what_a_headline_says_in_short(document: Make, text: str, told: list[tuple[str, str]]) -> None:
    scale = {"": 1, "万": 10**4, "亿": 10**8}
    found = [v for v, _ in figures(read_claims(document(text)))]
    assert sorted(found) == sorted(Decimal(v) * scale[s] for v, s in told)


def test_the_place_of_the_headline_is_kept(document: Make) -> None:
    text = "快讯选编\n【松岭电力上半年净利3.3亿元】某社8月1日电，松岭电力公告，上半年净利润3.27亿元。"
    (claim,) = [c for c in read_claims(document(text)) if c.value is not None]
    assert [text[a:b] for a, b in claim.also] == ["松岭电力上半年净利3.3亿元"]


def test_an_equal_figure_of_another_firm_is_another_statement(document: Make) -> None:
    text = "快讯选编\n【松岭电力上半年产值增长20%】某社8月1日电，白桦化工公告，上半年产值同比增长20%，其余经营情况详见全文。"
    assert [str(v) for v, _ in figures(read_claims(document(text)))] == ["20", "20"]


def test_a_headline_that_says_from_so_much_to_so_much(document: Make) -> None:
    text = "快讯选编\n【松岭电力：预计上半年净利同比增长30%-45%】某社7月1日电，松岭电力公告，预计上半年净利润6亿元-7亿元，同比增长30%-45%。"
    told = [c for c in read_claims(document(text)) if c.unit == "%"]
    assert [(c.value, len(c.also)) for c in told] == [((Decimal(30), Decimal(45)), 1)]


def test_a_range_of_losses_is_one_below_zero(document: Make) -> None:
    text = "快讯选编\n【松岭电力：预计上半年净亏损2亿元-3亿元】某社7月1日电，松岭电力公告，预计上半年归属于上市公司股东的净利润为-3亿元至-2亿元，上年同期盈利1.4亿元。"
    told = [c for c in read_claims(document(text)) if isinstance(c.value, tuple)]
    assert [c.value for c in told] == [(Decimal(-300000000), Decimal(-200000000))]
