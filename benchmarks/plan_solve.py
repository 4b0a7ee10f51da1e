"""Whole plan against the bare solver, the choice of solver settings, a sweep of twenty scenarios, a small model, the import.

``--settings`` also tries the other methods of the solver on the small size.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from _plan_data import SMALL, by_hand, case_of, generated

from lianzhang import plan
from lianzhang.chain.tables import PlanningCase
from lianzhang.plan.solver import load


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and the result."""
    start = time.perf_counter()
    found = call()
    return time.perf_counter() - start, found


def whole_plan() -> None:
    """The whole of ``plan.solve`` against the solver's own time on the same matrix and settings, the better of three."""
    case, program = case_of(generated(SMALL)), by_hand(generated(SMALL))
    plan.solve(case)
    ours, bare, told = [], [], []
    for _ in range(3):
        solver = load(program, {"solver": "ipm"})
        start = (
            time.process_time()
        )  # of the processor, so that other work on the machine does not decide the ratio
        solver.run()
        bare.append(time.process_time() - start)
        start = time.process_time()
        found = plan.solve(case)
        ours.append(time.process_time() - start)
        start = time.process_time()
        plain = found.to_json()
        told.append(time.process_time() - start)
    print(
        f"whole plan of {len(program.cost):,} columns: {min(ours):.3f} s of processor time, the solver alone on the same matrix "
        f"{min(bare):.3f} s, ratio {min(ours) / min(bare):.3f} (goal 1.1 at most)"
    )
    rows = sum(len(v) for k, v in plain.items() if isinstance(v, list) and k != "sources")
    size, of_sources = (
        len(json.dumps(x, ensure_ascii=False, indent=1)) / 1e6 for x in (plain, plain["sources"])
    )
    print(
        f"its {rows:,} result rows as plain data, each with the table rows it came from: {min(told):.3f} s, with the plan "
        f"{(min(ours) + min(told)) / min(bare):.3f} of the solver alone; {size:.1f} MB as a file, the list of sources {of_sources:.1f} MB of it"
    )


def settings() -> None:
    """Methods of the solver on the small size."""
    program = by_hand(generated(SMALL))
    for options in (
        {"solver": "ipm"}, {"solver": "simplex"}, {"solver": "hipo"}, {"solver": "ipm", "run_crossover": "off"}, {"solver": "pdlp"},
    ):  # fmt: skip
        solver = load(program, {**options, "time_limit": 60.0})
        seconds, _ = timed(solver.run)
        status = solver.modelStatusToString(solver.getModelStatus())
        print(f"  {options}: {seconds:.2f} s, {status}, {solver.getInfo().objective_function_value:.6f}")


def scenario(case: PlanningCase, rng: np.random.Generator) -> PlanningCase:
    """Prices of what is bought and the demand, each moved by up to a tenth for the whole case."""
    market, demand = case.tables["market"], case.tables["demand"]
    price = market["price"] * rng.uniform(0.9, 1.1)
    quantity = demand["quantity"] * rng.uniform(0.9, 1.1)
    tables = {
        "market": replace(market, columns={**market.columns, "price": price}),
        "demand": replace(demand, columns={**demand.columns, "quantity": quantity}),
    }
    return replace(case, tables={**case.tables, **tables})


def sweep(count: int = 20) -> None:
    """Scenarios one by one from scratch, and with one matrix and the last basis."""
    rng = np.random.default_rng(3)
    case = case_of(generated(SMALL))
    cases = {str(k): scenario(case, rng) for k in range(count)}
    scratch, apart = timed(lambda: [plan.solve(c).objective for c in cases.values()])
    reused, answer = timed(lambda: plan.sweep(cases))
    worst = max(abs(a / b - 1) for a, b in zip(apart, answer.table["objective"]))
    print(
        f"{count} scenarios: each from scratch {scratch:.2f} s, as a sweep {reused:.2f} s ({scratch / reused:.2f} times as fast; "
        f"{answer.table['reused'].sum()} of them reuse matrix and basis), same optimum within {worst:.1e}"
    )


def small() -> None:
    """A model of about two dozen variables, from the case in memory to the plan."""
    case = case_of(generated((1, 6, 1, 3)))
    plan.solve(case)
    seconds, found = timed(lambda: plan.solve(case))
    print(
        f"small model of {len(found.model.program.cost)} variables, tables read: {seconds * 1000:.1f} ms (goal 100 at most)"
    )


def imports() -> None:
    """Import in a new process, the best of three."""
    for name in ("lianzhang", "lianzhang.plan.solving"):
        code = f"import time; t = time.perf_counter(); import {name}; print(time.perf_counter() - t)"
        found = [
            float(
                subprocess.run(
                    [sys.executable, "-c", code], capture_output=True, text=True, check=True
                ).stdout
            )
            for _ in range(3)
        ]
        goal = " (goal 0.4 at most)" if name == "lianzhang" else ""
        print(f"import {name} in a new process: {min(found):.3f} s{goal}")


def main() -> None:
    """Print everything."""
    imports()
    small()
    whole_plan()
    sweep()
    if "--settings" in sys.argv:
        settings()


if __name__ == "__main__":
    main()
