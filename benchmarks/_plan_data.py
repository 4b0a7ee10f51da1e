"""Generated planning data, and the same program from it in two ways: tables for ours, index arithmetic by hand.

The model: activity and build of every (region, process, year), flows on sparse routes, purchases of raw commodities and
unmet demand; balances, capacity by vintage (one year to build, life 12), and land used by builds within a quota.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from lianzhang.chain.tables import PlanningCase, Settings, Table
from lianzhang.plan.program import Program

FIRST, LIFE, LEAD, RATE, OLD = 2020, 12, 1, 0.06, 2015
SMALL = (12, 30, 40, 10)
LARGE = (60, 60, 80, 15)


@dataclass(frozen=True)
class Data:
    """R regions, C commodities (the first ``raw`` of them bought), P processes, T years.

    ``recipe`` (P × C) per unit of main output, with the output; ``routes`` (routes × 3) from, to, commodity; costs per
    region and process; ``demand`` of the last commodities per region and year.
    """

    shape: tuple[int, int, int, int]
    raw: int
    output: Any
    recipe: Any
    routes: Any
    freight: Any
    old: Any
    capex: Any
    fixed: Any
    variable: Any
    price: Any
    final: Any
    demand: Any
    land: Any
    quota: Any


def generated(shape: tuple[int, int, int, int], seed: int = 1) -> Data:
    """Data of a size, always feasible because demand may go unmet at a price."""
    r, c, p, t = shape
    rng = np.random.default_rng(seed)
    raw = c // 6
    output = raw + np.arange(p) % (c - raw)
    recipe = np.zeros((p, c))
    for k in range(p):
        inputs = rng.choice(output[k], size=min(4, output[k]), replace=False)
        recipe[k, inputs] = -rng.uniform(0.1, 0.6, len(inputs))
        recipe[k, output[k]] = 1.0
    routes = np.array(
        [(a, (a + s) % r, k) for a in range(r) for s in (1, 2) for k in range(c) if (a + s + k) % 2 == 0]
    )
    final = np.arange(c - c // 6, c)
    u = rng.uniform
    return Data(
        shape, raw, output, recipe, routes, u(1, 4, len(routes)), u(1, 9, (r, p)), u(50, 90, (r, p)), u(1, 3, (r, p)),
        u(1, 9, (r, p)), u(5, 9, (r, raw, t)), final, u(5, 20, (r, len(final), t)), u(0.5, 1.5, p), np.full(r, 900.0),
    )  # fmt: skip


def _table(name: str, **columns: Any) -> Table:
    return Table(name, f"tables/{name}.csv", {k: np.asarray(v) for k, v in columns.items()})


def case_of(d: Data) -> PlanningCase:
    """The data as planning tables in memory."""
    r, c, p, t = d.shape
    site = np.indices((r, p)).reshape(2, -1)
    k, m = np.nonzero((d.recipe != 0) & (np.arange(c) != d.output[:, None]))
    buy, want = np.indices((r, d.raw, t)).reshape(3, -1), np.indices((r, len(d.final), t)).reshape(3, -1)
    none = np.full
    tables = [
        _table("recipes", process=k, commodity=m, quantity=d.recipe[k, m]),
        _table("capacity", region=site[0], process=site[1], vintage=none(r * p, OLD), quantity=d.old.ravel(),
               stage=none(r * p, "", dtype=object), weight=none(r * p, np.nan)),
        _table("costs", region=site[0], process=site[1], year=none(r * p, -1), capex=d.capex.ravel(), fixed=d.fixed.ravel(),
               variable=d.variable.ravel()),
        _table("routes", **dict(zip(("from", "to", "commodity"), d.routes.T)), cost=d.freight,
               limit=none(len(d.routes), np.nan)),
        _table("market", region=buy[0], commodity=buy[1], year=buy[2], side=none(buy.shape[1], "buy", dtype=object),
               step=np.ones(buy.shape[1], dtype=int), price=d.price.ravel(), limit=none(buy.shape[1], np.nan)),
        _table("demand", region=want[0], commodity=d.final[want[1]], year=want[2], quantity=d.demand.ravel(),
               penalty=none(want.shape[1], 5000.0)),
        _table("use", process=np.arange(p), factor=np.zeros(p, dtype=int), per=none(p, "build", dtype=object),
               quantity=d.land),
        _table("quotas", region=np.arange(r), factor=np.zeros(r, dtype=int), year=none(r, -1), limit=d.quota),
    ]  # fmt: skip
    return PlanningCase(
        settings=Settings("generated", tuple(range(FIRST, FIRST + t)), (1.0,) * t, RATE),
        commodities=tuple(f"c{i}" for i in range(c)), units=("t",) * c, exact=np.zeros(c, dtype=bool),
        regions=tuple(f"r{i}" for i in range(r)), parent=none(r, -2), processes=tuple(f"p{i}" for i in range(p)),
        output=d.output, lifetime=none(p, float(LIFE)), lead_time=none(p, float(LEAD)), minimum_size=np.zeros(p),
        unit_size=np.zeros(p), survival=((),) * p, factors=("land",), factor_units=("mu",),
        tables={x.name: x for x in tables},
    )  # fmt: skip


def discount(d: Data) -> Any:
    """Weight of a CNY of each year."""
    return (1 + RATE) ** -np.arange(d.shape[3], dtype=float)


def alive(d: Data) -> Any:
    """Vintage (all but the last year) × year: whether a build stands."""
    v, y = np.arange(d.shape[3] - LEAD)[:, None], np.arange(d.shape[3])
    return (v + LEAD <= y) & (y < v + LEAD + LIFE)


def standing(d: Data) -> Any:
    """Regions × processes × years: capacity that stands already."""
    year = FIRST + np.arange(d.shape[3])
    return d.old[:, :, None] * (year < OLD + LIFE)


def by_hand(d: Data) -> Program:
    """The program as someone writes it who knows only this model: dense index arithmetic, one sparse conversion."""
    r, c, p, t = d.shape
    df, live = discount(d), alive(d)
    v = len(live)
    act = np.arange(r * p * t).reshape(r, p, t)
    build = act.size + np.arange(r * p * v).reshape(r, p, v)
    flow = build[-1, -1, -1] + 1 + np.arange(len(d.routes) * t).reshape(-1, t)
    buy = flow[-1, -1] + 1 + np.arange(r * d.raw * t).reshape(r, d.raw, t)
    unmet = buy[-1, -1, -1] + 1 + np.arange(d.demand.size).reshape(d.demand.shape)
    balance = np.arange(r * c * t).reshape(r, c, t)
    cap = balance.size + np.arange(r * p * t).reshape(r, p, t)
    land = cap[-1, -1, -1] + 1 + np.arange(r * t).reshape(r, t)
    k, m = np.nonzero(d.recipe)
    start, stop, good = d.routes.T
    vi, yi = np.nonzero(live)
    parts = [
        (balance[:, m], act[:, k], np.broadcast_to(d.recipe[k, m][:, None], (r, len(k), t))),
        (balance[start, good], flow, np.full(flow.shape, -1.0)), (balance[stop, good], flow, np.full(flow.shape, 1.0)),
        (balance[:, : d.raw], buy, np.full(buy.shape, 1.0)), (balance[:, d.final], unmet, np.full(unmet.shape, 1.0)),
        (cap, act, np.ones(act.shape)), (cap[:, :, yi], build[:, :, vi], np.full((r, p, len(vi)), -1.0)),
        (np.broadcast_to(land[:, None, :v], build.shape), build, np.broadcast_to(d.land[:, None], build.shape)),
    ]  # fmt: skip
    row, column, value = (np.concatenate([x[i].ravel() for x in parts]) for i in range(3))
    rows, columns = land[-1, -1] + 1, unmet[-1, -1, -1] + 1
    a = sp.coo_array((value, (row.astype(np.int32), column.astype(np.int32))), shape=(rows, columns)).tocsc()
    lower = np.zeros((r, c, t))
    lower[:, d.final] = d.demand
    none = np.full(rows - balance.size, -np.inf)
    cost = [
        d.variable[:, :, None] * df, d.capex[:, :, None] * df[:v] + d.fixed[:, :, None] * (live @ df),
        d.freight[:, None] * df, d.price * df, np.broadcast_to(5000.0 * df, d.demand.shape),
    ]  # fmt: skip
    upper = np.full(columns, np.inf)
    upper[unmet[0, 0, 0] :] = d.demand.ravel()
    offset = float((standing(d) * d.fixed[:, :, None] * df).sum())
    return Program(
        np.concatenate([x.ravel() for x in cost]), np.zeros(columns), upper, np.zeros(columns, dtype=bool),
        np.concatenate([lower.ravel(), none]),
        np.concatenate([np.full(balance.size, np.inf), standing(d).ravel(), np.repeat(d.quota, t)]), a.indptr, a.indices,
        a.data, offset, (), (),
    )  # fmt: skip
