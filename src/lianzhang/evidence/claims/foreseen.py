"""What a figure is held against: 营收9.2亿元，分析师预期9.5亿元；环比上涨0.2%，前值0.3% — of the thing whose figure stands before it, as is a rank among others."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Last, Spot, Told
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.facets import bare

__all__ = ["among", "foreseen"]

_HELD_AGAINST = re.compile(
    "(?:但|而|并|均|也|仍|略|远|大幅|小幅|显著|明显|此前|高于|低于|超出?|不及|好于|优于|逊于|持平于?|符合|与){0,6}"
    "(?:市场|分析师|机构|华尔街|外界|投行|经济学家|彭博|路透|FactSet|LSEG){0,6}(?:的|调查|一致|普遍|此前|平均|共识|之前){0,6}"
    "(?:预期|预估|预测|预计|前值)(?:中?值|均值|中的|的|为|是|在|将|会|增长|下降|减少|增加|上[涨升]|下[跌滑]|修正为|约|至){0,6}"
)
"""From the head of a clause up to such a figure."""
_SINCE = 3


def foreseen(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> Told | None:
    """The number before, of the sentence, that this one is held against; None where this one is of something else."""
    told = last.told[-1] if last.told else None
    if told is None or spot.part or told.sentence != spot.index:
        return None
    if told.clause < spot.at - _SINCE or told.of is None or told.of.unit != number.unit:
        return None
    if not told.firms and (not told.subject or bare(told.subject)):
        return None
    start = max(spot.clause.start, spot.left)
    return told if _HELD_AGAINST.fullmatch(scene.flat, start, number.start) else None


_OF_THOSE = re.compile("[^，。；]{0,12}中[^，。；]{0,6}")


def among(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> Told | None:
    """Who holds a rank among those that the clause opens by counting (回报率为35%，在195只基金中排第8位): of whom the sentence spoke before."""
    if number.unit != "rank" or spot.part or len(last.told) < _TWO:
        return None
    before, those = last.told[-_TWO:]
    if (
        those.of is None
        or those.of.unit != "count"
        or (those.sentence, those.clause) != (spot.index, spot.at)
    ):
        return None
    opens = scene.flat[spot.clause.start : those.of.start] in ("在", "于")
    if (
        not opens
        or before.sentence != spot.index
        or not _OF_THOSE.fullmatch(scene.flat, those.of.end, number.start)
    ):
        return None
    return before if before.firms or (before.subject and not bare(before.subject)) else None


_TWO = 2
