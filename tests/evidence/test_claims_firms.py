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
