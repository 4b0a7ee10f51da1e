"""Where in the chain a claim belongs, and of which batteries it speaks: by its own words, the lexicon and two data files.

The item says it first, then the list of items, the subject, the quote, and at last the clause around it. Words of a name
count from its end (磷酸铁锂电池 is a battery). In running text a segment counts only where all products of the stretch agree.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import ahocorasick_rs as ac

from lianzhang.core import Problems
from lianzhang.core.data_files import data_text
from lianzhang.evidence.claim import Claim, Context
from lianzhang.evidence.lexicon.tables import read_table, terms
from lianzhang.evidence.speakers import speaker

__all__ = ["BATTERY_KINDS", "Attributes", "attributes_of", "described", "product_rows", "traits"]

BATTERY_KINDS = (
    "lithium_ion", "semi_solid", "solid_state", "sodium_ion", "lead_acid", "pv_cell", "fuel_cell", "flow",
    "nickel_metal_hydride", "primary",
)  # fmt: skip

Attributes = tuple[str | None, str | None, str | None]
"""Battery kind, chemistry, segment of the chain; several joined by ``;``, None where the words do not tell."""
_NONE: Attributes = (None, None, None)
_LONGEST = 400
_BODY = re.compile(
    r"(?:联盟|协会|商会|学会|研究院|研究所|实验室|中心|大学|学院|[厅局委]|政府|办公室|证券|银行|基金)\Z"
)
"""Bodies that bear a product in their name and make none."""
_LONGEST_END = 3
"""How they end is no longer."""


def product_rows() -> dict[tuple[str, str], tuple[str, str, str]]:
    """(what, name) → (segment, battery kind, chemistry) of ``product_segments.csv``."""
    problems = Problems()
    name = "product_segments.csv"
    rows = read_table(name, data_text(name), ("of", "name", "segment", "battery_kind", "chemistry"), problems)
    problems.raise_if_any()
    return {(r["of"], r["name"]): (r["segment"], r["battery_kind"], r["chemistry"]) for _, r in rows}


@lru_cache(maxsize=1)
def _terms() -> tuple[ac.AhoCorasick, tuple[tuple[str, str, str], ...]]:
    rows = product_rows()
    found: dict[str, tuple[str, str, str]] = {}
    for term in terms():
        key = (term.type, term.product if term.type == "product" else term.canonical)
        if term.type in ("product", "mineral", "segment"):
            found[term.surface] = rows.get(key, ("", "", ""))
    return ac.AhoCorasick(list(found), matchkind=ac.MatchKind.LeftmostLongest), tuple(found.values())


@lru_cache(maxsize=1)
def _words() -> tuple[ac.AhoCorasick, tuple[tuple[str, str], ...]]:
    problems = Problems()
    name = "battery_kinds.csv"
    rows = read_table(name, data_text(name), ("words", "battery_kind", "chemistry"), problems)
    problems.raise_if_any()
    found = {w: (r["battery_kind"], r["chemistry"]) for _, r in rows for w in r["words"].split(";") if w}
    return ac.AhoCorasick(list(found), matchkind=ac.MatchKind.LeftmostLongest), tuple(found.values())


def _joined(names: list[str]) -> str | None:
    return ";".join(dict.fromkeys(n for n in names if n)) or None


@lru_cache(maxsize=16384)
def attributes_of(text: str, *, name: bool = True) -> Attributes:
    """What a text says of kind, chemistry and segment. ``name``: it is one name, whose last product is its head."""
    text = text[:_LONGEST]
    automaton, rows = _terms()
    products = [rows[i] for i, _, _ in automaton.find_matches_as_indexes(text)]
    of_words, words = _words()
    said = [words[i] for i, _, _ in of_words.find_matches_as_indexes(text)]
    kinds = [k for k, _ in said] or [k for _, k, _ in products[-1:]]
    chemistries = [c for _, c in said] or [c for _, _, c in products[-1:]]
    chemistries = [c for c in chemistries if c and not any(o != c and o.startswith(c) for o in chemistries)]
    segments = [s for s, _, _ in products if s]
    if name:
        segments = segments[-1:]
    elif len(set(segments)) > 1:
        segments = []
    return _joined(kinds), _joined(chemistries), _joined(segments)


def _clause(sentence: str, mark: tuple[int, int]) -> str:
    """The clause around the mark: between commas, semicolons and stops."""
    before = sentence[: mark[0]]
    start = len(before) - len(_MARK.split(before)[-1])
    end = _MARK.search(sentence, max(mark[1], start))
    return sentence[start : end.start() if end else len(sentence)]


_MARK = re.compile("[，,；;。]")


def traits(
    item: str | None, items: tuple[str, ...], subject: str | None, quote: str, context: Context | None
) -> Attributes:
    """Battery kind, chemistry and segment of a claim by its words, the most telling first."""
    kind, chemistry, segment = attributes_of(item) if item else _NONE
    for step in ("items", "subject", "quote", "clause"):
        if kind and chemistry and segment:
            break
        if step == "items":
            said = _of_items(items)
        elif step == "subject":
            body = subject and _BODY.search(subject, max(0, len(subject) - _LONGEST_END))
            said = attributes_of(subject) if subject and not body else _NONE
        elif step == "quote":
            said = attributes_of(quote, name=False)
        else:
            said = attributes_of(_clause(context.sentence, context.mark), name=False) if context else _NONE
        kind, chemistry, segment = kind or said[0], chemistry or said[1], segment or said[2]
    return kind, chemistry, segment


def _of_items(items: tuple[str, ...]) -> Attributes:
    if not items:
        return _NONE
    listed = [attributes_of(i) for i in items]
    return (
        _joined([a[0] or "" for a in listed]),
        _joined([a[1] or "" for a in listed]),
        _joined([a[2] or "" for a in listed]),
    )


def described(claim: Claim) -> Claim:
    """The claim with battery kind, chemistry, segment and who is said to have said it, read off its own context.

    For claims that come from a ledger or were made otherwise; :func:`~lianzhang.evidence.read_claims` has done it already
    (and sees quotations of several sentences, which a claim alone does not).
    """
    context = claim.context
    kind, chemistry, segment = traits(claim.item, claim.items, claim.subject, claim.quote, context)
    who = (
        speaker(context.sentence, (0, len(context.sentence)), *context.mark, claim.subject)
        if context
        else None
    )
    return replace(claim, battery_kind=kind, chemistry=chemistry, segment=segment, claimed_by=who)
