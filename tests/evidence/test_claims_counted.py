"""Counts of firms and shares: what is counted, those of whom some are told, what they have and come to together. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.subjects.counted import is_kind, of_kind

from .conftest import Make


def _subjects(document: Make, text: str) -> list[str | None]:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    return [c.subject for c in sorted(claims, key=lambda c: c.start)]


@pytest.mark.parametrize(
    ("noun", "by", "kind"),
    [
        ("陶瓷企业联名致函", "家", "陶瓷企业"),
        ("上市药企的研发费用", "家", "上市药企"),
        ("企业技术中心", "家", "企业技术中心"),
        ("银行网点", "家", "银行网点"),
        ("个股盘中触及涨停", "只", "个股"),
        ("企业联合研发课题", "项", "企业联合研发课题"),
    ],
)
def test_a_kind_of_firm_ends_what_is_counted(noun: str, by: str, kind: str) -> None:
    assert of_kind(noun, by) == kind


def test_what_firms_have_is_no_kind_of_firm() -> None:
    assert is_kind("A股水泥上市公司")
    assert not is_kind("全资子公司")
    assert not is_kind("公司")


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("沪市有46家造纸企业披露季报，其中31家企业盈利，15家企业营收下滑。", ["沪市造纸企业"] * 3),
        ("共有8家陶瓷企业联名发函。", ["陶瓷企业"]),
        ("昨日，有6只个股近期涨幅居前。", ["个股"]),
        ("有73名考生没有到场。", ["考生"]),
    ],
)
def test_counts_are_of_the_kind_alone(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


def test_what_those_counted_have(document: Make) -> None:
    assert _subjects(document, "有27家造纸企业预计上半年净利润同比增长超过40%。") == ["造纸企业"] * 2
    assert _subjects(document, "18家上市药企的研发费用占比超过12%。") == ["上市药企"] * 2


def test_what_those_counted_come_to_together(document: Make) -> None:
    text = "苇河股份一季度净利润2.1亿元，同比增长6%。\n数据显示，两市有19家上市煤企披露季报，合计实现营业收入640亿元，同比增长3%。"
    assert _subjects(document, text)[2:] == ["上市煤企"] * 3


def test_a_firm_has_the_subsidiaries_that_are_counted(document: Make) -> None:
    assert _subjects(document, "苇河股份公告，公司拥有7家子公司。") == ["苇河股份"]
