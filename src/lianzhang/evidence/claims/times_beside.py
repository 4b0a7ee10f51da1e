"""The time that goes on from one figure to the next: not that of a figure which another is only held against, or starts from."""

from __future__ import annotations

from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.mentions import TimeMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.periods import period_before
from lianzhang.evidence.subjects.times import earlier, held_against

__all__ = ["time_goes_on"]


def time_goes_on(scene: Scene, spot: Spot, last: Last, *, inherited: bool) -> TimeMention | None:
    """The time of the figure before that the next may take over: where that was held against or started from, the one told before it."""
    time, clause = last.time, spot.clause
    if time is None:
        return None
    if clause.start <= time.start:
        # 较去年同期2亿元增长1亿元: how much it grew is not of the year before
        against = held_against(scene, time, clause.start)
        return earlier(scene, spot.index, spot.at, time.start) if against else time
    if last.sentence != spot.index:
        return time
    if (
        inherited
        and scene.flat.startswith("同期", time.end - 2)
        and scene.flat.startswith("同比", clause.start)
    ):
        return _before_aside(scene, spot, time)  # 净利润2亿元，去年同期1亿元，同比增长100%
    if spot.sentence.start < time.start and scene.flat.startswith(("从", "由"), time.start - 1):
        return earlier(scene, spot.index, spot.at, time.start)  # 由年初的3万元，升至5万元
    return time


def _before_aside(scene: Scene, spot: Spot, aside: TimeMention) -> TimeMention | None:
    """The time of the sentence before the aside that tells the same period of another year."""
    told = [
        t
        for t in scene.times(spot.sentence.start, aside.start)
        if not scene.flat.startswith("同期", t.end - 2)
    ]
    return told[-1] if told else period_before(scene, spot.index, spot.at)
