"""Figures of places that could be set side by side: from documents, the register of statistics, and what the desk reckons itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lianzhang.audit import World
from lianzhang.audit.goods import commodity_of
from lianzhang.audit.reading import Reading, View, measure_name
from lianzhang.balance import Plant, add, measured
from lianzhang.chain import catalogue, segment_tree
from lianzhang.core import AssumptionBasis, Basis, PeriodError, Quantity, Text, period, place_tree
from lianzhang.desk.grouping import Level, place_at, place_named
from lianzhang.desk.pipeline import Counted, roll_up
from lianzhang.desk.targets.lines import measure_of
from lianzhang.ledger.records import Record

__all__ = ["Point", "points_of_desk", "points_of_register", "points_of_world"]

Kind = Literal["actual", "forecast", "target", "planned", "other"]
_STATES = ("capacity", "enterprise_count", "employment")


@dataclass(frozen=True)
class Point:
    """One figure of one place. ``time`` as :func:`~lianzhang.core.period` reads it, or None; ``scope`` its 口径 in words; ``kind``:
    whether it is a fact, a forecast, a target or a plan; ``whole`` False for a part of a year.
    """

    place: str
    measure: str
    what: Text
    commodity: str | None
    scope: str
    time: str | None
    year: int | None
    whole: bool
    kind: Kind
    quantity: Quantity

    @property
    def level(self) -> str | None:
        """The level of its place: province, prefecture, county; None where the tree does not know it."""
        found = place_named(self.place)
        return found.level if found is not None else None


_KINDS: dict[str, Kind] = {
    "actual": "actual",
    "forecast": "forecast",
    "target": "target",
    "planned": "planned",
}


def points_of_world(world: World) -> tuple[Point, ...]:
    """What documents state of places as a whole; figures of firms, of some projects and of size classes stay out."""
    view, tree = View(world), place_tree()
    found = []
    for r in view.readings:
        if r.holder != "place" or r.band is not None or not r.place:
            continue
        where = tree.path(r.place) if r.place in tree else r.place
        found.append(
            Point(
                where,
                r.measure,
                _what(r),
                r.commodity,
                r.scope,
                r.fact.time,
                r.year,
                _whole(r),
                _KINDS.get(r.fact.modality, "other"),
                r.quantity,
            )
        )
    return tuple(found)


def _whole(reading: Reading) -> bool:
    span = reading.period
    return reading.measure in _STATES or span is None or (span.last - span.first).days >= 360


def _what(reading: Reading) -> Text:
    name, item = measure_name(reading.measure), reading.fact.item or ""
    return Text(f"{item}{name.zh}", f"{name.en} {item}".strip())


def points_of_register(records: Iterable[Record]) -> tuple[Point, ...]:
    """The register of statistic series. A row of a firm (``subject`` that is no industry) is left out by its words."""
    found = []
    for r in records:
        v = r.values
        if v.get("value") is None or not v.get("place"):
            continue
        time, year, whole = v.get("period"), None, True
        try:
            span = period(str(time))
            year, whole = span.year, (span.last - span.first).days >= 360
        except PeriodError:
            time = None
        metric, subject = str(v.get("metric") or ""), str(v.get("subject") or "")
        if "公司" in subject:
            continue
        measure = measure_of(metric)
        goods = (
            commodity_of(metric) or commodity_of(subject) if measure in ("capacity", "production") else None
        )
        where = place_named(str(v["place"]))
        basis: Basis = r.basis.get("value") or AssumptionBasis(
            Text(f"台账登记，未注明出处：series {r.id}", f"register, no source given: series {r.id}")
        )
        scope = "，".join(x for x in (subject, str(v.get("scope") or "")) if x)
        found.append(
            Point(
                place_tree().path(where.key) if where else str(v["place"]), measure, Text(metric, metric), goods, scope, str(time) if time else None, year,
                whole or measure in _STATES, "forecast" if v.get("forecast") else "actual", Quantity(v["value"], str(v.get("value_unit") or ""), basis),
            )
        )  # fmt: skip
    return tuple(found)


CELLS = "cells"
"""The link of the chain that makes cells."""

_BOOK = Text("项目库（各期只计一次）", "register of projects, phases once")
_RUNS = Text("已投产产能，满产口径", "running capacity at full load")


def points_of_desk(
    counted: Counted, plants: Sequence[Plant], as_of: str | None, level: Level
) -> tuple[Point, ...]:
    """What the desk itself reckons of every place in one way: projects, money, and what runs in GWh-equivalents and CNY of a year.

    These always compare: one scope, one day, one unit.
    """
    year = period(as_of).year if as_of else None
    found = []
    for cell in roll_up(counted, ("place",), level=level):
        for measure, what, q in (
            ("projects", Text("项目数", "projects"), cell.projects), ("book_total", Text("在库项目总投资", "total investment"), cell.total),
            ("book_completed", Text("累计完成投资", "completed investment"), cell.completed), ("book_share", Text("投资完成率", "completed share"), cell.share),
        ):  # fmt: skip
            if q is not None:
                found.append(
                    Point(cell.key[0], measure, what, None, str(_BOOK), as_of, year, True, "actual", q)
                )
    of, tree = catalogue(), segment_tree()
    names = sorted({place_at(p.place, level) for p in plants})
    for place in names:
        here = [p for p in plants if place_at(p.place, level) == place]
        cells = [p for p in here if tree.top(tree.of_commodity(p.commodity).id).id == CELLS]
        wanted: tuple[tuple[str, Text, list[Plant], Literal["gwh", "cny"]], ...] = (
            ("cells", Text("电芯产能", "cell capacity"), cells, "gwh"),
            ("run_value", Text("已投产产能满产产值", "output value of what runs, at full load"), here, "cny"),
        )
        for measure, what, some, unit in wanted:
            parts = [
                (p.name, q) for p in some if (q := measured(of, p.commodity, p.capacity, unit)) is not None
            ]
            if parts:  # nothing known to run is not zero
                total = add(parts[0][1].unit, Text("各产能之和", "sum over plants"), parts)
                found.append(
                    Point(place, measure, what, None, str(_RUNS), as_of, year, True, "actual", total)
                )
    return tuple(found)
