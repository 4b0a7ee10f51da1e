"""The claims page: every example sentence is read as the page says it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pages import DOCS, coded, table_rows

from lianzhang.evidence import KINDS, MODALITIES, QUALIFIERS, Claim, read_claims
from lianzhang.text import read_bytes

TEXT = (DOCS / "claims.md").read_text(encoding="utf-8")
HEADER = "岳阳市锂电产业通报\n发布日期：2024-05-20\n\n"
EXAMPLES = table_rows(TEXT, "## 种类")


def claims(sentence: str) -> list[Claim]:
    return read_claims(read_bytes((HEADER + sentence + "\n").encode("utf-8"), "example.txt"))


def test_every_kind_is_told_once_in_order() -> None:
    assert [coded(r[0])[0] for r in EXAMPLES] == list(KINDS)
    assert all(all(row) for row in EXAMPLES)


@pytest.mark.parametrize("row", EXAMPLES, ids=[coded(r[0])[0] for r in EXAMPLES])
def test_example_is_read_as_its_kind(row) -> None:
    kind, sentence, printed = coded(row[0])[0], row[3], row[4]
    found = [c for c in claims(sentence) if c.kind == kind]
    assert found, [c.kind for c in claims(sentence)]
    if printed == "–":
        assert found[0].value is None
        return
    value, unit = printed.split()
    assert (found[0].value, found[0].unit) == (Decimal(value), unit)


@pytest.mark.parametrize("row", table_rows(TEXT, "### 容易混的"), ids=lambda r: r[0][:12])
def test_what_is_easily_confused_is_told_apart(row) -> None:
    (kind,), (other,) = coded(row[1]), coded(row[2])
    found = {c.kind for c in claims(row[0])}
    assert kind in found and other not in found


def test_appeals_are_no_claims() -> None:
    (sentence,) = coded(next(line for line in TEXT.splitlines() if line.startswith("号召")))
    assert claims(sentence) == []


@pytest.mark.parametrize("row", table_rows(TEXT, "## 状态"), ids=lambda r: coded(r[0])[0])
def test_example_has_its_modality(row) -> None:
    found = claims(row[2])
    assert found
    assert {c.modality for c in found} == {coded(row[0])[0]}


@pytest.mark.parametrize("row", table_rows(TEXT, "## 限定词"), ids=lambda r: coded(r[0])[0])
def test_example_has_its_qualifier(row) -> None:
    found = [c for c in claims(row[2]) if c.value is not None]
    assert found
    assert {c.qualifier for c in found} == {coded(row[0])[0]}


def test_modalities_and_qualifiers_are_complete() -> None:
    assert [coded(r[0])[0] for r in table_rows(TEXT, "## 状态")] == list(MODALITIES)
    assert [coded(r[0])[0] for r in table_rows(TEXT, "## 限定词")] == list(QUALIFIERS)


def test_a_lost_number_is_read_as_the_page_says() -> None:
    assert "全市聚集电池企业余家" in TEXT
    (claim,) = claims("全市聚集电池企业余家。")
    assert (claim.value, claim.lost, claim.qualifier) == (None, True, "more_than")
