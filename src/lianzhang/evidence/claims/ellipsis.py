"""Numbers whose clause leaves out what was said before: a second share of the same thing, a count in another state, a rank of what follows."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun, phrase, right_noun

__all__ = ["elided", "of_found"]

_NEXT_SHARE = re.compile(
    r"(?:以上|左右|多)?(?:的[^，。；、\d]{0,12})?[、和及](?:占)?(?:[^，。；、\d]{2,16}的)?(?:约|近|超|超过)?"
)
"""Between two shares of one thing (占甲的83%、乙的三分之一; 贡献了60%的税收、80%的就业)."""
_STATES = frozenset(
    ["在建", "建成", "投产", "开工", "新建", "续建", "已建", "竣工", "投运", "在营", "储备", "签约", "落地", "完工", "拟建", "新开工", "已开工", "已投产"]
)  # fmt: skip
"""States of what was counted right before (建成充电站31座、在建52座)."""
_BECOMES = re.compile(r"(?:至|到|为|成)(?:约|近|超|超过|了)?\Z")


def elided(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last | None, left: str, right: str
) -> bool:
    """Whether ``number`` is about what the number before in its clause was about, though other words stand between them."""
    told = last.told[-1] if last and last.told else None
    if (
        told is None
        or last is None
        or not last.subject
        or told.sentence != spot.index
        or told.clause != spot.at
    ):
        return False
    between = scene.flat[spot.left : number.start]
    if found.frame.kind == "market_share":
        return _NEXT_SHARE.fullmatch(between) is not None
    if number.unit != "count" or right or last.frame is None or last.frame.kind != found.frame.kind:
        return False
    return left in _STATES or (len(left) < 4 and _BECOMES.search(between) is not None)


_FOUND = re.compile(
    r"(?:发现|建成|探明|查明|诞生|开通|建设|打造|拥有|在建|研制|推出|形成|投产|竣工|启用|通车)(?:了|的)?(?:全球|世界|亚洲|全国|国内|我国|中国)\Z"
)


def of_found(scene: Scene, spot: Spot, number: NumberMention, found: Match, place: str | None) -> str:
    """What is found or built under its rank (发现世界第二大轻稀土矿: the mine); empty where the rank is of what stands before it."""
    if found.frame.kind != "market_rank" or not _FOUND.search(scene.flat, spot.clause.start, number.start):
        return ""
    start = number.end + (scene.flat[number.end : number.end + 1] in "大高长深强")
    noun = right_noun(scene, start, spot.clause.end)
    called = scene.flat.find("——", start, spot.clause.end)
    if called >= 0 and called - start <= 16:
        named = right_noun(scene, called + 2, spot.clause.end)
        return left_noun(scene, called + 2, called + 2 + len(named)) or named
    return phrase(scene, place, noun) if len(noun) > 1 else ""
