"""Firms that no list has, brought in by a mark of the exchange, a headline, a rival or the words of firms behind them. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def subjects(make: Make, text: str) -> list[str | None]:
    return [c.subject for c in read_claims(make(text)) if c.value is not None]


@pytest.mark.parametrize("name", ["G禾岭", "ST禾岭", "*ST禾岭", "S禾岭"])
def test_a_share_under_a_mark(document: Make, name: str) -> None:
    text = f"{name}：产量平稳\n研究员：李某    日期：2006-03-07\n2005年，水泥销售量870万吨，比2004年增长6.3%；净利润9.7亿元。\n我们认为目标价在7.6元左右，公司白石矿区的扩产在预期之中。"
    assert subjects(document, text) == [name] * 4


def test_no_share_is_what_only_looks_so(document: Make) -> None:
    text = "5G手机出货量120万部，同比增长8%。S型弯道全长3公里。公司股价平稳。"
    assert not {"G手机", "S型弯道"} & set(subjects(document, text))


def test_the_headline_of_a_note(document: Make) -> None:
    text = "禾岭家纺：毛利率提升 渠道下沉\n一季度，公司净利润1.2亿元，同比增长8%。每股收益0.3元。股价合理，维持买入评级。"
    assert subjects(document, text)[:2] == ["禾岭家纺"] * 2


@pytest.mark.parametrize("head", ["图片来源", "市场观察", "统计快讯", "禾岭市政府"])
def test_no_firm_heads_the_line(document: Make, head: str) -> None:
    text = f"{head}：一季度经济平稳开局\n公司净利润1.2亿元，同比增长8%。每股收益0.3元，股价平稳。"
    assert head not in subjects(document, text)


def test_brands_held_against_a_firm(document: Make) -> None:
    text = "去年手机市场出货量2.8亿部。其中华为出货量增长50%，占16%，苹果则下降5%，占15%，vivo 同比增长10%。"
    assert subjects(document, text)[1:] == ["华为", "华为", "苹果", "苹果", "vivo"]
    assert "苹果" not in subjects(document, "今年全国苹果产量1200万吨，苹果增长5%，梨下降3%。")


def test_a_name_that_firms_words_follow(document: Make) -> None:
    text = (
        "去年底，省能投入主禾化。禾化总经理李某说，项目全部建成后，禾化将持有12%的股份。"
        "禾化的净利润仍为负。禾化将拿出土地1500亩，其中首批400余亩。"
    )
    assert subjects(document, text) == ["禾化"] * 3


def test_the_first_words_of_a_legal_name(document: Make) -> None:
    text = (
        "江山时代（600952.SH）公告称，公司以1.36亿元收购青岭广电传媒股份有限公司12%股权。\n"
        "青岭广电负责全县有线网络运营，共有9家分公司。2013年度净利润5230万元。"
    )
    assert subjects(document, text)[-2:] == ["青岭广电", "青岭广电"]


def test_a_firm_by_its_own_account(document: Make) -> None:
    text = "青岭市招标办公布结果。根据江山时代2015年三季报，公司净利润2.1亿元，毛利率32%。江山时代公告，业绩平稳。"
    assert subjects(document, text) == ["江山时代"] * 2


def test_the_end_of_a_year_is_no_part_of_a_name(document: Make) -> None:
    assert subjects(document, "而截止2013年底禾岭集团总资产不到40亿元。") == ["禾岭集团"]


def test_a_part_named_as_such_goes_on_under_its_name(document: Make) -> None:
    text = "江山时代公告，公司下属企业林禾铝电面临压力。林禾铝电停产将减少产能25万吨。"
    assert subjects(document, text) == ["林禾铝电"]


def test_a_foreign_firm_behind_what_it_is(document: Make) -> None:
    text = "12、储能电池制造商Nordholm宣布，为降低成本，该公司计划在挪威裁员350人。"
    found = [c.subject for c in read_claims(document(text)) if c.unit == "persons"]
    assert found == ["Nordholm"]


@pytest.mark.parametrize(
    "told",
    [
        "栗苑饲科是一家水产饲料生产企业，2019年净利润3100万元。",
        "栗苑饲科成立于2009年，2019年净利润3100万元。",
        "据悉，禾岭股份旗下栗苑饲科宣布完成扩建。栗苑饲科2019年净利润3100万元。",
    ],
)
def test_who_is_brought_in_as_firms_are(document: Make, told: str) -> None:
    assert subjects(document, f"禾岭股份拟收购一项资产，对价6亿元。\n{told}")[-1] == "栗苑饲科"


def test_who_is_under_a_firm_is_told_of(document: Make) -> None:
    text = "6月3日，禾岭集团旗下苏州栗苑置业有限公司以总价4.1亿元竞得地块。"
    assert subjects(document, text) == ["苏州栗苑置业有限公司"]


def test_a_brand_under_a_latin_name_is_told_of_itself(document: Make) -> None:
    text = (
        "松岭股份有限公司收购男装品牌La Verne。\nLa Verne创建于1982年。2018年La Verne的销售额达到3000万元。"
    )
    assert [c.subject for c in read_claims(document(text)) if c.value == 30000000] == ["La Verne"]


def test_who_has_a_term_of_office_is_no_firm(document: Make) -> None:
    text = (
        "王思明：本公司上市只是时间问题 示例日报\n即将卸任的王思明迎来任期内最后一份年报。"
        "报告期内松岭股份有限公司净利润增长9%，公司主营仪表，每股收益上升。"
    )
    assert "王思明" not in [c.subject for c in read_claims(document(text))]


def test_a_name_told_before_opens_what_only_firms_have(document: Make) -> None:
    text = (
        "松岭股份有限公司公告，公司拟对全资子公司硅片公司及恒岭晶材进行增资。"
        "增资完成后，恒岭晶材注册资本将增加至不超过21亿元。"
    )
    assert [c.subject for c in read_claims(document(text)) if c.value == 2100000000] == ["恒岭晶材"]


def test_a_list_of_holders_in_which_a_fund_shows_up_is_no_firm(document: Make) -> None:
    text = "截至5月8日，42家公司前十大股东名单中出现养老基金的身影，持股市值65亿元。"
    assert not [c for c in read_claims(document(text)) if c.subject.startswith("名单")]


def test_houses_of_finance_in_a_list_each_have_their_figure(document: Make) -> None:
    text = "协会公布12名受罚人员名单，其中海宁证券5人，岭北证券4人，澜江证券3人。"
    told = {c.value: c.subject for c in read_claims(document(text)) if c.value is not None}
    assert (told[5], told[4], told[3]) == ("海宁证券", "岭北证券", "澜江证券")
