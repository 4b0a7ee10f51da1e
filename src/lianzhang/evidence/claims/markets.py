"""How large a market is: no figure of the firm that a text is about."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun

__all__ = ["of_a_market"]

_OF_A_MARKET = re.compile(r"(?:市场|行业)(?:总|整体)?(?:规模|空间|容量|需求量?|总量)|渗透率")
_ON = re.compile(
    "(?:预计|预期|有望|还?将|到|约|近|超(?:过|(?!过))|达|其中|同比|保持|继续|突破|接近|(?:进一步|大幅)?(?:增长|增加|提升|上升|扩大|攀升)|增至|升至|[\\d\\-—~至]|年|底|，){0,16}"
)
_ITS_COURSE = re.compile(
    "(?:预计|未来|期间|到|[\\d\\-—~至]+年|年均|同期){0,6}(?:增速|增长率|复合增长|年复合)|(?:预计|到){0,6}20\\d\\d年(?:将|有望|预计|同比|达)"
)
"""A clause that goes on telling how large what was told before grows, or how fast."""
_FEW_CLAUSES = 8
"""No course of a market is told in more."""


def of_a_market(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The market whose size the number, or the clause before that it goes on from, tells; empty where a firm is named with it."""
    start = spot.left
    at = spot.at
    if at and _ON.fullmatch(scene.flat, start, number.start):
        while at > max(1, spot.at - _FEW_CLAUSES) and _ITS_COURSE.match(
            scene.flat, spot.sentence.clauses[at - 1].start
        ):
            at -= 1
        start = spot.sentence.clauses[at - 1].start
    m = _OF_A_MARKET.search(scene.flat, start, number.start)
    if m is None or scene.names(start, number.start, "organisation"):
        return ""
    return left_noun(scene, content(scene, start, m.start()), m.end())
