"""Expanding ``*`` and parent regions of the planning tables into the places and years of the plan.

A *place* is a region where something can stand: one with nothing under it, or one that the tables ``capacity`` or
``routes`` name. ``*`` is shorthand for one row per place; a parent stands for the sum of the places under it where
the row is an amount, and for each of them where it is a price. Where two rows speak of the same thing, the one
that names more keys wins; two that name equally many contradict each other, which is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import EVERY, PlanningCase, Table
from lianzhang.core import Problems, Text
from lianzhang.plan.standing import runs_of

__all__ = ["Costs", "Expanded", "expand", "is_leaf", "places", "resolve_costs", "site_members"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Expanded:
    """Rows of a table after expansion, as parallel arrays: ``row`` index into the table, ``region``, ``year`` and
    ``process`` codes, ``owner`` the region that the row names (:data:`EVERY` for ``*``)."""

    row: Ints
    region: Ints
    year: Ints
    process: Ints
    owner: Ints


def places(case: PlanningCase) -> Ints:
    """Regions where something can stand, in order."""
    found = is_leaf(case)
    for table, columns in (("capacity", ("region",)), ("routes", ("from", "to"))):
        named = case.table(table)
        if named is not None:
            for column in columns:
                found[named[column][named[column] >= 0]] = True
    return np.flatnonzero(found)


def is_leaf(case: PlanningCase) -> npt.NDArray[np.bool_]:
    """Per region: whether nothing is under it."""
    found = np.zeros(len(case.regions), dtype=bool)
    found[case.leaves] = True
    return found


def expand(
    case: PlanningCase,
    table: Table,
    here: Ints,
    *,
    spread: bool = False,
    same: Sequence[str] = (),
) -> Expanded:
    """Expand ``region``, ``process`` and ``year`` of a table, as far as it has them.

    ``here`` are the places; with ``spread`` a parent becomes each place under it. ``same`` are further key columns: of
    rows that fall on the same region, process, year and these, the one naming more keys stays.
    Raises :class:`~lianzhang.core.InputError` when two rows contradict each other.
    """
    groups = _groups(case, table, here, spread)
    parts: list[list[Ints]] = [[], [], [], []]
    for at, *keys in groups:
        shape = (len(at), *(k.shape[1] for k in keys))
        spans = [keys[0][:, :, None, None], keys[1][:, None, :, None], keys[2][:, None, None, :]]
        for part, span in zip(parts, [at[:, None, None, None], *spans]):
            part.append(np.broadcast_to(span, shape).ravel())
    row, region, year, process = (_one(p) for p in parts)
    full = Expanded(row, region, year, process, table["region"][row])
    if len(groups) == 1:
        return full  # rows of one pattern differ in their keys, so that no two fall on the same place
    keep = _most_specific(case, table, full, [table[c][row] for c in same])
    return Expanded(*(getattr(full, f)[keep] for f in ("row", "region", "year", "process", "owner")))


def _groups(
    case: PlanningCase, table: Table, here: Ints, spread: bool
) -> list[tuple[Ints, Ints, Ints, Ints]]:
    """Rows that expand together: those of one pattern of stars; a parent's, with ``spread``, each alone. Of each group the rows, and the
    region, year and process codes that each row stands for (rows × codes)."""
    zero = np.zeros(len(table), dtype=np.int64)
    region = table["region"]
    process = table.columns.get("process", zero)
    year = table.columns.get("year", zero)
    parent = np.zeros(len(table), dtype=bool)
    if spread:
        parent = (region >= 0) & ~is_leaf(case)[np.maximum(region, 0)]
    every = (here, np.arange(len(case.years)), np.arange(len(case.processes)))
    pattern = 4 * (region == EVERY) + 2 * (year == EVERY) + (process == EVERY)
    rows = [np.flatnonzero(~parent & (pattern == k)) for k in np.flatnonzero(np.bincount(pattern[~parent]))]
    rows += [np.array([i]) for i in np.flatnonzero(parent)]
    groups = []
    for at in rows:
        keys = [
            values[at][:, None]
            if values[at[0]] != EVERY
            else np.broadcast_to(options, (len(at), len(options)))
            for values, options in zip((region, year, process), every)
        ]
        if parent[at[0]]:
            under = case.below[int(region[at[0]])]
            keys[0] = under[np.isin(under, here)][None, :]
        groups.append((at, keys[0], keys[1], keys[2]))
    return groups


def _one(parts: list[Ints]) -> Ints:
    joined = parts[0] if len(parts) == 1 else np.concatenate(parts)
    return joined.astype(np.int64, copy=False)


def _pattern(table: Table) -> Ints:
    """Which of region, process and year a row leaves open."""
    stars = [table[c] == EVERY for c in ("region", "process", "year") if c in table.columns]
    return np.asarray(np.sum([s * 2**k for k, s in enumerate(stars)], axis=0), dtype=np.int64)


def _rank(case: PlanningCase, table: Table, row: Ints) -> Ints:
    """How much a row names: each named key counts, a region lower in the tree counts for more."""
    depth = np.zeros(len(case.regions) + 1, dtype=np.int64)
    for r in range(len(case.regions)):
        above = int(case.parent[r])
        while above >= 0:
            depth[r] += 1
            above = int(case.parent[above])
    region = table["region"]
    rank = np.where(region >= 0, 1000 + depth[region], 0)
    for column in ("process", "year"):
        if column in table.columns:
            rank = rank + np.where(table[column] >= 0, 1000, 0)
    return np.asarray(rank[row], dtype=np.int64)


def _most_specific(
    case: PlanningCase, table: Table, full: Expanded, same: Sequence[npt.NDArray[np.int64]]
) -> Ints:
    codes = [np.unique(s, return_inverse=True)[1] for s in same]
    rank = _rank(case, table, full.row)
    order = np.lexsort((-rank, *codes, full.year, full.process, full.region))
    keys = [k[order] for k in (*codes, full.year, full.process, full.region)]
    first = np.ones(len(order), dtype=bool)
    if len(order):
        first[1:] = np.any([k[1:] != k[:-1] for k in keys], axis=0)
        named, pattern = rank[order] // 1000, _pattern(table)[full.row[order]]
        tie = (
            ~first[1:]
            & first[:-1]
            & (named[1:] == named[:-1])
            & ((pattern[1:] != pattern[:-1]) | (rank[order][1:] == rank[order][:-1]))
        )
        _contradictions(table, [(full.row[order[k + 1]], full.row[order[k]]) for k in np.flatnonzero(tie)])
    return np.sort(order[first])


def _contradictions(table: Table, pairs: list[tuple[int, int]]) -> None:
    problems = Problems()
    for pair in sorted({(max(p), min(p)) for p in pairs}):
        here, there = (int(table.rows[i]) if len(table.rows) else i + 2 for i in pair)
        problems.add(
            table.file,
            Text(
                f"与第 {there} 行都适用于同一处，且同样具体：请补一行写明",
                f"and row {there} both apply to the same place and year, and name equally much: add a row that names all",
            ),
            where=f"row {here}",
        )
    problems.raise_if_any()


@dataclass(frozen=True)
class _Cells:
    """Which row gives which cells of an array of regions × processes × years: ``place`` (region × processes + process) and ``year``, or
    every year where that is None, as the rows ``row`` say; the shapes fit each other."""

    place: Ints
    year: Ints | None
    row: Ints

    def fill(self, out: npt.NDArray[Any], values: npt.NDArray[Any]) -> None:
        """Write the figure of each row (or one for all) into its cells of ``out``."""
        flat = out.reshape(-1, out.shape[-1])
        if self.year is None:
            flat[self.place] = values[self.row][..., None]
        else:
            flat[self.place, self.year] = values[self.row]


@dataclass(frozen=True)
class Costs:
    """Regions × processes × years: capex, fixed and variable cost (NaN: not given); ``cells``: where each of the three came from."""

    capex: Floats
    fixed: Floats
    variable: Floats
    cells: tuple[_Cells | None, ...]

    @cached_property
    def rows(self) -> npt.NDArray[np.int32]:
        """The table row that each figure came from (3 × regions × processes × years); −1 where none gives it."""
        out = np.full((3, *self.capex.shape), -1, dtype=np.int32)
        for part, cells in zip(out, self.cells):
            if cells is not None:
                cells.fill(part, np.arange(cells.row.max(initial=0) + 1))
        return out


def resolve_costs(case: PlanningCase, here: Ints) -> Costs:
    """Costs by place; each of the three columns is resolved on its own, so that a row may give one and leave the rest."""
    shape = (len(case.regions), len(case.processes), len(case.years))
    found = [np.full(shape, np.nan) for _ in range(3)]
    cells: list[_Cells | None] = [None, None, None]
    table = case.table("costs")
    if table is None:
        return Costs(found[0], found[1], found[2], tuple(cells))
    before: Ints | None = None
    for k, name in enumerate(("capex", "fixed", "variable")):
        given = np.flatnonzero(~np.isnan(table[name]))
        if not len(given):
            continue
        if before is None or not np.array_equal(before, given):
            keys = {c: table[c][given] for c in ("region", "process", "year")}
            lines = table.rows[given] if len(table.rows) else given + 2
            of = _cells(case, Table(table.name, table.file, keys, lines), here, given)
            before = given
        of.fill(found[k], table[name])
        cells[k] = of
    return Costs(found[0], found[1], found[2], tuple(cells))


def _cells(case: PlanningCase, table: Table, here: Ints, given: Ints) -> _Cells:
    """The cells of the rows of ``table``, which are ``given`` of a larger one."""
    count, groups = len(case.processes), _groups(case, table, here, True)
    if len(groups) > 1:
        e = expand(case, table, here, spread=True)
        return _Cells(e.region * count + e.process, e.year, given[e.row])
    at, region, year, process = groups[0]
    if table["year"][at[0]] == EVERY:
        return _Cells(region[:, :, None] * count + process[:, None, :], None, given[at][:, None, None])
    place = region[:, :, None, None] * count + process[:, None, None, :]
    return _Cells(place, year[:, None, :, None], given[at][:, None, None, None])


def site_members(
    case: PlanningCase, regions: Ints, site_region: Ints, weight: Floats
) -> tuple[Ints, Ints, Floats]:
    """For rows that sum over a region and everything under it: (row, site, weight) of every site with a weight."""
    under = np.concatenate(case.below)
    runs = np.cumsum([0, *map(len, case.below)])
    some = np.flatnonzero(weight)
    some = some[np.argsort(site_region[some], kind="stable")]
    starts = np.searchsorted(site_region[some], np.arange(len(case.regions) + 1))
    of, row = runs_of(runs, regions)
    entry, position = runs_of(starts, under[of])
    site = some[entry]
    return row[position], site, weight[site]
