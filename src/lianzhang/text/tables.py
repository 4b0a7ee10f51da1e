"""Tables of figures: which grids are such, and the headings of every cell.

A grid is judged by its cells alone: leading rows without figures are column headings, leading columns of words are row
headings, a merged cell is heading to all that it spans. Layout tables of web pages fail the test and stay running text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from lianzhang.text.document import TableBlock, TableCell, Zone
from lianzhang.text.intake import Grid

__all__ = ["build_tables", "zone_tables"]

_FIGURE = re.compile(
    r"[(（]?[-+−]?(?:约|近|超|≥|≤|>|<)?\s*\d[\d,，]*(?:\.\d+)?\s*(?:[-~～—至]\s*\d[\d,]*(?:\.\d+)?)?\s*(?:%|％|‰|[\u4e00-\u9fffA-Za-z/·²³0-9㎡℃]{0,10})?(?:左右|以上|以下)?[)）]?"
)
_YEARISH = re.compile(r"(?:19|20)\d{2}\s*年?(?:\s*[-—~～至]\s*(?:19|20)?\d{2,4}年?)?(?:\d{1,2}月|[一二三四1-4]季度|上半年|下半年|全年|底|末)?(?:\d{1,2}日)?|(?:19|20)\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}月份?|[1-4]季度")  # fmt: skip
_ORDINAL = re.compile(r"[(（]?\d{1,4}[)）、.]?|[一二三四五六七八九十]{1,3}、?")
_SERIAL_HEAD = re.compile(r"序\s*号|编\s*号|No\.?|№|排名", re.IGNORECASE)
_UNIT = re.compile(r"(?:计量)?单\s*位\s*[:：]\s*([^\s)）,，;；、]{1,12})")
_IN_DATE = re.compile(r"(?<=\d) (?=[年月日季])|(?<=[年月季]) (?=\d)|(?<=年) (?=本年|累计|全年|上半年)")
"""Blanks that a printed date has around its digits."""
_MAX_LONG = 60
_MAX_TABLES = 2_000


def _figure(text: str) -> bool:
    return len(text) <= 40 and _FIGURE.fullmatch(text) is not None and _YEARISH.fullmatch(text) is None


def _heading_rows(rows: dict[int, list[TableCell]], heads: set[int]) -> int:
    """How many rows of headings there are: marked ones, else the leading rows without a figure."""
    order = sorted(rows)
    count = 0
    for r in order[:6]:
        # A serial number may stand first in any row.
        figures = sum(_figure(c.text) for i, c in enumerate(rows[r]) if i or not _ORDINAL.fullmatch(c.text))
        if r in heads or (figures == 0 and len(rows[r]) > 1) or (count == 0 and figures == 0):
            count += 1
        else:
            break
    return min(count, max(1, len(order) - 1))


def _row_headings(columns: dict[int, list[TableCell]], titles: dict[int, str]) -> tuple[set[int], set[int]]:
    """The leading columns that hold words or years, not figures, and those of serial numbers, which say nothing."""
    words: set[int] = set()
    serials: set[int] = set()
    for column in sorted(columns)[:8]:
        cells = columns[column]
        titled = _SERIAL_HEAD.fullmatch(titles.get(column, "").strip()) is not None
        if titled or (len(cells) > 1 and all(c.text == str(i) for i, c in enumerate(cells, 1))):
            serials.add(column)
        elif sum(_figure(c.text) for c in cells) * 2 > len(cells):
            break
        else:
            words.add(column)
    return words, serials


def _joined(parts: list[str]) -> str:
    return " ".join(dict.fromkeys(p for p in parts if p))


def _cover(cells: list[TableCell], down: bool) -> dict[int, list[TableCell]]:
    """For every row (``down``) or column, the cells that reach over it."""
    out: dict[int, list[TableCell]] = {}
    for c in cells:
        first, count = (c.row, c.rows) if down else (c.column, c.columns)
        for i in range(first, first + min(count, 60)):
            out.setdefault(i, []).append(c)
    return out


def _with_headings(cells: list[TableCell], heads: set[int]) -> list[TableCell]:
    rows: dict[int, list[TableCell]] = {}
    for c in cells:
        rows.setdefault(c.row, []).append(c)
    # A first row that is one merged cell is the table's own title.
    order = sorted(rows)
    top = set(order[: _heading_rows(rows, heads)])
    above = _cover([c for c in cells if c.row in top], down=False)
    widest = max(c.column + c.columns for c in cells)
    titled = {id(c) for c in cells if c.row in top and c.columns >= widest > 1}
    titles = {k: _joined([c.text for c in v if id(c) not in titled]) for k, v in above.items()}
    body = [c for c in cells if c.row not in top]
    columns: dict[int, list[TableCell]] = {}
    for c in body:
        columns.setdefault(c.column, []).append(c)
    left, serials = _row_headings(columns, titles)
    beside = _cover([c for c in body if c.column in left], down=True)
    out: list[TableCell] = []
    for c in cells:
        if c.row in top or c.column in left | serials:
            out.append(
                replace(c, heading=True, column_heading=titles.get(c.column, "") if c.row not in top else "")
            )
            continue
        row_heading = _joined(
            [b.text for b in sorted(beside.get(c.row, []), key=lambda b: b.column) if b.column < c.column]
        )
        out.append(replace(c, row_heading=row_heading, column_heading=titles.get(c.column, "")))
    return out


def _is_table(cells: list[TableCell]) -> bool:
    """Two rows and two columns at least, short cells, two figures or a fifth of all cells figures or short words."""
    rows: dict[int, int] = {}
    for c in cells:
        rows[c.row] = rows.get(c.row, 0) + 1
    if len(rows) < 2 or max(rows.values()) < 2 or len(cells) < 4:
        return False
    if sum(n >= 2 for n in rows.values()) * 3 < len(rows) * 2:
        return False
    if sum(len(c.text) > _MAX_LONG for c in cells) * 5 > len(cells):
        return False
    return sum(_figure(c.text) for c in cells) >= 2


def _trim(cells: list[TableCell]) -> list[TableCell]:
    """Without the rows of one cell at the top (title, unit) and at the end (notes): they stay text beside the table."""
    counts = Counter(c.row for c in cells)
    rows = sorted(counts)
    full = [r for r in rows if counts[r] > 1]
    return [c for c in cells if full and full[0] <= c.row <= full[-1]]


def _caption(text: str, start: int) -> tuple[str, str]:
    """The line above a table and the unit that it or the next one up gives."""
    above = [line.strip() for line in text[max(0, start - 200) : start].split("\n")]
    lines = [line for line in above if line][-2:]
    unit = next((m[1] for line in reversed(lines) if (m := _UNIT.search(line))), "")
    named = [re.sub(r"[(（]?\s*" + _UNIT.pattern + r"\s*[)）]?", "", line).strip() for line in lines]
    caption = next(
        (n for n in reversed(named) if 2 <= len(n) <= 60 and not n.endswith(("。", "；", "！"))), ""
    )
    return caption, unit


def build_tables(
    text: str,
    grids: Sequence[Grid],
    spans: Sequence[Sequence[tuple[int, int]]],
    raw: Callable[[int, int], tuple[int, int]],
) -> tuple[TableBlock, ...]:
    """The tables among ``grids``, whose cells stand at ``spans`` of the repaired text; ``raw`` leads back to the file."""
    out: list[TableBlock] = []
    for grid, places in zip(grids[:_MAX_TABLES], spans):
        cells: list[TableCell] = []
        heads: dict[int, list[bool]] = {}
        for g, (start, end) in zip(grid, places):
            bare = text[start:end].strip()
            if not bare:
                continue
            at = start + text[start:end].index(bare)
            stop = at + len(bare)
            heads.setdefault(g.row, []).append(g.head)
            shown = _IN_DATE.sub("", " ".join(bare.split()))
            cells.append(
                TableCell(g.row, g.column, at, stop, *raw(at, stop), shown, rows=g.rows, columns=g.columns)
            )
        cells = _trim(cells)
        if _is_table(cells):
            marked = {r for r, marks in heads.items() if all(marks)}
            out.append(_block(text, _with_headings(cells, marked)))
    return tuple(out)


def _block(text: str, cells: list[TableCell]) -> TableBlock:
    start = min(c.start for c in cells)
    caption, unit = _caption(text, start)
    wide = max(c.column + c.columns for c in cells)
    merged = [c.text for c in cells if c.heading and c.columns >= wide > 1]
    if merged and not caption:
        caption = merged[0]
    unit = unit or next((m[1] for t in merged if (m := _UNIT.search(t))), "")
    return TableBlock(start, max(c.end for c in cells), caption, unit, tuple(cells))


def zone_tables(
    text: str, blocks: Sequence[TableBlock], zones: Sequence[Zone]
) -> tuple[tuple[TableBlock, ...], tuple[Zone, ...]]:
    """The tables that stand in body, title or header and hold no other table, and the zones with them cut out."""
    kept: list[TableBlock] = []
    out = list(zones)
    reached = 0
    for block in sorted(blocks, key=lambda b: (b.start, -b.end)):
        if any(
            o is not block
            and block.start <= o.start
            and o.end <= block.end
            and o.end - o.start < block.end - block.start
            for o in blocks
        ):
            continue
        if block.start < reached or not _of_document(block, zones):
            continue
        start = max(reached, text.rfind("\n", 0, block.start) + 1)
        end = text.find("\n", block.end)
        end = len(text) if end < 0 else end + 1
        kept.append(block)
        out = _cut(out, start, end)
        reached = end
    return tuple(kept), tuple(out)


def _of_document(block: TableBlock, zones: Sequence[Zone]) -> bool:
    inside = {z.kind for z in zones if z.start < block.end and block.start < z.end}
    return bool(inside & {"body", "title"})


def _cut(zones: list[Zone], start: int, end: int) -> list[Zone]:
    """The zones with ``[start, end)`` made a table."""
    out: list[Zone] = []
    placed = False
    for z in zones:
        if z.end <= start or z.start >= end:
            out.append(z)
            continue
        if z.start < start:
            out.append(Zone(z.start, start, z.kind))
        if not placed:
            out.append(Zone(start, end, "table"))
            placed = True
        if z.end > end:
            out.append(Zone(end, z.end, z.kind))
    return out
