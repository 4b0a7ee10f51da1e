"""Figures that differ by province: the CO2 factor of the grid and the tariffs of energy and water.

Grid factors are the rows ``grid`` of ``lifetimes``, their ``chemistry`` naming a province in Chinese or English, or ``China_average``.
A tariff is a reference price of ``utility:electricity`` and its like; one whose ``condition`` names a province is that province's. The
packaged tables have five factors and national tariffs only: a case adds its own rows (:func:`lianzhang.chain.with_tables`). Where a
province has no row the national one stands, and :class:`Regional` says so.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from lianzhang.core import InputError, Place, Problem, Quantity, Text, nearest, place_tree, short_name

if TYPE_CHECKING:
    from lianzhang.chain.catalogue_model import Catalogue

__all__ = ["Regional", "grid_factor", "province_of", "tariff"]

NATIONAL = "China_average"


@dataclass(frozen=True, slots=True)
class Regional:
    """A figure of a province; ``own`` is False where the national figure stands in for it."""

    quantity: Quantity
    own: bool


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    text = files("lianzhang.chain").joinpath("data/provinces.csv").read_text(encoding="utf-8")
    return {r["en"].casefold(): r["adcode"] for r in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1024)
def province_of(region: str) -> Place | None:
    """The province that a name (云南, 郴州市, Yunnan), a full path or an adcode lies in; None where it is not known."""
    tree = place_tree()
    code = _english().get(region.strip().casefold())
    place = tree[code] if code else tree.resolve(region)
    return None if place is None else tree.ancestors(place.key)[0]


def _province(region: str) -> Place:
    found = province_of(region)
    if found is None:
        names = [short_name(p.name) for p in place_tree().children(None)]
        close = nearest(region, [*names, *(n.title() for n in _english())])
        message = Text(f"没有地区 {region}", f"there is no region {region}")
        raise InputError([Problem("region", message, nearest=close)])
    return found


def grid_factor(catalogue: Catalogue, region: str | None = None) -> Regional:
    """kg CO2e per kWh of the grid of a region's province, else of the country. Raises :class:`InputError` for an unknown region."""
    wanted = None if region is None else _province(region)
    national: Quantity | None = None
    for i, r in enumerate(catalogue.tables["lifetimes"].records):
        if (r["segment"], r["parameter"]) != ("grid", "grid_co2_factor"):
            continue
        if r["chemistry"] == NATIONAL:
            national = catalogue.figure("lifetimes", i)
        elif wanted is not None and province_of(r["chemistry"]) == wanted:
            return Regional(catalogue.figure("lifetimes", i), True)
    if national is None:
        message = Text("缺少全国电网排放因子", "the national grid factor is missing")
        raise InputError([Problem("lifetimes.csv", message, field=NATIONAL)])
    return Regional(national, wanted is None)


def tariff(catalogue: Catalogue, utility: str, region: str | None = None) -> Regional | None:
    """Price, VAT included, of ``electricity``, ``steam``, ``natural_gas``, ``diesel`` or ``industrial_water``; None without one.

    Raises :class:`InputError` for an unknown region.
    """
    wanted, national = None if region is None else _province(region), None
    name = f"utility:{utility}"
    for i, r in enumerate(catalogue.tables["prices"].records):
        if (r["commodity"], r["kind"]) != (name, "reference"):
            continue
        of = province_of(r["condition"]) if r["condition"] else None
        if of is None:
            national = national or catalogue.figure("prices", i)
        elif of == wanted:
            return Regional(catalogue.figure("prices", i), True)
    return None if national is None else Regional(national, wanted is None)
