"""The planning-table reader: what it reads, and how it says every fault."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lianzhang.chain.tables import BLANK, EVERY, read_case_tables
from lianzhang.chain.tables_schema import TABLE_TITLES, schema
from lianzhang.chain.tables_units import per_unit_factor, row_factors
from lianzhang.core import InputError, UnitError

GOOD = {
    "commodities": "commodity,unit,balance\nLFP,t,ge\ncell,GWh,eq\n",
    "regions": "region,parent\n湖南省,\n郴州市,湖南省\n长沙市,湖南省\n",
    "processes": "process,output,lifetime\nlfp_plant,LFP,12\ncell_line,cell,\n",
    "recipes": "process,commodity,quantity,unit\ncell_line,LFP,-2.2,kt/GWh\n",
    "capacity": "region,process,vintage,quantity,unit,stage,weight\n郴州市,lfp_plant,2020,5,万t/a,投产,\n",
    "costs": "region,process,year,capex,fixed,variable,unit\n*,lfp_plant,*,1.5,,0.1,万元/t\n",
    "demand": "region,commodity,year,quantity,unit,penalty\n长沙市,cell,2026,500,MWh/a,2\n",
}
TOML = "name = '试点'\nyears = [2025, 2026]\ndiscount_rate = 0.06\nconvention = 'temoa'\n"


@pytest.fixture
def write(tmp_path: Path):
    def make(toml: str = TOML, encoding: str = "utf-8", **tables: str | None) -> Path:
        folder = tmp_path / "case"
        (folder / "tables").mkdir(parents=True, exist_ok=True)
        (folder / "case.toml").write_text(toml, encoding="utf-8")
        for name, text in {**GOOD, **tables}.items():
            if text is not None:
                (folder / "tables" / f"{name}.csv").write_bytes(text.encode(encoding))
        return folder

    return make


def faults(folder: Path) -> list[tuple[str, str | None, str | None, str | None]]:
    with pytest.raises(InputError) as caught:
        read_case_tables(folder)
    return [(p.file.removeprefix("tables/"), p.where, p.field, p.nearest) for p in caught.value.problems]


def test_reads_units_codes_and_settings(write):
    case = read_case_tables(write())
    assert (case.name, case.years, case.settings.rate, case.settings.convention) == (
        "试点",
        (2025, 2026),
        0.06,
        "temoa",
    )
    assert case.commodities == ("LFP", "cell")
    assert case.exact.tolist() == [False, True]
    assert case.parent.tolist() == [BLANK, 0, 0]
    assert [b.tolist() for b in case.below] == [[0, 1, 2], [1], [2]]
    assert case.lifetime.tolist() == [12, np.inf]
    assert case.tables["recipes"]["quantity"].tolist() == [-2200]
    assert case.tables["capacity"]["quantity"].tolist() == [50_000]
    costs = case.tables["costs"]
    assert costs["region"].tolist() == [EVERY]
    assert costs["capex"].tolist() == pytest.approx([15_000])
    assert np.isnan(costs["fixed"]).all()
    demand = case.tables["demand"]
    assert (demand["quantity"][0], demand["penalty"][0]) == (0.5, 2000)  # 2 CNY a MWh


def test_a_row_leads_back_to_its_file(write):
    case = read_case_tables(
        write(demand="region,commodity,year,quantity,source\n\n长沙市,cell,2026,3,年报第5页\n")
    )
    basis = case.basis("demand", 0, "quantity")
    assert (basis.file, basis.row, basis.column, basis.source) == (
        "tables/demand.csv",
        3,
        "quantity",
        "年报第5页",
    )
    assert dict(basis.cells)["quantity"] == "3"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_office_files(write, encoding):
    assert read_case_tables(write(encoding=encoding)).regions[0] == "湖南省"


def test_chinese_headings_and_file_names(write):
    folder = write(demand=None)
    text = "地区,物料,年份,数量,单位,缺口罚金\n长沙市,cell,2026,500,MWh,2\n"
    (folder / "tables" / "需求.csv").write_text(text, encoding="utf-8")
    assert read_case_tables(folder).tables["demand"]["quantity"].tolist() == [0.5]


BAD = {
    "unknown commodity": ({"demand": "region,commodity,year,quantity\n长沙市,cel,2026,1\n"}, [("demand.csv", "row 2", "commodity", "cell")]),
    "unknown region": ({"demand": "region,commodity,year,quantity\n长沙,cell,2026,1\n"}, [("demand.csv", "row 2", "region", "长沙市")]),
    "unknown process": ({"recipes": "process,commodity,quantity\ncell_lines,LFP,-1\n"}, [("recipes.csv", "row 2", "process", "cell_line")]),
    "unknown column": ({"demand": "region,comodity,commodity,year,quantity\n长沙市,x,cell,2026,1\n"}, [("demand.csv", "row 1", "comodity", "commodity")]),
    "missing column": ({"demand": "region,commodity,year\n长沙市,cell,2026\n"}, [("demand.csv", "row 1", "quantity", None)]),
    "negative capacity": ({"capacity": "region,process,vintage,quantity\n郴州市,lfp_plant,2020,-5\n"}, [("capacity.csv", "row 2", "quantity", "0")]),
    "year outside the horizon": ({"demand": "region,commodity,year,quantity\n长沙市,cell,2062,1\n"}, [("demand.csv", "row 2", "year", "2026")]),
    "not a number": ({"demand": "region,commodity,year,quantity\n长沙市,cell,2026,约500\n"}, [("demand.csv", "row 2", "quantity", None)]),
    "not finite": ({"demand": "region,commodity,year,quantity\n长沙市,cell,2026,nan\n"}, [("demand.csv", "row 2", "quantity", None)]),
    "number missing": ({"demand": "region,commodity,year,quantity\n长沙市,cell,2026,\n"}, [("demand.csv", "row 2", "quantity", None)]),
    "duplicate key": ({"demand": "region,commodity,year,quantity\n长沙市,cell,2026,1\n长沙市,cell,2026,2\n"}, [("demand.csv", "row 3", None, None)]),
    "duplicate name": ({"regions": "region,parent\n湖南省,\n郴州市,湖南省\n长沙市,湖南省\n郴州市,\n"}, [("regions.csv", "row 5", "region", None)]),
    "unit of another kind": ({"demand": "region,commodity,year,quantity,unit\n长沙市,cell,2026,1,kt\n"}, [("demand.csv", "row 2", "unit", "GWh")]),
    "money for goods": ({"demand": "region,commodity,year,quantity,unit\n长沙市,cell,2026,1,CNY\n"}, [("demand.csv", "row 2", "unit", "GWh")]),
    "unknown unit": ({"commodities": "commodity,unit\nLFP,吨吨\ncell,GWh\n"}, [("commodities.csv", "row 2", "unit", "t")]),
    "choice": ({"commodities": "commodity,unit,balance\nLFP,t,gee\ncell,GWh,eq\n"}, [("commodities.csv", "row 2", "balance", "ge")]),
    "stage": ({"capacity": "region,process,vintage,quantity,stage\n郴州市,lfp_plant,2020,5,投产了\n"}, [("capacity.csv", "row 2", "stage", "投产")]),
    "weight above one": ({"capacity": "region,process,vintage,quantity,weight\n郴州市,lfp_plant,2020,5,80\n"}, [("capacity.csv", "row 2", "weight", "1")]),
    "ring of regions": ({"regions": "region,parent\n湖南省,长沙市\n郴州市,湖南省\n长沙市,湖南省\n"}, [("regions.csv", "row 2", "parent", None)]),
    "unknown table": ({"demands": "region\n湖南省\n"}, [("demands.csv", None, None, "demand")]),
    "missing table": ({"recipes": None}, [("recipes.csv", None, None, None)]),
    "too many cells": ({"demand": "region,commodity,year,quantity\n长沙市,cell,2026,1,234\n"}, [("demand.csv", "row 2", None, None)]),
    "soft target without penalty": ({"targets": "region,metric,year,quantity,hard\n长沙市,output:cell,2026,1,no\n"}, [("targets.csv", "row 2", "penalty", None)]),
    "unknown metric": ({"targets": "region,metric,year,quantity\n长沙市,output:cel,2026,1\n"}, [("targets.csv", "row 2", "metric", "output:cell")]),
    "factor nobody uses": ({"quotas": "region,factor,year,limit\n长沙市,lnad,*,1\n", "use": "process,factor,per,quantity\nlfp_plant,land,build,1\n"}, [("quotas.csv", "row 2", "factor", "land")]),
    "minimum above maximum": ({"limits": "region,process,year,what,minimum,maximum\n长沙市,lfp_plant,*,build,3,2\n"}, [("limits.csv", "row 2", "minimum", None)]),
    "route to itself": ({"routes": "from,to,commodity,cost\n长沙市,长沙市,LFP,3\n"}, [("routes.csv", "row 2", "to", None)]),
    "negative limit": ({"routes": "from,to,commodity,cost,limit\n长沙市,郴州市,LFP,3,-1\n"}, [("routes.csv", "row 2", "limit", "0")]),
    "survival above one": ({"processes": "process,output,survival\nlfp_plant,LFP,98\ncell_line,cell,\n"}, [("processes.csv", "row 2", "survival", None)]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_each_fault_is_said_where_it_stands(write, name):
    tables, expected = BAD[name]
    folder = write(**tables)
    if tables.get("recipes", "") is None:
        (folder / "tables" / "recipes.csv").unlink(missing_ok=True)
    assert faults(folder) == expected


def test_all_faults_at_once(write):
    folder = write(
        toml="years = [2026, 2025]\ndiscont_rate = 0.06\n",
        demand="region,commodity,year,quantity\n长沙,cell,2026,x\n",
        capacity="region,process,vintage,quantity\n郴州市,lfp_plan,2020,-5\n",
    )
    found = faults(folder)
    assert {(f, field) for f, _, field, _ in found} >= {
        ("case.toml", "years"), ("case.toml", "discont_rate"), ("demand.csv", "region"), ("demand.csv", "quantity"),
        ("capacity.csv", "process"), ("capacity.csv", "quantity"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("toml", "field"),
    [
        ("name = 'x'", "years"),
        ("years = '2025'", "years"),
        ("years = [2025]\nweights = [1, 2]", "weights"),
        ("years = [2025]\nrate = 6", "rate"),
        ("years = [2025]\nconvention = 'osemosis'", "convention"),
        ("years = [2025", None),
    ],
)
def test_faults_of_the_settings(write, toml, field):
    assert ("case.toml", None, field) in {f[:3] for f in faults(write(toml=toml))}


def test_capacity_rows_told_apart_by_their_note_add_up(write):
    text = (
        "region,process,vintage,quantity,note\n郴州市,lfp_plant,2020,5,甲厂\n郴州市,lfp_plant,2020,7,乙厂\n"
    )
    assert read_case_tables(write(capacity=text)).tables["capacity"]["quantity"].sum() == 12


def test_a_recipe_written_for_more_than_one_is_divided(write):
    case = read_case_tables(
        write(recipes="process,commodity,quantity,unit\ncell_line,cell,2,GWh\ncell_line,LFP,-6,t\n")
    )
    assert case.tables["recipes"]["quantity"].tolist() == [1, -3]
    assert any("divided" in n.en for n in case.notes)


def test_registers_in_the_same_folder_are_left_alone(write):
    folder = write()
    (folder / "tables" / "projects.csv").write_text("任何,列\n1,2\n", encoding="utf-8")
    assert "projects" not in read_case_tables(folder).tables


def test_hostile_files_are_refused_without_a_traceback(write):
    folder = write()
    (folder / "tables" / "demand.csv").write_bytes(b"\x00\xff\x00\xfe" * 50)
    (folder / "tables" / "market.csv").write_text('region,commodity\n"长沙市', encoding="utf-8")
    assert {f[0] for f in faults(folder)} == {"demand.csv", "market.csv"}


def test_a_broken_workbook_is_one_clear_fault(write):
    folder = write(demand=None)
    (folder / "tables" / "demand.csv").unlink(missing_ok=True)
    (folder / "tables" / "demand.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert faults(folder) == [("demand.xlsx", None, None, None)]


def test_every_table_of_the_schema_has_a_title_and_is_documented():
    assert set(schema()) == set(TABLE_TITLES)
    guide = (Path(__file__).parents[2] / "docs" / "planning-tables.md").read_text(encoding="utf-8")
    for table, columns in schema().items():
        section = guide.split(f"\n### {table} ", 1)[1].split("\n### ", 1)[0]
        for column in columns:
            assert f"`{column}`" in section, (table, column)


def test_faults_come_file_by_file_and_row_by_row(write):
    """Kinds of faults that are found in this order: a name, a unit, a repeated key, a bound; told in the order of the files."""
    folder = write(
        toml="years = [2025, 2026]\nrate = 7",
        costs="region,process,year,capex,unit\n*,lfp_plant,*,1,GWh\n*,lfp_plant,*,2,\n*,lfp,2025,x,\n",
        capacity="region,process,vintage,quantity,retired\n郴州市,lfp_plant,2020,5,2019\n郴州市,lfp_plan,2020,5,\n",
        limits="region,process,year,what,minimum,maximum,unit\n*,lfp_plant,*,build,5,1,\n*,lfp_plant,2025,build,5,,m3\n",
    )
    found = [(file, where) for file, where, _, _ in faults(folder)]
    assert [f for f, _ in found] == sorted((f for f, _ in found), key=lambda f: (f != "case.toml", f))
    by_file = {
        f: [int(str(w).removeprefix("row ")) for g, w in found if g == f]
        for f in dict(found)
        if f != "case.toml"
    }
    assert by_file == {"capacity.csv": [2, 3], "costs.csv": [2, 3, 4, 4], "limits.csv": [2, 3]}


def test_a_negative_investment_is_refused(write):
    costs = "region,process,year,capex,fixed,variable,unit\n*,lfp_plant,*,-1.5,,0.1,万元/t\n*,cell_line,*,0,,-3,MCNY/GWh\n"
    assert faults(write(costs=costs)) == [("costs.csv", "row 2", "capex", "0")]


# International Table: 1 kWh = 3.6 MJ by definition; 千, 百万, PJ (10^15 J) by the prefixes of the SI; the rest is arithmetic.
@pytest.mark.parametrize(
    ("text", "target", "goods"),
    [
        ("PJ", "GJ", 1e6), ("PJ/a", "GWh", 1e3 / 3.6), ("GJ", "kWh", 1e3 / 3.6), ("kWh", "MJ", 3.6), ("TWh", "MWh", 1e6), ("TJ", "PJ", 1e-3),
        ("ktce", "tce", 1e3), ("万tce", "ktce", 10), ("Mtce/a", "万吨标准煤", 100), ("千吨标准煤", "tce", 1e3), ("MWh", "GWh", 1e-3),
    ],
)  # fmt: skip
def test_energy_units(text, target, goods):
    assert row_factors(text, target, money=False)[0] == pytest.approx(goods, rel=1e-15)


def test_energy_units_beneath_a_line_and_in_brackets():
    assert row_factors("MCNY/PJ", "GJ", money=True) == (1e6, 1e6)
    assert row_factors("万元/(PJ/a)", "GJ", money=True) == (1e6, 1e4)
    assert per_unit_factor("ktce/万t", "tce", "t") == pytest.approx(0.1)
    assert per_unit_factor("GJ/t", "PJ", "kt") == pytest.approx(1e-3)
    for wrong in (("ktce", "GJ"), ("PJ", "t"), ("PJX", "GJ")):
        with pytest.raises(UnitError):
            row_factors(*wrong, money=False)


def test_an_unknown_unit_is_told_the_nearest_that_planning_tables_know(write):
    ((_, where, field, near),) = faults(write(commodities="commodity,unit\nLFP,t\ncell,GWh\nsteam,PJj\n"))
    assert (where, field, near) == ("row 4", "unit", "PJ")
