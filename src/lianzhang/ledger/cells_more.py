"""Further kinds of cells: numbers with a fixed unit, counts, shares, years, periods, flags, lists, choices, measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from lianzhang.core import PeriodError, Text, UnitError, convert, nearest, period, unit
from lianzhang.core.units import known_units
from lianzhang.ledger.cells import CellError, fold, money_scale, read_date, read_money, said, split_number

__all__ = [
    "read_choice", "read_count", "read_flag", "read_measure", "read_number", "read_percent", "read_period", "read_texts",
    "read_year",
]  # fmt: skip

_SCALES = (("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4), ("千", Decimal(1000)), ("百", Decimal(100)))


def _scaled(value: Decimal, name: str) -> tuple[Decimal, str]:
    for word, scale in _SCALES:
        if name.startswith(word):
            return value * scale, name[1:]
    return value, name


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _negative(value: Decimal, cell: str, signed: bool) -> None:
    if value < 0 and not signed:
        raise CellError(Text(f"为负：{cell}", f"is negative: {cell}"))


def read_number(
    text: str, heading_unit: str | None, own: str | None, *, signed: bool = False
) -> Decimal | None:
    """A number in the unit of its field; the cell's unit goes before the heading's; without either it is the field's own."""
    cell = said(text)
    if cell is None:
        return None
    value, rest = split_number(cell)
    value, name = _scaled(value, rest or heading_unit or "")
    _negative(value, cell, signed)
    if own and name and name != own:
        try:
            same = unit(name).factor == unit(own).factor and unit(name).same_dimension(unit(own))
            value = value if same else convert(value, name, own)
        except UnitError as error:
            raise CellError(
                Text(f"单位“{name}”应为 {own}", f"unit {name!r} is not one of {own}"), own
            ) from error
    elif name and not own:
        raise CellError(Text(f"“{cell}”不是数", f"{cell!r} is not a number"))
    return _tidy(value)


def read_count(text: str, heading_unit: str | None) -> int | None:
    """A whole number: ``1.4万人``, ``16家``."""
    cell = said(text)
    if cell is None:
        return None
    value, rest = split_number(cell)
    value, name = _scaled(value, rest or heading_unit or "")
    _negative(value, cell, False)
    if name and not re.fullmatch(r"[人名家个种条项台套座宗件次位户]|persons|count", name):
        raise CellError(Text(f"“{cell}”不是个数", f"{cell!r} is not a count"))
    if value != value.to_integral_value() or value >= 2**31:
        raise CellError(Text(f"不是整数：{cell}", f"not a whole number: {cell}"))
    return int(value)


def read_percent(text: str, heading_unit: str | None, *, signed: bool = False) -> Decimal | None:
    """Per cent. A bare number needs ``%`` in its heading: 0.8 could be 80 % or 0.8 %."""
    cell = said(text)
    if cell is None:
        return None
    value, rest = split_number(cell)
    if (rest or heading_unit) not in ("%", "个百分点", "百分点"):
        raise CellError(Text(f"“{cell}”缺少 %", f"{cell!r} has no %"), f"{cell}%")
    _negative(value, cell, signed)
    return value


def read_year(text: str) -> int | None:
    """A year: ``2025``, ``2025年``."""
    cell = said(text)
    if cell is None:
        return None
    m = re.fullmatch(r"((?:19|20|21)\d\d)年?度?(?:底|末)?", cell)
    if not m:
        raise CellError(Text(f"“{cell}”不是年份", f"{cell!r} is not a year"))
    return int(m[1])


def read_period(text: str) -> str | None:
    """A month, quarter, half year, year or span, as the claims write it: ``2024年上半年`` → 2024-H1."""
    cell = said(text)
    if cell is None:
        return None
    m = re.fullmatch(r"(\d{4})年?(上|下)半年", cell)
    if m:
        return f"{m[1]}-H{1 if m[2] == '上' else 2}"
    m = re.fullmatch(r"(\d{4})年?第?([一二三四1-4])季度", cell)
    if m:
        return f"{m[1]}-Q{'一二三四'.find(m[2]) + 1 or m[2]}"
    m = re.fullmatch(r"(\d{4})年?(\d{1,2})[-至](\d{1,2})月", cell)
    if m:
        return f"{m[1]}-{int(m[2]):02d}/{m[1]}-{int(m[3]):02d}"
    try:
        return period(cell).text
    except PeriodError:
        return read_date(cell)


def read_flag(text: str) -> bool | None:
    """Yes or no."""
    cell = fold(text)
    if cell in ("是", "有", "√", "✓", "Y", "y", "yes", "1", "true", "TRUE", "已", "满意"):
        return True
    if cell in ("否", "无", "×", "N", "n", "no", "0", "false", "FALSE", "未", "不满意"):
        return False
    if said(cell) is None:
        return None
    raise CellError(Text(f"“{cell}”应为 是 或 否", f"{cell!r} is neither 是 (yes) nor 否 (no)"), "是")


def read_texts(text: str) -> list[str] | None:
    """A list: split at 、 ; or line ends (a comma also where no other mark stands)."""
    cell = said(text)
    if cell is None:
        return None
    parts = re.split(r"[、;；\n]", cell)
    if len(parts) == 1:
        parts = re.split(r"[,，]", cell)
    return list(dict.fromkeys(p.strip() for p in parts if p.strip()))


def read_choice(text: str, choices: Sequence[str]) -> str | None:
    """One of the words of a choice."""
    cell = said(text)
    if cell is None:
        return fold(text) if fold(text) in choices else None
    for word in (
        cell,
        cell.upper(),
        re.sub(r"(?:级|类|层面)\Z", "", cell).upper(),
        re.sub(r"^已|中$|阶段$", "", cell),
    ):
        if word in choices:
            return word
    near = nearest(cell, choices) or next((c for c in choices if c in cell or cell in c), None)
    listed = "、".join(choices)
    raise CellError(Text(f"“{cell}”不在可选项内：{listed}", f"{cell!r} is none of {listed}"), near)


@lru_cache(maxsize=512)
def _canonical(name: str) -> str:
    """A unit under the name that the claims give it: 亩 → mu, 吨/年 → t/a. Raises :class:`UnitError`."""
    parsed = unit(name)
    for known in (*known_units(), "t/a", "GWh/a", "m2/a", "m3/a"):
        same = unit(known)
        if parsed.factor == same.factor and parsed.same_dimension(same):
            return known
    return parsed.text


def read_measure(text: str, heading_unit: str | None, *, signed: bool = False) -> tuple[Decimal, str] | None:
    """A number with any known unit; money comes back in CNY, per cent as ``%``, other units as the claims write them."""
    cell = said(text)
    if cell is None:
        return None
    value, rest = split_number(cell)
    printed = rest or heading_unit or ""
    if not printed:
        raise CellError(Text("没有单位", "no unit"))
    if money_scale(printed) is not None:
        money = read_money(cell, money_scale(printed), signed=signed)
        assert money is not None
        return money, "CNY"
    _negative(value, cell, signed)
    if printed in ("%", "次", "名", "位"):
        return value, {"名": "rank", "位": "rank"}.get(printed, printed)
    try:
        return value, _canonical(printed)
    except UnitError:
        value, name = _scaled(value, printed)
    try:
        text = _canonical(name)
    except UnitError as error:
        raise CellError(Text(f"单位“{printed}”不认识", f"unknown unit {printed!r}")) from error
    return _tidy(value), text
