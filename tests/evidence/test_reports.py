"""Reports of governments to their assemblies: place, year and modality of lists that name none. Sentences are made up, values read by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make

TITLE = "2031年江西省政府工作报告\n"
DONE = (
    "——产业实力稳步提升。赣州经开区入选国家级示范园区。规上工业增加值增长7.4%，居全国第6位。新增绿色工厂37家，"
    "争取中央资金超620亿元。宜春锂电循环产业园成功投产，锂电材料产量达18.6万吨。"
)
AHEAD = (
    "（二）着力扩大内需。支持企业技术改造，实施重点改造项目400个。新建农村公路3000公里以上。推进南昌地铁五期工程，"
    "优化口岸布局，外贸进出口增长4%左右。"
)


def figures(document: Make, text: str) -> dict[Decimal, Claim]:
    return {c.value: c for c in read_claims(document(text, published="2031")) if isinstance(c.value, Decimal)}


@pytest.mark.parametrize(
    "title",
    [TITLE, "江西省2031年政府工作报告\n", "江西省人民政府工作报告\n——2031年1月12日在江西省人民代表大会上\n"],
)
def test_what_was_done_is_of_the_year_before_and_of_the_land(document: Make, title: str) -> None:
    found = figures(document, title + DONE)
    assert {found[Decimal(v)].time for v in ("7.4", "6", "186000.0")} == {"2030"}
    assert {found[Decimal(v)].place for v in ("7.4", "6", "37")} == {"江西省"}
    assert {c.modality for c in found.values()} == {"actual"}
    assert found[Decimal(62000000000)].kind != "target"


def test_what_is_set_out_is_a_goal_without_a_heading(document: Make) -> None:
    found = figures(document, TITLE + AHEAD)
    assert {found[Decimal(v)].modality for v in (400, 3000, 4)} == {"target"}
    assert {found[Decimal(v)].place for v in (400, 3000, 4)} == {"江西省"}
    assert not {c.time for c in found.values()} - {None, "2031"}


def test_sections_say_what_is_done_and_what_is_ahead(document: Make) -> None:
    text = (
        TITLE
        + "过去一年，全省新建充电站260座。\n今年要重点做好以下工作：\n新建充电站310座。\n实施老旧小区改造500个。"
    )
    found = figures(document, text)
    assert found[Decimal(260)].modality == "actual"
    assert found[Decimal(310)].modality == found[Decimal(500)].modality == "target"


def test_five_years_told_of_are_those_before_the_report(document: Make) -> None:
    text = (
        TITLE
        + "——这五年，创新动能更加强劲。研发人员年均增长9.3%，技术合同成交额年均增长21.4%。港口吞吐能力占比由12.5%升至19.8%。"
    )
    found = figures(document, text)
    assert {found[Decimal(v)].time for v in ("9.3", "21.4")} == {"2026/2030"}
    assert (found[Decimal("12.5")].time, found[Decimal("19.8")].time) == ("2026", "2030")


def test_news_of_a_report_is_none(document: Make) -> None:
    found = figures(document, "政府工作报告提出，今年江西省将新建充电站310座。")
    assert found[Decimal(310)].modality == "planned"


def test_a_clause_with_a_noun_of_its_own_is_of_the_land(document: Make) -> None:
    text = (
        TITLE
        + "深入治理大气污染，赣州矿业公司转型退出，新增新能源渣土车1876辆，细颗粒物年均浓度21.4微克/立方米。"
        "抚州、吉安结束不通高铁历史，文旅消费增长，接待游客人次增长12.6%。宜春建成大型正极材料基地，产能占全球11%。"
        "新建全国数字政府示范单位13个。"
    )
    found = figures(document, text)
    assert {found[Decimal(v)].place for v in ("1876", "21.4", "12.6", "13")} == {"江西省"}
    assert found[Decimal(11)].place == "江西省宜春市"
    assert all("公司" not in (found[Decimal(v)].subject or "") for v in ("1876", "21.4"))


def test_figures_held_against_five_years_ago_are_of_the_five_years(document: Make) -> None:
    found = figures(document, TITLE + "细颗粒物浓度较“十四五”末下降14.2%。单位能耗累计下降15.8%。")
    assert {found[Decimal(v)].time for v in ("-14.2", "-15.8")} == {"2026/2030"}


def test_a_sentence_that_opens_with_one_firm_goes_on_with_it(document: Make) -> None:
    text = TITLE + "江铜集团改造冶炼产线，高端产品占比从31%提高到68%，世界五百强排名由269位上升到174位。"
    found = figures(document, text)
    assert {found[Decimal(v)].subject for v in (31, 68)} <= {"江铜集团", "江铜集团高端产品"}
    assert (found[Decimal(269)].unit, found[Decimal(174)].unit) == ("rank", "rank")
