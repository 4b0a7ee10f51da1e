"""A case's month: dispatched, closed, opened again, compared; what came late for closed months.

A closed month is shown as it was frozen, whatever changed since; later months show the difference as corrections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.case.handing import matter_of
from lianzhang.core import InputError, PeriodError, Problem, Problems, Text, period
from lianzhang.desk.dispatch import (
    Bulletin,
    ClosedMonth,
    Comparison,
    Correction,
    Dispatch,
    RuleSet,
    bulletin,
    dispatch,
    freeze,
    late,
    month_of,
    not_yet_told,
    thaw,
)
from lianzhang.desk.dispatch import compare as compare_dispatches
from lianzhang.ledger import Closing, Conflict, ProjectRecord

if TYPE_CHECKING:
    from lianzhang.case.case import Case
    from lianzhang.desk.matters import Matter
    from lianzhang.ledger.month_sheet import MonthSheet

__all__ = [
    "MonthState",
    "MonthView",
    "bring_sheet",
    "close_month",
    "month_states",
    "month_view",
    "reopen_month",
    "reported_before",
]

EARLIEST = "1900-01"
"""The first month that is read as one; there is none before it to compare with."""
TRIES = 3
"""How often a closing is worked out again when somebody changes a register meanwhile."""


@dataclass(frozen=True)
class MonthView:
    """One month: its dispatch with the projects it was made of, and what else stands in its bulletin.

    ``closing``: the one that stands (None: open). ``rejudged``: a closed month by other rules than it was closed by.
    ``undecided``: proposed changes that nobody has decided on, now or when the month was closed.
    """

    dispatch: Dispatch
    projects: tuple[ProjectRecord, ...]
    closing: Closing | None = None
    corrections: tuple[Correction, ...] = ()
    undecided: int = 0
    compared: Comparison | None = None
    rejudged: bool = False

    @property
    def bulletin(self) -> Bulletin:
        """The month's bulletin as data."""
        return bulletin(self.dispatch, self.projects, compared=self.compared, corrections=self.corrections)


@dataclass(frozen=True)
class MonthState:
    """A month that has reports or was ever closed: how many projects reported, and every closing of it."""

    month: str
    reports: int
    closings: tuple[Closing, ...]

    @property
    def closed(self) -> Closing | None:
        """The closing that stands."""
        return next((c for c in self.closings if c.stands), None)


def month_view(
    case: Case, month: str | None = None, rules: str | None = None, compare: str | None = None
) -> MonthView:
    """A month (that of ``case.toml`` by default): as it was frozen where it is closed, else worked out now.

    ``compare``: an earlier month to set beside it, or an earlier closing of a month (``2026-10@1``; of the same month the last
    one that was opened again by default). Raises :class:`~lianzhang.core.InputError` for what is no month or no closing.
    """
    at = _chosen(case, month)
    closing = case.ledger.months.closed(at)
    if closing is not None:
        made = _as_closed(case, closing, rules)
    else:
        projects = case.ledger.projects()
        found = dispatch(projects, at, case.rules(rules), matters_of(case, at))
        undecided = len(case.ledger.changes())
        made = MonthView(found, projects, None, _late(case, at, projects), undecided)
    return made if compare is None else replace(made, compared=_compared(case, made, compare))


def _chosen(case: Case, month: str | None) -> str:
    chosen = case.settings.month if month is None else month
    if chosen is None:
        what = Text("请指明月份，如 --month 2024-06", "name a month, such as --month 2024-06")
        raise InputError([Problem("case.toml", what, field="desk.month")])
    if chosen.strip() == EARLIEST:
        what = Text(
            f"月份 {chosen} 太早：要与上月比较，最早 1900-02",
            f"{chosen} is too early: the month before is looked at",
        )
        raise InputError([Problem("dispatch", what, field="month", nearest="1900-02")])
    return month_of(chosen).text


def _thawed(closing: Closing) -> ClosedMonth:
    return thaw(closing.frozen, f"months {closing.month}")


def _as_closed(case: Case, closing: Closing, rules: str | None) -> MonthView:
    """The month as frozen; by other rules, the projects as frozen are judged by them."""
    frozen = _thawed(closing)
    found, rejudged = frozen.dispatch, False
    other: RuleSet | None = case.rules(rules) if rules is not None else None
    if other is not None and other != found.rules:
        asked = found.matters
        found, rejudged = replace(dispatch(frozen.projects, closing.month, other), matters=asked), True
    return MonthView(found, frozen.projects, closing, frozen.corrections, frozen.undecided, None, rejudged)


def _late(case: Case, month: str, projects: Sequence[ProjectRecord]) -> tuple[Correction, ...]:
    """What came late for the closed months before this one, of its year and of the month before, and no closed month has shown."""
    first = min(f"{month[:4]}-01", month_of(month).before.text)
    months = case.ledger.months
    read = []
    for at in months.names():
        closing = months.closed(at) if first <= at < month else None
        if closing is not None:  # one at a time: a year of closed months is a hundred megabytes of objects
            read.append((at, *late(closing.frozen, projects, f"months {at}")))
    return tuple(
        one
        for at, found, _ in read
        for one in not_yet_told(found, [c for later, _, shown in read if later > at for c in shown])
    )


_CLOSING = re.compile(r"(?P<month>.+?)@(?P<number>\d+)")


def _compared(case: Case, made: MonthView, wanted: str) -> Comparison:
    """The month against an earlier one, or against an earlier closing."""
    named = _CLOSING.fullmatch(wanted.strip())
    month = _chosen(case, named["month"] if named else wanted)
    later = made.dispatch
    if month > later.month:
        what = Text(f"{month} 不早于 {later.month}", f"{month} is not before {later.month}")
        raise InputError(
            [Problem("dispatch", what, field="compare", nearest=month_of(later.month).before.text)]
        )
    if not named and month < later.month:
        earlier = month_view(case, month)
        return compare_dispatches(earlier.dispatch, later)
    past = [c for c in case.ledger.months.closings(month) if not (c.stands and month == later.month)]
    number = int(named["number"]) if named else (past[-1].number if past else 0)
    chosen = next((c for c in past if c.number == number), None)
    if chosen is None:
        there = "、".join(f"{month}@{c.number}" for c in past)
        what = Text(f"没有这次关账：{month}@{number}；有：{there or '无'}",
                    f"no such closing: {month}@{number}; there are: {there or 'none'}")  # fmt: skip
        raise InputError([Problem("dispatch", what, field="compare")])
    now = Text("现在", "now") if made.closing is None else closing_name(made.closing)
    found = compare_dispatches(_thawed(chosen).dispatch, later)
    return replace(
        found, names=(closing_name(chosen), now if month == later.month else Text(later.month, later.month))
    )


def reported_before(view: MonthView) -> str | None:
    """The month before, where anybody reported then."""
    before = month_of(view.dispatch.month).before.text
    return before if any(p.month == before for x in view.projects for p in x.progress) else None


def closing_name(closing: Closing) -> Text:
    """What a closing is called."""
    return Text(f"{closing.month}第{closing.number}次关账", f"{closing.month}, closing {closing.number}")


def close_month(case: Case, month: str | None, who: str, rules: str | None = None) -> MonthView:
    """Freeze a month as it stands now, in the name of ``who``. Returns it as frozen.

    Raises :class:`~lianzhang.core.InputError` when it is closed already, nothing was read, nobody is named, or registers change
    faster than the month can be worked out; then nothing is written.
    """
    case.must_have_been_read()
    problems = Problems()
    _named(who, problems)
    problems.raise_if_any()
    at = _chosen(case, month)
    for last in range(TRIES):
        mark = case.ledger.months.mark()
        made = month_view(case, at, rules)
        frozen = freeze(made.dispatch, made.projects, made.corrections, made.undecided)
        try:
            closing = case.ledger.months.close(at, frozen, who.strip(), mark=mark)
        except Conflict:
            if last == TRIES - 1:
                raise
            continue
        return replace(made, closing=closing)
    raise AssertionError


def bring_sheet(case: Case, file: Path, month: str | None, who: str) -> tuple[MonthSheet, bool]:
    """The month's sheet into the registers, all or nothing, and whether the month is closed: then it shows as a correction later.

    Raises :class:`~lianzhang.core.InputError` with the fault of every cell.
    """
    from lianzhang.ledger.month_sheet import bring_month

    problems = Problems()
    _named(who, problems)
    if not file.is_file():
        problems.add(str(file), Text("没有这个文件", "no such file"))
    problems.raise_if_any()
    at = _chosen(case, month)
    done = bring_month(case.ledger, file, at, who.strip())
    return done, case.ledger.months.closed(at) is not None


def reopen_month(case: Case, month: str | None, who: str, why: str) -> Closing:
    """Open a closed month again; what was frozen stays in the trace. Raises :class:`~lianzhang.core.InputError` with every fault."""
    problems = Problems()
    _named(who, problems)
    if not why.strip():
        problems.add("dispatch", Text("请写明重新打开的理由", "say why it is opened again"), field="--why")
    problems.raise_if_any()
    return case.ledger.months.reopen(_chosen(case, month), who.strip(), why.strip())


def _named(who: str, problems: Problems) -> None:
    if not who.strip():
        problems.add("dispatch", Text("请写明经办人", "say who does it"), field="--by")


def month_states(case: Case) -> tuple[MonthState, ...]:
    """Every month that has reports or was ever closed, in order."""
    reports: dict[str, int] = {}
    for project in case.ledger.projects():
        for month in {p.month for p in project.progress}:
            reports[month] = reports.get(month, 0) + 1
    closings = case.ledger.months.closings()
    months = sorted({*reports, *(c.month for c in closings)})
    return tuple(MonthState(m, reports.get(m, 0), tuple(c for c in closings if c.month == m)) for m in months)


def matters_of(case: Case, month: str) -> list[Matter]:
    """Matters that a month may look at: open at its end, or answered within it, with their findings' sentences."""
    from lianzhang.desk.matters import with_findings

    try:
        at = period(month)
    except PeriodError:
        return []  # the dispatch says what is wrong with the month
    days = (at.first.replace(day=1) - timedelta(days=1), at.last)
    known = {m.id: m for day in days for m in case.ledger.open_matters(day.isoformat())}
    if not known:
        return []
    return with_findings([matter_of(m) for m in known.values()], case.audit())
