"""Targets: growth by hand, verdicts, and what cannot be known yet; lines from documents and from registers."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lianzhang.core import AssumptionBasis, Quantity, RowBasis, Text
from lianzhang.desk.pipeline import coming, count_once
from lianzhang.desk.targets import (
    ActualPoint,
    TargetLine,
    actuals_of_register,
    judge,
    lines_of_register,
    lines_of_world,
)
from lianzhang.ledger.project import ProjectRecord
from lianzhang.ledger.records import Record

YI = 100_000_000
PLACE = "湖南省郴州市"
BASIS = AssumptionBasis("给定")


def money(yi):
    return Quantity(Decimal(yi) * YI, "CNY", BASIS)


def line(yi, year=2027, **more):
    base = TargetLine(PLACE, "output_value", Text("产值", "output"), year, None if yi is None else money(yi))
    return replace(base, **more)


def point(yi, year, **more):
    return replace(ActualPoint(line(1).key, year, str(year), money(yi)), **more)


def one(target, actuals=(), pipeline=(), as_of=2026):
    return judge([target], list(actuals), list(pipeline), as_of)[0]


def test_needed_and_seen_growth_by_hand():
    found = one(line(400, 2027), [point(50, 2024), point(100, 2025)])
    assert found.needed.value == 100  # ×4 in two years
    assert found.seen.value == 100  # ×2 in one
    assert found.verdict == "within_reach"
    assert (found.done.value, found.short.value) == (25, 300 * YI)
    slower = one(line(400, 2027), [point(90, 2024), point(100, 2025)])
    assert slower.verdict == "behind"


@pytest.mark.parametrize(
    ("target", "actuals", "verdict"),
    [
        (line(100, 2025), [point(120, 2025)], "met"),
        (line(100, 2025), [point(80, 2025)], "missed"),
        (line(100, 2025), [point(80, 2024)], "unknown"),  # its own year is not known
        (line(100, 2027), [], "unknown"),
        (line(100, 2027), [point(80, 2025)], "unknown"),  # one point shows no growth
        (line(100, 2027), [point(80, 2025, whole=False)], "unknown"),  # half a year is no year
        (line(100, 2027), [point(80, 2025, key=("云南省", "output_value", "", ""))], "unknown"),
        (line(None, 2027, qualitative="国内领先"), [point(80, 2025)], "unknown"),
    ],
)
def test_verdicts(target, actuals, verdict):
    found = one(target, actuals)
    assert found.verdict == verdict
    assert bool(found.missing) == (verdict == "unknown")


def project(number, stage, capacity=50000, due="2027-06"):
    return ProjectRecord(
        id=number, name=f"项目{number}", place=f"{PLACE}临武县", owner=None, segment=None, stage=stage, stages={}, due={"投产": due} if due else {},
        total_investment=None, completed_investment=None, capacity=Decimal(capacity), capacity_unit="t/a", product="磷酸铁锂",
        responsible_body=None, responsible_office=None, basis={"capacity": RowBasis("projects.csv", number, "产能", ())},
    )  # fmt: skip


def test_capacity_against_what_runs_and_comes_weighted():
    weights = {"投产": Quantity(Decimal(1), "1", BASIS), "签约": Quantity(Decimal("0.4"), "1", BASIS)}
    pipeline = coming(
        count_once(
            [
                project(1, "投产"),
                project(2, "签约"),
                project(3, "签约", due="2030"),
                project(4, "签约", due=None),
            ]
        ),
        weights,
    )
    target = line(0, 2027, measure="capacity", commodity="lfp", goal=Quantity(Decimal(100000), "t/a", BASIS))
    found = one(target, (), pipeline)
    assert found.reach.value == 50000 + 20000
    assert found.reach_share.value == 70
    assert found.verdict == "behind"
    assert any("项目4" in t.zh for t in found.missing)
    assert (
        one(replace(target, goal=Quantity(Decimal(7), "t/a", BASIS)), (), pipeline).verdict == "within_reach"
    )
    assert one(replace(target, commodity="separator_coated"), (), pipeline).reach is None  # unknown, not zero


def test_output_value_against_the_highest_that_prices_allow():
    pipeline = coming(count_once([project(1, "投产")]))
    reach = pipeline[0].output_value
    below, above = (Quantity(reach.high * f, "CNY", BASIS) for f in (Decimal("0.99"), Decimal("1.01")))
    assert one(line(0, 2027, goal=below), (), pipeline).verdict == "within_reach"
    assert one(line(0, 2027, goal=above), (), pipeline).verdict == "behind"


def record(register, **values):
    return Record(register, 1, 1, values, basis={"value": RowBasis("targets.csv", 2, "目标值", ())})


def test_registers_give_the_same_lines():
    target = record(
        "targets",
        place="郴州市",
        subject="锂电池产业",
        metric="产值",
        year=2027,
        value=Decimal(400 * YI),
        value_unit="CNY",
    )
    series = record(
        "series",
        place="郴州市",
        subject="锂电池产业",
        metric="产值",
        period="2025",
        value=Decimal(100 * YI),
        value_unit="CNY",
    )
    half = record(
        "series", place="郴州市", metric="产值", period="2025-H1", value=Decimal(40 * YI), value_unit="CNY"
    )
    ahead = record(
        "series",
        place="郴州市",
        metric="产值",
        period="2026",
        value=Decimal(900 * YI),
        value_unit="CNY",
        forecast=True,
    )
    goals, points = lines_of_register([target]), actuals_of_register([series, half, ahead])
    assert (goals[0].place, goals[0].measure, goals[0].year) == (PLACE, "output_value", 2027)
    assert [p.whole for p in points] == [True, False]
    assert judge(goals, points, (), 2026)[0].done.value == 25


def test_lines_of_documents_keep_firms_out():
    from lianzhang.audit import World
    from lianzhang.reconcile.facts import Fact

    def fact(number, subject, modality, value, time):
        return Fact(str(number), "output_value", subject, None, None, (), None, None, None, PLACE, time, False, modality, Decimal(value) * YI,
                    "CNY", "exact", False, "official", 1, ())  # fmt: skip

    facts = (
        fact(1, "郴州市", "target", 400, "2027"), fact(2, "郴州市", "actual", 100, "2025"), fact(3, "郴州市", "actual", 40, "2025-H1"),
        fact(4, "某某新能源有限公司", "actual", 30, "2025"),
    )  # fmt: skip
    goals, points = lines_of_world(World(facts=facts))
    assert [(g.place, g.year, g.goal.value / YI) for g in goals] == [(PLACE, 2027, 400)]
    assert [(p.year, p.whole) for p in points] == [(2025, True), (2025, False)]
    assert judge(goals, points, (), 2026)[0].actual.quantity.value == 100 * YI


def test_a_stage_takes_all_its_goods_and_the_cases_table_stands_for_what_runs():
    from lianzhang.balance import Plant

    pipeline = coming(count_once([project(1, "投产"), project(2, "在建")]))
    target = line(
        0, 2027, measure="capacity", commodity="cathode", goal=Quantity(Decimal(100000), "t/a", BASIS)
    )
    assert one(target, (), pipeline).reach.value == 50000 + 45000
    table = [Plant(f"{PLACE}临武县", 2024, "ncm811", Quantity(Decimal(80000), "t", BASIS), name="表内正极")]
    found = judge([target], [], pipeline, 2026, table)[0]
    assert found.reach.value == 80000 + 45000  # the running project is in the table
    assert one(replace(target, commodity="anode"), (), pipeline).reach is None


def test_a_target_of_a_wider_scope_is_not_judged_by_the_chains_projects():
    pipeline = coming(count_once([project(1, "投产")]))
    found = one(line(20000, 2027, of_chain=False), (), pipeline)
    assert (found.verdict, found.reach) == ("unknown", None)
    assert any("口径" in t.zh for t in found.missing)
