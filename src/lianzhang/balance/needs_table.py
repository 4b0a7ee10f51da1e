"""Needs: a demand exploded backwards through the chain, in each commodity's unit, tonnes, GWh-equivalents and CNY.

The arrays of a :class:`Needs` are for computing and for tables; :meth:`Needs.quantity` gives any cell with its derivation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from lianzhang.balance.equivalents import chemistry_of, gwh_equivalent
from lianzhang.balance.figures import ends, in_unit, multiply
from lianzhang.balance.prices import GivenPrices, price_ex_vat
from lianzhang.chain import Catalogue, Explosion, explode, segment_tree
from lianzhang.core import AssumptionBasis, Quantity, Text

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Measure", "Needs", "measured", "needs"]

Measure = Literal["amount", "tonnes", "gwh", "cny"]
MEASURES: tuple[Measure, ...] = ("amount", "tonnes", "gwh", "cny")
Floats = NDArray[np.float64]


def measured(
    of: Catalogue,
    commodity: str,
    amount: Quantity,
    measure: Measure,
    *,
    chemistry: str | None = None,
    year: int | None = None,
    prices: GivenPrices | None = None,
) -> Quantity | None:
    """An amount (own unit) in another measure: tonnes, GWh-equivalent, or CNY without VAT at ex-factory price.

    None where there is no such figure: no mass stated, no place in the cell chain, no price.
    """
    name = str(of.name(commodity))
    if measure == "amount":
        return amount
    if measure == "gwh":
        return gwh_equivalent(commodity, amount, chemistry, of)
    if measure == "tonnes":
        if amount.unit == "t":
            return amount
        mass = of.figure("commodities", of.commodity(commodity), "mass_t_per_unit", f"t/{amount.unit}")
        if mass.value is None:
            return None
        return multiply(
            "t",
            Text("数量 × 单位质量", "amount × mass per unit"),
            ((name, amount), (f"t / {amount.unit}", mass)),
        )
    price = price_ex_vat(of, commodity, year, prices)
    if price is None:
        return None
    return multiply(
        "CNY",
        Text("数量 × 不含税出厂价", "amount × ex-factory price without VAT"),
        ((name, amount), ("CNY", price)),
    )


@dataclass(frozen=True, eq=False)
class Needs:
    """What a demand needs. ``explosion`` holds the amounts; ``year`` and ``prices`` price them (see :mod:`.prices`)."""

    catalogue: Catalogue
    explosion: Explosion
    year: int | None = None
    prices: GivenPrices | None = None

    @property
    def commodities(self) -> tuple[str, ...]:
        """Everything needed, the demand included, in the order of the catalogue."""
        return self.explosion.needed

    def quantity(self, commodity: str, measure: Measure = "amount") -> Quantity | None:
        """One need with its derivation down to the rows; None where there is no such figure."""
        amount = self.explosion.quantity(commodity)
        return measured(self.catalogue, commodity, amount, measure, year=self.year, prices=self.prices)

    @cached_property
    def amounts(self) -> dict[str, Quantity]:
        """Commodity → need in its own unit."""
        return {c: self.explosion.quantity(c) for c in self.commodities}

    def array(self, measure: Measure = "amount") -> Floats:
        """(3, commodities needed): value, low, high; NaN where there is no such figure."""
        at = [self.catalogue.commodity(c) for c in self.commodities]
        x = np.stack([self.explosion.amount, self.explosion.low, self.explosion.high])[:, at]
        if measure == "amount":
            return x
        if measure == "tonnes":
            return np.asarray(x * self.catalogue.commodities.mass[at])
        factor = np.array([self._factor(c, measure) for c in self.commodities]).T
        return np.asarray(x * factor)

    def _factor(self, commodity: str, measure: Measure) -> tuple[float, float, float]:
        one = Quantity(
            Decimal(1), self.catalogue.unit(commodity), AssumptionBasis(Text("1 个单位", "one unit"))
        )
        q = measured(self.catalogue, commodity, one, measure, year=self.year, prices=self.prices)
        if q is None:
            return (np.nan,) * 3
        low, high = ends(q)
        value, low_f, high_f = (np.nan if v is None else float(v) for v in (q.value, low, high))
        return value, low_f, high_f

    def frame(self) -> pl.DataFrame:
        """One row a commodity: segment, names, unit, and value, low, high of the four measures."""
        import polars as pl

        of, tree = self.catalogue, segment_tree(self.catalogue)
        columns: dict[str, object] = {
            "commodity": self.commodities,
            "segment": [tree.of_commodity(c).id for c in self.commodities],
            "zh": [of.name(c).zh for c in self.commodities],
            "en": [of.name(c).en for c in self.commodities],
            "unit": [of.unit(c) for c in self.commodities],
            "chemistry": [chemistry_of(c, of) for c in self.commodities],
        }
        for measure in MEASURES:
            values = self.array(measure)
            for i, end in enumerate(("", "_low", "_high")):
                columns[measure + end] = values[i]
        return pl.DataFrame(columns).with_columns(pl.selectors.float().fill_nan(None))

    def __repr__(self) -> str:
        demand = ", ".join(f"{c} {q.value} {q.unit}" for c, q in self.explosion.demand.items())
        return f"<Needs of {demand}: {len(self.commodities)} commodities>"


def needs(
    catalogue: Catalogue,
    demand: Mapping[str, Decimal | int | Quantity],
    routes: Mapping[str, str] | None = None,
    *,
    year: int | None = None,
    prices: GivenPrices | None = None,
) -> Needs:
    """What a demand needs, back to the ore, through one process per commodity.

    ``demand`` maps a commodity to a number in its own unit or a quantity in any unit of its dimension; ``routes`` overrides the
    default process of a commodity; ``year`` and ``prices`` choose the prices. Raises :class:`~lianzhang.core.InputError`.
    """
    held: dict[str, Quantity] = {}
    for commodity, q in demand.items():
        own = catalogue.unit(commodity)
        given = q if isinstance(q, Quantity) else None
        if given is None:
            given = Quantity(Decimal(str(q)), own, AssumptionBasis(Text("给定需求", "demand given")))
        held[commodity] = in_unit(given, own, commodity)
    return Needs(catalogue, explode(catalogue, held, routes), year, prices)
