"""Whether what a number counts is named right before it, one by one: 甲、乙和丙三家公司, 东县、西县两县."""

from __future__ import annotations

import re

__all__ = ["ONE_BY_ONE", "enumerated"]

ONE_BY_ONE = frozenset({"县", "行业", "品牌"})
"""Nouns that are counted without a classifier, and only where those counted are named."""
_SEGMENT = re.compile(r"[^，。；：！？,!?;:\n（(【]*\Z")
_TAIL = re.compile(r"(?:等(?:共|这)?|这|共|共计|以上)\Z")
_BETWEEN = re.compile("、(?:以及|和|及)?|以及|[和及与]")
_ABSTRACT = re.compile(
    "[^，。；、\\d]{0,6}?(?:方面|方向|诉求|需求|任务|环节|目标|年度|原则|理念|抓手|优势|特[点征]|层面|层次|问题|因素|原因|关系|阶段|维度|能力|时期|亮点|要素|步骤|规模|方式|形式|模式|类型|用途|情[况形]|途径|渠道|路径|标准|部分|会计|月|季度|[日天年])"
)
"""What is no thing, though it be named."""
_TWO = re.compile("”“|》《")
"""Names in quotes that no mark parts."""
_REACH = 120
_LONGEST = 24
_MOST = 12


def enumerated(text: str, at: int, end: int, count: int) -> bool:
    """Whether ``count`` names of one list, and no more, end right before ``at``; the number with its unit ends at ``end``."""
    if not 1 < count <= _MOST or _ABSTRACT.match(text, end):
        return False
    left = text[max(0, at - _REACH) : at]
    tail = _TAIL.search(left)
    left = left[: tail.start()] if tail else left
    segment = _SEGMENT.search(left)
    names = _BETWEEN.split(segment[0]) if segment else []
    # words that lead up to the list stand before its first name
    if len(names) != count or not names[0] or _TWO.search(names[-1]):
        return False
    return all(0 < len(n) <= _LONGEST for n in names[1:])
