"""Every feature of the planning tables, each in a case small enough for pen and paper, through ``lianzhang plan FOLDER --json OUT``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lianzhang import plan
from lianzhang.chain.tables import read_case_tables
from lianzhang.cli.app import app
from lianzhang.core import InputError

YEARS = "years = [2025, 2026]"


@pytest.fixture
def answer(write):
    """What the command writes for a case."""

    def run(toml: str = "years = [2025]", **tables: str) -> dict:
        folder = write(toml, **tables)
        out = folder / "out.json"
        done = CliRunner().invoke(app, ["plan", str(folder), "--json", str(out)])
        assert out.exists(), done.output
        return json.loads(out.read_text(encoding="utf-8"))

    return run


def found(a: dict, table: str, **keys) -> list[float]:
    """Quantities (or prices) of the rows with these keys."""
    rows = [r for r in a[table] if all(r[k] == v for k, v in keys.items())]
    return [r["price" if table == "prices" else "quantity"] for r in rows]


# ---- what stands and what is under way


def test_vintages_age_by_their_survival_curve(answer):
    """100 t of 2023 with shares 1, 0.9, 0.5, 0.2 at age 0 … 3: 50 in 2025, 20 in 2026; demand 60, penalty 1: short 10 + 40."""
    a = answer(
        YEARS,
        processes="process,output,survival\nmake,x,1;0.9;0.5;0.2",
        capacity="region,process,vintage,quantity\nA,make,2023,100",
        demand="region,commodity,year,quantity,penalty\nA,x,*,60,1",
    )
    assert a["objective"] == pytest.approx(50)
    assert found(a, "capacity") == pytest.approx([50, 20])


def test_a_plant_retires_in_the_year_that_is_said(answer):
    """10 t that close in 2026, 4 t without a date: short 0 and then 6."""
    a = answer(
        YEARS,
        capacity="region,process,vintage,retired,quantity\nA,make,2020,2026,10\nA,make,2021,,4",
        demand="region,commodity,year,quantity,penalty\nA,x,*,10,1",
    )
    assert found(a, "capacity") == pytest.approx([14, 4])
    assert found(a, "unmet") == pytest.approx([6])


def test_projects_committed_by_stage_weight_and_optional(answer):
    """Committed: 10 t signed, counted by 0.3, from 2026: 3 t. Optional: 8 t at 5 a tonne of capex, whole or not: 40 buys off 7 · 9 = 63."""
    a = answer(
        YEARS,
        capacity="region,process,vintage,quantity,stage,weight,commitment\nA,make,2026,10,签约,0.3,committed\nA,make,2026,8,谋划,,optional",
        costs="region,process,year,capex\nA,make,*,5",
        limits="region,process,year,what,maximum\nA,make,2025,build,0\nA,make,2026,capacity,11",
        demand="region,commodity,year,quantity,penalty\nA,x,2026,10,9",
    )
    assert a["objective"] == pytest.approx(
        5 * 7
    )  # seven tonnes of one's own cost less than the whole project
    whole = answer(
        YEARS,
        capacity="region,process,vintage,quantity,stage,weight,commitment\nA,make,2026,10,签约,0.3,committed\nA,make,2026,8,谋划,,optional",
        costs="region,process,year,capex\nA,make,*,5",
        growth="region,process,year,ratio,seed,what\nA,make,*,1,0,build",
        demand="region,commodity,year,quantity,penalty\nA,x,2026,10,9",
        processes="process,output,lead_time\nmake,x,1",
    )
    assert whole["objective"] == pytest.approx(0 + 9 * 7)  # nothing may be started
    free = answer(
        YEARS,
        capacity="region,process,vintage,quantity,stage,weight,commitment\nA,make,2026,10,签约,0.3,committed\nA,make,2026,8,谋划,,optional",
        costs="region,process,year,capex\nA,make,2025,5",
        limits="region,process,year,what,maximum\nA,make,2025,build,8",
        processes="process,output,lead_time,unit_size\nmake,x,1,20",
        demand="region,commodity,year,quantity,penalty\nA,x,2026,10,9",
    )
    assert free["objective"] == pytest.approx(40)
    assert found(free, "project", year=2025) == pytest.approx([8])


def test_lead_time_and_growth_of_builds(answer):
    """Decided in 2025, ready in 2026; builds start at 4 and may double: 4 ready in 2026, 8 more in 2027; demand 12 at penalty 100."""
    a = answer(
        "years = [2025, 2026, 2027]",
        processes="process,output,lead_time\nmake,x,1",
        costs="region,process,year,capex\nA,make,*,3",
        growth="region,process,year,ratio,seed,what\nA,make,2025,2,4,build\nA,make,2026,2,0,build\nA,make,2027,2,0,build",
        demand="region,commodity,year,quantity,penalty\nA,x,*,12,100",
    )
    assert found(a, "capacity") == pytest.approx([4, 12])
    assert a["objective"] == pytest.approx(3 * 12 + 100 * (12 + 8))


def test_plants_of_typical_size_are_counted(answer):
    """Wanted 45 t/a; plants of 20: three. With a minimum of 50 for what is built at once: still three; plants of 7 t: seven and eight."""
    rest = {
        "costs": "region,process,year,capex\nA,make,*,1",
        "demand": "region,commodity,year,quantity\nA,x,*,45",
    }
    a = answer(processes="process,output,unit_size\nmake,x,20", **rest)
    assert (a["objective"], found(a, "plants"), found(a, "build")) == (pytest.approx(60), [3], [60])
    b = answer(processes="process,output,unit_size\nmake,x,7", **rest)
    assert found(b, "plants") == [7]
    c = answer(processes="process,output,minimum_size,unit_size\nmake,x,50,7", **rest)
    assert (found(c, "plants"), found(c, "build")) == ([8], [56])


# ---- what is scarce


def test_carbon_has_a_price_and_a_cap(answer):
    """Dirty 1 a tonne with 2 t CO2, clean 4 without. At 1 CNY a tonne of CO2 dirty costs 3: 10 t cost 30. Under a cap of 8 t four tonnes
    are dirty and six clean: 4·3 + 6·4 = 36, and one more tonne of CO2 saves (4 − 3)/2."""
    tables = {
        "processes": "process,output\ndirty,x\nclean,x",
        "costs": "region,process,year,variable\nA,dirty,*,1\nA,clean,*,4",
        "use": "process,factor,per,quantity,unit\ndirty,co2,activity,2,t/t",
        "demand": "region,commodity,year,quantity\nA,x,*,10",
    }
    a = answer(quotas="region,factor,year,limit,price,unit\nA,co2,*,,1,t", **tables)
    assert a["objective"] == pytest.approx(30)
    b = answer(quotas="region,factor,year,limit,price,unit\nA,co2,*,8,1,t", **tables)
    assert b["objective"] == pytest.approx(36)
    assert found(b, "prices", kind="quota") == pytest.approx([0.5])


def test_land_power_energy_water_and_capital(answer):
    """Each quota alone allows so many tonnes: land 40 mu / 2 = 20, power 6 MW / 0.5 = 12, energy 50 tce / 5 = 10, water 90 / 6 = 15,
    capital 70 / 5 = 14: ten tonnes of twenty."""
    a = answer(
        costs="region,process,year,capex\nA,make,*,1",
        use="""process,factor,per,quantity,unit
            make,land,capacity,2,mu/(t/a)
            make,power,capacity,0.5,MW/(t/a)
            make,energy,activity,5,tce/t
            make,water,activity,6,m3/t
            make,capital,build,5,CNY/(t/a)
            make,jobs,capacity,3,
            make,tax,activity,7,CNY/t""",
        quotas="""region,factor,year,limit,unit
            A,land,*,40,mu
            A,power,*,6,MW
            A,energy,*,50,tce
            A,water,*,90,m3
            A,capital,*,70,CNY""",
        demand="region,commodity,year,quantity,penalty\nA,x,*,20,100",
    )
    assert found(a, "unmet") == pytest.approx([10])
    assert found(a, "prices", kind="quota", factor="energy") == pytest.approx([(100 - 1) / 5])
    assert (found(a, "use", factor="jobs"), found(a, "use", factor="tax")) == ([30], [70])


GRADED = {
    "regions": "region,parent,safety_grade\nP,,A\nQ,,D",
    "processes": "process,output,safety_grade\nmake,x,C",
    "costs": "region,process,year,capex\n*,make,*,5",
}


def test_a_park_of_low_grade_takes_no_such_plant(answer):
    """Ten tonnes wanted in P, which may not build: built in Q, carried at 3 a tonne; permission in P would save 3 a tonne."""
    a = answer(
        routes="from,to,commodity,cost\nQ,P,x,3",
        demand="region,commodity,year,quantity\nP,x,*,10",
        **GRADED,
    )
    assert a["objective"] == pytest.approx(80)
    assert found(a, "build", region="Q") == pytest.approx([10])
    assert found(a, "prices", kind="grade", region="P") == pytest.approx([3])


def test_the_grade_is_named_when_nothing_fits(answer):
    a = answer(demand="region,commodity,year,quantity\nP,x,*,10", **GRADED)
    assert a["status"] == "infeasible"
    conflict = [c for c in a["conflicts"] if c["role"] == "conflict"]
    named = [c for c in conflict if "park grade: P · make · 2025" in c["en"]]
    assert "needs grade C, has grade A" in named[0]["en"]
    assert "须C级，现A级" in named[0]["zh"]
    assert {(r["file"], r["row"]) for r in named[0]["rows"]} == {
        ("tables/processes.csv", 2),
        ("tables/regions.csv", 2),
    }
    (change,) = [c for c in a["conflicts"] if c["role"] == "change"]
    assert change["amount"] == pytest.approx(10)


def test_after_the_new_grade_it_may(answer):
    """P is graded D from 2026: what is wanted in 2025 cannot be had (9 a tonne), in 2026 it is built for 5; R, under P without a grade of
    its own, goes with it; what already stands runs whatever the grade."""
    a = answer(
        YEARS,
        regions="region,parent,safety_grade\nP,,A\nR,P,\nQ,,",
        processes="process,output,safety_grade\nmake,x,C",
        costs="region,process,year,capex\n*,make,*,5",
        grades="region,year,safety_grade\nP,2026,D",
        capacity="region,process,vintage,quantity\nQ,make,2020,4",
        demand="region,commodity,year,quantity,penalty\nR,x,*,10,9\nQ,x,*,6,9",
    )
    assert found(a, "build", region="R") == pytest.approx([10])
    assert found(a, "unmet", region="R", year=2025) == pytest.approx([10])
    assert found(a, "unmet", region="Q") == pytest.approx([2, 2])
    assert a["objective"] == pytest.approx(90 + 50 + 2 * 2 * 9)


def test_an_optional_project_needs_the_grade_too(answer):
    """Taken where the park is of grade C, left where it is B."""
    tables = {
        "processes": "process,output,safety_grade\nmake,x,C",
        "costs": "region,process,year,capex\n*,make,*,1",
        "limits": "region,process,year,what,maximum\nA,make,*,build,10",
        "capacity": "region,process,vintage,quantity,stage,commitment\nA,make,2025,10,签约,optional",
        "demand": "region,commodity,year,quantity,penalty\nA,x,*,10,9",
    }
    b, c = (answer(regions=f"region,parent,safety_grade\nA,,{g}", **tables) for g in "BC")
    assert (b["objective"], c["objective"]) == (pytest.approx(90), pytest.approx(10))
    assert (b["project"], b["build"]) == ([], [])


def test_reserves_run_out_over_the_years(answer):
    """100 t of ore at 5 a tonne of salt: 20 t of salt in two years of 15: short 10."""
    a = answer(
        YEARS,
        commodities="commodity,unit\nx,t\nore,t",
        recipes="process,commodity,quantity\nmake,ore,-5",
        reserves="region,commodity,quantity\nA,ore,100",
        demand="region,commodity,year,quantity,penalty\nA,x,*,15,2",
    )
    assert a["objective"] == pytest.approx(20)
    assert found(a, "prices", kind="reserve") == pytest.approx([2 / 5])


# ---- goods


def test_market_steps_with_limits(answer):
    """12 t wanted: 5 at 1, 4 at 2, 3 at 4: 25; one more t at hand saves 4."""
    a = answer(
        processes="process,output,lifetime\nmake,x,1",
        costs="region,process,year,variable\nA,make,*,50",
        market="region,commodity,year,side,step,price,limit\nA,x,*,buy,1,1,5\nA,x,*,buy,2,2,4\nA,x,*,buy,3,4,",
        demand="region,commodity,year,quantity\nA,x,*,12",
    )
    assert a["objective"] == pytest.approx(25)
    assert found(a, "prices", kind="trade_limit") == pytest.approx([3, 2])


def test_road_and_rail_by_distance(answer):
    """8 t from A to B: by rail 3 t at 0.2 · 120 km = 24, the rest by road at 0.5 · 100 km = 50."""
    a = answer(
        regions="region,parent\nA,\nB,",
        capacity="region,process,vintage,quantity\nA,make,,100",
        routes="from,to,commodity,mode,cost,distance,limit,unit\nA,B,x,road,0.5,100,,CNY/t\nA,B,x,rail,0.2,120,3,CNY/t",
        demand="region,commodity,year,quantity\nB,x,*,8",
    )
    assert a["objective"] == pytest.approx(3 * 24 + 5 * 50)
    assert (found(a, "flow", mode="rail"), found(a, "flow", mode="road")) == ([3], [5])
    assert found(a, "prices", kind="flow_limit", mode="rail") == pytest.approx([26])


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
    assert (a["objective"], found(a, "stock")) == (pytest.approx(10), [5])
    assert a["stock"][0]["unit"] == "t"
    b = answer(YEARS, storage="region,commodity,cost,limit\n*,x,2,3", **STOCKED)
    assert b["objective"] == pytest.approx(20)
    assert found(b, "prices", kind="stock_limit") == pytest.approx([5])
    c = answer(YEARS, storage="region,commodity,cost,loss\nA,x,2,0.5", **STOCKED)
    assert c["objective"] == pytest.approx(5 * 2 + 2.5 * 7)


def test_stock_at_the_start_and_at_the_end(answer):
    """4 t at the start, 4 made each year, 5 wanted each year: 2 are left. To leave 3, one is missing."""
    tables = {
        "capacity": "region,process,vintage,quantity\nA,make,,4",
        "demand": "region,commodity,year,quantity\nA,x,*,5",
    }
    a = answer(YEARS, storage="region,commodity,initial,closing\nA,x,4,2", **tables)
    assert (a["status"], found(a, "stock")) == ("optimal", pytest.approx([3, 2]))
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


# ---- targets


def test_targets_in_value_in_gwh_and_in_tonnes(answer):
    """Floors: 20 MCNY of output value at 4 MCNY a GWh (5 GWh); 6 GWh of capacity, soft, dear; 3 GWh of output; 50 t of cathode made.
    Making a GWh costs 1 MCNY, capacity 2 MCNY: five made, six built; soft target of 9 GWh at 0.1 MCNY is missed by 3."""
    a = answer(
        commodities="commodity,unit\ncell,GWh\ncathode,t",
        processes="process,output\nassemble,cell\ncalcine,cathode",
        costs="region,process,year,capex,variable,unit\nA,assemble,*,2,1,MCNY/GWh\nA,calcine,*,,10,CNY/t",
        market="region,commodity,year,side,price,limit,unit\nA,cell,*,sell,4,0,MCNY/GWh\nA,cathode,*,sell,0,0,CNY/t",
        targets="""region,metric,year,quantity,unit,hard,penalty
            A,output_value,*,20,MCNY,yes,
            A,capacity:assemble,*,6,GWh/a,yes,
            A,output:cell,*,3000,MWh,yes,
            A,output:cathode,*,50,t,yes,
            A,build:assemble,*,9,GWh,no,100000""",
    )
    assert a["objective"] == pytest.approx(5e6 + 12e6 + 500 + 3 * 100000)
    assert found(a, "shortfall") == pytest.approx([3])


def test_local_content_is_measured(answer):
    """30 made here, 10 bought: three quarters."""
    a = answer(
        capacity="region,process,vintage,quantity\nA,make,,30",
        market="region,commodity,year,side,price\nA,x,*,buy,5",
        demand="region,commodity,year,quantity\nA,x,*,40",
    )
    assert [r["local"] for r in a["origin"]] == pytest.approx([0.75])


# ---- what comes back

SECOND = {
    "toml": "years = {first = 2025, last = 2030}",
    "commodities": "commodity,unit\npack,GWh\nstation,GWh\nold,GWh",
    "processes": "process,output\nmake_pack,pack\nmake_station,station",
    "costs": "region,process,year,variable\nA,make_pack,*,100\nA,make_station,*,100",
    "demand": "region,commodity,year,quantity\nA,pack,2025,10\nA,station,2027,6",
    "market": "region,commodity,year,side,price\nA,old,*,sell,1",
}
HEADING = "delivered,returned,quantity,mean,reuse,reuse_share,reuse_quantity,reuse_mean,reuse_cost"


def test_second_life_before_recycling(answer):
    """Ten packs of 2025 come back in 2027; half of them may serve 0.8 in a station at 10 each: four of the six wanted, two are new at 100.
    Five are sold as old in 2027, and the five that served in 2029: 1000 + 40 + 200 − 10."""
    a = answer(**SECOND, returns=HEADING + "\npack,old,1,2,station,0.5,0.8,2,10")
    assert a["objective"] == pytest.approx(1230)
    assert found(a, "reuse", commodity="station", year=2027) == pytest.approx([4])
    assert {r["year"]: r["quantity"] for r in a["trade"]} == pytest.approx({2027: 5, 2029: 5})
    assert found(a, "prices", kind="reuse", year=2027) == pytest.approx([0.8 * 90])
    (station,) = [r for r in a["origin"] if r["commodity"] == "station"]
    assert (station["made"], station["returned"], station["local"]) == pytest.approx((2, 4, 1))


def test_what_served_twice_is_not_delivered_twice(answer):
    """Stations come back too, two years on: the two new ones in 2029 beside the five that serve their second life: 5 + 7 sold."""
    a = answer(**SECOND, returns=HEADING + "\npack,old,1,2,station,0.5,0.8,2,10\nstation,old,1,2,,,,,")
    assert a["objective"] == pytest.approx(1000 + 40 + 200 - 12)


def test_second_life_of_what_was_not_delivered_is_none(answer):
    """Only four of ten packs can be made (50 for each missing): two of them serve 1.6 in the station of six; the rest is new."""
    tables = {
        **SECOND,
        "demand": "region,commodity,year,quantity,penalty\nA,pack,2025,10,500\nA,station,2027,6,",
    }
    a = answer(
        **tables,
        capacity="region,process,vintage,quantity\nA,make_pack,,4\nA,make_station,,99",
        returns=HEADING + "\npack,old,1,2,station,0.5,0.8,2,10",
    )
    assert a["objective"] == pytest.approx(400 + 6 * 500 + 16 + 440 - 4)


def test_second_life_for_a_province(answer):
    """The same where the demand is the province's and the packs may be delivered from either place."""
    tables = {**SECOND, "demand": "region,commodity,year,quantity\nP,pack,2025,10\nP,station,2027,6"}
    a = answer(
        **{
            **tables,
            "costs": "region,process,year,variable\nA,make_pack,*,100\nB,make_station,*,100",
            "market": "region,commodity,year,side,price\n*,old,*,sell,1",
        },
        regions="region,parent\nP,\nA,P\nB,P",
        returns=HEADING + "\npack,old,1,2,station,0.5,0.8,2,10",
    )
    assert a["objective"] == pytest.approx(1230)


def test_faults_of_the_new_columns_are_said_together(write):
    folder = write(
        commodities="commodity,unit\nx,t\ny,t",
        regions="region,parent,safety_grade\nA,,E",
        capacity="region,process,vintage,retired,quantity\nA,make,2030,2028,1",
        returns="delivered,returned,quantity,mean,reuse,reuse_share\nx,y,1,3,x,0.5\ny,x,1,3,,0.5",
        grades="region,year,safety_grade\nA,2026,\nA,,B",
        storage="region,commodity,initial,loss\nA,z,1,2",
    )
    with pytest.raises(InputError) as caught:
        read_case_tables(folder)
    places = {(Path(p.file).stem, p.field) for p in caught.value.problems}
    assert places == {
        ("regions", "safety_grade"),
        ("capacity", "retired"),
        ("returns", "reuse_mean"),
        ("returns", "reuse"),
        ("grades", "safety_grade"),
        ("grades", "year"),
        ("storage", "commodity"),
        ("storage", "loss"),
    }


def test_the_tables_with_all_their_first_headings(answer):
    """Every table with the headings it has always had and none of the later ones: they are read as before.

    3000 t of ore at 5 a tonne make 600 t of salt in both years together, of 1000 wanted; each missing costs 900. Least is built when both
    years make 300: half of 200 t stands (weight 0.5), 200 t are built at 300; each tonne costs 2 fixed and 10 variable.
    """
    a = answer(
        'name = "first"\nyears = [2025, 2026]\nrate = 0.0',
        commodities="commodity,unit,balance\nore,t,ge\nsalt,t,ge\npack,GWh,ge\nold,t,ge",
        regions="region,parent,lat,lon\nP,,,\nA,P,25.8,113.0\nQ,P,26.1,112.9",
        processes="process,output,lifetime,lead_time,minimum_size,unit_size,survival\nrefine,salt,20,0,,,1",
        recipes="process,commodity,quantity,unit\nrefine,ore,-5,t/t",
        capacity="region,process,vintage,quantity,unit,stage,weight\nA,refine,2020,200,t/a,在建,0.5",
        costs="region,process,year,capex,fixed,variable,unit\nA,refine,*,300,2,10,CNY/t",
        routes="from,to,commodity,cost,limit,unit\nA,Q,salt,5,100,CNY/t",
        demand="region,commodity,year,quantity,unit,penalty\nA,salt,*,500,t/a,900",
        market="region,commodity,year,side,step,price,limit,unit\nP,old,*,sell,1,1,,CNY/t",
        reserves="region,commodity,quantity,unit\nA,ore,3000,t",
        quotas="region,factor,year,limit,unit\nP,land,*,900,mu",
        use="process,factor,per,quantity,unit\nrefine,land,build,1,mu/(t/a)",
        limits="region,process,year,what,minimum,maximum,unit\nP,refine,*,build,0,500,t/a",
        growth="region,process,year,ratio,seed\nA,refine,2026,3,10",
        returns="delivered,returned,quantity,distribution,mean,spread,collection,unit\npack,old,5,weibull,8,2,0.9,t/GWh",
        targets="region,metric,year,quantity,unit,hard,penalty\nP,output:salt,*,1,t,yes,",
    )
    assert a["status"] == "optimal"
    assert a["objective"] == pytest.approx(200 * 300 + 2 * (300 * 2 + 300 * 10) + 400 * 900)
    assert found(a, "build") == pytest.approx([200])
