"""What comes back, and its second life; each in a case small enough for pen and paper, through ``lianzhang plan FOLDER --json OUT``."""

from __future__ import annotations

import pytest
from told import figures

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
    assert figures(a, "reuse", commodity="station", year=2027) == pytest.approx([4])
    assert {r["year"]: r["quantity"] for r in a["trade"]} == pytest.approx({2027: 5, 2029: 5})
    assert figures(a, "prices", kind="reuse", year=2027) == pytest.approx([0.8 * 90])
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
