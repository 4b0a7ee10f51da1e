"""Questions beyond the optimum, on cases small enough to answer by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from lianzhang import plan
from lianzhang.core import FormulaBasis, InputError, SolveBasis
from lianzhang.plan.solver import Held

TWO_WAYS = {
    "processes": "process,output,lifetime\nold_way,x,\nnew_way,x,",
    "costs": "region,process,year,capex,variable\n*,old_way,*,10,1\n*,new_way,*,10.2,1",
    "demand": "region,commodity,year,quantity\nA,x,2025,100",
}


def test_alternatives_say_what_is_free(case):
    """Two ways at 11 and 11.2 a unit for 100 units: best 1100. Within 5 % (1155) either may be all of it; within 1 % (1111), the
    dearer at most 55 (11·45 + 11.2·55 = 1111), so that the cheaper must be at least 45."""
    c = case(**TWO_WAYS)
    wide = plan.alternatives(c, slack=0.05).table
    assert set(wide["verdict"]) == {"free"}
    tight = {r["process"]: r for r in plan.alternatives(c, slack=0.01).table.to_dicts()}
    assert tight["old_way"]["minimum"] == pytest.approx(45, abs=1e-4)
    assert tight["old_way"]["verdict"] == "must"
    assert tight["new_way"]["maximum"] == pytest.approx(55, abs=1e-4)
    answer = plan.alternatives(c, slack=0.01)
    figure = answer.quantity(0, "minimum")
    assert isinstance(figure.basis, SolveBasis)
    assert figure.unit == "t/a"
    assert any(r.file.endswith("costs.csv") for r in figure.basis.rows)


def test_alternatives_refuse_what_makes_no_sense(case):
    c = case(**TWO_WAYS)
    with pytest.raises(ValueError, match="slack"):
        plan.alternatives(c, slack=-0.1)
    with pytest.raises(ValueError, match="region, process or year"):
        plan.alternatives(c, by=("colour",))


def test_frontier_of_cost_and_carbon(case):
    """Dirty: 1 a unit, 2 t CO2; clean: 5 a unit, none. 10 units. From 20 t for 10 down to 0 t for 50; between, each tonne costs
    (5 − 1)/2 = 2. Bought outside at 9 instead: half must be made here at a floor of ½."""
    c = case(
        processes="process,output\ndirty,x\nclean,x",
        costs="region,process,year,variable\n*,dirty,*,1\n*,clean,*,5",
        use="process,factor,per,quantity\ndirty,co2,activity,2",
        demand="region,commodity,year,quantity\nA,x,*,10",
    )
    f = plan.frontier(c, points=5)
    assert f.table["cap"].to_list() == pytest.approx([20, 15, 10, 5, 0], abs=1e-6)
    assert f.table["cost"].to_list() == pytest.approx([10, 20, 30, 40, 50], abs=1e-5)
    assert f.table["price"].to_list()[1:4] == pytest.approx([2, 2, 2])
    assert f.figures["dearest"].value == pytest.approx(50)
    with pytest.raises(ValueError, match="co2"):
        plan.frontier(c, factor="carbon")


def test_frontier_of_self_sufficiency(case):
    """Making costs 5, buying 2, for 10 units: at floors 0, ½ and 1 the least cost is 20, 35 and 50."""
    c = case(
        processes="process,output\nmill,x",
        costs="region,process,year,variable\n*,mill,*,5",
        market="region,commodity,year,side,price\nA,x,*,buy,2",
        use="process,factor,per,quantity\nmill,co2,activity,1",
        demand="region,commodity,year,quantity\nA,x,*,10",
    )
    f = plan.frontier(c, commodity="x", points=1).table
    assert f["cost"].to_list() == pytest.approx([20, 35, 50])
    assert f["self_sufficiency"].to_list() == pytest.approx([0, 0.5, 1])


LATER = {
    "processes": "process,output,lifetime\nsmall,x,10\nlarge,x,10",
    "costs": "region,process,year,capex,variable\n*,small,2025,10,0\n*,small,2026,30,0\n*,large,2025,18,0\n*,large,2026,60,0",
    "demand": "region,commodity,year,quantity\nA,x,2025,1\nA,x,2026,2",
    "limits": "region,process,year,what,maximum\nA,small,2025,build,1",
}


def test_year_by_year_against_far_sighted(case):
    """One unit is wanted in 2025, two in 2026. Far-sighted: build both in 2025 (small 10, large 18: 28). Year by year: small in 2025
    (10), then small in 2026 (30): 40. The loss is 12."""
    answer = plan.myopic(case("years = [2025, 2026]", **LATER))
    assert float(answer.figures["a"].value) == pytest.approx(28)
    assert float(answer.figures["b"].value) == pytest.approx(40)
    assert float(answer.figures["difference"].value) == pytest.approx(12)
    assert isinstance(answer.quantity(0, "difference").basis, FormulaBasis)


def test_year_by_year_into_a_dead_end(case):
    """Nothing may be built in 2026: who did not build ahead in 2025 is stuck."""
    tables = {**LATER, "costs": "region,process,year,capex\n*,small,2025,10\n*,large,2025,18"}
    answer = plan.myopic(case("years = [2025, 2026]", **tables))
    assert "2026" in answer.notes[0].en
    assert float(answer.figures["a"].value) == pytest.approx(28)
    assert answer.table.is_empty()


CITIES = {
    "regions": "region,parent\nprovince,\nA,province\nB,province",
    "processes": "process,output\nmill,x",
    "costs": "region,process,year,capex,variable\nA,mill,*,10,0\nB,mill,*,25,0",
    "demand": "region,commodity,year,quantity\nA,x,*,10\nB,x,*,10",
    "routes": "from,to,commodity,cost\nA,B,x,1",
    "targets": "region,metric,year,quantity\nA,capacity:mill,*,15\nB,capacity:mill,*,15",
}


def test_what_coordination_is_worth(case):
    """Alone each builds the 15 of its target (15·10 + 15·25 = 525), 5 of them idle. Together 30 are built where it is cheap (300)
    and 10 moved (10): 310. Saved 215; with 30 against a demand of 20 the idle 10 remain, in A alone."""
    answer = plan.coordination(case(**CITIES))
    assert {k: float(v.value) for k, v in answer.figures.items()} == pytest.approx(
        {"cost_alone": 525, "cost_together": 310, "saved": 215}
    )
    rows = {r["region"]: r for r in answer.table.to_dicts()}
    assert rows["B"]["capacity_alone"] == pytest.approx(15)
    assert rows["B"]["capacity_together"] == 0
    assert rows["B"]["overcapacity_avoided"] == pytest.approx(5)
    behind = answer.quantity(answer.table["region"].to_list().index("B"), "idle_alone").basis
    assert isinstance(behind, SolveBasis)
    assert {(r.file, r.row) for r in behind.rows if r.file.endswith("costs.csv")} == {("tables/costs.csv", 3)}


def test_overcapacity_avoided_without_double_targets(case):
    """The same with one city's target met by what stands: alone B still builds; together nothing is built beyond A's spare."""
    tables = {**CITIES, "capacity": "region,process,vintage,quantity\nA,mill,,30"}
    answer = plan.coordination(case(**tables))
    assert float(answer.figures["cost_alone"].value) == pytest.approx(375)
    assert float(answer.figures["cost_together"].value) == pytest.approx(10)
    assert answer.table["overcapacity_avoided"].sum() == pytest.approx(15)


def test_compare_two_plans(case):
    a, b = (
        plan.solve(case(**TWO_WAYS)),
        plan.solve(case(**{**TWO_WAYS, "demand": "region,commodity,year,quantity\nA,x,2025,90"})),
    )
    answer = plan.compare(a, b)
    built = answer.table.filter(table="build").to_dicts()[0]
    assert (built["a"], built["b"], built["difference"]) == pytest.approx((100, 90, -10))
    assert float(answer.figures["difference"].value) == pytest.approx(-110)
    assert isinstance(answer.quantity(0, "difference").basis, FormulaBasis)


PRICES = "years = [2025]"


def _market(price: float) -> dict[str, str]:
    return {
        "processes": "process,output\nmill,x",
        "costs": "region,process,year,capex,variable\n*,mill,*,4,1",
        "market": f"region,commodity,year,side,price\nA,x,*,buy,{price}",
        "demand": "region,commodity,year,quantity\nA,x,*,10",
    }


def test_sweep_reuses_one_matrix(case):
    cases = {str(p): case(PRICES, **_market(p)) for p in (2, 4, 6, 8)}
    answer = plan.sweep(cases)
    assert answer.table["objective"].to_list() == pytest.approx([20, 40, 50, 50])
    assert answer.table["reused"].to_list() == [False, True, True, True]
    with ThreadPoolExecutor(2) as pool:
        apart = plan.sweep(cases, executor=pool)
    assert apart.table["objective"].to_list() == pytest.approx([20, 40, 50, 50])


def test_two_stages_by_hand(case):
    """Buying costs 2 or 10 with equal chance, a mill 4 and then 1 a unit, for 10 units. Known before: 20 and 50, 35 on average. The mill
    beforehand: 40 + (10 or 10) = 50, or 40 + buying at 2 is no better: cost 50 and 50. No mill: 20 and 100, 60 on average. So build:
    expected 50, information is worth 15, and hedging saves 10 on what the first scenario alone would do."""
    cases = {"cheap": case(PRICES, **_market(2)), "dear": case(PRICES, **_market(10))}
    answer = plan.under_uncertainty(cases)
    figures = {k: float(v.value) for k, v in answer.figures.items()}
    assert figures == pytest.approx(
        {"expected": 50, "worst": 50, "value_of_information": 15, "value_of_hedging": 10}
    )
    assert answer.table["cost_base"].to_list() == pytest.approx([20, 100])


def test_robust_hedges_where_the_average_does_not(case):
    """With the dear case at 10 % the average says buy (20·.9 + 100·.1 = 28 < 50); the worst case says build (50 < 100)."""
    cases = {"cheap": case(PRICES, **_market(2)), "dear": case(PRICES, **_market(10))}
    weights = {"cheap": 0.9, "dear": 0.1}
    average = plan.under_uncertainty(cases, weights=weights)
    assert float(average.figures["expected"].value) == pytest.approx(28)
    worst = plan.under_uncertainty(cases, weights=weights, robust=True)
    assert float(worst.figures["worst"].value) == pytest.approx(50)


PIPELINE = {
    "processes": "process,output\nmill,x",
    "costs": "region,process,year,capex\n*,mill,*,100",
    "capacity": """region,process,vintage,quantity,stage,note
        A,mill,2020,5,投产,a
        A,mill,2025,2,在建,b
        A,mill,2026,4,签约,c""",
    "demand": "region,commodity,year,quantity,penalty\nA,x,*,8,1000",
}


def test_next_best_project(case):
    """5 stand, 8 are wanted in both years at a penalty of 1000: 3000 a year short. b (2 from 2025) closes 2000 in both years: 4000 for 200, 20 a
    yuan; c (4 from 2026) closes 3000 in 2026 for 400: 7.5 a yuan. One more unit of capacity from 2025 on is worth 2000."""
    answer = plan.next_best(case("years = [2025, 2026]", **PIPELINE), builds=False)
    rows = answer.table.to_dicts()
    assert [r["stage"] for r in rows] == ["在建", "签约"]
    assert [r["gap_closed"] for r in rows] == pytest.approx([4000, 3000])
    assert [r["gap_per_yuan"] for r in rows] == pytest.approx([20, 7.5])
    assert [r["marginal"] for r in rows] == pytest.approx([2000, 1000])
    basis = answer.quantity(0, "saving").basis
    assert isinstance(basis, SolveBasis)
    assert basis.rows[0].row == 3


def test_optional_projects_are_whole(case):
    """One unit is short at 1000: an optional project of 4 units at 100 a unit (400) is built whole; at 300 a unit (1200) it is not."""
    tables = {
        **PIPELINE, "demand": "region,commodity,year,quantity,penalty\nA,x,*,6,1000",
        "capacity": "region,process,vintage,quantity,stage,commitment\nA,mill,2020,5,投产,\nA,mill,2025,4,签约,optional",
        "limits": "region,process,year,what,maximum\nA,mill,*,build,4",
    }  # fmt: skip
    cheap = {**tables, "costs": "region,process,year,capex,fixed\n*,mill,*,100,1"}
    p = plan.solve(case("years = [2025]", **cheap))
    # a free build of 1 unit would do for 101 + 5 standing; the project is then not needed
    assert p.objective == pytest.approx(100 + 6)
    fixed = {**cheap, "limits": "region,process,year,what,maximum\nA,mill,*,build,0"}
    p = plan.solve(case("years = [2025]", **fixed))
    assert p.objective == pytest.approx(1000 + 5)  # the limit counts the project as a build
    free = {k: v for k, v in cheap.items() if k != "limits"} | {
        "costs": "region,process,year,capex,fixed\nA,mill,*,300,0"
    }
    free["processes"] = "process,output,unit_size\nmill,x,50"
    p = plan.solve(case("years = [2025]", **free))
    assert p.objective == pytest.approx(1000)
    free["costs"] = "region,process,year,capex,fixed\nA,mill,*,200,0"
    p = plan.solve(case("years = [2025]", **free))
    assert p.objective == pytest.approx(800)
    row = p.tables["project"].to_dicts()[0]
    assert (row["process"], row["year"], row["quantity"]) == ("mill", 2025, pytest.approx(4))
    assert p.capacity["quantity"].sum() == pytest.approx(9)
    assert p.quantity("project", 0).basis.rows[0].row == 3


def test_price_of_a_factor(case):
    """CO2 at 3 a tonne: dirty costs 1 + 2·3 = 7, clean 5; without a price dirty is cheaper. A quota with a price alone limits nothing."""
    tables = {
        "processes": "process,output\ndirty,x\nclean,x",
        "costs": "region,process,year,variable\n*,dirty,*,1\n*,clean,*,5",
        "use": "process,factor,per,quantity,unit\ndirty,co2,activity,2,t/t",
        "demand": "region,commodity,year,quantity\nA,x,*,10",
    }
    assert plan.solve(case(**tables)).objective == pytest.approx(10)
    priced = {**tables, "quotas": "region,factor,year,limit,price,unit\n*,co2,*,,3,t"}
    assert plan.solve(case(**priced)).objective == pytest.approx(50)
    low = {**tables, "quotas": "region,factor,year,limit,price,unit\n*,co2,*,,1000,kt"}
    assert plan.solve(case(**low)).objective == pytest.approx(30)
    with pytest.raises(InputError, match="limit"):
        case(**tables, quotas="region,factor,year,limit,unit\n*,co2,*,,t")


def test_a_held_solver_gives_what_a_fresh_one_gives(case):
    rng = np.random.default_rng(7)
    m = plan.build_model(case(PRICES, **_market(3)))
    held, p = Held(), m.program
    for _ in range(5):
        q = replace(
            p,
            cost=p.cost * rng.uniform(0.5, 2, len(p.cost)),
            row_lower=np.where(np.isfinite(p.row_lower), p.row_lower * 1.1, p.row_lower),
        )
        assert held.solve(q).objective == pytest.approx(Held().solve(q).objective)
    assert held.reused == 4
