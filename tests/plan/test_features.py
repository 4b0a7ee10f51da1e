"""Targets and whole sets of tables, each in a case small enough for pen and paper, through ``lianzhang plan FOLDER --json OUT``."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import figures

from lianzhang.chain.tables import read_case_tables
from lianzhang.core import InputError


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
    assert figures(a, "shortfall") == pytest.approx([3])


def test_local_content_is_measured(answer):
    """30 made here, 10 bought: three quarters."""
    a = answer(
        capacity="region,process,vintage,quantity\nA,make,,30",
        market="region,commodity,year,side,price\nA,x,*,buy,5",
        demand="region,commodity,year,quantity\nA,x,*,40",
    )
    assert [r["local"] for r in a["origin"]] == pytest.approx([0.75])


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
    assert figures(a, "build") == pytest.approx([200])
