"""Lists of times and as many figures: 2021年末、2022年末……分别为31%、28%; 2023/24年……5元/6元; 2021至2023年……分别为1、2、3."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lianzhang.evidence.claims.members import runs
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.mentions import NumberMention, TimeMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.times import held_against

__all__ = ["each_month", "listed_times"]

_JOINT = re.compile(r"\s?(?:、|，|/|和|与|及|以及)\s?")
_SPAN = re.compile(r"\d\s?年?\s?[-~～—–至到/]")
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_MONTHS = re.compile(r"(\d{4}-\d\d)/(\d{4}-\d\d)")
_TWO = 2


def listed_times(
    scene: Scene, sentence: Sentence, clause: Clause, numbers: Sequence[NumberMention]
) -> dict[int, TimeMention]:
    """The time of each figure of a run that follows a list of as many times, by the figure's start.

    The list stands in the clause, behind the run before; or it opened the sentence and the clause names no time.
    """
    out: dict[int, TimeMention] = {}
    left = clause.start
    for group in runs(scene.flat, numbers) if len(numbers) > 1 else []:
        start = group[0].start
        if len(group) > 1:
            own = [t for t in scene.times(left, start) if not held_against(scene, t, left)]
            told = own or scene.times(sentence.start, clause.start)
            for number, time in zip(group, _last_list(scene, told, len(group)), strict=False):
                out[number.start] = time
        left = group[-1].end
    return out


def each_month(scene: Scene, times: Sequence[TimeMention]) -> list[TimeMention]:
    """The times, with two for each that names two months side by side (7、8月)."""
    out: list[TimeMention] = []
    for time in times:
        months = _MONTHS.fullmatch(time.time or "")
        both = months and "、" in scene.text[time.start : time.end]
        out += [replace(time, time=m) for m in months.groups()] if months and both else [time]
    return out


def _last_list(scene: Scene, times: Sequence[TimeMention], count: int) -> list[TimeMention]:
    """The last ``count`` of ``times`` if they are one whole list, or the years of a span of so many; else empty."""
    if not times:
        return []
    span = _YEARS.fullmatch(times[-1].time or "")
    if span and int(span[2]) - int(span[1]) + 1 == count:
        word = scene.flat[times[-1].start : times[-1].end]
        back = 1 if word.startswith(("近", "最近")) else 0  # 近三年分别为: the years that are over
        if back or word.endswith("同期") or _SPAN.search(word):
            years = range(int(span[1]) - back, int(span[2]) + 1 - back)
            return [replace(times[-1], time=str(y)) for y in years]
    if count == _TWO and len(months := each_month(scene, times[-1:])) == _TWO:
        return months
    tied = [times[-1]]
    for time in reversed(times[:-1]):
        if not _JOINT.fullmatch(scene.flat, time.end, tied[0].start):
            break
        tied.insert(0, time)
    return tied if len(tied) == count else []
