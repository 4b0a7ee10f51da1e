"""Looks of cells, widths of columns and heights of rows of a workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lianzhang.outputs.numbers import aside, parted
from lianzhang.outputs.word_parts import units_of

__all__ = ["FACE", "Looks", "column_widths", "heading", "height_of", "sheet_names"]

FACE = "宋体"
HEAD = "黑体"

_COLOURS = {
    "red": ("C00000", "FDE9E7"), "yellow": ("7F6000", "FFF2CC"), "green": ("1E6B2B", "E2F0D9"), "grey": ("595959", "EDEDED"),
    "impossible": ("C00000", "FDE9E7"), "implies": ("7F6000", "FFF2CC"),
}  # fmt: skip
_BASE: dict[str, Any] = {
    "font_name": FACE,
    "font_size": 10.5,
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "border_color": "#A6A6A6",
}
_OPEN = {"border": 0}
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "plain": {**_OPEN, "font_size": 11},
    "note": {**_OPEN, "font_size": 10.5, "font_name": "楷体", "font_color": "#595959"},
    "title": {**_OPEN, "font_name": HEAD, "font_size": 16, "text_wrap": False},
    "caption": {**_OPEN, "font_name": HEAD, "font_size": 12},
    "head": {"font_name": HEAD, "align": "center", "bg_color": "#E7E6E6"},
    "number": {"align": "right"},
    "date": {"align": "center"},
    "lost": {"align": "right", "font_color": "#7F7F7F", "italic": True},
    "link": {"align": "center", "font_color": "#1F4E9E", "underline": 1, "font_size": 9},
    "link-left": {"font_color": "#1F4E9E", "underline": 1},
}


class Looks:
    """Formats of a workbook by name, each made once. ``looks[name, quoted]``: quoted keeps a cell text when it is edited."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[Any, Any] = {}

    def __getitem__(self, key: tuple[str, bool]) -> Any:
        if key not in self._made:
            name, quoted = key
            look = dict(_LOOKS.get(name, {}))
            if name.startswith("badge-"):
                ink, ground = _COLOURS.get(name[6:], ("404040", "FFFFFF"))
                look = {"font_color": f"#{ink}", "bg_color": f"#{ground}", "bold": True, "align": "center"}
            if name in ("text", "badge") or quoted:
                look["num_format"] = "@"
            made = self._book.add_format({**_BASE, **look})
            if quoted:
                made.set_quote_prefix()
            self._made[key] = made
        return self._made[key]

    def number(self, unit: str | None, value: Decimal) -> Any:
        """A number with thousands and two decimals (four below one), its unit beside it where the column mixes units."""
        most = 2 if abs(value) >= 1 else 4
        places = max(0, min(most, -int(value.normalize().as_tuple().exponent))) if value else 0
        shown = "#,##0" + ("." + "0" * places if places else "")
        if unit:
            shown += (
                '"'
                + re.sub(r'["\\]', "", ("" if unit == "%" or "一" <= unit[0] <= "鿿" else " ") + unit)
                + '"'
            )
        key = ("#", shown)
        if key not in self._made:
            self._made[key] = self._book.add_format({**_BASE, "align": "right", "num_format": shown})
        return self._made[key]


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Names that a workbook accepts: at most 31 characters, no ``[]:*?/\\`` or quote at an end, none twice."""
    found: list[str] = []
    for title in titles:
        base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip().strip("'")[:28] or "-"
        name, n = base, 2
        while name.casefold() in {f.casefold() for f in found} or name.casefold() == "history":
            name, n = f"{base[:25]} {n}", n + 1
        found.append(name)
    return found


def column_widths(tables: Sequence[Sequence[Sequence[str]]], span: int) -> list[float]:
    """Widths in characters from what stands in the columns of all tables of a sheet; the more columns, the less each may take."""
    most_wide = 44.0 if span <= 9 else 30.0 if span <= 14 else 18.0
    found = [7.0] * span
    for table in tables:
        for i, column in enumerate(table):
            lengths = sorted(units_of(line) for text in column for line in text.split("\n"))
            name, unit = parted(column[0])
            head = units_of(name) + 3
            most = lengths[int(len(lengths) * 0.9)] if len(lengths) > 10 else lengths[-1]
            found[i] = max(
                found[i], min(most_wide, max(most, head if span <= 9 else head / 2, units_of(unit)) + 2.0)
            )
    return found if tables else [14.0] * span


def heading(name: str, unit: str, width: float) -> str:
    """A heading with its unit in brackets: the unit on a line of its own where both do not fit, so that no break falls inside it."""
    if not unit:
        return name
    whole = name + aside(unit)
    return whole if units_of(whole) <= width - 1.5 else f"{name}\n{aside(unit).strip()}"


def height_of(cells: Sequence[tuple[str, float]], points: float = 10.5) -> float:
    """Height of a row for texts in widths, at most what a sheet allows: merged and wrapped cells do not fit themselves."""
    most = 1
    for text, width in cells:
        room = max(4.0, width - 1.5)
        most = max(most, sum(max(1, -(-units_of(line) // int(room))) for line in text.split("\n")))
    return min(400.0, most * points * 1.38 + 5)
