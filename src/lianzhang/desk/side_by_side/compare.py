"""Places side by side on one indicator, unit, year and scope (口径); what is not comparable stands apart with the reason.

The base of an indicator is the scope and time on which most places have a fact (the latest where several have as many). A figure joins
it only with the same scope, the same time, a unit that converts, and a place of the same level; targets, plans and forecasts never do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lianzhang.audit.figures import converted
from lianzhang.audit.goods import catalogue_commodities
from lianzhang.balance import divide
from lianzhang.core import Quantity, Text, place_tree
from lianzhang.desk.grouping import place_named
from lianzhang.desk.side_by_side.points import Point

__all__ = ["Apart", "Indicator", "Place", "compare", "full_names"]


@dataclass(frozen=True)
class Place:
    """A place that compares: its figure in the unit of the base, its rank (1 the largest), and its share of the largest in %."""

    place: str
    quantity: Quantity
    rank: int
    of_largest: Quantity | None


@dataclass(frozen=True)
class Apart:
    """A figure that does not join the comparison, and why."""

    place: str
    quantity: Quantity
    time: str | None
    scope: str
    reasons: tuple[Text, ...]


@dataclass(frozen=True)
class Indicator:
    """One indicator on its base; ``apart`` what does not compare, ``without`` the places asked for that have no figure at all."""

    measure: str
    what: Text
    scope: str
    time: str | None
    unit: str
    places: tuple[Place, ...]
    apart: tuple[Apart, ...]
    without: tuple[str, ...]


def _goods(commodity: str | None) -> str | None:
    known = catalogue_commodities().get(commodity or "")
    return known.stage if known is not None else commodity


def _lasting(text: str) -> str:
    """A unit without the mark of a year: capacity a year and output of a year are told apart by the measure."""
    return text.removesuffix("/a")


def _in(quantity: Quantity, unit: str) -> Quantity | None:
    return converted(
        Quantity(quantity.value, _lasting(quantity.unit), quantity.basis, quantity.low, quantity.high),
        _lasting(unit),
    )


def compare(
    points: Iterable[Point], places: Sequence[str] = (), *, level: str | None = None, measure: str | None = None, year: int | None = None
) -> tuple[Indicator, ...]:  # fmt: skip
    """Indicators on which at least two places have a figure, those with the most comparable places first.

    ``places`` full names (all, when empty); ``level`` the level that is compared when no places are named; ``measure`` an id or a word
    of its name; ``year`` the base's year, where one is wanted.
    """
    groups: dict[tuple[str, str | None], list[Point]] = defaultdict(list)
    for p in points:
        if (not places or p.place in places) and (measure is None or _named(p, measure)):
            groups[p.measure, _goods(p.commodity)].append(p)
    made = []
    for some in groups.values():
        if len({p.place for p in some}) < 2:
            continue
        found = _indicator(some, places, level, year)
        if found is not None:
            made.append(found)
    return tuple(sorted(made, key=lambda i: (-len(i.places), i.measure, i.what.zh)))


def _named(point: Point, measure: str) -> bool:
    return (
        measure == point.measure or measure in point.what.zh or measure.casefold() in point.what.en.casefold()
    )


def _base(points: Sequence[Point], level: str | None, year: int | None) -> tuple[str, str] | None:
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    for p in points:
        if (
            p.kind == "actual"
            and p.whole
            and p.time is not None
            and p.quantity.value is not None
            and (level is None or p.level == level)
            and year in (None, p.year)
        ):
            held[p.scope, p.time].add(p.place)
    if not held:
        return None
    return max(held, key=lambda k: (len(held[k]), k[1], k[0]))


def _indicator(
    points: Sequence[Point], places: Sequence[str], level: str | None, year: int | None
) -> Indicator | None:
    base = _base(points, None if places else level, year)
    if base is None:
        return None if year is not None else _nothing_joins(points, places)
    scope, time = base
    fits = [
        p
        for p in points
        if (p.scope, p.time, p.kind) == (scope, time, "actual") and p.quantity.value is not None
    ]
    unit = _lasting(fits[0].quantity.unit)
    levels = {p.level for p in fits}
    wanted = (
        level
        if not places and level in levels
        else max(levels, key=lambda x: sum(p.level == x for p in fits))
    )
    joined: dict[str, list[Quantity]] = defaultdict(list)
    apart = []
    for p in points:
        reasons = _reasons(p, scope, time, unit, wanted)
        held = _in(p.quantity, unit) if not reasons else None
        if held is None:
            apart.append(Apart(p.place, p.quantity, p.time, p.scope, reasons))
        elif all(held.value != q.value for q in joined[p.place]):
            joined[p.place].append(held)
    for where in [w for w, some in joined.items() if len(some) > 1]:
        rival = Text("同一口径有不同数值，须先核实", "rival figures of the same scope: to be settled first")
        apart += [Apart(where, q, time, scope, (rival,)) for q in joined.pop(where)]
    without = tuple(w for w in places if w not in {p.place for p in points})
    first = points[0]
    what = next((p.what for p in fits), first.what)
    return Indicator(
        first.measure,
        what,
        scope,
        time,
        unit,
        _ranked({w: q[0] for w, q in joined.items()}),
        tuple(apart),
        without,
    )


def _nothing_joins(points: Sequence[Point], places: Sequence[str]) -> Indicator:
    """No place has a fact of a whole year: all stands apart."""
    first = points[0]
    apart = tuple(
        Apart(
            p.place,
            p.quantity,
            p.time,
            p.scope,
            _of_itself(p) or (Text("没有可作基准的实际数", "no actual figure to compare with"),),
        )
        for p in points
    )
    without = tuple(w for w in places if w not in {p.place for p in points})
    return Indicator(first.measure, first.what, "", None, _lasting(first.quantity.unit), (), apart, without)


_NOT_ACTUAL = {
    "forecast": Text("预计数，不是实际数", "a forecast, not a fact"), "target": Text("目标值，不是实际数", "a target, not a fact"),
    "planned": Text("规划数，不是实际数", "planned, not a fact"), "other": Text("不是现状数", "not a state that is"),
}  # fmt: skip


def _of_itself(point: Point) -> tuple[Text, ...]:
    found = []
    if point.kind != "actual":
        found.append(_NOT_ACTUAL[point.kind])
    if point.quantity.value is None:
        found.append(Text("数值缺失", "the number is lost"))
    if point.time is None:
        found.append(Text("未注明时间", "no time given"))
    if not point.whole:
        found.append(Text("不是全年数", "not of a whole year"))
    return tuple(found)


def _reasons(point: Point, scope: str, time: str | None, unit: str, level: str | None) -> tuple[Text, ...]:
    found = list(_of_itself(point))
    if point.level != level:
        found.append(Text("地区层级不同", "a place of another level"))
    if point.scope != scope:
        found.append(Text("口径不同", "another scope"))
    if point.time is not None and point.time != time:
        found.append(Text("时间不同", "another time"))
    if point.quantity.value is not None and _in(point.quantity, unit) is None:
        found.append(Text("计量单位不能换算", "a unit that does not convert"))
    return tuple(found)


def _ranked(held: dict[str, Quantity]) -> tuple[Place, ...]:
    ordered = sorted(held.items(), key=lambda x: (-(x[1].value or Decimal(0)), x[0]))
    most = ordered[0][1] if ordered else None
    made: list[Place] = []
    for i, (where, q) in enumerate(ordered):
        rank = next((r.rank for r in made if r.quantity.value == q.value), i + 1)
        share = None
        if most is not None and most.value:
            found = divide("1", Text("本地 ÷ 最高", "this ÷ the largest"), ("this", q), ("largest", most))
            share = None if found.value is None else Quantity(round(found.value * 100, 4), "%", found.basis)
        made.append(Place(where, q, rank, share))
    return tuple(made)


def full_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Places as the tree names them in full; what it does not know stays as it is."""
    tree = place_tree()
    return tuple(dict.fromkeys(tree.path(p.key) if (p := place_named(t)) else t for t in texts))
