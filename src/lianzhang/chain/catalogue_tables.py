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

from lianzhang.core import Problems, Text, Unit, UnitError, nearest, unit
from lianzhang.core.units import known_units

if TYPE_CHECKING:
    from lianzhang.chain.catalogue_model import Catalogue, Commodities, Flows, Processes

__all__ = [
    "BASES",
    "FIGURES",
    "PARAMETER_UNITS",
    "Table",
    "build_catalogue",
    "catalogue",
    "load_catalogue",
    "printed_figure",
]

_LARGEST = Decimal("1e18")

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


PARAMETER_UNITS: Mapping[str, str] = {
    "capex_cny_per_unit_year": "CNY/({u}/a)", "fixed_opex_cny_per_unit": "CNY/{u}", "variable_opex_cny_per_unit": "CNY/{u}",
    "plant_size_units_per_year": "{u}/a", "lifetime_years": "a", "construction_years": "a", "land_mu_per_unit_year": "mu/({u}/a)",
    "jobs_per_unit_year": "persons/({u}/a)", "electricity_kwh_per_unit": "kWh/{u}", "steam_gj_per_unit": "GJ/{u}",
    "gas_gj_per_unit": "GJ/{u}", "diesel_gj_per_unit": "GJ/{u}", "water_t_per_unit": "t/{u}", "energy_tce_per_unit": "tce/{u}",
    "process_co2e_kg_per_unit": "kg/{u}", "co2e_kg_per_unit": "kg/{u}", "co2e_cradle_to_gate_kg_per_unit": "kg/{u}",
}  # fmt: skip
"""Economic parameters and their units, ``{u}`` the unit of the main output."""


@dataclass(frozen=True, eq=False)
class Table:
    """A table as printed: ``file`` relative to the package, ``records`` by column, ``figures`` the numeric columns.

    ``origin`` names file and sheet row of each record where a case's rows stand among the packaged ones; empty: all in order.
    """

    file: str
    columns: tuple[str, ...]
    records: tuple[Mapping[str, str], ...]
    figures: tuple[str, ...]
    origin: tuple[tuple[str, int], ...] = ()

    def __len__(self) -> int:
        return len(self.records)

    def place(self, row: int) -> tuple[str, int]:
        """File and sheet row of a record."""
        return self.origin[row] if self.origin else (self.file, row + 2)

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
    problems = Problems()
    tables = {name: _read(folder, name, problems) for name in FIGURES}
    problems.raise_if_any()
    return build_catalogue(tables, problems)


def build_catalogue(tables: Mapping[str, Table], problems: Problems) -> Catalogue:
    """Arrays and checks over tables already read; raises :class:`InputError` with ``problems`` and every fault found here."""
    from lianzhang.chain.catalogue_model import Catalogue
    from lianzhang.chain.elements import element_problems

    commodities = _commodities(tables, problems)
    processes = _processes(tables, commodities, problems)
    flows = _flows(tables, commodities, processes, problems)
    _check_rows(tables, problems)
    _check_units(tables, commodities, processes, problems)
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
                    printed_figure(r[c])
            except InvalidOperation:
                problems.add(
                    file, Text(f"不是数字：{r[c]}", f"not a number: {r[c]}"), where=f"row {i + 2}", field=c
                )
    return Table(file, columns, records, figures)


def printed_figure(text: str) -> Decimal:
    """A figure as printed. Raises :class:`decimal.InvalidOperation` for what is none, and for one too large to reckon with."""
    value = Decimal(text)
    if not value.is_finite() or abs(value) >= _LARGEST:
        raise InvalidOperation
    return value


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
            _fault(problems, table, i, Text("编号重复", "id given twice"), field="id")
        if leaf.get(name, ("",))[0] not in segments:
            _fault(
                problems,
                table,
                i,
                Text("没有所属环节", "belongs to no segment"),
                field=name,
                near=nearest(leaf.get(name, ("",))[0], segments),
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
        _known(r["output"], commodities.index, table, i, "output", problems)
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
        _known(r["process"], processes.index, table, i, "process", problems)
        for i, r in enumerate(table.records)
    ]
    commodity = [
        _known(r["commodity"], commodities.index, table, i, "commodity", problems)
        for i, r in enumerate(table.records)
    ]
    position: dict[tuple[int, int], int] = {}
    for i, key in enumerate(zip(process, commodity)):
        if key in position:
            _fault(problems, table, i, Text("同一工艺的同一物料出现两次", "the same flow twice"))
        position.setdefault(key, i)
        if table.records[i]["unit"] != commodities.unit[key[1]]:
            expected = commodities.unit[key[1]]
            message = Text("单位与物料不符", "not the unit of the commodity")
            _fault(problems, table, i, message, field="unit", near=expected)
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
        # a recipe without a range is taken at its figure
        _floats(np.where(np.isnan(values["low"]), values["quantity"], values["low"])),
        _floats(np.where(np.isnan(values["high"]), values["quantity"], values["high"])),
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
            if main and "low" in table.figures:
                low, value, high = (table.decimal(i, c) for c in ("low", main, "high"))
                if value is None or (low is not None and low > value) or (high is not None and high < value):
                    _fault(problems, table, i, Text("数值不在范围内", "value outside its range"))
            basis = r.get("basis")
            if basis is not None and not set(basis.split("+")) <= set(BASES):
                message = Text(f"依据类型未知：{basis}", f"unknown basis: {basis}")
                _fault(problems, table, i, message, field="basis", near=nearest(basis, BASES))
            if basis is not None:
                for key in r["source"].split(";"):
                    if key not in keys:
                        message = Text(f"来源未知：{key}", f"unknown source: {key}")
                        _fault(problems, table, i, message, field="source", near=nearest(key, keys))


def _check_units(
    tables: Mapping[str, Table], commodities: Commodities, processes: Processes, problems: Problems
) -> None:
    """Every unit is known; a price is money per unit of its commodity, a parameter stands in its own unit."""
    for name, table in tables.items():
        for i, r in enumerate(table.records):
            if "unit" not in r:
                continue
            try:
                own = unit(r["unit"])
            except UnitError as error:
                _fault(problems, table, i, str(error), field="unit", near=nearest(r["unit"], known_units()))
                continue
            at = commodities.index.get(r["commodity"]) if name == "prices" else None
            if at is not None:
                wanted = f"{r['unit'].split('/')[0]}/{commodities.unit[at]}"
                if not own.same_dimension(unit(wanted)):
                    message = Text("价格单位与物料不符", "price not per unit of the commodity")
                    _fault(problems, table, i, message, field="unit", near=wanted)
            if name == "economics":
                _check_parameter(table, i, own, commodities, processes, problems)


def _check_parameter(
    table: Table, row: int, own: Unit, commodities: Commodities, processes: Processes, problems: Problems
) -> None:
    r = table.records[row]
    pattern, process = PARAMETER_UNITS.get(r["parameter"]), processes.index.get(r["process"])
    if pattern is None:
        message = Text(f"参数未知：{r['parameter']}", f"unknown parameter: {r['parameter']}")
        near = nearest(r["parameter"], PARAMETER_UNITS)
        _fault(problems, table, row, message, field="parameter", near=near)
    if process is None:
        _known(r["process"], processes.index, table, row, "process", problems)
    elif pattern is not None:
        wanted = pattern.format(u=commodities.unit[processes.output[process]])
        if not own.same_dimension(unit(wanted)) or own.factor != unit(wanted).factor:
            message = Text(f"单位应为 {wanted}", f"unit must be {wanted}")
            _fault(problems, table, row, message, field="unit", near=wanted)


def _fault(
    problems: Problems,
    table: Table,
    row: int,
    what: Text | str,
    *,
    field: str | None = None,
    near: str | None = None,
) -> None:
    file, line = table.place(row)
    problems.add(file, what, where=f"row {line}", field=field, nearest=near)


def _known(
    name: str, index: Mapping[str, int], table: Table, row: int, field: str, problems: Problems
) -> int:
    if name not in index:
        message = Text(f"未知：{name}", f"unknown: {name}")
        _fault(problems, table, row, message, field=field, near=nearest(name, index))
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
