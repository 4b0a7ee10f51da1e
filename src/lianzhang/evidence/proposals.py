"""Spans that somebody else proposes (a language model): accepted only where our own grammar reads the same number.

A proposal can add a reading of a figure that no frame read, or that was read by its unit alone; it can never add a figure: value, unit and
qualifier are ours, the quote is the document's own text, and names are kept only where the sentence prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from lianzhang.evidence.claim import KINDS, MODALITIES, Claim, Context
from lianzhang.evidence.clauses import flatten, mask_titles, split
from lianzhang.evidence.frames.skips import skipped
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.numbers.grammar import numbers
from lianzhang.text.document import Document, anchor_at

__all__ = ["RULE", "accept", "completed", "unread_sentences"]

RULE = "model"
"""The rule of claims that a model proposed."""
CONFIDENCE = 0.3
SURE = 0.9
"""The confidence of a claim that words speak for (:mod:`lianzhang.evidence.claims.numbers`)."""
LONGEST = 400
"""Characters of a sentence that is handed out."""
MOST = 12
"""Proposals that are looked at for one sentence."""
_LOWER = {"official": "repost", "news": "repost", "repost": "spun"}
"""The grade of a proposed claim: below the document's own. A spun document gets none."""


def unread_sentences(document: Document, claims: Sequence[Claim]) -> tuple[tuple[int, int], ...]:
    """Sentences of the body with a figure that no frame read, or that was read by its unit alone: spans of the repaired text, in order."""
    if document.grade not in _LOWER:
        return ()
    read = [c for c in claims if c.value is not None and not _last_resort(c)]
    out: list[tuple[int, int]] = []
    for zone in document.zones:
        if zone.kind == "body":
            out += [
                (s.start, s.end)
                for s in split(document.text, zone.start, zone.end)
                if 0 < s.end - s.start <= LONGEST
                and any(
                    not _told(document, s.start, n, read) for n in _figures(document.text[s.start : s.end])
                )
            ]
    return tuple(out)


def _figures(sentence: str) -> list[NumberMention]:
    """The numbers of a sentence that may state something: no ordinals, no parts of titles."""
    flat = flatten(sentence)
    masked = mask_titles(flat)
    return [n for n in numbers(sentence) if n.value is not None and not skipped(flat, masked, n)]


def _last_resort(claim: Claim) -> bool:
    """Whether nothing but its unit speaks for a claim: a count of no known thing."""
    return claim.rule in ("number.milestone", "number.project_count") and claim.confidence < SURE


def _told(document: Document, at: int, number: NumberMention, claims: Sequence[Claim]) -> bool:
    """Whether one of ``claims`` states ``number`` of the sentence that begins at ``at``."""
    start, end = document.map.raw(at + number.start, at + number.end)
    return any(
        c.start < end and c.end > start and c.value == number.value and c.unit == number.unit for c in claims
    )


def completed(claims: Sequence[Claim], proposed: Sequence[Claim]) -> list[Claim]:
    """``claims`` with those of ``proposed`` whose figure no words spoke for; they take the place of a reading by the unit alone."""
    read = [c for c in claims if c.value is not None]

    def same(a: Claim, b: Claim) -> bool:
        return a.start < b.end and b.start < a.end and (a.value, a.unit) == (b.value, b.unit)

    new = [p for p in proposed if not any(same(p, c) and not _last_resort(c) for c in read)]
    kept = [c for c in claims if not (_last_resort(c) and any(same(p, c) for p in new))]
    return sorted([*kept, *new], key=lambda c: (c.start, c.end))


def accept(document: Document, span: tuple[int, int], proposals: Iterable[Any]) -> list[Claim]:
    """Claims from the proposals for one sentence; whatever is not supported by the sentence is dropped without a word."""
    sentence = document.text[slice(*span)]
    read = numbers(sentence)
    found: dict[tuple[int, int], Claim] = {}
    for proposal in list(proposals)[:MOST]:
        if not isinstance(proposal, Mapping):
            continue
        number = _number(sentence, read, proposal)
        if number is None or proposal.get("kind") not in KINDS or proposal.get("modality") not in MODALITIES:
            continue
        claim = _claim(document, span, sentence, number, proposal)
        found.setdefault((claim.start, claim.end), claim)
    return [found[key] for key in sorted(found)]


def _number(
    sentence: str, read: Sequence[NumberMention], proposal: Mapping[str, Any]
) -> NumberMention | None:
    """The number of the sentence that the proposal's quote holds, if it is the one that the proposal says."""
    quote = proposal.get("quote")
    if not isinstance(quote, str) or not quote.strip() or len(quote) > LONGEST:
        return None
    at = sentence.find(quote)
    if at < 0 or sentence.find(quote, at + 1) >= 0:
        return None
    inside = [n for n in read if at <= n.start and n.end <= at + len(quote)]
    said = _decimal(proposal.get("value"))
    fits = [n for n in inside if n.value is not None and n.value == said and n.unit == proposal.get("unit")]
    return fits[0] if len(fits) == 1 else None


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 40:
        return None
    try:
        made = Decimal(str(value))
    except InvalidOperation:
        return None
    return made if made.is_finite() else None


def _printed(proposal: Mapping[str, Any], key: str, sentence: str) -> str | None:
    value = proposal.get(key)
    return value if isinstance(value, str) and 1 < len(value) <= 60 and value in sentence else None


def _claim(
    document: Document, span: tuple[int, int], sentence: str, number: NumberMention, proposal: Mapping[str, Any]
) -> Claim:  # fmt: skip
    start, end = document.map.raw(span[0] + number.start, span[0] + number.end)
    raw_start, raw_end = document.map.raw(*span)
    return Claim(
        document=document.path,
        kind=proposal["kind"],
        subject=_printed(proposal, "subject", sentence),
        item=_printed(proposal, "item", sentence),
        quote=document.raw[start:end],
        start=start,
        end=end,
        modality=proposal["modality"],
        grade=_LOWER[document.grade],
        rule=RULE,
        value=number.value,
        unit=number.unit,
        qualifier=number.qualifier,
        confidence=CONFIDENCE,
        anchor=anchor_at(document, start),
        context=Context(sentence, (number.start, number.end), raw_start, raw_end),
    )
