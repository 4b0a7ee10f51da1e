"""Places told of in turn (甲市增长5%，乙市增长7%): what the number before was of, said of the place at hand."""

from __future__ import annotations

import re

from lianzhang.core.places import short_name
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun, phrase

__all__ = ["of_this_place", "of_whole"]


def of_this_place(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> str:
    """The subject of ``last`` with the place that stands before ``number`` in the room of its own; empty where either names none, or the same."""
    here = scene.settings(spot.left, number.start)
    if len(here) != 1 or not last.place or not last.subject or here[0].paths[0] == last.place:
        return ""
    name = scene.text[here[0].start : here[0].end]
    path = last.place.split(";")[0]
    for size in range(len(path), 1, -1):
        tail = path[-size:]
        for printed in (tail, short_name(tail)):
            if len(printed) > 1 and last.subject.startswith(printed):
                return name + last.subject[len(printed) :]
    return ""


_LISTS = re.compile(
    r"(?P<n>[^，。；：\d]{2,24}?)(?:主要|具体|共|分别)?(?:包括|包含|涵盖|涉及|分别是|有(?!限))"
)


def of_whole(
    scene: Scene, spot: Spot, number: NumberMention, right: str, place: str | None, last: Last | None
) -> str:
    """What a list is of that ends in its count (签约项目包括甲、乙等26个), or what was counted of which some are counted again (10家猪企中有
    7家亏损); empty where the count is neither."""
    again = _AGAIN.search(scene.flat, spot.left, number.start) is not None
    if number.unit != "count" or len(right) > (2 if again else 1):
        return ""
    if again and last and last.told and last.told[-1].clause == spot.at:
        return last.subject or ""
    if not scene.flat.endswith("等", spot.clause.start, number.start):
        return ""
    begin = content(scene, spot.sentence.start, number.start)
    m = _LISTS.match(scene.flat, begin, number.start)
    noun = left_noun(scene, begin, m.end("n")) if m else ""
    return phrase(scene, place, noun) if len(noun) > 1 else ""


_AGAIN = re.compile("中，?(?:仍|已|只|仅)?有\\Z")
