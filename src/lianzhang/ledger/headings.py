"""Headings of office sheets: renamed, reordered, in one row or two, merged, with units in brackets, behind a slash or above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lianzhang.core import Problems, Text, UnitError, nearest, unit
from lianzhang.ledger.cells import fold, money_scale
from lianzhang.ledger.declare import Field
from lianzhang.ledger.fields import SOURCE_HEADINGS, UNIT_HEADINGS
from lianzhang.ledger.workbook import Grid

__all__ = ["Column", "Header", "find_header", "heading_parts", "title_scale"]

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


@dataclass(frozen=True)
class Header:
    """Where the headings stand (first row, number of rows), what they mean, and those that mean nothing here."""

    row: int
    rows: int
    columns: tuple[Column, ...]
    texts: tuple[str, ...]
    ignored: tuple[tuple[str, str | None], ...]
    source: int | None
    unit: int | None
    spare: tuple[tuple[int, str], ...] = ()
    """Columns that a heading merged over several covers beside its first: nothing may stand in them."""


def heading_parts(heading: str) -> tuple[str, str, str | None]:
    """(whole heading without marks, without its brackets, what stands in the brackets or behind a slash)."""
    text = re.sub(r"[\s*:：]", "", fold(heading))
    m = re.search(r"\(([^()]*)\)\Z", text) or re.search(r"[/,_](?:单位:?)?([^/]+(?:/年)?)\Z", text)
    whole = re.sub(r"[()/]", "", text)
    if not m:
        return whole, whole, None
    return whole, text[: m.start()], re.sub(r"\A单位:?", "", m[1])


Words = Mapping[str, Field]


def _words(fields: Sequence[Field]) -> Words:
    return {h.casefold(): f for f in fields for h in f.headings}


def _match(heading: str, words: Words) -> tuple[Field | None, str | None]:
    whole, bare, inside = heading_parts(heading)
    for text, unit_text in ((whole, None), (bare, inside)):
        found = words.get(text.casefold()) if text else None
        if found is not None:
            return found, unit_text
    return None, None


def _match_two(top: str, bottom: str, words: Words) -> tuple[Field | None, str | None, str]:
    """What two headings one above the other mean together: 开工时间 over 计划, 总投资 over (亿元), 投资 over 累计完成投资."""
    if not bottom or not top:
        return (*_match(top or bottom, words), top or bottom)
    for text in (top + bottom, bottom + top, bottom):
        field, inside = _match(text, words)
        if field is not None:
            return field, inside or heading_parts(top)[2], f"{top} {bottom}"
    bare = re.sub(r"[()]|单位[:：]?", "", fold(bottom))
    if money_scale(bare) is not None or _is_unit(bare):
        field, inside = _match(top, words)
        return field, inside or bare, f"{top} {bottom}"
    return None, None, f"{top} {bottom}"


def _is_unit(text: str) -> bool:
    try:
        unit(text.lstrip("亿万千百"))
    except (UnitError, ValueError):
        return False
    return True


def title_scale(rows: Sequence[Sequence[str]]) -> Decimal | None:
    """The money unit of a line such as ``单位：亿元`` above the headings."""
    for row in rows:
        for cell in row:
            m = re.search(r"单位[:：]\s*([^\s,，、;；)）/]+)", cell)
            if m and money_scale(m[1]) is not None:
                return money_scale(m[1])
    return None


def _spread(grid: Grid, row: int) -> list[str]:
    """A row with the text of merged cells in every cell they cover."""
    wide = max((len(r) for r in grid.rows[row : row + 2]), default=0)
    cells = [*grid.rows[row], *([""] * (wide - len(grid.rows[row])))]
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and top < len(grid.rows) and left < len(grid.rows[top]):
            for at in range(left, min(right + 1, wide)):
                cells[at] = grid.rows[top][left]
    return cells


def _is_data(row: Sequence[str]) -> bool:
    """Whether a row holds numbers or dates: headings do not."""
    said = [c for c in row if c]
    return (
        sum(bool(re.fullmatch(r"[\d.,%/\-年月日]+(?:[亿万]?元?)", fold(c))) for c in said) * 3
        >= len(said)
        > 0
    )


def _two_rows(grid: Grid, row: int) -> list[tuple[str, str]] | None:
    """Pairs of headings, when the row below belongs to the heading."""
    if row + 1 >= len(grid.rows) or _is_data(grid.rows[row + 1]) or not any(grid.rows[row + 1]):
        return None
    top, bottom = _spread(grid, row), _spread(grid, row + 1)
    wide = max(len(top), len(bottom))
    top, bottom = top + [""] * (wide - len(top)), bottom + [""] * (wide - len(bottom))
    if not grid.merged:  # a CSV: what stood over several columns is printed over the first of them
        for at in range(1, wide):
            if not top[at] and bottom[at] and bottom[at - 1]:
                top[at] = top[at - 1]
    return [(a, "" if a == b else b) for a, b in zip(top, bottom)]


def _candidates(
    grid: Grid, words: Words
) -> list[tuple[int, int, int, list[tuple[Field | None, str | None, str]]]]:
    """(fields found, row, rows, matches) for every place where headings could stand."""
    found = []
    for row in range(min(len(grid.rows), TITLE_LINES)):
        single = [(*_match(h, words), h) for h in _spread(grid, row)]
        found.append((len({f.name for f, _, _ in single if f}), row, 1, single))
        pairs = _two_rows(grid, row)
        if pairs and any(b for _, b in pairs):
            double = [_match_two(a, b, words) for a, b in pairs]
            found.append((len({f.name for f, _, _ in double if f}), row, 2, double))
    return found


def find_header(grid: Grid, fields: Sequence[Field], problems: Problems | None = None) -> Header | None:
    """The headings of a sheet; None when none is there. Faults go to ``problems``."""
    words = _words(fields)
    best = max(_candidates(grid, words), key=lambda c: (c[0], -c[2], -c[1]), default=None)
    if best is None or not best[0]:
        return None
    _, row, rows, matches = best
    default = title_scale(grid.rows[:row])
    columns: list[Column] = []
    ignored: list[tuple[str, str | None]] = []
    spare: list[tuple[int, str]] = []
    source = unit_at = None
    with_units = any(f.type in ("measure", "quantity") for f in fields)
    for at, (field, inside, printed) in enumerate(matches):
        heading = printed.strip()
        whole = heading_parts(heading)[0]
        if not whole:
            continue
        if whole in SOURCE_HEADINGS:
            source = at
        elif whole in UNIT_HEADINGS and with_units:
            unit_at = at
        elif field is None:
            ignored.append((heading, nearest(heading_parts(heading)[1], list(words))))
        else:
            twice = next((c for c in columns if c.field is field), None)
            if twice is not None and twice.heading == heading and _covered(grid, row, twice.at, at):
                spare.append((at, heading))
                continue
            _add(columns, Column(field, heading, at, inside, None), default, grid, row, problems)
    texts = tuple(m[2].strip() for m in matches)
    return Header(row, rows, tuple(columns), texts, tuple(ignored), source, unit_at, tuple(spare))


def _covered(grid: Grid, row: int, first: int, at: int) -> bool:
    return any(t <= row <= b and left <= first < at <= right for t, left, b, right in grid.merged)


def _add(
    columns: list[Column],
    new: Column,
    default: Decimal | None,
    grid: Grid,
    row: int,
    problems: Problems | None,
) -> None:
    twice = next((c for c in columns if c.field is new.field), None)
    where = grid.where(row, None if grid.sheet is None else new.at)
    if twice is not None:
        if problems is not None:
            what = Text(f"与“{twice.heading}”是同一项", f"means the same as {twice.heading!r}")
            problems.add(grid.file, what, where=where, field=new.heading)
        return
    inside = new.unit
    scale = money_scale(inside) if inside else None
    if problems is not None and inside and new.field.type == "money" and scale is None:
        what = Text(f"“{inside}”不是金额单位", f"{inside!r} is not a unit of money")
        problems.add(grid.file, what, where=where, field=new.heading, nearest="亿元")
    if problems is not None and inside and new.field.type == "quantity" and not _is_unit(inside):
        what = Text(f"单位“{inside}”不认识", f"unknown unit {inside!r}")
        problems.add(grid.file, what, where=where, field=new.heading)
    columns.append(Column(new.field, new.heading, new.at, inside, scale if scale is not None else default))
