"""How far a project is behind its schedule at the end of a month: the arithmetic, each figure with its basis.

schedule          = plan to date where the office gives one, else the plans of the months so far, else plan of the year × months ÷ 12
done              = done this year where the office gives it, else done by the month before + done in the month
schedule share    = schedule ÷ plan of the year, %         done share = done ÷ plan of the year, %
points behind     = schedule share − done share            (below zero: ahead)
share of schedule = done ÷ schedule, %
months late       = whole months from the due date to the end of the month, for a stage that is not reached
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lianzhang.core import (
    AssumptionBasis,
    Basis,
    FormulaBasis,
    PeriodError,
    Quantity,
    Text,
    period,
)  # fmt: skip
from lianzhang.desk.dispatch.doubts import Odd, beyond_reason, contradictions
from lianzhang.desk.months import Month
from lianzhang.ledger.project import STAGES, Progress, ProjectRecord

__all__ = ["Due", "Schedule", "dues", "last_day", "progress_of", "schedule", "stage_at"]

_REACHED_BY = STAGES[:-1]


@dataclass(frozen=True)
class Due:
    """When a stage was due and whether it was reached by the end of the month.

    ``date`` as the register or text gives it, ``when`` the same as a figure (YYYYMMDD, the last day meant) with the sentence or row behind it;
    ``reached``: the date it was reached (None: not reached, or ``undated``). ``months_late`` counts only while it is not reached.
    """

    stage: str
    date: str
    when: Quantity
    reached: str | None
    undated: bool
    missed: bool
    months_late: Quantity | None
    reached_basis: Basis | None = None


@dataclass(frozen=True)
class Schedule:
    """The figures of one project and month; None where something is missing. ``missing`` says what, in words of the register.

    ``nothing_due``: the plan asked for nothing by then, so that nothing can be behind. ``odd``: what in the report contradicts itself.
    Amounts that no project of this size can have are no figures: they are said (``odd``) and asked for again (``missing``).
    """

    figures: Mapping[str, Quantity] = field(default_factory=dict)
    missing: tuple[Text, ...] = ()
    nothing_due: bool = False
    odd: tuple[Odd, ...] = ()


def last_day(text: str | None) -> date | None:
    """The last day that a date of the register means; None where it is none."""
    try:
        return period(text).last if text else None
    except PeriodError:
        return None


def _months_between(start: date, end: date) -> int:
    """Whole months from ``start`` to ``end``, the last day of a month."""
    return (end.year - start.year) * 12 + end.month - start.month


def _basis(project: ProjectRecord, name: str) -> Basis:
    found = project.basis.get(name)
    return found or AssumptionBasis(
        Text(
            f"项目库登记，未注明出处：{project.name} {name}",
            f"register, no source given: {project.name} {name}",
        ),
        f"project {project.id}",
    )


def _reached(project: ProjectRecord, stage: str, month: Month) -> tuple[str | None, bool]:
    """Date reached by the end of the month, and whether it was reached without a date. A later stage implies the earlier ones."""
    dates = [
        (day, text)
        for s in _REACHED_BY[_REACHED_BY.index(stage) :]
        if (text := project.stages.get(s)) and (day := last_day(text)) is not None
    ]
    own = project.stages.get(stage)
    if own and (day := last_day(own)) is not None:
        return (own, False) if day <= month.end else (None, False)
    if (
        dates
    ):  # a later stage is dated: this one came before it, nobody wrote when, and cannot be called missed
        return None, True
    if project.stage in _REACHED_BY and _REACHED_BY.index(project.stage) >= _REACHED_BY.index(stage):
        return None, True
    return None, False


def dues(project: ProjectRecord, month: Month) -> tuple[Due, ...]:
    """Every due date of the project that can be read, in the order of stages."""
    found = []
    for stage in _REACHED_BY:
        text = project.due.get(stage)
        day = last_day(text) if text else None
        if text is None or day is None:
            continue
        reached, undated = _reached(project, stage, month)
        when = Quantity(Decimal(day.strftime("%Y%m%d")), "date", _basis(project, f"due.{stage}"))
        late = None
        missed = day <= month.end and reached is None and not undated
        if missed:
            end = Quantity(
                Decimal(month.end.strftime("%Y%m%d")),
                "date",
                AssumptionBasis(Text(f"{month.text}月末", f"end of {month.text}"), "calendar"),
            )
            formula = FormulaBasis(
                Text("到期日至月末的整月数", "whole months from the due date to the end of the month"),
                (("due", when), ("end", end)),
            )
            late = Quantity(Decimal(_months_between(day, month.end)), "month", formula)
        basis = project.basis.get(f"stages.{stage}") if reached else None
        found.append(Due(stage, text, when, reached, undated, missed, late, basis))
    return tuple(found)


def progress_of(project: ProjectRecord, month: Month) -> Progress | None:
    """The project's report of the month, the last one given."""
    return next((p for p in reversed(project.progress) if p.month == month.text), None)


def stage_at(project: ProjectRecord, month: Month) -> str | None:
    """The stage at the month's end: that of the register, or an earlier one where the register's was reached later by its date."""
    reached = last_day(project.stages.get(project.stage or ""))
    if reached is None or reached <= month.end:
        return project.stage
    before = [s for s in STAGES if (day := last_day(project.stages.get(s))) is not None and day <= month.end]
    return before[-1] if before else None


def schedule(project: ProjectRecord, month: Month) -> Schedule:
    """Schedule, done and difference of the month."""
    report = progress_of(project, month)
    if report is None:
        told = Text(f"{month.end.year}年{month.number}月进度未报", f"no report for {month.text}")
        return Schedule(missing=(told,))
    year = Quantity(report.plan_year, "CNY", report.basis)
    done, due = _done(project, month), _due_by_now(project, year, month)
    missing = []
    if report.plan_year is None:
        missing.append(Text("年度计划投资未填", "plan of the year not given"))
    if done is None:
        missing.append(Text("本年累计完成未填", "done this year not given"))
    given = {"plan_year": year if report.plan_year is not None else None, "done": done, "schedule": due}
    figures = {name: q for name, q in given.items() if q is not None}
    odd = contradictions(report, done, _done(project, month.before) if month.number > 1 else None, month)
    doubts = beyond_reason(project, figures)
    if doubts:
        missing += [d.missing for d in doubts]
        odd += tuple(d.said for d in doubts)
        figures = {}
    if missing or due is None or due.value is None or done is None:
        return Schedule(figures, tuple(missing), odd=odd)
    if due.value <= 0:
        return Schedule(figures, nothing_due=True, odd=odd)
    return Schedule({**figures, **_compared(year, due, done)}, odd=odd)


def _done(project: ProjectRecord, month: Month) -> Quantity | None:
    """Done this year by the month's end: as reported, else what was done by the month before and in the month."""
    report = progress_of(project, month)
    if report is None:
        return None
    if report.done_to_date is not None:
        return Quantity(report.done_to_date, "CNY", report.basis)
    if report.done_month is None:
        return None
    own = Quantity(report.done_month, "CNY", report.basis)
    before = _done(project, month.before) if month.number > 1 else None
    if month.number == 1 or before is None or before.value is None:
        return own if month.number == 1 else None
    text = Text("上月累计 + 本月完成", "done by the month before + done in the month")
    return Quantity(
        before.value + report.done_month, "CNY", FormulaBasis(text, (("before", before), ("month", own)))
    )


def _due_by_now(project: ProjectRecord, year: Quantity, month: Month) -> Quantity | None:
    report = progress_of(project, month)
    if report is not None and report.plan_to_date is not None:
        return Quantity(report.plan_to_date, "CNY", report.basis)
    planned = _planned(project, month)
    if planned is not None or year.value is None:
        return planned
    months = Quantity(
        Decimal(month.number),
        "month",
        AssumptionBasis(Text("按月均匀推进", "even progress by month"), "calendar"),
    )
    formula = FormulaBasis(
        Text("年度计划 × 月数 ÷ 12", "plan of the year × months ÷ 12"),
        (("plan_year", year), ("months", months)),
    )
    return Quantity(year.value * month.number / 12, "CNY", formula)


def _planned(project: ProjectRecord, month: Month) -> Quantity | None:
    """The plans of the months from January on, where every one of them is given."""
    parts = [
        (r.month, Quantity(r.plan_month, "CNY", r.basis))
        for r in project.progress
        if f"{month.text[:4]}-01" <= r.month <= month.text and r.plan_month is not None
    ]
    if len({m for m, _ in parts}) != month.number:
        return None
    total = sum((q.value for _, q in parts if q.value is not None), Decimal(0))
    return Quantity(total, "CNY", FormulaBasis(Text("各月计划之和", "plans of the months"), tuple(parts)))


def _compared(year: Quantity, due: Quantity, done: Quantity) -> dict[str, Quantity]:
    """Shares, points and ratio; all three inputs have values and the schedule is above zero."""
    y, s, d = year.value or Decimal(0), due.value or Decimal(1), done.value or Decimal(0)
    of_schedule = Quantity(
        _round(100 * d / s),
        "%",
        FormulaBasis(Text("完成 ÷ 序时进度", "done ÷ schedule"), (("done", done), ("schedule", due))),
    )
    whole = Quantity(Decimal(100), "%", AssumptionBasis(Text("全部", "the whole")))
    behind = Quantity(
        _round(100 - 100 * d / s), "%",
        FormulaBasis(Text("100% − 完成 ÷ 序时进度", "100 % − done ÷ schedule"), (("whole", whole), ("percent_of_schedule", of_schedule))),
    )  # fmt: skip
    found = {"percent_of_schedule": of_schedule, "percent_behind": behind}
    if y > 0:
        a = Quantity(
            _round(100 * s / y),
            "%",
            FormulaBasis(
                Text("序时进度 ÷ 年度计划", "schedule ÷ plan of the year"),
                (("schedule", due), ("plan_year", year)),
            ),
        )
        b = Quantity(
            _round(100 * d / y),
            "%",
            FormulaBasis(
                Text("完成 ÷ 年度计划", "done ÷ plan of the year"), (("done", done), ("plan_year", year))
            ),
        )
        points = FormulaBasis(
            Text("序时进度% − 完成%", "schedule % − done %"), (("schedule_share", a), ("done_share", b))
        )
        found |= {
            "schedule_share": a,
            "done_share": b,
            "points_behind": Quantity(_round(100 * (s - d) / y), "pp", points),
        }
    return found


def _round(value: Decimal) -> Decimal:
    """Eight decimals: exact at any threshold that a rule set can sensibly name, free of division tails."""
    rounded = round(value, 8)
    return Decimal(format(rounded.normalize(), "f"))
