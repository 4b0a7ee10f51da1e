"""Excel workbooks: each sheet row by row, every cell as Excel shows it (percent, dates), formulas by their stored value.

The parts are read directly, bounded before they are unpacked. External links, macros, queries and images are never followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from lianzhang.text.intake import Extract, Grid, GridCell, Writer, refuse
from lianzhang.text.intake_zip import Package, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["column_name", "read_xlsx"]

_MAX_CELLS = 400_000
_MAX_COLUMNS = 512
_BUILTIN = {9: "0%", 10: "0.00%", 14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy-m-d h:mm",
            27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 36: "yyyy年m月",
            50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 57: "yyyy年m月", 58: "m月d日"}  # fmt: skip
_REF = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclass(slots=True)
class _Book:
    """What cells need from the rest of the workbook."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    old_dates: bool = False


@dataclass(slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


def column_name(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _column(name: str) -> int:
    number = 0
    for char in name:
        number = number * 26 + ord(char) - 64
    return number - 1


def _get(element: Element, name: str) -> str | None:
    for key, value in element.attrib.items():
        if local(key) == name:
            return str(value)
    return None


def _plain(element: Element) -> str:
    """The text of a string item; the phonetic guide of East Asian text is left out."""
    out: list[str] = []
    for child in element:
        name = local(child.tag)
        if name == "t":
            out.append(child.text or "")
        elif name == "r":
            out += [t.text or "" for t in child if local(t.tag) == "t"]
    return "".join(out)


def _strings(package: Package) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in package:
        return []
    out: list[str] = []
    for event, element in package.events(name):
        if event == "end" and local(element.tag) == "si":
            out.append(_plain(element))
            element.clear()
    return out


def _formats(package: Package) -> list[str]:
    """The number format of each cell style."""
    if "xl/styles.xml" not in package:
        return []
    own: dict[int, str] = {}
    used: list[int] = []
    for child in package.tree("xl/styles.xml"):
        name = local(child.tag)
        if name == "numFmts":
            own = {int(_get(f, "numFmtId") or -1): _get(f, "formatCode") or "" for f in child}
        elif name == "cellXfs":
            used = [int(_get(x, "numFmtId") or 0) for x in child]
    return [own.get(i, _BUILTIN.get(i, "")) for i in used]


def _sheets(package: Package, book: _Book) -> Iterator[_Sheet]:
    targets: dict[str, str] = {}
    for relation in package.tree("xl/_rels/workbook.xml.rels"):
        target = _get(relation, "Target") or ""
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[_get(relation, "Id") or ""] = part
    for child in package.tree("xl/workbook.xml"):
        name = local(child.tag)
        if name == "workbookPr":
            book.old_dates = _get(child, "date1904") in ("1", "true")
        if name != "sheets":
            continue
        for sheet in child:
            part = targets.get(_get(sheet, "id") or "", "")
            if part in package and "worksheets/" in part:
                state = _get(sheet, "state") or "visible"
                yield _Sheet(_get(sheet, "name") or "?", part, state != "visible")


def _shown_date(serial: Decimal, old: bool, pattern: str) -> str:
    day = date(1904, 1, 1) if old else date(1899, 12, 30)
    try:
        on = day + timedelta(days=int(serial))
    except OverflowError:
        return str(serial)
    if "d" not in pattern:
        return f"{on.year}年{on.month}月" if "y" in pattern else f"{on.month}月"
    if "y" not in pattern:
        return f"{on.month}月{on.day}日"
    return f"{on.year:04d}-{on.month:02d}-{on.day:02d}"


def _number(text: str, pattern: str, old: bool) -> str:
    """A number as people see it: 15 digits at most, percent and dates by the cell's format; nothing else is rounded."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value.adjusted()) > 60:
        return text
    value = Decimal(f"{value:.15g}")
    bare = _LITERAL.sub("", pattern.split(";")[0]).casefold()
    if "%" in bare:
        return f"{_digits(value * 100)}%"
    dated = "y" in bare or ("m" in bare and "d" in bare)
    if dated and 0 <= value < 2_958_466:
        return _shown_date(value, old, bare)
    return _digits(value)


def _digits(value: Decimal) -> str:
    shown = f"{value.normalize():f}"
    return "0" if shown == "-0" else shown


def _cell(element: Element, book: _Book) -> str:
    """The value of a cell as shown; an error value (#N/A) and an uncalculated formula are empty."""
    kind = _get(element, "t") or "n"
    if kind == "inlineStr":
        return "".join(_plain(child) for child in element if local(child.tag) == "is")
    value = next((child.text or "" for child in element if local(child.tag) == "v"), "")
    if kind == "s":
        return book.strings[int(value)] if value.isdigit() and int(value) < len(book.strings) else ""
    if kind == "e":
        return ""
    if kind == "b":
        return {"1": "是", "0": "否"}.get(value, value)
    if kind == "n" and value:
        style = _get(element, "s") or "0"
        index = int(style) if style.isdigit() else 0
        pattern = book.formats[index] if index < len(book.formats) else ""
        return _number(value, pattern, book.old_dates)
    return value


def _read_sheet(package: Package, sheet: _Sheet, book: _Book) -> tuple[dict[int, dict[int, str]], list[str]]:
    """Rows of the cells that hold something, and the merged ranges."""
    rows: dict[int, dict[int, str]] = {}
    merged: list[str] = []
    row = column = -1
    count = 0
    for event, element in package.events(sheet.part):
        name = local(element.tag)
        if event == "start":
            if name == "row":
                given = _get(element, "r") or ""
                row = int(given) - 1 if given.isdigit() and len(given) < 8 else row + 1
                column = -1
            continue
        if name == "c":
            place = _REF.fullmatch(_get(element, "r") or "")
            column = _column(place[1]) if place else column + 1
            text = " ".join(_cell(element, book).split())
            element.clear()
            if not text or column >= _MAX_COLUMNS:
                continue
            count += 1
            if count > _MAX_CELLS:
                raise refuse(
                    package.path, f"工作表 {sheet.name} 超过 {_MAX_CELLS} 格", f"sheet {sheet.name} has more than {_MAX_CELLS} cells"
                )  # fmt: skip
            rows.setdefault(row, {})[column] = text
        elif name == "row":
            element.clear()
        elif name == "mergeCell":
            merged.append(_get(element, "ref") or "")
    return rows, merged


def _spans(merged: list[str]) -> dict[tuple[int, int], tuple[int, int]]:
    """For the first cell of each merged range: how many rows and columns it takes."""
    out: dict[tuple[int, int], tuple[int, int]] = {}
    for ref in merged[:50_000]:
        a, _, b = ref.partition(":")
        first, last = _REF.fullmatch(a), _REF.fullmatch(b)
        if first and last:
            r, c = int(first[2]) - 1, _column(first[1])
            out[r, c] = (max(1, int(last[2]) - r), max(1, _column(last[1]) - c + 1))
    return out


def _write_sheet(
    rows: dict[int, dict[int, str]], merged: list[str], sheet: _Sheet, out: Writer
) -> Iterator[Grid]:
    """Write a sheet, and give its grids: runs of rows without an empty row between them."""
    spans = _spans(merged)
    grid: Grid = []
    previous: int | None = None
    for r in sorted(rows):
        if previous is not None and r > previous + 1:
            out.put("\n")
            yield grid
            grid = []
        previous = r
        at = min(rows[r])
        for c in sorted(rows[r]):
            out.put("\t" * (c - at))
            at = c
            out.anchor(f"{sheet.name}!{column_name(c)}{r + 1}")
            start, end = out.put(rows[r][c])
            down, wide = spans.get((r, c), (1, 1))
            grid.append(GridCell(r, c, start, end, down, wide))
        out.put("\n")
    yield grid


def read_xlsx(data: bytes, path: str) -> Extract:
    """The text of an .xlsx. Raises :class:`InputError` when it is broken, encrypted, a bomb, or no workbook."""
    package = Package(data, path, "xlsx")
    if "xl/workbook.xml" not in package or "xl/_rels/workbook.xml.rels" not in package:
        raise refuse(path, "压缩包内没有工作簿，不是 xlsx 文件", "holds no workbook, so it is no xlsx file")
    try:
        book = _Book(_strings(package), _formats(package))
    except ValueError as error:
        if hasattr(error, "problems"):
            raise
        raise refuse(
            path, "xlsx 文件的样式有误，无法读取", "the styles of the xlsx file are malformed"
        ) from error
    out = Writer(path)
    grids: list[Grid] = []
    notes: list[tuple[str, int, int, str]] = []
    for sheet in list(_sheets(package, book)):
        rows, merged = _read_sheet(package, sheet, book)
        if not rows:
            continue
        out.anchor(sheet.name)
        start, end = out.put(f"工作表：{sheet.name}{'（隐藏）' if sheet.hidden else ''}")
        out.put("\n")
        if sheet.hidden:
            notes.append(("hidden_sheet", start, end, sheet.name))
        grids += [g for g in _write_sheet(rows, merged, sheet, out) if g]
        out.put("\n")
    return Extract(out.text(), tuple(out.anchors), tuple(grids), notes=notes)
