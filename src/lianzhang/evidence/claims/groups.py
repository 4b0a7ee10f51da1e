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
_OWN = re.compile(
    r"\d[只支](?P<n>[\u4e00-\u9fff]{0,6}?(?:概念|重仓|白马|蓝筹|龙头|成[份分]|送转|次新|权重|[涨跌]停|强势|热门|回调|绩优|科技|银行|券商|地产|医药|消费|钢铁|煤炭|有色|周期|题材)股)(?![份权价东型票])"
)
"""N shares of a sort that the clause itself names (363只重仓股)."""
_ANY = frozenset(["概念股", "题材股"])
_COUNTED = re.compile(
    r"(?:仅|另|还|共|有|上述|其中|这|，|\d{1,2}月\d{1,2}日|收盘|截至|今[日年]){0,6}\d{1,4}[只股](?![份权东/]|[^，。；\d]{0,6}(?:基金|ETF|[转可]?债|LOF))(?:概念股|个股|股票)?(?=[^，。；]{0,14}(?:净利|业绩|营收|股价|市盈率|市值|[涨跌]|获|被|增持|减持|回购|融资|预[增喜亏]|滚动|披露|发布|低于|高于|超))"
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
    own = _OWN.search(scene.flat, start, clause.end)
    if own and own["n"] not in _ANY:
        return own["n"]
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
        name = left_noun(scene, begin, m.end()) or m[0]
        if "等" not in name:
            out.append((m.end(), name))  # 甲和乙等个股: firms named as examples
    return out


_LONGEST = 16
_EDGE = re.compile(r"\d[只家股支]|[^\u4e00-\u9fffA-Z]|的|上述|包括|相关|以及|[是为]|有(?!色)")


def _called(scene: Scene, at: int, end: int) -> str:
    """The group named last before ``at`` in its longest form, else the first one named up to ``end``."""
    before = [name for stop, name in _groups(scene) if stop <= at]
    known = [n for n in before if not n.startswith("个股")] or before
    if known:
        return known[-1]
    return next((name for stop, name in _groups(scene) if stop <= end), "")
