"""What a person does to single records: edit, remove, merge, and undo any act as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from lianzhang.core import InputError, Problem, Problems, Text
from lianzhang.ledger import schema as s
from lianzhang.ledger.declare import Register, register_named
from lianzhang.ledger.records import MADE, MERGED, Act, Conflict, Item, every_link_to, fetch_history, upsert
from lianzhang.ledger.values import field_of, from_plain, key_of, plain, values_of

__all__ = ["edit", "merge", "remove", "undo"]


def _row(connection: Connection, register: Register, record: int) -> Mapping[Any, Any]:
    table = s.register_tables[register.name]
    row = connection.execute(select(table).where(table.c.id == record)).mappings().first()
    if row is None or row["gone"]:
        what = Text(f"“{register.zh}”没有第 {record} 号记录", f"{register.name} has no record {record}")
        raise InputError([Problem(register.name, what, where=f"id {record}")])
    return row


def check_role(register: Register, names: Sequence[str], role: str | None) -> None:
    """Raise :class:`InputError` with every field that ``role`` may not change. None: whoever runs the program may."""
    if role is None:
        return
    problems = Problems()
    for name in names:
        allowed = field_of(register, name).who or register.who
        if allowed and role not in allowed:
            what = Text(
                f"{role} 无权修改，须由 {'、'.join(allowed)} 修改",
                f"{role} may not change it: {', '.join(allowed)}",
            )
            problems.add(register.name, what, field=name)
    problems.raise_if_any()


def _since(
    connection: Connection, register: Register, record: int, version: int, now_version: int
) -> list[dict[str, Any]]:
    """The lines of the acts that brought a record from one version to another."""
    lines = fetch_history(connection, register.name, record)
    acts = list(dict.fromkeys(line["act"] for line in lines))
    later = set(acts[-(now_version - version) :]) if now_version > version else set()
    return [line for line in lines if line["act"] in later]


def edit(
    act: Act,
    register: Register,
    record: int,
    values: Mapping[str, Any],
    version: int | None,
    basis: Mapping[str, Any],
) -> int:
    """Set fields of a record (None empties one). Returns how many changed.

    ``version``: the one that the person saw. Raises :class:`Conflict` when somebody changed the record since; nothing is
    written then, and the error tells who changed what.
    """
    row = _row(act.connection, register, record)
    if version is not None and row["version"] != version:
        theirs = _since(act.connection, register, record, version, row["version"])
        problems = []
        for line in theirs or [{"who": "?", "at": "?", "field": "?", "old": None, "new": None}]:
            what = Text(
                f"{line['who']} 已于 {line['at']} 将其由“{line['old'] or ''}”改为“{line['new'] or ''}”，请核对后再改",
                f"{line['who']} changed it at {line['at']} from {line['old'] or ''!r} to {line['new'] or ''!r}: look again",
            )
            problems.append(Problem(register.name, what, where=f"id {record}", field=line["field"]))
        raise Conflict(problems, theirs)
    problems_ = Problems()
    for name, value in values.items():
        if value is None and field_of(register, name).required:
            problems_.add(
                register.name, Text("不能为空", "must not be empty"), where=f"id {record}", field=name
            )
    problems_.raise_if_any()
    bases = {field_of(register, n).name: dict(basis) for n in values}
    return upsert(act, register, [Item(values, bases, record, clear=True)]).changed


def _mark(act: Act, register: Register, record: int, column: str, field: str, old: Any, new: Any) -> None:
    """Set ``gone`` or ``merged_into`` of a record, with a line in the history."""
    table = s.register_tables[register.name]
    act.connection.execute(
        update(table).where(table.c.id == record).values(**{column: new}, version=table.c.version + 1)
    )
    shown = {"gone": {False: "+", True: "-"}}.get(column)
    lines = [{"register": register.name, "record": record, "field": field, "basis": {},
              "old": shown[old] if shown else plain(old), "new": shown[new] if shown else plain(new)}]  # fmt: skip
    act.log(lines)


def _used_by(connection: Connection, register: Register, record: int) -> list[tuple[Register, str, int]]:
    """Records that stand and lead to this one: (register, field, record)."""
    found = []
    for other, of in every_link_to(register.name):
        table = s.register_tables[other.name]
        query = select(table.c.id).where(
            table.c[of.column] == record, table.c.gone.is_(False), table.c.id != record
        )
        found += [(other, of.name, i) for i in connection.execute(query).scalars()]
    return found


def remove(act: Act, register: Register, record: int, version: int | None = None) -> None:
    """Take a record out of the register; it stays in the history. Raises :class:`InputError` when others lead to it."""
    row = _row(act.connection, register, record)
    if version is not None and row["version"] != version:
        edit(act, register, record, {}, version, {})
    used = _used_by(act.connection, register, record)
    if used:
        problems = [
            Problem(
                register.name,
                Text(f"仍被“{o.zh}”第 {i} 号引用", f"is still used by {o.name} {i}"),
                f"id {record}",
                f,
            )
            for o, f, i in used
        ]
        raise InputError(problems)
    _mark(act, register, record, "gone", MADE, False, True)


def merge(act: Act, register: Register, keep: int, drop: int) -> None:
    """Merge ``drop`` into ``keep``: empty fields are filled, its name becomes an alias, what led to it leads to ``keep``.

    Lines of both about the same thing (a month of both projects) are merged as well. Can be undone as one act.
    """
    if keep == drop:
        raise InputError([Problem(register.name, Text("不能与自己合并", "cannot be merged with itself"))])
    kept, dropped = _row(act.connection, register, keep), _row(act.connection, register, drop)
    for row in (kept, dropped):
        if row["merged_into"] is not None:
            what = Text("已经合并过", "was merged before")
            raise InputError([Problem(register.name, what, where=f"id {row['id']}")])
    _merge(act, register, kept, dropped)


def _merge(act: Act, register: Register, kept: Mapping[Any, Any], dropped: Mapping[Any, Any]) -> None:
    connection = act.connection
    mine, theirs = values_of(register, kept), values_of(register, dropped)
    empty = [f for f in register.fields if f.name not in register.key and mine[f.name] is None]
    values = {
        n: theirs[n]
        for f in empty
        for n in (f.name, f"{f.name}_unit")
        if n in theirs and theirs[n] is not None
    }
    if "aliases" in register.by_name:
        names = [mine.get("aliases") or [], [theirs[register.label or "name"]], theirs.get("aliases") or []]
        own = mine[register.label or "name"]
        values["aliases"] = [n for n in dict.fromkeys(n for group in names for n in group) if n != own]
    b = s.register_basis.c
    query = select(b.field, b.basis).where(b.register == register.name, b.record == dropped["id"])
    bases = {f: dict(basis) for f, basis in connection.execute(query)}
    bases.setdefault("aliases", {})
    upsert(
        act,
        register,
        [
            Item(
                values,
                {f: bases.get(f, {}) for f in {field_of(register, n).name for n in values}},
                kept["id"],
            )
        ],
    )
    _mark(act, register, dropped["id"], "merged_into", MERGED, None, kept["id"])
    for other, name, record in _used_by(connection, register, dropped["id"]):
        row = _row(connection, other, record)
        if row["merged_into"] is not None or (other.name == register.name and record == kept["id"]):
            continue
        moved = {**values_of(other, row), name: kept["id"]}
        table = s.register_tables[other.name]
        rival = connection.execute(
            select(table).where(table.c.key == key_of(other, moved), table.c.id != record)
        ).mappings().first()  # fmt: skip
        if rival is None:
            upsert(act, other, [Item({name: kept["id"]}, {name: {}}, record)])
        elif rival["merged_into"] is None and not rival["gone"]:
            _merge(act, other, rival, row)


def undo(act: Act, of: int) -> int:
    """Take an act back: every field gets its value from before. Returns how many lines were taken back.

    Raises :class:`InputError` when there is no such act, it was undone, or a field was changed again since (with every such
    field); nothing is written then.
    """
    connection = act.connection
    found = connection.execute(select(s.acts).where(s.acts.c.id == of)).mappings().first()
    undone = connection.execute(select(s.acts.c.id).where(s.acts.c.undoes == of)).scalar()
    if found is None or undone is not None:
        what = (
            Text("没有这次操作", "no such act") if found is None else Text("已经撤销过", "was undone before")
        )
        raise InputError([Problem("acts", what, where=str(of))])
    lines = fetch_history(connection, act=of)
    problems = Problems()
    for line in lines:
        _check_untouched(connection, line, of, problems)
    problems.raise_if_any()
    act.register, act.undoes, act.note = found["register"], of, found["note"]
    for line in reversed(lines):
        _take_back(act, line)
    if found["kind"] in ("accept", "reject"):
        state = {"state": "proposed", "decided_at": None, "decided_by": None}
        c = s.changes.c
        decided = connection.execute(
            select(c.id).where(c.decided_at == found["at"], c.decided_by == found["who"])
        )
        connection.execute(update(s.changes).where(c.id.in_([r[0] for r in decided])).values(**state))
    return len(lines)


def _check_untouched(connection: Connection, line: Mapping[str, Any], of: int, problems: Problems) -> None:
    h = s.history.c
    query = select(h.who, h.at).where(
        h.register == line["register"], h.record == line["record"], h.field == line["field"], h.id > line["id"],
        h.act.is_distinct_from(of),
    )  # fmt: skip
    later = connection.execute(query.order_by(h.id.desc())).first()
    if later is not None:
        what = Text(
            f"{later[0]} 在 {later[1]} 又改过，不能撤销", f"{later[0]} changed it again at {later[1]}"
        )
        problems.add(line["register"], what, where=f"id {line['record']}", field=line["field"])
    if line["field"] == MADE and line["new"] == "+":
        register = register_named(line["register"])
        own = {(r["register"], r["record"]) for r in fetch_history(connection, act=of) if r["field"] == MADE}
        for other, name, record in _used_by(connection, register, line["record"]):
            if (other.name, record) not in own:
                what = Text(f"仍被“{other.zh}”第 {record} 号引用", f"is still used by {other.name} {record}")
                problems.add(line["register"], what, where=f"id {line['record']}", field=name)


def _take_back(act: Act, line: Mapping[str, Any]) -> None:
    register, record, name = register_named(line["register"]), line["record"], line["field"]
    connection = act.connection
    if name == MADE:
        if line["old"] != line["new"]:
            _mark(act, register, record, "gone", MADE, line["new"] == "-", line["new"] == "+")
        return
    if name == MERGED:
        old = int(line["old"]) if line["old"] else None
        _mark(act, register, record, "merged_into", MERGED, int(line["new"]) if line["new"] else None, old)
        return
    of = field_of(register, name)
    if line["old"] is None and of.required:
        return  # the record goes as a whole
    old = from_plain(of, line["old"], unit=name != of.name)
    before = _basis_before(connection, line)
    upsert(act, register, [Item({name: old}, {of.name: before or {}}, record, clear=True)])
    b = s.register_basis.c
    here = (b.register == register.name, b.record == record, b.field == of.name)
    connection.execute(delete(s.register_basis).where(*here))
    if before and old is not None:
        row = {"register": register.name, "record": record, "field": of.name, "basis": before}
        connection.execute(insert(s.register_basis).values(**row))


def _basis_before(connection: Connection, line: Mapping[str, Any]) -> dict[str, Any] | None:
    h = s.history.c
    query = select(h.basis).where(
        h.register == line["register"],
        h.record == line["record"],
        h.field == line["field"],
        h.id < line["id"],
    )
    found = connection.execute(query.order_by(h.id.desc()).limit(1)).scalar()
    return dict(found) if found else None
