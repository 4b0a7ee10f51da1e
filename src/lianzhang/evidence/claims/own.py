"""Nouns that a number keeps as its own subject, whatever its neighbours in a list are of: sums of support, lengths of ways."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun, phrase

__all__ = ["of_itself"]

_MONEY = re.compile(r"([\u4e00-\u9fff]{2,}(?:资金|专项债券?|债券|基金|奖补))$")
_GIVEN = re.compile("^(?:有|协调|筹集|下达|争取)+")
_WAY = re.compile(
    r"([\u4e00-\u9fff]{2,16}?(?:隧道|公路|铁路|管道|管网|道路|通道|大桥|索道|廊道))(?:全|总)?(?:长|里程)?"
)


def of_itself(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, place: str | None, left: str, right: str
) -> str:
    """The noun that a sum of support or a length keeps, whatever its neighbours in a list are of (专项债5亿元、财政资金3亿元)."""
    if found.frame.kind == "factor_support" and len(right) < 3:
        m = _MONEY.search(left)
        return phrase(scene, place, _GIVEN.sub("", m[1])) if m else ""
    if number.unit == "km":
        way = _WAY.search(scene.flat, spot.left, number.start) or _WAY.match(
            scene.flat, number.end, spot.right
        )
        return phrase(scene, place, left_noun(scene, *way.span(1))) if way else ""
    return ""
