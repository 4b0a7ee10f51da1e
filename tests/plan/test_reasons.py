"""When no plan fits, or the cost falls without end: the status in words, and the rows at fault."""

from __future__ import annotations

import pytest

from lianzhang import plan


def where(conflicts, role):
    return {(r.file, r.row) for c in conflicts if c.role == role for r in c.rows}


def test_infeasible_names_the_rows_and_the_least_change(case):
    """Capacity 60, demand 100, nothing to build: the two rows conflict, and 40 t more capacity (67 % of 60) or 40 t less
    demand (40 % of 100) would make it fit: the demand is the smaller change."""
    p = plan.solve(
        case(
            capacity="region,process,vintage,quantity\nA,make,,60",
            demand="region,commodity,year,quantity\nA,x,*,100",
        )
    )
    assert p.status == "infeasible"
    assert "没有可行方案" in p.status_text.zh
    assert p.objective is None
    assert where(p.conflicts, "conflict") >= {("tables/capacity.csv", 2), ("tables/demand.csv", 2)}
    change = [c for c in p.conflicts if c.role == "change"]
    assert [(c.amount, c.unit) for c in change] == [(pytest.approx(40), "t")]
    assert "40 t" in change[0].what.en
    assert p.to_json()["conflicts"][0]["rows"]


def test_two_targets_and_a_quota(case):
    """A hard target of 50 t/a of capacity needs 50 mu; the quota is 20."""
    p = plan.solve(
        case(
            costs="region,process,year,capex\nA,make,*,1",
            use="process,factor,per,quantity,unit\nmake,land,capacity,1,mu/(t/a)",
            quotas="region,factor,year,limit,unit\nA,land,*,20,mu",
            targets="region,metric,year,quantity\nA,capacity:make,2025,50",
        )
    )
    assert p.status == "infeasible"
    assert where(p.conflicts, "conflict") >= {("tables/quotas.csv", 2), ("tables/targets.csv", 2)}


def test_a_residue_with_nowhere_to_go(case):
    """Slag may not be left over and cannot be sold: only giving up the equation itself helps."""
    p = plan.solve(
        case(
            commodities="commodity,unit,balance\nx,t,ge\nslag,t,eq",
            recipes="process,commodity,quantity\nmake,slag,0.5",
            demand="region,commodity,year,quantity\nA,x,*,10",
        )
    )
    assert p.status == "infeasible"
    assert any("slag" in c.what.en for c in p.conflicts) or where(p.conflicts, "change")


def test_a_route_limit_gives_way(case):
    p = plan.solve(
        case(
            regions="region,parent\nA,\nB,",
            capacity="region,process,vintage,quantity\nA,make,,100",
            routes="from,to,commodity,cost,limit\nA,B,x,1,90",
            demand="region,commodity,year,quantity\nB,x,*,95",
        )
    )
    assert p.status == "infeasible"
    changes = [c for c in p.conflicts if c.role == "change"]
    assert sum(c.amount for c in changes) == pytest.approx(5)


def test_unbounded_names_the_column(case):
    """Bought at 3 and sold at 5 in one place, without limit."""
    p = plan.solve(
        case(
            processes="process,output",
            market="region,commodity,year,side,step,price\nA,x,*,buy,1,3\nA,x,*,sell,1,5",
        )
    )
    assert p.status == "unbounded"
    assert where(p.conflicts, "unbounded") == {("tables/market.csv", 2), ("tables/market.csv", 3)}


def test_a_whole_plant_that_does_not_fit(case):
    """Only whole plants of 40 t/a, at most 30 t/a may be built, 20 wanted: fits as a linear program, not in whole plants."""
    p = plan.solve(
        case(
            processes="process,output,unit_size\nmake,x,40",
            costs="region,process,year,capex\nA,make,*,1",
            limits="region,process,year,what,maximum\nA,make,*,build,30",
            demand="region,commodity,year,quantity\nA,x,*,20",
        )
    )
    assert p.status == "infeasible"
    assert [c.role for c in p.conflicts] == ["change"]


def test_nothing_supplies_it_is_said(case):
    p = plan.solve(
        case(
            commodities="commodity,unit\nx,t\nwater,t",
            recipes="process,commodity,quantity\nmake,water,-3",
            demand="region,commodity,year,quantity,penalty\nA,x,*,1,9",
        )
    )
    assert p.objective == pytest.approx(9)
    assert any("water is needed and nothing supplies it" in n.en for n in p.notes)


def test_what_is_in_stock_from_the_start_is_supplied(case):
    """By hand: 3 t in stock, 1 t a year wanted for three years; nothing makes it and nothing is said to be without a source."""
    p = plan.solve(
        case(
            "years = [2025, 2026, 2027]",
            commodities="commodity,unit\nx,t\nold,t",
            demand="region,commodity,year,quantity\nA,old,*,1",
            storage="region,commodity,initial\nA,old,3",
        )
    )
    assert p.status == "optimal"
    assert not [n.en for n in p.notes if "old" in n.en]
