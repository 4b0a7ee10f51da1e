"""Spans that somebody else proposes (a language model): accepted only where our own grammar reads the same number.

A proposal can add a reading of a figure that no frame read; it can never add a figure: value, unit and qualifier are ours, the quote is the
document's own text, and names are kept only where the sentence prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from lianzhang.evidence.claim import KINDS, MODALITIES, Claim, Context
from lianzhang.evidence.clauses import split
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.numbers import numbers
from lianzhang.text.document import Document, anchor_at

__all__ = ["RULE", "accept", "unread_sentences"]

RULE = "model"
"""The rule of claims that a model proposed."""
CONFIDENCE = 0.3
LONGEST = 400
"""Characters of a sentence that is handed out."""
MOST = 12
"""Proposals that are looked at for one sentence."""
_LOWER = {"official": "repost", "news": "repost", "repost": "spun"}
"""The grade of a proposed claim: below the document's own. A spun document gets none."""


def unread_sentences(document: Document, claims: Sequence[Claim]) -> tuple[tuple[int, int], ...]:
    """Sentences of the body with a figure in which no claim stands: spans of the repaired text, in order."""
    if document.grade not in _LOWER:
        return ()
    taken = [(c.start, c.end) for c in claims]
    out = []
    for zone in document.zones:
        if zone.kind != "body":
            continue
        for s in split(document.text, zone.start, zone.end):
            if not 0 < s.end - s.start <= LONGEST:
                continue
            start, end = document.map.raw(s.start, s.end)
            if any(a < end and b > start for a, b in taken):
                continue
            if any(n.value is not None for n in numbers(document.text[s.start : s.end])):
                out.append((s.start, s.end))
    return tuple(out)


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
