"""Many categories or draws at once: the same figures as one by one, in little memory."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from lianzhang.balance import Lifetime, from_inflow, from_stock, lognormal, weibull
from lianzhang.core import InputError

YEARS = np.arange(2000, 2030)


@pytest.mark.parametrize("make", [weibull, lognormal])
def test_wide_runs_equal_single_ones(make: object) -> None:
    rng = np.random.default_rng(3)
    inflow = rng.uniform(0, 10, (30, 1, 700))
    first, second = rng.uniform(8, 15, (2, 700)), rng.uniform(2, 4, (2, 700))
    assert callable(make)
    life = make(first, second)
    many = from_inflow(YEARS, inflow, life, timing="middle")
    assert many.stock.shape == (30, 2, 700)
    for d, c in ((0, 0), (1, 511), (0, 512), (1, 699)):
        one = from_inflow(YEARS, inflow[:, 0, c], make(first[d, c], second[d, c]), timing="middle")
        assert many.stock[:, d, c] == pytest.approx(one.stock, rel=1e-13)
        assert many.outflow[:, d, c] == pytest.approx(one.outflow, rel=1e-9, abs=1e-12)


def test_wide_runs_with_one_lifetime_initial_stock_and_uneven_steps() -> None:
    rng = np.random.default_rng(4)
    ends = np.array([1.0, 2.0, 4.0, 7.0])
    inflow, old = rng.uniform(0, 10, (4, 1300)), rng.uniform(0, 5, (2, 1300))
    life: Lifetime = weibull(2.5, 9)
    given = {"start": 0.0, "initial_ages": [1.0, 3.0]}
    many = from_inflow(ends, inflow, life, initial=old, **given)  # type: ignore[arg-type]
    for c in (0, 512, 1299):
        one = from_inflow(ends, inflow[:, c], life, initial=old[:, c], **given)  # type: ignore[arg-type]
        assert many.stock[:, c] == pytest.approx(one.stock, rel=1e-13)
    changes = np.diff(many.stock, axis=0, prepend=many.initial[None])
    assert changes == pytest.approx(many.inflow - many.outflow, abs=1e-10)


def test_memory_of_a_large_run_stays_small() -> None:
    """80 years × 10,000 categories in no more than 60 MiB above the inputs."""
    rng = np.random.default_rng(5)
    inflow, life = rng.uniform(1, 9, (80, 10_000)), weibull(rng.uniform(2, 4, 10_000), np.full(10_000, 12.0))
    tracemalloc.start()
    found = from_inflow(np.arange(80), inflow, life)
    used = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    assert found.stock.shape == (80, 10_000)
    assert used < 60


def test_a_negative_inflow_in_one_category_of_many_is_named_by_its_year() -> None:
    inflow = np.ones((30, 900))
    inflow[4, 700] = -50
    with pytest.raises(InputError) as caught:
        from_inflow(YEARS, inflow, weibull(3, 12))
    assert caught.value.problems[0].where == "2004"


def test_wide_stock_driven_runs_equal_single_ones_where_stocks_fall_too() -> None:
    rng = np.random.default_rng(6)
    wanted, scale = rng.uniform(0, 10, (30, 2, 700)), rng.uniform(5, 15, (2, 700))
    for life in (weibull(3, scale), weibull(3, 9)):
        many = from_stock(YEARS, wanted, life)
        assert many.excess.max() > 0
        for d, c in ((0, 0), (1, 511), (0, 512), (1, 699)):
            own = weibull(3, scale[d, c]) if life.shape else life
            one = from_stock(YEARS, wanted[:, d, c], own)
            for name in ("inflow", "outflow", "excess"):
                assert getattr(many, name)[:, d, c] == pytest.approx(getattr(one, name), rel=1e-9, abs=1e-12)
