"""What coordination (全省一盘棋) is worth: each region alone to its own targets, against one board for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import Basis, FormulaBasis, Quantity, Text
from lianzhang.plan.answer import Answer, Ints, solve_basis
from lianzhang.plan.model import Model, build_model
from lianzhang.plan.program import Program
from lianzhang.plan.result import Plan
from lianzhang.plan.solver import solve_program
from lianzhang.plan.solving import plan_of

__all__ = ["coordination"]


def _groups(case: PlanningCase, regions: Sequence[str] | None) -> tuple[Ints, list[int]]:
    """Group of every region (−1: none), and the head of each group: the regions named, or those under the one at the top."""
    if regions is not None:
        heads = [case.regions.index(r) for r in regions]
    else:
        heads = [r for r in range(len(case.regions)) if case.parent[r] < 0]
        while len(heads) == 1:
            under = [r for r in range(len(case.regions)) if case.parent[r] == heads[0]]
            if not under:
                break
            heads = under
    of = np.full(len(case.regions), -1, dtype=np.int64)
    for k, head in enumerate(heads):
        of[case.below[head]] = k
    return of, heads


def _alone(p: Program, of: Ints) -> Program:
    """Nothing moves between groups."""
    block = p.column_block("flow")
    if block is None:
        return p
    a, b = of[block.keys["origin"]], of[block.keys["destination"]]
    upper = p.upper.copy()
    upper[block.start + np.flatnonzero((a != b) & (a >= 0) & (b >= 0))] = 0.0
    return replace(p, upper=upper)


def _pools(m: Model, of: Ints) -> list[Ints]:
    """Target rows of different groups that speak of the same metric, year and hardness; of rows one above another in
    a group only the highest counts."""
    p, table = m.program, m.case.table("targets")
    assert p is not None
    blocks = p.row_blocks("target")
    if table is None or not blocks:
        return []
    block = blocks[0]
    pools: dict[tuple[Any, ...], dict[int, int]] = {}
    for k in range(block.size):
        i, region = int(block.keys["row"][k]), int(block.keys["region"][k])
        if of[region] < 0:
            continue
        paid = int(table["hard"][i]) == 0 or (
            int(table["hard"][i]) != 1 and not np.isnan(table["penalty"][i])
        )
        key = (table["kind"][i], table["of"][i], int(table["code"][i]), int(block.keys["year"][k]), paid)
        pools.setdefault(key, {})[region] = block.start + k
    found = []
    for rows in pools.values():
        top = [
            row
            for region, row in rows.items()
            if not any(region in m.case.below[r] and r != region for r in rows)
        ]
        if len(top) > 1:
            found.append(np.array(top, dtype=np.int64))
    return found


def _pooled(p: Program, pools: Sequence[Ints]) -> Program:
    """Each pool's rows become one: their sum in place of the first, the others empty."""
    import scipy.sparse as sp

    into = np.arange(len(p.row_lower))
    lower, upper = p.row_lower.copy(), p.row_upper.copy()
    for rows in pools:
        into[rows] = rows[0]
        lower[rows[0]], upper[rows[0]] = p.row_lower[rows].sum(), p.row_upper[rows].sum()
        lower[rows[1:]], upper[rows[1:]] = -np.inf, np.inf
    column = np.repeat(np.arange(len(p.cost)), np.diff(p.starts))
    shape = (len(lower), len(p.cost))
    a = sp.coo_array((p.value, (into[p.index], column)), shape=shape).tocsc()
    return replace(
        p,
        row_lower=lower,
        row_upper=upper,
        starts=a.indptr.astype(np.int32),
        index=a.indices.astype(np.int32),
        value=a.data,
    )


def coordination(
    case: PlanningCase, *, regions: Sequence[str] | None = None, options: Mapping[str, Any] | None = None
) -> Answer:
    """Each of ``regions`` (default: those right under the top) alone to its own targets, against all together.

    Alone: nothing moves between them, and each meets its own targets. Together: goods move on the case's routes, and targets of
    the same metric and year are met by the sum. Quotas, demand, markets and rows of regions above are the same in both; limits
    shared by all are shared to the best effect in both, so that the gain is not overstated. Table: ``region``, ``process``,
    ``year`` (the last), ``capacity_…``, ``activity_…``, ``idle_…`` (capacity less activity) for ``alone`` and ``together``,
    ``overcapacity_avoided``, ``unit``. Figures: ``cost_alone``, ``cost_together``, ``saved``.
    """
    m = build_model(case)
    p = m.program
    assert p is not None
    of, heads = _groups(case, regions)
    pools = _pools(m, of)
    programs = {"alone": _alone(p, of), "together": _pooled(p, pools) if pools else p}
    plans: dict[str, Plan] = {}
    for name, program in programs.items():
        model = replace(m, program=program)
        plans[name] = plan_of(model, solve_program(program, options))

    def basis(row: Mapping[str, Any], column: str) -> Basis:
        asked = f"{column}: {row['region']} · {row['process']} · {row['year']}"
        return solve_basis(m, asked, _last_runs(m, of, heads, row))

    notes = [_said(case, heads, len(pools))]
    for name, plan in plans.items():
        notes += [Text(f"{name}：{c.what.zh}", f"{name}: {c.what.en}") for c in plan.conflicts]
    if any(plan.objective is None for plan in plans.values()):
        return Answer(pl.DataFrame(), {}, basis, {}, tuple(notes), plans)
    frame = _by_region(m, plans, of, heads)
    units = {c: "" for c, kind in frame.schema.items() if kind == pl.Float64}
    return Answer(frame, units, basis, _costs(m, plans), tuple(notes), plans)


def _last_runs(m: Model, of: Ints, heads: Sequence[int], row: Mapping[str, Any]) -> Ints:
    """Columns of the output of a process in the last year, and of its builds, in the places of one group."""
    region = m.case.regions.index(row["region"])
    inside = of == heads.index(region) if region in heads else np.arange(len(of)) == region
    here = inside[m.site_region] & (m.site_process == m.case.processes.index(row["process"]))
    assert m.build_of is not None
    built = m.build_of[here]
    runs = m.activity_start + np.flatnonzero(here) * m.year_count + m.year_count - 1
    return np.concatenate([runs, built[built >= 0]])


def _said(case: PlanningCase, heads: Sequence[int], pools: int) -> Text:
    names = [case.regions[h] for h in heads]
    return Text(
        f"比较 {'、'.join(names[:8])} 各自为政与一盘棋；合并的目标 {pools} 组",
        f"{', '.join(names[:8])} alone against together; {pools} groups of targets are met by the sum",
    )


def _costs(m: Model, plans: Mapping[str, Plan]) -> dict[str, Quantity]:
    cost = {
        k: Quantity(Decimal(repr(p.objective)), "CNY", solve_basis(m, f"objective, {k}"))
        for k, p in plans.items()
    }
    alone, together = cost["alone"], cost["together"]
    assert alone.value is not None and together.value is not None
    saved = Quantity(
        alone.value - together.value, "CNY",
        FormulaBasis(Text("各自为政的费用减一盘棋的费用", "cost alone less cost together"), tuple(cost.items())),
    )  # fmt: skip
    return {"cost_alone": alone, "cost_together": together, "saved": saved}


def _by_region(m: Model, plans: Mapping[str, Plan], of: Ints, heads: Sequence[int]) -> pl.DataFrame:
    case = m.case
    last = case.years[-1]
    head = pl.DataFrame({
        "region": list(case.regions), "group": [case.regions[heads[g]] if g >= 0 else r for r, g in zip(case.regions, of.tolist())],
    })  # fmt: skip
    keys = ["group", "process", "unit"]
    joined: pl.DataFrame | None = None
    for name, plan in plans.items():
        for what in ("capacity", "activity"):
            part = plan.tables[what].filter(pl.col("year") == last).join(head, on="region", how="left")
            part = part.group_by(keys).agg(pl.col("quantity").sum().alias(f"{what}_{name}"))
            joined = part if joined is None else joined.join(part, on=keys, how="full", coalesce=True)
    assert joined is not None
    frame = joined.with_columns(pl.selectors.float().fill_null(0.0)).sort("group", "process")
    frame = frame.with_columns(
        # What is smaller than a billionth of the capacity is the solver's arithmetic, not an idle plant.
        pl.when(pl.col(f"capacity_{n}") - pl.col(f"activity_{n}") > 1e-9 * pl.col(f"capacity_{n}"))
        .then(pl.col(f"capacity_{n}") - pl.col(f"activity_{n}"))
        .otherwise(0.0)
        .alias(f"idle_{n}")
        for n in plans
    )
    return frame.select(
        pl.col("group").alias("region"), "process", pl.lit(last, dtype=pl.Int64).alias("year"), "capacity_alone", "capacity_together",
        "activity_alone", "activity_together", "idle_alone", "idle_together",
        (pl.col("idle_alone") - pl.col("idle_together")).alias("overcapacity_avoided"), "unit",
    )  # fmt: skip
