"""Plants of the planning tables, standing, under way and optional: each feature in a case small enough for pen and paper, through ``lianzhang plan FOLDER --json OUT``."""

from __future__ import annotations

import pytest
from told import YEARS, figures


def test_vintages_age_by_their_survival_curve(answer):
    """100 t of 2023 with shares 1, 0.9, 0.5, 0.2 at age 0 … 3: 50 in 2025, 20 in 2026; demand 60, penalty 1: short 10 + 40."""
    a = answer(
        YEARS,
        processes="process,output,survival\nmake,x,1;0.9;0.5;0.2",
        capacity="region,process,vintage,quantity\nA,make,2023,100",
        demand="region,commodity,year,quantity,penalty\nA,x,*,60,1",
    )
    assert a["objective"] == pytest.approx(50)
    assert figures(a, "capacity") == pytest.approx([50, 20])


def test_a_plant_retires_in_the_year_that_is_said(answer):
    """10 t that close in 2026, 4 t without a date: short 0 and then 6."""
    a = answer(
        YEARS,
        capacity="region,process,vintage,retired,quantity\nA,make,2020,2026,10\nA,make,2021,,4",
        demand="region,commodity,year,quantity,penalty\nA,x,*,10,1",
    )
    assert figures(a, "capacity") == pytest.approx([14, 4])
    assert figures(a, "unmet") == pytest.approx([6])


def test_projects_committed_by_stage_weight_and_optional(answer):
    """Committed: 10 t signed, counted by 0.3, from 2026: 3 t. Optional: 8 t at 5 a tonne of capex, whole or not: 40 buys off 7 · 9 = 63."""
    given = {
        "capacity": "region,process,vintage,quantity,stage,weight,commitment\nA,make,2026,10,签约,0.3,committed\nA,make,2026,8,谋划,,optional",
        "costs": "region,process,year,capex\nA,make,*,5",
        "demand": "region,commodity,year,quantity,penalty\nA,x,2026,10,9",
    }
    late = "process,output,lead_time\nmake,x,1"
    limits = "region,process,year,what,maximum\nA,make,2025,build,0\nA,make,2026,capacity,11"
    # Seven tonnes of one's own cost less than the whole project.
    assert answer(YEARS, limits=limits, **given)["objective"] == pytest.approx(5 * 7)
    growth = "region,process,year,ratio,seed,what\nA,make,*,1,0,build"
    # Nothing may be started.
    assert answer(YEARS, growth=growth, processes=late, **given)["objective"] == pytest.approx(0 + 9 * 7)
    free = answer(
        YEARS,
        limits="region,process,year,what,maximum\nA,make,2025,build,8",
        processes="process,output,lead_time,unit_size\nmake,x,1,20",
        **given | {"costs": "region,process,year,capex\nA,make,2025,5"},
    )
    assert free["objective"] == pytest.approx(40)
    assert figures(free, "project", year=2025) == pytest.approx([8])


def test_lead_time_and_growth_of_builds(answer):
    """Decided in 2025, ready in 2026; builds start at 4 and may double: 4 ready in 2026, 8 more in 2027; demand 12 at penalty 100."""
    a = answer(
        "years = [2025, 2026, 2027]",
        processes="process,output,lead_time\nmake,x,1",
        costs="region,process,year,capex\nA,make,*,3",
        growth="region,process,year,ratio,seed,what\nA,make,2025,2,4,build\nA,make,2026,2,0,build\nA,make,2027,2,0,build",
        demand="region,commodity,year,quantity,penalty\nA,x,*,12,100",
    )
    assert figures(a, "capacity") == pytest.approx([4, 12])
    assert a["objective"] == pytest.approx(3 * 12 + 100 * (12 + 8))


def test_plants_of_typical_size_are_counted(answer):
    """Wanted 45 t/a; plants of 20: three. With a minimum of 50 for what is built at once: still three; plants of 7 t: seven and eight."""
    rest = {
        "costs": "region,process,year,capex\nA,make,*,1",
        "demand": "region,commodity,year,quantity\nA,x,*,45",
    }
    a = answer(processes="process,output,unit_size\nmake,x,20", **rest)
    assert (a["objective"], figures(a, "plants"), figures(a, "build")) == (pytest.approx(60), [3], [60])
    b = answer(processes="process,output,unit_size\nmake,x,7", **rest)
    assert figures(b, "plants") == [7]
    c = answer(processes="process,output,minimum_size,unit_size\nmake,x,50,7", **rest)
    assert (figures(c, "plants"), figures(c, "build")) == ([8], [56])
