"""The best of the subjects that a number may have, by a log-linear score whose weights were learnt from keyed documents.

A candidate's features are words: how it was found (``told.first``), what it looks like (``verb.first``), where it stands
(``in.previous``), the letters about it, what it shares with the rules' answer and how it stands to that, what lies between it and the
number and what the text makes of it (:mod:`lianzhang.evidence.subjects.between`), and some of these together with the kind of candidate or of
statement (``thing/works``). Its score is the sum of their weights in ``data/subject_weights.csv``; ``tools/train_subjects.py`` learns
them. What the rules answer is a candidate too.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from lianzhang.evidence.claims.about import About
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.lexicon.tables import read_pairs
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, in_paragraph
from lianzhang.evidence.subjects.between import LONG, OFTEN, between, in_text, lately, steps, told_of
from lianzhang.evidence.subjects.candidates import UNCLEAN, Candidate, Pool, collect
from lianzhang.evidence.subjects.facets import ownerless
from lianzhang.evidence.subjects.looks import form, kind_of, look
from lianzhang.evidence.subjects.shape import shaped
from lianzhang.evidence.subjects.standing import Around, Standing, around_of, shared, standing, step, told

__all__ = ["Ranked", "featured", "weighed", "weights"]

Ranked = tuple[Candidate, list[tuple[str, ...]]]
"""A candidate with its features, in parts that many candidates share, so that each part is weighed once."""


class _Number(NamedTuple):
    """What the candidates of a number have in common: its place in the text, its statement, the rules' answer, the number before it."""

    start: int
    clause: int
    around: Around
    ruled: str
    way: str
    by: str
    ownerless: bool
    before: str


def _ruled(spot: Spot, who: About) -> tuple[str, str]:
    """What the rules answer, and by which of their ways."""
    if not who.firms:
        return who.subject, "rules.inherited" if who.inherited else "rules.phrase"
    start = who.firms[0].start
    where = "clause" if start >= spot.clause.start else "sentence" if start >= spot.sentence.start else "far"
    return who.firms[0].name, "rules.firm." + where


def featured(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, who: About, last: Last
) -> list[Ranked]:
    """Every candidate with its features; ``who`` is what the rules answer, ``last`` what was told before."""
    pool = _in_shape(scene, collect(scene, spot, number, found, last.told))
    ruled, way = _ruled(spot, who)
    pool.put(ruled, "rules", tuple(who.firms))
    around = around_of(scene, spot, number, found)
    alone = not who.firms and not spot.part and ownerless(scene, spot, number, ruled, who.place)
    said = last.told[-1] if last.told else None
    before = (said.firms[0].name if said.firms else said.subject) if said else ""
    common = _Number(number.start, spot.clause.start, around, ruled, way, who.by, alone, before)
    stands = [standing(scene, spot, number, c.text, around) for c in pool.values()]
    nearest = sorted({s.at for s in stands}, reverse=True)
    at = next((s.at for c, s in zip(pool.values(), stands, strict=True) if "rules" in c.ways), -1)
    begins, before_it = _begins(scene, spot), lately(last, spot, number)
    out: list[Ranked] = []
    for c, s in zip(pool.values(), stands, strict=True):
        firm = bool(c.firms)
        out.append(
            (
                c,
                [
                    *_own(scene, c, common),
                    *_placed(c, s, min(nearest.index(s.at), _LAST), common),
                    between(scene, spot, number, s.at, c.text, firm),
                    in_text(scene, c.text, firm, around.group, around.kind, number.unit),
                    told_of(before_it, c.text, around.group, firm),
                    _against(scene, c, s.at, at, bool(who.firms), common, begins),
                ],
            )
        )
    return out


def _begins(scene: Scene, spot: Spot) -> tuple[int, int]:
    """Where the sentence and its paragraph begin."""
    return spot.sentence.start, in_paragraph(scene, spot.sentence.paragraph)[0].start


def _against(
    scene: Scene, c: Candidate, at: int, its: int, firm_ruled: bool, number: _Number, begins: tuple[int, int]
) -> tuple[str, ...]:
    """How a candidate stands to the rules' answer, which stands at ``its``; what it opens."""
    firm = bool(c.firms)
    opens = (at == begins[0], at == begins[1])
    place = at >= 0 and any(p.start == at for p in scene.places(at, at + len(c.text)))
    kind = "firm" if firm else kind_of(c.text)
    near = "" if "rules" in c.ways else "nearer" if at > its else "farther" if at < its else "there"
    size = (steps(len(c.text), LONG), steps(scene.flat.count(c.text), OFTEN)) if not near else (0, 0)
    return _set_against(opens, place, kind, firm, near, firm_ruled, number.by, number.around.group, size)


@lru_cache(maxsize=16384)
def _set_against(
    opens: tuple[bool, bool], place: bool, kind: str, firm: bool, near: str, ruled: bool, by: str, group: str, size: tuple[int, int]
) -> tuple[str, ...]:  # fmt: skip
    who = "firm" if firm else "phrase"
    out = (f"opens sentence.{opens[0]}/{who}", f"opens paragraph.{opens[1]}/{who}", f"place.{place}/{kind}")
    if near:
        its = "firm" if ruled else "phrase"
        return (*out, f"{its}>{who}/{group}", f"{near}/{who}", f"not {by}/{kind}")
    return (
        *out,
        f"ruled/{group}",
        f"ruled/{group}/{kind}",
        f"ruled.long.{size[0]}",
        f"ruled.often.{size[1]}/{kind}",
    )


_LAST = 4
"""Candidates farther from the number than so many others are all alike."""


def _in_shape(scene: Scene, pool: Pool) -> Pool:
    """The candidates as subjects may stand, without those that a preposition governs."""
    out = Pool()
    for c in pool.values():
        text, firm = (c.text, None) if c.firms else shaped(scene, c.text)
        if firm is None and text == c.text and not text.endswith(UNCLEAN):
            out.join(c)
            continue
        for way in c.ways:
            out.put(text, way, (firm,) if firm else c.firms)
    return out


# ---- features


def _own(scene: Scene, c: Candidate, number: _Number) -> list[tuple[str, ...]]:
    """What a candidate is, wherever it stands."""
    firm, around = bool(c.firms), number.around
    kind, bad, _ = form(scene, c.text, firm)
    out: list[tuple[str, ...]] = [
        look(scene, c.text, firm),
        (*sorted(c.ways),),  # in one order, so that sums of them are the same in every run
        _in_context(kind, around.context),
        _worded(c.text, number.ruled, number.before),
    ]
    if "rules" in c.ways:
        fit = "ownerless" if number.ownerless else "bad" if bad else "fine"
        out.append(
            (number.way, "rules/" + fit, f"rules/{fit}/{kind}", "by." + number.by, f"by.{number.by}/{fit}")
        )
        if len(c.ways) == 1:
            out.append(("rules alone", "rules alone/" + fit))
    if firm:
        out.append((("main/" if c.text == scene.main_firm else "not.main/") + around.shape,))
    return out


@lru_cache(maxsize=4096)
def _in_context(kind: str, context: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{kind}/{name}" for name in context)


@lru_cache(maxsize=8192)
def _worded(text: str, ruled: str, before: str) -> tuple[str, ...]:
    """The letters of a candidate, and what it shares with the rules' answer and with the subject of the number before."""
    out = [
        "^" + told(text[:2]),
        "$" + told(text[-2:]),
        f"as.ruled.{shared(text, ruled)}",
        f"as.before.{shared(text, before)}",
    ]
    if text in ruled:
        out.append("in.ruled")
    if ruled in text:
        out.append("holds.ruled")
    return tuple(out)


def _placed(c: Candidate, s: Standing, rank: int, number: _Number) -> tuple[tuple[str, ...], ...]:
    """Where a candidate stands."""
    firm = bool(c.firms)
    kind = "firm" if firm else "phrase"
    far = -1 if s.at < 0 else step(number.start - s.at)
    ahead = step(s.at - number.clause) if s.at >= number.clause else -1
    return (
        _beside((s.where, *s.beside), kind, number.around.kind, number.around.opens),
        _lettered(s.letters, kind),
        _away(far, ahead, rank, s.where, kind),
    )


@lru_cache(maxsize=8192)
def _away(far: int, ahead: int, rank: int, where: str, kind: str) -> tuple[str, ...]:
    """How far a candidate stands from the number and behind the head of the clause, in steps (-1: not at all)."""
    return (
        "far.none" if far < 0 else f"far.{far}",
        "ahead.none" if ahead < 0 else f"ahead.{ahead}",
        f"rank.{rank}",
        f"rank.{rank}/{where}/{kind}",
    )


@lru_cache(maxsize=8192)
def _beside(stands: tuple[str, ...], kind: str, statement: str, opens: str) -> tuple[str, ...]:
    return (
        *stands,
        *(f"{s}/{kind}" for s in stands),
        *(f"{s}/{opens}" for s in stands[:2]),
        f"{stands[0]}/{kind}/{statement}",
        f"{stands[0]}/{kind}/{opens}",
        f"{kind}/{statement}",
    )


@lru_cache(maxsize=8192)
def _lettered(letters: tuple[str, ...], kind: str) -> tuple[str, ...]:
    return (*letters, *(f"{x}/{kind}" for x in letters[:2]))


# ---- score


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weight of every feature."""
    return {name: float(weight) for name, weight in read_pairs("subject_weights.csv")}


@lru_cache(maxsize=16384)
def weighed(part: tuple[str, ...]) -> float:
    get = weights().get
    return sum(map(get, part, repeat(0.0)))
