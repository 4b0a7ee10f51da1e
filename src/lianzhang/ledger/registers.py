"""The sheets of a case's registers together: projects, monthly progress, problems, in one transaction.

Either all sheets come in or none does, and every fault of every sheet is told at once. A case's own sheets are stricter
than a sheet that somebody sends: a column that means nothing here is a fault, because what stands in it would be lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection

from lianzhang.core import InputError, PlaceTree, Problem, Problems, Text
from lianzhang.ledger.declare import register_named
from lianzhang.ledger.fields import PROJECT_FIELDS
from lianzhang.ledger.imports import Imported, import_sheet
from lianzhang.ledger.records import fetch_acts
from lianzhang.ledger.sheets import read_sheet

__all__ = ["REGISTER_SHEETS", "SIDE_HEADINGS", "import_registers"]

REGISTER_SHEETS = ("projects", "progress", "problems")
"""In the order they come in: the later ones name projects of the first."""

_TABLES = {"projects": "projects", "progress": "project_progress", "problems": "project_problems"}

SIDE_HEADINGS = frozenset(
    {"序号", "编号", "备注", "说明", "联系人", "联系电话", "电话", "填报人", "填报单位", "填报日期", "填报时间", "更新日期", "更新时间",
     "no", "id", "note", "notes", "remark", "remarks", "comment", "comments"}
)  # fmt: skip
"""Columns that office sheets carry beside the register's own; they are passed over."""


def import_registers(
    connection: Connection,
    files: Mapping[str, tuple[Path, str]],
    who: str,
    now: str,
    *,
    tree: PlaceTree,
    others: Iterable[Problem] = (),
) -> dict[str, Imported]:
    """Bring sheets in by name (``projects``, ``progress``, ``problems``): (file, how it is called in messages).

    Must run inside one write transaction. Raises :class:`InputError` with the faults of all sheets and ``others``, those that
    the caller found elsewhere; then the transaction is to be rolled back.
    """
    problems, done = Problems(), {}
    problems.extend(others)
    failed: frozenset[str] = frozenset()
    for name in REGISTER_SHEETS:
        if name not in files:
            continue
        file, label = files[name]
        note = f"{label} {hashlib.sha256(file.read_bytes()).hexdigest()[:16]}"
        if _last_import(connection, _TABLES[name], label) == note:
            continue  # the same sheet again changes nothing, also where a person or a document has changed a field since
        try:
            register = register_named(_TABLES[name])
            # an office that corrects its own sheet may take a stage back
            done[name] = import_sheet(
                connection, register, file, who, now, tree=tree, name=label, confirm=("stage",), note=note
            )
        except InputError as error:
            problems.extend(_own_faults(error, failed))
            if name == "projects":
                failed = _names(file)
            continue
        for heading, near in done[name].ignored:
            if heading.strip().casefold() not in SIDE_HEADINGS:
                what = Text(f"没有名为“{heading}”的列", f"unknown column {heading!r}")
                problems.add(label, what, field=heading, nearest=near)
    problems.raise_if_any()
    return done


def _last_import(connection: Connection, register: str, label: str) -> str | None:
    """The note of the last import of a sheet into a register that still stands."""
    acts = fetch_acts(connection, register)
    found = (a for a in acts if a["kind"] == "import" and a["note"].startswith(f"{label} "))
    last = next(found, None)
    return None if last is None or last["undone"] is not None else str(last["note"])


def _names(file: Path) -> frozenset[str]:
    """Names of projects that a sheet lists, whatever else is wrong with it."""
    sheet = read_sheet(file, PROJECT_FIELDS, Problems())
    if sheet is None:
        return frozenset()
    at = [n for n, c in enumerate(sheet.columns) if c.field.name == "name"]
    return frozenset(line.values[n] for line in sheet.lines for n in at)


def _own_faults(error: InputError, failed: frozenset[str]) -> tuple[Problem, ...]:
    """Faults of a sheet, without those that only follow from the fault of another: projects that stand in a sheet that failed."""
    echoes = {f"no such project in the register: {name!r}" for name in failed}
    return tuple(p for p in error.problems if getattr(p.what, "en", "") not in echoes)
