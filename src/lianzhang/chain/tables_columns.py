"""Turning the cells of one table into typed columns; every fault is noted with file, row and field."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import BLANK, EVERY
from lianzhang.chain.tables_read import RawTable
from lianzhang.chain.tables_schema import Column, schema
from lianzhang.core import Problems, Text, nearest

__all__ = ["Names", "duplicates", "metric_parts", "names_of", "typed"]

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d+)?\Z")
_WIDE = str.maketrans("０１２３４５６７８９．－＋，−", "0123456789.-+,-")
_BOOLEAN = {
    "yes": 1, "true": 1, "1": 1, "y": 1, "是": 1, "hard": 1, "no": 0, "false": 0, "0": 0, "n": 0, "否": 0, "soft": 0,
}  # fmt: skip
_METRICS = {
    "output": "output", "产量": "output", "production": "output", "capacity": "capacity", "产能": "capacity",
    "build": "build", "新增产能": "build", "activity": "activity",
}  # fmt: skip
_VALUE = ("output_value", "产值")


@dataclass(frozen=True)
class Names:
    """The names that cells may refer to: kind (commodity, region, process, factor) → name → code; and the years.

    ``unread``: kinds whose own table could not be read, so that no name can be judged.
    """

    codes: Mapping[str, Mapping[str, int]]
    years: tuple[int, ...]
    unread: frozenset[str] = frozenset()


def number(text: str) -> float | None:
    """A finite number, or None. Thousand separators and full-width digits are read; anything else is refused."""
    plain = text.translate(_WIDE)
    if not any(c.isdigit() for c in plain) or not _NUMBER.match(plain):
        return None
    try:
        value = float(plain.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def metric_parts(text: str) -> tuple[str, str] | None:
    """Kind and name of a target's metric: ``output:cells`` → (output, cells); ``output_value`` → (output_value, "");
    a bare name → ("", name)."""
    if text.casefold() in _VALUE:
        return "output_value", ""
    m = re.match(r"([^:：\s]+)\s*[:：\s]\s*(.+)\Z", text)
    if m and m[1].casefold() in _METRICS:
        return _METRICS[m[1].casefold()], m[2]
    return ("", text) if text else None


def names_of(raw: RawTable | None, column: str, problems: Problems) -> dict[str, int]:
    """The names that a table defines, in order; an empty or repeated one is a fault."""
    found: dict[str, int] = {}
    first: dict[str, int] = {}
    if raw is None or column not in raw.names:
        return found
    at = raw.names.index(column)
    for row, cells in zip(raw.rows, raw.cells):
        name = cells[at]
        if not name or name == "*":
            problems.add(
                raw.file, Text("名称为空或为 *", "the name is empty or *"), where=f"row {row}", field=column
            )
        elif name in found:
            problems.add(
                raw.file, Text(f"“{name}”在第 {first[name]} 行已有", f"{name!r} already stands in row {first[name]}"),
                where=f"row {row}", field=column,
            )  # fmt: skip
        else:
            found[name] = len(found)
            first[name] = row
    return found


class _Cells:
    """One column while it is read: cells, and where to note a fault."""

    def __init__(self, raw: RawTable, column: Column, problems: Problems) -> None:
        self.raw, self.column, self.problems = raw, column, problems
        at = raw.names.index(column.name) if column.name in raw.names else None
        blank = column.default
        self.text: list[str] = (
            [blank] * len(raw.rows) if at is None else [cells[at] or blank for cells in raw.cells]
        )

    def fault(self, i: int, what: Text, near: str | None = None) -> None:
        self.problems.add(
            self.raw.file, what, where=f"row {self.raw.rows[i]}", field=self.column.name, nearest=near
        )

    def convert(self, one: Callable[[int, str], Any], dtype: type) -> npt.NDArray[Any]:
        known: dict[str, Any] = {}
        out = []
        for i, text in enumerate(self.text):
            if text in known:
                out.append(known[text])
                continue
            before = len(self.problems)
            value = one(i, text)
            if len(self.problems) == before:
                known[text] = value
            out.append(value)
        return np.array(out, dtype=dtype)


_KINDS = {"commodity": "物料", "region": "地区", "process": "工艺", "factor": "要素"}


def _reference(cells: _Cells, names: Names) -> npt.NDArray[Any]:
    column = cells.column
    codes = names.codes[column.type]
    kind = _KINDS[column.type]

    def one(i: int, text: str) -> int:
        if text in codes:
            return codes[text]
        if text == "*" and column.star:
            return EVERY
        if not text:
            if column.required or column.key:
                cells.fault(i, Text("不能为空", "must not be empty"))
            return BLANK
        if column.type not in names.unread:
            cells.fault(
                i, Text(f"没有名为“{text}”的{kind}", f"unknown {column.type} {text!r}"), nearest(text, codes)
            )
        return BLANK

    return cells.convert(one, np.int64)


def _number(cells: _Cells) -> npt.NDArray[Any]:
    column = cells.column

    def one(i: int, text: str) -> float:
        if not text:
            if column.required:
                cells.fault(i, Text("缺少数值", "the number is missing"))
            return math.nan
        value = number(text)
        if value is None and column.dimension == "share" and text[-1] in "%％":
            value = number(text[:-1].rstrip())
            value = None if value is None else value / 100
        if value is None:
            cells.fault(i, Text(f"“{text}”不是数", f"{text!r} is not a number"))
            return math.nan
        if column.minimum is not None and value < column.minimum:
            if column.minimum == 0:
                cells.fault(i, Text(f"{text} 不能为负", f"{text} must not be negative"), "0")
            else:
                cells.fault(i, Text(f"{text} 太小", f"{text} is too small"), f"{column.minimum:g}")
        elif column.maximum is not None and value > column.maximum:
            cells.fault(
                i,
                Text(f"{text} 超过 {column.maximum:g}", f"{text} is above {column.maximum:g}"),
                f"{column.maximum:g}",
            )
        return value

    return cells.convert(one, np.float64)


def _whole(cells: _Cells) -> npt.NDArray[Any]:
    def one(i: int, text: str) -> int:
        if not text:
            if cells.column.required:
                cells.fault(i, Text("不能为空", "must not be empty"))
            return BLANK
        value = number(text)
        if value is None or value != int(value):
            cells.fault(i, Text(f"“{text}”不是整数", f"{text!r} is not a whole number"))
            return BLANK
        return int(value)

    return cells.convert(one, np.int64)


def _year(cells: _Cells, names: Names) -> npt.NDArray[Any]:
    position = {year: k for k, year in enumerate(names.years)}

    def one(i: int, text: str) -> int:
        if text == "*":
            return EVERY
        value = number(text)
        if not text or value is None or value != int(value):
            cells.fault(i, Text(f"“{text}”不是年份", f"{text!r} is not a year"))
            return BLANK
        if int(value) in position:
            return position[int(value)]
        if names.years:
            near = min(names.years, key=lambda y: abs(y - int(value)))
            cells.fault(
                i,
                Text(f"{int(value)} 年不在规划期内", f"year {int(value)} is outside the horizon"),
                str(near),
            )
        return BLANK

    return cells.convert(one, np.int64)


def _choice(cells: _Cells) -> npt.NDArray[Any]:
    column = cells.column
    named = {c.casefold(): c for c in column.choices} | dict(column.words)

    def one(i: int, text: str) -> str:
        folded = text.casefold()
        if folded in named or not (text or column.required):
            return named.get(folded, "")
        # Words here are short: one character of two in common is near. What is far gets none; the message lists them all.
        near = get_close_matches(folded, named, n=1, cutoff=0.5)
        cells.fault(
            i, Text(f"“{text}”应为 {'、'.join(column.choices)} 之一", f"{text!r} is not one of {', '.join(column.choices)}"),
            named[near[0]] if near else None,
        )  # fmt: skip
        return ""

    return cells.convert(one, object)


def _boolean(cells: _Cells) -> npt.NDArray[Any]:
    def one(i: int, text: str) -> int:
        if not text:
            return BLANK
        if text.casefold() not in _BOOLEAN:
            cells.fault(i, Text(f"“{text}”应为 yes 或 no", f"{text!r} is neither yes nor no"), "yes")
        return _BOOLEAN.get(text.casefold(), BLANK)

    return cells.convert(one, np.int64)


def typed(raw: RawTable, names: Names, problems: Problems) -> dict[str, npt.NDArray[Any]]:
    """The columns of a table, typed by the schema; a missing optional column is filled with its default or blanks."""
    out: dict[str, npt.NDArray[Any]] = {}
    for column in schema()[raw.name].values():
        cells = _Cells(raw, column, problems)
        if column.type in _KINDS:
            out[column.name] = _reference(cells, names)
        elif column.type == "number":
            out[column.name] = _number(cells)
        elif column.type == "integer":
            out[column.name] = _whole(cells)
        elif column.type == "year":
            out[column.name] = _year(cells, names)
        elif column.type == "choice":
            out[column.name] = _choice(cells)
        elif column.type == "boolean":
            out[column.name] = _boolean(cells)
        else:
            out[column.name] = np.array(cells.text, dtype=object)
    return out


def duplicates(raw: RawTable, keys: Sequence[npt.NDArray[Any]], problems: Problems) -> None:
    """Note every row whose key stands in an earlier row."""
    first: dict[tuple[Any, ...], int] = {}
    for row, key in zip(raw.rows, zip(*(k.tolist() for k in keys))):
        if key in first:
            problems.add(
                raw.file,
                Text(f"与第 {first[key]} 行的键相同", f"has the same key as row {first[key]}"),
                where=f"row {row}",
            )
        else:
            first[key] = row
