"""Goods traded, moved and stored; each feature of the tables in a case small enough for pen and paper, through ``lianzhang plan FOLDER --json OUT``."""

from __future__ import annotations

import pytest
from told import YEARS, figures

from lianzhang import plan


def test_market_steps_with_limits(answer):
    """12 t wanted: 5 at 1, 4 at 2, 3 at 4: 25; one more t at hand saves 4."""
    a = answer(
        processes="process,output,lifetime\nmake,x,1",
        costs="region,process,year,variable\nA,make,*,50",
        market="region,commodity,year,side,step,price,limit\nA,x,*,buy,1,1,5\nA,x,*,buy,2,2,4\nA,x,*,buy,3,4,",
        demand="region,commodity,year,quantity\nA,x,*,12",
    )
    assert a["objective"] == pytest.approx(25)
    assert figures(a, "prices", kind="trade_limit") == pytest.approx([3, 2])


def test_road_and_rail_by_distance(answer):
    """8 t from A to B: by rail 3 t at 0.2 · 120 km = 24, the rest by road at 0.5 · 100 km = 50."""
    a = answer(
        regions="region,parent\nA,\nB,",
        capacity="region,process,vintage,quantity\nA,make,,100",
        routes="from,to,commodity,mode,cost,distance,limit,unit\nA,B,x,road,0.5,100,,CNY/t\nA,B,x,rail,0.2,120,3,CNY/t",
        demand="region,commodity,year,quantity\nB,x,*,8",
    )
    assert a["objective"] == pytest.approx(3 * 24 + 5 * 50)
    assert (figures(a, "flow", mode="rail"), figures(a, "flow", mode="road")) == ([3], [5])
    assert figures(a, "prices", kind="flow_limit", mode="rail") == pytest.approx([26])


def test_plans_are_compared_way_by_way(case):
    """All by rail (3) where that is open, all by road (5) where it is shut: two rows, one gone and one new."""
    tables = {
        "regions": "region,parent\nA,\nB,",
        "capacity": "region,process,vintage,quantity\nA,make,,100",
        "demand": "region,commodity,year,quantity\nB,x,*,8",
    }
    ways = "from,to,commodity,mode,cost,limit\nA,B,x,road,5,\nA,B,x,rail,3,"
    both, road = (plan.solve(case(routes=ways + limit, **tables)) for limit in ("", "0"))
    rows = plan.compare(both, road, tables=["flow"]).table.sort("mode").to_dicts()
    assert [(r["mode"], r["a"], r["b"]) for r in rows] == [("rail", 8, 0), ("road", 0, 8)]
    plain = plan.solve(case(routes="from,to,commodity,cost\nA,B,x,4", **tables))
    (row,) = plan.compare(plain, plain, tables=["flow"]).table.to_dicts()
    assert (row["a"], row["b"], row["mode"]) == (8, 8, None)


STOCKED = {
    "capacity": "region,process,vintage,quantity\nA,make,,10",
    "demand": "region,commodity,year,quantity,penalty\nA,x,2025,5,7\nA,x,2026,15,7",
}


def test_product_stocks_carry_over(answer):
    """Capacity 10 a year, wanted 5 and 15: five tonnes kept at 2 each. With room for three: 3·2 + 2·7, and room for one more saves 5.
    Half of it lost in a year: five kept give 2.5 at 2 / 0.5 = 4 each, dear but below 7."""
    a = answer(YEARS, storage="region,commodity,cost\nA,x,2", **STOCKED)
    assert (a["objective"], figures(a, "stock")) == (pytest.approx(10), [5])
    assert a["stock"][0]["unit"] == "t"
    b = answer(YEARS, storage="region,commodity,cost,limit\n*,x,2,3", **STOCKED)
    assert b["objective"] == pytest.approx(20)
    assert figures(b, "prices", kind="stock_limit") == pytest.approx([5])
    c = answer(YEARS, storage="region,commodity,cost,loss\nA,x,2,0.5", **STOCKED)
    assert c["objective"] == pytest.approx(5 * 2 + 2.5 * 7)


def test_stock_at_the_start_and_at_the_end(answer):
    """4 t at the start, 4 made each year, 5 wanted each year: 2 are left. To leave 3, one is missing."""
    tables = {
        "capacity": "region,process,vintage,quantity\nA,make,,4",
        "demand": "region,commodity,year,quantity\nA,x,*,5",
    }
    a = answer(YEARS, storage="region,commodity,initial,closing\nA,x,4,2", **tables)
    assert (a["status"], figures(a, "stock")) == ("optimal", pytest.approx([3, 2]))
    b = answer(YEARS, storage="region,commodity,initial,closing,unit\nA,x,0.004,0.003,kt", **tables)
    assert b["status"] == "infeasible"
    files = {r["file"] for c in b["conflicts"] if c["role"] == "conflict" for r in c["rows"]}
    assert files >= {"tables/storage.csv", "tables/capacity.csv"}
    assert sum(c["amount"] for c in b["conflicts"] if c["role"] == "change") == pytest.approx(1)


def test_stock_of_long_periods(answer):
    """Two periods of five years, ten tonnes at the start and nothing made: one tonne a year in all ten years; of 1.2 a year 2 t are
    missing in all, at 3 each."""
    tables = {
        "storage": "region,commodity,initial\nA,x,10",
        "capacity": "region,process,vintage,quantity\nA,make,,0",
    }
    years = "years = [2025, 2030]"
    a = answer(years, demand="region,commodity,year,quantity,penalty\nA,x,*,1,3", **tables)
    b = answer(years, demand="region,commodity,year,quantity,penalty\nA,x,*,1.2,3", **tables)
    assert (a["objective"], b["objective"]) == (pytest.approx(0, abs=1e-9), pytest.approx(6))


def test_cells_and_packs_by_kind(answer):
    """Packs of two kinds, each of its own cells; 2 GWh LFP at 3 and 1 GWh NCM at 5 a cell, packs at 1."""
    a = answer(
        commodities="commodity,unit\nlfp_cell,GWh\nncm_cell,GWh\nlfp_pack,GWh\nncm_pack,GWh",
        processes="process,output\nlc,lfp_cell\nnc,ncm_cell\nlp,lfp_pack\nnp,ncm_pack",
        recipes="process,commodity,quantity\nlp,lfp_cell,-1\nnp,ncm_cell,-1",
        costs="region,process,year,variable\nA,lc,*,3\nA,nc,*,5\nA,lp,*,1\nA,np,*,1",
        demand="region,commodity,year,quantity,unit\nA,lfp_pack,*,2000,MWh\nA,ncm_pack,*,1,GWh",
    )
    assert a["objective"] == pytest.approx(2 * 4 + 6)
