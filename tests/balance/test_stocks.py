"""Stocks against figures from outside: two published models of dynamic material flow (LADDER, "Stocks")."""

from __future__ import annotations

import numpy as np
import pytest

from lianzhang.balance import (
    Lifetime,
    check_balance,
    cohorts,
    fixed,
    folded_normal,
    from_inflow,
    from_stock,
    lifetime_of,
    lognormal,
    normal,
    returns,
    split,
    weibull,
)
from lianzhang.balance.stocks import Stocks
from lianzhang.chain import catalogue
from lianzhang.core import InputError

YEARS = np.arange(1, 11)
INFLOW = np.arange(1.0, 11.0)


@pytest.mark.parametrize(
    ("lifetime", "stock", "outflow"),
    [
        (fixed(5), 40, 5),
        (normal(5, 1.5), 41.45873561, 4.50042906),
        (weibull(1.2, 1), 14.31833966, 8.501442241),
    ],
)
def test_last_year_of_the_published_case(lifetime: Lifetime, stock: float, outflow: float) -> None:
    found = from_inflow(YEARS, INFLOW, lifetime, timing="end")
    assert found.stock[-1] == pytest.approx(stock, abs=5e-9)
    assert found.outflow[-1] == pytest.approx(outflow, abs=5e-9)


@pytest.mark.parametrize(
    ("timing", "stock", "outflow"), [("start", 35.96, 5.50), ("middle", 38.83, 5.00), ("end", 41.46, 4.50)]
)
def test_timing_of_the_inflow(timing: str, stock: float, outflow: float) -> None:
    found = from_inflow(YEARS, INFLOW, normal(5, 1.5), timing=timing)  # type: ignore[arg-type]
    assert found.stock[-1] == pytest.approx(stock, abs=0.005)
    assert found.outflow[-1] == pytest.approx(outflow, abs=0.005)


def test_lognormal_takes_mean_and_spread_of_the_life_itself() -> None:
    life = lognormal(12, 3)
    assert float(life.median()) == pytest.approx(11.6, abs=0.05)
    assert float(life.survival(float(life.median()))) == pytest.approx(0.5)
    ages = np.linspace(0, 60, 60001)
    assert np.trapezoid(life.survival(ages), ages) == pytest.approx(12, abs=1e-3)  # E[X] = ∫ S


def test_closed_forms_against_scipy() -> None:
    from scipy import stats

    ages = np.linspace(0, 30, 61)
    assert folded_normal(5, 4).survival(ages) == pytest.approx(stats.foldnorm.sf(ages, 5 / 4, 0, scale=4))
    assert weibull(3.5, 13).survival(ages) == pytest.approx(stats.weibull_min.sf(ages, 3.5, scale=13))
    s = np.sqrt(np.log1p((3 / 12) ** 2))
    expected = stats.lognorm.sf(ages, s, scale=12 / np.sqrt(1 + (3 / 12) ** 2))
    assert lognormal(12, 3).survival(ages) == pytest.approx(expected)


def test_a_stock_a_thousand_times_too_large_fails() -> None:
    found = from_inflow(YEARS, INFLOW, normal(5, 1.5))
    check_balance(found)
    wrong = Stocks(found.ends, found.inflow, found.outflow, 1000 * found.stock, found.initial, found.excess)
    with pytest.raises(InputError) as caught:
        check_balance(wrong)
    assert len(caught.value.problems) == 10


def test_shares_that_do_not_sum_to_one_are_an_error() -> None:
    with pytest.raises(InputError, match=r"0\.995"):
        split(INFLOW, [0.5, 0.495])
    assert split([10.0], [0.25, 0.75]).tolist() == [[2.5, 7.5]]


def test_uneven_steps_make_no_mass() -> None:
    ends = np.array([1.0, 2.0, 5.0, 10.0, 12.0])
    inflow = np.array([3.0, 0.0, 6.0, 10.0, 1.0])
    found = from_inflow(ends, inflow, weibull(2, 4), start=0)
    assert found.stock[-1] + found.outflow.sum() == pytest.approx(20)
    assert np.all(found.stock <= np.cumsum(inflow) + 1e-12)
    # by hand: step 3 ends at 5, its inflow enters then; that of step 1 is 4 years old
    assert found.stock[2] == pytest.approx(3 * np.exp(-((4 / 4) ** 2)) + 6)


def test_uneven_and_even_steps_agree_on_the_same_case() -> None:
    even = from_inflow(YEARS, INFLOW, weibull(2, 4))
    some = [0, 1, 2, 3, 6, 9]
    thin = np.zeros(10)
    thin[some] = INFLOW[some]
    same = from_inflow(YEARS[some], thin[some], weibull(2, 4), start=0)
    assert same.stock == pytest.approx(from_inflow(YEARS, thin, weibull(2, 4)).stock[some])
    assert even.stock[-1] > same.stock[-1]


def test_stock_driven_gives_the_inflow_back() -> None:
    for timing in ("start", "middle", "end"):
        there = from_inflow(YEARS, INFLOW, weibull(2, 4), timing=timing)  # type: ignore[arg-type]
        back = from_stock(YEARS, there.stock, weibull(2, 4), timing=timing)  # type: ignore[arg-type]
        assert back.inflow == pytest.approx(INFLOW)
        assert np.all(back.excess == 0)


def test_a_falling_stock_gives_an_explicit_excess() -> None:
    found = from_stock([1, 2, 3], [100.0, 20.0, 20.0], fixed(10))
    assert found.inflow.tolist() == [100, 0, 0]
    assert found.excess.tolist() == [0, 80, 0]
    assert found.outflow.tolist() == [0, 0, 0]
    # the survivors keep their age: what is left of the first year leaves ten years on, and only that
    longer = from_stock(np.arange(1, 13), [100.0] + [20.0] * 11, fixed(10))
    assert longer.outflow[10] == 20
    assert longer.inflow[10] == 20


def test_initial_stock_survives_by_its_age() -> None:
    found = from_inflow([1, 2, 3], [0.0, 0.0, 0.0], fixed(5), initial=[10.0, 4.0], initial_ages=[1.0, 3.5])
    assert found.initial == 14
    assert found.stock.tolist() == [14, 10, 10]
    assert found.outflow.tolist() == [0, 4, 0]
    with pytest.raises(InputError):
        from_inflow([1], [0.0], fixed(5), initial=[1.0], initial_ages=[9.0])


def test_cohorts_sum_to_the_totals() -> None:
    parts = cohorts(YEARS, INFLOW, normal(5, 1.5))
    assert parts.sum(axis=1) == pytest.approx(from_inflow(YEARS, INFLOW, normal(5, 1.5)).stock)
    assert np.all(np.triu(parts, 1) == 0)


def test_draws_are_a_dimension() -> None:
    rng = np.random.default_rng(7)
    scale = rng.uniform(8, 14, 50)
    many = from_inflow(YEARS, INFLOW, weibull(3.5, scale))
    assert many.stock.shape == (10, 50)
    one = from_inflow(YEARS, INFLOW, weibull(3.5, scale[17]))
    assert many.stock[:, 17] == pytest.approx(one.stock)


def test_collection_and_lifetimes_of_the_catalogue() -> None:
    life = lifetime_of(catalogue(), "ev_passenger", "lfp")
    assert (float(life.first), float(life.second)) == (13, 3.5)
    found = from_inflow(np.arange(2021, 2041), np.full(20, 100.0), life)
    got, lost = returns(found, 0.6)
    assert (got + lost).sum() == pytest.approx(found.outflow.sum())
    assert found.outflow[0] == 0
    with pytest.raises(InputError, match="ev_passenger/lfp"):
        lifetime_of(catalogue(), "ev_passenger", "na")


@pytest.mark.parametrize(
    "bad", [{"ends": [1, 1, 2]}, {"inflow": [1.0, 2.0]}, {"timing": "noon"}, {"start": 5.0}]
)
def test_bad_input_is_said(bad: dict[str, object]) -> None:
    good = {"ends": [1, 2, 3], "inflow": [1.0, 2.0, 3.0], "lifetime": fixed(2)}
    with pytest.raises(InputError):
        from_inflow(**(good | bad))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="sd"):
        normal(5, 0)
