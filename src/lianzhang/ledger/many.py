"""Rows in bulk: what SQLAlchemy does for every row of an insertion is done once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Connection, Table, insert

__all__ = ["insert_many"]


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the columns of the first, types bound as the table declares them.

    SQLite only is fed directly; PostgreSQL sends many rows in one statement already.
    """
    if not rows:
        return
    dialect = connection.dialect
    if dialect.name != "sqlite":
        connection.execute(insert(table), rows)
        return
    names = list(rows[0])
    columns = []
    for name in names:
        bind = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        values = [row[name] for row in rows]
        if bind is not None and isinstance(table.c[name].type, JSON):  # None is a JSON value
            values = [bind(v) for v in values]
        elif bind is not None:
            values = [None if v is None else bind(v) for v in values]
        columns.append(values)
    compiled = insert(table).compile(dialect=dialect, column_keys=names)
    order = [names.index(name) for name in compiled.positiontup or ()]
    connection.exec_driver_sql(str(compiled), list(zip(*(columns[i] for i in order))))
