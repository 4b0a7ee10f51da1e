"""The builder of the program: room that grows, coefficients that sum, keys worked out when asked, lumpy columns counted in units."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from lianzhang.plan.program import Builder


def dense(p) -> np.ndarray:
    return sp.csc_array((p.value, p.index, p.starts), shape=(len(p.row_lower), len(p.cost))).toarray()


def test_room_grows_and_coefficients_of_one_place_sum():
    rng = np.random.default_rng(5)
    b = Builder(room=3)
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
