"""A linear program as arrays: blocks of columns and rows with their keys, and the matrix straight from triples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Block", "Builder", "Program"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """Columns (or rows) of one kind: ``start``, ``size``, and ``keys`` name → codes, one a column (row)."""

    kind: str
    start: int
    size: int
    keys: Mapping[str, npt.NDArray[Any]]

    @property
    def slice(self) -> slice:
        """Where the block lies."""
        return slice(self.start, self.start + self.size)


@dataclass(frozen=True)
class Program:
    """min ``offset + cost·x`` subject to ``row_lower ≤ A x ≤ row_upper``, ``lower ≤ x ≤ upper``, some x whole.

    ``A`` is in compressed columns: ``starts`` (columns + 1), ``index``, ``value``.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    whole: npt.NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    starts: npt.NDArray[np.int32]
    index: npt.NDArray[np.int32]
    value: Floats
    offset: float
    columns: tuple[Block, ...]
    rows: tuple[Block, ...]

    def column_block(self, kind: str) -> Block | None:
        """The block of columns of a kind."""
        return next((b for b in self.columns if b.kind == kind), None)

    def row_blocks(self, *kinds: str) -> list[Block]:
        """Blocks of rows of these kinds, in order."""
        return [b for b in self.rows if b.kind in kinds]


def _joined(parts: list[npt.NDArray[Any]], dtype: Any) -> npt.NDArray[Any]:
    return np.concatenate(parts, dtype=dtype, casting="unsafe") if parts else np.empty(0, dtype=dtype)


@dataclass
class Builder:
    """Collects blocks and triples; nothing here loops over coefficients."""

    offset: float = 0.0
    _columns: list[Block] = field(default_factory=list)
    _rows: list[Block] = field(default_factory=list)
    _column_data: list[tuple[Floats, Floats, Floats, npt.NDArray[np.bool_]]] = field(default_factory=list)
    _row_data: list[tuple[Floats, Floats]] = field(default_factory=list)
    _triples: list[tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]] = field(default_factory=list)
    scale: list[tuple[Ints, Floats]] = field(default_factory=list)
    charges: list[tuple[Ints, Floats]] = field(default_factory=list)
    column_count: int = 0
    row_count: int = 0

    def columns(
        self,
        kind: str,
        cost: Floats,
        *,
        lower: Floats | float = 0.0,
        upper: Floats | float = np.inf,
        whole: npt.NDArray[np.bool_] | bool = False,
        **keys: npt.NDArray[Any],
    ) -> int:
        """Add a block of columns; returns the index of the first."""
        size, start = len(cost), self.column_count
        if size:
            shape = (size,)
            self._column_data.append(
                (
                    cost,
                    np.broadcast_to(lower, shape),
                    np.broadcast_to(upper, shape),
                    np.broadcast_to(whole, shape),
                )
            )
            self._columns.append(Block(kind, start, size, keys))
            self.column_count += size
        return start

    def rows(self, kind: str, lower: Floats, upper: Floats, **keys: npt.NDArray[Any]) -> int:
        """Add a block of rows; returns the index of the first. The bounds may be changed until :meth:`program`."""
        size, start = len(lower), self.row_count
        if size:
            self._row_data.append((lower, upper))
            self._rows.append(Block(kind, start, size, keys))
            self.row_count += size
        return start

    def add(
        self, rows: npt.NDArray[Any], columns: npt.NDArray[Any], values: npt.NDArray[Any] | float
    ) -> None:
        """Add coefficients; those of the same place sum."""
        if len(rows):
            self._triples.append(
                (rows, columns, np.broadcast_to(np.asarray(values, dtype=float), np.shape(rows)))
            )

    def program(self) -> Program:
        """The finished program."""
        import scipy.sparse as sp

        row = _joined([t[0] for t in self._triples], np.int32)
        column = _joined([t[1] for t in self._triples], np.int32)
        value = _joined([t[2] for t in self._triples], np.float64)
        matrix = sp.coo_array((value, (row, column)), shape=(self.row_count, self.column_count)).tocsc()
        cost, lower, upper, whole = (_joined([d[k] for d in self._column_data], float) for k in range(4))
        for at, by in self.charges:
            np.add.at(cost, at, by)
        starts, values = matrix.indptr, matrix.data
        for at, by in self.scale:
            # A lumpy column counts units: its coefficients are per unit, its bounds too.
            factor = np.ones(self.column_count)
            factor[at] = by
            cost, lower, upper = cost * factor, lower / factor, upper / factor
            values = values * np.repeat(factor, np.diff(starts))
        return Program(
            cost, lower, upper, whole.astype(bool), _joined([d[0] for d in self._row_data], float),
            _joined([d[1] for d in self._row_data], float), starts.astype(np.int32, copy=False),
            matrix.indices.astype(np.int32, copy=False), values, self.offset, tuple(self._columns), tuple(self._rows),
        )  # fmt: skip
