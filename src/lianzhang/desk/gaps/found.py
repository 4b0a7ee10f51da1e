"""Gaps of a place by link of the chain: what its plants need and do not find there, in own unit, tonnes, GWh-equivalents and CNY.

    need   = Σ over plants of the place: output × use per unit, one step back          (the needs of its downstream capacity)
    supply = Σ over plants of the place: output
    gap    = need − supply; coming = Σ expected output of the pipeline of the place; left = gap − coming

A gap is no fault: places are open and goods are bought. It says what could be attracted. What is to be done:
``建链`` the place makes none of it; ``补链`` it makes too little; ``强链`` it has enough, all of it from one plant; ``延链`` it has more than it
takes, and what comes next in the chain is not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lianzhang.balance import Plant, add, gaps, in_unit, measured, plant_inputs, subtract, supplies
from lianzhang.chain import Catalogue, catalogue, segment_tree
from lianzhang.core import InputError, Quantity, Text
from lianzhang.desk.gaps.firms import Candidate, FirmNote, candidates
from lianzhang.desk.grouping import Level, commodity_named, place_at
from lianzhang.desk.pipeline import Coming
from lianzhang.ledger.project import ProjectRecord

__all__ = ["Answer", "ChainGap", "find_gaps", "plants_of"]

Kind = Literal["建链", "补链", "延链", "强链"]
RUNNING = ("投产", "达产")
_MEASURES = ("tonnes", "gwh", "cny")


@dataclass(frozen=True)
class Answer:
    """What the plan says of a commodity at a place in a year, in the commodity's unit: ``build`` a plant of so much a year, ``buy`` so
    much from outside, or ``lack`` it.
    """

    place: str
    commodity: str
    year: int
    quantity: Quantity
    how: Literal["build", "buy", "lack"] = "build"


@dataclass(frozen=True)
class ChainGap:
    """One link of the chain at a place. ``short`` by measure (tonnes, gwh, cny), below zero what is left over; ``coming`` and
    ``left`` in GWh-equivalents where the link has them, else tonnes; ``users`` the plants that need it, ``makers`` those that make it.
    """

    place: str
    segment: str
    name: Text
    kind: Kind
    why: Text
    need: Mapping[str, Quantity]
    supply: Mapping[str, Quantity]
    short: Mapping[str, Quantity]
    coming: Quantity | None
    left: Quantity | None
    users: tuple[str, ...]
    makers: tuple[str, ...]
    plan: tuple[Answer, ...] = ()
    firms: tuple[Candidate, ...] = ()

    @property
    def origin(self) -> str:
        """Its name among matters: the same gap of the same place has the same."""
        return f"gap:{self.place}:{self.segment}"


def plants_of(
    projects: Iterable[ProjectRecord], level: Level = "county", of: Catalogue | None = None
) -> tuple[Plant, ...]:
    """Plants that run by the register: stage 投产 or 达产, with a capacity of a known product."""
    of = of or catalogue()
    found = []
    for p in projects:
        commodity = commodity_named(p)
        basis = p.basis.get("capacity")
        if (
            p.stage not in RUNNING
            or commodity is None
            or p.capacity is None
            or not p.capacity_unit
            or basis is None
        ):
            continue
        try:
            held = in_unit(
                Quantity(p.capacity, p.capacity_unit.removesuffix("/a"), basis), of.unit(commodity), p.name
            )
        except InputError:
            continue
        found.append(Plant(place_at(p.place, level), 0, commodity, held, name=p.name))
    return tuple(found)


def find_gaps(
    plants: Iterable[Plant],
    coming: Iterable[Coming] = (),
    plan: Iterable[Answer] = (),
    notes: Iterable[FirmNote] = (),
    owners: Mapping[str, str] | None = None,
    of: Catalogue | None = None,
) -> tuple[ChainGap, ...]:
    """Gaps of every place that has plants, largest first within a place. Years of plants are set aside: all run at once.

    ``owners`` maps a plant's name to its firm, so that candidates that sell to it are found.
    """
    of = of or catalogue()
    at_once = [replace(p, year=0) for p in plants]
    pipeline, answers, firms = tuple(coming), tuple(plan), tuple(notes)
    held, tree = supplies(of, at_once), segment_tree(of)
    told: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        told[tree.of_commodity(answer.commodity).id].append(answer)
    made: list[ChainGap] = []
    for place in sorted({p.place for p in at_once}):
        need, supply = plant_inputs(held, place, 0), held.at(place, 0)
        here = [p for p in at_once if p.place == place]
        for segment, short in _shorts(of, need, supply).items():
            row = _row(
                of, place, segment, here, (need, supply, short), [c for c in pipeline if c.place == place]
            )
            if row is None:
                continue
            inside = tuple(a for a in told.get(segment, ()) if a.place.startswith(place))
            buyers = frozenset(owners[u] for u in row.users if owners and u in owners)
            some = candidates(firms, segment, place, buyers) if row.kind in ("建链", "补链", "强链") else ()
            made.append(replace(row, plan=inside, firms=some))
    return tuple(made)


def _shorts(
    of: Catalogue, need: Mapping[str, Quantity], supply: Mapping[str, Quantity]
) -> dict[str, dict[str, Quantity]]:
    found: dict[str, dict[str, Quantity]] = defaultdict(dict)
    for measure in _MEASURES:
        for gap in gaps(of, need, supply, measure):  # type: ignore[arg-type]
            found[gap.segment]
            if gap.gap is not None:
                found[gap.segment][measure] = gap.gap
    return dict(found)


def _sides(of: Catalogue, members: Sequence[str], amounts: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """A side of the balance in every measure in which all its goods can be told."""
    some = {c: q for c, q in amounts.items() if c in members}
    found = {}
    for measure in _MEASURES:
        parts = [(str(of.name(c)), measured(of, c, q, measure)) for c, q in some.items()]  # type: ignore[arg-type]
        known = [(n, q) for n, q in parts if q is not None]
        if known and len(known) == len(parts):
            found[measure] = (
                known[0][1]
                if len(known) == 1
                else add(known[0][1].unit, Text("各物料之和", "sum over goods"), known)
            )
    return found


_Balance = tuple[Mapping[str, Quantity], Mapping[str, Quantity], Mapping[str, Quantity]]


def _row(
    of: Catalogue,
    place: str,
    segment: str,
    plants: Sequence[Plant],
    balance: _Balance,
    pipeline: Sequence[Coming],
) -> ChainGap | None:
    node = segment_tree(of)[segment]
    need, supply = (_sides(of, node.commodities, side) for side in balance[:2])
    short = balance[2]
    measure = next((m for m in ("gwh", "tonnes", "cny") if m in short), None)
    if measure is None:
        return None
    gap = short[measure]
    makers = tuple(p.name for p in plants if p.commodity in node.commodities)
    users = tuple(p.name for p in plants if _takes(of, p, node.commodities))
    some = [c for c in pipeline if c.commodity in node.commodities and c.unit.stage not in RUNNING]
    parts = [(c.unit.project.name, measured(of, c.commodity, c.expected, measure)) for c in some]  # type: ignore[arg-type]
    known = [(n, q) for n, q in parts if q is not None]
    coming = add(gap.unit, Text("在手项目预期产出之和", "expected of the pipeline"), known) if known else None
    left = (
        subtract(gap.unit, Text("缺口 − 在手", "gap − coming"), ("gap", gap), ("coming", coming))
        if coming
        else gap
    )
    judged = _kind(of, segment, gap, makers, users, plants, coming)
    if judged is None:
        return None
    return ChainGap(place, segment, node.name, *judged, need, supply, short, coming, left, users, makers)


def _takes(of: Catalogue, plant: Plant, goods: Sequence[str]) -> bool:
    from lianzhang.balance.supply import inputs_of
    from lianzhang.chain import default_routes

    process = plant.process or default_routes(of).get(plant.commodity)
    return process is not None and any(c in goods for c, _ in inputs_of(of, process))


def _kind(
    of: Catalogue, segment: str, gap: Quantity, makers: Sequence[str], users: Sequence[str], plants: Sequence[Plant], coming: Quantity | None
) -> tuple[Kind, Text] | None:  # fmt: skip
    if gap.value is None:
        return None
    if users and not makers:
        more = Text("，在手项目可补一部分或全部", "; the pipeline brings some") if coming else Text("", "")
        return "建链", Text(f"本地有需求而没有产能{more.zh}", f"needed here and made by nobody{more.en}")
    if users and gap.value > 0:
        return "补链", Text("本地产能小于本地需求", "less is made here than is needed")
    if users and len(makers) == 1:
        return "强链", Text("供给只靠一家", "supplied by a single plant")
    if makers and not users and _next(of, plants, segment):
        return "延链", Text(
            "产品全部外销，本地没有下游环节", "all of it leaves; nobody here takes it further"
        )
    return None


def _next(of: Catalogue, plants: Sequence[Plant], segment: str) -> bool:
    """Whether something in the chain takes these goods further at all (vehicles and scrap end it)."""
    made = {p.commodity for p in plants} & set(segment_tree(of)[segment].commodities)
    taken = {of.commodities.ids[c] for c, q in zip(of.flows.commodity, of.flows.quantity) if q < 0}
    return bool(made & taken)
