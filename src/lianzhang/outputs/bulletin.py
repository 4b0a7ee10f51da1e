"""The month's bulletin on paper: a Word document and its annexed workbook, the project ledger with its monthly columns.

done this month      = done to date − done to date of the month before (January: done to date)
share of the plan    = done this year ÷ plan of the year, %
share of the whole   = completed since the start ÷ total investment, %
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from lianzhang.balance import divide, subtract
from lianzhang.core import AssumptionBasis, Quantity, Text, say
from lianzhang.desk.dispatch import (
    Bulletin,
    Comparison,
    Correction,
    Dispatch,
    Entry,
    Month,
    bulletin,
    month_of,
)
from lianzhang.desk.dispatch.schedule import last_day, progress_of, schedule
from lianzhang.desk.matters import Matter, ask
from lianzhang.ledger.project import STAGES, ProjectNode, ProjectRecord
from lianzhang.outputs.excel import write_excel
from lianzhang.outputs.from_desk import names_in
from lianzhang.outputs.marks import date_text
from lianzhang.outputs.model import Badge, Cell, Cite, Column, Lines, Name, ReportModel, Section, Table, Words
from lianzhang.outputs.sections_month import changes_section, month_sections, problems_section, when
from lianzhang.outputs.word import write_word

__all__ = ["annex_model", "bulletin_model", "write_bulletin"]


def write_bulletin(
    dispatch: Dispatch,
    projects: Iterable[ProjectRecord],
    matters: Sequence[Matter] | None,
    folder: str | Path,
    *,
    earlier: Dispatch | None = None,
    compared: Comparison | None = None,
    corrections: tuple[Correction, ...] = (),
    office: str = "",
    made_at: str | None = None,
) -> tuple[Path, Path]:
    """Write the bulletin (Word) and its annex (Excel) into a folder; returns their paths.

    ``matters`` None keeps those the dispatch asks about; ``earlier`` adds what changed since that month (``compared``: the comparison
    itself), ``corrections`` what came late for closed months; ``made_at`` ISO date (the month's end when None). Raises OSError when the folder cannot be written.
    """
    from dataclasses import replace

    if matters is not None:
        dispatch = replace(dispatch, matters=ask(matters, dispatch.month))
    found = bulletin(dispatch, projects, earlier, compared=compared, corrections=corrections)
    day = made_at or month_of(dispatch.month).end.isoformat()
    names = names_in((), found.projects.values())
    head = say(Text(f"调度通报{dispatch.month}", f"dispatch-{dispatch.month}"))
    paper = write_word(bulletin_model(found, office, day, names), Path(folder) / f"{head}.docx")
    tail = say(Text("附表", "-annex"))
    return paper, write_excel(annex_model(found, office, day, names), Path(folder) / f"{head}{tail}.xlsx")


def bulletin_model(found: Bulletin, office: str, made_at: str, names: tuple[str, ...] = ()) -> ReportModel:
    """The bulletin before it has a format."""
    month = date_text(found.dispatch.month)
    title = Text(f"{month}电池产业链项目调度通报", f"Battery chain projects, {month}")
    return ReportModel(title, made_at, month_sections(found), office, names=names)


_SUMS = ("figures", "changes", "corrections", "duties", "steps")
"""Sections of the bulletin that the annex repeats as sheets."""


def annex_model(found: Bulletin, office: str, made_at: str, names: tuple[str, ...] = ()) -> ReportModel:
    """The annex: ledger of the month, month by month, key nodes, problems, who owes what."""
    month = date_text(found.dispatch.month)
    at = month_of(found.dispatch.month)
    changes = changes_section(found.compared, whole=True) if found.compared is not None else None
    entries = [(e, found.projects[e.project]) for e in found.dispatch.entries if e.project in found.projects]
    sections = (
        Section("ledger", Text("项目台账", "Ledger"), (_ledger(entries, found, at),)),
        Section("months", Text("逐月进度", "Month by month"), (_months([p for _, p in entries], at),)),
        Section("nodes", Text("关键节点", "Key nodes"), (_nodes(entries, at),)),
        problems_section(found.problems),
        *(
            changes if changes is not None and s.id == "changes" else s
            for s in month_sections(found)
            if s.id in _SUMS
        ),
    )
    title = Text(f"{month}电池产业链项目调度通报附表", f"Annex, battery chain projects, {month}")
    return ReportModel(title, made_at, sections, office, names=names)


def own(project: ProjectRecord, field: str, unit: str) -> Quantity | None:
    """A figure of the register with the basis of its field; None where it is not filled in."""
    value = getattr(project, field)
    if value is None:
        return None
    said = Text(f"项目库登记，未注明出处：{project.name}", f"register, no source given: {project.name}")
    return Quantity(value, unit, project.basis.get(field) or AssumptionBasis(said, f"project {project.id}"))


def _share(text: Text, part: Quantity | None, whole: Quantity | None) -> Quantity | None:
    if part is None or whole is None or part.value is None or not whole.value or whole.value < 0:
        return None
    found = divide("1", text, ("part", part), ("whole", whole))
    return None if found.value is None else Quantity(round(found.value * 100, 6), "%", found.basis)


def _done_in(project: ProjectRecord, at: Month) -> Quantity | None:
    """What was done in the month; None where the month before was not reported."""
    done = schedule(project, at).figures.get("done")
    if done is None or at.number == 1:
        return done
    before = schedule(project, at.before).figures.get("done")
    if before is None:
        return None
    text = Text("本月累计 − 上月累计", "this month − last month, to date")
    found = subtract("CNY", text, ("done", done), ("done_before", before))
    return Quantity(found.value, "CNY", found.basis)


_OF_PLAN = Text("年初累计 ÷ 年度计划", "done this year ÷ plan of the year")
_OF_WHOLE = Text("开工累计 ÷ 总投资", "completed ÷ total investment")


def _name(text: str | None) -> Cell:
    return Name(text) if text else None


def _ledger(entries: Sequence[tuple[Entry, ProjectRecord]], found: Bulletin, at: Month) -> Table:
    columns = tuple(
        Column(Text(zh, en), kind)  # type: ignore[arg-type]
        for zh, en, kind in (
            ("序号", "no.", "date"), ("项目名称", "project", "text"), ("建设地点", "place", "text"), ("业主单位", "owner", "text"),
            ("环节", "segment", "text"), ("产品", "product", "text"), ("新增生产能力", "capacity", "figure"), ("阶段", "stage", "text"),
            ("信号", "light", "text"), ("总投资", "total", "figure"), ("年度计划", "plan of the year", "figure"),
            ("序时进度", "due by now", "figure"), ("本月完成", "done this month", "figure"), ("年初累计", "done this year", "figure"),
            ("开工累计", "completed", "figure"), ("占年计划", "of the plan", "figure"), ("占总投资", "of the total", "figure"),
            ("责任单位", "responsible body", "text"), ("责任人", "responsible", "text"), ("存在问题", "problems", "text"),
        )
    )  # fmt: skip
    rows = []
    for number, (e, p) in enumerate(entries, start=1):
        total, completed = own(p, "total_investment", "CNY"), own(p, "completed_investment", "CNY")
        year, done = e.figures.get("plan_year"), e.figures.get("done")
        problems = tuple(Cite(x.problem.basis, x.problem.text) for x in e.problems)
        rows.append((
            Name(str(number)), Name(p.name), _name(p.place), _name(p.owner), _name(found.segments.get(p.id)), _name(p.product),
            own(p, "capacity", p.capacity_unit or ""), _name(p.stage), Badge(e.light), total, year, e.figures.get("schedule"),
            _done_in(p, at), done, completed, _share(_OF_PLAN, done, year), _share(_OF_WHOLE, completed, total),
            _name(p.responsible_body), _name(p.responsible_office), Lines(problems) if problems else None,
        ))  # fmt: skip
    return Table(Words(Text("项目台账", "ledger of projects")), columns, tuple(rows))


def _months(projects: Sequence[ProjectRecord], at: Month) -> Table:
    columns = (
        Column(Text("项目名称", "project")), Column(Text("月份", "month"), "date"), Column(Text("年度计划", "plan of the year"), "figure"),
        Column(Text("计划", "due by now"), "figure"), Column(Text("完成", "done this month"), "figure"),
        Column(Text("年初累计", "done this year"), "figure"), Column(Text("占年计划", "of the plan"), "figure"),
        Column(Text("完成序时进度", "of the schedule"), "figure"),
    )  # fmt: skip
    rows = []
    for p in projects:
        month = month_of(f"{at.end.year:04d}-01")
        while month.end <= at.end:
            report = progress_of(p, month)
            if report is not None:
                figures = schedule(p, month).figures
                year, done = figures.get("plan_year"), figures.get("done")
                rows.append((
                    Name(p.name), when(month.text, report.basis), year, figures.get("schedule"), _done_in(p, month), done,
                    _share(_OF_PLAN, done, year), figures.get("percent_of_schedule"),
                ))  # fmt: skip
            month = month.after
    note = Words(Text("“计划”为至当月末应完成数；未单独下达的，按全年计划均匀推进。",
                      "Due by now: as the office set it, else the plan of the year spread evenly."))  # fmt: skip
    return Table(Words(Text("逐月进度", "month by month")), columns, tuple(rows), note)


def _nodes(entries: Sequence[tuple[Entry, ProjectRecord]], at: Month) -> Table:
    columns = (
        Column(Text("项目名称", "project")), Column(Text("节点", "node")), Column(Text("时限", "due"), "date"),
        Column(Text("完成日期", "reached"), "date"), Column(Text("完成情况", "state")), Column(Text("逾期", "late"), "figure"),
        Column(Text("责任单位", "responsible")),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for e, p in entries:
        due = {d.stage: d for d in e.dues}
        for stage in STAGES[:-1]:
            d, reached = due.get(stage), p.stages.get(stage)
            if d is None and not reached:
                continue
            done = Text("已完成", "reached") if (d.reached or d.undated if d else reached) else None
            state = done or (
                Text("逾期未完成", "overdue") if d and d.missed else Text("未到期", "not due yet")
            )
            late = d.months_late if d else None
            rows.append((
                Name(p.name), Name(stage), when(d.date, d.when.basis) if d else None,
                when(reached, p.basis.get(f"stages.{stage}")), Words(state), late, _name(p.responsible_body),
            ))  # fmt: skip
        rows += [_node(p, node, at) for node in p.nodes]
    return Table(
        Words(Text(f"关键节点（{date_text(at.text)}末）", f"key nodes, end of {at.text}")),
        columns,
        tuple(rows),
    )


def _node(project: ProjectRecord, node: ProjectNode, at: Month) -> tuple[Cell, ...]:
    """A key node of the register; one that was finished after the month's end was not finished then."""
    due, done = last_day(node.due), last_day(node.done)
    finished = done is not None and done <= at.end
    state = Text("已完成", "reached") if finished else Text("未到期", "not due yet")
    if not finished and due is not None and due <= at.end:
        state = Text("逾期未完成", "overdue")
    said = Lines((Words(state), Cite(node.basis, node.state))) if node.state else Words(state)
    return (
        Name(project.name), Name(node.node), when(node.due, node.basis), when(node.done, node.basis) if finished else None, said, None,
        _name(node.responsible or project.responsible_body),
    )  # fmt: skip
