"""The month's dispatch: every project with its schedule, its light, what was missed, who answers for it, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from lianzhang.audit.figures import when_text
from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text, period
from lianzhang.desk.dispatch.families import counted_once
from lianzhang.desk.dispatch.remarks import LIGHT_NAMES, LIGHTS, Change, Light, Reason, changes_of, remarks
from lianzhang.desk.dispatch.rules import COMPARISONS, MEASURES, Condition, RuleSet
from lianzhang.desk.dispatch.schedule import Due, Schedule, dues, last_day, progress_of, schedule, stage_at
from lianzhang.desk.matters import Asked, Matter, ask
from lianzhang.desk.months import Month, month_of
from lianzhang.ledger.project import ProjectProblem, ProjectRecord

__all__ = ["LIGHTS", "Change", "Dispatch", "Entry", "Light", "OpenProblem", "Reason", "dispatch"]


@dataclass(frozen=True)
class OpenProblem:
    """A problem not solved by the month's end. ``state``: ``overdue``, ``due_next`` (within the next month), ``open``."""

    problem: ProjectProblem
    state: Literal["overdue", "due_next", "open"]


@dataclass(frozen=True)
class Entry:
    """One project in the month. ``figures``: plan_year, schedule, done, shares, ``points_behind``, ``percent_of_schedule`` as far as known.

    A project and its phases count once: ``counts`` in numbers of projects, ``sums`` in sums of money; ``phase_of`` the whole of a phase.
    """

    project: int
    name: str
    place: str | None
    owner: str | None
    responsible_body: str | None
    responsible_office: str | None
    stage: str | None
    light: Light
    reasons: tuple[Reason, ...]
    missing: tuple[Text, ...]
    figures: Mapping[str, Quantity]
    dues: tuple[Due, ...]
    problems: tuple[OpenProblem, ...]
    changes: tuple[Change, ...]
    phase_of: int | None = None
    counts: bool = True
    sums: bool = True


@dataclass(frozen=True, repr=False)
class Dispatch:
    """A month's dispatch under one rule set: entries by urgency, projects that are over, matters, totals."""

    month: str
    rules: RuleSet
    entries: tuple[Entry, ...]
    closed: tuple[tuple[int, str, Text], ...]
    matters: Asked
    totals: tuple[tuple[str, Quantity], ...]

    def __repr__(self) -> str:
        """The month, the rules and how many projects have which light."""
        lights = ", ".join(f"{light} {sum(e.counts for e in self.with_light(light))}" for light in LIGHTS)
        return f"<Dispatch {self.month} by {self.rules.name.en}: {lights}; {len(self.matters.now)} matters asked>"

    def with_light(self, light: Light) -> tuple[Entry, ...]:
        """The entries of one light, phases too."""
        return tuple(e for e in self.entries if e.light == light)


def dispatch(
    projects: Iterable[ProjectRecord], month: str, rules: RuleSet, matters: Sequence[Matter] = ()
) -> Dispatch:
    """The dispatch of ``month`` (``YYYY-MM``). Raises :class:`~lianzhang.core.InputError` when that is no month.

    Pure: nothing is stored. What happened after the month's end is not looked at, so an old month gives what it gave.
    """
    at, projects = month_of(month), tuple(projects)
    entries: list[Entry] = []
    closed = []
    for project in projects:
        why = _over(project, at)
        if why:
            closed.append((project.id, project.name, why))
        else:
            entries.append(_entry(project, at, rules))
    entries, followed = counted_once(entries, projects)
    closed += followed
    entries.sort(key=lambda e: (LIGHTS.index(e.light), -_behind(e), e.project))
    return Dispatch(at.text, rules, tuple(entries), tuple(closed), ask(matters, at), _totals(entries))


def _behind(entry: Entry) -> Decimal:
    found = entry.figures.get("points_behind") or entry.figures.get("percent_behind")
    return found.value if found and found.value is not None else Decimal(-1000)


def _over(project: ProjectRecord, at: Month) -> Text | None:
    ended = last_day(project.stages.get("终止"))
    if (ended and ended <= at.end) or (project.stage == "终止" and ended is None):
        return Text("项目已终止", "ended")
    if progress_of(project, at) is not None:
        return None
    for stage in ("达产", "投产"):
        day = last_day(project.stages.get(stage))
        if (day and day <= at.end) or (project.stage == stage and day is None):
            return Text(f"已{stage}，本月无计划", f"in production ({stage}), no plan this month")
    return None


def _entry(project: ProjectRecord, at: Month, rules: RuleSet) -> Entry:
    due, plan = dues(project, at), schedule(project, at)
    light, reasons, missing = _judge(rules, plan, due, project, at)
    return Entry(
        project.id, project.name, project.place, project.owner, project.responsible_body, project.responsible_office,
        stage_at(project, at), light, (*reasons, *remarks(plan, due, reasons)), missing, plan.figures, due, _problems(project, at),
        changes_of(project, at, _before(project, at, rules), light, plan),
    )  # fmt: skip


def _before(project: ProjectRecord, at: Month, rules: RuleSet) -> Light | None:
    """The light of the month before; None where nothing was reported then."""
    before = at.before
    if progress_of(project, before) is None:
        return None
    return _judge(rules, schedule(project, before), dues(project, before), project, before)[0]


def _judge(
    rules: RuleSet, plan: Schedule, due: tuple[Due, ...], project: ProjectRecord, at: Month
) -> tuple[Light, tuple[Reason, ...], tuple[Text, ...]]:
    """The light, the conditions that put it on, and what is missing to know the others."""
    hits: list[Reason] = []
    missing: list[Text] = []
    for condition in rules.conditions:
        value, lack = _measured(condition, plan, due, project, at)
        missing += [text for text in lack if text not in missing]
        if value is not None and value.value is not None and condition.holds(value.value):
            hits.append(_reason(condition, value, due))
    for light in ("red", "yellow"):
        on = tuple(h for h in hits if h.light == light)
        if on:
            return ("red" if light == "red" else "yellow"), on, tuple(missing)
    return ("grey" if missing else "green"), (), tuple(missing)


def _measured(
    condition: Condition, plan: Schedule, due: tuple[Due, ...], project: ProjectRecord, at: Month
) -> tuple[Quantity | None, tuple[Text, ...]]:
    """The condition's figure, or what is missing to have it; neither when the condition cannot apply."""
    if condition.stage is not None:
        own = next((d for d in due if d.stage == condition.stage), None)
        if own is not None:
            return own.months_late, ()
        probe = dues(_with_due(project, condition.stage, at), at)[0]
        if probe.reached or probe.undated:
            return None, ()
        given = project.due.get(condition.stage)
        if given:
            return None, (
                Text(
                    f"{condition.stage}时限无法识别：{given}",
                    f"due date of {condition.stage} not understood: {given}",
                ),
            )
        return None, (Text(f"{condition.stage}时限未填", f"due date of {condition.stage} not given"),)
    if plan.nothing_due:
        return None, ()
    found = plan.figures.get(condition.measure)
    if found is not None:
        return found, ()
    return None, plan.missing or (Text("年度计划不大于零，无法计算", "plan of the year is not above zero"),)


def _with_due(project: ProjectRecord, stage: str, at: Month) -> ProjectRecord:
    return replace(project, due={stage: at.text})


def _reason(condition: Condition, value: Quantity, due: tuple[Due, ...]) -> Reason:
    name, how = MEASURES[condition.measure][1], COMPARISONS[condition.comparison]
    figures: tuple[tuple[str, Quantity], ...] = (("value", value), ("limit", condition.limit))
    if condition.stage is not None:
        own = next(d for d in due if d.stage == condition.stage)
        text = Text(
            f"应于{when_text(own.date).zh}{condition.stage}，至今未{condition.stage}，逾期{{value}}（{how.zh}{{limit}}）",
            f"{condition.stage} was due {when_text(own.date).en} and is not reached, {{value}} late ({how.en} {{limit}})",
        )
        return Reason(condition.light, text, (*figures, ("due", own.when)))
    return Reason(
        condition.light,
        Text(f"{name.zh}{{value}}（{how.zh}{{limit}}）", f"{name.en} {{value}} ({how.en} {{limit}})"),
        figures,
    )


def _problems(project: ProjectRecord, at: Month) -> tuple[OpenProblem, ...]:
    found = []
    for problem in project.problems:
        begun, due, solved = last_day(problem.found), last_day(problem.due), last_day(problem.solved)
        if (begun and begun > at.end and _begins_later(problem.found, at)) or (solved and solved <= at.end):
            continue
        if due and due <= at.end:
            found.append(OpenProblem(problem, "overdue"))
        elif due and due <= at.after.end:
            found.append(OpenProblem(problem, "due_next"))
        else:
            found.append(OpenProblem(problem, "open"))
    order = ("overdue", "due_next", "open")
    return tuple(sorted(found, key=lambda p: (order.index(p.state), p.problem.due or "9", p.problem.found)))


def _begins_later(text: str, at: Month) -> bool:
    """A period that starts within the month counts as begun, even where it ends later (a year, a quarter)."""
    return period(text).first > at.end


def _totals(entries: list[Entry]) -> tuple[tuple[str, Quantity], ...]:
    """Projects by light, and the sums of those whose plan and completion are both known."""
    found: list[tuple[str, Quantity]] = []
    for light in LIGHTS:
        some = [e for e in entries if e.light == light and e.counts]
        inputs = tuple((f"project{e.project}", e.figures.get("done") or _unknown(e)) for e in some)
        text = Text(f"{LIGHT_NAMES[light].zh}项目数", f"projects with {light}")
        found.append((light, Quantity(Decimal(len(some)), "count", FormulaBasis(text, inputs))))
    known = [e for e in entries if e.sums and {"plan_year", "schedule", "done"} <= e.figures.keys()]
    for name, zh, en in (
        ("plan_year", "年度计划合计", "plan of the year"),
        ("schedule", "序时进度合计", "due by now"),
        ("done", "本年完成合计", "done"),
    ):
        inputs = tuple((f"project{e.project}", e.figures[name]) for e in known)
        if inputs:
            total = sum((q.value for _, q in inputs if q.value is not None), Decimal(0))
            found.append((name, Quantity(total, "CNY", FormulaBasis(Text(zh, en), inputs))))
    return tuple(found)


def _unknown(entry: Entry) -> Quantity:
    basis = AssumptionBasis(
        Text(f"{entry.name}：未报", f"{entry.name}: not reported"), f"project {entry.project}"
    )
    return Quantity(None, "CNY", basis)
