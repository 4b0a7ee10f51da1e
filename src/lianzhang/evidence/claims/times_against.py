"""The times of what an index is held against: what it was (前值) is of the month before, and the next index is not of that month."""

from __future__ import annotations

import re
from dataclasses import replace

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention, TimeMention
from lianzhang.evidence.scene import Scene

__all__ = ["beside_an_index", "of_the_month_before", "past_asides"]

_AGAINST = re.compile("[，\\s]*(?:市场)?(?:预期|前值|[初终]值)")
_FINAL = re.compile("[初终]值")
_MONTH = re.compile(r"(\d{4})-(\d\d)")


def beside_an_index(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether a number tells what an index was expected to be, or was: it is of the time of that index."""
    return number.unit == "点" and _AGAINST.match(scene.flat, spot.clause.start) is not None


def past_asides(scene: Scene, spot: Spot, time: TimeMention | None) -> TimeMention | None:
    """``time``, but the one before it where that is of another index's aside (指数终值53，6月终值52；另一指数终值51)."""
    begin = spot.sentence.start
    if time is None or not begin < time.start < spot.clause.start or not _FINAL.match(scene.flat, time.end):
        return time
    told = [t for t in scene.times(begin, time.start) if not _FINAL.match(scene.flat, t.end)]
    return told[-1] if told else time


def of_the_month_before(
    scene: Scene, spot: Spot, number: NumberMention, time: TimeMention | None
) -> TimeMention | None:
    """The month before ``time`` where the clause of a number tells what was then (前值降0.3%)."""
    month = _MONTH.fullmatch(time.time) if time and time.time else None
    was = scene.flat.find("前值", spot.clause.start, number.start) if month else -1
    if time is None or month is None or was < 0 or time.start > was or scene.flat[was - 1] in "和与及、":
        return time
    year, of = int(month[1]), int(month[2])
    return replace(time, time=f"{year}-{of - 1:02}" if of > 1 else f"{year - 1}-12")
