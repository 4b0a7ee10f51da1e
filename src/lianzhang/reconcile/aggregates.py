"""What is counted under a phrase, not a name: when two phrases mean the same, and how a size class is said.

A copy or a summary shortens such a phrase (某市储备项目 for 某市储备的隔膜项目). Two phrases count as one where kind, place, stage,
value and unit are the same and the characters of the shorter stand in the longer in their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from lianzhang.evidence.claims.thing import FACET, thing_of

__all__ = ["COUNTED", "band_label", "bare_subject", "measured", "shortens"]

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


_MEASURE_END = {
    "output_value": re.compile(
        r"(?:(?:共|累计)?(?:实现|完成)|的)?(?:工业)?(?:总产值|产值|营业收入|销售收入|增加值|收入)\Z"
    ),
    "reserve": re.compile(r"的?(?:资源储量|资源量|储量)\Z"),
}
"""What the measure says already, at the end of a subject."""
_OWN = re.compile(r"(?:全|我|本)[省市县区州]")


def bare_subject(subject: str, kind: str, places: Sequence[str]) -> str:
    """What an indicator is of, without the place that its claim names already (``places``: printed forms, longest first) and without
    the measure: 甲市电池产业产值 and 甲市电池产业 of the place 甲市 are one. A table prints 甲产量 where a text is read as 甲·产量."""
    thing, measure = thing_of(subject)
    text = thing + measure.removeprefix(FACET)
    for _ in range(3):
        lead = next((p for p in places if text.startswith(p) and len(text) - len(p) >= 2), None)
        own = _OWN.match(text)
        if lead is None and own and len(text) - own.end() >= 2:
            lead = own[0]
        if lead is None:
            break
        text = text[len(lead) :].removeprefix("的")
    end = _MEASURE_END.get(kind)
    shorter = end.sub("", text) if end else text
    return shorter if len(shorter) >= 2 else text


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
