"""Names of products as texts print them."""

from __future__ import annotations

import pytest

from lianzhang.chain import catalogue, commodities_of, commodity_of
from lianzhang.chain.products import _names


@pytest.mark.parametrize(
    ("name", "commodity"),
    [
        ("三元正极材料", "ncm622"), ("磷酸铁锂", "lfp"), ("六氟磷酸锂", "lipf6"), ("隔膜", "separator_coated"), ("铜箔", "cu_foil"),
        ("电芯", "cell_lfp"), ("动力电池", "cell_lfp"), ("储能电池", "cell_lfp"), ("碳酸锂", "lc"), ("电池级碳酸锂", "lc"),
        ("磷酸铁", "fepo4"), ("磷酸铁锂电池", "cell_lfp"), ("三元锂电池", "cell_ncm622"), ("NCM811正极材料", "ncm811"),
        ("高镍三元正极材料", "ncm811"), ("三元前驱体", "pcam622"), ("负极材料一体化项目", "anode_ag"), ("锂电池用铜箔", "cu_foil"),
        ("钠离子电池", "cell_na"), ("半固态电池", "cell_semi"), ("氢燃料电池", "fuel_cell"), ("太阳能电池", "pv_cell"),
        ("铅酸电池", "cell_lead_acid"), ("固态电解质", "latp"), ("磷酸铁锂储能系统", "pack_ess_lfp"), ("ＬＦＰ", "lfp"),
        ("年产10万吨磷酸铁锂生产线", "lfp"), ("导电炭黑", "carbon_black"), ("碳纳米管导电浆料", "cnt_paste"), ("针状焦", "needle_coke"),
    ],
)  # fmt: skip
def test_the_head_of_the_name_decides(name: str, commodity: str) -> None:
    found = commodity_of(name)
    assert found is not None
    assert found.commodity == commodity
    assert found.alias in found.reason.zh


@pytest.mark.parametrize(
    "name",
    ["钢铁", "水稻", "", "磷酸锰铁锂", "旅游", "全钒液流电池", "镍氢电池", "磷酸锰铁锂电池", "全固态电池"],
)
def test_what_the_catalogue_does_not_hold_is_not_guessed(name: str) -> None:
    assert commodity_of(name) is None


def test_what_is_left_open_is_said() -> None:
    cathode = commodity_of("正极材料")
    assert cathode is not None
    assert cathode.ambiguous
    assert {"ncm622", "lmo"} <= set(cathode.others)
    exact = commodity_of("六氟磷酸锂")
    assert exact is not None
    assert not exact.ambiguous


def test_lists_give_each_product_once_in_order() -> None:
    assert [m.commodity for m in commodities_of("铜箔、铝箔和隔膜、铜箔")] == [
        "cu_foil",
        "al_foil",
        "separator_coated",
    ]
    assert [m.commodity for m in commodities_of("磷酸铁及磷酸铁锂")] == ["fepo4", "lfp"]
    assert commodities_of("锂" * 5000) == ()


def test_every_name_leads_to_a_commodity() -> None:
    names, known = _names(), catalogue().commodities.index
    for kind, target, others in names.heads.values():
        assert target in (names.classes if kind == "class" else known)
        assert set(others) <= set(known)
    for variants in names.classes.values():
        assert set(variants.values()) <= set(known)
    assert set(names.defaults) == set(names.classes)
