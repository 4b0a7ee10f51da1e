"""The next best project: which project of the pipeline saves most, and closes most of the gap, per yuan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from lianzhang.chain.tables_case import PlanningCase, Table
from lianzhang.core import Basis, RowBasis, SolveBasis, Text
from lianzhang.plan.answer import Answer, Floats, Ints, gap_cost, solve_basis
from lianzhang.plan.conventions import existing_shares
from lianzhang.plan.model import Model, build_model
from lianzhang.plan.result import Plan
from lianzhang.plan.sites import retired_of
from lianzhang.plan.solver import Held, Solution
from lianzhang.plan.solving import plan_of

__all__ = ["UNFINISHED", "next_best"]

UNFINISHED = ("谋划", "洽谈", "签约", "开工", "在建")
"""Stages before 投产."""


def _with_weights(case: PlanningCase, table: Table, weight: Floats) -> PlanningCase:
    columns = dict(table.columns) | {"weight": weight}
    if "commitment" in columns:
        columns["commitment"] = np.full(len(table), "committed", dtype=object)
    return replace(case, tables={**case.tables, "capacity": replace(table, columns=columns)})


def _capex(m: Model, table: Table, row: int, size: float) -> float | None:
    """Discounted cost of building a project, decided its lead time before its year (or in the first year)."""
    p, at = int(table["process"][row]), _decided(m, table, row)
    price = float(m.costs.capex[int(table["region"][row]), p, at])
    return None if np.isnan(price) else price * float(m.factors.capex[p, at]) * size


def _beside(m: Model, row: int, column: str) -> tuple[RowBasis, ...]:
    """Table rows that a figure of a project rests on beside its own: what it costs to build, what its capacity is worth."""
    table = m.case.tables["capacity"]
    region, process = int(table["region"][row]), int(table["process"][row])
    if column in ("capex", "gain", "saving_per_yuan", "gap_per_yuan"):
        return m.lineage.bases(m.lineage.cost(0, region, process, [_decided(m, table, row)]))
    if column == "marginal" and m.program is not None:
        found: dict[int, None] = {}
        for block in m.program.row_blocks("capacity"):
            at = np.flatnonzero((block.keys["region"] == region) & (block.keys["process"] == process))
            found |= dict.fromkeys(code for codes in m.lineage.of_rows(block, at) for code in codes)
        return m.lineage.bases(tuple(found))
    return ()


def _decided(m: Model, table: Table, row: int) -> int:
    """The year, by position, in which a project is decided: its lead time before its own (or the first)."""
    years, p = np.array(m.case.years), int(table["process"][row])
    vintage = float(table["vintage"][row]) if table["vintage"][row] >= 0 else float(years[0])
    at = np.searchsorted(years, vintage - m.case.lead_time[p], side="right") - 1
    return int(np.clip(at, 0, len(years) - 1))


def _marginal(m: Model, base: Solution, shares: Floats, region: int, process: int) -> float | None:
    """Value of one more unit of capacity, from the prices of the capacity rows."""
    assert m.program is not None
    if base.duals is None:
        return None
    total = 0.0
    for block in m.program.row_blocks("capacity"):
        at = np.flatnonzero((block.keys["region"] == region) & (block.keys["process"] == process))
        total += float((-base.duals[block.start + at]) @ shares[block.keys["year"][at]])
    return total


def next_best(case: PlanningCase, *, options: Mapping[str, Any] | None = None, builds: bool = True) -> Answer:
    """Every project of the table ``capacity`` whose stage is before 投产, added alone to what stands without any of them.

    With ``builds`` false the plan may build nothing else, so that a project is worth all of the gap that it closes. Table, best
    first: ``region``, ``process``, ``vintage``, ``stage``, ``quantity``, ``unit``, ``saving`` (fall of the cost, before its capex), ``capex``,
    ``gain`` (saving less capex), ``saving_per_yuan``, ``gap_closed`` (fall of what is paid for unmet demand and missed soft
    targets), ``gap_per_yuan``, ``marginal`` (value of one more unit of its capacity where it stands), all discounted CNY. ``plans``: ``base``.
    """
    table = case.table("capacity")
    rows = (
        np.flatnonzero(np.isin(table["stage"], UNFINISHED))
        if table is not None
        else np.empty(0, dtype=np.int64)
    )
    note = Text("没有投产前阶段的项目", "the table capacity has no project at a stage before 投产")
    if table is None or not len(rows):
        return Answer(pl.DataFrame(), {}, lambda _r, c: SolveBasis(case.fingerprint, c), {}, (note,))
    usual = np.where(np.isnan(table["weight"]), 1.0, table["weight"])
    without = usual.copy()
    without[rows] = 0.0
    held = Held(options)
    m, base = _solve(_with_weights(case, table, without), held, builds)
    plan = plan_of(m, base)
    if base.values is None or base.objective is None:
        said = Text(
            f"没有这些项目时无可行方案（{base.status}）",
            f"without these projects nothing fits ({base.status})",
        )
        return Answer(pl.DataFrame(), {}, lambda _r, c: solve_basis(m, c), {}, (said,), {"base": plan})
    found = [_one(case, table, int(i), usual, without, held, (m, base), builds) for i in rows]
    return _answer(case, rows, found, plan)


def _solve(case: PlanningCase, held: Held, builds: bool) -> tuple[Model, Solution]:
    m = build_model(case)
    p = m.program
    assert p is not None
    block = p.column_block("build")
    if not builds and block is not None:
        upper = p.upper.copy()
        upper[block.slice] = 0.0
        p = replace(p, upper=upper)
    return m, held.solve(p)


def _one(
    case: PlanningCase, table: Table, i: int, usual: Floats, without: Floats, held: Held, base: tuple[Model, Solution], builds: bool
) -> dict[str, Any]:  # fmt: skip
    m, before = base
    weight = without.copy()
    weight[i] = usual[i] if usual[i] > 0 else 1.0
    model, after = _solve(_with_weights(case, table, weight), held, builds)
    size = float(table["quantity"][i] * weight[i])
    capex = _capex(m, table, i, size)
    shares = existing_shares(
        case, table["vintage"][i : i + 1], table["process"][i : i + 1], retired_of(table)[i : i + 1]
    )[0]
    region, process = int(table["region"][i]), int(table["process"][i])
    row: dict[str, Any] = {
        "region": case.regions[region], "process": case.processes[process],
        "vintage": int(table["vintage"][i]) if table["vintage"][i] >= 0 else None, "stage": str(table["stage"][i]),
        "quantity": size, "unit": case.process_unit(process) + "/a", "saving": None, "capex": capex, "gain": None,
        "saving_per_yuan": None, "gap_closed": None, "gap_per_yuan": None,
        "marginal": _marginal(m, before, shares, region, process), "row": i,
    }  # fmt: skip
    if after.values is None or after.objective is None or before.objective is None or before.values is None:
        return row
    assert m.program is not None and model.program is not None
    saving = before.objective - after.objective
    closed = gap_cost(m.program, before.values) - gap_cost(model.program, after.values)
    row |= {"saving": saving, "gap_closed": closed}
    if capex is not None:
        row["gain"] = saving - capex
        if capex > 0:
            row |= {"saving_per_yuan": saving / capex, "gap_per_yuan": closed / capex}
    return row


def _answer(case: PlanningCase, rows: Ints, found: list[dict[str, Any]], plan: Plan) -> Answer:
    words = ("region", "process", "stage", "unit")
    schema = {
        k: pl.String if k in words else pl.Int64 if k in ("vintage", "row") else pl.Float64 for k in found[0]
    }
    frame = pl.DataFrame(found, schema=schema).sort(
        "saving_per_yuan", "saving", descending=True, nulls_last=True,
    )  # fmt: skip
    m = plan.model
    assert m is not None

    def basis(row: Mapping[str, Any], column: str) -> Basis:
        at = case.basis("capacity", int(row["row"]))
        asked = f"{column} of the project in row {at.row}, alone beside what stands"
        return SolveBasis(case.fingerprint, asked, (), (at, *_beside(m, int(row["row"]), column)))

    units = dict.fromkeys(("saving", "capex", "gain", "gap_closed"), "CNY")
    units |= {"saving_per_yuan": "1", "gap_per_yuan": "1", "quantity": "", "marginal": "CNY"}
    note = Text(
        f"{len(rows)} 个在谈在建项目逐一加入；其余项目不计",
        f"{len(rows)} projects, each added alone; the others do not count",
    )
    return Answer(frame.drop("row").with_columns(frame["row"]), units, basis, {}, (note,), {"base": plan})
