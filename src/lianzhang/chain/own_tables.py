"""A case's own tables laid over the catalogue: rows that override, rows that add, for a battery chain or any other.

A folder holds any of the catalogue's CSV files under their own names and columns. A row whose key is already there (:data:`KEYS`)
replaces that row: descriptive columns that the file does not have are kept, while figures, ranges, basis and source are never taken
from the old row. A row with a new key is added. What may be left out, and what then stands:

unit       of a flow that of its commodity, of a parameter that of :data:`PARAMETER_UNITS`, of a price CNY per unit of its commodity
basis      ``estimate``: what does not say what it rests on counts as an estimate
source     ``case``; any text is allowed, the keys of ``sources`` are written out
the flow of the main output (always 1), the route of a commodity that only a new process makes, the segment (column ``segment`` here, or
``membership.csv``; else 其他), mass per unit of a commodity counted in t (1)

A quantity of 0 takes an input out of a recipe. Everything is then checked as the packaged tables are, element balance included.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.chain.catalogue_tables import FIGURES, PARAMETER_UNITS, Table, build_catalogue, printed_figure
from lianzhang.core import InputError, Problem, Problems, Text, nearest

if TYPE_CHECKING:
    from lianzhang.chain.catalogue_model import Catalogue

__all__ = ["KEYS", "with_tables"]

KEYS: Mapping[str, tuple[str, ...]] = {
    "commodities": ("id",),
    "processes": ("id",),
    "flows": ("process", "commodity"),
    "economics": ("process", "parameter"),
    "prices": ("commodity", "kind", "time", "condition"),
    "lifetimes": ("segment", "chemistry", "parameter", "condition"),
    "cell_bom": ("cell", "component"),
    "routes": ("commodity",),
    "segments": ("id",),
    "membership": ("kind", "id"),
    "assumptions": ("key",),
    "sources": ("key",),
}
"""Tables that a case may give, and the columns that make a row the same row. Of reference prices the time does not count."""

OPTIONAL_KEYS = {"time", "condition", "kind"}
_EXTRA = {"commodities": ("segment", "gb4754"), "processes": ("segment", "gb4754")}
_FRESH = {"value", "quantity", "low", "high", "net", "gross", "mass_t_per_gwh", "basis", "source", "yield"}
_LARGEST = 20_000_000
OTHER = {"id": "other", "parent": "", "zh": "其他", "en": "Other", "substitutes": ""}

Row = dict[str, str]
Placed = tuple[Row, tuple[str, int]]


def with_tables(catalogue: Catalogue, folder: str | Path) -> Catalogue:
    """The catalogue with the tables of ``folder`` laid over it; ``catalogue`` itself stays as it is.

    Raises :class:`~lianzhang.core.InputError` listing every fault at once: files and columns that are none of the catalogue's, figures
    that are no numbers, rows without a key, and, once the tables can be read, unknown names, units, ranges and element balances.
    """
    root, problems = Path(folder), Problems()
    if not root.is_dir():
        message = Text("没有这个文件夹", "there is no such folder")
        raise InputError([Problem(str(folder), message)])
    given: dict[str, list[Placed]] = {}
    for path in sorted(root.glob("*.csv")):
        name = path.stem
        if name not in KEYS:
            message = Text("不是目录的表", "not a table of the catalogue")
            problems.add(path.name, message, nearest=nearest(name, KEYS))
            continue
        given[name] = _read(path, name, catalogue.tables[name], problems)
    if not given and not len(problems):
        problems.add(str(folder), Text("没有可读的表", f"no table to read (could be: {', '.join(KEYS)})"))
    problems.raise_if_any()
    _split_membership(given)
    _complete(catalogue, given)
    tables = {name: _merged(name, table, given.get(name, [])) for name, table in catalogue.tables.items()}
    return build_catalogue(tables, problems)


def _decode(path: Path, problems: Problems) -> str | None:
    if path.stat().st_size > _LARGEST:
        limit = _LARGEST // 1_000_000
        problems.add(path.name, Text(f"文件超过 {limit} MB", f"file is larger than {limit} MB"))
        return None
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    problems.add(path.name, Text("编码既非 UTF-8 也非 GBK", "neither UTF-8 nor GBK"))
    return None


def _read(path: Path, name: str, packaged: Table, problems: Problems) -> list[Placed]:
    text = _decode(path, problems)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text))
    try:
        head = [h.strip() for h in next(reader, [])]
        lines = [(reader.line_num, line) for line in reader]
    except csv.Error as error:
        problems.add(path.name, Text(f"不是 CSV：{error}", f"not CSV: {error}"))
        return []
    allowed = [*packaged.columns, *_EXTRA.get(name, ())]
    for column in head:
        if column not in allowed or head.count(column) > 1:
            message = Text("未知或重复的列", "unknown or repeated column")
            problems.add(path.name, message, field=column, nearest=nearest(column, allowed))
    for column in KEYS[name]:
        if column not in head and column not in OPTIONAL_KEYS:
            problems.add(path.name, Text("缺少列", "column missing"), field=column)
    rows: list[Placed] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, line in lines:
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(head):
            message = Text(
                f"应有 {len(head)} 列，实有 {len(line)} 列", f"{len(line)} cells, should be {len(head)}"
            )
            problems.add(path.name, message, where=f"row {number}")
            continue
        row = {h: cell.strip() for h, cell in zip(head, line)}
        if name == "prices":
            row["kind"] = row.get("kind") or "reference"
        _check_cells(path.name, number, name, row, problems)
        key = _key(name, row)
        if key in seen:
            message = Text(f"与第 {seen[key]} 行重复", f"the same as row {seen[key]}")
            problems.add(path.name, message, where=f"row {number}")
        seen.setdefault(key, number)
        rows.append((row, (path.name, number)))
    return rows


def _check_cells(file: str, number: int, name: str, row: Row, problems: Problems) -> None:
    where = f"row {number}"
    for column in KEYS[name]:
        if column not in OPTIONAL_KEYS and column in row and not row[column]:
            problems.add(file, Text("不能为空", "must not be empty"), where=where, field=column)
    for column in FIGURES[name]:
        try:
            if row.get(column):
                printed_figure(row[column])
        except InvalidOperation:
            message = Text(f"不是数字：{row[column]}", f"not a number: {row[column]}")
            problems.add(file, message, where=where, field=column)
    main = next((c for c in ("value", "quantity") if c in FIGURES[name]), None)
    if main and not row.get(main):
        problems.add(file, Text("缺少数值", "figure missing"), where=where, field=main)


def _key(name: str, row: Mapping[str, str]) -> tuple[str, ...]:
    if name == "prices" and row.get("kind") == "reference":
        return row.get("commodity", ""), "reference", "", row.get("condition", "")
    return tuple(row.get(c, "") for c in KEYS[name])


def _split_membership(given: dict[str, list[Placed]]) -> None:
    """Columns ``segment`` and ``gb4754`` of commodities and processes become rows of ``membership``."""
    members = given.setdefault("membership", [])
    stated = {_key("membership", r) for r, _ in members}
    for table, kind in (("commodities", "commodity"), ("processes", "process")):
        for row, place in given.get(table, []):
            segment, code = row.pop("segment", ""), row.pop("gb4754", "")
            if segment and (kind, row["id"]) not in stated:
                members.append(({"kind": kind, "id": row["id"], "segment": segment, "gb4754": code}, place))


def _complete(catalogue: Catalogue, given: dict[str, list[Placed]]) -> None:
    """Fill in what may be left out (see the module's docstring); nothing is guessed that a check would not see."""
    unit = dict(zip(catalogue.commodities.ids, catalogue.commodities.unit))
    for row, _ in given.get("commodities", []):
        row["unit"] = row.get("unit") or unit.get(row["id"], "t")
        unit[row["id"]] = row["unit"]
        if row["unit"] == "t" and row["id"] not in catalogue.commodities.index:
            row["mass_t_per_unit"] = row.get("mass_t_per_unit") or "1"
        row.setdefault("role", "product")
        if row["id"] not in catalogue.commodities.index:
            row["zh"], row["en"] = row.get("zh") or row["id"], row.get("en") or row["id"]
    ids = catalogue.commodities.ids
    output = {p: ids[o] for p, o in zip(catalogue.processes.ids, catalogue.processes.output)}
    for row, _ in given.get("processes", []):
        row["output"] = row.get("output") or output.get(row["id"], "")
        row["unit"] = row.get("unit") or unit.get(row["output"], "")
        output[row["id"]] = row["output"]
        if row["id"] not in catalogue.processes.index:
            row["zh"], row["en"] = row.get("zh") or row["id"], row.get("en") or row["id"]
    for row, _ in given.get("flows", []):
        row["unit"] = row.get("unit") or unit.get(row["commodity"], "")
    for row, _ in given.get("economics", []):
        pattern = PARAMETER_UNITS.get(row["parameter"], "1")
        made = unit.get(output.get(row["process"], ""), "1")
        row["unit"] = row.get("unit") or pattern.format(u=made)
    for row, _ in given.get("prices", []):
        row["unit"] = row.get("unit") or _price_unit(catalogue, row["commodity"], unit)
    _implied_rows(catalogue, given)
    _imply_sources(catalogue, given)


def _price_unit(catalogue: Catalogue, commodity: str, unit: Mapping[str, str]) -> str:
    known = catalogue.price(commodity) if commodity.startswith("utility:") else None
    return known.unit if known else f"CNY/{unit.get(commodity, '1')}"


def _implied_rows(catalogue: Catalogue, given: dict[str, list[Placed]]) -> None:
    """Main outputs, routes and segments that follow from the rest."""
    flows, routes = given.setdefault("flows", []), given.setdefault("routes", [])
    has_flow = {_key("flows", r) for r, _ in flows}
    has_route = {r["commodity"] for r, _ in routes} | {
        r["commodity"] for r in catalogue.tables["routes"].records
    }
    made = {catalogue.commodities.ids[o] for o in catalogue.processes.output}
    for row, place in given.get("processes", []):
        process, commodity = row["id"], row["output"]
        if process in catalogue.processes.index:
            continue
        if (process, commodity) not in has_flow:
            one = {"process": process, "commodity": commodity, "quantity": "1", "low": "1", "high": "1"}
            flows.append((one | {"unit": row["unit"], "method": "definition", "basis": "computed"}, place))
        if commodity not in has_route and commodity not in made:
            routes.append(({"commodity": commodity, "process": process, "alternatives": ""}, place))
            has_route.add(commodity)
    members, segments = given["membership"], given.setdefault("segments", [])
    stated = {_key("membership", r) for r, _ in members}
    for row, place in given.get("commodities", []):
        if row["id"] not in catalogue.commodities.index and ("commodity", row["id"]) not in stated:
            member = {"kind": "commodity", "id": row["id"], "segment": OTHER["id"], "gb4754": ""}
            members.append((member, place))
            if all(r["id"] != OTHER["id"] for r, _ in segments):
                segments.append((dict(OTHER), place))


def _imply_sources(catalogue: Catalogue, given: dict[str, list[Placed]]) -> None:
    """Every figure says what it rests on; texts that are no key of ``sources`` become their own."""
    sources = given.setdefault("sources", [])
    known = {r["key"] for r in catalogue.tables["sources"].records} | {r["key"] for r, _ in sources}
    own = Text("本案例自有表", "the case's own table")
    for name, rows in given.items():
        if "basis" not in catalogue.tables[name].columns:
            continue
        for row, place in rows:
            row["basis"] = row.get("basis") or "estimate"
            row["source"] = row.get("source") or "case"
            for key in row["source"].split(";"):
                if key and key not in known:
                    label = own.zh if key == "case" else key
                    sources.append(({"key": key, "kind": "case", "type": "case", "label": label}, place))
                    known.add(key)


def _merged(name: str, packaged: Table, given: list[Placed]) -> Table:
    if not given:
        return packaged
    rows: dict[tuple[str, ...], Placed] = {}
    for i, r in enumerate(packaged.records):
        key = _key(name, r)
        rows[key if key not in rows else (*key, str(i))] = (dict(r), packaged.place(i))
    for row, place in given:
        key = _key(name, row)
        old = rows[key][0] if key in rows else {}
        kept = {c: "" if c in _FRESH else old.get(c, "") for c in packaged.columns}
        rows[key] = (kept | row, place)
    held = tuple(rows.values())
    records = tuple(r for r, _ in held)
    return Table(packaged.file, packaged.columns, records, packaged.figures, tuple(p for _, p in held))
