"""Numbers that stand together: ranges in words, yearly rates that hold along a list."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from lianzhang.evidence.mentions import NumberMention

__all__ = ["CHANGES", "RATE_UNITS", "along_lists", "spans"]

RATE_UNITS = {"t", "GWh", "m2", "m3", "kWh", "MW", "km", "mu", "tce"}
"""Units of what is made in a time."""
CHANGES = re.compile(
    r"(?:增加|减少|增长|下降|上升|提高|提升|降低|上涨|下跌|下滑|回落|扩大|缩小|收窄|增|减|升|降)(?:了|近|约|超)?\s*\Z"
)
"""A number behind one of these says by how much; a second behind 至 to how much."""

_TO = re.compile(r"\s*(?:至|到|[-~])\s*\Z")
_AND_AT_MOST = re.compile(r"(?:（含）|\(含\)|（含本数）)?[，,、]?(?:且|但|并|和|同时)?\Z")
_FROM = re.compile(r"[由从自][^，。；,;]{0,8}\Z")


def spans(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """9万元/吨至12万元/吨 and 不低于5000万元且不超过1亿元 are one range each; 由5家到9家 is a change, two numbers."""
    out: list[NumberMention] = []
    for n in found:
        last = out[-1] if out else None
        if (
            last is not None
            and last.unit == n.unit
            and n.start - last.end <= 6
            and isinstance(last.value, Decimal)
            and isinstance(n.value, Decimal)
            and last.value < n.value
        ):
            gap = text[last.end : n.start]
            between = (
                _TO.match(gap)
                and not _FROM.search(text, max(0, last.start - 10), last.start)
                and not _changed_to(text, last, n)
            )
            bounded = last.qualifier == "more_than" and n.qualifier == "less_than" and _AND_AT_MOST.match(gap)
            if between or bounded:
                out[-1] = replace(
                    n,
                    start=last.start,
                    core=(last.core[0], n.core[1]),
                    value=(last.value, n.value),
                    qualifier="exact",
                )
                continue
        out.append(n)
    return out


def _changed_to(text: str, by: NumberMention, to: NumberMention) -> bool:
    """增加1亿元至9亿元, 提高2个百分点至36%: by how much and to how much. 增长50%至78% and 增加3亿元至4亿元 are ranges."""
    if not CHANGES.search(text, max(0, by.start - 6), by.start):
        return False
    if by.unit == "%":
        return by.noun != to.noun
    return isinstance(by.value, Decimal) and isinstance(to.value, Decimal) and to.value > _FAR * by.value


_FAR = 3
"""The ends of a forecast range lie closer than this factor."""

_LIST_GAP = re.compile(r"[^，。；：,;:\d]{0,12}(?:[和及与、]|以及)[^，。；：,;:\d]{0,8}\Z")


def along_lists(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """年产10万吨甲和5万吨乙: the yearly rate holds along the list."""
    out: list[NumberMention] = []
    for n in found:
        last = out[-1] if out else None
        rate = last is not None and last.unit.endswith("/a") and "/" not in last.noun and n.unit in RATE_UNITS
        if last and rate and _LIST_GAP.fullmatch(text, last.end, n.start):
            out.append(replace(n, unit=f"{n.unit}/a"))
        else:
            out.append(n)
    return out
