"""Goods that a price is of, firms of a kind beside the one that a text names, and who is meant by 该公司 and the like. Sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def _told(document: Make, text: str) -> list[tuple[str, str | None]]:
    return [(c.kind, c.subject) for c in read_claims(document(text)) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "近日青山地区62%铁粉湿基不含税主流市场价为870元/吨。",
            ("price", "62%铁粉湿基"),
        ),
        ("本周铸造焦含税出厂价为1650元/吨。", ("price", "铸造焦")),
        ("铸造焦价格为1650元/吨。", ("price", "铸造焦")),
    ],
)
def test_which_price_it_is_names_no_goods(document: Make, text: str, told: tuple[str, str]) -> None:
    assert told in _told(document, text)


def test_at_what_price_trade_was_done_is_no_name(document: Make) -> None:
    text = "据行业协会消息，本周硅铁块成交价格区间为7.1-7.6万元/吨，成交均价为7.3万元/吨，周环比上涨4.2%。"
    assert _told(document, text) == [
        ("price", "硅铁块"),
        ("price", "硅铁块"),
        ("growth", "硅铁块"),
    ]


def test_firms_of_a_kind_are_not_the_firm_of_the_text(document: Make) -> None:
    text = (
        "江山时代：年报点评\n公司全年营收58亿元，净利润6亿元，每股收益0.4元。\n"
        "截至年底，净资产超过百亿元的车企有12家。纳入统计的上市公司平均市盈率为18倍。"
    )
    subjects = [s for _, s in _told(document, text)]
    assert subjects[:3] == ["江山时代"] * 3
    assert "江山时代" not in subjects[4:]


def test_one_of_many_firms_does_not_lead(document: Make) -> None:
    text = (
        "37家药企研发投入过亿\n近日，有关协会发布榜单，其中，\n江山时代\n位列第一，海河药业、云岭制药股份分列第二位、第三位，"
        "北辰生物股份位列第四，远林医药集团位列第五，青岭药业集团位列第六，江宁集团位列第七。\n"
        "从核心指标来看，上市药企净利润均值为4.1亿元，同比增长7%；资产负债率为41%。"
    )
    assert [s for _, s in _told(document, text)][-3:].count("江山时代") == 0


def test_several_firms_that_share_a_place_keep_it_all(document: Make) -> None:
    text = "江山时代、北辰集团、远林集团和云岭集团分列第七位至第十位。"
    assert {s for _, s in _told(document, text)} >= {"江山时代", "北辰集团", "远林集团", "云岭集团"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("大部分公司净利润增长5%。", "大部分公司"),
        ("从归母净利润规模来看，江山时代排名第一。", "从归母"),
        ("应远林集团申请，法院冻结资金3亿元。", "应远林集团"),
    ],
)
def test_words_before_a_name_are_no_name(document: Make, text: str, name: str) -> None:
    assert all(s != name for _, s in _told(document, text))


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "以增速居前的北辰家居(行情002798,诊股)为例，2018年，该公司净利润增长58%至3.8亿元。",
            ["北辰家居", "北辰家居"],
        ),
        (
            "泰康人寿对云岭建筑一再减持，累计减持股数25.4亿股，减持金额约140亿元。",
            ["泰康人寿", "泰康人寿"],
        ),
        (
            "净利润排名靠前的上市公司为远林集团（9.1亿元）、北辰集团（5.2亿元）。",
            ["远林集团", "北辰集团"],
        ),
        ("据悉，腾讯支持的出行平台滴滴出行已提交文件，本次将融资约7亿美元。", ["滴滴出行"]),
        ("截至期末，云栖公寓业务已覆盖23个一线及二线城市。", ["云栖公寓业务"]),
        ("本周（3月22日-3月28日）沪指上涨0.7%。", ["沪指"]),
    ],
)
def test_who_is_meant_by_what_stands_around(document: Make, text: str, subjects: list[str]) -> None:
    assert [s for _, s in _told(document, text)][-len(subjects) :] == subjects
