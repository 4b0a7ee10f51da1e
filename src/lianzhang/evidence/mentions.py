"""Mentions: what the lexical layer finds in a text before any sentence is understood.

Spans are half-open and count characters of the text that was given. Mentions of one kind do not overlap.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from lianzhang.core.records import record
from lianzhang.evidence.claim import Qualifier

__all__ = ["Mentions", "NameMention", "NumberMention", "PlaceMention", "TimeMention"]


@record
class NumberMention:
    """A quantity with its unit, in the canonical unit of the claim contract.

    ``value`` is a number, a range (open ends None), or None when the numeral is lost (``余家``: ``lost`` is true).
    ``start, end`` cover numeral, unit and the words of the qualifier that touch it (超 1400亿元, 30余种); ``core`` covers the
    numeral with its unit alone. ``noun`` is the counted word printed as classifier or unit (家, 个, 亿元, 万吨/年).
    """

    start: int
    end: int
    core: tuple[int, int]
    value: Decimal | tuple[Decimal | None, Decimal | None] | None
    unit: str
    qualifier: Qualifier
    noun: str
    lost: bool = False


@record
class TimeMention:
    """A time expression resolved to the contract's form; ``inferred``: something in it is not printed (mostly the year).

    ``role`` tells a point or span in time (``when``) from a length of time (``duration``), the validity of a
    plan (``validity``) and a document's own date (``dateline``).
    """

    start: int
    end: int
    time: str | None
    inferred: bool
    role: Literal["when", "duration", "validity", "dateline"] = "when"


@record
class PlaceMention:
    """A place: ``paths`` are full administrative paths (several for 鄭洛焦新 or 开阳-息烽), ``keys`` their keys in the tree."""

    start: int
    end: int
    paths: tuple[str, ...]
    keys: tuple[str, ...]


@record
class NameMention:
    """A named thing: ``type`` is organisation, government, authority (of another country), product, mineral, segment, park, document, institution,
    industry, project or person_role; ``name`` as printed, ``canonical`` where a lexicon knows a fuller name;
    ``paths`` the place it lies in where known; ``basis`` says how it was found: lexicon or form.
    """

    start: int
    end: int
    type: str
    name: str
    canonical: str | None = None
    paths: tuple[str, ...] = ()
    basis: Literal["lexicon", "form"] = "form"


@record
class Mentions:
    """All mentions of one text, each kind in order of position."""

    numbers: tuple[NumberMention, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    names: tuple[NameMention, ...]
