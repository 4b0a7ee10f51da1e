"""Firms whose name prose uses for something else (苹果, 小米): a name where the text speaks of what the firm makes, and not of the other thing."""

from __future__ import annotations

import re

from lianzhang.evidence.mentions import NameMention

__all__ = ["word_firms"]

_FIRMS = (
    (
        "苹果",
        re.compile("iPhone|iPad|MacBook|苹果公司|苹果手机|App ?Store|Vision Pro|库克|果链"),
        re.compile(
            "(?<![青红])苹果(?!汁|树|期货|园|种植|产[业区量]|醋|皮|干|味|公司|[核肉酱派林]|基地|库存|品种|主力|合约|链|手机)"
        ),
    ),
    (
        "小米",
        re.compile("小米集团|小米公司|小米汽车|小米手机|雷军|SU7|澎湃OS|红米"),
        re.compile("小米(?!粥|椒|种植|产[业区量]|集团|公司|汽车|手机|价格|[0-9A-Za-z面])"),
    ),
)
"""The name, what tells that the text means the firm, and where the name stands for it."""


def word_firms(text: str) -> list[NameMention]:
    """Such firms wherever the text prints them alone."""
    found = []
    for name, told, alone in _FIRMS:
        if name in text and told.search(text):
            found += [NameMention(m.start(), m.end(), "organisation", m[0]) for m in alone.finditer(text)]
    return found
