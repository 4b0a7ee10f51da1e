"""Periods of time as the claim contract writes them.

``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, ``YYYY-H1``, ``YYYY-Q1`` and ``start/end`` of two of those.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

__all__ = ["Period", "PeriodError", "period"]


class PeriodError(ValueError):
    """The text is not a period."""


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, first and last included, with the text it was written as."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text

    @property
    def year(self) -> int:
        """The year in which the period ends: targets and plans are due then."""
        return self.last.year

    def contains(self, other: Period) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


_FORM = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|H([12])|Q([1-4])))?\Z")


def _single(text: str) -> tuple[date, date]:
    m = _FORM.match(text)
    if not m:
        raise PeriodError(f"not a period: {text!r}")
    year = int(m[1])
    try:
        if m[3]:
            day = date(year, int(m[2]), int(m[3]))
            return day, day
        if m[2]:
            first_month = last_month = int(m[2])
        elif m[4]:
            first_month, last_month = (1, 6) if m[4] == "1" else (7, 12)
        elif m[5]:
            last_month = int(m[5]) * 3
            first_month = last_month - 2
        else:
            first_month, last_month = 1, 12
        return date(year, first_month, 1), date(year, last_month, monthrange(year, last_month)[1])
    except ValueError as error:
        raise PeriodError(f"not a period: {text!r} ({error})") from error


def period(text: str) -> Period:
    """Parse a period. Raises :class:`PeriodError`, also when it ends before it starts."""
    start, slash, end = text.partition("/")
    first, last = _single(start)
    if slash:
        last = _single(end)[1]
        if last < first:
            raise PeriodError(f"ends before it starts: {text!r}")
    return Period(text, first, last)
