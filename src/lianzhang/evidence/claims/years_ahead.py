"""The modality of a figure of a time ahead, of a plan period that has just begun, or of a time that is over."""

from __future__ import annotations

import re

from lianzhang.evidence.claim import Modality
from lianzhang.evidence.claims.reading import Reading, Spot
from lianzhang.evidence.mentions import TimeMention
from lianzhang.evidence.modality import Cue

__all__ = ["DONE", "by_time"]

DONE = re.compile(r"已|目前(?!的)|现有|原有|累计|实现了|完成了|去年|上年")
"""What tells that something was done already."""
_OF_PLANS = frozenset({"investment", "capacity", "growth", "project_count", "production", "project"})
"""What cannot have happened in the whole of a plan period that has just begun."""
_REACHES = re.compile(r"(?:达到?|建成|实现|完成|新增|突破|超过?)[^，。；\d]{0,12}\d")
_SOURCES = re.compile(
    r"机构|分析|券商|证券|研报|专家|业内|人士|咨询|研究(?:院|所|员|中心)|协会|学者|发言人|银行|经济学家|认为|预[计测期]"
)


def by_time(
    reading: Reading,
    spot: Spot,
    kind: str,
    modality: Modality,
    cue: Cue | None,
    time: TimeMention | None,
    firm: bool,
) -> Modality:
    """A year after the document's own date cannot be done: a goal of a government, a plan of a firm, or what those foresee who
    watch the market; a year before it is no goal because of 到 alone. What a plan period that has just begun reaches is its goal."""
    if time is None or not time.time or reading.published is None or not time.time[:4].isdigit():
        return modality
    ahead = reading.scene.flat.startswith(("未来", "今后"), time.start)
    year, published = int(time.time[-4:] if ahead else time.time[:4]), reading.published
    if year > published.year:
        if "财" in reading.scene.flat[time.start : time.end] and year == published.year + 1:
            return modality  # 2025财年第一季度, told in 2024: the year of accounts has begun
        return _ahead(reading, spot, modality, cue, time, firm)
    if modality == "actual":
        return _of_plan(reading, spot, kind, cue, time, firm) if published.year <= year + 1 else modality
    # a month that is over by the document's date is none to reach (到2025年5月)
    over = year < published.year or (len(time.time) == 7 and time.time <= published.isoformat()[:7])
    return _undone(reading, spot, modality, cue, time, over, year < published.year)


def _ahead(
    reading: Reading, spot: Spot, modality: Modality, cue: Cue | None, time: TimeMention, firm: bool
) -> Modality:
    """Of a year after the document's own."""
    if modality == "actual":
        if _SOURCES.search(reading.scene.flat, spot.sentence.start, spot.clause.end):
            return "forecast"
        return "planned" if firm else "target"
    if modality == "under_construction" and cue and cue.start >= time.start:
        return "planned"
    return modality


def _of_plan(
    reading: Reading, spot: Spot, kind: str, cue: Cue | None, time: TimeMention, firm: bool
) -> Modality:
    """What is said as a fact of a plan period that has just begun."""
    flat = reading.scene.flat
    if "五" not in flat[time.start : time.end] or "周" in flat[time.start : time.end]:
        return "actual"
    if (cue is None or cue.strength == 1) and _REACHES.search(flat, spot.left, spot.after):
        return "planned" if firm else "target"
    if (
        cue is None
        and kind in _OF_PLANS
        and time.start >= spot.sentence.start
        and not DONE.search(flat, spot.clause.start, spot.clause.end)
    ):
        return "planned"
    return "actual"


_REACHED_YEAR = re.compile(r"[到至] ?(20\d\d)?")


def _undone(
    reading: Reading, spot: Spot, modality: Modality, cue: Cue | None, time: TimeMention, over: bool, years_ago: bool
) -> Modality:  # fmt: skip
    """What is planned, foreseen or aimed at for a time that is over."""
    if cue is None:
        return modality
    scene = reading.scene
    before = cue.start < spot.clause.start <= time.start
    if (
        years_ago
        and modality == "planned"
        and cue.end <= time.start
        and (scene.text[cue.start] == "将" or before)
    ):
        return "actual"
    if (
        years_ago
        and modality == "forecast"
        and before
        and scene.flat.startswith(("上年", "去年", "同期"), time.start)
    ):
        return "actual"  # held against what is foreseen
    reached = _REACHED_YEAR.match(scene.flat, cue.start)
    if over and modality == "target" and reached and cue.start <= time.start < spot.clause.end:
        year = (time.time or "").split("/")[-1][:4]
        return "actual" if cue.end > time.start or (reached[1] and reached[1] <= year) else modality
    return modality
