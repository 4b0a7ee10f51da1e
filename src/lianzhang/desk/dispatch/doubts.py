"""Reports that cannot be right as they stand: a total that falls, a month that is not the difference of two totals, 万 taken for 亿."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text
from lianzhang.desk.months import Month
from lianzhang.ledger.project import Progress, ProjectRecord

__all__ = ["BEYOND", "Doubt", "Odd", "beyond_reason", "contradictions"]

BEYOND = 100
"""An amount this many times the total investment (or done, the plan of the year) is no overrun: overruns stay below a few times, and the
slip that is made in practice, 万元 read as 亿元, is 10,000 times."""

Odd = tuple[Text, tuple[tuple[str, Quantity], ...]]
"""What is said, with ``{name}`` where a figure stands, and the figures."""


@dataclass(frozen=True)
class Doubt:
    """An amount that is set aside: what is asked for again, and what is said of it."""

    missing: Text
    said: Odd


def beyond_reason(project: ProjectRecord, figures: Mapping[str, Quantity]) -> tuple[Doubt, ...]:
    """Amounts of a month (``plan_year``, ``schedule``, ``done``, CNY) that are :data:`BEYOND` times what they are part of."""
    whole, zh, en = _whole(project), "总投资", "the total investment"
    found = []
    for name, own_zh, own_en in (
        ("plan_year", "年度计划投资", "the plan of the year"),
        ("schedule", "序时进度", "what was due by now"),
        ("done", "本年累计完成", "what was done this year"),
    ):
        part, against = figures.get(name), whole
        if against is None and name != "plan_year":
            against, zh, en = figures.get("plan_year"), "年度计划投资", "the plan of the year"
        if part is None or against is None or not part.value or not against.value:
            continue
        times = part.value / against.value
        if times < BEYOND:
            continue
        text = Text(f"{own_zh} ÷ {zh}", f"{own_en} ÷ {en}")
        ratio = Quantity(Decimal(round(times)), "1", FormulaBasis(text, (("part", part), ("whole", against))))
        said = Text(
            f"{own_zh}{{part}}是{zh}{{whole}}的{{times}}倍，不计入：请核对金额单位（亿元、万元）",
            f"{own_en}, {{part}}, is {{times}} times {en}, {{whole}}, and is not counted: check the unit (亿元, 万元)",
        )
        asked = Text(f"{own_zh}需核实（金额单位）", f"{own_en} is to be checked (unit of money)")
        found.append(Doubt(asked, (said, (("part", part), ("whole", against), ("times", ratio)))))
    return tuple(found)


def _whole(project: ProjectRecord) -> Quantity | None:
    """Total investment as registered; None where it is not above zero."""
    if not project.total_investment or project.total_investment <= 0:
        return None
    basis = project.basis.get("total_investment") or AssumptionBasis(
        Text(f"项目库：{project.name}", f"register: {project.name}"), f"project {project.id}"
    )
    return Quantity(project.total_investment, "CNY", basis)


def contradictions(
    report: Progress, done: Quantity | None, before: Quantity | None, month: Month
) -> tuple[Odd, ...]:
    """A month's own figure that is not the difference of the two totals around it, else a total of the year that falls.

    ``done``, ``before``: done this year by the end of this month and of the one before, CNY.
    """
    if done is None or done.value is None or (month.number > 1 and (before is None or before.value is None)):
        return ()
    rise = done.value - (before.value or Decimal(0) if before is not None else Decimal(0))
    inputs = (("done", done), *((("before", before),) if before is not None else ()))
    if report.done_month is not None and report.done_to_date is not None and rise != report.done_month:
        text = Text("本月累计 − 上月累计", "this month − last month, to date")
        said = Text("填报不一致：本月完成{month}，而年初累计比上月增加{rise}",
                    "the report contradicts itself: {month} done in the month, while the total grew by {rise}")  # fmt: skip
        own = Quantity(report.done_month, "CNY", report.basis)
        return ((said, (("month", own), ("rise", Quantity(rise, "CNY", FormulaBasis(text, inputs))))),)
    if rise >= 0 or before is None:
        return ()
    text = Text("上月累计 − 本月累计", "last month − this month, to date")
    said = Text("年初累计{done}比上月的{before}减少{fall}：请核实",
                "done this year, {done}, is {fall} less than {before} of the month before: to be checked")  # fmt: skip
    fall = Quantity(-rise, "CNY", FormulaBasis(text, inputs))
    return ((said, (("done", done), ("before", before), ("fall", fall))),)
