"""Draws of the catalogue: every one of them balances, stays in its ranges and keeps the identities of the tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianzhang.chain import ELEMENTS, catalogue, draw, element_draws
from lianzhang.core import InputError


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_every_draw_balances_for_each_element(seed: int) -> None:
    into, out = element_draws(draw(catalogue(), seed, 40))
    assert into.shape == (40, len(catalogue().processes), len(ELEMENTS))
    live = out > 1e-12
    assert live.any(axis=(0, 1)).all()  # every element is at stake somewhere
    # 1e-3: the tolerance with which the packaged nominal recipes balance
    assert np.all(out[live] <= into[live] * (1 + 1.001e-3))


def test_drawing_rows_apart_would_break_the_balance() -> None:
    """The reason for one draw a process: the same ranges, drawn row by row, make elements from nothing."""
    c = catalogue()
    rng = np.random.default_rng(1)
    content = c.commodities.content[c.flows.commodity][:, ELEMENTS.index("li")]
    x = rng.uniform(c.flows.low, c.flows.high, (200, len(c.flows)))
    at = c.flows.process == c.process("cell_lfp")
    assert ((x * content)[:, at].sum(axis=1) > 1e-3).any()


def test_figures_stay_in_their_ranges_and_keep_their_median() -> None:
    c = catalogue()
    for shape in ("triangular", "log"):
        found = draw(c, 7, 4000, shape=shape)  # type: ignore[arg-type]
        inputs = c.flows.quantity < 0
        assert np.all(found.flows[:, inputs] >= c.flows.low[inputs])
        assert np.all(found.flows[:, inputs] <= c.flows.high[inputs])
        price = found.price("lc")
        assert price is not None
        assert 52_000 <= price.min() < 60_000
        assert 400_000 < price.max() <= 600_000
        assert np.median(price) == pytest.approx(75_400, rel=0.03)
        life = found.lifetime("ev_passenger", "lfp", "weibull_scale_years")
        assert life is not None
        assert np.median(life) == pytest.approx(13, rel=0.01)
        assert 10 <= life.min() < life.max() <= 16


def test_all_inputs_of_a_process_move_together_and_processes_apart() -> None:
    found = draw(catalogue(), 3, 500)
    a, b = found.flow("cell_lfp", "lfp"), found.flow("cell_lfp", "cu_foil")
    assert np.array_equal(np.argsort(a), np.argsort(b))
    assert abs(np.corrcoef(a, found.flow("lfp_cathode", "fepo4"))[0, 1]) < 0.2
    assert np.all(found.flow("cell_lfp", "lmo") == 0)


def test_computed_parameters_follow_what_they_are_computed_from() -> None:
    found = draw(catalogue(), 5, 50)

    def e(name: str) -> np.ndarray:
        x = found.economic("cell_lfp", name)
        assert x is not None
        return x

    electricity, steam, gas = e("electricity_kwh_per_unit"), e("steam_gj_per_unit"), e("gas_gj_per_unit")
    # GB/T 2589 and the national grid factor of 2022, as README section 2.7 of the reference tables has them
    assert e("energy_tce_per_unit") == pytest.approx(
        electricity * 1.229e-4 + (steam + gas) * 0.03412, rel=1e-5
    )
    assert e("co2e_kg_per_unit") == pytest.approx(electricity * 0.5366 + steam * 110 + gas * 56.1, rel=1e-5)
    assert e("fixed_opex_cny_per_unit") == pytest.approx(
        0.03 * e("capex_cny_per_unit_year") + 120_000 * e("jobs_per_unit_year"), rel=1e-5
    )


def test_the_same_seed_gives_the_same_draws() -> None:
    a, b, other = (draw(catalogue(), s, 3) for s in (11, np.random.default_rng(11), 12))
    for name in ("flows", "economics", "prices", "lifetimes"):
        assert np.array_equal(getattr(a, name), getattr(b, name))
    assert not np.array_equal(a.prices, other.prices)


def test_prices_move_together_as_much_as_asked() -> None:
    def correlation(together: float) -> float:
        found = draw(catalogue(), 2, 3000, together=together)
        a, b = found.price("lc"), found.price("cell_lfp")
        assert a is not None
        assert b is not None
        ranks = [np.argsort(np.argsort(x)) for x in (a, b)]
        return float(np.corrcoef(*ranks)[0, 1])

    assert correlation(0) == pytest.approx(0, abs=0.06)
    assert correlation(1) == pytest.approx(1)
    assert 0.4 < correlation(0.5) < 0.56  # Spearman of a normal copula: 6/π · asin(ρ/2) = 0.483


@pytest.mark.parametrize(("n", "together", "field"), [(0, 0.5, "n"), (3, 1.5, "together")])
def test_nonsense_is_refused(n: int, together: float, field: str) -> None:
    with pytest.raises(InputError, match=field):
        draw(catalogue(), 1, n, together=together)
