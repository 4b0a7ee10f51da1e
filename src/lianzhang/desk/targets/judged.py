"""Targets by year against what is, what comes and what can be.

    done share      = latest actual ÷ target, %
    needed growth   = (target ÷ latest whole-year actual)^(1 ÷ years between) − 1
    seen growth     = the same between the last two whole-year actual figures
    reach           = expected by the target's year of what runs and what is in the pipeline, weighted by stage: capacity in the unit of
                      the product, output value at full load and ex-factory prices

Verdicts: ``met``; ``missed`` (its year is over); ``within_reach`` where growth as seen or the pipeline carries it; ``behind`` where
what is known does not; ``unknown`` (还不能判断) where nothing comparable is known, with what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lianzhang.audit.figures import converted, yearly_growth
from lianzhang.audit.goods import catalogue_commodities
from lianzhang.balance import Plant, add, divide, in_unit, measured, subtract
from lianzhang.chain import catalogue
from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text
from lianzhang.desk.pipeline import Coming
from lianzhang.desk.targets.lines import ActualPoint, TargetLine

__all__ = ["Judged", "Verdict", "judge"]

Verdict = Literal["met", "missed", "within_reach", "behind", "unknown"]


@dataclass(frozen=True)
class Judged:
    """A target with all that bears on it; what is None is not known, and ``missing`` says what would be needed."""

    line: TargetLine
    verdict: Verdict
    actual: ActualPoint | None
    short: Quantity | None
    done: Quantity | None
    needed: Quantity | None
    seen: Quantity | None
    reach: Quantity | None
    reach_share: Quantity | None
    missing: tuple[Text, ...] = ()


def judge(
    lines: Sequence[TargetLine],
    actuals: Sequence[ActualPoint],
    pipeline: Sequence[Coming],
    as_of: int,
    standing: Sequence[Plant] = (),
) -> tuple[Judged, ...]:
    """Every target, by place, measure and year. ``as_of``: the year of today; ``pipeline`` by county, whole chain.

    ``standing``: what runs by the case's own table; running projects of the register are then taken to be in it.
    """
    some = _sources(pipeline, standing)
    return tuple(_one(line, actuals, some, as_of) for line in lines)


@dataclass(frozen=True)
class _Source:
    """Something that runs or may come: amount a year in the commodity's unit and in CNY; ``year`` None where no date is known."""

    name: str
    place: str
    commodity: str
    year: int | None
    amount: Quantity
    value: Quantity | None


def _sources(pipeline: Sequence[Coming], standing: Sequence[Plant]) -> list[_Source]:
    of = catalogue()
    found = [
        _Source(c.unit.project.name, c.place, c.commodity, c.year, c.expected, c.output_value)
        for c in pipeline
        if not (standing and c.year == 0)
    ]
    for p in standing:
        held = in_unit(p.capacity, of.unit(p.commodity), p.name)
        found.append(_Source(p.name, p.place, p.commodity, 0, held, measured(of, p.commodity, held, "cny")))
    return found


def _same(wanted: str, commodity: str) -> bool:
    """Whether a commodity is the one wanted, or of the stage that is wanted."""
    goods = catalogue_commodities()
    if wanted == commodity or commodity in wanted.split("+"):
        return True
    asked, own = goods.get(wanted), goods.get(commodity)
    return asked is not None and own is not None and asked.id == asked.stage == own.stage


def _comparable(line: TargetLine, actuals: Sequence[ActualPoint], goal: Quantity) -> list[ActualPoint]:
    found = []
    for point in actuals:
        if point.key == line.key and point.whole and point.year <= line.year:
            held = converted(_plain(point.quantity), _plain(goal).unit)
            if held is not None and held.value:
                found.append(ActualPoint(point.key, point.year, point.time, held))
    by_year = {p.year: p for p in reversed(found)}  # the first given of a year stands
    return [by_year[y] for y in sorted(by_year)]


def _plain(q: Quantity) -> Quantity:
    return Quantity(q.value, q.unit.removesuffix("/a"), q.basis, q.low, q.high)


def _percent(q: Quantity) -> Quantity | None:
    return None if q.value is None else Quantity(round(q.value * 100, 6), "%", q.basis)


def _growth(a: ActualPoint, goal: Quantity, year: int, text: Text) -> Quantity | None:
    span = year - a.year
    if span <= 0 or not a.quantity.value or not goal.value:
        return None
    calendar = AssumptionBasis(Text(f"{a.year}年至{year}年", f"{a.year} to {year}"), "calendar")
    years = Quantity(Decimal(span), "a", calendar)
    start = Quantity(a.quantity.value, a.quantity.unit, a.quantity.basis)
    end = Quantity(goal.value, goal.unit, goal.basis)
    return yearly_growth(("start", start), ("goal", end), ("years", years), text)


def _one(line: TargetLine, actuals: Sequence[ActualPoint], pipeline: Sequence[_Source], as_of: int) -> Judged:
    if line.goal is None or not line.goal.value:
        why = Text("定性目标，单列，不作数值比较", "a qualitative aim, kept apart")
        return Judged(line, "unknown", None, None, None, None, None, None, None, (why,))
    goal = _plain(line.goal)
    points = _comparable(line, actuals, goal)
    last = points[-1] if points else None
    short = done = needed = seen = None
    missing: list[Text] = []
    if last is not None:
        short = subtract(
            goal.unit, Text("目标 − 现状", "target − actual"), ("target", goal), ("actual", last.quantity)
        )
        done = _percent(
            divide("1", Text("现状 ÷ 目标", "actual ÷ target"), ("actual", last.quantity), ("target", goal))
        )
        needed = _growth(last, goal, line.year, Text("至目标年每年需增长", "growth needed a year"))
        if len(points) > 1:
            seen = _growth(points[-2], last.quantity, last.year, Text("近期每年增长", "growth seen a year"))
        else:
            missing.append(
                Text(
                    "缺上一时点的同口径全年数，增速未知", "no earlier whole-year figure: growth is not known"
                )
            )
    else:
        missing.append(Text("缺同口径的全年实际数", "no whole-year actual figure of the same scope"))
    reach, lack = _reach(line, goal, pipeline)
    missing += lack
    share = None
    if reach is not None and reach.value is not None:
        share = _percent(
            divide("1", Text("可达 ÷ 目标", "reach ÷ target"), ("reach", reach), ("target", goal))
        )
    verdict = _verdict(line, goal, last, needed, seen, reach, as_of)
    told = tuple(missing) if verdict in ("unknown", "behind") else ()
    return Judged(line, verdict, last, short, done, needed, seen, reach, share, told)


def _verdict(
    line: TargetLine, goal: Quantity, last: ActualPoint | None, needed: Quantity | None, seen: Quantity | None, reach: Quantity | None,
    as_of: int,
) -> Verdict:  # fmt: skip
    target = goal.value or Decimal(0)
    if last is not None and last.quantity.value is not None and last.quantity.value >= target:
        return "met"
    if line.year < as_of:
        return "missed" if last is not None and last.year == line.year else "unknown"
    signs = []
    if needed is not None and seen is not None and needed.value is not None and seen.value is not None:
        signs.append(seen.value >= needed.value)
    if reach is not None and (reach.value is not None or reach.high is not None):
        most = reach.high if reach.high is not None else reach.value
        signs.append((most or Decimal(0)) >= target)
    if not signs:
        return "unknown"
    return "within_reach" if any(signs) else "behind"


def _reach(
    line: TargetLine, goal: Quantity, pipeline: Sequence[_Source]
) -> tuple[Quantity | None, list[Text]]:
    """What runs or may come by the year, in the target's unit; nothing of the kind in the register is not zero but unknown."""
    if line.measure not in ("capacity", "output_value"):
        return None, []
    if line.measure == "output_value" and not line.of_chain:
        why = Text("目标口径大于电池产业链，项目库不可比", "its scope is wider than the battery chain")
        return None, [why]
    here = [c for c in pipeline if c.place.startswith(line.place)]
    if line.commodity is not None:
        here = [c for c in here if _same(line.commodity, c.commodity)]
    undated = [c for c in here if c.year is None]
    some = [c for c in here if c.year is not None and c.year <= line.year]
    late = [c.name for c in here if c.year is not None and c.year > line.year]
    lack = []
    if late:
        after = "、".join(late[:3])
        lack.append(
            Text(f"投产晚于目标年，未计入：{after}", f"due after the target's year, left out: {after}")
        )
    if undated:
        counted = Text(
            f"项目库有项目未填投产时限，未计入：{'、'.join(c.name for c in undated[:3])}",
            f"projects without a date of production are left out: {', '.join(c.name for c in undated[:3])}",
        )
        lack.append(counted)
    parts = [(c.name, c.value if line.measure == "output_value" else c.amount) for c in some]
    known = [(n, q) for n, q in parts if q is not None]
    if not known:
        lack.append(Text("项目库中没有可比的产能", "no comparable capacity in the register"))
        return None, lack
    text = Text("已投产与按阶段加权的在手项目之和", "running and, weighted by stage, to come")
    total = add(known[0][1].unit, text, known)
    held = converted(total, goal.unit)
    if held is None:
        lack.append(
            Text(f"目标单位 {goal.unit} 与产能单位不可比", f"unit {goal.unit} of the target does not compare")
        )
        return None, lack
    if isinstance(total.basis, FormulaBasis) and held.low == held.high:
        held = Quantity(held.value, held.unit, held.basis)
    return held, lack
