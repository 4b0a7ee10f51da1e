"""The packaged tables as printed, and their reading into a checked :class:`~lianzhang.chain.catalogue_model.Catalogue`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lianzhang.core import Problems, Text, UnitError, nearest, unit

if TYPE_CHECKING:
    from lianzhang.chain.catalogue_model import Catalogue, Commodities, Flows, Processes

__all__ = ["BASES", "Table", "catalogue", "load_catalogue"]

BASES = ("evidence", "literature", "computed", "estimate")
"""What a figure rests on; ``x+estimate`` is a mixture."""

FIGURES: Mapping[str, tuple[str, ...]] = {
    "commodities": ("mass_t_per_unit", "li", "ni", "co", "mn", "p", "fe", "f", "cu", "al", "na", "pb", "graphite", "embodied_t_co2e"),
    "processes": ("yield",),
    "flows": ("quantity", "low", "high"),
    "economics": ("value", "low", "high"),
    "prices": ("value", "low", "high"),
    "lifetimes": ("value", "low", "high"),
    "cell_bom": ("net", "gross", "mass_t_per_gwh"),
    "checks": ("target", "low", "high", "published"),
    "assumptions": ("value", "low", "high"),
    "routes": (), "sources": (), "segments": (), "membership": (),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Table:
    """A table as printed: ``file`` relative to the package, ``records`` by column, ``figures`` the numeric columns."""

    file: str
    columns: tuple[str, ...]
    records: tuple[Mapping[str, str], ...]
    figures: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.records)

    def decimal(self, row: int, column: str) -> Decimal | None:
        """A printed figure; blank is None, never zero."""
        text = self.records[row][column]
        return Decimal(text) if text else None

    def cells(self, row: int) -> tuple[tuple[str, str], ...]:
        """The row as (column, text) pairs, empty cells left out."""
        return tuple((c, t) for c, t in self.records[row].items() if t)

    @cached_property
    def floats(self) -> Mapping[str, list[float]]:
        """Numeric columns as floats, NaN for blank."""
        return {c: [float(r[c]) if r[c] else float("nan") for r in self.records] for c in self.figures}


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The packaged catalogue, read and checked once."""
    return load_catalogue(files("lianzhang.chain").joinpath("data"))


def load_catalogue(folder: Traversable) -> Catalogue:
    """Read and check a folder of catalogue tables (see ``data/README.md``).

    Raises :class:`~lianzhang.core.InputError` listing every fault: unknown ids, units that do not fit, ranges that do not
    hold their value, an element of which a process puts out more than it takes in.
    """
    from lianzhang.chain.catalogue_model import Catalogue
    from lianzhang.chain.elements import element_problems

    problems = Problems()
    tables = {name: _read(folder, name, problems) for name in FIGURES}
    problems.raise_if_any()
    commodities = _commodities(tables, problems)
    processes = _processes(tables, commodities, problems)
    flows = _flows(tables, commodities, processes, problems)
    _check_rows(tables, problems)
    _check_units(tables, commodities, problems)
    problems.raise_if_any()
    found = Catalogue(commodities, processes, flows, tables)
    problems.extend(element_problems(found))
    problems.raise_if_any()
    return found


def _read(folder: Traversable, name: str, problems: Problems) -> Table:
    file = f"chain/data/{name}.csv"
    reader = csv.DictReader(folder.joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines())
    records = tuple(reader)
    columns = tuple(reader.fieldnames or ())
    figures = FIGURES[name]
    for missing in set(figures) - set(columns):
        problems.add(file, Text("缺少列", "column missing"), field=missing)
    for i, r in enumerate(records):
        if None in r or None in r.values():
            problems.add(file, Text("列数不符", "wrong number of cells"), where=f"row {i + 2}")
            continue
        for c in figures:
            try:
                if r.get(c):
                    Decimal(r[c])
            except InvalidOperation:
                problems.add(
                    file, Text(f"不是数字：{r[c]}", f"not a number: {r[c]}"), where=f"row {i + 2}", field=c
                )
    return Table(file, columns, records, figures)


def _members(tables: Mapping[str, Table], kind: str) -> dict[str, tuple[str, str]]:
    rows = tables["membership"].records
    return {r["id"]: (r["segment"], r["gb4754"]) for r in rows if r["kind"] == kind}


def _commodities(tables: Mapping[str, Table], problems: Problems) -> Commodities:
    from lianzhang.chain.catalogue_model import ELEMENTS, Commodities

    table = tables["commodities"]
    ids = tuple(r["id"] for r in table.records)
    leaf = _members(tables, "commodity")
    segments = {r["id"] for r in tables["segments"].records}
    for i, name in enumerate(ids):
        if ids.index(name) != i:
            problems.add(table.file, Text("编号重复", "id given twice"), where=f"row {i + 2}", field="id")
        if leaf.get(name, ("",))[0] not in segments:
            problems.add(
                table.file, Text("没有所属环节", "belongs to no segment"), where=f"row {i + 2}", field=name
            )
    column = table.floats
    fractions = np.nan_to_num(np.array([column[e] for e in ELEMENTS]).T)
    return Commodities(
        ids,
        tuple(r["zh"] for r in table.records),
        tuple(r["en"] for r in table.records),
        tuple(r["unit"] for r in table.records),
        _floats(column["mass_t_per_unit"]),
        _floats(fractions),
        _floats(column["embodied_t_co2e"]),
        tuple(leaf.get(i, ("", ""))[0] for i in ids),
        tuple(leaf.get(i, ("", ""))[1] or None for i in ids),
        tuple(r["role"] for r in table.records),
        tuple(r["formula"] for r in table.records),
        {name: i for i, name in enumerate(ids)},
    )


def _processes(tables: Mapping[str, Table], commodities: Commodities, problems: Problems) -> Processes:
    from lianzhang.chain.catalogue_model import Processes

    table = tables["processes"]
    ids = tuple(r["id"] for r in table.records)
    output = [
        _known(r["output"], commodities.index, table.file, i, "output", problems)
        for i, r in enumerate(table.records)
    ]
    own = _members(tables, "process")
    segment = tuple(own[p][0] if p in own else commodities.segment[o] for p, o in zip(ids, output))
    return Processes(
        ids,
        tuple(r["zh"] for r in table.records),
        tuple(r["en"] for r in table.records),
        _ints(output),
        tuple(r["key_element"] for r in table.records),
        _floats(table.floats["yield"]),
        segment,
        {name: i for i, name in enumerate(ids)},
    )


def _flows(
    tables: Mapping[str, Table], commodities: Commodities, processes: Processes, problems: Problems
) -> Flows:
    from lianzhang.chain.catalogue_model import Flows

    table = tables["flows"]
    process = [
        _known(r["process"], processes.index, table.file, i, "process", problems)
        for i, r in enumerate(table.records)
    ]
    commodity = [
        _known(r["commodity"], commodities.index, table.file, i, "commodity", problems)
        for i, r in enumerate(table.records)
    ]
    position: dict[tuple[int, int], int] = {}
    for i, key in enumerate(zip(process, commodity)):
        if key in position:
            problems.add(
                table.file, Text("同一工艺的同一物料出现两次", "the same flow twice"), where=f"row {i + 2}"
            )
        position.setdefault(key, i)
        if table.records[i]["unit"] != commodities.unit[key[1]]:
            expected = commodities.unit[key[1]]
            problems.add(
                table.file,
                Text("单位与物料不符", "not the unit of the commodity"),
                where=f"row {i + 2}",
                field="unit",
                nearest=expected,
            )
    values = table.floats
    for p, out in enumerate(processes.output):
        at = position.get((p, int(out)))
        if at is None or values["quantity"][at] != 1:
            problems.add(
                table.file, Text("主产品数量应为 1", "the main output must be 1"), field=processes.ids[p]
            )
    return Flows(
        _ints(process),
        _ints(commodity),
        _floats(values["quantity"]),
        _floats(values["low"]),
        _floats(values["high"]),
        _ints(list(range(len(table)))),
        (len(commodities), len(processes)),
        position,
    )


def _check_rows(tables: Mapping[str, Table], problems: Problems) -> None:
    """Every figure lies in its range and says what it rests on."""
    keys = {r["key"] for r in tables["sources"].records}
    for table in tables.values():
        main = next((c for c in ("value", "quantity") if c in table.figures), None)
        for i, r in enumerate(table.records):
            where = f"row {i + 2}"
            if main and "low" in table.figures:
                low, value, high = (table.decimal(i, c) for c in ("low", main, "high"))
                if value is None or (low is not None and low > value) or (high is not None and high < value):
                    problems.add(table.file, Text("数值不在范围内", "value outside its range"), where=where)
            basis = r.get("basis")
            if basis is not None and not set(basis.split("+")) <= set(BASES):
                problems.add(
                    table.file,
                    Text(f"依据类型未知：{basis}", f"unknown basis: {basis}"),
                    where=where,
                    nearest=nearest(basis, BASES),
                )
            if basis is not None:
                for key in r["source"].split(";"):
                    if key not in keys:
                        problems.add(
                            table.file,
                            Text(f"来源未知：{key}", f"unknown source: {key}"),
                            where=where,
                            nearest=nearest(key, keys),
                        )


def _check_units(tables: Mapping[str, Table], commodities: Commodities, problems: Problems) -> None:
    """Every unit is known; a price is money per unit of its commodity."""
    for table in tables.values():
        for i, r in enumerate(table.records):
            if "unit" not in r:
                continue
            try:
                own = unit(r["unit"])
                at = commodities.index.get(r.get("commodity", "")) if table is tables["prices"] else None
                if at is not None:
                    money = r["unit"].split("/")[0]
                    if not own.same_dimension(unit(f"{money}/{commodities.unit[at]}")):
                        problems.add(
                            table.file,
                            Text("价格单位与物料不符", "price not per unit of the commodity"),
                            where=f"row {i + 2}",
                            field="unit",
                        )
            except UnitError as error:
                problems.add(table.file, str(error), where=f"row {i + 2}", field="unit")


def _known(name: str, index: Mapping[str, int], file: str, row: int, field: str, problems: Problems) -> int:
    if name not in index:
        problems.add(
            file,
            Text(f"未知：{name}", f"unknown: {name}"),
            where=f"row {row + 2}",
            field=field,
            nearest=nearest(name, index),
        )
    return index.get(name, 0)


def _floats(values: object) -> NDArray[np.float64]:
    """An array that nothing can change, because every caller shares the catalogue."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def _ints(values: object) -> NDArray[np.int64]:
    array = np.array(values, dtype=np.int64)
    array.setflags(write=False)
    return array
