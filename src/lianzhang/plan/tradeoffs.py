"""The frontier of cost, carbon and self-sufficiency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import Basis, Quantity, Text
from lianzhang.plan.answer import Answer, Floats, append_row, bought, factor_use, gap_cost, made, solve_basis
from lianzhang.plan.model import Model, build_model
from lianzhang.plan.program import Program
from lianzhang.plan.solver import Held, Solution

__all__ = ["frontier"]


def _share(supply: Floats, inflow: Floats, values: Floats) -> float | None:
    total = float((supply + inflow) @ values)
    return None if total <= 0 else float(supply @ values) / total


def _caps(
    capped: Program, use: Floats, points: int, options: Mapping[str, Any] | None
) -> Iterator[tuple[float | None, Solution]]:
    """Caps on the last row, from what the cheapest plan uses down to the least that any uses, each with its solution."""
    held = Held(options)
    cheapest = held.solve(capped)
    if cheapest.values is None:
        yield None, cheapest
        return
    least = held.solve(replace(capped, cost=use, offset=0.0))
    high, low = float(use @ cheapest.values), least.objective
    for cap in np.linspace(high, high if low is None else low, points).tolist():
        bound = capped.row_upper.copy()
        bound[-1] = cap + 1e-9 * max(1.0, abs(cap))
        yield cap, held.solve(replace(capped, row_upper=bound))


_FRONTIER = {
    **dict.fromkeys(("floor", "cap", "cost", "used", "price", "self_sufficiency", "gap_cost"), pl.Float64),
    "status": pl.String,
}


def frontier(
    case: PlanningCase,
    *,
    factor: str = "co2",
    commodity: str | None = None,
    points: int = 6,
    local: Sequence[float] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Answer:
    """Least cost for each cap on the total use of a factor, and for each floor of self-sufficiency in a commodity.

    The caps run evenly from what the cheapest plan uses down to the least that any plan uses; each floor in ``local`` (shares;
    default none, or 0, ½ and 1 with a ``commodity``) has caps of its own. Self-sufficiency is what is made or dug over that plus
    what is bought outside, in amounts over all years. Table: ``floor``, ``cap``, ``cost``, ``used``, ``price`` (what one more
    unit of the cap saves, discounted: the price of carbon that would lead to the same plan), ``self_sufficiency``, ``gap_cost`` (the
    part of the cost that is paid for unmet demand and missed targets: a cut reached by making less), ``status``.
    Raises ValueError for a factor or commodity that the case does not have.
    """
    if factor not in case.factors:
        raise ValueError(
            f"the table use names no factor {factor!r}; it has {', '.join(case.factors) or 'none'}"
        )
    if commodity is not None and commodity not in case.commodities:
        raise ValueError(f"no commodity {commodity!r}")
    m = build_model(case)
    p = m.program
    assert p is not None
    code = case.factors.index(factor)
    use, anyway = factor_use(m, code)
    nothing = np.zeros(len(p.cost))
    good = case.commodities.index(commodity) if commodity is not None else -1
    supply, inflow = (made(m, good), bought(m, good)) if good >= 0 else (nothing, nothing)
    floors = list(local) if local is not None else ([0.0, 0.5, 1.0] if good >= 0 else [0.0])
    rows: list[tuple[Any, ...]] = []
    most = 0.0
    for floor in floors:
        base = append_row(p, (1 - floor) * supply - floor * inflow, 0.0, np.inf) if floor > 0 else p
        for cap, found in _caps(append_row(base, use, -np.inf, np.inf), use, points, options):
            if cap is None or found.values is None or found.duals is None:
                nothing_found = (None,) * 5
                rows.append((floor, None if cap is None else cap + anyway, *nothing_found, found.status))
                continue
            share = _share(supply, inflow, found.values) if good >= 0 else None
            used, price = float(use @ found.values), abs(float(found.duals[-1]))
            most = max(most, used)
            used = 0.0 if used < 1e-9 * most else used  # the solver's dust
            gap = gap_cost(p, found.values)
            rows.append(
                (floor, cap + anyway, found.objective, used + anyway, price, share, gap, found.status)
            )
    unit = case.factor_units[code]
    frame = pl.DataFrame(rows, schema=_FRONTIER, orient="row").with_columns(pl.lit(unit).alias("unit"))
    units = {
        "cost": "CNY", "gap_cost": "CNY", "cap": unit, "used": unit, "price": f"CNY/{unit}", "self_sufficiency": "share", "floor": "share",
    }  # fmt: skip
    return Answer(
        frame, units, _basis(m, factor, commodity, use), _ends(m, frame), _notes(anyway, factor), {}
    )


def _basis(m: Model, factor: str, commodity: str | None, use: Floats) -> Any:
    users = np.flatnonzero(use)

    def basis(row: Mapping[str, Any], column: str) -> Basis:
        of = f" and self-sufficiency in {commodity} of at least {row['floor']:g}" if commodity else ""
        return solve_basis(
            m, f"{column} at least cost with {factor} of at most {row['cap']} in total{of}", users
        )

    return basis


def _ends(m: Model, frame: pl.DataFrame) -> dict[str, Quantity]:
    costs = frame["cost"].drop_nulls()
    if not len(costs):
        return {}
    ends = {"cheapest": costs.min(), "dearest": costs.max()}
    return {
        k: Quantity(Decimal(repr(float(v))), "CNY", solve_basis(m, f"{k} point of the frontier"))  # type: ignore[arg-type]
        for k, v in ends.items()
    }


def _notes(anyway: float, factor: str) -> tuple[Text, ...]:
    if not anyway:
        return ()
    return (
        Text(
            f"其中 {anyway:g} 的 {factor} 由现有产能占用，不随方案变化",
            f"{anyway:g} of {factor} is used by what stands already, whatever the plan",
        ),
    )
