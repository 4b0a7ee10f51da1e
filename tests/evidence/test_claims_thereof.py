"""Figures that go on about what was told right before: parts of a whole, lists that another firm ends, an index pointed back to; who is
cited, and words that only lead to a number, are no subject."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def _subjects(document: Make, text: str) -> list[str | None]:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    return [c.subject for c in sorted(claims, key=lambda c: c.start)]


def test_a_sentence_that_opens_with_parts_keeps_the_owner(document: Make) -> None:
    text = "1—5月，装载机主要制造企业销售装载机5300台，同比增长8.1%。其中，国内销售3100台，同比增长6.2%；出口2200台，同比增长11.3%。"
    assert _subjects(document, text) == ["装载机主要制造企业"] * 6


def test_parts_of_a_trade_are_measures_of_it(document: Make) -> None:
    text = "上半年，纺织机械完成货物贸易进出口总额76亿美元，同比增长4.4%。其中进口额16.5亿美元，同比下降3.2%；出口额59.5亿美元，同比增长7.7%。"
    found = _subjects(document, text)
    assert all(s and "纺织机械" in s for s in found)
    assert [s and s[-3:] for s in found[2:]] == ["进口额", "进口额", "出口额", "出口额"]


def test_a_list_shared_out_ends_where_another_firm_begins(document: Make) -> None:
    text = (
        "2021年，甲河股份实现营收300亿元，净利润30亿元，同比分别增长12.6%和10.4%；"
        "乙山股份实现营收200亿元，净利润20亿元，同比分别增长7.1%和2.8%。"
    )
    assert _subjects(document, text) == ["甲河股份"] * 4 + ["乙山股份"] * 4


def test_an_index_pointed_back_to_behind_a_date(document: Make) -> None:
    text = "年初以来，恒生医疗保健业指数虽有回调，总体走高。截至16日该指数已累计上涨9.40%。"
    assert _subjects(document, text) == ["恒生医疗保健业指数"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("中国照明电器协会发布的最新统计数字显示，今年前4个月，我国12家重点灯企中，有5家利润下降。", "灯企"),
        ("甲河股份近年年报显示，2019年、2020年分别分配现金股利600万元、900万元。", "甲河股份"),
        ("本周华东441#硅在9600元/吨。", "441#硅"),
    ],
)
def test_no_more_than_the_subject(document: Make, text: str, subject: str) -> None:
    found = _subjects(document, text)
    assert found and all(s and s.endswith(subject) for s in found)


def test_works_of_another_item_of_a_digest_are_not_meant(document: Make) -> None:
    text = (
        "【甲河股份：拟建储能项目】甲河股份公告称，拟投资建设临江新能源100MW储能示范项目。\n"
        "【乙山生物：拟建研发基地】乙山生物公告称，公司计划投资建设智能研发基地，总投资约2亿元。项目建设地点位于某市，占地面积约4万平方米。\n"
        "【丙湖科技：签约】丙湖科技公告称，签署合作协议。\n"
    )
    found = _subjects(document, text)
    assert not any(s and "临江" in s for s in found[1:])


def test_a_part_of_a_land_is_no_firm(document: Make) -> None:
    text = "大河气田位于山西省西部，今年新投产井30口。"
    assert "山西省西部" not in _subjects(document, text)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "路面大修工程完成投资800万元；桥梁安全加固工程，计划投入资金300万元，累计里程为12.5公里。",
            ["路面大修工程", "桥梁安全加固工程", "桥梁安全加固工程"],
        ),
        ("上半年，70种产品产量同比增长；31种产品产量同比下降。", ["产品", "产品"]),
        ("电动自行车去年产量突破900万辆，产销量连续8年保持全球第一。", ["电动自行车·产量", "电动自行车·产销量", "电动自行车·产销量"]),
    ],
)  # fmt: skip
def test_whose_a_bare_measure_is(document: Make, text: str, subjects: list[str]) -> None:
    found = _subjects(document, text)
    assert [s and s.split("市")[-1].removeprefix("全国") for s in found] == subjects


def test_a_fund_and_a_firm_just_founded_have_their_own_figures(document: Make) -> None:
    fund = "江海资产管理公司公告后，基金价格下跌。江海睿选混合（169999）截至8日收盘，其年内下跌了5.1%。"
    assert _subjects(document, fund)[-1] == "江海睿选混合"
    firm = "上海昇垚成立于2015年6月。2019年11月，上海昇垚300mm硅片产能达到60万片/年。"
    assert _subjects(document, firm)[-1] == "上海昇垚"
