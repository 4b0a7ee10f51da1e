"""Which rows of the planning tables stand behind the columns and rows of the program.

A *source* is one row of a table, or one cell of it where a single column gives the figure; it is kept as a number (:meth:`Lineage.code`)
so that the sources of a hundred thousand figures are found, compared and put together quickly. A decision (build, output, flow, offer …) rests
on the rows that describe it: what it costs, takes, makes and uses, and what stands there already. A row of the program (a price, a
conflict) rests on the rows that state it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import EVERY, PlanningCase, Table
from lianzhang.core import RowBasis
from lianzhang.plan.conventions import existing_shares
from lianzhang.plan.expand import expand
from lianzhang.plan.program import Block
from lianzhang.plan.sites import counted_of, retired_of

if TYPE_CHECKING:
    from lianzhang.plan.model import Model

__all__ = ["Codes", "Lineage", "Sources", "codes_of", "everything", "grouped", "runs_in"]

Ints = npt.NDArray[np.int64]
Codes = tuple[int, ...]
Cell = tuple[str, int, str]
"""File, row as a sheet counts, column (empty: the whole row)."""
_SHIFT = 40
"""A code is the number of its table and column above this many bits of the row's position."""
_LOW = (1 << _SHIFT) - 1

_OWN_ROW = {
    "flow": "routes", "trade": "market", "unmet": "demand", "deliver": "demand", "shortfall": "targets", "reuse": "returns",
    "stock": "storage",
}  # fmt: skip
"""Columns that one row of a table describes."""
_STATED = {
    "demand": ("demand", "quantity"), "reserve": ("reserves", "quantity"), "quota": ("quotas", "limit"), "limit": ("limits", ""),
    "growth": ("growth", ""), "target": ("targets", "quantity"), "market_limit": ("market", "limit"), "reuse": ("returns", "reuse_share"),
    "closing_stock": ("storage", "closing"),
}  # fmt: skip
"""Rows that one row of a table states, and the column that gives the bound."""
_LIMITED = {"flow": ("routes", "limit"), "trade": ("market", "limit"), "stock": ("storage", "limit")}


def grouped(keys: Ints, codes: Ints, wanted: Ints) -> list[Codes]:
    """For each of ``wanted`` the distinct codes that stand at its key, in rising order."""
    pairs = np.unique(np.stack([keys, codes]), axis=1) if len(keys) else np.empty((2, 0), dtype=np.int64)
    start, end = (np.searchsorted(pairs[0], wanted, side=side) for side in ("left", "right"))
    return [tuple(pairs[1, a:b].tolist()) for a, b in zip(start.tolist(), end.tolist())]


def _each(keys: Sequence[npt.NDArray[Any]], of: Callable[..., Codes]) -> list[Codes]:
    """``of`` every position's keys, worked out once for each that differ."""
    known: dict[tuple[Any, ...], Codes] = {}
    found = []
    for key in zip(*(k.tolist() for k in keys)):
        if key not in known:
            known[key] = of(*key)
        found.append(known[key])
    return found


def _by(table: Table | None, *columns: str) -> Mapping[tuple[Any, ...], list[int]]:
    """Positions of the rows of a table by their keys."""
    out: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    if table is not None:
        for i, key in enumerate(zip(*(table[c].tolist() for c in columns))):
            out[key].append(i)
    return out


class Lineage:
    """The sources behind the columns and rows of one model's program. ``sheets``: file, column and rows of every kind of source."""

    def __init__(self, m: Model) -> None:
        self._m, self._case = m, m.case
        self._heads: list[tuple[str, str]] = []
        self.sheets: list[tuple[str, str, list[int]]] = []
        self._number: dict[tuple[str, str], int] = {}
        self._bases: dict[int, RowBasis] = {}

    def code(self, table: str, row: int, column: str = "") -> int:
        """The source that is a row of a table, or a cell of it. One of a table that the case does not have stands for nothing."""
        key = (table, column)
        if key not in self._number:
            self._number[key] = len(self._heads)
            self._heads.append(key)
            found = self._case.table(table)
            self.sheets.append(
                ("", column, []) if found is None else (found.file, column, _sheet_rows(found))
            )
        return self._number[key] << _SHIFT | int(row)

    def codes(self, table: str, rows: Iterable[int], column: str = "") -> Codes:
        """Several rows of a table; none where the case does not have the table."""
        head = self.code(table, 0, column)
        return tuple([head + i for i in rows]) if self.sheets[head >> _SHIFT][2] else ()

    def place(self, code: int) -> tuple[str, int, str]:
        """(table, row, column) of a source."""
        table, column = self._heads[code >> _SHIFT]
        return table, code & _LOW, column

    def cells(self, codes: Codes) -> Iterator[Cell]:
        """The sources as they are told in a file."""
        for code in codes:
            file, column, rows = self.sheets[code >> _SHIFT]
            yield file, rows[code & _LOW], column

    def bases(self, codes: Codes) -> tuple[RowBasis, ...]:
        """The sources as bases, with the cells of their rows."""
        for code in codes:
            if code not in self._bases:
                self._bases[code] = self._case.basis(*self.place(code))
        return tuple(self._bases[code] for code in codes)

    @cached_property
    def _recipes(self) -> Mapping[tuple[Any, ...], list[int]]:
        return _by(self._case.table("recipes"), "process")

    @cached_property
    def _use(self) -> Mapping[tuple[Any, ...], list[int]]:
        """Rows of ``use`` by process and what uses it; a row that names the process goes before one for all."""
        rows = _by(self._case.table("use"), "process", "per", "factor")
        out: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for (process, per, factor), found in rows.items():
            for p in range(len(self._case.processes)) if process == EVERY else (process,):
                if process != EVERY or (p, per, factor) not in rows:
                    out[p, per] += found
        return out

    @cached_property
    def standing(self) -> tuple[Ints, Ints]:
        """Which rows of ``capacity`` stand without a decision: (region × processes + process) × years + year, and the row."""
        table, case = self._case.table("capacity"), self._case
        if table is None:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        shares = existing_shares(case, table["vintage"], table["process"], retired_of(table))
        row, year = np.nonzero(shares * counted_of(table)[:, None])
        place = table["region"] * len(case.processes) + table["process"]
        return place[row] * len(case.years) + year, row

    @cached_property
    def _standing(self) -> Mapping[int, list[int]]:
        out: dict[int, list[int]] = defaultdict(list)
        for place, row in zip(*(x.tolist() for x in self.standing)):
            out[place].append(row)
        return out

    @cached_property
    def _stands(self) -> Mapping[tuple[Any, ...], list[int]]:
        return _by(self._case.table("capacity"), "region", "process")

    @cached_property
    def _demands(self) -> Mapping[tuple[int, int, int], int]:
        """The row of ``demand`` that holds in a place without anything below it: region, commodity, year → row."""
        table = self._case.table("demand")
        if table is None:
            return {}
        e = expand(self._case, table, self._case.leaves, same=("commodity",))
        keys = zip(e.region.tolist(), table["commodity"][e.row].tolist(), e.year.tolist())
        return dict(zip(keys, e.row.tolist()))

    @cached_property
    def _dear(self) -> bool:
        """Whether costs differ from year to year."""
        table = self._case.table("costs")
        return table is not None and bool((table["year"] != EVERY).any())

    def cost(self, kind: int, region: int, process: int, years: Any) -> Codes:
        """The cells of ``costs`` that hold in a place: 0 capex, 1 fixed, 2 variable."""
        rows = set(self._m.costs.rows[kind, region, process, years].tolist()) - {-1}
        return self.codes("costs", sorted(rows), ("capex", "fixed", "variable")[kind])

    def use_rows(self, process: int, per: str) -> Sequence[int]:
        """Rows of ``use`` that hold for a process: a row that names it goes before one for all."""
        return self._use.get((process, per), ())

    def users(self, process: int, *per: str) -> Codes:
        """Rows of ``use`` of a process."""
        return self.codes("use", (i for what in per for i in self.use_rows(process, what)))

    def recipe(self, process: int) -> Codes:
        """Rows of the recipe of a process."""
        return self.codes("recipes", self._recipes.get((process,), ()))

    def made(self, process: int) -> Mapping[int, Codes]:
        """What a process makes: commodity → rows of its recipe, or the process where the recipe is silent on its main output."""
        table, out = self._case.table("recipes"), dict[int, Codes]()
        for i in self._recipes.get((process,), ()):
            if table is not None and table["quantity"][i] > 0:
                out[int(table["commodity"][i])] = out.get(int(table["commodity"][i]), ()) + self.codes(
                    "recipes", [i]
                )
        out.setdefault(int(self._case.output[process]), self.codes("processes", [process]))
        return out

    def in_balance(self, block: Block, at: Ints, commodity: Ints) -> list[Codes]:
        """What columns of a block rest on in the balances of commodities: their recipe's rows for it, their offer, route, demand … What
        comes back of a delivery is not told here."""
        if block.kind == "activity":
            return _each([block.keys["process"][at], commodity], self._entry)
        if block.kind == "draw":
            return self.of_columns(block, at)
        if block.kind not in ("flow", "trade", "unmet", "deliver", "stock"):
            return [()] * len(at)
        found, own = self.of_columns(block, at), np.asarray(block.keys["commodity"][at]) == commodity
        return [codes if mine else () for codes, mine in zip(found, own.tolist())]

    def _entry(self, process: int, commodity: int) -> Codes:
        table = self._case.table("recipes")
        rows = [
            i
            for i in self._recipes.get((process,), ())
            if table is not None and table["commodity"][i] == commodity
        ]
        return self.codes("recipes", rows) or self.codes("processes", [process])

    def at_start(self, region: int, commodity: int, year: int) -> Codes:
        """What enters a balance without a decision: a demand of the place, and in the first year what is in stock."""
        row, table = self._demands.get((region, commodity, year)), self._case.table("storage")
        asked = () if row is None else self.codes("demand", [row], "quantity")
        if table is None or year > 0:
            return asked
        mine = (
            (table["commodity"] == commodity)
            & np.isin(table["region"], (region, EVERY))
            & (np.nan_to_num(table["initial"]) > 0)
        )
        return asked + self.codes("storage", np.flatnonzero(mine).tolist(), "initial")

    def _activity(self, region: int, process: int, row: int) -> Codes:
        of = self.codes("processes", [process]) + self.recipe(process)
        paid = self.codes("costs", [row], "variable") if row >= 0 else ()
        return (
            of
            + self.codes("capacity", self._stands.get((region, process), ()))
            + paid
            + self.users(process, "activity")
        )

    def _build(self, region: int, process: int, year: int) -> Codes:
        standing = np.flatnonzero(self._m.alive[process, year])
        return (
            self.codes("processes", [process]) + self.cost(0, region, process, [year]) + self.cost(1, region, process, standing)
            + self.users(process, "build", "capacity")
        )  # fmt: skip

    def draws(self, region: int, commodity: int) -> Codes:
        """Every reserve that a place draws from: its own, and those of the regions above."""
        assert self._m.program is not None
        rows = [
            row
            for block in self._m.program.row_blocks("reserve")
            for r, c, row in zip(*(block.keys[k].tolist() for k in ("region", "commodity", "row")))
            if c == commodity and region in self._case.below[r]
        ]
        return self.codes("reserves", dict.fromkeys(rows))

    def of_columns(self, block: Block, at: Ints) -> list[Codes]:
        """The sources of the columns at some positions of a block."""
        if block.kind in _OWN_ROW:
            return _each([block.keys["row"][at]], lambda row: self.codes(_OWN_ROW[block.kind], [row]))
        if block.kind == "draw":
            return _each([block.keys["region"][at], block.keys["commodity"][at]], self.draws)
        region, process, year = (np.asarray(block.keys[k][at]) for k in ("region", "process", "year"))
        if block.kind == "activity":
            rows = self._m.costs.rows[2, region, process, year]
            return _each([region, process, rows], self._activity)
        # Where no cost belongs to a year all builds of a place rest on the same rows.
        when = year if self._dear else np.zeros_like(year)
        found = _each([region, process, when], self._build)
        if block.kind == "project":
            of = (self.codes("capacity", [i]) for i in block.keys["row"][at].tolist())
            return [own + rest for own, rest in zip(of, found)]
        return found

    def of_rows(self, block: Block, at: Ints) -> list[Codes]:
        """The sources of the rows of the program at some positions of a block: what states them."""
        keys = block.keys
        if block.kind in _STATED:
            table, column = _STATED[block.kind]
            return _each([keys["row"][at]], lambda row: self.codes(table, [row], column))
        if block.kind == "balance":
            return _each([keys[k][at] for k in ("region", "commodity", "year")], self._balance)
        if block.kind == "capacity":
            return _each([keys[k][at] for k in ("region", "process", "year")], self._capacity)
        if block.kind == "grade":
            return _each([keys[k][at] for k in ("region", "process")], self._grade)
        return _each(
            [keys["process"][at]], lambda process: self.codes("processes", [process], "minimum_size")
        )

    def of_limits(self, block: Block, at: Ints) -> list[Codes]:
        """The cells that limit single columns: of a route, an offer or a stock."""
        table, column = _LIMITED[block.kind]
        return _each([block.keys["row"][at]], lambda row: self.codes(table, [row], column))

    def _balance(self, region: int, commodity: int, year: int) -> Codes:
        row = self._demands.get((region, commodity, year))
        return (
            self.codes("commodities", [commodity]) if row is None else self.codes("demand", [row], "quantity")
        )

    def _capacity(self, region: int, process: int, year: int) -> Codes:
        place = (region * len(self._case.processes) + process) * len(self._case.years) + year
        rows = self.codes("capacity", self._standing.get(place, ()), "quantity")
        rows = rows or self.codes("capacity", self._stands.get((region, process), ()), "quantity")
        return rows or self.cost(0, region, process, slice(None)) or self.codes("processes", [process])

    def _grade(self, region: int, process: int) -> Codes:
        """What the process needs, and the grade of the region or of the nearest above that has one."""
        table, path = self._case.table("grades"), [region]
        while (above := int(self._case.parent[path[-1]])) >= 0:
            path.append(above)
        later = np.flatnonzero(np.isin(table["region"], path)).tolist() if table is not None else []
        return (
            self.codes("processes", [process], "safety_grade") + self.codes("regions", path, "safety_grade")
            + self.codes("grades", later, "safety_grade")
        )  # fmt: skip


def runs_in(blocks: Sequence[Block], at: Ints) -> list[tuple[Block, npt.NDArray[np.bool_]]]:
    """Each block that holds some of the columns (rows) ``at``, and which of them."""
    found = [(b, (at >= b.start) & (at < b.start + b.size)) for b in blocks]
    return [(b, inside) for b, inside in found if inside.any()]


def codes_of(m: Model, at: Ints) -> list[Codes]:
    """The sources of each of the columns ``at`` of the program."""
    assert m.program is not None
    out: list[Codes] = [()] * len(at)
    for block, inside in runs_in(m.program.columns, at):
        for k, codes in zip(
            np.flatnonzero(inside).tolist(), m.lineage.of_columns(block, at[inside] - block.start)
        ):
            out[k] = codes
    return out


class Sources:
    """The list ``sources`` of a result: each set of rows once, and its place in the list."""

    def __init__(self) -> None:
        self._places: dict[tuple[Any, ...], int] = {}
        self.listed: list[list[dict[str, Any]]] = []

    def index(self, rows: tuple[Cell, ...]) -> int:
        """Place of a set of rows or cells."""
        return self._place(rows, rows)

    def indices(self, lineage: Lineage, found: Iterable[Codes]) -> list[int]:
        """Place of each set of codes of one model."""
        return [self._place(codes, lineage.cells(codes)) for codes in found]

    def _place(self, key: tuple[Any, ...], cells: Iterable[Cell]) -> int:
        at = self._places.get(key)
        if at is None:
            parts: dict[tuple[str, str], list[int]] = {}
            for file, row, column in cells:
                parts.setdefault((file, column), []).append(row)
            at = self._places[key] = len(self.listed)
            self.listed.append(
                [
                    {"file": f, "rows": r if len(r) == 1 else sorted(set(r))} | ({"column": c} if c else {})
                    for (f, c), r in parts.items()
                ]
            )
        return at


def _sheet_rows(table: Table) -> list[int]:
    """Per row of a table: the row as a sheet counts."""
    return table.rows.tolist() if len(table.rows) else list(range(2, len(table) + 2))


def everything(case: PlanningCase) -> tuple[Cell, ...]:
    """Every row of every table: behind a figure of the whole case."""
    return tuple((table.file, row, "") for table in case.tables.values() for row in _sheet_rows(table))
