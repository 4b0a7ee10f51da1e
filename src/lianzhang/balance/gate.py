"""What one unit of a process takes at its own gate: energy, water, land, jobs, investment, cost and emissions, each from its rows.

Emissions and coal equivalents are built up from fuels, so that a province's grid can stand in for the national one:

co2e (kg)    = electricity × grid factor + steam × 110 + gas × 56.1 + diesel × 74.1 (per GJ, IPCC 2006) + what the process gives off
energy (tce) = electricity × 0.1229 kgce/kWh + heat × 34.12 kgce/GJ (GB/T 2589)
cost (CNY)   = energy and water at their tariffs + fixed and other variable cost + investment × annuity ÷ load; without VAT on what is
               bought; annuity = r / (1 − (1 + r)^−life)

Land, jobs and investment are those of making the unit every year.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from lianzhang.balance.figures import add, multiply
from lianzhang.balance.prices import without_vat
from lianzhang.chain import Catalogue, Draws, grid_factor, tariff
from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text

__all__ = ["GATE_MEASURES", "Terms", "gate", "gate_over"]

GATE_MEASURES: dict[str, str] = {
    "cost": "CNY",
    "electricity": "kWh",
    "heat": "GJ",
    "energy": "tce",
    "water": "t",
    "land": "mu",
    "jobs": "persons",
    "capex": "CNY",
    "co2e": "kg",
}
"""Measure → unit. Everything but cost and CO2e of bought inputs is counted inside the chain only."""

_SINGLE = {
    "electricity": "electricity_kwh_per_unit",
    "water": "water_t_per_unit",
    "land": "land_mu_per_unit_year",
    "jobs": "jobs_per_unit_year",
    "capex": "capex_cny_per_unit_year",
}
_FUELS = (
    ("steam_gj_per_unit", Text("蒸汽", "steam"), "110", "steam"),
    ("gas_gj_per_unit", Text("天然气", "gas"), "56.1", "natural_gas"),
    ("diesel_gj_per_unit", Text("柴油", "diesel"), "74.1", "diesel"),
)
_PER_KWH, _PER_GJ = Decimal("0.0001229"), Decimal("0.03412")
_TIMES = Text("单耗 × 系数", "use × factor")


@dataclass(frozen=True)
class Terms:
    """Region of grid and tariffs, and how investment is charged: real rate a year and load of the plant, as the reference set has it."""

    region: str | None = None
    rate: Decimal = Decimal("0.10")
    load: Decimal = Decimal("0.8")


def gate(of: Catalogue, process: str, measure: str, terms: Terms) -> Quantity:
    """One measure of a unit of main output; zero, over no inputs, where the tables have no row (use phase, vehicles)."""
    parts: list[tuple[str, Quantity]] = []
    if measure in _SINGLE:
        own = of.economics(process, _SINGLE[measure])
        parts = [] if own is None else [(measure, own)]
    elif measure == "heat":
        parts = [(str(name), q) for p, name, _, _ in _FUELS if (q := of.economics(process, p)) is not None]
    elif measure == "energy":
        parts = _energy(of, process)
    elif measure == "co2e":
        parts = _co2e(of, process, terms)
    else:
        parts = _cost(of, process, terms)
    if len(parts) == 1 and measure in _SINGLE:
        return parts[0][1]
    return add(GATE_MEASURES[measure], Text("本工序各项之和", "sum over what the step takes itself"), parts)


def _factor(value: Decimal, unit: str, source: str) -> Quantity:
    return Quantity(value, unit, AssumptionBasis(Text("换算系数", "conversion factor"), source))


def _energy(of: Catalogue, process: str) -> list[tuple[str, Quantity]]:
    pairs = [
        ("electricity_kwh_per_unit", Text("电力", "electricity"), _factor(_PER_KWH, "tce/kWh", "GB/T 2589"))
    ]
    pairs += [(p, name, _factor(_PER_GJ, "tce/GJ", "GB/T 2589")) for p, name, _, _ in _FUELS]
    return _products(of, process, "tce", pairs)


def _co2e(of: Catalogue, process: str, terms: Terms) -> list[tuple[str, Quantity]]:
    factor = grid_factor(of, terms.region).quantity
    pairs = [("electricity_kwh_per_unit", Text("电力", "electricity"), factor)]
    pairs += [(p, name, _factor(Decimal(k), "kg/GJ", "IPCC 2006")) for p, name, k, _ in _FUELS]
    found = _products(of, process, "kg", pairs)
    own = of.economics(process, "process_co2e_kg_per_unit")
    return found if own is None else [*found, (str(Text("过程排放", "process emissions")), own)]


def _products(
    of: Catalogue, process: str, unit: str, pairs: list[tuple[str, Text, Quantity]]
) -> list[tuple[str, Quantity]]:
    out = []
    for parameter, name, factor in pairs:
        use = of.economics(process, parameter)
        if use is not None:
            out.append((str(name), multiply(unit, _TIMES, ((str(name), use), (factor.unit, factor)))))
    return out


def _cost(of: Catalogue, process: str, terms: Terms) -> list[tuple[str, Quantity]]:
    utilities = [("electricity_kwh_per_unit", Text("电力", "electricity"), "electricity")]
    utilities += [(p, name, key) for p, name, _, key in _FUELS]
    utilities += [("water_t_per_unit", Text("用水", "water"), "industrial_water")]
    pairs = []
    for parameter, name, key in utilities:
        price = tariff(of, key, terms.region)
        if price is not None:
            pairs.append((parameter, name, without_vat(of, price.quantity, key)))
    found = _products(of, process, "CNY", pairs)
    fixed = of.economics(process, "fixed_opex_cny_per_unit")
    if fixed is not None:
        found.append((str(Text("固定成本", "fixed cost")), fixed))
    other = of.economics(process, "variable_opex_cny_per_unit")
    if other is not None:
        label = str(Text("其他变动成本", "other variable cost"))
        found.append((label, without_vat(of, other, label)))
    charge = _capital(of, process, terms)
    return found if charge is None else [*found, (str(Text("资本费用", "capital charge")), charge)]


def _capital(of: Catalogue, process: str, terms: Terms) -> Quantity | None:
    capex = of.economics(process, "capex_cny_per_unit_year")
    life = of.economics(process, "lifetime_years")
    if capex is None or life is None or not life.value or not capex.value:
        return None
    rate, load = terms.rate, terms.load

    def annuity(years: Decimal) -> Decimal:
        return (rate / (1 - (1 + rate) ** -years) if rate else 1 / years) / load

    ends = [None if x is None else annuity(x) for x in (life.value, life.high, life.low)]
    expression = Text(f"年金系数（{rate:.0%}）÷ 负荷 {load}", f"annuity ({rate:.0%}) ÷ load {load}")
    basis = FormulaBasis(expression, ((str(Text("寿命", "life")), life),))
    factor = Quantity(ends[0], "1/a", basis, ends[1], ends[2])
    return multiply(
        "CNY",
        Text("投资 × 年金系数 ÷ 负荷", "investment × annuity ÷ load"),
        (("capex", capex), ("a", factor)),
    )


def gate_over(draws: Draws, process: str, measure: str, terms: Terms) -> NDArray[np.float64]:
    """The same measure of a unit in every draw, (n,); tariffs of a province, where it has its own, and grid factors are not drawn."""
    of, nothing = draws.catalogue, np.zeros(len(draws))

    def use(parameter: str) -> NDArray[np.float64]:
        found = draws.economic(process, parameter)
        return nothing if found is None else found

    heat = {parameter: use(parameter) for parameter, _, _, _ in _FUELS}
    power = use("electricity_kwh_per_unit")
    if measure in _SINGLE:
        return use(_SINGLE[measure])
    if measure == "heat":
        return nothing + sum(heat.values())
    if measure == "energy":
        return power * float(_PER_KWH) + sum(heat.values()) * float(_PER_GJ)
    if measure == "co2e":
        factor = float(grid_factor(of, terms.region).quantity.value or 0)
        fuels = sum(heat[parameter] * float(k) for parameter, _, k, _ in _FUELS)
        return power * factor + fuels + use("process_co2e_kg_per_unit")
    divisor = 1 + float(of.assumption("vat").value or 0)
    total = use("fixed_opex_cny_per_unit") + use("variable_opex_cny_per_unit") / divisor
    bought = {"electricity": power, "industrial_water": use("water_t_per_unit")}
    bought |= {key: heat[parameter] for parameter, _, _, key in _FUELS}
    for key, amount in bought.items():
        price = _tariff_over(draws, key, terms)
        total = total + amount * price / divisor
    life = use("lifetime_years")
    rate = float(terms.rate)
    years = np.maximum(life, 1e-9)
    annuity = rate / (1 - (1 + rate) ** -years) if rate else 1 / years
    return total + np.where(life > 0, use("capex_cny_per_unit_year") * annuity / float(terms.load), 0.0)


def _tariff_over(draws: Draws, key: str, terms: Terms) -> NDArray[np.float64]:
    own = tariff(draws.catalogue, key, terms.region)
    drawn = draws.price(f"utility:{key}")
    if own is None:
        return np.zeros(len(draws))
    if drawn is None or (terms.region is not None and own.own):
        return np.full(len(draws), float(own.quantity.value or 0))
    return drawn
