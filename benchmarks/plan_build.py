"""Time from a planning case in memory to a loaded solver, against handing HiGHS the finished arrays.

Run ``python benchmarks/plan_build.py [regions] [years]``. The generated case has 12 processes in a chain, every region with
every process, vintages, routes to neighbours, market and quotas; the default gives about a million non-zeros.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from lianzhang.chain.tables import PlanningCase, Settings, Table
from lianzhang.plan.model import build_model
from lianzhang.plan.solver import load


def table(name: str, **columns: object) -> Table:
    """A table from arrays."""
    return Table(name, f"tables/{name}.csv", {k: np.asarray(v) for k, v in columns.items()})


def generated(regions: int, years: int, processes: int = 12, seed: int = 1) -> PlanningCase:
    """A case of the given size, without reading any file."""
    rng = np.random.default_rng(seed)
    r, p, t = regions, processes, years
    code, nan = np.arange, np.nan
    site_r, site_p = (g.ravel() for g in np.meshgrid(code(r), code(p), indexing="ij"))
    inputs = (
        [(i, i - 1) for i in range(1, p)]
        + [(i, i - 2) for i in range(2, p)]
        + [(i, i - 3) for i in range(3, p)]
    )
    a, b = (np.concatenate([code(r)] * 4), np.concatenate([(code(r) + k) % r for k in (1, 2, r - 1, r - 2)]))
    routes = [(x, y, c) for x, y in zip(a, b) for c in range(p)]
    market = [(x, 0, y, s) for x in range(r) for y in range(t) for s in ("buy",)]
    demand = [(x, p - 1, y) for x in range(r) for y in range(t)]
    tables = [
        table("recipes", process=[i for i, _ in inputs], commodity=[c for _, c in inputs],
              quantity=-rng.uniform(0.2, 1, len(inputs))),
        table("capacity", region=site_r, process=site_p, vintage=np.full(r * p, 2015), quantity=rng.uniform(1, 9, r * p),
              stage=np.full(r * p, "", dtype=object), weight=np.full(r * p, nan)),
        table("costs", region=site_r, process=site_p, year=np.full(r * p, -1), capex=rng.uniform(50, 90, r * p),
              fixed=rng.uniform(1, 3, r * p), variable=rng.uniform(1, 9, r * p)),
        table("routes", **dict(zip(("from", "to", "commodity"), np.array(routes).T)), cost=rng.uniform(1, 4, len(routes)),
              limit=np.full(len(routes), nan)),
        table("market", region=[m[0] for m in market], commodity=[m[1] for m in market], year=[m[2] for m in market],
              side=np.array([m[3] for m in market], dtype=object), step=np.ones(len(market), dtype=int),
              price=rng.uniform(5, 9, len(market)), limit=np.full(len(market), nan)),
        table("demand", region=[d[0] for d in demand], commodity=[d[1] for d in demand], year=[d[2] for d in demand],
              quantity=rng.uniform(5, 20, len(demand)), penalty=np.full(len(demand), 5000.0)),
        table("use", process=code(p), factor=np.zeros(p, dtype=int), per=np.full(p, "capacity", dtype=object), quantity=np.ones(p)),
        table("quotas", region=code(r), factor=np.zeros(r, dtype=int), year=np.full(r, -1), limit=np.full(r, 900.0)),
    ]  # fmt: skip
    span = tuple(range(2020, 2020 + t))
    return PlanningCase(
        settings=Settings("generated", span, (1.0,) * t, 0.06),
        commodities=tuple(f"c{i}" for i in range(p)), units=("t",) * p, exact=np.zeros(p, dtype=bool),
        regions=tuple(f"r{i}" for i in range(r)), parent=np.full(r, -2),
        processes=tuple(f"p{i}" for i in range(p)), output=code(p), lifetime=np.full(p, 12.0), lead_time=np.ones(p),
        minimum_size=np.zeros(p), unit_size=np.zeros(p), survival=((),) * p, factors=("land",), factor_units=("mu",),
        tables={x.name: x for x in tables},
    )  # fmt: skip


def best(call: object, times: int = 5) -> float:
    """Shortest of a few runs, seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()  # type: ignore[operator]
        found.append(time.perf_counter() - start)
    return min(found)


def main() -> None:
    """Print sizes, both times and their ratio."""
    regions, years = (
        (int(v) for v in [*sys.argv[1:], "150", "20"][:2]) if len(sys.argv) != 2 else (int(sys.argv[1]), 20)
    )
    case = generated(regions, years)
    model = build_model(case)
    program = model.program
    assert program is not None
    raw = best(lambda: load(program))
    ours = best(lambda: load(build_model(case).program))  # type: ignore[arg-type]
    print(f"rows {len(program.row_lower)} columns {len(program.cost)} non-zeros {len(program.value)}")
    print(
        f"finished arrays to the solver {raw:.3f} s; case to the solver {ours:.3f} s; ratio {ours / raw:.2f}"
    )


if __name__ == "__main__":
    main()
