"""A planning case in memory: the planning tables, typed, with names as codes and every row leading back to its file.

A commodity, region, process or factor is an index into the tuple of its names. In a key column :data:`EVERY` stands
for ``*`` and :data:`BLANK` for an empty cell; numbers are floats with NaN for an empty cell, already converted to the
units of :attr:`PlanningCase.units` (goods) and CNY.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from lianzhang.core import RowBasis, Text

__all__ = ["BLANK", "EVERY", "PlanningCase", "Settings", "Table"]

EVERY = -1
"""Code of ``*`` in a key column."""
BLANK = -2
"""Code of an empty cell in a key column."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Settings:
    """What ``case.toml`` says for the plan.

    ``weights`` is the number of years each period stands for; ``rate`` the yearly discount rate; ``convention`` one of
    ``plain``, ``osemosys``, ``temoa``, ``messageix``; the three after it override a part of the convention when set.
    """

    name: str
    years: tuple[int, ...]
    weights: tuple[float, ...]
    rate: float = 0.0
    convention: str = "plain"
    salvage: str | None = None
    capex_timing: str | None = None
    flow_timing: str | None = None
    base_year: int | None = None
    price_year: int | None = None


@dataclass(frozen=True)
class Table:
    """One table: ``columns`` name → array, one entry a row; ``rows`` the row in the sheet (the heading is row 1);
    ``cells`` the row as printed, ``header`` its headings."""

    name: str
    file: str
    columns: Mapping[str, npt.NDArray[Any]]
    rows: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    header: tuple[str, ...] = ()
    cells: Sequence[Sequence[str]] = ()

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def __getitem__(self, column: str) -> npt.NDArray[Any]:
        return self.columns[column]


@dataclass(frozen=True)
class PlanningCase:
    """The planning tables of one case, checked and unit-converted.

    ``parent`` is the index of the region above, :data:`BLANK` at the top; ``exact`` whether a commodity's balance is an
    equation; ``output`` the main output of each process; ``survival`` per process the share left at age 0, 1, 2 … or
    one yearly share, or empty. ``notes`` are readings that the user should know of.
    """

    settings: Settings
    commodities: tuple[str, ...]
    units: tuple[str, ...]
    exact: npt.NDArray[np.bool_]
    regions: tuple[str, ...]
    parent: Ints
    processes: tuple[str, ...]
    output: Ints
    lifetime: Floats
    lead_time: Floats
    minimum_size: Floats
    unit_size: Floats
    survival: tuple[tuple[float, ...], ...]
    factors: tuple[str, ...] = ()
    factor_units: tuple[str, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()

    @property
    def name(self) -> str:
        """Name of the case."""
        return self.settings.name

    @property
    def years(self) -> tuple[int, ...]:
        """The years (periods) of the plan."""
        return self.settings.years

    def table(self, name: str) -> Table | None:
        """The table, or None when it is absent or has no row."""
        found = self.tables.get(name)
        return found if found is not None and len(found) else None

    def process_unit(self, process: int) -> str:
        """Unit of a process's activity; its capacity is in the same unit a year."""
        return self.units[int(self.output[process])]

    def basis(self, table: str, index: int, column: str = "") -> RowBasis:
        """The row of a table that a figure rests on."""
        found = self.tables[table]
        if not len(found.cells):
            return RowBasis(found.file, int(index) + 2, column, ())
        cells = tuple(zip(found.header, found.cells[index], strict=False))
        source = next((v for k, v in cells if k in ("source", "来源") and v), "")
        return RowBasis(found.file, int(found.rows[index]), column, cells, source)

    @cached_property
    def below(self) -> tuple[Ints, ...]:
        """Per region: itself and every region under it."""
        members: list[list[int]] = [[] for _ in self.regions]
        for region in range(len(self.regions)):
            above = region
            while above >= 0:
                members[above].append(region)
                above = int(self.parent[above])
        return tuple(np.array(m, dtype=np.int64) for m in members)

    @cached_property
    def leaves(self) -> Ints:
        """Regions with nothing under them: what ``*`` stands for where a row is an amount."""
        inner = set(self.parent.tolist())
        return np.array([r for r in range(len(self.regions)) if r not in inner], dtype=np.int64)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of everything that decides the plan, for :class:`~lianzhang.core.SolveBasis`."""
        digest = hashlib.sha256()
        plain = [
            repr(self.settings), self.commodities, self.units, self.regions, self.processes, self.survival,
            self.factors, self.factor_units,
        ]  # fmt: skip
        digest.update(json.dumps(plain, ensure_ascii=False, default=str).encode())
        for array in (self.exact, self.parent, self.output, self.lifetime, self.lead_time, self.minimum_size):
            digest.update(np.ascontiguousarray(array).tobytes())
        digest.update(np.ascontiguousarray(self.unit_size).tobytes())
        for name in sorted(self.tables):
            digest.update(name.encode())
            for column, values in sorted(self.tables[name].columns.items()):
                digest.update(column.encode())
                raw = repr(values.tolist()).encode() if values.dtype == object else values.tobytes()
                digest.update(raw)
        return digest.hexdigest()[:16]
