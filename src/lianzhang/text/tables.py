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
    r"[(（]?[-+−＋－]?(?:约|近|超|≥|≤|>|<)?\s*+\d[\d,，]*(?:\.\d+)?\s*+(?:[-~～—至]\s*+\d[\d,]*(?:\.\d+)?)?\s*+(?:%|％|‰|[\u4e00-\u9fffA-Za-z/·²³0-9㎡℃]{0,10})?(?:左右|以上|以下)?[)）]?(?:\*+|[①-⑳†‡])?"
)
_BAND = re.compile(
    r"(?:\d[\d,]*(?:\.\d+)?\s*+[万亿千百]?[\u4e00-\u9fffA-Za-z]{0,4}\s*+(?:[(（][不]?含[)）])?\s*+(?:以[上下内]|及以[上下])|[^\d]{0,4}\d[\d,.]*\s*+[万亿]?\s*+[元吨人亩]?\s*+[-~～—–至到]{1,2}\s*+\d[\d,.]*\s*+[万亿千]?[元吨人亩家户]\S{0,4})"
)
"""A size class: 50亿元以上, 10—50亿元. In the first column it names its row."""
_YEARISH = re.compile(r"(?:19|20)\d{2}\s*年?(?:\s*[-—~～至]\s*(?:19|20)?\d{2,4}年?)?(?:\d{1,2}月|[一二三四1-4]季度|上半年|下半年|全年|底|末)?(?:\d{1,2}日)?|(?:19|20)\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}月份?|[1-4]季度")  # fmt: skip
_ORDINAL = re.compile(r"[(（]?\d{1,4}[)）、.]?|[一二三四五六七八九十]{1,3}、?")
_SERIAL_HEAD = re.compile(r"序\s*号|编\s*号|No\.?|№|排名", re.IGNORECASE)
_UNIT = re.compile(r"(?<![\u4e00-\u9fff])(?:(?:计量|金额|数量|货币)?单\s*位)\s*[:：]\s*([^\s)）;；。]{1,30})")
"""单位：亿元、万吨. Who fills the form in (填报单位) is no unit."""
_LABELLED = re.compile(r"[^:：\s(（]{2,8}[:：]\s*\S.{0,40}|[:：\s]*")
_GROUP = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．\s]\S|[(（][一二三四五六七八九十]{1,3}[)）]\S"
)
_TOTAL = re.compile(r"[合总小共]\s*计|累\s*计|总\s*和")
_NAMES = re.compile(
    r"(?:项目|企业|公司|单位|园区|基地|工程|产品|法人)(?:单位)?名称|(?:建设|项目|投资|申报|承建|实施)单位|业主(?:单位)?|(?:建设|项目)(?:地点|地址|性质|内容)"
)
"""Labels of a form that tells one thing: its first column names what the second one says."""
_IN_DATE = re.compile(r"(?<=\d) (?=[年月日季])|(?<=[年月季]) (?=\d)|(?<=年) (?=本年|累计|全年|上半年)")
"""Blanks that a printed date has around its digits."""
_MAX_LONG = 60
_MAX_TABLES = 2_000


def _figure(text: str) -> bool:
    return len(text) <= 40 and _FIGURE.fullmatch(text) is not None and _YEARISH.fullmatch(text) is None


def _heading_rows(rows: dict[int, list[TableCell]], heads: set[int]) -> int:
    """How many rows of headings there are: marked ones, else the leading rows without a figure."""
    order = sorted(rows)
    widest = max(c.column + c.columns for row in rows.values() for c in row)
    count = 0
    for r in order[:6]:
        # A serial number may stand first in any row.
        figures = sum(_figure(c.text) for i, c in enumerate(rows[r]) if i or not _ORDINAL.fullmatch(c.text))
        if count and _names_group(rows[r], widest):
            break  # a line of one cell below the headings names the rows under it
        if r in heads or (figures == 0 and len(rows[r]) > 1) or (count == 0 and figures == 0):
            count += 1
        else:
            break
    return min(count, max(1, len(order) - 1))


def _row_headings(columns: dict[int, list[TableCell]], titles: dict[int, str]) -> tuple[set[int], set[int]]:
    """The leading columns that hold words or years, not figures, and those of serial numbers, which say nothing."""
    words: set[int] = set()
    serials: set[int] = set()
    first = min(columns, default=0)
    for column in sorted(columns)[:8]:
        cells = [c for c in columns[column] if not _TOTAL.fullmatch(c.text)] or columns[column]
        titled = _SERIAL_HEAD.fullmatch(titles.get(column, "").strip()) is not None
        if titled or (len(cells) > 1 and all(c.text == str(i) for i, c in enumerate(cells, 1))):
            serials.add(column)
        elif sum(
            _figure(c.text) and not (column == first and _BAND.fullmatch(c.text)) for c in cells
        ) * 2 > len(cells):
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
    labels = _form(rows)
    if labels:
        return [
            replace(c, heading=True)
            if c.column in labels
            else replace(c, row_heading=next((b.text for b in rows[c.row] if b.column == c.column - 1), ""))
            for c in cells
        ]
    # A first row that is one merged cell is the table's own title.
    order = sorted(rows)
    top = set(order[: _heading_rows(rows, heads)])
    above = _cover([c for c in cells if c.row in top], down=False)
    widest = max(c.column + c.columns for c in cells)
    titled = {id(c) for c in cells if c.row in top and c.columns >= widest > 1}
    titles = {k: _joined([c.text for c in v if id(c) not in titled]) for k, v in above.items()}
    groups = {r for r in order if r not in top and _names_group(rows[r], widest)}
    body = [c for c in cells if c.row not in top and c.row not in groups]
    columns: dict[int, list[TableCell]] = {}
    for c in body:
        columns.setdefault(c.column, []).append(c)
    left, serials = _row_headings(columns, titles)
    beside = _cover([c for c in body if c.column in left], down=True)
    out: list[TableCell] = []
    for c in cells:
        if c.row in top or c.row in groups or c.column in left | serials:
            out.append(
                replace(c, heading=True, column_heading=titles.get(c.column, "") if c.row not in top else "")
            )
            continue
        row_heading = _joined(
            [b.text for b in sorted(beside.get(c.row, []), key=lambda b: b.column) if b.column < c.column]
        )
        out.append(replace(c, row_heading=row_heading, column_heading=titles.get(c.column, "")))
    return out


def _names_group(row: list[TableCell], widest: int) -> bool:
    """Whether a row is one cell that names the rows below it: 一、续建项目, or words over the whole width."""
    if len(row) != 1 or _figure(row[0].text) or len(row[0].text) > 30 or _TOTAL.fullmatch(row[0].text):
        return False
    return row[0].column + row[0].columns >= widest > 1 or _GROUP.match(row[0].text) is not None


def _form(rows: dict[int, list[TableCell]]) -> set[int]:
    """The columns of labels where a table is a form on one thing (项目名称 | …, 总投资 | 3亿元); empty for others."""
    across = max((c.column + c.columns for row in rows.values() for c in row), default=0)
    if across not in (2, 4):
        return set()
    labels = {0, 2} if across == 4 else {0}
    said = [c for row in rows.values() for c in row if c.column in labels]
    if len(said) < 3 or any(_figure(c.text) or len(c.text) > 16 for c in said):
        return set()
    named = sum(_NAMES.search(c.text) is not None for c in said)
    first = [c for c in rows[min(rows)] if c.column == 0]
    return labels if named >= 2 and first and _NAMES.search(first[0].text) and _told(rows, labels) else set()


def _told(rows: dict[int, list[TableCell]], labels: set[int]) -> bool:
    """Whether what stands beside the labels is of many kinds: a column of firms or of plain figures is none of a form."""
    values = [c for row in rows.values() for c in row if c.column not in labels]
    first = [c for c in values if c.row == min(rows)]
    if not first or any(_NAMES.fullmatch(c.text) for c in values):
        return False
    figures = sum(_figure(c.text) for c in values)
    return 0 < figures < len(values)


def _is_table(cells: list[TableCell]) -> bool:
    """Two rows and two columns at least, short cells, two figures or a fifth of all cells figures or short words."""
    rows: dict[int, int] = {}
    widest = max((c.column + c.columns for c in cells), default=0)
    lone = {r for r, n in Counter(c.row for c in cells).items() if n == 1}
    groups = {c.row for c in cells if c.row in lone and _names_group([c], widest)}
    for c in cells:
        if c.row not in groups:
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
    notes = {r for r in rows if all(_LABELLED.fullmatch(c.text) for c in cells if c.row == r)}
    full = [r for r in rows if counts[r] > 1 and r not in notes]
    return [c for c in cells if full and full[0] <= c.row <= full[-1]]


def _caption(text: str, start: int) -> tuple[str, str]:
    """The line above a table and the unit that it or the next one up gives."""
    above = [line.strip() for line in text[max(0, start - 200) : start].split("\n")]
    lines = [line for line in above if line][-3:]
    unit = next((m[1] for line in reversed(lines) if (m := _UNIT.search(line))), "")
    lines = [line for line in lines if not all(map(_LABELLED.fullmatch, re.split(r"\s{2,}|\t", line)))]
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
