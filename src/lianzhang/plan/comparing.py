"""Two plans side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl

from lianzhang.core import Basis, FormulaBasis, Quantity, SolveBasis, Text
from lianzhang.plan.answer import Answer, solve_basis
from lianzhang.plan.lineage_tables import sources_of
from lianzhang.plan.result import Plan

__all__ = ["compare"]

KEYS: Mapping[str, tuple[str, ...]] = {
    "build": ("region", "process", "year"), "activity": ("region", "process", "year"),
    "capacity": ("region", "process", "year"), "flow": ("from", "to", "commodity", "mode", "year"),
    "trade": ("region", "commodity", "year", "side", "step"), "unmet": ("region", "commodity", "year"),
    "draw": ("region", "commodity", "year"), "shortfall": ("region", "metric", "year"),
    "reuse": ("region", "commodity", "year"), "stock": ("region", "commodity", "year"),
}  # fmt: skip
_ALL = ("region", "from", "to", "mode", "process", "commodity", "metric", "side", "step", "year")


def compare(
    a: Plan, b: Plan, *, tables: Sequence[str] = ("build", "activity", "trade", "unmet", "shortfall")
) -> Answer:
    """Every figure of two plans beside each other: ``table``, keys, ``a``, ``b``, ``difference`` (b − a), ``unit``.

    A row that only one plan has counts as 0 in the other. Figures: ``a``, ``b`` and ``difference`` of the objective.
    Raises ValueError for a plan without a solution or an unknown table.
    """
    if a.objective is None or b.objective is None or a.model is None or b.model is None:
        raise ValueError("both plans must have a solution")
    if unknown := [t for t in tables if t not in KEYS]:
        raise ValueError(f"cannot compare {', '.join(unknown)}; choose from {', '.join(KEYS)}")
    frame = pl.concat([_side_by_side(a, b, t) for t in tables], how="diagonal")
    frame = frame.select("table", *(k for k in _ALL if k in frame.columns), "a", "b", "difference", "unit")
    plans = {"a": a, "b": b}
    places = {name: {t: _places(p, t) for t in tables} for name, p in plans.items()}

    def basis(row: Mapping[str, Any], column: str) -> Basis:
        if column != "difference":
            return _found(plans[column], places[column], row)
        parts = tuple(
            (k, Quantity(Decimal(repr(row[k])), row["unit"], _found(plans[k], places[k], row)))
            for k in ("b", "a")
        )
        return FormulaBasis(Text("后者减前者", "b less a"), parts)

    figures = {
        k: Quantity(Decimal(repr(p.objective)), "CNY", solve_basis(p.model, "objective"))
        for k, p in plans.items()
        if p.model is not None
    }
    gap = Decimal(repr(b.objective)) - Decimal(repr(a.objective))
    figures["difference"] = Quantity(
        gap, "CNY", FormulaBasis(Text("后者减前者", "b less a"), (("b", figures["b"]), ("a", figures["a"])))
    )
    return Answer(frame, dict.fromkeys(("a", "b", "difference"), ""), basis, figures, plans=plans)


def _side_by_side(a: Plan, b: Plan, table: str) -> pl.DataFrame:
    keys = [*KEYS[table], "unit"]
    # Two offers may serve the same place, commodity and year: they are compared as one.
    sums = [
        p.tables[table].group_by(keys, maintain_order=True).agg(pl.col("quantity").sum().alias(name))
        for p, name in ((a, "a"), (b, "b"))
    ]
    both = sums[0].join(sums[1], on=keys, how="full", coalesce=True, nulls_equal=True)
    return both.with_columns(pl.col("a").fill_null(0.0), pl.col("b").fill_null(0.0)).select(
        pl.lit(table).alias("table"),
        *keys[:-1],
        "a",
        "b",
        (pl.col("b") - pl.col("a")).alias("difference"),
        "unit",
    )


def _places(plan: Plan, table: str) -> dict[tuple[Any, ...], list[int]]:
    """Which rows of a table of a plan have the same keys."""
    out: dict[tuple[Any, ...], list[int]] = {}
    for i, key in enumerate(plan.tables[table].select(KEYS[table]).iter_rows()):
        out.setdefault(key, []).append(i)
    return out


def _found(
    plan: Plan, places: Mapping[str, Mapping[tuple[Any, ...], list[int]]], row: Mapping[str, Any]
) -> SolveBasis:
    """The basis of one figure in one plan; where the plan has no such row, the solve itself."""
    table, m = row["table"], plan.model
    assert m is not None
    key = tuple(row[k] for k in KEYS[table])
    name = f"{table}: " + " · ".join(str(k) for k in key)
    hit: Sequence[int] = places[table].get(key, ())
    codes = dict.fromkeys(c for i in hit for c in sources_of(plan, table, i)[0])
    if len(hit) and table in plan.columns:
        basis = plan.quantity(table, hit[0]).basis
        assert isinstance(basis, SolveBasis)
        return replace(basis, rows=m.lineage.bases(tuple(codes)))
    return SolveBasis(m.case.fingerprint, name, (), m.lineage.bases(tuple(codes)))
