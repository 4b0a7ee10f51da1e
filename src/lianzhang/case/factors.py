"""For the audit: what projects need of land and energy, what places have been granted, and what stands by the case's table."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lianzhang.audit import Need, Quota, Standing
from lianzhang.balance import multiply
from lianzhang.case.chain_view import pipeline_plants, table_plants
from lianzhang.chain import catalogue, default_routes
from lianzhang.chain.tables_case import EVERY, PlanningCase
from lianzhang.core import PeriodError, Quantity, Text, period
from lianzhang.ledger import ProjectRecord

__all__ = ["needs_of", "quotas_of", "standing_of"]

FACTORS = {
    "land": ("用地", "land_mu_per_unit_year", "mu"),
    "energy": ("能耗", "energy_tce_per_unit", "tce"),
}
"""Factor of the planning tables → what the audit calls it, parameter of the catalogue, unit of its product with a capacity."""

QUOTAS = {
    **{key: name for key, (name, _, _) in FACTORS.items()}, "power": "电力", "electricity": "电力", "water": "用水", "jobs": "用工",
    "people": "用工", "capital": "资金",
}  # fmt: skip
"""Factor of the planning tables → what quotas are called at the desk."""

_LANDED = ("开工", "在建")
"""Stages at which a project has its land."""


def needs_of(projects: Iterable[ProjectRecord]) -> tuple[Need, ...]:
    """Land of every project that has not begun, in the year it is to begin; energy at full output of every project that does not
    run yet, in each year from the one it is due to the last in which any is.
    """
    of = catalogue()
    routes = default_routes(of)
    plants = pipeline_plants(projects, of)
    last = max((plant.year for _, plant in plants), default=0)
    needs = []
    for project, plant in plants:
        process = routes.get(plant.commodity)
        begins = _year(project.due.get("开工")) or plant.year
        years = {
            "用地": () if project.stage in _LANDED or not begins else (begins,),
            "能耗": range(plant.year, last + 1) if plant.year else (),
        }
        for name, parameter, unit in FACTORS.values():
            each = of.economics(process, parameter) if process is not None else None
            if each is None:
                continue
            expression = Text("产能 × 单位用量", "capacity × use per unit")
            need = multiply(unit, expression, ((plant.name, plant.capacity), (parameter, each)))
            needs += [Need(plant.place, name, year, need) for year in years[name]]
    return tuple(needs)


def _year(date: str | None) -> int | None:
    try:
        return period(date).year if date else None
    except PeriodError:
        return None


def quotas_of(case: PlanningCase | None) -> tuple[Quota, ...]:
    """The quotas of the planning tables, one a year."""
    table = case.table("quotas") if case is not None else None
    if case is None or table is None:
        return ()
    quotas = []
    for i in range(len(table)):
        region, year = int(table["region"][i]), int(table["year"][i])
        factor = int(table["factor"][i])
        if region < 0 or factor < 0:
            continue
        name = QUOTAS.get(case.factors[factor], case.factors[factor])
        limit = Decimal(repr(float(table["limit"][i])))
        basis = case.basis("quotas", i, "limit")
        for y in case.years if year == EVERY else (case.years[year],):
            quota = Quantity(limit, case.factor_units[factor], basis)
            quotas.append(Quota(case.regions[region], name, y, quota))
    return tuple(quotas)


def standing_of(case: PlanningCase | None) -> tuple[Standing, ...]:
    """What runs by the planning table ``capacity``, as of the first year of the plan."""
    if case is None:
        return ()
    return tuple(Standing(p.place, p.commodity, p.capacity) for p in table_plants(case, catalogue()))
