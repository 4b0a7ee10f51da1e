"""Indicators, each worked by hand."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from lianzhang.balance import (
    completeness,
    cosine_similarity,
    eol_recycling_rate,
    hhi,
    import_dependence,
    krugman_index,
    local_content,
    location_quotient,
    output_per,
    recycled_content,
    utilisation,
)
from lianzhang.core import AssumptionBasis, InputError, Quantity


def test_completeness_counts_supply_not_firms() -> None:
    # 0.5·min(1, 30/60) + 0.3·min(1, 90/60) + 0.2·min(1, 0/5) = 0.25 + 0.3 + 0
    assert completeness([30, 90, 0], [60, 60, 5], [0.5, 0.3, 0.2]) == pytest.approx(0.55)
    assert completeness([30, 90], [60, 60]) == pytest.approx(0.75)
    # a node nothing needs is left out: 0.5/0.8·0.5 + 0.3/0.8·1
    assert completeness([30, 90, 7], [60, 60, 0], [0.5, 0.3, 0.2]) == pytest.approx(0.6875)
    assert np.isnan(completeness([1], [0]))
    assert np.isnan(completeness([np.nan, 1], [1, 1]))
    with pytest.raises(InputError, match="weights"):
        completeness([1, 1], [1, 1], [0.5, 0.6])


def test_location_quotient() -> None:
    # place A: cathode 30 of 40, whole: 50 of 100 → 0.75/0.5
    found = location_quotient([[30, 10], [20, 40]])
    assert found == pytest.approx(np.array([[1.5, 0.5], [(20 / 60) / 0.5, (40 / 60) / 0.5]]))
    assert location_quotient([30, 10], [100, 300]) == pytest.approx([3.0, 1 / 3])
    assert np.isnan(location_quotient([1, 0], [5, 0])[1])
    with pytest.raises(InputError):
        location_quotient([1, 2], [1, 2, 3])


def test_similarity_of_two_places() -> None:
    assert cosine_similarity([3, 4, 0], [4, 3, 0]) == pytest.approx(24 / 25)
    assert cosine_similarity([1, 0], [0, 9]) == 0
    assert krugman_index([1, 0], [0, 9]) == 2
    assert krugman_index([30, 10], [50, 50]) == pytest.approx(0.5)  # |0.75 − 0.5| + |0.25 − 0.5|
    assert krugman_index([2, 6], [1, 3]) == 0
    assert np.isnan(krugman_index([0, 0], [1, 1]))
    with pytest.raises(InputError):
        cosine_similarity([1, 2], [1, 2, 3])


def test_concentration_of_suppliers() -> None:
    assert hhi([50, 30, 20]) == pytest.approx(0.38)
    assert hhi([7]) == 1
    assert hhi([1] * 8) == pytest.approx(1 / 8)
    assert np.isnan(hhi([]))


def test_utilisation_of_chinas_cell_plants_in_2024() -> None:
    """Output below 900 of more than 2,000 GWh: less than half."""
    assert utilisation(900, 2000) == pytest.approx(0.45)
    assert np.isnan(utilisation(1, 0))


def test_trade_and_recycling_shares() -> None:
    assert import_dependence(40, 70, 10) == pytest.approx(0.6)
    assert import_dependence(100, 0, 20) == pytest.approx(-0.25)
    assert import_dependence(40, 70, 10, -20) == pytest.approx(0.5)
    assert recycled_content(16, 84) == pytest.approx(0.16)
    assert eol_recycling_rate(45, 100) == pytest.approx(0.45)
    assert local_content([30, 5], [40, 10]) == pytest.approx([0.75, 0.5])
    with pytest.raises(InputError, match="local"):
        local_content(5, 4)


def test_output_per_mu_keeps_range_and_derivation() -> None:
    value = Quantity(Decimal(600), "CNY", AssumptionBasis("a"), Decimal(500), Decimal(800))
    land = Quantity(Decimal(3), "mu", AssumptionBasis("b"), Decimal(2), Decimal(4))
    found = output_per(value, land)
    assert (found.value, found.low, found.high, found.unit) == (200, 125, 400, "CNY/mu")
    assert len(found.basis.inputs) == 2  # type: ignore[union-attr]
    nothing = output_per(value, Quantity(Decimal(0), "tce", AssumptionBasis("c")))
    assert nothing.value is None


@pytest.mark.parametrize(
    "call", [lambda: hhi([-1, 2]), lambda: utilisation(-1, 2), lambda: recycled_content(1, -1)]
)
def test_negative_amounts_are_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(InputError, match=r"negative|负"):
        call()
