"""Every row of every table of a result names the table rows it came from: told by hand from the printed tables, and by moving their cells."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from told import picked, places

from lianzhang import plan
from lianzhang.chain.tables import PlanningCase, read_case_tables
from lianzhang.plan.result import TABLES

Case = Callable[..., PlanningCase]
Write = Callable[..., Path]

# The rows are counted as a sheet does: the heading is row 1, an empty line counts.
CHAIN: dict[str, str] = {
    "commodities": """
        commodity,unit,balance
        ore,t,ge
        salt,t,ge
        slag,t,ge
        cell,t,ge
        old,t,ge
    """,
    "regions": """
        region,parent
        Prov,
        A,Prov
        B,Prov
    """,
    "processes": """
        process,output,lifetime
        refine,salt,20
        make,cell,20
        recycle,salt,20
    """,
    "recipes": """
        process,commodity,quantity
        make,salt,-2
        refine,ore,-3
        refine,slag,1

        recycle,old,-4
    """,
    "capacity": """
        region,process,vintage,quantity,retired
        A,refine,2010,10,2026
        A,refine,2012,20,
        B,make,2015,5,
    """,
    "costs": """
        region,process,year,capex,fixed,variable
        *,*,*,100,2,1
        A,refine,*,90,,
        B,make,2026,80,,
        *,recycle,*,,,0.5
    """,
    "routes": """
        from,to,commodity,cost,limit
        A,B,salt,1,
        B,A,salt,1,
        A,B,cell,1,4
    """,
    "demand": """
        region,commodity,year,quantity,penalty
        B,cell,2025,30,2000
        B,cell,2026,40,2000
        A,cell,*,1,
    """,
    "market": """
        region,commodity,year,side,step,price,limit
        A,salt,2025,buy,1,5,10
        A,salt,*,buy,2,60,
        B,ore,*,buy,1,200,
        *,old,*,buy,1,400,
        *,slag,*,sell,1,0.1,1
    """,
    "reserves": """
        region,commodity,quantity
        A,ore,140
        Prov,ore,700
    """,
    "use": """
        process,factor,per,quantity
        *,power,activity,10
        make,power,activity,3
        make,land,build,2
    """,
    "quotas": """
        region,factor,year,limit
        B,land,2025,30
        B,land,2026,6
        Prov,power,*,100000
    """,
    "targets": """
        region,metric,year,quantity,hard,penalty
        A,capacity:make,2026,100,no,7
    """,
}  # fmt: skip
YEARS = "years = [2025, 2026]\ndiscount_rate = 0.0"


@pytest.fixture
def chain(case: Case) -> dict[str, Any]:
    found = plan.solve(case(YEARS, **CHAIN)).to_json()
    assert found["status"] == "optimal"
    return dict(json.loads(json.dumps(found)))


def test_a_build_names_its_process_the_costs_that_hold_there_and_what_it_uses(chain: dict[str, Any]) -> None:
    first = picked(chain, "build", region="B", process="make", year=2025)
    assert places(chain, first) == {"processes 3", "costs 2 capex", "costs 2 fixed", "use 4"}
    # In 2026 row 4 gives the capex, and still row 2 the fixed cost.
    second = picked(chain, "build", region="B", process="make", year=2026)
    assert places(chain, second) == {"processes 3", "costs 4 capex", "costs 2 fixed", "use 4"}


def test_output_names_recipe_cost_use_and_what_stands(chain: dict[str, Any]) -> None:
    refined = picked(chain, "activity", region="A", process="refine", year=2025)
    assert places(chain, refined) == {
        "processes 2", "recipes 3", "recipes 4", "capacity 2", "capacity 3", "costs 2 variable", "use 2",
    }  # fmt: skip
    made = picked(chain, "activity", region="B", process="make", year=2025)
    assert places(chain, made) == {"processes 3", "recipes 2", "capacity 4", "costs 2 variable", "use 3"}


def test_standing_capacity_names_the_plants_of_the_year_and_what_was_paid_for_the_rest(
    chain: dict[str, Any],
) -> None:
    stands = picked(chain, "capacity", region="A", process="refine", year=2025)
    assert stands["quantity"] == pytest.approx(30)
    assert places(chain, stands) == {"processes 2", "capacity 2", "capacity 3"}
    later = picked(chain, "capacity", region="A", process="refine", year=2026)
    assert "capacity 2" not in places(chain, later)  # retired
    assert "capacity 3" in places(chain, later)
    both = picked(chain, "capacity", region="B", process="make", year=2026)
    assert places(chain, both) == {"processes 3", "capacity 4", "costs 2 capex", "costs 4 capex"}


def test_what_moves_and_is_traded_missed_or_dug_names_its_own_row(chain: dict[str, Any]) -> None:
    assert places(
        chain, picked(chain, "flow", **{"from": "A", "to": "B", "commodity": "salt", "year": 2026})
    ) == {"routes 2"}
    assert places(chain, picked(chain, "trade", commodity="salt", year=2025, step=1)) == {"market 2"}
    assert places(chain, picked(chain, "trade", commodity="salt", year=2026, step=2)) == {"market 3"}
    assert places(chain, picked(chain, "unmet", year=2026)) == {"demand 3"}
    assert places(chain, picked(chain, "shortfall")) == {"targets 2"}
    # Ore of A is bound by its own reserve and by the sum of the province.
    dug = [r for r in chain["draw"] if r["region"] == "A"]
    assert dug
    assert all(places(chain, r) == {"reserves 2", "reserves 3"} for r in dug)
    assert {p for r in chain["draw"] if r["region"] == "B" for p in places(chain, r)} == {"reserves 3"}


def test_use_names_the_row_that_holds_and_not_the_one_for_all_that_it_replaces(chain: dict[str, Any]) -> None:
    # Row 3 names cell making, so that row 2 stands for refining alone.
    assert places(chain, picked(chain, "use", region="B", factor="power", year=2025)) == {"use 2", "use 3"}
    assert places(chain, picked(chain, "activity", region="B", process="make", year=2025)) & {
        "use 2",
        "use 3",
    } == {"use 3"}
    assert places(chain, picked(chain, "use", region="A", factor="power", year=2025)) >= {"use 2"}
    assert places(chain, picked(chain, "use", region="B", factor="land", year=2025)) == {"use 4"}


def test_origin_names_what_made_dug_and_bought(chain: dict[str, Any]) -> None:
    salt = picked(chain, "origin", commodity="salt", year=2025)
    assert salt["made"] > 0
    assert salt["bought"] > 0
    # The recipe is silent on its main output: one unit, by the process.
    assert places(chain, salt) == {"processes 2", "market 2"}
    assert places(chain, picked(chain, "origin", commodity="ore", year=2025)) >= {"reserves 2", "reserves 3"}


def test_surplus_names_the_commodity_and_what_went_in_and_out(chain: dict[str, Any]) -> None:
    slag = picked(chain, "waste", region="A", commodity="slag", year=2025)
    assert places(chain, slag) == {"commodities 4 balance", "recipes 4", "market 6"}


def test_prices_name_the_cell_that_binds(chain: dict[str, Any]) -> None:
    land = picked(chain, "prices", kind="quota", factor="land", year=2026)
    assert places(chain, land) == {"quotas 3 limit"}
    assert places(chain, picked(chain, "prices", kind="trade_limit", commodity="salt")) == {"market 2 limit"}
    assert places(chain, picked(chain, "prices", kind="target")) == {"targets 2 quantity"}
    cell = picked(chain, "prices", kind="balance", region="B", commodity="cell", year=2026)
    # The demand, and what serves it: the recipe's process, and the gap.
    assert {"demand 3 quantity", "demand 3", "processes 3"} <= places(chain, cell)
    plants = picked(chain, "prices", kind="capacity", region="B", process="make", year=2026)
    assert places(chain, plants) == {"capacity 4 quantity"}


@pytest.mark.parametrize(
    ("kind", "file", "column", "keys"),
    [
        ("quota", "quotas", "limit", {"factor": "land", "year": 2025}),
        ("quota", "quotas", "limit", {"factor": "land", "year": 2026}),
        ("trade_limit", "market", "limit", {"commodity": "salt"}),
        ("target", "targets", "quantity", {}),
        ("reserve", "reserves", "quantity", {}),
    ],
)
def test_moving_the_cell_that_a_price_names_moves_the_cost_by_the_price(
    write: Write, chain: dict[str, Any], kind: str, file: str, column: str, keys: dict[str, Any]
) -> None:
    priced = picked(chain, "prices", kind=kind, **keys)
    (place,) = places(chain, priced)
    name, row, named = place.split()
    assert (name, named) == (file, column)
    moved = {}
    for step in (0.01, -0.01):
        folder = write(YEARS, **CHAIN)
        path = folder / "tables" / f"{file}.csv"
        lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        at = lines[0].index(column)
        lines[int(row) - 1][at] = str(float(lines[int(row) - 1][at]) + step)
        path.write_text("\n".join(",".join(x) for x in lines) + "\n", encoding="utf-8")
        moved[step] = plan.solve(read_case_tables(folder)).objective - chain["objective"]
    sign = -1 if kind == "target" else 1  # of a requirement one unit less
    assert priced["price"] > 0
    # Between what one more saves and one less costs.
    ends = sorted((-sign * moved[0.01] / 0.01, sign * moved[-0.01] / 0.01))
    assert ends[0] - 1e-4 <= priced["price"] <= ends[1] + 1e-4
    assert ends[1] > 0


MORE: dict[str, str] = {
    "commodities": "commodity,unit,balance\ncell,t,\npack,t,\nused,t,\nore,t,\n",
    "regions": "region\nA\n",
    "processes": "process,output,lifetime,unit_size\nmake,cell,20,8\nbind,pack,20,3\n",
    "recipes": "process,commodity,quantity\nbind,cell,-1\nmake,ore,-1\n",
    "capacity": """
        region,process,vintage,quantity,stage,commitment
        A,make,2010,4,投产,
        A,make,2025,6,签约,optional
    """,
    "costs": "region,process,year,capex,variable\n*,make,*,10,1\nA,bind,*,5,\n",
    "market": "region,commodity,year,side,price\nA,ore,*,buy,2\n",
    "demand": "region,commodity,year,quantity\nA,pack,*,8\n",
    "storage": "region,commodity,initial,limit\n\nA,ore,5,20\n",
    "returns": "delivered,returned,quantity,mean\npack,used,1,1\n",
}  # fmt: skip


def test_projects_stocks_plants_and_returns_name_their_rows(case: Case) -> None:
    found = plan.solve(case("years = [2025, 2026]", **MORE)).to_json()
    assert found["status"] == "optimal"
    (project,) = found["project"]
    assert places(found, project) == {"capacity 3", "processes 2", "costs 2 capex"}
    stands = picked(found, "capacity", process="make", year=2026)
    assert places(found, stands) == {"processes 2", "capacity 2", "capacity 3"}
    assert places(found, picked(found, "plants", year=2025)) == {"processes 3", "costs 3 capex"}
    back = picked(found, "origin", commodity="used", year=2026)
    assert back["returned"] == pytest.approx(8)
    assert places(found, back) == {"returns 2"}
    assert places(found, picked(found, "waste", commodity="used", year=2026)) == {
        "commodities 4 balance",
        "returns 2",
    }
    assert all(places(found, r) == {"storage 3"} for r in found["stock"])


def test_conflicts_name_the_rows_that_they_list(case: Case) -> None:
    found = plan.solve(
        case(
            demand="region,commodity,year,quantity\nA,x,2025,5\n",
            capacity="region,process,vintage,quantity\n\nA,make,2020,3\n",
        )
    )
    told = found.to_json()
    assert told["status"] == "infeasible"
    assert told["conflicts"]
    for entry in told["conflicts"]:
        listed = {(r["file"], r["row"]) for r in entry["rows"]}
        assert listed
        assert {(s["file"], n) for s in told["sources"][entry["source"]] for n in s["rows"]} == listed
    assert {(r["file"], r["row"]) for e in told["conflicts"] for r in e["rows"]} >= {
        ("tables/demand.csv", 2),
        ("tables/capacity.csv", 3),
    }


def test_figures_in_python_and_in_the_file_name_the_same_rows(case: Case) -> None:
    made = plan.solve(case(YEARS, **CHAIN))
    told = made.to_json()
    for table in ("build", "activity", "flow", "trade", "prices", "capacity", "use", "waste"):
        assert told[table]
        for k, row in enumerate(told[table]):
            figure = made.quantity(table, k)
            assert float(figure.value or 0) == row["price" if table == "prices" else "quantity"]
            basis: Any = figure.basis
            assert {(b.file, b.row, b.column) for b in basis.rows} == {
                (s["file"], n, s.get("column", "")) for s in told["sources"][row["source"]] for n in s["rows"]
            }


LEAST: dict[str, str] = {
    "commodities": "commodity,unit\nx,t\n",
    "regions": "region\nA\n",
    "processes": "process,output\nmake,x\n",
    "recipes": "process,commodity,quantity\n",
    "costs": "region,process,year,capex\nA,make,*,1\n",
    "demand": "region,commodity,year,quantity\nA,x,*,45\n",
}


def test_every_row_of_every_table_has_rows_that_are_there(write: Write) -> None:
    for tables in (CHAIN, MORE, LEAST):
        folder = write("years = [2025, 2026]", **tables)
        told = plan.solve(read_case_tables(folder)).to_json()
        lines = {p.name: p.read_text(encoding="utf-8").splitlines() for p in (folder / "tables").iterdir()}
        count = 0
        for table in TABLES:
            for row in told[table]:
                parts = told["sources"][row["source"]]
                assert parts, (table, row)
                for part in parts:
                    printed = lines[Path(part["file"]).name]
                    assert part.get("column", "") in ("", *printed[0].split(","))
                    assert all(printed[n - 1].strip(",") for n in part["rows"])
                    count += len(part["rows"])
        assert count > 10
