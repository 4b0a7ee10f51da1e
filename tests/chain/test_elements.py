"""Element balance at load, at nominal figures and at the ends of the ranges."""

from __future__ import annotations

import numpy as np
import pytest

from lianzhang.chain import ELEMENTS, catalogue, element_balance, element_problems
from lianzhang.chain.elements import element_totals

# README section 4.1 of the reference tables, "yield into the main output / all outputs", in percent.
PUBLISHED = {
    ("lc_spodumene", "li"): (83.8, 83.8), ("lfp_cathode", "li"): (96.6, 96.6), ("lipf6", "f"): (58.8, 58.8),
    ("hpal_mhp", "mn"): (17.3, 17.3), ("anode_ng", "graphite"): (41.1, 87.9), ("ppa", "p"): (72.0, 98.0),
    ("cell_lfp", "li"): (93.8, 99.8), ("cell_lfp", "cu"): (92.8, 99.9), ("cell_ncm811", "ni"): (94.1, 100.0),
    ("na_oxide", "na"): (32.3, 96.8), ("recycle_lead_acid", "pb"): (97.0, 97.0), ("al_foil", "al"): (81.1, 96.9),
    ("dismantle_ev_lfp", "fe"): (67.7, 97.7), ("hydro_lfp", "li"): (90.0, 90.0), ("pcam622", "co"): (98.5, 98.5),
}  # fmt: skip


def test_no_process_puts_out_more_than_it_takes_in() -> None:
    c = catalogue()
    b = element_balance(c)
    live = b.out > 1e-12
    assert int(live[:124].sum()) == 545  # balances counted by the reference tables' own check
    assert np.all(b.out[live] <= b.into[live] * 1.001)
    assert np.all(b.main[live] <= b.least_into[live] * 1.0005)
    assert np.all(b.most_out[live] <= b.into[live] * 1.0015)
    assert list(element_problems(c)) == []


@pytest.mark.parametrize(("process", "element"), PUBLISHED)
def test_yields_are_the_published_ones(process: str, element: str) -> None:
    c = catalogue()
    b = element_balance(c)
    p, e = c.process(process), ELEMENTS.index(element)
    main, every = PUBLISHED[process, element]
    assert 100 * b.main[p, e] / b.into[p, e] == pytest.approx(main, abs=0.06)
    assert 100 * b.out[p, e] / b.into[p, e] == pytest.approx(every, abs=0.06)


def test_totals_of_an_activity_balance_too() -> None:
    c = catalogue()
    activity = np.zeros((134, 1))
    for process, level in (("cell_lfp", 3.0), ("lfp_cathode", 7050.0)):
        activity[c.process(process), 0] = level
    import scipy.sparse as sp

    into, out = element_totals(sp.csc_array(c.flows.matrix() @ activity), c.commodities.content)
    assert np.all(out <= into * 1.001 + 1e-9)
    assert into[0, ELEMENTS.index("li")] > 0
