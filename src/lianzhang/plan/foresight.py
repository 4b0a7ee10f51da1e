"""Year by year against far-sighted: what is lost by deciding with only the near years in view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import Basis, Quantity, Text
from lianzhang.plan.answer import Answer, Floats, Ints, solve_basis
from lianzhang.plan.comparing import compare
from lianzhang.plan.model import Model, build_model
from lianzhang.plan.program import Block, Program
from lianzhang.plan.result import Plan
from lianzhang.plan.solver import Solution, solve_program
from lianzhang.plan.solving import plan_of, solve

__all__ = ["myopic"]


def _years(blocks: tuple[Block, ...], size: int) -> Ints:
    """Year of every column or row; −1 where it has none."""
    out = np.full(size, -1, dtype=np.int64)
    for block in blocks:
        if "year" in block.keys:
            out[block.slice] = block.keys["year"]
    return out


def _seen_cost(m: Model, p: Program, last: int) -> Floats:
    """Costs as seen by someone who looks as far as period ``last``: a build bears the share of its cost that falls to the years of
    its life in view, in proportion to their weights, as a yearly charge would."""
    cost = p.cost.copy()
    block = p.column_block("build")
    if block is not None:
        process, year = np.asarray(block.keys["process"]), np.asarray(block.keys["year"])
        lived = m.alive[process, year] * m.factors.flow
        whole = lived.sum(axis=1)
        share = np.divide(lived[:, : last + 1].sum(axis=1), whole, out=np.zeros_like(whole), where=whole > 0)
        cost[block.slice] *= share
    block = p.column_block("project")
    if block is not None:
        lived = m.projects.shares * m.factors.flow
        whole = lived.sum(axis=1)
        cost[block.slice] *= np.divide(
            lived[:, : last + 1].sum(axis=1), whole, out=np.zeros_like(whole), where=whole > 0
        )
    return cost


def myopic(case: PlanningCase, *, see: int | None = None, options: Mapping[str, Any] | None = None) -> Answer:
    """The far-sighted plan against one decided period by period, each time with ``see`` further periods in view.

    ``see`` defaults to what the longest lead time needs. What is decided for a period stays; the plan's cost is then reckoned as
    that of the far-sighted one. Table: as :func:`~lianzhang.plan.compare` with ``a`` far-sighted and ``b`` year by year. Figures:
    ``a``, ``b``, ``difference``, all in discounted CNY. When the year-by-year path ends where nothing fits, the table is empty
    and a note names the period.
    """
    m = build_model(case)
    p = m.program
    assert p is not None
    years = np.array(case.years)
    longest = float(case.lead_time.max(initial=0.0))
    reach = see if see is not None else int(np.searchsorted(years, years[0] + longest))
    of_column, of_row = _years(p.columns, len(p.cost)), _years(p.rows, len(p.row_lower))
    lower, upper = p.lower.copy(), p.upper.copy()
    far = solve(case)
    decided: Solution | None = None
    for k in range(len(years)):
        last = min(k + reach, len(years) - 1)
        beyond = of_column > last
        unseen = (of_row > last) | ((of_row >= 0) & (of_row < k))
        window = replace(
            p, cost=_seen_cost(m, p, last), lower=np.where(beyond, 0.0, lower), upper=np.where(beyond, 0.0, upper),
            row_lower=np.where(unseen, -np.inf, p.row_lower), row_upper=np.where(unseen, np.inf, p.row_upper),
        )  # fmt: skip
        decided = solve_program(window, options)
        if decided.values is None:
            return _dead_end(m, far, int(years[k]), decided.status)
        now = of_column == k
        lower[now] = upper[now] = np.maximum(decided.values[now], 0.0)
    assert decided is not None and decided.values is not None
    cost = float(p.cost @ decided.values) + p.offset
    near = plan_of(m, Solution("feasible", "year by year", cost, None, decided.values), 0.0)
    if far.objective is None:
        return _dead_end(m, far, int(years[0]), far.status)
    note = Text(
        f"逐年决策每次看到之后 {reach} 个时期；投资按其寿命落在视野内的年份计",
        f"each decision sees {reach} further periods; a build bears the share of its cost that falls to the years in view",
    )
    return replace(compare(far, near), notes=(note,), plans={"far": far, "near": near})


def _dead_end(m: Model, far: Plan, year: int, status: str) -> Answer:
    def basis(_row: Mapping[str, Any], column: str) -> Basis:
        return solve_basis(m, column)

    note = Text(
        f"逐年决策到 {year} 年已无可行方案（{status}）：之前的决定堵死了后路或后面的要求来得太快",
        f"deciding year by year, nothing fits any more in {year} ({status})",
    )
    figures = {}
    if far.objective is not None:
        figures["a"] = Quantity(Decimal(repr(far.objective)), "CNY", solve_basis(m, "objective"))
    return Answer(pl.DataFrame(), {}, basis, figures, (note,), {"far": far})
