"""Frames: which words around a number make it an investment, a capacity, a rank. Data, compiled once.

The entries of ``data/frames_numbers.toml`` are explained at its head. Of the frames that fit the unit and the classifier of a number,
the one whose word stands nearest wins, priorities added; without any word, the frame marked ``default`` for the unit.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from lianzhang.core.data_files import data_text
from lianzhang.evidence.claim import KINDS
from lianzhang.evidence.lexicon.tables import currencies
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.together import Firsts, Together, heads

__all__ = ["Frame", "Match", "Windows", "fits", "load_frames", "match", "parse_frames"]

_SPANS = frozenset({"day", "week", "month", "quarter", "year", "min", "s"})
"""Terms say how long, not how much: they are statements only where a frame's word says of what."""

_WINDOW = 48
_CROSSING = 8
_EARLIER = 14


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; patterns are None where the entry has no such words."""

    kind: str
    units: frozenset[str]
    example: str
    measure: str | None = None
    target: str | None = None
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    need: re.Pattern[str] | None = None
    nouns: frozenset[str] = frozenset()
    priority: int = 10
    default: bool = False
    item: str | None = None
    subject: str = "phrase"
    scope: bool = False
    to: dict[str, str] = field(default_factory=dict)
    times: int = 1

    @property
    def name(self) -> str:
        """For the rule field of a claim."""
        return f"{self.kind}.{self.measure}" if self.measure else self.kind


class Windows(NamedTuple):
    """Where to look: ``[left, number)`` up to the number before it, ``[clause, number)``, ``(number, right]``, and the
    stretch of the sentence before the clause."""

    sentence: int
    clause: int
    left: int
    right: int
    clause_end: int
    after: int
    """where the words after the number begin: behind a sum that stands between it and its noun (9个总投资30亿元的项目)"""


class Match(NamedTuple):
    """The frame chosen, and the spans of the words that chose it."""

    frame: Frame
    score: int
    before: tuple[int, int] | None = None
    after: tuple[int, int] | None = None


def parse_frames(text: str, source: str = "frames") -> tuple[Frame, ...]:
    """Compile entries written as the packaged file is. Raises ``ValueError`` naming the entry and the field at fault."""
    out = []
    for at, row in enumerate(tomllib.loads(text).get("frame", []), start=1):
        if row.get("kind") not in KINDS:
            raise ValueError(f"{source}, frame {at}: unknown kind {row.get('kind')!r}")
        patterns: dict[str, re.Pattern[str] | None] = {}
        for name in ("before", "after", "need"):
            try:
                patterns[name] = re.compile(row[name]) if name in row else None
            except re.error as error:
                raise ValueError(
                    f"{source}, frame {at}, {name}: not a regular expression ({error})"
                ) from error
        out.append(
            Frame(
                kind=row["kind"],
                # a frame for yuan fits sums in other money as well
                units=frozenset([*row["units"], *(currencies() if "CNY" in row["units"] else ())]),
                example=row["example"],
                measure=row.get("measure"),
                target=row.get("target"),
                nouns=frozenset(row.get("nouns", ())),
                priority=row.get("priority", 10),
                default=row.get("default", False),
                item=row.get("item"),
                subject=row.get("subject", "phrase"),
                scope=row.get("scope", False),
                to=row.get("to", {}),
                times=row.get("times", 1),
                before=patterns["before"],
                after=patterns["after"],
                need=patterns["need"],
            )
        )
    return tuple(out)


@lru_cache(maxsize=1)
def load_frames() -> dict[str, tuple[Frame, ...]]:
    """The packaged frames by unit."""
    text = data_text("frames_numbers.toml")
    by_unit: dict[str, list[Frame]] = {}
    for frame in parse_frames(text, "frames_numbers.toml"):
        for unit in frame.units:
            by_unit.setdefault(unit, []).append(frame)
    return {unit: tuple(frames) for unit, frames in by_unit.items()}


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = pattern.search(text, start, end)
    while found and found.end() > found.start():
        later = pattern.search(text, found.end(), end)
        if later is None:
            break
        found = later
    return found


def fits(frame: Frame, number: NumberMention) -> bool:
    """Whether the classifier of ``number`` is one of those of ``frame``."""
    if not frame.nouns:
        return True
    noun = number.noun
    if noun in frame.nouns:
        return True
    # a price is told in 元, what a works costs in 万元 and 亿元
    return noun[-1:] in frame.nouns and number.unit not in currencies()


def _after(frame: Frame, behind: str, w: Windows, first: int) -> Match | None:
    """How the frame fits by ``behind``, what stands behind the number; its words begin there at ``first`` or later."""
    if frame.after is None:
        return None
    m = frame.after.search(behind, first)
    if m is None:
        return None
    lead = len(m[0]) - len(m[0].lstrip("的"))
    cost = 2 + (m.end() - lead) // 4
    return Match(frame, frame.priority - cost, None, (w.after + m.start(), w.after + m.end()))


def _before(frame: Frame, text: str, number: NumberMention, w: Windows, spots: Sequence[int]) -> Match | None:
    """How the frame fits by what stands before the number; ``spots`` are the places where its words may begin."""
    if frame.before is None:
        return None
    for start, end, penalty in (
        (max(w.left, number.start - _WINDOW), number.start, 0),
        (w.clause, w.left, _CROSSING),
        (w.sentence, w.clause, _EARLIER),
    ):
        first = bisect_left(spots, start)
        if first == len(spots) or spots[first] >= end:
            continue
        hit = _last(frame.before, text, spots[first], end)
        if hit:
            distance = (number.start if penalty == 0 else end) - hit.end()
            return Match(frame, frame.priority - min(distance, 9) - penalty, (hit.start(), hit.end()), None)
    return None


class _Unit(NamedTuple):
    """The frames of a unit by priority, so that the search can end early, and their words before and behind a number, each
    searched together."""

    frames: tuple[Frame, ...]
    ranked: tuple[Frame, ...]
    words: Together
    anywhere: frozenset[int]
    """frames whose words may begin with anything"""
    behind: Firsts


_UNITS: dict[int, _Unit] = {}


def _unit(frames: tuple[Frame, ...]) -> _Unit:
    """Each list of frames is prepared once."""
    kept = _UNITS.get(id(frames))
    if kept is None or kept.frames is not frames:
        ranked = tuple(sorted(frames, key=lambda f: -f.priority))
        before = [f.before or _NOTHING for f in ranked]
        anywhere = frozenset(at for at, p in enumerate(before) if p is not _NOTHING and heads(p) is None)
        behind = Firsts([f.after for f in ranked])
        kept = _UNITS[id(frames)] = _Unit(frames, ranked, Together(before), anywhere, behind)
    return kept


_NOTHING = re.compile("(?!)")


def match(
    text: str, number: NumberMention, windows: Windows, frames: dict[str, tuple[Frame, ...]]
) -> Match | None:
    """The frame of a number, or None. ``text`` is the text with titles blanked; ``windows`` bound the search."""
    best: Match | None = None
    found_for = frames.get(number.unit, ())
    if not found_for and number.unit not in _SPANS:
        # a unit no frame lists: a price where money is told per something, else a parameter
        found_for = frames.get(
            "CNY/t" if number.unit.split("/")[0] in currencies() and "/" in number.unit else "Wh/kg", ()
        )
    unit = _unit(found_for)
    number, windows = _close(text, number, windows)
    if number.start - windows.clause > 12:
        windows = windows._replace(sentence=windows.clause)
    begin = min(windows.sentence, windows.clause, windows.left)
    near = unit.words.spots(text[begin : number.start], begin)
    behind = text[windows.after : min(windows.right, windows.after + 28)]
    firsts = unit.behind.find(behind)
    for at in sorted({*near, *firsts, *unit.anywhere}):
        frame = unit.ranked[at]
        if best and frame.priority <= best.score:
            break  # even a word that touches the number would not beat what is found
        spots: Sequence[int] | None = near.get(at)
        if at in unit.anywhere:
            spots = range(begin, number.start)
        first = firsts.get(at)
        if (spots is None and first is None) or not fits(frame, number):
            continue
        found = None if first is None else _after(frame, behind, windows, first)
        if spots:
            before = _before(frame, text, number, windows, spots)
            if before and (found is None or before.score > found.score):
                found = before
        chosen = _chosen(text, found, best, windows) if found else best
        if chosen is not best and _needed(frame, text, windows):
            best = chosen
    if best and best.score > -8:
        return best
    for frame in found_for:
        if frame.default and fits(frame, number) and _needed(frame, text, windows):
            return Match(frame, 0)
    return best


def _chosen(text: str, found: Match, best: Match | None, windows: Windows) -> Match | None:
    """Which of two frames tells of the number: the one that weighs more, but of words before the clause the nearer."""
    if best is None:
        return found
    if _nearer(text, found, best, windows):
        return found._replace(score=max(found.score, best.score))
    return found if found.score > best.score and not _nearer(text, best, found, windows) else best


_OF_A_CHANGE = frozenset({"growth", "price", "project"})
"""What words of these say of a figure before a comma they seldom say of one behind it."""


def _nearer(text: str, one: Match, other: Match, windows: Windows) -> bool:
    """Whether the word of ``one`` stands in a clause between that of ``other`` and the number's own: 出口量增长，而产能升至最高，达……"""
    near, far = one.before, other.before
    if one.frame.kind in _OF_A_CHANGE:
        return False
    if near is None or far is None or near[1] > windows.clause or near[0] < far[1]:
        return False
    return text.find("，", far[1], near[0]) >= 0


def _close(text: str, number: NumberMention, windows: Windows) -> tuple[NumberMention, Windows]:
    """The number and its windows moved over the spaces some printers put beside a figure (上涨 2.1% 至)."""
    start, after = number.start, windows.after
    while start > windows.left and text[start - 1] == " ":
        start -= 1
    while after < windows.right and text[after] == " ":
        after += 1
    if start == number.start and after == windows.after:
        return number, windows
    return replace(number, start=start), windows._replace(after=after)


def _needed(frame: Frame, text: str, windows: Windows) -> bool:
    return frame.need is None or frame.need.search(text, windows.clause, windows.clause_end) is not None
