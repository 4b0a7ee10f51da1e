"""Matters: what an office has been asked to settle, and which of them a month's dispatch asks about.

The ledger stores matters (origin, title, body, office, opened, due, answered, answer, status); here are the draft made from a
finding and the rule of asking:

    open at the month's end and due by then (or without a due date)  → asked, again every month until answered
    open and due later                                               → pending
    answered within the month                                        → listed with its answer
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from lianzhang.audit.finding import Finding
from lianzhang.core import AssumptionBasis, FormulaBasis, PeriodError, Problems, Quantity, Text, period
from lianzhang.desk.months import Month, month_of

__all__ = ["Asked", "Asking", "Matter", "ask", "matter_from_finding", "with_findings"]


@dataclass(frozen=True)
class Matter:
    """One matter. Dates are ISO; ``origin`` is the id of the finding (or what else raised it); ``id`` None before it is stored.

    ``text`` and ``figures`` keep the finding's sentence with its numbers, so that the sources stay in reach.
    """

    origin: str
    title: str
    body: str
    office: str | None
    opened: str
    due: str | None = None
    answered: str | None = None
    answer: str | None = None
    status: str = "open"
    id: int | None = None
    text: Text | None = None
    figures: tuple[tuple[str, Quantity], ...] = ()
    place: str | None = None


@dataclass(frozen=True)
class Asking:
    """A matter asked about in a month: ``round`` 1 at the first month's end on or after its due date; ``overdue`` days at the month's end."""

    matter: Matter
    round: Quantity
    overdue: Quantity | None


@dataclass(frozen=True)
class Asked:
    """What a month's dispatch asks, what is not due yet, and what was answered within the month."""

    now: tuple[Asking, ...] = ()
    pending: tuple[Matter, ...] = ()
    answered: tuple[Matter, ...] = ()


def matter_from_finding(
    finding: Finding, body: str, office: str | None, due: str | None, opened: str | None = None
) -> Matter:
    """A draft: ``body`` answers for it by ``due`` (ISO date). ``opened``: today when None.

    Raises :class:`~lianzhang.core.InputError` with every fault: no body, dates that are none, due before opened.
    """
    problems = Problems()
    begun = opened or date.today().isoformat()  # noqa: DTZ011 - the office's own calendar day is meant
    if not body.strip():
        problems.add("matter", Text("缺少责任单位", "no responsible body"), field="body")
    days = {"opened": begun, "due": due}
    read = {}
    for name, text in days.items():
        if text is None:
            continue
        try:
            read[name] = period(text)
        except PeriodError:
            problems.add(
                "matter",
                Text(f"日期应写作 YYYY-MM-DD：{text}", f"a date is written YYYY-MM-DD: {text}"),
                field=name,
            )
    if len(read) == 2 and read["due"].last < read["opened"].first:
        problems.add(
            "matter",
            Text(f"时限{due}早于交办日{begun}", f"due {due} before it was opened, {begun}"),
            field="due",
            nearest=begun,
        )
    problems.raise_if_any()
    return Matter(
        finding.id, finding.title.zh, body.strip(), office, begun, due, text=finding.sentence, figures=finding.figures, place=finding.place,
    )  # fmt: skip


def with_findings(matters: Iterable[Matter], findings: Iterable[Finding]) -> list[Matter]:
    """Stored matters with the sentence, figures and place of the finding they came from, where that still stands."""
    known = {f.id: f for f in findings}
    return [
        replace(m, text=f.sentence, figures=f.figures, place=f.place) if (f := known.get(m.origin)) else m
        for m in matters
    ]


def _day(text: str | None) -> date | None:
    try:
        return period(text).last if text else None
    except PeriodError:
        return None


def ask(matters: Iterable[Matter], month: str | Month) -> Asked:
    """What the month's dispatch asks about, longest overdue first. Raises InputError when ``month`` is no month."""
    at = month_of(month) if isinstance(month, str) else month
    now: list[Asking] = []
    pending: list[Matter] = []
    answered: list[Matter] = []
    for matter in matters:
        opened, due, closed = _day(matter.opened), _day(matter.due), _day(matter.answered)
        if opened and opened > at.end:
            continue
        if closed is None and matter.status == "answered":
            closed = opened  # answered, nobody wrote when: no longer asked
        if closed and closed <= at.end:
            if closed > at.before.end:
                answered.append(matter)
        elif due and due > at.end:
            pending.append(matter)
        else:
            now.append(_asking(matter, due or opened or at.end, at, dated=due is not None))
    now.sort(key=lambda a: (-(a.overdue.value or 0) if a.overdue else 0, a.matter.opened, a.matter.title))
    return Asked(tuple(now), tuple(sorted(pending, key=lambda m: m.due or "")), tuple(answered))


def _asking(matter: Matter, since: date, at: Month, *, dated: bool) -> Asking:
    register = AssumptionBasis(
        Text(f"交办事项登记：{matter.title}", f"register of matters: {matter.title}"),
        f"matter {matter.id or matter.origin}",
    )
    due = Quantity(Decimal(since.strftime("%Y%m%d")), "date", register)
    end = Quantity(
        Decimal(at.end.strftime("%Y%m%d")),
        "date",
        AssumptionBasis(Text(f"{at.text}月末", f"end of {at.text}"), "calendar"),
    )
    inputs = (("due", due), ("end", end))
    rounds = (at.end.year - since.year) * 12 + at.end.month - since.month + 1
    times = Quantity(
        Decimal(rounds),
        "count",
        FormulaBasis(Text("到期以来的月末数", "month ends since it was due"), inputs),
    )
    late = None
    if dated:
        late = Quantity(
            Decimal((at.end - since).days),
            "day",
            FormulaBasis(Text("月末 − 时限", "end of month − due date"), inputs),
        )
    return Asking(matter, times, late)
