"""Word documents: paragraphs, headings and tables in their order. Macros, images, links and fields are never followed.

The parts are read directly, bounded before they are unpacked, because a document may come from anyone.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lianzhang.text.intake import Extract, Grid, GridCell, Writer, refuse
from lianzhang.text.intake_zip import Package, local

__all__ = ["read_docx"]

_MAIN = "word/document.xml"
_SKIP = frozenset({"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "Fallback", "txbxContent", "sectPr", "tblPr", "tcPr"})  # fmt: skip
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def _walk(element: Element) -> Iterator[Element]:
    """The children of a block, looking through content controls and tracked insertions."""
    for child in element:
        name = local(child.tag)
        if name in (
            "sdt",
            "sdtContent",
            "ins",
            "moveTo",
            "smartTag",
            "customXml",
            "AlternateContent",
            "Choice",
        ):
            yield from _walk(child)
        else:
            yield child


def _text(element: Element) -> str:
    """The printed text of a paragraph; what was deleted in tracked changes is gone, text boxes come apart."""
    out: list[str] = []
    for child in _walk(element):
        name = local(child.tag)
        if name == "t":
            out.append(child.text or "")
        elif name in _BREAKS:
            out.append(_BREAKS[name])
        elif name not in _SKIP:
            out.append(_text(child))
    return "".join(out)


def _boxes(element: Element) -> Iterator[Element]:
    """Paragraphs inside text boxes (the modern form only: the fallback says the same again)."""
    for child in element:
        name = local(child.tag)
        if name == "Fallback":
            continue
        if name == "txbxContent":
            yield from (e for e in _walk(child) if local(e.tag) == "p")
        else:
            yield from _boxes(child)


def _value(element: Element | None, name: str) -> str | None:
    if element is None:
        return None
    for key, value in element.attrib.items():
        if local(key) == name:
            return value
    return None


def _child(element: Element | None, *path: str) -> Element | None:
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if local(c.tag) == name), None)
    return element


def _cell_text(cell: Element) -> str:
    """The text of a cell on one line; tables inside a cell are flattened."""
    parts = [
        _text(p).replace("\n", " ").replace("\t", " ").strip() for p in cell.iter() if local(p.tag) == "p"
    ]
    return " ".join(p for p in parts if p)


def _table(table: Element, out: Writer, number: int) -> Grid:
    grid: Grid = []
    open_cells: dict[int, int] = {}  # column -> index in grid of the cell that reaches down
    for r, row in enumerate(e for e in _walk(table) if local(e.tag) == "tr"):
        column = int(_value(_child(row, "trPr", "gridBefore"), "val") or 0)
        head = _child(row, "trPr", "tblHeader") is not None
        first = True
        for cell in (e for e in _walk(row) if local(e.tag) == "tc"):
            properties = _child(cell, "tcPr")
            wide = max(1, min(200, int(_value(_child(properties, "gridSpan"), "val") or 1)))
            merge = _child(properties, "vMerge")
            if not first:
                out.put("\t")
            first = False
            out.anchor(f"表{number} 第{r + 1}行第{column + 1}列")
            if merge is not None and _value(merge, "val") != "restart":
                above = open_cells.get(column)
                if above is not None:
                    c = grid[above]
                    grid[above] = GridCell(c.row, c.column, c.start, c.end, r - c.row + 1, c.columns, c.head)
            else:
                start, end = out.put(_cell_text(cell))
                open_cells[column] = len(grid)
                grid.append(GridCell(r, column, start, end, 1, wide, head))
            column += wide
        out.put("\n")
    return grid


def _blocks(body: Element, out: Writer) -> tuple[list[Grid], str | None]:
    grids: list[Grid] = []
    title: str | None = None
    number = 0
    for block in _walk(body):
        name = local(block.tag)
        if name == "p":
            number += 1
            out.anchor(f"第{number}段")
            text = _text(block)
            style = (_value(_child(block, "pPr", "pStyle"), "val") or "").casefold()
            if title is None and style == "title" and text.strip():
                title = " ".join(text.split())
            out.put(text + "\n")
            for box in _boxes(block):
                inner = _text(box)
                if inner.strip():
                    out.put(inner + "\n")
        elif name == "tbl":
            grids.append(_table(block, out, len(grids) + 1))
    return grids, title


def read_docx(data: bytes, path: str) -> Extract:
    """The text of a .docx. Raises :class:`InputError` when it is broken, encrypted, a bomb, or no Word file."""
    package = Package(data, path, "docx")
    if _MAIN not in package:
        raise refuse(
            path, "压缩包内没有 Word 正文，不是 docx 文件", "holds no Word text, so it is no docx file"
        )
    root = package.tree(_MAIN)
    body = _child(root, "body")
    if body is None:
        raise refuse(path, "docx 文件没有正文", "the docx file has no body")
    out = Writer(path)
    try:
        grids, title = _blocks(body, out)
    except ValueError as error:
        if isinstance(error, type(refuse(path, "", ""))):
            raise
        raise refuse(
            path, "docx 文件的表格标记有误，无法读取", "the tables of the docx file are malformed"
        ) from error
    for part, label in (("word/footnotes.xml", "脚注"), ("word/endnotes.xml", "尾注")):
        if part not in package:
            continue
        for i, note in enumerate(package.tree(part)):
            text = "".join(_text(p) for p in note.iter() if local(p.tag) == "p").strip()
            if text:
                out.anchor(f"{label}{i + 1}")
                out.put(text + "\n")
    return Extract(out.text(), tuple(out.anchors), tuple(grids), title)
