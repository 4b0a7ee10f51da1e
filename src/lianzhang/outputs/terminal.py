"""The case on one screen of a terminal, from the same model as the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.console import Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text as RichText

from lianzhang.core import Quantity, Text, say
from lianzhang.outputs.lowering import names_of, text_of
from lianzhang.outputs.marks import date_text
from lianzhang.outputs.model import Card, Lines, Name, Paragraph, ReportModel, Section, Table, When, Words
from lianzhang.outputs.numbers import show

__all__ = ["one_screen"]

STYLES = {"impossible": "bold red", "implies": "blue", "not_comparable": "dim", "unsupported": "yellow"}
WIDTH = 100


_OPEN_NUMBER = re.compile(r"[−≥≤+]?\d[\d,.–−]*\s?[万亿A-Za-z]{0,4}$")
"""A number at the end of a cut text, perhaps with the first letters of its unit."""


def _cut(kept: str, rest: str) -> str:
    """The text before a cut, with an ellipsis; a number that the cut would part from its end or unit goes whole."""
    if rest and not re.match(r"[，。；：、）)；\s]", rest):
        kept = _OPEN_NUMBER.sub("", kept)
    return kept.rstrip() + "…"


def _clip(text: str, width: int) -> RichText:
    whole = " ".join(text.split())
    if cell_len(whole) > width:
        kept = set_cell_size(whole, width - 1).rstrip()
        whole = _cut(kept, whole[len(kept) :])
    return RichText(whole, no_wrap=True, overflow="ellipsis")


def _hanging(head: str, style: str, text: str, most: int) -> Iterator[RenderableType]:
    """A short head, then the text in at most ``most`` lines that hang beneath their own start."""
    at = 13
    whole = " ".join(text.split())
    lines = chop_cells(whole, WIDTH - at)
    if len(lines) > most:
        kept = "".join(lines[: most - 1]) + set_cell_size(lines[most - 1], WIDTH - at - 2).rstrip()
        whole = _cut(kept, whole[len(kept) :])
    grid = RichTable.grid()
    grid.add_column(width=at, style=style, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(RichText(head), RichText(whole))
    yield grid


def _section(model: ReportModel, key: str) -> Section | None:
    return next((s for s in model.sections if s.id == key), None)


def _tables(section: Section | None) -> list[Table]:
    return [] if section is None else [b for b in section.blocks if isinstance(b, Table)]


def _head(text: Text) -> RichText:
    return RichText(say(text), style="bold cyan")


def _listed(
    rows: Sequence[tuple[str, ...]], widths: tuple[int, ...], styles: tuple[str, ...] = ()
) -> RichTable:
    grid = RichTable.grid(padding=(0, 1))
    for i, width in enumerate(widths):
        grid.add_column(width=width, no_wrap=True, style=styles[i] if styles else "")
    for row in rows:
        grid.add_row(*(_clip(c, w) for c, w in zip(row, widths)))
    return grid


def _documents(model: ReportModel, most: int) -> Iterator[RenderableType]:
    """Documents, the most damaged and worst graded first: those are the ones to look at."""
    names = names_of(model)
    for table in _tables(_section(model, "documents")):
        yield _head(Text("读入的文件", "Documents read"))
        rows = []
        for row in table.rows:
            path = text_of(row[0].items[0] if isinstance(row[0], Lines) else row[0], names)
            grade = text_of(row[2].items[0] if isinstance(row[2], Lines) else row[2], names)
            rows.append((path, grade, text_of(row[4], names), text_of(row[3], names)))
        damaged = [r for r, row in zip(rows, table.rows) if isinstance(row[3], Lines)]
        ordered = [*reversed(damaged), *(r for r in rows if r not in damaged)]
        count = say(Text("{n}条", "{n} claims"))
        told = [(p.rsplit("/", 1)[-1], g, count.replace("{n}", n), d) for p, g, n, d in ordered[:most]]
        yield _listed(told, (30, 14, 8, 44))
        if len(rows) > most:
            rest = Text(
                f"  …… 其余 {len(rows) - most} 份见报告", f"  … {len(rows) - most} more in the report"
            )
            yield RichText(say(rest), style="dim")


def _claims(model: ReportModel) -> Iterator[RenderableType]:
    """Claims by kind, added up over documents, from the words of the documents table."""
    counts: dict[str, Decimal] = {}
    for table in _tables(_section(model, "documents")):
        for row in table.rows:
            for item in row[5].items if isinstance(row[5], Lines) else ():
                parts = dict(item.parts) if isinstance(item, Words) else {}
                number, kind = parts.get("n"), parts.get("kind")
                if isinstance(number, Quantity) and isinstance(kind, Text):
                    counts[say(kind)] = counts.get(say(kind), Decimal(0)) + (number.value or 0)
    if counts:
        ordered = sorted(counts.items(), key=lambda p: (-p[1], p[0]))
        line = "  ".join(f"{k} {v:f}" for k, v in ordered[:12])
        yield RichText.assemble((say(Text("论断  ", "Claims  ")), "bold cyan"), _clip(line, WIDTH - 8))


def _findings(model: ReportModel, most: int) -> Iterator[RenderableType]:
    section = _section(model, "findings")
    names = names_of(model)
    cards = [] if section is None else [b for b in section.blocks if isinstance(b, Card)]
    if cards:
        yield _head(Text("最要紧的问题", "Gravest findings"))
        for card in cards[:most]:
            badge = text_of(card.badge, names)
            yield from _hanging(badge, STYLES.get(card.badge.kind, ""), text_of(card.sentence, names), 2)


def _plan(model: ReportModel, most: int) -> Iterator[RenderableType]:
    section = _section(model, "plan")
    names = names_of(model)
    if section is not None:
        yield _head(Text("规划先建什么", "What the plan builds first"))
        for block in section.blocks:
            if isinstance(block, Paragraph) and block.tone == "lead":
                yield _clip(text_of(block.words, names), WIDTH)
        for table in _tables(section)[:1]:
            rows: list[tuple[str, ...]] = []
            if table.columns[2].kind == "date":
                rows = [tuple(text_of(c, names) for c in row) for row in table.rows]
                rows.sort(key=lambda r: r[2])
            else:
                found = [
                    (i, row, cell)
                    for row in table.rows
                    for i, cell in enumerate(row)
                    if isinstance(cell, Quantity)
                ]
                for i, row, cell in sorted(found, key=lambda f: f[0]):
                    rows.append(
                        (
                            text_of(row[0], names),
                            text_of(row[1], names),
                            say(table.columns[i].head),
                            show(cell),
                        )
                    )
            yield _listed(rows[:most], (34, 24, 10, 24))
    for table in _tables(_section(model, "prices"))[:1]:
        yield _head(Text("什么限制着它", "What limits it"))
        rows = [tuple(text_of(c, names) for c in row[:4]) for row in table.rows[:most]]
        yield _listed(rows, (34, 24, 10, 24))


def _projects(model: ReportModel, most: int) -> Iterator[RenderableType]:
    names = names_of(model)
    for table in _tables(_section(model, "projects"))[:1]:
        red = [r for r in table.rows if getattr(r[0], "kind", "") == "red"]
        if not red:
            continue
        yield _head(Text("红灯项目", "Red projects"))
        for row in red[:most]:
            project = row[1].items if isinstance(row[1], Lines) else ()
            parts = [p.text for p in project if isinstance(p, Name)]
            due = row[4].items if isinstance(row[4], Lines) else ()
            when = next((date_text(d.period) for d in due if isinstance(d, When)), "—")
            people = " ".join(text_of(i, names) for i in row[2].items) if isinstance(row[2], Lines) else ""
            owner = parts[1] if len(parts) > 1 else ""
            yield _listed(
                [(parts[0] if parts else "", owner, people or text_of(row[2], names), when)],
                (26, 28, 30, 12), ("red", "", "", ""),
            )  # fmt: skip
            yield from _hanging(say(Text("  原因", "  why")), "dim", text_of(row[5], names), 1)


def one_screen(model: ReportModel) -> RenderableType:
    """What was read and its damage, claims by kind, gravest findings, what the plan builds and what limits it, red projects.

    At most 40 lines at 100 columns, whatever the size of the model; long lines end in an ellipsis.
    """
    head = RichText(f"{say(model.title)}  {date_text(model.made_at)}", style="bold")
    head.truncate(WIDTH, overflow="ellipsis")
    return Group(
        head,
        *_documents(model, 6),
        *_claims(model),
        *_findings(model, 4),
        *_plan(model, 3),
        *_projects(model, 4),
    )
