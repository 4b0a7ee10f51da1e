"""Tables of a web page: where each cell stands, while the page is being scanned."""

from __future__ import annotations

from lianzhang.text.intake import Grid, GridCell

__all__ = ["TableScan"]

_MAX_NESTED = 8
_MAX_SPAN = 60
_MAX_TABLES = 2_000


class _Table:
    __slots__ = ("cell", "column", "grid", "reach", "row")

    def __init__(self) -> None:
        self.grid: Grid = []
        self.row = -1
        self.column = 0
        self.reach: dict[int, int] = {}  # column -> first row that is free again
        self.cell: tuple[int, int, int, bool] | None = None  # start, rows, columns, head

    def end_cell(self, at: int) -> None:
        if self.cell is None:
            return
        start, rows, columns, head = self.cell
        self.cell = None
        while self.reach.get(self.column, 0) > self.row:
            self.column += 1
        self.grid.append(GridCell(self.row, self.column, start, at, rows, columns, head))
        for c in range(self.column, self.column + columns):
            self.reach[c] = self.row + rows
        self.column += columns


def _span(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1").strip()
    return max(1, min(_MAX_SPAN, int(value))) if value.isdigit() and len(value) < 6 else 1


class TableScan:
    """Told of every table tag in order; ``grids`` holds the tables that were closed."""

    __slots__ = ("_ignored", "_open", "grids")

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self._open: list[_Table] = []
        self._ignored = 0

    def open(self, name: str, attributes: dict[str, str], at: int) -> None:
        """A tag ``table``, ``tr``, ``td`` or ``th`` opens; text behind it begins at ``at``."""
        if name == "table":
            if len(self._open) >= _MAX_NESTED or len(self.grids) >= _MAX_TABLES:
                self._ignored += 1
            else:
                self._open.append(_Table())
            return
        if not self._open or self._ignored:
            return
        table = self._open[-1]
        table.end_cell(at)
        if name == "tr" or table.row < 0:
            table.row += 1
            table.column = 0
        if name in ("td", "th"):
            table.cell = (at, _span(attributes, "rowspan"), _span(attributes, "colspan"), name == "th")

    def close(self, name: str, at: int) -> None:
        """A tag closes; text before it ends at ``at``."""
        if name == "table" and self._ignored:
            self._ignored -= 1
            return
        if not self._open or self._ignored:
            return
        self._open[-1].end_cell(at)
        if name == "table":
            grid = self._open.pop().grid
            if grid:
                self.grids.append(grid)
