"""Tables that a plain text sets with blanks: rows of figures in columns, and the lines of headings above them.

A row is a line of three cells or more, two of them figures, cells apart by two blanks or a tab. Two such rows with equally many cells
make a table where headings stand above. What heading belongs to which column is told by where it stands on the screen: Chinese
characters are two wide.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lianzhang.text.intake import Grid, GridCell

__all__ = ["plain_grids"]

_APART = re.compile(r"[ \u3000\xa0]{2}|\t")
_STANDS_APART = re.compile(
    r"[ \u3000\xa0\t](?:(?<=\t)|(?<!\t)[ \u3000\xa0])[-+−]?\d[\d,，.]*[%％]?(?:[ \u3000\xa0]{2}|[\t\n])"
)
"""A figure with blanks on both sides: without one there is no table."""
_CELL = re.compile(r"\S+(?:[ \xa0](?![ \xa0\u3000])\S+)*")
_WORD = re.compile(r"\S+(?:(?:(?<=\d)[ \xa0](?=[年月日季])|(?<=[年月季度])[ \xa0](?=\d))\S+)*")
"""One heading: blanks around the digits of a date do not part it."""
_FIGURE = re.compile(r"[-+−]?\d[\d,，]*(?:\.\d+)?\s?[%％]?|[-—–/]{1,3}|不适用")
_NUMBER = re.compile(r"\d")
_SENTENCE = re.compile(r"[。；;!！?？]|[：:]\s*\Z")
_WHOLE = re.compile("[(（](?:个|家|户|人|项|座|辆|台)[)）]")
_NO_MARGIN = 10**6
_MOST_HEADINGS = 6
_LONGEST = 24
_MOST_COLUMNS = 20


class _Row(NamedTuple):
    """One line: where it begins, its cells as spans of the text."""

    start: int
    cells: tuple[tuple[int, int], ...]


class _Place(NamedTuple):
    """A heading on the screen."""

    start: int
    end: int
    left: int
    centre: float


def _rows(text: str) -> list[_Row]:
    out, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            apart = _APART.search(line.strip()) is not None
            cells = tuple((at + m.start(), at + m.end()) for m in _CELL.finditer(line)) if apart else ()
            if not apart:
                bare = line.strip()
                first = at + line.index(bare)
                cells = ((first, first + len(bare)),)
            out.append(_Row(at, cells))
        at += len(line) + 1
    return out


def _is_data(text: str, row: _Row) -> bool:
    if not 3 <= len(row.cells) <= _MOST_COLUMNS:
        return False
    said = [text[a:b] for a, b in row.cells]
    figures = sum(_FIGURE.fullmatch(s) is not None for s in said)
    return figures >= 2 and figures >= len(said) - 2 and any(_NUMBER.search(s) for s in said)


def _width(text: str) -> int:
    return sum(2 if c > "\u2e80" else 1 for c in text)


def _place(text: str, line: int, span: tuple[int, int]) -> _Place:
    left = _width(text[line : span[0]])
    right = left + _width(text[slice(*span)])
    return _Place(*span, left, (left + right) / 2)


def _is_heading(text: str, row: _Row) -> bool:
    said = [text[a:b] for a, b in row.cells]
    if len(said) > _MOST_COLUMNS or any(len(s) > _LONGEST for s in said):
        return False
    return not any(_SENTENCE.search(s) for s in said) and not all(_FIGURE.fullmatch(s) for s in said)


def _in_order(places: list[_Place], centres: list[float], margin: int) -> list[int] | None:
    """For each heading its column, columns rising, nearest altogether; None where there are more headings than columns.

    What begins right of ``margin`` does not stand over the first column."""
    if places[0].left >= margin:
        found = _in_order(places, centres[1:], _NO_MARGIN) if centres else None
        return None if found is None else [c + 1 for c in found]
    if len(places) > len(centres):
        return None
    nothing: tuple[int, ...] = ()
    best = [(0.0, nothing)] + [(float("inf"), nothing)] * len(places)
    for column, centre in enumerate(centres):
        for k in range(len(places), 0, -1):
            cost, taken = best[k - 1]
            cost += abs(places[k - 1].centre - centre)
            if cost < best[k][0]:
                best[k] = (cost, (*taken, column))
    return list(best[-1][1])


def _words(text: str, row: _Row) -> list[_Place]:
    first, last = row.cells[0][0], row.cells[-1][1]
    return [_place(text, row.start, m.span()) for m in _WORD.finditer(text, first, last)]


def _headings(
    text: str, row: _Row, number: int, centres: list[float], below: int, margin: int
) -> list[GridCell]:
    """The cells of a line of headings: one a column, or a few that each reach over several.

    ``below`` is the number of headings in the fullest line beneath it."""
    words = _words(text, row)
    parts = [_place(text, row.start, c) for c in row.cells]
    if 1 < len(parts) <= len(words) < min(below, len(centres) - 1):
        over: dict[int, list[int]] = {}
        for column, centre in enumerate(centres[1:], 1):  # the first column names the rows
            nearest = min(range(len(parts)), key=lambda i: abs(parts[i].centre - centre))
            over.setdefault(nearest, []).append(column)
        return [
            GridCell(number, columns[0], parts[i].start, parts[i].end, columns=len(columns), head=True)
            for i, columns in over.items()
        ]
    for placed in (words, parts):
        columns = _in_order(placed, centres, margin)
        if columns is not None:
            return [GridCell(number, c, p.start, p.end, head=True) for p, c in zip(placed, columns)]
    return []


def _grid(text: str, above: list[_Row], body: list[_Row]) -> Grid:
    rows = [[_place(text, r.start, c) for c in r.cells] for r in body]
    centres = [sum(p.centre for p in column) / len(body) for column in zip(*rows)]
    fullest = [max((len(_words(text, r)) for r in above[i + 1 :]), default=0) for i in range(len(above))]
    margin = max(_width(text[r.start : r.cells[0][1]]) for r in body)
    heads = [_headings(text, r, i, centres, n, margin) for i, (r, n) in enumerate(zip(above, fullest))]
    if sum(map(len, heads)) < 2:
        return []
    cells = [c for row in heads for c in row]
    for c in cells:
        if _WHOLE.search(text, c.start, c.end) and any("." in text[slice(*r.cells[c.column])] for r in body):
            return []  # half a firm: the headings do not stand over their columns
    for number, row in enumerate(body, len(above)):
        cells += [GridCell(number, column, *span) for column, span in enumerate(row.cells)]
    return cells


def plain_grids(text: str) -> list[Grid]:
    """The tables set with blanks, each the cells of its headings and rows with their places in ``text``."""
    if _STANDS_APART.search(text) is None:
        return []
    rows = _rows(text)
    out: list[Grid] = []
    at = free = 0
    while at < len(rows):
        stop = at
        while (
            stop < len(rows) and len(rows[stop].cells) == len(rows[at].cells) and _is_data(text, rows[stop])
        ):
            stop += 1
        if stop - at < 2:
            at = max(stop, at + 1)
            continue
        top = at
        while top > max(free, at - _MOST_HEADINGS) and _is_heading(text, rows[top - 1]):
            top -= 1
        grid = _grid(text, rows[top:at], rows[at:stop])
        if grid:
            out.append(grid)
        at = free = stop
    return out
