"""Data in memory → solver that holds the program: ours, arrays by hand, linopy and Pyomo, on one generated model.

Each runs in a process of its own, with one thread for linear algebra; memory is the growth of its peak over what importing its packages
takes. ``--quick`` leaves out the peers on the large size. The optimum is compared where it is quick to find (the small size).

Two marks stand beside ours. *finished* hands over arrays that are complete beforehand (HiGHS copies and checks them): the floor below
which nothing that ends in HiGHS can come, and a peer's time over it is the largest ratio there could be. *by hand* also makes the arrays
from the data, as a person would who knows only this model.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from _plan_data import LARGE, SMALL, Data, by_hand, case_of, generated, standing

LEGEND = """From data in memory to a solver that holds the program; each way in a process of its own.
  finished       hands over arrays that are complete beforehand: the least that anything which ends in the solver can take
  by hand        makes the arrays from the data, as a person would who knows only this model
  ours           the program, from a planning case
  linopy, pyomo  the same model in these packages (linopy with its dense and with its sparse storage)
  best: processor time, the best of many; first: wall-clock time of the first call, packages imported; memory: growth of the peak"""


def _peak() -> float:
    """Peak memory of this process so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepare(way: str, data: Data) -> Callable[[], Any]:
    """Import what a way needs and bring the data into its own form; the returned call is what is timed."""
    if way in ("finished", "by hand"):
        from lianzhang.plan.solver import load

        if way == "by hand":
            return lambda: load(by_hand(data))
        done = by_hand(data)
        # Freed at once: from now on the allocator keeps what it gets back, as it comes to do by itself where arrays are made.
        np.ones(31 << 17)
        return lambda: load(done)
    if way == "ours":
        import polars  # noqa: F401

        from lianzhang.plan import build_model
        from lianzhang.plan.solver import load

        case = case_of(data)
        return lambda: load(build_model(case).program)  # type: ignore[arg-type]
    if way.startswith("linopy"):
        import _plan_peers as peers
        import linopy  # noqa: F401
        from linopy.io import to_highspy  # noqa: F401

        labelled = peers.linopy_data(data)
        return lambda: peers.linopy_highs(labelled, way.endswith("sparse"))
    import _plan_peers as peers
    import pyomo.environ
    import pyomo.repn.plugins.standard_form  # noqa: F401

    plain = peers.pyomo_data(data)
    return lambda: peers.pyomo_highs(plain)


def child(way: str, shape: tuple[int, int, int, int], solve: bool) -> None:
    """Run one way and print what it took as JSON."""
    data = generated(shape)
    call = prepare(way, data)
    before, first, start = _peak(), time.process_time(), time.perf_counter()
    solver = call()
    seconds, cpu, memory = time.perf_counter() - start, time.process_time() - first, _peak() - before
    # Processor time, so that other work on the machine does not decide the ratios.
    times = [cpu]
    while len(times) < 5 or (sum(times) < 1.0 and len(times) < 200):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    lp = solver.getLp()
    out = {"first": seconds, "best": min(times), "cpu": cpu, "memory": memory}
    out |= {
        "rows": lp.num_row_,
        "columns": lp.num_col_,
        "nonzeros": len(lp.a_matrix_.value_) or solver.getNumNz(),
    }
    if solve:
        solver.run()
        out["optimum"] = solver.getInfo().objective_function_value
        if way.startswith(("linopy", "pyomo")):  # these leave out what stands anyway
            from _plan_data import discount

            out["optimum"] += float((standing(data) * data.fixed[:, :, None] * discount(data)).sum())
    print(json.dumps(out))


def measure(way: str, shape: tuple[int, int, int, int], solve: bool) -> dict[str, Any]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--child", way, json.dumps(shape), str(int(solve))]
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=alone)
    if done.returncode:
        raise SystemExit(f"{way}: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Print what is compared, one line a way and size, then how many times as fast, and in how much of the memory, ours is."""
    quick = "--quick" in sys.argv
    print(LEGEND)
    for shape in (SMALL, LARGE):
        print("\n{} regions, {} commodities, {} processes, {} years".format(*shape))
        ways = ["finished", "by hand", "ours"]
        if shape == SMALL or not quick:
            ways += ["linopy dense", "linopy sparse", "pyomo"]
        found = {way: measure(way, shape, shape == SMALL and way != "finished") for way in ways}
        for way, f in found.items():
            print(
                f"  {way:14s} best {f['best']:8.3f} s  first {f['first']:8.3f} s  memory {f['memory']:5.0f} MiB  "
                f"{f['rows']:,} rows x {f['columns']:,} columns, {f['nonzeros']:,} coefficients"
                + (f", optimum {f['optimum']:.6f}" if "optimum" in f else "")
            )
        ratios(found)
        if shape == SMALL:
            reference = found["by hand"]["optimum"]
            worst = max(abs(f["optimum"] / reference - 1) for f in found.values() if "optimum" in f)
            print(f"  all ways find the same optimum: largest relative difference {worst:.1e} (goal 1e-6)")


def ratios(found: dict[str, dict[str, Any]]) -> None:
    """Ours against each other way, with the goal; and how far any program that ends in the solver could be ahead of it."""
    ours, floor = found["ours"], found["finished"]["best"]
    marked = found["by hand"]
    print(
        f"  ours takes {ours['best'] / marked['best']:.2f} times as long as arrays by hand (goal 1.5 at most), "
        f"{ours['memory'] / max(marked['memory'], 0.1):.2f} times the memory"
    )
    for way, goal in (("linopy dense", 15), ("linopy sparse", 15), ("pyomo", 80)):
        if way in found:
            peer = found[way]
            print(
                f"  ours is {peer['best'] / ours['best']:.1f} times as fast as {way} (goal {goal}; by hand would be "
                f"{peer['best'] / marked['best']:.1f}, no work at all {peer['best'] / floor:.1f}), "
                f"in {ours['memory'] / max(peer['memory'], 0.1):.2f} of its memory"
            )


if __name__ == "__main__":
    if "--child" in sys.argv:
        child(sys.argv[2], tuple(json.loads(sys.argv[3])), sys.argv[4] == "1")
    else:
        main()
