"""From characters with boxes to text: lines, columns, tables and paragraphs.

Coordinates are points with the origin at the lower left, as PDF has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lianzhang.text.intake_pdf_rules import Box

__all__ = ["Cell", "Glyph", "Piece", "Run", "page_pieces"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float


class Cell(NamedTuple):
    """A cell of a table row: its column, over how many columns it reaches, its text, over how many rows it reaches."""

    column: int
    wide: int
    text: str
    down: int = 1


@dataclass(slots=True)
class Run:
    """Characters of one line that stand close together."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    rows: list[list[Cell]] | None = None
    """For a ruled table, which stands in the flow as one: its rows."""

    @property
    def size(self) -> float:
        return max(1.0, self.y1 - self.y0)

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Piece:
    """A line of running text (``left`` and ``right`` are the edges of its column), or the rows of a table."""

    runs: list[Run]
    left: float
    right: float
    rows: list[list[Cell]] | None = None
    """For a table: each row's cells."""


_GAP = 1.1
"""Runs are apart when the gap is wider than so many character heights."""
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,5})(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–·\s]*"
)
_LATIN = re.compile(r"[A-Za-z0-9]")


def _runs(glyphs: list[Glyph]) -> list[Run]:
    """Characters to runs: first in the order of the file, then neighbours on one line are put together."""
    runs: list[Run] = []
    for g in glyphs:
        last = runs[-1] if runs else None
        size = max(1.0, g.y1 - g.y0)
        if last is not None and abs((g.y0 + g.y1) / 2 - last.middle) < 0.35 * max(size, last.size):
            gap = g.x0 - last.x1
            if -0.6 * size < gap < 0.6 * size:
                if gap > 0.18 * size and _LATIN.match(g.char) and _LATIN.match(last.text[-1]):
                    last.text += " "
                last.text += g.char
                last.x1 = max(last.x1, g.x1)
                last.y0, last.y1 = min(last.y0, g.y0), max(last.y1, g.y1)
                continue
        runs.append(Run(g.char, g.x0, g.y0, g.x1, g.y1))
    return [r for line in _lines([r for r in runs if r.text.strip()]) for r in line]


def _lines(runs: list[Run]) -> list[list[Run]]:
    """Runs by line, top to bottom, left to right; close neighbours become one."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: -r.middle):
        line = lines[-1] if lines else None
        if line is not None and abs(line[0].middle - run.middle) < 0.45 * min(line[0].size, run.size):
            line.append(run)
        else:
            lines.append([run])
    return [_merge(line) for line in lines]


def _merge(line: list[Run]) -> list[Run]:
    out: list[Run] = []
    for run in sorted(line, key=lambda r: r.x0):
        last = out[-1] if out else None
        apart = run.rows is not None or (last is not None and last.rows is not None)
        if last is not None and not apart and run.x0 - last.x1 < _GAP * max(last.size, run.size):
            if run.x0 < last.x1 - 0.5 * run.size and run.text.strip() == last.text.strip():
                continue  # bold made by printing twice
            gap = run.x0 - last.x1
            joint = " " if gap > 0.3 * run.size and not last.text.endswith(" ") else ""
            out[-1] = Run(
                last.text + joint + run.text,
                last.x0,
                min(last.y0, run.y0),
                max(last.x1, run.x1),
                max(last.y1, run.y1),
            )
        else:
            out.append(run)
    return out


def _gutter(runs: list[Run]) -> tuple[float, float, float] | None:
    """A vertical gap with running text on both sides: (x, top, bottom); None for one column.

    For each x the longest stretch, top to bottom, that no run crosses; both sides must hold five lines that mostly fill
    their column, which cells of tables do not.
    """
    if len(runs) < 10:
        return None
    left, right = min(r.x0 for r in runs), max(r.x1 for r in runs)
    ordered = sorted(runs, key=lambda r: -r.middle)
    best: tuple[int, float, float, float] | None = None
    steps = 40
    for i in range(steps + 1):
        x = left + (right - left) * (0.3 + 0.4 * i / steps)
        stretch: list[Run] = []
        for run in [*ordered, None]:
            if run is not None and not run.x0 < x < run.x1:
                stretch.append(run)
                continue
            score = _prose(stretch, x)
            if score and (best is None or score > best[0]):
                best = (score, x, stretch[0].y1, stretch[-1].y0)
            stretch = []
    return best[1:] if best else None


def _prose(stretch: list[Run], x: float) -> int:
    """Letters in a stretch that reads as two columns at ``x``, else 0."""
    if len(stretch) < 10:
        return 0
    total = 0
    for side in ([r for r in stretch if r.x1 <= x], [r for r in stretch if r.x0 >= x]):
        if len(side) < 5:
            return 0
        width = max(r.x1 for r in side) - min(r.x0 for r in side)
        full = sum(r.x1 - r.x0 > 0.75 * width and len(r.text) >= 8 for r in side)
        if full * 2 < len(side):
            return 0
        total += sum(len(r.text) for r in side)
    return total


def _order(runs: list[Run], depth: int = 0) -> list[list[Run]]:
    """Runs in flows to be read one after the other."""
    gutter = _gutter(runs) if depth < 4 else None
    if gutter is None:
        return [runs] if runs else []
    x, top, bottom = gutter
    over = [r for r in runs if r.middle > top]
    under = [r for r in runs if r.middle < bottom]
    inside = [r for r in runs if bottom <= r.middle <= top]
    sides = ([r for r in inside if r.x1 <= x], [r for r in inside if r.x1 > x])
    if len(over) + len(under) + sum(map(len, sides)) != len(runs):
        return [runs]
    parts = (over, *sides, under)
    return [flow for part in parts for flow in _order(part, depth + 1)]


def _in_cells(glyphs: list[Glyph], boxes: Sequence[Box]) -> tuple[Run | None, list[Glyph]]:
    """A ruled table as one run, and the glyphs outside it; None where its cells hold too little to be a table."""
    x0, x1 = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    y0, y1 = min(b.y0 for b in boxes), max(b.y1 for b in boxes)
    held: dict[Box, list[Glyph]] = {}
    outside: list[Glyph] = []
    for g in glyphs:
        x, y = (g.x0 + g.x1) / 2, (g.y0 + g.y1) / 2
        inside = x0 <= x <= x1 and y0 <= y <= y1
        box = next((b for b in boxes if b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1), None) if inside else None
        if box is None:
            outside.append(g)
        else:
            held.setdefault(box, []).append(g)
    rows: dict[int, list[Cell]] = {}
    for box in boxes:
        text = _said(held.get(box, []))
        if text:
            rows.setdefault(box.row, []).append(Cell(box.column, box.columns, text, box.rows))
    if sum(len(r) >= 2 for r in rows.values()) < 2:
        return None, glyphs
    return Run("▦", x0, y0, x1, y1, [rows[r] for r in sorted(rows)]), outside


def _said(glyphs: list[Glyph]) -> str:
    """The text of a cell: its lines put together, Latin words kept apart."""
    text = ""
    for line in _lines(_runs(glyphs)):
        more = " ".join(r.text.strip() for r in line)
        text += (
            " " + more
            if text and _LATIN.match(text[-1]) and more[:1].isascii() and more[:1].isalpha()
            else more
        )
    return text


def page_pieces(glyphs: list[Glyph], height: float, tables: Sequence[Sequence[Box]] = ()) -> list[Piece]:
    """The pieces of one page in reading order; the page number at its edge is left out. ``tables``: cells of ruled ones."""
    ruled: list[Run] = []
    for boxes in tables:
        table, glyphs = _in_cells(glyphs, boxes)
        ruled += [table] if table else []
    runs = _runs(glyphs)
    edge = 0.1 * height
    runs = [
        r
        for r in runs
        if not ((r.middle < edge or r.middle > height - edge) and _PAGE_NUMBER.fullmatch(r.text))
    ]
    out: list[Piece] = []
    for flow in _order([*runs, *ruled]):
        out += _pieces(_lines(flow))
    return out


def _pieces(lines: list[list[Run]]) -> list[Piece]:
    left = min((line[0].x0 for line in lines), default=0.0)
    right = max((line[-1].x1 for line in lines), default=0.0)
    out: list[Piece] = []
    i = 0
    while i < len(lines):
        stop = _table_end(lines, i)
        if lines[i][0].rows is not None:
            out.append(Piece(lines[i], left, right, lines[i][0].rows))
            i += 1
        elif stop > i:
            out.append(Piece([r for line in lines[i:stop] for r in line], left, right, _rows(lines[i:stop])))
            i = stop
        else:
            out.append(Piece(lines[i], left, right))
            i += 1
    return out


def _table_end(lines: list[list[Run]], at: int) -> int:
    """Past the last line of a table that begins at ``at``: lines of several runs, single ones between them allowed."""
    if len(lines[at]) < 2:
        return at
    end = at
    several = 0
    for i in range(at, len(lines)):
        if lines[i][0].rows is not None:
            break
        near = i == at or lines[i - 1][0].y0 - lines[i][0].y1 < 2.5 * lines[i][0].size
        if not near:
            break
        if len(lines[i]) >= 2:
            several += 1
            end = i + 1
        elif i - end >= 2 or len(lines[i][0].text) > 20:
            break
    return end if several >= 2 else at


def _rows(lines: list[list[Run]]) -> list[list[Cell]]:
    """Lines to rows of cells; columns are those of the lines with most runs. A line that only goes on is put to its row."""
    most = max(len(line) for line in lines)
    bounds: list[tuple[float, float]] = []
    for run in sorted((r for line in lines if len(line) == most for r in line), key=lambda r: r.x0):
        if bounds and run.x0 < bounds[-1][1]:
            bounds[-1] = (bounds[-1][0], max(bounds[-1][1], run.x1))
        else:
            bounds.append((run.x0, run.x1))
    rows: list[list[Cell]] = []
    previous: list[Run] | None = None
    for line in lines:
        cells = [Cell(*_columns(run, bounds), run.text.strip()) for run in line]
        close = previous is not None and previous[0].y0 - line[0].y1 < 0.35 * line[0].size
        figures = any(re.search(r"\d", c.text) for c in cells)
        taken = {c.column for c in rows[-1]} if rows else set()
        if close and len(line) < most and not figures and all(c.column in taken for c in cells):
            more = {c.column: c.text for c in cells}
            rows[-1] = [c._replace(text=c.text + more.get(c.column, "")) for c in rows[-1]]
        else:
            rows.append(cells)
        previous = line
    return rows


def _columns(run: Run, bounds: list[tuple[float, float]]) -> tuple[int, int]:
    """The first column that a run stands in, and over how many it reaches."""
    over = [i for i, (a, b) in enumerate(bounds) if run.x0 < b and run.x1 > a]
    if over:
        return over[0], over[-1] - over[0] + 1
    middle = (run.x0 + run.x1) / 2
    return min(range(len(bounds)), key=lambda i: abs((bounds[i][0] + bounds[i][1]) / 2 - middle)), 1
