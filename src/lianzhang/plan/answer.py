"""What the questions beyond the optimum have in common: a tidy table whose every figure has a basis, and linear measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lianzhang.core import Basis, FormulaBasis, Quantity, RowBasis, SolveBasis, Text
from lianzhang.plan.lineage import Sources, codes_of, everything
from lianzhang.plan.model import Model
from lianzhang.plan.program import Program
from lianzhang.plan.sites import gross_output
from lianzhang.plan.standing import standing_builds

if TYPE_CHECKING:
    import polars as pl

    from lianzhang.plan.result import Plan

__all__ = ["Answer", "append_row", "bought", "build_sums", "factor_use", "gap_cost", "made", "solve_basis"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Answer:
    """One question's answer.

    ``table``: tidy rows. ``units``: figure column → its unit; an empty unit means that the row's own ``unit`` column says it.
    ``figures``: single figures of the whole answer (unit CNY unless said). ``plans``: the plans behind it, by name.
    """

    table: pl.DataFrame
    units: Mapping[str, str]
    basis: Callable[[Mapping[str, Any], str], Basis] = field(repr=False, compare=False)
    figures: Mapping[str, Quantity] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    plans: Mapping[str, Plan] = field(default_factory=dict, repr=False)

    def quantity(self, index: int, column: str) -> Quantity:
        """One figure of the table with its basis. KeyError for a column that is no figure, IndexError for a row not there."""
        unit = self.units[column]
        row = self.table.row(index, named=True)
        value = row[column]
        number = None if value is None else Decimal(repr(float(value)))
        return Quantity(number, unit or row["unit"], self.basis(row, column))

    def _source(self, row: Mapping[str, Any], sources: Sources) -> int:
        figures = [c for c in self.units if row.get(c) is not None]
        return sources.index(self._or_all(row, (b for c in figures for b in _behind(self.basis(row, c)))))

    def _or_all(self, row: Mapping[str, Any], found: Iterable[RowBasis]) -> tuple[tuple[str, int, str], ...]:
        """The rows found; where none is named the figure is one of the whole case (of its scenario), and rests on every row."""
        rows = tuple(dict.fromkeys((b.file, b.row, b.column) for b in found))
        plan = self.plans.get(row.get("scenario", ""), next(iter(self.plans.values()), None))
        if rows or plan is None or plan.model is None:
            return rows
        return everything(plan.model.case)

    def to_json(self) -> dict[str, Any]:
        """The answer as plain data: every row and figure with ``source``, its place in the list ``sources`` of table rows."""
        sources = Sources()
        rows = [row | {"source": self._source(row, sources)} for row in self.table.to_dicts()]
        figures = {
            k: {
                "value": q.plain_value(),
                "unit": q.unit,
                "source": sources.index(self._or_all({}, _behind(q.basis))),
            }
            for k, q in self.figures.items()
        }
        return {
            "rows": rows,
            "units": dict(self.units),
            "figures": figures,
            "sources": sources.listed,
            "notes": [{"zh": n.zh, "en": n.en} for n in self.notes],
        }


def _behind(basis: Basis) -> Iterator[RowBasis]:
    """Table rows beneath a basis."""
    if isinstance(basis, RowBasis):
        yield basis
    elif isinstance(basis, SolveBasis):
        yield from basis.rows
    elif isinstance(basis, FormulaBasis):
        for _, q in basis.inputs:
            yield from _behind(q.basis)


def solve_basis(m: Model, variable: str, columns: Ints | None = None) -> SolveBasis:
    """A basis that names the run, what was asked, and the table rows behind some columns."""
    found = {} if columns is None else dict.fromkeys(c for codes in codes_of(m, columns) for c in codes)
    return SolveBasis(m.case.fingerprint, variable, (), m.lineage.bases(tuple(found)))


def append_row(p: Program, weight: Floats, lower: float, upper: float) -> Program:
    """The program with one more row ``lower ≤ weight·x ≤ upper`` at the end (in no block)."""
    from dataclasses import replace

    import scipy.sparse as sp

    shape = (len(p.row_lower), len(p.cost))
    a = sp.csc_array((p.value, p.index, p.starts), shape=shape)
    full = sp.vstack([a, sp.csr_array(weight[None, :])], format="csc")
    return replace(
        p, row_lower=np.append(p.row_lower, lower), row_upper=np.append(p.row_upper, upper),
        starts=full.indptr.astype(np.int32), index=full.indices.astype(np.int32), value=full.data,
    )  # fmt: skip


def _unscaled(m: Model, weight: Floats) -> Floats:
    """Weights per goods → weights per column: a lumpy build is counted in units."""
    for at, by in m.builder.scale:
        weight[at] *= by
    return weight


def build_sums(m: Model, by: tuple[str, ...]) -> tuple[list[tuple[int, ...]], list[Ints]]:
    """Groups of build columns that share the keys in ``by``: (codes, columns) of each."""
    assert m.program is not None
    block = m.program.column_block("build")
    if block is None:
        return [], []
    keys = np.stack([np.asarray(block.keys[k]) for k in by], axis=1)
    groups, inverse = np.unique(keys, axis=0, return_inverse=True)
    order = np.argsort(inverse.ravel(), kind="stable")
    parts = np.split(block.start + order, np.cumsum(np.bincount(inverse.ravel()))[:-1])
    return [tuple(int(v) for v in g) for g in groups], parts


def factor_use(m: Model, factor: int, regions: Ints | None = None) -> tuple[Floats, float]:
    """Total use of a factor over all years (weights × yearly use): weight of every column, and what is used anyway."""
    from lianzhang.plan.rows import use_of

    assert m.program is not None and m.build_of is not None
    out, constant = np.zeros(len(m.program.cost)), 0.0
    t, span = m.year_count, np.array(m.case.settings.weights)
    inside = np.ones(len(m.site_region)) if regions is None else np.isin(m.site_region, regions).astype(float)
    per = use_of(m, factor, "activity") * inside
    sites = len(m.site_region)
    out[m.activity_start : m.activity_start + sites * t] += (per[:, None] * span).ravel()
    per = use_of(m, factor, "build") * inside
    site, year = np.nonzero(m.build_of >= 0)
    # A build is the whole of a period: it is used once.
    out[m.build_of[site, year]] += per[site]
    out[m.projects.start + np.arange(len(m.projects.row))] += per[m.projects.site]
    per = use_of(m, factor, "capacity") * inside
    if per.any():
        (position, at), column, share = standing_builds(m, np.arange(sites), None)
        np.add.at(out, column, per[position] * share * span[at])
        constant = float((per[:, None] * m.existing * span).sum())
    return _unscaled(m, out), constant


def bought(m: Model, commodity: int) -> Floats:
    """Weight of every column in the total bought of a commodity from outside, over all years."""
    assert m.program is not None
    out = np.zeros(len(m.program.cost))
    block = m.program.column_block("trade")
    if block is not None:
        at = np.flatnonzero((block.keys["commodity"] == commodity) & (block.keys["side"] == "buy"))
        out[block.start + at] = np.array(m.case.settings.weights)[block.keys["year"][at]]
    return out


def made(m: Model, commodity: int) -> Floats:
    """Weight of every column in the total made or dug of a commodity, over all years."""
    assert m.program is not None
    out = np.zeros(len(m.program.cost))
    t, span = m.year_count, np.array(m.case.settings.weights)
    gross = gross_output(m.case, commodity)[m.site_process]
    out[m.activity_start : m.activity_start + len(gross) * t] = (gross[:, None] * span).ravel()
    block = m.program.column_block("draw")
    if block is not None:
        at = np.flatnonzero(block.keys["commodity"] == commodity)
        out[block.start + at] = span[block.keys["year"][at]]
    return out


def gap_cost(p: Program, values: Floats) -> float:
    """What the plan pays for unmet demand and missed targets, discounted."""
    blocks = [b for b in p.columns if b.kind in ("unmet", "shortfall")]
    return float(sum(p.cost[b.slice] @ values[b.slice] for b in blocks))
