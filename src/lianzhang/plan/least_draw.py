"""Of all plans of the same cost, one that digs no more than it uses.

A draw from a reserve costs nothing by itself, and a balance says only that what comes in is at least what goes out: a
solver may leave a heap of ore that nobody asked for. What is left over is taken back here, from the draw in that place,
or through routes that cost nothing from the draw elsewhere. Neither cost nor prices change: where goods are left over
their price is zero, and so is that of the reserve they were drawn from.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lianzhang.plan.program import Program

__all__ = ["least_draw"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_ROUNDS = 100
_NOISE = 1e-9
"""Below this share of the amounts in a row a difference is the arithmetic's own."""


def least_draw(p: Program, values: Floats) -> Floats:
    """``values`` of the columns with draws, and the free flows that carry them, lowered by what nobody uses."""
    draw, flow, balances = p.column_block("draw"), p.column_block("flow"), p.row_blocks("balance")
    if draw is None or not draw.size or not balances:
        return values
    out = values.copy()
    left, noise = _left_over(p, out, balances[0].slice)
    draws = _may_fall(p, draw.start + np.arange(draw.size))
    flows = np.empty(0, dtype=np.int64)
    if flow is not None:
        dug = np.isin(flow.keys["commodity"], draw.keys["commodity"])
        at = flow.start + np.flatnonzero(dug)
        flows = _may_fall(p, at[p.cost[at] == 0])
    ends = {int(c): _ends(p, int(c), balances[0].slice) for c in (*draws, *flows)}
    for _ in range(_ROUNDS):
        changed = _lower(draws, ends, out, left, noise)
        changed |= _lower(flows, ends, out, left, noise)
        if not changed:
            break
    return out


def _left_over(p: Program, values: Floats, balances: slice) -> tuple[Floats, Floats]:
    """Per row: what a balance has beyond its need (0 for all other rows, and for equations), and what counts as noise."""
    column = np.repeat(np.arange(len(p.cost)), np.diff(p.starts))
    terms = p.value * values[column]
    total = np.bincount(p.index, weights=terms, minlength=len(p.row_lower))
    noise = _NOISE * np.maximum(1.0, np.bincount(p.index, weights=np.abs(terms), minlength=len(p.row_lower)))
    left = np.zeros(len(total))
    left[balances] = np.where(np.isinf(p.row_upper[balances]), total[balances] - p.row_lower[balances], 0.0)
    return left, noise


def _may_fall(p: Program, columns: Ints) -> Ints:
    """The continuous ones that no row but a balance holds up."""
    held = np.zeros(len(p.row_lower), dtype=bool)
    for block in p.rows:
        held[block.slice] = block.kind != "balance"
    kept = []
    for c in columns.tolist():
        rows, value = p.index[p.starts[c] : p.starts[c + 1]], p.value[p.starts[c] : p.starts[c + 1]]
        wall = np.where(value > 0, p.row_lower[rows], -p.row_upper[rows])
        if p.lower[c] == 0 and not p.whole[c] and not (held[rows] & np.isfinite(wall)).any():
            kept.append(c)
    return np.array(kept, dtype=np.int64)


def _ends(p: Program, column: int, balances: slice) -> tuple[int, int]:
    """(balance that the column brings to, balance that it takes from or −1); their coefficients are 1 and −1."""
    into, out_of = -1, -1
    for k in range(int(p.starts[column]), int(p.starts[column + 1])):
        row = int(p.index[k])
        if balances.start <= row < balances.stop:
            into, out_of = (row, out_of) if p.value[k] > 0 else (into, row)
    return into, out_of


def _lower(
    columns: Ints, ends: dict[int, tuple[int, int]], values: Floats, left: Floats, noise: Floats
) -> bool:
    changed = False
    for c in columns.tolist():
        into, out_of = ends[c]
        if into < 0 or values[c] <= 0 or left[into] <= noise[into]:
            continue
        amount = min(values[c], left[into])
        values[c] -= amount
        left[into] -= amount
        if out_of >= 0:
            left[out_of] += amount
        changed = True
    return changed
