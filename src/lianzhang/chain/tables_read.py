"""Reading the planning tables as text: files found, decoded, headings matched, cells kept with their sheet row."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from lianzhang.chain.tables_schema import ALWAYS_ALLOWED, REQUIRED_TABLES, TABLE_TITLES, schema
from lianzhang.core import Problems, Text, nearest

__all__ = ["REGISTERS", "RawTable", "read_raw_tables"]

MAXIMUM_BYTES = 256 * 1024 * 1024
"""A larger table is refused: it is a mistake or an attack, not a plan."""

REGISTERS = (
    "projects", "progress", "nodes", "firms", "parks", "policies", "proposals", "tasks", "funds", "leads", "events", "honours", "talents",
    "institutions", "organisations", "problems", "requests", "permits", "visits", "milestones", "dispatch", "facts",
    "zones", "scorecards", "stocks", "indicators", "aliases", "prices", "progress", "places", "matters",
)  # fmt: skip
"""Tables in the same folder that the office keeps and the plan does not read."""


@dataclass(frozen=True)
class RawTable:
    """A table as text: ``names`` are the schema's columns (or an always-allowed one), one a heading."""

    name: str
    file: str
    header: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]


def _decode(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _records_csv(path: Path, shown: str, problems: Problems) -> list[list[str]] | None:
    if path.stat().st_size > MAXIMUM_BYTES:
        problems.add(shown, Text("文件过大，未读取", "the file is too large and was not read"))
        return None
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text: str | None = data.decode("utf-16", errors="replace")
    else:
        text = _decode(data)
    if text is None or "\x00" in text:
        problems.add(
            shown, Text("不是 UTF-8 或 GB18030 编码的 CSV 文件", "is not a CSV file in UTF-8 or GB18030")
        )
        return None
    first = text.split("\n", 1)[0]
    comma = max(",", "\t", ";", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True))
    except csv.Error as error:
        problems.add(shown, Text(f"CSV 格式有误：{error}", f"is not well-formed CSV: {error}"))
        return None


def _records_xlsx(path: Path, shown: str, problems: Problems) -> list[list[str]] | None:
    import polars as pl

    try:
        frame = pl.read_excel(path, has_header=False, drop_empty_rows=False, infer_schema_length=0)
    except ModuleNotFoundError:
        problems.add(
            shown,
            Text(
                "读取 xlsx 需要安装 fastexcel；也可另存为 CSV",
                "reading xlsx needs the package fastexcel; saving the sheet as CSV works too",
            ),
        )
        return None
    except Exception as error:  # noqa: BLE001 — polars raises several kinds for a broken workbook
        problems.add(shown, Text(f"无法读取工作簿：{error}", f"the workbook cannot be read: {error}"))
        return None
    return [["" if v is None else str(v) for v in row] for row in frame.iter_rows()]


def _match_header(
    name: str, shown: str, header: tuple[str, ...], problems: Problems
) -> tuple[str, ...] | None:
    """The column of each heading; one that is not understood is noted and marked with ``?``, so that the rest of the table is judged
    all the same. None when a required column is missing."""
    columns = schema()[name]
    by_title = {c.zh: c.name for c in columns.values()}
    names: list[str] = []
    for heading in header:
        found = heading if heading in columns else by_title.get(heading, heading.casefold())
        if found not in columns and found not in ALWAYS_ALLOWED:
            where = "row 1"
            if not heading:
                problems.add(shown, Text("有一列没有标题", "a column has no heading"), where=where)
            else:
                problems.add(
                    shown, Text(f"没有名为“{heading}”的列", f"unknown column {heading!r}"), where=where, field=heading,
                    nearest=nearest(heading, [*columns, *by_title]),
                )  # fmt: skip
            names.append(f"?{heading}")
            continue
        if found in names and found in columns:
            problems.add(
                shown,
                Text(f"列“{heading}”出现两次", f"column {heading!r} stands twice"),
                where="row 1",
                field=heading,
            )
            found = f"?{heading}"
        names.append(found)
    missing = len(problems)
    for column in columns.values():
        if column.required and column.name not in names:
            problems.add(
                shown, Text(f"缺少列“{column.name}”（{column.zh}）", f"missing column {column.name!r}"), where="row 1",
                field=column.name, nearest=nearest(column.name, [h for h in header if h not in columns]),
            )  # fmt: skip
    return tuple(names) if len(problems) == missing else None


def _to_raw(name: str, shown: str, records: list[list[str]], problems: Problems) -> RawTable | None:
    numbered = [(i + 1, [c.strip() for c in record]) for i, record in enumerate(records)]
    filled = [(i, record) for i, record in numbered if any(record)]
    if not filled:
        return None
    header_cells = filled[0][1]
    while header_cells and not header_cells[-1]:
        header_cells.pop()
    header = tuple(header_cells)
    names = _match_header(name, shown, header, problems)
    if names is None:
        return None
    rows: list[int] = []
    cells: list[tuple[str, ...]] = []
    for i, record in filled[1:]:
        if any(record[len(header) :]):
            problems.add(
                shown, Text(f"有 {len(record)} 格，标题只有 {len(header)} 列",
                            f"has {len(record)} cells under {len(header)} headings"), where=f"row {i}",
            )  # fmt: skip
            continue
        rows.append(i)
        cells.append(tuple((record + [""] * len(header))[: len(header)]))
    return RawTable(name, shown, header, names, tuple(rows), tuple(cells))


def read_raw_tables(
    folder: Path, problems: Problems, registers: Collection[str] = REGISTERS
) -> Mapping[str, RawTable]:
    """Every planning table of ``folder/tables`` as text; faults of files and headings go to ``problems``.

    Files named in ``registers`` are left alone; any other file that is not a planning table is a fault. An empty file
    or one with a heading only counts as absent, unless the table is required.
    """
    titles = {zh: name for name, zh in TABLE_TITLES.items()}
    found: dict[str, RawTable] = {}
    seen: dict[str, str] = {}
    place = folder / "tables"
    if not place.is_dir():
        problems.add(f"{folder.name}/tables", Text("没有 tables 文件夹", "there is no folder named tables"))
        return found
    for path in sorted(place.iterdir()):
        stem, suffix = path.stem, path.suffix.casefold()
        if suffix not in (".csv", ".tsv", ".xlsx") or path.name.startswith((".", "~$")):
            continue
        shown = f"tables/{path.name}"
        name = titles.get(stem, stem.casefold())
        if name not in schema():
            if name not in registers and stem not in registers:
                problems.add(
                    shown,
                    Text(f"没有名为“{stem}”的规划表", f"unknown table {stem!r}"),
                    nearest=nearest(stem, [*schema()]),
                )
            continue
        if name in seen:
            problems.add(shown, Text(f"与 {seen[name]} 是同一张表", f"is the same table as {seen[name]}"))
            continue
        seen[name] = shown
        before = len(problems)
        records = (_records_xlsx if suffix == ".xlsx" else _records_csv)(path, shown, problems)
        raw = _to_raw(name, shown, records, problems) if records is not None else None
        if raw is not None and raw.rows:
            found[name] = raw
        elif name in ("commodities", "regions") and len(problems) == before:
            problems.add(shown, Text("这张表没有数据行", "the table has no row"))
    for name in REQUIRED_TABLES:
        if name not in seen:
            problems.add(
                f"tables/{name}.csv",
                Text(f"缺少必需的表“{TABLE_TITLES[name]}”", f"the required table {name} is missing"),
            )
    return found
