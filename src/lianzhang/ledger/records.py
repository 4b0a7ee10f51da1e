"""Records of the declared registers: one way in (:func:`upsert`), which keeps the history, and ways to read.

Every change belongs to an act (an import, an edit, an acceptance …), so that an act can be undone as a whole. A record has a
version; who changes an old one is told (:class:`Conflict`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from lianzhang.core import Basis, InputError, Problem, Text
from lianzhang.ledger import schema as s
from lianzhang.ledger.declare import Field, Register, register_named, registers
from lianzhang.ledger.many import insert_many
from lianzhang.ledger.values import (
    CHUNK,
    Packed,
    column_of,
    field_of,
    key_of,
    plain,
    resolve,
    store_rows,
    unpack_basis,
    values_of,
)

__all__ = [
    "Act", "Conflict", "Done", "Item", "Record", "count_records", "every_link_to", "fetch_acts", "fetch_history", "fetch_records", "upsert",
]  # fmt: skip

MADE, MERGED = "(record)", "(merged)"
"""What the history calls the making or removal of a record, and its merging into another."""


class Conflict(InputError):  # noqa: N818 - what happened, not a mistake
    """Somebody else changed the record since it was read. ``theirs``: the history lines of what they did."""

    def __init__(self, problems: Iterable[Problem], theirs: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(problems)
        self.theirs = tuple(theirs)


@dataclass(frozen=True)
class Record:
    """One record. ``values`` by field name (``NAME_unit`` beside a quantity; a link is the id, its name is in ``labels``);
    money in CNY; dates ISO; ``basis`` by field where asked for; ``merged``: ids of records that were merged into this one."""

    register: str
    id: int
    version: int
    values: Mapping[str, Any]
    labels: Mapping[str, str] = field(default_factory=dict)
    basis: Mapping[str, Basis] = field(default_factory=dict)
    merged: tuple[int, ...] = ()


@dataclass
class Act:
    """One act: what changes is written under it. It leaves no trace when it changes nothing."""

    connection: Connection
    kind: str
    register: str | None
    who: str
    now: str
    note: str = ""
    undoes: int | None = None
    id: int | None = None

    def log(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Add lines (register, record, field, old, new, basis) to the history."""
        if not lines:
            return
        if self.id is None:
            row = {"kind": self.kind, "register": self.register, "who": self.who, "at": self.now, "note": self.note,
                   "undoes": self.undoes}  # fmt: skip
            made = self.connection.execute(insert(s.acts).values(**row)).inserted_primary_key
            assert made is not None
            self.id = int(made[0])
        common = {"who": self.who, "at": self.now, "act": self.id}
        insert_many(self.connection, s.history, [{**line, **common} for line in lines])


@dataclass(frozen=True)
class Item:
    """What is to be written: ``values`` by field name, ``bases`` by field; ``record`` None: found by its key, or made.

    None among the values changes nothing, unless ``clear`` is set.
    """

    values: Mapping[str, Any]
    bases: Mapping[str, Packed]
    record: int | None = None
    clear: bool = False


@dataclass(frozen=True)
class Done:
    """What :func:`upsert` did: the record of each item, those made, how many fields changed, and how many of them had another value."""

    ids: tuple[int, ...]
    created: tuple[int, ...]
    changed: int
    replaced: int = 0


# writing


def _stored(connection: Connection, table: Table, keys: Collection[str], ids: Collection[int]) -> list[Any]:
    rows: list[Any] = []
    for column, wanted in ((table.c.key, list(keys)), (table.c.id, list(ids))):
        for at in range(0, len(wanted), CHUNK):
            query = select(table).where(column.in_(wanted[at : at + CHUNK]))
            rows += connection.execute(query).mappings().all()
    return rows


def upsert(act: Act, register: Register, items: Sequence[Item]) -> Done:
    """Write items into a register. A field that already has the value keeps it, and its basis; every change is logged.

    Raises :class:`InputError` when a record would take the key of another.
    """
    connection, table = act.connection, s.register_tables[register.name]
    keys = [key_of(register, i.values) if i.record is None else "" for i in items]
    wanted_ids = {i.record for i in items if i.record is not None}
    rows = _stored(connection, table, {k for k, i in zip(keys, items) if i.record is None}, wanted_ids)
    by_id: dict[int, dict[str, Any]] = {r["id"]: dict(r) for r in rows}
    by_key = {r["key"]: r["id"] for r in by_id.values()}
    following = (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    fresh: dict[int, None] = {}
    touched: dict[int, set[str]] = {}
    lines: list[dict[str, Any]] = []
    bases: dict[tuple[int, str], Packed] = {}
    ids, changed, replaced = [], 0, 0
    onward: list[Item] = []
    for item, key in zip(items, keys):
        own = by_key.get(key) if item.record is None else item.record
        if own is None:
            own, following = following, following + 1
            by_key[key] = own
            fresh[own] = None
            empty = {c.name: None for c in table.columns}
            by_id[own] = {**empty, "id": own, "key": key, "version": 1, "gone": False, "created_at": act.now}
            lines.append(_line(register, own, MADE, None, "+", _first(item.bases)))
        row = by_id[own]
        if row["gone"] and item.record is None:
            lines.append(_line(register, own, MADE, "-", "+", _first(item.bases)))
            touched.setdefault(own, set()).add("gone")
            row["gone"] = False
        own_lines = _changes_of(register, row, item, made=own in fresh)
        for line in own_lines:
            name = field_of(register, line["field"]).name
            bases[own, name] = line["basis"]
            touched.setdefault(own, set()).add(column_of(register, line["field"]))
        lines += own_lines
        if item.record is None and row["merged_into"] is not None:
            # its own line keeps what its sheet says; only what is new there speaks to the record it was merged into
            own = _end(connection, table, row["merged_into"])
            news = {field_of(register, line["field"]).name for line in own_lines}
            said = {n: v for n, v in item.values.items() if field_of(register, n).name in news}
            onward += [Item(said, item.bases, own)] if said else []
        else:
            changed += len(own_lines)
            replaced += sum(line["old"] is not None for line in own_lines)
        ids.append(own)
    _rekey(register, by_id, touched, fresh)
    _write(connection, table, by_id, fresh, touched)
    refers = store_rows(connection, [line["basis"] for line in lines])
    for line in lines:
        line["basis"] = refers[id(line["basis"])]
    _write_bases(connection, register, {k: refers.get(id(b), b) for k, b in bases.items()}, fresh)
    act.log(lines)
    if onward:
        more = upsert(act, register, onward)
        changed, replaced = changed + more.changed, replaced + more.replaced
    return Done(tuple(ids), tuple(fresh), changed, replaced)


def _end(connection: Connection, table: Table, own: int) -> int:
    """Where a record ends after merges."""
    while (
        after := connection.execute(select(table.c.merged_into).where(table.c.id == own)).scalar()
    ) is not None:
        own = after
    return own


def _first(bases: Mapping[str, Packed]) -> Packed:
    return next(iter(bases.values()), {})


def _line(
    register: Register, record: int, name: str, old: object, new: object, basis: Packed
) -> dict[str, Any]:
    return {"register": register.name, "record": record, "field": name, "old": plain(old), "new": plain(new),
            "basis": basis}  # fmt: skip


def _changes_of(register: Register, row: dict[str, Any], item: Item, *, made: bool) -> list[dict[str, Any]]:
    """Set an item's values in ``row``; the lines that say so. The spelling of a key that is known stays as it is."""
    lines = []
    for name, given in item.values.items():
        of = field_of(register, name)
        column = column_of(register, name)
        old = row[column]
        new = list(given) if isinstance(given, tuple) and of.type == "texts" else given
        if (new is None and not item.clear) or new == old:
            continue
        if item.record is None and not made and name in register.key:
            continue
        basis = item.bases.get(of.name) or _first(item.bases)
        row[column] = new
        lines.append(_line(register, row["id"], name, old, new, basis))
    return lines


def _rekey(
    register: Register,
    by_id: dict[int, dict[str, Any]],
    touched: dict[int, set[str]],
    fresh: Mapping[int, None],
) -> None:
    columns = {column_of(register, k) for k in register.key}
    for own, names in touched.items():
        if own not in fresh and names & columns:
            row = by_id[own]
            row["key"] = key_of(register, values_of(register, row))
            names.add("key")


def _write(
    connection: Connection, table: Table, by_id: Mapping[int, dict[str, Any]], fresh: Mapping[int, None],
    touched: Mapping[int, set[str]],
) -> None:  # fmt: skip
    made = [by_id[own] for own in fresh]
    insert_many(connection, table, made)
    for own, names in touched.items():
        if own in fresh:
            continue
        row = by_id[own]
        new = {name: row[name] for name in names}
        if "key" in new:
            _free_key(connection, table, own, row)
        connection.execute(update(table).where(table.c.id == own).values(**new, version=row["version"] + 1))


def _free_key(connection: Connection, table: Table, own: int, row: Mapping[str, Any]) -> None:
    rival = connection.execute(
        select(table.c.id).where(table.c.key == row["key"], table.c.id != own)
    ).scalar()
    if rival is not None:
        what = Text(
            f"与第 {rival} 号记录重名，请改为合并", f"is the same as record {rival}: merge them instead"
        )
        raise InputError([Problem(table.name, what, where=f"id {own}")])


def _write_bases(
    connection: Connection,
    register: Register,
    bases: Mapping[tuple[int, str], Packed],
    fresh: Collection[int],
) -> None:
    """The sources of fields; records that are ``fresh`` have none that would be in the way."""
    b = s.register_basis.c
    rows = [
        {"register": register.name, "record": r, "field": f, "basis": basis}
        for (r, f), basis in bases.items()
    ]
    if not rows:
        return
    old = [{"r": r["record"], "f": r["field"]} for r in rows if r["record"] not in fresh]
    if old:
        drop = delete(s.register_basis).where(
            b.register == register.name, b.record == bindparam("r"), b.field == bindparam("f")
        )
        connection.execute(drop, old)
    insert_many(connection, s.register_basis, rows)


# reading


def _labels(
    connection: Connection, register: Register, rows: Sequence[Mapping[Any, Any]]
) -> dict[tuple[str, int], str]:
    """Names of the records that links of these rows lead to."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for of in register.links:
        wanted[of.to or ""] |= {r[of.column] for r in rows if r[of.column] is not None}
    found: dict[tuple[str, int], str] = {}
    for name, ids in wanted.items():
        target, table = register_named(name), s.register_tables[name]
        label = table.c[column_of(target, target.label or target.key[0])]
        some = list(ids)
        for at in range(0, len(some), CHUNK):
            query = select(table.c.id, label).where(table.c.id.in_(some[at : at + CHUNK]))
            found.update({(name, i): str(text) for i, text in connection.execute(query)})
    return found


def fetch_records(
    connection: Connection, register: Register, ids: Collection[int] | None = None, *, basis: bool = False
) -> tuple[Record, ...]:
    """Records that stand (not removed, not merged into another) by id; with ``ids`` those only, with ``basis`` their sources."""
    table = s.register_tables[register.name]
    every = (
        connection.execute(select(table).where(table.c.gone.is_(False)).order_by(table.c.id)).mappings().all()
    )
    inner: dict[int, list[int]] = defaultdict(list)
    parents = {r["id"]: r["merged_into"] for r in every}
    for own in parents:
        if (after := resolve(parents, own)) != own:
            inner[after].append(own)
    rows = [r for r in every if r["merged_into"] is None and (ids is None or r["id"] in ids)]
    labels = _labels(connection, register, rows)
    sources: dict[int, dict[str, Basis]] = defaultdict(dict)
    if basis:
        cache: dict[str, Any] = {}
        b = s.register_basis.c
        query = select(b.record, b.field, b.basis).where(b.register == register.name)
        wanted = {r["id"] for r in rows}
        for record, name, packed in connection.execute(query):
            if record in wanted:
                sources[record][name] = unpack_basis(connection, packed, cache)
    return tuple(
        Record(
            register.name, r["id"], r["version"], values_of(register, r),
            {f.name: labels[f.to or "", r[f.column]] for f in register.links if r[f.column] is not None},
            sources.get(r["id"], {}), tuple(inner.get(r["id"], ())),
        )
        for r in rows
    )  # fmt: skip


def count_records(connection: Connection, name: str) -> int:
    """How many records of a register stand."""
    c = s.register_tables[name].c
    query = select(func.count()).where(c.gone.is_(False), c.merged_into.is_(None))
    return connection.execute(query).scalar() or 0


def fetch_history(
    connection: Connection, register: str | None = None, record: int | None = None, act: int | None = None
) -> tuple[dict[str, Any], ...]:
    """Who changed what and when, oldest first: id, register, record, field, old, new, who, at, basis, act."""
    h = s.history.c
    query = select(s.history).order_by(h.id)
    for column, wanted in ((h.register, register), (h.record, record), (h.act, act)):
        if wanted is not None:
            query = query.where(column == wanted)
    return tuple({str(k): v for k, v in r.items()} for r in connection.execute(query).mappings())


def fetch_acts(connection: Connection, register: str | None = None) -> tuple[dict[str, Any], ...]:
    """Acts, latest first: id, kind, register, who, at, note, undoes, and ``undone`` (by which act, or None)."""
    a = s.acts.c
    rows = [dict(r) for r in connection.execute(select(s.acts).order_by(a.id.desc())).mappings()]
    undone = {r["undoes"]: r["id"] for r in rows if r["undoes"] is not None}
    return tuple({**r, "undone": undone.get(r["id"])} for r in rows if register in (None, r["register"]))


def every_link_to(name: str) -> tuple[tuple[Register, Field], ...]:
    """The fields of all registers that lead to a register."""
    return tuple((r, f) for r in registers().values() for f in r.links if f.to == name)
