"""The place of a number: what the rules answer, unless another candidate scores clearly better (see :mod:`~lianzhang.evidence.places.ranking`)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.about import About
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.places.land import of_one_land
from lianzhang.evidence.places.ranking import featured, weighed
from lianzhang.evidence.places.tellings import standing, tellings
from lianzhang.evidence.scene import OFFICES, Scene, item_start
from lianzhang.evidence.subjects.places import OWN_SITE, tells_course

__all__ = ["settled"]

_AHEAD = 1.3
"""By how much another place must score better than the rules' answer."""


def settled(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, who: About, last: Last
) -> str | None:
    """Where ``number`` holds: the place of ``who``, what the rules answer, unless another scores clearly better; ``last`` is what was told before."""
    if _trusted(scene, spot, number) or _introduced(scene, spot, who) or not (who.place or tellings(scene)):
        return None if who.place == COUNTRY and _unsaid(scene, spot, number) else who.place
    if who.by == "fair" and who.place:
        return who.place
    if who.place == COUNTRY and _quoted_abroad(scene, spot, number):
        return None
    somewhere = _somewhere(scene, spot, number, found, who)
    best, top = "", float("-inf")
    for place, parts in featured(scene, spot, number, found, who, last):
        if somewhere and not place:
            continue
        score = sum(map(weighed, parts))
        score += _AHEAD if place == (who.place or "") else 0.0
        if score > top:
            best, top = place, score
    if best != (who.place or "") and _held_against(scene, spot, number, best):
        best = who.place or ""
    return None if best == COUNTRY and _unsaid(scene, spot, number) else best or None


_AGAINST = re.compile("(?:[高低快慢优好]于|不及|[比较])[\u4e00-\u9fff]{0,4}\\Z")


def _held_against(scene: Scene, spot: Spot, number: NumberMention, place: str) -> bool:
    """Whether the text told a place last in a sentence before, and only to hold a figure of another against it (增幅高于某省全省)."""
    told = standing(scene, spot, number.start, place).telling if place else None
    if told is None or not told.start < spot.sentence.start:
        return False
    return _AGAINST.search(scene.flat, max(0, told.start - _HEAD), told.start) is not None


_TOLD = re.compile(
    "全国|我国|国内(?!外)|国产|中国|国家|国务院|海关|央行|证监会|内地|[一二三]线城市|大中城市|省份|(?:部委?|总?局|协会|联合会)(?=[^，。；]{0,12}(?:数据|统计|公布|发布|表示|介绍|通知|印发))"
)
"""What says that a paragraph or an item of a digest is of the country."""
_TITLE = 60
_SECURITIES = re.compile(
    "基金(?!会|业)|仓位|净值|[公私]募|股市|[牛熊]市|大盘|[北南][上向]资金|[AＡ]股|[沪深](?:指|市|两市)|股指|个股"
)
"""Funds, shares and those who deal in them."""


def _unsaid(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether nothing says that a number is of the country: no word of its paragraph, or none of its sentence, which tells of funds or shares."""
    if _untold(scene, number):
        return True
    begin = spot.sentence.start
    return _SECURITIES.search(scene.flat, begin, number.end) is not None and not scene.grounds(
        begin, number.end
    )


def _untold(scene: Scene, number: NumberMention) -> bool:
    """Whether a number stands in a paragraph or an item of a digest that says nothing of the country so far: what others are of is not its place.

    A text whose title names the country is of it throughout.
    """
    flat = scene.flat
    begin = item_start(scene, number.start)
    line = flat.find("\n", 0, _TITLE)
    if begin is None and _TOLD.search(flat, 0, min(line if line > 0 else _TITLE, number.start)):
        return False
    begin = max(begin or 0, flat.rfind("\n", 0, number.start) + 1)
    if _TOLD.search(flat, begin, number.end):
        return False
    return not any(p.paths[0] == COUNTRY for p in scene.grounds(begin, number.end))


def _trusted(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether the rules know: the clause names a place, an office or a site of its own, a list shares places out, a way runs from place to place,
    or a government reports."""
    if scene.report or (spot.part and spot.part.place):
        return True
    flat, start = scene.flat, spot.clause.start
    if scene.grounds(start, number.start) or OFFICES.search(flat, start, min(number.start, start + _HEAD)):
        return True
    return tells_course(scene, spot.sentence.start, number.start) or OWN_SITE.match(flat, start) is not None


def _introduced(scene: Scene, spot: Spot, who: About) -> bool:
    """Whether the sentence before does no more than go over to another place (某市的情况也不乐观。): what follows is of that."""
    before = scene.sentences[spot.index - 1] if spot.index else None
    if (
        before is None
        or before.paragraph != spot.sentence.paragraph
        or scene.numbers(before.start, before.end)
    ):
        return False
    told = scene.grounds(before.start, before.end)
    if len(told) != 1 or not told[0].keys or ";".join(told[0].paths) != who.place:
        return False
    return before.end - before.start <= _SHORT and _NO_BETTER.match(scene.flat, told[0].end) is not None


_SHORT = 24
_NO_BETTER = re.compile(
    "的?[\u4e00-\u9fff]{0,4}(?:数据|情况|形势|表现|楼市|市场|方面|行情)?(?:也|亦|同样|则)"
)
_HEAD = 8
_ABROAD = re.compile(
    r"波罗的海|(?<![A-Za-z])(?:LME|COMEX|NYMEX|CBOT|ICE|WTI|DAX)|布伦特|布油|美油|标普|道琼斯|[道纳恒]指|纳斯达克|[美港欧]股|恒生|日经|富时|比特币|美元指数|美债|国际[油金银铜]价|(?:纽约|伦敦)[金银铜]"
)
"""What is quoted elsewhere than in the country."""
_HERE = re.compile("[AＡ]股|[沪深]|国内|我国|全国|国产|中国|人民币")


def _quoted_abroad(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether a figure is a quote of a market abroad, though its text is of the country."""
    told = None
    for m in _ABROAD.finditer(scene.flat, spot.sentence.start, number.start):
        told = m
    return told is not None and not _HERE.search(scene.flat, told.end(), number.start)


def _somewhere(scene: Scene, spot: Spot, number: NumberMention, found: Match, who: About) -> bool:
    """Whether a number surely holds at some place: what is of the whole country may be of a part of it, a price is of the market that its
    sentence names, and what no firm has is of its land in a text that is of one land and of no firm."""
    place = who.place
    if place in (COUNTRY, WORLD):
        return True
    if place and not who.firms and of_one_land(scene) and place.startswith(scene.home[0][:_ROOT]):
        return True
    named = scene.grounds(spot.sentence.start, number.start) if place else []
    if named and place == named[-1].paths[0] and not named[-1].keys:
        return _WIDER.search(scene.flat, named[-1].end, number.start) is None  # a land abroad
    return found.frame.kind == "price" and bool(named)


_WIDER = re.compile("国内|国产|我国|中国|全球|世界|全国|[在对]华")
"""Behind a land abroad: what follows is of more than it, or of another."""
_ROOT = 2
"""The first characters of a path tell its province."""
