"""The frame of a number (what kind of statement it makes): its own, or in a list and in a comparison that of the number before."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.evidence.claims.goes_on import bracketed, goes_on
from lianzhang.evidence.claims.ranged import ranged
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.claims.sectors import sector_of
from lianzhang.evidence.frames.matcher import Frame, Match, Windows, fits, load_frames, match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import right_noun

__all__ = ["framed"]


def framed(
    scene: Scene, spot: Spot, number: NumberMention, last: Last, same: bool, banded: bool
) -> Match | None:
    """The frame of a number: its own, or in a list that of the number before."""
    if banded and same and last.frame and last.frame.kind in ("project_count", "enterprise_count"):
        return Match(last.frame, 10)
    if ranged(scene, spot, number):
        return Match(_growth(), 10)
    if sector_of(scene, number):
        return Match(_share(), 10)
    windows = Windows(
        spot.sentence.start, spot.clause.start, spot.left, spot.right, spot.clause.end, spot.after
    )
    text = scene.masked
    for a, b in spot.part.others if spot.part else ():
        text = text[:a] + "\u3000" * (b - a) + text[b:]
    found = match(text, number, windows, load_frames())
    if found and found.before and (aside := bracketed(scene.flat, found.before, number.start)):
        a, b = aside
        text = text[:a] + "\u3000" * (b - a) + text[b:]
        found = match(text, number, windows, load_frames())
    if _is_level(scene, spot, number, found):
        near = max(spot.left, spot.clause.start)
        return match(text, number, windows._replace(sentence=near, clause=near), load_frames())
    if not same:
        return goes_on(scene, number, last, found)
    return _as_before(scene, spot, number, last, found) if last.frame else found


_TERMS = frozenset({"year", "month", "week", "day"})
_JOIN = re.compile("(?:以上|以内|左右)?(?:[、和及与至到或/／]|以及)(?:约|近|超过?)?")


def _joined(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether a number goes on with the one before it (连续3年、5年)."""
    return _JOIN.fullmatch(scene.flat, spot.left, number.start) is not None


def _as_before(
    scene: Scene, spot: Spot, number: NumberMention, last: Last, found: Match | None
) -> Match | None:
    """The frame of the number told before in the sentence where this one goes on with it; else ``found``."""
    before = last.frame
    told = before is not None and (before.kind != "growth" or number.unit == "%")
    if before and told and _LIKE.search(scene.flat, spot.left, number.start):
        return Match(before, 10)
    before = before if before and number.unit in before.units and fits(before, number) else None
    if before and before.measure == "增减" and scene.flat[number.start - 1] in "至到":
        return found  # 增加1万至25万人: to how many, no change
    if before and before.measure == "期限" and found and found.frame.measure == "延期":
        return found._replace(frame=before)  # a term and by how much it may be prolonged
    if before is None:
        return goes_on(scene, number, last, found)
    if (
        found is None
        and before.kind == "milestone"
        and number.unit in _TERMS
        and not _joined(scene, spot, number)
    ):
        return None  # how old one thing is says nothing of the next years told
    other = found is not None and found.frame.kind != before.kind and not (spot.part and spot.part.others)
    if other and spot.left > spot.clause.start and _NEXT.fullmatch(scene.flat, spot.left, number.start):
        return Match(before, 1)  # 5%、8%和20%: of one kind
    if other and before.kind != "growth" and _TO.fullmatch(scene.flat, spot.left, number.start):
        return Match(before, 1)  # 从25%上升到40%
    if found is None or (found.score == 0 and not found.before and _listed(scene, spot, number)):
        return Match(before, 0)
    if spot.part and last.at > spot.clause.start and found.before is None:
        return Match(before, 1)
    if found.frame.kind == "growth" and before.kind != "growth" and number.unit == "%":
        of = _RIVAL.search(scene.flat, spot.clause.start, number.start)
        if of and "百分点" not in scene.flat[number.start : number.end]:
            return Match(before, 1)  # the same of another, held against it
    return found


@lru_cache(maxsize=1)
def _share() -> Frame:
    return next(f for f in load_frames()["%"] if f.kind == "market_share" and f.measure == "占比")


@lru_cache(maxsize=1)
def _growth() -> Frame:
    return next(f for f in load_frames()["%"] if f.kind == "growth" and f.measure == "同比增速")


_NEXT = re.compile("[ \u3000]?(?:[、/／]|和|及|与|以及)[ \u3000]?")
"""What alone stands between the numbers of a list."""
_TO = re.compile(
    "(?:进一步|大幅|快速|稳步|逐步)?(?:提[高升]|[上下]升|下[降滑]|增[加长]|扩大|降低|回[落升]|[升降增])(?:到|至)了?(?:约|近)?"
)
_LIKE = re.compile(
    r"(?:相当于|等[于同]于?|折合|约合[^标减节，。；\d]{0,8}?)(?:人民币|[约近超过]|不足){0,6}\Z"
)
"""What is held against a figure, or put into another unit, is of the same kind."""
_RIVAL = re.compile(r"[高低多少优快慢]于[^，。；]{1,16}的(?:[^，。；]{0,12}和[^，。；]{1,10}的?)?\s?\Z")
"""低于甲的22%和乙的13%: what others have of the same."""


_LEVEL = re.compile(
    r"(?:率|比重|比例|占比|仓位|集中度)(?:已|将|均|也|则|分别|平均|仅|约|近|超过?|为|达到?|是|在|从|由|[提升降高低回落]+[至到]){0,6}\s?\Z"
)
_PACE = re.compile("[增涨跌降][速幅长]率?|同比|环比")
"""What stands at a height of its own, whatever was said of changes before."""


def _is_level(scene: Scene, spot: Spot, number: NumberMention, found: Match | None) -> bool:
    """Whether a share behind a change tells how high something stands (提高2个百分点至36%, ；平均仓位为72%), and only words before the
    number before it make it a change."""
    if number.unit != "%" or number.noun[-3:] == "百分点":
        return False
    flat, left = scene.flat, max(spot.left, spot.clause.start)
    own = found is not None and found.before is not None and found.before[0] >= left
    if own or (found is not None and found.after is not None):
        return False
    if flat[number.start - 1] in "至到":
        moved = flat[spot.left - 3 : spot.left] == "百分点" and number.start - spot.left < _NEAR
        how = found.before if found and found.frame.kind == "growth" else None
        return moved and how is not None and not _PACE.search(flat, spot.clause.start, spot.left)
    return _LEVEL.search(flat, left, number.start) is not None


_NEAR = 6


def _listed(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether the number goes on a list of the same thing (A 10亿元、B 20亿元)."""
    between = scene.text[spot.left : number.start]
    if (
        number.unit == "count"
        and spot.at
        and spot.left == spot.clause.start
        and (len(between.lstrip("其中有达为")) > 2 or len(right_noun(scene, spot.after, spot.right)) > 2)
    ):
        return False
    return len(between) <= 16 or between.startswith(("、", "和", "及"))
