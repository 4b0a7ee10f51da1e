"""A statement said twice is one claim: a headline and the text, a size that is part of a project's name."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lianzhang.evidence.claim import Claim, Value
from lianzhang.evidence.claims.said_again import again, fuller

__all__ = ["merge", "with_cells"]


def _distinct(value: Value) -> bool:
    """Whether a value is so particular that two statements of it are one: three digits or more that are not zero at the end."""
    if not isinstance(value, Decimal) or not value:
        return False
    printed = str(value)  # quicker than the digits of the value brought to its shortest form
    if "E" in printed:
        return len(value.normalize().as_tuple().digits) >= 3
    return len(printed.replace(".", "").strip("-0")) >= 3


def _by_chance(first: Claim, claim: Claim) -> bool:
    """Whether two points of three digits are of different indices: those near 50 often agree by chance."""
    if claim.unit != "点" or not isinstance(claim.value, Decimal):
        return False
    a, b = first.subject or "", claim.subject or ""
    return len(str(claim.value).replace(".", "").strip("-0")) == _FEW and not (a in b or b in a)


_FEW = 3
_TELLING = 20
"""Smaller counts agree by chance."""


def _told_again(first: Claim, claim: Claim) -> bool:
    """Whether a count is the same statement as an earlier one: a headline and the sentence it sums up, for instance."""
    if (first.kind, first.value, first.unit, first.modality) != (
        claim.kind,
        claim.value,
        claim.unit,
        claim.modality,
    ):
        return False
    if first.kind == "target" and first.measure != claim.measure:
        return False  # goals of all sorts have one kind
    if first.time and claim.time and first.time != claim.time:
        return False
    a, b = first.place or "", claim.place or ""
    return a.startswith(b) or b.startswith(a)


def _heads(claim: Claim, titles: list[tuple[int, int]], raw: str) -> bool:
    """Whether a claim stands in a headline or in a heading of the body, which the text tells again."""
    if (
        claim.context
        and len(claim.context.sentence) <= _HEADING
        and not _STOPS.search(claim.context.sentence)
    ):
        before = raw[max(0, claim.context.raw_start - 12) : claim.context.raw_start].rstrip(" \t\u3000")[-1:]
        if before in ("", "\n") and raw[claim.context.raw_end : claim.context.raw_end + 2].strip(
            " \r\t\u3000"
        )[:1] in ("", "\n"):
            return True
    return _within(claim, titles)


def _within(claim: Claim, spans: list[tuple[int, int]]) -> bool:
    return any(a <= claim.start and claim.end <= b for a, b in spans)


_HEADING = 24
"""No heading is longer."""
_STOPS = re.compile("[，。；,;！!]")
_TAIL = re.compile(
    r"\d[十百千万亿]*+(?:[美欧日港]?元(?:/(?:吨|股|公斤|千克|平方米|磅))?|千瓦时|立方米|平方公里|平方米|吨/年)?+\D{3,}\Z"
)
"""What is named behind a figure and its unit."""
_END = 8
"""Quotes that end in so many equal characters name one thing: a project by its size, a share of one firm."""


def _same_end(first: Claim, claim: Claim) -> bool:
    end = claim.quote[-_END:]
    return len(end) == _END and first.quote[-_END:] == end and _TAIL.search(end) is not None


_EACH = re.compile("[均都各]|分别")
_LISTED = re.compile(r"[、，和及与][^\d]{0,20}\d")


def _beside(first: Claim, claim: Claim) -> bool:
    """Whether two numbers stand side by side in one sentence: what agrees there are two things of one size (甲8亿元，乙8亿元)."""
    if claim.value is None or not first.context or not claim.context:
        return False
    if claim.start < first.end:
        if claim.end > first.end and _LISTED.search(claim.quote, first.end - claim.start):
            return True  # a list told with the words before it (年产甲8万套、乙8万套)
        # one number told of each of several
        same = claim.end == first.end and claim.value == first.value
        return same and claim.subject != first.subject and _EACH.search(claim.quote) is not None
    return first.context.raw_start == claim.context.raw_start


def merge(claims: list[Claim], titles: list[tuple[int, int]], raw: str) -> list[Claim]:
    """A statement said twice becomes one claim at its first place, the other places in ``also``.

    ``titles`` are the headline's raw spans, ``raw`` the text of the file."""
    out: list[Claim] = []
    told: set[int] = set()
    seen: dict[tuple[Any, ...], int] = {}
    counts: dict[tuple[str, Value], list[int]] = {}
    plain: dict[str, list[int]] = {}
    also: dict[int, dict[tuple[int, int], None]] = {}
    for claim in claims:
        exact: tuple[Any, ...] = (claim.kind, claim.subject, claim.object, claim.item, claim.stage)
        if claim.value is not None or claim.lost:
            exact += (claim.measure, claim.value, claim.unit, claim.modality, claim.time, claim.place)
        loose = (claim.kind, claim.value, claim.unit, "distinct") if _distinct(claim.value) else None
        at = seen.get(exact)
        if at is None and loose:
            at = seen.get(loose)
            if at is not None and _by_chance(out[at], claim):
                at = None
        if at is None and claim.value is None:
            at = next((i for i in plain.get(claim.kind, ()) if again(out[i], claim)), None)
        if at is None and isinstance(claim.value, Decimal):
            counted = (
                i
                for i in counts.get((claim.kind, claim.value), [])[:8]
                if (claim.unit == "count" and claim.value >= _TELLING)
                or (
                    out[i].end <= claim.start
                    and i not in told
                    and (_heads(out[i], titles, raw) or _same_end(out[i], claim))
                )
            )
            at = next((i for i in counted if _told_again(out[i], claim)), None)
            if at is not None and _heads(out[at], titles, raw):
                told.add(at)  # a headline sums up one sentence
        if at is not None and _beside(out[at], claim):
            at = None
        if at is None or (claim.value is None and claim.subject is None):
            seen.setdefault(exact, len(out))
            if loose:
                seen.setdefault(loose, len(out))
            counts.setdefault((claim.kind, claim.value), []).append(len(out))
            if claim.value is None:
                plain.setdefault(claim.kind, []).append(len(out))
            out.append(claim)
            continue
        first = out[at]
        places = also.setdefault(at, dict.fromkeys(first.also))
        places |= dict.fromkeys([(claim.start, claim.end), *claim.also])
        if _within(first, titles) or (claim.value is None and fuller(claim, first)):
            # the headline says it in short: the sentence of the body tells of whom, where and when
            places[first.start, first.end] = None
            out[at] = claim
    for at, places in also.items():
        own = (out[at].start, out[at].end)
        out[at] = replace(out[at], also=tuple(p for p in places if p != own))
    return out


def with_cells(told: list[Claim], cells: list[Claim]) -> list[Claim]:
    """The claims of the text and of the tables; a cell whose particular figure the text tells already stands in ``also`` of that claim.

    Cells are never taken for one another: two rows may well have the same figure.
    """
    out = list(told)
    by_value: dict[tuple[str, Value, str | None], int] = {}
    for i, claim in enumerate(out):
        if _distinct(claim.value):
            by_value.setdefault((claim.kind, claim.value, claim.unit), i)
    for cell in cells:
        at = by_value.get((cell.kind, cell.value, cell.unit))
        if at is not None and _told_again(out[at], cell):
            out[at] = replace(out[at], also=(*out[at].also, (cell.start, cell.end)))
        else:
            out.append(cell)
    return out
