"""A model as plain data: atoms for the writers, and the JSON that stands beside the page.

Writers see only atoms: running words, figures, dates, names, quotes, citations and badges, each with its text and,
where it has one, the id of its basis. So the page, the JSON and the terminal cannot disagree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from lianzhang.core import Basis, FormulaBasis, Quantity, RowBasis, SolveBasis, Text, language, say
from lianzhang.core.basis import AssumptionBasis, ClaimBasis
from lianzhang.ledger.project import STAGE_NAMES
from lianzhang.outputs.labels import BADGE_LABELS, BADGE_SIGNS, input_name, source_name
from lianzhang.outputs.marks import date_text, pieces, split_template, stray_digits
from lianzhang.outputs.model import (
    Badge,
    Block,
    Bullets,
    Card,
    Chart,
    Cite,
    Inline,
    Lines,
    Name,
    Paragraph,
    Quote,
    ReportModel,
    Table,
    Tiles,
    When,
    Words,
    bases_of,
    figures_of,
    walk,
)
from lianzhang.outputs.numbers import exact, precise, show, unit_name

__all__ = [
    "SCHEMA",
    "Atom",
    "atoms",
    "basis_kind",
    "figure_id",
    "lines",
    "names_of",
    "plain",
    "stray",
    "text_of",
]

SCHEMA = 1


@dataclass(frozen=True)
class Atom:
    """One piece of a line. ``basis`` and ``figure`` are ids, ``extra`` the ISO date, the badge's kind or the basis' kind."""

    kind: Literal["words", "figure", "date", "name", "quote", "cite", "badge"]
    text: str
    basis: str = ""
    figure: str = ""
    extra: str = ""
    lost: bool = False


def basis_kind(basis: Basis) -> str:
    """``claim``, ``row``, ``assumption``, ``formula`` or ``solve``."""
    if isinstance(basis, ClaimBasis):
        return "claim"
    if isinstance(basis, RowBasis):
        return "row"
    if isinstance(basis, AssumptionBasis):
        return "assumption"
    return "formula" if isinstance(basis, FormulaBasis) else "solve"


def figure_id(quantity: Quantity) -> str:
    """Stable identity of a figure: value, range, unit and basis."""
    content = [
        exact(quantity.value),
        exact(quantity.low),
        exact(quantity.high),
        quantity.unit,
        quantity.basis.id,
    ]
    return "q" + hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]


def _words(text: str, names: tuple[str, ...]) -> Iterator[Atom]:
    for kind, piece in pieces(text, names):
        if kind == "date":
            yield Atom("date", date_text(piece), extra=piece)
        else:
            yield Atom("name" if kind == "name" else "words", piece)


def atoms(part: Inline | Text | str | None, names: tuple[str, ...] = ()) -> Iterator[Atom]:
    """The atoms of an inline part, in reading order; ``names`` are verbatim names that may occur in running words."""
    if part is None:
        yield Atom("words", "—")
    elif isinstance(part, str | Text):
        yield from _words(say(part), names)
    elif isinstance(part, Quantity):
        lost = part.value is None and part.low is None and part.high is None
        yield Atom("figure", show(part), part.basis.id, figure_id(part), basis_kind(part.basis), lost)
    elif isinstance(part, When):
        basis = part.basis.id if part.basis is not None else ""
        yield Atom("date", date_text(part.period), basis, extra=part.period)
    elif isinstance(part, Name):
        yield Atom("name", STAGE_NAMES.get(part.text, part.text) if language() == "en" else part.text)
    elif isinstance(part, Quote):
        yield Atom("quote", part.text)
    elif isinstance(part, Cite):
        yield Atom("cite", say(part.label), part.basis.id, extra=basis_kind(part.basis))
    elif isinstance(part, Badge):
        label = say(part.label) if part.label is not None else say(BADGE_LABELS[part.kind])
        yield Atom("badge", f"{BADGE_SIGNS[part.kind]} {label}".strip(), extra=part.kind)
    else:
        parts = dict(part.parts)
        for marked, text in split_template(say(part.template)):
            if marked and text in parts:
                yield from atoms(parts[text], names)
            else:
                yield from _words("{" + text + "}" if marked else text, names)


def lines(cell: Inline | Lines | None, names: tuple[str, ...] = ()) -> list[list[Atom]]:
    """A cell as lines of atoms; parts that stand side by side are one line."""
    if not isinstance(cell, Lines):
        return [list(atoms(cell, names))]
    if not cell.inline:
        return [list(atoms(item, names)) for item in cell.items]
    joined: list[Atom] = []
    for i, item in enumerate(cell.items):
        if i:
            joined.append(Atom("words", "，" if language() == "zh" else ", "))
        joined.extend(atoms(item, names))
    return [joined]


def text_of(part: Inline | Lines | Text | str | None, names: tuple[str, ...] = ()) -> str:
    """A part as plain text."""
    cell = Words(part) if isinstance(part, str | Text) else part
    return "；".join("".join(a.text for a in line) for line in lines(cell, names))


def names_of(model: ReportModel) -> tuple[str, ...]:
    """Every verbatim name: those declared, and those of the model's own :class:`Name` parts that hold a digit."""
    own = {p.text for p in walk(model) if isinstance(p, Name) and len(p.text) > 2}
    return tuple(sorted({n for n in own | set(model.names) if any(c.isdigit() for c in n)}))


def _verbatim(model: ReportModel) -> list[str]:
    found = set(names_of(model))
    for part in walk(model):
        if isinstance(part, Name | Quote):
            found.add(part.text)
        elif isinstance(part, Chart):
            found.update(part.categories, (s.name for s in part.series), (t.name for t in part.tracks))
            found.update(e.label for t in part.tracks for e in t.events)
    return sorted(found)


def _plain_basis(basis: Basis) -> dict[str, Any]:
    content = basis.content()
    if isinstance(basis, FormulaBasis):
        content["inputs"] = [
            {"name": input_name(n), "text": show(q), "value": exact(q.value), "low": exact(q.low), "high": exact(q.high),
             "precise": [show(q) if q.unit == "date" else precise(q.value), precise(q.low), precise(q.high)],
             "unit": q.unit, "unit_text": unit_name(q.unit), "basis": q.basis.id}
            for n, q in basis.inputs
        ]  # fmt: skip
    if isinstance(basis, AssumptionBasis):
        content["source"] = source_name(basis.source)
    if isinstance(basis, ClaimBasis):
        content["grade_text"] = say(BADGE_LABELS[basis.grade]) if basis.grade in BADGE_LABELS else basis.grade
    if isinstance(basis, SolveBasis):
        from lianzhang.plan.labels import said

        content["variable"] = say(said(basis.variable))
        for told, (row, price, unit) in zip(content["binding"], basis.binding):
            told["row"] = say(said(row))
            told["text"] = f"{precise(price)} {unit_name(unit)}"
    return {"kind": basis_kind(basis), **content}


def _plain_atom(atom: Atom) -> Any:
    if atom.kind == "words":
        return atom.text
    out: dict[str, Any] = {"kind": atom.kind, "text": atom.text}
    if atom.figure:
        out["figure"] = atom.figure
    if atom.basis:
        out["basis"] = atom.basis
    if atom.kind in {"date", "badge"}:
        out["date" if atom.kind == "date" else "badge"] = atom.extra
    return out


def _plain_block(block: Block, names: tuple[str, ...]) -> dict[str, Any]:
    def cell(part: Any) -> Any:
        if part is None:
            return None
        return [[_plain_atom(a) for a in line] for line in lines(part, names)]

    if isinstance(block, Paragraph):
        return {"block": "paragraph", "tone": block.tone, "lines": cell(block.words)}
    if isinstance(block, Bullets):
        return {"block": "bullets", "items": [cell(i) for i in block.items]}
    if isinstance(block, Tiles):
        items = [
            {"label": say(t.label), "figure": cell(t.figure), "remark": cell(t.remark)} for t in block.items
        ]
        return {"block": "tiles", "items": items}
    if isinstance(block, Table):
        columns = [{"head": say(c.head), "kind": c.kind} for c in block.columns]
        rows = [[cell(c) for c in row] for row in block.rows]
        return {
            "block": "table",
            "caption": cell(block.caption),
            "columns": columns,
            "rows": rows,
            "note": cell(block.note),
        }
    if isinstance(block, Card):
        return {
            "block": "card", "id": block.id, "badge": block.badge.kind, "title": cell(block.title),
            "sentence": cell(block.sentence), "arithmetic": cell(block.arithmetic), "aside": [cell(a) for a in block.aside],
        }  # fmt: skip
    series = [
        {"name": s.name, "figures": [None if q is None else figure_id(q) for q in s.values]}
        for s in block.series
    ]
    tracks = [
        {"name": t.name, "events": [{"label": e.label, "date": e.when.period, "state": e.state,
                                     "basis": e.when.basis.id if e.when.basis else None} for e in t.events]}
        for t in block.tracks
    ]  # fmt: skip
    return {
        "block": "chart", "id": block.id, "type": block.kind, "caption": cell(block.caption), "unit": block.unit,
        "categories": list(block.categories), "series": series, "tracks": tracks,
    }  # fmt: skip


def plain(model: ReportModel) -> dict[str, Any]:
    """The report as JSON: figures (decimals as strings), bases by id, sections, and the verbatim names and quotes."""
    names = names_of(model)
    figures: dict[str, dict[str, Any]] = {}
    for q in figures_of(model):
        key = figure_id(q)
        figures[key] = {
            "id": key, "text": show(q), "value": exact(q.value), "low": exact(q.low), "high": exact(q.high),
            "precise": [precise(q.value), precise(q.low), precise(q.high)],
            "unit": q.unit, "unit_text": unit_name(q.unit), "basis": q.basis.id,
        }  # fmt: skip
    sections = [
        {
            "id": s.id,
            "title": say(s.title),
            "lead": None if s.lead is None else [_plain_atom(a) for a in atoms(s.lead, names)],
            "blocks": [_plain_block(b, names) for b in s.blocks],
        }
        for s in model.sections
    ]
    return {
        "schema": SCHEMA,
        "title": say(model.title),
        "office": model.office,
        "made_at": model.made_at,
        "language": language(),
        "figures": list(figures.values()),
        "bases": {key: _plain_basis(b) for key, b in sorted(bases_of(model).items())},
        "sections": sections,
        "verbatim": _verbatim(model),
    }


def stray(model: ReportModel) -> list[str]:
    """Digits in running words that lead nowhere, piece by piece; empty for a sound model.

    Also unfilled ``{marks}``, which are a fault of whoever wrote the template.
    """
    names = names_of(model)
    words: list[str] = []
    marks: list[str] = []
    for part in walk(model):
        if isinstance(part, Words):
            known = dict(part.parts)
            for marked, text in split_template(say(part.template)):
                if marked and text not in known:
                    marks.append("{" + text + "}")
                elif not marked:
                    words.append(text)
        elif isinstance(part, Text):
            words.extend(t for marked, t in split_template(say(part)) if not marked)
    return [*marks, *stray_digits(words, names)]
