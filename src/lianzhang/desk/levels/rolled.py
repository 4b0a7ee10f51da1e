"""Figures of every level, each counted once: province, prefecture, county, park.

figure of a place = Σ figures of the places in it + what is laid to the place itself and to nothing within it
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lianzhang.balance import add
from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text, place_tree
from lianzhang.desk.grouping import NO_PLACE, place_named
from lianzhang.desk.pipeline import Counted, Unit

__all__ = ["Node", "roll_levels"]

_TREE_LEVELS = ("province", "prefecture", "county")


@dataclass(frozen=True)
class Node:
    """A place or park: ``depth`` 0 for the whole, 1 for a province …; what lies within it in all, and ``own`` what is laid to it
    alone. Money in CNY; None where nothing is known.
    """

    name: str
    level: str
    depth: int
    projects: Quantity
    total: Quantity | None
    completed: Quantity | None
    matters: Quantity
    own: Quantity


def _chain(unit: Unit, parks: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """The places that a unit lies in, largest first: (name, level)."""
    tree = place_tree()
    text = unit.project.place
    found = place_named(text) if text else None
    if found is None:
        return ((text or str(NO_PLACE), "place"),)
    chain = [(tree.path(p.key), p.level) for p in tree.ancestors(found.key) if p.level in _TREE_LEVELS]
    if park := parks.get(unit.project.id):
        chain.append((park, "park"))
    return tuple(chain)


def roll_levels(
    counted: Counted, matters: Iterable[str | None] = (), parks: Mapping[int, str] | None = None
) -> tuple[Node, ...]:
    """The whole, then every place in the order of the tree. ``matters``: the places of open matters; ``parks``: project id → park."""
    held: dict[tuple[tuple[str, str], ...], list[Unit]] = {}
    for unit in counted.units:
        held.setdefault(_chain(unit, parks or {}), []).append(unit)
    where: dict[tuple[tuple[str, str], ...], int] = {}
    for place in matters:
        key = _matter_chain(place)
        where[key] = where.get(key, 0) + 1
    keys = {key[:n] for key in (*held, *where) for n in range(len(key) + 1)} | {()}
    rows = []
    for key in sorted(keys):
        inside = [u for k, units in held.items() if k[: len(key)] == key for u in units]
        own = held.get(key, [])
        asked = sum(n for k, n in where.items() if k[: len(key)] == key)
        name, level = key[-1] if key else (str(Text("合计", "all")), "all")
        rows.append(
            Node(
                name, level, len(key), _count(inside, Text("项目数（各期只计一次）", "projects, phases once")),
                _sum(inside, "total", Text("总投资之和", "Σ total investment")),
                _sum(inside, "completed", Text("累计完成之和", "Σ completed")),
                Quantity(Decimal(asked), "count", AssumptionBasis(Text("未答复的交办事项", "open matters"), "register of matters")),
                _count(own, Text("登记在本级、未落到下级的项目", "projects laid to this level alone")),
            )
        )  # fmt: skip
    return tuple(rows)


def _matter_chain(text: str | None) -> tuple[tuple[str, str], ...]:
    tree = place_tree()
    found = place_named(text) if text else None
    if found is None:
        return ()
    return tuple((tree.path(p.key), p.level) for p in tree.ancestors(found.key) if p.level in _TREE_LEVELS)


def _count(units: Sequence[Unit], text: Text) -> Quantity:
    blank = AssumptionBasis(Text("项目库登记，总投资未填", "register: no total"))
    some = [u for u in units if u.counts]
    inputs = tuple((u.project.name, u.total or Quantity(None, "CNY", blank)) for u in some)
    return Quantity(Decimal(len(some)), "count", FormulaBasis(text, inputs))


def _sum(units: Sequence[Unit], name: str, text: Text) -> Quantity | None:
    known = [
        (u.project.name, q) for u in units if (q := getattr(u, name)) is not None and q.value is not None
    ]
    if not known:
        return None
    total = add("CNY", text, known)
    return Quantity(total.value, "CNY", total.basis)
