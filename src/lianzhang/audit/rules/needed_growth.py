"""The growth that a target needs, set against growth that has been seen.

Proves nothing false; class ``implies``: the target holds only if the place grows that fast every year.

    needed yearly growth = (target ÷ start)^(1 ÷ years) − 1

Start: the latest actual figure of the same place, scope, measure and product before the target, else its earliest target. A part-year figure is
taken to the year at an even pace (an assumption that is printed). History: the place's own growth statements, else the
reference row; with neither, a threshold. No finding when the needed growth lies within history; where the whole way does, the steepest
step between two targets that does not is given.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise

from lianzhang.audit.figures import (
    calendar,
    converted,
    finding_id,
    multiply,
    safe,
    value_of,
    when_text,
    yearly_growth,
)
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import Reading, View, best
from lianzhang.audit.world import weigh
from lianzhang.core import AssumptionBasis, Period, Quantity, Text

__all__ = ["check"]

_MEASURES = ("output_value", "revenue", "capacity", "production", "enterprise_count", "employment")


def check(view: View) -> list[Finding]:
    """One finding for every series of targets whose growth passes what has been seen."""
    groups: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for r in view.readings:
        if r.measure in _MEASURES and r.place and r.band is None and r.period:
            unit = r.quantity.unit.removesuffix("/a")
            groups[r.measure, r.place, r.scope, r.commodity or "", unit].append(r)
    found = (_series(view, some) for some in groups.values())
    return [f for f in found if f]


def _months(period: Period) -> int:
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def _whole_year(reading: Reading) -> Quantity | None:
    """An actual figure at the pace of a year; None for spans over a year or a single day or month that is a stock."""
    if reading.measure in ("capacity", "enterprise_count", "employment"):
        return reading.quantity
    months = _months(reading.period) if reading.period else 12
    if months == 12:
        return reading.quantity
    if (
        months > 12
        or 12 % months
        or not reading.period
        or reading.period.first.day != 1
        or reading.period.first == reading.period.last
    ):
        return None
    times = Quantity(
        Decimal(12 // months), "1",
        AssumptionBasis(Text(f"{reading.period.text}的进度全年保持不变", f"the pace of {reading.period.text} is kept all year")),
    )  # fmt: skip
    text = Text("折算全年（按期内平均进度）", "taken to the year at an even pace")
    return multiply(("part_year", reading.quantity), ("times", times), reading.quantity.unit, text)


def _start(actual: list[Reading], targets: list[Reading]) -> tuple[Reading, Quantity, Reading] | None:
    """Where growth starts, its figure, and the last target."""
    by_year: dict[int, list[Reading]] = defaultdict(list)
    for r in targets:
        by_year[r.year or 0].append(r)
    goal = best(by_year[max(by_year)])
    begun: dict[date, list[Reading]] = defaultdict(list)
    for r in actual:
        if r.period and (r.year or 0) < (goal.year or 0):
            begun[r.period.last].append(r)
    for last in sorted(begun, reverse=True):
        reading = best(begun[last])
        quantity = _whole_year(reading)
        if quantity is not None and quantity.value:
            return reading, quantity, goal
    first = best(by_year[min(by_year)])
    if (first.year or 0) < (goal.year or 0) and first.value:
        return first, first.quantity, goal
    return None


def _history(view: View, reading: Reading) -> tuple[Quantity, Text] | None:
    """The fastest growth the place itself has shown, else the reference row."""
    own = [
        f for f in view.world.facts
        if f.kind == "growth" and f.modality == "actual" and view.place_key(f.place) == reading.place and f.unit == "%"
        and view.scope_of(f) in ("", reading.scope)
        and f.value is not None and not isinstance(f.value, tuple)
    ]  # fmt: skip
    full = [f for f in own if f.time and len(f.time) == 4]
    if full:
        fact = max(full, key=lambda f: (f.value, f.id))
        basis = (
            view.world.claim_basis(fact.claims[0])
            if fact.claims
            else AssumptionBasis(Text("无出处", "no source"))
        )
        value = fact.value if not isinstance(fact.value, tuple) else None
        return Quantity(value, "%", basis), Text(
            f"{view.place_name(reading.place)}{when_text(fact.time).zh}实际增速",
            f"its growth in {when_text(fact.time).en}",
        )
    row = view.reference(f"growth.{reading.measure}", reading.place)
    return (row.quantity, row.scope) if row else None


def _compared(history: tuple[Quantity, Text], need: Decimal, figures: list[tuple[str, Quantity]]) -> Text:
    """The history as words; the growth of its fastest year beside its mean, where known. Adds both to ``figures``."""
    seen, of = history
    figures.append(("history", Quantity(seen.value, seen.unit, seen.basis)))
    said = Text(f"，高于{safe(of.zh)}{{history}}", f", above {{history}} ({safe(of.en)})")
    if seen.high is None:
        return said
    figures.append(("fastest", Quantity(seen.high, seen.unit, seen.basis)))
    if need > seen.high:
        return Text(
            f"{said.zh}，也高于其中最快一年的{{fastest}}",
            f"{said.en} and above its fastest year, {{fastest}}",
        )
    return Text(
        f"{said.zh}，低于其中最快一年的{{fastest}}", f"{said.en}, below its fastest year, {{fastest}}"
    )


def _series(view: View, readings: list[Reading]) -> Finding | None:
    targets = [r for r in readings if r.fact.modality in ("target", "planned")]
    if not targets:
        return None
    begin = _start([r for r in readings if r.fact.modality == "actual"], targets)
    whole = _step(view, *begin) if begin else None
    if whole is not None:
        return whole
    by_year: dict[int, list[Reading]] = defaultdict(list)
    for r in targets:
        by_year[r.year or 0].append(r)
    line = [best(by_year[y]) for y in sorted(by_year)]
    steps = [_step(view, a, a.quantity, b) for a, b in pairwise(line) if a.value]
    return max((f for f in steps if f), key=lambda f: (f.weight, f.id), default=None)


def _step(view: View, start: Reading, base: Quantity, goal: Reading) -> Finding | None:
    """The growth from one figure to a target, where it passes what has been seen."""
    n = (goal.year or 0) - (start.year or 0)
    years = calendar(n, "a", Text(f"{start.year}年到{goal.year}年", f"{start.year} to {goal.year}"))
    aim = converted(goal.quantity, base.unit) or goal.quantity
    named = (("start", base), ("goal", aim), ("years", years))
    need = yearly_growth(*named, Text("(目标 ÷ 起点)^(1 ÷ 年数) − 1", "(goal ÷ start)^(1 ÷ years) − 1"))
    history = _history(view, goal)
    limit = history[0].value if history else view.threshold("growth_without_history") * 100
    if need.value is None or limit is None or need.value <= limit:
        return None
    one = Quantity(Decimal(1), "1", AssumptionBasis(Text("公式中的一", "the one of the formula")))
    figures = [*named, ("need", need), ("one", one)]
    compare = Text("", "")
    if history:
        compare = _compared(history, value_of(need), figures)
    what = view.what(goal)
    kind = Text(
        "实际" if start.fact.modality == "actual" else "目标",
        "actual" if start.fact.modality == "actual" else "target",
    )
    pace = Text("", "in ") if n == 1 else Text("每年", "a year for ")
    sentence = Text(
        f"{what.zh}由{when_text(start.fact.time).zh}{kind.zh}{{start}}到{when_text(goal.fact.time).zh}目标{{goal}}，{{years}}内须{pace.zh}增长{{need}}{compare.zh}。",
        f"{what.en}: to go from {{start}} ({kind.en}) {when_text(start.fact.time).en} to the target of {{goal}} {when_text(goal.fact.time).en} it must grow {{need}} "
        f"{pace.en}{{years}}{compare.en}.",
    )
    step = "({goal} ÷ {start})^({one} ÷ {years}) − {one} = {need}"
    facts = (start.fact.id, goal.fact.id)
    return Finding(
        finding_id("needed_growth", facts), "needed_growth", "implies",
        Text(f"{what.zh}目标要求的增速高于以往", f"{what.en}: the target needs faster growth than has been seen"),
        sentence, Text(step, step), tuple(figures), goal.place, goal.fact.time, facts, weigh("needed_growth", 100 - 100 * limit / need.value),
    )  # fmt: skip
