"""Rows from a month's dispatch: the light, who answers for it, and the way to the row that says when it was due."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import sample

from lianzhang.audit.finding import Finding
from lianzhang.core import FormulaBasis, RowBasis, Text
from lianzhang.desk.dispatch import dispatch, rule_set
from lianzhang.desk.matters import ask, matter_from_finding
from lianzhang.ledger.project import ProjectRecord
from lianzhang.outputs import (
    ReportModel,
    dispatch_rows,
    findings_section,
    matter_rows,
    matters_section,
    names_in,
    plain,
    projects_section,
    stray,
)
from lianzhang.outputs.model import Card, Words, figures_of

DUE = RowBasis("tables/projects.csv", 7, "开工时限", (("开工时限", "2024-01-31"),), "月报")


def record(number: int = 1, **more: object) -> ProjectRecord:
    base = ProjectRecord(
        id=number, name=f"云岭县年产{number}0万吨正极项目", place="云岭县", owner="楚材科技", segment="正极", stage="签约", stages={"签约": "2023-05-06"},
        due={"开工": "2024-01-31"}, total_investment=None, completed_investment=None, capacity=None, capacity_unit=None, product="NCM811",
        responsible_body="县工信局", responsible_office="县政府", basis={"due.开工": DUE},
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def test_a_missed_start_keeps_its_source_owner_and_reason() -> None:
    month = dispatch([record(), record(2, due={"开工": "2024-12"}, basis={})], "2024-06", rule_set("银川"))
    rows = dispatch_rows(month)
    red = rows[0]
    assert (red.light, red.owner, red.responsible_body) == ("red", "楚材科技", "县工信局")
    assert red.due is not None
    assert (red.due.period, red.due.basis, red.due_stage) == ("2024-01-31", DUE, "开工")
    late = [q for q in figures_of(red.reasons) if q.value == 5]
    assert late
    assert isinstance(late[0].basis, FormulaBasis)
    other = next(r for r in rows if r.name.startswith("云岭县年产20"))
    assert other.light != "red"
    assert other.due is not None
    assert other.due.period == "2024-12"
    section = projects_section(rows, today="2024-06-30")
    model = ReportModel("调度", "2024-06-30", (section,), names=names_in(projects=[record(), record(2)]))
    assert stray(model) == []
    assert DUE.id in plain(model)["bases"]


def test_matters_of_a_month() -> None:
    matter = matter_from_finding(sample.findings()[0], "县工信局", None, "2024-06-15", "2024-05-01")
    rows = matter_rows(ask([matter], "2024-06"))
    assert len(rows) == 1
    assert rows[0].responsible == "县工信局"
    assert figures_of(rows[0].source)
    assert stray(ReportModel("事项", "2024-06-30", (matters_section(rows),))) == []


def test_constants_of_an_arithmetic_open_the_formula() -> None:
    finding = Finding(
        "f", "r", "implies", Text("题", "t"), Text("差{a}", "{a}"),
        Text("1 − {a} ÷ 100", "1 − {a} ÷ 100"), (("a", sample.quantity("3", "t")),),
    )  # fmt: skip
    (card,) = (b for b in findings_section([finding]).blocks if isinstance(b, Card))
    assert isinstance(card.arithmetic, Words)
    values = [q.value for q in figures_of(card.arithmetic)]
    assert Decimal(1) in values
    assert Decimal(100) in values
    one = next(q for q in figures_of(card.arithmetic) if q.value == 1)
    assert isinstance(one.basis, FormulaBasis)
    assert one.basis.inputs == finding.figures
    model = ReportModel("题", "2026-01-01", (findings_section([finding]),))
    assert stray(model) == []


def test_names_are_those_with_digits_and_size_classes() -> None:
    fact = replace(sample.facts()[0], subject="在建项目·50亿元以上", item="NCM811", items=("电解液",))
    assert names_in([fact]) == ("50亿元以上", "NCM811", "在建项目·50亿元以上")
    assert names_in(projects=[record()]) == ("NCM811", "云岭县年产10万吨正极项目")
