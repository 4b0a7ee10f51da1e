"""Returns and recycling: by hand along one chain, and mass conserved for each element over the whole system."""

from __future__ import annotations

import numpy as np
import pytest

from lianzhang.balance import collection_rate, eol_recycling_rate, fixed, mass_balance, returns_of
from lianzhang.chain import ELEMENTS, catalogue, draw
from lianzhang.core import InputError, RowBasis

YEARS = np.arange(2021, 2041)
PRODUCTS = [
    "pack_ev_lfp", "pack_ev_ncm523", "pack_ev_ncm622", "pack_ev_ncm811", "pack_ev_semi", "pack_ev_lmo", "pack_ev_na",
    "pack_ess_lfp", "pack_ess_na", "cell_lead_acid",
]  # fmt: skip


def test_one_chain_by_hand() -> None:
    """10 GWh of LFP packs a year, all of them five years in use, half collected, none to second life."""
    found = returns_of(
        catalogue(), "pack_ev_lfp", YEARS, np.full(20, 10.0), life=fixed(5), collection=0.5, second_life=0
    )
    assert found.discarded[:5].tolist() == [0] * 5
    discarded = 10 / 0.00013453  # flows.csv: GWh of packs a t of retired packs
    assert found.discarded[5:] == pytest.approx(discarded)
    lithium_carbonate = discarded * 0.5 / 1.005 / 2.15518 / 7.6662
    assert found.recovered["lc"][-1] == pytest.approx(lithium_carbonate)
    assert found.recovered["fepo4"][-1] == pytest.approx(lithium_carbonate * 4.1966)
    assert "na2so4" not in found.recovered
    assert "bm_lfp" not in found.outputs  # leached
    assert found.uncollected[-1] == pytest.approx(discarded / 2)
    q = found.quantity("lc", 2030)
    assert float(q.value or 0) == pytest.approx(lithium_carbonate, rel=1e-8)
    rows = [x.basis for _, x in q.basis.inputs]  # type: ignore[union-attr]
    assert all(isinstance(b, RowBasis) for b in rows)
    assert len(rows) >= 4


@pytest.mark.parametrize("product", PRODUCTS)
def test_each_element_is_conserved_from_delivery_to_recovery(product: str) -> None:
    """delivered = in use + in second life + not collected + put out at the end + lost in the steps, reagents counted in."""
    c = catalogue()
    found = returns_of(c, product, YEARS, np.linspace(1, 20, 20), second_life=0.3, collection=0.7)
    content = c.commodities.content
    lost = sum(x.sum(axis=0) for x in mass_balance(c, found.activity).values())
    reagents = np.zeros(len(ELEMENTS))
    chain = {c.commodities.ids[c.processes.output[c.process(p)]] for p in found.activity} | {product}
    for p, x in found.activity.items():
        for i in np.flatnonzero((c.flows.process == c.process(p)) & (c.flows.quantity < 0)):
            if c.commodities.ids[c.flows.commodity[i]] not in chain:
                reagents += -c.flows.quantity[i] * x.sum() * content[c.flows.commodity[i]]
    delivered = found.elements("delivered").sum(axis=0) + reagents
    held = found.stock.stock[-1] * content[c.commodity(product)]
    if found.second is not None:
        held = held + found.second.stock[-1] * content[c.commodity("pack_cascade")]
    retired = c.commodities.ids[c.processes.output[c.process(next(iter(found.activity)))]]
    out = sum(x.sum() * content[c.commodity(k)] for k, x in found.outputs.items())
    out = out + found.uncollected.sum() * content[c.commodity(retired)]
    assert delivered == pytest.approx(held + out + lost, rel=1e-9, abs=1e-9)
    assert delivered.max() > 100
    assert np.all(lost >= -1.1e-3 * delivered)


def test_second_life_keeps_batteries_longer_and_loses_none() -> None:
    c, flat = catalogue(), np.full(20, 10.0)
    without = returns_of(c, "pack_ev_lfp", YEARS, flat, second_life=0, collection=0.8)
    half = returns_of(c, "pack_ev_lfp", YEARS, flat, second_life=0.5, collection=0.8)
    assert without.second is None
    assert half.second is not None
    assert half.second.stock[-1] > 0
    # in the early years less is recycled; what was in second life comes back later, and is discarded then
    assert half.recovered["lc"][10] < without.recovered["lc"][10]
    assert half.discarded.sum() > without.discarded.sum()
    assert returns_of(c, "pack_ev_ncm622", YEARS, flat, second_life=0.5).second is None


def test_collection_follows_statistics_and_scenarios() -> None:
    """0.25 in 2023–2024, 0.6 in 2030, 0.8 in 2035 (lifetimes.csv), straight lines between."""
    rate, rows = collection_rate(catalogue(), "pack_ev_lfp", [2015, 2024, 2027, 2030, 2050])
    assert rate == pytest.approx([0.25, 0.25, 0.425, 0.6, 0.8])
    assert len(rows) == 3
    found = returns_of(catalogue(), "pack_ev_lfp", [2030, 2031], [0.0, 0.0])
    assert np.all(found.discarded == 0)


def test_recycling_rate_by_element_over_years() -> None:
    found = returns_of(catalogue(), "pack_ev_ncm811", YEARS, np.full(20, 10.0), collection=1)
    rate = eol_recycling_rate(found.elements("recovered"), found.elements("discarded"))
    assert rate.shape == (20, 12)
    at = [ELEMENTS.index(e) for e in ("ni", "co", "li")]
    # leaching norms of 2024 ask for 98 % of nickel and cobalt and 90 % of lithium from black mass; dismantling loses a little
    assert np.all(rate[-1, at[:2]] > 0.94)
    assert 0.80 < rate[-1, at[2]] < rate[-1, at[0]]
    assert np.all(rate[np.isfinite(rate)] <= 1.001)


def test_draws_are_the_last_dimension() -> None:
    draws = draw(catalogue(), 9, 30)
    found = returns_of(catalogue(), "pack_ev_lfp", YEARS, np.full(20, 10.0), draws=draws)
    assert found.recovered["lc"].shape == (20, 30)
    assert found.recovered["lc"][-1].std() > 0
    q = found.quantity("lc", 2040)
    assert q.low is not None
    assert q.value is not None
    assert q.high is not None
    assert q.low < q.value < q.high


def test_a_process_that_makes_matter_is_named() -> None:
    c = catalogue()
    with pytest.raises(InputError, match="hydro_lfp"):
        mass_balance(c, {"hydro_lfp": [-1.0]})
    lost = mass_balance(c, {"hydro_lfp": [2.0, 3.0]})["hydro_lfp"]
    # t Li a t of Li2CO3: 7.6662 t of black mass at 2.709 % in, 0.1869 (2·6.94/73.89 × 0.995) out
    assert lost[0, 0] == pytest.approx(2 * (7.6662 * 0.02709 - 0.18691), rel=1e-3)


@pytest.mark.parametrize(
    "bad", [{"collection": 1.2}, {"second_life": -0.1}, {"product": "pack_ev_lpf"}, {"deliveries": [1.0]}]
)
def test_nonsense_is_refused(bad: dict[str, object]) -> None:
    given = {"product": "pack_ev_lfp", "years": [2030, 2031], "deliveries": [1.0, 2.0]} | bad
    with pytest.raises(InputError):
        returns_of(catalogue(), **given)  # type: ignore[arg-type]
