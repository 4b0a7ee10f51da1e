"""A project and its phases count once; months reported alone; corrections to a closed month. Sums by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from lianzhang.core import FormulaBasis, InputError, RowBasis
from lianzhang.desk.dispatch import (
    bulletin,
    compare,
    corrections,
    dispatch,
    freeze,
    late,
    not_yet_told,
    rule_set,
    thaw,
)
from lianzhang.ledger.project import Progress, ProjectNode, ProjectRecord


def progress(month, plan, done):
    basis = RowBasis("月报.xlsx", int(month[-2:]), "完成", (("月", month),))
    return Progress(month, Decimal(plan), None, None if done is None else Decimal(done), basis)


def two_months(plan, september, october):
    return (progress("2026-09", plan, september), progress("2026-10", plan, october))


def project(number, **more):
    base = ProjectRecord(
        id=number, name=f"项目{number}", place="湖南省郴州市临武县", owner="某公司", segment=None, stage="在建", stages={"开工": "2026-01-10"},
        due={"开工": "2026-01-31"}, total_investment=None, completed_investment=None, capacity=None, capacity_unit=None,
        product="磷酸铁锂", responsible_body="临武县工信局", responsible_office=None,
    )  # fmt: skip
    return replace(base, **more)


def october(*projects):
    return dispatch(projects, "2026-10", rule_set("银川"))


def totals(found):
    return {n: q.value for n, q in found.totals}


WHOLE = project(1, name="大项目", progress=two_months(2400, 1800, 2000))
FIRST = project(2, name="一厂", phase_of=1, progress=two_months(1200, 880, 1000))
SECOND = project(3, name="二厂", phase_of=1, progress=two_months(1200, 700, 600))


def test_the_whole_and_its_phases_count_once_and_with_the_whole_s_money():
    found = october(WHOLE, FIRST, SECOND)
    assert len(found.entries) == 3
    # the second phase is 33 points behind: the family counts once, as red; the money is that of the whole
    assert totals(found) == {
        "red": 1,
        "yellow": 0,
        "grey": 0,
        "green": 0,
        "plan_year": 2400,
        "schedule": 2000,
        "done": 2000,
    }
    second = next(e for e in found.entries if e.project == 3)
    assert (second.phase_of, second.counts, second.sums) == (1, True, False)
    assert any("大项目" in r.text.zh for r in second.reasons)
    paper = bulletin(found, (WHOLE, FIRST, SECOND))
    assert paper.whole.projects.value == 1
    assert paper.whole.figures["done"].value == 2000
    assert sum(g.projects.value for g in paper.by_segment) == 1


@pytest.mark.parametrize("report", [(), (progress("2026-10", 2400, None),)])
def test_phases_stand_for_a_whole_that_does_not_report(report):
    found = october(replace(WHOLE, progress=report), FIRST, SECOND)
    assert [e.project for e in found.entries] == [3, 2]
    assert [n for n, _, why in found.closed if "各期" in why.zh] == [1]
    assert totals(found)["done"] == 1600
    assert totals(found)["red"] + totals(found)["green"] == 1


def test_a_phase_without_a_report_is_not_asked_where_the_whole_reports():
    found = october(WHOLE, replace(FIRST, progress=()), replace(SECOND, progress=()))
    assert [e.project for e in found.entries] == [1]
    assert totals(found)["grey"] == 0


def test_phases_of_phases_and_circles():
    third = project(4, name="三级", phase_of=2, progress=two_months(1200, 880, 1000))
    assert sum(e.counts for e in october(WHOLE, FIRST, third).entries) == 1
    circle = (replace(FIRST, phase_of=3), replace(SECOND, phase_of=2))
    assert sum(e.counts for e in october(*circle).entries) == 1
    alone = replace(FIRST, phase_of=99)  # its whole is not in the register
    assert sum(e.counts for e in october(alone).entries) == 1


def monthly(month, done, plan=None, to_date=None):
    base = progress(month, 1200, to_date)
    return replace(base, done_month=Decimal(done), plan_month=None if plan is None else Decimal(plan))


def test_what_a_month_did_adds_up_from_january():
    months = tuple(monthly(f"2026-{m:02d}", 50) for m in range(1, 11))
    (entry,) = october(project(1, progress=months)).entries
    assert entry.figures["done"].value == 500
    assert isinstance(entry.figures["done"].basis, FormulaBasis)
    assert entry.figures["schedule"].value == 1000
    missing = tuple(m for m in months if m.month != "2026-04")
    (entry,) = october(project(1, progress=missing)).entries
    assert "done" not in entry.figures  # a month that is lost is not zero
    assert entry.light == "grey"


def test_plans_of_the_months_are_the_schedule_where_all_are_given():
    months = tuple(monthly(f"2026-{m:02d}", 50, plan=20 if m < 10 else 120) for m in range(1, 11))
    (entry,) = october(project(1, progress=months)).entries
    assert entry.figures["schedule"].value == 300
    (entry,) = october(project(1, progress=months[1:])).entries
    assert entry.figures["schedule"].value == 1000  # even progress of the year's plan


def test_a_report_that_contradicts_itself_is_told():
    late = (progress("2026-09", 1200, 900), monthly("2026-10", 70, to_date=1000))
    (entry,) = october(project(1, progress=late)).entries
    (odd,) = [r for r in entry.reasons if "不一致" in r.text.zh]
    assert {n: q.value for n, q in odd.figures} == {"month": 70, "rise": 100}
    right = (progress("2026-09", 1200, 900), monthly("2026-10", 100, to_date=1000))
    (entry,) = october(project(1, progress=right)).entries
    assert not [r for r in entry.reasons if "不一致" in r.text.zh]


def test_the_stage_is_that_of_the_month_s_end():
    moved = project(1, stage="投产", stages={"开工": "2026-01-10", "投产": "2026-11-03"})
    (entry,) = october(moved).entries
    assert entry.stage == "开工"
    later = dispatch(
        [replace(moved, progress=(progress("2026-11", 1200, 1100),))], "2026-11", rule_set("银川")
    )
    assert later.entries[0].stage == "投产"


def test_corrections_tell_what_came_late_and_leave_the_rest():
    late = project(3, progress=(progress("2026-09", 1200, 700),))
    before = october(
        project(1, progress=two_months(1200, 880, 1000)),
        project(2, progress=two_months(1200, 800, 900)),
        late,
    )
    now = october(
        project(1, progress=two_months(1200, 880, 1000)),
        project(2, progress=two_months(1200, 800, 600)),
        project(3, progress=two_months(1200, 700, 950)),
        project(4, progress=two_months(1200, 700, 1000)),
    )
    found = {c.project: c for c in corrections(before, now)}
    assert set(found) == {2, 3, 4}
    assert found[2].light == ("green", "red")
    assert tuple(q.value for q in found[2].figures["done"]) == (900, 600, -300)
    assert (found[3].light, found[3].figures["done"][0], found[3].figures["done"][2]) == (
        ("grey", "green"),
        None,
        None,
    )
    assert found[4].why is not None
    assert corrections(before, before) == ()
    told = tuple(found.values())[:1]
    assert [c.project for c in not_yet_told(found.values(), told)] == [
        c.project for c in list(found.values())[1:]
    ]
    again = thaw(freeze(now, (), tuple(found.values()), 7))
    assert (again.corrections, again.undecided) == (tuple(found.values()), 7)
    with pytest.raises(ValueError, match="is not"):
        corrections(before, dispatch([], "2026-11", rule_set("银川")))


def test_late_says_what_thawing_all_and_comparing_says():
    was = [
        project(1, progress=two_months(1200, 880, 1000)),
        project(2, progress=two_months(1200, 800, 900)),
        project(3, progress=(progress("2026-09", 1200, 700),)),
        project(5, progress=two_months(1200, 800, 900)),
    ]
    now = [was[0], project(2, progress=two_months(1200, 800, 600)), project(3, progress=two_months(1200, 700, 950)),
           project(4, progress=two_months(1200, 700, 1000))]  # fmt: skip
    shown = corrections(october(*was), october(*now))[:1]
    data = json.loads(json.dumps(freeze(october(*was), was, shown)))
    found, told = late(data, now)
    assert found == corrections(thaw(data).dispatch, october(*now))
    assert {c.project for c in found} == {2, 3, 4, 5} and told == shown
    assert late(data, was) == ((), shown)
    data["dispatch"]["month"] = "2026-09"
    with pytest.raises(InputError, match="校验不符"):
        late(data, now)


def test_two_closings_of_one_month_are_compared():
    a, b = (
        october(project(1, progress=two_months(1200, 880, 1000))),
        october(project(1, progress=two_months(1200, 880, 600))),
    )
    found = compare(a, b)
    (one,) = found.moved
    assert (one.way, one.done.value) == ("worse", -400)
    assert found.totals["done"][2].value == -400


def test_key_nodes_that_are_due_become_steps():
    def node(name, due, done=None):
        return ProjectNode(name, due, done, None, None, progress("2026-10", 1, 1).basis)

    nodes = (
        node("主厂房封顶", "2026-10-20"),
        node("设备进场", "2026-11-10"),
        node("试车", "2027-03"),
        node("桩基", "2026-05", "2026-06"),
    )
    one = project(1, progress=two_months(1200, 880, 1000), due={}, nodes=nodes)
    steps = bulletin(october(one), [one]).steps
    assert [(s.kind, s.names[1][1], "逾期" in s.text.zh) for s in steps] == [
        ("node", "主厂房封顶", True),
        ("node", "设备进场", False),
    ]


def test_a_start_that_nobody_dated_is_not_missed_because_production_is_dated_later():
    """开工 was due in January and is not dated; 投产 came in November: what October says does not turn red for that."""
    runs = project(1, stage="投产", stages={"投产": "2026-11-03"}, progress=two_months(1200, 880, 1000))
    (entry,) = october(runs).entries
    assert entry.light == "green"
    assert any("日期未填" in r.text.zh for r in entry.reasons)
