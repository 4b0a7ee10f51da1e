"""Words around a number that say how exactly it is meant: 超过, 不足, 约, 以上, 左右."""

from __future__ import annotations

import re

from lianzhang.evidence.claim import Qualifier

__all__ = ["AFTER", "BEFORE", "qualified"]

BEFORE = re.compile(
    r"(?:(?P<more>不会?低于|不会?少于|不小于|不下于?|大于等于|超出|超过|超越|突破|高于|多于|大于|至少|最少|不止|达到?或超过|(?<![赶反高])超|(?<=[已均都量额值资人])过|[逾≥＞>])"
    r"|(?P<less>不会?超过|不会?高于|不多于|不及|不大于|不足|不到|不满|未满|低于|少于|小于|至多|最多|未达到?|[≤＜<])"
    r"|(?P<about>(?<![扩增放加])大约为?|大概|约合|约为|约占|(?<![签节合契条预制集简特违毁履公续邀失解协])约|将近|接近|(?<![最附新邻靠临亲走相])近|估计))(?:[了到达至为]|(?<=至[少多])[在有])?(?:人民币|RMB)?\s*\Z"
)
_BEFORE_ENDS = frozenset("于少出过越破超逾≥＞>足到满多达≤＜<为概合占约近计了至币B下止及在有")
"""What one of these words, or what may follow it, ends in."""
AFTER = re.compile(
    r"\s*(?:(?P<more>(?:及|或)?以上|之多|上方(?!案)|[余多](?![家个种项条元吨氟晶渠样功能元媒]))|(?P<less>(?:及|或)?以[内下]|之内|下方(?!案))"
    r"|(?P<about>左右|上下|级(?![别配])))"
)


def qualified(text: str, start: int, end: int) -> tuple[int, int, Qualifier]:
    """Widen a number over the words that qualify it, and say what they mean."""
    qualifier: Qualifier = "exact"
    # most numbers follow a word that qualifies nothing
    last = text[start - 1 : start]
    before = BEFORE.search(text, max(0, start - 8), start) if last in _BEFORE_ENDS or last.isspace() else None
    after = AFTER.match(text, end)
    if after:
        end = after.end()
        qualifier = "more_than" if after["more"] else "less_than" if after["less"] else "about"
    if before:
        start = before.start()
        qualifier = "more_than" if before["more"] else "less_than" if before["less"] else "about"
    return start, end, qualifier
