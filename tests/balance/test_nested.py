"""Batteries inside vehicles, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lianzhang.balance import fixed, from_inflow, nested, weibull
from lianzhang.core import InputError

YEARS = np.arange(2020, 2045)


def test_a_car_of_twelve_years_takes_three_batteries_of_five() -> None:
    cars = np.zeros(25)
    cars[0] = 100
    fleet, battery = nested(YEARS, cars, fixed(12), fixed(5), per_vehicle=0.5)
    assert {int(YEARS[i]): v for i, v in enumerate(battery.inflow) if v} == {2020: 50, 2025: 50, 2030: 50}
    # out: two worn out in service, the third when the car goes in 2032
    assert {int(YEARS[i]): v for i, v in enumerate(battery.outflow) if v} == {2025: 50, 2030: 50, 2032: 50}
    assert fleet.outflow[12] == 100


def test_batteries_that_outlive_the_car_are_never_replaced() -> None:
    cars = np.linspace(1, 5, 25)
    fleet, battery = nested(YEARS, cars, weibull(3, 8), fixed(60))
    assert battery.inflow == pytest.approx(fleet.inflow)
    assert battery.outflow == pytest.approx(fleet.outflow)


def test_cars_that_never_go_need_the_renewals_of_their_batteries() -> None:
    cars = np.zeros(25)
    cars[0] = 1
    _, battery = nested(YEARS, cars, fixed(1000), weibull(3, 6))
    # in the long run one battery per mean life: 6 Γ(1 + 1/3) = 5.358 years, felt half a step late in yearly steps
    assert battery.inflow[-5:].mean() == pytest.approx(1 / (5.358 + 0.5), rel=0.01)
    kept = from_inflow(YEARS, battery.inflow, weibull(3, 6))
    assert kept.stock == pytest.approx(np.ones(25))  # the fitted batteries alone keep every car supplied


def test_years_must_follow_each_other() -> None:
    with pytest.raises(InputError):
        nested([2020, 2025], [1.0, 1.0], fixed(5), fixed(5))
