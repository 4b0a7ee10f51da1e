"""What a text is about: a firm, a place, the whole country. Texts are made up, values read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make

FIRM = (
    "云岭锂能股份有限公司2023年年度报告摘要\n"
    "证券代码：300999 证券简称：云岭锂能\n"
    "报告期内，公司实现营业收入48.6亿元，净利润3.2亿元。\n"
    "公司股东大会审议通过分红方案。公司董事会认为，湖北省宜昌市的基地进展顺利。\n"
    "公司隔膜销量同比增长18%。\n"
)


def figures(claims: list[Claim], kind: str) -> list[Claim]:
    return [c for c in claims if c.kind == kind and c.value is not None]


def test_figures_of_a_firms_own_text_are_the_firms(document: Make) -> None:
    claims = [c for c in read_claims(document(FIRM)) if c.value is not None]
    assert [(c.kind, float(c.value)) for c in claims] == [  # type: ignore[arg-type]
        ("output_value", 4.86e9),
        ("finance", 3.2e8),
        ("growth", 18.0),
    ]
    assert all((c.subject or "").startswith("云岭锂能") for c in claims), [c.subject for c in claims]
    assert {c.time for c in claims} == {"2023"}, "the period of the report"


def test_a_firms_own_text_is_of_no_place(document: Make) -> None:
    places = [c.place for c in read_claims(document(FIRM)) if c.unit == "CNY"]
    assert places == [None, None], "where its neighbours in the text lie says nothing of the firm"


def test_a_text_of_a_place_stays_with_the_place_though_it_names_a_firm(document: Make) -> None:
    text = (
        "湖北省宜昌市锂电产业发展情况\n"
        "湖北省宜昌市引进云岭锂能股份有限公司。2023年，宜昌市锂电产业产值达到420亿元。\n"
        "宜昌市规上企业达到62家。\n"
    )
    claims = read_claims(document(text))
    assert [c.place for c in figures(claims, "output_value")] == ["湖北省宜昌市"]
    assert [c.place for c in figures(claims, "enterprise_count")] == ["湖北省宜昌市"]


def test_a_text_that_speaks_of_the_country_is_about_the_country(document: Make) -> None:
    text = (
        "2023年，全国动力电池产业稳步增长。全国动力电池产量增长。\n"
        "全国储能装机快速增长，湖北省宜昌市等地加快布局。\n"
        "动力电池产业产值达到9000亿元。\n"
    )
    (told,) = figures(read_claims(document(text)), "output_value")
    assert told.place == "全国"


def test_in_a_digest_each_paragraph_speaks_of_its_own_firm(document: Make) -> None:
    text = (
        "格力电器（000651）晚间发布半年报。公司实现营业收入100亿元。\n"
        "云南白药（000538）晚间公告。今年上半年，公司实现净利润3亿元，公司预计全年增长20%。\n"
        "重庆钢铁（601005）发布公告。公司拟投资5亿元。\n"
    )
    told = [(c.subject, c.unit) for c in read_claims(document(text)) if c.value is not None]
    assert told == [("格力电器", "CNY"), ("云南白药", "CNY"), ("云南白药", "%"), ("重庆钢铁", "CNY")]


def test_a_house_of_the_market_says_nothing_of_what_a_text_is_about(document: Make) -> None:
    text = "铁道部最新公布的数据刊登在上海清算所网站上。一季度，铁路运输收入为1500亿元，亏损30亿元。\n"
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert claims and {c.place for c in claims} <= {"全国", None}


def test_a_body_of_a_trade_is_no_firm_that_a_text_goes_on_to_tell_of(document: Make) -> None:
    text = "中国云岭工业协会发布通报。前4月，焦炭产量为1.2亿吨，其价格上涨8%。\n"
    assert not [c.subject for c in read_claims(document(text)) if "协会" in (c.subject or "") and c.value]


def test_a_place_that_another_comes_next_to_is_no_setting(document: Make) -> None:
    text = "湖北省水能资源丰富，磷矿储量仅次于贵州，位居全国第二。\n"
    (rank,) = figures(read_claims(document(text)), "market_rank")
    assert rank.place == "湖北省"


def test_departments_of_an_office_are_no_ministry(document: Make) -> None:
    text = "各地卫生部门检查企业300家，教育部分课程改革。水利部安排资金90亿元。\n"
    subjects = [c.subject or "" for c in read_claims(document(text)) if c.value]
    assert len(subjects) == 2 and subjects[0] != "卫生部" and subjects[1].startswith("水利部")


def test_a_port_is_where_its_stocks_lie_and_no_ground_of_what_follows(document: Make) -> None:
    text = "秦皇岛港5500大卡动力煤价格为800元/吨。用电需求增加，煤耗为300万吨。\n"
    assert [c.place for c in read_claims(document(text)) if c.value is not None] == ["河北省秦皇岛市", None]


def test_whose_people_come_from_elsewhere_and_what_a_picture_shows_is_no_ground(document: Make) -> None:
    text = "春季，武汉、长沙、合肥等地客商到海南省收购生猪。1至6月，生猪出岛85万头。\n"
    assert [c.place for c in read_claims(document(text)) if c.value is not None] == ["海南省"]
    text = "图为安徽省肥西县乡卫生院的医务人员在整理货架。\n到2010年底，监测点药品价格平均下降38%。\n"
    assert [c.place for c in read_claims(document(text)) if c.value is not None] == [None]


def test_bodies_cited_together_are_no_owner_of_what_they_tell(document: Make) -> None:
    text = "中国云岭工业联合会和中国白河工业协会日前联合发布的数据显示，百强企业营业收入132亿元；实现利润总额9亿元。\n"
    told = [c.subject or "" for c in read_claims(document(text)) if c.value is not None]
    assert len(told) == 2 and not any("会" in s for s in told)


@pytest.mark.parametrize("body", ["中国云岭工业联合会", "中国汽车流通协会"])
def test_a_body_cited_with_a_bare_preposition_is_no_owner(document: Make, body: str) -> None:
    text = f"据{body}，3月全国挖掘机总体销量（含出口）为1.8万台，同比增长7.5%。\n"
    assert all("挖掘机" in (c.subject or "") for c in read_claims(document(text)) if c.value is not None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("来源：吉安日报\n上半年，我市政府采购规模达62亿元。", "江西省吉安市"),
        ("来源：吉安日报\n上半年，政府采购规模达62亿元。", None),
        ("来源：经济日报\n上半年，我市政府采购规模达62亿元。", None),
    ],
)
def test_our_town_is_that_of_the_paper(document: Make, text: str, place: str | None) -> None:
    found = [c for c in read_claims(document(text)) if c.value is not None]
    assert [c.place for c in found] == [place]


def test_what_is_told_of_the_country_is_not_the_firms_that_the_text_is_about(document: Make) -> None:
    text = (
        "保障房建设提速 青松智能全力备战\n近日，国务院与各省签订了责任书。今年全国共将建设保障性住房1000万套。"
        "青松智能拥有多项专利。青松智能的产品销量增长。\n"
    )
    subjects = [c.subject or "" for c in read_claims(document(text)) if c.value is not None]
    assert subjects == ["全国保障性住房"]


def test_all_provinces_in_the_formula_of_their_number_are_the_country(document: Make) -> None:
    text = "去年，31个省（自治区、直辖市）和新疆生产建设兵团共建成换电站5000座，服务车辆90万辆次。"
    told = [(c.value, c.place) for c in read_claims(document(text)) if c.value is not None]
    assert [p for _, p in told] == ["全国"] * len(told)
    assert 31 not in [v for v, _ in told]


def test_the_first_lot_of_the_country_is_not_the_setting(document: Make) -> None:
    text = "贵州省水利厅今年工作：落实我省第一批全国节水示范县措施，新建水库5座。"
    assert [c.place for c in read_claims(document(text)) if c.value == 5] == ["贵州省"]


def test_lines_that_are_announced_as_goals_are_goals(document: Make) -> None:
    text = "现提出意见。全镇农业水平明显提升。具体目标为：\n——组织更加完善。培育企业12家。\n——结构优化。种植面积达到3万亩。\n去年已有合作社9个。"
    told = {float(c.value): c.modality for c in read_claims(document(text)) if c.value is not None}
    assert told == {12: "target", 30000: "target", 9: "actual"}


def test_the_firm_of_one_item_is_not_that_of_the_others(document: Make) -> None:
    text = (
        "1、南屿国统计局公布数据显示，上半年该国茶叶收入增长7.5%。\n2、青松电池回应传闻称，新品推迟。\n"
        "3、白桦汽车称，新车改用青松电池。\n4、石桥钢铁任命新总裁。\n5、云岭航空复航三条航线。\n"
    )
    assert [c.subject for c in read_claims(document(text)) if c.unit == "%"] == ["该国茶叶·收入"]
