"""Sheets as offices send them: Excel workbooks, and CSV in UTF-8 (with or without BOM), UTF-16 or GB18030.

A sheet becomes lines of text by field, with the unit of each heading; cells are read by :mod:`cells`. Title lines, captions
between the rows, totals and notes below are passed over, and said to be.
"""

from __future__ import annotations

import csv
import io
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lianzhang.core import InputError, Problems, RowBasis, Text
from lianzhang.ledger.declare import Field, registers
from lianzhang.ledger.headings import Column, Header, find_header
from lianzhang.ledger.workbook import MAX_ROWS, Grid, read_workbook

__all__ = ["Line", "Sheet", "read_grids", "read_sheet"]

MAX_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a sheet counts, all cells with their headings as printed, the values by column, the source and
    the unit that the row itself names."""

    row: int
    cells: tuple[tuple[str, str], ...]
    values: tuple[str, ...]
    source: str
    unit: str = ""

    def basis(self, file: str, column: str) -> RowBasis:
        """Where a value of this row came from."""
        return RowBasis(file, self.row, column, self.cells, self.source)


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows that are records, made anew whenever they are gone through: a long sheet is held once, as its cells."""

    grid: Grid
    header: Header
    rows: Sequence[int]
    down: Mapping[tuple[int, int], tuple[int, int]]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Line]:
        for at in self.rows:
            yield _line(at + 1, _texts(self.grid, self.header, self.down, at), self.header)


@dataclass(frozen=True)
class Sheet:
    """A sheet that was understood; ``ignored`` are headings that mean no field here, with the nearest one that would;
    ``passed`` rows that are no records, each with why; ``totals`` the rows that sum up all others."""

    file: str
    columns: tuple[Column, ...]
    lines: Lines
    ignored: tuple[tuple[str, str | None], ...]
    grid: Grid
    passed: tuple[tuple[str, Text], ...] = ()
    totals: tuple[Line, ...] = ()

    @property
    def name(self) -> str:
        """How rows call their file: with the sheet where it is a workbook."""
        return f"{self.file}[{self.grid.sheet}]" if self.grid.sheet else self.file

    def where(self, line: Line, column: Column | None = None) -> str:
        """How a cell of this sheet is called."""
        return self.grid.where(line.row - 1, column.at if column else None)


def _decode(data: bytes, file: str, problems: Problems) -> str | None:
    order = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
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
            rows.append([c.strip() for c in row])
            if len(rows) > MAX_ROWS:
                problems.add(file, Text(f"超过 {MAX_ROWS} 行", f"more than {MAX_ROWS} rows"))
                return []
    except csv.Error as error:
        where = f"row {len(rows) + 1}"
        problems.add(file, Text(f"不是完整的 CSV：{error}", f"not a whole CSV: {error}"), where=where)
        return []
    return rows


def read_grids(path: Path, name: str, problems: Problems, first: int | None = None) -> list[Grid]:
    """The sheets of a file (the ``first`` rows of each); none, with the reason among the problems, when it cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            problems.add(name, Text(f"大于 {MAX_BYTES} 字节", f"larger than {MAX_BYTES} bytes"))
            return []
        data = path.read_bytes()
    except OSError as error:
        problems.add(name, Text(f"读不了：{error.strerror}", f"cannot be read: {error.strerror}"))
        return []
    if data[:4] == b"PK\x03\x04":
        try:
            return read_workbook(data, name, first)
        except InputError as error:
            problems.extend(error.problems)
            return []
    if data[:4] == b"\xd0\xcf\x11\xe0":
        what = Text(
            "是旧格式 Excel 或已加密；请另存为 .xlsx",
            "is an old or encrypted Excel workbook; save it as .xlsx",
        )
        problems.add(name, what)
        return []
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        problems.add(name, Text("不是 Excel 文件，或已损坏", "is no Excel workbook, or broken"))
        return []
    text = _decode(data, name, problems)
    rows = _rows(text, name, problems) if text is not None else []
    return [Grid(name, None, rows[:first])] if rows else []


def _looks_like(grid: Grid, fields: Sequence[Field]) -> str | None:
    """The register that a sheet's headings would fit, where it is another one."""
    best, most = None, 1
    for register in registers().values():
        found = find_header(grid, register.fields)
        if found is not None and len(found.columns) > most and register.fields is not fields:
            best, most = register, len(found.columns)
    return best.zh if best else None


def _choose(
    grids: Sequence[Grid], fields: Sequence[Field], wanted: str | None, name: str, problems: Problems
) -> tuple[Grid, Header] | None:
    """The visible sheet whose headings mean most fields, or the one that was asked for."""
    if wanted is not None:
        grids = [g for g in grids if g.sheet == wanted]
        if not grids:
            problems.add(name, Text(f"没有工作表“{wanted}”", f"no sheet {wanted!r}"))
            return None
    found = [(g, h) for g in grids if (h := find_header(g, fields)) is not None]
    required = {f.name for f in fields if f.required}

    def rank(item: tuple[Grid, Header]) -> tuple[int, int]:
        names = {c.field.name for c in item[1].columns}
        return len(required & names), len(names)

    shown = [x for x in found if not x[0].hidden or wanted is not None]
    if not shown:
        if found:
            what = Text(
                f"只有隐藏的工作表“{found[0][0].sheet}”像是这本台账；请取消隐藏",
                f"only the hidden sheet {found[0][0].sheet!r} fits: unhide it",
            )
            problems.add(name, what)
        elif not len(problems):
            expected = "、".join(f.headings[0] for f in fields[:6])
            other = next((o for g in grids if (o := _looks_like(g, fields))), None)
            hint = f"；它像是“{other}”台账" if other else ""
            sheets = "、".join(g.sheet for g in grids if g.sheet)
            here = f"（工作表 {sheets}）" if sheets else ""
            problems.add(
                name,
                Text(f"找不到表头{here}；应有如 {expected}{hint}",
                     f"no headings found; expected such as {expected}" + (f"; it looks like {other}" if other else "")),
            )  # fmt: skip
        return None
    return max(shown, key=rank)


def read_sheet(
    file: str | Path,
    fields: Sequence[Field],
    problems: Problems,
    name: str | None = None,
    sheet: str | None = None,
) -> Sheet | None:
    """Read a CSV or workbook into lines by field. Faults go to ``problems``; None when nothing can be read at all.

    ``name`` is how the file is called in messages and bases (default: the file's own name); ``sheet`` the sheet to read
    (default: the visible one that fits best).
    """
    path = Path(file)
    name = name or path.name
    grids = read_grids(path, name, problems)
    if not grids:
        if not len(problems):
            problems.add(name, Text("是空的，找不到表头", "is empty: no headings found"))
        return None
    chosen = _choose(grids, fields, sheet, name, problems)
    if chosen is None:
        return None
    grid = chosen[0]
    header = find_header(grid, fields, problems)
    assert header is not None
    for field in fields:
        if field.required and not any(c.field is field for c in header.columns):
            other = _looks_like(grid, fields) if len(header.columns) < 3 else None
            hint = f"；它像是“{other}”台账" if other else ""
            what = Text(f"缺少“{field.zh}”一列{hint}", f"the column {field.zh} is missing")
            problems.add(name, what, where=grid.where(header.row), nearest=field.headings[0])
    passed: list[tuple[str, Text]] = [
        (g.sheet or "", Text("隐藏的工作表，未读取", "hidden sheet, not read"))
        for g in grids
        if g.hidden and g is not grid
    ]
    totals: list[Line] = []
    lines = _lines(grid, header, passed, totals, problems)
    unseen = set(grid.hidden_rows)
    told = Text("隐藏的行，也读入了", "a hidden row, read as well")
    passed += [(grid.where(at), told) for at in (lines.rows if unseen else ()) if at in unseen]
    return Sheet(name, header.columns, lines, header.ignored, grid, tuple(passed), tuple(totals))


_SUM = re.compile(r"(?:合|总|小|累)\s*计(?:[（(:：].*)?\Z")
_WHOLE = re.compile(r"(?:合|总)\s*计")
_CAPTION = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．]")
_NOTE = re.compile(r"(?:注|备注|说明|填报|填表|审核|制表|联系|负责人|单位负责人|报送)\S{0,6}[:：]")


def _why_passed(row: Sequence[str], header: Header, wide: bool) -> Text | None:
    """Why a row is no record; None when it is one."""
    said = [c for c in row if c]
    if any(_SUM.match(c) for c in said[:3]):
        return Text("合计行", "a total")
    mapped = [c for c in header.columns if c.at < len(row) and row[c.at]]
    if len(mapped) > 1 and all(row[c.at] == header.texts[c.at] for c in mapped):
        return Text("重复的表头", "the headings again")
    if said and _NOTE.match(said[0]) and len(said) <= 3:
        return Text("表下的说明", "a note below the table")
    if len(set(said)) == 1 and (wide or _CAPTION.match(said[0])):
        return Text("小标题", "a caption")
    return None


def _lines(
    grid: Grid, header: Header, passed: list[tuple[str, Text]], totals: list[Line], problems: Problems
) -> Lines:
    """Which rows are records. Rows that are none go to ``passed``, sums of all to ``totals``, faults to ``problems``."""
    first = header.row + header.rows
    down = {}
    across: dict[int, list[tuple[int, int]]] = {}
    for top, left, bottom, right in grid.merged:
        if top >= first and right == left and bottom - top < 5_000:
            down.update({(r, left): (top, left) for r in range(top + 1, bottom + 1)})
        if top >= first and right > left:
            across.setdefault(top, []).append((left, right))
    rows = array("l")
    for at in range(first, len(grid.rows)):
        row = grid.rows[at]
        if not any(row) and not any((at, c.at) in grid.faults for c in header.columns):
            continue
        spans = across.get(at, [])
        why = _why_passed(
            row, header, any(right - left + 1 >= len(header.columns) / 2 for left, right in spans)
        )
        if why is not None:
            passed.append((grid.where(at), why))
            if any(_WHOLE.match(c) for c in row[:3]):
                totals.append(_line(at + 1, row, header))
            continue
        _check_merged(grid, header, at, spans, problems)
        texts = _texts(grid, header, down, at)
        said = any(texts[c.at] for c in header.columns if c.at < len(texts))
        if said or any((at, c.at) in grid.faults for c in header.columns):
            rows.append(at)
    return Lines(grid, header, rows, down)


def _texts(grid: Grid, header: Header, down: Mapping[tuple[int, int], tuple[int, int]], at: int) -> list[str]:
    """The cells of a row, with those that are merged downwards."""
    row = grid.rows[at]
    if not down:
        return row
    cells = [down.get((at, c), (at, c)) for c in range(len(header.texts))]
    return [grid.rows[r][c] if c < len(grid.rows[r]) else "" for r, c in cells]


def _check_merged(
    grid: Grid, header: Header, at: int, spans: Sequence[tuple[int, int]], problems: Problems
) -> None:
    for left, right in spans:
        over = [c for c in header.columns if left <= c.at <= right]
        if len(over) > 1:
            names = "、".join(c.heading for c in over)
            what = Text(
                f"一个合并单元格跨了几栏：{names}", f"one merged cell lies over several columns: {names}"
            )
            problems.add(grid.file, what, where=grid.where(at, left), field=over[0].heading)
    row = grid.rows[at]
    for spare, heading in header.spare:
        if spare < len(row) and row[spare]:
            what = Text(
                f"表头“{heading}”合并在几栏上，不知这一栏是什么",
                f"the heading {heading!r} is merged over several columns: which is this?",
            )
            problems.add(grid.file, what, where=grid.where(at, spare), field=heading)


def _line(number: int, row: Sequence[str], header: Header) -> Line:
    cells = tuple((h, c) for h, c in zip(header.texts, row) if h and c)
    values = tuple(row[c.at] if c.at < len(row) else "" for c in header.columns)

    def side(at: int | None) -> str:
        return row[at] if at is not None and at < len(row) else ""

    return Line(number, cells, values, side(header.source), side(header.unit))
