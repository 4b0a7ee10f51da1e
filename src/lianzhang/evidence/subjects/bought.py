"""The firm that a text speaks of as bought: whom 标的公司 means."""

from __future__ import annotations

import re

from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.scene import Scene

__all__ = ["bought", "bought_meant"]

_MEANT = re.compile("(?:标的|目标)(?:公司|企业)")

_BUYS = re.compile(r"(?:收购|购买|受让|增资|入股|参股|转让|出售)[^，。；]{0,10}\Z")
_TRADES = re.compile(r"(?:收购|购买|受让|转让|出售|增资|置入|购入|取得)[^，。；]{0,60}\Z")
_SHARES = re.compile(r"(?:合计|剩余|全部|约|的|\d{1,3}(?:\.\d+)?%){0,6}(?:股[权份]|出资)")
_REACH = 800


def bought_meant(scene: Scene, at: int) -> NameMention | None:
    """The firm that 标的公司 or its like at ``at`` means; None where there is no such word, or no firm is told as bought."""
    return bought(scene, at) if _MEANT.match(scene.flat, at) else None


def bought(scene: Scene, start: int) -> NameMention | None:
    """The firm named last before ``start`` as bought or sold, one whose shares are first."""
    floor = max(0, start - _REACH)
    named = scene.names(floor, start, "organisation")
    for name in reversed(named):
        if _SHARES.match(scene.flat, name.end) and _TRADES.search(scene.flat, floor, name.start):
            return name
    for name in reversed(named):
        if _BUYS.search(scene.flat, max(floor, name.start - 14), name.start):
            return name
    return None
