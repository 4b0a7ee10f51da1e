"""Pieces of a Word document: runs, paragraphs, links, tables and fields, made as XML elements (a cell at a time is too slow).

Sizes are half-points, widths twentieths of a point, as the format counts them. Text is cleaned, never parsed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lianzhang.outputs.paper_basis import clean

__all__ = [
    "Font",
    "Part",
    "element",
    "field_run",
    "link",
    "mark",
    "paragraph",
    "run",
    "table",
    "units_of",
    "widths",
]

Part = Any
"""An XML element of the format."""

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
LATIN = "Times New Roman"
TITLE = "方正小标宋简体"


@dataclass(frozen=True)
class Font:
    """How a run looks: Chinese face, size in half-points, weight, colour (RRGGBB), raised (a small number)."""

    face: str = FANG
    size: int = 32
    bold: bool = False
    colour: str = ""
    raised: bool = False
    shade: str = ""


def element(tag: str, *children: Part, **attributes: str | int) -> Part:
    """``element("jc", val="center")``: an element with attributes of the w: namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def _properties(font: Font) -> Part:
    made = element(
        "rPr", element("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=font.face, cs=LATIN, hint="eastAsia")
    )
    if font.bold:
        made.append(element("b"))
    if font.colour:
        made.append(element("color", val=font.colour))
    made.append(element("sz", val=font.size))
    made.append(element("szCs", val=font.size))
    if font.shade:
        made.append(element("shd", val="clear", color="auto", fill=font.shade))
    if font.raised:
        made.append(element("vertAlign", val="superscript"))
    made.append(element("lang", val="en-US", eastAsia="zh-CN"))
    return made


def run(text: str, font: Font) -> Part:
    """Text in one look; line breaks become breaks."""
    made = element("r", _properties(font))
    for i, line in enumerate(clean(text).split("\n")):
        if i:
            made.append(element("br"))
        words = element("t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        made.append(words)
    return made


def link(anchor: str, *runs: Part) -> Part:
    """Runs that lead to a bookmark of the same document."""
    return element("hyperlink", *runs, anchor=anchor, history=1)


def mark(name: str, number: int, *inside: Part) -> list[Part]:
    """A bookmark around parts."""
    return [element("bookmarkStart", id=number, name=name), *inside, element("bookmarkEnd", id=number)]


def field_run(code: str, font: Font) -> list[Part]:
    """A field such as PAGE, that the word processor fills in."""

    def with_char(kind: str) -> Part:
        return element("r", _properties(font), element("fldChar", fldCharType=kind))

    told = element("instrText")
    told.text = f" {code} "
    told.set(qn("xml:space"), "preserve")
    return [
        with_char("begin"), element("r", _properties(font), told), with_char("separate"), run("1", font), with_char("end"),
    ]  # fmt: skip


def paragraph(
    runs: Iterable[Part],
    *,
    style: str = "",
    align: str = "",
    indent: int = 0,
    left: int = 0,
    line: int = 0,
    before: int = 0,
    after: int = 0,
    keep: bool = False,
    below: str = "",
) -> Part:
    """A paragraph: ``indent`` of the first line in hundredths of a character, ``line`` height, ``below`` colour of a rule under it."""
    properties = element("pPr")
    if style:
        properties.append(element("pStyle", val=style))
    if keep:
        properties.append(element("keepNext"))
    if below:
        properties.append(element("pBdr", element("bottom", val="single", sz=18, space=6, color=below)))
    spacing: dict[str, str | int] = {"before": before, "after": after}
    if line:
        spacing |= {"line": line, "lineRule": "exact" if line > 400 else "atLeast"}
    properties.append(element("spacing", **spacing))
    if indent or left:
        properties.append(element("ind", firstLineChars=indent, left=left))
    if align:
        properties.append(element("jc", val=align))
    return element("p", properties, *runs)


_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(
    heads: Sequence[Part],
    rows: Iterable[Sequence[Sequence[Part]]],
    columns: Sequence[int],
    *,
    border: str = "7F7F7F",
    margin: int = 60,
) -> Part:
    """A table of given column widths. ``heads``: one paragraph a column (none: no heading row); rows: cells of paragraphs.

    The heading row repeats on every page; no row breaks across pages.
    """
    borders = element(
        "tblBorders", *(element(b, val="single", sz=4, space=0, color=border) for b in _BORDERS)
    )
    cell_margin = element(
        "tblCellMar", element("left", w=margin, type="dxa"), element("right", w=margin, type="dxa")
    )
    properties = element(
        "tblPr", element("tblW", w=sum(columns), type="dxa"), element("jc", val="center"), borders,
        element("tblLayout", type="fixed"), cell_margin,
    )  # fmt: skip
    made = element("tbl", properties, element("tblGrid", *(element("gridCol", w=w) for w in columns)))
    if heads:
        cells = [_cell([h], w, "EDEDED") for h, w in zip(heads, columns)]
        made.append(element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells))
    for row in rows:
        cells = [_cell(parts, w) for parts, w in zip(row, columns)]
        made.append(element("tr", element("trPr", element("cantSplit")), *cells))
    return made


def _cell(parts: Sequence[Part], width: int, shade: str = "") -> Part:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if shade:
        properties.append(element("shd", val="clear", color="auto", fill=shade))
    properties.append(element("vAlign", val="center"))
    return element("tc", properties, *parts)


def units_of(text: str) -> int:
    """The width of text in half characters: a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _longest(texts: Sequence[Sequence[str]]) -> list[int]:
    return [max((units_of(line) for t in column for line in t.split("\n")), default=1) for column in texts]


def floors(texts: Sequence[Sequence[str]], unit: int, solid: Mapping[int, bool]) -> list[int]:
    """The least widths at which no figure breaks and no word stands a character a line; see :func:`widths`."""
    found = []
    for i, (column, longest) in enumerate(zip(texts, _longest(texts))):
        most = longest if not solid.get(i) else max([_longest([column[1:]])[0], min(8, units_of(column[0]))])
        found.append(min(most, 34 if solid.get(i) else 14) * unit + 160)
    return found


def widths(
    texts: Sequence[Sequence[str]], told: Sequence[int], whole: int, unit: int, solid: Mapping[int, bool]
) -> list[int]:
    """Column widths that add up to ``whole``: as told in percent, else by what stands in the column.

    ``texts``: one list a column, heading first; ``unit`` the width of half a character; columns that are ``solid`` (figures, dates)
    get what their longest entry needs, so that no figure breaks, as long as there is room.
    """
    n = len(texts)
    longest = _longest(texts)
    floor = floors(texts, unit, solid)
    if sum(floor) > whole:
        return [max(1, f * whole // sum(floor)) for f in floor]
    wish = [whole * told[i] / 100 if told[i] else 0.0 for i in range(n)]
    free = [i for i in range(n) if not told[i]]
    rest = max(0.0, whole - sum(wish))
    weight = {i: min(longest[i], 60) ** 0.75 + 1 for i in free}
    for i in free:
        wish[i] = rest * weight[i] / sum(weight.values())
    over = [max(0.0, wish[i] - floor[i]) for i in range(n)]
    spare = whole - sum(floor)
    total = sum(over) or 1.0
    return [round(floor[i] + (spare * over[i] / total if sum(over) else spare / n)) for i in range(n)]
