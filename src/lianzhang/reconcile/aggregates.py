"""What is counted under a phrase, not a name: when two phrases mean the same, and how a size class is said.

A copy or a summary shortens such a phrase (某市储备项目 for 某市储备的隔膜项目). Two phrases count as one where kind, place, stage,
value and unit are the same and the characters of the shorter stand in the longer in their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

__all__ = ["COUNTED", "band_label", "measured", "shortens"]

COUNTED = frozenset(
    {"project_count", "enterprise_count", "product_count", "employment", "investment", "factor_support"}
)
"""Kinds whose subject is often a phrase."""
_LEAST = 4
_HOLLOW = re.compile("的|和|及|与|、|重点|主要|共|总|约|省|市|县|区")
_REVENUE = re.compile("经营收入|营收(?!入)")
_OF_REVENUE = frozenset({"营业收入", "同比增速"})
"""Measures whose subject may print another word for revenue."""


def measured(subject: str, measure: str | None) -> str:
    """The subject with the word for revenue made one form (经营收入 of what was read as 营业收入), to compare by."""
    return _REVENUE.sub("营业收入", subject) if measure in _OF_REVENUE else subject


def shortens(short: str, full: str) -> bool:
    """Whether ``short`` is ``full`` with words left out: same last two characters, all characters in order."""
    a, b = _HOLLOW.sub("", short), _HOLLOW.sub("", full)
    if len(a) < _LEAST or len(a) > len(b) or a[-2:] != b[-2:]:
        return False
    rest = iter(b)
    return all(c in rest for c in a)


def band_label(band: Sequence[Decimal | None] | None) -> str:
    """A size class in words, in brackets (（50亿元以上）); empty where there is none."""
    if band is None:
        return ""
    low, high = band
    if low is not None and high is not None:
        return f"（{_money(low)}至{_money(high)}）"
    if low is not None:
        return f"（{_money(low)}以上）"
    return f"（{_money(high)}以下）" if high is not None else ""


def _money(value: Decimal) -> str:
    for scale, word in ((Decimal(10) ** 8, "亿元"), (Decimal(10) ** 4, "万元")):
        if abs(value) >= scale:
            return f"{(value / scale).normalize():f}{word}"
    return f"{value.normalize():f}元"
