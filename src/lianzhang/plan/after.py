"""Checks after the solve: the range of the figures that the solver saw, and the balance of every element."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from lianzhang.chain.tables_units import parse_unit, without_time
from lianzhang.core import Basis, SolveBasis, Text, UnitError
from lianzhang.plan.answer import Answer, Floats
from lianzhang.plan.model import Model
from lianzhang.plan.program import Program
from lianzhang.plan.result import Plan

__all__ = ["elements", "ranges"]

TOLERANCE = 1e-3
"""Of the larger side; that with which the catalogue itself was made."""


def _ends(values: npt.NDArray[Any]) -> tuple[float, float] | None:
    size = np.abs(values[np.isfinite(values) & (values != 0)])
    return (float(size.min()), float(size.max())) if len(size) else None


def ranges(p: Program) -> dict[str, tuple[float, float] | None]:
    """Smallest and largest size of the non-zero coefficients, costs, bounds and right-hand sides; None where there is none.

    Ten powers of ten or more between the ends of one of them is more than double precision and the solver's tolerances
    (1e-7) carry well: choose other units for the commodities (万t, GWh).
    """
    return {
        "matrix": _ends(p.value), "cost": _ends(p.cost), "bounds": _ends(np.concatenate([p.lower, p.upper])),
        "rows": _ends(np.concatenate([p.row_lower, p.row_upper])),
    }  # fmt: skip


def _contents(m: Model) -> tuple[Floats, npt.NDArray[np.bool_], tuple[str, ...]]:
    """Commodities × elements: t of each element in one unit as the case counts it; whether the catalogue knows it; elements."""
    from lianzhang.chain import ELEMENTS, catalogue

    of = catalogue().commodities
    content = np.zeros((len(m.case.commodities), len(ELEMENTS)))
    known = np.zeros(len(content), dtype=bool)
    for k, (name, unit) in enumerate(zip(m.case.commodities, m.case.units)):
        if name not in of.index:
            continue
        at = of.index[name]
        try:
            here, there = parse_unit(unit), parse_unit(str(of.unit[at]))
        except UnitError:
            continue
        if without_time(here) == without_time(there):
            content[k] = of.content[at] * float(here.factor / there.factor)
            known[k] = True
    return content, known, tuple(ELEMENTS)


def elements(plan: Plan) -> Answer:
    """Element by element, what every process of the plan takes in and puts out over all years.

    Only processes whose commodities all stand in the packaged catalogue (by identifier) are judged; the others are named in a
    note. Table: ``process``, ``element``, ``into``, ``out`` (t over all years), ``broken`` (puts out more than it takes in). Raises
    ValueError for a plan without a solution.
    """
    m = plan.model
    if m is None or plan.values is None:
        raise ValueError("the element check needs a plan that fits")
    case = m.case
    content, known, names = _contents(m)
    t = m.year_count
    activity = plan.values[m.activity_start : m.activity_start + len(m.site_region) * t].reshape(-1, t)
    total = np.bincount(
        m.site_process, weights=activity @ np.array(case.settings.weights), minlength=len(case.processes)
    )
    rows, skipped = [], []
    for p in np.flatnonzero(total > 0).tolist():
        span = slice(m.recipe_starts[p], m.recipe_starts[p + 1])
        goods, quantity = m.recipe_commodity[span], m.recipe_quantity[span] * total[p]
        if not known[goods].all():
            skipped.append(case.processes[p])
            continue
        into, out = np.maximum(-quantity, 0) @ content[goods], np.maximum(quantity, 0) @ content[goods]
        for e in np.flatnonzero(into + out).tolist():
            broken = bool(out[e] > into[e] * (1 + TOLERANCE))
            rows.append((case.processes[p], names[e], float(into[e]), float(out[e]), broken))
    kinds: dict[str, Any] = {
        "process": pl.String, "element": pl.String, "into": pl.Float64, "out": pl.Float64, "broken": pl.Boolean,
    }  # fmt: skip

    def basis(row: Mapping[str, Any], column: str) -> Basis:
        process = case.processes.index(row["process"])
        table = case.table("recipes")
        at = np.flatnonzero(table["process"] == process) if table is not None else ()
        return SolveBasis(
            case.fingerprint,
            f"{row['element']} {column} of {row['process']}",
            (),
            tuple(case.basis("recipes", int(i)) for i in at),
        )

    notes = []
    if skipped:
        listed = ", ".join(skipped[:10])
        notes.append(
            Text(
                f"未核对元素平衡（物料不在目录中）：{listed}",
                f"not judged, commodities not in the catalogue: {listed}",
            )
        )
    return Answer(
        pl.DataFrame(rows, schema=kinds, orient="row"),
        {"into": "t", "out": "t"},
        basis,
        {},
        tuple(notes),
        {"plan": plan},
    )
