"""The list 依据 at the end of a paper: every basis that a figure of the model leads to, numbered in reading order.

A figure carries the number of its basis; the basis names the sentence, row, assumption, formula or solve, and a formula names the
numbers of its own inputs. So a figure leads back on paper as it does on the page.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lianzhang.core import Basis, FormulaBasis, Quantity, RowBasis, SolveBasis, Text, language, say
from lianzhang.core.basis import AssumptionBasis, ClaimBasis
from lianzhang.outputs.labels import BADGE_LABELS, BASIS_KINDS
from lianzhang.outputs.lowering import basis_kind
from lianzhang.outputs.model import Cite, ReportModel, When, walk
from lianzhang.outputs.numbers import aside, precise, show, unit_name

__all__ = ["MOST_INPUTS", "BasisList", "Entry", "clean"]

MOST_INPUTS = 40
"""Inputs that one formula prints; what is beyond is counted."""

_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Text without what an XML file cannot hold, and without marks that turn the reading direction round."""
    return _ILLEGAL.sub("", text)


@dataclass(frozen=True)
class Entry:
    """One numbered basis: what kind, what it says, where it stands, and the exact values of figures that rest on it directly."""

    number: int
    kind: str
    text: str
    source: str
    values: str


@dataclass(frozen=True, eq=False)
class BasisList:
    """Numbers of bases in a model. ``number(id)`` is None for what the model does not lead to.

    ``short``: sources that only stand beneath formulas are told within the formula and get no number of their own.
    """

    model: ReportModel
    short: bool = False

    @cached_property
    def _found(self) -> dict[str, tuple[int, Basis, list[Quantity]]]:
        found: dict[str, tuple[int, Basis, list[Quantity]]] = {}
        waiting: deque[Basis] = deque()

        def meet(basis: Basis, figure: Quantity | None) -> None:
            known = found.get(basis.id)
            if known is None:
                known = found[basis.id] = (len(found) + 1, basis, [])
                waiting.append(basis)
            if figure is not None and figure not in known[2]:
                known[2].append(figure)

        for part in walk(self.model):
            if isinstance(part, Quantity):
                meet(part.basis, part)
            elif isinstance(part, Cite | When) and part.basis is not None:
                meet(part.basis, None)
        while waiting:
            for beneath in _beneath(waiting.popleft()):
                if not self.short or isinstance(beneath, FormulaBasis | SolveBasis):
                    meet(beneath, None)
        return found

    def __len__(self) -> int:
        return len(self._found)

    def number(self, basis: str) -> int | None:
        """The number of a basis by its id."""
        known = self._found.get(basis)
        return known[0] if known else None

    def entries(self) -> Iterator[Entry]:
        """All entries, by number."""
        for number, basis, figures in self._found.values():
            values = "；".join(dict.fromkeys(_exact(q) for q in figures[:3])) + (
                "…" if len(figures) > 3 else ""
            )
            text, source = self._told(basis)
            yield Entry(
                number, say(BASIS_KINDS[basis_kind(basis)]), clean(text), clean(source), clean(values)
            )

    def _told(self, basis: Basis) -> tuple[str, str]:
        if isinstance(basis, ClaimBasis):
            grade = say(BADGE_LABELS[basis.grade]) if basis.grade in BADGE_LABELS else basis.grade
            note = aside(basis.note) if basis.note else ""
            return f"“{basis.sentence}”{note}", f"{basis.document}{aside(grade)}"
        if isinstance(basis, RowBasis):
            where = say(Text(f"第{basis.row}行", f"row {basis.row}"))
            cells = "；".join(f"{k}={v}" for k, v in basis.cells)
            column = say(Text(f"“{basis.column}”列", f"column {basis.column!r}")) if basis.column else ""
            return f"{column}　{cells}".strip("　"), " ".join(
                x for x in (basis.file, where, basis.source) if x
            )
        if isinstance(basis, AssumptionBasis):
            return say(basis.text), basis.source
        if isinstance(basis, FormulaBasis):
            return self._formula(basis), ""
        rows = "；".join(
            f"{row} {precise(price)} {unit_name(unit)}" for row, price, unit in basis.binding[:MOST_INPUTS]
        )
        refs = "".join(self._leads(r) for r in basis.rows[:MOST_INPUTS])
        return "　".join(x for x in (basis.variable, rows, refs) if x), basis.run

    def _leads(self, basis: Basis) -> str:
        """The number of a basis, or where it stands when it has none."""
        number = self.number(basis.id)
        if number is not None:
            return f"[{number}]"
        text, source = self._told(basis)
        return aside(source if source and not isinstance(basis, AssumptionBasis) else text)

    def _formula(self, basis: FormulaBasis) -> str:
        told = [f"{_name(name)} {show(q)}{self._leads(q.basis)}" for name, q in basis.inputs[:MOST_INPUTS]]
        more = len(basis.inputs) - MOST_INPUTS
        if more > 0:
            told.append(say(Text(f"另有{more}项", f"{more} more")))
        return say(basis.expression) + (say(Text("：", ": ")) + "；".join(told) if told else "")


_NAMES: dict[str, str] = {
    "done": "完成", "done_before": "上月累计", "schedule": "序时进度", "plan_year": "年度计划", "months": "月数", "due": "时限", "end": "月末",
    "whole": "全部", "part": "部分", "percent_of_schedule": "完成率", "schedule_share": "序时进度占比", "done_share": "完成占比",
    "points_behind": "落后百分点", "later": "后月", "earlier": "前月", "need": "需求", "quota": "指标", "gap": "缺口", "coming": "在手",
    "contract": "总投资", "completed": "累计完成", "target": "目标", "actual": "现状", "reach": "可达", "start": "起点", "goal": "目标",
    "years": "年数", "stated": "登记数", "reference": "参考数", "figure": "原数",
}  # fmt: skip
"""What the inputs of a formula are called on paper, where the code calls them by an English word."""


def _name(name: str) -> str:
    return _NAMES.get(name, name) if language() == "zh" else name


def _beneath(basis: Basis) -> tuple[Basis, ...]:
    if isinstance(basis, FormulaBasis):
        return tuple(q.basis for _, q in basis.inputs)
    return basis.rows if isinstance(basis, SolveBasis) else ()


def _exact(q: Quantity) -> str:
    value = precise(q.value)
    if value is None:
        return show(q)
    value = value.rstrip("0").rstrip(".") if "." in value else value
    ends = (
        aside(f"{precise(q.low)}–{precise(q.high)}")
        if q.low is not None and q.high is not None and q.low != q.high
        else ""
    )
    return f"{value} {unit_name(q.unit)}".strip() + ends
