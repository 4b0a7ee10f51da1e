"""What a firm says that it will do: who opens the sentence by telling is of the figures of a clause that opens with the plan (某某表示，……，计划……)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["planner"]

_PLANS = re.compile(
    r"[ \u3000，；]*(?:并|还|且|同时|此外|未来|\d{4}年){0,6}(?:计划|拟|力争|将(?:在|于|为|向|[^，。；、]{0,6}(?:投资|投入|推出|回购|裁减|裁员|新增|发行|建设|交付|开设|采购)))"
)
_TELLS = re.compile(
    r"(?:（[^（）]{2,30}）)?(?:\d{1,2}月\d{1,2}日|[今昨近]日|日前|当日|随后)?(?:表示|宣布|称|公告称|公告|披露|透露|官宣|重申)，?"
)
_LED = re.compile(
    r"(?:[①-⑳]|\d{1,2}[、.．])?[ \u3000【]*(?:\d{1,2}月\d{1,2}日|[今昨近]日|日前)?，?(?:据悉，)?"
)
_HOUSE = re.compile("(?:证券|期货|研究[院所]|咨询|资本|国际|协会|联合会|学会)\\Z")
"""Who tells of others' plans."""


def planner(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The firm whose plan the clause tells; None where a firm is named since, or the sentence does not open with one that tells."""
    if spot.part or not spot.at:
        return None
    if not _PLANS.match(scene.flat, spot.clause.start, number.start):
        return None
    begin = content(scene, spot.sentence.start, spot.clause.start)
    named = scene.names(begin, number.start, "organisation")
    if (
        not named
        or not _LED.fullmatch(scene.flat, begin, named[0].start)
        or not _TELLS.match(scene.flat, named[0].end)
    ):
        return None
    if any(n.name != named[0].name for n in named[1:]) or _HOUSE.search(named[0].name):
        return None
    return named[0]
