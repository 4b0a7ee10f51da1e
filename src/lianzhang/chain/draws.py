"""Monte Carlo over the catalogue: many possible catalogues at once, each of which keeps the element balance of every process.

A figure with value m between low a and high b is drawn as m + t·(b − m) for t > 0 and m + t·(m − a) for t < 0, where t is triangular on
(−1, 0, 1): the stated value stays the median however lopsided its range, and the ends are never passed. With ``shape="log"`` costs and
prices move by factors, m·(b/m)^t and m·(m/a)^t, wherever both ends are positive.

Ranges of a recipe are marginal and must not be drawn apart. So a process has one t a draw, its yield: at t = 0 all its flows stand at
their nominal figures, towards 1 it takes more of every input and leaves more of every by-product, towards −1 less. Where the inputs of
a draw hold less of an element than main output and by-products would, the by-products with that element shrink until it balances.

Energy in tce, CO2e and fixed cost are computed from other rows of their process in the tables (README of the reference data), and stay
so in every draw. Prices move together in part: rank correlation comes from one common factor of weight ``together``, an assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from lianzhang.core import InputError, Problem, Text

if TYPE_CHECKING:
    from lianzhang.chain.catalogue_model import Catalogue

__all__ = ["DERIVED", "Draws", "draw", "element_draws"]

Floats = NDArray[np.float64]
Shape = Literal["triangular", "log"]

DERIVED: Mapping[str, Mapping[str, float]] = {
    # GB/T 2589: 0.1229 kgce/kWh, 34.12 kgce/GJ
    "energy_tce_per_unit": {
        "electricity_kwh_per_unit": 0.0001229, "steam_gj_per_unit": 0.03412, "gas_gj_per_unit": 0.03412, "diesel_gj_per_unit": 0.03412,
    },
    # kg: national grid of 2022, steam, gas, diesel by energy content (IPCC 2006), and what the process itself gives off
    "co2e_kg_per_unit": {
        "electricity_kwh_per_unit": 0.5366, "steam_gj_per_unit": 110.0, "gas_gj_per_unit": 56.1, "diesel_gj_per_unit": 74.1,
        "process_co2e_kg_per_unit": 1.0,
    },
    # 3 % of the investment a year for upkeep, and a year's pay
    "fixed_opex_cny_per_unit": {"capex_cny_per_unit_year": 0.03, "jobs_per_unit_year": 120_000.0},
}  # fmt: skip
"""Parameters that the reference tables compute from others of the same process: parameter → {parameter: coefficient}."""


@dataclass(frozen=True, eq=False)
class Draws:
    """``n`` draws of a catalogue.

    ``flows`` (n, flows) quantities per unit of main output, inputs negative, in the order of ``catalogue.flows``; ``economics``,
    ``prices`` and ``lifetimes`` (n, rows) values in the order and unit of their table. :meth:`flow` and its neighbours give a
    single figure, (n,).
    """

    catalogue: Catalogue
    flows: Floats = field(repr=False)
    economics: Floats = field(repr=False)
    prices: Floats = field(repr=False)
    lifetimes: Floats = field(repr=False)

    def __len__(self) -> int:
        return len(self.flows)

    def flow(self, process: str, commodity: str) -> Floats:
        """Quantity of a commodity per unit of main output in each draw, (n,); zeros where the process does not touch it."""
        key = (self.catalogue.process(process), self.catalogue.commodity(commodity))
        at = self.catalogue.flows.position.get(key)
        return np.zeros(len(self)) if at is None else self.flows[:, at]

    def economic(self, process: str, parameter: str) -> Floats | None:
        """An economic parameter in each draw, (n,); None where the tables have none."""
        self.catalogue.process(process)
        at = self._rows["economics"].get((process, parameter))
        return None if at is None else self.economics[:, at]

    def price(self, commodity: str) -> Floats | None:
        """Reference price in each draw, VAT included, (n,); None where the tables have none."""
        at = self._rows["prices"].get((commodity, "reference"))
        return None if at is None else self.prices[:, at]

    def lifetime(self, segment: str, chemistry: str, parameter: str) -> Floats | None:
        """A lifetime, collection or share figure in each draw, (n,); None where there is none."""
        for i, r in enumerate(self.catalogue.tables["lifetimes"].records):
            named = r["segment"] == segment and r["parameter"] == parameter
            if named and chemistry in r["chemistry"].split(";"):
                return self.lifetimes[:, i]
        return None

    @cached_property
    def _rows(self) -> dict[str, dict[tuple[str, str], int]]:
        keys = {"economics": ("process", "parameter"), "prices": ("commodity", "kind")}
        out: dict[str, dict[tuple[str, str], int]] = {}
        for table, (a, b) in keys.items():
            rows = self.catalogue.tables[table].records
            # the first of several rows stands, as in Catalogue.price
            out[table] = {(r[a], r[b]): i for i, r in reversed(list(enumerate(rows)))}
        return out


def draw(
    catalogue: Catalogue,
    rng: np.random.Generator | int,
    n: int,
    *,
    shape: Shape = "triangular",
    together: float = 0.5,
) -> Draws:
    """``n`` draws of recipes, costs, prices and lifetimes; the same seed (or generator state) gives the same draws.

    ``shape`` is that of costs and prices, ``together`` (0 to 1) the share of the variance of a price's rank that all prices have in
    common. Raises :class:`~lianzhang.core.InputError` for a number of draws below 1 or a share outside 0 to 1.
    """
    wrong = [("n", "至少为 1", "must be at least 1")] if n < 1 else []
    wrong += [("together", "须在 0 与 1 之间", "must lie between 0 and 1")] if not 0 <= together <= 1 else []
    if wrong:
        raise InputError([Problem("draw", Text(zh, en), field=name) for name, zh, en in wrong])
    generator = np.random.default_rng(rng)
    recipe = generator.triangular(-1, 0, 1, (n, len(catalogue.processes)))
    cost = generator.triangular(-1, 0, 1, (n, len(catalogue.tables["economics"])))
    common = generator.standard_normal((n, 1))
    own = generator.standard_normal((n, len(catalogue.tables["prices"])))
    price = _triangular(np.sqrt(together) * common + np.sqrt(1 - together) * own)
    life = generator.triangular(-1, 0, 1, (n, len(catalogue.tables["lifetimes"])))
    tables = {name: _ends(catalogue, name) for name in ("economics", "prices", "lifetimes")}
    economics = _between(cost, *tables["economics"], shape)
    _derive(catalogue, economics)
    return Draws(
        catalogue,
        _recipes(catalogue, recipe),
        economics,
        _between(price, *tables["prices"], shape),
        _between(life, *tables["lifetimes"], "triangular"),
    )


def _triangular(z: Floats) -> Floats:
    """Standard normal → triangular on (−1, 0, 1) of the same rank."""
    from scipy.special import ndtr

    u = ndtr(z)
    return np.where(u < 0.5, np.sqrt(2 * u) - 1, 1 - np.sqrt(2 * (1 - u)))


def _ends(catalogue: Catalogue, table: str) -> tuple[Floats, Floats, Floats]:
    """Value, low and high of every row, (rows,) each; a missing end is the value."""
    columns = catalogue.tables[table].floats
    value, low, high = (np.asarray(columns[c]) for c in ("value", "low", "high"))
    return value, np.where(np.isnan(low), value, low), np.where(np.isnan(high), value, high)


def _between(t: Floats, value: Floats, low: Floats, high: Floats, shape: Shape) -> Floats:
    """Figures (n, rows) at t (n, rows) in their ranges (rows,)."""
    plain = value + np.maximum(t, 0) * (high - value) + np.minimum(t, 0) * (value - low)
    if shape == "triangular":
        return np.asarray(np.clip(plain, low, high))
    positive = low > 0
    safe = [np.where(positive, x, 1.0) for x in (value, low, high)]
    factors = (safe[2] / safe[0]) ** np.maximum(t, 0) * (safe[0] / safe[1]) ** np.minimum(t, 0)
    return np.asarray(np.clip(np.where(positive, safe[0] * factors, plain), low, high))


def _recipes(catalogue: Catalogue, t: Floats) -> Floats:
    """Flows (n, flows) at the yield t (n, processes), by-products cut back to what the inputs hold."""
    flows = catalogue.flows
    of = t[:, flows.process]
    # For an input `low` is the most it takes, so more consumption is towards the low end.
    side = np.where(flows.quantity < 0, -of, of)
    drawn = _between(side, flows.quantity, flows.low, flows.high, "triangular")
    _cut_byproducts(catalogue, drawn)
    return drawn


def _cut_byproducts(catalogue: Catalogue, drawn: Floats) -> None:
    """Shrink by-products in place: of every element, out ≤ in (or the nominal ratio, where rounding has that a little above 1)."""
    flows, content = catalogue.flows, catalogue.commodities.content[catalogue.flows.commodity]
    main = flows.commodity == catalogue.processes.output[flows.process]
    byproduct = (flows.quantity > 0) & ~main
    gather = _gather(catalogue)
    scale = np.ones_like(drawn)
    for e in range(content.shape[1]):
        parts = drawn * content[:, e]
        nominal = flows.quantity * content[:, e]
        into, out = _in_out(gather, nominal[None])
        allowed = np.maximum(1.0, np.divide(out, into, out=np.ones_like(out), where=into > 0))
        room = -np.where(drawn < 0, parts, 0) @ gather * allowed - np.where(main, parts, 0) @ gather
        made = np.where(byproduct, parts, 0) @ gather
        share = np.divide(room, made, out=np.ones_like(made), where=made > 0).clip(0, 1)
        holds = byproduct & (content[:, e] > 0)
        scale[:, holds] = np.minimum(scale[:, holds], share[:, flows.process[holds]])
    drawn *= scale


def _gather(catalogue: Catalogue) -> NDArray[np.float64]:
    """(flows, processes) indicator as a sparse array: flows @ it sums over each process."""
    import scipy.sparse as sp

    flows = catalogue.flows
    ones = (np.ones(len(flows)), (np.arange(len(flows)), flows.process))
    return sp.csr_array(ones, shape=(len(flows), len(catalogue.processes)))  # type: ignore[return-value]


def _in_out(gather: NDArray[np.float64], parts: Floats) -> tuple[Floats, Floats]:
    return np.asarray(-np.minimum(parts, 0) @ gather), np.asarray(np.maximum(parts, 0) @ gather)


def element_draws(found: Draws) -> tuple[Floats, Floats]:
    """Tonnes of each element into and out of a unit of every process in every draw, each (n, processes, 12)."""
    of = found.catalogue
    content, gather = of.commodities.content[of.flows.commodity], _gather(of)
    pairs = [_in_out(gather, found.flows * content[:, e]) for e in range(content.shape[1])]
    return np.stack([a for a, _ in pairs], axis=-1), np.stack([b for _, b in pairs], axis=-1)


def _derive(catalogue: Catalogue, economics: Floats) -> None:
    """Computed parameters follow the drawn ones they are computed from, in place."""
    table = catalogue.tables["economics"]
    at = {(r["process"], r["parameter"]): i for i, r in enumerate(table.records)}
    value = np.asarray(table.floats["value"])
    for (process, parameter), i in at.items():
        parts = [
            (at[process, name], factor)
            for name, factor in DERIVED.get(parameter, {}).items()
            if (process, name) in at
        ]
        if parts:
            economics[:, i] = value[i] + sum(factor * (economics[:, j] - value[j]) for j, factor in parts)
