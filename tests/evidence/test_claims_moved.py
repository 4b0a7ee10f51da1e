"""Whose share or quote rose or fell: the name at the head of its clause, known or not, each of a list. Made-up sentences, read by hand."""

from __future__ import annotations

import time

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "热门中概股涨跌互现，青瓦买菜涨7.1%，白塔之家、云岭租车涨超4%；跌幅方面，石桥音乐跌近3%。",
            [("青瓦买菜", "7.1"), ("白塔之家", "4"), ("云岭租车", "4"), ("石桥音乐", "-3")],
        ),
        (
            "截至收盘，上证指数跌0.6%报3012.5点，科创50涨0.2%。松溪股价昨晚大跌9%，南湾概念股望江传奇收涨近12%。",
            [
                ("上证指数", "-0.6"),
                ("上证指数", "3012.5"),
                ("科创50", "0.2"),
                ("松溪", "-9"),
                ("望江传奇", "12"),
            ],
        ),
    ],
)
def test_who_opens_the_clause_rose_or_fell(document: Make, text: str, told: list[tuple[str, str]]) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert [(c.subject, str(c.value)) for c in claims] == told


def test_what_only_points_is_no_name(document: Make) -> None:
    text = "个股分化，青瓦科技早盘冲高，最近四日该股累计涨3%。"
    assert [c.subject for c in read_claims(document(text)) if c.unit == "%"] == ["青瓦科技"]


def test_quotes_of_an_exchange_are_at_no_place_told_before(document: Make) -> None:
    text = "全国铜产量连月走高，累计增长6%。LME期铜收跌31美元，报9411美元/吨；LME期锡收涨80美元，报30150美元/吨。"
    claims = [c for c in read_claims(document(text)) if c.kind == "price"]
    assert [(c.subject, c.place) for c in claims] == [
        ("LME期铜", None),
        ("LME期铜", None),
        ("LME期锡", None),
        ("LME期锡", None),
    ]


def test_by_how_much_a_price_changed_is_no_part_of_what_is_quoted(document: Make) -> None:
    text = "国产工业级碳酸锂价格涨200元报6.31万元/吨。"
    claims = [c for c in read_claims(document(text)) if c.unit == "CNY/t"]
    assert [c.subject for c in claims] == ["国产工业级碳酸锂·价格"]


def test_what_flowed_is_of_who_stands_before_it(document: Make) -> None:
    text = "今日主力资金净流入电子、钢铁等板块，净流出化工、通信等板块，其中化工板块净流出超30亿元，南向资金净买入41.5亿港元。"
    told = [(c.subject, c.unit) for c in read_claims(document(text)) if c.value is not None]
    assert told == [("化工板块", "CNY"), ("南向资金", "HKD")]


def test_words_of_the_day_said_again_and_again_take_bounded_time(document: Make) -> None:
    text = "江岸电气" + "午后收盘" * 60 + "某涨5%，中概股下跌。"
    start = time.process_time()
    read_claims(document(text))
    assert time.process_time() - start < 5


def test_main_money_goes_into_the_share_told_before(document: Make) -> None:
    text = "今日主力资金净流入电池板块。个股方面，N青瓦大涨，主力资金净买入3.12亿元居首；白塔通讯遭净卖出超2亿元。"
    claims = [c for c in read_claims(document(text)) if c.kind == "finance"]
    assert [c.subject for c in claims] == ["N青瓦", "白塔通讯"]
