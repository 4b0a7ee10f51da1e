"""The bulletin's data, a month frozen and read again, and two months compared; sums by hand."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from lianzhang.core import FormulaBasis, InputError, Quantity, RowBasis, collect
from lianzhang.desk.dispatch import bulletin, compare, dispatch, freeze, rule_set, thaw
from lianzhang.desk.matters import Matter
from lianzhang.ledger.project import Progress, ProjectProblem, ProjectRecord


def row(number, column):
    return RowBasis("tables/projects.csv", number, column, (("row", str(number)),))


def progress(month, plan, done):
    return Progress(
        month, Decimal(plan), None, None if done is None else Decimal(done), row(int(month[-2:]), "done")
    )


def project(number, place="湖南省郴州市临武县", **more):
    base = ProjectRecord(
        id=number, name=f"项目{number}", place=place, owner="某公司", segment=None, stage="在建", stages={"开工": "2026-01-10"},
        due={"开工": "2026-01-31", "投产": "2026-11-15"}, total_investment=None, completed_investment=None, capacity=None,
        capacity_unit=None, product="磷酸铁锂", responsible_body="临武县工信局", responsible_office=None,
        basis={"due.投产": row(7, "投产时限"), "due.开工": row(7, "开工时限")},
    )  # fmt: skip
    return replace(base, **more)


def two_months(plan, september, october):
    return (progress("2026-09", plan, september), progress("2026-10", plan, october))


LATE = ProjectProblem("2026-08", "林地手续未批", "2026-09-30", "县自然资源局", None, row(9, "问题"))
SOON = ProjectProblem("2026-10-09", "供电不足", "2026-11-30", None, None, row(9, "问题"))
# a plan of 1,200 is 1,000 by October, 900 by September; 银川: red more than 30 points behind, yellow from 10
PROJECTS = (
    project(1, progress=two_months(1200, 880, 1000)),
    project(
        2, progress=two_months(1200, 700, 700), problems=(LATE, SOON)
    ),  # 75 − 58.33 behind in September, 25 in October: yellow
    project(
        3, "湖南省郴州市宜章县某工业园", progress=two_months(1200, 700, 600), product="电芯"
    ),  # 33.3 behind: red
    project(4, "湖南省郴州市宜章县", progress=(progress("2026-09", 1200, 900),), product=None),
)
MATTERS = (Matter("f1", "核实口径", "市工信局", None, "2026-08-01", "2026-09-30", id=1),)


def month(text, projects=PROJECTS):
    return dispatch(projects, text, rule_set("银川"), MATTERS)


@pytest.fixture(scope="module")
def found():
    return bulletin(month("2026-10"), PROJECTS, month("2026-09"))


def value(q):
    return q.value if q is not None else None


def test_lights_and_money_by_place_and_segment_add_up(found):
    assert [(g.name, value(g.projects)) for g in found.by_place] == [
        ("湖南省郴州市宜章县", 2),
        ("湖南省郴州市临武县", 2),
    ]
    assert {g.name for g in found.by_segment} == {"正极", "电芯", "环节未填"}
    assert {k: value(q) for k, q in found.whole.lights.items()} == {
        "red": 1,
        "yellow": 1,
        "grey": 1,
        "green": 1,
    }
    assert value(found.whole.figures["schedule"]) == 3000  # the fourth has not reported
    assert value(found.whole.figures["done"]) == 1000 + 700 + 600
    assert round(value(found.whole.figures["percent_of_schedule"]), 4) == Decimal("76.6667")
    for groups in (found.by_place, found.by_segment):
        assert sum(value(g.projects) for g in groups) == 4
        assert sum(value(g.figures["done"]) for g in groups if "done" in g.figures) == 2300
        for light in ("red", "yellow", "grey", "green"):
            assert sum(value(g.lights[light]) for g in groups) == 1


def test_every_sum_leads_to_the_rows(found):
    done = found.whole.figures["done"]
    assert isinstance(done.basis, FormulaBasis)
    assert [n for n, _ in done.basis.inputs] == ["项目3", "项目2", "项目1"]
    assert any(isinstance(b, RowBasis) for b in collect([done]).values())


def test_problems_owing_and_steps(found):
    assert [(p.text, p.state, value(p.days), p.responsible) for p in found.problems] == [
        ("林地手续未批", "overdue", 31, "县自然资源局"),
        ("供电不足", "due_next", None, "临武县工信局"),
    ]
    owing = {o.body: o for o in found.owing}
    assert owing["县自然资源局"].overdue == ("项目2：林地手续未批",)
    assert owing["市工信局"].matters == ("核实口径",)
    assert (owing["临武县工信局"].red, owing["临武县工信局"].unreported) == (("项目3",), ("项目4",))
    kinds = [s.kind for s in found.steps]
    assert kinds == ["overdue", "red", "report", "due_next", *["node"] * 4, "matter"]
    assert [s.due for s in found.steps if s.kind == "red"] == ["2026-11-30"]


def test_two_months_compared(found):
    c = found.compared
    moved = {m.project: m for m in c.moved}
    assert {n: m.way for n, m in moved.items()} == {1: "same", 2: "same", 3: "worse", 4: "worse"}
    assert moved[3].light == ("yellow", "red")
    assert value(moved[1].done) == 120
    assert value(moved[3].done) == -100  # a correction downwards is shown as it is
    assert moved[4].done is None  # not reported is not zero
    assert moved[2].raised == ("供电不足",)
    assert [value(q) for q in c.totals["red"]] == [0, 1, 1]


def test_projects_that_come_go_or_change_stage():
    gone = replace(PROJECTS[0], stages={"开工": "2026-01-10", "终止": "2026-10-05"})
    new = project(9, progress=(progress("2026-10", 1200, 1000),))
    later = month("2026-10", (gone, replace(PROJECTS[1], stage="投产"), PROJECTS[2], new))
    moved = {m.project: m for m in compare(month("2026-09"), later).moved}
    assert (moved[1].way, moved[1].why.zh) == ("gone", "项目已终止")
    assert moved[2].stage == ("在建", "投产")
    assert (moved[9].way, moved[4].why.zh) == ("new", "后一月台账中没有此项目")


def test_across_years_nothing_is_subtracted_and_other_rules_are_said():
    january = dispatch([project(1, progress=(progress("2027-01", 1200, 50),))], "2027-01", rule_set("武汉"))
    c = compare(month("2026-10"), january)
    assert {m.project: value(m.done) for m in c.moved}[1] == 50
    assert "done" not in c.totals
    assert len(c.notes) == 2
    with pytest.raises(ValueError, match="not before"):
        compare(january, month("2026-10"))


def test_a_frozen_month_comes_back_equal_after_json():
    before = month("2026-10")
    text = json.dumps(freeze(before, PROJECTS), ensure_ascii=False)
    again = thaw(json.loads(text))
    assert again.dispatch == before
    assert again.projects == PROJECTS
    one = again.dispatch.entries[0].figures["points_behind"]
    assert one.basis.id == before.entries[0].figures["points_behind"].basis.id
    assert collect([one]).keys() == collect([before.entries[0].figures["points_behind"]]).keys()
    assert freeze(again.dispatch, again.projects) == json.loads(text)
    assert Quantity(Decimal("0.10"), "t", row(1, "x")).plain_value() == "0.10"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d["dispatch"].update(month="2026-11"), "改动"),
        (lambda d: d.update(schema=99), "99"),
        (lambda d: d.pop("dispatch"), "不是关账数据"),
    ],
)
def test_frozen_data_that_were_changed_are_refused(change, says):
    data = json.loads(json.dumps(freeze(month("2026-10"), PROJECTS)))
    change(data)
    with pytest.raises(InputError, match=says):
        thaw(data, "2026-10")


def test_a_closed_month_does_not_move_when_the_register_does(tmp_path):
    from lianzhang.ledger import Ledger

    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.months.close("2026-10", freeze(month("2026-10"), PROJECTS), "office")
        closed = ledger.months.closed("2026-10")
        assert thaw(closed.frozen).dispatch == month("2026-10")
        with pytest.raises(InputError, match="office"):
            ledger.months.close("2026-10", {}, "office")
