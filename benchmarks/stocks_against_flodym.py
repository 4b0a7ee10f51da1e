"""Dynamic stocks beside flodym, from the package registry, on the same inflows and lifetimes in one run.

Run ``python benchmarks/stocks_against_flodym.py [loops]``. Two jobs: totals of 80 years × 10,000 categories, each with its own
Weibull lifetime; and 1,000 Monte Carlo draws of 80 years × 100 categories, which flodym takes one model at a time. Of flodym's loop
``loops`` draws are timed (default 100) and scaled to 1,000; give 1000 to run all. Both must agree to 1e-9 before anything is printed.
Memory is the peak above the inputs, as ``tracemalloc`` counts it, in a run of its own so that it does not slow the timing.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lianzhang.balance import from_inflow, weibull

YEARS = np.arange(1945, 2025)
DRAWS = 1000
Floats = NDArray[np.float64]


def timed(call: Callable[[], Any], repeat: int = 1) -> tuple[float, Any]:
    """The best time of ``repeat`` runs, and the last result."""
    best, result = float("inf"), None
    for _ in range(repeat):
        begin = time.perf_counter()
        result = call()
        best = min(best, time.perf_counter() - begin)
    return best, result


def peak(call: Callable[[], Any]) -> float:
    """MiB at the highest point above what was there before."""
    tracemalloc.start()
    try:
        kept = call()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        del kept
        tracemalloc.stop()


def peer(flodym: Any, inflow: Floats, shape: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Stock and outflow, each (years, categories), by flodym's inflow-driven model."""
    dims = flodym.DimensionSet(
        dim_list=[
            flodym.Dimension(letter="t", name="time", items=YEARS.tolist(), dtype=int),
            flodym.Dimension(letter="c", name="category", items=list(range(inflow.shape[1])), dtype=int),
        ]
    )
    life = flodym.WeibullLifetime(dims=dims, inflow_at="end", weibull_shape=shape, weibull_scale=scale)
    model = flodym.InflowDrivenDSM(
        dims=dims,
        lifetime_model=life,
        inflow=flodym.StockArray(dims=dims, values=inflow, name="inflow"),
        name="stock",
    )
    model.compute()
    return model.stock.values, model.outflow.values


def agree(ours: Any, stock: Floats, outflow: Floats) -> None:
    """Stop unless both models give the same figures."""
    np.testing.assert_allclose(ours.stock, stock, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(ours.outflow, outflow, rtol=1e-9, atol=1e-9)


def totals(flodym: Any, rng: np.random.Generator) -> None:
    """80 years × 10,000 categories."""
    inflow = rng.uniform(1, 10, (80, 10_000))
    shape, scale = rng.uniform(2, 4, 10_000), rng.uniform(8, 15, 10_000)

    def ours() -> Any:
        return from_inflow(YEARS, inflow, weibull(shape, scale))

    def theirs() -> Any:
        return peer(flodym, inflow, shape, scale)

    fast, found = timed(ours, 5)
    slow, other = timed(theirs)
    agree(found, *other)
    del other
    a, b = peak(ours), peak(theirs)
    print("totals, 80 years x 10,000 categories, own lifetime each")
    print(f"  lianzhang {fast:8.3f} s {a:8.1f} MiB   (wanted: at most 60 MiB)")
    print(f"  flodym    {slow:8.3f} s {b:8.1f} MiB")
    print(f"  ratio     {slow / fast:8.1f} x {b / a:8.1f} x     (wanted: at least 25 x)")


def monte_carlo(flodym: Any, rng: np.random.Generator, loops: int) -> None:
    """1,000 draws × 80 years × 100 categories: inflow and lifetime are drawn."""
    inflow = rng.uniform(1, 10, (80, DRAWS, 100))
    shape, scale = rng.uniform(2, 4, (DRAWS, 100)), rng.uniform(8, 15, (DRAWS, 100))
    fast, found = timed(lambda: from_inflow(YEARS, inflow, weibull(shape, scale)), 3)
    spent = 0.0
    for d in range(loops):
        own = np.ascontiguousarray(inflow[:, d])
        took, (stock, outflow) = timed(lambda own=own, d=d: peer(flodym, own, shape[d], scale[d]))
        spent += took
        np.testing.assert_allclose(found.stock[:, d], stock, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(found.outflow[:, d], outflow, rtol=1e-9, atol=1e-9)
    slow = spent * DRAWS / loops
    print(f"Monte Carlo, {DRAWS:,} draws x 80 years x 100 categories")
    print(f"  lianzhang {fast:8.3f} s, all draws")
    how = "all draws" if loops == DRAWS else f"{loops} draws timed: {spent:.2f} s, scaled"
    print(f"  flodym    {slow:8.3f} s, one model a draw ({how})")
    print(f"  ratio     {slow / fast:8.1f} x              (wanted: at least 40 x)")


def main() -> None:
    """Both jobs; skipped with a message where flodym is not installed."""
    try:
        import flodym
    except ImportError:
        print("skipped: flodym is not installed (pip install flodym)")
        return
    from importlib.metadata import version

    loops = min(int(sys.argv[1]), DRAWS) if len(sys.argv) > 1 else 100
    rng = np.random.default_rng(20251022)
    print(f"flodym {version('flodym')}, numpy {np.__version__}")
    totals(flodym, rng)
    monte_carlo(flodym, rng, loops)


if __name__ == "__main__":
    main()
