"""Gaps of the chain: needs one step back, the four kinds, what the pipeline and the plan bring, candidates with reasons."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lianzhang.chain import catalogue, default_routes
from lianzhang.core import AssumptionBasis, ClaimBasis, Quantity, RowBasis, collect
from lianzhang.desk.gaps import Answer, find_gaps, firms_from_facts, firms_from_projects, plants_of
from lianzhang.desk.pipeline import coming, count_once
from lianzhang.ledger.project import ProjectRecord
from lianzhang.reconcile.facts import Fact

HERE, THERE = "湖南省郴州市宜章县", "云南省昆明市安宁市"


def project(number, product, capacity, unit="t/a", place=HERE, stage="投产", owner=None, **more):
    base = ProjectRecord(
        id=number, name=f"项目{number}", place=place, owner=owner or f"公司{number}", segment=None, stage=stage, stages={}, due={"投产": "2027"},
        total_investment=None, completed_investment=None, capacity=Decimal(capacity), capacity_unit=unit, product=product,
        responsible_body=None, responsible_office=None, basis={"capacity": RowBasis("projects.csv", number, "产能", ())},
    )  # fmt: skip
    return replace(base, **more)


def gaps_of(projects, **more):
    rows = find_gaps(plants_of(projects), coming(count_once(projects)), **more)
    return {(g.place, g.segment): g for g in rows}


CELLS = project(1, "磷酸铁锂电芯", 10, "GWh/a")


def test_the_need_is_output_times_use_one_step_back():
    of = catalogue()
    cathode = next(g for g in gaps_of([CELLS]).values() if g.name.zh == "正极材料")
    use = -of.flow(default_routes(of)["cell_lfp"], "lfp").value
    assert cathode.need["tonnes"].value == 10 * use
    assert cathode.short["tonnes"].value == 10 * use
    assert cathode.kind == "建链"
    assert cathode.users == ("项目1",)
    assert any(
        isinstance(b, RowBasis) and b.file == "projects.csv"
        for b in collect([cathode.short["tonnes"]]).values()
    )
    assert set(cathode.short) == {"tonnes", "gwh", "cny"}


@pytest.mark.parametrize(
    ("makers", "kind"), [([], "建链"), ([5000], "补链"), ([60000], "强链"), ([30000, 30000], None)]
)
def test_kinds_follow_from_need_and_supply(makers, kind):
    some = [CELLS, *(project(i, "磷酸铁锂", c) for i, c in enumerate(makers, start=5))]
    found = [g for g in gaps_of(some).values() if g.name.zh == "正极材料"]
    assert [g.kind for g in found] == ([kind] if kind else [])


def test_goods_that_all_leave_are_a_chain_to_be_extended():
    found = [g for g in gaps_of([project(1, "磷酸铁锂", 50000)]).values() if g.kind == "延链"]
    assert [g.name.zh for g in found] == ["正极材料"]
    assert found[0].short["tonnes"].value == -50000
    end = [g for g in gaps_of([project(1, "磷酸铁锂电芯", 10, "GWh/a")]).values() if g.kind == "延链"]
    assert [g.name.zh for g in end] == ["电芯"]


def test_the_pipeline_and_the_plan_stand_beside_the_gap():
    basis = AssumptionBasis("求解")
    answer = Answer(HERE, "lfp", 2028, Quantity(Decimal(20000), "t/a", basis))
    some = [
        CELLS,
        project(2, "磷酸铁锂", 10000, stage="在建"),
        project(3, "磷酸铁锂", 10000, place=THERE, stage="在建"),
    ]
    found = next(
        g for g in gaps_of(some, plan=[answer]).values() if g.name.zh == "正极材料" and g.place == HERE
    )
    assert found.plan == (answer,)
    assert found.coming.unit == "GWh"
    assert found.left.value == found.short["gwh"].value - found.coming.value
    assert found.kind == "建链"


def fact(number, subject, item, kind="capacity", **more):
    base = Fact(str(number), kind, subject, None, item, (), None, None, None, THERE, None, False, "actual", Decimal(1), "t/a", "exact", False,
                "official", 1, (f"c{number}",))  # fmt: skip
    return replace(base, **more)


def sentence(claim):
    return ClaimBasis(claim, "文件.txt", "official", "某句。", (0, 1), "某句。", (0, 1), 0)


def test_candidates_have_reasons_and_the_sentence_behind_them():
    facts = [
        fact(1, "甲公司", "磷酸铁锂"), fact(2, "乙公司", "磷酸铁锂", kind="supply_link", object="公司1"), fact(3, "丙公司", "隔膜"),
        fact(4, "某省", "磷酸铁锂"), fact(5, "丁公司", "磷酸铁锂", place=HERE),
    ]  # fmt: skip
    firms = frozenset({"甲公司", "乙公司", "丙公司", "丁公司"})
    notes = firms_from_facts(facts, sentence, firms)
    some = [CELLS, project(9, "电解液", 1000, stage="在建", owner="甲公司")]
    rows = find_gaps(plants_of(some), (), (), (*notes, *firms_from_projects(some)), {"项目1": "公司1"})
    found = next(g for g in rows if g.name.zh == "正极材料")
    assert [c.firm for c in found.firms] == ["乙公司", "甲公司"]  # 丁 makes it here already, 某省 is no firm
    first, second = found.firms
    assert first.reasons[0][0] == "supplies_here"
    assert {r[0] for r in second.reasons} == {"makes", "here_already"}
    assert first.reasons[0][2].claim == "c2"
    assert found.firms[0].score > found.firms[1].score


def test_nothing_runs_nothing_is_short():
    assert find_gaps(plants_of([project(1, "磷酸铁锂", 100, stage="在建")])) == ()
