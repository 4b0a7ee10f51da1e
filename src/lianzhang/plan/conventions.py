"""Discounting: what one CNY spent in a year, or invested in a plant, weighs in the objective.

Four conventions of the field, selected by ``convention`` in ``case.toml``; ``salvage``, ``capex_timing`` and
``flow_timing`` override a part. ``y0`` is the base year, ``r`` the rate, ``w`` the years a period stands for, ``H`` the
end of the horizon (last year + its ``w``), ``L`` the lifetime, ``n = min(L, H − v)`` the years a plant of year ``v`` is used.

plain
    flows ``w/(1+r)^(y−y0)``, capex ``1/(1+r)^(y−y0)``, no salvage.
osemosys
    capex at the start, flows in the middle of the year: ``1/(1+r)^(y−y0)`` and ``w/(1+r)^(y−y0+½)``; salvage at ``H`` by
    sinking fund, ``1 − ((1+r)^n − 1)/((1+r)^L − 1)`` of capex (or straight line, ``1 − n/L``).
temoa
    capex as an annuity over ``L`` of which ``n`` payments count, each in proportion to what survives of the plant; all payments
    at year end: flows ``(1+r)^−(y−y0) · (1−(1+r)^−w)/r``. Capacity in a period is the mean of what stands in each of its ``w``
    years, so that a life that ends inside it counts in part.
messageix
    period ``y`` is the ``w`` years that end in it, base year before the first; flows ``W(y) = (1+r)^−(y−y0) · ((1+r)^w−1)/r``,
    capex spread over its period and scaled by ``ΣW / (ΣW + (1+r)^−(last−y0) · (1−(1+r)^−b)/(1−1/(1+r)))``, the sum over
    the periods lived in, ``b`` the years of life beyond the last.

A plant without a lifetime is paid for in full and has no salvage value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import PlanningCase, Settings

__all__ = ["Factors", "alive_shares", "existing_shares", "factors"]

Floats = npt.NDArray[np.float64]
_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
_DEFAULTS = {"plain": ("start", "start", "none"), "osemosys": ("start", "middle", "sinking_fund"),
             "temoa": ("end", "end", "none"), "messageix": ("end", "end", "none")}  # fmt: skip


@dataclass(frozen=True)
class Factors:
    """``flow`` (years): weight of a yearly cost; ``capex`` (processes × years): weight of the cost of a build."""

    flow: Floats
    capex: Floats


def _annuity(rate: float, years: Floats) -> Floats:
    """Present value of 1 a year, paid at year end, for ``years`` years."""
    return years if rate == 0 else (1 - (1 + rate) ** -years) / rate


def _salvage(how: str, rate: float, used: Floats, life: Floats) -> Floats:
    """Share of capex left at the end of the horizon."""
    left = np.zeros_like(life)
    some = np.isfinite(life) & (used < life)
    if how == "none":
        return left
    if how == "straight_line" or rate == 0:
        left[some] = 1 - used[some] / life[some]
    else:
        left[some] = 1 - ((1 + rate) ** used[some] - 1) / ((1 + rate) ** life[some] - 1)
    return left


def base_year(settings: Settings) -> float:
    """The year that costs are discounted to."""
    if settings.base_year is not None:
        return float(settings.base_year)
    first = float(settings.years[0])
    return first - settings.weights[0] if settings.convention == "messageix" else first


def factors(case: PlanningCase) -> Factors:
    """Weights of yearly costs and of investments under the case's convention."""
    s = case.settings
    years, weights = np.array(s.years, dtype=float), np.array(s.weights)
    growth, since = 1.0 + s.rate, np.array(s.years, dtype=float) - base_year(s)
    capex_at, flow_at, how = _DEFAULTS[s.convention]
    shift_capex = _SHIFT[s.capex_timing or capex_at] - _SHIFT["end"]
    shift_flow = _SHIFT[s.flow_timing or flow_at] - _SHIFT["end"]
    end = years[-1] + weights[-1]
    start = years[None, :] + case.lead_time[:, None]
    life = np.broadcast_to(case.lifetime[:, None], start.shape).copy()
    used = np.minimum(life, np.maximum(end - start, 0.0))
    if s.convention in ("plain", "osemosys"):
        flow = weights * growth ** -(since + shift_flow + 1)
        capex = np.broadcast_to(growth ** -(since + shift_capex + 1), start.shape).copy()
        capex -= _salvage(s.salvage or how, s.rate, used, life) * growth ** -(end - base_year(s))
        return Factors(flow, capex)
    if s.convention == "temoa":
        flow = growth ** -(since + shift_flow) * _annuity(s.rate, weights)
        paid = np.where(
            np.isfinite(life) & (used > 0),
            _annuity(s.rate, used) / _annuity(s.rate, np.where(np.isfinite(life), life, 1.0)),
            1.0,
        )
        for p, shares in enumerate(case.survival):
            if shares and np.isfinite(case.lifetime[p]):
                paid[p] = _paid_by_survival(shares, s.rate, used[p], float(case.lifetime[p]))
        return Factors(flow, paid * growth ** -(since + shift_capex))
    flow = growth**-since * (weights if s.rate == 0 else (growth**weights - 1) / s.rate)
    lived = (alive_shares(case) > 0) @ flow
    beyond = np.where(np.isfinite(life), np.maximum(start - weights + life - years[-1], 0.0), 0.0)
    tail = beyond if s.rate == 0 else (1 - growth**-beyond) / (1 - 1 / growth)
    full = lived + growth ** -since[-1] * tail
    return Factors(flow, flow / weights * np.where(full > 0, lived / np.where(full > 0, full, 1.0), 1.0))


def _paid_by_survival(shares: tuple[float, ...], rate: float, used: Floats, life: float) -> Floats:
    """Share of capex that falls to the ``used`` first years of a life, each year bearing what survives at its start."""
    age = np.arange(np.ceil(life), dtype=np.float64)
    payment = _survival(shares, age) * np.minimum(1.0, life - age) / (1 + rate) ** (age + 1)
    inside = np.clip(used[:, None] - age[None, :], 0.0, 1.0)
    whole = float(payment.sum())
    return np.ones_like(used) if whole <= 0 else np.asarray(inside @ payment / whole, dtype=float)


def _survival(shares: tuple[float, ...], age: Floats) -> Floats:
    if not shares:
        return np.ones_like(age)
    if len(shares) == 1:
        return np.asarray(shares[0] ** np.maximum(age, 0.0), dtype=float)
    return np.interp(age, np.arange(len(shares)), shares)


def _shares(settings: Settings, start: Floats, life: Floats, width: Floats | float) -> Floats:
    """Share of a plant that stands in each period (last axis), from its first year and lifetime."""
    years, weights = np.array(settings.years, dtype=float), np.array(settings.weights)
    if settings.convention == "messageix":
        # A period is the years that end in it: a life that ends inside it counts in part.
        left = (start - width + life)[..., None] - (years - weights)
        return np.where(start[..., None] <= years, np.clip(left / weights, 0.0, 1.0), 0.0)
    inside = (start[..., None] <= years) & (years < (start + life)[..., None])
    return inside.astype(float)


def _mean_shares(settings: Settings, start: Floats, life: Floats, shares: tuple[float, ...]) -> Floats:
    """Mean over the years of each period (last axis) of what stands then: of one process, from its first year and lifetime."""
    out = np.zeros((*start.shape, len(settings.years)))
    for t, (first, width) in enumerate(zip(settings.years, settings.weights)):
        year = first + np.arange(np.ceil(width))
        share = np.minimum(1.0, first + width - year) / width
        age = year - start[..., None]
        stands = (age >= 0) & (age < life[..., None])
        out[..., t] = np.where(stands, _survival(shares, age), 0.0) @ share
    return out


def alive_shares(case: PlanningCase) -> Floats:
    """Processes × build years × years: share of a build that stands and has survived."""
    years = np.array(case.years, dtype=float)
    start = years[None, :] + case.lead_time[:, None]
    life = np.broadcast_to(case.lifetime[:, None], start.shape)
    if case.settings.convention == "temoa":
        parts = [_mean_shares(case.settings, a, b, c) for a, b, c in zip(start, life, case.survival)]
        return np.stack(parts) if parts else np.zeros((0, len(years), len(years)))
    out = _shares(case.settings, start, life, np.array(case.settings.weights))
    for p, shares in enumerate(case.survival):
        if shares:
            out[p] *= _survival(shares, years[None, :] - start[p][:, None])
    return out


def existing_shares(
    case: PlanningCase,
    vintage: npt.NDArray[np.int64],
    process: npt.NDArray[np.int64],
    retired: npt.NDArray[np.int64],
) -> Floats:
    """Rows × years: share of a capacity row that stands; a vintage below zero (empty) stands throughout. From ``retired`` on, where
    that is not below zero, it does not stand."""
    years = np.array(case.years, dtype=float)
    known = vintage >= 0
    start = np.where(known, vintage, years[0]).astype(float)
    life = np.where(known, case.lifetime[process], np.inf)
    out = _shares(case.settings, start, life, case.settings.weights[0] if case.settings.weights else 1.0)
    temoa = case.settings.convention == "temoa"
    for p in np.unique(process[known]) if temoa or any(case.survival) else ():
        if temoa:
            at = np.flatnonzero(known & (process == p))
            out[at] = _mean_shares(case.settings, start[at], life[at], case.survival[p])
        elif case.survival[p]:
            at = np.flatnonzero(known & (process == p))
            out[at] *= _survival(case.survival[p], years[None, :] - start[at][:, None])
    gone = np.flatnonzero(retired >= 0)
    out[gone] *= years < retired[gone, None]
    return out
