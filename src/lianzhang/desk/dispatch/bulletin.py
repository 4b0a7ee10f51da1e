"""The month's bulletin as data: key figures, lights by county and link of the chain, problems due, who owes what, next steps.

Offices write it in the order 指标, 项目, 协同, 问题, 下步. Nothing is judged here that the dispatch has not judged: steps follow from lights,
problems, stages due and matters asked, each with who answers for it and by when.

    share of schedule of a group = Σ done ÷ Σ schedule of the projects for which both are known, %
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from lianzhang.balance import add, divide
from lianzhang.core import AssumptionBasis, Basis, FormulaBasis, Quantity, Text
from lianzhang.desk.dispatch.compared import Comparison, compare
from lianzhang.desk.dispatch.corrected import Correction
from lianzhang.desk.dispatch.remarks import LIGHT_NAMES, LIGHTS, Light
from lianzhang.desk.dispatch.run import Dispatch, Entry
from lianzhang.desk.dispatch.schedule import Due, last_day
from lianzhang.desk.grouping import NO_SEGMENT, Level, place_at, segment_at
from lianzhang.desk.months import Month, month_of
from lianzhang.ledger.project import ProjectRecord

__all__ = ["Bulletin", "Group", "Owing", "ProblemLine", "Step", "bulletin"]


@dataclass(frozen=True)
class Group:
    """The projects of one place or segment: how many, by light, and sums in CNY (plan_year, schedule, done) with the share in %."""

    name: str
    projects: Quantity
    lights: Mapping[Light, Quantity]
    figures: Mapping[str, Quantity]


@dataclass(frozen=True)
class ProblemLine:
    """An open problem: ``days`` past its due date at the month's end (None: not due, or no date)."""

    project: int
    name: str
    place: str | None
    text: str
    found: str
    due: str | None
    responsible: str | None
    state: Literal["overdue", "due_next", "open"]
    days: Quantity | None
    basis: Basis


@dataclass(frozen=True)
class Owing:
    """What one body owes: its red and yellow projects, those not reported, problems overdue, matters asked."""

    body: str
    red: tuple[str, ...] = ()
    yellow: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How much, to sort by."""
        return (
            4 * len(self.red)
            + 3 * len(self.overdue)
            + 2 * len(self.matters)
            + 2 * len(self.unreported)
            + len(self.yellow)
        )


StepKind = Literal["overdue", "red", "report", "due_next", "node", "matter"]


@dataclass(frozen=True)
class Step:
    """One thing to do: of which kind, about what (``names``: verbatim), who answers for it, by when (``due`` ISO), and why then."""

    kind: StepKind
    text: Text
    names: tuple[tuple[str, str], ...]
    responsible: str | None
    due: str | None
    basis: Basis | None = None


@dataclass(frozen=True)
class Bulletin:
    """The month: see the module. ``segments``: project → link of the chain; ``compared``: against an earlier month, if given;
    ``corrections`` to months that are closed.
    """

    dispatch: Dispatch
    projects: Mapping[int, ProjectRecord]
    whole: Group
    by_place: tuple[Group, ...]
    by_segment: tuple[Group, ...]
    problems: tuple[ProblemLine, ...]
    owing: tuple[Owing, ...]
    steps: tuple[Step, ...]
    segments: Mapping[int, str]
    compared: Comparison | None = None
    corrections: tuple[Correction, ...] = ()


def bulletin(
    dispatch: Dispatch,
    projects: Iterable[ProjectRecord],
    earlier: Dispatch | None = None,
    *,
    level: Level = "county",
    compared: Comparison | None = None,
    corrections: tuple[Correction, ...] = (),
) -> Bulletin:
    """The bulletin of a dispatch. ``projects``: the records it was made of; ``earlier``: an earlier month to compare with, or
    ``compared``: the comparison itself; ``corrections``: those to closed months that it shows.

    Places are grouped at ``level``; a project without place or segment stands in a group of its own name.
    """
    records = {p.id: p for p in projects}
    at = month_of(dispatch.month)
    segments = {e.project: segment_at(records[e.project]) for e in dispatch.entries if e.project in records}
    entries = dispatch.entries
    return Bulletin(
        dispatch,
        records,
        _group(str(Text("合计", "all")), entries),
        _groups(entries, lambda e: place_at(e.place, level)),
        _groups(entries, lambda e: segments.get(e.project, str(NO_SEGMENT))),
        _problems(entries, at),
        _owing(dispatch),
        _steps(dispatch, records, at),
        segments,
        compare(earlier, dispatch) if earlier is not None else compared,
        corrections,
    )


def _groups(entries: Sequence[Entry], key: Callable[[Entry], str]) -> tuple[Group, ...]:
    some: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        some[key(entry)].append(entry)
    made = [_group(name, found) for name, found in some.items()]
    return tuple(
        sorted(made, key=lambda g: (-_n(g.lights["red"]), -_n(g.lights["yellow"]), -_n(g.projects), g.name))
    )


def _n(quantity: Quantity) -> Decimal:
    return quantity.value or Decimal(0)


def _group(name: str, entries: Sequence[Entry]) -> Group:
    """A project and its phases are one project, and their money counts once."""
    sums, entries = [e for e in entries if e.sums], [e for e in entries if e.counts]
    lights: dict[Light, Quantity] = {
        light: _counted(LIGHT_NAMES[light], [e for e in entries if e.light == light]) for light in LIGHTS
    }
    known = [e for e in sums if {"schedule", "done"} <= e.figures.keys()]
    figures: dict[str, Quantity] = {}
    for figure, text in (
        ("plan_year", Text("年度计划合计", "plans of the year")),
        ("schedule", Text("序时进度合计", "due by now")),
        ("done", Text("本年完成合计", "done this year")),
    ):
        inputs = [(e.name, e.figures[figure]) for e in known if figure in e.figures]
        if inputs and len(inputs) == len(known):
            total = add("CNY", text, inputs)
            figures[figure] = Quantity(total.value, "CNY", total.basis)
    if {"schedule", "done"} <= figures.keys() and figures["schedule"].value:
        text = Text("完成 ÷ 序时进度", "done ÷ schedule")
        share = divide("1", text, ("done", figures["done"]), ("schedule", figures["schedule"]))
        if share.value is not None:
            figures["percent_of_schedule"] = Quantity(round(share.value * 100, 8), "%", share.basis)
    return Group(name, _counted(Text("项目数", "projects"), entries), lights, figures)


def _counted(what: Text, entries: Sequence[Entry]) -> Quantity:
    said = Text(f"{what.zh}：逐项计数", f"{what.en}: counted one by one")
    inputs = tuple(
        (
            e.name,
            e.figures.get("done")
            or Quantity(None, "CNY", AssumptionBasis(Text(f"{e.name}：未报", f"{e.name}: not reported"))),
        )
        for e in entries
    )
    return Quantity(Decimal(len(entries)), "count", FormulaBasis(said, inputs))


def _figure(day: date, basis: Basis) -> Quantity:
    return Quantity(Decimal(day.strftime("%Y%m%d")), "date", basis)


def _problems(entries: Iterable[Entry], at: Month) -> tuple[ProblemLine, ...]:
    found = []
    for entry in entries:
        for one in entry.problems:
            p, due = one.problem, last_day(one.problem.due)
            days = None
            if one.state == "overdue" and due is not None:
                end = _figure(
                    at.end, AssumptionBasis(Text(f"{at.text}月末", f"end of {at.text}"), "calendar")
                )
                formula = FormulaBasis(
                    Text("月末 − 时限", "end of month − due date"),
                    (("due", _figure(due, p.basis)), ("end", end)),
                )
                days = Quantity(Decimal((at.end - due).days), "day", formula)
            who = p.responsible or entry.responsible_body
            found.append(
                ProblemLine(
                    entry.project,
                    entry.name,
                    entry.place,
                    p.text,
                    p.found,
                    p.due,
                    who,
                    one.state,
                    days,
                    p.basis,
                )
            )
    order = ("overdue", "due_next", "open")
    return tuple(sorted(found, key=lambda p: (order.index(p.state), p.due or "9", p.project)))


def _owing(dispatch: Dispatch) -> tuple[Owing, ...]:
    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for e in dispatch.entries:
        body = (
            e.responsible_body
            or e.responsible_office
            or e.owner
            or str(Text("未落实责任单位", "nobody named"))
        )
        if e.light in ("red", "yellow"):
            held[body][e.light].append(e.name)
        elif e.light == "grey":
            held[body]["unreported"].append(e.name)
        for p in e.problems:
            if p.state == "overdue":
                held[p.problem.responsible or body]["overdue"].append(f"{e.name}：{p.problem.text}")
    for asking in dispatch.matters.now:
        held[asking.matter.body]["matters"].append(asking.matter.title)
    made = [Owing(body, **{k: tuple(v) for k, v in what.items()}) for body, what in held.items()]
    return tuple(sorted(made, key=lambda o: (-o.weight, o.body)))


def _steps(dispatch: Dispatch, records: Mapping[int, ProjectRecord], at: Month) -> tuple[Step, ...]:
    """Overdue first, then red projects, reports missing, problems and stages due next month, matters asked."""
    next_time = AssumptionBasis(Text("下次调度：次月末", "next dispatch: end of the next month"), "calendar")
    by = at.after.end.isoformat()
    found: list[Step] = []
    for e in dispatch.entries:
        who = e.responsible_body or e.responsible_office or e.owner
        named = (("project", e.name),)
        if e.light == "red":
            text = Text(
                "{project}：逐项说明滞后原因，报追赶进度的措施",
                "{project}: say why it is behind and how it will catch up",
            )
            found.append(Step("red", text, named, who, by, next_time))
        elif e.light == "grey":
            text = Text("{project}：补报台账所缺内容", "{project}: report what is missing")
            found.append(Step("report", text, named, who, by, next_time))
        for p in e.problems:
            if p.state == "open":
                continue
            text = Text("{project}：解决“{problem}”", "{project}: solve: {problem}")
            owed = p.problem.responsible or who
            found.append(
                Step(
                    p.state, text, (*named, ("problem", p.problem.text)), owed, p.problem.due, p.problem.basis
                )
            )
        found += [_node(e, d, who) for d in e.dues if _due_next(d, at)]
        if e.project in records:
            found += _nodes_of(records[e.project], who, at)
    for asking in dispatch.matters.now:
        m = asking.matter
        text = Text("答复交办事项“{matter}”", "answer the matter {matter}")
        found.append(Step("matter", text, (("matter", m.title),), m.body, m.due))
    order = ("overdue", "red", "report", "due_next", "node", "matter")
    return tuple(sorted(found, key=lambda s: (order.index(s.kind), s.due or "9")))


def _due_next(due: Due, at: Month) -> bool:
    day = last_day(due.date)
    return due.reached is None and not due.undated and day is not None and at.end < day <= at.after.end


def _node(entry: Entry, due: Due, who: str | None) -> Step:
    text = Text("{project}：按期{stage}", "{project}: reach {stage} in time")
    return Step("node", text, (("project", entry.name), ("stage", due.stage)), who, due.date, due.when.basis)


def _nodes_of(project: ProjectRecord, who: str | None, at: Month) -> list[Step]:
    """Key nodes of the register that are not done: those past their date, and those due next month."""
    found = []
    for node in project.nodes:
        due, done = last_day(node.due), last_day(node.done)
        if due is None or due > at.after.end or (done is not None and done <= at.end):
            continue
        text = Text("{project}：完成节点“{node}”", "{project}: finish {node}")
        if due <= at.end:
            text = Text("{project}：补上逾期节点“{node}”", "{project}: make up for {node}, which is overdue")
        named = (("project", project.name), ("node", node.node))
        found.append(Step("node", text, named, node.responsible or who, node.due, node.basis))
    return found
