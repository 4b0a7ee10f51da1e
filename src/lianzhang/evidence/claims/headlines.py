"""What a headline says in short and the text under it says again, maybe to more digits or in other words, is one statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from lianzhang.evidence.claim import Claim

__all__ = ["without_headlines"]

_BRACKET = re.compile(r"【(?P<head>[^【】\n]{4,90})】(?P<body>[^【\n]{20,}(?:\n(?!\s*【)[^【\n]{20,}){0,3})")
"""An item of a bulletin: its headline, and its text up to the next."""
_REACH = 2500
"""How far behind the title the text tells what it says."""


def without_headlines(claims: Sequence[Claim], titles: Sequence[tuple[int, int]], raw: str) -> list[Claim]:
    """``claims`` less those of headlines whose figure the text under them tells; their places go to ``also`` of the text's claim.

    ``titles`` are the title's raw spans, ``raw`` the text of the file. The same figure in the same unit is the same statement; a figure
    of the text that is rounded to that of the headline must be of its kind. A bound (超3亿元) is a statement of its own.
    """
    spans = [(m.span("head"), m.span("body")) for m in _BRACKET.finditer(raw)] if "【" in raw else []
    spans += [((a, b), (b, b + _REACH)) for a, b in titles]
    out: list[Claim | None] = list(claims)
    starts = [c.start for c in claims]
    for head, body in spans:
        taken: set[int] = set()
        under = range(bisect_left(starts, body[0]), bisect_left(starts, body[1]))
        whose = raw[head[0] : head[1]].partition("：")[0] if head[1] != body[0] else None
        for at in range(bisect_left(starts, head[0]), bisect_left(starts, head[1])):
            claim = out[at]
            if claim is None or not _figure(claim) or claim.end > head[1]:
                continue
            again, kept = next((i for i in under if i not in taken and _tells(claim, out[i])), None), False
            if again is None and whose is not None and not _of_another(claim, raw, head[0], body):
                # the text of an item is its headline's own
                again = next((i for i in under if i not in taken and _same_figure(claim, out[i])), None)
                kept = claim.subject == whose
            if again is None:
                continue
            taken.add(again)
            stays, goes = (at, again) if kept else (again, at)
            out[stays] = _with_place(out[stays], out[goes])
            out[goes] = None
    return [c for c in out if c is not None]


def _of_another(claim: Claim, raw: str, start: int, body: tuple[int, int]) -> bool:
    """Whether a headline begins with whom its claim is about, and the text under it does not name them."""
    subject = (claim.subject or "")[:2]
    return raw.startswith(subject, start) and raw.find(subject, *body) < 0


def _with_place(stays: Claim | None, goes: Claim | None) -> Claim:
    """``stays`` with the places of ``goes`` among those where it is told again."""
    assert stays is not None and goes is not None
    return replace(stays, also=tuple(dict.fromkeys([*stays.also, (goes.start, goes.end), *goes.also])))


def _figure(claim: Claim) -> bool:
    return claim.value is not None and bool(claim.value) and claim.unit != "rank"


def _as_loss(head: Claim, told: Claim) -> bool:
    """Whether one of two tells as a loss what the other tells with a sign (亏损5亿元 is a profit of -5亿元)."""
    if head.kind != "finance" or told.kind != "finance" or not isinstance(told.value, Decimal):
        return False
    return head.value == -told.value and "亏" in f"{head.quote}{told.quote}"


def _tells(head: Claim, told: Claim | None) -> bool:
    """Whether ``told`` says what the headline says."""
    if told is None or not _figure(told) or head.unit != told.unit or not _of_one(head, told):
        return False
    if isinstance(head.value, tuple) and isinstance(told.value, tuple):
        return head.kind == told.kind and _same_range(head, told)  # from so much to so much
    if not isinstance(head.value, Decimal) or not isinstance(told.value, Decimal):
        return False
    if head.value == told.value or _as_loss(head, told):
        return head.kind == told.kind or _digits(head.value) >= 2
    if head.kind != told.kind or head.value * told.value <= 0 or head.qualifier != "exact":
        return False  # 净买入超3亿 is a bound, and no sum in short
    return _rounded(head.value, told.value)


def _same_figure(head: Claim, told: Claim | None) -> bool:
    """Whether ``told`` has the very figure of the headline, whatever it calls the thing."""
    if told is None or not _figure(told) or (head.unit, head.value) != (told.unit, told.value):
        return False
    one, other = _months(head.time), _months(told.time)
    if one and other and not (one.startswith(other) or other.startswith(one)):
        return False
    return head.kind == told.kind or {head.kind, told.kind} <= _SUMS


_SUMS = frozenset({"finance", "investment", "output_value", "factor_support"})


def _rounded(short: Decimal, full: Decimal) -> bool:
    """Whether one value is the other with fewer digits."""
    step = Decimal(1).scaleb(short.normalize().adjusted() - _digits(short) + 1)
    rounded = {full.quantize(step, rounding=way) for way in (ROUND_HALF_UP, ROUND_DOWN)}
    return _digits(full) > _digits(short) and short in rounded


def _same_range(head: Claim, told: Claim) -> bool:
    """Whether two ranges are one, maybe with fewer digits, or told once as a loss and once below zero (亏损2亿元-3亿元, -3亿元至-2亿元)."""
    ends = list(zip(_ends(head), _ends(told), strict=True))
    if all(a == b for a, b in ends):
        return True
    if any(a is None or b is None for a, b in ends):
        return False
    if head.kind == "finance" and "亏" in f"{head.quote}{told.quote}":
        ends = list(
            zip(sorted(abs(a) for a, _ in ends if a), sorted(abs(b) for _, b in ends if b), strict=True)
        )
    return all(a is not None and b is not None and (a == b or _rounded(a, b)) for a, b in ends)


def _ends(claim: Claim) -> tuple[Decimal | None, Decimal | None]:
    assert isinstance(claim.value, tuple)
    return claim.value


def _of_one(head: Claim, told: Claim) -> bool:
    """Whether two claims may be of one thing: a headline shortens names, it does not exchange them."""
    one, other = _months(head.time), _months(told.time)
    if one and other and not (one.startswith(other) or other.startswith(one)):
        return False
    a, b = head.subject or "", told.subject or ""
    return not a or not b or any(a[i : i + 2] in b for i in range(len(a) - 1))


_PARTS = {
    "H1": ("01", "06"),
    "H2": ("07", "12"),
    "Q1": ("01", "03"),
    "Q2": ("04", "06"),
    "Q3": ("07", "09"),
    "Q4": ("10", "12"),
}


def _months(time: str | None) -> str | None:
    """A half or a quarter of a year as the months it runs over (上半年 and 1—6月份 are one)."""
    if not time or time[-2:] not in _PARTS:
        return time
    first, last = _PARTS[time[-2:]]
    year = time[:-2]
    return f"{year}{first}/{year}{last}"


def _digits(value: Decimal) -> int:
    """How many digits of a value are told: the zeros at its end are not."""
    return len(value.normalize().as_tuple().digits)
