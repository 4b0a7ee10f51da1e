"""Problems of strangers (``data/strangers.md``: tables, and an optimum found by a second formulation), and how rows that strangers write are read."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lianzhang import plan
from lianzhang.chain.tables_schema import TABLE_TITLES, schema
from lianzhang.cli.app import app
from lianzhang.core import InputError
from lianzhang.core.problems import Problem
from lianzhang.plan.result import TABLES

PAGE = (Path(__file__).parent / "data" / "strangers.md").read_text(encoding="utf-8")
PROBLEMS = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE, flags=re.DOTALL | re.MULTILINE))


@pytest.mark.parametrize("title", PROBLEMS)
def test_the_same_optimum_as_the_second_formulation(title, tmp_path):
    """Objective to 1e-9; every balance and limit holds; every figure of the file has its keys and unit."""
    text = PROBLEMS[title]
    (tmp_path / "case" / "tables").mkdir(parents=True)
    toml = re.search(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    optimum = re.search(r"^optimum: (\S+)", text, flags=re.MULTILINE)
    assert toml and optimum
    (tmp_path / "case" / "case.toml").write_text(toml[1], encoding="utf-8")
    tables = re.findall(r"```csv (\S+)\n(.*?)```", text, flags=re.DOTALL)
    assert len(tables) >= 5
    for name, rows in tables:
        (tmp_path / "case" / "tables" / f"{name}.csv").write_text(rows, encoding="utf-8")
    done = CliRunner().invoke(app, ["plan", str(tmp_path / "case"), "--json", str(tmp_path / "out.json")])
    assert done.exit_code == 0, (done.output, done.exception)
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert found["status"] == "optimal" and found["residual"] < 1e-9
    assert found["objective"] == pytest.approx(float(optimum[1]), rel=1e-9)
    for table in ("build", "activity", "flow", "trade", "unmet", "shortfall", "reuse", "stock"):
        assert all(r["unit"] and r["quantity"] is not None and r["year"] for r in found[table])
    assert rows_that_fit(found, tmp_path / "case") > 20


UNLIKE = {
    "activity": {"commodity"},
    "waste": {"region", "process"},
    "origin": {"region", "process"},
    "capacity": {"year"},
}
"""Keys that need not be those of the rows behind a list: a recipe speaks of other goods than its process makes, a balance counts what is made
elsewhere, plants were paid for in earlier years. Fixed costs are of later years than what is built."""


def rows_that_fit(found: dict, folder: Path) -> int:
    """Read the printed line of every row that a result names: it speaks of the same process, commodity and year, or of all. How many were read."""
    lines: dict[str, list[dict[str, str]]] = {}
    for path in (folder / "tables").iterdir():
        head, *rest = csv.reader(path.read_text(encoding="utf-8").splitlines())
        name = next((n for n, title in TABLE_TITLES.items() if title == path.stem), path.stem)
        names = {c.zh: c.name for c in schema()[name].values()}
        lines[f"tables/{path.name}"] = [dict(zip([names.get(h, h) for h in head], cells)) for cells in rest]
    above = {
        r["region"]: r.get("parent", "")
        for r in next(v for k, v in lines.items() if Path(k).stem in ("regions", "地区"))
    }
    count = 0
    for table in TABLES:
        for row in found[table]:
            inside = [row.get("region")]
            while inside[-1]:
                inside.append(above[inside[-1]])
            assert found["sources"][row["source"]], (table, row)
            keys = {k: [row.get(k)] for k in ("process", "commodity", "year")} | {"region": inside}
            unlike = UNLIKE.get(table, set())
            if table == "prices" and row["kind"] == "balance":
                unlike = {"region", "process"}
            for part in found["sources"][row["source"]]:
                other = unlike | ({"year"} if part.get("column") == "fixed" else set())
                for line in (lines[part["file"]][number - 2] for number in part["rows"]):
                    for key in keys.keys() & line.keys() - other:
                        if keys[key][0] is not None:
                            assert line[key] in ("*", *map(str, keys[key])), (table, row, part)
                            count += 1
    return count


def test_all_problems_are_on_the_page():
    assert len(PROBLEMS) == PAGE.count("optimum: ") == 12


def faults(write, **tables: str) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        from lianzhang.case.planning import read_planning

        read_planning(write(**tables))
    return list(caught.value.problems)


TWO = {"processes": "process,output\nmake,x\nback,x", "demand": "region,commodity,year,quantity\nA,x,*,3"}


def test_a_star_takes_the_unit_that_all_goods_share(case):
    """3 t at 2 万元/t and 12 m3/t of water at 5 CNY; one tonne moved at 7: 60,000 + 180 + 21 (by hand)."""
    p = plan.solve(
        case(
            **TWO | {"demand": "region,commodity,year,quantity\nB,x,*,3"},
            regions="region\nA\nB",
            costs="region,process,year,variable,unit\nA,*,*,2,万元/t",
            routes="from,to,commodity,cost,unit\nA,B,*,7,CNY/t",
            use="process,factor,per,quantity,unit\n*,water,activity,12,m3/t",
            quotas="region,factor,year,limit,price,unit\nA,water,*,0.01,50000,万m3",
        )
    )
    assert p.objective == pytest.approx(60000 + 180 + 21)


def test_a_star_over_goods_in_several_units_is_told_in_words(write):
    found = faults(
        write,
        commodities="commodity,unit\nx,t\ncell,GWh",
        processes="process,output\nmake,x\nline,cell",
        regions="region\nA\nB",
        routes="from,to,commodity,cost,unit\nA,B,*,7,CNY/t",
        use="process,factor,per,quantity,unit\n*,water,activity,12,m3/t",
        quotas="region,factor,year,limit,unit\nA,water,*,4,万m3",
    )
    assert {(p.file, p.where, p.field) for p in found} == {
        ("tables/routes.csv", "row 2", "unit"),
        ("tables/use.csv", "row 2", "unit"),
    }
    assert all("write one row for each" in str(p.what.en) for p in found) and len(found) == 2


def test_a_tonne_of_carbon_dioxide_is_a_tonne(case):
    """3 t × 4 tCO2/t × 50 CNY/tCO2 = 600; the cap of 0.002 万tCO2 (20 t) is not reached."""
    p = plan.solve(
        case(
            **TWO,
            use="process,factor,per,quantity,unit\n*,co2,activity,4,tCO2/t",
            quotas="region,factor,year,limit,price,unit\nA,co2,*,0.002,500000,万tCO2",
        )
    )
    assert p.objective == pytest.approx(600)


def test_one_fault_a_unit_and_none_of_what_it_stood_for(write):
    """qtce is no unit: told once a row; 'land' in kWh beside mu is told against the first quota."""
    found = faults(
        write,
        use="process,factor,per,quantity,unit\nmake,energy,activity,1,tce/t\nmake,land,capacity,1,mu/t",
        quotas="region,factor,year,limit,unit\nA,energy,2025,9,qtce\nA,land,2025,9,mu",
        targets="region,metric,year,quantity,unit\nA,gdp,2025,3,t",
    )
    assert [(p.file, p.where, p.field) for p in found] == [
        ("tables/quotas.csv", "row 2", "unit"),
        ("tables/targets.csv", "row 2", "metric"),
    ]


def test_a_price_beside_an_amount_in_another_unit_is_told(case):
    """70,000 in a row of kt is 70 CNY a tonne, and a note says so; CNY/t says it itself."""
    slip = case(**TWO, market="region,commodity,year,side,price,limit,unit\nA,x,*,sell,70000,7,kt")
    said = [n.en for n in slip.notes]
    assert said == [
        "tables/market.csv: price is money per unit of its row: row 2, in kt, is read as 70 CNY/t (1 row)"
    ]
    right = case(**TWO, market="region,commodity,year,side,price,limit,unit\nA,x,*,sell,70000,7000,CNY/t")
    assert not right.notes


def test_chinese_words_of_a_choice(case):
    """3 t bought at 5 because nothing may be made: 15; the by-product must be sold for nothing."""
    p = plan.solve(
        case(
            commodities="物料,单位,平衡\nx,吨,相等",
            **TWO,
            limits="地区,工艺,年份,对象,上限\nA,*,*,产量,0",
            market="地区,物料,年份,买卖,价格\nA,x,*,买入,5",
        )
    )
    assert p.objective == pytest.approx(15)


def test_a_share_may_be_in_percent(case):
    """85 % of 100 t stand: 15 of the 100 wanted are bought at 2; a quantity in percent is no number."""
    p = plan.solve(
        case(
            capacity="region,process,quantity,weight\nA,make,100,85%",
            demand="region,commodity,year,quantity\nA,x,*,100",
            market="region,commodity,year,side,price\nA,x,*,buy,2",
        )
    )
    assert p.objective == pytest.approx(30)
    with pytest.raises(InputError, match="100%"):
        case(demand="region,commodity,year,quantity\nA,x,*,100%")


def test_faults_of_settings_and_tables_come_together(write):
    """Neither a wrong rate nor a repeated name hides what else is wrong; a word that is far from all choices gets no false friend."""
    found = faults(
        write,
        toml="years = [2025]\ndiscount_rate = 6\nweights = [1, 1]",
        commodities="commodity,unit\nx,tt\ny,t\ny,t",
        market="region,commodity,year,side,price\nA,y,*,purchase,3\nA,y,2025,sel,3",
    )
    assert {(p.file, p.where, p.field, p.nearest) for p in found} == {
        ("case.toml", None, "discount_rate", "0.06"),
        ("case.toml", None, "weights", None),
        ("tables/commodities.csv", "row 4", "commodity", None),
        ("tables/commodities.csv", "row 2", "unit", "t"),
        ("tables/market.csv", "row 2", "side", None),
        ("tables/market.csv", "row 3", "side", "sell"),
    }


def test_the_screen_tells_the_conflict_from_the_change(write):
    """Two processes make at most 1 t each of the 3 wanted: all three rows are in conflict, and the least change is 1 t."""
    folder = write(**TWO, limits="region,process,year,what,maximum\nA,*,*,activity,1")
    done = CliRunner().invoke(app, ["plan", str(folder)])
    assert done.exit_code == 3
    heads = [done.output.find(s) for s in ("不能并存的条件", "tables/demand.csv", "最小的改动")]
    assert heads[0] >= 0 and heads == sorted(heads)
    assert "1 t" in done.output[heads[2] :]
