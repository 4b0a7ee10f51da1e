"""Decisions on proposed changes: accepted, corrected or rejected by a person, one or many, each with who and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select, update

from lianzhang.core import InputError, Problem, Problems, Text
from lianzhang.ledger import schema as s
from lianzhang.ledger.changes import Change, Known, fetch_changes, known_records
from lianzhang.ledger.declare import Field, Register, register_named
from lianzhang.ledger.documents import basis_of_claim
from lianzhang.ledger.editing import checked
from lianzhang.ledger.records import Act, Item, upsert
from lianzhang.ledger.values import from_plain, name_index, normal, pack_basis, plain

__all__ = ["accept", "correct", "makes", "reject"]


def _chosen(connection: Connection, ids: Collection[str]) -> list[Any]:
    rows = [r for r in connection.execute(select(s.changes)).mappings() if r["id"] in set(ids)]
    found = {r["id"] for r in rows}
    missing = [i for i in ids if i not in found]
    closed = [r for r in rows if r["state"] != "proposed"]
    problems = [Problem("changes", Text("没有这条变更", "no such change"), where=i) for i in missing]
    problems += [Problem("changes", Text("已经处理过", "was decided before"), where=r["id"]) for r in closed]
    if problems:
        raise InputError(problems)
    return sorted(rows, key=lambda r: (r["register"], r["project"], r["field"], r["id"]))


def makes(row: Mapping[Any, Any]) -> bool:
    """Whether a change enters a record that the register does not have."""
    register = register_named(row["register"])
    return bool(row["field"] == (register.label or register.key[0]) and row["old"] is None)


def _as_value(of: Field, new: str, old: object, link: Any) -> dict[str, Any]:
    """A change's text as values of its field; a list is added to, never replaced."""
    if len(of.columns) > 1:
        number, _, unit_text = new.partition(" ")
        return {of.name: Decimal(number), f"{of.name}_unit": unit_text}
    if of.type == "texts":
        return {of.name: list(dict.fromkeys([*(old if isinstance(old, list) else []), *new.split("、")]))}
    if of.type == "link":
        return {of.name: link(of, new)}
    return {of.name: from_plain(of, new)}


def _check_chosen(connection: Connection, rows: Sequence[Any], known: Mapping[str, Known]) -> None:
    made = {(r["register"], r["project_key"]) for r in rows if makes(r)}
    problems = []
    seen: dict[tuple[str, str, str], str] = {}
    for row in rows:
        slot = (row["register"], row["project_key"], row["field"])
        if slot[:2] not in made and row["project_key"] not in known[row["register"]].keys:
            thing = register_named(row["register"])
            what = Text(
                f"请先接受新{thing.zh}“{row['project']}”", f"accept the new record {row['project']!r} first"
            )
            problems.append(Problem("changes", what, where=row["id"], field=row["field"]))
        if slot in seen and register_named(row["register"]).field(row["field"]).type != "texts":
            what = Text(
                f"与变更 {seen[slot]} 互相矛盾，只能接受一个", f"contradicts change {seen[slot]}: accept one"
            )
            problems.append(Problem("changes", what, where=row["id"], field=row["field"]))
        seen[slot] = row["id"]
        if basis_of_claim(connection, row["claim_id"]) is None:
            what = Text("依据的论断不在台账中", "its claim is not in the ledger")
            problems.append(Problem("changes", what, where=row["id"], field=row["field"]))
    if problems:
        raise InputError(problems)


def accept(connection: Connection, ids: Collection[str], who: str, now: str) -> int:
    """Write proposed changes into the registers, each with its claim as basis. Returns how many fields changed.

    Raises :class:`InputError` when a change is unknown or decided, its record is not in the register and not among them,
    two of them give one field two values, or a claim is no longer stored; then nothing is written.
    """
    rows = _chosen(connection, ids)
    known = {name: known_records(connection, register_named(name)) for name in {r["register"] for r in rows}}
    _check_chosen(connection, rows, known)
    act = Act(connection, "accept", None, who, now)
    changed = 0
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        groups[row["register"], row["project_key"]].append(row)
    for (name, key), group in sorted(
        groups.items(), key=lambda g: (register_named(g[0][0]).links != (), g[0])
    ):
        changed += _accept_record(act, register_named(name), group, known[name], known[name].keys.get(key))
    _decide(connection, [r["id"] for r in rows], "accepted", who, now)
    return changed


def _accept_record(act: Act, register: Register, rows: Sequence[Any], known: Known, own: int | None) -> int:
    """Write the changes of one record, which is made when it is not there."""

    def link(of: Field, name: str) -> int:
        target = register_named(of.to or "")
        ids = name_index(act.connection, target).get(normal(name, target.identity), ())
        if ids:
            return ids[0]
        label = target.label or target.key[0]
        return upsert(act, target, [Item({label: name}, {label: basis})]).ids[0]

    basis = pack_basis(str(rows[0]["claim_id"]))
    stored = known.records[own].values if own is not None else {}
    values: dict[str, Any] = {}
    bases: dict[str, Any] = {}
    if own is None:
        for name, text in (rows[0]["identity"] or {register.key[0]: rows[0]["project"]}).items():
            of = register.field(name)
            values |= _as_value(of, text, None, link)
            bases[name] = basis
    made_of = set(values)
    for row in rows:
        of = register.field(row["field"])
        bases[of.name] = basis = pack_basis(str(row["claim_id"]))
        if of.name in made_of and not row["corrected"]:
            continue
        before = values.get(of.name, stored.get(of.name))
        values |= _as_value(of, row["corrected"] or row["new"], before, link)
    return upsert(act, register, [Item(values, bases, own)]).changed


def correct(connection: Connection, change: str, text: str) -> Change:
    """Put another value in the place of a proposed one (written as in a cell); it still has to be accepted.

    Raises :class:`InputError` when the value does not fit the field.
    """
    (row,) = _chosen(connection, [change])
    register = register_named(row["register"])
    problems = Problems()
    of = register.field(row["field"])
    value = text.strip() or None
    if of.type != "link":
        found = checked(connection, register, {of.name: text}, problems)
        value = plain(found.get(of.name))
        if value is not None and len(of.columns) > 1:
            value = f"{value} {found.get(f'{of.name}_unit')}"
    if value is None and not len(problems):
        problems.add("changes", Text("不能为空", "must not be empty"), where=change, field=of.name)
    problems.raise_if_any()
    connection.execute(update(s.changes).where(s.changes.c.id == change).values(corrected=value))
    return next(c for c in fetch_changes(connection) if c.id == change)


def _decide(connection: Connection, ids: Sequence[str], state: str, who: str, now: str) -> None:
    values = {"state": state, "decided_by": who, "decided_at": now}
    for at in range(0, len(ids), 500):
        connection.execute(update(s.changes).where(s.changes.c.id.in_(ids[at : at + 500])).values(**values))


def reject(connection: Connection, ids: Collection[str], who: str, now: str) -> int:
    """Reject proposed changes; they stay closed until a better source says the same. Returns how many."""
    rows = _chosen(connection, ids)
    _decide(connection, [r["id"] for r in rows], "rejected", who, now)
    return len(rows)
