"""Sheets that arrive without saying which register they are for: told by their headings, brought in in an order that links allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lianzhang.core import Problems, Text
from lianzhang.ledger.declare import Register, registers
from lianzhang.ledger.headings import TITLE_LINES, Header, find_header, heading_parts
from lianzhang.ledger.sheets import read_grids
from lianzhang.ledger.workbook import Grid

__all__ = ["Arrival", "fits", "in_order", "recognise"]

_LEAST = 2
"""Headings that must mean fields of a register before a sheet is taken for one of its."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sheet and the register it is for. ``label`` is how the file is called in messages; ``sheet`` None: the one that fits best."""

    register: str
    file: Path
    label: str
    sheet: str | None = None


def fits(grid: Grid, named: str = "") -> list[tuple[float, Register]]:
    """Registers whose required fields a sheet's headings give, best first: (how many headings it understands, register).

    ``named``: the names of file and sheet; a register that they name wins where headings are even.
    """
    found = []
    for register in registers().values():
        header = find_header(grid, register.fields)
        if header is None or not _sufficient(register, header):
            continue
        words = (register.zh, register.name, f"{register.zh}台账")
        bonus = 0.5 if any(w in named for w in words) else 0.0
        found.append((len(header.columns) + bonus + _own_words(register, header), register))
    return sorted(found, key=lambda f: (-f[0], f[1].name))


def _sufficient(register: Register, header: Header) -> bool:
    names = {c.field.name for c in header.columns}
    if len(names) < _LEAST or len(names) < len(header.ignored):
        return False
    return all(register.field(k).name in names for k in register.key if register.field(k).required)


def _own_words(register: Register, header: Header) -> float:
    """How many headings are a field's own name rather than another word for it: little, to part those that are even."""
    own = sum(heading_parts(c.heading)[1] == c.field.headings[0] for c in header.columns)
    return 0.1 * own / max(len(header.columns), 1) * (1 + len(register.key) / 100)


def recognise(file: Path, label: str, problems: Problems) -> tuple[list[Arrival], list[str]]:
    """The visible sheets of a file that fit a register, each with that register, and the names of those that fit none.

    A sheet that fits two registers equally well, and a file of which no sheet fits any, are faults.
    """
    before = len(problems)
    found: list[Arrival] = []
    strange: list[str] = []
    grids = [g for g in read_grids(file, label, problems, TITLE_LINES + 2) if not g.hidden]
    for grid in grids:
        ranked = fits(grid, f"{file.stem} {grid.sheet or ''}")
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.01:
            names = "、".join(r.zh for score, r in ranked if ranked[0][0] - score < 0.01)
            what = Text(f"表头同样像 {names}，请指明是哪本台账", f"its headings fit {names} alike: say which")
            problems.add(label, what, where=grid.sheet)
        elif ranked:
            found.append(Arrival(ranked[0][1].name, file, label, grid.sheet))
        elif any(grid.rows):
            strange.append(grid.sheet or label)
    if len(problems) == before and not any(any(map(any, g.rows)) for g in grids):
        problems.add(label, Text("是空的，没有可读的工作表", "is empty: no sheet to read"))
    elif not found and len(problems) == before:
        near = max((_nearly(g) for g in grids), default=(0, ""))
        if near[0] > _LEAST:  # the import will say which column is missing
            return [Arrival(near[1], file, label)], []
        what = Text(
            "看不出是哪本台账：表头与各台账都对不上；请指明台账，或导出模板对照",
            "fits no register by its headings; name one, or compare with a template",
        )
        problems.add(label, what)
    return found, strange


def _nearly(grid: Grid) -> tuple[int, str]:
    """The register that most headings of a sheet fit, whatever is missing."""
    found = ((h, r) for r in registers().values() if (h := find_header(grid, r.fields)) is not None)
    return max(((len(h.columns), r.name) for h, r in found), default=(0, ""))


def _rank() -> dict[str, int]:
    """Registers in an order in which links lead to earlier ones, as far as that is possible."""
    order: dict[str, int] = {}

    def visit(register: Register, path: tuple[str, ...]) -> None:
        if register.name in order or register.name in path:
            return
        for field in register.links:
            if field.to:
                visit(registers()[field.to], (*path, register.name))
        order[register.name] = len(order)

    for register in registers().values():
        visit(register, ())
    return order


def in_order(arrivals: Iterable[Arrival]) -> Sequence[Arrival]:
    """Arrivals in the order in which they can come in: what others link to first, then by name of file and sheet."""
    rank = _rank()
    return sorted(arrivals, key=lambda a: (rank[a.register], a.label, a.sheet or ""))
