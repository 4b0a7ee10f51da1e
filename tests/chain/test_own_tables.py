"""A case's own tables over the catalogue: overriding, adding, and a chain of its own from CSV alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from lianzhang.balance import footprint, needs
from lianzhang.chain import (
    catalogue,
    commodity_of,
    draw,
    element_draws,
    grid_factor,
    segment_tree,
    tariff,
    with_tables,
)
from lianzhang.core import InputError


def write(folder: Path, **tables: str) -> Path:
    """Tables as a planner would type them."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


PHOTOVOLTAICS = {
    "segments": "id,parent,zh,en,substitutes\nsilicon,,硅料硅片,Silicon and wafers,\nmodule,,组件,Modules,yes\n",
    "commodities": (
        "id,zh,en,unit,role,mass_t_per_unit,embodied_t_co2e,segment\n"
        "metal_silicon,工业硅,metallurgical silicon,t,input,1,10,silicon\n"
        "polysilicon,多晶硅,polysilicon,t,product,1,,silicon\n"
        "pv_module,光伏组件,PV module,GW,product,55000,,module\n"
        "pv_glass,光伏玻璃,solar glass,t,input,1,0.9,module\n"
    ),
    "processes": (
        "id,zh,en,output\npolysilicon_siemens,改良西门子法,Siemens process,polysilicon\n"
        "wafer_cz,直拉单晶切片,Czochralski and wire saw,si_wafer\nmodule_line,组件线,module line,pv_module\n"
    ),
    "flows": (
        "process,commodity,quantity,low,high\npolysilicon_siemens,metal_silicon,-1.1,-1.2,-1.05\n"
        "wafer_cz,polysilicon,-440,-500,-400\nmodule_line,pv_cell,-4.0,-4.1,-3.95\nmodule_line,pv_glass,-45000,,\n"
    ),
    "economics": (
        "process,parameter,value\npolysilicon_siemens,electricity_kwh_per_unit,50000\n"
        "polysilicon_siemens,co2e_kg_per_unit,26830\nwafer_cz,electricity_kwh_per_unit,12000000\n"
        "module_line,electricity_kwh_per_unit,9000000\n"
    ),
    "prices": "commodity,value,low,high\npolysilicon,50000,35000,300000\npv_module,700000000,,\npv_glass,1500,,\nmetal_silicon,9500,,\n",
}  # fmt: skip


def test_a_photovoltaic_chain_from_csv_alone(tmp_path: Path) -> None:
    c = with_tables(catalogue(), write(tmp_path, **PHOTOVOLTAICS))
    found = needs(c, {"pv_module": 10})
    # by hand: 10 GW × 4 million m² of cells × 1.02 of wafers × 440 t × 1.1 t
    assert found.amounts["pv_cell"].value == 40
    assert found.amounts["si_wafer"].value == Decimal("40.80")
    assert float(found.amounts["polysilicon"].value or 0) == pytest.approx(40.8 * 440)
    assert float(found.amounts["metal_silicon"].value or 0) == pytest.approx(40.8 * 440 * 1.1)
    power = footprint(c, "pv_module", 10).quantity("electricity").value
    cell = c.economics("pv_cell", "electricity_kwh_per_unit")
    assert cell is not None
    by_hand = 10 * 9e6 + 40 * float(cell.value or 0) + 40.8 * 12e6 + 40.8 * 440 * 50_000
    assert float(power or 0) == pytest.approx(by_hand)
    assert segment_tree(c).of_commodity("pv_module").name.zh == "组件"
    row = c.flow("module_line", "pv_cell")
    assert row is not None
    assert (row.basis.file, row.basis.row, row.unit) == ("flows.csv", 4, "million_m2/GW")  # type: ignore[union-attr]
    assert dict(row.basis.cells)["basis"] == "estimate"  # type: ignore[union-attr]
    draws = draw(c, 1, 20)
    into, out = element_draws(draws)
    assert np.all(out <= into * 1.0011 + 1e-12)
    assert np.all(draws.flow("module_line", "pv_glass") == -45000)


def test_the_packaged_catalogue_stays_as_it_was(tmp_path: Path) -> None:
    before = needs(catalogue(), {"cell_lfp": 1}).amounts["lc"].value
    with_tables(catalogue(), write(tmp_path, flows="process,commodity,quantity\ncell_lfp,cu_foil,-600\n"))
    assert "polysilicon" not in catalogue().commodities.index
    assert needs(catalogue(), {"cell_lfp": 1}).amounts["lc"].value == before


def test_rows_override_and_say_where_they_stand(tmp_path: Path) -> None:
    write(
        tmp_path,
        flows="process,commodity,quantity,low,high,basis,source\ncell_lfp,cu_foil,-600,-640,-560,evidence,2026 年可研报告\n",
        prices=(
            "commodity,kind,time,condition,value,source\nlc,reference,2026-01,,159500,交易所\n"
            "utility:electricity,reference,2026,云南,0.45,云南电网\n"
        ),
        lifetimes="segment,chemistry,parameter,condition,value,unit\ngrid,四川,grid_co2_factor,2022,0.1404,kg/kWh\n",
    )
    c = with_tables(catalogue(), tmp_path)
    foil = c.flow("cell_lfp", "cu_foil")
    assert foil is not None
    assert (foil.value, foil.low, foil.high) == (-600, -640, -560)
    assert (foil.basis.file, foil.basis.row, foil.basis.source) == ("flows.csv", 2, "2026 年可研报告")  # type: ignore[union-attr]
    price = c.price("lc")
    assert price is not None
    assert (price.value, price.low, price.unit) == (
        159500,
        None,
        "CNY/t",
    )  # the old range is not the new price's
    power, national = tariff(c, "electricity", "昆明市"), tariff(c, "electricity")
    assert power is not None
    assert national is not None
    assert (power.quantity.value, power.own, national.quantity.value) == (
        Decimal("0.45"),
        True,
        Decimal("0.62"),
    )
    assert grid_factor(c, "成都市").quantity.value == Decimal("0.1404")
    assert len(c.tables["prices"]) == len(catalogue().tables["prices"]) + 1


def test_all_faults_at_once_with_the_nearest(tmp_path: Path) -> None:
    write(
        tmp_path,
        flow="a\n1\n",
        flows="process,comodity,quantity\ncell_lfp,cu_foil,-600\n",
        prices="commodity,value\nlc,cheap\nlc,5\n,7\nlfp,nan\nlmo,1e999\n",
        economics="process,parameter,value\ncell_lfp,electricity_kwh_per_unit\n",
    )
    with pytest.raises(InputError) as caught:
        with_tables(catalogue(), tmp_path)
    said = {(p.file, p.where, p.field, p.nearest) for p in caught.value.problems}
    assert ("flow.csv", None, None, "flows") in said
    assert ("flows.csv", None, "comodity", "commodity") in said
    assert ("prices.csv", "row 2", "value", None) in said
    assert ("prices.csv", "row 3", None, None) in said  # twice the same
    assert ("prices.csv", "row 4", "commodity", None) in said
    assert ("prices.csv", "row 5", "value", None) in said
    assert ("prices.csv", "row 6", "value", None) in said
    assert ("economics.csv", "row 2", None, None) in said


def test_names_units_ranges_and_parameters_are_checked_with_their_row(tmp_path: Path) -> None:
    write(
        tmp_path,
        flows="process,commodity,quantity,low,high,unit\ncell_lfp,cu_foyl,-600,,,t\ncell_lfp,cu_foil,-600,-500,-400,t\ncell_lfp,al_foil,-1,,,GWh\n",
        economics=(
            "process,parameter,value,unit\ncell_lfp,electricity,1,\ncell_lpf,lifetime_years,10,\n"
            "cell_lfp,electricity_kwh_per_unit,25,kWh/t\ncell_lfp,water_t_per_unit,25,kg/GWh\n"
        ),
        processes="id,output\nnew_line,lfpp\n",
    )
    with pytest.raises(InputError) as caught:
        with_tables(catalogue(), tmp_path)
    said = {(p.file, p.where, p.nearest) for p in caught.value.problems}
    assert ("flows.csv", "row 2", "cu_foil") in said
    assert ("flows.csv", "row 3", None) in said
    assert ("flows.csv", "row 4", "t") in said
    assert ("economics.csv", "row 2", "electricity_kwh_per_unit") in said
    assert ("economics.csv", "row 3", "cell_lfp") in said
    assert ("economics.csv", "row 4", "kWh/GWh") in said
    assert ("economics.csv", "row 5", "t/GWh") in said
    assert ("processes.csv", "row 2", "lfp") in said


def test_an_unbalanced_recipe_of_the_case_is_refused(tmp_path: Path) -> None:
    write(tmp_path, flows="process,commodity,quantity\nlfp_cathode,lc,-0.2\n")
    with pytest.raises(InputError, match="lfp_cathode"):
        with_tables(catalogue(), tmp_path)


def test_gbk_files_empty_folders_and_missing_ones(tmp_path: Path) -> None:
    text = "id,zh,en,unit\nmagnet,磁材,magnet,t\n"
    (tmp_path / "commodities.csv").write_bytes(text.encode("gbk"))
    c = with_tables(catalogue(), tmp_path)
    assert c.name("magnet").zh == "磁材"
    assert segment_tree(c).of_commodity("magnet").name.zh == "其他"
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "nowhere"):
        with pytest.raises(InputError):
            with_tables(catalogue(), folder)
    assert commodity_of("磁材") is None  # names in texts are read with the packaged aliases
