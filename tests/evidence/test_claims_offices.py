"""Offices and exchanges: what they do to others is told of them."""

from __future__ import annotations

from lianzhang.evidence import read_claims

from .conftest import Make


def subjects(document: Make, text: str) -> dict[str, str]:
    return {str(c.value): c.subject for c in read_claims(document(text)) if c.value is not None}


def test_cases_that_an_exchange_takes_up_are_its_own(document: Make) -> None:
    text = "深交所本周对33起异常交易行为采取了自律监管措施，对7起重大事项进行核查，上报案件线索4起。"
    assert subjects(document, text) == {"33": "深交所", "7": "深交所", "4": "深交所"}


def test_what_a_ministry_approves_is_told_of_the_ministry(document: Make) -> None:
    assert subjects(document, "今年以来环保部共批复51个建设项目环评文件。") == {"51": "环保部"}


def test_what_its_paper_does_is_told_of_the_office(document: Make) -> None:
    text = "湖南省医疗保障局近日发布文件，计划将“针灸”等6项医疗服务项目纳入医保支付范围。"
    assert subjects(document, text) == {"6": "湖南省医疗保障局"}


def test_an_office_that_only_counts_is_not_who_is_counted(document: Make) -> None:
    assert "国家统计局" not in subjects(document, "国家统计局发布数据，上半年全国新设企业300万家。").values()
