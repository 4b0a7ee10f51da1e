"""Vehicles and the batteries in them: a battery leaves when it, or its vehicle, is worn out, and is replaced while the vehicle lives.

Per surviving vehicle of age k, the batteries installed form a renewal sequence: m(0) = 1, m(k) = Σ_j m(k − j) f(j), where f(j) is the
share of batteries that fail in their j-th step. A vehicle cohort I takes I · S(k) · m(k) batteries at age k; what comes out is
what went in less the growth of the vehicle stock.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lianzhang.balance.lifetimes import Lifetime
from lianzhang.balance.stocks import Stocks, check_balance, from_inflow
from lianzhang.core import InputError, Problem, Text

__all__ = ["nested", "renewals"]

Floats = NDArray[np.float64]


def renewals(battery: Lifetime, steps: int) -> Floats:
    """m (steps, …): batteries installed per surviving vehicle at age 0, 1, …, one step a year."""
    survival = battery.survival(np.arange(steps + 1.0))
    survival[0] = 1.0  # a normal lifetime has a little mass below zero: it fails in the first step
    fail = -np.diff(survival, axis=0)
    m = np.zeros((steps, *battery.shape))
    m[0] = 1.0
    for k in range(1, steps):
        m[k] = (m[k - 1 :: -1] * fail[:k]).sum(axis=0)
    return m


def nested(
    years: ArrayLike, vehicles: ArrayLike, vehicle: Lifetime, battery: Lifetime, per_vehicle: ArrayLike = 1.0
) -> tuple[Stocks, Stocks]:
    """Stocks of vehicles and of their batteries, one-year steps, inflow at year end.

    ``vehicles`` (years, …) are the vehicles put on the road; ``per_vehicle`` the battery of each (GWh, t). The inflow of batteries
    counts first fitting and replacement. Raises :class:`InputError` when the years are not consecutive.
    """
    at = np.asarray(years, dtype=np.float64)
    if at.ndim != 1 or not np.allclose(np.diff(at), 1):
        raise InputError(
            [
                Problem(
                    "stocks",
                    Text("车与电池的嵌套须为逐年", "nested stocks need consecutive years"),
                    field="years",
                )
            ]
        )
    fleet = from_inflow(at, vehicles, vehicle)
    n, size = len(at), np.asarray(per_vehicle, dtype=np.float64)
    living = vehicle.survival(np.arange(float(n)))
    rate = living * renewals(battery, n)
    rate[0] = 1.0  # every vehicle starts with one
    fitted = np.zeros_like(fleet.inflow * size)
    for c in range(n):
        fitted[c:] += (
            rate[: n - c].reshape(n - c, *(1,) * (fitted.ndim - rate.ndim), *rate.shape[1:]) * fleet.inflow[c]
        )
    fitted = fitted * size
    stock = fleet.stock * size
    out = fitted - np.diff(stock, axis=0, prepend=np.zeros_like(stock[:1]))
    found = Stocks(at, fitted, out, stock, np.zeros_like(stock[0]), np.zeros_like(stock))
    check_balance(found)
    return fleet, found
