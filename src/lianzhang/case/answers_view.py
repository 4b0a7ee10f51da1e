"""Answers beyond the optimum as sections of the report, in bounded work: fewer of them for large cases, and then they say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lianzhang.case.answer_words import DUST, VERDICTS
from lianzhang.case.plan_view import FACTORS, equivalent, shown_name
from lianzhang.case.planning import frontier_of
from lianzhang.core import AssumptionBasis, Quantity, Text
from lianzhang.outputs import (
    AlternativeRow,
    CoordinationRow,
    FrontierRow,
    Name,
    Section,
    Words,
    alternatives_section,
    coordination_section,
    frontier_section,
)
from lianzhang.plan import Answer, Plan, alternatives, coordination

__all__ = ["answer_sections"]

LARGE = 120_000
"""Coefficients from which the questions are left to ``lianzhang ask``: each takes as many solves as it has rows."""
MOST_GROUPS = 8
"""Groups of builds that are asked about. Counts bound the work, not time: the same case always gives the same report."""
MOST_ROWS = 24
SLACK = 0.05
POINTS = 4


def answer_sections(plan: Plan) -> list[Section]:
    """What coordination is worth, cost against carbon, what must be built: those of them that the tables can answer.

    Empty for a plan that does not fit or is beyond :data:`LARGE`.
    """
    m = plan.model
    if plan.objective is None or m is None or m.program is None or len(m.program.value) > LARGE:
        return []
    made = [_coordination(plan), _frontier(plan), _alternatives(plan)]
    return [section for section in made if section is not None]


def _notes(answer: Answer) -> list[Words]:
    return [Words(Text("{what}", "{what}"), (("what", note),)) for note in _plain(answer.notes)]


def _plain(notes: Sequence[Text]) -> list[Text]:
    """Notes without digits: running words of the paper hold figures only with a basis."""
    return [n for n in notes if not any(c.isdigit() for c in n.zh + n.en)]


def _coordination(plan: Plan) -> Section | None:
    assert plan.model is not None
    answer = coordination(plan.model.case)
    figures = answer.figures
    if "saved" not in figures or answer.table["region"].n_unique() < 2:
        return None
    rows = []
    largest: dict[str, float] = {}
    for row in answer.table.iter_rows(named=True):
        size = max(row["capacity_alone"], row["capacity_together"], largest.get(row["process"], 0.0))
        largest[row["process"]] = size
    for i, row in enumerate(answer.table.iter_rows(named=True)):
        least = DUST * largest[row["process"]]
        moved = abs(row["capacity_alone"] - row["capacity_together"]) > least
        if not moved and abs(row["overcapacity_avoided"]) <= least:
            continue
        alone, together = answer.quantity(i, "idle_alone"), answer.quantity(i, "idle_together")
        rows.append(
            CoordinationRow(
                row["region"], shown_name(row["process"]), answer.quantity(i, "capacity_alone"),
                answer.quantity(i, "capacity_together"), alone, together, answer.quantity(i, "overcapacity_avoided"),
                equivalent(plan, row["process"], alone), equivalent(plan, row["process"], together),
            )
        )  # fmt: skip
    rows.sort(key=lambda r: -abs(_size(r.alone_equivalent) - _size(r.together_equivalent)))
    costs = (figures["cost_alone"], figures["cost_together"], figures["saved"])
    return coordination_section(rows[:MOST_ROWS], costs, _notes(answer))


def _size(quantity: Quantity | None) -> float:
    return float(quantity.value) if quantity is not None and quantity.value is not None else 0.0


def _frontier(plan: Plan) -> Section | None:
    assert plan.model is not None
    case = plan.model.case
    if not case.factors:
        return None
    answer = frontier_of(case, POINTS)
    rows = [
        FrontierRow(*(answer.quantity(i, c) for c in ("used", "cost", "gap_cost", "price")))
        for i, row in enumerate(answer.table.iter_rows(named=True))
        if row["cost"] is not None
    ]
    if len(rows) < 2 or rows[0].used.value == rows[-1].used.value:
        return None
    factor = "co2" if "co2" in case.factors else "energy" if "energy" in case.factors else case.factors[0]
    said = Text("碳排放", "CO₂") if factor == "co2" else FACTORS.get(factor, Text(factor, factor))
    notes = [] if factor == "co2" else [Words(_INSTEAD, (("what", said), ("co", Name("co2"))))]
    return frontier_section(rows, said, notes)


_INSTEAD = Text(
    "use 表没有给出碳排放，以{what}代替；要看碳，请在 use 表里加 factor 为 {co} 的行。",
    "The table use gives no carbon: {what} stands in; add rows with the factor {co} to see it.",
)


def _alternatives(plan: Plan) -> Section | None:
    assert plan.model is not None
    answer = alternatives(plan.model.case, plan, slack=SLACK, most=MOST_GROUPS)
    rows = []
    for i, row in enumerate(answer.table.iter_rows(named=True)):
        if row["verdict"] not in ("must", "free"):
            continue
        best, least, most = (_clean(answer.quantity(i, c), row) for c in ("best", "minimum", "maximum"))
        rows.append(
            AlternativeRow(
                shown_name(row["process"]), best, least, most, VERDICTS[row["verdict"]],
                equivalent(plan, row["process"], best), equivalent(plan, row["process"], least),
            )
        )  # fmt: skip
    if not rows:
        return None
    case = plan.model.case
    slack = Quantity(
        Decimal(str(SLACK)) * 100,
        "%",
        AssumptionBasis(Text("报告所用的放宽幅度", "the room that the report allows"), "case.toml"),
    )
    costs = (answer.figures["best_cost"], answer.figures["largest_cost"])
    left = len(case.processes) > answer.table.height
    notes = [Words(_REST)] if answer.notes or left else []
    return alternatives_section(rows, costs, slack, notes)


_REST = Text(
    "只问了方案里花钱最多的几种新建；其余请用 lianzhang ask 案例 alternatives。",
    "Only the builds that cost most were asked about; for the rest: lianzhang ask CASE alternatives.",
)


def _clean(quantity: Quantity, row: dict[str, Any]) -> Quantity:
    """The solver's dust as nothing."""
    size = max(abs(row[c]) for c in ("best", "minimum", "maximum") if row[c] is not None)
    value = quantity.value
    if value is None or not value.is_finite() or abs(float(value)) > DUST * size:
        return quantity if value is None or value.is_finite() else replace(quantity, value=None)
    return replace(quantity, value=Decimal(0))
