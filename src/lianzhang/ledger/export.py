"""A register as a workbook that offices read and that imports again unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from lianzhang.core import Text, say
from lianzhang.ledger.declare import WITH_UNIT, Field, Register
from lianzhang.ledger.project import STAGES
from lianzhang.ledger.records import Record
from lianzhang.ledger.values import plain

__all__ = ["export_records", "heading"]

_WAN = Decimal(10_000)
_ZH_UNITS = {"t/a": "吨/年", "GWh/a": "GWh/年", "m2/a": "平方米/年", "m3/a": "立方米/年", "t": "吨"}
_WIDTHS = {"text": 22, "texts": 24, "place": 22, "link": 24, "date": 12, "month": 10}


def heading(of: Field) -> str:
    """The heading of a field, with its unit."""
    if of.type == "money":
        return f"{of.headings[0]}（万元）"
    if of.type == "percent":
        return f"{of.headings[0]}（%）"
    if of.type == "number" and of.unit:
        return f"{of.headings[0]}（{of.unit}）"
    return of.headings[0]


def _cell(of: Field, record: Record) -> Any:
    """A cell's value: a number where a float keeps every digit, else text."""
    value: Any = record.labels.get(of.name) if of.type == "link" else record.values.get(of.name)
    if value is None:
        return None
    if of.type in WITH_UNIT:
        unit = record.values.get(f"{of.name}_unit") or ""
        return f"{plain(value)}{_ZH_UNITS.get(unit, unit)}"
    if of.type in ("money", "number", "percent"):
        number = value / _WAN if of.type == "money" else value
        short = Decimal(f"{float(number):.15g}")
        return float(number) if short == number else plain(number)
    return value if isinstance(value, int) and not isinstance(value, bool) else plain(value)


_TYPES = {
    "text": Text("文字", "text"), "texts": Text("几项用、隔开", "several, parted by 、"), "place": Text("地名，如 郴州市临武县", "place"),
    "stage": Text("阶段", "stage"), "choice": Text("选一", "one of"), "money": Text("金额，可写 1.2亿元、3500万元", "money"), "flag": Text("是 或 否", "是 or 否"),
    "quantity": Text("数和单位，如 5万吨/年、20GWh", "number and unit"), "measure": Text("数和单位", "number and unit"),
    "number": Text("数", "number"), "percent": Text("百分数，如 85%", "per cent"), "count": Text("整数", "whole number"),
    "year": Text("年份，如 2026", "year"), "date": Text("日期，如 2026-10 或 2026年10月8日", "date"), "month": Text("月份，如 2026-10", "month"),
    "period": Text("时期，如 2026年上半年", "period"), "link": Text("名称，与该台账一致", "a name in that register"),
}  # fmt: skip


def _says(of: Field) -> str:
    """What goes into a field, for who fills the sheet in."""
    words = of.choices or (STAGES if of.type == "stage" else ())
    return f"{say(_TYPES[of.type])}{'：' + ' '.join(words) if words else ''}"


def _guide(book: Any, register: Register, head: Any, body: Any) -> None:
    """A sheet that explains the columns, in a form that is no register itself."""
    sheet = book.add_worksheet("填写说明")
    sheet.write_row(0, 0, ["这一栏", "怎么填", "能否空着"], head)
    for row, of in enumerate(register.fields, 1):
        empty = "不能空" if of.required else ""
        sheet.write_row(row, 0, [f"“{of.zh}”", _says(of), empty], body)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)


def export_records(register: Register, records: Sequence[Record], file: Path, *, guide: bool = False) -> int:
    """Write records to ``file`` (.xlsx): bold headings that stay in sight, a filter, text never taken for a formula.

    ``guide`` adds a sheet that says what goes into each column.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(file), options) as book:
        sheet = book.add_worksheet(register.zh[:31])
        head = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
        )
        body = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        for at, of in enumerate(register.fields):
            sheet.write_string(0, at, heading(of), head)
            sheet.set_column(at, at, _WIDTHS.get(of.type, 14))
        for row, record in enumerate(records, 1):
            for at, of in enumerate(register.fields):
                value = _cell(of, record)
                if value is None:
                    sheet.write_blank(row, at, None, body)
                elif isinstance(value, str):
                    sheet.write_string(row, at, value, body)
                else:
                    sheet.write_number(row, at, value, body)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(records), 1), len(register.fields) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if guide:
            _guide(book, register, head, body)
    return len(records)
