"""Parts of a firm behind its name, and what only looks like one. Own sentences."""

from __future__ import annotations

from lianzhang.evidence import read_claims

from .conftest import Make


def test_what_a_firm_does_with_its_subsidiary_is_no_part_of_its_name(document: Make) -> None:
    text = "南方化工拟对全资子公司成都卓为创科技有限公司增资3.4亿元。"
    subjects = {c.subject for c in read_claims(document(text)) if c.value is not None}
    assert subjects == {"南方化工"}


def test_what_a_firm_foretells_is_no_part_of_its_name(document: Make) -> None:
    text = "澜江电子预告公司前三季度亏损5200万元。澜江电子宣布其全资子公司海峡国际拟出资12亿元收购海洲商业60%股份。"
    assert next(c.subject for c in read_claims(document(text)) if c.value == 52000000) == "澜江电子"


def test_who_only_tells_of_the_country_is_not_told_of(document: Make) -> None:
    text = "禾岭科技有限公司副总经理林长松介绍：“目前我国各类缝纫机保有量约3000万台。”"
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert claims and all("缝纫机" in c.subject for c in claims)


def test_the_firm_is_the_one_whose_books_were_cited(document: Make) -> None:
    text = (
        "岚海机电（300998）公告，净利润1.2亿元。岚海机电今年新增订单5亿元。\n"
        "据澜江电子招股说明书介绍，产品原料为铜材。据测算，铜价每上涨1%，公司的综合毛利率下降0.4个百分点。\n澜江电子净利润增长。"
    )
    assert [c.subject for c in read_claims(document(text)) if c.quote.startswith("公司的综合")] == [
        "澜江电子"
    ]
