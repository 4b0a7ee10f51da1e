"""The firm that the wording points to: 该公司, the firm of the clause to come, what this figure points back to. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def _subjects(document: Make, text: str) -> list[str | None]:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    return [c.subject for c in sorted(claims, key=lambda c: c.start)]


def test_this_firm_is_the_one_spoken_of_last(document: Make) -> None:
    text = (
        "禾岭股份（600999）公告，拟出售子公司。\n财务数据显示，栗苑新材股份有限公司去年亏损6200万元。"
        "截至6月底，该公司资产总额3.4亿元，负债总额5.1亿元。"
    )
    assert _subjects(document, text) == ["栗苑新材股份有限公司"] * 3


def test_a_clause_may_wait_for_its_firm(document: Make) -> None:
    text = "在已投入资金38亿元的基础上，禾岭股份有限公司再次斥资12亿元扩建基地。"
    assert _subjects(document, text) == ["禾岭股份有限公司"] * 2


def test_this_figure_points_back(document: Make) -> None:
    text = "截至9月底，规模以上造纸企业存货总计46亿元，而去年同期这一数据为39亿元。"
    first, second = _subjects(document, text)
    assert first == second


@pytest.mark.parametrize("verb", ["评估", "审计"])
def test_who_values_is_no_owner(document: Make, verb: str) -> None:
    text = f"禾岭股份公告，拟出售厂房。\n经江州正衡资产评估有限公司{verb}，上述厂房价值为2300万元。"
    assert "江州正衡资产评估有限公司" not in _subjects(document, text)


def test_who_accepts_is_no_part_of_a_name(document: Make) -> None:
    text = "5月9日，沪市交易所受理江州栗苑生物股份有限公司（简称“栗苑生物”）上市申请。公司拟募集资金4.2亿元，示例证券为公司保荐机构。"
    assert _subjects(document, text) == ["江州栗苑生物股份有限公司"]


def test_national_figures_are_no_firms(document: Make) -> None:
    text = "禾岭地产上半年净利润6亿元，公司股价上涨3%。\n国家统计局数据显示，上半年，房地产开发投资5.2万亿元。其中，住宅投资3.9万亿元，同比增长4%。"
    assert "禾岭地产" not in _subjects(document, text)[2:]


def test_circled_items_stand_alone(document: Make) -> None:
    text = "债券方面：①禾岭股份有限公司取消发行票据②江州栗苑集团有限公司拟发行公司债券不超过8亿元。"
    assert _subjects(document, text) == ["江州栗苑集团有限公司"]


def test_the_group_alone_is_the_firm_of_that_name(document: Make) -> None:
    text = "禾岭集团公布8月销售汽车3.1万辆。其中，禾岭乘用车股份有限公司销售汽车2.4万辆。集团销售新能源汽车1.2万辆。"
    assert _subjects(document, text) == ["禾岭集团", "禾岭乘用车股份有限公司", "禾岭集团"]
