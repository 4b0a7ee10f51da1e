"""Stages in GWh-equivalents. Arithmetic by hand from the printed factors."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.audit.worlds import fact, target, world, yunnan

from lianzhang.audit import run


def stages(*facts, **more):
    return {f"c{f.facts[0]}": f for f in run(world(*facts, **more), ["stage_balance"])}


def test_yunnan_exports_most_of_its_cathode_and_that_is_possible():
    found = stages(*yunnan())
    cathode = found["cy0"]
    figures = dict(cathode.figures)
    # 50 GWh × 2,350 t = 117,500 t; 1 − 117,500 ÷ 1,000,000 = 88.25 %
    assert figures["need"].value == Decimal(117500)
    assert figures["part"].value == Decimal("88.25")
    assert figures["part"].low == Decimal("87.5")  # 2,500 t a GWh
    # 1,434.32 t a GWh, the lowest of the alternatives (NCM811): 1 − 50 × 1,434.32 ÷ 1,000,000
    assert figures["part"].high == Decimal("92.8284")
    assert figures["rest"].value == Decimal(882500)
    assert cathode.kind == "implies"
    # 882,500 t of 3.10 Mt, the national output of 2024
    assert round(figures["of_national"].value, 4) == Decimal("28.4677")
    assert {"外", "{part}", "{need}"} <= {w for w in ("外", "{part}", "{need}") if w in cathode.sentence.zh}


def test_every_material_of_the_plan_is_compared_and_none_is_impossible():
    found = run(world(*yunnan()))
    assert sum(f.rule == "stage_balance" for f in found) == 5
    assert all(f.kind != "impossible" for f in found)


def test_a_shortage_is_bought_outside():
    found = stages(target("a", "电解液", 11_100, "t/a", "2025"), target("b", "电芯", 20, "GWh/a", "2025"))
    figures = dict(found["ca"].figures)
    # 20 × 1,110 = 22,200; 1 − 11,100 ÷ 22,200 = 50 %
    assert (figures["need"].value, figures["part"].value) == (Decimal(22200), Decimal(50))
    assert "购入" in found["ca"].sentence.zh


def test_consistent_figures_raise_nothing():
    assert not stages(
        target("a", "正极材料", 117_500, "t/a", "2025"), target("b", "电芯", 50, "GWh/a", "2025")
    )


@pytest.mark.parametrize("change", [{"time": "2025"}, {"place": "贵州省"}, {"modality": "actual"}])
def test_other_years_places_and_modalities_are_not_set_against_each_other(change):
    a, b = target("a", "正极材料", 10**6, "t/a", "2024"), target("b", "电芯", 50, "GWh/a", "2024")
    assert stages(a, b)
    assert not stages(a, replace(b, **change))


def test_kinds_are_summed_when_no_general_figure_is_given():
    found = run(
        world(
            target("a", "磷酸铁锂", 235_000, "t", "2025"),
            target("b", "NCM811", 15_200, "t", "2025"),
            target("d", "电芯", 10, "GWh", "2025"),
        ),
        ["stage_balance"],
    )
    # 100 GWh + 10 GWh = 110 GWh; 1 − 10 ÷ 110 = 90.9091 %
    assert [round(dict(f.figures)["part"].value, 4) for f in found] == [Decimal("90.9091")]


def test_a_number_with_two_products_is_for_checking_not_for_reckoning():
    cells = target("b", "电芯", 50, "GWh/a", "2024")
    mixed = target("a", "负极材料", 10**6, "t/a", "2024", subject="云南省正极材料产能")
    assert not stages(mixed, cells)
    assert [f.facts for f in run(world(mixed, cells), ["unsupported"])] == [("a",)]
    plain = replace(mixed, subject="云南省新能源电池产业负极材料产能")
    assert stages(plain, cells)
    assert not run(world(plain, cells), ["unsupported"])


def test_lost_and_foreign_units_are_left_out():
    a = fact(
        "a",
        "target",
        None,
        "t/a",
        measure="capacity",
        item="正极材料",
        place="云南省",
        time="2024",
        lost=True,
        modality="target",
    )
    b = target("b", "电芯", 50, "GWh/a", "2024")
    assert not stages(a, b)
    assert not stages(target("c", "正极材料", 10**6, "CNY", "2024"), b)
