"""Roll-ups of the pipeline: stage × size band × place × segment, contract against completed, conversion from stage to stage.

conversion s→t   = projects that reached t ÷ projects that reached s, %          (projects that ended count among the latter)
completed share  = Σ completed ÷ Σ contract of the units for which both are known, %
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Literal

from lianzhang.balance import add, divide
from lianzhang.core import AssumptionBasis, FormulaBasis, PeriodError, Quantity, Text, period
from lianzhang.desk.grouping import Level
from lianzhang.desk.pipeline.counted import Band, Counted, Unit, bands
from lianzhang.ledger.project import STAGES, ProjectRecord

__all__ = [
    "DIMENSIONS",
    "Conversion",
    "Dimension",
    "PipelineCell",
    "Transition",
    "changes_between",
    "conversion",
    "roll_up",
    "stage_on",
]

Dimension = Literal["stage", "band", "place", "segment"]
DIMENSIONS: tuple[Dimension, ...] = ("stage", "band", "place", "segment")
NO_BAND = Text("总投资未填", "no total")


@dataclass(frozen=True)
class PipelineCell:
    """One cell: ``key`` by the dimensions asked for. ``projects`` counts families once; ``total`` and ``completed`` CNY over units;
    ``share`` % over units with both; ``unknown`` units without a total.
    """

    key: tuple[str, ...]
    projects: Quantity
    total: Quantity | None
    completed: Quantity | None
    share: Quantity | None
    unknown: Quantity


def roll_up(
    counted: Counted,
    by: Sequence[Dimension] = ("stage", "band"),
    *,
    level: Level = "county",
    sizes: Sequence[Band] | None = None,
) -> tuple[PipelineCell, ...]:
    """Cells by any of the dimensions, in the order of stages and bands; none twice, and their sums are those of the whole.

    No dimension gives the one cell of all. Raises ValueError for a dimension that does not exist.
    """
    unknown = [d for d in by if d not in DIMENSIONS]
    if unknown:
        raise ValueError(f"no dimension {unknown[0]!r}")
    edges = tuple(sizes or bands())
    groups: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for unit in counted.units:
        groups[tuple(_at(unit, d, level, edges) for d in by)].append(unit)
    names = [str(b.name) for b in edges]

    def order(key: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
        ranked = {"stage": list(STAGES), "band": names}
        return tuple(
            (ranked[d].index(k) if d in ranked and k in ranked[d] else 99, k) for d, k in zip(by, key)
        )

    return tuple(_cell(key, groups[key]) for key in sorted(groups, key=order))


def _at(unit: Unit, dimension: Dimension, level: Level, edges: Sequence[Band]) -> str:
    if dimension == "stage":
        return unit.stage
    if dimension == "segment":
        return unit.segment
    if dimension == "place":
        return unit.place(level)
    size = unit.size.value if unit.size else None
    found = next((b for b in edges if size is not None and size >= b.floor), None)
    return str(found.name if found else NO_BAND)


def _counted(text: Text, units: Sequence[Unit]) -> Quantity:
    blank = AssumptionBasis(Text("项目库登记，总投资未填", "register: no total"))
    inputs = tuple((u.project.name, u.total or Quantity(None, "CNY", blank)) for u in units)
    return Quantity(Decimal(len(units)), "count", FormulaBasis(text, inputs))


def _sum(text: Text, parts: Iterable[tuple[str, Quantity | None]]) -> Quantity | None:
    known = [(n, q) for n, q in parts if q is not None and q.value is not None]
    if not known:
        return None
    total = add("CNY", text, known)
    return Quantity(total.value, "CNY", total.basis)


def _cell(key: tuple[str, ...], units: Sequence[Unit]) -> PipelineCell:
    both = [u for u in units if u.total is not None and u.completed is not None]
    contract = _sum(
        Text("总投资之和（完成额已知者）", "Σ contract where completed is known"),
        ((u.project.name, u.total) for u in both),
    )
    done = _sum(
        Text("累计完成之和（总投资已知者）", "Σ completed where the contract is known"),
        ((u.project.name, u.completed) for u in both),
    )
    share = None
    if contract is not None and done is not None and contract.value:
        found = divide(
            "1",
            Text("累计完成 ÷ 总投资", "completed ÷ contract"),
            ("completed", done),
            ("contract", contract),
        )
        share = None if found.value is None else Quantity(round(found.value * 100, 6), "%", found.basis)
    return PipelineCell(
        key,
        _counted(
            Text("项目数（一个项目各期只计一次）", "projects, phases counted once"),
            [u for u in units if u.counts],
        ),
        _sum(Text("总投资之和", "Σ total investment"), ((u.project.name, u.total) for u in units)),
        _sum(Text("累计完成之和", "Σ completed"), ((u.project.name, u.completed) for u in units)),
        share,
        _counted(Text("总投资未填", "no total given"), [u for u in units if u.total is None and u.counts]),
    )


# stages in time


def _day(text: str | None) -> date | None:
    try:
        return period(text).last if text else None
    except PeriodError:
        return None


def stage_on(project: ProjectRecord, day: date | None) -> str | None:
    """The stage on a day by the dates of the register; None where it cannot be known or nothing had been reached.

    ``day`` None: the stage as it stands. What was begun and is told to be under construction without a date is so from its start.
    """
    if day is None:
        return project.stage
    reached = [s for s in STAGES if (at := _day(project.stages.get(s))) is not None and at <= day]
    found = max(reached, key=STAGES.index) if reached else None
    begun = found == "开工" and project.stage == "在建" and not project.stages.get("在建")
    return "在建" if begun else found


@dataclass(frozen=True)
class Conversion:
    """From one stage to the next: how many reached the first and of them the second (``share`` %), months it took (median), how many
    wait, the longest of them in months, and how many are past the date due.
    """

    begin: str
    end: str
    reached: Quantity
    converted: Quantity
    share: Quantity | None
    months: Quantity | None
    waiting: Quantity
    longest: Quantity | None
    overdue: Quantity


STEPS: tuple[tuple[str, str], ...] = (("洽谈", "签约"), ("签约", "开工"), ("开工", "投产"), ("投产", "达产"))


def conversion(projects: Iterable[ProjectRecord], as_of: str) -> tuple[Conversion, ...]:
    """Conversion and delay per stage on an ISO day. Stages without a date count as reached where a later one is."""
    day, records = period(as_of).last, tuple(projects)
    return tuple(_step(records, a, b, day) for a, b in STEPS)


def _has(project: ProjectRecord, stage: str, day: date) -> bool:
    rank = STAGES.index(stage)
    dated = [s for s in STAGES[:-1] if (at := _day(project.stages.get(s))) is not None and at <= day]
    if any(STAGES.index(s) >= rank for s in dated):
        return True
    ahead = any(
        (at := _day(t)) is not None and at > day and STAGES.index(s) >= rank
        for s, t in project.stages.items()
    )
    return not ahead and project.stage in STAGES[:-1] and STAGES.index(project.stage) >= rank


def _named(text: Text, projects: Sequence[ProjectRecord], figure: str, day: date) -> Quantity:
    blank = AssumptionBasis(Text("项目库登记，日期未填", "register: no date"))
    inputs = []
    for p in projects:
        at = _day(p.stages.get(figure))
        basis = p.basis.get(f"stages.{figure}") or p.basis.get("stage") or blank
        inputs.append((p.name, Quantity(Decimal(at.strftime("%Y%m%d")) if at else None, "date", basis)))
    said = Text(f"{text.zh}（至{day.isoformat()}）", f"{text.en} by {day.isoformat()}")
    return Quantity(Decimal(len(projects)), "count", FormulaBasis(said, tuple(inputs)))


def _months(a: date, b: date) -> int:
    return (b.year - a.year) * 12 + b.month - a.month


def _step(records: Sequence[ProjectRecord], a: str, b: str, day: date) -> Conversion:
    first = [p for p in records if _has(p, a, day)]
    second = [p for p in first if _has(p, b, day)]
    wait = [
        p
        for p in first
        if p not in second and p.stage != "终止" and not (_day(p.stages.get("终止")) or date.max) <= day
    ]
    late = [p for p in wait if (due := _day(p.due.get(b))) is not None and due <= day]
    reached = _named(Text(f"已{a}", f"reached {a}"), first, a, day)
    converted = _named(Text(f"已{b}", f"reached {b}"), second, b, day)
    share = None
    if first:
        found = divide("1", Text(f"已{b} ÷ 已{a}", f"{b} ÷ {a}"), (b, converted), (a, reached))
        share = None if found.value is None else Quantity(round(found.value * 100, 6), "%", found.basis)
    took = [
        (p, _months(x, y))
        for p in second
        if (x := _day(p.stages.get(a))) and (y := _day(p.stages.get(b))) and y <= day
    ]
    waits = [(p, _months(x, day)) for p in wait if (x := _day(p.stages.get(a)))]
    return Conversion(
        a, b, reached, converted, share,
        _time(Text(f"{a}至{b}月数的中位数", f"median months from {a} to {b}"), took, a, median),
        _named(Text(f"已{a}未{b}", f"{a} reached, {b} not"), wait, a, day),
        _time(Text(f"已{a}未{b}的最长月数", f"longest months since {a}"), waits, a, max),
        _named(Text(f"{b}时限已过", f"past the date due of {b}"), late, a, day),
    )  # fmt: skip


def _time(
    text: Text, found: Sequence[tuple[ProjectRecord, int]], stage: str, how: Callable[[Sequence[int]], float]
) -> Quantity | None:
    if not found:
        return None
    inputs = tuple(
        (
            p.name,
            Quantity(
                Decimal(m),
                "month",
                p.basis.get(f"stages.{stage}") or AssumptionBasis(Text("项目库登记", "register")),
            ),
        )
        for p, m in found
    )
    value = how([m for _, m in found])
    return Quantity(Decimal(str(value)), "month", FormulaBasis(text, inputs))


@dataclass(frozen=True)
class Transition:
    """Projects that went from one stage to another between two days, with their money. ``begin`` None: not in the pipeline then."""

    begin: str | None
    end: str | None
    projects: Quantity
    total: Quantity | None
    names: tuple[str, ...]


def changes_between(counted: Counted, earlier: str, later: str | None = None) -> tuple[Transition, ...]:
    """The pipeline on two ISO days, by the dates of its stages; ``later`` None: as the register stands. Unchanged stages included."""
    a, b = period(earlier).last, period(later).last if later else None
    groups: dict[tuple[str | None, str | None], list[Unit]] = defaultdict(list)
    for unit in counted.units:
        groups[stage_on(unit.project, a), stage_on(unit.project, b)].append(unit)

    def rank(stage: str | None) -> int:
        return STAGES.index(stage) if stage in STAGES else -1

    return tuple(
        Transition(
            x, y, _counted(Text("项目数（各期只计一次）", "projects, phases once"), [u for u in units if u.counts]),
            _sum(Text("总投资之和", "Σ total investment"), ((u.project.name, u.total) for u in units)),
            tuple(u.project.name for u in units),
        )
        for (x, y), units in sorted(groups.items(), key=lambda g: (-rank(g[0][1]), -rank(g[0][0])))
    )  # fmt: skip
