"""Shares counted by what they have in common (新型储能概念股有22只, 其中10股净利润……): the figures are of the group, of no firm named before."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.phrases import left_noun

__all__ = ["share_group"]

_GROUP = re.compile("(?:概念|板块|行业|题材|龙头|成[份分])(?:个)?股(?![份权价东])|个股(?![份权价东])")
_COUNTED = re.compile(
    r"(?:仅|另|还|共|有|上述|其中|这|，|\d{1,2}月\d{1,2}日|收盘|截至|今[日年])*\d{1,4}[只股](?![份权东/])(?:概念股|个股|股票)?(?=[^，。；]{0,14}(?:净利|业绩|营收|股价|市盈率|市值|[涨跌]|获|被|增持|减持|回购|融资|预[增喜亏]|滚动|披露|发布|低于|高于|超))"
)
"""N shares of the group, and what is told of them."""


def share_group(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The group of shares that ``number`` is of; empty where its clause speaks of none, or names a firm of it."""
    if not _groups(scene):
        return ""
    clause = spot.clause
    start = content(scene, clause.start, number.end)
    if scene.names(clause.start, number.start, "organisation"):
        return ""
    if _GROUP.search(scene.flat, clause.start, clause.end) or _COUNTED.match(scene.flat, start, clause.end):
        return _called(scene, number.start, clause.end)
    return ""


@remembered
def _groups(scene: Scene) -> list[tuple[int, str]]:
    """The groups that the text names, each with where its name ends."""
    out = []
    for m in _GROUP.finditer(scene.flat):
        begin = max(0, m.start() - _LONGEST)
        for edge in _EDGE.finditer(scene.flat, begin, m.start()):
            begin = edge.end()
        out.append((m.end(), left_noun(scene, begin, m.end()) or m[0]))
    return out


_LONGEST = 16
_EDGE = re.compile(r"\d[只家股]|[^\u4e00-\u9fffA-Z]|的|上述|包括|相关|以及|[是为有]")


def _called(scene: Scene, at: int, end: int) -> str:
    """The group named last before ``at`` in its longest form, else the first one named up to ``end``."""
    before = [name for stop, name in _groups(scene) if stop <= at]
    known = [n for n in before if not n.startswith("个股")] or before
    if known:
        return known[-1]
    return next((name for stop, name in _groups(scene) if stop <= end), "")
