"""Whose shares, deals and promises an announcement tells of: holders, subsidiaries, targets, the works of a consortium. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make


def _numbers(document: Make, text: str) -> list[Claim]:
    return sorted((c for c in read_claims(document(text)) if c.value is not None), key=lambda c: c.start)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "青岭旭电(300999.SZ)公告称，公司控股股东持股变动。岚珂控股2025年10月8日-2026年2月3日经大宗交易减持480万股，"
            "王泓东2025年8月27日-11月24日以集中竞价方式减持70万股。岚珂控股及其一致行动人合计减持621万股。",
            ["岚珂控股", "王泓东", "岚珂控股"],
        ),
        (
            "青岭新材公告，普泓方圆持有公司股份6688万股，占公司总股本的15.5%。"
            "普泓方圆在今年内减持不超过310万股，减持比例不高于公司总股本的0.7%。",
            ["普泓方圆"] * 4,
        ),
        (
            "远林集团(601996.SH)公告称，贺州远林已完成自查，转出进项税3781万元。远林集团公告称，百色远林已补缴税款2690万元。",
            ["贺州远林", "百色远林"],
        ),
        (
            "南方化工公告，公司控股子公司铜陵纳泓从事磷酸铁生产，2025年实现营收11.4亿元，同比增长39%。",
            ["铜陵纳泓", "铜陵纳泓"],
        ),
        (
            "天华机电（300342）公告，公司子公司北京华远科技有限公司拟收购成都卓为创科技有限公司（“卓为创”）65%股权。"
            "卓为创承诺业绩为：2018年、2019年，卓为创净利润分别不低于800万元、900万元。",
            ["北京华远科技有限公司", "卓为创", "卓为创"],
        ),
        (
            "公司拟与江安县人民政府（“甲方”）签订协议，江河锂业（“乙方”）投资建设5万吨锂盐项目，总投资23亿元。",
            ["江河锂业", "江河锂业"],
        ),
        (
            "青岭电建公告，公司与白河设计院组成的联合体中标湖城环城高速公路PPP项目，项目总投资额110亿元。"
            "公司将按照70%的持股比例组建项目公司。本项目建设工期为3年。",
            ["湖城环城高速公路PPP项目", "青岭电建", "湖城环城高速公路PPP项目"],
        ),
    ],
)
def test_whose_the_figures_are(document: Make, text: str, subjects: list[str]) -> None:
    assert [c.subject for c in _numbers(document, text)] == subjects


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        (
            "天江环境公告，公司拟与现代工投共同出资成立天江供水有限公司，天江供水注册资本为4970万元，公司持有其98%的股权。",
            ["planned", "planned"],
        ),
        ("天江环境公告，公司拟收购天江供水，天江供水注册资本为4970万元。", ["actual"]),
        (
            "青岭新材股东发布减持计划公告，普泓方圆持有公司股份6688万股，占公司总股本的15.5%。",
            ["actual", "actual"],
        ),
        ("卓为创承诺业绩为：2028年净利润不低于800万元。", ["planned"]),
        ("卓为创承诺业绩实现率为98%。", ["actual"]),
    ],
)
def test_what_is_so_and_what_is_meant(document: Make, text: str, modalities: list[str]) -> None:
    assert [c.modality for c in _numbers(document, text)] == modalities


def test_the_size_of_a_fund_and_a_share_of_it(document: Make) -> None:
    text = "华兔家居公告，公司拟设立产业基金。基金总规模为10亿元，公司出资不低于总基金规模的40%，其中基金(一期)规模2亿元。"
    assert [(c.kind, c.measure) for c in _numbers(document, text)] == [
        ("finance", "融资"), ("finance", "股权"), ("finance", "融资"),
    ]  # fmt: skip


def test_where_a_firm_was_founded_is_no_place_of_another(document: Make) -> None:
    text = (
        "金海股份（300411）公告，公司与股东明岭保理有诉讼，净利润下降。\n明岭保理2013年成立于广东深圳，公司股东岚珂控股持股65%。\n"
        "公司共收到36宗诉讼案件，深圳市中级人民法院驳回7宗，涉及标的金额2.8亿元。"
    )
    assert {c.place for c in _numbers(document, text)} == {None}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "双方签了股份转让合同，何伟强将其持有的480万股（占总股本的3.8%）股份转让予白石投资。",
            ["何伟强", "何伟强"],
        ),
        (
            "江山能源（600758）公告，公司控股股东岭北煤业集团股份质押。截至3月19日，岭北集团持有江山能源股份6.27亿股，"
            "占江山能源总股本的41.2%，其中已押出的约为5.1亿股，占岭北集团所持江山能源股份的91.3%。",
            ["岭北集团"] * 4,
        ),
        (
            "江山生物(603718)公告，章新平及其一致行动人共增持公司股份86万股，占总股本的4.9%。"
            "据公告，章新平及其一致行动人方某，通过集中竞价交易，累计增持98万股，此次增持32万股，占总股本的2%。"
            "江山生物曾公告，获章新平举牌，持股达10.37%。章新平及一致行动人拟增持公司股份，拟增持金额不低于2000万元。",
            ["章新平"] * 7,
        ),
        (
            "江山科技(603778.SH)公告称，控股股东岭岚能源所持公司70万股股份遭冻结，占公司总股本的8.4%，占其持股的51.2%。"
            "岭岚能源需履行业绩补偿义务合计1.3亿元。",
            ["岭岚能源"] * 4,
        ),
        (
            "江山生物公告，公司股东Nova Five Limited自公告之日起六个月内拟减持不超过1490万股的公司股份，即不超过总股本的2.3%；"
            "财务总监黄敏拟减持不超过6万股，占总股本0.02%。",
            ["Nova Five Limited"] * 3 + ["黄敏"] * 2,
        ),
        (
            "江山服饰公告，红岭资本以1.5亿元认购百禾网络16.6万元新增注册资本，折算对应百禾网络12.5%股权。",
            ["红岭资本"] * 3,
        ),
        (
            "江山园林公告，确认公司为金溪县古镇修缮PPP 项目的中标联合体，成员包括北京江禾景观设计有限公司。该项目总投资约15亿元。",
            ["金溪县古镇修缮PPP 项目"],
        ),
        (
            "江山汽车公告，公司拟在岭北出资成立变速器合资公司，其中江山乘用车按持股40%的比例出资0.4亿美元。",
            ["江山乘用车", "江山乘用车"],
        ),
    ],
)
def test_shares_and_what_they_are_of_the_whole_are_of_the_holder(
    document: Make, text: str, subjects: list[str]
) -> None:
    assert [c.subject for c in _numbers(document, text)] == subjects


def test_figures_of_a_county_are_not_the_firms(document: Make) -> None:
    text = (
        "江山园林（002310）公告，公司中标PPP项目，公司股价平稳。公司股东大会通过了议案，公司净利润增长。\n"
        "金溪县2015年全县地区生产总值完成215亿元，按可比价增长11.1%。公共财政预算收入23.9亿元，增长11.7%。"
    )
    found = _numbers(document, text)
    assert all("江山园林" not in (c.subject or "") for c in found) and len(found) == 4
    assert {c.place for c in found} == {"江西省抚州市金溪县"}


def test_what_part_of_the_whole_is_meant_with_the_shares(document: Make) -> None:
    text = "江山生物公告，公司股东百浩投资有限公司自公告之日起六个月内拟减持不超过1490万股，即不高于公司总股本的2.3%。"
    assert {c.modality for c in _numbers(document, text)} == {"planned"}


def test_shares_and_books_lie_nowhere(document: Make) -> None:
    text = "江山发动机公告，公司在山东滨州召开董事会，拟购买滨州岚珂49%股权，岚珂控股2025年净利润3950万元，持股占公司总股本的5%。"
    assert {c.place for c in _numbers(document, text)} == {None}


def test_a_holder_without_the_adverb_about_him(document: Make) -> None:
    text = "江山时代（600952.SH）公告，大股东何岭丰增持后，何岭丰最新持股数目为5120万股，持股比例升至1.2%。"
    assert {c.subject for c in _numbers(document, text)} == {"何岭丰"}


def test_what_a_deal_goes_on_with_is_of_who_deals(document: Make) -> None:
    text = (
        "江岚时代股份有限公司（600952）股东何岭丰向示例证券股份有限公司质押股份310万股，用于融资。\n"
        "本次质押股份占其所持公司股份的3.2%。累计质押2100万股，占公司总股本的7.5%。"
    )
    assert {c.subject for c in _numbers(document, text)} == {"何岭丰"}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "青岭旭电（300999）公告，公司近日接到公司控股股东深圳翠林将其持有的公司1500万股股份解除质押的通知。",
            ["深圳翠林"],
        ),
        (
            "江岚时代股份有限公司收到股东白石投资有限公司的《告知函》，计划减持本公司股份不超过500万股，占总股本的3%。",
            ["白石投资有限公司", "白石投资有限公司"],
        ),
        (
            "江岚时代股份有限公司收到董事张立群先生的通知，拟在6个月内减持不超过5万股，占总股本的0.1%。",
            ["张立群", "张立群", "张立群"],
        ),
        (
            "江岚时代股份有限公司收到公司持股5%以上股东K&T HOLDINGS LLC（以下简称“K&T公司”）的《告知函》，计划减持本公司股份不超过500万股。",
            ["K&T HOLDINGS LLC"],
        ),
        (
            "其中，吴军补充质押1300万股，占其所持公司股份总数的12%；而林慧补充质押500万股，占公司总股本的0.5%。",
            ["吴军", "吴军", "林慧", "林慧"],
        ),
        (
            "何葳所持620.5万股解除限售，占比0.4%；张文昊512.3万股解除限售，占比0.3%。",
            ["何葳", "何葳", "张文昊", "张文昊"],
        ),
        ("前三大持股基金：南华优选持900万股、易成德成长持700万股。", ["南华优选", "易成德成长"]),
        (
            "青岭旭电第一大股东为苏州明澈企业管理合伙企业（有限合伙），直接持有公司21%股份。",
            ["苏州明澈企业管理合伙企业（有限合伙）"],
        ),
    ],
)
def test_who_frees_pledges_and_holds_shares_in_other_words(
    document: Make, text: str, subjects: list[str]
) -> None:
    assert [c.subject for c in _numbers(document, text)] == subjects
