"""Rows of a market table that a page's machine ran together."""

from __future__ import annotations

from collections.abc import Callable

from lianzhang.evidence import read_claims
from lianzhang.text import Document

Make = Callable[..., Document]

PAGE = (
    "市场表现收盘价涨跌%恒生指数18203.451.07沪深3003871.26-0.35科创50802.110.12股指期货收盘价涨跌%IF24063880.200.41"
    "1请阅读免责声明IF24093866.00-0.08质押式回购最新价涨跌7日回购1.850.02SHIBOR隔夜1.72-0.03\n公司上半年营业收入3.2亿元。"
)


def test_each_row_tells_where_it_stood_and_how_far_it_moved(document: Make) -> None:
    rows = [c for c in read_claims(document(PAGE)) if c.rule == "number.row"]
    assert [(c.subject, c.kind, str(c.value), c.unit) for c in rows] == [
        ("恒生指数", "stock", "18203.45", "点"),
        ("恒生指数", "stock", "1.07", "%"),
        ("沪深300", "stock", "3871.26", "点"),
        ("沪深300", "stock", "-0.35", "%"),
        ("科创50", "stock", "802.11", "点"),
        ("科创50", "stock", "0.12", "%"),
        ("IF2406", "stock", "3880.20", "点"),
        ("IF2406", "stock", "0.41", "%"),
        ("IF2409", "stock", "3866.00", "点"),
        ("IF2409", "stock", "-0.08", "%"),
        ("7日回购", "finance", "1.85", "%"),
        ("7日回购", "finance", "0.02", "%"),
        ("SHIBOR隔夜", "finance", "1.72", "%"),
        ("SHIBOR隔夜", "finance", "-0.03", "%"),
    ]
    assert all(PAGE[c.start : c.end] == c.quote for c in rows)


def test_no_rows_without_their_heading(document: Make) -> None:
    assert read_claims(document("恒生指数18203.451.07沪深3003871.26-0.35")) == []
