"""Goods of the audit come from the catalogue; names without a chemistry stand for a stage."""

from decimal import Decimal

import pytest

from lianzhang.audit.goods import (
    catalogue_commodities,
    catalogue_gwh,
    catalogue_prices,
    commodity_of,
    head_of,
)
from lianzhang.balance import gwh_factor, price_ex_vat
from lianzhang.chain import catalogue


@pytest.mark.parametrize(
    ("name", "key", "stage"),
    [
        ("正极材料", "cathode", "cathode"),
        ("磷酸铁锂", "lfp", "cathode"),
        ("高镍三元正极材料", "ncm811", "cathode"),
        ("电芯", "cell", "cell"),
        ("储能电池", "cell", "cell"),
        ("隔膜", "separator", "separator"),
        ("六氟磷酸锂项目", "lipf6", "salt"),
        ("云南省正极材料产能", "cathode", "cathode"),
    ],
)
def test_names(name, key, stage):
    assert commodity_of(name) == key
    assert catalogue_commodities()[key].stage == stage


def test_names_of_no_product_and_of_several():
    assert commodity_of("某某有限公司") is None
    assert commodity_of("铜箔、铝箔") is None
    assert head_of("云南省新能源电池产业") is None
    assert head_of("云南省正极材料") == "cathode"


def test_a_named_chemistry_has_the_catalogue_s_own_figures():
    assert catalogue_gwh()["lfp"] == gwh_factor("lfp")
    assert catalogue_prices()["lfp"] == price_ex_vat(catalogue(), "lfp")


def test_an_unspecified_cathode_takes_the_default_and_spans_the_alternatives():
    factor = catalogue_gwh()["cathode"]
    kinds = [gwh_factor(k) for k in ("lfp", "ncm523", "ncm622", "ncm811")]
    assert factor.value == kinds[0].value
    assert factor.low == min(q.low for q in kinds)
    assert factor.high == max(q.high for q in kinds)
    assert "磷酸铁锂" in factor.basis.expression.zh
    assert len(factor.basis.inputs) == 4


def test_a_family_keeps_its_default_and_its_range():
    key = commodity_of("三元正极材料")
    assert key.startswith("ncm622+")
    assert catalogue_gwh()[key].value == gwh_factor("ncm622").value
    assert catalogue_gwh()[key].high == gwh_factor("ncm523").high
    assert catalogue_commodities()[key].stage == "cathode"


def test_a_kind_that_no_default_cell_takes_is_counted_like_its_substitute():
    assert gwh_factor("anode_ng") is None
    assert catalogue_gwh()["anode_ng"].value == gwh_factor("anode_ag").value


def test_unknown_keys_and_what_has_no_place_in_a_cell():
    assert "nothing" not in catalogue_commodities()
    assert catalogue_commodities().get("phosphogypsum") is not None
    assert "phosphogypsum" not in catalogue_gwh()
    assert catalogue_commodities()["phosphogypsum"].taken_by == "none"
    assert len(catalogue_commodities()) > 199
    assert catalogue_gwh()["cell"].value == Decimal(1)
