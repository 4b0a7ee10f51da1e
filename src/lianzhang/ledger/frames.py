"""The ledger as Polars frames. Exact decimals stand as text in ``*_text`` columns, beside floats to compute with."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import polars as pl
from sqlalchemy import Boolean, Connection, Double, Integer, Table, select

from lianzhang.ledger import schema as s

__all__ = ["frames", "register_frame"]

_LEAVE_OUT = {"raw", "text", "map", "digest", "zones"}
_INNER = {"digest", "key", "gone", "merged_into"}
_TABLES = (
    ("documents", s.documents), ("claims", s.claims), ("facts", s.facts), ("entities", s.entities), ("projects", s.projects),
    ("changes", s.changes), ("matters", s.matters),
)  # fmt: skip


def _frame(connection: Connection, name: str, table: Table) -> pl.DataFrame:
    query = select(table).order_by(*table.primary_key.columns)
    if name == "documents":
        query = query.where(s.documents.c.state == "current")
    if name == "claims":
        query = query.where(s.claims.c.active.is_(True))
    if name in s.register_tables:
        query = query.where(table.c.gone.is_(False), table.c.merged_into.is_(None))
    rows = connection.execute(query).mappings().all()
    columns: dict[str, pl.Series] = {}
    for column in table.columns:
        if (name == "documents" and column.name in _LEAVE_OUT) or column.name in _INNER:
            continue
        values = [r[column.name] for r in rows]
        if isinstance(column.type, (s.ExactDecimal, s.ExactNumber)):
            columns[column.name] = _series(
                column.name, [None if v is None else float(v) for v in values], pl.Float64
            )
            columns[f"{column.name}_text"] = _series(
                f"{column.name}_text", [_exact(v) for v in values], pl.String
            )
        elif isinstance(column.type, Boolean):
            columns[column.name] = _series(column.name, values, pl.Boolean)
        elif isinstance(column.type, Integer):
            columns[column.name] = _series(column.name, values, pl.Int64)
        elif isinstance(column.type, Double):
            columns[column.name] = _series(column.name, values, pl.Float64)
        else:
            columns[column.name] = _series(column.name, [_plain(v) for v in values], pl.String)
    return pl.DataFrame(list(columns.values()))


def _series(name: str, values: list[Any], dtype: Any) -> pl.Series:
    return pl.Series(name, values, dtype=dtype)


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _plain(value: Any) -> str | None:
    """Lists as JSON text."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def frames(connection: Connection) -> dict[str, pl.DataFrame]:
    """Frames by name: documents (current, without their texts), claims (that count), facts, entities, projects, changes,
    matters."""
    return {name: _frame(connection, name, table) for name, table in _TABLES}


def register_frame(connection: Connection, register: str) -> pl.DataFrame:
    """The records of one register that stand; a link is the number of the record that it leads to."""
    return _frame(connection, register, s.register_tables[register])
