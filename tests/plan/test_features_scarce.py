"""What is scarce: factors, grades of parks, reserves; each in a case small enough for pen and paper, through ``lianzhang plan FOLDER --json OUT``."""

from __future__ import annotations

import pytest
from told import YEARS, figures


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
    assert figures(b, "prices", kind="quota") == pytest.approx([0.5])


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
    assert figures(a, "unmet") == pytest.approx([10])
    assert figures(a, "prices", kind="quota", factor="energy") == pytest.approx([(100 - 1) / 5])
    assert (figures(a, "use", factor="jobs"), figures(a, "use", factor="tax")) == ([30], [70])


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
    assert figures(a, "build", region="Q") == pytest.approx([10])
    assert figures(a, "prices", kind="grade", region="P") == pytest.approx([3])


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
    assert figures(a, "build", region="R") == pytest.approx([10])
    assert figures(a, "unmet", region="R", year=2025) == pytest.approx([10])
    assert figures(a, "unmet", region="Q") == pytest.approx([2, 2])
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
    assert figures(a, "prices", kind="reserve") == pytest.approx([2 / 5])
