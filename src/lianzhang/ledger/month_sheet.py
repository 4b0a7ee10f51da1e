"""The month's sheet (月报表): a workbook or CSV with what the projects did in one month, and sheets of key nodes and problems beside.

Such sheets name their month in the title, not in a column. The month that the person names is put in; a title or a column that says
another month is a fault. Everything comes in or nothing does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from lianzhang.core import Problems, Text, place_tree
from lianzhang.ledger import database
from lianzhang.ledger.arrivals import Arrival, fits
from lianzhang.ledger.declare import Register, register_named
from lianzhang.ledger.headings import find_header
from lianzhang.ledger.imports import Imported, Planned, apply, plan_sheet
from lianzhang.ledger.records import Act
from lianzhang.ledger.sheets import read_grids
from lianzhang.ledger.store import Ledger
from lianzhang.ledger.workbook import Grid

__all__ = ["MonthSheet", "bring_month"]

PROGRESS = "project_progress"
_BESIDE = ("project_nodes", "project_problems")
"""Registers that a month's workbook may speak to in sheets of their own."""
_TITLE = re.compile(r"(?P<year>20\d{2})\s*[年.\-/]\s*(?P<month>1[0-2]|0?[1-9])\s*月?(?!\d|\s*[日\-./]\s*\d)")


@dataclass(frozen=True)
class MonthSheet:
    """What came in, sheet by sheet, and sheets that fit nothing of a month."""

    month: str
    done: tuple[tuple[Arrival, Imported], ...]
    strange: tuple[str, ...] = ()


def bring_month(ledger: Ledger, file: Path, month: str, who: str, *, label: str | None = None) -> MonthSheet:
    """A month's sheets into the registers, all or none; the same again changes nothing.

    ``month``: ``YYYY-MM``. Raises :class:`~lianzhang.core.InputError` with the fault of every cell of every sheet.
    """
    name = label or file.name
    problems = Problems()
    arrivals, strange = _sheets(file, name, month, problems)
    problems.raise_if_any()
    note = f"{name} {month} {hashlib.sha256(file.read_bytes()).hexdigest()[:16]}"
    with database.writing(ledger._engine) as connection:
        now = ledger._clock()
        planned = [(a, _planned(connection, a, month)) for a in arrivals]
        for _, plan in planned:
            problems.extend(plan.problems)
        problems.raise_if_any()
        done = tuple((a, apply(Act(connection, "import", a.register, who, now, note), p)) for a, p in planned)
    return MonthSheet(month, done, strange)


def _loose(register: Register) -> Register:
    """The register of monthly progress for a sheet that need not have a column of months."""
    return replace(
        register,
        fields=tuple(replace(f, required=False) if f.name == "month" else f for f in register.fields),
    )


def _sheets(
    file: Path, label: str, month: str, problems: Problems
) -> tuple[Sequence[Arrival], tuple[str, ...]]:
    """The visible sheets with the register that each is for, monthly progress first; faults where there is none."""
    found: list[Arrival] = []
    strange: list[str] = []
    grids = [g for g in read_grids(file, label, problems) if not g.hidden]
    for grid in grids:
        register = _register(grid, file.stem)
        if register is not None:
            found.append(Arrival(register, file, label, grid.sheet))
            if register == PROGRESS:
                _check_title(grid, month, problems)
        elif any(grid.rows):
            strange.append(grid.sheet or label)
    if not found and not len(problems):
        expected = "、".join(f.zh for f in register_named(PROGRESS).fields if f.name != "month")
        what = Text(f"不像月报表：应有如 {expected}", f"is no sheet of a month: expected such as {expected}")
        problems.add(label, what)
    return sorted(found, key=lambda a: (a.register != PROGRESS, a.sheet or "")), tuple(strange)


def _register(grid: Grid, name: str) -> str | None:
    header = find_header(grid, register_named(PROGRESS).fields)
    names = {c.field.name for c in header.columns} if header is not None else set()
    if "project" in names and len(names - {"project", "month", "state"}) > 0:
        return PROGRESS
    ranked = fits(grid, f"{name} {grid.sheet or ''}")
    return ranked[0][1].name if ranked and ranked[0][1].name in _BESIDE else None


def _check_title(grid: Grid, month: str, problems: Problems) -> None:
    """The month that stands above the headings must be the one that was named."""
    header = find_header(grid, register_named(PROGRESS).fields)
    above = grid.rows[: header.row] if header is not None else []
    said = {
        f"{m['year']}-{int(m['month']):02d}": cell
        for row in above
        for cell in row
        for m in _TITLE.finditer(cell)
    }
    if said and month not in said:
        other, cell = next(iter(said.items()))
        what = Text(f"表题“{cell}”是 {other}，不是 {month}", f"its title {cell!r} says {other}, not {month}")
        problems.add(grid.file, what, where=grid.sheet, field="month", nearest=other)


def _planned(connection: Connection, arrival: Arrival, month: str) -> Planned:
    register = register_named(arrival.register)
    given = {"tree": place_tree(), "name": arrival.label, "sheet": arrival.sheet}
    if arrival.register != PROGRESS:
        return plan_sheet(connection, register, arrival.file, **given)  # type: ignore[arg-type]
    plan = plan_sheet(connection, _loose(register), arrival.file, **given)  # type: ignore[arg-type]
    for row in plan.rows:
        said = row.values.setdefault("month", month)
        column = row.columns.get("month")
        if column is not None and plan.sheet is not None and said > month:
            where = plan.sheet.where(row.line, column)
            what = Text(f"{said} 在 {month} 之后", f"{said} lies after {month}")
            plan.problems.add(plan.sheet.file, what, where=where, field=column.heading)
    if plan.sheet is not None and plan.rows and all(r.values["month"] != month for r in plan.rows):
        what = Text(f"表中没有 {month} 的行", f"has no row of {month}")
        plan.problems.add(
            plan.sheet.file, what, field="month", nearest=max(r.values["month"] for r in plan.rows)
        )
    plan.register = register
    return plan
