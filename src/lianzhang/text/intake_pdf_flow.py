"""From pieces of pages to one running text: paragraphs that go on over columns and pages, tables that do so too."""

from __future__ import annotations

import re

from lianzhang.text.intake import Grid, GridCell, Writer
from lianzhang.text.intake_pdf_layout import Cell, Piece, Run

__all__ = ["Flow"]

_STOPS = ("。", "！", "？", "：", "；", "!", "?", ":", ";", "”", "…")


def _runs_on(piece: Piece, text: str) -> bool:
    """Whether a line is full, so that the paragraph goes on below; one without a stop may be ragged at its end."""
    last = piece.runs[-1]
    width = piece.right - piece.left
    if width <= 8 * last.size:
        return False
    if last.x1 > piece.right - 1.7 * last.size:
        return True
    begins = piece.runs[0].x0 < piece.left + 2.6 * last.size
    return begins and last.x1 > piece.left + 0.7 * width and not text.rstrip().endswith(_STOPS)


class Flow:
    """Writes pieces as paragraphs: a full line and the one below that begins at the edge are one, over pages as well."""

    def __init__(self, out: Writer) -> None:
        self._out = out
        self.grids: list[Grid] = []
        self._last: Run | None = None
        self._full = False
        self._tail = ""
        self._open: Grid | None = None
        self._open_rows: list[list[Cell]] = []

    def page(self, number: int, pieces: list[Piece]) -> None:
        """Write the pieces of a page."""
        for i, piece in enumerate(pieces):
            joins = piece.rows is None and self._joins(piece)
            if not joins:
                self._break()
            if i == 0:
                self._out.anchor(f"第{number}页")
            if piece.rows is not None:
                if i:
                    self._open = None
                self._table(piece.rows)
            else:
                self._open = None
                self._line(piece)

    def close(self) -> None:
        self._break()

    def _break(self) -> None:
        if self._tail:
            self._out.put("\n")
        self._tail, self._last, self._full = "", None, False

    def _joins(self, piece: Piece) -> bool:
        run, last = piece.runs[0], self._last
        if last is None or not self._full or run.x0 > piece.left + 0.9 * run.size:
            return False
        return abs(run.size - last.size) < 0.2 * last.size

    def _line(self, piece: Piece) -> None:
        text = "  ".join(r.text.strip() if i else r.text.rstrip() for i, r in enumerate(piece.runs))
        if self._tail:
            text = text.lstrip()
            if self._tail.isascii() and self._tail.isalnum() and text[:1].isascii() and text[:1].isalpha():
                self._out.put(" ")
        self._out.put(text)
        self._tail = text[-1:] or self._tail
        self._last = piece.runs[-1]
        self._full = _runs_on(piece, text)

    def _table(self, rows: list[list[Cell]]) -> None:
        """Write the rows of a table; one that goes on from the page before is put to it."""
        grid = self._open if self._open and _goes_on(self._open_rows, rows) else None
        first = max(c.row for c in grid) + 1 if grid else 0
        if grid is None:
            grid = []
            self.grids.append(grid)
            self._open_rows = rows
        for r, row in enumerate(rows, first):
            at = 0
            for c in sorted(row):
                self._out.put("\t" * max(c.column - at, 1 if grid and grid[-1].row == r else 0))
                at = max(c.column, at)
                start, end = self._out.put(c.text)
                grid.append(GridCell(r, c.column, start, end, c.down, c.wide))
            self._out.put("\n")
        self._open = grid


def _goes_on(before: list[list[Cell]], rows: list[list[Cell]]) -> bool:
    """Whether ``rows`` at the top of a page go on with the table at the end of the page before: as wide, without its head."""
    width = max(c.column + c.wide for row in before for c in row)
    if max(c.column + c.wide for row in rows for c in row) != width or len(before) < 2:
        return False
    if [c.text for c in rows[0]] == [c.text for c in before[0]]:
        return False
    return any(re.search(r"\d", c.text) for c in rows[0])
