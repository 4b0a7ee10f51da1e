"""Checks after the solve."""

from __future__ import annotations

import pytest

from lianzhang import plan

CHAIN = {
    "commodities": "commodity,unit\nlc,t\nlioh,t\nmystery,t",
    "processes": "process,output\nhydroxide,lioh\nmagic,mystery",
    "costs": "region,process,year,variable\n*,*,*,1",
    "demand": "region,commodity,year,quantity\nA,lioh,*,100\nA,mystery,*,1",
    "market": "region,commodity,year,side,price\nA,lc,*,buy,10",
}


@pytest.mark.parametrize(("taken", "broken"), [(0.9, False), (0.5, True)])
def test_lithium_is_not_made_from_nothing(case, taken, broken):
    """LiOH·H2O holds 6.941/41.96 = 16.5 % lithium, Li2CO3 13.882/73.89 = 18.8 %: a tonne of the first takes 0.88 t of the second."""
    p = plan.solve(case(**CHAIN, recipes=f"process,commodity,quantity\nhydroxide,lc,-{taken}"))
    assert p.status == "optimal"
    answer = plan.elements(p)
    row = answer.table.filter(element="li").to_dicts()[0]
    assert row["out"] == pytest.approx(16.5, rel=0.02)
    assert row["into"] == pytest.approx(100 * taken * 0.188, rel=0.02)
    assert row["broken"] is broken
    assert "magic" in answer.notes[0].en
    assert answer.quantity(0, "out").unit == "t"


def test_range_of_coefficients_is_reported(case):
    tables = {**CHAIN, "recipes": "process,commodity,quantity\nhydroxide,lc,-0.001"}
    found = plan.solve(case(**tables)).to_json()["ranges"]
    assert found["matrix"] == pytest.approx((0.001, 1))
    assert found["rows"] == pytest.approx((1, 100))
