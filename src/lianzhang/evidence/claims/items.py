"""The product or mineral a number is of, and what a price is of."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.relations.projects import project_name
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import left_noun, right_noun
from lianzhang.evidence.words import words

__all__ = ["item_of", "priced"]


_PARTED = re.compile(r"[、，；]")


def item_of(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> str | None:
    """The product or mineral the number is about."""
    frame = found.frame
    if frame.item is None:
        return None
    types = ("product", "mineral", "segment")
    right = scene.names(number.end, min(spot.right, number.end + 24), *types)
    left = scene.names(spot.left, number.start, *types)
    right = [n for n in right if not _PARTED.search(scene.flat, number.end, n.start)]
    if frame.item == "both" and left and found.before and found.before[0] >= left[-1].end:
        return left[-1].name
    if len(right) > 1 and right[0].end == right[1].start and right[0].name.endswith(("电池", "锂电", "电芯")):
        right = right[1:]
    if frame.item != "left" and right and (right[0].start - number.end <= 6 or not left):
        return right[0].name
    if frame.item != "right" and left:
        return left[-1].name
    if right and frame.item != "left":
        return right[0].name
    if frame.item == "right":
        noun = right_noun(scene, spot.after, spot.right)
        return noun.removesuffix("项目") or None
    own = (
        left_noun(scene, spot.left, found.before[0]) if found.before and found.before[0] >= spot.left else ""
    )
    if (
        frame.kind in ("reserve", "production", "price", "sales")
        and 2 <= len(own) <= 8
        and not scene.places(spot.left, number.start)
    ):
        return own
    opening = project_name(scene, spot.sentence, spot.clause.start)
    if opening and frame.kind == "capacity":
        inside = [n for n in scene.names(spot.sentence.start, spot.clause.start, *types) if n.name in opening]
        return inside[-1].name if inside else None
    earlier = scene.names(spot.clause.start, number.start, *types)
    if earlier:
        return earlier[-1].name
    before = [c for c in spot.sentence.clauses[: spot.at] if c.segment == spot.clause.segment]
    if before and frame.item == "both":
        there = scene.names(before[-1].start, before[-1].end, *types)
        return there[-1].name if there else None
    return None


_PRICED = re.compile(
    r"(?:国产|进口|电池级|工业级|动力型|储能型|普通|高端|单晶|多晶|致密|[A-Z0-9]{2,6}){0,4}\Z"
)


_QUOTED_AT = re.compile(
    r"(?P<kept>(?:[^，。；、\d]{0,2}(?:坑口|车板|到厂|出厂|平仓|港口?|到岸|离岸|现货|期货|主力合约))?)(?:含税|市场|成交|主流|现汇|承兑|挂牌|平均|综合){0,6}(?P<price>[均报售]?价格?|指数)?"
)
"""What may stand between a product and its price: the point of sale belongs to the name."""
_QUOTES = re.compile("(?:..[^格总造工单]|[\u4e00-\u9fff]{2})价\\Z")
"""A phrase that is a price of something by its own word (天津港煤价)."""


def priced(scene: Scene, spot: Spot, number: NumberMention, before: str) -> tuple[str, bool]:
    """What a price is of, and whether that names its place: the last product named in the clause, with the words that qualify it, its place
    and its point of sale as printed; else ``before``, what the price before in the sentence was of; else the product of the clauses before."""
    for clause in reversed(spot.sentence.clauses[: spot.at + 1]):
        stop = min(clause.end, number.start)
        found = scene.names(clause.start, stop, "product", "mineral", "segment")
        if not found and clause is spot.clause and before and not scene.grounds(clause.start, stop):
            own = left_noun(scene, spot.left, stop)
            if not own or (words().hollow.fullmatch(own) and not own.endswith(("成交价", "成交价格"))):
                return before, True
        if not found and clause is spot.clause:
            own = left_noun(scene, spot.left, stop)
            if _QUOTES.search(own) and not bare(own):
                return own, False
        if found:
            named = _as_printed(scene, spot.left, stop, found[-1]) if clause is spot.clause else ""
            if named:
                return named, True
            start = found[-1].start
            lead = _PRICED.search(scene.flat, max(clause.start, start - 8), start)
            return scene.text[lead.start() if lead else start : found[-1].end], False
    return "", False


def _as_printed(scene: Scene, left: int, stop: int, product: NameMention) -> str:
    """The place right before the phrase that ends with ``product``, the phrase and the point of sale; empty where no place stands there."""
    noun = left_noun(scene, left, stop)
    start = scene.flat.rfind(noun, left, stop) if noun else -1
    m = _QUOTED_AT.match(scene.flat, product.end, stop)
    if not left <= start <= product.start or m is None or not m["price"] or m.end() < start + len(noun):
        return ""
    places = [p for p in scene.grounds(left, start) if p.end == start]
    return scene.text[places[0].start : m.end() if m["kept"] else product.end] if places else ""
