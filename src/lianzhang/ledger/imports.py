"""Sheets into the registers: all faults at once, all rows or none, the same sheet again changes nothing.

A blank cell changes nothing: a sheet says what is, it does not delete.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from lianzhang.core import PeriodError, PlaceTree, Problems, Text, nearest, period, place_tree
from lianzhang.ledger import schema as s
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
from lianzhang.ledger.cells_more import (
    read_choice,
    read_count,
    read_flag,
    read_measure,
    read_number,
    read_percent,
    read_period,
    read_texts,
    read_year,
)
from lianzhang.ledger.declare import Field, Register, register_named
from lianzhang.ledger.headings import Column
from lianzhang.ledger.project import STAGES
from lianzhang.ledger.records import Act, Item, upsert
from lianzhang.ledger.sheets import Line, Sheet, read_sheet
from lianzhang.ledger.values import Packed, key_of, name_index, normal, pack_basis, plain, shown_names

__all__ = ["Imported", "Planned", "apply", "import_sheet", "plan_sheet", "read_value"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a sheet did: rows read, records made, fields changed, headings that were not used (with the nearest known), rows that
    are no records with the reason, and names entered in other registers: (register, name). ``act`` undoes it; ``replaced``: how many
    of the changed fields had another value before."""

    rows: int
    created: int
    changed: int
    ignored: tuple[tuple[str, str | None], ...] = ()
    passed: tuple[tuple[str, Text], ...] = ()
    entered: tuple[tuple[str, str], ...] = ()
    act: int | None = None
    replaced: int = 0


@dataclass
class Row:
    """One row that was understood: values by field (links still by name), and the heading each stood under."""

    line: Line
    values: dict[str, Any]
    columns: dict[str, Column]


@dataclass
class Planned:
    """A sheet that is ready to be written, or its ``problems``. ``pending``: links to names that are still to be entered."""

    register: Register
    sheet: Sheet | None
    rows: list[Row]
    problems: Problems
    links: dict[tuple[str, str], int] = field(default_factory=dict)
    entered: dict[str, dict[str, Packed]] = field(default_factory=dict)


def read_value(
    of: Field,
    text: str,
    tree: PlaceTree,
    *,
    unit: str | None = None,
    column: Column | None = None,
    within: str | None = None,
) -> Any:
    """A cell's value by its field's type; quantities with their unit as a pair. Raises :class:`CellError`."""
    scale = column.scale if column else None
    match of.type:
        case "money":
            return read_money(text, scale, signed=of.signed)
        case "quantity":
            return read_quantity(text, unit, stock=of.stock)
        case "measure":
            return read_measure(text, unit, signed=of.signed)
        case "number":
            return read_number(text, unit, of.unit, signed=of.signed)
        case "percent":
            return read_percent(text, unit, signed=of.signed)
        case "count":
            return read_count(text, unit)
        case "place":
            return read_place(text, tree, within)
        case "choice":
            return read_choice(text, of.choices)
    simple = {"date": read_date, "month": read_month, "stage": read_stage, "year": read_year, "period": read_period,
              "flag": read_flag, "texts": read_texts}  # fmt: skip
    return simple.get(of.type, said)(text)


_LOOSE = Text(
    "是没有日期格式的数：既可能是1月也可能是10月，请写作 2026-01 或 2026-10",
    "is a number without a date format: January or October? Write 2026-01 or 2026-10",
)


def _loose_month(sheet: Sheet, line: Line, column: Column, text: str) -> bool:
    """2026.10 typed as a number is stored as 2026.1: nobody can tell the month."""
    if column.field.type not in ("date", "month", "period") or not text.endswith(".1"):
        return False
    return (line.row - 1, column.at) in sheet.grid.plain and text[:2] in ("19", "20") and len(text) == 6


def _check_row(line: Line, sheet: Sheet, tree: PlaceTree, within: str | None, problems: Problems) -> Row:
    values: dict[str, Any] = {}
    for column, text in zip(sheet.columns, line.values, strict=True):
        of, where = column.field, sheet.where(line, column)
        fault = sheet.grid.faults.get((line.row - 1, column.at))
        if fault is None and _loose_month(sheet, line, column, text):
            fault = _LOOSE
        if fault is not None:
            problems.add(sheet.file, fault, where=where, field=column.heading)
            continue
        try:
            value = read_value(
                of, text, tree, unit=column.unit or line.unit or None, column=column, within=within
            )
        except CellError as error:
            problems.add(sheet.file, error.what, where=where, field=column.heading, nearest=error.near)
            continue
        if isinstance(value, tuple):
            values[of.name], values[f"{of.name}_unit"] = value
        elif value is not None:
            values[of.name] = value
        if of.required and of.name not in values:
            problems.add(sheet.file, Text("不能为空", "must not be empty"), where=where, field=column.heading)
    return Row(line, values, {c.field.name: c for c in sheet.columns})


def before(a: str, b: str) -> bool:
    """Whether date ``a`` lies wholly before date ``b``."""
    try:
        return period(a).last < period(b).first
    except PeriodError:
        return False


def order_faults(register: Register, values: Mapping[str, Any]) -> list[tuple[str, Text]]:
    """Dates that lie before those that they must follow: (field, what is wrong)."""
    found = []
    for first, then in register.order:
        a, b = values.get(first), values.get(then)
        if a and b and before(b, a):
            zh = register.field(first).zh
            found.append((then, Text(f"{b} 早于{zh} {a}", f"{b} lies before {register.field(first).en} {a}")))
    for what in ("due", "stages"):
        dated = [(st, values[f"{what}.{st}"]) for st in STAGES if values.get(f"{what}.{st}")]
        for (early, a), (late, b) in pairwise(dated):
            if before(b, a):
                text = Text(f"{late}（{b}）早于{early}（{a}）", f"{late} ({b}) lies before {early} ({a})")
                found.append((f"{what}.{late}", text))
    return found


def jump(old: str | None, new: str | None, values: Mapping[str, Any]) -> Text | None:
    """What is odd about going from one stage to another: back, or over two and more stages that have no date."""
    if old is None or new is None or old == new or new == "终止":
        return None
    if old == "终止":
        return Text("已终止的项目又推进", "the project was ended before")
    a, b = STAGES.index(old), STAGES.index(new)
    if b < a:
        return Text(f"阶段由“{old}”退回“{new}”", f"the stage goes back from {old} to {new}")
    skipped = [st for st in STAGES[a + 1 : b] if not values.get(f"stages.{st}")]
    if len(skipped) > 1:
        return Text(
            f"阶段由“{old}”跳到“{new}”，缺 {'、'.join(skipped)}",
            f"the stage jumps from {old} to {new}, over {', '.join(skipped)}",
        )
    return None


def _check_order(plan: Planned, sheet: Sheet) -> None:
    for row in plan.rows:
        for name, what in order_faults(plan.register, row.values):
            column = row.columns[name]
            plan.problems.add(sheet.file, what, where=sheet.where(row.line, column), field=column.heading)


def _check_twice(plan: Planned, sheet: Sheet) -> None:
    """Two rows of one sheet about the same record."""
    seen: dict[str, int] = {}
    needed = [k for k in plan.register.key if plan.register.field(k).required]
    for row in plan.rows:
        if any(k not in row.values for k in needed):
            continue
        own = key_of(plan.register, row.values)
        if own in seen:
            name = str(row.values.get(plan.register.label or "") or row.values[needed[0]])
            what = Text(f"与第 {seen[own]} 行重复：{name}", f"repeats row {seen[own]}: {name}")
            plan.problems.add(sheet.file, what, where=sheet.where(row.line), field=plan.register.key[0])
        seen.setdefault(own, row.line.row)


def _check_jumps(connection: Connection, plan: Planned, sheet: Sheet) -> None:
    staged = [f for f in plan.register.fields if f.type == "stage"]
    if not staged or not any(f.name in row.values for f in staged for row in plan.rows):
        return
    table = s.register_tables[plan.register.name]
    columns = [table.c[f.column] for f in staged]
    stored = {
        r[0]: r[1:] for r in connection.execute(select(table.c.key, *columns).where(table.c.gone.is_(False)))
    }
    for row in plan.rows:
        old = stored.get(key_of(plan.register, row.values))
        for at, of in enumerate(staged):
            what = jump(old[at], row.values.get(of.name), row.values) if old else None
            if what is not None:
                hint = Text(f"{what.zh}；确属实情请确认后再导入", f"{what.en}; confirm it if it is so")
                column = row.columns[of.name]
                plan.problems.add(sheet.file, hint, where=sheet.where(row.line, column), field=column.heading)


def _check_links(connection: Connection, plan: Planned, sheet: Sheet) -> None:
    """Names of links to ids. A name that is not there is entered where the declaration says so, else a fault."""
    for of in plan.register.links:
        rows = [r for r in plan.rows if of.name in r.values]
        if not rows:
            continue
        target = register_named(of.to or "")
        index = name_index(connection, target)
        own = {normal(str(r.values[plan.register.label]), target.identity) for r in plan.rows
               if target is plan.register and plan.register.label in r.values}  # fmt: skip
        for row in rows:
            name = str(row.values[of.name])
            ids = index.get(normal(name, target.identity), ())
            column = row.columns[of.name]
            where = sheet.where(row.line, column)
            if len(ids) == 1:
                row.values[of.name] = ids[0]
            elif ids:
                what = Text(
                    f"有 {len(ids)} 条“{name}”，请先合并或写全称", f"{len(ids)} records are called {name!r}"
                )
                plan.problems.add(sheet.file, what, where=where, field=column.heading)
            elif of.make or normal(name, target.identity) in own:
                row.values[of.name] = _Name(target.name, name)
                if normal(name, target.identity) not in own:
                    basis = pack_basis(row.line.basis(sheet.name, column.heading))
                    plan.entered.setdefault(target.name, {}).setdefault(name, basis)
            else:
                near = nearest(name, [n for _, n in shown_names(connection, target)])
                thing = "project" if target.name == "projects" else target.en.removesuffix("s")
                what = Text(f"台账中没有{target.zh}“{name}”", f"no such {thing} in the register: {name!r}")
                plan.problems.add(sheet.file, what, where=where, field=column.heading, nearest=near)


@dataclass(frozen=True)
class _Name:
    """A link to a name that is not entered yet."""

    register: str
    name: str

    def __str__(self) -> str:
        return self.name


def plan_sheet(
    connection: Connection, register: Register, file: str | Path, *, tree: PlaceTree, within: str | None = None,
    name: str | None = None, sheet: str | None = None, confirm: Collection[str] = (),
) -> Planned:  # fmt: skip
    """Read a sheet for a register and check every cell; writes nothing.

    ``within``: key of the region of the case, to settle names that several places bear; ``confirm``: ``stage`` lets stages jump.
    """
    problems = Problems()
    read = read_sheet(file, register.fields, problems, name, sheet)
    plan = Planned(register, read, [], problems)
    if read is None:
        return plan
    plan.rows = [_check_row(line, read, tree, within, problems) for line in read.lines]
    _check_order(plan, read)
    _check_twice(plan, read)
    _check_links(connection, plan, read)
    if "stage" not in confirm:
        _check_jumps(connection, plan, read)
    return plan


def _enter(act: Act, plan: Planned) -> dict[tuple[str, str], int]:
    """Enter names that links of the sheet lead to; their ids."""
    ids: dict[tuple[str, str], int] = {}
    for name, given in plan.entered.items():
        target = register_named(name)
        label = target.label or target.key[0]
        items = [Item({label: n}, {label: basis}) for n, basis in given.items()]
        done = upsert(act, target, items)
        ids.update({(name, normal(n, target.identity)): i for n, i in zip(given, done.ids)})
    return ids


def apply(act: Act, plan: Planned) -> Imported:
    """Write a planned sheet. Raises :class:`InputError` with every problem; then nothing was written."""
    plan.problems.raise_if_any()
    sheet = plan.sheet
    assert sheet is not None
    ids = _enter(act, plan)
    items, later = [], []
    for row in plan.rows:
        values: dict[str, Any] = {}
        inner: dict[str, _Name] = {}
        for name, value in row.values.items():
            if not isinstance(value, _Name):
                values[name] = value
            elif (
                own := ids.get((value.register, normal(value.name, register_named(value.register).identity)))
            ) is not None:
                values[name] = own
            else:
                inner[name] = value
        bases = _bases(row, sheet)
        items.append(Item(values, bases))
        later.append((inner, bases))
    done = upsert(act, plan.register, items)
    changed, replaced = done.changed, done.replaced
    if any(inner for inner, _ in later):
        label = plan.register.label or ""
        by_name = {
            normal(str(r.values[label]), plan.register.identity): i for r, i in zip(plan.rows, done.ids)
        }
        more = [
            Item({n: by_name[normal(v.name, plan.register.identity)] for n, v in inner.items()}, bases, record)
            for (inner, bases), record in zip(later, done.ids) if inner
        ]  # fmt: skip
        changed += upsert(act, plan.register, more).changed
    entered = tuple((register, n) for register, names in plan.entered.items() for n in names)
    passed = (*sheet.passed, *_sums(plan, sheet))
    return Imported(
        len(plan.rows), len(done.created), changed, sheet.ignored, passed, entered, act.id, replaced
    )


def _sums(plan: Planned, sheet: Sheet) -> list[tuple[str, Text]]:
    """Where a sheet's own total is not the sum of its rows: told, for one of them is wrong."""
    found = []
    for line in sheet.totals:
        for column, text in zip(sheet.columns, line.values, strict=True):
            of = column.field
            if of.type not in ("money", "count") or not text or said(text) is None:
                continue
            try:
                printed = read_value(of, text, place_tree(), unit=column.unit, column=column)
            except CellError:
                continue
            total = sum(row.values[of.name] for row in plan.rows if row.values.get(of.name) is not None)
            if printed != total:
                apart = f"{plain(Decimal(printed - total))}{'元' if of.type == 'money' else ''}"
                what = Text(
                    f"“{column.heading}”的合计与各行之和相差 {apart}",
                    f"the total of {column.heading!r} differs from its rows by {apart}",
                )
                found.append((sheet.where(line, column), what))
    return found


def _bases(row: Row, sheet: Sheet) -> dict[str, Packed]:
    """A basis a field; all share the cells of their row."""
    whole = row.line.basis(sheet.name, "").content()
    return {name: {"row": {**whole, "column": c.heading}} for name, c in row.columns.items()}


def import_sheet(
    connection: Connection, register: Register, file: str | Path, who: str, now: str, *, tree: PlaceTree,
    within: str | None = None, name: str | None = None, sheet: str | None = None, confirm: Collection[str] = (),
    note: str | None = None,
) -> Imported:  # fmt: skip
    """A sheet into a register. Raises :class:`InputError` with every fault; then nothing was written.

    ``note`` is what the act is remembered by, the sheet's name by default.
    """
    plan = plan_sheet(
        connection, register, file, tree=tree, within=within, name=name, sheet=sheet, confirm=confirm
    )
    act = Act(connection, "import", register.name, who, now, note or name or Path(file).name)
    return apply(act, plan)
