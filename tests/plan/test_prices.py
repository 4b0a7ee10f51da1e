"""Every kind of price against finite differences of the figure in the table that it speaks of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianzhang import plan
from lianzhang.plan.read_solution import unit_prices
from lianzhang.plan.solver import solve_program

CASE = {
    "commodities": "commodity,unit\nore,t\nsalt,t\ncell,GWh",
    "regions": "region,parent\nP,\nA,P\nB,P",
    "processes": "process,output,lifetime\nrefine,salt,20\nmake,cell,20",
    "recipes": "process,commodity,quantity\nrefine,ore,-5\nmake,salt,-600",
    "capacity": "region,process,vintage,quantity\nA,refine,2020,900\nB,make,2020,1.5",
    "costs": "region,process,year,capex,variable\nA,refine,*,300,20\nB,make,*,90000,1000",
    "routes": "from,to,commodity,cost,limit\nA,B,salt,5,1000",
    "demand": "region,commodity,year,quantity,penalty\nP,cell,*,3,9000000",
    "market": "region,commodity,year,side,step,price,limit\nB,salt,*,buy,1,200,100\nB,salt,*,buy,2,4000,\nP,salt,*,buy,3,800,150",
    "reserves": "region,commodity,quantity\nA,ore,9000",
    "use": "process,factor,per,quantity\nmake,land,capacity,10\nrefine,power,activity,2",
    "quotas": "region,factor,year,limit\nB,land,*,28\nA,power,2026,1700",
    "limits": "region,process,year,what,maximum\nA,refine,2025,build,50",
    "growth": "region,process,year,ratio,seed\nB,make,2026,1.1,0.3",
    "targets": "region,metric,year,quantity,penalty\nB,capacity:make,2025,2.9,400000",
}
FIGURES = {
    "demand": ("demand", "quantity"), "reserve": ("reserves", "quantity"), "quota": ("quotas", "limit"),
    "limit": ("limits", "maximum"), "growth": ("growth", "seed"), "market_limit": ("market", "limit"),
    "target": ("targets", "quantity"), "flow_limit": ("routes", "limit"), "trade_limit": ("market", "limit"),
    "stock_limit": ("storage", "limit"), "closing_stock": ("storage", "closing"),
}  # fmt: skip
REQUIREMENTS = ("demand", "target", "closing_stock")


def changed(c, table: str, column: str, row: int, by: float):
    values = np.array(c.tables[table][column], dtype=float)
    values[row] += by
    new = replace(c.tables[table], columns={**c.tables[table].columns, column: values})
    return replace(c, tables={**c.tables, table: new})


VARIANTS = {
    "as it is": {},
    "little ore": {"reserves": "region,commodity,quantity\nA,ore,6000"},
    "slow growth": {"growth": "region,process,year,ratio,seed\nB,make,2026,0.5,0.1", "quotas": "region,factor,year,limit\nB,land,*,60"},
    "narrow road": {"routes": "from,to,commodity,cost,limit\nA,B,salt,5,300"},
    "stocks": {"storage": "region,commodity,initial,limit,closing,cost\nA,salt,0,40,,1\nB,salt,10,,25,1", "growth": "region,process,year,ratio\nB,make,2026,9",
               "demand": "region,commodity,year,quantity,penalty\nP,cell,2025,1,9000000\nP,cell,2026,2.7,9000000"},
    "wide": {"quotas": "region,factor,year,limit\nB,land,*,90", "targets": "region,metric,year,quantity\nB,capacity:make,2025,5", "growth": "region,process,year,ratio\nB,make,2026,9",
             "reserves": "region,commodity,quantity\nA,ore,90000"},
    "build no more": {"limits": "region,process,year,what,maximum\nA,refine,2025,build,50\nA,refine,2026,build,0", "reserves": "region,commodity,quantity\nA,ore,90000",
                      "quotas": "region,factor,year,limit\nB,land,*,90", "growth": "region,process,year,ratio\nB,make,2026,9"},
}  # fmt: skip


@pytest.fixture
def slopes(case):
    """Kind → rows checked, over all variants."""
    seen: dict[str, int] = {}
    for tables in VARIANTS.values():
        c = case("years = [2025, 2026]\nrate = 0.05", **{**CASE, **tables})
        p = plan.solve(c)
        assert p.status == "optimal", p.conflicts
        total: dict[tuple[str, str, int], float] = {}
        for index, row in enumerate(p.prices.to_dicts()):
            if row["kind"] in FIGURES:
                (basis,) = p.quantity("prices", index).basis.rows
                key = (row["kind"], *FIGURES[row["kind"]][:1], basis.row - 2)
                # A row of the table that speaks of every year has a price in each: its figure is worth their sum.
                total[key] = total.get(key, 0.0) + row["price"]
        for (kind, table, at), price in total.items():
            step = 1e-5 * max(1.0, abs(float(c.tables[table][FIGURES[kind][1]][at])))
            up, down = (
                plan.solve(changed(c, table, FIGURES[kind][1], at, s)).objective for s in (step, -step)
            )
            sign = 1.0 if kind in REQUIREMENTS else -1.0
            # A kink has a slope each way; where one way nothing fits, the price is bounded from the other alone.
            ends = [sign * (up - p.objective) / step if up is not None else np.inf * sign]
            ends.append(sign * (p.objective - down) / step if down is not None else -np.inf * sign)
            low, high = sorted(ends)
            assert low - 1e-3 * abs(low) - 1e-3 <= price <= high + 1e-3 * abs(high) + 1e-3, (
                kind,
                table,
                at,
                low,
                price,
                high,
            )
            seen[kind] = seen.get(kind, 0) + 1
    return seen


def test_every_kind_of_price_is_the_slope_of_the_cost(slopes):
    assert set(slopes) == set(FIGURES)


BARRED = {
    "commodities": "commodity,unit\npack,t\nstation,t\nold,t",
    "regions": "region,parent,safety_grade\nA,,B\nB,,D",
    "processes": "process,output,safety_grade\nmake,pack,C\ncabinet,station,",
    "capacity": "region,process,vintage,quantity\nA,make,2020,4",
    "costs": "region,process,year,capex,variable\n*,make,*,30,2\nB,cabinet,*,90,5",
    "routes": "from,to,commodity,cost\nB,A,pack,7\nB,A,station,3",
    "demand": "region,commodity,year,quantity\nA,pack,2025,9\nA,pack,2026,12\nA,pack,2027,15\nA,station,2026,3\nA,station,2027,5",
    "market": "region,commodity,year,side,price\nA,old,*,sell,1",
    "returns": "delivered,returned,quantity,mean,reuse,reuse_share,reuse_quantity,reuse_mean,reuse_cost\npack,old,1,1,station,0.2,0.8,1,4",
}


@pytest.mark.parametrize("kind", ["grade", "reuse"])
def test_prices_of_permission_and_of_second_life(case, kind):
    """These bounds stand in no cell: each row is given a little more room, and what that saves is its price."""
    m = plan.build_model(case("years = [2025, 2026, 2027]\nrate = 0.05", **BARRED))
    solution = solve_program(m.program)
    price = unit_prices(m.program, solution)
    checked = 0
    for block in m.program.row_blocks(kind):
        for row in range(block.start, block.start + block.size):
            slopes = []
            for step in (1e-4, -1e-4):
                upper = m.program.row_upper.copy()
                upper[row] += step
                moved = solve_program(replace(m.program, row_upper=upper)).objective
                slopes.append(np.inf if moved is None else (solution.objective - moved) / step)
            low, high = min(slopes), max(slopes)
            assert low - 1e-5 <= price[row] <= high + 1e-5
            checked += price[row] > 0
    assert checked >= 2
