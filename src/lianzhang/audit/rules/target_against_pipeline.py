"""A target set against what is coming: the project register in tonnes, GWh and CNY.

Class ``implies``: what the pipeline does not cover must come from projects that nobody has named yet.

    coverage (capacity)    = Σ project capacity × weight of its stage ÷ target            (projects due after the target year count nothing)
    coverage (CNY)         = (output now, where known, + Σ project capacity × weight × price without VAT) ÷ target output value

Weights are assumptions (``data/settings.toml``). A finding appears where coverage is below 100 %.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

from lianzhang.audit.figures import (
    Figures,
    add,
    converted,
    difference,
    finding_id,
    multiply,
    share,
    value_of,
    when_text,
)  # fmt: skip
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import Reading, View, best
from lianzhang.audit.world import weigh
from lianzhang.core import AssumptionBasis, PeriodError, Quantity, Text, period
from lianzhang.ledger.project import ProjectRecord

__all__ = ["check", "goals", "nearest_missed", "past"]

_RULE = "target_against_pipeline"


def check(view: View) -> list[Finding]:
    """Capacity targets, then output targets, against the register."""
    found: list[Finding | None] = [_capacity(view, g) for g in goals(view, "capacity") if not past(view, g)]
    found += nearest_missed(view, _output)
    return [f for f in found if f]


def goals(view: View, measure: str) -> list[Reading]:
    """The targets of a measure, one a place, product, scope and year, by year."""
    some: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for r in view.readings:
        aimed = r.measure == measure and r.fact.modality in ("target", "planned") and r.holder == "place"
        if aimed and r.place and r.period and r.band is None:
            scope = r.scope if measure == "output_value" else ""
            some[r.place, r.commodity or "", scope, f"{r.year:04d}"].append(r)
    return [best(readings) for _, readings in sorted(some.items())]


def past(view: View, goal: Reading) -> bool:
    """Whether the target's time was over at the date of use."""
    try:
        return bool(view.world.as_of and goal.period and goal.period.last < period(view.world.as_of).first)
    except PeriodError:
        return False


def nearest_missed(view: View, rule: Callable[[View, Reading], Finding | None]) -> list[Finding]:
    """What a rule says of the nearest output target of every place and scope that is not reached: later ones need no saying."""
    found: dict[tuple[str | None, str], Finding] = {}
    for goal in goals(view, "output_value"):
        key = (goal.place, goal.scope)
        if key not in found and not past(view, goal) and (finding := rule(view, goal)):
            found[key] = finding
    return list(found.values())


def within_reach(low: Decimal | None) -> Text:
    """What to add where the favourable end of the price range carries the target: ``low``, target over reach in %."""
    if low is None or low > 100:
        return Text("", "")
    return Text(
        "（按2021年至2025年的最高价则可达到）", " (at the highest prices from (2021) to (2025) it is reached)"
    )


def _in_time(project: ProjectRecord, goal: Reading) -> bool:
    due = project.due.get("投产")
    try:
        return due is None or goal.period is None or period(due).first <= goal.period.last
    except PeriodError:
        return True


def _own(project: ProjectRecord, field: str) -> Quantity:
    basis = project.basis.get(field) or project.basis.get("name")
    basis = basis or AssumptionBasis(
        Text(f"项目库：{project.name}", f"project register: {project.name}"), f"project {project.id}"
    )
    return Quantity(project.capacity, (project.capacity_unit or "").removesuffix("/a"), basis)


def _coming(view: View, goal: Reading) -> list[tuple[ProjectRecord, str]]:
    """Projects of the place that stand by then, with their commodity."""
    return [
        (p, c)
        for p in sorted(view.world.projects, key=lambda p: p.id)
        if p.capacity is not None and p.stage in view.world.stage_weights
        and view.within(view.place_key(p.place), goal.place) and _in_time(p, goal)
        and (c := view.world.commodity_of(p.product or p.segment or p.name))
    ]  # fmt: skip


def _weighted(
    view: View,
    projects: list[tuple[ProjectRecord, str]],
    unit: str,
    worth: Callable[[str, Quantity], Quantity | None],
) -> list[tuple[str, Quantity]]:
    parts: list[tuple[str, Quantity]] = []
    for project, commodity in projects:
        amount = worth(commodity, _own(project, "capacity"))
        weight = view.world.stage_weights[project.stage or ""]
        if amount is not None and value_of(weight):
            text = Text(f"{project.name}：产能 × 阶段权重", f"{project.name}: capacity × weight of its stage")
            parts.append(
                (f"project{project.id}", multiply(("amount", amount), ("weight", weight), unit, text))
            )
    return parts


def _zero(unit: str) -> Quantity:
    return Quantity(
        Decimal(0),
        unit,
        AssumptionBasis(Text("项目库中没有此类项目", "no such project in the register"), "project register"),
    )


def _capacity(view: View, goal: Reading) -> Finding | None:
    known = view.world.commodities.get(goal.commodity or "")
    here = [p for p in view.world.projects if view.within(view.place_key(p.place), goal.place)]
    target = (
        converted(
            Quantity(
                goal.quantity.value,
                goal.quantity.unit.removesuffix("/a"),
                goal.quantity.basis,
                goal.quantity.low,
                goal.quantity.high,
            ),
            known.unit,
        )
        if known
        else None
    )
    if not known or target is None or not here or not target.value:
        return None
    general = known.id == known.stage

    def worth(commodity: str, amount: Quantity) -> Quantity | None:
        other = view.world.commodities.get(commodity)
        same = commodity == known.id or (general and other is not None and other.stage == known.stage)
        return converted(amount, known.unit) if same else None

    coming = _coming(view, goal)
    parts = _weighted(view, coming, known.unit, worth)
    if not any(p.stage in ("投产", "达产") and worth(c, _own(p, "capacity")) for p, c in coming):
        now = [r for r in view.readings if r.measure == "capacity" and r.place == goal.place and r.commodity == goal.commodity
               and r.fact.modality == "actual" and r.holder == "place"]  # fmt: skip
        standing = (
            converted(best(now).quantity, f"{known.unit}/a") or converted(best(now).quantity, known.unit)
            if now
            else None
        )
        if standing is not None:
            parts.append(
                (
                    "standing",
                    Quantity(standing.value, known.unit, standing.basis, standing.low, standing.high),
                )
            )
    pipeline = (
        add(parts, Text("各项目产能 × 阶段权重之和", "Σ capacity × weight of stage"))
        if parts
        else _zero(known.unit)
    )
    return _short(
        view,
        goal,
        ("target", target),
        ("pipeline", pipeline),
        standing=any(n == "standing" for n, _ in parts),
    )


def _short(
    view: View,
    goal: Reading,
    target: tuple[str, Quantity],
    pipeline: tuple[str, Quantity],
    *,
    standing: bool,
    priced: bool = False,
) -> Finding | None:
    """What the pipeline (and what stands, where that is known) leaves of the target; None where it leaves nothing."""
    if value_of(pipeline[1]) >= value_of(target[1]):
        return None
    gap = difference(target, pipeline, Text("目标 − 折算后的在册项目", "target − weighted pipeline"))
    cover = share(pipeline, target, Text("在册项目 ÷ 目标", "pipeline ÷ target"))
    figures: Figures = (target, pipeline, ("gap", gap), ("coverage", cover))
    what, when = view.what(goal), when_text(goal.fact.time)
    reach = (
        Text("现有与在册项目", "what stands and the pipeline")
        if standing
        else Text("在册项目", "the pipeline")
    )
    at = (
        Text("、按2025年10月不含税参考价", " and at prices of October (2025) without VAT")
        if priced
        else Text("", "")
    )
    open_ = (
        within_reach(None if cover.high is None or cover.high < 100 else Decimal(100))
        if priced
        else Text("", "")
    )
    severity = (100 - value_of(cover)) / (
        2 if open_.zh or not value_of(cover) else 1
    )  # an empty register may be incomplete
    left = (
        Text("尚未入库的项目", "projects not yet in the register")
        if standing or not priced
        else Text(
            "现有企业（产值未见记载）或尚未入库的项目",
            "firms that run (their output is not known) or projects not yet in the register",
        )
    )
    met = Text(
        f"{reach.zh}按阶段{at.zh}折算为{{pipeline}}，相当于目标的{{coverage}}；其余{{gap}}",
        f"meets {{pipeline}} ({reach.en}, weighted by stage{at.en}), {{coverage}} of it; {{gap}}",
    )
    if not value_of(cover):
        met = Text("在册没有此类项目，{gap}", "meets no such project in the register; {gap}")
    facts = (goal.fact.id,)
    return Finding(
        finding_id(_RULE, (goal.fact.id, target[1].unit)), _RULE, "implies",
        Text(f"{what.zh}目标大于{reach.zh}", f"{what.en}: the target exceeds {reach.en}"),
        Text(
            f"{what.zh}{when.zh}目标{{target}}；{met.zh}须来自{left.zh}{open_.zh}。",
            f"{what.en}: the target of {{target}} {when.en} {met.en} must come from {left.en}{open_.en}.",
        ),
        Text("{pipeline} ÷ {target} = {coverage}", "{pipeline} ÷ {target} = {coverage}"),
        figures, goal.place, goal.fact.time, facts, weigh(_RULE, severity),
    )  # fmt: skip


def _now(view: View, goal: Reading) -> Reading | None:
    """The latest actual output value of a full year, of the target's place and scope, before the target."""
    some = [
        r for r in view.readings
        if r.measure == "output_value" and r.place == goal.place and r.scope == goal.scope and r.fact.modality == "actual"
        and r.holder == "place" and r.year is not None and len(r.fact.time or "") == 4 and r.year <= (goal.year or 0)
    ]  # fmt: skip
    last = max((r.year or 0 for r in some), default=0)
    return best([r for r in some if r.year == last]) if some else None


def _output(view: View, goal: Reading) -> Finding | None:
    projects = _coming(view, goal)
    target = converted(goal.quantity, "CNY")
    if not projects or target is None or not target.value or not view.in_field(goal.scope):
        return None

    def worth(commodity: str, amount: Quantity) -> Quantity | None:
        price, known = view.world.prices.get(commodity), view.world.commodities.get(commodity)
        tons = converted(amount, known.unit) if known else None
        if price is None or tons is None:
            return None
        return multiply(
            ("capacity", tons),
            ("price", price),
            "CNY",
            Text("产能 × 不含税价", "capacity × price without VAT"),
        )

    now = _now(view, goal)
    standing = converted(now.quantity, "CNY") if now else None
    if standing is not None:  # what runs is in the output already
        projects = [(p, c) for p, c in projects if p.stage not in ("投产", "达产")]
    parts = _weighted(view, projects, "CNY", worth)
    if not parts:
        return None
    if standing is not None:
        parts.append(("standing", standing))
    pipeline = add(parts, Text("各项目产能 × 价格 × 阶段权重之和", "Σ capacity × price × weight of stage"))
    return _short(
        view, goal, ("target", target), ("pipeline", pipeline), standing=standing is not None, priced=True
    )
