"""Records entered and changed by hand: cells as in a sheet, checked as in a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from lianzhang.core import Problems, Text, nearest, place_tree
from lianzhang.ledger import schema as s
from lianzhang.ledger.acts import check_role, edit
from lianzhang.ledger.cells import CellError
from lianzhang.ledger.checks import order_faults, read_value
from lianzhang.ledger.declare import Register, register_named
from lianzhang.ledger.records import Act, Item, upsert
from lianzhang.ledger.values import field_of, key_of, name_index, normal, values_of

__all__ = ["add", "change", "checked"]


def _link(
    connection: Connection, register: Register, name: str, problems: Problems, field: str
) -> int | None:
    ids = name_index(connection, register).get(normal(name, register.identity), ())
    if len(ids) == 1:
        return ids[0]
    near = nearest(name, list(name_index(connection, register)))
    what = Text(f"台账中没有{register.zh}“{name}”", f"no such record in {register.name}: {name!r}")
    if ids:
        what = Text(f"有 {len(ids)} 条“{name}”", f"{len(ids)} records are called {name!r}")
    problems.add(register.name, what, field=field, nearest=near)
    return None


def checked(
    connection: Connection, register: Register, values: Mapping[str, Any], problems: Problems
) -> dict[str, Any]:
    """Values by field, texts read as cells (money needs its unit: ``12亿元``), link names as ids; faults to ``problems``."""
    found: dict[str, Any] = {}
    tree = place_tree()
    for name, given in values.items():
        of = field_of(register, name)
        value = " ".join(given.split()) if isinstance(given, str) else given
        if of.type == "link" and isinstance(value, str):
            found[name] = (
                _link(connection, register_named(of.to or ""), value, problems, name)
                if value.strip()
                else None
            )
            continue
        if not isinstance(value, str) or name != of.name:
            found[name] = value
            continue
        try:
            read = read_value(of, value, tree, unit=values.get(f"{name}_unit") or of.unit)
        except CellError as error:
            problems.add(register.name, error.what, field=name, nearest=error.near)
            continue
        if isinstance(read, tuple):
            found[name], found[f"{name}_unit"] = read
        else:
            found[name] = read
    return found


def _faults(register: Register, values: Mapping[str, Any], problems: Problems) -> None:
    for name, what in order_faults(register, values):
        problems.add(register.name, what, field=name)
    for of in register.fields:
        value = values.get(of.name)
        if (
            of.type in ("money", "quantity", "number", "percent", "measure")
            and not of.signed
            and value is not None
            and value < 0
        ):
            problems.add(register.name, Text(f"为负：{value}", f"is negative: {value}"), field=of.name)


def add(act: Act, register: Register, values: Mapping[str, Any], role: str | None = None) -> int:
    """A new record. Raises :class:`InputError` with every fault, and when it is there already."""
    check_role(register, list(values), role)
    problems = Problems()
    found = checked(act.connection, register, values, problems)
    for of in register.fields:
        if of.required and found.get(of.name) is None and not len(problems):
            problems.add(register.name, Text("不能为空", "must not be empty"), field=of.name)
    _faults(register, found, problems)
    table = s.register_tables[register.name]
    if not len(problems):
        key = key_of(register, found)
        known = act.connection.execute(
            select(table.c.id).where(table.c.key == key, table.c.gone.is_(False))
        ).scalar()
        if known is not None:
            what = Text(f"已有这条记录（第 {known} 号）", f"is there already (record {known})")
            problems.add(register.name, what, field=register.key[0])
    problems.raise_if_any()
    return upsert(act, register, [Item(found, {register.key[0]: _hand(act)})]).ids[0]


def _hand(act: Act) -> dict[str, Any]:
    return {"assumption": f"{act.who} {act.now}" + (f"：{act.note}" if act.note else "")}


def change(
    act: Act,
    register: Register,
    record: int,
    values: Mapping[str, Any],
    version: int | None,
    role: str | None = None,
) -> int:
    """Fields of a record changed by hand; as :func:`lianzhang.ledger.acts.edit`."""
    check_role(register, list(values), role)
    problems = Problems()
    found = checked(act.connection, register, values, problems)
    table = s.register_tables[register.name]
    row = act.connection.execute(select(table).where(table.c.id == record)).mappings().first()
    if row is not None:
        _faults(register, {**values_of(register, row), **found}, problems)
    problems.raise_if_any()
    return edit(act, register, record, found, version, _hand(act))
