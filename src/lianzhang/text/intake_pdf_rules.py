"""The ruled tables of a PDF page: from the lines drawn on it to cells, merged ones among them.

Coordinates are points with the origin at the lower left. Only upright lines count; a table is at least two rows by two columns.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

__all__ = ["Box", "Rule", "page_rules", "ruled_tables"]

_MAX_OBJECTS = 20_000
_MAX_RULES = 6_000
_MAX_LINES = 400
_THIN = 3.0
"""No thicker than this, a filled rectangle is a line."""
_NEAR = 2.5
"""Lines so near are one; ends so near meet."""
_SHORT = 6.0


class Rule(NamedTuple):
    """A line at ``at`` (y of a level one, x of an upright one) from ``a`` to ``b``."""

    level: bool
    at: float
    a: float
    b: float


class Box(NamedTuple):
    """A cell: where it stands and over how many rows and columns it reaches."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    y0: float
    x1: float
    y1: float


def _edge(x0: float, y0: float, x1: float, y1: float) -> Rule | None:
    if y1 - y0 <= _THIN and x1 - x0 >= _SHORT:
        return Rule(True, (y0 + y1) / 2, x0, x1)
    if x1 - x0 <= _THIN and y1 - y0 >= _SHORT:
        return Rule(False, (x0 + x1) / 2, y0, y1)
    return None


def _segments(item: Any, raw: Any, count: int) -> Iterator[Rule]:
    """The upright lines of a path of many pieces."""
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    last = start = (0.0, 0.0)
    for i in range(min(count, _MAX_RULES)):
        piece = raw.FPDFPath_GetPathSegment(item, i)
        if not raw.FPDFPathSegment_GetPoint(piece, ctypes.byref(x), ctypes.byref(y)):
            return
        here = (m.a * x.value + m.c * y.value + m.e, m.b * x.value + m.d * y.value + m.f)
        kind = raw.FPDFPathSegment_GetType(piece)
        ends = [(last, here)] if kind == raw.FPDF_SEGMENT_LINETO else []
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        if raw.FPDFPathSegment_GetClose(piece):
            ends.append((here, start))
        for (ax, ay), (bx, by) in ends:
            edge = _edge(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            if edge:
                yield edge
        last = here


def page_rules(page: Any, raw: Any) -> list[Rule]:
    """The upright lines of a page: strokes, edges of stroked boxes, thin filled boxes; none where there are too many."""
    out: list[Rule] = []
    sides = [ctypes.c_float() for _ in range(4)]
    for i in range(min(raw.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, i)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(item, *sides):
            continue
        x0, y0, x1, y1 = (s.value for s in sides)
        edge = _edge(x0, y0, x1, y1)
        if edge:
            out.append(edge)
        else:
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
            count = raw.FPDFPath_CountSegments(item)
            if stroke.value or count > 5:  # a filled box of four edges is a shade, not a frame
                out += _segments(item, raw, count)
        if len(out) > _MAX_RULES:
            return []
    return out


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Lines of one direction, those on one another or end to end made one."""
    out: list[Rule] = []
    for r in sorted(rules, key=lambda r: (round(r.at / _NEAR), r.a)):
        last = out[-1] if out else None
        if last and abs(last.at - r.at) <= _NEAR and r.a <= last.b + _NEAR:
            out[-1] = Rule(r.level, last.at, min(last.a, r.a), max(last.b, r.b))
        else:
            out.append(r)
    return out


def _meet(h: Rule, v: Rule) -> bool:
    return h.a - _NEAR <= v.at <= h.b + _NEAR and v.a - _NEAR <= h.at <= v.b + _NEAR


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(level):
        for j, v in enumerate(upright, len(level)):
            if _meet(h, v):
                parent[root(i)] = root(j)
    out: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, r in enumerate([*level, *upright]):
        out.setdefault(root(i), ([], []))[0 if r.level else 1].append(r)
    return list(out.values())


def _places(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for v in sorted(values):
        if not out or v - out[-1] > _NEAR * 1.5:
            out.append(v)
    return out


def _crossed(rules: Sequence[Rule], at: float, middle: float) -> bool:
    """Whether a line at ``at`` passes ``middle``."""
    return any(abs(r.at - at) <= _NEAR * 1.5 and r.a <= middle <= r.b for r in rules)


def _cells(level: list[Rule], upright: list[Rule]) -> list[Box]:
    ys = _places([r.at for r in level])[::-1]
    ends = (min(r.a for r in level), max(r.b for r in level))
    xs = _places([*(r.at for r in upright), *(e for e in ends if all(abs(e - r.at) > 4 for r in upright))])
    if len(ys) < 3 or len(xs) < 3 or len(ys) * len(xs) > 4_000:
        return []
    taken: set[tuple[int, int]] = set()
    out: list[Box] = []
    for r in range(len(ys) - 1):
        for c in range(len(xs) - 1):
            if (r, c) in taken:
                continue
            wide = down = 1
            row_middle, column_middle = (ys[r] + ys[r + 1]) / 2, (xs[c] + xs[c + 1]) / 2
            while (
                c + wide < len(xs) - 1
                and (r, c + wide) not in taken
                and not _crossed(upright, xs[c + wide], row_middle)
            ):
                wide += 1
            while r + down < len(ys) - 1 and not _crossed(level, ys[r + down], column_middle):
                down += 1
            taken |= {(i, j) for i in range(r, r + down) for j in range(c, c + wide)}
            out.append(Box(r, c, down, wide, xs[c], ys[r + down], xs[c + wide], ys[r]))
    return out


def ruled_tables(rules: Sequence[Rule]) -> list[list[Box]]:
    """The tables that lines make, each its cells row by row."""
    level = _joined([r for r in rules if r.level])
    upright = _joined([r for r in rules if not r.level])
    if not level or not upright or len(level) + len(upright) > _MAX_LINES * 2:
        return []
    out = []
    for h, v in _groups(level, upright):
        cells = _cells(h, v) if h and v else []
        if len(cells) >= 4:
            out.append(cells)
    return out
