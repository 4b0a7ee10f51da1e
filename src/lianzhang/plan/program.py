"""A linear program as arrays: blocks of columns and rows with their keys, and the matrix straight from triples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Block", "Builder", "Program"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Key = npt.NDArray[Any] | Callable[[], npt.NDArray[Any]]


class Keys(Mapping[str, npt.NDArray[Any]]):
    """Key columns by name; one given as a call is worked out when it is first asked for, as most never are."""

    def __init__(self, given: dict[str, Key]) -> None:
        self._given = given

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        found = self._given[name]
        if not isinstance(found, np.ndarray):
            found = self._given[name] = found()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


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


def _moved(array: npt.NDArray[Any], filled: int, room: int) -> npt.NDArray[Any]:
    out = np.empty(room, dtype=array.dtype)
    out[:filled] = array[:filled]
    return out


@dataclass
class Builder:
    """Collects blocks and coefficients; nothing here loops over coefficients. ``room``: how many are expected at least. ``repeats`` is to
    be set by who writes several coefficients to one place; they sum."""

    room: int = 1 << 16
    offset: float = 0.0
    _columns: list[Block] = field(default_factory=list)
    _rows: list[Block] = field(default_factory=list)
    _column_data: list[tuple[Floats, Floats, Floats, npt.NDArray[np.bool_]]] = field(default_factory=list)
    _row_data: list[tuple[Floats, Floats]] = field(default_factory=list)
    _row: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    _column: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    _value: Floats = field(default_factory=lambda: np.empty(0))
    _filled: int = 0
    scale: list[tuple[Ints, Floats]] = field(default_factory=list)
    repeats: bool = False
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
        **keys: Key,
    ) -> int:
        """Add a block of columns; returns the index of the first. Keys may be given as calls."""
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
            self._columns.append(Block(kind, start, size, Keys(keys)))
            self.column_count += size
        return start

    def rows(self, kind: str, lower: Floats, upper: Floats, **keys: Key) -> int:
        """Add a block of rows; returns the index of the first. The bounds may be changed until :meth:`program`; keys may be calls."""
        size, start = len(lower), self.row_count
        if size:
            self._row_data.append((lower, upper))
            self._rows.append(Block(kind, start, size, Keys(keys)))
            self.row_count += size
        return start

    def reserve(self, count: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]:
        """Room for ``count`` coefficients, to be filled by the caller: rows, columns, values."""
        start, end = self._filled, self._filled + count
        if end > len(self._row):
            # Memory that nothing is written to costs nothing: room is taken once, and moved rarely.
            room = max(2 * end, self.room)
            self._row, self._column = _moved(self._row, start, room), _moved(self._column, start, room)
            self._value = _moved(self._value, start, room)
        self._filled = end
        return self._row[start:end], self._column[start:end], self._value[start:end]

    def add(
        self, rows: npt.NDArray[Any], columns: npt.NDArray[Any], values: npt.NDArray[Any] | float
    ) -> None:
        """Add coefficients."""
        row, column, value = self.reserve(len(rows))
        row[:], column[:], value[:] = rows, columns, values

    def program(self) -> Program:
        """The finished program; the room for coefficients is given back."""
        import scipy.sparse as sp

        end = self._filled
        entries = (self._value[:end], (self._row[:end], self._column[:end]))
        given = sp.coo_array(entries, shape=(self.row_count, self.column_count))
        given.has_canonical_format = (
            not self.repeats
        )  # else all of it is searched for repeated places once more
        matrix = given.tocsc()
        nothing = np.empty(0, dtype=np.int32)
        self._row, self._column, self._value, self._filled = nothing, nothing, np.empty(0), 0
        del entries, given
        cost, lower, upper = (_joined([d[k] for d in self._column_data], float) for k in range(3))
        whole = _joined([d[3] for d in self._column_data], bool)
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
            cost, lower, upper, whole, _joined([d[0] for d in self._row_data], float),
            _joined([d[1] for d in self._row_data], float), starts.astype(np.int32, copy=False),
            matrix.indices.astype(np.int32, copy=False), values, self.offset, tuple(self._columns), tuple(self._rows),
        )  # fmt: skip
