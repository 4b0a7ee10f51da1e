"""What a product takes from cradle to gate: needs, cost, energy, water, land, jobs, investment and CO2e, with who contributes what.

I(c) = gate(p) + Σ use per unit × I(input) for a commodity c made by its route p; for one bought from outside I(c) is its price without
VAT (cost), its embodied factor (CO2e), or nothing (the rest: what happens outside the chain is not known). Gross, as the needs are:
no credit for scrap and by-products. Ranges take all ends at once: bounds, wider than any likely range
(:func:`lianzhang.balance.needs_over` draws them instead).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from lianzhang.balance.figures import add, estimated_share, multiply
from lianzhang.balance.gate import GATE_MEASURES, Terms, gate
from lianzhang.balance.needs_table import Needs, needs
from lianzhang.balance.prices import GivenPrices, price_ex_vat
from lianzhang.balance.supply import inputs_of
from lianzhang.chain import Catalogue, grid_factor, tariff
from lianzhang.core import InputError, Problem, Quantity, Text, nearest

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Contribution", "Footprint", "footprint"]

_PRODUCT = Text("数量 × 单位值", "amount × figure per unit")


@dataclass(frozen=True)
class Contribution:
    """A node of the tree: an ``amount`` of a commodity, made by ``process`` (None: bought), what its own step adds (``direct``) and
    all that stands in it (``total``). ``rest`` is what children too small to be shown add up to: total = direct + Σ children + rest.
    """

    commodity: str
    process: str | None
    amount: Quantity
    direct: Quantity
    total: Quantity
    share: float
    children: tuple[Contribution, ...]
    rest: Quantity

    def lines(self, name: Mapping[str, Text] | None = None, depth: int = 0) -> list[str]:
        """The tree as indented text: share, commodity, total."""
        own = "  " * depth + f"{self.share:6.1%}  {(name or {}).get(self.commodity, self.commodity)}"
        head = f"{own}: {float(self.total.value or 0):,.6g} {self.total.unit}"
        return [head, *(line for c in self.children for line in c.lines(name, depth + 1))]


@dataclass(frozen=True, eq=False)
class Footprint:
    """Cradle to gate of an amount of a commodity; figures come from :meth:`quantity`, :meth:`tree` and the tables below it.

    ``notes`` say what the figures leave out or stand in for.
    """

    catalogue: Catalogue
    commodity: str
    amount: Quantity
    needs: Needs
    terms: Terms
    notes: tuple[Text, ...]
    _memo: dict[tuple[str, str], Quantity] = field(default_factory=dict, repr=False)

    def per_unit(self, commodity: str, measure: str) -> Quantity:
        """I(c): one measure of one unit of a commodity, with its derivation."""
        key = (commodity, measure)
        if key not in self._memo:
            process = self.routes.get(commodity)
            self._memo[key] = (
                self._bought(commodity, measure) if process is None else self._made(process, measure)
            )
        return self._memo[key]

    @property
    def routes(self) -> Mapping[str, str]:
        """Commodity → the process that makes it; what is missing is bought."""
        return self.needs.explosion.routes

    def quantity(self, measure: str) -> Quantity:
        """One measure of the whole: cost (CNY), electricity (kWh), heat (GJ), energy (tce), water (t), land (mu), jobs (persons),
        capex (CNY), co2e (kg). Raises :class:`InputError` with the nearest for any other.
        """
        if measure not in GATE_MEASURES:
            message = Text(f"没有指标 {measure}", f"there is no measure {measure}")
            raise InputError([Problem("footprint", message, nearest=nearest(measure, GATE_MEASURES))])
        unit = self.per_unit(self.commodity, measure)
        named = ((str(self.catalogue.name(self.commodity)), self.amount), (unit.unit, unit))
        return multiply(GATE_MEASURES[measure], _PRODUCT, named)

    @cached_property
    def quantities(self) -> dict[str, Quantity]:
        """Every measure."""
        return {m: self.quantity(m) for m in GATE_MEASURES}

    def by_process(self, measure: str) -> dict[str, Quantity]:
        """Process → what its own steps add, largest first; with :meth:`by_bought` it sums to the whole."""
        found = {}
        for commodity in self.needs.commodities:
            process = self.routes.get(commodity)
            if process is not None:
                found[process] = self._times(
                    commodity, gate(self.catalogue, process, measure, self.terms), measure
                )
        return _largest_first(found)

    def by_bought(self, measure: str) -> dict[str, Quantity]:
        """Bought input → what it brings with it, largest first."""
        bought = [c for c in self.needs.commodities if c not in self.routes]
        found = {c: self._times(c, self.per_unit(c, measure), measure) for c in bought}
        return _largest_first({c: q for c, q in found.items() if q.value})

    def estimated(self, measure: str) -> float:
        """Share of the figure that rests, wholly or partly, on estimates: each step's rows weighted by what it contributes."""
        parts = [*self.by_process(measure).values(), *self.by_bought(measure).values()]
        whole = sum(float(q.value or 0) for q in parts)
        weighted = sum(float(q.value or 0) * estimated_share([_per_unit_of(q)]) for q in parts if q.value)
        return weighted / whole if whole else 0.0

    def tree(self, measure: str, cut: float = 0.005) -> Contribution:
        """Who contributes what, product by product back to the ore; branches below ``cut`` of the whole are pooled in ``rest``."""
        whole = float(self.quantity(measure).value or 0)
        return self._node(self.commodity, self.amount, measure, whole, cut)

    def frame(self, measure: str) -> pl.DataFrame:
        """Steps and bought inputs as rows: kind, id, names, value, low, high, share."""
        import polars as pl

        whole = float(self.quantity(measure).value or 0)
        rows = []
        for kind, found in (("process", self.by_process(measure)), ("bought", self.by_bought(measure))):
            for key, q in found.items():
                ends = {k: None if v is None else float(v) for k, v in (("low", q.low), ("high", q.high))}
                value, name = float(q.value or 0), self.catalogue.name(key)
                share = value / whole if whole else 0.0
                head = {"kind": kind, "id": key, "zh": name.zh, "en": name.en, "value": value}
                rows.append(head | ends | {"unit": q.unit, "share": share})
        return pl.DataFrame(rows, infer_schema_length=None)

    def _made(self, process: str, measure: str) -> Quantity:
        of = self.catalogue
        parts = [(str(of.name(process)), gate(of, process, measure, self.terms))]
        for commodity, use in inputs_of(of, process):
            each = self.per_unit(commodity, measure)
            name = str(of.name(commodity))
            parts.append((name, multiply(GATE_MEASURES[measure], _PRODUCT, ((name, use), (each.unit, each)))))
        return add(GATE_MEASURES[measure], Text("本工序 + Σ 投入", "own step + Σ inputs"), parts)

    def _bought(self, commodity: str, measure: str) -> Quantity:
        of = self.catalogue
        found: Quantity | None = None
        if measure == "cost":
            found = price_ex_vat(of, commodity, self.needs.year, self.needs.prices)
        elif measure == "co2e":
            at = of.commodity(commodity)
            if of.tables["commodities"].decimal(at, "embodied_t_co2e") is not None:
                row = of.figure("commodities", at, "embodied_t_co2e", f"t/{of.unit(commodity)}")
                thousand = Quantity(Decimal(1000), "kg/t", row.basis)
                found = multiply(
                    "kg", Text("换算为 kg", "converted to kg"), ((commodity, row), ("kg/t", thousand))
                )
        none = Text("链外投入，不计", "bought from outside, not counted")
        return found or add(GATE_MEASURES[measure], none, ())

    def _times(self, commodity: str, each: Quantity, measure: str) -> Quantity:
        amount = self.needs.amounts[commodity]
        named = ((str(self.catalogue.name(commodity)), amount), ("per unit", each))
        return multiply(GATE_MEASURES[measure], _PRODUCT, named)

    def _node(self, commodity: str, amount: Quantity, measure: str, whole: float, cut: float) -> Contribution:
        of, unit, process = self.catalogue, GATE_MEASURES[measure], self.routes.get(commodity)
        name = str(of.name(commodity))

        def scaled(each: Quantity) -> Quantity:
            return multiply(unit, _PRODUCT, ((name, amount), ("per unit", each)))

        total = scaled(self.per_unit(commodity, measure))
        if process is None:
            direct, below = total, []
        else:
            direct = scaled(gate(of, process, measure, self.terms))
            below = [
                (c, multiply(of.unit(c), _PRODUCT, ((name, amount), (c, use))))
                for c, use in inputs_of(of, process)
            ]
        sized = [(float((a.value or 0) * (self.per_unit(c, measure).value or 0)), c, a) for c, a in below]
        shown = sorted((s for s in sized if whole and s[0] >= cut * whole), key=lambda s: -s[0])
        children = tuple(self._node(c, a, measure, whole, cut) for _, c, a in shown)
        kept = {c for _, c, _ in shown}
        small = [
            (c, multiply(unit, _PRODUCT, ((c, a), ("per unit", self.per_unit(c, measure)))))
            for c, a in below
            if c not in kept
        ]
        rest = add(unit, Text("其余各项之和", "sum of the rest"), small)
        share = float(total.value or 0) / whole if whole else 0.0
        return Contribution(commodity, process, amount, direct, total, share, children, rest)

    def __repr__(self) -> str:
        place = self.terms.region or "national"
        return f"<Footprint of {self.amount.value} {self.amount.unit} {self.commodity} ({place}): {len(self.needs.commodities)} commodities>"


def footprint(
    catalogue: Catalogue,
    commodity: str,
    amount: Decimal | int | Quantity = 1,
    region: str | None = None,
    *,
    routes: Mapping[str, str] | None = None,
    year: int | None = None,
    prices: GivenPrices | None = None,
    rate: Decimal = Decimal("0.10"),
    load: Decimal = Decimal("0.8"),
) -> Footprint:
    """Cradle to gate of an amount of a commodity (a number in its own unit, or a quantity), all steps in one region.

    ``region`` (a province or a place in one) chooses the grid factor and the tariffs where the tables have them; bought inputs stay as
    they are. ``routes`` overrides the default process of a commodity; ``year`` and ``prices`` price what is bought; ``rate`` and
    ``load`` charge the investment. Raises :class:`~lianzhang.core.InputError` for unknown names.
    """
    found = needs(catalogue, {commodity: amount}, routes, year=year, prices=prices)
    notes = [Text("不计边角料与副产的抵扣", "no credit for scrap and by-products")]
    if region is not None:
        if not grid_factor(catalogue, region).own:
            notes.append(
                Text(f"{region} 无电网因子，按全国", f"no grid factor for {region}: national one used")
            )
        power = tariff(catalogue, "electricity", region)
        if power is not None and not power.own:
            notes.append(Text(f"{region} 无电价，按全国", f"no power tariff for {region}: national one used"))
    bought = [c for c in found.commodities if c not in found.explosion.routes]
    table = catalogue.tables["commodities"]
    bare = [c for c in bought if table.decimal(catalogue.commodity(c), "embodied_t_co2e") is None]
    if bare:
        listed = "、".join(catalogue.name(c).zh for c in bare), ", ".join(catalogue.name(c).en for c in bare)
        notes.append(
            Text(f"无隐含碳数据，按零计：{listed[0]}", f"no embodied CO2e, counted as none: {listed[1]}")
        )
    without = [c for c in bought if price_ex_vat(catalogue, c, year, prices) is None]
    if without:
        notes.append(
            Text(f"无价格，按零计：{'、'.join(without)}", f"no price, counted as none: {', '.join(without)}")
        )
    held = found.explosion.demand[commodity]
    return Footprint(catalogue, commodity, held, found, Terms(region, rate, load), tuple(notes))


def _per_unit_of(q: Quantity) -> Quantity:
    """The figure per unit inside a product amount × figure."""
    inputs = getattr(q.basis, "inputs", ())
    return inputs[-1][1] if inputs else q


def _largest_first(found: Mapping[str, Quantity]) -> dict[str, Quantity]:
    return dict(sorted(found.items(), key=lambda kv: -(kv[1].value or Decimal(0))))
