"""The report of a case, or of a folder of documents alone."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.audit import Finding
from lianzhang.audit.world import packaged_weights
from lianzhang.case.case import Case
from lianzhang.case.chain_view import chain_rows, target_rows
from lianzhang.case.desk_view import matter_rows, project_rows
from lianzhang.case.plan_view import plan_rows, price_rows, status_words
from lianzhang.case.reading import Progress
from lianzhang.case.settings import CaseSettings
from lianzhang.core import InputError, Problem, Quantity, Text, place_tree, say
from lianzhang.desk.dispatch import Dispatch
from lianzhang.evidence import Claim
from lianzhang.outputs import (
    Name,
    ProjectRow,
    ReportModel,
    Section,
    Tile,
    Words,
    chain_section,
    count_of,
    document_rows,
    documents_section,
    fact_rows,
    facts_section,
    findings_section,
    matters_section,
    notes_section,
    plan_section,
    prices_section,
    projects_section,
    summary_section,
    targets_section,
    write_report,
)
from lianzhang.reconcile import Fact
from lianzhang.text import Document, find_documents

if TYPE_CHECKING:
    from rich.console import RenderableType

    from lianzhang.plan import Plan

__all__ = ["build_report", "report_of", "write_case_report"]


def build_report(case: Case, *, plan: Plan | None, dispatch: Dispatch | None, title: str) -> ReportModel:
    """The report's model from what the case's ledger holds now, with a plan and a dispatch where there are some."""
    ledger = case.ledger
    documents, claims, facts = ledger.documents(), ledger.claims(), ledger.facts()
    projects = case.projects()
    findings = case.audit()
    tree = place_tree()

    def within(inner: str, outer: str) -> bool:
        return inner == outer or inner.startswith(outer)

    lit = project_rows(dispatch, projects) if dispatch else []
    chain = chain_rows(case.planning, projects, facts, ledger.claim_basis)
    targets = target_rows(
        case.planning, projects, facts, ledger.claim_basis, dict(packaged_weights()), within
    )
    body: list[Section] = [
        documents_section(document_rows(documents, claims)),
        facts_section(fact_rows(facts, {c.id: c for c in claims}, {d.path: d for d in documents})),
        chain_section(chain),
        findings_section(findings),
        targets_section(targets),
    ]
    if plan is not None:
        body.append(_plan_section(plan))
        body.append(prices_section(price_rows(plan)))
    if dispatch is not None:
        body.append(projects_section(lit, today=_month_end(dispatch)))
        body.append(matters_section(matter_rows(dispatch)))
    summary = _summary(documents, claims, facts, findings, lit, plan)
    sections = (summary, *body, notes_section((summary, *body)))
    return ReportModel(
        title,
        datetime.now(UTC).astimezone().isoformat(timespec="minutes"),
        sections,
        names=_names(documents, claims, facts, lit, case, [p.name for p in tree.children(None)]),
    )


def _month_end(dispatch: Dispatch) -> str:
    from lianzhang.core import period

    return period(dispatch.month).last.isoformat()


def _plan_section(plan: Plan) -> Section:
    rows = plan_rows(plan)
    notes = [Words(n) for n in plan.notes if not n.zh.startswith("规划不使用设置")]
    notes += [Words(Text("{what}", "{what}"), (("what", Name(say(c.what))),)) for c in plan.conflicts]
    return plan_section(rows, status_words(plan), notes)


def _summary(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    findings: Sequence[Finding],
    projects: Sequence[ProjectRow],
    plan: Plan | None,
) -> Section:
    damaged = sum(1 for d in documents if d.damage)
    tiles = [
        Tile(Text("文件", "documents"), _count(Text("读入文件数", "documents read"), len(documents)),
             Words(Text("其中{n}份有损坏", "{n} of them damaged"), (("n", _count(Text("有损坏的文件数", "damaged documents"), damaged)),)),
             "documents"),
        Tile(Text("论断", "claims"), _count(Text("从正文读出的论断数", "claims read from the texts"), len(claims)),
             Words(Text("合并为{n}条事实", "merged into {n} facts"), (("n", _count(Text("合并后的事实数", "facts"), len(facts))),)),
             "facts"),
        Tile(Text("问题", "findings"), _count(Text("核对发现的问题数", "findings"), len(findings)),
             Words(Text("不可能成立{n}个", "{n} impossible"),
                   (("n", _count(Text("“不可能成立”的问题数", "findings of class impossible"), sum(f.kind == "impossible" for f in findings))),)),
             "findings"),
    ]  # fmt: skip
    if projects:
        red, yellow = (sum(p.light == light for p in projects) for light in ("red", "yellow"))
        tiles.append(
            Tile(Text("红灯项目", "red projects"), _count(Text("红灯项目数", "red projects"), red),
                 Words(Text("黄灯{n}个", "{n} yellow"), (("n", _count(Text("黄灯项目数", "yellow projects"), yellow)),)), "projects")
        )  # fmt: skip
    status = status_words(plan) if plan is not None else None
    return summary_section(tiles=tiles, findings=findings, projects=projects, status=status)


def _count(expression: Text, n: int) -> Quantity:
    quantity = count_of(expression, n=n)
    return Quantity(Decimal(n), quantity.unit, quantity.basis)


def _names(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    projects: Sequence[ProjectRow],
    case: Case,
    more: Sequence[str],
) -> tuple[str, ...]:
    """Verbatim names that sentences of the report may hold; only those with a digit matter."""
    found = {d.path for d in documents} | set(more)
    for c in claims:
        found |= {n for n in (c.subject, c.object, c.item, *c.items, c.place, c.scope) if n}
    for f in facts:
        found |= {n for n in (f.subject, f.object, f.item, *f.items) if n}
    for p in projects:
        found |= {n for n in (p.name, p.owner) if n}
    for record in case.projects():
        found |= {n for n in (record.name, record.owner, record.product) if n}
        found |= {p.text for p in record.problems}
    return tuple(sorted((n for n in found if any(ch.isdigit() for ch in n)), key=len, reverse=True))


def write_case_report(
    case: Case, out: Path, *, title: str, plan: Plan | None = None, dispatch: Dispatch | None = None
) -> tuple[Path, RenderableType]:
    """Write the report into a folder; returns its path and the same on one screen."""
    from lianzhang.outputs import one_screen

    model = build_report(case, plan=plan, dispatch=dispatch, title=title)
    path = write_report(model, out)
    if plan is not None:
        temporary = out / f".plan.json.{os.getpid()}.tmp"
        temporary.write_text(json.dumps(plan.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.replace(out / "plan.json")
    return path, one_screen(model)


def report_of(
    source: Path, out: Path, *, progress: Progress | None = None
) -> tuple[Path, RenderableType, tuple[Problem, ...]]:
    """The report of a case folder (with its ledger, plan and dispatch), or of documents alone.

    Returns the path, the screen, and the problems of documents that could not be read.
    """
    if (source / "case.toml").exists():
        with Case(source) as case:
            problems = case.read(progress=progress).problems
            plan = case.plan() if case.planning is not None else None
            dispatch = case.dispatch() if case.settings.month and case.projects() else None
            path, screen = write_case_report(
                case, out, title=case.settings.name, plan=plan, dispatch=dispatch
            )
        return path, screen, problems
    find_documents(source)  # raises what can be seen before anything is written
    folder = Path(tempfile.mkdtemp(prefix="lianzhang-"))
    try:
        base = source if source.is_dir() else source.parent
        settings = CaseSettings(source.stem, folders=(".",) if source.is_dir() else (source.name,))
        with Case(base, settings=settings, database=folder / "ledger.db") as case:
            problems = _read_loose(case, source, progress)
            case.ledger.accept_all("report")
            title = say(Text(f"文件报告：{source.name}", f"report on {source.name}"))
            path, screen = write_case_report(case, out, title=title)
        return path, screen, problems
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read_loose(case: Case, source: Path, progress: Progress | None) -> tuple[Problem, ...]:
    from lianzhang.case.reading import read_documents

    summary = read_documents(case.ledger, find_documents(source), progress=progress)
    if summary.problems and not case.ledger.documents():
        raise InputError(summary.problems)
    return summary.problems
