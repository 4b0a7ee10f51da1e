"""Near-optimal alternatives: what every good plan builds, and what is free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import scipy.sparse as sp

from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import Basis, Quantity, Text
from lianzhang.plan.answer import Answer, Floats, Ints, append_row, build_sums, solve_basis
from lianzhang.plan.model import Model
from lianzhang.plan.program import Program
from lianzhang.plan.result import Plan
from lianzhang.plan.solver import Held
from lianzhang.plan.solving import solve

__all__ = ["alternatives"]

_TOLERANCE = 1e-6


def alternatives(
    case: PlanningCase,
    plan: Plan | None = None,
    *,
    slack: float = 0.05,
    by: Sequence[str] = ("process",),
    most: int = 200,
    options: Mapping[str, Any] | None = None,
) -> Answer:
    """Least and most of every group of builds among all plans whose cost is within ``slack`` of the best.

    ``by``: keys that make a group, of ``region``, ``process``, ``year``. Table: the keys, ``best`` (in the plan at hand),
    ``minimum``, ``maximum``, ``verdict`` (must: built in every such plan; free: may be left out; never), ``unit``. Groups
    beyond ``most`` are left out, those that cost least in the plan first, and a note says so.
    Raises ValueError for a plan that has no optimum, a negative slack or an unknown key.
    """
    if slack < 0 or not set(by) <= {"region", "process", "year"} or not by:
        raise ValueError("slack must not be negative, and by must name region, process or year")
    plan = plan or solve(case)
    m = plan.model
    if plan.objective is None or plan.values is None or m is None or m.program is None:
        raise ValueError("alternatives need a plan that fits")
    p, values = m.program, plan.values
    size = np.ones(len(p.cost))
    for at, factor in m.builder.scale:
        size[at] = factor
    groups, columns = build_sums(m, tuple(by))
    order = sorted(range(len(groups)), key=lambda k: -float(p.cost[columns[k]] @ values[columns[k]]))
    notes = []
    budget = plan.objective + slack * abs(plan.objective)
    # A hair of room keeps the optimum itself inside in spite of rounding.
    # The row is scaled: costs in CNY beside quantities in GWh would strain the solver's tolerances.
    scale = 1.0 / max(float(np.abs(p.cost).max(initial=0.0)), 1e-9)
    room = append_row(p, p.cost * scale, -np.inf, scale * (budget + 1e-9 * max(1.0, abs(budget)) - p.offset))
    sums = _sums(columns, size)
    if most < len(order):
        notes.append(
            Text(f"只列出前 {most} 组，共 {len(order)} 组", f"the first {most} of {len(order)} groups")
        )
        order = order[:most]
    held = Held(options)
    held.solve(
        room
    )  # the plan at hand fits every solve that follows, and is sooner found than the first of them
    ends = _ends(held, room, sums, order, values)
    rows = [_row(m, by, groups[k], float((sums @ values)[k]), ends[k]) for k in order]
    frame = pl.DataFrame(rows, schema=_schema(by), orient="row")
    where = {tuple(r[: len(by)]): columns[k] for r, k in zip(rows, order)}

    def basis(row: Mapping[str, Any], column: str) -> Basis:
        asked = f"{column} of build {' · '.join(str(row[k]) for k in by)} within {slack:.1%} of the best cost"
        return solve_basis(m, asked, where[tuple(row[k] for k in by)])

    cost = Quantity(Decimal(repr(plan.objective)), "CNY", solve_basis(m, "objective"))
    return Answer(
        frame, {"best": "", "minimum": "", "maximum": ""}, basis, {"best_cost": cost,
        "largest_cost": Quantity(Decimal(repr(budget)), "CNY", solve_basis(m, f"objective plus {slack:.1%}"))},
        tuple(notes), {"best": plan},
    )  # fmt: skip


def _sums(columns: Sequence[Ints], size: Floats) -> sp.csr_array:
    """Groups × columns of the program: weight of a column in the sum of its group."""
    counts = [len(c) for c in columns]
    index = np.concatenate(columns) if columns else np.empty(0, dtype=np.int64)
    return sp.csr_array((size[index], index, np.cumsum([0, *counts])), shape=(len(columns), len(size)))


def _ends(
    held: Held, room: Program, sums: sp.csr_array, groups: Sequence[int], best: Floats
) -> dict[int, tuple[float | None, float | None]]:
    """Least and most of each group within the budget row of ``room``; None where the solver gives no answer."""
    # Every plan met on the way is within the slack: a group that one of them leaves out needs no search for its least.
    met = sums @ best
    out: dict[int, tuple[float | None, float | None]] = {}
    for k in groups:
        weight = sums[[k]].toarray().ravel()
        largest = held.solve(replace(room, cost=-weight, offset=0.0))
        high = None if largest.objective is None else max(-largest.objective, 0.0)
        if largest.status == "unbounded":
            high = float("inf")
        found, low = [largest], 0.0 if met[k] <= 0 else None
        if low is None:
            found.append(held.solve(replace(room, cost=weight, offset=0.0)))
            low = None if found[1].objective is None else max(found[1].objective, 0.0)
        for one in found:
            if one.values is not None:
                met = np.minimum(met, sums @ one.values)
        out[k] = low, high
    return out


def _schema(by: Sequence[str]) -> dict[str, Any]:
    keys: dict[str, Any] = {k: pl.Int64 if k == "year" else pl.String for k in by}
    figures: dict[str, Any] = dict.fromkeys(("best", "minimum", "maximum"), pl.Float64)
    return {**keys, **figures, "verdict": pl.String, "unit": pl.String}


def _row(
    m: Model, by: Sequence[str], codes: tuple[int, ...], best: float, ends: tuple[float | None, float | None]
) -> tuple[Any, ...]:
    names: dict[str, Sequence[Any]] = {
        "region": m.case.regions,
        "process": m.case.processes,
        "year": m.case.years,
    }
    low, high = ends
    scale = _TOLERANCE * max(1.0, best, high if high is not None and np.isfinite(high) else 0.0)
    if low is None or high is None:
        verdict = "unknown"
    elif low > scale:
        verdict = "must"
    else:
        verdict = "free" if high > scale else "never"
    processes = [c for k, c in zip(by, codes) if k == "process"]
    unit = m.case.process_unit(processes[0]) + "/a" if processes else _common_unit(m)
    return (*(names[k][c] for k, c in zip(by, codes)), best, low, high, verdict, unit)


def _common_unit(m: Model) -> str:
    units = {m.case.process_unit(int(p)) for p in np.unique(m.site_process)}
    return units.pop() + "/a" if len(units) == 1 else "mixed"
