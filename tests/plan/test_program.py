"""The builder of the program: room that grows, coefficients that sum, keys worked out when asked, lumpy columns counted in units."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from lianzhang import plan
from lianzhang.plan import build_model
from lianzhang.plan.program import Builder


def dense(p) -> np.ndarray:
    return sp.csc_array((p.value, p.index, p.starts), shape=(len(p.row_lower), len(p.cost))).toarray()


def test_room_grows_and_coefficients_of_one_place_sum():
    rng = np.random.default_rng(5)
    b = Builder(room=3, repeats=True)
    b.columns("x", np.ones(7))
    b.rows("r", np.zeros(5), np.ones(5))
    wanted = np.zeros((5, 7))
    for count in (1, 2, 40, 0, 300):
        row, column, value = rng.integers(0, 5, count), rng.integers(0, 7, count), rng.uniform(-1, 1, count)
        b.add(row, column, value)
        np.add.at(wanted, (row, column), value)
    given = b.reserve(2)
    given[0][:], given[1][:], given[2][:] = [4, 4], [6, 6], [1.0, 2.0]
    wanted[4, 6] += 3
    p = b.program()
    assert dense(p) == pytest.approx(wanted)
    assert p.starts.dtype == p.index.dtype == np.int32
    places = list(zip(np.repeat(np.arange(7), np.diff(p.starts)).tolist(), p.index.tolist()))
    assert places == sorted(set(places))


def test_what_is_built_and_what_stands_share_a_place_of_a_quota(case):
    """2 mu a unit built and 1 mu a unit standing: 10 built in 2025 use 30 in that year, 10 in the next; power only as it runs."""
    c = case(
        "years = [2025, 2026]",
        processes="process,output,lifetime\nmake,x,20",
        costs="region,process,year,capex\nA,make,*,1",
        use="process,factor,per,quantity\nmake,land,build,2\nmake,land,capacity,1\nmake,power,activity,5",
        quotas="region,factor,year,limit\nA,land,2026,25\nA,land,2025,30\n*,power,*,50",
        demand="region,commodity,year,quantity,penalty\nA,x,*,12,1000",
    )
    found = plan.solve(c)
    # 30 mu in 2025 allow 10, and in 2026 (25 − 10) / 3 = 5 more, of which the power lets none run.
    assert found.activity["quantity"].to_list() == pytest.approx([10, 10])
    p = build_model(c).program
    places = list(zip(np.repeat(np.arange(len(p.cost)), np.diff(p.starts)).tolist(), p.index.tolist()))
    assert len(places) == len(set(places))
    (quota,) = p.row_blocks("quota")
    rows = {
        (k, y): quota.start + i
        for i, (k, y) in enumerate(zip(quota.keys["factor"].tolist(), quota.keys["year"].tolist()))
    }
    a, build, run = dense(p), p.column_block("build"), p.column_block("activity")
    assert a[rows[0, 0], build.slice].tolist() == [3, 0]
    assert a[rows[0, 1], build.slice].tolist() == [1, 3]
    assert [a[rows[1, y], run.slice].tolist() for y in (0, 1)] == [[5, 0], [0, 5]]


def test_sums_by_region_are_the_same_however_the_years_are_written(case):
    """A limit for every year in one row, a row a year, and rows in another order: one program but for the order of its rows."""
    rest = {
        "regions": "region,parent\nP,\nA,P\nB,P",
        "processes": "process,output,lifetime\nmake,x,20\nmill,x,2",
        "costs": "region,process,year,capex,variable\n*,make,*,5,1\n*,mill,*,1,2",
        "demand": "region,commodity,year,quantity,penalty\nA,x,*,12,50\nB,x,*,9,50",
    }
    head = "region,process,year,what,minimum,maximum\n"
    years = (2025, 2026, 2027)
    for what, most in (("build", 4), ("activity", 7)):
        written = (
            f"P,make,*,{what},,{most}\nA,mill,*,{what},1,3",
            "\n".join(f"P,make,{y},{what},,{most}\nA,mill,{y},{what},1,3" for y in years),
            "\n".join(f"A,mill,{y},{what},1,3\nP,make,{y},{what},,{most}" for y in reversed(years)),
        )
        found = []
        for text in written:
            p = build_model(case(f"years = {list(years)}", limits=head + text, **rest)).program
            a = dense(p)
            rows = [
                (*a[k], p.row_lower[k], p.row_upper[k])
                for b in p.row_blocks("limit")
                for k in range(b.start, b.start + b.size)
            ]
            found.append(sorted(rows))
        assert found[0] == found[1] == found[2]
        # Both places of the parent, in their own year.
        summed = [r for r in found[0] if r[-1] == most]
        assert len(summed) == len(years)
        assert all(sum(r[:-2]) == 2 for r in summed)


def test_keys_are_worked_out_once_and_only_when_asked():
    asked = []

    def year():
        asked.append(1)
        return np.arange(3)

    b = Builder()
    b.columns("x", np.zeros(3), year=year, region=np.array([4, 5, 6]))
    (block,) = b.program().columns
    assert set(block.keys) == {"year", "region"}
    assert not asked
    assert block.keys["year"].tolist() == block.keys["year"].tolist() == [0, 1, 2]
    assert asked == [1]
    assert block.keys["region"].tolist() == [4, 5, 6]
    with pytest.raises(KeyError):
        block.keys["process"]


def test_a_lumpy_column_counts_units():
    """Two units of 4 t: cost 3 a tonne and 1 t of something a tonne become 12 and 4 a unit; at most 20 t become 5 units."""
    b = Builder()
    b.columns("build", np.array([3.0, 3.0]), upper=np.array([20.0, 20.0]))
    b.rows("r", np.zeros(1), np.ones(1))
    b.add(np.array([0, 0]), np.array([0, 1]), 1.0)
    b.scale.append((np.array([1]), np.array([4.0])))
    p = b.program()
    assert p.cost.tolist() == [3, 12]
    assert p.upper.tolist() == [20, 5]
    assert dense(p).tolist() == [[1, 4]]
