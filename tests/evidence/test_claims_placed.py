"""Firms named after a place that no list has. Names and sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims, scan
from lianzhang.evidence.claims.placed import placed_firms, unlisted

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("昆明岩昊钛业自8月10日起上调出厂价。", ["昆明岩昊钛业"]),
        ("受原料拖累，湖北岩环上半年预亏4500万元。", ["湖北岩环"]),
        ("苏州磐龙宣布停产检修，厦门磐龙不受影响。", ["苏州磐龙", "厦门磐龙"]),
        ("云南磐互通去年实现营业收入12亿元。", ["云南磐互通"]),
        ("江苏化纤股价下跌。", ["江苏化纤"]),
    ],
)
def test_known_from_what_firms_do(text: str, names: list[str]) -> None:
    assert list(placed_firms(text, scan.scan(text))) == names


@pytest.mark.parametrize(
    "text",
    [
        "山西煤炭产量下降。",
        "广东车企宣布降价。",
        "四川市场预计增长3%。",
        "浙江民企净利润增长5%。",
        "上海证监局公告。",
        "湖南农业拥有优势。",
        "江西某男子持有股票。",
        "武汉警方表示，案件已破。",
    ],
)
def test_what_a_place_has_is_no_firm(text: str) -> None:
    assert placed_firms(text, scan.scan(text)) == {}


def test_a_firm_beside_a_firm() -> None:
    text = "宁德时代、常州磐岳和比亚迪位列前三。"
    assert placed_firms(text, scan.scan(text)) == {"常州磐岳": "organisation"}


def test_a_name_has_a_character_that_is_no_word() -> None:
    assert unlisted("岩昊钛业")
    assert not unlisted("煤炭市场")
    assert not unlisted("宣布降价")


def test_prices_are_of_the_firm_that_sets_them(document: Make) -> None:
    text = (
        "昆明岩昊钛业自8月10日起金红石型钛白粉国内售价上调500元/吨，出口价格上调80美元/吨。"
        "云南磐互通宣布从8月11日起钛白粉售价上调500元/吨，出口价格上调80美元/吨。"
    )
    told = [c.subject for c in read_claims(document(text)) if c.value is not None]
    assert told == ["昆明岩昊钛业", "昆明岩昊钛业", "云南磐互通", "云南磐互通"]


def test_what_follows_a_firm_lies_at_no_place(document: Make) -> None:
    text = "受原料拖累，湖北岩环上半年预亏4500万元；江陵纤维上半年净利润5500万元，同比下降17%。"
    assert {c.place for c in read_claims(document(text)) if c.value is not None} == {None}


def test_the_root_of_a_known_firm_names_its_sister_elsewhere(document: Make) -> None:
    text = "山东海龙停产半月。新疆海龙产量10万吨。"
    assert {c.subject for c in read_claims(document(text)) if c.value is not None} == {"新疆海龙"}
