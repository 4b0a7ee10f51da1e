"""Sheets into the registers: all faults at once, all rows or none, the same sheet again changes nothing.

A blank cell changes nothing: a sheet says what is, it does not delete. A sheet of any length is read, checked and written part
by part within one transaction, so that memory does not grow with it; at the first fault the writing stops and the checking goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from lianzhang.core import PlaceTree, Problems, Text, place_tree
from lianzhang.ledger.cells import CellError, said
from lianzhang.ledger.checks import Capped, Carried, LinkName, Row, check_row, check_rows, read_value
from lianzhang.ledger.declare import Register, register_named
from lianzhang.ledger.records import Act, Item, upsert
from lianzhang.ledger.sheets import Line, Sheet, read_sheet
from lianzhang.ledger.values import Packed, normal, plain

__all__ = ["Imported", "Planned", "apply", "import_sheet", "plan_sheet", "stream_sheet"]

PART = 2_000
"""Rows that are held in memory at a time."""

Progress = Callable[[int, int], None]
"""Told (rows done, rows of the sheet)."""


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
class Planned:
    """Rows that are ready to be written, or their ``problems``. ``entered``: names for other registers, with their basis."""

    register: Register
    sheet: Sheet | None
    rows: list[Row]
    problems: Problems
    entered: dict[str, dict[str, Packed]] = field(default_factory=dict)
    carried: Carried = field(default_factory=Carried)


@dataclass
class _Tally:
    """What was written so far; ``later``: links to records of the same sheet: (record, field → name, bases)."""

    rows: int = 0
    created: int = 0
    changed: int = 0
    replaced: int = 0
    entered: list[tuple[str, str]] = field(default_factory=list)
    later: list[tuple[int, dict[str, LinkName], dict[str, Packed]]] = field(default_factory=list)
    by_name: dict[str, int] = field(default_factory=dict)


def _own_names(register: Register, sheet: Sheet) -> frozenset[str]:
    """Names of records that a sheet itself holds, where its register links to itself."""
    at = [n for n, c in enumerate(sheet.columns) if c.field.name == register.label]
    if not at or all(of.to != register.name for of in register.links):
        return frozenset()
    found = (said(line.values[at[0]]) for line in sheet.lines)
    return frozenset(normal(name, register.identity) for name in found if name is not None)


def _plan_part(
    connection: Connection, register: Register, sheet: Sheet, lines: Iterable[Line], problems: Problems, carried: Carried,
    *, tree: PlaceTree, within: str | None, confirm: Collection[str],
) -> Planned:  # fmt: skip
    rows = [check_row(line, sheet, tree, within, problems) for line in lines]
    entered = check_rows(connection, register, sheet, rows, problems, carried, jumps="stage" in confirm)
    for row in rows:
        for column in sheet.columns:
            if column.field.type in ("money", "count") and row.values.get(column.field.name) is not None:
                carried.sums[column.at] = carried.sums.get(column.at, 0) + row.values[column.field.name]
    return Planned(register, sheet, rows, problems, entered, carried)


def plan_sheet(
    connection: Connection, register: Register, file: str | Path, *, tree: PlaceTree, within: str | None = None,
    name: str | None = None, sheet: str | None = None, confirm: Collection[str] = (),
) -> Planned:  # fmt: skip
    """Read a sheet for a register and check every cell; writes nothing. For sheets that memory holds whole.

    ``within``: key of the region of the case, to settle names that several places bear; ``confirm``: ``stage`` lets stages jump.
    """
    problems = Problems()
    read = read_sheet(file, register.fields, problems, name, sheet)
    if read is None:
        return Planned(register, None, [], problems)
    carried = Carried(own=_own_names(register, read))
    return _plan_part(
        connection, register, read, read.lines, problems, carried, tree=tree, within=within, confirm=confirm
    )


def _enter(act: Act, plan: Planned, tally: _Tally) -> None:
    """Enter names that links lead to; from then on they are known."""
    for name, given in plan.entered.items():
        target = register_named(name)
        label = target.label or target.key[0]
        done = upsert(act, target, [Item({label: n}, {label: basis}) for n, basis in given.items()])
        index = plan.carried.index.setdefault(name, {})
        index.update({normal(n, target.identity): (i,) for n, i in zip(given, done.ids)})
        tally.entered += [(name, n) for n in given]


def _write(act: Act, plan: Planned, tally: _Tally) -> None:
    """Write the rows of a part."""
    sheet = plan.sheet
    assert sheet is not None
    _enter(act, plan, tally)
    items: list[Item] = []
    inner: list[dict[str, LinkName]] = []
    for row in plan.rows:
        values: dict[str, Any] = {}
        waiting: dict[str, LinkName] = {}
        for name, value in row.values.items():
            if not isinstance(value, LinkName):
                values[name] = value
                continue
            form = normal(value.name, register_named(value.register).identity)
            ids = plan.carried.index.get(value.register, {}).get(form, ())
            if ids:
                values[name] = ids[0]
            else:
                waiting[name] = value
        items.append(Item(values, _bases(row, sheet)))
        inner.append(waiting)
    done = upsert(act, plan.register, items)
    tally.rows += len(plan.rows)
    tally.created += len(done.created)
    tally.changed += done.changed
    tally.replaced += done.replaced
    tally.later += [(i, w, item.bases) for i, w, item in zip(done.ids, inner, items) if w]  # type: ignore[misc]
    if plan.carried.own:
        label, how = plan.register.label or "", plan.register.identity
        tally.by_name.update({normal(str(r.values[label]), how): i for r, i in zip(plan.rows, done.ids)})


def _finish(act: Act, register: Register, sheet: Sheet, carried: Carried, tally: _Tally) -> Imported:
    """Set links within the sheet, now that all its records are there, and say what was done."""
    more = [
        Item({n: tally.by_name[normal(v.name, register.identity)] for n, v in waiting.items()}, bases, record)
        for record, waiting, bases in tally.later
    ]
    if more:
        tally.changed += upsert(act, register, more).changed
    passed = (*sheet.passed, *_sums(sheet, carried))
    return Imported(
        tally.rows,
        tally.created,
        tally.changed,
        sheet.ignored,
        passed,
        tuple(tally.entered),
        act.id,
        tally.replaced,
    )


def apply(act: Act, plan: Planned) -> Imported:
    """Write a planned sheet. Raises :class:`InputError` with every problem; then nothing was written."""
    plan.problems.raise_if_any()
    assert plan.sheet is not None
    tally = _Tally()
    _write(act, plan, tally)
    return _finish(act, plan.register, plan.sheet, plan.carried, tally)


def _sums(sheet: Sheet, carried: Carried) -> list[tuple[str, Text]]:
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
            total = carried.sums.get(column.at, 0)
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


def _parts(lines: Iterator[Line]) -> Iterator[Sequence[Line]]:
    while part := list(islice(lines, PART)):
        yield part


def stream_sheet(
    act: Act, register: Register, file: str | Path, problems: Capped, *, tree: PlaceTree, within: str | None = None,
    name: str | None = None, sheet: str | None = None, confirm: Collection[str] = (), progress: Progress | None = None,
) -> tuple[Sheet | None, Imported | None]:  # fmt: skip
    """Read, check and write a sheet part by part. With problems the transaction must be rolled back: parts may be written."""
    read = read_sheet(file, register.fields, problems, name, sheet)
    if read is None:
        return None, None
    carried, tally, done = Carried(own=_own_names(register, read)), _Tally(), 0
    for lines in _parts(iter(read.lines)):
        plan = _plan_part(
            act.connection,
            register,
            read,
            lines,
            problems,
            carried,
            tree=tree,
            within=within,
            confirm=confirm,
        )
        if not len(problems):
            _write(act, plan, tally)
        done += len(lines)
        if progress:
            progress(done, len(read.lines))
    problems.close(read.file)
    return read, None if len(problems) else _finish(act, register, read, carried, tally)


def import_sheet(
    connection: Connection, register: Register, file: str | Path, who: str, now: str, *, tree: PlaceTree,
    within: str | None = None, name: str | None = None, sheet: str | None = None, confirm: Collection[str] = (),
    note: str | None = None, progress: Progress | None = None,
) -> Imported:  # fmt: skip
    """A sheet into a register. Raises :class:`InputError` with every fault; then the transaction is to be rolled back.

    ``note`` is what the act is remembered by, the sheet's name by default.
    """
    act, problems = (
        Act(connection, "import", register.name, who, now, note or name or Path(file).name),
        Capped(),
    )
    _, done = stream_sheet(
        act, register, file, problems, tree=tree, within=within, name=name, sheet=sheet, confirm=confirm, progress=progress
    )  # fmt: skip
    problems.raise_if_any()
    assert done is not None
    return done
