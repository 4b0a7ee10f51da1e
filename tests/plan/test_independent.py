"""Random cases against a second formulation, written apart: loops over dense dictionaries into scipy's linprog."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lianzhang import plan
from lianzhang.plan.answer import append_row, build_sums
from lianzhang.plan.scenario_files import Change
from lianzhang.plan.solver import solve_program


def random_tables(seed: int) -> dict:
    """A small case as plain data: what both formulations read."""
    r = random.Random(seed)
    regions, processes, commodities = ["A", "B", "C"][: r.randint(1, 3)], ["p", "q", "s"], ["x", "y", "z"]
    first, years = 2025, list(range(2025, 2025 + r.randint(1, 4)))
    output = {"p": "x", "q": "y", "s": "x"}
    n = lambda lo, hi: round(r.uniform(lo, hi), 3)  # noqa: E731
    some = lambda items, chance: [i for i in items if r.random() < chance]  # noqa: E731
    return {
        "gift": {}, "rate": r.choice([0.0, 0.07]), "first": first, "regions": regions, "processes": processes,
        "commodities": commodities, "years": years, "output": output,
        "exact": {c: r.random() < 0.2 for c in commodities},
        "life": {p: r.choice([1, 2, 10]) for p in processes}, "lead": {p: r.choice([0, 0, 1]) for p in processes},
        "inputs": {(p, c): n(-1.5, 0.5) for p, c in product(processes, commodities) if c != output[p] and r.random() < 0.6},
        "old": {(g, p, v): n(0, 20) for g, p in some(product(regions, processes), 0.7) for v in [r.choice([2023, 2024, 2026])]},
        "cost": {(g, p, y): (n(1, 9), n(0, 1), n(-0.2, 3)) for g, p, y in some(product(regions, processes, years), 0.8)},
        "demand": {(g, c, y): (n(0, 15), n(20, 60)) for g, c, y in some(product(regions, commodities, years), 0.5)},
        "buy": {(g, c, y, k): (n(4, 30), n(1, 12)) for g, c, y, k in some(product(regions, commodities, years, (1, 2)), 0.5)},
        "sell": {(g, c, y): (n(0, 12), n(1, 9)) for g, c, y in some(product(regions, commodities, years), 0.4)},
        "routes": {(a, b, c): (n(0, 3), n(2, 9)) for a, b, c in some(product(regions, regions, commodities), 0.4) if a != b},
        "land": {p: n(0, 1) for p in processes}, "water": {p: n(0, 1) for p in processes},
        "quota": {(g, f, y): n(3, 20) for g, f, y in some(product(regions, ("land", "water"), years), 0.4)},
        "reserve": {(g, c): n(5, 30) for g, c in some(product(regions, ["x", "y"]), 0.3)},
    }  # fmt: skip


def as_csv(header: str, data: dict) -> str:
    lines = [header]
    for key, value in data.items():
        parts = (
            *(key if isinstance(key, tuple) else (key,)),
            *(value if isinstance(value, tuple) else (value,)),
        )
        lines.append(",".join(map(str, parts)))
    return "\n".join(lines)


def tables_of(d: dict) -> tuple[str, dict[str, str]]:
    out = {
        "commodities": as_csv("commodity,unit,balance", {c: ("t", "eq" if e else "ge") for c, e in d["exact"].items()}),
        "regions": as_csv("region,parent", dict.fromkeys(d["regions"], "")),
        "processes": as_csv(
            "process,output,lifetime,lead_time", {p: (d["output"][p], d["life"][p], d["lead"][p]) for p in d["processes"]}
        ),
        "recipes": as_csv("process,commodity,quantity", d["inputs"]),
        "capacity": as_csv("region,process,vintage,quantity", d["old"]),
        "costs": as_csv("region,process,year,capex,fixed,variable", d["cost"]),
        "demand": as_csv("region,commodity,year,quantity,penalty", d["demand"]),
        "market": as_csv(
            "region,commodity,year,side,step,price,limit",
            {(g, c, y, "buy", k): v for (g, c, y, k), v in d["buy"].items()}
            | {(g, c, y, "sell", 1): v for (g, c, y), v in d["sell"].items()},
        ),
        "routes": as_csv("from,to,commodity,cost,limit", d["routes"]),
        "use": as_csv(
            "process,factor,per,quantity",
            {(p, "land", "capacity"): v for p, v in d["land"].items()} | {(p, "water", "activity"): v for p, v in d["water"].items()},
        ),
        "quotas": as_csv("region,factor,year,limit", d["quota"]),
        "reserves": as_csv("region,commodity,quantity", d["reserve"]),
    }  # fmt: skip
    return f"years = {d['years']}\nrate = {d['rate']}\n", out


class Dense:
    """Variables by name, rows as dictionaries."""

    def __init__(self) -> None:
        self.cost: dict = {}
        self.upper: dict = {}
        self.rows: list[tuple[dict, str, float]] = []

    def var(self, name: tuple, cost: float, upper: float | None = None) -> tuple:
        self.cost[name], self.upper[name] = cost, upper
        return name

    def solve(self):
        names = list(self.cost)
        at = {v: i for i, v in enumerate(names)}
        kinds = {"le": ([], []), "eq": ([], [])}
        for terms, kind, rhs in self.rows:
            sign = -1 if kind == "ge" else 1
            row = [0.0] * len(names)
            for v, a in terms.items():
                row[at[v]] += sign * a
            matrix, right = kinds["eq" if kind == "eq" else "le"]
            matrix.append(row)
            right.append(sign * rhs)
        (a, b), (ae, be) = kinds["le"], kinds["eq"]
        return linprog(
            [self.cost[v] for v in names], A_ub=a or None, b_ub=b or None, A_eq=ae or None, b_eq=be or None,
            bounds=[(0, self.upper[v]) for v in names],
        )  # fmt: skip


def stands(d: dict, start: int, p: str, y: int) -> bool:
    return start <= y < start + d["life"][p]


def plants(m: Dense, d: dict, w: dict) -> tuple[dict, dict, float]:
    """Activity and builds; returns activity names, (builds, old capacity) a place and year, and the constant cost."""
    nothing = (None, 0.0, 0.0)
    limited = {p for g, p, _ in d["old"]} | {p for g, p, _ in d["cost"]}
    years, constant = d["years"], 0.0
    act, capacity = {}, {}
    for g, p, y in product(d["regions"], d["processes"], years):
        capex, _, variable = d["cost"].get((g, p, y), nothing)
        act[g, p, y] = m.var(("act", g, p, y), w[y] * variable)
        start = y + d["lead"][p]
        if capex is not None and any(stands(d, start, p, t) for t in years):
            running = sum(
                w[t] * d["cost"].get((g, p, t), nothing)[1] for t in years if stands(d, start, p, t)
            )
            m.var(("build", g, p, y), capex * w[y] + running)
    for g, p, y in product(d["regions"], d["processes"], years):
        if p not in limited:
            continue
        old = sum(q for (h, k, v), q in d["old"].items() if (h, k) == (g, p) and stands(d, v, p, y))
        constant += old * w[y] * d["cost"].get((g, p, y), nothing)[1]
        builds = [("build", g, p, v) for v in years if stands(d, v + d["lead"][p], p, y)]
        terms = {b: 1.0 for b in builds if b in m.cost}
        capacity[g, p, y] = (terms, old)
        m.rows.append(({act[g, p, y]: 1.0, **dict.fromkeys(terms, -1.0)}, "le", old))
    return act, capacity, constant


def balances(m: Dense, d: dict, act: dict) -> None:
    for g, c, y in product(d["regions"], d["commodities"], d["years"]):
        terms: dict = {
            act[g, p, y]: (d["output"][p] == c) + d["inputs"].get((p, c), 0.0) for p in d["processes"]
        }
        for name in m.cost:
            if name[0] == "flow" and name[3:] == (c, y):
                terms[name] = terms.get(name, 0) + (name[2] == g) - (name[1] == g)
            elif name[0] in ("buy", "sell", "unmet") and name[1:4] == (g, c, y):
                terms[name] = -1.0 if name[0] == "sell" else 1.0
        wanted = d["demand"].get((g, c, y), (0.0, 0))[0]
        m.rows.append((terms, "eq" if d["exact"][c] else "ge", wanted - d["gift"].get((g, c, y), 0.0)))


def trade(m: Dense, d: dict, w: dict) -> None:
    for ((a, b, c), (cost, limit)), y in product(d["routes"].items(), d["years"]):
        m.var(("flow", a, b, c, y), cost * w[y], limit)
    for (g, c, y, k), (price, limit) in d["buy"].items():
        m.var(("buy", g, c, y, k), price * w[y], limit)
    for (g, c, y), (price, limit) in d["sell"].items():
        m.var(("sell", g, c, y), -price * w[y], limit)
    for (g, c, y), (quantity, penalty) in d["demand"].items():
        m.var(("unmet", g, c, y), penalty * w[y], quantity)


def scarce(m: Dense, d: dict, act: dict, capacity: dict) -> None:
    for (g, f, y), limit in d["quota"].items():
        terms, used = {}, 0.0
        for p in d["processes"]:
            if f == "water":
                terms[act[g, p, y]] = d["water"][p]
            elif (g, p, y) in capacity:
                builds, old = capacity[g, p, y]
                used += d["land"][p] * old
                terms |= dict.fromkeys(builds, d["land"][p])
        m.rows.append((terms, "le", limit - used))
    for (g, c), quantity in d["reserve"].items():
        terms = {
            act[g, p, y]: 1.0 if d["output"][p] == c else max(d["inputs"].get((p, c), 0.0), 0.0)
            for p, y in product(d["processes"], d["years"])
        }
        m.rows.append((terms, "le", quantity))


def independent(d: dict):
    """Solution of the dense program, and the cost of what stands already."""
    m = Dense()
    w = {y: 1 / (1 + d["rate"]) ** (y - d["first"]) for y in d["years"]}
    act, capacity, constant = plants(m, d, w)
    trade(m, d, w)
    balances(m, d, act)
    scarce(m, d, act, capacity)
    return m.solve(), constant


def agree(case, seed: int) -> str:
    d = random_tables(seed)
    toml, tables = tables_of(d)
    found, constant = independent(d)
    p = plan.solve(case(toml, **tables), explain_seconds=5)
    if found.status == 0:
        assert p.status == "optimal", p.detail
        assert p.objective == pytest.approx(found.fun + constant, rel=1e-7, abs=1e-6)
        assert p.residual < 1e-7
    else:
        assert p.status == {2: "infeasible", 3: "unbounded"}[found.status]
        assert p.conflicts
    return p.status


@pytest.mark.parametrize("block", range(5))
def test_two_formulations_agree(case, block):
    """Two hundred seeds, always the same: 0 … 199. One that ever failed among the fresh ones below is added to them."""
    found = [agree(case, seed) for seed in range(40 * block, 40 * block + 40)]
    assert found.count("optimal") >= 10


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(200, 10**6))
def test_two_formulations_agree_on_fresh_problems(case, seed):
    agree(case, seed)


@pytest.mark.parametrize("seed", [3, 5, 42])
def test_prices_are_the_slope_of_the_cost(case, seed):
    """Each price against finite differences of the second formulation: a unit more of a quota, a reserve, a commodity."""
    d = random_tables(seed)
    d["gift"] = dict.fromkeys(product(d["regions"], d["commodities"], d["years"]), 0.0)
    toml, tables = tables_of(d)
    p = plan.solve(case(toml, **tables))
    assert p.status == "optimal"
    second = {"quota": "factor", "reserve": "commodity", "balance": "commodity"}
    price = {}
    for r in p.prices.to_dicts():
        if r["kind"] in second:
            key = (r["region"], r[second[r["kind"]]], r["year"])
            price[r["kind"], *(k for k in key if k is not None)] = r["price"]
    base = independent(d)[0].fun
    checked, step = 0, 1e-4
    for kind, table in (("quota", "quota"), ("reserve", "reserve"), ("balance", "gift")):
        for key, value in d[table].items():
            slopes = []
            for change in (step, -step):
                found, _ = independent({**d, table: {**d[table], key: value + change}})
                slopes.append((base - found.fun) / change if found.status == 0 else None)
            if None in slopes:
                continue
            low, high = sorted(slopes)
            listed = price.get((kind, *key), 0.0)
            assert low - 1e-4 * (1 + abs(low)) <= listed <= high + 1e-4 * (1 + abs(high))
            checked += listed != 0
    assert checked >= 3


@pytest.mark.parametrize("seed", range(24))
def test_a_sweep_finds_what_single_solves_find(case, seed):
    """Demand and prices of a random case scaled four ways, some of which fit and some not: status and cost as when solved alone."""
    d = random_tables(seed)
    toml, tables = tables_of(d)
    base = case(toml, **tables)
    changes = [
        plan.Scenario(str(k), tuple(c for c in (demand(d, k), buying(d, k)) if c))
        for k in (1.0, 2.0, 0.5, 1.1)
    ]
    cases = {s.name: plan.apply(base, s) for s in changes}
    alone = {n: plan.solve(c, explain_seconds=0) for n, c in cases.items()}
    for row in plan.sweep(cases).table.to_dicts():
        one = alone[row["scenario"]]
        assert row["status"] == one.status
        if one.objective is not None:
            assert row["objective"] == pytest.approx(one.objective, rel=1e-8, abs=1e-6)


def demand(d: dict, by: float) -> Change | None:
    return Change("demand", scale={"quantity": by}) if d["demand"] else None


def buying(d: dict, by: float) -> Change | None:
    return Change("market", where={"side": "buy"}, scale={"price": by, "limit": 1 / by}) if d["buy"] else None


@pytest.mark.parametrize("seed", range(12))
def test_ranges_of_alternatives_hold_the_best_and_reach_no_further(case, seed):
    """Within the slack, every least and most is reached by a plan that costs no more: fixing the group there keeps the cost within."""
    d = random_tables(seed)
    toml, tables = tables_of(d)
    c = case(toml, **tables)
    p = plan.solve(c, explain_seconds=0)
    if p.status != "optimal" or p.build.is_empty():
        return
    answer = plan.alternatives(c, p, slack=0.03)
    budget = float(answer.figures["largest_cost"].value)
    m = p.model
    groups, columns = build_sums(m, ("process",))
    for row in answer.table.to_dicts():
        at = columns[[c.processes[g[0]] for g in groups].index(row["process"])]
        assert row["minimum"] - 1e-6 <= row["best"] <= row["maximum"] + 1e-6
        weight = np.zeros(len(m.program.cost))
        weight[at] = 1.0
        if not np.isfinite(row["maximum"]):
            continue
        for end, beyond in ((row["minimum"], -1), (row["maximum"], 1)):
            fixed = append_row(m.program, weight, end - 1e-7, end + 1e-7)
            assert solve_program(fixed).objective <= budget * (1 + 1e-6 * np.sign(budget)) + 1e-3
            further = end + beyond * (0.01 + 0.01 * end)
            if further >= 0:
                found = solve_program(append_row(m.program, weight, further, further))
                assert found.objective is None or found.objective > budget - 1e-6
