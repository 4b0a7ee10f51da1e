"""Places told of in turn (甲市增长5%，乙市增长7%): what the number before was of, said of the place at hand."""

from __future__ import annotations

from lianzhang.core.places import short_name
from lianzhang.evidence.claims_reading import Last, Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["of_this_place"]


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
