"""Needs and output value over draws, against the sums done one draw at a time."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from lianzhang.balance import (
    Plant,
    footprint,
    footprint_over,
    needs,
    needs_over,
    output_value_over,
    spread,
    supplies,
)
from lianzhang.chain import Draws, catalogue, default_routes, draw
from lianzhang.core import AssumptionBasis, InputError, Quantity


def by_recursion(draws: Draws, d: int, product: str, amount: float, into: dict[str, float]) -> None:
    """The explosion of one draw, written again the slow way."""
    c, routes = draws.catalogue, default_routes(draws.catalogue)
    into[product] = into.get(product, 0) + amount
    if product not in routes:
        return
    process = c.process(routes[product])
    for i in np.flatnonzero(c.flows.process == process):
        if c.flows.quantity[i] < 0:
            by_recursion(draws, d, c.commodities.ids[c.flows.commodity[i]], -amount * draws.flows[d, i], into)


def test_needs_of_each_draw_are_those_of_its_own_recipes() -> None:
    draws = draw(catalogue(), 21, 4)
    found = needs_over(draws, {"pack_ev_ncm811": 3})
    for d in range(4):
        expected: dict[str, float] = {}
        by_recursion(draws, d, "pack_ev_ncm811", 3.0, expected)
        assert len(expected) > 40
        for commodity, x in expected.items():
            assert found.of(commodity)[d] == pytest.approx(x, rel=1e-12), commodity


def test_median_need_is_near_the_nominal_and_inside_its_bounds() -> None:
    c = catalogue()
    nominal = needs(c, {"cell_lfp": 1}).amounts["lc"]
    found = needs_over(draw(c, 22, 2000), {"cell_lfp": 1}).quantity("lc")
    assert nominal.value is not None
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert float(found.value) == pytest.approx(float(nominal.value), rel=0.02)
    assert nominal.low is not None
    assert nominal.high is not None
    # narrower than taking all ends at once, which is what the bounds of a need are
    assert nominal.low < found.low < found.value < found.high < nominal.high


def test_output_value_over_draws() -> None:
    c = catalogue()
    q = Quantity(Decimal(2), "GWh", AssumptionBasis("test"))
    t = Quantity(Decimal(5000), "t", AssumptionBasis("test"))
    plants = [Plant("A", 2027, "cell_lfp", q), Plant("A", 2027, "lfp", t), Plant("B", 2027, "lfp", t)]
    draws = draw(c, 23, 300)
    found = output_value_over(supplies(c, plants), "A", 2027, draws)
    cell, lfp = draws.price("cell_lfp"), draws.price("lfp")
    assert cell is not None
    assert lfp is not None
    assert found == pytest.approx((2 * cell + 5000 * lfp) / 1.13)
    given = {("cell_lfp", 2027): Quantity(Decimal(226_000_000), "CNY/GWh", AssumptionBasis("given"))}
    fixed = output_value_over(supplies(c, plants[:1], given), "A", 2027, draws)
    assert np.all(fixed == pytest.approx(2 * 200_000_000))


def test_spread_says_what_it_holds() -> None:
    q = spread(np.arange(101.0), "t", level=0.9)
    assert (q.value, q.low, q.high) == (Decimal(50), Decimal(5), Decimal(95))
    assert "101" in str(q.basis.expression)  # type: ignore[union-attr]
    with pytest.raises(InputError):
        spread([], "t")


def nominal(n: int) -> Draws:
    """Draws that all stand at the printed figures."""
    c = catalogue()
    tables = [
        np.tile(np.asarray(c.tables[t].floats["value"]), (n, 1)) for t in ("economics", "prices", "lifetimes")
    ]
    return Draws(c, np.tile(c.flows.quantity, (n, 1)), *tables)


@pytest.mark.parametrize("region", [None, "云南"])
def test_footprints_over_nominal_draws_are_the_footprint(region: str | None) -> None:
    found = footprint(catalogue(), "pack_ev_ncm622", 2, region)
    for measure, q in found.quantities.items():
        assert q.value is not None
        assert footprint_over(found, nominal(2), measure) == pytest.approx(float(q.value), rel=1e-6), measure


def test_a_likely_range_is_narrower_than_the_bounds() -> None:
    found = footprint(catalogue(), "cell_lfp")
    draws = draw(catalogue(), 31, 1000)
    for measure in ("co2e", "cost"):
        bounds, likely = found.quantity(measure), spread(footprint_over(found, draws, measure), "kg")
        values = [bounds.low, likely.low, likely.value, likely.high, bounds.high]
        assert all(v is not None for v in values)
        assert values == sorted(v for v in values if v is not None)
    with pytest.raises(InputError, match="co2e"):
        footprint_over(found, draws, "co2")
