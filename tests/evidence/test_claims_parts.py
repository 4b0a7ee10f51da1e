"""Firms that a text names by what they are to another, and 公司 after another firm was told of. Sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def subjects(make: Make, text: str) -> list[str | None]:
    return [c.subject for c in read_claims(make(text)) if c.value is not None]


def test_the_firm_to_be_bought(document: Make) -> None:
    text = "江山时代（600952）公告，拟收购岩昊科技。标的公司2023年末总资产5亿元，净资产3亿元，实现营业收入2亿元。"
    assert subjects(document, text) == ["岩昊科技"] * 3


def test_a_target_without_a_name_stands_under_its_word(document: Make) -> None:
    assert subjects(document, "江山时代（600952）公告。标的公司2023年末总资产5亿元。") == ["标的公司"]


def test_a_joint_venture_has_what_it_builds(document: Make) -> None:
    text = "江山时代（600952）公告，拟与岩昊科技设立合资公司。合资公司将建设年产5万吨项目。"
    assert subjects(document, text) == ["合资公司"]


def test_the_word_for_a_firm_means_who_announced(document: Make) -> None:
    text = (
        "江山时代（600952）拟向岩昊科技增资2亿元。岩昊科技注册资本1亿元，2022年实现净利润2000万元。"
        "公司表示，本次交易预计增加净利润1000万元。"
    )
    assert subjects(document, text) == ["江山时代", "岩昊科技", "岩昊科技", "江山时代"]


def test_who_sells_is_the_holder_in_his_role(document: Make) -> None:
    text = (
        "江山时代（600952）公告，公司持股5%以上股东国岩产业投资基金股份有限公司于5月14日至7月6日期间，"
        "通过集中竞价方式累计减持公司股份426万股，占公司总股本的3%。控股股东闻岩控股所持有的1.54亿股被冻结。"
    )
    assert subjects(document, text)[-3:] == ["国岩产业投资基金股份有限公司"] * 2 + ["闻岩控股"]


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("江山时代（600952）拟募资42亿元，机构预计2035年机器人市场规模有望达2000亿元。", "机器人市场·规模"),
        ("江山时代（600952）募资42亿元。隔膜市场规模持续扩大，预计2027年达到90亿平方米。", "隔膜市场·规模"),
    ],
)  # fmt: skip
def test_the_size_of_a_market_is_no_firms(document: Make, text: str, market: str) -> None:
    first, second = subjects(document, text)
    assert first == "江山时代"
    assert second and second.endswith(market)
