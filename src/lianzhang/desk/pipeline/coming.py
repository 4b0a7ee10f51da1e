"""What the pipeline may bring: capacity weighted by stage, in own unit, GWh-equivalents and output value a year, each weight shown.

    expected capacity = capacity × weight of its stage
    output value      = expected capacity × full load × ex-factory price without VAT         (at full output; prices are of October 2025)

A project counts from the year it is due to produce; one that runs counts at once; one without a date counts in no year (``year`` None).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lianzhang.audit.world import packaged_weights
from lianzhang.balance import add, in_unit, measured, multiply
from lianzhang.chain import Catalogue, catalogue
from lianzhang.core import InputError, PeriodError, Quantity, Text, period
from lianzhang.desk.grouping import Level, commodity_named
from lianzhang.desk.pipeline.counted import Counted, Unit
from lianzhang.ledger.project import ProjectRecord

__all__ = ["Coming", "YearTotal", "by_year", "coming"]

RUNNING = ("投产", "达产")


@dataclass(frozen=True)
class Coming:
    """One unit of the pipeline: capacity a year in the commodity's unit, its weight, and what is expected of it.

    ``year`` the first in which it counts: 0 where it runs already, None where no date is given. ``output_value`` CNY a year.
    """

    unit: Unit
    commodity: str
    place: str
    segment: str
    year: int | None
    capacity: Quantity
    weight: Quantity
    expected: Quantity
    gwh: Quantity | None
    output_value: Quantity | None


def _due(project: ProjectRecord) -> int | None:
    if project.stage in RUNNING:
        return 0
    for stage in RUNNING:
        try:
            if text := project.due.get(stage):
                return period(text).year
        except PeriodError:
            continue
    return None


def coming(
    counted: Counted,
    weights: Mapping[str, Quantity] | None = None,
    *,
    level: Level = "county",
    of: Catalogue | None = None,
) -> tuple[Coming, ...]:
    """Expected capacity of every unit with a capacity of a known product and a stage that has a weight above zero.

    ``weights`` stage → share of 1 (the audit's own, assumptions, when None).
    """
    of, weights = of or catalogue(), packaged_weights() if weights is None else weights
    found = []
    for unit in counted.units:
        commodity, weight = commodity_named(unit.project), weights.get(unit.stage)
        if unit.capacity is None or commodity is None or weight is None or not weight.value:
            continue
        try:
            capacity = in_unit(unit.capacity, of.unit(commodity), unit.project.name)
        except InputError:
            continue
        text = Text("产能 × 阶段权重", "capacity × weight of its stage")
        expected = multiply(capacity.unit, text, ((unit.project.name, capacity), (unit.stage, weight)))
        expected = Quantity(expected.value, expected.unit, expected.basis)
        found.append(
            Coming(
                unit, commodity, unit.place(level), unit.segment, _due(unit.project), capacity, weight, expected,
                measured(of, commodity, expected, "gwh"), measured(of, commodity, expected, "cny"),
            )
        )  # fmt: skip
    return tuple(found)


@dataclass(frozen=True)
class YearTotal:
    """Expected by the end of a year, all that counts by then: output value in CNY, and capacity by commodity in its own unit."""

    year: int
    key: str
    output_value: Quantity | None
    capacity: Mapping[str, Quantity]
    units: tuple[str, ...]


def by_year(found: Iterable[Coming], years: Sequence[int], by: str = "segment") -> tuple[YearTotal, ...]:
    """Totals by ``segment``, ``place`` or ``all`` and year, in the order of the years. Units without a date are in none."""
    rows = tuple(found)
    made = []
    for year in years:
        groups: dict[str, list[Coming]] = defaultdict(list)
        for row in rows:
            if row.year is not None and row.year <= year:
                groups[str(Text("合计", "all")) if by == "all" else getattr(row, by)].append(row)
        made += [_total(year, key, some) for key, some in sorted(groups.items())]
    return tuple(made)


def _total(year: int, key: str, rows: Sequence[Coming]) -> YearTotal:
    value = [(r.unit.project.name, r.output_value) for r in rows if r.output_value is not None]
    held: dict[str, list[tuple[str, Quantity]]] = defaultdict(list)
    for r in rows:
        held[r.commodity].append((r.unit.project.name, r.expected))
    text = Text("按阶段加权之和", "sum, weighted by stage")
    capacity = {c: add(parts[0][1].unit, text, parts) for c, parts in held.items()}
    capacity = {c: Quantity(q.value, q.unit, q.basis) for c, q in capacity.items()}
    names = tuple(r.unit.project.name for r in rows)
    return YearTotal(year, key, add("CNY", text, value) if value else None, capacity, names)
