"""Several sheets into the registers in one transaction: those of a case, and those that an office takes over.

Either all sheets come in or none does, and every fault of every sheet is told at once. A case's own tables are stricter
than a sheet that somebody sends: a column that means nothing here is a fault, because what stands in it would be lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection

from lianzhang.core import InputError, PlaceTree, Problem, Problems, Text
from lianzhang.ledger.arrivals import Arrival, in_order
from lianzhang.ledger.declare import Register, register_named
from lianzhang.ledger.imports import Imported, Progress, import_sheet
from lianzhang.ledger.records import fetch_acts
from lianzhang.ledger.sheets import read_sheet

__all__ = ["REGISTER_SHEETS", "SIDE_HEADINGS", "import_arrivals", "tables_of"]

REGISTER_SHEETS: Mapping[str, str] = {
    "projects": "projects", "progress": "project_progress", "problems": "project_problems",
}  # fmt: skip
"""Sheets that stand among a case's tables by their name, and the register of each."""

SIDE_HEADINGS = frozenset(
    {"序号", "编号", "备注", "说明", "联系人", "联系电话", "电话", "填报人", "填报单位", "填报日期", "填报时间", "更新日期", "更新时间",
     "no", "id", "note", "notes", "remark", "remarks", "comment", "comments"}
)  # fmt: skip
"""Columns that office sheets carry beside the register's own; they are passed over."""


def tables_of(files: Mapping[str, tuple[Path, str]]) -> tuple[Arrival, ...]:
    """The sheets of a case's tables by name (``projects``, ``progress``, ``problems``) → (file, how it is called)."""
    return tuple(Arrival(REGISTER_SHEETS[n], *files[n]) for n in REGISTER_SHEETS if n in files)


def import_arrivals(
    connection: Connection, arrivals: Sequence[Arrival], who: str, now: str, *, tree: PlaceTree,
    within: str | None = None, confirm: Collection[str] = (), strict: Collection[str] = (), again: bool = False,
    others: Iterable[Problem] = (), progress: Progress | None = None,
) -> tuple[tuple[Arrival, Imported], ...]:  # fmt: skip
    """Bring sheets in, in an order that their links allow. Must run inside one write transaction.

    ``strict``: labels of files in which an unknown column is a fault. ``again``: also a sheet that came in just so before;
    otherwise it is passed over, so that what was changed since stays. Raises :class:`InputError` with the faults of all sheets
    and ``others``, those that the caller found elsewhere; then the transaction is to be rolled back.
    """
    problems, done = Problems(), []
    problems.extend(others)
    failed: dict[str, frozenset[str]] = {}
    for arrival in in_order(arrivals):
        register = register_named(arrival.register)
        label = f"{arrival.label}[{arrival.sheet}]" if arrival.sheet else arrival.label
        note = f"{label} {hashlib.sha256(arrival.file.read_bytes()).hexdigest()[:16]}"
        if not again and _last_import(connection, register.name, label) == note:
            continue  # the same sheet again changes nothing, also where a person or a document has changed a field since
        try:
            found = import_sheet(
                connection, register, arrival.file, who, now, tree=tree, within=within, name=arrival.label,
                sheet=arrival.sheet, confirm=confirm, note=note, progress=progress,
            )  # fmt: skip
        except InputError as error:
            problems.extend(_own_faults(error, failed))
            names = _names(arrival, register)
            failed[register.name] = failed.get(register.name, frozenset()) | names
            continue
        done.append((arrival, found))
        if arrival.label in strict:
            _refuse_unknown(arrival, found, problems)
    problems.raise_if_any()
    return tuple(done)


def _refuse_unknown(arrival: Arrival, found: Imported, problems: Problems) -> None:
    for heading, near in found.ignored:
        if heading.strip().casefold() not in SIDE_HEADINGS:
            what = Text(f"没有名为“{heading}”的列", f"unknown column {heading!r}")
            problems.add(arrival.label, what, field=heading, nearest=near)


def _last_import(connection: Connection, register: str, label: str) -> str | None:
    """The note of the last import of a sheet into a register that still stands."""
    acts = fetch_acts(connection, register)
    found = (a for a in acts if a["kind"] == "import" and a["note"].startswith(f"{label} "))
    last = next(found, None)
    return None if last is None or last["undone"] is not None else str(last["note"])


def _names(arrival: Arrival, register: Register) -> frozenset[str]:
    """Names of records that a sheet lists, whatever else is wrong with it."""
    sheet = read_sheet(arrival.file, register.fields, Problems(), sheet=arrival.sheet)
    if sheet is None or register.label is None:
        return frozenset()
    at = [n for n, c in enumerate(sheet.columns) if c.field.name == register.label]
    return frozenset(line.values[n] for line in sheet.lines for n in at)


def _own_faults(error: InputError, failed: Mapping[str, frozenset[str]]) -> tuple[Problem, ...]:
    """Faults of a sheet, without those that only follow from the fault of another: records that stand in a sheet that failed."""
    echoes = {f"in the register: {name!r}" for names in failed.values() for name in names}
    return tuple(p for p in error.problems if not _follows(getattr(p.what, "en", ""), echoes))


def _follows(what: str, echoes: Collection[str]) -> bool:
    return what.startswith("no such ") and any(what.endswith(e) for e in echoes)
