"""Which project of the register a document speaks of when it does not write the register's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from lianzhang.evidence.claim import Claim
from lianzhang.ledger import Ledger, import_projects, propose_from_claims
from lianzhang.text.document import Document

FIRM = "白水新能源有限公司"
LONG = f"{FIRM}的铜箔项目"
SHEET = f"项目名称,业主单位,产品,总投资(亿元)\n白水铜箔一号,{FIRM},锂电铜箔,\n白水电解液,{FIRM},电解液,\n"


def _of(claim: Claim, sentence: str) -> Claim:
    assert claim.context is not None
    return replace(claim, context=replace(claim.context, sentence=sentence))


def _told(claim: Callable[..., Claim], sentence: str, *names: str) -> list[Claim]:
    """A project each, and the investment of 铜箔项目."""
    stages = [
        claim(start=20 * i, kind="project", subject=n, value=None, unit=None, measure=None, stage="开工", modality="actual",
              object=None, item=None)
        for i, n in enumerate(names)
    ]  # fmt: skip
    return [
        _of(c, sentence) for c in (*stages, claim(start=200, subject="铜箔项目", value=Decimal(8) * 10**8))
    ]


def _projects(ledger: Ledger) -> set[str]:
    return {c.project for c in ledger.changes() if c.register == "projects"}


def test_a_bare_name_is_the_project_that_its_sentence_names(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    told = _told(claim, f"{LONG}已开工，总投资8亿元。", LONG)
    ledger.store_document(document(), told)
    propose_from_claims(ledger, told)
    assert _projects(ledger) == {LONG}
    assert {c.new for c in ledger.changes() if c.field == "total_investment"} == {"800000000"}


def test_a_bare_name_between_two_projects_is_neither(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    other = "黑石材料有限公司的铜箔项目"
    told = _told(claim, "两家的铜箔项目都已开工，总投资8亿元。", LONG, other)
    ledger.store_document(document(), told)
    propose_from_claims(ledger, told)
    assert _projects(ledger) == {LONG, other}
    assert not [c for c in ledger.changes() if c.field == "total_investment"]


def test_what_a_number_of_projects_costs_is_no_project(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    many = claim(
        kind="project_count", subject="临武县在建铜箔项目", value=Decimal(6), unit="count", measure=None
    )
    sentence = "临武县在建铜箔项目6个，总投资8亿元。"
    told = [_of(many, sentence), *_told(claim, sentence)]
    ledger.store_document(document(), told)
    propose_from_claims(ledger, told)
    assert not _projects(ledger)


def test_a_bare_name_of_the_register_stays_its_own(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim], sheet: Callable[..., Path]
) -> None:
    import_projects(ledger, sheet("项目名称,总投资(亿元)\n铜箔项目,\n"), "甲")
    told = _told(claim, "句子。", LONG)
    ledger.store_document(document(), told)
    propose_from_claims(ledger, told)
    assert {c.project for c in ledger.changes() if c.field == "total_investment"} == {"铜箔项目"}


def test_a_firm_and_a_product_are_the_one_project_the_register_has_of_both(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim], sheet: Callable[..., Path]
) -> None:
    import_projects(ledger, sheet(SHEET), "甲")
    told = _told(claim, f"{LONG}已开工，总投资8亿元。", LONG)
    ledger.store_document(document(), told)
    propose_from_claims(ledger, told)
    assert _projects(ledger) == {"白水铜箔一号"}


def test_two_projects_of_a_firm_and_product_are_not_guessed_between(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim], sheet: Callable[..., Path]
) -> None:
    import_projects(ledger, sheet(f"{SHEET}白水铜箔二号,{FIRM},锂电铜箔,\n"), "甲")
    told = _told(claim, f"{LONG}已开工，总投资8亿元。", LONG)
    ledger.store_document(document(), told)
    propose_from_claims(ledger, told)
    assert _projects(ledger) == {LONG}


def test_a_wider_word_for_the_product_is_no_news(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim], sheet: Callable[..., Path]
) -> None:
    import_projects(ledger, sheet(SHEET), "甲")
    wider, other = (
        claim(
            start=s, kind="capacity", subject=n, value=Decimal(50000), unit="t/a", measure=None, item="铜箔"
        )
        for s, n in ((0, "白水铜箔一号"), (50, "白水电解液"))
    )
    ledger.store_document(document(), [wider, other])
    propose_from_claims(ledger, [wider, other])
    assert [(c.project, c.new) for c in ledger.changes() if c.field == "product"] == [("白水电解液", "铜箔")]
