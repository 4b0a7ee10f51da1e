"""The physical catalogue: commodities, processes and flows as unchanging arrays, with the row behind every figure.

Arrays are floats for computing; the printed decimals stay in the tables, and :meth:`Catalogue.flow`, ``economics``, ``price``
and ``lifetime`` return them as :class:`~lianzhang.core.Quantity` with the row as basis. Sources: ``data/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lianzhang.chain.catalogue_tables import Table
from lianzhang.core import InputError, Problem, Quantity, RowBasis, Text, nearest

if TYPE_CHECKING:
    import polars as pl
    import scipy.sparse as sp

__all__ = ["ELEMENTS", "Catalogue", "Commodities", "Flows", "Processes"]

ELEMENTS = ("li", "ni", "co", "mn", "p", "fe", "f", "cu", "al", "na", "pb", "graphite")
"""Columns of :attr:`Commodities.fractions`; ``graphite`` is graphitic or graphitisable carbon."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Commodities:
    """``n`` commodities. ``mass`` (n,) t per unit, NaN where not stated; ``fractions`` (n, 12) shares of that mass;
    ``embodied`` (n,) t CO2e per unit of bought inputs, NaN where not stated; ``segment`` leaf of the node tree.
    """

    ids: tuple[str, ...]
    zh: tuple[str, ...]
    en: tuple[str, ...]
    unit: tuple[str, ...]
    mass: Floats
    fractions: Floats
    embodied: Floats
    segment: tuple[str, ...]
    gb4754: tuple[str | None, ...]
    role: tuple[str, ...]
    formula: tuple[str, ...]
    index: Mapping[str, int] = field(repr=False)

    @cached_property
    def content(self) -> Floats:
        """(n, 12) t of each element per unit; zero where the composition is not stated."""
        return np.nan_to_num(self.mass)[:, None] * self.fractions

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Processes:
    """``m`` processes: ``output`` (m,) position of the main commodity; ``nominal_yield`` (m,) of the key element, NaN where not stated."""

    ids: tuple[str, ...]
    zh: tuple[str, ...]
    en: tuple[str, ...]
    output: Ints
    key_element: tuple[str, ...]
    nominal_yield: Floats
    segment: tuple[str, ...]
    index: Mapping[str, int] = field(repr=False)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Flows:
    """``k`` flows in coordinate form: ``process`` (k,), ``commodity`` (k,), quantity per unit of main output, its numeric ends.

    ``row`` (k,) is the position in ``flows.csv``; sheets count it two higher.
    """

    process: Ints
    commodity: Ints
    quantity: Floats
    low: Floats
    high: Floats
    row: Ints
    shape: tuple[int, int]
    position: Mapping[tuple[int, int], int] = field(repr=False)

    def __len__(self) -> int:
        return len(self.quantity)

    def matrix(self, which: str = "quantity") -> sp.csc_array:
        """(commodities, processes) sparse matrix; ``which`` is ``quantity``, ``low`` or ``high``."""
        import scipy.sparse as sp

        return sp.csc_array((getattr(self, which), (self.commodity, self.process)), shape=self.shape)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything the packaged tables say, checked: see :func:`lianzhang.chain.catalogue`."""

    commodities: Commodities
    processes: Processes
    flows: Flows
    tables: Mapping[str, Table] = field(repr=False)

    def __repr__(self) -> str:
        c, p, f = len(self.commodities), len(self.processes), len(self.flows)
        return (
            f"<Catalogue: {c} commodities, {p} processes, {f} flows, {len(self.tables['economics'])} economics rows, "
            f"{len(self.tables['prices'])} prices, {len(self.tables['lifetimes'])} lifetimes>"
        )

    # -- positions and names -------------------------------------------------------------------------------------------

    def commodity(self, name: str) -> int:
        """Position of a commodity id. Raises :class:`InputError` with the nearest id when there is none."""
        return _position(self.commodities.index, name, Text("物料", "commodity"))

    def process(self, name: str) -> int:
        """Position of a process id. Raises :class:`InputError` with the nearest id when there is none."""
        return _position(self.processes.index, name, Text("工艺", "process"))

    def name(self, identifier: str) -> Text:
        """Names of a commodity or process."""
        for group in (self.commodities, self.processes):
            if identifier in group.index:
                at = group.index[identifier]
                return Text(group.zh[at], group.en[at])
        raise InputError([Problem("catalogue", Text(f"没有 {identifier}", f"there is no {identifier}"))])

    def unit(self, commodity: str) -> str:
        """Unit of a commodity."""
        return self.commodities.unit[self.commodity(commodity)]

    # -- figures with their rows ---------------------------------------------------------------------------------------

    def figure(self, table: str, row: int, column: str = "value", unit: str | None = None) -> Quantity:
        """A cell of a table as a quantity; ``low`` and ``high`` of the row go with its main figure."""
        rows = self.tables[table]
        cells = rows.records[row]
        main = column in ("value", "quantity", "target")
        low, high = (rows.decimal(row, "low"), rows.decimal(row, "high")) if main else (None, None)
        basis = self.row(table, row, column)
        return Quantity(rows.decimal(row, column), unit or cells.get("unit", "1"), basis, low, high)

    def row(self, table: str, row: int, column: str = "value") -> RowBasis:
        """The row of a packaged table as a basis, its source keys written out."""
        rows = self.tables[table]
        keys = rows.records[row].get("source", "")
        return RowBasis(*rows.place(row), column, rows.cells(row), self.sources(keys))

    def sources(self, keys: str) -> str:
        """Source keys written out: ``eb23;mem`` → key and label of each."""
        labels = self._labels
        parts = [k for k in keys.split(";") if k]
        return "; ".join(f"{labels[k]} [{k}]" if labels.get(k, k) != k else k for k in parts)

    def flow(self, process: str, commodity: str) -> Quantity | None:
        """Quantity of a commodity per unit of the main output (inputs negative), or None when the process does not touch it."""
        key = (self.process(process), self.commodity(commodity))
        at = self.flows.position.get(key)
        if at is None:
            return None
        own, per = self.unit(commodity), self.commodities.unit[self.processes.output[key[0]]]
        return self.figure("flows", int(self.flows.row[at]), "quantity", f"{own}/{per}")

    def economics(self, process: str, parameter: str) -> Quantity | None:
        """An economic parameter of a process, or None where the tables have none."""
        self.process(process)
        at = self._economics.get((process, parameter))
        return None if at is None else self.figure("economics", at)

    def price(self, commodity: str) -> Quantity | None:
        """Reference price of October 2025, VAT included, with its range 2021–2025; None where the tables have none.

        Utilities are priced as ``utility:electricity`` and so on.
        """
        at = self._prices.get((commodity, "reference"), [])
        return self.figure("prices", at[0]) if at else None

    def price_observations(self, commodity: str) -> tuple[tuple[str, str, Quantity], ...]:
        """Dated quotations as (period, condition, price), VAT included."""
        rows = self.tables["prices"].records
        found = self._prices.get((commodity, "observation"), [])
        return tuple((rows[i]["time"], rows[i]["condition"], self.figure("prices", i)) for i in found)

    def lifetime(
        self, segment: str, chemistry: str, parameter: str, condition: str | None = None
    ) -> Quantity | None:
        """A lifetime, collection or share figure; ``condition`` picks one where several stand. None where there is none."""
        for i, r in enumerate(self.tables["lifetimes"].records):
            named = r["segment"] == segment and r["parameter"] == parameter
            if named and (chemistry in r["chemistry"].split(";")) and condition in (None, r["condition"]):
                return self.figure("lifetimes", i)
        return None

    def assumption(self, key: str) -> Quantity:
        """One of the catalogue's own assumptions (``vat``, ``load``)."""
        for i, r in enumerate(self.tables["assumptions"].records):
            if r["key"] == key:
                return self.figure("assumptions", i)
        raise InputError([Problem("assumptions.csv", Text(f"没有 {key}", f"there is no {key}"))])

    def makers(self, commodity: str) -> tuple[str, ...]:
        """Processes whose main output is the commodity."""
        at = self.commodity(commodity)
        return tuple(p for p, out in zip(self.processes.ids, self.processes.output) if out == at)

    def users(self, commodity: str) -> tuple[str, ...]:
        """Processes that take the commodity in."""
        hit = (self.flows.commodity == self.commodity(commodity)) & (self.flows.quantity < 0)
        return tuple(self.processes.ids[p] for p in self.flows.process[hit])

    def frames(self) -> dict[str, pl.DataFrame]:
        """The tables as Polars frames, figures as floats, for looking around."""
        import polars as pl

        out: dict[str, pl.DataFrame] = {}
        for name, table in self.tables.items():
            columns: dict[str, list[Any]] = {c: [r[c] or None for r in table.records] for c in table.columns}
            frame = pl.DataFrame(columns, schema=dict.fromkeys(table.columns, pl.String))
            out[name] = frame.with_columns(pl.col(c).cast(pl.Float64) for c in table.figures)
        return out

    # -- look-ups ------------------------------------------------------------------------------------------------------

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {r["key"]: r["label"] for r in self.tables["sources"].records}

    @cached_property
    def _economics(self) -> dict[tuple[str, str], int]:
        rows = self.tables["economics"].records
        return {(r["process"], r["parameter"]): i for i, r in enumerate(rows)}

    @cached_property
    def _prices(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for i, r in enumerate(self.tables["prices"].records):
            found.setdefault((r["commodity"], r["kind"]), []).append(i)
        return found


def _position(index: Mapping[str, int], name: str, what: Text) -> int:
    at = index.get(name)
    if at is None:
        problem = Problem(
            "catalogue",
            Text(f"没有{what.zh} {name}", f"there is no {what.en} {name}"),
            nearest=nearest(name, index),
        )
        raise InputError([problem])
    return at
