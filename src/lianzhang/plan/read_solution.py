"""From the solver's vectors to tables: names, units, prices of scarcity, and the check of every row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from lianzhang.plan.measures import factor_table, origin_table
from lianzhang.plan.model import Model
from lianzhang.plan.program import Block, Program
from lianzhang.plan.solver import Solution
from lianzhang.plan.standing import standing_builds

__all__ = ["frames", "residual", "unit_prices"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SIGN = {"balance": 1.0, "demand": 1.0, "target": 1.0, "capacity": -1.0, "quota": -1.0, "reserve": -1.0,
        "market_limit": -1.0, "growth": -1.0, "grade": -1.0, "reuse": -1.0, "closing_stock": 1.0}  # fmt: skip
"""What one more unit of the scarce thing saves. A dual is the change of cost per unit of the right-hand side: a requirement
(balance, demand, target) costs it, so that one unit more supply, or one less required, saves it; a limit saves minus it."""
_KEYS = {
    "build": ("region", "process", "year"), "project": ("region", "process", "year"), "activity": ("region", "process", "year"),
    "flow": ("from", "to", "commodity", "mode", "year"), "trade": ("region", "commodity", "year", "side", "step"),
    "unmet": ("region", "commodity", "year"), "draw": ("region", "commodity", "year"),
    "deliver": ("region", "commodity", "year"), "shortfall": ("region", "metric", "year"),
    "reuse": ("region", "commodity", "year"), "stock": ("region", "commodity", "year"),
}  # fmt: skip


def _scaled(m: Model, values: Floats) -> Floats:
    """Values of the columns in goods: a lumpy build is counted in units by the solver."""
    out = values.copy()
    for at, by in m.builder.scale:
        out[at] *= by
    return out


def _named(m: Model, block: Block, at: Ints) -> dict[str, Any]:
    """Key columns of a block at some positions, as names."""
    case = m.case
    names = {"region": case.regions, "origin": case.regions, "destination": case.regions, "process": case.processes,
             "commodity": case.commodities, "factor": case.factors}  # fmt: skip
    out: dict[str, Any] = {}
    for key, codes in block.keys.items():
        if key in names:
            choices = np.array(names[key], dtype=object)
            out[{"origin": "from", "destination": "to"}.get(key, key)] = choices[codes[at].astype(int)]
        elif key == "year":
            out["year"] = np.array(case.years)[codes[at].astype(int)]
        elif key in ("side", "step", "what", "mode"):
            out[key] = codes[at]
    if block.kind in ("target", "shortfall"):
        out["metric"] = case.tables["targets"]["metric"][block.keys["row"][at]]
    return out


def _units(m: Model, block: Block, at: Ints) -> npt.NDArray[Any]:
    units = np.array(m.case.units, dtype=object)
    if block.kind in ("target", "shortfall"):
        return np.asarray(m.case.tables["targets"]["metric_unit"][block.keys["row"][at]])
    if block.kind == "quota":
        return np.asarray(np.array(m.case.factor_units, dtype=object)[block.keys["factor"][at]])
    if "process" in block.keys:
        return np.asarray(units[m.case.output[block.keys["process"][at]]])
    return np.asarray(units[block.keys["commodity"][at]])


def _frame(columns: Mapping[str, Any], keys: tuple[str, ...], rest: tuple[str, ...]) -> pl.DataFrame:
    kinds = {
        "year": pl.Int64,
        "step": pl.Int64,
        "quantity": pl.Float64,
        "price": pl.Float64,
        "price_undiscounted": pl.Float64,
    }
    names = [*keys, *rest]
    return pl.DataFrame(
        {n: list(columns.get(n, [])) for n in names},
        schema={n: kinds.get(n, pl.String) for n in names},
        strict=False,
    )


def frames(m: Model, solution: Solution) -> tuple[dict[str, pl.DataFrame], dict[str, Ints]]:
    """Every table of the plan, and for each row the column (of prices: the row, or rows + column) it was read from.

    Rows whose figure is exactly zero are left out; no other figure is dropped or rounded.
    """
    p = m.program
    assert p is not None and solution.values is not None
    values = _scaled(m, solution.values)
    out: dict[str, pl.DataFrame] = {}
    columns: dict[str, Ints] = {}
    for kind, keys in _KEYS.items():
        block = p.column_block(kind)
        if block is None:
            out[kind], columns[kind] = _frame({}, keys, ("quantity", "unit")), np.empty(0, dtype=np.int64)
            continue
        at = np.flatnonzero(values[block.slice])
        data = _named(m, block, at) | {"quantity": values[block.start + at]}
        data["unit"] = _units(m, block, at) + ("" if kind == "stock" else "/a")
        if kind == "flow":
            data["mode"] = [way or None for way in data.get("mode", [""] * len(at))]
        out[kind], columns[kind] = _frame(data, keys, ("quantity", "unit")), block.start + at
    out["capacity"], out["plants"] = _capacity(m, values), _plants(m, p, solution.values)
    out["waste"] = _waste(m, p, solution.values)
    out["use"], out["origin"] = factor_table(m, values), origin_table(m, values)
    out["prices"], columns["prices"] = _prices(m, p, solution)
    return out, columns


def _capacity(m: Model, values: Floats) -> pl.DataFrame:
    standing = m.existing.copy()
    (site, year), column, share = standing_builds(m, np.arange(len(m.site_region)), None)
    np.add.at(standing, (site, year), values[column] * share)
    s, y = np.nonzero(standing)
    units: npt.NDArray[Any] = np.array(m.case.units, dtype=object)[m.case.output[m.site_process[s]]] + "/a"
    data = {
        "region": np.array(m.case.regions, dtype=object)[m.site_region[s]],
        "process": np.array(m.case.processes, dtype=object)[m.site_process[s]],
        "year": np.array(m.case.years)[y], "quantity": standing[s, y], "unit": units,
    }  # fmt: skip
    return _frame(data, ("region", "process", "year"), ("quantity", "unit"))


def _plants(m: Model, p: Program, values: Floats) -> pl.DataFrame:
    """Number of plants of typical size that are built: the solver counts those builds in plants."""
    keys, block = ("region", "process", "year"), p.column_block("build")
    if block is None:
        return _frame({}, keys, ("quantity", "unit"))
    number = np.where(m.case.unit_size[block.keys["process"]] > 0, values[block.slice], 0.0)
    at = np.flatnonzero(number)
    data = _named(m, block, at) | {"quantity": number[at], "unit": ["1"] * len(at)}
    return _frame(data, keys, ("quantity", "unit"))


def _times(p: Program, values: Floats) -> tuple[Floats, Floats]:
    """A x, and |A| |x| as the size of each row's terms."""
    import scipy.sparse as sp

    shape = (len(p.row_lower), len(p.cost))
    matrix = sp.csc_array((p.value, p.index, p.starts), shape=shape)
    return np.asarray(matrix @ values), np.asarray(abs(matrix) @ np.abs(values))


def _waste(m: Model, p: Program, values: Floats) -> pl.DataFrame:
    keys = ("region", "commodity", "year")
    blocks = p.row_blocks("balance")
    if not blocks:
        return _frame({}, keys, ("quantity", "unit"))
    block = blocks[0]
    total, size = _times(p, values)
    left = total[block.slice] - p.row_lower[block.slice]
    # Below the arithmetic's own noise a difference is not waste.
    at = np.flatnonzero(
        (left > 1e-9 * np.maximum(1.0, size[block.slice])) & np.isinf(p.row_upper[block.slice])
    )
    data = _named(m, block, at) | {"quantity": left[at], "unit": _units(m, block, at) + "/a"}
    return _frame(data, keys, ("quantity", "unit"))


def residual(p: Program, values: Floats) -> float:
    """Largest violation of a row or a bound, relative to the size of the row's terms (at least 1)."""
    if not len(p.cost):
        return 0.0
    total, size = _times(p, values)
    over = np.maximum(np.maximum(p.row_lower - total, total - p.row_upper), 0.0) / np.maximum(1.0, size)
    bounds = np.maximum(np.maximum(p.lower - values, values - p.upper), 0.0) / np.maximum(1.0, np.abs(values))
    return float(max(over.max(initial=0.0), bounds.max(initial=0.0)))


def unit_prices(p: Program, solution: Solution) -> Floats:
    """Per row: what one more unit of the scarce thing saves, in discounted CNY."""
    duals = np.zeros(len(p.row_lower)) if solution.duals is None else solution.duals
    out = np.zeros(len(duals))
    for block in p.rows:
        if block.kind in SIGN:
            out[block.slice] = SIGN[block.kind] * duals[block.slice]
        elif block.kind == "limit":
            out[block.slice] = np.abs(duals[block.slice])
    return out + 0.0


def _prices(m: Model, p: Program, solution: Solution) -> tuple[pl.DataFrame, Ints]:
    keys = (
        "kind",
        "region",
        "from",
        "to",
        "mode",
        "commodity",
        "process",
        "factor",
        "metric",
        "year",
        "what",
        "side",
        "step",
    )
    parts: list[pl.DataFrame] = []
    places: list[Ints] = []
    by_row = unit_prices(p, solution)
    count = len(by_row)
    reduced = np.zeros(len(p.cost)) if solution.reduced is None else solution.reduced
    listed = [(b, by_row[b.slice], 0) for b in p.rows]
    for b in p.columns:
        if b.kind in ("flow", "trade", "stock"):
            # The price of a limit of one route or one offer is minus its reduced cost.
            saving = np.where(np.isfinite(p.upper[b.slice]), np.maximum(-reduced[b.slice], 0.0), 0.0)
            listed.append((b, saving, count))
    for block, price, offset in listed:
        at = np.flatnonzero(price)
        if not len(at):
            continue
        data = _named(m, block, at)
        data["kind"] = [f"{block.kind}_limit" if offset else block.kind] * len(at)
        data["price"] = price[at]
        if "year" in block.keys:
            data["price_undiscounted"] = price[at] / m.factors.flow[block.keys["year"][at].astype(int)]
        else:
            data["price_undiscounted"] = [None] * len(at)
        units = _units(m, block, at)
        data["unit"] = ["CNY/" + (f"({u})" if "/" in u else u) for u in units]
        for name in keys:
            data.setdefault(name, [None] * len(at))
        parts.append(_frame(data, keys, ("price", "price_undiscounted", "unit")))
        places.append(offset + block.start + at)
    if not parts:
        return _frame({}, keys, ("price", "price_undiscounted", "unit")), np.empty(0, dtype=np.int64)
    return pl.concat(parts), np.concatenate(places)
