"""A model as an Excel workbook: a sheet a section, a first sheet with the contents, and a sheet 依据 with every basis.

Figures are numbers that can be added up: a column of one unit is told in that unit (money in 万元), said in its heading; where a
column mixes units, each number keeps its own unit beside it and none is scaled. What has no value stays words (原文缺失), never zero.
The last column of a table holds the numbers of the bases of its figures and leads to the first of them. Text is text: a cell that
begins like a formula is stored as words and marked so that it stays words when somebody edits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from lianzhang.core import Quantity, Text, say
from lianzhang.outputs.excel_looks import FACE, Looks, column_widths, heading, height_of, sheet_names
from lianzhang.outputs.lowering import lines, names_of, text_of
from lianzhang.outputs.marks import date_text
from lianzhang.outputs.model import (
    Badge,
    Block,
    Bullets,
    Card,
    Cell,
    Chart,
    Paragraph,
    ReportModel,
    Section,
    Table,
    Tiles,
    When,
    walk,
)
from lianzhang.outputs.numbers import aside, show, unit_name
from lianzhang.outputs.paper_basis import BasisList, clean
from lianzhang.outputs.word import write_whole

__all__ = ["write_excel"]

_MOST = 32_000
"""Characters that a cell can hold."""
_SPAN = 8
"""Columns that a paragraph runs over where a sheet has no wider table."""


def write_excel(model: ReportModel, path: str | Path) -> Path:
    """Write a model as an ``.xlsx``; returns the path. Raises OSError when it cannot be written."""
    return write_whole(Path(path), lambda name: _Writer(model, name).write())


@dataclass(frozen=True)
class _Scale:
    """How a column of figures is told: one unit for all (``unit``, divided by ``divisor``), or each its own."""

    unit: str | None
    divisor: Decimal = Decimal(1)
    head: str = ""


def _scale(cells: Sequence[Cell]) -> _Scale:
    found = [c for c in cells if isinstance(c, Quantity)]
    units = {q.unit for q in found}
    if len(units) != 1:
        return _Scale(None)
    unit = units.pop()
    if unit == "CNY":
        return _Scale(unit, Decimal(10000), say(Text("万元", "10,000 CNY")))
    return _Scale(unit, Decimal(1), unit_name(unit))


class _Writer:
    def __init__(self, model: ReportModel, name: str) -> None:
        self.model = model
        self.names = names_of(model)
        self.bases = BasisList(model)
        self.book = xlsxwriter.Workbook(
            name,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
            },
        )
        self.looks = Looks(self.book)
        told = [
            say(Text("目录", "Contents")),
            *(say(s.title) for s in model.sections),
            say(Text("依据", "Bases")),
        ]
        self.sheets = sheet_names(told)

    def write(self) -> None:
        """All sheets, in order."""
        properties = {"title": clean(say(self.model.title))[:250], "author": clean(self.model.office)[:250]}
        self.book.set_properties(properties)
        self._contents()
        for section, name in zip(self.model.sections, self.sheets[1:-1]):
            _Sheet(self, self.book.add_worksheet(name), section).write()
        self._basis()
        self.book.close()

    @cached_property
    def rows_of(self) -> dict[int, int]:
        """Row (from zero) of each basis in the sheet 依据."""
        return {n: n + 1 for n in range(1, len(self.bases) + 1)}

    def words(self, sheet: Any, row: int, column: int, text: str, look: str = "text") -> None:
        """Text that stays text."""
        told = clean(text)[:_MOST]
        sheet.write_string(
            row, column, told, self.looks[look, told[:1] in ("=", "+", "-", "@", "\t", "\r", "|", "%")]
        )

    def to_basis(self, sheet: Any, row: int, column: int, numbers: Sequence[int]) -> None:
        """Numbers of bases, leading to the first."""
        if not numbers:
            sheet.write_blank(row, column, None, self.looks["link", False])
            return
        text = basis_text(numbers)
        target = f"internal:'{self.sheets[-1]}'!A{self.rows_of[numbers[0]] + 1}"
        sheet.write_url(row, column, target, self.looks["link", False], text)

    def _contents(self) -> None:
        sheet = self.book.add_worksheet(self.sheets[0])
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 6, None)
        sheet.set_column(1, 1, 60, None)
        sheet.set_row(0, 36)
        self.words(sheet, 0, 1, say(self.model.title), "title")
        who = "　".join(x for x in (self.model.office, date_text(self.model.made_at)) if x)
        self.words(sheet, 1, 1, who, "note")
        for i, name in enumerate(self.sheets[1:]):
            sheet.write_number(3 + i, 0, i + 1, self.looks["number", False])
            sheet.write_url(3 + i, 1, f"internal:'{name}'!A1", self.looks["link-left", False], name)
        lead = Text("每张表末列“依据”为编号，对应“依据”表中的行；点击可跳转。金额列单位为万元，数值可直接求和。",
                    "The last column of a table holds numbers of the sheet of bases. Money is in 10,000 CNY; numbers can be summed.")  # fmt: skip
        sheet.set_row(4 + len(self.sheets), 40)
        self.words(sheet, 4 + len(self.sheets), 1, say(lead), "note")
        _paper(sheet, 66)

    def _basis(self) -> None:
        sheet = self.book.add_worksheet(self.sheets[-1])
        heads = [
            Text("编号", "No."),
            Text("类别", "Kind"),
            Text("依据", "Basis"),
            Text("出处", "Source"),
            Text("准确数值", "Exact value"),
        ]
        for i, (head, width) in enumerate(zip(heads, (7, 10, 80, 36, 30))):
            sheet.set_column(i, i, width, None)
            self.words(sheet, 1, i, say(head), "head")
        self.words(
            sheet,
            0,
            0,
            say(Text("依据（方括号内为下级依据的编号）", "Bases (brackets: numbers of what lies beneath)")),
            "caption",
        )
        for entry in self.bases.entries():
            row = self.rows_of[entry.number]
            sheet.write_number(row, 0, entry.number, self.looks["number", False])
            for i, text in enumerate((entry.kind, entry.text, entry.source, entry.values), start=1):
                self.words(sheet, row, i, text)
            sheet.set_row(row, height_of([(entry.text, 80), (entry.source, 36), (entry.values, 30)]))
        sheet.freeze_panes(2, 0)
        sheet.autofilter(1, 0, 1 + len(self.bases), len(heads) - 1)
        _paper(sheet, 163, repeat=1)


class _Sheet:
    def __init__(self, writer: _Writer, sheet: Any, section: Section) -> None:
        self.writer, self.sheet, self.section = writer, sheet, section
        self.row = 0
        tables = [b for b in section.blocks if isinstance(b, Table)]
        self.span = max([len(t.columns) + 1 for t in tables] + ([4] if tables else [_SPAN]))
        self.widths = column_widths([self._texts(t) for t in tables], self.span)

    def write(self) -> None:
        for i, width in enumerate(self.widths):
            self.sheet.set_column(i, i, width, None)
        self._across(say(self.section.title), "title")
        if self.section.lead is not None:
            self._across(text_of(self.section.lead, self.writer.names), "note")
        tables = [b for b in self.section.blocks if isinstance(b, Table)]
        for block in self.section.blocks:
            self._block(block, only=len(tables) == 1)
        _paper(self.sheet, sum(self.widths), repeat=self._repeat)

    _repeat: int | None = None

    def _across(self, text: str, look: str, basis: Sequence[int] = ()) -> None:
        last = self.span - 1
        self.sheet.merge_range(self.row, 0, self.row, last, "", self.writer.looks[look, False])
        self.writer.words(self.sheet, self.row, 0, text + "".join(f"[{n}]" for n in basis), look)
        points = {"title": 16, "caption": 12}.get(look, 11)
        self.sheet.set_row(self.row, height_of([(text, int(sum(self.widths) * 10 / points))], points))
        self.row += 1

    def _numbers(self, part: Any) -> list[int]:
        found = (p.basis for p in walk(part) if isinstance(p, Quantity | When) and p.basis is not None)
        cites = (p.basis for p in walk(part) if p.__class__.__name__ == "Cite")
        numbers = (self.writer.bases.number(b.id) for b in (*found, *cites))
        return list(dict.fromkeys(n for n in numbers if n is not None))

    def _block(self, block: Block, *, only: bool) -> None:
        names = self.writer.names
        if isinstance(block, Paragraph):
            self._across(
                text_of(block.words, names),
                "note" if block.tone == "note" else "plain",
                self._numbers(block.words),
            )
        elif isinstance(block, Bullets):
            for item in block.items:
                self._across(f"• {text_of(item, names)}", "plain", self._numbers(item))
        elif isinstance(block, Tiles):
            for tile in block.items:
                remark = "" if tile.remark is None else aside(text_of(tile.remark, names))
                self._across(
                    f"{say(tile.label)}：{text_of(tile.figure, names)}{remark}", "plain", self._numbers(tile)
                )
        elif isinstance(block, Card):
            self._card(block)
        elif isinstance(block, Table):
            self._table(block, only=only)
        elif isinstance(block, Chart):
            return

    def _card(self, block: Card) -> None:
        names = self.writer.names
        self._across(f"{text_of(block.badge, names)}　{text_of(block.title, names)}", "caption")
        self._across(text_of(block.sentence, names), "plain", self._numbers(block.sentence))
        if block.arithmetic is not None:
            self._across(say(Text("算式：", "Arithmetic: ")) + text_of(block.arithmetic, names), "note")

    def _texts(self, block: Table) -> list[list[str]]:
        """Per column what stands in it, the heading first, to measure widths."""
        found = []
        for i, column in enumerate(block.columns):
            cells = [r[i] for r in block.rows[:500]]
            scale = _scale(cells)
            head = say(column.head) + (aside(scale.head) if scale.head else "")
            found.append([head, *(self._shown(c, scale) for c in cells)])
        return [*found, [say(Text("依据", "Bases")), "1000、2000、3000、"]]

    def _shown(self, cell: Cell, scale: _Scale) -> str:
        if cell is None:
            return ""
        if isinstance(cell, Quantity) and cell.value is not None:
            return f"{cell.value / scale.divisor:,.2f}" + ("" if scale.unit else unit_name(cell.unit))
        return "\n".join("".join(a.text for a in line) for line in lines(cell, self.writer.names))

    def _table(self, block: Table, *, only: bool) -> None:
        writer, names = self.writer, self.writer.names
        caption = text_of(block.caption, names)
        if caption != say(self.section.title):  # it heads the sheet already
            self._across(caption, "caption")
        scales = [_scale([r[i] for r in block.rows]) for i in range(len(block.columns))]
        for i, (column, scale) in enumerate(zip(block.columns, scales)):
            writer.words(
                self.sheet, self.row, i, heading(say(column.head), scale.head, self.widths[i]), "head"
            )
        writer.words(self.sheet, self.row, len(block.columns), say(Text("依据", "Bases")), "head")
        first = self.row
        self.sheet.set_row(
            first,
            height_of(
                [(heading(say(c.head), s.head, w), w) for c, s, w in zip(block.columns, scales, self.widths)]
            ),
        )
        self.row += 1
        for row in block.rows:
            for i, (cell, scale) in enumerate(zip(row, scales)):
                self._cell(i, cell, scale)
            numbers = self._numbers(row)
            writer.to_basis(self.sheet, self.row, len(block.columns), numbers)
            shown = [(self._shown(c, s), w) for c, s, w in zip(row, scales, self.widths)]
            shown.append((basis_text(numbers), self.widths[len(block.columns)]))
            self.sheet.set_row(self.row, height_of(shown))
            self.row += 1
        if only and block.rows:
            self.sheet.autofilter(first, 0, self.row - 1, len(block.columns))
            self.sheet.freeze_panes(first + 1, 0)
            self._repeat = first
        if not block.rows:
            self._across(say(Text("（无）", "(none)")), "note")
        if block.note is not None:
            self._across(text_of(block.note, names), "note")
        self.row += 1

    def _cell(self, column: int, cell: Cell, scale: _Scale) -> None:
        writer, looks = self.writer, self.writer.looks
        if cell is None:
            self.sheet.write_blank(self.row, column, None, looks["text", False])
        elif isinstance(cell, Quantity) and cell.value is not None and cell.value.is_finite():
            value = cell.value / scale.divisor
            look = looks.number(None if scale.unit else unit_name(cell.unit), value)
            self.sheet.write_number(self.row, column, float(value), look)
        elif isinstance(cell, Quantity):
            writer.words(self.sheet, self.row, column, show(cell), "lost")
        elif isinstance(cell, When):
            writer.words(self.sheet, self.row, column, date_text(cell.period), "date")
        elif isinstance(cell, Badge):
            writer.words(self.sheet, self.row, column, text_of(cell, writer.names), f"badge-{cell.kind}")
        else:
            writer.words(self.sheet, self.row, column, self._shown(cell, scale))


def basis_text(numbers: Sequence[int]) -> str:
    """Numbers of bases as a cell prints them: at most four, which fit the column; the formulas name the others."""
    return "、".join(str(n) for n in numbers[:4]) + ("…" if len(numbers) > 4 else "")


def _paper(sheet: Any, width: float, *, repeat: int | None = None) -> None:
    """A4 (A3 for wide tables), across where it must be, one page wide, numbered, the heading row on every page."""
    if width > 90:
        sheet.set_landscape()
    sheet.set_paper(8 if width > 190 else 9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer(f'&C&"{FACE}"&P / &N')
    if repeat is not None:
        sheet.repeat_rows(repeat)
