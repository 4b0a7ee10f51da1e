"""Firms that a text cites: whose books tell of 公司 in the sentences behind, and who only tells what there is in the country."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.scene import Scene, in_paragraph, item_at

__all__ = ["by_its_books", "said_of_a_land"]

_BY_ITS_BOOKS = re.compile("(?:[^，。；]{0,4}(?:说明书|[年季中财]报)|公告)(?:介绍|显示|称|披露|，)")


def by_its_books(scene: Scene, sentence: Sentence, before: int) -> NameMention | None:
    """The one firm that the nearest sentence before in the paragraph to name any names, citing its books (据某某招股说明书介绍，……。公司毛利率……)."""
    for other in reversed(in_paragraph(scene, sentence.paragraph)):
        if other.start >= sentence.start or item_at(scene, other.start) != item_at(scene, before):
            continue
        named = scene.names(other.start, other.end, "organisation")
        if named:
            cited = _BY_ITS_BOOKS.match(scene.flat, named[0].end)
            return named[0] if cited and len({n.name for n in named}) == 1 else None
    return None


_SAID = re.compile("(?:说|表示|介绍|透露|认为|指出|坦言|强调|称)(?:，|：|$)?“?\\Z")
_HERE_AND_THERE = (COUNTRY, WORLD)


def said_of_a_land(scene: Scene, spot: Spot, number: NumberMention, found: list[NameMention]) -> bool:
    """Whether one of the firm only tells what there is in the country or the world (某某公司副总裁说：“我国打印机保有量……)."""
    begin = content(scene, spot.clause.start, number.start)
    begin += scene.flat.startswith("“", begin)
    begin = content(scene, begin, number.start)
    if not any(
        p.start == begin and p.paths[0] in _HERE_AND_THERE for p in scene.grounds(begin, number.start)
    ):
        return False
    before = next((c for c in reversed(spot.sentence.clauses[: spot.at]) if c.end > found[-1].start), None)
    return before is not None and _SAID.search(scene.flat, found[-1].end, before.end) is not None
