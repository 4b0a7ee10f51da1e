"""Stocks: what stands in use, what comes back, from inflows or from a wanted stock.

Time runs over steps that end at ``ends`` (years, increasing; steps may be uneven). An inflow is the amount of its whole step and
enters at its start, middle or end (``timing``): its age at a later step end is counted from there. Stock is what survives at the step
end, outflow what left during the step, so that stock change = inflow − outflow holds for any step. Arrays are (steps, …): the
trailing dimensions are categories, or draws of a Monte Carlo run. Totals are summed cohort by cohort; no cohort array is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lianzhang.balance.lifetimes import Lifetime
from lianzhang.core import InputError, Problem, Text

__all__ = ["Stocks", "check_balance", "cohorts", "from_inflow", "from_stock", "returns", "split"]

Floats = NDArray[np.float64]
Timing = Literal["start", "middle", "end"]
_ENTER = {"start": 1.0, "middle": 0.5, "end": 0.0}
_BLOCK = 512


@dataclass(frozen=True, eq=False)
class Stocks:
    """Inflow, outflow and stock at the end of each step, each (steps, …); ``initial`` (…) the stock before the first step.

    ``excess`` is what had to leave before its time because the wanted stock fell faster than things wear out.
    """

    ends: Floats
    inflow: Floats
    outflow: Floats
    stock: Floats
    initial: Floats
    excess: Floats


def _steps(ends: ArrayLike, start: float | None) -> tuple[Floats, Floats]:
    """Step ends and lengths; the first step is as long as the second unless ``start`` says where it begins."""
    at = np.asarray(ends, dtype=np.float64)
    if at.ndim != 1 or len(at) == 0 or not np.all(np.diff(at) > 0):
        raise InputError([Problem("stocks", Text("时间须递增", "time must increase"), field="ends")])
    first = at[0] - start if start is not None else (at[1] - at[0] if len(at) > 1 else 1.0)
    if first <= 0:
        raise InputError(
            [
                Problem(
                    "stocks",
                    Text("起点须早于第一期末", "start must lie before the first step end"),
                    field="start",
                )
            ]
        )
    return at, np.concatenate([[first], np.diff(at)])


class _Survival:
    """Survival of the cohort of step ``c`` at the ends of steps ``c`` and later; computed once when steps are even."""

    def __init__(self, lifetime: Lifetime, at: Floats, length: Floats, timing: Timing) -> None:
        if timing not in _ENTER:
            raise InputError(
                [
                    Problem(
                        "stocks",
                        Text("须为 start、middle 或 end", "must be start, middle or end"),
                        field="timing",
                    )
                ]
            )
        self.lifetime, self.at = lifetime, at
        self.enter = at - _ENTER[timing] * length
        even = np.allclose(length, length[0], rtol=1e-12, atol=0)
        self.lags = lifetime.survival(at - self.enter[0]) if even else None

    def of(self, c: int) -> Floats:
        if self.lags is not None:
            return self.lags[: len(self.at) - c]
        return self.lifetime.survival(self.at[c:] - self.enter[c])


def _remaining(
    lifetime: Lifetime,
    at: Floats,
    length: Floats,
    initial: ArrayLike | None,
    ages: ArrayLike | None,
    shape: tuple[int, ...],
) -> tuple[Floats, Floats]:
    """What is left of the initial stock at each step end, (steps, …), and the initial stock itself, (…).

    ``initial`` is (ages, …): amounts by the age they had before the first step; they survive by S(age + t)/S(age).
    """
    if initial is None:
        return np.zeros((len(at), *shape)), np.zeros(shape)
    if ages is None:
        raise InputError(
            [
                Problem(
                    "stocks", Text("初始存量须给出年龄", "an initial stock needs ages"), field="initial_ages"
                )
            ]
        )
    old, years = np.asarray(initial, dtype=np.float64), np.asarray(ages, dtype=np.float64)
    if old.shape[:1] != years.shape or np.any(old < 0):
        raise InputError(
            [
                Problem(
                    "stocks",
                    Text(
                        "初始存量须与年龄等长且非负", "initial stock must match its ages and not be negative"
                    ),
                    field="initial",
                )
            ]
        )
    left = np.zeros((len(at), *np.broadcast_shapes(old.shape[1:], shape)))
    begin = at[0] - length[0]
    for amount, age in zip(old, years):
        had = lifetime.survival(age)
        if np.any((had <= 0) & (amount > 0)):
            message = Text(
                f"{age:g} 年的存量按此寿命早已退役", f"by this lifetime nothing of age {age:g} is left"
            )
            raise InputError([Problem("stocks", message, field="initial")])
        later = lifetime.survival(at - begin + age)
        share = np.divide(later, had, out=np.zeros_like(later), where=had > 0)
        left += _widen(share, left.ndim - 1) * amount
    return left, np.broadcast_to(old.sum(axis=0), left.shape[1:]).copy()


def from_inflow(
    ends: ArrayLike,
    inflow: ArrayLike,
    lifetime: Lifetime,
    *,
    timing: Timing = "end",
    start: float | None = None,
    initial: ArrayLike | None = None,
    initial_ages: ArrayLike | None = None,
) -> Stocks:
    """Stock and outflow of a given inflow, (steps, …). Raises :class:`InputError` when shapes or steps are wrong."""
    at, length = _steps(ends, start)
    into = np.asarray(inflow, dtype=np.float64)
    if into.shape[:1] != at.shape:
        raise InputError(
            [
                Problem(
                    "stocks", Text("流入量须与时间等长", "inflow must have one entry a step"), field="inflow"
                )
            ]
        )
    shape = np.broadcast_shapes(into.shape[1:], lifetime.shape)
    into = np.ascontiguousarray(np.broadcast_to(_widen(into, len(shape)), (len(at), *shape)))
    stock, before = _remaining(lifetime, at, length, initial, initial_ages, shape)
    for arrays, survive in _blocks((stock, into), lifetime, (at, length, timing)):
        _accumulate(arrays[0], arrays[1], survive)
    outflow = _less_change(into, stock, before)
    found = Stocks(at, into, outflow, stock, before, np.broadcast_to(np.float64(0), stock.shape))
    check_balance(found)
    return found


def _blocks(
    arrays: tuple[Floats, ...], lifetime: Lifetime, time: tuple[Floats, Floats, Timing]
) -> Iterator[tuple[tuple[Floats, ...], _Survival]]:
    """The arrays (steps, …) and their survival, some hundred categories at a time; what is done to a block is done to the arrays.

    So a block of survival, inflow and stock stays in the processor's cache, and survival is never held for all categories at once:
    100,000 draws cost what they cost one by one, in the memory of a block.
    """
    shape = arrays[0].shape
    columns = arrays[0][0].size
    whole = lifetime.shape == shape[1:]
    if not (whole or lifetime.shape == ()) or columns <= _BLOCK:
        yield arrays, _Survival(lifetime, *time)
        return
    flat = tuple(x.reshape(shape[0], columns) for x in arrays)
    shared = None if whole else _Survival(lifetime, *time)
    for first in range(0, columns, _BLOCK):
        block = slice(first, first + _BLOCK)
        held = tuple(np.ascontiguousarray(x[:, block]) for x in flat)
        yield held, shared or _Survival(lifetime.part(block), *time)
        for x, y in zip(flat, held):
            if x.flags.writeable:
                x[:, block] = y


def _accumulate(stock: Floats, into: Floats, survive: _Survival) -> None:
    room = np.empty_like(stock)
    for c in range(len(stock)):
        added = room[c:]
        np.multiply(_widen(survive.of(c), stock.ndim - 1), into[c], out=added)
        stock[c:] += added


def _less_change(into: Floats, stock: Floats, before: Floats) -> Floats:
    """inflow − stock change (steps, …), without a copy of either."""
    out = np.empty_like(stock)
    np.subtract(stock[:1], before, out=out[:1])
    np.subtract(stock[1:], stock[:-1], out=out[1:])
    np.subtract(into, out, out=out)
    return out


def _widen(array: Floats, trailing: int) -> Floats:
    """Give a (steps, …) array ``trailing`` trailing dimensions, so that it broadcasts."""
    return array.reshape(array.shape[:1] + (1,) * (trailing - array.ndim + 1) + array.shape[1:])


def from_stock(
    ends: ArrayLike,
    stock: ArrayLike,
    lifetime: Lifetime,
    *,
    timing: Timing = "end",
    start: float | None = None,
    initial: ArrayLike | None = None,
    initial_ages: ArrayLike | None = None,
) -> Stocks:
    """The inflow that keeps a wanted stock, (steps, …).

    Where more survives than is wanted, inflow is zero and the surplus leaves as ``excess``, taken from all cohorts alike;
    an inflow is never negative. Raises :class:`InputError` when a cohort would be gone before its own step ends.
    """
    at, length = _steps(ends, start)
    wanted = np.asarray(stock, dtype=np.float64)
    if wanted.shape[:1] != at.shape or np.any(wanted < 0):
        raise InputError(
            [
                Problem(
                    "stocks",
                    Text("存量须与时间等长且非负", "stock must have one entry a step and not be negative"),
                    field="stock",
                )
            ]
        )
    shape = np.broadcast_shapes(wanted.shape[1:], lifetime.shape)
    wanted = np.broadcast_to(_widen(wanted, len(shape)), (len(at), *shape)).copy()
    expected, before = _remaining(lifetime, at, length, initial, initial_ages, shape)
    into, excess = np.zeros_like(wanted), np.zeros_like(wanted)
    for arrays, survive in _blocks((wanted, expected, into, excess), lifetime, (at, length, timing)):
        _drive(arrays, survive, at)
    outflow = _less_change(into, wanted, before) - excess
    found = Stocks(at, into, outflow, wanted, before, excess)
    check_balance(found)
    return found


def _drive(arrays: tuple[Floats, ...], survive: _Survival, at: Floats) -> None:
    """Fill inflow and excess for a wanted stock, in place; ``expected`` is what survives of everything there so far, at each step end."""
    wanted, expected, into, excess = arrays
    room = np.empty_like(wanted)
    for t in range(len(at)):
        gap = wanted[t] - expected[t]
        share = _widen(survive.of(t), wanted.ndim - 1)
        if np.any((gap > 0) & (share[0] <= 0)):
            message = Text(
                "寿命短于一个时间步，存量无法维持",
                "the lifetime is shorter than a step: no inflow can hold the stock",
            )
            raise InputError([Problem("stocks", message, where=f"{at[t]:g}", field="stock")])
        into[t] = np.divide(np.maximum(gap, 0), share[0], out=np.zeros_like(gap), where=share[0] > 0)
        if np.any(gap < 0):
            excess[t] = np.maximum(-gap, 0)
            falling = (gap < 0) & (expected[t] > 0)
            kept = np.divide(wanted[t], expected[t], out=np.ones_like(gap), where=falling)
            expected[t:] *= np.minimum(kept, 1.0)
        added = room[t:]
        np.multiply(share, into[t], out=added)
        expected[t:] += added


def cohorts(
    ends: ArrayLike,
    inflow: ArrayLike,
    lifetime: Lifetime,
    *,
    timing: Timing = "end",
    start: float | None = None,
) -> Floats:
    """(steps, cohorts, …) stock by the step in which it came in; asked for only when ages are shown, for it is large."""
    at, length = _steps(ends, start)
    into = np.asarray(inflow, dtype=np.float64)
    survive = _Survival(lifetime, at, length, timing)
    shape = np.broadcast_shapes(into.shape[1:], lifetime.shape)
    out = np.zeros((len(at), len(at), *shape))
    for c in range(len(at)):
        out[c:, c] = _widen(survive.of(c), len(shape)) * into[c]
    return out


def check_balance(found: Stocks, rtol: float = 1e-9) -> None:
    """Stock change = inflow − outflow − excess in every step, and nothing negative.

    The tolerance is relative to the step's own inflow and outflow, not to the stock: a stock a thousand times too large fails.
    Raises :class:`InputError` naming each step that does not balance.
    """
    problems = []
    before = found.initial
    # Step by step: the checks of large arrays need the memory of one step only.
    for t, end in enumerate(found.ends):
        stock, into, out, over = found.stock[t], found.inflow[t], found.outflow[t], found.excess[t]
        error = np.abs((stock - before) - (into - out - over))
        flow = rtol * np.maximum(np.maximum(np.abs(into), np.abs(out)), np.abs(over))
        # Differences of large stocks carry their rounding, hence the second term.
        if np.any(error > flow + 1e-13 * np.abs(stock)):
            worst = float(np.max(error))
            message = Text(
                f"存量变化与流入流出不符，相差 {worst:.6g}",
                f"stock change does not match inflow and outflow, off by {worst:.6g}",
            )
            problems.append(Problem("stocks", message, where=f"{end:g}"))
        if np.any(out < -(flow + 1e-12 * np.abs(stock))) or np.any(into < 0) or np.any(stock < 0):
            message = Text("流量或存量为负", "negative flow or stock")
            problems.append(Problem("stocks", message, where=f"{end:g}"))
        before = stock
    if problems:
        raise InputError(problems)


def split(total: ArrayLike, shares: ArrayLike, rtol: float = 1e-9) -> Floats:
    """A (steps,) or (steps, …) total by shares (…, kinds), which must sum to 1: (steps, …, kinds).

    Raises :class:`InputError` with the sum found.
    """
    parts = np.asarray(shares, dtype=np.float64)
    sums = parts.sum(axis=-1)
    if np.any(np.abs(sums - 1) > rtol) or np.any(parts < 0):
        worst = float(np.ravel(sums)[np.argmax(np.abs(np.ravel(sums) - 1))])
        raise InputError(
            [
                Problem(
                    "shares",
                    Text(f"份额之和为 {worst:.6g}，应为 1", f"shares sum to {worst:.6g}, should be 1"),
                )
            ]
        )
    return np.asarray(total, dtype=np.float64)[..., None] * parts


def returns(found: Stocks, collection: ArrayLike = 1.0) -> tuple[Floats, Floats]:
    """End-of-life amounts as (collected, not collected), each (steps, …); ``collection`` is a share between 0 and 1."""
    rate = np.asarray(collection, dtype=np.float64)
    if np.any((rate < 0) | (rate > 1)):
        raise InputError(
            [
                Problem(
                    "returns",
                    Text("回收率须在 0 与 1 之间", "collection must lie between 0 and 1"),
                    field="collection",
                )
            ]
        )
    gone = found.outflow + found.excess
    rate = _widen(rate, gone.ndim - 1) if rate.ndim else rate
    return gone * rate, gone * (1 - rate)
