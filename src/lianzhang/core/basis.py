"""Where a figure comes from. Every figure that a person can read carries one of these.

A basis is a claim (a span of a document), a table row, an assumption, a formula over other quantities, or a
solve of the plan. All are frozen, have a stable ``id`` and turn into plain JSON, so that a page, a sheet or a
paper can resolve any figure to its source. :class:`Quantity` is the figure itself: value, unit, basis.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from lianzhang.core.say import Text, say

__all__ = [
    "AssumptionBasis",
    "Basis",
    "ClaimBasis",
    "FormulaBasis",
    "Quantity",
    "RowBasis",
    "SolveBasis",
    "collect",
]


def _identify(kind: str, content: Any) -> str:
    canonical = json.dumps([kind, content], ensure_ascii=False, sort_keys=True, default=str)
    return f"{kind[0]}{hashlib.sha256(canonical.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class ClaimBasis:
    """A sentence of a document.

    ``sentence`` is the repaired sentence, ``mark`` the claim's span within it; ``raw_sentence`` and ``raw_mark`` the same
    in the raw file, where the sentence starts at character ``raw_start``. ``grade`` is the grade of the source.
    """

    claim: str
    document: str
    grade: str
    sentence: str
    mark: tuple[int, int]
    raw_sentence: str
    raw_mark: tuple[int, int]
    raw_start: int
    rule: str = ""
    note: str = ""

    def content(self) -> dict[str, Any]:
        """The plain content, for JSON."""
        return {
            "claim": self.claim, "document": self.document, "grade": self.grade, "sentence": self.sentence,
            "mark": list(self.mark), "raw_sentence": self.raw_sentence, "raw_mark": list(self.raw_mark),
            "raw_start": self.raw_start, "rule": self.rule, "note": self.note,
        }  # fmt: skip

    @cached_property
    def id(self) -> str:
        """Stable identity."""
        return _identify("claim", self.content())


@dataclass(frozen=True)
class RowBasis:
    """A row (and column) of a table: ``file`` relative to the case or the package, ``row`` counted as a sheet does.

    ``cells`` is the row as printed; ``source`` what the row itself names as its source.
    """

    file: str
    row: int
    column: str
    cells: tuple[tuple[str, str], ...]
    source: str = ""

    def content(self) -> dict[str, Any]:
        """The plain content, for JSON."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "cells": [list(c) for c in self.cells],
            "source": self.source,
        }

    @cached_property
    def id(self) -> str:
        """Stable identity."""
        return _identify("row", self.content())


@dataclass(frozen=True)
class AssumptionBasis:
    """Something taken as given: what, and why or from where."""

    text: Text | str
    source: str = ""

    def content(self) -> dict[str, Any]:
        """The plain content, for JSON."""
        return {"text": say(self.text), "source": self.source}

    @cached_property
    def id(self) -> str:
        """Stable identity."""
        return _identify("assumption", self.content())


@dataclass(frozen=True)
class FormulaBasis:
    """A calculation: ``expression`` in words a planner reads, and its named inputs."""

    expression: Text | str
    inputs: tuple[tuple[str, Quantity], ...]

    def content(self) -> dict[str, Any]:
        """The plain content, for JSON: inputs by value and by the id of their own basis."""
        return {
            "expression": say(self.expression),
            "inputs": [
                {"name": n, "value": q.plain_value(), "unit": q.unit, "basis": q.basis.id}
                for n, q in self.inputs
            ],
        }

    @cached_property
    def id(self) -> str:
        """Stable identity."""
        return _identify("formula", self.content())


@dataclass(frozen=True)
class SolveBasis:
    """A result of the plan: the run (hash of its inputs), the variable or row, and what it rests on.

    ``binding`` lists the limiting rows with their shadow prices; ``rows`` the input table rows that the variable reads.
    """

    run: str
    variable: str
    binding: tuple[tuple[str, Decimal, str], ...] = ()
    rows: tuple[RowBasis, ...] = ()

    def content(self) -> dict[str, Any]:
        """The plain content, for JSON."""
        return {
            "run": self.run,
            "variable": self.variable,
            "binding": [{"row": r, "price": str(p), "unit": u} for r, p, u in self.binding],
            "rows": [r.id for r in self.rows],
        }

    @cached_property
    def id(self) -> str:
        """Stable identity."""
        return _identify("solve", self.content())


Basis = ClaimBasis | RowBasis | AssumptionBasis | FormulaBasis | SolveBasis


@dataclass(frozen=True, repr=False)
class Quantity:
    """A figure: decimal value (None = lost or unknown, never zero), unit, basis, and its range where one is known."""

    value: Decimal | None
    unit: str
    basis: Basis
    low: Decimal | None = field(default=None)
    high: Decimal | None = field(default=None)

    def __repr__(self) -> str:
        """Value, unit and range, and the id of the basis; what lies beneath is not unrolled."""
        span = "" if self.low is None and self.high is None else f" ({self.low}–{self.high})"
        return f"<Quantity {'lost' if self.value is None else self.plain_value()} {self.unit}{span} from {self.basis.id}>"

    def plain_value(self) -> str | None:
        """The value as plain text for JSON; None stays None."""
        return None if self.value is None else format(self.value, "f")


def collect(quantities: Iterable[Quantity]) -> dict[str, Basis]:
    """Every basis reachable from the quantities, by id: the figures' own, and those of the inputs beneath them."""
    found: dict[str, Basis] = {}

    def visit(basis: Basis) -> Iterator[Basis]:
        if basis.id in found:
            return
        found[basis.id] = basis
        if isinstance(basis, FormulaBasis):
            yield from (q.basis for _, q in basis.inputs)
        elif isinstance(basis, SolveBasis):
            yield from basis.rows

    stack: list[Basis] = [q.basis for q in quantities]
    while stack:
        stack.extend(visit(stack.pop()))
    return found
