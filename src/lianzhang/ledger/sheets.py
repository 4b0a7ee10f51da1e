"""Sheets as offices send them: CSV in UTF-8 (with or without BOM), UTF-16 or GB18030, title lines above the headings.

A sheet becomes rows of text by field, with the unit of each heading; cells are read by :mod:`cells`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lianzhang.core import Problems, RowBasis, Text, UnitError, nearest, unit
from lianzhang.ledger.cells import fold, money_scale
from lianzhang.ledger.fields import SOURCE_HEADINGS, Field

__all__ = ["Line", "Sheet", "read_sheet"]

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 100_000
TITLE_LINES = 12
"""Headings are looked for in this many first lines: titles and a line 单位：亿元 often stand above."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that means a field: heading as printed, its unit (scale for money)."""

    field: Field
    heading: str
    at: int
    unit: str | None
    scale: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a sheet counts, and all cells with their headings as printed."""

    row: int
    cells: tuple[tuple[str, str], ...]
    values: tuple[str, ...]
    source: str

    def basis(self, file: str, column: str) -> RowBasis:
        """Where a value of this row came from."""
        return RowBasis(file, self.row, column, self.cells, self.source)


@dataclass(frozen=True)
class Sheet:
    """A sheet that was understood; ``ignored`` are headings that mean no field here, with the nearest one that would."""

    file: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    ignored: tuple[tuple[str, str | None], ...]


def _decode(data: bytes, file: str, problems: Problems) -> str | None:
    order = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        what = Text("是 Excel 工作簿；请另存为 CSV（UTF-8）", "is an Excel workbook; save it as CSV (UTF-8)")
        problems.add(file, what)
        return None
    for encoding in order:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    problems.add(file, Text("编码既不是 UTF-8 也不是 GB18030", "is encoded neither in UTF-8 nor in GB18030"))
    return None


def _rows(text: str, file: str, problems: Problems) -> list[list[str]]:
    head = text[:4000]
    delimiter = max(",\t;", key=head.count)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MAX_ROWS:
                problems.add(file, Text(f"超过 {MAX_ROWS} 行", f"more than {MAX_ROWS} rows"))
                return []
    except csv.Error as error:
        where = f"row {len(rows) + 1}"
        problems.add(file, Text(f"不是完整的 CSV：{error}", f"not a whole CSV: {error}"), where=where)
        return []
    return rows


def heading_parts(heading: str) -> tuple[str, str, str | None]:
    """(whole heading without marks, without its brackets, what stands in the brackets or behind a slash)."""
    text = re.sub(r"[\s*:：]", "", fold(heading))
    m = re.search(r"\(([^()]*)\)\Z", text) or re.search(r"[/,_](?:单位:?)?([^/]+(?:/年)?)\Z", text)
    whole = re.sub(r"[()/]", "", text)
    if not m:
        return whole, whole, None
    return whole, text[: m.start()], re.sub(r"\A单位:?", "", m[1])


def _match(heading: str, fields: Sequence[Field]) -> tuple[Field | None, str | None]:
    whole, bare, inside = heading_parts(heading)
    for text, unit_text in ((whole, None), (bare, inside)):
        for field in fields:
            if text and text in field.headings:
                return field, unit_text
    return None, None


def _title_scale(rows: Sequence[Sequence[str]]) -> Decimal | None:
    """The money unit of a line such as ``单位：亿元`` above the headings."""
    for row in rows:
        for cell in row:
            m = re.search(r"单位[:：]\s*([^\s,，、;；)）/]+)", cell)
            if m and money_scale(m[1]) is not None:
                return money_scale(m[1])
    return None


def _columns(
    header: Sequence[str],
    fields: Sequence[Field],
    default: Decimal | None,
    file: str,
    row: int,
    problems: Problems,
) -> tuple[list[Column], int | None, list[tuple[str, str | None]]]:
    columns: list[Column] = []
    ignored: list[tuple[str, str | None]] = []
    source = None
    every = [h for f in fields for h in f.headings]
    for at, heading in enumerate(header):
        if not fold(heading):
            continue
        if heading_parts(heading)[0] in SOURCE_HEADINGS:
            source = at
            continue
        field, inside = _match(heading, fields)
        if field is None:
            ignored.append((heading.strip(), nearest(heading_parts(heading)[1], every)))
            continue
        twice = next((c for c in columns if c.field is field), None)
        if twice is not None:
            what = Text(f"与“{twice.heading}”是同一项", f"means the same as {twice.heading!r}")
            problems.add(file, what, where=f"row {row}", field=heading.strip())
            continue
        scale = money_scale(inside) if inside else None
        if inside and field.type == "money" and scale is None:
            what = Text(f"“{inside}”不是金额单位", f"{inside!r} is not a unit of money")
            problems.add(file, what, where=f"row {row}", field=heading.strip(), nearest="亿元")
        if inside and field.type == "quantity":
            _check_unit(inside, file, row, heading, problems)
        columns.append(Column(field, heading.strip(), at, inside, scale if scale is not None else default))
    return columns, source, ignored


def _check_unit(text: str, file: str, row: int, heading: str, problems: Problems) -> None:
    try:
        unit(text.lstrip("亿万千百"))
    except UnitError:
        what = Text(f"单位“{text}”不认识", f"unknown unit {text!r}")
        problems.add(file, what, where=f"row {row}", field=heading.strip())


def read_sheet(
    file: str | Path, fields: Sequence[Field], problems: Problems, name: str | None = None
) -> Sheet | None:
    """Read a CSV into lines by field. Faults go to ``problems``; None when nothing can be read at all.

    ``name`` is how the file is called in messages and bases (default: the file's own name).
    """
    path = Path(file)
    name = name or path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            problems.add(name, Text(f"大于 {MAX_BYTES} 字节", f"larger than {MAX_BYTES} bytes"))
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.add(name, Text(f"读不了：{error.strerror}", f"cannot be read: {error.strerror}"))
        return None
    text = _decode(data, name, problems)
    if text is None:
        return None
    rows = _rows(text, name, problems)
    best = max(
        range(min(len(rows), TITLE_LINES)),
        key=lambda i: (sum(_match(h, fields)[0] is not None for h in rows[i]), -i),
        default=None,
    )
    if best is None or not any(_match(h, fields)[0] is not None for h in rows[best]):
        if not len(problems):
            expected = "、".join(f.headings[0] for f in fields[:6])
            problems.add(
                name,
                Text(f"找不到表头；应有如 {expected}", f"no headings found; expected such as {expected}"),
            )
        return None
    columns, source, ignored = _columns(
        rows[best], fields, _title_scale(rows[:best]), name, best + 1, problems
    )
    for field in fields:
        if field.required and not any(c.field is field for c in columns):
            what = Text(f"缺少“{field.zh}”一列", f"the column {field.zh} is missing")
            problems.add(name, what, where=f"row {best + 1}", nearest=field.headings[0])
    lines = [_line(i + 1, row, rows[best], columns, source) for i, row in enumerate(rows) if i > best]
    return Sheet(name, tuple(columns), tuple(x for x in lines if any(x.values)), tuple(ignored))


def _line(
    number: int, row: Sequence[str], header: Sequence[str], columns: Sequence[Column], source: int | None
) -> Line:
    cells = tuple(
        (h.strip(), c.strip()) for h, c in zip(header, row, strict=False) if h.strip() and c.strip()
    )
    values = tuple(row[c.at].strip() if c.at < len(row) else "" for c in columns)
    return Line(
        number, cells, values, row[source].strip() if source is not None and source < len(row) else ""
    )
