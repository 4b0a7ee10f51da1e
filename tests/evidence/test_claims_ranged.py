"""Lists of rises and falls under a heading, and items under headlines of their own. Made-up sentences."""

from __future__ import annotations

from lianzhang.evidence import read_claims

from .conftest import Make


def told(make: Make, text: str) -> list[tuple[str | None, str]]:
    return [(c.subject, str(c.value)) for c in read_claims(make(text)) if c.value is not None]


def test_a_list_under_a_heading_that_says_which_way(document: Make) -> None:
    text = "本周涨幅居前的产品：纯碱(华北)，5.2%;烧碱(32%，山东)，4.1%;WTI 原油，3.3%。"
    found = [c for c in read_claims(document(text)) if c.value is not None]
    assert [(c.kind, c.subject, c.place, str(c.value)) for c in found] == [
        ("growth", "纯碱", None, "5.2"),
        ("growth", "烧碱", "山东省", "4.1"),
        ("growth", "WTI 原油", None, "3.3"),
    ]
    fallen = "跌幅较大的品种有：甲醇（华东），-6.5%；丙酮，-4.2%。"
    assert told(document, fallen) == [("甲醇", "6.5"), ("丙酮", "4.2")]
    assert told(document, "营收增幅超过上年：电缆增长5%，阀门提高3%。") == [("电缆", "5"), ("阀门", "3")]


def test_why_something_rose_is_no_such_list(document: Make) -> None:
    text = "产品涨幅较大的原因：原料上涨5%，人工上涨8%。"
    assert told(document, text) == [("原料", "5"), ("人工", "8")]


def test_items_under_their_own_headlines_share_no_firm_and_no_period(document: Make) -> None:
    text = (
        "【东岭科技上半年营收增长】电报6日电，东岭科技上半年营业收入2亿元。\n"
        "【市场成交活跃 多只基金放量】电报6日电，市场交投活跃，短债基金成交额突破200亿元。\n"
        "【江岸电缆中标】电报6日电，江岸电缆中标3亿元项目。"
    )
    found = {str(c.value): c for c in read_claims(document(text, "2025-08-06")) if c.value is not None}
    assert found["200000000"].time == "2025-H1"
    assert (found["20000000000"].time, "东岭" in (found["20000000000"].subject or "")) == (None, False)
