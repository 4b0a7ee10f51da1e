"""Sheets into the registers: all faults at once, all rows or none, the same sheet again changes nothing.

A blank cell changes nothing: a sheet says what is, it does not delete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from lianzhang.core import PeriodError, PlaceTree, Problems, Text, nearest, period
from lianzhang.ledger.cells import (
    CellError,
    read_date,
    read_money,
    read_month,
    read_place,
    read_quantity,
    read_stage,
    said,
)
from lianzhang.ledger.fields import MONTHLY_FIELDS, PROBLEM_FIELDS, PROJECT_FIELDS, Field
from lianzhang.ledger.project import STAGES
from lianzhang.ledger.register import pack_basis, project_names, write_monthly, write_problem, write_project
from lianzhang.ledger.sheets import Column, Line, Sheet, read_sheet
from lianzhang.reconcile import project_key

__all__ = ["Imported", "import_monthly", "import_problems", "import_projects"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a sheet did: rows read, projects made, fields changed, headings that were not used (with the nearest known)."""

    rows: int
    created: int
    changed: int
    ignored: tuple[tuple[str, str | None], ...] = ()


Values = dict[str, Any]
Checked = list[tuple[Line, Values, dict[str, str]]]
"""Row, its values by field, and the heading that each field stood under."""


def _read_cell(column: Column, text: str, tree: PlaceTree, within: str | None) -> Values:
    name = column.field.name
    match column.field.type:
        case "money":
            return {name: read_money(text, column.scale)}
        case "quantity":
            quantity = read_quantity(text, column.unit)
            return {name: quantity[0], f"{name}_unit": quantity[1]} if quantity else {}
        case "date":
            return {name: read_date(text)}
        case "month":
            return {name: read_month(text)}
        case "stage":
            return {name: read_stage(text)}
        case "place":
            return {name: read_place(text, tree, within)}
        case "text":
            return {name: said(text)}


def _check_row(
    line: Line, sheet: Sheet, tree: PlaceTree, within: str | None, problems: Problems
) -> tuple[Values, dict[str, str]]:
    values: Values = {}
    headings: dict[str, str] = {}
    for column, text in zip(sheet.columns, line.values, strict=True):
        headings[column.field.name] = column.heading
        try:
            values.update({k: v for k, v in _read_cell(column, text, tree, within).items() if v is not None})
        except CellError as error:
            where = f"row {line.row}"
            problems.add(sheet.file, error.what, where=where, field=column.heading, nearest=error.near)
            continue
        if column.field.required and column.field.name not in values:
            what = Text("不能为空", "must not be empty")
            problems.add(sheet.file, what, where=f"row {line.row}", field=column.heading)
    return values, headings


_SUMS = frozenset({"合计", "总计", "小计", "累计", "合 计", "总 计", "小 计"})


def _check(sheet: Sheet, tree: PlaceTree, within: str | None, problems: Problems) -> Checked:
    checked = []
    for line in sheet.lines:
        if any(cell in _SUMS for _, cell in line.cells):
            continue
        values, headings = _check_row(line, sheet, tree, within, problems)
        checked.append((line, values, headings))
    return checked


def _before(a: str, b: str) -> bool:
    """Whether date ``a`` lies wholly before date ``b``."""
    try:
        return period(a).last < period(b).first
    except PeriodError:
        return False


def _check_order(file: str, checked: Checked, problems: Problems) -> None:
    """Dates of later stages may not lie before those of earlier ones, due with due and reached with reached."""
    for line, values, headings in checked:
        for what in ("due", "stages"):
            dated = [(st, values[f"{what}.{st}"]) for st in STAGES if f"{what}.{st}" in values]
            for (early, first), (late, then) in pairwise(dated):
                if _before(then, first):
                    message = Text(
                        f"{late}（{then}）早于{early}（{first}）",
                        f"{late} ({then}) lies before {early} ({first})",
                    )
                    problems.add(file, message, where=f"row {line.row}", field=headings[f"{what}.{late}"])


def _check_twice(file: str, checked: Checked, keys: Sequence[str], problems: Problems) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for line, values, _ in checked:
        if any(k not in values for k in keys):
            continue
        own = (project_key(values["name"]), *(values[k] for k in keys[1:]))
        if own in seen:
            what = Text(
                f"与第 {seen[own]} 行重复：{values['name']}", f"repeats row {seen[own]}: {values['name']}"
            )
            problems.add(file, what, where=f"row {line.row}", field="name")
        seen.setdefault(own, line.row)


def _load(
    file: str | Path,
    fields: Sequence[Field],
    name: str | None,
    tree: PlaceTree,
    within: str | None,
    problems: Problems,
) -> tuple[Sheet, Checked]:
    sheet = read_sheet(file, fields, problems, name)
    if sheet is None:
        problems.raise_if_any()
    assert sheet is not None
    return sheet, _check(sheet, tree, within, problems)


def import_projects(
    connection: Connection, file: str | Path, who: str, now: str, *, tree: PlaceTree, within: str | None = None,
    name: str | None = None,
) -> Imported:  # fmt: skip
    """A sheet of projects into the register. Raises :class:`InputError` with every fault; then nothing was written.

    ``within``: key of the region of the case, to settle names that several places bear; ``name``: how the file is called in
    the bases (relative to the case).
    """
    problems = Problems()
    sheet, checked = _load(file, PROJECT_FIELDS, name, tree, within, problems)
    _check_order(sheet.file, checked, problems)
    _check_twice(sheet.file, checked, ("name",), problems)
    problems.raise_if_any()
    created = changed = 0
    before = project_names(connection)
    for line, values, headings in checked:
        bases = {f: pack_basis(line.basis(sheet.file, h)) for f, h in headings.items()}
        changed += write_project(connection, values["name"], values, bases, who, now)[1]
        created += project_key(values["name"]) not in before
    return Imported(len(checked), created, changed, sheet.ignored)


def _find_projects(connection: Connection, file: str, checked: Checked, problems: Problems) -> dict[int, int]:
    """Row → project; a project that is not in the register is a fault, with the nearest that is."""
    known = project_names(connection)
    found: dict[int, int] = {}
    for line, values, headings in checked:
        name = values.get("name")
        if name is None:
            continue
        own = known.get(project_key(name))
        if own is None:
            near = nearest(name, [n for _, n in known.values()])
            what = Text(f"台账中没有项目“{name}”", f"no such project in the register: {name!r}")
            problems.add(file, what, where=f"row {line.row}", field=headings["name"], nearest=near)
        else:
            found[line.row] = own[0]
    return found


Writer = Callable[[Connection, int, Mapping[str, Any], dict[str, Any], str, str], int]


def _write_lines(
    connection: Connection,
    sheet: Sheet,
    checked: Checked,
    owners: Mapping[int, int],
    write: Writer,
    who: str,
    now: str,
) -> Imported:
    changed = 0
    for line, values, headings in checked:
        basis = pack_basis(line.basis(sheet.file, "、".join(h for f, h in headings.items() if f in values)))
        changed += write(connection, owners[line.row], values, basis, who, now)
    return Imported(len(checked), 0, changed, sheet.ignored)


def import_monthly(
    connection: Connection, file: str | Path, who: str, now: str, *, tree: PlaceTree, name: str | None = None
) -> Imported:
    """A sheet of monthly progress into the register; as :func:`import_projects`."""
    problems = Problems()
    sheet, checked = _load(file, MONTHLY_FIELDS, name, tree, None, problems)
    _check_twice(sheet.file, checked, ("name", "month"), problems)
    owners = _find_projects(connection, sheet.file, checked, problems)
    problems.raise_if_any()
    return _write_lines(connection, sheet, checked, owners, write_monthly, who, now)


def import_problems(
    connection: Connection, file: str | Path, who: str, now: str, *, tree: PlaceTree, name: str | None = None
) -> Imported:
    """A sheet of problems into the register; as :func:`import_projects`."""
    problems = Problems()
    sheet, checked = _load(file, PROBLEM_FIELDS, name, tree, None, problems)
    for line, values, headings in checked:
        for field in ("due", "solved"):
            if field in values and "found" in values and _before(values[field], values["found"]):
                what = Text("早于发现日期", "lies before the problem was found")
                problems.add(sheet.file, what, where=f"row {line.row}", field=headings[field])
    _check_twice(sheet.file, checked, ("name", "found", "text"), problems)
    owners = _find_projects(connection, sheet.file, checked, problems)
    problems.raise_if_any()
    return _write_lines(connection, sheet, checked, owners, write_problem, who, now)
