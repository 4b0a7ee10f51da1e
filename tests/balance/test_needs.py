"""Needs, GWh-equivalents, supplies and gaps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.balance import (
    Plant,
    chemistries,
    chemistry_of,
    estimated_share,
    gaps,
    gwh_equivalent,
    gwh_factor,
    in_unit,
    needs,
    plant_inputs,
    supplies,
)
from lianzhang.chain import catalogue
from lianzhang.core import AssumptionBasis, FormulaBasis, InputError, Quantity, RowBasis, Text, collect

# README section 4.6 of the reference tables: requirement per GWh of cells, default routes, gross, printed to the unit.
COMPOSED = {
    "lfp": "lfp 2350 lc 602 fepo4 2247 anode_ag 1240 needle_coke 620 lipf6 140 electrolyte 1110 hf 226 fluorspar 506 "
    "separator_coated 15 cu_foil 540 al_foil 380 pvdf 51 carbon_black 20 spodumene_conc 4817 phosphate_conc 5285 h2so4 5684 "
    "naoh 60 soda_ash 933",
    "ncm523": "ncm523 1830 lc 749 pcam523 1763 niso4 2567 coso4 1098 hpmsm 1000 mhp 1547 h2so4 20037 naoh 2444",
    "ncm622": "ncm622 1700 lc 694 pcam622 1638 niso4 2851 coso4 1016 hpmsm 617 mhp 1718 spodumene_conc 5554 fluorspar 342",
    "ncm811": "ncm811 1520 lioh 682 pcam811 1465 niso4 3386 coso4 453 hpmsm 275 mhp 2041 h2so4 24036 cu_foil 390",
    "lmo": "lmo 2540 lc 577 emd 2657 mn_ore_conc 9804 anode_ag 970 electrolyte 1130",
    "na": "na_oxide 2500 niso4 2026 hard_carbon 1450 napf6 196 al_foil 720 mn_ore_conc 2603",
    "nfpp": "nfpp 3450 fepo4 2530 hard_carbon 1400 napf6 230 phosphate_conc 7986 fluorspar 720",
    "semi": "ncm811 1490 lioh 669 pcam811 1436 anode_ag 366 lipf6 39 electrolyte 310 niso4 3319",
}  # fmt: skip


def given(value: str, unit: str) -> Quantity:
    return Quantity(Decimal(value), unit, AssumptionBasis("plan"))


@pytest.mark.parametrize("chemistry", COMPOSED)
def test_one_gwh_of_cells_takes_what_the_reference_composed(chemistry: str) -> None:
    found = needs(catalogue(), {chemistries(catalogue())[chemistry]: 1})
    words = COMPOSED[chemistry].split()
    for commodity, printed in zip(words[::2], words[1::2]):
        q = found.quantity(commodity)
        assert q is not None
        assert float(q.value) == pytest.approx(float(printed), rel=0.01, abs=0.5), commodity


def test_the_solve_and_the_derivation_agree() -> None:
    c = catalogue()
    found = needs(c, {"pack_ev_ncm811": Decimal("2.5"), "ev_car": 1000, "cell_nfpp": 1})
    assert len(found.commodities) > 80
    for i, commodity in enumerate(found.commodities):
        q = found.quantity(commodity)
        assert q is not None
        assert [float(q.value), float(q.low or q.value), float(q.high or q.value)] == pytest.approx(
            found.array("amount")[:, i].tolist(), rel=1e-9
        )
        assert q.low is None or q.low <= q.value <= q.high


def test_a_need_opens_down_to_the_rows() -> None:
    found = needs(catalogue(), {"cell_lfp": 1})
    q = found.quantity("lc")
    assert isinstance(q.basis, FormulaBasis)
    rows = [b for b in collect([q]).values() if isinstance(b, RowBasis)]
    held = {(dict(b.cells)["process"], dict(b.cells)["commodity"]) for b in rows}
    assert {
        ("cell_lfp", "lfp"),
        ("lfp_cathode", "lc"),
        ("electrolyte", "lipf6"),
        ("lipf6", "lif"),
        ("lif", "lc"),
    } <= held
    assert all(b.source for b in rows)
    assert 0 < estimated_share([q]) <= 1
    money = found.quantity("lc", "cny")
    assert any(b.file.endswith("prices.csv") for b in collect([money]).values() if isinstance(b, RowBasis))


def test_frame_has_the_four_measures() -> None:
    frame = needs(catalogue(), {"cell_lfp": 1}).frame()
    row = frame.filter(commodity="lfp").row(0, named=True)
    assert row["tonnes"] == pytest.approx(2350)
    assert row["gwh"] == pytest.approx(1)
    assert row["cny"] == pytest.approx(2350 * 34635 / 1.13)
    separator = frame.filter(commodity="separator_coated").row(0, named=True)
    assert (separator["amount"], separator["tonnes"]) == pytest.approx((15, 15 * 8.3))
    assert (frame["amount_low"] <= frame["amount_high"] * (1 + 1e-12)).all()


def test_routes_can_be_chosen_and_are_checked() -> None:
    c = catalogue()
    mica = needs(c, {"lc": 1}, {"lc": "lc_lepidolite"})
    assert float(mica.quantity("lepidolite_ore").value) == pytest.approx(248.9, abs=0.05)  # Linwu: 250 ± 25
    assert "spodumene_conc" not in mica.commodities
    with pytest.raises(InputError, match="lc_spodumene"):
        needs(c, {"lc": 1}, {"lc": "hf"})
    with pytest.raises(InputError, match="lc"):
        needs(c, {"lc": 1}, {
            "lc": "hydro_lfp", "bm_lfp": "dismantle_ev_lfp", "col_ev_lfp": "collect_ev_lfp", "eol_ev_lfp": "use_ev_lfp",
        })  # fmt: skip
    with pytest.raises(InputError):
        needs(c, {"lc": Quantity(None, "t", AssumptionBasis("lost"))})
    with pytest.raises(InputError, match="GWh"):
        needs(c, {"lc": given("3", "GWh")})


def test_equivalents_by_hand() -> None:
    # 1 Mt / 2350 t per GWh; 1500 million m² / 15; 90 kt / 540
    for commodity, amount, expected in (
        ("lfp", 1_000_000, 1_000_000 / 2350), ("separator_coated", 1500, 100), ("cu_foil", 90_000, 90_000 / 540),
        ("ncm622", 1700, 1), ("cell_lfp", 7, 7), ("pack_ev_lfp", 10, 10.02), ("ev_car", 1_000_000, 55.2 * 1.002),
    ):  # fmt: skip
        q = gwh_equivalent(commodity, amount)
        assert q is not None
        assert float(q.value) == pytest.approx(expected), commodity
        assert q.unit == "GWh"
        assert q.low is not None
        assert q.low <= q.value <= q.high
    factor = gwh_factor("lfp")
    assert (factor.value, factor.low, factor.high, factor.unit) == (2350, Decimal("2209.52"), 2500, "t/GWh")


def test_equivalents_take_any_unit_and_any_chemistry() -> None:
    assert gwh_equivalent("separator_coated", given("1.5e9", "m2/a")).value == 100
    assert float(gwh_equivalent("anode_ag", 1015, "ncm811").value) == pytest.approx(1)
    assert chemistry_of("ncm811") == "ncm811"
    assert chemistry_of("lc") == "lfp"
    assert gwh_equivalent("bm_lfp", 1) is None
    with pytest.raises(InputError, match="ncm622"):
        gwh_equivalent("ncm622", 1, "lfp")
    with pytest.raises(InputError, match="lfp"):
        gwh_factor("lc", "lpf")
    with pytest.raises(InputError):
        in_unit(given("1", "mu"), "t", "x")


YUNNAN = [  # capacities of the provincial plan by 2024
    ("lfp", "1e6", "t/a"), ("anode_ag", "0.5e6", "t/a"), ("separator_coated", "1.5e9", "m2/a"),
    ("electrolyte", "0.2e6", "t/a"), ("cu_foil", "90e3", "t/a"), ("cell_lfp", "50", "GWh/a"),
]  # fmt: skip


def test_some_88_percent_of_yunnans_cathode_must_leave() -> None:
    c = catalogue()
    plan = supplies(c, [Plant("530000", 2024, name, given(v, u)) for name, v, u in YUNNAN])
    own = plan.at("530000", 2024)
    found = {g.segment: g for g in gaps(c, needs(c, {"cell_lfp": own["cell_lfp"]}).amounts, own)}
    cathode = found["cathode_material"]
    assert float(cathode.outside.value) == pytest.approx(0.88, abs=0.005)
    assert cathode.outside.low < cathode.outside.value < cathode.outside.high
    assert float(cathode.gap.value) == pytest.approx(50 - 1_000_000 / 2350)
    assert found["battery_cell"].gap.value == 0
    assert found["lithium_salt"].supply is None
    assert float(found["lithium_salt"].gap.value) == pytest.approx(50)
    assert any(isinstance(b, AssumptionBasis) for b in collect([cathode.outside]).values())


def test_the_range_of_a_gap_in_money_counts_each_price_once() -> None:
    """By hand, prices with 13 % VAT: lfp at 11.3 to 33.9 is 10 to 30 without, ncm622 at 113 to 226 is 100 to 200.

    Need 100 and 50 t, supply 100 and 40 t: no lfp is short, of ncm622 10 t, worth 1,000 to 2,000. Sums of each side apart
    would give 6,000 − 11,000 = −5,000 as the low end.
    """
    c, basis = catalogue(), AssumptionBasis(Text("给定", "given"))
    prices = {
        ("lfp", 2024): Quantity(Decimal("22.6"), "CNY/t", basis, Decimal("11.3"), Decimal("33.9")),
        ("ncm622", 2024): Quantity(Decimal("169.5"), "CNY/t", basis, Decimal(113), Decimal(226)),
    }
    need = {"lfp": given("100", "t"), "ncm622": given("50", "t")}
    supply = {"lfp": given("100", "t"), "ncm622": given("40", "t")}
    found = {g.segment: g for g in gaps(c, need, supply, "cny", year=2024, prices=prices)}
    gap = found["cathode_material"].gap
    assert gap is not None
    assert [float(x) for x in (gap.low, gap.value, gap.high)] == pytest.approx([1000, 1500, 2000])


def test_supplies_sum_plants_and_keep_places_and_years_apart() -> None:
    c = catalogue()
    plants = [
        Plant("A", 2024, "lfp", given("10", "kt/a"), name="one"),
        Plant("A", 2024, "lfp", given("5000", "t"), load=given("0.5", "1"), name="two"),
        Plant("A", 2024, "ncm622", given("1700", "t/a")),
        Plant("B", 2024, "lfp", given("1", "t/a")),
        Plant("A", 2025, "lfp", given("2", "t/a")),
    ]
    found = supplies(c, plants)
    assert found.quantity("A", 2024, "lfp").value == 12500
    assert float(found.segment("A", 2024, "cathode_material", "gwh").value) == pytest.approx(12500 / 2350 + 1)
    assert found.segment("A", 2024, "cathode_material", "tonnes").value == 14200
    assert found.quantity("B", 2024, "ncm622") is None
    assert found.frame().height == 4
    inputs = plant_inputs(found, "A", 2024)
    assert float(inputs["fepo4"].value) == pytest.approx(12500 * 0.956, rel=1e-3)
    assert "anode_ag" not in inputs


def test_faults_of_plants_come_all_at_once() -> None:
    plants = [
        Plant("A", 2024, "lpf", given("1", "t/a")),
        Plant("A", 2024, "lfp", given("1", "GWh/a")),
        Plant("A", 2024, "lfp", given("1", "t/a"), load=given("1.5", "1")),
        Plant("A", 2024, "lfp", Quantity(None, "t/a", AssumptionBasis("lost"))),
    ]
    with pytest.raises(InputError) as caught:
        supplies(catalogue(), plants)
    assert len(caught.value.problems) == 4
