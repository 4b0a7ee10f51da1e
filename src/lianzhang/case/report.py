"""The report of a case, or of a folder of documents alone."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang import audit
from lianzhang.audit import Finding
from lianzhang.case.answers_view import answer_sections
from lianzhang.case.case import Case
from lianzhang.case.chain_view import chain_rows
from lianzhang.case.desk_sections import desk_sections, names_of_desk
from lianzhang.case.desk_view import Desk
from lianzhang.case.files import check_output, write_whole
from lianzhang.case.month import MonthView, month_view, reported_before
from lianzhang.case.plan_view import basis_words, lacking, plan_rows, price_rows, status_words
from lianzhang.case.reading import Progress, documents_given, read_documents
from lianzhang.case.settings import CaseSettings
from lianzhang.chain import catalogue
from lianzhang.core import ClaimBasis, InputError, Problem, Quantity, Text, period, say
from lianzhang.desk.dispatch import Dispatch, compare
from lianzhang.evidence import Claim
from lianzhang.ledger import ProjectRecord
from lianzhang.outputs import (
    Cite,
    Name,
    ProjectRow,
    ReportModel,
    Section,
    Tile,
    Words,
    chain_section,
    count_of,
    dispatch_rows,
    document_rows,
    documents_section,
    fact_rows,
    facts_section,
    findings_section,
    matter_rows,
    matters_section,
    names_in,
    notes_section,
    plan_section,
    prices_section,
    projects_section,
    sum_of,
    summary_section,
    write_report,
)
from lianzhang.outputs.model import Inline
from lianzhang.outputs.rows import DocumentRow
from lianzhang.outputs.sections_month import changes_section, corrections_section
from lianzhang.outputs.sections_timelines import timelines_section
from lianzhang.reconcile import Fact, time_lines
from lianzhang.text import Document

if TYPE_CHECKING:
    from rich.console import RenderableType

    from lianzhang.plan import Plan

__all__ = ["build_report", "report_of", "report_of_case", "write_case_report"]


def build_report(case: Case, *, plan: Plan | None, dispatch: Dispatch | None, title: str) -> ReportModel:
    """The report's model from what the case's ledger holds now, with a plan and a dispatch where there are some."""
    ledger = case.ledger
    documents, claims, facts = ledger.documents(), ledger.claims(), ledger.facts()
    projects = ledger.projects()
    world = case.world()
    findings = audit.run(world)
    month = month_view(case, dispatch.month) if dispatch else None
    listed = month.projects if month else projects  # of a closed month: as they stood
    lit = dispatch_rows(dispatch, listed, _dates_said(facts, ledger.claim_basis)) if dispatch else ()
    chain = chain_rows(case.planning, world)
    read = document_rows(documents, claims)
    by_id, by_path = {c.id: c for c in claims}, {d.path: d for d in documents}
    evidence = [
        documents_section(read),
        facts_section(fact_rows(facts, by_id, by_path)),
        *_time_lines(case, facts, by_id, by_path),
    ]
    # What has to be done comes first, what it rests on last; of documents alone, what they say is the matter.
    body: list[Section] = [] if plan is not None or dispatch is not None else [*evidence]
    if dispatch is not None:
        body.append(projects_section(lit, today=_month_end(dispatch)))
        body.append(matters_section(matter_rows(dispatch.matters)))
        body += _month_sections(case, dispatch, month)
    body.append(findings_section(findings))
    desk = Desk(case)
    body += desk_sections(desk, plan)
    body.append(chain_section(chain))
    if plan is not None:
        body.append(_plan_section(plan))
        body.append(prices_section(price_rows(plan)))
        body += answer_sections(plan)
    if plan is not None or dispatch is not None:
        body += evidence
    hurt = {d.path for d in documents if d.damage}
    summary = _summary(read, hurt, facts, ledger.claim_basis, findings, lit, plan)
    sections = (summary, *body, notes_section((summary, *body)))
    return ReportModel(
        title,
        datetime.now(UTC).astimezone().isoformat(timespec="minutes"),
        sections,
        names=_names(documents, claims, (*names_in(facts, projects), *names_of_desk(desk)), findings),
    )


def _time_lines(
    case: Case, facts: Sequence[Fact], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> list[Section]:
    """The time lines of the entities that documents say most of, where there are any."""
    days = {i: d for i, c in claims.items() if (d := _published(documents.get(c.document)))}
    lines = time_lines(case.ledger.entities(), facts, days)
    return [timelines_section(lines, claims, documents)] if lines else []


def _published(document: Document | None) -> str | None:
    return document.source.published if document else None


def _month_sections(case: Case, dispatch: Dispatch, month: MonthView | None) -> list[Section]:
    """What changed since the month before, where anybody reported then, and what came late for closed months."""
    found = []
    before = None if month is None else reported_before(month)
    if before is not None:
        found.append(changes_section(compare(month_view(case, before).dispatch, dispatch)))
    if month is not None and month.corrections:
        found.append(corrections_section(month.corrections))
    return found


def _dates_said(
    facts: Sequence[Fact], sentence: Callable[[str], ClaimBasis]
) -> Callable[[ProjectRecord, str], tuple[Cite, ...]]:
    """The sentences that say the same date of a project's stage, one a document, where the register has it from elsewhere."""

    def said(project: ProjectRecord, stage: str) -> tuple[Cite, ...]:
        date, own = project.due.get(stage), project.basis.get(f"due.{stage}")
        names = [n for n in (project.name, project.owner) if n]
        found: dict[str, Cite] = {}
        for fact in facts:
            about = (fact.subject, fact.object, fact.item)
            if not date or fact.time != date or not any(n in (a or "") for n in names for a in about):
                continue
            for claim in fact.claims:
                basis = sentence(claim)
                if basis != own:
                    found.setdefault(basis.document, Cite(basis, Path(basis.document).name))
        return tuple(found.values())

    return said


def _month_end(dispatch: Dispatch) -> str:
    return period(dispatch.month).last.isoformat()


def _plan_section(plan: Plan) -> Section:
    rows = plan_rows(plan)
    notes: list[Inline] = [*basis_words(plan)]
    notes += [Words(n) for n in plan.notes if not n.zh.startswith("规划不使用设置")]
    notes += lacking(plan)
    notes += [Words(Text("{what}", "{what}"), (("what", Name(say(c.what))),)) for c in plan.conflicts]
    return plan_section(rows, status_words(plan), notes)


def _summary(
    documents: Sequence[DocumentRow],
    hurt: Collection[str],
    facts: Sequence[Fact],
    sentence: Callable[[str], ClaimBasis],
    findings: Sequence[Finding],
    projects: Sequence[ProjectRow],
    plan: Plan | None,
) -> Section:
    damaged = [d for d in documents if d.path in hurt]
    impossible = [f for f in findings if f.kind == "impossible"]
    stated = [(f.subject or f.kind, _figure(f, sentence(f.claims[0]))) for f in facts]
    tiles = [
        Tile(
            Text("文件", "documents"),
            count_of(Text("读入的文件", "documents read"), [(d.path, d.total) for d in documents]),
            _remark("其中{n}份有损坏或缺项", "{n} of them damaged or incomplete",
                    count_of(Text("有损坏的文件", "damaged documents"), [(d.path, d.total) for d in damaged])),
            "documents",
        ),
        Tile(
            Text("论断", "claims"),
            sum_of([d.total for d in documents], Text("各文件论断数之和", "sum over documents"))
            if documents
            else count_of(Text("没有读到任何文档", "no document was read"), [], n=0),
            _remark("合并为{n}条事实", "merged into {n} facts", count_of(Text("合并后的事实", "facts"), stated, n=len(facts))),
            "facts",
        ),
        Tile(
            Text("问题", "findings"),
            count_of(Text("核对发现的问题", "findings"), _first_figures(findings), n=len(findings)),
            _remark("不可能成立{n}个", "{n} impossible",
                    count_of(Text("“不可能成立”的问题", "impossible"), _first_figures(impossible), n=len(impossible))),
            "findings",
        ),
    ]  # fmt: skip
    if projects:
        red, yellow = ([p for p in projects if p.light == light] for light in ("red", "yellow"))
        tiles.append(
            Tile(
                Text("红灯项目", "red projects"),
                count_of(Text("红灯项目", "red projects"), _investments(red), n=len(red)),
                _remark("黄灯{n}个", "{n} yellow", count_of(Text("黄灯项目", "yellow projects"), _investments(yellow), n=len(yellow))),
                "projects",
            )
        )  # fmt: skip
    status = status_words(plan) if plan is not None else None
    return summary_section(tiles=tiles, findings=findings, projects=projects, status=status)


def _remark(zh: str, en: str, n: Quantity) -> Words:
    return Words(Text(zh, en), (("n", n),))


def _figure(fact: Fact, basis: ClaimBasis) -> Quantity:
    value = fact.value if isinstance(fact.value, Decimal) else None
    return Quantity(value, fact.unit or "", basis)


def _first_figures(findings: Sequence[Finding]) -> list[tuple[str, Quantity]]:
    return [(f.id, f.figures[0][1]) for f in findings if f.figures]


def _investments(projects: Sequence[ProjectRow]) -> list[tuple[str, Quantity]]:
    return [(p.name, p.investment) for p in projects if p.investment is not None]


def _names(
    documents: Sequence[Document], claims: Sequence[Claim], more: Sequence[str], findings: Sequence[Finding]
) -> tuple[str, ...]:
    """Verbatim names that sentences of the report may hold; only those with a digit matter."""
    found = {d.path for d in documents} | set(more)
    for c in claims:
        found |= {n for n in (c.subject, c.object, c.item, *c.items) if n}
    found |= {f.place for f in findings if f.place}
    of = catalogue().commodities
    found |= set(of.zh) | set(of.en)
    return tuple(sorted((n for n in found if any(ch.isdigit() for ch in n)), key=len, reverse=True))


def write_case_report(
    case: Case, out: Path, *, title: str, plan: Plan | None = None, dispatch: Dispatch | None = None
) -> tuple[Path, RenderableType]:
    """Write the report into a folder; returns its path and the same on one screen."""
    from lianzhang.outputs import one_screen

    model = build_report(case, plan=plan, dispatch=dispatch, title=title)
    path = write_report(model, out)
    if plan is not None:
        write_whole(out / "plan.json", json.dumps(plan.to_json(), ensure_ascii=False, indent=1) + "\n")
    return path, one_screen(model)


def report_of(
    source: Path, out: Path, *, progress: Progress | None = None
) -> tuple[Path, RenderableType, tuple[Problem, ...]]:
    """The report of a case folder (with its ledger, plan and dispatch), or of documents alone.

    Returns the path, the screen, and the problems of documents that could not be read.
    """
    if (source / "case.toml").exists():
        with Case(source) as case:
            return report_of_case(case, out, progress=progress)
    files = documents_given(source)  # raises what can be seen before anything is written
    check_output(out, [source], folder=True)
    folder = Path(tempfile.mkdtemp(prefix="lianzhang-"))
    try:
        base = source if source.is_dir() else source.parent
        settings = CaseSettings(source.stem, folders=(".",) if source.is_dir() else (source.name,))
        with Case(base, settings=settings, database=folder / "ledger.db") as case:
            problems = _read_loose(case, files, progress)
            case.ledger.accept_all("report")
            title = say(Text(f"文件报告：{source.name}", f"report on {source.name}"))
            path, screen = write_case_report(case, out, title=title)
        return path, screen, problems
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def report_of_case(
    case: Case, out: Path, *, progress: Progress | None = None
) -> tuple[Path, RenderableType, tuple[Problem, ...]]:
    """Read a case and write its report; as :func:`report_of`."""
    check_output(out, [case.folder], folder=True)
    problems = case.read(progress=progress).problems
    plan = case.plan() if case.planning is not None else None
    dispatch = case.dispatch() if case.settings.month and case.ledger.projects() else None
    path, screen = write_case_report(case, out, title=case.settings.name, plan=plan, dispatch=dispatch)
    return path, screen, problems


def _read_loose(
    case: Case, files: Sequence[tuple[Path, str]], progress: Progress | None
) -> tuple[Problem, ...]:
    summary = read_documents(case.ledger, files, progress=progress)
    if summary.problems and not case.ledger.documents():
        raise InputError(summary.problems)
    return summary.problems
