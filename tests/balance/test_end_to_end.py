"""Each kind of battery of the design, from plants to needs, money, footprint and return; the coarse chains included."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from lianzhang.balance import Plant, footprint, needs, output_value, returns_of, supplies
from lianzhang.chain import catalogue
from lianzhang.core import AssumptionBasis, Quantity

# kind, product, where it ends up, a bought input it must reach
KINDS = [
    ("lfp", "pack_ev_lfp", "pack_ev_lfp", "phosphate_rock"),
    ("ncm", "pack_ev_ncm811", "pack_ev_ncm811", "spodumene_ore"),
    ("lmo", "pack_ev_lmo", "pack_ev_lmo", "mn_ore"),
    ("semi-solid", "pack_ev_semi", "pack_ev_semi", "spodumene_ore"),
    ("sodium", "pack_ess_na", "pack_ess_na", "fluorspar_ore"),
    ("lead-acid", "cell_lead_acid", "cell_lead_acid", "pb_ingot"),
    ("photovoltaic", "pv_cell", None, "si_wafer"),
    ("fuel cell", "fuel_cell", None, "mea"),
]


@pytest.mark.parametrize(("kind", "product", "back", "source"), KINDS)
def test_from_plant_to_return(kind: str, product: str, back: str | None, source: str) -> None:
    c = catalogue()
    found = needs(c, {product: 2})
    bought = [x for x in found.commodities if x not in found.explosion.routes]
    assert any(x.startswith(source.split("_")[0]) for x in bought), (kind, bought)
    plant = Plant("A", 2025, product, Quantity(Decimal(2), c.unit(product), AssumptionBasis("test")))
    value = output_value(supplies(c, [plant]), "A", 2025)
    assert value.total.value is not None
    price = c.price(product)
    assert price is not None
    assert price.value is not None
    assert float(value.total.value) == pytest.approx(2 * float(price.value) / 1.13)
    print_ = footprint(c, product, 2)
    assert float(print_.quantity("cost").value or 0) > 0
    assert float(print_.quantity("co2e").value or 0) > 0
    if back is not None:
        years = np.arange(2025, 2050)
        again = returns_of(c, back, years, np.full(25, 2.0))
        assert sum(x.sum() for x in again.recovered.values()) > 0


def test_vehicles_and_stations_consume_packs() -> None:
    """A car of the catalogue takes the average pack of 2025, 55.2 kWh."""
    found = needs(catalogue(), {"ev_car": 100_000})
    packs = found.amounts["pack_ev_lfp"]
    assert packs.unit == "GWh"
    assert float(packs.value or 0) == pytest.approx(5.52)
    assert float(needs(catalogue(), {"storage_station": 1}).amounts["pack_ess_lfp"].value or 0) > 0
