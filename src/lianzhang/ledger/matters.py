"""Matters assigned (交办事项)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from lianzhang.core import InputError, PeriodError, Problem, Text, period
from lianzhang.ledger import schema as s
from lianzhang.ledger.declare import register_named
from lianzhang.ledger.records import Act, Item, upsert

__all__ = ["Matter", "answer", "assign", "hand_on", "open_matters"]


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


_MATTERS = register_named("matters")


def _of(row: Any) -> Matter:
    names = ("id", "origin", "title", "body", "office", "opened", "due", "answered", "answer", "status")
    return Matter(**{name: row[name] for name in names})


def assign(
    connection: Connection,
    origin: str,
    title: str,
    body: str,
    opened: str,
    *,
    office: str | None = None,
    due: str | None = None,
    who: str = "",
    now: str = "",
) -> Matter:
    """Assign a matter to a body. The same origin to the same body on the same day is the same matter.

    Raises :class:`InputError` when a date is none, or it is due before it was opened.
    """
    _date(opened, "opened")
    if due is not None and period(_date(due, "due")).last < period(opened).first:
        what = Text(f"时限 {due} 早于交办日期 {opened}", f"due {due} before it was opened {opened}")
        raise InputError([Problem("matters", what, field="due")])
    m = s.matters.c
    here = (m.origin == origin, m.body == body, m.opened == opened, m.gone.is_(False))
    found = connection.execute(select(s.matters).where(*here)).mappings().first()
    if found is None:
        row = {"origin": origin, "title": title, "body": body, "office": office, "opened": opened, "due": due}
        values = {**row, "status": "open"}
        own = upsert(
            Act(connection, "assign", "matters", who, now), _MATTERS, [Item(values, {"origin": {}})]
        ).ids[0]
        found = connection.execute(select(s.matters).where(s.matters.c.id == own)).mappings().one()
    return _of(found)


def answer(connection: Connection, matter: int, text: str, answered: str, who: str, now: str) -> Matter:
    """Note the answer to a matter; an earlier answer goes to the history. Raises :class:`InputError` when there is none."""
    _date(answered, "answered")
    here = s.matters.c.id == matter
    row = connection.execute(select(s.matters).where(here)).mappings().first()
    if row is None:
        raise InputError([Problem("matters", Text("没有这件事项", "no such matter"), where=str(matter))])
    if (row["answer"], row["answered"]) != (text, answered):
        values = {"answer": text, "answered": answered, "status": "answered"}
        act = Act(connection, "answer", "matters", who, now)
        upsert(act, _MATTERS, [Item(values, {name: {} for name in values}, matter)])
    return _of(connection.execute(select(s.matters).where(here)).mappings().one())


def hand_on(
    connection: Connection, number: int, origin: str, body: str, opened: str, *, due: str | None, said: Callable[[int], str], who: str,
    now: str,
) -> Matter:  # fmt: skip
    """A matter goes on to another body: a new one (``origin`` leads back), and the old one answered with ``said(id of the new)``.

    Both in the transaction of the caller. Raises :class:`InputError` when there is no such matter or it was answered by now.
    """
    row = (
        connection.execute(select(s.matters).where(s.matters.c.id == number, s.matters.c.gone.is_(False)))
        .mappings()
        .first()
    )
    if row is None:
        raise InputError([Problem("matters", Text("没有这件事项", "no such matter"), where=str(number))])
    if row["status"] == "answered":
        what = Text(f"事项已于 {row['answered']} 答复", f"the matter was answered {row['answered']}")
        raise InputError([Problem("matters", what, where=str(number))])
    new = assign(connection, origin, row["title"], body, opened, due=due, who=who, now=now)
    answer(connection, number, said(new.id), opened, who, now)
    return new


def open_matters(connection: Connection, as_of: str) -> tuple[Matter, ...]:
    """Matters opened by ``as_of`` and not answered by then, most urgent first (no due date last)."""
    day = period(_date(as_of, "as_of")).last
    rows = [
        _of(r)
        for r in connection.execute(
            select(s.matters).where(s.matters.c.gone.is_(False)).order_by(s.matters.c.id)
        ).mappings()
    ]
    still = [
        m for m in rows
        if period(m.opened).first <= day and (m.answered is None or period(m.answered).first > day)
    ]  # fmt: skip
    return tuple(sorted(still, key=lambda m: (m.due or "9999", m.id)))
