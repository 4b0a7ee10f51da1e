"""Where a text tells places: each mention with its sort and the group it is joined to, what stands beside it, and how a place lies to another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lianzhang.core import PlaceTree
from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.standing import told as letters_of
from lianzhang.evidence.words import JOIN

__all__ = [
    "Standing",
    "Telling",
    "above",
    "beside",
    "frequent",
    "level",
    "lies",
    "standing",
    "tellings",
    "tells",
]


class Telling(NamedTuple):
    """A place told: ``place`` as a claim writes it, of a ``sort`` (ground, passing, wide, of.… an office or a firm),
    ``group`` with the places it is joined to, empty alone."""

    start: int
    end: int
    place: str
    sort: str
    group: str


_SEATED = frozenset({"organisation", "project", "government", "park"})
_JOINED = frozenset({"ground", "passing", "wide"})
_LINK = 3
"""How many characters join two places at most."""


@remembered
def tellings(scene: Scene) -> list[Telling]:
    """Every place that the text tells, in order, those that begin together the longer first; not those in names, datelines and the like."""
    end = len(scene.flat)
    grounds = {(p.start, p.end): p for p in scene.grounds(0, end)}
    found: dict[tuple[int, int, str], tuple[str, ...]] = {}
    for p in scene.places(0, end):
        found.setdefault((p.start, p.end, "ground" if (p.start, p.end) in grounds else "passing"), p.paths)
    for p in grounds.values():
        if not p.keys:
            found.setdefault((p.start, p.end, "wide"), p.paths)
    for n in scene.mentions.names:
        if n.paths and n.type in _SEATED:
            found.setdefault((n.start, n.end, "of." + n.type), n.paths)
    groups = _groups(scene, found)
    return [
        Telling(at[0], at[1], ";".join(found[at]), at[2], groups.get(at, ""))
        for at in sorted(found, key=lambda at: (at[0], -at[1]))
    ]


def _groups(
    scene: Scene, found: dict[tuple[int, int, str], tuple[str, ...]]
) -> dict[tuple[int, int, str], str]:
    """The places told that others are joined to, with all of the group."""
    free = sorted(at for at in found if at[2] in _JOINED)
    out: dict[tuple[int, int, str], str] = {}
    run = free[:1]
    for before, at in [*pairwise(free), (None, None)]:
        if before and at and 0 <= at[0] - before[1] <= _LINK and JOIN.match(scene.text[before[1] : at[0]]):
            run.append(at)
            continue
        if len(run) > 1:
            out |= dict.fromkeys(run, ";".join(dict.fromkeys(path for a in run for path in found[a])))
        run = [at] if at else []
    return out


@remembered
def tells(scene: Scene) -> dict[str, list[Telling]]:
    """Where each place is told: itself, or in a group."""
    out: dict[str, list[Telling]] = {}
    for t in tellings(scene):
        for place in dict.fromkeys((t.place, *filter(None, (t.group,)), *t.place.split(";"))):
            out.setdefault(place, []).append(t)
    return out


_LEAD = 300
_OFTEN = 3


@remembered
def frequent(scene: Scene) -> list[str]:
    """The places that the text tells most often, what it begins with threefold."""
    count = Counter[str]()
    for t in tellings(scene):
        if t.sort in ("ground", "wide"):
            count[t.place] += 3 if t.start < _LEAD else 1
    return [place for place, _ in count.most_common(_OFTEN)]


# ---- how places lie to one another


@lru_cache(maxsize=4096)
def level(tree: PlaceTree, place: str) -> str:
    """Province, prefecture, county …; ``none``, ``country``, ``world``, ``several``, or ``other`` outside the tree."""
    if place in _WIDE:
        return _WIDE[place]
    found = None if ";" in place else tree.by_path(place)
    return found.level if found else "several" if ";" in place else "other"


_WIDE = {"": "none", COUNTRY: "country", WORLD: "world"}


@lru_cache(maxsize=4096)
def above(tree: PlaceTree, place: str) -> tuple[str, ...]:
    """The places that hold ``place``."""
    found = tree.by_path(place) if place and ";" not in place else None
    return tuple(tree.path(a.key) for a in tree.ancestors(found.key) if a.key != found.key) if found else ()


@lru_cache(maxsize=8192)
def lies(place: str, other: str) -> str:
    """How ``place`` lies to ``other``: the same, above, below, beside it in one province, elsewhere."""
    if place == other:
        return "same"
    if not place or not other:
        return "of none" if place else "none"
    if {place, other} & {COUNTRY, WORLD}:
        return "wide" if place in (COUNTRY, WORLD) else "of wide"
    if ";" in place + other:
        mine, its = set(place.split(";")), set(other.split(";"))
        return "holds" if mine > its else "part" if mine < its else "mixed"
    if other.startswith(place):
        return "above"
    if place.startswith(other):
        return "below"
    return "beside" if place[:2] == other[:2] else "elsewhere"


# ---- where a place stands


class Standing(NamedTuple):
    """Where a place was told last before a number: at which character (-1: not before), ``where``, and the telling itself."""

    at: int
    where: str
    telling: Telling | None


def standing(scene: Scene, spot: Spot, start: int, place: str) -> Standing:
    """Where ``place`` was told last before ``start``; else where it is told behind."""
    spots = tells(scene).get(place)
    if not spots:
        return Standing(-1, "in.never", None)
    i = bisect_left(spots, start, key=_start) - 1
    while i >= 0 and spots[i].end > start:
        i -= 1
    if i < 0:
        first = spots[0]
        near = (
            "clause"
            if first.start < spot.clause.end
            else "sentence"
            if first.start < spot.sentence.end
            else "text"
        )
        return Standing(-1, "in.after." + near, first)
    told = spots[i]
    at, clauses = told.start, spot.sentence.clauses
    if at >= spot.clause.start:
        where = "in.stretch" if at >= spot.left else "in.clause"
    elif at >= spot.sentence.start:
        where = "in.previous" if spot.at and at >= clauses[spot.at - 1].start else "in.sentence"
    elif scene.flat.find("\n", at, spot.sentence.start) >= 0:
        where = "in.far"
    else:
        where = "in.paragraph.1" if scene.sentences[spot.index - 1].start <= at else "in.paragraph"
    return Standing(at, where, told)


def _start(telling: Telling) -> int:
    return telling.start


_BEFORE = (
    ("at", re.compile(r"[在于位]\Z")), ("from", re.compile(r"[自从由来]\Z")), ("to", re.compile(r"[至到往向赴对与同和及、]\Z")),
    ("de", re.compile(r"的\Z")), ("mark", re.compile(r"[，：；。\s]\Z|^\Z")),
)  # fmt: skip


@remembered
def beside(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """What stands before and behind a place, in classes and in letters; another place right beside it is told as such."""
    flat = scene.flat
    kind = next((n for n, p in _BEFORE if p.search(flat, max(0, start - 1), start)), "other")
    before = letters_of(flat[max(0, start - 2) : start])
    behind = letters_of(flat[end : end + 2])
    if any(t.start < start <= t.end for t in _near(scene, start - 8, start)):
        before = "@"
    if any(t.start <= end + 1 for t in _near(scene, end, end + 2)):
        behind = "@"
    return ("before." + kind, "<" + before[-1:], ">" + behind[:1], ">" + behind, "<" + before)


def _near(scene: Scene, start: int, end: int) -> list[Telling]:
    """The places told that begin between two characters."""
    every = tellings(scene)
    return every[bisect_left(every, start, key=_start) : bisect_left(every, end, key=_start)]
