"""The month's dispatch: every project with its schedule, its light, what was missed, who answers for it, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from lianzhang.audit.figures import when_text
from lianzhang.core import AssumptionBasis, FormulaBasis, PeriodError, Quantity, Text, period
from lianzhang.desk.dispatch.rules import COMPARISONS, MEASURES, Condition, RuleSet
from lianzhang.desk.dispatch.schedule import Due, Schedule, dues, progress_of, schedule
from lianzhang.desk.matters import Asked, Matter, ask
from lianzhang.desk.months import Month, month_of
from lianzhang.ledger.project import ProjectProblem, ProjectRecord

__all__ = ["LIGHTS", "Change", "Dispatch", "Entry", "Light", "OpenProblem", "Reason", "dispatch"]

Light = Literal["red", "yellow", "grey", "green"]
LIGHTS: tuple[Light, ...] = ("red", "yellow", "grey", "green")
"""In order of urgency. Grey: it cannot be known yet; ``missing`` says why."""

LIGHT_NAMES: Mapping[str, Text] = {
    "red": Text("红灯", "red"), "yellow": Text("黄灯", "yellow"), "grey": Text("待报", "grey"), "green": Text("绿灯", "green"),
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """Why a light is on, or something to know: ``text`` with ``{name}`` where a figure stands. ``light`` None: a remark."""

    light: Light | None
    text: Text
    figures: tuple[tuple[str, Quantity], ...] = ()


@dataclass(frozen=True)
class Change:
    """Something new since the month before, written as a reason is."""

    text: Text
    figures: tuple[tuple[str, Quantity], ...] = ()


@dataclass(frozen=True)
class OpenProblem:
    """A problem not solved by the month's end. ``state``: ``overdue``, ``due_next`` (within the next month), ``open``."""

    problem: ProjectProblem
    state: Literal["overdue", "due_next", "open"]


@dataclass(frozen=True)
class Entry:
    """One project in the month. ``figures``: plan_year, schedule, done, shares, ``points_behind``, ``percent_of_schedule`` as far as known."""

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
        lights = ", ".join(f"{light} {len(self.with_light(light))}" for light in LIGHTS)
        return f"<Dispatch {self.month} by {self.rules.name.en}: {lights}; {len(self.matters.now)} matters asked>"

    def with_light(self, light: Light) -> tuple[Entry, ...]:
        """The entries of one light."""
        return tuple(e for e in self.entries if e.light == light)


def dispatch(
    projects: Iterable[ProjectRecord], month: str, rules: RuleSet, matters: Sequence[Matter] = ()
) -> Dispatch:
    """The dispatch of ``month`` (``YYYY-MM``). Raises :class:`~lianzhang.core.InputError` when that is no month.

    Pure: nothing is stored. What happened after the month's end is not looked at, so an old month gives what it gave.
    """
    at = month_of(month)
    entries, closed = [], []
    for project in projects:
        why = _over(project, at)
        if why:
            closed.append((project.id, project.name, why))
        else:
            entries.append(_entry(project, at, rules))
    entries.sort(key=lambda e: (LIGHTS.index(e.light), -_behind(e), e.project))
    return Dispatch(at.text, rules, tuple(entries), tuple(closed), ask(matters, at), _totals(entries))


def _behind(entry: Entry) -> Decimal:
    found = entry.figures.get("points_behind") or entry.figures.get("percent_behind")
    return found.value if found and found.value is not None else Decimal(-1000)


def _day(text: str | None) -> date | None:
    try:
        return period(text).last if text else None
    except PeriodError:
        return None


def _over(project: ProjectRecord, at: Month) -> Text | None:
    ended = _day(project.stages.get("终止"))
    if (ended and ended <= at.end) or (project.stage == "终止" and ended is None):
        return Text("项目已终止", "ended")
    if progress_of(project, at) is not None:
        return None
    for stage in ("达产", "投产"):
        day = _day(project.stages.get(stage))
        if (day and day <= at.end) or (project.stage == stage and day is None):
            return Text(f"已{stage}，本月无计划", f"in production ({stage}), no plan this month")
    return None


def _entry(project: ProjectRecord, at: Month, rules: RuleSet) -> Entry:
    due, plan = dues(project, at), schedule(project, at)
    light, reasons, missing = _judge(rules, plan, due, project, at)
    return Entry(
        project.id, project.name, project.place, project.owner, project.responsible_body, project.responsible_office,
        project.stage, light, (*reasons, *_remarks(plan, due, reasons)), missing, plan.figures, due, _problems(project, at),
        _changes(project, at, rules, light, plan),
    )  # fmt: skip


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


def _remarks(plan: Schedule, due: tuple[Due, ...], reasons: tuple[Reason, ...]) -> list[Reason]:
    """The comparison itself, stages missed that no rule looks at, stages reached late."""
    found = []
    if "percent_of_schedule" in plan.figures:
        shown = ("done", "schedule", "plan_year", "percent_of_schedule", "points_behind")
        figures = tuple((n, plan.figures[n]) for n in shown if n in plan.figures)
        zh, en = (
            "本年完成{done}，序时进度{schedule}，为{percent_of_schedule}",
            "done {done} of {schedule} due by now, {percent_of_schedule}",
        )
        points = plan.figures.get("points_behind")
        if points and points.value is not None:
            if points.value >= 0:
                zh += "；全年计划{plan_year}的完成率落后序时进度{points_behind}"
                en += "; {points_behind} of the year's plan of {plan_year} behind schedule"
            else:
                ahead = FormulaBasis(Text("− 落后的百分点", "− points behind"), (("points_behind", points),))
                figures += (("points_ahead", Quantity(-points.value, points.unit, ahead)),)
                zh += "；全年计划{plan_year}的完成率超前序时进度{points_ahead}"
                en += "; {points_ahead} of the year's plan of {plan_year} ahead of schedule"
        found.append(Reason(None, Text(zh, en), figures))
    elif plan.nothing_due:
        found.append(
            Reason(
                None,
                Text("至本月无应完成的计划投资", "no investment was due by now"),
                tuple(plan.figures.items()),
            )
        )
    said = {q.basis.id for r in reasons for n, q in r.figures if n == "due"}
    for d in due:
        if d.missed and d.when.basis.id not in said and d.months_late is not None:
            text = Text(
                f"应于{when_text(d.date).zh}{d.stage}，至今未{d.stage}，逾期{{late}}",
                f"{d.stage} was due {when_text(d.date).en} and is not reached, {{late}} late",
            )
            found.append(Reason(None, text, (("late", d.months_late), ("due", d.when))))
        elif d.undated:
            found.append(
                Reason(
                    None,
                    Text(f"已{d.stage}，日期未填", f"{d.stage} reached, date not given"),
                    (("due", d.when),),
                )
            )
        elif d.reached and (_day(d.reached) or date.min) > (_day(d.date) or date.max):
            text = Text(
                f"{d.stage}于{when_text(d.reached).zh}，晚于时限{when_text(d.date).zh}",
                f"{d.stage} reached {when_text(d.reached).en}, later than due {when_text(d.date).en}",
            )
            found.append(Reason(None, text, (("due", d.when),)))
    return found


def _problems(project: ProjectRecord, at: Month) -> tuple[OpenProblem, ...]:
    found = []
    for problem in project.problems:
        begun, due, solved = _day(problem.found), _day(problem.due), _day(problem.solved)
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


def _changes(
    project: ProjectRecord, at: Month, rules: RuleSet, light: Light, plan: Schedule
) -> tuple[Change, ...]:
    before = at.before
    found: list[Change] = []
    last = progress_of(project, before)
    if last is not None:
        earlier = schedule(project, before)
        was, _, _ = _judge(rules, earlier, dues(project, before), project, before)
        if was != light:
            a, b = LIGHT_NAMES[was], LIGHT_NAMES[light]
            found.append(Change(Text(f"由{a.zh}转为{b.zh}", f"from {a.en} to {b.en}")))
        one, other = earlier.figures.get("done"), plan.figures.get("done")
        if one and other and one.value is not None and other.value is not None and at.number > 1:
            rise = FormulaBasis(
                Text("本月累计 − 上月累计", "this month − last month, to date"),
                (("done", other), ("done_before", one)),
            )
            found.append(
                Change(
                    Text("本月完成{rise}", "done this month {rise}"),
                    (("rise", Quantity(other.value - one.value, "CNY", rise)),),
                )
            )
    for stage, text in project.stages.items():
        day = _day(text)
        if day and before.end < day <= at.end:
            basis = project.basis.get(f"stages.{stage}") or AssumptionBasis(
                Text(f"项目库：{project.name}", f"register: {project.name}")
            )
            when = Quantity(Decimal(day.strftime("%Y%m%d")), "date", basis)
            found.append(
                Change(
                    Text(f"{when_text(text).zh}{stage}", f"{stage} on {when_text(text).en}"),
                    (("when", when),),
                )
            )
    for problem in project.problems:
        for text, zh, en in (
            (problem.found, "新增问题", "new problem"),
            (problem.solved, "已解决", "solved"),
        ):
            day = _day(text)
            if day and before.end < day <= at.end:
                said = problem.text.replace("{", "｛").replace("}", "｝")
                found.append(
                    Change(
                        Text(f"{zh}：{said}", f"{en}: {said}"),
                        (("source", Quantity(None, "", problem.basis)),),
                    )
                )
    return tuple(found)


def _totals(entries: list[Entry]) -> tuple[tuple[str, Quantity], ...]:
    """Projects by light, and the sums of those whose plan and completion are both known."""
    found: list[tuple[str, Quantity]] = []
    for light in LIGHTS:
        some = [e for e in entries if e.light == light]
        inputs = tuple((f"project{e.project}", e.figures.get("done") or _unknown(e)) for e in some)
        text = Text(f"{LIGHT_NAMES[light].zh}项目数", f"projects with {light}")
        found.append((light, Quantity(Decimal(len(some)), "count", FormulaBasis(text, inputs))))
    known = [e for e in entries if {"plan_year", "schedule", "done"} <= e.figures.keys()]
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
