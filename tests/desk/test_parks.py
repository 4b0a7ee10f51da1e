"""Parks: the grade their projects need, what they have left; requests beside what the recipes say."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.desk.places_sample import project

from lianzhang.chain import catalogue, default_routes
from lianzhang.core import RowBasis
from lianzhang.desk.factors import factor_needs, grades_of, park_factors, requests_of
from lianzhang.ledger.records import Record

HERE = "湖南省郴州市临武县"
SALT = project(
    1, "示例碳酸锂项目", HERE, 5, product="碳酸锂", capacity=Decimal(10000), capacity_unit="t/a", stage="签约"
)
BOX = project(2, "示例壳体项目", HERE, 3, product="电池壳体", stage="签约")


def park(number, name, **values):
    basis = {k: RowBasis("园区.csv", number, k, ()) for k in values}
    return Record("parks", number, 1, {"name": name, "place": HERE, **values}, {}, basis)


@pytest.mark.parametrize(
    ("grade", "verdict", "held"),
    [("C", "fits", 0), ("D", "fits", 0), ("B", "not_fit", 1), ("A", "not_fit", 1), (None, "not_graded", 1)],
)
def test_chemical_projects_wait_for_grade_c_or_d(grade, verdict, held):
    (found,) = grades_of(
        [park(1, "甲化工园", safety_grade=grade)], [SALT, BOX], {1: "甲化工园", 2: "甲化工园"}
    )
    assert (found.verdict, len(found.held_up)) == (verdict, held)
    assert (found.investment.value == 5) if held else found.investment is None


def test_projects_of_another_park_or_of_none_are_left_alone():
    parks = [park(1, "甲化工园", chemical=True), park(2, "乙产业园")]
    assert [g.park for g in grades_of(parks, [SALT], {1: "丙园"})] == ["甲化工园"], (
        "a chemical park is listed, and holds nothing up"
    )
    assert grades_of(parks, [SALT], {1: "丙园"})[0].held_up == ()
    assert grades_of(parks, [replace(SALT, stage="投产")], {1: "甲化工园"})[0].held_up == ()
    by_place = replace(SALT, place=f"{HERE}甲化工园")
    assert grades_of(parks, [by_place])[0].held_up == ("示例碳酸锂项目",)


def test_what_a_park_has_left():
    needs = factor_needs([SALT])
    found = {
        f.factor: f
        for f in park_factors([park(1, "甲园", land_left=Decimal(100), power=Decimal(5))], needs, {1: "甲园"})
    }
    of = catalogue()
    each = of.economics(default_routes(of)["lc"], "land_mu_per_unit_year")
    assert found["用地"].left.value == 100 - each.value * 10000
    assert found["电力"].left.unit == "MW"
    assert found["电力"].need.value == needs[0].needs["电力"].value / (8760 * 1000)
    assert "能耗" not in found, "a quota that is not given is not zero"


def test_requests_stand_beside_the_recipes():
    values = {
        "factor": "土地",
        "need": Decimal(200),
        "need_unit": "mu",
        "granted": Decimal(50),
        "granted_unit": "mu",
        "due": "2024-05-31",
        "asked": "2024-01-01",
    }
    rows = [
        Record("factors", 1, 1, {**values, "closed": "2024-05-01"}, {"project": "示例碳酸锂项目"}),
        Record("factors", 2, 1, values, {"project": "示例碳酸锂项目"}),
        Record("factors", 3, 1, {**values, "due": None, "granted": None}, {"project": "别的项目"}),
    ]
    late, open_, closed = requests_of(rows, factor_needs([SALT]), "2024-06-30")
    assert late.late and late.gap.value == 150 and late.reckoned == factor_needs([SALT])[0].needs["用地"]
    assert (open_.gap, open_.reckoned, open_.late) == (None, None, False)
    assert closed.closed and not closed.late
