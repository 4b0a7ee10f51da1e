"""Rates of change at the end of a subject: how fast something rises says nothing of what it is (国内钢价的涨幅: 国内钢价)."""

from __future__ import annotations

import re

from lianzhang.evidence.subjects.facets import bare

__all__ = ["RATE", "without_rate"]

RATE = re.compile(
    r"(?:的|整体|总体|平均|年均|均|每年|月均|年|月|复合|同比|环比|累计|最大|最高|\d{1,2}月份?){0,6}"
    r"(?:增速|增长率|增长速度|增长幅度|增幅|涨幅|降幅|跌幅|升幅|涨跌幅|[上下][涨跌升降]的?幅度|回报率|CAGR)\Z"
)
"""A rate of change, with how it is reckoned."""
_YEARLY = re.compile("(?<![全青])年均(?![价值衡])")
"""How a rate is reckoned, told in front of what it is of (年均营业收入增速)."""
_MOVES = frozenset({"growth", "price", "target", "stock", "finance"})
"""Kinds that say how much something changed; a rank may be held by a rate itself (增速居第三位)."""


def without_rate(subject: str, kind: str) -> str:
    """``subject`` without the rate of change at its end, where something is left that has it."""
    m = RATE.search(subject) if kind in _MOVES else None
    if m is None or not m.start():
        return subject
    owner = _YEARLY.sub("", subject[: m.start()].rstrip("的、"), count=1)
    return subject if len(owner) < 2 or (len(owner) < _TELLING and bare(owner)) else owner


_TELLING = 3
"""A measure of no more characters says of nothing what it is (净值, 价格)."""
