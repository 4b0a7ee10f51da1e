"""Every row and figure of an answer beyond the optimum names the table rows it came from, told by hand from the printed tables."""

from __future__ import annotations

from collections.abc import Callable

from told import places

from lianzhang import plan
from lianzhang.chain.tables import PlanningCase

Case = Callable[..., PlanningCase]

PIPELINE: dict[str, str] = {
    "commodities": "commodity,unit\ncell,t\n",
    "regions": "region\nA\nB\n",
    "processes": "process,output,lifetime\nmake,cell,20\nother,cell,20\n",
    "recipes": "process,commodity,quantity\n",
    "capacity": """
        region,process,vintage,quantity,stage
        A,make,2010,4,投产
        A,make,2025,3,签约

        B,make,2025,5,谋划
    """,
    "costs": """
        region,process,year,capex,variable
        *,make,*,10,
        B,make,*,12,
        *,other,*,11,
        *,*,*,,1
    """,
    "demand": "region,commodity,year,quantity,penalty\nA,cell,*,9,100\nB,cell,*,6,100\n",
}  # fmt: skip


def test_near_optimal_ranges_name_what_their_builds_rest_on(case: Case) -> None:
    told = plan.alternatives(case("years = [2025]", **PIPELINE), by=("region", "process")).to_json()
    rows = {(r["region"], r["process"]): places(told, r) for r in told["rows"]}
    assert rows == {
        ("A", "make"): {"processes 2", "costs 2 capex"},
        ("B", "make"): {"processes 2", "costs 3 capex"},
        ("A", "other"): {"processes 3", "costs 4 capex"},
        ("B", "other"): {"processes 3", "costs 4 capex"},
    }
    # The cost of the whole rests on every row: 4 of regions and processes each …, told from the files.
    whole = {
        (p["file"], n) for p in told["sources"][told["figures"]["best_cost"]["source"]] for n in p["rows"]
    }
    assert len(whole) == 1 + 2 + 2 + 3 + 4 + 2


def test_what_a_project_is_worth_names_its_row_and_what_was_asked_of_it(case: Case) -> None:
    told = plan.next_best(case("years = [2025]", **PIPELINE), builds=False).to_json()
    rows = {r["region"]: places(told, r) for r in told["rows"]}
    assert set(rows) == {"A", "B"}
    assert rows["A"] >= {"capacity 3", "costs 2 capex"}
    assert rows["B"] >= {"capacity 5", "costs 3 capex"}
    assert not rows["A"] & {"capacity 5", "costs 3 capex"}
    assert not rows["B"] & {"capacity 3", "costs 2 capex"}
    # The worth of one more unit in A is a price of its capacity, which row 2 states.
    assert "capacity 2 quantity" in rows["A"]


def test_two_plans_side_by_side_name_the_rows_of_both(case: Case) -> None:
    first = plan.solve(case("years = [2025]", **PIPELINE))
    dear = PIPELINE["costs"].replace("*,make,*,10,", "*,make,*,20,")
    second = plan.solve(case("years = [2025]", **PIPELINE | {"costs": dear}))
    told = plan.compare(first, second).to_json()
    built = {(r["region"], r["process"]): places(told, r) for r in told["rows"] if r["table"] == "build"}
    assert built["A", "make"] == {"processes 2", "costs 2 capex"}
    assert built["A", "other"] == {"processes 3", "costs 4 capex"}


def test_scenarios_rest_on_every_row_of_their_own_case(case: Case) -> None:
    cases = {
        "as it is": case("years = [2025]", **PIPELINE),
        "more": case(
            "years = [2025]", **PIPELINE | {"demand": "region,commodity,year,quantity\nA,cell,*,9\n"}
        ),
    }
    told = plan.sweep(cases).to_json()
    counts = [sum(len(p["rows"]) for p in told["sources"][r["source"]]) for r in told["rows"]]
    assert counts == [14, 13]
