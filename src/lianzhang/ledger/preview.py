"""What a sheet would do, shown before it does it: the very import, taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from lianzhang.core import PlaceTree, Problem, Text
from lianzhang.ledger import schema as s
from lianzhang.ledger.checks import Capped
from lianzhang.ledger.declare import Register, register_named
from lianzhang.ledger.imports import Progress, stream_sheet
from lianzhang.ledger.records import MADE, Act, fetch_records
from lianzhang.ledger.values import label_of, shown_names

__all__ = ["Preview", "PreviewLine", "preview"]


MOST = 5_000
"""Records and lines that a preview holds."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One field that would change. ``label``: the record; ``made``: it would be new."""

    register: str
    label: str
    field: str
    old: str | None
    new: str | None
    made: bool


@dataclass(frozen=True)
class Preview:
    """What a sheet would do. ``columns``: (heading, field, unit) as understood; ``problems`` non-empty: it would be refused.
    ``created`` and ``lines`` hold the first ones only of a long sheet; ``made`` records and ``changed`` fields are all."""

    register: str
    sheet: str | None
    rows: int
    columns: tuple[tuple[str, str, str | None], ...]
    ignored: tuple[tuple[str, str | None], ...]
    passed: tuple[tuple[str, Text], ...]
    problems: tuple[Problem, ...]
    created: tuple[str, ...] = ()
    entered: tuple[tuple[str, str], ...] = ()
    lines: tuple[PreviewLine, ...] = ()
    made: int = 0
    changed: int = 0


def preview(
    connection: Connection, register: Register, file: str | Path, now: str, *, tree: PlaceTree, within: str | None,
    name: str | None, sheet: str | None, confirm: Collection[str], progress: Progress | None = None,
) -> Preview:  # fmt: skip
    """Must run in a transaction that is taken back: the sheet is written, and what it did is read."""
    act, problems = Act(connection, "preview", register.name, "", now), Capped()
    read, done = stream_sheet(
        act, register, file, problems, tree=tree, within=within, name=name, sheet=sheet, confirm=confirm, progress=progress
    )  # fmt: skip
    columns = tuple((c.heading, c.field.name, c.unit) for c in read.columns) if read else ()
    common: dict[str, Any] = {
        "register": register.name, "sheet": read.grid.sheet if read else None, "rows": len(read.lines) if read else 0,
        "columns": columns, "ignored": read.ignored if read else (), "problems": tuple(problems),
    }  # fmt: skip
    if done is None:
        return Preview(**common, passed=read.passed if read else ())
    made = _made(connection, register, act) if act.id else []
    lines = _lines(connection, register, act, made) if act.id else ()
    names = dict(_labels(connection, register, made[:MOST]))
    created = tuple(names.get(i, "") for i in made[:MOST])
    changed = done.changed if not made else _count(connection, register, act, made)
    return Preview(
        **common, passed=done.passed, created=created, entered=done.entered, lines=lines, made=len(made), changed=changed
    )  # fmt: skip


def _made(connection: Connection, register: Register, act: Act) -> list[int]:
    """Records that the act makes."""
    h = s.history.c
    query = select(h.record).where(h.act == act.id, h.register == register.name, h.field == MADE)
    return sorted(connection.execute(query).scalars())


def _count(connection: Connection, register: Register, act: Act, made: Sequence[int]) -> int:
    """Fields of records that were there before, which the act changes."""
    h = s.history.c
    fresh = set(made)
    query = select(h.record).where(h.act == act.id, h.register == register.name)
    return sum(record not in fresh for record in connection.execute(query).scalars())


def _labels(connection: Connection, register: Register, ids: Collection[int]) -> dict[int, str]:
    return {
        r.id: label_of(register, r.values, r.labels) for r in fetch_records(connection, register, set(ids))
    }


def _lines(
    connection: Connection, register: Register, act: Act, made: Sequence[int]
) -> tuple[PreviewLine, ...]:
    """What the act changes, first where something was; of a long sheet the first lines only."""
    h = s.history.c
    query = select(h.record, h.field, h.old, h.new).where(
        h.act == act.id, h.register == register.name, h.field.not_like("(%")
    )
    rows = connection.execute(query.order_by(h.old.is_(None), h.id).limit(MOST)).all()
    fresh, names = set(made), _link_names(connection, register)
    labels = _labels(connection, register, {r[0] for r in rows})

    def said(field: str, text: str | None) -> str | None:
        return names.get((field, text), text)

    return tuple(
        PreviewLine(
            register.name, labels.get(record, ""), field, said(field, old), said(field, new), record in fresh
        )
        for record, field, old, new in rows
    )


def _link_names(connection: Connection, register: Register) -> dict[tuple[str, str | None], str]:
    """(field, id as the history prints it) → name of the record that a link leads to."""
    found: dict[tuple[str, str | None], str] = {}
    for of in register.links:
        target = register_named(of.to or "")
        for i, label in shown_names(connection, target):
            found[of.name, str(i)] = label
    return found
