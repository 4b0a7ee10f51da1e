"""The month's dispatch: every rule set at its thresholds, what is missing, and the arithmetic by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lianzhang.core import InputError, RowBasis, collect
from lianzhang.desk.dispatch import dispatch, load_rules, parse_rules, rule_set
from lianzhang.ledger.project import Progress, ProjectProblem, ProjectRecord


def row(number, column):
    return RowBasis("tables/projects.csv", number, column, (("row", str(number)), ("column", column)))


def progress(month, done, plan_year=1000, to_date=None):
    values = [None if v is None else Decimal(str(v)) for v in (plan_year, to_date, done)]
    return Progress(month, *values, basis=row(int(month[-2:]), "done"))


def project(number=1, **more):
    base = ProjectRecord(
        id=number, name=f"项目{number}", place="云南省昆明市安宁市", owner="某公司", segment=None, stage="在建", stages={"开工": "2024-01-10"},
        due={"开工": "2024-01-31"}, total_investment=None, completed_investment=None, capacity=None, capacity_unit=None, product=None,
        responsible_body="安宁市工信局", responsible_office="安宁市政府", basis={"due.开工": row(7, "开工时限"), "stages.开工": row(7, "开工时间")},
    )  # fmt: skip
    return replace(base, **more)


def light(rules, month="2024-06", **more):
    (entry,) = dispatch([project(**more)], month, rule_set(rules)).entries
    return entry.light


def done(value, to_date=500):
    return (progress("2024-06", value, 1000, to_date),)


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("9.9", "green"),
        ("10", "yellow"),
        ("29.9", "yellow"),
        ("30", "yellow"),
        ("30.1", "red"),
        ("-5", "green"),
    ],
)
def test_yinchuan_counts_points(behind, expected):
    # 50 % due; done = 50 − behind points of a plan of 1,000
    assert light("银川", progress=done(500 - 10 * Decimal(behind))) == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [("2024-03-01", "red"), ("2024-03-31", "red"), ("2024-04-01", "green"), ("2024-03", "red")],
)
def test_yinchuan_counts_months_of_a_start_that_was_missed(due, expected):
    found = light("银川", stage="签约", stages={}, due={"开工": due}, progress=done(500))
    assert found == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(299, "red"), (300, "yellow"), (399, "yellow"), (400, "green"), (0, "red")]
)
def test_wuhan_counts_shares_of_the_schedule(value, expected):
    # 60 % of 500 is 300, 80 % is 400
    assert light("武汉", progress=done(value)) == expected


@pytest.mark.parametrize(("value", "expected"), [(249, "red"), (250, "green"), (251, "green")])
def test_sanya_counts_what_is_missing_of_the_schedule(value, expected):
    assert light("三亚", progress=done(value)) == expected


def test_cities_differ_over_one_project():
    one = {"progress": done(300)}
    assert [light(c, **one) for c in ("银川", "武汉", "三亚")] == ["yellow", "yellow", "green"]
    early = {"progress": done(40, to_date=100)}  # 6 points behind, 40 % of the schedule
    assert [light(c, **early) for c in ("银川", "武汉", "三亚")] == ["green", "red", "red"]


@pytest.mark.parametrize(
    "more",
    [
        {"progress": ()},
        {"progress": (progress("2024-05", 500),)},
        {"progress": (progress("2024-06", None),)},
        {"progress": (progress("2024-06", 500, None),)},
        {"progress": done(500), "stage": "签约", "stages": {}, "due": {}},
        {"progress": done(500), "stage": "签约", "stages": {}, "due": {"开工": "明年"}},
        {"progress": (progress("2024-06", 500, 0, 100),)},
    ],
)
def test_what_is_missing_is_grey_and_said(more):
    (entry,) = dispatch([project(**more)], "2024-06", rule_set("银川")).entries
    assert entry.light == "grey"
    assert entry.missing
    assert all(t.zh and t.en for t in entry.missing)


def test_an_amount_no_project_of_this_size_can_have_is_asked_for_again_and_not_counted():
    # 21,000万元 typed under 亿元: 2.1e12 CNY against a total of 2.1e9 CNY, 1,000 times
    slip = project(total_investment=Decimal("2.1e9"), progress=(progress("2024-06", "2.1e12", "4.2e8"),))
    right = project(2, progress=(progress("2024-06", 500, 1000),))
    found = dispatch([slip, right], "2024-06", rule_set("银川"))
    entry = next(e for e in found.entries if e.project == 1)
    assert entry.light == "grey"
    assert [t.zh for t in entry.missing] == ["本年累计完成需核实（金额单位）"]
    (reason,) = [r for r in entry.reasons if "请核对金额单位" in r.text.zh]
    assert {n: q.value for n, q in reason.figures} == {
        "part": Decimal("2.1e12"), "whole": Decimal("2.1e9"), "times": Decimal(1000),
    }  # fmt: skip
    assert dict(found.totals)["done"].value == 500  # the slip is in no sum
    # a cost overrun of half is no slip; without a total the plan of the year tells
    assert light("银川", total_investment=Decimal(400), progress=done(600)) == "green"
    assert light("银川", progress=(progress("2024-06", 600, 1000),)) == "green"
    assert light("银川", progress=(progress("2024-06", 6_000_000, 1000),)) == "grey"


def test_a_total_of_the_year_that_falls_is_said():
    reports = (progress("2024-05", 420, 1000), progress("2024-06", 400, 1000))
    (entry,) = dispatch([project(progress=reports)], "2024-06", rule_set("银川")).entries
    (reason,) = [r for r in entry.reasons if "减少" in r.text.zh]
    assert dict(reason.figures)["fall"].value == 20
    january = (progress("2023-12", 900, 1000), progress("2024-01", 40, 480))
    (entry,) = dispatch([project(progress=january)], "2024-01", rule_set("银川")).entries
    assert not [r for r in entry.reasons if "减少" in r.text.zh]  # a new year starts at zero


def test_red_needs_no_report_when_the_start_is_missed():
    assert light("银川", stage="签约", stages={}, due={"开工": "2024-01-31"}, progress=()) == "red"
    assert light("武汉", stage="签约", stages={}, due={"开工": "2024-01-31"}, progress=()) == "grey"


def test_straight_line_schedule_by_hand():
    (entry,) = dispatch(
        [project(progress=(progress("2024-06", 380, 1200),))], "2024-06", rule_set("银川")
    ).entries
    f = entry.figures
    # 1,200 × 6 ÷ 12 = 600; 380 ÷ 600 = 63.33333333 %; 50 − 31.66666667 = 18.33333333 points
    assert f["schedule"].value == Decimal(600)
    assert f["percent_of_schedule"].value == Decimal("63.33333333")
    assert f["points_behind"].value == Decimal("18.33333333")
    assert entry.light == "yellow"
    files = {b.column for b in collect([f["points_behind"]]).values() if isinstance(b, RowBasis)}
    assert files == {"done"}


def test_points_are_printed_as_points_and_the_side_is_said():
    from lianzhang.outputs import show

    def said(done):
        (entry,) = dispatch(
            [project(progress=(progress("2024-06", done, 1200),))], "2024-06", rule_set("银川")
        ).entries
        (remark,) = [r for r in entry.reasons if r.light is None and "完成率" in r.text.zh]
        text = remark.text.zh
        for name, figure in remark.figures:
            text = text.replace("{" + name + "}", show(figure))
        return text, entry

    behind, entry = said(380)
    assert "落后序时进度18.33个百分点" in behind  # 50 − 31.67
    assert entry.figures["points_behind"].unit == "pp"
    ahead, _ = said(720)
    assert "超前序时进度10个百分点" in ahead  # 60 − 50


def test_when_it_was_due_leads_to_its_row():
    late = project(stage="签约", stages={}, due={"开工": "2024-02-20"}, progress=done(500))
    (entry,) = dispatch([late], "2024-06", rule_set("银川")).entries
    (reason,) = [r for r in entry.reasons if r.light == "red"]
    assert entry.dues[0].months_late.value == Decimal(4)
    assert row(7, "开工时限").id in collect(q for _, q in reason.figures)
    assert any(
        getattr(b, "file", "") == "desk/dispatch/data/yinchuan.toml"
        for b in collect(q for _, q in reason.figures).values()
    )
    assert (entry.responsible_body, entry.owner) == ("安宁市工信局", "某公司")


def test_missed_completion_is_said_even_where_no_rule_looks_at_it():
    late = project(due={"投产": "2024-05-15"}, progress=done(500))
    (entry,) = dispatch([late], "2024-06", rule_set("武汉")).entries
    assert entry.light == "green"
    assert any("投产" in r.text.zh and r.light is None for r in entry.reasons)


def test_a_later_stage_means_the_start_was_made():
    assert (
        light(
            "银川", stage="投产", stages={"投产": "2024-05-01"}, due={"开工": "2023-01"}, progress=done(500)
        )
        == "green"
    )


def test_what_happens_later_does_not_change_an_old_month():
    later = {
        "stages": {"开工": "2024-07-03"},
        "due": {"开工": "2024-02-01"},
        "progress": done(500),
        "stage": "在建",
    }
    assert light("银川", **later) == "red"
    assert (
        light("银川", month="2024-07", **{**later, "progress": (progress("2024-07", 600, 1000, 600),)})
        == "green"
    )


def test_nothing_due_is_not_behind():
    assert light("武汉", month="2024-01", progress=(progress("2024-01", 0, 1000, 0),)) == "green"


def test_ended_and_running_projects_are_set_aside():
    ended, running = project(1, stage="终止"), project(2, stage="达产")
    assert [c[0] for c in dispatch([ended, running], "2024-06", rule_set("银川")).closed] == [1, 2]


def test_problems_by_due_date():
    def problem(text, due, solved=None, found="2024-04-01"):
        return ProjectProblem(found, text, due, "某局", solved, row(1, text))

    some = (
        problem("a", "2024-05-31"), problem("b", "2024-07-10"), problem("c", None), problem("d", "2024-05-01", "2024-06-02"),
        problem("e", "2024-05-01", "2024-07-02"), problem("f", "2024-09-01", found="2024-07-01"),
    )  # fmt: skip
    (entry,) = dispatch([project(progress=done(500), problems=some)], "2024-06", rule_set("银川")).entries
    assert [(p.problem.text, p.state) for p in entry.problems] == [
        ("e", "overdue"),
        ("a", "overdue"),
        ("b", "due_next"),
        ("c", "open"),
    ]
    assert "已解决：d" in [c.text.zh for c in entry.changes]


def test_changes_since_last_month():
    two = (progress("2024-05", 410, 1000, 420), progress("2024-06", 190, 1000, 500))
    (entry,) = dispatch(
        [project(progress=two, stages={"开工": "2024-01-10", "在建": "2024-06-05"})],
        "2024-06",
        rule_set("银川"),
    ).entries
    said = [c.text.zh for c in entry.changes]
    assert "由绿灯转为红灯" in said
    rise = next(dict(c.figures)["rise"] for c in entry.changes if "rise" in dict(c.figures))
    assert rise.value == Decimal(-220)
    assert any("在建" in s for s in said)


def test_order_and_totals():
    some = [
        project(1, progress=done(500)),
        project(2, progress=done(100)),
        project(3, progress=()),
        project(4, progress=done(350)),
    ]
    found = dispatch(some, "2024-06", rule_set("银川"))
    assert [(e.project, e.light) for e in found.entries] == [
        (2, "red"),
        (4, "yellow"),
        (3, "grey"),
        (1, "green"),
    ]
    totals = dict(found.totals)
    assert [totals[k].value for k in ("red", "yellow", "grey", "green")] == [1, 1, 1, 1]
    assert totals["done"].value == Decimal(950)  # the one without a report is in no sum
    assert totals["plan_year"].value == Decimal(3000)


@pytest.mark.parametrize(
    ("month", "near"),
    [("2024-13", None), ("202406", "2024-06"), ("2024-6", "2024-06"), ("2024年6月", "2024-06"), ("", None)],
)
def test_a_wrong_month_is_said_clearly(month, near):
    with pytest.raises(InputError) as caught:
        dispatch([], month, rule_set("银川"))
    (problem,) = caught.value.problems
    assert problem.nearest == near
    assert "YYYY-MM" in str(problem)


def test_a_city_s_own_rules(tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text(
        'name = "某县"\n[[yellow]]\nmeasure = "months_late"\nstage = "投产"\nat_least = "1"\n',
        encoding="utf-8",
    )
    rules = load_rules(file)
    (entry,) = dispatch([project(due={"投产": "2024-05-31"})], "2024-06", rules).entries
    assert entry.light == "yellow"
    assert rules.conditions[0].limit.basis.row == 2


def test_all_faults_of_a_rule_file_at_once():
    text = 'name = "x"\n[[red]]\nmeasure = "points_behnd"\nabove = "3"\n[[yellow]]\nmeasure = "months_late"\nabove = "x"\nbelow = "3"\n'
    with pytest.raises(InputError) as caught:
        parse_rules(text, "rules.toml")
    assert caught.value.problems[0].nearest == "points_behind"
    assert len(caught.value.problems) >= 3
    with pytest.raises(InputError):
        parse_rules("name = ", "rules.toml")
    with pytest.raises(InputError) as caught:
        rule_set("Yinchaun")
    assert caught.value.problems[0].nearest == "Yinchuan"
    assert "银川" in caught.value.problems[0].what.zh
