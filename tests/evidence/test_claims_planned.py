"""Figures of a plan that a firm tells, and of an index beside others. Sentences are made up."""

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "3、福特汽车表示，计划2027年前股息增长目标超12%，并将在此期间回购30亿美元的股份。",
            ["福特汽车"] * 2,
        ),
        ("道指和标普500指数跌超1%，纳指盘中失守15200点。", ["道指和标普500指数", "纳指"]),
        ("今年以来福特汽车上涨61%，远远超过同期沪深300指数的12%。", ["福特汽车", "沪深300指数"]),
        ("从投资额来看，海洋牧场领域披露的投资总额最多，约6.2亿元。", ["海洋牧场"]),
        ("据统计，本市软件业总产值达700亿元。", ["软件业·总产值"]),
    ],
)
def test_who_plans_and_what_is_quoted_own_their_figures(
    document: Make, text: str, subjects: list[str]
) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert [c.subject for c in sorted(claims, key=lambda c: c.start)] == subjects


def test_this_fund_is_the_fund_named_last(document: Make) -> None:
    text = "基金公司的基金仓位上升。银华稳健增长净值上涨较快，截至年末，该基金仓位仍高达84%。"
    assert [c.subject for c in read_claims(document(text)) if c.value is not None] == ["银华稳健增长"]
