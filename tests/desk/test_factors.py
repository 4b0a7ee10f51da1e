"""Factors: needs by the catalogue's rows, energy review at its marks, shortages and who has to spare; sums by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lianzhang.audit import Quota
from lianzhang.chain import catalogue, default_routes
from lianzhang.core import AssumptionBasis, InputError, Quantity, RowBasis, collect
from lianzhang.desk.factors import factor_needs, parse_review, review_of, shortages
from lianzhang.ledger.project import ProjectRecord

BASIS = AssumptionBasis("给定")
ROW = RowBasis("projects.csv", 2, "产能", ())


def project(number, capacity, unit="t/a", product="磷酸铁锂", place="湖南省郴州市临武县", **more):
    base = ProjectRecord(
        id=number, name=f"项目{number}", place=place, owner=None, segment=None, stage="签约", stages={}, due={"开工": "2026-05", "投产": "2027-06"},
        total_investment=None, completed_investment=None, capacity=None if capacity is None else Decimal(capacity), capacity_unit=unit,
        product=product, responsible_body=None, responsible_office=None, basis={"capacity": ROW},
    )  # fmt: skip
    return replace(base, **more)


def figure(value, unit):
    return Quantity(Decimal(value), unit, BASIS)


def test_needs_are_capacity_times_the_catalogues_use():
    of = catalogue()
    process = default_routes(of)["lfp"]
    (found,) = factor_needs([project(1, 50000, total_investment=Decimal(10**9))])
    for factor, parameter in (
        ("用地", "land_mu_per_unit_year"),
        ("电力", "electricity_kwh_per_unit"),
        ("用水", "water_t_per_unit"),
    ):
        assert found.needs[factor].value == 50000 * of.economics(process, parameter).value
        assert ROW.id in collect([found.needs[factor]])
    assert set(found.needs) == {"用地", "电力", "能耗", "用水", "用工", "资金"}
    assert found.stated.value == round(Decimal(10**11) / found.needs["资金"].value, 4)
    assert (found.begins, found.year) == (2026, 2027)


def test_what_cannot_be_reckoned_is_said_and_what_runs_or_has_its_land_needs_none():
    blank, odd, unknown, runs, begun = factor_needs(
        [
            project(1, None),
            project(2, 50000, "GWh/a"),
            project(3, 10, product="不知何物"),
            project(4, 1, stage="签约"),
            project(5, 10, stage="开工"),
        ]
    )
    assert [t.zh for t in blank.missing] == ["产能未填"]
    assert "单位" in odd.missing[0].zh
    assert "目录" in unknown.missing[0].zh
    assert runs.needs
    assert "用地" not in begun.needs
    assert factor_needs([project(1, 10, stage="投产"), project(2, 10, stage="终止")]) == ()


@pytest.mark.parametrize(
    ("tce", "kwh", "level"),
    [
        (999, 4_999_999, "exempt"), (1000, 0, "city"), (0, 5_000_000, "city"), (9_999, 10**9, "city"), (10_000, 0, "province"),
        (None, 6_000_000, None), (500, None, None), (20_000, None, "province"),
    ],
)  # fmt: skip
def test_energy_review_at_its_marks(tce, kwh, level):
    energy = None if tce is None else figure(tce, "tce")
    power = None if kwh is None else figure(kwh, "kWh")
    found = review_of(energy, power)
    assert (found.level.id if found.level else None) == level


def test_a_range_over_a_mark_leaves_the_level_open():
    energy = Quantity(Decimal(8000), "tce", BASIS, Decimal(900), Decimal(12000))
    found = review_of(energy, figure(0, "kWh"))
    assert found.level.id == "city"
    assert {o.id for o in found.others} == {"exempt", "province"}


def test_an_offices_own_levels_and_their_faults():
    own = parse_review('[[level]]\nid="a"\nname="省"\ntce="5000"\n[[level]]\nid="b"\nname="免"\n', "own.toml")
    assert review_of(figure(5000, "tce"), None, own).level.id == "a"
    with pytest.raises(InputError) as error:
        parse_review('[[level]]\nname="省"\ntce="五千"\n', "own.toml")
    assert len(error.value.problems) == 3


def quota(value, place="湖南省郴州市临武县", year=2027, factor="能耗", unit="tce"):
    return Quota(place, factor, year, figure(value, unit))


def test_shortages_and_the_level_that_has_to_spare():
    projects = [project(1, 50000), project(2, 30000), project(3, 90000, place="云南省昆明市安宁市")]
    needs = factor_needs(projects)
    energy = {n.project.id: n.needs["能耗"].value for n in needs}
    mine = energy[1] + energy[2]
    county = quota(mine - 100)
    (only,) = shortages(needs, [county])
    assert only.short.value == 100
    assert only.projects == ("项目1", "项目2")
    assert only.escalation.level == "unknown"  # no quota above is given
    city, province = quota(mine + 50, "湖南省郴州市"), quota(mine * 3, "湖南省")
    (found,) = shortages(needs, [county, city, province])
    assert (found.escalation.level, found.escalation.place, found.escalation.spare.value) == (
        "prefecture",
        "湖南省郴州市",
        50,
    )
    found = shortages(needs, [county, quota(mine - 1, "湖南省郴州市"), province])[0]
    assert {s.place: s.escalation.level for s in shortages(needs, [county, quota(mine - 1, "湖南省郴州市"), province])} == {
        "湖南省郴州市": "province", "湖南省郴州市临武县": "province",
    }  # fmt: skip
    assert found.escalation.spare.value == mine * 2
    low = shortages(needs, [county, quota(mine - 1, "湖南省郴州市"), quota(mine - 1, "湖南省")])
    assert {s.place: s.escalation.level for s in low} == {
        "湖南省郴州市临武县": "state",
        "湖南省郴州市": "state",
        "湖南省": "state",
    }


def test_years_of_needs():
    needs = factor_needs(
        [
            project(1, 50000),
            project(2, 50000, due={"开工": "2027-01", "投产": "2029"}),
            project(3, 50000, due={}),
        ]
    )
    one = needs[0].needs["能耗"].value
    short = {
        (s.year, s.need.value / one) for s in shortages(needs, [quota(1, year=y) for y in range(2025, 2032)])
    }
    assert short == {(2027, 1), (2028, 1), (2029, 2)}
    land = shortages(needs, [quota(1, year=y, factor="用地", unit="mu") for y in range(2025, 2030)])
    assert {(s.year, s.projects) for s in land} == {(2026, ("项目1",)), (2027, ("项目2",))}
