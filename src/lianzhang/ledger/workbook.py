"""Workbooks as grids of text, every cell as Excel shows it, with what cannot be trusted marked: never a formula computed.

The parts are bounded before they are unpacked (:class:`lianzhang.text.intake_zip.Package`); one pass of expat a sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.parsers import expat

from lianzhang.core import InputError, Problem, Text
from lianzhang.text.intake_zip import Package, local

__all__ = ["MAX_CELLS", "MAX_ROWS", "Grid", "column_letters", "read_workbook"]

MAX_ROWS = 100_000
MAX_CELLS = 2_000_000
_MAX_COLUMNS = 512

Spot = tuple[int, int]


@dataclass
class Grid:
    """Rows of text from the top of a sheet. ``merged``: (row, column, last row, last column), from 0; ``faults``: cells whose
    value cannot be trusted, and why; ``plain``: numbers that end in .1 without a format of their own; ``sheet`` None: a CSV;
    ``hidden_rows``: those that a person does not see."""

    file: str
    sheet: str | None
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faults: dict[Spot, Text] = field(default_factory=dict)
    plain: set[Spot] = field(default_factory=set)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)

    def where(self, row: int, column: int | None = None) -> str:
        """How a cell (from 0) is called: ``row 5`` in a CSV, ``Sheet1!C5`` in a workbook."""
        if self.sheet is None:
            return f"row {row + 1}"
        return f"{self.sheet}!{'' if column is None else column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """0 → A, 26 → AA."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _refuse(file: str, zh: str, en: str) -> InputError:
    return InputError([Problem(file, Text(zh, en))])


_BUILTIN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm",
            17: "mmm-yy", 22: "yyyy-m-d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日",
            36: "yyyy年m月", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 57: "yyyy年m月", 58: "m月d日"}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_REF = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z")


def _attributes(element: Any) -> dict[str, str]:
    return {local(k): str(v) for k, v in element.attrib.items()}


def _formats(package: Package) -> list[str]:
    """The number format of each cell style."""
    if "xl/styles.xml" not in package:
        return []
    own: dict[int, str] = {}
    used: list[int] = []
    for child in package.tree("xl/styles.xml"):
        if local(child.tag) == "numFmts":
            for item in map(_attributes, child):
                if item.get("numFmtId", "").isdigit():
                    own[int(item["numFmtId"])] = item.get("formatCode", "")
        elif local(child.tag) == "cellXfs":
            ids = [_attributes(x).get("numFmtId", "0") for x in child]
            used = [int(i) if i.isdigit() else 0 for i in ids]
    return [own.get(i, _BUILTIN.get(i, "")) for i in used]


def _strings(package: Package) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in package:
        return []
    found: list[str] = []
    parts: list[str] = []
    state = {"text": False, "guide": False}

    def start(tag: str, _: Any) -> None:
        tag = tag.rsplit(":", 1)[-1]
        state["text"] = tag == "t"
        state["guide"] = state["guide"] or tag == "rPh"

    def end(tag: str) -> None:
        tag = tag.rsplit(":", 1)[-1]
        state["text"] = False
        if tag == "rPh":
            state["guide"] = False
        elif tag == "si":
            found.append("".join(parts))
            parts.clear()

    def data(text: str) -> None:
        if state["text"] and not state["guide"]:
            parts.append(text)

    _parse(package, name, start, end, data)
    return found


def _parse(package: Package, name: str, start: Any, end: Any, data: Any) -> None:
    """One pass over a part; a document type is refused, and with it every entity."""

    def doctype(*_: Any) -> None:
        raise _refuse(
            package.path, f"{name} 含文档类型声明，未读取", f"{name} declares entities; it was not read"
        )

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    try:
        parser.Parse(package.read(name), True)
    except expat.ExpatError as error:
        raise _refuse(package.path, f"{name} 已损坏", f"{name} is no sound XML") from error


def _day(serial: Decimal, old: bool, pattern: str) -> str:
    try:
        on = (date(1904, 1, 1) if old else date(1899, 12, 30)) + timedelta(days=int(serial))
    except OverflowError:
        return str(serial)
    if "d" not in pattern:
        return f"{on.year:04d}-{on.month:02d}" if "y" in pattern else f"{on.month}月"
    return f"{on.year:04d}-{on.month:02d}-{on.day:02d}"


def shown_number(text: str, pattern: str, old: bool = False) -> str:
    """A number by its format: percent, dates, and the zeros that a format keeps (2026.10); 15 digits at most."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value.adjusted()) > 60:
        return text
    value = Decimal(f"{value:.15g}")
    first = pattern.split(";")[0]
    bare = _LITERAL.sub("", first).casefold()
    if "%" in bare:
        return f"{(value * 100).normalize():f}%"
    if ("y" in bare or ("m" in bare and "d" in bare)) and 0 <= value < 2_958_466:
        return _day(value, old, bare)
    shown = f"{value.normalize():f}"
    kept = re.search(r"\.(0+)", bare)
    if kept and "e" not in bare and len(kept[1]) > len(shown.partition(".")[2]):
        shown = f"{value:.{len(kept[1])}f}"
    return "0" if shown == "-0" else shown


@dataclass
class _Book:
    package: Package
    strings: list[str]
    formats: list[str]
    old_dates: bool = False


class _Reader:
    """Gathers one sheet's cells from the events of its XML."""

    def __init__(self, book: _Book, grid: Grid, first: int | None) -> None:
        self.book, self.grid, self.first = book, grid, first
        self.row = self.column = -1
        self.kind, self.style, self.formula, self.on = "n", 0, False, ""
        self.parts: list[str] = []
        self.count = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""
        tag = tag.rsplit(":", 1)[-1]
        if tag == "c":
            place = _REF.match(given.get("r", ""))
            if place:
                number = 0
                for char in place[1]:
                    number = number * 26 + ord(char) - 64
                self.row, self.column = int(place[2]) - 1, number - 1
            else:
                self.column += 1
            style = given.get("s", "0")
            self.kind, self.style = given.get("t", "n"), int(style) if style.isdigit() else 0
            self.formula = False
            self.parts.clear()
        elif tag in ("v", "t"):
            self.on = tag
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            number_text = given.get("r", "")
            self.row = (
                int(number_text) - 1 if number_text.isdigit() and len(number_text) < 8 else self.row + 1
            )
            self.column = -1
            if given.get("hidden") in ("1", "true") and len(self.grid.hidden_rows) < MAX_ROWS:
                self.grid.hidden_rows.append(self.row)
        elif tag == "mergeCell":
            self.merge(given.get("ref", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        tag = tag.rsplit(":", 1)[-1]
        if tag in ("v", "t"):
            self.on = ""
        elif tag == "c":
            self.cell("".join(self.parts))

    def data(self, text: str) -> None:
        """Characters of a value."""
        if self.on:
            self.parts.append(text)

    def merge(self, ref: str) -> None:
        """A merged range."""
        first, _, last = ref.partition(":")
        a, b = _REF.match(first), _REF.match(last or first)
        if a and b and len(self.grid.merged) < 50_000:
            spots = []
            for m in (a, b):
                number = 0
                for char in m[1]:
                    number = number * 26 + ord(char) - 64
                spots.append((int(m[2]) - 1, number - 1))
            self.grid.merged.append((*spots[0], *spots[1]))

    def cell(self, raw: str) -> None:
        """A cell is complete."""
        spot = (self.row, self.column)
        if self.column >= _MAX_COLUMNS or self.row < 0 or (self.first is not None and self.row >= self.first):
            return
        text = raw
        if self.kind == "s":
            text = self.book.strings[int(raw)] if raw.isdigit() and int(raw) < len(self.book.strings) else ""
        elif self.kind == "b":
            text = {"1": "是", "0": "否"}.get(raw, raw)
        elif self.kind == "e":
            self.grid.faults[spot] = Text(f"是错误值 {raw}", f"holds the error {raw}")
            text = raw
        elif self.kind == "n" and raw:
            pattern = self.book.formats[self.style] if self.style < len(self.book.formats) else ""
            text = shown_number(raw, pattern, self.book.old_dates)
            if text.endswith(".1") and pattern.casefold() in ("", "general"):
                self.grid.plain.add(spot)
        if self.formula and not text:
            self.grid.faults[spot] = Text(
                "是未计算的公式：请在 Excel 中打开并保存，或改成数值",
                "is a formula without a value: open and save it in Excel",
            )
        text = " ".join(text.split())
        if not text and spot not in self.grid.faults:
            return
        self.count += 1
        if self.row >= MAX_ROWS + 50 or self.count > MAX_CELLS:
            what = Text(
                f"超过 {MAX_ROWS} 行或 {MAX_CELLS} 格，未读取",
                f"has more than {MAX_ROWS} rows or {MAX_CELLS} cells",
            )
            raise InputError([Problem(self.grid.file, what, where=self.grid.sheet)])
        rows = self.grid.rows
        while len(rows) <= self.row:
            rows.append([])
        row = rows[self.row]
        row.extend([""] * (self.column + 1 - len(row)))
        row[self.column] = text


def _sheets(package: Package, book: _Book) -> list[tuple[str, str, bool]]:
    targets: dict[str, str] = {}
    for given in map(_attributes, package.tree("xl/_rels/workbook.xml.rels")):
        target = given.get("Target", "")
        targets[given.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = []
    for child in package.tree("xl/workbook.xml"):
        if local(child.tag) == "workbookPr":
            book.old_dates = _attributes(child).get("date1904") in ("1", "true")
        if local(child.tag) == "sheets":
            for given in map(_attributes, child):
                part = targets.get(given.get("id", ""), "")
                if part in package and "worksheets/" in part:
                    found.append((given.get("name", "?"), part, given.get("state", "visible") != "visible"))
    return found


def read_workbook(data: bytes, file: str, first: int | None = None) -> list[Grid]:
    """The sheets of an .xlsx (the ``first`` rows of each), hidden ones marked. Raises :class:`InputError`: broken, encrypted, too large, with macros."""
    package = Package(data, file, "xlsx")
    if any(
        n.casefold().endswith("vbaproject.bin") or "/macrosheets/" in n.casefold() for n in package.names()
    ):
        raise _refuse(
            file,
            "含宏，未读取；请另存为不含宏的 .xlsx",
            "holds macros and was not read; save it as .xlsx without them",
        )
    if "xl/workbook.xml" not in package or "xl/_rels/workbook.xml.rels" not in package:
        raise _refuse(
            file, "压缩包内没有工作簿，不是 Excel 文件", "holds no workbook, so it is no Excel file"
        )
    book = _Book(package, _strings(package), _formats(package))
    grids = []
    for name, part, hidden in _sheets(package, book):
        grid = Grid(file, name, [], hidden=hidden)
        reader = _Reader(book, grid, first)
        _parse(package, part, reader.start, reader.end, reader.data)
        grids.append(grid)
    return grids
