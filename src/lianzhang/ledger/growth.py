"""Tables that follow their declarations: what a declaration adds is added to the database when a ledger is opened.

A new register is a new table, a new field a new column: neither can lose data, so neither waits for a migration written by
hand. Whatever could lose data (a renamed field, another type, a field that went) is a migration of its own.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, inspect, select
from sqlalchemy.schema import CreateColumn, CreateTable

from lianzhang.ledger import schema as s

__all__ = ["grow", "grown"]


def _shape(connection: Connection) -> str:
    """A digest over the tables that the declarations ask for."""
    dialect = connection.dialect
    text = "\n".join(str(CreateTable(t).compile(dialect=dialect)) for t in s.register_tables.values())
    return hashlib.sha256(text.encode()).hexdigest()


def _add_column(connection: Connection, table: Table, column: Any) -> None:
    dialect = connection.dialect
    clause = str(CreateColumn(column).compile(dialect=dialect)).strip()
    # rows are there already: what a new record must have, an old one cannot
    clause = clause.replace(" NOT NULL", "")
    quote = dialect.identifier_preparer.quote
    for key in column.foreign_keys:
        clause += f" REFERENCES {quote(key.target_fullname.split('.')[0])} (id)"
    connection.exec_driver_sql(f"ALTER TABLE {quote(table.name)} ADD COLUMN {clause}".replace("%", "%%"))


def grown(connection: Connection) -> bool:
    """Whether every declared table and column is there."""
    return connection.execute(select(s.declared_shape.c.digest)).scalar() == _shape(connection)


def grow(connection: Connection) -> bool:
    """Make tables and columns that are declared and missing. Must run inside a write transaction; True when any was made."""
    if grown(connection):
        return False
    there = inspect(connection)
    known = set(there.get_table_names())
    missing = [t for t in s.metadata.sorted_tables if t.name in s.register_tables and t.name not in known]
    for table in missing:
        table.create(connection)
    added = bool(missing)
    for table in s.register_tables.values():
        if table.name not in known:
            continue
        have = {c["name"] for c in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in have:
                _add_column(connection, table, column)
                added = True
    connection.execute(delete(s.declared_shape))
    connection.execute(insert(s.declared_shape).values(id=1, digest=_shape(connection)))
    return added
