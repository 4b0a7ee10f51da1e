"""What a dispatch says of a project beside its light: the comparison with the schedule, stages missed or late, what is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from lianzhang.audit.figures import safe, when_text
from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text
from lianzhang.desk.dispatch.schedule import Due, Schedule, last_day, schedule
from lianzhang.desk.months import Month
from lianzhang.ledger.project import ProjectRecord

__all__ = ["LIGHTS", "LIGHT_NAMES", "Change", "Light", "Reason", "changes_of", "remarks"]

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


def remarks(plan: Schedule, due: tuple[Due, ...], reasons: tuple[Reason, ...]) -> list[Reason]:
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
    found += [Reason(None, text, figures) for text, figures in plan.odd]
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
        elif d.reached and (last_day(d.reached) or date.min) > (last_day(d.date) or date.max):
            text = Text(
                f"{d.stage}于{when_text(d.reached).zh}，晚于时限{when_text(d.date).zh}",
                f"{d.stage} reached {when_text(d.reached).en}, later than due {when_text(d.date).en}",
            )
            found.append(Reason(None, text, (("due", d.when),)))
    return found


def changes_of(
    project: ProjectRecord, at: Month, was: Light | None, light: Light, plan: Schedule
) -> tuple[Change, ...]:
    """What is new of a project since the month before. ``was``: its light then; None where nothing was reported."""
    before = at.before
    found: list[Change] = []
    if was is not None:
        earlier = schedule(project, before)
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
        day = last_day(text)
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
            day = last_day(text)
            if day and before.end < day <= at.end:
                said = safe(problem.text)
                found.append(
                    Change(
                        Text(f"{zh}：{said}", f"{en}: {said}"),
                        (("source", Quantity(None, "", problem.basis)),),
                    )
                )
    return tuple(found)
