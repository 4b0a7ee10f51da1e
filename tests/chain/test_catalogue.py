"""The packaged catalogue. Counts and figures come from the reference tables' own README, not from our code."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

import lianzhang.chain
from lianzhang.chain import catalogue, segment_tree
from lianzhang.core import InputError, unit

DATA = Path(lianzhang.chain.__file__).parent / "data"


def test_everything_of_the_reference_tables_is_there() -> None:
    c = catalogue()
    ours = {r["id"] for r in c.tables["commodities"].records if r["source"] == "assume"}
    assert ours == {"ev_car", "ev_commercial", "ev_two_wheeler", "storage_station"}
    assert len(c.commodities) - len(ours) == 199
    assert len(c.processes) - 10 == 124
    assert len(c.flows) - 20 == 710
    assert len(c.tables["economics"]) == 1654
    assert len(c.tables["prices"]) == 254
    assert len(c.tables["lifetimes"]) == 76
    assert len(c.tables["cell_bom"]) == 93
    assert len(c.tables["checks"]) == 71


def test_shares_of_evidence_are_those_of_the_reference() -> None:
    """README section 5: flows 10 % documents, 21 % with estimates, 40 % computed, 29 % estimates; economics 60 % estimates."""
    flows = [r["basis"] for r in catalogue().tables["flows"].records[:710]]
    documents = sum(b in ("evidence", "literature") for b in flows) / 710
    mixed = sum(b in ("evidence+estimate", "literature+estimate") for b in flows) / 710
    assert documents == pytest.approx(0.10, abs=0.005)
    assert mixed == pytest.approx(0.21, abs=0.005)
    assert sum(b == "estimate" for b in flows) / 710 == pytest.approx(0.29, abs=0.005)
    economics = [r["basis"] for r in catalogue().tables["economics"].records]
    assert sum(b == "estimate" for b in economics) == 1051


def test_arrays_cannot_be_changed_and_the_matrix_holds_the_flows() -> None:
    c = catalogue()
    with pytest.raises(ValueError):
        c.flows.quantity[0] = 0
    matrix = c.flows.matrix()
    assert matrix.shape == (203, 134)
    assert matrix.nnz == 730
    assert matrix[c.commodity("lfp"), c.process("cell_lfp")] == -2350
    assert np.all(matrix.tocsr()[c.processes.output, np.arange(134)] == 1)
    assert "203 commodities" in repr(c)


def test_a_figure_leads_to_its_row() -> None:
    c = catalogue()
    q = c.flow("cell_lfp", "lfp")
    assert q is not None
    assert (q.value, q.low, q.high, q.unit) == (Decimal(-2350), Decimal(-2500), Decimal("-2209.52"), "t/GWh")
    lines = (DATA / "flows.csv").read_text(encoding="utf-8").splitlines()
    assert lines[q.basis.row - 1].startswith("cell_lfp,lfp,-2350,")
    assert "EverBatt 2023" in q.basis.source
    price = c.price("lc")
    assert price is not None
    assert (price.value, price.low, price.high, price.unit) == (75400, 52000, 600000, "CNY/t")
    capex = c.economics("cell_lfp", "capex_cny_per_unit_year")
    assert capex is not None
    assert (capex.value, capex.unit) == (220_000_000, "CNY/(GWh/a)")
    assert c.economics("car_lfp", "capex_cny_per_unit_year") is None
    assert c.flow("cell_lfp", "lmo") is None
    life = c.lifetime("ev_passenger", "lfp", "weibull_scale_years")
    assert life is not None
    assert life.value == 13
    pack = c.lifetime("ev_passenger", "all", "average_pack")
    assert pack is not None
    assert (pack.value, pack.unit) == (Decimal("0.0552"), "MWh")


def test_every_unit_is_known_and_every_source_named() -> None:
    c = catalogue()
    for table in c.tables.values():
        for r in table.records:
            if "unit" in r:
                unit(r["unit"])
    assert (
        c.sources("eb23;mem")
        == "EverBatt 2023, Argonne National Laboratory [eb23]; from memory, no document re-read [mem]"
    )


def test_frames_show_the_same_figures() -> None:
    frames = catalogue().frames()
    assert frames["economics"].shape == (1654, 8)
    row = frames["prices"].filter(commodity="cell_lfp", kind="reference")
    assert row["value"].to_list() == [307_000_000.0]


def test_unknown_names_give_the_nearest() -> None:
    with pytest.raises(InputError, match="cell_lfp"):
        catalogue().commodity("cel_lfp")


def test_tree_holds_everything_in_the_order_of_the_chain() -> None:
    tree = segment_tree()
    names = [s.name.zh for s in tree.tops]
    asked = [
        "资源",
        "锂盐与化工",
        "前驱体",
        "正极",
        "负极",
        "电解液",
        "隔膜",
        "箔材与辅材",
        "电芯",
        "电池包",
        "应用",
        "回收",
    ]
    assert names[: len(asked)] == asked
    held = [c for s in tree.nodes for c in s.commodities]
    assert sorted(held) == sorted(catalogue().commodities.ids)
    assert sorted(p for s in tree.nodes for p in s.processes) == sorted(catalogue().processes.ids)
    assert tree.top(tree.of_commodity("lc").id).name.zh == "锂盐与化工"
    assert tree.of_commodity("ev_car").id == "vehicle"
    with pytest.raises(InputError, match="cathode"):
        tree["cathodes"]


def test_industry_codes_where_there_is_no_doubt() -> None:
    c = catalogue()
    assert c.commodities.gb4754[c.commodity("cell_lfp")] == "3841"  # 锂离子电池制造
    assert c.commodities.gb4754[c.commodity("cell_lead_acid")] == "3843"  # 铅蓄电池制造
    assert c.commodities.gb4754[c.commodity("separator_coated")] is None
