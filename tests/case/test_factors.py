"""Needs of the pipeline: land when a project begins, energy in every year it runs."""

from decimal import Decimal

from tests.audit.worlds import project

from lianzhang.case.factors import needs_of
from lianzhang.chain import catalogue, default_routes


def plant(number, stage, **due):
    return project(
        number, f"项目{number}", product="磷酸铁锂", capacity=100_000, capacity_unit="t/a", stage=stage, due=due
    )  # fmt: skip


def years(needs, factor):
    return [n.year for n in needs if n.factor == factor]


def test_land_is_needed_in_the_year_of_the_start_and_once():
    needs = needs_of([plant(1, "签约", 开工="2025-03", 投产="2027-06")])
    assert years(needs, "用地") == [2025]
    each = catalogue().economics(default_routes(catalogue())["lfp"], "land_mu_per_unit_year")
    (land,) = [n.quantity for n in needs if n.factor == "用地"]
    assert land.value == each.value * Decimal(100_000)
    assert land.unit == "mu"


def test_a_project_that_has_begun_has_its_land():
    needs = needs_of([plant(1, "在建", 开工="2024-03", 投产="2025-06")])
    assert years(needs, "用地") == []
    assert years(needs, "能耗") == [2025]


def test_energy_is_needed_from_the_due_year_on():
    needs = needs_of([plant(1, "在建", 投产="2025-06"), plant(2, "谋划", 投产="2027-06")])
    assert sorted(years(needs, "能耗")) == [2025, 2026, 2027, 2027]
    assert years(needs, "用地") == [2027]


def test_projects_that_run_or_have_no_date_need_nothing_that_can_be_dated():
    assert needs_of([plant(1, "投产", 投产="2024-01"), plant(2, "谋划"), plant(3, "终止", 投产="2026")]) == ()
