"""Why nothing fits, or why the cost falls without end: in the planner's rows.

Two answers to "infeasible": the rows that cannot hold together (an irreducible subset, by the solver), and the least
change that makes everything fit (an elastic relaxation: every figure of the tables may give way at a price
proportional to its own size, the balances themselves only when that is not enough).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lianzhang.core import RowBasis, Text
from lianzhang.plan import labels
from lianzhang.plan.model import Model
from lianzhang.plan.program import Block, Program
from lianzhang.plan.solver import rows_that_conflict, solve_program

__all__ = ["Conflict", "endless", "infeasible"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
MOST_ROWS_FOR_IIS = 60_000
BOX = 1e9


@dataclass(frozen=True)
class Conflict:
    """One row of the reason. ``role``: ``conflict`` (cannot hold together with the others), ``change`` (this change makes
    the whole fit: ``amount`` in ``unit``, positive = more of the limit or of the supply is needed), ``unbounded``."""

    role: str
    what: Text
    amount: float | None
    unit: str
    rows: tuple[RowBasis, ...]


_CHANGES = {
    "balance": Text("还缺", "is short of"), "demand": Text("还缺", "is short of"), "capacity": Text("须增加", "needs more:"),
    "reserve": Text("须增加", "needs more:"), "quota": Text("须增加", "needs more:"), "limit": Text("须放宽", "must give way by"),
    "growth": Text("须放宽", "must give way by"), "target": Text("须降低", "must be lowered by"),
    "market_limit": Text("须放宽", "must give way by"), "minimum_size": Text("须放宽", "must give way by"),
    "maximum_of_plants": Text("须放宽", "must give way by"), "flow": Text("上限须放宽", "limit must give way by"),
    "trade": Text("上限须放宽", "limit must give way by"), "stock": Text("上限须放宽", "limit must give way by"),
    "grade": Text("须准许新建", "must allow builds of"), "reuse": Text("须放宽", "must give way by"),
    "closing_stock": Text("须降低", "must be lowered by"),
}  # fmt: skip


def _elastic(p: Program, rows: Ints, up: Floats, down: Floats, columns: Ints, price: Floats) -> Program:
    """The program with slack on ``rows`` (both ways, at a price; NaN: not that way) and room above ``columns``' limits."""
    more, less = rows[~np.isnan(up)], rows[~np.isnan(down)]
    size = len(more) + len(less)
    index, value, starts = [p.index], [p.value], [p.starts]
    index += [more.astype(np.int32), less.astype(np.int32)]
    value += [np.ones(len(more)), -np.ones(len(less))]
    starts.append(p.starts[-1] + np.arange(1, size + 1))
    counts = np.diff(p.starts)[columns]
    for c in columns:
        index.append(p.index[p.starts[c] : p.starts[c + 1]])
        value.append(p.value[p.starts[c] : p.starts[c + 1]])
    starts.append(p.starts[-1] + size + np.cumsum(counts))
    extra = size + len(columns)
    cost = np.concatenate([np.zeros(len(p.cost)), up[~np.isnan(up)], down[~np.isnan(down)], price])
    return replace(
        p, cost=cost, lower=np.concatenate([p.lower, np.zeros(extra)]),
        upper=np.concatenate([p.upper, np.full(extra, np.inf)]), whole=np.concatenate([p.whole, np.zeros(extra, dtype=bool)]),
        starts=np.concatenate(starts).astype(np.int32), index=np.concatenate(index), value=np.concatenate(value), offset=0.0,
    )  # fmt: skip


def _prices(p: Program, everything: bool) -> tuple[Ints, Floats, Floats]:
    """Rows that may give way, and the price of one unit upward and downward: one over the size of the figure."""
    rows, up, down = [], [], []
    for block in p.rows:
        lower, upper = p.row_lower[block.slice], p.row_upper[block.slice]
        size = np.maximum(
            np.where(np.isfinite(lower), np.abs(lower), 0), np.where(np.isfinite(upper), np.abs(upper), 0)
        )
        usual = float(np.median(size[size > 0])) if (size > 0).any() else 1.0
        given = (size > 0) | (
            block.kind in ("quota", "reserve", "limit", "target", "growth", "market_limit", "grade")
        )
        at = np.flatnonzero(given | everything)
        price = 1.0 / np.where(size[at] > 0, size[at], usual)
        price = np.where(given[at], price, 1e3 * price)
        rows.append(block.start + at)
        up.append(np.where(np.isfinite(lower[at]), price, np.nan))
        down.append(np.where(np.isfinite(upper[at]), price, np.nan))
    if not rows:
        return np.empty(0, dtype=np.int64), np.empty(0), np.empty(0)
    return np.concatenate(rows), np.concatenate(up), np.concatenate(down)


def _limited(p: Program) -> Ints:
    parts = [
        b.start + np.flatnonzero(np.isfinite(p.upper[b.slice]))
        for b in p.columns
        if b.kind in ("flow", "trade", "stock")
    ]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _least_change(m: Model, seconds: float) -> list[Conflict]:
    p = m.program
    assert p is not None
    columns = _limited(p)
    price = 1.0 / np.maximum(p.upper[columns], 1e-9)
    for everything in (False, True):
        rows, up, down = _prices(p, everything)
        solution = solve_program(_elastic(p, rows, up, down, columns, price), {"time_limit": seconds})
        if solution.values is not None:
            break
    else:
        return []
    more, less = rows[~np.isnan(up)], rows[~np.isnan(down)]
    slack = solution.values[len(p.cost) :]
    found: list[Conflict] = []
    for which, row in zip(slack, [*more, *less]):
        if which > 1e-7:
            block, k = labels.find_block(p.rows, int(row))
            unit = labels.row_unit(m, block, k)
            found.append(
                _change(
                    block, labels.row_label(m, int(row)), float(which), unit, labels.row_basis(m, int(row))
                )
            )
    for which, column in zip(slack[len(more) + len(less) :], columns):
        if which > 1e-7:
            block, k = labels.find_block(p.columns, int(column))
            unit = m.case.units[int(block.keys["commodity"][k])]
            label = labels.column_label(m, int(column))
            found.append(_change(block, label, float(which), unit, labels.column_basis(m, int(column))))
    return found


def _change(block: Block, label: Text, amount: float, unit: str, rows: tuple[RowBasis, ...]) -> Conflict:
    verb = _CHANGES[block.kind]
    text = Text(f"{label.zh} {verb.zh} {amount:.6g} {unit}", f"{label.en} {verb.en} {amount:.6g} {unit}")
    return Conflict("change", text, amount, unit, rows)


def infeasible(m: Model, seconds: float = 30.0) -> tuple[Conflict, ...]:
    """The rows that cannot hold together, then the least change that makes everything fit."""
    p = m.program
    assert p is not None
    found: list[Conflict] = []
    if len(p.row_lower) <= MOST_ROWS_FOR_IIS:
        for row in rows_that_conflict(p, seconds):
            block, k = labels.find_block(p.rows, int(row))
            found.append(
                Conflict(
                    "conflict",
                    labels.row_label(m, int(row)),
                    None,
                    labels.row_unit(m, block, k),
                    labels.row_basis(m, int(row)),
                )
            )
    return (*found, *_least_change(m, seconds))


def endless(m: Model) -> tuple[Conflict, ...]:
    """The columns that grow without end: those that reach the walls of a very large box."""
    p = m.program
    assert p is not None
    boxed = replace(p, upper=np.minimum(p.upper, BOX), whole=np.zeros_like(p.whole))
    values = solve_program(boxed).values
    if values is None:
        return ()
    at = np.flatnonzero((values > 0.5 * BOX) & ~(p.upper < BOX))
    gain = at[np.argsort(p.cost[at], kind="stable")]
    found = []
    for column in gain[:20]:
        block, k = labels.find_block(p.columns, int(column))
        key = block.keys
        unit = (
            m.case.units[int(key["commodity"][k])]
            if "commodity" in key
            else m.case.process_unit(int(key["process"][k]))
        )
        label = labels.column_label(m, int(column))
        text = Text(
            f"{label.zh} 可无限增加而费用不断下降", f"{label.en} can grow without end while the cost falls"
        )
        found.append(Conflict("unbounded", text, None, unit, labels.column_basis(m, int(column))))
    return tuple(found)
