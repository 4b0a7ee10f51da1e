"""What a clause finds (发现大型铜矿，资源量……): the bare measures that follow are of the find, not of the land it lies in."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.measures import only_measures
from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun, phrase

__all__ = ["found_thing"]

_KINDS = frozenset({"reserve", "technology_parameter", "capacity", "investment"})
_FOUND = re.compile(
    r"(?:发现|探获|钻获|勘获|查明|探明|勘查|勘探|圈定|找到|新增|获得)(?:了|出|并|的|新增|新|圈定)*(?:[一两三几\d][余多]?[个处座条片])?(?:(?:世界|全球|亚洲|全国|我国|中国|国内)?第[一二三四五六七八九十]大|(?:世界|全球|亚洲|全国|我国|中国|国内)最大的?)?"
    r"(?P<n>[^，。；：、\d]{0,14}?(?:矿床|矿区|矿体|[金银铜铁锂铅锌锡钨钼镍钴铀铝锰磷煤钾]矿|矿产地|稀土矿|矿|煤田|油田|[油大]?气田|气藏|油藏|盐湖))(?=，|\Z)"
)


def found_thing(scene: Scene, spot: Spot, number: NumberMention, found: Match, place: str | None) -> str:
    """The find that the clause before tells of, where ``number`` has nothing but a measure before it; empty where it tells of none."""
    if found.frame.kind not in _KINDS or not spot.at or spot.part:
        return ""
    own = left_noun(scene, spot.left, number.start)
    if own and not only_measures(own):
        return ""
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        m = _FOUND.search(scene.flat, clause.start, clause.end)
        if m:
            name = left_noun(scene, *m.span("n")) or m["n"]
            return "" if scene.names(clause.start, m.start(), "organisation") else phrase(scene, place, name)
        if scene.grounds(clause.start, clause.end) or clause.start < spot.left < clause.end:
            return ""
    return ""
