"""Solving a planning case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import Text
from lianzhang.plan import explain, read_solution
from lianzhang.plan.goods import is_dug
from lianzhang.plan.least_draw import least_draw
from lianzhang.plan.model import Model, build_model
from lianzhang.plan.result import TABLES, Plan
from lianzhang.plan.solver import Floats, Solution, solve_program

__all__ = ["plan_of", "solve"]


def solve(
    case: PlanningCase,
    *,
    time_limit: float | None = None,
    mip_gap: float = 1e-9,
    method: str | None = None,
    threads: int | None = None,
    explain_seconds: float = 30.0,
) -> Plan:
    """Find the plan of least discounted cost minus sales.

    ``time_limit`` in seconds; ``mip_gap`` the relative gap at which a plan with lumpy plants is called optimal;
    ``method`` of the linear solver (``simplex``, ``ipm``, ``pdlp``); ``explain_seconds`` bounds the search for reasons.
    Raises :class:`~lianzhang.core.InputError` when rows of a table contradict each other.
    """
    options: dict[str, Any] = {"mip_rel_gap": mip_gap}
    if time_limit is not None:
        options["time_limit"] = float(time_limit)
    if method is not None:
        options["solver"] = method
    if threads is not None:
        options["threads"] = threads
    m = build_model(case)
    assert m.program is not None
    return plan_of(m, solve_program(m.program, options), explain_seconds)


def plan_of(m: Model, solution: Solution, explain_seconds: float = 30.0) -> Plan:
    """The plan that a solution of a model's program says, or the reason why there is none."""
    case, p = m.case, m.program
    assert p is not None
    notes = (*case.notes, *m.notes, *_notes(m))
    common: dict[str, Any] = {"run": case.fingerprint, "detail": solution.detail, "notes": notes, "model": m}
    if solution.values is None:
        reason: tuple[explain.Conflict, ...] = ()
        if solution.status == "infeasible" and explain_seconds > 0:
            reason = explain.infeasible(m, explain_seconds)
        elif solution.status == "unbounded" and explain_seconds > 0:
            reason = explain.endless(m)
        empty = {name: pl.DataFrame() for name in TABLES}
        return Plan(
            status=solution.status, objective=None, bound=None, tables=empty, conflicts=reason, **common
        )
    solution = replace(solution, values=least_draw(p, solution.values))
    assert solution.values is not None
    tables, columns = read_solution.frames(m, solution)
    common["notes"] = (*notes, *_never_served(m, solution.values))
    return Plan(
        status=solution.status,
        objective=solution.objective,
        bound=solution.bound,
        tables=tables,
        residual=read_solution.residual(p, solution.values),
        columns=columns,
        prices_by_row=read_solution.unit_prices(p, solution),
        values=solution.values,
        reduced=solution.reduced,
        **common,
    )


def _notes(m: Model) -> list[Text]:
    """Readings of the tables that decide the plan and that the planner may not expect."""
    case = m.case
    free = sorted({case.processes[p] for p in m.site_process[~m.capped].tolist()})
    notes = []
    if free:
        more = len(free) - 10
        notes.append(
            Text(
                "没有产能也没有投资成本的工艺按产能不受限计："
                + "、".join(free[:10])
                + (f" 等 {len(free)} 个" if more > 0 else ""),
                "processes with neither capacity nor capex are not limited by capacity: "
                + ", ".join(free[:10])
                + (f" and {more} more" if more > 0 else ""),
            )
        )
    entering = {int(c) for c, q in zip(m.recipe_commodity, m.recipe_quantity) if q > 0} | _bought(case)
    needed = {int(c) for c, q in zip(m.recipe_commodity, m.recipe_quantity) if q < 0}
    demand = case.table("demand")
    if demand is not None:
        needed |= {int(c) for c in np.unique(demand["commodity"])}
    notes += [
        Text(
            f"物料“{case.commodities[c]}”有需要而没有来源（工艺、买入、储量、回流、期初库存均无）",
            f"{case.commodities[c]} is needed and nothing supplies it (no process, purchase, reserve, return or first stock)",
        )
        for c in sorted(needed - entering)
    ]
    return notes


def _never_served(m: Model, values: Floats) -> list[Text]:
    """Demand of which nothing is ever served although that would only cost a penalty: often one in another unit than was meant."""
    p, case = m.program, m.case
    block = None if p is None else p.column_block("unmet")
    if p is None or block is None:
        return []
    region, commodity, year = (np.asarray(block.keys[k]) for k in ("region", "commodity", "year"))
    wanted, missing = p.upper[block.slice], values[block.slice]
    penalty = p.cost[block.slice] / m.factors.flow[year]
    said = []
    for r, c in dict.fromkeys(zip(region.tolist(), commodity.tolist())):
        at = (region == r) & (commodity == c) & (wanted > 0)
        if not at.any() or (missing[at] < (1 - 1e-9) * wanted[at]).any():
            continue
        price, goods, place = float(penalty[at].max()), case.commodities[c], case.regions[r]
        said.append(
            Text(
                f"“{goods}”在 {place} 的需求一点也没有供应：缺口罚金合 {price:g} CNY/{case.units[c]}，低于供应的费用或无从供应；"
                "罚金按本行的 unit 计，请核对 demand 表",
                f"nothing of {goods} is served in {place}: its penalty of {price:g} CNY/{case.units[c]} is below the cost of serving it, or "
                "nothing can; a penalty is money per unit of its row, see the table demand",
            )
        )
    return said[:10]


def _bought(case: PlanningCase) -> set[int]:
    """Commodities that come from elsewhere than a process: bought, dug, come back, in stock from the start."""
    found: set[int] = set()
    market, reserves, returns = case.table("market"), case.table("reserves"), case.table("returns")
    storage = case.table("storage")
    if storage is not None:
        found |= {int(c) for c in storage["commodity"][np.nan_to_num(storage["initial"]) > 0]}
    if market is not None:
        found |= {int(c) for c in market["commodity"][market["side"] == "buy"]}
    if reserves is not None:
        found |= {int(c) for c in reserves["commodity"] if is_dug(case, int(c))}
    if returns is not None:
        found |= {
            int(c) for of in ("returned", "reuse") if of in returns.columns for c in returns[of] if c >= 0
        }
    return found
