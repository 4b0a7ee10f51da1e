"""Needs, output value and footprints over the draws of a catalogue: the same sums as :mod:`.needs_table` and :mod:`.value`, draws as a dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lianzhang.balance.cradle_to_gate import Footprint
from lianzhang.balance.gate import gate_over
from lianzhang.balance.needs_table import needs
from lianzhang.balance.prices import price_ex_vat
from lianzhang.balance.supply import Supplies
from lianzhang.chain import Catalogue, Draws
from lianzhang.core import FormulaBasis, InputError, Problem, Quantity, Text

__all__ = ["NeedsDraws", "footprint_over", "needs_over", "output_value_over", "spread"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NeedsDraws:
    """``amount`` (n, commodities) what a demand needs in every draw, each in its own unit; ``nominal`` the needs without draws."""

    catalogue: Catalogue
    routes: Mapping[str, str]
    amount: Floats = field(repr=False)
    nominal: Mapping[str, Quantity] = field(repr=False)

    def of(self, commodity: str) -> Floats:
        """The need of one commodity in every draw, (n,)."""
        return self.amount[:, self.catalogue.commodity(commodity)]

    def quantity(self, commodity: str, level: float = 0.9) -> Quantity:
        """Median need, its range holding ``level`` of the draws; the basis leads to the nominal derivation."""
        inputs = [(str(Text("标称需求", "nominal need")), self.nominal[commodity])]
        return spread(self.of(commodity), self.catalogue.unit(commodity), inputs, level)


def needs_over(
    draws: Draws, demand: Mapping[str, Decimal | int | Quantity], routes: Mapping[str, str] | None = None
) -> NeedsDraws:
    """What a demand needs in every draw; faults as :func:`lianzhang.balance.needs`."""
    found = needs(draws.catalogue, demand, routes)
    explosion, of = found.explosion, draws.catalogue
    amount = np.zeros((len(draws), len(of.commodities)))
    for name, q in explosion.demand.items():
        amount[:, of.commodity(name)] = float(q.value or 0)
    inputs: dict[int, list[int]] = {}
    for i, (p, q) in enumerate(zip(of.flows.process, of.flows.quantity)):
        if q < 0:
            inputs.setdefault(int(p), []).append(i)
    maker = {of.commodity(c): of.process(p) for c, p in explosion.routes.items()}
    for c in _order(of, maker, inputs, [of.commodity(c) for c in found.commodities]):
        for i in inputs.get(maker[c], ()) if c in maker else ():
            amount[:, of.flows.commodity[i]] -= amount[:, c] * draws.flows[:, i]
    return NeedsDraws(of, explosion.routes, amount, found.amounts)


def _order(
    of: Catalogue, maker: Mapping[int, int], inputs: Mapping[int, Sequence[int]], needed: Sequence[int]
) -> list[int]:
    """Needed commodities, each before what it is made from (routes have no circle: checked by the explosion)."""
    done: dict[int, None] = {}
    waiting = [(c, False) for c in needed]
    while waiting:
        c, left = waiting.pop()
        if left:
            done.setdefault(c)
        elif c not in done:
            waiting.append((c, True))
            below = inputs.get(maker[c], ()) if c in maker else ()
            waiting += [(int(of.flows.commodity[i]), False) for i in below]
    return list(reversed(done))


def output_value_over(found: Supplies, place: str, year: int, draws: Draws) -> Floats:
    """Output value (产值) of a place and year in every draw, CNY without VAT, (n,).

    A price that the case gave for the year stands in every draw; any other is drawn from the range 2021–2025. Outputs stand at
    their values: what a plant makes is given, not drawn. Raises :class:`InputError` where a product has no price or an output is
    lost, since a total without it would be too small.
    """
    of, total, problems = draws.catalogue, np.zeros(len(draws)), []
    divisor = 1 + float(of.assumption("vat").value or 0)
    for plant, output in found.outputs:
        if (plant.place, plant.year) != (place, year):
            continue
        price: Floats | None = draws.price(plant.commodity)
        price = None if price is None else price / divisor
        if found.prices and (plant.commodity, year) in found.prices:
            given = price_ex_vat(of, plant.commodity, year, found.prices)
            price = None if given is None or given.value is None else np.full(len(draws), float(given.value))
        if price is None or output.value is None:
            message = Text(
                f"{plant.commodity} 无价格或产量缺失", f"{plant.commodity}: no price, or output lost"
            )
            problems.append(Problem("plants", message, where=plant.name or plant.place))
            continue
        total += float(output.value) * price
    if problems:
        raise InputError(problems)
    return total


def spread(
    samples: ArrayLike, unit: str, inputs: Sequence[tuple[str, Quantity]] = (), level: float = 0.9
) -> Quantity:
    """Draws (n,) as a figure: median, and the ends that hold ``level`` of the draws. Raises :class:`InputError` without draws."""
    x = np.asarray(samples, dtype=np.float64).ravel()
    if not len(x) or not 0 < level < 1:
        message = Text("须有抽样，水平在 0 与 1 之间", "needs draws and a level between 0 and 1")
        raise InputError([Problem("draws", message)])
    low, median, high = (Decimal(f"{v:.6g}") for v in np.quantile(x, [(1 - level) / 2, 0.5, (1 + level) / 2]))
    expression = Text(
        f"{len(x)} 次抽样的中位数，区间含其中 {level:.0%}",
        f"median of {len(x)} draws; the range holds {level:.0%} of them",
    )
    return Quantity(median, unit, FormulaBasis(expression, tuple(inputs)), low, high)


def footprint_over(found: Footprint, draws: Draws, measure: str) -> Floats:
    """One measure of a footprint in every draw, (n,): recipes, energy, cost and prices drawn, each process once.

    The range it gives (:func:`spread`) is what the bounds of :class:`Footprint` are not: a likely one. Grid factors, tariffs of a province
    and embodied factors of bought inputs stand at their values. Raises :class:`InputError` for an unknown measure.
    """
    found.quantity(measure)  # refuses what is no measure
    of, total = draws.catalogue, np.zeros(len(draws))
    demand = {found.commodity: found.amount}
    needed = needs_over(draws, demand, dict(found.routes))
    divisor = 1 + float(of.assumption("vat").value or 0)
    for commodity in found.needs.commodities:
        process = found.routes.get(commodity)
        each: Floats | float
        if process is not None:
            each = gate_over(draws, process, measure, found.terms)
        else:
            bought = found.per_unit(commodity, measure)
            each = float(bought.value or 0)
            price = draws.price(commodity) if measure == "cost" else None
            if price is not None and not (
                found.needs.prices and (commodity, found.needs.year) in found.needs.prices
            ):
                each = price / divisor
        total += needed.of(commodity) * each
    return total
