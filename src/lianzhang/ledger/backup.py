"""Backup and restore: a whole ledger as one file, on either database, written so that a torn file is never taken for one."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text

from lianzhang.core import InputError, Problem, Text
from lianzhang.ledger import database
from lianzhang.ledger import schema as s

__all__ = ["backup", "restore"]

_KIND = "lianzhang ledger"
_CHUNK = 500
FITTING = ("0002", "0003", s.HEAD)
"""Versions whose rows fit today's tables as they are (backups began with 0002): 0003 and 0004 only added tables and a column."""


def _plain(value: Any) -> Any:
    return {"d": str(value)} if isinstance(value, Decimal) else value


def _lines(connection: Connection) -> Iterator[str]:
    yield json.dumps({"kind": _KIND, "schema": s.HEAD})
    for table in s.metadata.sorted_tables:
        if table in s.OF_THIS_DATABASE:
            continue
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings():
            cells = {k: _plain(v) for k, v in row.items() if v is not None}
            yield json.dumps([table.name, cells], ensure_ascii=True)


def backup(engine: Engine, file: Path) -> int:
    """Write everything to ``file`` (gzip of JSON lines, a checksum last), from one state of the ledger. Returns the rows."""
    part = file.with_name(file.name + ".part")
    sums, count = hashlib.sha256(), -1
    try:
        with (
            database.reading(engine) as connection,
            gzip.open(part, "wt", encoding="ascii", newline="\n") as out,
        ):
            for line in _lines(connection):
                sums.update(line.encode())
                out.write(line + "\n")
                count += 1
            out.write(json.dumps({"rows": count, "sha256": sums.hexdigest()}) + "\n")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return count


def _fault(file: Path, zh: str, en: str) -> InputError:
    return InputError([Problem(file.name, Text(zh, en))])


def _read(file: Path) -> Iterator[Any]:
    """Lines of a backup, but the last; raises when it is torn or changed."""
    sums, waiting, count = hashlib.sha256(), None, -1
    try:
        with gzip.open(file, "rt", encoding="ascii", newline="\n") as lines:
            for raw in lines:
                line = raw.rstrip("\n")
                if waiting is not None:
                    sums.update(waiting.encode())
                    count += 1
                    yield json.loads(waiting)
                waiting = line
            end = json.loads(waiting or "null")
    except (OSError, EOFError, UnicodeDecodeError, ValueError) as error:
        raise _fault(file, "不是完整的备份文件", "is no whole backup") from error
    if not isinstance(end, dict) or end != {"rows": count, "sha256": sums.hexdigest()}:
        raise _fault(file, "备份文件不完整或被改动", "is torn or was changed")


def restore(engine: Engine, file: Path) -> int:
    """Put a backup into a new, empty ledger, all or nothing. Returns the rows.

    Raises :class:`InputError` when the backup is torn or of a newer version, or the ledger is not empty.
    """
    lines = _read(file)
    first = next(lines, None)
    if not isinstance(first, dict) or first.get("kind") != _KIND:
        raise _fault(file, "不是本程序的备份", "is no backup of a ledger")
    if first.get("schema") not in FITTING:
        found = first.get("schema")
        raise _fault(
            file,
            f"备份的版本是 {found}，本程序是 {s.HEAD}",
            f"is of version {found}; this program is {s.HEAD}",
        )
    with database.writing(engine) as connection:
        for table in s.metadata.sorted_tables:
            if table not in s.OF_THIS_DATABASE and connection.execute(select(table).limit(1)).first():
                raise _fault(file, "只能恢复到空的台账", "can be restored into an empty ledger only")
        count = _fill(connection, lines)
        _set_sequences(connection)
    return count


def _fill(connection: Connection, lines: Iterator[Any]) -> int:
    """Rows in the order of the backup: what others lead to comes first, but links within a table are set afterwards."""
    count, name = 0, ""
    rows: list[dict[str, Any]] = []
    later: list[tuple[Any, Any, dict[str, Any]]] = []

    def flush() -> None:
        if rows:
            table = s.metadata.tables[name]
            every = [c.name for c in table.columns]
            connection.execute(insert(table), [{c: row.get(c) for c in every} for row in rows])
            rows.clear()

    for table_name, cells in lines:
        if table_name != name or len(rows) >= _CHUNK:
            flush()
            name = table_name
        table = s.metadata.tables[table_name]
        row = {
            k: Decimal(v["d"]) if isinstance(v, dict) and set(v) == {"d"} and _exact(table, k) else v
            for k, v in cells.items()
        }
        own = {
            c.name for c in table.columns for f in c.foreign_keys if f.column.table is table and c.name in row
        }
        if own:
            later.append((table, row["id"], {c: row.pop(c) for c in own}))
        rows.append(row)
        count += 1
    flush()
    for table, key, values in later:
        connection.execute(table.update().where(table.c.id == key).values(**values))
    return count


def _exact(table: Any, column: str) -> bool:
    return isinstance(table.c[column].type, (s.ExactDecimal, s.ExactNumber))


def _set_sequences(connection: Connection) -> None:
    """PostgreSQL counts on from the numbers that came in."""
    if connection.dialect.name != "postgresql":
        return
    for table in s.metadata.sorted_tables:
        (key, *rest) = table.primary_key.columns
        named = connection.execute(
            text("SELECT pg_get_serial_sequence(:t, :c)"), {"t": f'"{table.name}"', "c": key.name}
        ).scalar()
        if named and not rest:
            most = (
                f'SELECT setval(:s, (SELECT coalesce(max("{key.name}"), 0) + 1 FROM "{table.name}"), false)'  # noqa: S608
            )
            connection.execute(text(most), {"s": named})
