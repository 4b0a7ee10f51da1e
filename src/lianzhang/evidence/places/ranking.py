"""The best of the places that a number may hold for, by a log-linear score whose weights were learnt from keyed documents.

What a clause does not say is inherited from what stands before it; that is right of a region's own report and wrong of a digest, a market
review or a firm that was only named beside a place. A candidate's features are words: how it came to be one (``way.title``), where it was
told last and between what (``in.paragraph``), how it lies to the rules' answer and to the place of the number before (``lies.above``), its
level, how often the text tells it, some of them with the kind of statement. Its score is the sum of their weights in
``data/place_weights.csv``; ``tools/train_places.py`` learns them. What the rules answer is a candidate too, and so is no place at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from lianzhang.evidence.claims.about import About
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.claims.sites import deal_place
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.lexicon.tables import read_pairs
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.places.tellings import (
    Standing,
    above,
    beside,
    frequent,
    level,
    lies,
    standing,
    tellings,
    tells,
)
from lianzhang.evidence.scene import OFFICES, OWN_PLACE, Scene, headline_at, remembered
from lianzhang.evidence.subjects.looks import group_of
from lianzhang.evidence.subjects.standing import step

__all__ = ["Ranked", "featured", "weighed", "weights"]

Ranked = tuple[str, tuple[tuple[str, ...], ...]]
"""A place (empty: none) with its features, in parts that many candidates share, so that each part is weighed once."""


# ---- candidates

_TOLD, _BEHIND, _BACK = 8, 2, 500
"""At most so many places before the number, so many behind it, and so many characters before its sentence."""
_HEAD = 120
"""What stands before this character is the title or the lead."""


def _collect(scene: Scene, spot: Spot, number: NumberMention, who: About, last: Last) -> dict[str, list[str]]:
    """The candidates, each with the ways it was come by."""
    pool: dict[str, list[str]] = {who.place or "": ["rules"]}

    def put(place: str | None, way: str) -> None:
        ways = pool.setdefault(place or "", [])
        if way not in ways:
            ways.append(way)

    put(None, "none")
    put(COUNTRY, "country")
    begin = headline_at(scene, number.start)
    for place in _before(scene, number.start, max(begin, spot.sentence.start - _BACK)):
        put(place, "told")
    every = tellings(scene)
    i = bisect_left(every, number.end, key=lambda t: t.start)
    for t in every[i : i + _BEHIND]:
        if t.start < spot.sentence.end:
            put(t.place, "behind")
            if t.group:
                put(t.group, "behind")
    said = [t for t in last.told[-4:] if scene.sentences[t.sentence].end > begin]
    for given, way in () if begin else _of_the_whole(scene):
        put(given, way)
    if said:
        put(said[-1].place, "last")
        for one in said[:-1]:
            put(one.place, "lately")
        first = next((t.place for t in reversed(last.told) if t.sentence == spot.index), None)
        put(first, "first") if first else None
    if who.firms and who.firms[0].paths:
        put(who.firms[0].paths[0], "seat")
    for lower, way in ((who.place, "over rules"), (said[-1].place if said else "", "over last")):
        for higher in above(scene.tree, lower or ""):
            put(higher, way)
    return pool


@remembered
def _before(scene: Scene, end: int, floor: int) -> list[str]:
    """The last places told before ``end`` and behind ``floor``, the nearest first, groups and their members."""
    every = tellings(scene)
    out: dict[str, None] = {}
    i = bisect_left(every, end, key=lambda t: t.start) - 1
    while i >= 0 and len(out) < _TOLD and every[i].start >= floor:
        t, i = every[i], i - 1
        if t.end <= end and t.place not in out:
            out |= dict.fromkeys((t.place, *filter(None, (t.group,)), *t.place.split(";")))
    return list(out)


@remembered
def _of_the_whole(scene: Scene) -> list[tuple[str, str]]:
    """The candidates that every number of a text has."""
    out = [(t.place, "title") for t in tellings(scene)[:3] if t.start < _HEAD]
    out += [(place, f"home.{i}") for i, place in enumerate(scene.home[:2])]
    out += [(place, "often") for place in frequent(scene)]
    deal = deal_place(scene)
    out += [(deal, "deal")] if deal else []
    return out + [(place, "over home") for place in above(scene.tree, scene.home[0] if scene.home else "")]


# ---- features


class _Number(NamedTuple):
    """What the candidates of a number have in common."""

    kind: str
    group: str
    who: str
    context: tuple[str, ...]
    text: tuple[str, ...]
    ruled: str
    ruled_level: str
    ruled_where: str
    way: str
    said: str | None
    same: str


def featured(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, who: About, last: Last
) -> list[Ranked]:
    """Every candidate with its features; ``who`` is what the rules answer, ``last`` what was told before."""
    ruled = who.place or ""
    pool = _collect(scene, spot, number, who, last)
    stands = {place: standing(scene, spot, number.start, place) for place in pool}
    nearest = sorted({s.at for s in stands.values()}, reverse=True)
    where = stands[ruled].where
    said = (last.told[-1].place or "") if last.told else None
    same = "same" if last.told and last.told[-1].sentence == spot.index else "other"
    common = _Number(
        found.frame.kind,
        group_of(found.frame.kind),
        "firm" if who.firms else "thing",
        _context(scene, spot.clause.start, number.start, spot.sentence.start),
        _text(scene),
        ruled,
        level(scene.tree, ruled),
        where,
        where + ".last" if same == "same" and said == ruled else where,
        said,
        same,
    )
    return [
        (place, _parts(scene, place, tuple(ways), stands[place], min(nearest.index(stands[place].at), _LAST), number.start, common))
        for place, ways in pool.items()
    ]  # fmt: skip


_LAST = 4
"""Candidates farther from the number than so many others are all alike."""


def _parts(
    scene: Scene, place: str, ways: tuple[str, ...], stands: Standing, rank: int, start: int, n: _Number
) -> tuple[tuple[str, ...], ...]:
    high, lie, told = level(scene.tree, place), lies(place, n.ruled), stands.telling
    return (
        _in_text(scene, place),
        _come_by(ways),
        _to_rules(lie, n.ruled_level, high, n.way, n.who, n.group, n.ruled_where, stands.where),
        _as_ruled(n.way, n.group, n.who, n.text[0], n.context) if place == n.ruled else (),
        ("first number",)
        if n.said is None
        else _to_last(lies(place, n.said), n.same, stands.where, n.context[0]),
        _stood(stands.where, high, n.kind, n.group, n.who),
        _stood_in(stands.where, high, n.context, n.text),
        _between(told.sort, stands.where, beside(scene, told.start, told.end)) if told else (),
        _far(step(start - stands.at), rank, stands.where) if stands.at >= 0 else (),
    )


@remembered
def _text(scene: Scene) -> tuple[str, ...]:
    """What the text is like."""
    roots = {
        path[:2] for t in tellings(scene) if t.sort in ("ground", "passing") for path in t.place.split(";")
    }
    firms = sum(n.type == "organisation" for n in scene.mentions.names) // 3
    local = OWN_PLACE.search(scene.flat) or OFFICES.search(scene.flat)
    home = "sure" if scene.home and scene.home_sure else "unsure" if scene.home else "homeless"
    return (
        "led" if scene.firm_led else home,
        f"provinces.{min(len(roots), 4)}",
        f"firms.{min(firms, 3)}",
        "local" if local else "not local",
    )


@remembered
def _in_text(scene: Scene, place: str) -> tuple[str, ...]:
    """What a place is to the text."""
    every, spots = tellings(scene), tells(scene).get(place, [])
    grounds = sum(t.sort in ("ground", "wide") for t in spots)
    total = sum(t.sort in ("ground", "wide") for t in every)
    high, text = "level." + level(scene.tree, place), _text(scene)
    home = "home." + lies(place, scene.home[0] if scene.home else "")
    out = [high, home, f"{home}/{text[0]}", f"often.{min(grounds, 4)}"]
    out.append(f"share.{4 * grounds // total}" if total else "share.none")
    if place:
        out.append("unprinted" if not spots else "lead" if spots[0].start < _HEAD else "late")
    if place and place not in (COUNTRY, WORLD):
        own = sum(t.place[:2] == place[:2] for t in every if t.sort == "ground")
        out.append(f"root.{4 * own // max(1, total)}")
    if spots:
        out.append("first." + spots[0].sort)
        if not grounds:
            out.append("never ground")
    out += [f"{high}/{x}" for x in text]
    return (*out, *(f"{home}/{x}" for x in text[1:]))


_OPENS = (
    ("among", re.compile("其中")), ("own.province", re.compile("(?:全|我|本)省")), ("own.city", re.compile("(?:全|我|本)[市州]")),
    ("own.county", re.compile("(?:全|我|本)[县区旗]")), ("company", re.compile("(?:该|本)?(?:公司|企业|集团)")),
    ("project", re.compile("(?:该|本|此)?(?:项目|工程)")), ("this", re.compile("[该此这本其]")),
    ("date", re.compile(r"\d{1,4}年|今年|去年|上半年|前\d|\d{1,2}月|截至|目前|近年|同期|同时")),
    ("named firm", re.compile("[^，。；]{2,12}(?:公司|集团|股份)")),
)  # fmt: skip
_ANY_OPENS = re.compile("|".join(pattern.pattern for _, pattern in _OPENS))
"""Most clauses open in none of these ways."""
_SITE = re.compile("项目|基地|工厂|园区|工程")
_COUNTRY = re.compile("我国|全国|国内")


@remembered
def _context(scene: Scene, clause: int, end: int, sentence: int) -> tuple[str, ...]:
    """What the clause and the sentence say before the number."""
    flat = scene.flat
    own = OWN_PLACE.search(flat, clause, end)
    return (
        next((n for n, p in _OPENS if p.match(flat, clause)), "noun")
        if _ANY_OPENS.match(flat, clause)
        else "noun",
        "own." + own[0][1] if own else "no own",
        f"sentence.{min(len(scene.grounds(sentence, end)), 2)}",
        "named" if scene.names(clause, end, "organisation") else "not named",
        "site" if _SITE.search(flat, clause, end) else "no site",
        "wide" if _COUNTRY.search(flat, sentence, end) else "not wide",
    )


@lru_cache(maxsize=4096)
def _come_by(ways: tuple[str, ...]) -> tuple[str, ...]:
    return (*("way." + w for w in ways), *(("only." + ways[0],) if len(ways) == 1 else ()))


@lru_cache(maxsize=8192)
def _to_rules(
    lie: str, ruled: str, high: str, way: str, who: str, group: str, its: str, where: str
) -> tuple[str, ...]:
    """How a place lies to the rules' answer, and what that is."""
    beside_it = (ruled, "as " + high, way, who, group, "of " + its, where)
    return ("lies." + lie, *(f"lies.{lie}/{x}" for x in beside_it))


@lru_cache(maxsize=4096)
def _as_ruled(way: str, group: str, who: str, text: str, context: tuple[str, ...]) -> tuple[str, ...]:
    return ("rules/" + way, *(f"rules/{way}/{x}" for x in (group, who, text, *context)))


@lru_cache(maxsize=4096)
def _to_last(lie: str, same: str, where: str, opens: str) -> tuple[str, ...]:
    """How a place lies to that of the number before, of the same sentence or another."""
    name = f"last.{lie}.{same}"
    return name, f"{name}/{where}", f"{name}/{opens}"


@lru_cache(maxsize=8192)
def _stood(where: str, high: str, kind: str, group: str, who: str) -> tuple[str, ...]:
    of = (group, who, kind)
    return (
        where, f"{where}/as {high}", *(f"{where}/{x}" for x in of), *(f"level.{high}/{x}" for x in of),
        f"level.{high}/{who}/{group}",
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _stood_in(where: str, high: str, context: tuple[str, ...], text: tuple[str, ...]) -> tuple[str, ...]:
    return (*(f"{where}/{x}" for x in (*context, *text)), *(f"level.{high}/{x}" for x in context))


@lru_cache(maxsize=8192)
def _between(sort: str, where: str, letters: tuple[str, ...]) -> tuple[str, ...]:
    return ("sort." + sort, f"sort.{sort}/{where}", *letters, *(f"{x}/{where}" for x in letters[:3]))


@lru_cache(maxsize=1024)
def _far(step: int, rank: int, where: str) -> tuple[str, ...]:
    return f"far.{step}", f"rank.{rank}", f"rank.{rank}/{where}"


# ---- score


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weight of every feature."""
    return {name: float(weight) for name, weight in read_pairs("place_weights.csv")}


@lru_cache(maxsize=16384)
def weighed(part: tuple[str, ...]) -> float:
    get = weights().get
    return sum(map(get, part, repeat(0.0)))
