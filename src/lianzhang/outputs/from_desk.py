"""Rows of the paper from what the desk and the readers give: a month's dispatch, its matters, and names to keep verbatim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from lianzhang.core import PeriodError, Quantity, Text, period
from lianzhang.ledger.project import ProjectRecord
from lianzhang.outputs.model import Cite, Name, When, Words
from lianzhang.outputs.rows import MatterRow, ProjectRow
from lianzhang.reconcile.facts import Fact

if TYPE_CHECKING:
    from lianzhang.desk.dispatch import Dispatch
    from lianzhang.desk.dispatch.run import Entry
    from lianzhang.desk.dispatch.schedule import Due
    from lianzhang.desk.matters import Asked, Matter

__all__ = ["dispatch_rows", "matter_rows", "names_in"]


def names_in(facts: Iterable[Fact] = (), projects: Iterable[ProjectRecord] = ()) -> tuple[str, ...]:
    """Names that hold digits, for ``ReportModel.names``: of what facts are about, and of projects, owners and products."""
    found: set[str | None] = set()
    for fact in facts:
        found.update((fact.subject, fact.object, fact.item, fact.scope, fact.measure, *fact.items))
    for project in projects:
        found.update((project.name, project.owner, project.product, project.segment))
    known = {n for n in found if n}
    known |= {part for n in known for part in n.split("·")}  # a subject and its size class: 项目·50亿元以上
    return tuple(sorted(n for n in known if any(c.isdigit() for c in n)))


def _when(due: Due) -> When:
    return When(due.date, due.when.basis)


def _last(due: Due) -> str:
    try:
        return period(due.date).last.isoformat()
    except PeriodError:
        return "9999"


def _due(entry: Entry) -> Due | None:
    """The stage to show: the one missed longest, else the next that is not reached."""
    missed = sorted((d for d in entry.dues if d.missed), key=_last)
    ahead = sorted((d for d in entry.dues if d.reached is None and not d.undated), key=_last)
    return next(iter((*missed, *ahead)), None)


_PROBLEMS: Mapping[str, Text] = {
    "overdue": Text("问题超期未解决：{what}", "problem overdue: {what}"),
    "due_next": Text("问题下月到期：{what}", "problem due next month: {what}"),
    "open": Text("问题待解决：{what}", "problem open: {what}"),
}


_NOT_COUNTED = Text(
    "绿灯：规则只看其列明的指标，上列逾期节点或超期问题不在其中，列出备查",
    "green: the rules look only at what they name; the overdue stage or problem listed here is not among it",
)


def dispatch_rows(
    dispatch: Dispatch,
    projects: Iterable[ProjectRecord] = (),
    cites: Callable[[ProjectRecord, str], tuple[Cite, ...]] | None = None,
) -> tuple[ProjectRow, ...]:
    """One row a project of the month, in the order of the dispatch; reasons keep their figures, dates their sources.

    ``projects`` adds what a dispatch does not carry: the total investment; ``cites`` gives the sentences that say a stage's date.
    """
    rows = []
    records = {p.id: p for p in projects}
    for entry in dispatch.entries:
        due = _due(entry)
        reasons = [Words(r.text, r.figures) for r in entry.reasons]
        if entry.light == "grey":
            reasons += [Words(text) for text in entry.missing]
        reasons += [
            Words(_PROBLEMS[p.state], (("what", Cite(p.problem.basis, p.problem.text)),))
            for p in entry.problems
        ]
        late = any(d.missed for d in entry.dues) or any(p.state == "overdue" for p in entry.problems)
        if entry.light == "green" and late:
            reasons.append(Words(_NOT_COUNTED))
        record = records.get(entry.project)
        rows.append(
            ProjectRow(
                entry.name,
                entry.light,
                tuple(reasons),
                entry.owner,
                entry.place,
                entry.stage,
                entry.responsible_body,
                entry.responsible_office,
                _when(due) if due else None,
                due.stage if due else None,
                _investment(record),
                due_stages={d.stage: _when(d) for d in entry.dues},
                reached={d.stage: When(d.reached, d.reached_basis) for d in entry.dues if d.reached},
                due_cites=cites(record, due.stage) if cites and record and due else (),
            )
        )
    return tuple(rows)


def _investment(project: ProjectRecord | None) -> Quantity | None:
    basis = project.basis.get("total_investment") if project else None
    if project is None or basis is None or project.total_investment is None:
        return None
    return Quantity(project.total_investment, "CNY", basis)


def matter_rows(asked: Asked) -> tuple[MatterRow, ...]:
    """The matters of a month: asked now, pending, answered."""

    def row(matter: Matter, state: Text) -> MatterRow:
        who = "、".join(x for x in (matter.body, matter.office) if x)
        source = Words(matter.text, matter.figures) if matter.text is not None else None
        due = When(matter.due) if matter.due else None
        return MatterRow(Name(matter.title), Text("核对", "finding"), who or None, due, state, source)

    return (
        *(row(a.matter, Text("催办", "asked")) for a in asked.now),
        *(row(m, Text("未到期", "pending")) for m in asked.pending),
        *(row(m, Text("已答复", "answered")) for m in asked.answered),
    )
