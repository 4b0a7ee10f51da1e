"""Matters assigned (交办事项), and months of dispatch that are closed for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from lianzhang.core import InputError, PeriodError, Problem, Text, period
from lianzhang.ledger import schema as s

__all__ = ["Matter", "answer", "assign", "close_month", "closed_month", "open_matters"]


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter. ``origin``: id of the finding, or ``project:ID:problem`` it comes from; dates ISO; ``status``: open, answered."""

    id: int
    origin: str
    title: str
    body: str
    office: str | None
    opened: str
    due: str | None
    answered: str | None
    answer: str | None
    status: str


def _date(text: str, field: str) -> str:
    try:
        return period(text).text
    except PeriodError as error:
        what = Text(f"“{text}”不是日期", f"{text!r} is not a date")
        raise InputError([Problem("matters", what, field=field)]) from error


def _of(row: Any) -> Matter:
    return Matter(**dict(row))


def assign(
    connection: Connection,
    origin: str,
    title: str,
    body: str,
    opened: str,
    *,
    office: str | None = None,
    due: str | None = None,
) -> Matter:
    """Assign a matter to a body. The same origin to the same body on the same day is the same matter.

    Raises :class:`InputError` when a date is none, or it is due before it was opened.
    """
    _date(opened, "opened")
    if due is not None and period(_date(due, "due")).last < period(opened).first:
        what = Text(f"时限 {due} 早于交办日期 {opened}", f"due {due} before it was opened {opened}")
        raise InputError([Problem("matters", what, field="due")])
    m = s.matters.c
    here = (m.origin == origin, m.body == body, m.opened == opened)
    found = connection.execute(select(s.matters).where(*here)).mappings().first()
    if found is None:
        row = {"origin": origin, "title": title, "body": body, "office": office, "opened": opened, "due": due}
        connection.execute(insert(s.matters).values(**row, status="open"))
        found = connection.execute(select(s.matters).where(*here)).mappings().one()
    return _of(found)


def answer(connection: Connection, matter: int, text: str, answered: str, who: str, now: str) -> Matter:
    """Note the answer to a matter; an earlier answer goes to the history. Raises :class:`InputError` when there is none."""
    _date(answered, "answered")
    here = s.matters.c.id == matter
    row = connection.execute(select(s.matters).where(here)).mappings().first()
    if row is None:
        raise InputError([Problem("matters", Text("没有这件事项", "no such matter"), where=str(matter))])
    if (row["answer"], row["answered"]) != (text, answered):
        connection.execute(
            update(s.matters).where(here).values(answer=text, answered=answered, status="answered")
        )
        line = {"register": "matters", "record": matter, "field": "answer", "old": row["answer"], "new": text, "who": who,
                "at": now, "basis": {}}  # fmt: skip
        connection.execute(insert(s.history).values(**line))
    return _of(connection.execute(select(s.matters).where(here)).mappings().one())


def open_matters(connection: Connection, as_of: str) -> tuple[Matter, ...]:
    """Matters opened by ``as_of`` and not answered by then, most urgent first (no due date last)."""
    day = period(_date(as_of, "as_of")).last
    rows = [_of(r) for r in connection.execute(select(s.matters).order_by(s.matters.c.id)).mappings()]
    still = [
        m for m in rows
        if period(m.opened).first <= day and (m.answered is None or period(m.answered).first > day)
    ]  # fmt: skip
    return tuple(sorted(still, key=lambda m: (m.due or "9999", m.id)))


def close_month(connection: Connection, month: str, frozen: Any, who: str, now: str) -> None:
    """Freeze a month of dispatch as plain data. Raises :class:`InputError` when it was closed before: closed is closed."""
    try:
        row = {"month": month, "frozen": frozen, "closed_at": now, "closed_by": who}
        connection.execute(insert(s.months).values(**row))
    except IntegrityError as error:
        what = Text("该月已经关账", "the month is closed already")
        raise InputError([Problem("months", what, where=month)]) from error


def closed_month(connection: Connection, month: str) -> Any | None:
    """What was frozen for a month; None when it is open."""
    return connection.execute(select(s.months.c.frozen).where(s.months.c.month == month)).scalar()
