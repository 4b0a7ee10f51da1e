"""Many scenarios on one matrix, and plans that hold over several of them: expected cost and worst case."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import Basis, Quantity, Text
from lianzhang.plan.answer import Answer, Floats, Ints, solve_basis
from lianzhang.plan.model import Model, build_model
from lianzhang.plan.program import Program
from lianzhang.plan.result import Plan
from lianzhang.plan.solver import Held, Solution, solve_program
from lianzhang.plan.solving import plan_of

__all__ = ["parts_of", "solve_part", "sweep", "sweep_answer", "under_uncertainty"]

_HERE_AND_NOW = ("build", "plants", "project")


def _step(held: Held, case: PlanningCase) -> tuple[Model, Solution, bool]:
    """One scenario by a held solver; the first that it meets becomes the basis that all others start from."""
    fresh, before = held.reused, held.held
    m = build_model(case)
    assert m.program is not None
    found = held.solve(m.program)
    if not before:
        held.anchor()
    return m, found, held.reused > fresh


def solve_part(
    cases: Sequence[PlanningCase], options: Mapping[str, Any] | None = None
) -> list[tuple[Solution, float, bool]]:
    """Solve cases, all from the basis of the first: (solution, seconds, whether the matrix was kept) of each.

    What comes out for a case depends on it and on the first alone, so that parts may be solved anywhere and in any order.
    """
    held, out = Held(options), []
    for case in cases:
        start = time.perf_counter()
        _, found, kept = _step(held, case)
        out.append((found, time.perf_counter() - start, kept))
    return out


def parts_of(count: int, hands: int) -> list[list[int]]:
    """Scenarios 1 … ``count`` − 1 in about twice as many parts as there are hands, each with the first (0) before it."""
    if count < 2:
        return [[0]] * count
    parts = np.array_split(np.arange(1, count), min(count - 1, max(1, 2 * hands)))
    return [[0, *part.tolist()] for part in parts]


def sweep(
    scenarios: Mapping[str, PlanningCase],
    *,
    options: Mapping[str, Any] | None = None,
    executor: Executor | None = None,
    workers: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> Answer:
    """Solve every scenario, keeping the matrix and the basis of the first where only costs and bounds differ.

    ``executor``: anything with ``submit`` (a process pool, or a Dask client's ``get_executor()``) that has ``workers`` hands; the
    result is the same as without. ``progress`` is called with (done, all). Table: ``scenario``, ``status``, ``objective``,
    ``difference`` (to the first), ``seconds``, ``reused``. ``plans`` by scenario.
    """
    listed = list(scenarios.values())
    told = progress or (lambda _done, _all: None)
    told(0, len(listed))
    if executor is not None:
        parts = parts_of(len(listed), workers)
        tasks = [executor.submit(solve_part, [listed[i] for i in part], options) for part in parts]
        solved: dict[int, tuple[Solution, float, bool]] = {}
        for part, task in zip(parts, tasks):
            solved |= dict(zip(part, task.result()))
            told(len(solved), len(listed))
        return sweep_answer(scenarios, [solved[i] for i in range(len(listed))])
    held, done = Held(options), []
    for case in listed:
        start = time.perf_counter()
        m, found, kept = _step(held, case)
        done.append((plan_of(m, found, 0.0), time.perf_counter() - start, kept))
        told(len(done), len(listed))
    return _swept(list(scenarios), done)


def sweep_answer(
    scenarios: Mapping[str, PlanningCase], solved: Sequence[tuple[Solution, float, bool]]
) -> Answer:
    """The answer of :func:`sweep` from what :func:`solve_part` found for each scenario, wherever that was."""
    done = [
        (plan_of(build_model(c), found, 0.0), seconds, kept)
        for c, (found, seconds, kept) in zip(scenarios.values(), solved)
    ]
    return _swept(list(scenarios), done)


def _swept(names: Sequence[str], done: Sequence[tuple[Plan, float, bool]]) -> Answer:
    plans = {name: plan for name, (plan, _, _) in zip(names, done)}
    base = done[0][0].objective if done else None
    rows = [
        (n, p.status, p.objective, None if p.objective is None or base is None else p.objective - base, s, r)
        for n, (p, s, r) in zip(names, done)
    ]
    schema: dict[str, Any] = {
        "scenario": pl.String, "status": pl.String, "objective": pl.Float64, "difference": pl.Float64,
        "seconds": pl.Float64, "reused": pl.Boolean,
    }  # fmt: skip

    def basis(row: Mapping[str, Any], column: str) -> Basis:
        m = plans[row["scenario"]].model
        assert m is not None
        return solve_basis(m, f"{column}: {row['scenario']}")

    units = {"objective": "CNY", "difference": "CNY", "seconds": "s"}
    return Answer(pl.DataFrame(rows, schema=schema, orient="row"), units, basis, plans=plans)


def _first_stage(p: Program) -> Ints:
    parts = [np.arange(b.start, b.start + b.size) for b in p.columns if b.kind in _HERE_AND_NOW]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _joint(programs: Sequence[Program], weights: Floats, robust: bool) -> tuple[Program, list[Ints]]:
    """One program over all scenarios: builds shared, everything else once a scenario. Gives it, and for each scenario
    its columns in the order of its own program. With ``robust`` the last column is the worst cost, which is minimised."""
    import scipy.sparse as sp

    first = [_first_stage(p) for p in programs]
    rest = [np.setdiff1d(np.arange(len(p.cost)), f) for p, f in zip(programs, first)]
    matrices = [
        sp.csc_array((p.value, p.index, p.starts), shape=(len(p.row_lower), len(p.cost))) for p in programs
    ]
    shared = sp.vstack([a[:, f] for a, f in zip(matrices, first)])
    own = sp.block_diag([a[:, r] for a, r in zip(matrices, rest)])
    a = sp.hstack([shared, own], format="csc")
    size = len(first[0])
    ends = size + np.cumsum([0, *(len(r) for r in rest)])
    columns = []
    for k, p in enumerate(programs):
        at = np.empty(len(p.cost), dtype=np.int64)
        at[first[k]], at[rest[k]] = np.arange(size), np.arange(ends[k], ends[k + 1])
        columns.append(at)
    total = int(ends[-1])
    cost, lower, upper, whole = np.zeros(total), np.zeros(total), np.zeros(total), np.zeros(total, dtype=bool)
    for k, p in enumerate(programs):
        lower[columns[k]], upper[columns[k]], whole[columns[k]] = p.lower, p.upper, p.whole
        np.add.at(cost, columns[k], weights[k] * p.cost)
    row_lower = np.concatenate([p.row_lower for p in programs])
    row_upper = np.concatenate([p.row_upper for p in programs])
    offset = float(sum(w * p.offset for w, p in zip(weights, programs)))
    if robust:
        worst = sp.lil_array((len(programs), total + 1))
        for k, p in enumerate(programs):
            worst[k, columns[k]] = p.cost
            worst[k, total] = -1.0
        a = sp.vstack([sp.hstack([a, sp.csc_array((a.shape[0], 1))]), worst], format="csc")
        row_lower = np.concatenate([row_lower, np.full(len(programs), -np.inf)])
        row_upper = np.concatenate([row_upper, [-p.offset for p in programs]])
        # A sliver of the expected cost settles what the worst case leaves open.
        cost, offset = np.append(1e-6 * cost, 1.0), 0.0
        lower, upper, whole = np.append(lower, -np.inf), np.append(upper, np.inf), np.append(whole, False)
    joined = Program(
        cost, lower, upper, whole, row_lower, row_upper, a.indptr.astype(np.int32), a.indices.astype(np.int32), a.data,
        offset, (), (),
    )  # fmt: skip
    return joined, columns


def under_uncertainty(
    scenarios: Mapping[str, PlanningCase],
    *,
    weights: Mapping[str, float] | None = None,
    robust: bool = False,
    options: Mapping[str, Any] | None = None,
) -> Answer:
    """One set of builds for all scenarios, each operated as it turns out: least expected cost, or least worst cost.

    ``weights``: probability of each scenario (default equal; they are made to sum to 1). Table: ``scenario``, ``weight``, ``cost``
    (with the shared builds), ``cost_foreseen`` (had the scenario been known), ``cost_base`` (with the first scenario's own best
    builds; null where they do not fit), ``regret``. Figures: ``expected``, ``worst``, ``value_of_information`` (expected cost less that
    with foresight), ``value_of_hedging`` (expected cost with the first scenario's builds less that of the shared ones).
    ``plans`` holds the operation in each scenario. Raises ValueError when the scenarios do not decide on the same builds.
    """
    names = list(scenarios)
    given = np.array([1.0 if weights is None else weights[n] for n in names])
    if not names or (given < 0).any() or given.sum() <= 0:
        raise ValueError("at least one scenario with a weight above zero is needed")
    share = given / given.sum()
    models = [build_model(c) for c in scenarios.values()]
    programs = [m.program for m in models if m.program is not None]
    first = [_first_stage(p) for p in programs]
    if any(len(f) != len(first[0]) for f in first):
        raise ValueError("the scenarios must differ in figures alone: they do not decide on the same builds")
    joint, columns = _joint(programs, share, robust)
    found = solve_program(joint, options)
    if found.values is None:
        return Answer(
            pl.DataFrame(), {}, lambda _r, c: solve_basis(models[0], c), {},
            (Text(f"没有在所有情景下都可行的方案（{found.status}）", f"no set of builds fits in every scenario ({found.status})"),),
        )  # fmt: skip
    costs, plans = [], {}
    for name, m, p, at in zip(names, models, programs, columns):
        values = found.values[at]
        costs.append(float(p.cost @ values) + p.offset)
        plans[name] = plan_of(m, Solution("feasible", "shared builds", costs[-1], None, values), 0.0)
    known = [solve_program(p, options) for p in programs]
    base = [_with_builds(p, f, known[0], first[0], options) for p, f in zip(programs, first)]
    return _uncertain(models[0], names, share, costs, [k.objective for k in known], base, plans)


def _with_builds(
    p: Program, mine: Ints, other: Solution, theirs: Ints, options: Mapping[str, Any] | None
) -> float | None:
    if other.values is None:
        return None
    lower, upper = p.lower.copy(), p.upper.copy()
    lower[mine] = upper[mine] = np.maximum(other.values[theirs], 0.0)
    return solve_program(replace(p, lower=lower, upper=upper), options).objective


def _uncertain(
    m: Model, names: Sequence[str], share: Floats, costs: Sequence[float], known: Sequence[float | None],
    base: Sequence[float | None], plans: Mapping[str, Plan],
) -> Answer:  # fmt: skip
    regret = [None if k is None else c - k for c, k in zip(costs, known)]
    frame = pl.DataFrame(
        {"scenario": list(names), "weight": share, "cost": costs, "cost_foreseen": known, "cost_base": base, "regret": regret},
        schema={"scenario": pl.String, **dict.fromkeys(("weight", "cost", "cost_foreseen", "cost_base", "regret"), pl.Float64)},
    )  # fmt: skip

    def basis(row: Mapping[str, Any], column: str) -> Basis:
        own = plans[row["scenario"]].model or m
        return solve_basis(own, f"{column}: {row['scenario']}")

    def figure(value: float, name: str) -> Quantity:
        return Quantity(Decimal(repr(value)), "CNY", solve_basis(m, name))

    expected = float(share @ np.array(costs))
    figures = {"expected": figure(expected, "expected cost"), "worst": figure(max(costs), "worst cost")}
    if all(k is not None for k in known):
        figures["value_of_information"] = figure(
            expected - float(share @ np.array(known, dtype=float)), "value of information"
        )
    if all(b is not None for b in base):
        figures["value_of_hedging"] = figure(
            float(share @ np.array(base, dtype=float)) - expected, "value of hedging"
        )
    units = {"weight": "share", **dict.fromkeys(("cost", "cost_foreseen", "cost_base", "regret"), "CNY")}
    return Answer(frame, units, basis, figures, plans=plans)
