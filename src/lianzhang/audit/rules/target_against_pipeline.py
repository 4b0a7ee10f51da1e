"""A target set against what is coming: the project register in tonnes, GWh and CNY, and investment by stage.

Class ``implies``: what the pipeline does not cover must come from projects that nobody has named yet.

    coverage (capacity)    = Σ project capacity × weight of its stage ÷ target            (projects due after the target year count nothing)
    coverage (CNY)         = Σ project capacity × weight × price without VAT ÷ target output value
    output a yuan          = (target output value − output now) ÷ Σ investment × weight    against what is ordinary in the chain
    utilisation            = target output value ÷ Σ target capacity × price               above 100 % no running rate suffices

Weights are assumptions (``data/settings.toml``). A finding appears where coverage is below 100 %, or a ratio above its mark.
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
    divide,
    finding_id,
    multiply,
    safe,
    share,
    value_of,
    when_text,
)  # fmt: skip
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import Reading, View, best, measure_name
from lianzhang.core import AssumptionBasis, PeriodError, Quantity, Text, period
from lianzhang.ledger.project import ProjectRecord

__all__ = ["check"]

_RULE = "target_against_pipeline"
_STAGE_WORDS = (
    "已",
    "新增",
    "引进",
    "签约",
    "开工",
    "在建",
    "建设",
    "谋划",
    "储备",
    "招商",
    "重大",
    "重点",
    "拟建",
    "项目",
    "现有",
)


def check(view: View) -> list[Finding]:
    """Capacity targets, then output targets by register, by investment and by capacity targets."""
    goals: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for r in view.readings:
        if (
            r.fact.modality in ("target", "planned")
            and r.place
            and r.holder == "place"
            and r.period
            and r.band is None
        ):
            scope = r.scope if r.measure == "output_value" else ""
            goals[r.measure, r.place, r.commodity or "", scope, f"{r.year:04d}"].append(r)
    found: list[Finding | None] = []
    said: set[tuple[str, str, str]] = (
        set()
    )  # a pipeline is set against the nearest target that it does not reach
    for (measure, place, _, scope, _), some in sorted(goals.items()):
        goal = best(some)
        ahead = not _past(view, goal)
        if measure == "capacity" and ahead:
            found.append(_capacity(view, goal))
        elif measure == "output_value":
            found.append(_utilisation(view, goal))
            for how, rule in (("register", _output), ("investment", _investment)):
                finding = rule(view, goal) if ahead and (how, place, scope) not in said else None
                if finding:
                    said.add((how, place, scope))
                    found.append(finding)
    return [f for f in found if f]


def _past(view: View, goal: Reading) -> bool:
    """Whether the target's time was over at the date of use."""
    try:
        return bool(view.world.as_of and goal.period and goal.period.last < period(view.world.as_of).first)
    except PeriodError:
        return False


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
    thing = Text(known.names[0] + "产能", f"{known.id.replace('_', ' ')} capacity")
    return _short(view, goal, ("target", target), ("pipeline", pipeline), thing)


def _short(
    view: View, goal: Reading, target: tuple[str, Quantity], pipeline: tuple[str, Quantity], thing: Text
) -> Finding | None:
    if value_of(pipeline[1]) >= value_of(target[1]):
        return None
    gap = difference(target, pipeline, Text("目标 − 折算后的在册项目", "target − weighted pipeline"))
    cover = share(pipeline, target, Text("在册项目 ÷ 目标", "pipeline ÷ target"))
    figures: Figures = (target, pipeline, ("gap", gap), ("coverage", cover))
    where, when = view.place_name(goal.place), when_text(goal.fact.time)
    facts = (goal.fact.id,)
    return Finding(
        finding_id(_RULE, (goal.fact.id, target[1].unit)), _RULE, "implies",
        Text(f"{where}{thing.zh}目标大于在册项目", f"{where}: the {thing.en} target exceeds its pipeline"),
        Text(
            f"{where}{when.zh}{thing.zh}目标{{target}}，在册项目按阶段折算只有{{pipeline}}（{{coverage}}），其余{{gap}}须来自尚未入库的项目。",
            f"{where}: the {thing.en} target of {{target}} {when.en} meets a pipeline of {{pipeline}} weighted by stage ({{coverage}}); "
            f"{{gap}} must come from projects not yet in the register.",
        ),
        Text("{pipeline} ÷ {target} = {coverage}", "{pipeline} ÷ {target} = {coverage}"),
        figures, goal.place, goal.fact.time, facts, float(100 - value_of(cover)),
    )  # fmt: skip


def _output(view: View, goal: Reading) -> Finding | None:
    projects = _coming(view, goal)
    target = converted(goal.quantity, "CNY")
    if not projects or target is None or not target.value:
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

    parts = _weighted(view, projects, "CNY", worth)
    if not parts:
        return None
    pipeline = add(parts, Text("各项目产能 × 价格 × 阶段权重之和", "Σ capacity × price × weight of stage"))
    return _short(view, goal, ("target", target), ("pipeline", pipeline), measure_name("output_value"))


def _stage(reading: Reading) -> str:
    said = f"{reading.fact.stage or ''}{reading.fact.subject or ''}"
    for word, stage in (("投产", "投产"), ("在建", "在建"), ("开工", "开工"), ("签约", "签约"), ("引进", "签约"), ("洽谈", "洽谈"),
                        ("谋划", "谋划"), ("储备", "谋划")):  # fmt: skip
        if word in said:
            return stage
    return {"under_construction": "在建", "signed": "签约", "actual": "投产"}.get(
        reading.fact.modality, "谋划"
    )


def _same_field(projects: str, goal: str) -> bool:
    """Whether projects of one scope can serve a target of another: both begin alike once words of stage are gone.

    A target for all materials is not served by battery materials alone, so that a scope inside another is not enough.
    """
    for word in _STAGE_WORDS:
        projects = projects.replace(word, "")
    return not projects or projects[:2] == goal[:2]


def _largest(readings: list[Reading]) -> Reading:
    """The total among statements of one stage: the best source of every scope, then the largest of them."""
    scopes: dict[str, list[Reading]] = defaultdict(list)
    for r in readings:
        scopes[r.scope].append(r)
    return max((best(some) for some in scopes.values()), key=lambda r: (r.value, r.fact.id))


def _investment(view: View, goal: Reading) -> Finding | None:
    """What a yuan of the pipeline's investment must turn over a year."""
    stages: dict[str, list[Reading]] = defaultdict(list)
    for r in view.readings:
        if (
            r.measure == "total_investment"
            and r.place == goal.place
            and r.band is None
            and (r.year or 0) <= (goal.year or 0)
            and _same_field(r.scope, goal.scope)
        ):
            stages[_stage(r)].append(r)
    parts: list[tuple[str, Quantity]] = []
    facts = [goal.fact.id]
    for stage, some in sorted(stages.items()):
        reading, weight = _largest(some), view.world.stage_weights.get(stage)
        amount = converted(reading.quantity, "CNY")
        if amount is not None and weight is not None and value_of(weight):
            text = Text(f"{stage}投资 × 权重", "investment × weight of its stage")
            parts.append(
                (f"stage{len(parts) + 1}", multiply(("investment", amount), ("weight", weight), "CNY", text))
            )
            facts.append(reading.fact.id)
    target = converted(goal.quantity, "CNY")
    if not parts or target is None or not target.value:
        return None
    invested = add(parts, Text("各阶段投资 × 权重之和", "Σ investment × weight of stage"))
    now = [r for r in view.readings if r.measure == "output_value" and r.place == goal.place and r.scope == goal.scope
           and r.fact.modality == "actual" and r.quantity.unit == "CNY" and (r.year or 0) <= (goal.year or 0)]  # fmt: skip
    rise, figures = target, [("target", target), ("invested", invested)]
    if now:
        latest = best([r for r in now if (r.year or 0) == max(n.year or 0 for n in now)])
        rise = difference(
            ("target", target), ("now", latest.quantity), Text("目标 − 现有产值", "target − output now")
        )
        figures.append(("now", latest.quantity))
        facts.append(latest.fact.id)
    usual = view.world.thresholds["output_per_investment"]
    if value_of(rise) <= 0 or not value_of(invested):
        return None
    ratio = divide(
        ("rise", rise),
        ("invested", invested),
        "CNY/CNY",
        Text("须增产值 ÷ 折算投资", "rise ÷ weighted investment"),
    )
    if value_of(ratio) <= value_of(usual):
        return None
    figures += [("rise", rise), ("ratio", ratio), ("usual", usual)]
    where = view.place_name(goal.place)
    return Finding(
        finding_id(_RULE, (*facts, "investment")), _RULE, "implies",
        Text(f"{where}产值目标靠现有投资难以达到", f"{where}: its investment hardly carries the output target"),
        Text(
            f"{where}{when_text(goal.fact.time).zh}产值目标{{target}}，须增{{rise}}；按阶段折算的投资{{invested}}，每元投资须带来年产值{{ratio}}，高于一般的{{usual}}。",
            f"{where}: the output target of {{target}} {when_text(goal.fact.time).en} asks a rise of {{rise}}; investment weighted by stage is {{invested}}, "
            f"so that each yuan must turn over {{ratio}} a year, above the ordinary {{usual}}.",
        ),
        Text("{rise} ÷ {invested} = {ratio}", "{rise} ÷ {invested} = {ratio}"), tuple(figures), goal.place, goal.fact.time, tuple(facts),
        min(100.0, float(value_of(ratio) / value_of(usual) * 10)),
    )  # fmt: skip


def _utilisation(view: View, goal: Reading) -> Finding | None:
    """Whether the capacity targets of the same place and year can turn over the output target."""
    parts: list[tuple[str, Quantity]] = []
    facts = [goal.fact.id]
    by_commodity: dict[str, list[Reading]] = defaultdict(list)
    for r in view.readings:
        if (
            r.measure == "capacity"
            and r.place == goal.place
            and r.year == goal.year
            and r.fact.modality == goal.fact.modality
            and r.commodity
        ):
            by_commodity[r.commodity].append(r)
    for commodity, some in sorted(by_commodity.items()):
        reading = best(some)
        q = reading.quantity
        known, price = view.world.commodities.get(commodity), view.world.prices.get(commodity)
        amount = (
            converted(Quantity(q.value, q.unit.removesuffix("/a"), q.basis, q.low, q.high), known.unit)
            if known
            else None
        )
        if price is not None and amount is not None:
            text = Text("产能 × 不含税价", "capacity × price without VAT")
            parts.append((safe(commodity), multiply(("capacity", amount), ("price", price), "CNY", text)))
            facts.append(reading.fact.id)
    target = converted(goal.quantity, "CNY")
    if not parts or target is None or not target.value:
        return None
    full = add(parts, Text("各产能目标 × 价格之和（满产）", "Σ target capacity × price, at full load"))
    use = share(
        ("target", target), ("full", full), Text("产值目标 ÷ 满产产值", "output target ÷ output at full load")
    )
    if value_of(use) <= 100:
        return None
    where = view.place_name(goal.place)
    return Finding(
        finding_id(_RULE, (*facts, "utilisation")), _RULE, "implies",
        Text(f"{where}产能目标满产也达不到产值目标", f"{where}: capacity targets at full load fall short of the output target"),
        Text(
            f"{where}{when_text(goal.fact.time).zh}各项产能目标满产约{{full}}，产值目标{{target}}是其{{use}}，差额须来自其他产品或更高价格。",
            f"{where}: the capacity targets {when_text(goal.fact.time).en} come to some {{full}} at full load, the output target of {{target}} is {{use}} of it; "
            f"the rest must come from other products or higher prices.",
        ),
        Text("{target} ÷ {full} = {use}", "{target} ÷ {full} = {use}"), (("target", target), ("full", full), ("use", use), *parts),
        goal.place, goal.fact.time, tuple(facts), min(100.0, float(value_of(use) - 100)),
    )  # fmt: skip
