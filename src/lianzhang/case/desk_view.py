"""The month's dispatch as rows of the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianzhang.core import PeriodError, Quantity, Text, period, say
from lianzhang.desk.dispatch import Dispatch, Entry
from lianzhang.desk.matters import Matter
from lianzhang.ledger import ProjectRecord
from lianzhang.outputs import MatterRow, Name, ProjectRow, When, Words

__all__ = ["matter_rows", "project_rows"]


def _when(text: str | None, project: ProjectRecord, field: str) -> When | None:
    try:
        return When(period(text).text, project.basis.get(field)) if text else None
    except PeriodError:
        return None


def project_rows(dispatch: Dispatch, projects: Iterable[ProjectRecord]) -> list[ProjectRow]:
    """One row a project that the month looks at, with the sentence or row behind its due date."""
    by_id = {p.id: p for p in projects}
    return [_row(entry, by_id[entry.project]) for entry in dispatch.entries]


def _row(entry: Entry, project: ProjectRecord) -> ProjectRow:
    due = {s: w for s, d in project.due.items() if (w := _when(d, project, f"due.{s}"))}
    reached = {s: w for s, d in project.stages.items() if (w := _when(d, project, f"stages.{s}"))}
    next_due = next((d for d in entry.dues if d.missed), None) or next(
        (d for d in entry.dues if not d.reached), None
    )
    reasons = tuple(Words(r.text, r.figures) for r in entry.reasons)
    reasons += tuple(Words(Text(f"缺：{m.zh}", f"missing: {m.en}")) for m in entry.missing)
    reasons += tuple(
        Words(
            Text("问题（{state}）：{text}", "problem ({state}): {text}"),
            (("state", _STATES[p.state]), ("text", Name(p.problem.text))),
        )
        for p in entry.problems
    )
    basis = project.basis.get("total_investment")
    money = project.total_investment
    investment = Quantity(money, "CNY", basis) if money is not None and basis is not None else None
    return ProjectRow(
        entry.name, entry.light, reasons, entry.owner, entry.place, entry.stage, entry.responsible_body,
        entry.responsible_office, due.get(next_due.stage) if next_due else None, next_due.stage if next_due else None,
        investment, due, reached,
    )  # fmt: skip


_STATES: Mapping[str, Text] = {
    "overdue": Text("超期未解决", "overdue"),
    "due_next": Text("下月到期", "due next month"),
    "open": Text("待解决", "open"),
}


def matter_rows(dispatch: Dispatch) -> list[MatterRow]:
    """Matters that the month asks about, those not due yet, and those answered in it."""
    asked = dispatch.matters
    rows = [
        _matter(
            a.matter, Words(Text("本月催办（第{n}次）", "asked this month, round {n}"), (("n", a.round),))
        )
        for a in asked.now
    ]
    rows += [_matter(m, Words(Text("未到期", "not due yet"))) for m in asked.pending]
    rows += [_matter(m, Words(Text("本月已答复", "answered this month"))) for m in asked.answered]
    return rows


def _matter(matter: Matter, state: Words) -> MatterRow:
    who = " ".join(x for x in (matter.body, matter.office) if x)
    due = When(matter.due) if matter.due else None
    return MatterRow(
        Name(matter.title), Text("核对问题转办", "from a finding"), who, due, say(Text("见右", "see")), state
    )
