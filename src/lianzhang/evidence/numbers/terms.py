"""Lengths of time: which numerals before 年, 月 and 天 say how long, and which name a year or a plan."""

from __future__ import annotations

import re
from decimal import Decimal

from lianzhang.evidence.numbers.numerals import read_numeral

__all__ = ["is_term"]

_TERM_STOP = re.compile(
    r"(?:行动|攻[坚关]|计划|规划|方案|纲要|期(?!限|(?:买断式|质押式)?逆回购(?!到期))|[度级制版代份]|底|末|初|前三|上半|下半|来|大庆|一遇)"
)
_TERM_LEFT = re.compile(r"(?:近|过去|最近|未来|今后|(?<!提)前|后|头|这|第|个|每|\d[-至/])\Z")


def _short_year(text: str, start: int, end: int, value: int) -> bool:
    """Whether 26年 is a year, one of those named beside it (26年产能175万吨，27年198万吨)."""
    near = text[max(0, start - _BESIDE) : end + _BESIDE]
    return any(re.search(rf"(?<!\d)(?:20)?{value + by}(?:年|E|e)", near) for by in (-1, 1))


_BESIDE = 80
_FOUNDED = re.compile("(?:成立|创[立办建])(?:短短|不到|近)?\\Z")
"""成立八年来: how long a firm has been there."""
_EVERY = re.compile("一[签次审聘付结评检定议调换考]")


def is_term(text: str, m: re.Match[str], unit: str) -> bool:
    """Whether the candidate ``m`` with a unit of time says how long: no year, no plan's name, no part of a series."""
    a, end = m["b"] or m["a"] or "", m.end()
    value = read_numeral(a) if a else None
    if unit in ("年", "周年") and (
        not isinstance(value, Decimal) or value >= 100 or (a.isdecimal() and a.isascii() and len(a) == 4)
    ):
        return False
    if a and not a[0].isdigit() and len(a) > 1 and "十" not in a and unit == "年":
        return False  # 二三年, 二〇二三年
    if _TERM_LEFT.search(text[max(0, m.start() - 2) : m.start()]):
        return False
    if "多" in text[m.start() : end + 1] and text.endswith("经过", 0, m.start()):
        return False  # 经过10多年的发展: what lies behind
    if unit == "年" and len(a) == 2 and a.isdecimal() and _short_year(text, m.start(), end, int(a)):
        return False
    if a == "一" and _EVERY.match(text, end):
        return False  # 一年一签: each year
    if unit in ("天", "周") and a == "一":
        return False
    if text.startswith("来", end) and _FOUNDED.search(text, max(0, m.start() - 5), m.start()):
        return True
    return _TERM_STOP.match(text, end) is None and not re.match(r"\d{1,2}月", text[end : end + 3])
