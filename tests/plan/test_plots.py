"""Plots carry the figures of the tables they are drawn from."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lianzhang import plan

CASE = {
    "processes": "process,output\nold_way,x\nnew_way,x",
    "costs": "region,process,year,capex,variable\n*,old_way,*,10,1\n*,new_way,*,10.2,1",
    "use": "process,factor,per,quantity,unit\nold_way,co2,activity,2,t/t",
    "quotas": "region,factor,year,limit,unit\n*,co2,*,40,t",
    "demand": "region,commodity,year,quantity\nA,x,*,100",
    "capacity": "region,process,vintage,quantity,stage\nA,old_way,2025,5,在建",
}


@pytest.fixture
def solved(case):
    c = case("years = [2025, 2026]", **CASE)
    return c, plan.solve(c)


def drawn(figure) -> list[float]:
    return [float(v) for trace in figure.data for v in (trace.x if trace.orientation == "h" else trace.y)]


def test_quantities_and_prices(solved):
    _, p = solved
    assert sum(drawn(plan.plots.quantities(p, "activity"))) == pytest.approx(200)
    assert sum(drawn(plan.plots.quantities(p))) == pytest.approx(p.build["quantity"].sum())
    limits = p.prices.filter(kind="quota")
    assert drawn(plan.plots.prices(p)) == pytest.approx(limits["price"].sort(descending=True).to_list())
    with pytest.raises(ValueError, match="nothing to draw"):
        plan.plots.quantities(p, "unmet")


def test_answers(solved):
    c, p = solved
    f = plan.frontier(c, points=3)
    assert drawn(plan.plots.frontier(f)) == pytest.approx(f.table["cost"].to_list())
    a = plan.alternatives(c)
    assert drawn(plan.plots.alternatives(a))[-2:] == pytest.approx(a.table["best"].to_list())
    n = plan.next_best(c)
    assert drawn(plan.plots.next_best(n))[0] == pytest.approx(n.table["saving"][0])
    s = plan.sweep({"one": c, "two": c})
    assert drawn(plan.plots.sweep(s)) == pytest.approx([p.objective] * 2)
    both = plan.compare(p, p)
    assert drawn(plan.plots.compare(both, "activity")) == pytest.approx(
        [*both.table.filter(table="activity")["a"]] * 2
    )
    together = plan.coordination(c)
    assert drawn(plan.plots.coordination(together))


def test_plotly_is_loaded_on_demand_only():
    code = "import sys, lianzhang.plan.plots, lianzhang.plan.solving; assert not any(m.startswith('plotly') for m in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
