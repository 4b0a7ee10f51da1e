"""How many shares of a market rose or fell, and its turnover: of the market. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("A股三大股指集体收涨，超3100股飘红。", 3100, "A股"),
        ("沪指收跌0.3%。两市合计成交8120亿元。", 812000000000, "两市"),
        ("上证指数涨1.2%，市场成交额9050亿元。", 905000000000, "A股"),
        ("沪指跌1%。三连板以上个股共8只。全市场超3700只个股下跌。", 3700, "A股"),
        ("A股休市。港股恒指涨2%，逾700股上涨。", 700, "港股"),
    ],
)
def test_shares_and_turnover_are_of_the_market(document: Make, text: str, value: float, subject: str) -> None:
    assert [c.subject for c in read_claims(document(text)) if c.value == value] == [subject]


def test_shares_that_a_firm_deals_in_are_not_of_the_market(document: Make) -> None:
    text = "A股上市公司禾岭股份（600999）公告，董事王林减持3100股。"
    assert "A股" not in [c.subject for c in read_claims(document(text))]
