"""Time lines: what all documents say of one entity, in the order in which it happened.

Every entry is a fact with all its sources; rival facts stand side by side. A fact without a time stands where it was published,
and says so. ``steps`` are the moments at which a thing goes further: planned, signed, under construction, running.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lianzhang.core import PeriodError, period
from lianzhang.evidence.claims.thing import thing_of
from lianzhang.reconcile.facts import Entity, Fact
from lianzhang.reconcile.names import clean_name

__all__ = ["Entry", "Step", "TimeLine", "time_line", "time_lines"]

_RANK = {
    "proposed": 1,
    "forecast": 1,
    "target": 1,
    "planned": 1,
    "signed": 2,
    "under_construction": 3,
    "actual": 4,
}
_STATES = ("", "planned", "signed", "under_construction", "actual")
_OF_WORKS = frozenset({"project", "capacity", "production", "recycling"})
"""Kinds whose modality tells how far a thing is; that an investment is actual does not say that anything runs."""
_EARLY = {"谋划": 1, "洽谈": 1, "签约": 2, "开工": 3, "在建": 3, "投产": 4, "达产": 4}
"""Stages that outrank the modality: a project that has broken ground is no running plant."""
_LEAST_NAME = 4
"""Characters of a name that may be found within another (the firm in the name of its project)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact of the line; ``role``: subject, object, issuer-like part it plays, or ``name`` where its name stands in the subject's.
    ``time`` orders it: the fact's, else the day it was ``published`` (then ``dated`` is false)."""

    fact: Fact
    role: str
    time: str | None
    dated: bool
    backward: bool = False
    """of works: a later time with an earlier state than was said before"""


@dataclass(frozen=True, slots=True)
class Step:
    """From ``time`` on a ``thing`` is said to be ``state`` (planned, signed, under_construction, actual), by ``fact``."""

    time: str | None
    thing: str
    state: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The line of an entity; ``names`` are all under which it was sought."""

    entity: Entity
    names: tuple[str, ...]
    entries: tuple[Entry, ...]
    steps: tuple[Step, ...]


def _days(text: str | None) -> tuple[str, str]:
    """Last and first day as ISO text, to order by: what is said of a year is whole at its end. What has no time comes last."""
    if text is None:
        return "9999", "9999"
    try:
        found = period(text)
    except PeriodError:
        return "9999", "9999"
    return found.last.isoformat(), found.first.isoformat()


def _role(fact: Fact, names: Sequence[str]) -> str | None:
    for role, said in (("subject", fact.subject), ("object", fact.object)):
        if said is not None and thing_of(clean_name(said))[0] in names:
            return role
    subject = clean_name(fact.subject) if fact.subject else ""
    if any(len(n) >= _LEAST_NAME and subject.startswith(n) for n in names):
        return "name"
    return None


def _rank(fact: Fact) -> int:
    stage = next((r for word, r in _EARLY.items() if fact.stage and word in fact.stage), None)
    return stage or _RANK.get(fact.modality, 0)


def _thing(fact: Fact) -> str:
    return fact.item or "、".join(fact.items) or clean_name(fact.subject or "")


def time_line(entity: Entity, facts: Iterable[Fact], published: Mapping[str, str] | None = None) -> TimeLine:
    """The line of one entity. ``published`` gives the day of publication by claim id, where it is known."""
    names = tuple(dict.fromkeys((clean_name(entity.name), *(a for a, _ in entity.aliases))))
    known = published or {}
    entries = []
    for fact in facts:
        role = _role(fact, names)
        if role is None:
            continue
        days = sorted(known[c] for c in fact.claims if c in known)
        time = fact.time or (days[0] if days else None)
        entries.append(Entry(fact, role, time, fact.time is not None))
    entries.sort(key=lambda e: (*_days(e.time), e.fact.kind, e.fact.subject or "", e.fact.id))
    marked, steps = _steps(entries)
    return TimeLine(entity, names, marked, steps)


def _steps(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Step, ...]]:
    best: dict[str, int] = defaultdict(int)
    marked, steps = [], []
    for entry in entries:
        fact, rank = entry.fact, _rank(entry.fact)
        backward = False
        if fact.kind in _OF_WORKS and rank:
            thing = _thing(fact)
            if rank > best[thing]:
                best[thing] = rank
                steps.append(Step(entry.time, thing, _STATES[rank], fact))
            elif 1 < rank < best[thing]:
                backward = True
        marked.append(entry if not backward else Entry(fact, entry.role, entry.time, entry.dated, backward))
    return tuple(marked), tuple(steps)


def time_lines(
    entities: Iterable[Entity],
    facts: Sequence[Fact],
    published: Mapping[str, str] | None = None,
    *,
    most: int = 30,
) -> tuple[TimeLine, ...]:
    """The lines worth showing: firms, projects and parks with entries of two times or more, or
    that went further between two publications, those with most entries first.

    Facts are found by the names they bear, so that the work grows with the facts and not with facts times entities.
    """
    by_name: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        said = {thing_of(clean_name(n))[0] for n in (fact.subject, fact.object) if n}
        for name in said:
            by_name[name].append(fact)
            for at in range(_LEAST_NAME, min(len(name), 40)):
                by_name[name[:at]].append(fact)
    lines = []
    for entity in entities:
        if entity.type not in ("organisation", "project", "park"):
            continue
        names = dict.fromkeys((clean_name(entity.name), *(a for a, _ in entity.aliases)))
        own = {f.id: f for n in names for f in by_name.get(n, ())}
        if len(own) < 2:
            continue
        line = time_line(entity, own.values(), published)
        times = {e.fact.time for e in line.entries if e.dated}
        if len(times) >= 2 or len({s.time for s in line.steps if s.time}) >= 2:
            lines.append(line)
    lines.sort(key=lambda line: (-len(line.entries), line.entity.name))
    return tuple(lines[:most])
