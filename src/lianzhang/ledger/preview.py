"""What a sheet would do, shown before it does it: the very import, taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from lianzhang.core import PlaceTree, Problem, Text
from lianzhang.ledger.declare import Register, register_named
from lianzhang.ledger.imports import apply, plan_sheet
from lianzhang.ledger.records import Act, fetch_history, fetch_records
from lianzhang.ledger.values import label_of, shown_names

__all__ = ["Preview", "PreviewLine", "preview"]


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
    """What a sheet would do. ``columns``: (heading, field, unit) as understood; ``problems`` non-empty: it would be refused."""

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


def preview(
    connection: Connection, register: Register, file: str | Path, now: str, *, tree: PlaceTree, within: str | None,
    name: str | None, sheet: str | None, confirm: Collection[str],
) -> Preview:  # fmt: skip
    """Must run in a transaction that is taken back: the sheet is written, and what it did is read."""
    plan = plan_sheet(
        connection, register, file, tree=tree, within=within, name=name, sheet=sheet, confirm=confirm
    )
    read = plan.sheet
    columns = tuple((c.heading, c.field.name, c.unit) for c in read.columns) if read else ()
    common: dict[str, Any] = {
        "register": register.name, "sheet": read.grid.sheet if read else None, "rows": len(plan.rows), "columns": columns,
        "ignored": read.ignored if read else (), "passed": read.passed if read else (), "problems": tuple(plan.problems),
    }  # fmt: skip
    if common["problems"]:
        return Preview(**common)
    act = Act(connection, "preview", register.name, "", now)
    done = apply(act, plan)
    lines = (
        [h for h in fetch_history(connection, act=act.id) if h["register"] == register.name] if act.id else []
    )
    made = {h["record"] for h in lines if h["field"].startswith("(")}
    touched = {h["record"] for h in lines}
    labels = {
        r.id: label_of(register, r.values, r.labels) for r in fetch_records(connection, register, touched)
    }
    names = _link_names(connection, register)

    def said(line: Mapping[str, Any], side: str) -> str | None:
        text: str | None = line[side]
        return names.get((line["field"], text), text)

    shown = tuple(
        PreviewLine(register.name, labels.get(h["record"], ""), h["field"], said(h, "old"), said(h, "new"), h["record"] in made)
        for h in lines if not h["field"].startswith("(")
    )  # fmt: skip
    return Preview(
        **common, created=tuple(labels[r] for r in sorted(made)), entered=done.entered, lines=shown
    )


def _link_names(connection: Connection, register: Register) -> dict[tuple[str, str | None], str]:
    """(field, id as the history prints it) → name of the record that a link leads to."""
    found: dict[tuple[str, str | None], str] = {}
    for of in register.links:
        target = register_named(of.to or "")
        for i, label in shown_names(connection, target):
            found[of.name, str(i)] = label
    return found
