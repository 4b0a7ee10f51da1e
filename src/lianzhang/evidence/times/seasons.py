"""Years joined by strokes, and dates written in numerals alone."""

from __future__ import annotations

import re
from calendar import monthrange
from itertools import pairwise

__all__ = ["SEASON", "iso_period", "season_years", "year_of"]

SEASON = (
    r"(?<![\d./-])(?:20)?[0-3]\d(?:/(?:20)?[0-3]\d){1,4}\s?(?:年度?|(?:榨|产|作物|市场)[季年]度?|财年)"
    r"|(?<![\d./-])20\d\d-[0-3]\d\s?(?:年度|榨季|产季|财年)"
)
"""A season that lies in two years (2009/10年度), or several years (2015/16/17年)."""


def season_years(text: str) -> tuple[list[int], bool]:
    """The years of a match of ``SEASON`` in order, empty where they do not follow one another; and whether the first lacks its century."""
    printed = re.findall(r"\d+", text)
    years = [2000 + int(y[-2:]) for y in printed]
    follow = all(b == a + 1 for a, b in pairwise(years))
    return years if follow else [], len(printed[0]) == 2


def iso_period(text: str) -> str:
    """2024-05 or 2024-05-31 from 2024/5, 2024.05.31 and the like; a day beyond the month is its last."""
    parts = [int(p) for p in re.split(r"[-/.]", text)]
    if len(parts) == 2:
        return f"{parts[0]}-{parts[1]:02}"
    return f"{parts[0]}-{parts[1]:02}-{min(parts[2], monthrange(parts[0], parts[1])[1]):02}"


def year_of(text: str) -> int:
    """The year that four digits or four Chinese numerals give (2024, 二〇二四)."""
    if text[0].isdigit():
        return int(text[:4])
    return int(
        "".join(str("零一二三四五六七八九".find(c.replace("〇", "零").replace("○", "零"))) for c in text[:4])
    )
