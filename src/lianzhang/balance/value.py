"""Output value (产值) and value added.

Output value = Σ over plants of output × ex-factory price without VAT of the year; intermediates count at each legal unit, as
statistics do, so a chain counts its cathode again in its cells. Value added stands beside it: main and co-products less materials,
energy, water and other variable cost of the plant. Without a price of the year both are ranges, not points: the low end takes all
prices at their lowest of 2021–2025, the high end all at their highest, since prices along the chain move together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lianzhang.balance.figures import add, multiply, subtract
from lianzhang.balance.prices import GivenPrices, price_ex_vat, without_vat
from lianzhang.balance.supply import Plant, Supplies
from lianzhang.chain import Catalogue, default_routes
from lianzhang.core import Quantity, Text

__all__ = ["OutputValue", "output_value"]

_UTILITIES = (
    ("electricity_kwh_per_unit", "utility:electricity"),
    ("steam_gj_per_unit", "utility:steam"),
    ("gas_gj_per_unit", "utility:natural_gas"),
    ("diesel_gj_per_unit", "utility:diesel"),
    ("water_t_per_unit", "utility:industrial_water"),
)


@dataclass(frozen=True, eq=False)
class OutputValue:
    """Output value of a place and year in CNY. ``rows``: plant, its output value, its value added (None: no process or price).

    ``unpriced`` names plants whose product has no price at all; they are missing from the totals, which say so.
    """

    place: str
    year: int
    rows: tuple[tuple[Plant, Quantity, Quantity | None], ...]
    unpriced: tuple[Plant, ...]

    @property
    def total(self) -> Quantity:
        """Σ output value; intermediates counted at each legal unit."""
        expression = Text("各厂产值之和（中间品逐级计入）", "sum over plants, intermediates counted at each")
        if self.unpriced:
            n = len(self.unpriced)
            expression = Text(
                f"{expression.zh}；另有 {n} 家无价格未计", f"{expression.en}; {n} without a price left out"
            )
        return add("CNY", expression, [(_label(p), v) for p, v, _ in self.rows])

    @property
    def value_added(self) -> Quantity | None:
        """Σ value added, without double counting; None unless every plant has one."""
        parts = [(_label(p), a) for p, _, a in self.rows]
        known = [(n, a) for n, a in parts if a is not None]
        if not known or len(known) < len(parts):
            return None
        return add("CNY", Text("各厂增加值之和", "sum of value added over plants"), known)


def _label(plant: Plant) -> str:
    return plant.name or f"{plant.place} {plant.commodity}"


def output_value(found: Supplies, place: str, year: int) -> OutputValue:
    """Output value and value added of the plants of a place in a year, at the case's prices where it gave any."""
    of, rows, unpriced = found.catalogue, [], []
    for plant, output in found.outputs:
        if (plant.place, plant.year) != (place, year):
            continue
        price = price_ex_vat(of, plant.commodity, year, found.prices)
        if price is None:
            unpriced.append(plant)
            continue
        expression = Text("产量 × 不含税出厂价", "output × ex-factory price without VAT")
        name = str(of.name(plant.commodity))
        value = multiply("CNY", expression, ((name, output), ("CNY", price)))
        process = plant.process or default_routes(of).get(plant.commodity)
        added = None if process is None else _value_added(of, process, output, year, found.prices)
        rows.append((plant, value, added))
    return OutputValue(place, year, tuple(rows), tuple(unpriced))


def _value_added(
    of: Catalogue, process: str, output: Quantity, year: int, prices: GivenPrices | None
) -> Quantity | None:
    """Value added of a plant: per unit at one price level, times its output; None when a price is missing."""
    unit = _per_unit(of, process, year, prices)
    if unit is None:
        return None
    expression = Text("产量 × 单位增加值", "output × value added per unit")
    return multiply("CNY", expression, ((str(of.name(process)), output), ("CNY", unit)))


def _per_unit(of: Catalogue, process: str, year: int, prices: GivenPrices | None) -> Quantity | None:
    """CNY of value added per unit of main output. Recipes at their nominal figures; the ends move prices alone, together."""
    main = of.commodities.ids[of.processes.output[of.process(process)]]
    earned: list[tuple[str, Quantity]] = []
    spent: list[tuple[str, Quantity]] = []
    for name, use, price in _flows(of, process, year, prices):
        if price is None:
            return None
        held = Quantity(use.value, use.unit, use.basis)
        if use.value is None:
            return None
        if use.value < 0:
            held = Quantity(-use.value, use.unit, use.basis)
        q = multiply("CNY", Text("数量 × 价格", "quantity × price"), ((name, held), ("CNY", price)))
        (earned if use.value > 0 else spent).append((name, q))
    per = f"CNY/{of.unit(main)}"
    income = add(per, Text("产品与副产收入", "income from products and co-products"), earned)
    cost = add(per, Text("原料、能源与其他变动成本", "materials, energy and other variable cost"), spent)
    named = (str(Text("收入", "income")), income), (str(Text("中间投入", "intermediate input")), cost)
    added = subtract(per, Text("收入 − 中间投入", "income − intermediate input"), *named)
    pairs = [
        (a, b)
        for a, b in ((income.low, cost.low), (income.high, cost.high))
        if a is not None and b is not None
    ]
    together = [a - b for a, b in pairs]
    low, high = (min(together), max(together)) if together else (None, None)
    if added.value is not None and low is not None and high is not None:
        low, high = min(low, added.value), max(high, added.value)
    return Quantity(added.value, per, added.basis, low, high)


def _flows(
    of: Catalogue, process: str, year: int, prices: GivenPrices | None
) -> Iterator[tuple[str, Quantity, Quantity | None]]:
    """(name, quantity per unit: inputs negative, price without VAT) of materials, co-products, utilities and other cost."""
    at = of.process(process)
    for p, c in zip(of.flows.process, of.flows.commodity):
        if p == at:
            commodity = of.commodities.ids[c]
            flow = of.flow(process, commodity)
            if flow is not None:
                yield str(of.name(commodity)), flow, price_ex_vat(of, commodity, year, prices)
    for parameter, utility in _UTILITIES:
        use = of.economics(process, parameter)
        if use is not None and use.value:
            yield utility, Quantity(-use.value, use.unit, use.basis), price_ex_vat(of, utility, year, prices)
    other = of.economics(process, "variable_opex_cny_per_unit")
    if other is not None and other.value:
        one = Quantity(Decimal(-1), "1", other.basis)
        yield "variable", one, without_vat(of, Quantity(other.value, other.unit, other.basis), "variable")
