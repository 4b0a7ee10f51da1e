"""Output value and value added, by hand from the tables' figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.balance import Plant, output_value, price_ex_vat, supplies
from lianzhang.chain import catalogue
from lianzhang.core import AssumptionBasis, Quantity, RowBasis, collect


def given(value: str, unit: str) -> Quantity:
    return Quantity(Decimal(value), unit, AssumptionBasis("given"))


def plants(year: int) -> list[Plant]:
    return [
        Plant("A", year, "lfp", given("10000", "t/a"), name="cathode works"),
        Plant("A", year, "cell_lfp", given("4", "GWh/a"), name="cell works"),
        Plant("B", year, "lfp", given("1", "t/a"), name="elsewhere"),
    ]


def test_intermediates_count_at_each_legal_unit() -> None:
    found = output_value(supplies(catalogue(), plants(2025)), "A", 2025)
    # October 2025: LFP 34 635 CNY/t, cells 307 million CNY/GWh, VAT 13 %
    by_hand = (10000 * 34635 + 4 * 307_000_000) / 1.13
    assert float(found.total.value) == pytest.approx(by_hand)
    assert {p.name for p, _, _ in found.rows} == {"cathode works", "cell works"}
    rows = [b for b in collect([found.total]).values() if isinstance(b, RowBasis)]
    assert {b.file for b in rows} >= {"chain/data/prices.csv", "chain/data/assumptions.csv"}


def test_without_a_price_of_the_year_a_range_and_no_point() -> None:
    found = output_value(supplies(catalogue(), plants(2023)), "A", 2023)
    assert found.total.value is None
    # range 2021-2025: LFP 31 000 to 173 000, cells 272 to 980 million
    assert float(found.total.low) == pytest.approx((10000 * 31000 + 4 * 272_000_000) / 1.13)
    assert float(found.total.high) == pytest.approx((10000 * 173000 + 4 * 980_000_000) / 1.13)
    assert found.value_added.value is None
    assert found.value_added.low < found.value_added.high


def test_a_case_gives_its_own_prices() -> None:
    prices = {("lfp", 2023): given("100000", "CNY/t"), ("cell_lfp", 2023): given("6e8", "CNY/GWh")}
    found = output_value(supplies(catalogue(), plants(2023), prices), "A", 2023)
    assert float(found.total.value) == pytest.approx((10000 * 100000 + 4 * 6e8) / 1.13)


def test_the_average_of_a_year_is_a_price_of_the_year() -> None:
    assert float(price_ex_vat(catalogue(), "lc", 2024).value) == pytest.approx(90000 / 1.13)
    assert price_ex_vat(catalogue(), "lc", 2022).value is None  # a quotation of one month is not the year's
    assert price_ex_vat(catalogue(), "ev_car", 2025) is None


def test_value_added_by_hand() -> None:
    found = output_value(
        supplies(catalogue(), [Plant("A", 2025, "cu_foil", given("1000", "t/a"))]), "A", 2025
    )
    c = catalogue()

    def price(name: str) -> float:
        return float(c.price(name).value)

    def flow(name: str) -> float:
        return float(c.flow("cu_foil", name).value)

    def use(name: str) -> float:
        q = c.economics("cu_foil", name)
        return 0.0 if q is None else float(q.value)

    income = sum(flow(n) * price(n) for n in ("cu_foil",))
    names = [
        c.commodities.ids[k]
        for p, k in zip(c.flows.process, c.flows.commodity)
        if c.processes.ids[p] == "cu_foil"
    ]
    others = sum(flow(n) * price(n) for n in names if n != "cu_foil")  # inputs are negative
    energy = sum(
        use(p) * price(f"utility:{u}")
        for p, u in (
            ("electricity_kwh_per_unit", "electricity"), ("steam_gj_per_unit", "steam"), ("gas_gj_per_unit", "natural_gas"),
            ("diesel_gj_per_unit", "diesel"), ("water_t_per_unit", "industrial_water"),
        )
    )  # fmt: skip
    by_hand = 1000 * (income + others - energy - use("variable_opex_cny_per_unit")) / 1.13
    assert float(found.value_added.value) == pytest.approx(by_hand)
    # README section 4.3: cash cost of copper foil 99 174 CNY/t of which fixed cost is not an intermediate input
    cash = 99174 - use("fixed_opex_cny_per_unit")
    assert by_hand == pytest.approx(1000 * (103000 - cash) / 1.13, rel=1e-3)
    assert found.value_added.value < found.total.value


def test_what_has_no_price_is_named_not_zero() -> None:
    found = output_value(
        supplies(catalogue(), [*plants(2025), Plant("A", 2025, "ev_car", given("5", "count"), name="cars")]),
        "A",
        2025,
    )
    assert [p.name for p in found.unpriced] == ["cars"]
    assert "1" in str(found.total.basis.expression)
