"""Which way a number goes: what falls lies below zero."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from lianzhang.evidence import read_claims
from lianzhang.text import Document

Make = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("云峰股份上半年营业收入同比下滑4.7%，净利润同比增长3.1%。", ["-4.7", "3.1"]),
        ("一线、二线城市成交面积环比分别下降12%和9%。", ["-12", "-9"]),
        ("第三季度土地成交面积跌幅均在15%以上。", ["-15"]),
        ("相对于售价28.4%的降幅，成本增幅为6%。", ["-28.4", "6"]),
        ("预计全年净利润同比减少40%至60%。", [["-60", "-40"]]),
        ("沪铜主力合约收跌220元，报71350元/吨。", ["-220", "71350"]),
        ("甲、乙产业占比较去年同期分别降低5和3.6个百分点。", ["-5", "-3.6"]),
        ("归属于上市公司股东的净利润为负6.4亿元。", ["-640000000"]),
        # where it fell to, how much less it falls, and which way it may go are no falls
        ("持股比例由12.5%降至7.5%。", ["12.5", "7.5"]),
        ("出厂价格降幅较上月收窄0.6个百分点。", ["0.6"]),
        ("当日股价涨跌幅为2.2%。", ["2.2"]),
        ("全年新开工面积增速为-8.3%。", ["-8.3"]),
    ],
)
def test_what_falls_lies_below_zero(document: Make, text: str, values: list[str | list[str]]) -> None:
    wanted = [tuple(map(Decimal, v)) if isinstance(v, list) else Decimal(v) for v in values]
    assert [c.value for c in read_claims(document(text)) if c.value is not None] == wanted
