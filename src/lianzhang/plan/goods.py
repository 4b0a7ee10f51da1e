"""Goods that move, are sold, bought, dug, delivered and come back: their columns and their part in the balances.

Conventions: a route goes one way. Without a route a commodity stays where it is, unless a market row lets it be sold
here and bought there. Prices steps are offers: the best is used first. A demand of a parent region may be served from
any place under it. What is delivered (demand met) comes back after its life where it was delivered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import BLANK, EVERY, PlanningCase, Table
from lianzhang.plan import returns, storage
from lianzhang.plan.expand import Expanded, expand, is_leaf
from lianzhang.plan.model import Floats, Ints, Model
from lianzhang.plan.returns import CONSTANT, Delivered
from lianzhang.plan.sites import gross_output

__all__ = ["Goods", "add", "prepare"]


@dataclass
class Goods:
    """Expanded tables; ``touched`` (regions × commodities): which balances exist; ``buys``: which offers of the market are bought from."""

    touched: npt.NDArray[np.bool_]
    routes: tuple[Ints, Ints, Ints, Ints]
    market: Expanded | None
    buys: npt.NDArray[np.bool_]
    demand: Expanded | None
    draws: tuple[Ints, Ints, Ints]
    delivers: tuple[Ints, Ints]
    kept: Expanded | None


def is_dug(case: PlanningCase, commodity: int) -> bool:
    """Whether no process makes the commodity, so that its reserve is drawn from, instead of bounding its output."""
    return not gross_output(case, commodity).any()


def _routes(case: PlanningCase, here: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """(table row, from, to, commodity) of every route; the row that names more wins."""
    table = case.table("routes")
    none = np.empty(0, dtype=np.int64)
    if table is None:
        return none, none, none, none
    keys = [table["from"], table["to"], table["commodity"]]
    plain = np.flatnonzero((keys[0] >= 0) & (keys[1] >= 0) & (keys[2] >= 0))
    parts = [[plain], *([k[plain]] for k in keys)]
    if len(plain) == len(table):
        return plain, keys[0], keys[1], keys[2]  # no two rows have the same keys
    ranges = (here, here, np.arange(len(case.commodities)))
    for i in np.flatnonzero((keys[0] < 0) | (keys[1] < 0) | (keys[2] < 0)):
        options = [ranges[k] if keys[k][i] == EVERY else keys[k][i : i + 1] for k in range(3)]
        grid = [g.ravel() for g in np.meshgrid(*options, indexing="ij")]
        moves = grid[0] != grid[1]
        for part, values in zip(parts, (np.full(len(grid[0]), i), *grid)):
            part.append(values[moves])
    row, start, end, commodity = (np.concatenate(p).astype(np.int64) for p in parts)
    named = np.sum([k[row] >= 0 for k in keys], axis=0)
    ways = [start, end, commodity]
    if "mode" in table.columns:
        ways.append(np.unique(table["mode"].astype(str), return_inverse=True)[1][row])
    order = np.lexsort((row, -named, *reversed(ways)))
    first = np.ones(len(order), dtype=bool)
    same = [k[order] for k in ways]
    first[1:] = np.any([k[1:] != k[:-1] for k in same], axis=0)
    kept = np.sort(order[first])
    return row[kept], start[kept], end[kept], commodity[kept]


def _draws(case: PlanningCase, here: Ints) -> tuple[Ints, Ints, Ints]:
    """(region, commodity, first table row) of every place that may draw from a reserve."""
    table = case.table("reserves")
    found: dict[tuple[int, int], int] = {}
    is_place = set(here.tolist())
    if table is not None:
        dug = {int(c): is_dug(case, int(c)) for c in np.unique(table["commodity"])}
        for i, (region, commodity) in enumerate(zip(table["region"].tolist(), table["commodity"].tolist())):
            if not dug[commodity]:
                continue
            for r in (case.leaves if region == EVERY else case.below[region]).tolist():
                if r in is_place:
                    found.setdefault((r, commodity), i)
    pairs = np.array(list(found), dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1], np.array(list(found.values()), dtype=np.int64)


def prepare(m: Model) -> Goods:
    """Expand the tables and mark which balances exist."""
    case = m.case
    touched = np.zeros((len(case.regions), len(case.commodities)), dtype=bool)
    supplied = touched.copy()
    entry, site = m.entries
    place = m.site_region[site] * len(case.commodities) + m.recipe_commodity[entry]
    touched.ravel()[place] = True
    supplied.ravel()[place[m.recipe_quantity[entry] > 0]] = True
    routes = _routes(case, m.here)
    touched[routes[1], routes[3]] = True
    supplied[routes[2], routes[3]] = True
    table = case.table("market")
    market = expand(case, table, m.here, spread=True, same=("commodity", "side", "step")) if table else None
    buys = np.empty(0, dtype=bool)
    if market is not None and table is not None:
        touched[market.region, table["commodity"][market.row]] = True
        buys = (table["side"] == "buy")[market.row]
        supplied[market.region[buys], table["commodity"][market.row[buys]]] = True
    draws = _draws(case, m.here)
    supplied[draws[0], draws[1]] = True
    table = case.table("demand")
    demand = expand(case, table, case.leaves, same=("commodity",)) if table else None
    back = case.table("returns")
    if back is not None and demand is not None and table is not None:
        again = back.columns.get("reuse", np.full(len(back), BLANK))
        for d, *found in zip(back["delivered"].tolist(), back["returned"].tolist(), again.tolist()):
            for r in np.unique(demand.region[table["commodity"][demand.row] == d]):
                for k in found:
                    if k >= 0:
                        supplied[case.below[int(r)], k] = True
    kept = storage.places_of(case, m.here)
    stored = case.table("storage")
    if kept is not None and stored is not None:
        supplied[kept.region, stored["commodity"][kept.row]] = True
    touched |= supplied
    delivers = _delivers(case, demand, table, supplied)
    if demand is not None and table is not None:
        leaf = is_leaf(case)[demand.region]
        touched[demand.region[leaf], table["commodity"][demand.row[leaf]]] = True
    return Goods(touched, routes, market, buys, demand, draws, delivers, kept)


def _delivers(
    case: PlanningCase, demand: Expanded | None, table: Table | None, supplied: npt.NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """(demand, region) of every place that may serve a demand of a region above it."""
    if demand is None or table is None:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    inner = np.flatnonzero(~is_leaf(case)[demand.region])
    pairs = [
        (d, r)
        for d in inner.tolist()
        for r in case.below[int(demand.region[d])].tolist()
        if supplied[r, table["commodity"][demand.row[d]]]
    ]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _balance(m: Model, region: Ints, commodity: Ints, year: Ints) -> Ints:
    assert m.balance_of is not None
    return m.balance_of[region, commodity] + year


def add(m: Model, g: Goods) -> None:
    """Add the columns, and their coefficients in the balances."""
    _add_flows(m, g)
    _add_trade(m, g)
    _add_draws(m, g)
    storage.add(m, g.kept)
    _add_demand(m, g)


def _add_flows(m: Model, g: Goods) -> None:
    row, start, end, commodity = g.routes
    table, t = m.case.table("routes"), m.year_count
    if table is None:
        return
    freight = np.nan_to_num(table["cost"])
    if "distance" in table.columns:
        freight = freight * np.where(np.isnan(table["distance"]), 1.0, table["distance"])
    cost = freight[row][:, None] * m.factors.flow
    mode = (
        {"mode": np.repeat(table["mode"][row], t)} if "mode" in table.columns and any(table["mode"]) else {}
    )
    limit = np.where(np.isnan(table["limit"]), np.inf, table["limit"])[row]
    at = m.builder.columns(
        "flow", cost.ravel(), upper=np.repeat(limit, t), origin=lambda: np.repeat(start, t), destination=lambda: np.repeat(end, t),
        commodity=lambda: np.repeat(commodity, t), year=lambda: np.tile(np.arange(t), len(row)),
        row=lambda: np.repeat(row, t), **mode,
    )  # fmt: skip
    assert m.balance_of is not None
    out, into = (m.balance_of[place, commodity].astype(np.int32) for place in (start, end))
    # The two rows of a column in rising order: nothing is left to sort when the matrix is put together.
    shape = (len(row), t, 2)
    rows, columns, value = (x.reshape(shape) for x in m.builder.reserve(2 * t * len(row)))
    years = np.arange(t, dtype=np.int32)
    np.add(np.minimum(out, into)[:, None], years, out=rows[:, :, 0])
    np.add(np.maximum(out, into)[:, None], years, out=rows[:, :, 1])
    columns[:] = (at + np.arange(len(row) * t, dtype=np.int32)).reshape(len(row), t, 1)
    value[:, :, 0] = np.where(out < into, -1.0, 1.0)[:, None]
    value[:, :, 1] = -value[:, :, 0]


def _add_trade(m: Model, g: Goods) -> None:
    e, table = g.market, m.case.table("market")
    if e is None or table is None:
        return
    commodity = table["commodity"][e.row]
    buys = g.buys
    cost = np.where(buys, 1.0, -1.0) * table["price"][e.row] * m.factors.flow[e.year]
    limit = np.where(np.isnan(table["limit"]), np.inf, table["limit"])[e.row]
    shared = (e.owner >= 0) & ~is_leaf(m.case)[e.owner] & np.isfinite(limit)
    start = m.builder.columns(
        "trade", cost, upper=np.where(shared, np.inf, limit), region=e.region, commodity=commodity, year=e.year,
        side=table["side"][e.row], step=table["step"][e.row], price=table["price"][e.row], row=e.row,
    )  # fmt: skip
    column = start + np.arange(len(cost))
    m.builder.add(_balance(m, e.region, commodity, e.year), column, np.where(buys, 1.0, -1.0))
    at = np.flatnonzero(shared)
    if len(at):
        groups, first, inverse = np.unique(
            e.row[at] * m.year_count + e.year[at], return_index=True, return_inverse=True
        )
        row, year = np.divmod(groups, m.year_count)
        rows = m.builder.rows(
            "market_limit", np.full(len(row), -np.inf), limit[at][first], region=e.owner[at][first], commodity=commodity[at][first],
            year=year, row=row, side=table["side"][row],
        )  # fmt: skip
        m.builder.add(rows + inverse, column[at], 1.0)


def _add_draws(m: Model, g: Goods) -> None:
    region, commodity, row = g.draws
    t = m.year_count
    year = np.tile(np.arange(t), len(region))
    r, c = np.repeat(region, t), np.repeat(commodity, t)
    start = m.builder.columns(
        "draw", np.zeros(len(year)), region=r, commodity=c, year=year, row=np.repeat(row, t)
    )
    if len(year):
        m.builder.add(_balance(m, r, c, year), start + np.arange(len(year)), 1.0)


def _add_demand(m: Model, g: Goods) -> None:
    e, table = g.demand, m.case.table("demand")
    if e is None or table is None:
        return
    b, case = m.builder, m.case
    commodity, quantity = table["commodity"][e.row], np.nan_to_num(table["quantity"])[e.row]
    penalty = table["penalty"][e.row]
    leaf = is_leaf(case)[e.region]
    at = np.flatnonzero(leaf)
    where = _balance(m, e.region[at], commodity[at], e.year[at]) - m.balance_start
    np.add.at(m.balance_lower, where, quantity[at])
    np.add.at(m.balance_upper, where, quantity[at])
    # Demands of parent regions have a row of their own, served by deliveries from the places below.
    inner = np.flatnonzero(~leaf)
    row_of = np.full(len(e.row), -1, dtype=np.int64)
    row_of[inner] = np.arange(len(inner)) + b.rows(
        "demand", quantity[inner], np.full(len(inner), np.inf), region=e.region[inner], commodity=commodity[inner],
        year=e.year[inner], row=e.row[inner],
    )  # fmt: skip
    d, place = g.delivers
    start = b.columns(
        "deliver",
        np.zeros(len(d)),
        region=place,
        commodity=commodity[d],
        year=e.year[d],
        row=e.row[d],
        demand=d,
    )
    delivered = start + np.arange(len(d))
    if len(d):
        b.add(_balance(m, place, commodity[d], e.year[d]), delivered, -1.0)
        b.add(row_of[d], delivered, 1.0)
    soft = np.flatnonzero(~np.isnan(penalty))
    start = b.columns(
        "unmet", penalty[soft] * m.factors.flow[e.year[soft]], upper=quantity[soft], region=e.region[soft],
        commodity=commodity[soft], year=e.year[soft], row=e.row[soft],
    )  # fmt: skip
    unmet = np.full(len(e.row), -1, dtype=np.int64)
    unmet[soft] = start + np.arange(len(soft))
    target = np.where(leaf[soft], 0, row_of[soft])
    on_leaf = soft[leaf[soft]]
    target[leaf[soft]] = _balance(m, e.region[on_leaf], commodity[on_leaf], e.year[on_leaf])
    b.add(target, unmet[soft], 1.0)
    if case.table("returns") is not None:
        at = np.flatnonzero(leaf)
        some = soft[leaf[soft]]
        fixed = np.full(len(at), CONSTANT, dtype=np.int64)
        met = (
            _delivered(e, commodity, at, e.region[at], fixed, quantity[at]),
            _delivered(e, commodity, some, e.region[some], unmet[some], np.full(len(some), -1.0)),
            _delivered(e, commodity, d, place, delivered, np.ones(len(d))),
        )
        returns.add(m, Delivered.joined(met))


def _delivered(
    e: Expanded, commodity: Ints, of: Ints, region: Ints, column: Ints, amount: Floats
) -> Delivered:
    """Deliveries to the demands ``of``."""
    return Delivered(commodity[of], region, e.year[of], column, amount)
