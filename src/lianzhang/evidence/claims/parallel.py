"""Places told of in turn (甲市增长5%，乙市增长7%): what the number before was of, said of the place at hand."""

from __future__ import annotations

import re

from lianzhang.core.places import short_name
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["counted_here", "of_this_place"]


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


_COUNTED = {"project_count": "项目", "enterprise_count": "企业"}
_OPENS = re.compile("[、，；：:和及与\\s]*(?:其中)?[，]?")


def counted_here(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> str:
    """The place right before a count, with what the list counts (固原市1个，……；吴忠市2个); empty where another noun stands there."""
    counted = _COUNTED.get(found.frame.kind)
    if not counted or number.unit != "count":
        return ""
    here = scene.settings(spot.left, number.start)
    alone = len(here) == 1 and here[0].end == number.start
    if not alone or not _OPENS.fullmatch(scene.flat, spot.left, here[0].start):
        return ""
    return scene.text[here[0].start : here[0].end] + counted
