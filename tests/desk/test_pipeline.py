"""The pipeline: nothing twice, sums that agree whichever way they are cut, conversion, weights by hand, two dates."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianzhang.core import AssumptionBasis, Quantity, RowBasis
from lianzhang.desk.pipeline import (
    DIMENSIONS,
    by_year,
    changes_between,
    coming,
    conversion,
    count_once,
    roll_up,
    stage_on,
)
from lianzhang.ledger.project import STAGES, ProjectRecord

YI = 100_000_000


def project(number, name=None, total=10, **more):
    base = ProjectRecord(
        id=number, name=name or f"甲{number}项目", place="湖南省郴州市临武县", owner="某公司", segment=None, stage="在建", stages={}, due={},
        total_investment=None if total is None else Decimal(total * YI), completed_investment=None, capacity=None, capacity_unit=None,
        product="磷酸铁锂", responsible_body=None, responsible_office=None,
        basis={"total_investment": RowBasis("projects.csv", number, "总投资", ())},
    )  # fmt: skip
    return replace(base, **more)


def whole(projects, phase_of=None):
    (cell,) = roll_up(count_once(projects, phase_of), ())
    return cell


def yi(q):
    return None if q is None else q.value / YI


def test_a_whole_and_its_phases_count_once_and_the_rest_stays():
    records = [
        project(1, "临武锂电园项目", 100, stage="签约"), project(2, "临武锂电园一期项目", 30, stage="投产"),
        project(3, "临武锂电园二期项目", 20, stage="在建"), project(4, "别的项目", 5),
    ]  # fmt: skip
    found = whole(records)
    assert (found.projects.value, yi(found.total)) == (2, 105)
    by_stage = {c.key[0]: (c.projects.value, yi(c.total)) for c in roll_up(count_once(records), ("stage",))}
    assert by_stage == {"投产": (1, 30), "在建": (1, 25), "签约": (0, 50)}
    bands = {c.key[0]: yi(c.total) for c in roll_up(count_once(records), ("band",))}
    assert bands == {"100亿元及以上": 100, "1亿—10亿元": 5}  # phases stand in the band of their whole
    assert count_once(records).doubts[0].projects == (1, 2, 3)


def test_the_register_says_which_is_a_phase_whatever_the_names():
    records = [project(1, "大项目", 50), project(2, "磷酸铁生产线", 20), project(3, "电解液生产线", 10)]
    assert (whole(records).projects.value, yi(whole(records).total)) == (3, 80)
    nested = whole(records, {2: 1, 3: 2})  # a phase of a phase; a circle would do no harm
    assert (nested.projects.value, yi(nested.total)) == (1, 50)
    assert yi(whole(records, {2: 3, 3: 2}).total) is not None


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ((None, 30, 20), 50),  # the whole has no total: its phases
        ((100, 30, None), 100),  # a phase has none: the money stays on the whole
        ((40, 30, 20), 50),  # the phases exceed the whole: they stand
        ((50, 30, 20), 50),
    ],
)
def test_totals_that_are_missing_or_disagree(totals, expected):
    records = [
        project(i, n, t) for i, (n, t) in enumerate(zip(("园项目", "园一期", "园二期"), totals), start=1)
    ]
    found = count_once(records, {2: 1, 3: 1})
    assert yi(roll_up(found, ())[0].total) == expected
    assert bool([d for d in found.doubts if "超过" in d.text.zh]) == (totals == (40, 30, 20))


def test_a_second_phase_beside_a_smaller_first_is_no_part_of_it():
    records = [project(1, "云岭电芯项目", 20), project(2, "云岭电芯二期项目", 60)]
    assert (whole(records).projects.value, yi(whole(records).total)) == (2, 80)
    other_owner = [project(1, "云岭电芯项目", 90), project(2, "云岭电芯二期项目", 60, owner="别家")]
    assert whole(other_owner).projects.value == 2


def test_a_total_of_several_projects_is_left_out_where_they_stand():
    records = [project(1, "临武新能源产业等7个项目", 560), project(2, "恒曜项目", 30)]
    found = count_once(records)
    assert yi(roll_up(found, ())[0].total) == 30
    assert found.left_out[0].projects == (1,)
    assert yi(whole(records[:1]).total) == 560  # nothing else of the place: it counts


def test_records_that_may_be_one_are_told_and_not_merged():
    records = [project(1, "恒曜年产5万吨磷酸铁锂项目"), project(2, "恒曜年产5万吨磷酸铁锂建设项目")]
    found = count_once(records)
    assert found.doubts[0].projects == (1, 2)
    assert roll_up(found, ())[0].projects.value == 2


STAGE = st.sampled_from([*STAGES, None])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 200) | st.none(), STAGE, st.sampled_from(["园", "厂", "线"]), st.sampled_from(["", "一期", "二期", "三期"]),
                  st.sampled_from(["湖南省郴州市临武县", "云南省昆明市安宁市", None])),
        max_size=12,
    )
)  # fmt: skip
def test_every_cut_adds_up_to_the_same(rows):
    records = [project(i, f"{n}{p}项目", t, stage=s, place=at) for i, (t, s, n, p, at) in enumerate(rows)]
    counted = count_once(records)
    cells = roll_up(counted, ())
    total, number = (cells[0].total, cells[0].projects.value) if cells else (None, 0)
    assert number <= len(records)
    if total is not None:
        assert total.value <= sum(r.total_investment or 0 for r in records)
    for n in range(1, 5):
        for by in combinations(DIMENSIONS, n):
            parts = roll_up(counted, by)
            assert sum(c.projects.value for c in parts) == number
            assert sum((c.total.value for c in parts if c.total), Decimal(0)) == (total.value if total else 0)


def test_contract_against_completed_over_those_with_both():
    records = [project(1, total=10, completed_investment=Decimal(4 * YI)), project(2, total=30)]
    found = whole(records)
    assert (yi(found.total), yi(found.completed), found.share.value) == (40, 4, 40)


def test_conversion_and_waiting():
    records = [
        project(1, stages={"签约": "2025-01-15", "开工": "2025-07"}),
        project(2, stage="签约", stages={"签约": "2025-03-01"}, due={"开工": "2025-12-31"}),
        project(3, stage="签约", stages={"签约": "2026-02-01"}, due={"开工": "2027-06"}),
        project(4, stage="终止", stages={"签约": "2024-06-01", "终止": "2025-06-01"}),
        project(5, stage="谋划", stages={}),
        project(
            6, stage="投产", stages={"投产": "2026-12-01", "签约": "2025-05-01"}
        ),  # after the day: signed, not begun by any date
    ]
    step = next(c for c in conversion(records, "2026-06-30") if (c.begin, c.end) == ("签约", "开工"))
    assert (step.reached.value, step.converted.value, step.share.value) == (5, 1, 20)
    assert step.months.value == 6
    assert (step.waiting.value, step.longest.value, step.overdue.value) == (3, 15, 1)


def test_weighted_capacity_and_output_by_hand():
    basis = AssumptionBasis("给定")
    weights = {"签约": Quantity(Decimal("0.4"), "1", basis), "投产": Quantity(Decimal(1), "1", basis)}
    capacity = {"capacity": Decimal(50000), "capacity_unit": "t/a"}
    records = [
        project(1, stage="签约", due={"投产": "2027-06"}, **capacity), project(2, stage="投产", **capacity),
        project(3, stage="签约", **capacity), project(4, stage="谋划", due={"投产": "2026"}, **capacity),
        project(5, stage="签约", product="不知何物", **capacity),
    ]  # fmt: skip
    found = coming(count_once(records), weights)
    assert [(c.unit.project.id, c.year, c.expected.value) for c in found] == [
        (1, 2027, 20000),
        (2, 0, 50000),
        (3, None, 20000),
    ]
    totals = {t.year: t for t in by_year(found, (2026, 2027), "all")}
    assert totals[2026].capacity["lfp"].value == 50000
    assert totals[2027].capacity["lfp"].value == 70000
    first = found[0]
    assert first.weight in dict(first.expected.basis.inputs).values()
    assert totals[2027].output_value.value == found[0].output_value.value + found[1].output_value.value


def test_two_dates():
    records = [
        project(1, stage="在建", stages={"签约": "2025-03-01", "开工": "2026-02-01"}),
        project(2, stage="签约", stages={"签约": "2026-01-15"}),
        project(3, stage="谋划"),
    ]
    assert stage_on(records[0], None) == "在建"
    moved = {
        (t.begin, t.end): t.projects.value
        for t in changes_between(count_once(records), "2025-12-31", "2026-01-31")
    }
    assert moved == {("签约", "签约"): 1, (None, "签约"): 1, (None, None): 1}
    moved = {(t.begin, t.end): yi(t.total) for t in changes_between(count_once(records), "2025-12-31")}
    assert moved == {("签约", "在建"): 10, (None, "签约"): 10, (None, "谋划"): 10}
