"""Sections of a paper on a terminal: the same tables, as plain lines, in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from lianzhang.core import say
from lianzhang.outputs.lowering import names_of, text_of
from lianzhang.outputs.model import Bullets, Card, Cell, Lines, Paragraph, ReportModel, Section, Table, Tiles

__all__ = ["sections_screen"]


def _cell(cell: Cell, names: tuple[str, ...]) -> str:
    if isinstance(cell, Lines):
        return "\n".join(text_of(item, names) for item in cell.items)
    return text_of(cell, names)


def _table(table: Table, names: tuple[str, ...]) -> Iterator[RenderableType]:
    yield RichText(text_of(table.caption, names), style="bold cyan")
    if not table.rows:
        from lianzhang.outputs.html import INTERFACE

        yield RichText(f"  {say(INTERFACE['empty'])}", style="dim")
        return
    made = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    for column in table.columns:
        right = column.kind == "figure"
        made.add_column(RichText(say(column.head)), justify="right" if right else "left", overflow="fold")
    for row in table.rows:
        made.add_row(*(RichText(_cell(c, names)) for c in row))
    yield made
    if table.note is not None:
        yield RichText(text_of(table.note, names), style="dim")


def _block(block: object, names: tuple[str, ...]) -> Iterator[RenderableType]:
    if isinstance(block, Table):
        yield from _table(block, names)
    elif isinstance(block, Paragraph):
        yield RichText(text_of(block.words, names), style="bold" if block.tone == "lead" else "")
    elif isinstance(block, Bullets):
        for item in block.items:
            yield Padding(RichText(f"· {text_of(item, names)}"), (0, 0, 0, 2))
    elif isinstance(block, Tiles):
        for tile in block.items:
            yield RichText(f"{say(tile.label)} {text_of(tile.figure, names)}")
    elif isinstance(block, Card):
        yield RichText(f"{text_of(block.badge, names)} {text_of(block.sentence, names)}")


def sections_screen(sections: Sequence[Section], names: Sequence[str] = ()) -> RenderableType:
    """The sections one after the other; ``names`` are verbatim names that may stand in running words."""
    known = names_of(ReportModel("", "", tuple(sections), names=tuple(names)))
    parts: list[RenderableType] = []
    for section in sections:
        parts.append(RichText(f"\n{say(section.title)}", style="bold"))
        if section.lead is not None:
            parts.append(RichText(text_of(section.lead, known), style="dim"))
        for block in section.blocks:
            parts.extend(_block(block, known))
    return Group(*parts)
