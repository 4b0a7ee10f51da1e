"""Every kind of price against finite differences of the figure in the table that it speaks of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianzhang import plan

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
}  # fmt: skip
REQUIREMENTS = ("demand", "target")


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
