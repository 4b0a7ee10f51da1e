"""Documents and claims come back as they were stored; reading again changes nothing; what was stays in the history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianzhang.core import ClaimBasis, InputError
from lianzhang.evidence.claim import KINDS, MODALITIES, QUALIFIERS, Claim, Context
from lianzhang.ledger import Ledger
from lianzhang.reconcile import reconcile
from lianzhang.text.document import Document

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
NUMBER = st.decimals(allow_nan=False, allow_infinity=False)
RANGE = st.tuples(st.none() | NUMBER, st.none() | NUMBER)
SPAN = st.integers(0, 2**31 - 1)
CLAIM = st.builds(
    Claim, document=st.just("a.txt"), kind=st.sampled_from(KINDS), subject=st.none() | TEXT, quote=TEXT, start=SPAN, end=SPAN,
    modality=st.sampled_from(MODALITIES), grade=st.sampled_from(["official", "spun"]), rule=TEXT, object=st.none() | TEXT,
    item=st.none() | TEXT, items=st.lists(TEXT, max_size=3).map(tuple), measure=st.none() | TEXT, scope=st.none() | TEXT,
    stage=st.none() | TEXT, issuer=st.none() | TEXT, place=st.none() | TEXT, value=st.none() | NUMBER | RANGE,
    unit=st.none() | TEXT, qualifier=st.sampled_from(QUALIFIERS), time=st.none() | TEXT, time_inferred=st.booleans(),
    lost=st.booleans(), also=st.lists(st.tuples(SPAN, SPAN), max_size=2).map(tuple), anchor=st.none() | TEXT,
    confidence=st.floats(0, 1), size_band=st.none() | RANGE,
    context=st.none() | st.builds(Context, TEXT, st.tuples(SPAN, SPAN), SPAN, SPAN),
)  # fmt: skip


def exact(claim: Claim) -> dict[str, Any]:
    """The claim with its decimals as text: 1.0 and 1.00 are equal, but not the same."""
    return {k: str(v) if isinstance(v, (Decimal, tuple)) else v for k, v in asdict(claim).items()}


@settings(max_examples=40, deadline=None)
@given(st.lists(CLAIM, max_size=6, unique_by=lambda c: (c.id, c.quote)))
def test_claims_round_trip_to_the_digit(claims: list[Claim]) -> None:
    from .conftest import make_document

    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db") as ledger:
        ledger.store_document(make_document(), claims)
        assert [exact(c) for c in ledger.claims()] == [exact(c) for c in claims]


def test_document_round_trips_with_its_map(ledger: Ledger, document: Callable[..., Document]) -> None:
    original = document()
    ledger.store_document(original, [])
    back = ledger.document("a.txt")
    assert back is not None
    assert replace(back, map=original.map) == original
    assert (back.map.starts, back.map.ends) == (original.map.starts, original.map.ends)
    assert ledger.documents()[0].raw.startswith("\ufeff")


def test_reading_again_changes_nothing(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    doc = document()
    claims = [claim(), claim(start=30, value=None, lost=True)]
    assert not ledger.known(doc.path, doc.sha256)
    assert ledger.store_document(doc, claims)
    before = ledger.digest()
    assert ledger.known(doc.path, doc.sha256)
    assert not ledger.store_document(doc, claims)
    assert ledger.digest() == before


def test_changed_content_supersedes_and_keeps_the_old(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    old = claim()
    ledger.store_document(document(), [old])
    other = document(raw="青山公司改投资13亿元。")
    new = claim(start=6, quote="投资13亿元", end=12, value=Decimal(1300000000), context=None)
    assert ledger.store_document(other, [new])
    assert ledger.claims() == (new,)
    assert [d.sha256 for d in ledger.documents()] == [other.sha256]
    kept = ledger.claim_basis(old.id)
    assert "12.5亿元" in kept.raw_sentence
    assert kept.note


def test_absent_documents_stop_counting_and_can_come_back(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    doc = document()
    ledger.store_document(doc, [claim()])
    ledger.store_document(document("b.txt"), [])
    assert ledger.mark_absent(["b.txt"]) == ("a.txt",)
    assert ledger.claims() == ()
    assert [d.path for d in ledger.documents()] == ["b.txt"]
    assert not ledger.known(doc.path, doc.sha256)
    assert ledger.store_document(doc, [claim()])
    assert len(ledger.claims()) == 1
    assert ledger.mark_absent(["a.txt", "b.txt"]) == ()


def test_basis_shows_the_sentence_repaired_and_raw(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    doc, own = document(), claim()
    ledger.store_document(doc, [own])
    basis = ledger.claim_basis(own.id)
    assert isinstance(basis, ClaimBasis)
    assert basis.sentence[slice(*basis.mark)] == "投资12.5亿元"
    assert basis.raw_sentence == doc.raw[1:16]
    assert basis.raw_sentence[slice(*basis.raw_mark)] == doc.raw[own.start : own.end] == own.quote
    with pytest.raises(KeyError):
        ledger.claim_basis("nothing")


def test_claims_of_another_document_are_refused(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    with pytest.raises(ValueError, match=r"b\.txt"):
        ledger.store_document(document(), [claim("b.txt")])
    assert ledger.documents() == ()


def test_facts_round_trip_and_storing_again_changes_nothing(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    docs = [document("a.txt"), document("b.txt", raw="另一文件。", fingerprint=(7, 8, 9))]
    claims = [
        claim(),
        claim("b.txt", value=Decimal(9) * 10**8, quote="9亿元", context=None),
        claim(
            "b.txt",
            60,
            kind="supply_link",
            subject="湖南裕能新能源电池材料股份有限公司",
            object="比亚迪",
            value=None,
            unit=None,
        ),
        claim("b.txt", 90, subject="某地", value=(Decimal(1), None)),
    ]
    result = reconcile(claims, docs)
    assert any(f.conflicts for f in result.facts)
    assert ledger.store_facts(result)
    assert ledger.facts() == result.facts
    assert set(ledger.entities()) == set(result.entities)
    assert ledger.clusters() == result.clusters
    before = ledger.digest()
    assert not ledger.store_facts(result)
    assert ledger.digest() == before
    smaller = reconcile(claims[:1], docs[:1])
    assert ledger.store_facts(smaller)
    assert ledger.facts() == smaller.facts


def test_frames(ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]) -> None:
    ledger.store_document(document(), [claim()])
    frames = ledger.frames()
    assert set(frames) == {"documents", "claims", "facts", "entities", "projects", "changes", "matters"}
    assert frames["claims"].select("value_text", "value").rows() == [("1250000000.0", 1.25e9)]
    assert frames["documents"]["path"].to_list() == ["a.txt"]
    assert frames["facts"].schema["sources"] == pl.Int64


def test_what_is_no_ledger_is_said_plainly(tmp_path: Path) -> None:
    junk = tmp_path / "junk.db"
    junk.write_text("这不是数据库" * 100, encoding="utf-8")
    with pytest.raises(InputError):
        Ledger.open(junk)
    with pytest.raises(InputError):
        Ledger.open(tmp_path / "nowhere" / "ledger.db")
    with pytest.raises(InputError):
        Ledger.open("no-such-database://x/y")
