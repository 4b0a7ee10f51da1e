"""What is checked in the rows of a sheet: every cell, dates in order, records named twice, links, stages that jump.

Rows are checked part by part; what one part must know of those before it is carried along (:class:`Carried`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, select

from lianzhang.core import PeriodError, PlaceTree, Problems, Text, nearest, period
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
from lianzhang.ledger.project import STAGE_NAMES, STAGES
from lianzhang.ledger.sheets import Line, Sheet
from lianzhang.ledger.values import (
    CHUNK,
    Packed,
    key_of,
    name_index,
    normal,
    pack_basis,
    shown_names,
)

__all__ = [
    "Capped",
    "Carried",
    "LinkName",
    "Row",
    "before",
    "check_row",
    "check_rows",
    "jump",
    "order_faults",
    "read_value",
]

MOST = 499
"""Faults of one sheet that are kept; of the others only the number is."""


class Capped(Problems):
    """Problems of a sheet of any length: the first are kept, the others counted."""

    def __init__(self) -> None:
        super().__init__()
        self.more = 0

    def add(
        self, file: str, what: Text | str, *, where: str | None = None, field: str | None = None, nearest: str | None = None
    ) -> None:  # fmt: skip
        """Note one problem, or count it."""
        if len(self) < MOST:
            super().add(file, what, where=where, field=field, nearest=nearest)
        else:
            self.more += 1

    def close(self, file: str) -> None:
        """Say how many were not listed."""
        if self.more:
            what = Text(f"另有 {self.more} 处错误未列出", f"{self.more} more faults are not listed")
            super().add(file, what)
            self.more = 0


@dataclass
class Row:
    """One row that was understood: values by field (links still by name), and the heading each stood under."""

    line: Line
    values: dict[str, Any]
    columns: dict[str, Column]


@dataclass(frozen=True)
class LinkName:
    """A link to a name that is not entered yet."""

    register: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass
class Carried:
    """What the parts of a sheet have in common: keys with their row, names of the sheet itself, names of linked registers."""

    seen: dict[str, int] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    index: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    shown: dict[str, list[str]] = field(default_factory=dict)
    sums: dict[int, Any] = field(default_factory=dict)


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


def check_row(line: Line, sheet: Sheet, tree: PlaceTree, within: str | None, problems: Problems) -> Row:
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
        return Text(
            f"阶段由“{old}”退回“{new}”", f"the stage goes back from {STAGE_NAMES[old]} to {STAGE_NAMES[new]}"
        )
    skipped = [st for st in STAGES[a + 1 : b] if not values.get(f"stages.{st}")]
    if len(skipped) > 1:
        return Text(
            f"阶段由“{old}”跳到“{new}”，缺 {'、'.join(skipped)}",
            f"the stage jumps from {STAGE_NAMES[old]} to {STAGE_NAMES[new]}, over {', '.join(STAGE_NAMES[st] for st in skipped)}",
        )
    return None


def check_rows(
    connection: Connection, register: Register, sheet: Sheet, rows: Sequence[Row], problems: Problems, carried: Carried,
    *, jumps: bool,
) -> dict[str, dict[str, Packed]]:  # fmt: skip
    """Check the rows of a part against each other, those before them and the register; links become ids or :class:`LinkName`.

    Returns the names that are to be entered in other registers, with their basis. ``jumps``: stages may jump.
    """
    _check_twice(register, sheet, rows, problems, carried)
    _check_stored(connection, register, sheet, rows, problems, jumps=jumps)
    return _check_links(connection, register, sheet, rows, problems, carried)


def _check_twice(
    register: Register, sheet: Sheet, rows: Sequence[Row], problems: Problems, carried: Carried
) -> None:
    """Two rows of one sheet about the same record."""
    needed = [k for k in register.key if register.field(k).required]
    for row in rows:
        if any(k not in row.values for k in needed):
            continue
        own = key_of(register, row.values)
        before_it = carried.seen.setdefault(own, row.line.row)
        if before_it != row.line.row:
            name = str(row.values.get(register.label or "") or row.values[needed[0]])
            what = Text(f"与第 {before_it} 行重复：{name}", f"repeats row {before_it}: {name}")
            problems.add(sheet.file, what, where=sheet.where(row.line), field=register.key[0])


def _stored(
    connection: Connection, register: Register, rows: Sequence[Row], names: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """What the register has in these fields, by key, for the records of these rows."""
    table = s.register_tables[register.name]
    columns = [table.c[register.field(n).column] for n in names]
    keys = sorted({key_of(register, r.values) for r in rows})
    found: dict[str, dict[str, Any]] = {}
    for at in range(0, len(keys), CHUNK):
        query = select(table.c.key, *columns).where(
            table.c.key.in_(keys[at : at + CHUNK]), table.c.gone.is_(False)
        )
        found.update({r[0]: dict(zip(names, r[1:])) for r in connection.execute(query)})
    return found


def _check_stored(
    connection: Connection,
    register: Register,
    sheet: Sheet,
    rows: Sequence[Row],
    problems: Problems,
    *,
    jumps: bool,
) -> None:
    """Dates in order within the row and with those that the register has; stages that jump."""
    stages = [f.name for f in register.fields if f.type == "stage"]
    dates = {f.name for f in register.fields if f.stage} | {n for pair in register.order for n in pair}
    given = {n for row in rows for n in row.values}
    known = {}
    if given & {*stages, *dates} and not any(register.field(k).type == "link" for k in register.key):
        known = _stored(connection, register, rows, [*stages, *sorted(dates)])
    for row in rows:
        old = known.get(key_of(register, row.values), {}) if known else {}
        alone = order_faults(register, row.values)
        both = order_faults(register, {**old, **row.values}) if old and dates & row.values.keys() else []
        faults = alone + [f for f in both if f not in alone and f not in order_faults(register, old)]
        for name, what in faults:
            column = row.columns.get(name)
            where = sheet.where(row.line, column)
            problems.add(
                sheet.file, what, where=where, field=column.heading if column else register.field(name).zh
            )
        for name in () if jumps else stages:
            odd = jump(old.get(name), row.values.get(name), {**old, **row.values})
            if odd is not None:
                hint = Text(
                    f"{odd.zh}；确属实情，导入时加 --allow-jumps 确认",
                    f"{odd.en}; if it is so, confirm it with --allow-jumps",
                )
                column = row.columns[name]
                problems.add(sheet.file, hint, where=sheet.where(row.line, column), field=column.heading)


def _check_links(
    connection: Connection,
    register: Register,
    sheet: Sheet,
    rows: Sequence[Row],
    problems: Problems,
    carried: Carried,
) -> dict[str, dict[str, Packed]]:
    """Names of links to ids. A name that is not there is entered where the declaration says so, else a fault."""
    entered: dict[str, dict[str, Packed]] = {}
    for of in register.links:
        target = register_named(of.to or "")
        named = [r for r in rows if of.name in r.values]
        if named and target.name not in carried.index:
            carried.index[target.name] = name_index(connection, target)
        for row in named:
            name = str(row.values[of.name])
            form = normal(name, target.identity)
            ids = carried.index[target.name].get(form, ())
            column = row.columns[of.name]
            mine = target.name == register.name and form in carried.own
            if len(ids) == 1:
                row.values[of.name] = ids[0]
            elif ids:
                what = Text(
                    f"有 {len(ids)} 条“{name}”，请先合并或写全称", f"{len(ids)} records are called {name!r}"
                )
                problems.add(sheet.file, what, where=sheet.where(row.line, column), field=column.heading)
            elif of.make or mine:
                row.values[of.name] = LinkName(target.name, name)
                if not mine:
                    basis = pack_basis(row.line.basis(sheet.name, column.heading))
                    entered.setdefault(target.name, {}).setdefault(name, basis)
            else:
                _no_such(connection, target, name, sheet, row, column, problems, carried)
    return entered


def _no_such(
    connection: Connection, target: Register, name: str, sheet: Sheet, row: Row, column: Column, problems: Problems,
    carried: Carried,
) -> None:  # fmt: skip
    shown = carried.shown.get(target.name)
    if shown is None:
        shown = carried.shown[target.name] = [n for _, n in shown_names(connection, target)]
    near = nearest(name, shown) if len(problems) < MOST else None  # looking for it takes long in a long list
    thing = "project" if target.name == "projects" else target.en.removesuffix("s")
    what = Text(f"台账中没有{target.zh}“{name}”", f"no such {thing} in the register: {name!r}")
    problems.add(sheet.file, what, where=sheet.where(row.line, column), field=column.heading, nearest=near)
