"""Small cases worked by hand, the arithmetic beside them."""

from __future__ import annotations

import json

import pytest

from lianzhang import plan
from lianzhang.core import InputError, SolveBasis


def rows(frame, **want):
    return [r for r in frame.to_dicts() if all(r[k] == v for k, v in want.items())]


def only(frame, **want):
    found = rows(frame, **want)
    assert len(found) == 1, found
    return found[0]


def test_two_technologies_and_scarce_capacity(case):
    """Demand 100 t. Old plant: 60 t/a standing, 2 CNY/t. New: capex 10, variable 1, so 11 CNY/t in the one year.
    60·2 + 40·11 = 560. A tonne more costs 11; a tonne of old capacity more saves 11 − 2 = 9."""
    p = plan.solve(
        case(
            processes="process,output\nold,x\nnew,x",
            capacity="region,process,vintage,quantity,unit\nA,old,2020,60,t/a",
            costs="region,process,year,capex,fixed,variable,unit\nA,old,*,,,2,CNY/t\nA,new,*,10,,1,CNY/t",
            demand="region,commodity,year,quantity,unit\nA,x,2025,0.1,kt",
        )
    )
    assert p.objective == pytest.approx(560)
    assert only(p.build, process="new")["quantity"] == pytest.approx(40)
    assert only(p.prices, kind="balance")["price"] == pytest.approx(11)
    assert only(p.prices, kind="capacity", process="old")["price"] == pytest.approx(9)
    assert p.residual < 1e-9
    figure = p.quantity("activity", 0)
    assert isinstance(figure.basis, SolveBasis)
    assert {(r.file, r.row) for r in figure.basis.rows} >= {
        ("tables/capacity.csv", 2),
        ("tables/costs.csv", 2),
    }
    assert any(name.startswith("capacity: A · old") for name, _, _ in figure.basis.binding)
    assert figure.unit == "t/a"
    json.dumps(p.to_json())
    assert p.to_json()["status"] == "optimal"


def test_units_are_converted(case):
    """1 GWh of cells takes 2 kt of x at 0.05 MCNY/kt = 50 CNY/t: 2000 t × 50 = 100 000; making: 0.3 MCNY/GWh = 300 000."""
    p = plan.solve(
        case(
            commodities="commodity,unit\nx,t\ncell,GWh",
            processes="process,output\nassemble,cell",
            recipes="process,commodity,quantity,unit\nassemble,x,-2,kt/GWh",
            costs="region,process,year,variable,unit\n*,assemble,*,0.3,MCNY/GWh",
            market="region,commodity,year,side,step,price,limit,unit\n*,x,*,buy,1,0.05,,MCNY/kt",
            demand="region,commodity,year,quantity,unit\nA,cell,*,1000,MWh",
        )
    )
    assert p.objective == pytest.approx(400_000)
    assert only(p.trade)["quantity"] == pytest.approx(2000)
    assert only(p.trade)["unit"] == "t/a"


def test_ten_thousand_tonnes_in_chinese_units(case):
    """1 万吨 at 0.2 万元/t = 10 000 t × 2000 CNY."""
    p = plan.solve(
        case(
            market="region,commodity,year,side,step,price,unit\nA,x,*,buy,1,0.2,万元/t",
            demand="region,commodity,year,quantity,unit\nA,x,*,1,万吨",
        )
    )
    assert p.objective == pytest.approx(0)  # making x needs nothing and is not limited: the plan says so
    assert any("not limited by capacity" in n.en for n in p.notes)
    p = plan.solve(
        case(
            processes="process,output",
            market="region,commodity,year,side,step,price,unit\nA,x,*,buy,1,0.2,万元/t",
            demand="region,commodity,year,quantity,unit\nA,x,*,1,万吨",
        )
    )
    assert p.objective == pytest.approx(20_000_000)


def test_price_steps_and_limits(case):
    """30 t: 10 at 1 CNY, 15 at 2, 5 at 4 → 10 + 30 + 20 = 60; the limits save 3 and 2 CNY/t."""
    p = plan.solve(
        case(
            processes="process,output",
            market="""region,commodity,year,side,step,price,limit
                A,x,*,buy,1,1,10
                A,x,*,buy,2,2,15
                A,x,*,buy,3,4,""",
            demand="region,commodity,year,quantity\nA,x,*,30",
        )
    )
    assert p.objective == pytest.approx(60)
    assert [only(p.prices, kind="trade_limit", step=k)["price"] for k in (1, 2)] == pytest.approx([3, 2])


def test_unmet_at_a_penalty(case):
    """Demand 10, buy at most 4 at 3 CNY, penalty 20: 12 + 120 = 132."""
    p = plan.solve(
        case(
            processes="process,output",
            market="region,commodity,year,side,step,price,limit\nA,x,*,buy,1,3,4",
            demand="region,commodity,year,quantity,penalty\nA,x,*,10,20",
        )
    )
    assert p.objective == pytest.approx(132)
    assert only(p.unmet)["quantity"] == pytest.approx(6)


def test_lead_time_and_existing_plants_retire(case):
    """Old plant of vintage 2024 lives 2 years: stands 2024 and 2025. A build takes one year, so that 2026 and 2027 are
    served by a build of 2025 (10 t, capex 5 = 50); the first two years run on the old 10 t. Variable 1: 40. Sum 90."""
    p = plan.solve(
        case(
            "years = [2024, 2025, 2026, 2027]",
            processes="process,output,lifetime,lead_time\nmake,x,2,1",
            capacity="region,process,vintage,quantity\nA,make,2024,10",
            costs="region,process,year,capex,variable\nA,make,*,5,1",
            demand="region,commodity,year,quantity\nA,x,*,10",
        )
    )
    assert p.objective == pytest.approx(90)
    assert [(r["year"], r["quantity"]) for r in p.build.to_dicts()] == [(2025, pytest.approx(10))]
    assert [r["quantity"] for r in p.capacity.to_dicts()] == pytest.approx([10, 10, 10, 10])


def test_survival(case):
    """A plant of 16 t/a loses half a year: 16, 8, 4. Demand 4 a year; what is not needed is not made."""
    p = plan.solve(
        case(
            "years = [2024, 2025, 2026]",
            processes="process,output,survival\nmake,x,0.5",
            costs="region,process,year,capex\nA,make,2024,1",
            demand="region,commodity,year,quantity\nA,x,*,4",
        )
    )
    assert p.objective == pytest.approx(16)
    assert [r["quantity"] for r in p.capacity.to_dicts()] == pytest.approx([16, 8, 4])


def test_quota_on_a_parent_binds_the_sum_of_its_children(case):
    """Province P over A and B, 12 mu of land; a tonne a year needs 0.1 mu: at most 120 t of the 150 wanted. The rest is
    bought at 50. Building costs 10: 120·10 + 30·50 = 2700. One mu more: 10 t × (50 − 10) = 400 CNY."""
    p = plan.solve(
        case(
            regions="region,parent\nP,\nA,P\nB,P",
            costs="region,process,year,capex\n*,make,*,10",
            use="process,factor,per,quantity,unit\nmake,land,capacity,0.1,mu/(t/a)",
            quotas="region,factor,year,limit,unit\nP,land,*,12,mu",
            market="region,commodity,year,side,step,price\n*,x,*,buy,1,50",
            demand="region,commodity,year,quantity\nA,x,*,75\nB,x,*,75",
        )
    )
    assert p.objective == pytest.approx(2700)
    quota = only(p.prices, kind="quota")
    assert (quota["region"], quota["price"], quota["unit"]) == ("P", pytest.approx(400), "CNY/mu")


def test_demand_of_a_parent_is_served_from_below(case):
    """P wants 30: A makes 20 at 1, B the other 10 at 3 → 50."""
    p = plan.solve(
        case(
            regions="region,parent\nP,\nA,P\nB,P",
            capacity="region,process,vintage,quantity\nA,make,,20\nB,make,,20",
            costs="region,process,year,variable\nA,make,*,1\nB,make,*,3",
            demand="region,commodity,year,quantity\nP,x,*,30",
        )
    )
    assert p.objective == pytest.approx(50)
    assert only(p.prices, kind="demand", region="P")["price"] == pytest.approx(3)


def test_reserve_over_the_horizon(case):
    """15 t of ore in the ground, two years of 10 t demand: 5 t must be bought at 7. Either way of writing it: a process
    that draws on ore, or one whose output is the ore."""
    common = {
        "market": "region,commodity,year,side,step,price\nA,x,*,buy,1,7",
        "demand": "region,commodity,year,quantity\nA,x,*,10",
    }
    drawn = plan.solve(
        case(
            "years = [2025, 2026]",
            commodities="commodity,unit\nx,t\nore,t",
            recipes="process,commodity,quantity\nmake,ore,-1",
            reserves="region,commodity,quantity\nA,ore,15",
            **common,
        )
    )
    made = plan.solve(case("years = [2025, 2026]", reserves="region,commodity,quantity\nA,x,15", **common))
    assert drawn.objective == pytest.approx(35)
    assert made.objective == pytest.approx(35)
    assert only(drawn.prices, kind="reserve")["price"] == pytest.approx(7)
    assert only(drawn.prices, kind="reserve")["price_undiscounted"] is None
    assert sum(r["quantity"] for r in drawn.tables["draw"].to_dicts()) == pytest.approx(15)


def test_targets_hard_and_soft(case):
    """Nothing is wanted; a hard target of 8 t costs 8·5; a soft one of 8 t at penalty 3 is left short: 24."""
    costs = "region,process,year,capex\nA,make,*,5"
    hard = plan.solve(case(costs=costs, targets="region,metric,year,quantity,hard\nA,output:x,2025,8,yes"))
    soft = plan.solve(case(costs=costs, targets="region,metric,year,quantity,penalty\nA,output:x,2025,8,3"))
    standing = plan.solve(case(costs=costs, targets="region,metric,year,quantity\nA,capacity:make,2025,8"))
    assert (hard.objective, soft.objective, standing.objective) == pytest.approx((40, 24, 40))
    assert only(hard.prices, kind="target")["price"] == pytest.approx(5)
    assert only(soft.tables["shortfall"])["quantity"] == pytest.approx(8)


def test_output_value_target(case):
    """产值 1000 CNY at 20 CNY/t: 50 t must be made at 5 and can be sold at 20 → 50·5 − 50·20 … selling is limited to 10."""
    p = plan.solve(
        case(
            costs="region,process,year,variable\nA,make,*,5",
            market="region,commodity,year,side,step,price,limit\nA,x,*,sell,1,20,10",
            targets="region,metric,year,quantity\nA,产值,2025,1000",
        )
    )
    assert p.objective == pytest.approx(50 * 5 - 10 * 20)


def test_exact_balance_forbids_waste(case):
    """Making a tonne of x gives half a tonne of slag that must be sold at −4 (paid to be rid of): 10·(1) + 5·4 = 30."""
    p = plan.solve(
        case(
            commodities="commodity,unit,balance\nx,t,ge\nslag,t,eq",
            recipes="process,commodity,quantity\nmake,slag,0.5",
            costs="region,process,year,variable\n*,make,*,1",
            market="region,commodity,year,side,step,price\n*,slag,*,sell,1,-4",
            demand="region,commodity,year,quantity\nA,x,*,10",
        )
    )
    assert p.objective == pytest.approx(30)
    assert only(p.prices, kind="balance", commodity="slag")["price"] == pytest.approx(-4)


def test_waste_is_reported(case):
    p = plan.solve(
        case(
            commodities="commodity,unit\nx,t\nslag,t",
            recipes="process,commodity,quantity\nmake,slag,0.5",
            demand="region,commodity,year,quantity\nA,x,*,10",
        )
    )
    assert only(p.tables["waste"], commodity="slag")["quantity"] == pytest.approx(5)


def test_minimum_size_and_unit_size(case):
    """Demand 7. In whole units of 4: 8 t of capacity, 8·10. With a minimum of 9: 9·10. With both 4 and 9: 12·10."""
    rest = {
        "costs": "region,process,year,capex\nA,make,*,10",
        "demand": "region,commodity,year,quantity\nA,x,*,7",
    }
    unit = plan.solve(case(processes="process,output,unit_size\nmake,x,4", **rest))
    least = plan.solve(case(processes="process,output,minimum_size\nmake,x,9", **rest))
    both = plan.solve(case(processes="process,output,minimum_size,unit_size\nmake,x,9,4", **rest))
    more = plan.solve(case(processes="process,output,minimum_size\nmake,x,3", **rest))
    got = (unit.objective, least.objective, both.objective, more.objective)
    assert got == pytest.approx((80, 90, 120, 70))
    assert only(both.build)["quantity"] == pytest.approx(12)
    assert only(both.capacity)["quantity"] == pytest.approx(12)


def test_limits_and_growth(case):
    """Output may start at 5 and grow by half a year: 5, 7.5, 11.25; demand 10 with penalty 1: short 5, 2.5, 0. A limit on
    the third year's output of 9 leaves 1 short: 8.5 in all."""
    tables = {
        "growth": "region,process,year,ratio,seed\nA,make,2024,1.5,5\nA,make,2025,1.5,\nA,make,2026,1.5,",
        "demand": "region,commodity,year,quantity,penalty\nA,x,*,10,1",
    }
    years = "years = [2024, 2025, 2026]"
    assert plan.solve(case(years, **tables)).objective == pytest.approx(7.5)
    limit = "region,process,year,what,maximum\nA,make,2026,activity,9"
    assert plan.solve(case(years, limits=limit, **tables)).objective == pytest.approx(8.5)


def test_minimum_limit_forces_output(case):
    p = plan.solve(
        case(
            costs="region,process,year,variable\nA,make,*,2",
            limits="region,process,year,what,minimum\nA,make,*,activity,3",
        )
    )
    assert p.objective == pytest.approx(6)
    assert only(p.prices, kind="limit")["price"] == pytest.approx(2)


def test_returns_come_back_after_their_life(case):
    """10 packs a year delivered in 2025 and 2026 come back two years later, 0.3 t each, half of them collected: 1.5 t in 2027
    and 2028. Scrap is otherwise bought at 10; 2 t wanted in each of 2027 and 2028: 0.5·10·2 = 10."""
    p = plan.solve(
        case(
            "years = [2025, 2026, 2027, 2028]",
            commodities="commodity,unit\npack,GWh\nscrap,t",
            processes="process,output\nmake,pack",
            demand="""region,commodity,year,quantity
                A,pack,2025,10
                A,pack,2026,10
                A,scrap,2027,2
                A,scrap,2028,2""",
            market="region,commodity,year,side,step,price\nA,scrap,*,buy,1,10",
            returns="delivered,returned,quantity,distribution,mean,spread,collection\npack,scrap,0.3,fixed,2,,0.5",
        )
    )
    assert p.objective == pytest.approx(10)


def test_what_is_not_delivered_does_not_come_back(case):
    """Delivering is capped at 4 of 10 (penalty 1): 4·0.3 = 1.2 t come back, 0.8 bought at 10, 6 short: 8 + 6 = 14."""
    p = plan.solve(
        case(
            "years = [2025, 2026]",
            commodities="commodity,unit\npack,GWh\nscrap,t",
            processes="process,output\nmake,pack",
            capacity="region,process,vintage,quantity\nA,make,,4",
            demand="region,commodity,year,quantity,penalty\nA,pack,2025,10,1\nA,scrap,2026,2,",
            market="region,commodity,year,side,step,price\nA,scrap,*,buy,1,10",
            returns="delivered,returned,quantity,distribution,mean,spread,collection\npack,scrap,0.3,fixed,1,,1",
        )
    )
    assert p.objective == pytest.approx(14)


def test_the_row_that_names_more_wins(case):
    """Variable cost 5 everywhere, 3 in A, 1 in A in 2026: A makes 1 t in each year: 3 + 1; B: 5 + 5."""
    p = plan.solve(
        case(
            "years = [2025, 2026]",
            regions="region,parent\nA,\nB,",
            costs="region,process,year,variable\n*,make,*,5\nA,make,*,3\nA,make,2026,1",
            demand="region,commodity,year,quantity\n*,x,*,1",
        )
    )
    assert p.objective == pytest.approx(14)


def test_rows_that_contradict_each_other_are_refused(case):
    """A in every year against every region in 2026: neither names more, so A in 2026 must be said."""
    tables = {"regions": "region,parent\nP,\nA,P\nB,P", "demand": "region,commodity,year,quantity\n*,x,*,1"}
    two = "region,process,year,variable\nA,make,*,3\n*,make,2026,4"
    with pytest.raises(InputError) as caught:
        plan.solve(case("years = [2025, 2026]", costs=two, **tables))
    assert [(p.file, p.where) for p in caught.value.problems] == [("tables/costs.csv", "row 3")]
    settled = plan.solve(case("years = [2025, 2026]", costs=two + "\nA,make,2026,5\nB,make,2025,1", **tables))
    assert settled.objective == pytest.approx(3 + 5 + 1 + 4)


def test_weights_multiply_yearly_costs(case):
    """Two periods of five years, rate 0: 1 t a year at 2 CNY → 2·5·2 = 20; the reserve counts years too."""
    p = plan.solve(
        case(
            "years = [2025, 2030]\nweights = [5, 5]",
            costs="region,process,year,variable\nA,make,*,2",
            demand="region,commodity,year,quantity,penalty\nA,x,*,1,100",
            reserves="region,commodity,quantity\nA,x,10",
        )
    )
    assert p.objective == pytest.approx(20)
    assert p.unmet.height == 0


def test_nothing_to_do(case):
    p = plan.solve(case())
    assert (p.status, p.objective) == ("optimal", 0)


def test_what_is_used_and_where_goods_come_from(case):
    """A chain with one answer: 10 GWh of cells need 20 kt of cathode (2,000 t a GWh), of which one plant makes 5 kt and the rest is
    bought; cathode takes 3 jobs a kt of capacity (5 stand) and 1.5 MWh a tonne; cells 40 jobs a GWh made, and 8 mu a GWh built."""
    p = plan.solve(
        case(
            commodities="commodity,unit\ncathode,t\ncell,GWh",
            processes="process,output\ncalcine,cathode\nassemble,cell",
            recipes="process,commodity,quantity,unit\nassemble,cathode,-2,kt/GWh",
            capacity="region,process,vintage,quantity,unit\nA,calcine,2020,5,kt",
            costs="region,process,year,capex,variable\n*,assemble,*,100,1\nA,calcine,*,,5",
            market="region,commodity,year,side,price\nA,cathode,*,buy,90",
            demand="region,commodity,year,quantity\nA,cell,2025,10",
            use="""process,factor,per,quantity,unit
                calcine,jobs,capacity,0.003,
                assemble,jobs,activity,40,
                calcine,power,activity,1.5,MWh/t
                assemble,land,build,8,mu/GWh""",
        )
    )
    assert p.objective == pytest.approx(100 * 10 + 10 + 5 * 5000 + 90 * 15000)
    used = {r["factor"]: (r["quantity"], r["unit"]) for r in p.tables["use"].to_dicts()}
    assert used["jobs"][0] == pytest.approx(15 + 400)
    assert used["power"] == (pytest.approx(7500), "MWh")
    assert used["land"] == (pytest.approx(80), "mu")
    origin = {r["commodity"]: r for r in p.tables["origin"].to_dicts()}
    assert origin["cathode"]["local"] == pytest.approx(0.25)
    assert (origin["cathode"]["made"], origin["cathode"]["bought"]) == pytest.approx((5000, 15000))
    assert origin["cell"]["local"] == 1
