"""Months of dispatch that are closed (关账), and the trace of those that were opened again.

A closed month stands in ``months``; opening it again moves what was frozen, as it was, to ``reopened_months`` with who, when and why.
Nothing that was ever frozen is lost or changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select

from lianzhang.core import InputError, Problem, Text
from lianzhang.ledger import database
from lianzhang.ledger import schema as s
from lianzhang.ledger.records import Conflict

__all__ = ["Closing", "Months"]


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing of a month: the ``number``-th, by whom and when; ``reopened_*`` and ``why`` where it no longer stands.

    ``frozen`` is plain data, as the desk made it.
    """

    month: str
    number: int
    frozen: Any
    closed_at: str
    closed_by: str
    reopened_at: str | None = None
    reopened_by: str | None = None
    why: str | None = None

    @property
    def stands(self) -> bool:
        """Whether the month is closed by this closing now."""
        return self.reopened_at is None


class Months:
    """The closed months of a ledger. Every method that writes is one transaction."""

    def __init__(self, engine: Engine, clock: Callable[[], str]) -> None:
        self._engine = engine
        self._clock = clock

    def mark(self) -> int:
        """The number of the last change to any register: what is computed from registers still holds while it is the same."""
        with database.reading(self._engine) as c:
            return _mark(c)

    def close(self, month: str, frozen: Any, who: str, *, mark: int | None = None) -> Closing:
        """Freeze a month (``YYYY-MM``) as plain data.

        ``mark``: that of the ledger when ``frozen`` was computed; raises :class:`Conflict` when a register was changed since.
        Raises :class:`InputError` when the month is closed already, telling by whom. Nothing is written then.
        """
        with database.writing(self._engine) as c:
            standing = _standing(c, month)
            if standing is not None:
                at, by = standing.closed_at, standing.closed_by
                raise _fault(month, Text(f"已由 {by} 于 {at} 关账", f"was closed by {by} at {at}"))
            if mark is not None and mark != _mark(c):
                what = Text(
                    "关账时台账又有改动，请再试一次", "a register was changed meanwhile: close it again"
                )
                raise Conflict([Problem("months", what, where=month)])
            row = {"month": month, "frozen": frozen, "closed_at": self._clock(), "closed_by": who}
            c.execute(insert(s.months).values(**row))
            return Closing(number=_earlier(c, month) + 1, **row)

    def reopen(self, month: str, who: str, why: str) -> Closing:
        """Open a closed month again; what was frozen stays in the trace. Raises :class:`InputError` when it is not closed."""
        with database.writing(self._engine) as c:
            standing = _standing(c, month)
            if standing is None:
                raise _fault(month, Text("没有关账，不必重新打开", "is not closed"))
            opened = replace(standing, reopened_at=self._clock(), reopened_by=who, why=why)
            c.execute(insert(s.reopened_months).values(**{n: getattr(opened, n) for n in Closing.__slots__}))
            c.execute(delete(s.months).where(s.months.c.month == month))
            return opened

    def closed(self, month: str) -> Closing | None:
        """The closing that stands; None while the month is open."""
        with database.reading(self._engine) as c:
            return _standing(c, month)

    def names(self) -> tuple[str, ...]:
        """The months that are closed now, in order, without what was frozen."""
        with database.reading(self._engine) as c:
            return tuple(c.execute(select(s.months.c.month).order_by(s.months.c.month)).scalars())

    def closings(self, month: str | None = None) -> tuple[Closing, ...]:
        """Every closing of a month (None: of all), in order, those that no longer stand too."""
        with database.reading(self._engine) as c:
            past = c.execute(select(s.reopened_months)).mappings()
            found = [Closing(**{n: r[n] for n in Closing.__slots__}) for r in past]
            found += [x for m in c.execute(select(s.months.c.month)).scalars() if (x := _standing(c, m))]
        wanted = [x for x in found if month in (None, x.month)]
        return tuple(sorted(wanted, key=lambda x: (x.month, x.number)))


def _fault(month: str, what: Text) -> InputError:
    return InputError([Problem("months", what, where=month)])


def _mark(connection: Connection) -> int:
    query = select(func.coalesce(func.max(s.history.c.id), 0))
    return int(connection.execute(query).scalar_one())


def _earlier(connection: Connection, month: str) -> int:
    r = s.reopened_months.c
    query = select(func.coalesce(func.max(r.number), 0)).where(r.month == month)
    return int(connection.execute(query).scalar_one())


def _standing(connection: Connection, month: str) -> Closing | None:
    row = connection.execute(select(s.months).where(s.months.c.month == month)).mappings().first()
    return None if row is None else Closing(number=_earlier(connection, month) + 1, **row)
