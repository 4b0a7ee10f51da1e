"""Rows of a result as ``--json`` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

YEARS = "years = [2025, 2026]"


def rows(result: Mapping[str, Any], table: str, **keys: object) -> list[dict[str, Any]]:
    """The rows of a list with these keys."""
    return [dict(r) for r in result[table] if all(r[k] == v for k, v in keys.items())]


def figures(result: Mapping[str, Any], table: str, **keys: object) -> list[float]:
    """Their quantities (or prices)."""
    return [r["price" if table == "prices" else "quantity"] for r in rows(result, table, **keys)]


def picked(result: Mapping[str, Any], table: str, **keys: object) -> dict[str, Any]:
    """The one row with these keys."""
    hits = rows(result, table, **keys)
    assert len(hits) == 1, (table, keys, result[table])
    return hits[0]


def places(result: Mapping[str, Any], row: Mapping[str, Any]) -> set[str]:
    """``costs 3 capex`` for every row and column behind one row of a result."""
    return {
        " ".join(filter(None, (part["file"].removeprefix("tables/").removesuffix(".csv"), str(number), part.get("column"))))
        for part in result["sources"][row["source"]]
        for number in part["rows"]
    }  # fmt: skip
