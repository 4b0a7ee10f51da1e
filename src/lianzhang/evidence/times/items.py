"""The items of a text that prints a day alone on a line with each of them: every item is told on its own day."""

from __future__ import annotations

import re
from calendar import monthrange

__all__ = ["item_days"]

_LINE = re.compile(
    r"^[ \t\u3000]*[（(【\[]?(?P<y>(?:19|20)\d\d)\s?(?:年|[-/.])\s?(?P<m>1[0-2]|0?[1-9])\s?(?:月|[-/.])\s?(?P<d>3[01]|[12]\d|0?[1-9])\s?日?"
    r"(?:[ \t]*(?:星期|周)[一二三四五六日天])?(?:[ \tT]+\d\d?[:：]\d\d(?:[:：]\d\d)?)?[）)】\]]?[ \t\u3000\r]*$",
    re.MULTILINE,
)
_TITLES = 2
"""So many lines may stand before the day of the first item."""
_ITEM = 30
"""What follows a day is no item where it is shorter."""


def item_days(text: str) -> list[tuple[int, str]]:
    """Where each item begins, and its day (``YYYY-MM-DD``); empty where a text holds fewer than two such items.

    The days stand before their items, or behind them where the last line of the text is one.
    """
    lines = list(_LINE.finditer(text))
    if len(lines) < 2:
        return []
    days = [_iso(m) for m in lines]
    if not text[lines[-1].end() :].strip():
        starts = [0, *(m.end() for m in lines[:-1])]
        stops = [m.start() for m in lines]
    elif text[: lines[0].start()].strip().count("\n") < _TITLES:
        starts = [m.start() for m in lines]
        stops = [*starts[1:], len(text)]
    else:
        return []
    held = [(a, day) for a, b, day in zip(starts, stops, days, strict=True) if b - a >= _ITEM]
    return held if len(held) > 1 else []


def _iso(m: re.Match[str]) -> str:
    year, month = int(m["y"]), int(m["m"])
    return f"{year}-{month:02}-{min(int(m['d']), monthrange(year, month)[1]):02}"
