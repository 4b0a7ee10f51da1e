"""A target set against what is coming: the project register in tonnes, GWh and CNY.

Class ``implies``: what the pipeline does not cover must come from projects that nobody has named yet.

    coverage (capacity)    = Σ project capacity × weight of its stage ÷ target            (projects due after the target year count nothing)
    coverage (CNY)         = (output now, where known, + Σ project capacity × weight × price without VAT) ÷ target output value

What stands comes from the case's own capacity table (running projects of the register are then in it), else from the register and the
documents. Targets towards which nothing stands or comes are one finding for a place and year. Weights are assumptions (``data/settings.toml``). A finding appears where coverage is below 100 %.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from lianzhang.audit.figures import (
    Figures,
    add,
    converted,
    count,
    difference,
    finding_id,
    multiply,
    safe,
    share,
    value_of,
    when_text,
)  # fmt: skip
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import Reading, View, best
from lianzhang.audit.rules.goals import goals, nearest_missed, past, within_reach
from lianzhang.audit.world import Standing, weigh
from lianzhang.core import AssumptionBasis, PeriodError, Quantity, Text, period
from lianzhang.ledger.project import ProjectRecord

__all__ = ["check"]

_RULE = "target_against_pipeline"
_RUNNING = ("投产", "达产")
_MOST_LATE = 3
"""Projects due too late that a sentence names."""


def check(view: View) -> list[Finding]:
    """Capacity targets, then output targets, against the register."""
    reached = [r for g in goals(view, "capacity") if not past(view, g) and (r := _reach(view, g))]
    bare: dict[tuple[str | None, str | None], list[_Reach]] = defaultdict(list)
    for r in reached:
        if not r.parts:
            bare[r.goal.place, r.goal.fact.time].append(r)
    found = [_short(view, r) for r in reached if r.parts]
    found += [_absent(view, some) for some in bare.values()]
    return [f for f in (*found, *nearest_missed(view, _output)) if f]


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


def _coming(view: View, goal: Reading, *, late: bool = False) -> list[tuple[ProjectRecord, str]]:
    """Projects of the place that stand by then (``late``: that are due only after), with their commodity."""
    return [
        (p, c)
        for p in sorted(view.world.projects, key=lambda p: p.id)
        if p.capacity is not None and p.stage in view.world.stage_weights
        and view.within(view.place_key(p.place), goal.place) and _in_time(p, goal) != late
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
            parts.append((safe(project.name), multiply(("capacity", amount), ("weight", weight), unit, text)))
    return parts


def _zero(unit: str) -> Quantity:
    text = Text("项目库和产能表中没有此类产能", "no such capacity in the register or the table")
    return Quantity(Decimal(0), unit, AssumptionBasis(text, "project register"))


@dataclass(frozen=True)
class _Reach:
    """A target in the unit it is compared in, what stands (``runs``) and what the register brings (``coming``, weighted by stage).

    ``blank`` are projects of the product for which the register has no capacity, ``late`` those due after the target, unweighted.
    """

    goal: Reading
    unit: str
    target: Quantity
    runs: tuple[tuple[str, Quantity], ...]
    coming: tuple[tuple[str, Quantity], ...]
    blank: tuple[ProjectRecord, ...] = ()
    late: tuple[tuple[ProjectRecord, Quantity], ...] = ()
    priced: bool = False

    @property
    def parts(self) -> tuple[tuple[str, Quantity], ...]:
        """All that is counted towards the target."""
        return (*self.runs, *self.coming)

    @property
    def total(self) -> Quantity | None:
        """The sum of the parts; None where there are none."""
        if self.priced:
            text = Text("各项目产能 × 价格 × 阶段权重之和", "Σ capacity × price × weight of stage")
        else:
            text = Text("现有产能与各项目产能 × 阶段权重之和", "what stands + Σ capacity × weight of stage")
        return add(self.parts, text) if self.parts else None

    @property
    def coverage(self) -> Quantity | None:
        """The total over the target, in %."""
        total, text = self.total, Text("在册项目 ÷ 目标", "pipeline ÷ target")
        return None if total is None else share(("pipeline", total), ("target", self.target), text)


def _plain(quantity: Quantity) -> Quantity:
    """The quantity without its "a year"."""
    return Quantity(
        quantity.value, quantity.unit.removesuffix("/a"), quantity.basis, quantity.low, quantity.high
    )


def _reach(view: View, goal: Reading) -> _Reach | None:
    known = view.world.commodities.get(goal.commodity or "")
    here = [p for p in view.world.projects if view.within(view.place_key(p.place), goal.place)]
    target = converted(_plain(goal.quantity), known.unit) if known else None
    if not known or target is None or not here or not target.value:
        return None

    def same(commodity: str | None) -> bool:
        other = view.world.commodities.get(commodity or "")
        return commodity == known.id or (
            known.id == known.stage and other is not None and other.stage == known.stage
        )

    def worth(commodity: str, amount: Quantity) -> Quantity | None:
        return converted(amount, known.unit) if same(commodity) else None

    coming = _coming(view, goal)
    runs = _table(view, goal, worth)
    if runs:
        coming = [(p, c) for p, c in coming if p.stage not in _RUNNING]
    elif not any(p.stage in _RUNNING and worth(c, _own(p, "capacity")) for p, c in coming):
        now = [r for r in view.readings if r.measure == "capacity" and r.place == goal.place and r.commodity == goal.commodity
               and r.fact.modality == "actual" and r.holder == "place"]  # fmt: skip
        stated = converted(_plain(best(now).quantity), known.unit) if now else None
        runs = [("standing", stated)] if stated is not None else []
    blank = [
        p for p in here
        if p.capacity is None and p.stage in view.world.stage_weights and p.stage != "终止"
        and same(view.world.commodity_of(p.product or p.segment or p.name))
    ]  # fmt: skip
    late = [
        (p, amount) for p, c in _coming(view, goal, late=True)
        if p.stage not in (*_RUNNING, "终止") and (amount := worth(c, _own(p, "capacity"))) is not None
    ]  # fmt: skip
    weighted = _weighted(view, coming, known.unit, worth)
    return _Reach(goal, known.unit, target, tuple(runs), tuple(weighted), tuple(blank), tuple(late))


def _thing(view: View, standing: Standing) -> str:
    known = view.world.commodities.get(standing.commodity)
    return (
        f"{view.place_name(view.place_key(standing.place))} {known.names[0] if known else standing.commodity}"
    )


def _table(
    view: View, goal: Reading, worth: Callable[[str, Quantity], Quantity | None]
) -> list[tuple[str, Quantity]]:
    """What the case's own table says to run in the target's place."""
    return [
        (_thing(view, s), amount)
        for s in view.world.standing
        if view.within(view.place_key(s.place), goal.place)
        and (amount := worth(s.commodity, _plain(s.quantity))) is not None
    ]


def _blank(reach: Iterable[_Reach]) -> tuple[Figures, Text]:
    """Projects for which the register has no capacity: their number, and the words."""
    some = list({p.id: p for r in reach for p in r.blank}.values())
    if not some:
        return (), Text("", "")
    number = count(len(some), Text("未填产能的同类项目数", "projects of the kind without a capacity"), tuple(
        (safe(p.name), Quantity(None, "", p.basis["name"])) for p in some if "name" in p.basis
    ))  # fmt: skip
    return (("blank", number),), Text(
        "（另有{blank}个同类项目未填产能）", " ({blank} more of the kind state no capacity)"
    )


def _late_words(reach: Iterable[_Reach]) -> tuple[Figures, Text]:
    """Projects of the register that are due only after the target's year: their capacities, and the words."""
    some = list({p.id: (p, q) for r in reach for p, q in r.late}.values())
    if not some:
        return (), Text("", "")
    figures, zh, en = [], [], []
    for i, (project, amount) in enumerate(some[:_MOST_LATE], start=1):
        due = when_text(project.due.get("投产"))
        figures.append((f"late{i}", amount))
        zh.append(f"{safe(project.name)}，{due.zh}{{late{i}}}")
        en.append(f"{safe(project.name)}, {due.en}: {{late{i}}}")
    more = Text("等", " and others") if len(some) > _MOST_LATE else Text("", "")
    return tuple(figures), Text(
        f"（在册项目投产晚于目标年：{'；'.join(zh)}{more.zh}）", f" (projects due after the target: {'; '.join(en)}{more.en})"
    )  # fmt: skip


def _absent(view: View, some: list[_Reach]) -> Finding:
    """Targets of one place and year towards which nothing stands or comes, as far as the register knows."""
    first = some[0]
    blank, said = _blank(some)
    figures: list[tuple[str, Quantity]] = []
    for i, r in enumerate(some):
        figures.append((f"target{i + 1}" if i else "target", r.target))
    zero = _zero(first.unit)
    cover = share(("pipeline", zero), ("target", first.target), Text("在册 ÷ 目标", "register ÷ target"))
    later, told = _late_words(some)
    figures += [("pipeline", zero), ("coverage", cover), *blank, *later]
    goal = first.goal
    where, when = view.place_name(goal.place), when_text(goal.fact.time)
    names = [view.what(r.goal) for r in some]
    listed_zh = "、".join(
        f"{n.zh.removeprefix(where)}{{{f}}}" for n, (f, _) in zip(names, figures, strict=False)
    )
    listed_en = ", ".join(
        f"{n.en.removeprefix(f'{where}: ')} of {{{f}}}" for n, (f, _) in zip(names, figures, strict=False)
    )
    facts = tuple(r.goal.fact.id for r in some)
    return Finding(
        finding_id(_RULE, (*facts, "absent")), _RULE, "implies",
        Text(f"{where}有产能目标在目标年内没有在册项目投产", f"{where}: capacity targets without a project due in time"),
        Text(f"{where}{when.zh}目标中，{listed_zh}在册项目届时均无对应产能{said.zh}{told.zh}，须来自尚未入库或提前投产的项目。",
             f"{where}: towards the targets {when.en} of {listed_en} the register has no capacity by then{said.en}{told.en}; it must come from projects not yet in it or brought forward."),
        Text("{pipeline} ÷ {target} = {coverage}", "{pipeline} ÷ {target} = {coverage}"),
        tuple(figures), goal.place, goal.fact.time, facts, weigh(_RULE, 50),
    )  # fmt: skip


def _short(view: View, reached: _Reach) -> Finding | None:
    """What the pipeline (and what stands, where that is known) leaves of the target; None where it leaves nothing."""
    total, goal, priced, standing = reached.total, reached.goal, reached.priced, bool(reached.runs)
    if total is None or value_of(total) >= value_of(reached.target):
        return None
    target, pipeline = ("target", reached.target), ("pipeline", total)
    blank, late = _blank([reached]), _late_words([reached])
    gap = difference(target, pipeline, Text("目标 − 折算后的在册项目", "target − weighted pipeline"))
    cover = share(pipeline, target, Text("在册项目 ÷ 目标", "pipeline ÷ target"))
    figures: Figures = (target, pipeline, ("gap", gap), ("coverage", cover), *blank[0], *late[0])
    what, when = view.what(goal), when_text(goal.fact.time)
    reach = (
        Text("现有与在册项目", "what stands and the pipeline")
        if standing
        else Text("在册项目", "the pipeline")
    )
    at = (
        Text(
            "、满产并按2025年10月不含税参考价计，", ", at full load and prices of October (2025) without VAT"
        )
        if priced
        else Text("", "")
    )
    open_ = (
        within_reach(None if cover.high is None or cover.high < 100 else Decimal(100))
        if priced
        else Text("", "")
    )
    severity = (100 - value_of(cover)) / (2 if open_.zh else 1)
    left = (
        Text("尚未入库的项目", "projects not yet in the register")
        if standing or not priced
        else Text(
            "现有企业（产值未见记载）或尚未入库的项目",
            "firms that run (their output is not known) or projects not yet in the register",
        )
    )
    met = Text(
        f"{reach.zh}按阶段折算{at.zh}为{{pipeline}}，相当于目标的{{coverage}}{blank[1].zh}{late[1].zh}；其余{{gap}}",
        f"meets {{pipeline}} ({reach.en}, weighted by stage{at.en}), {{coverage}} of it{blank[1].en}{late[1].en}; {{gap}}",
    )
    facts = (goal.fact.id,)
    title = (
        Text(f"{what.zh}目标按参考价大于{reach.zh}", f"{what.en}: at reference prices the target exceeds {reach.en}")
        if open_.zh
        else Text(f"{what.zh}目标大于{reach.zh}", f"{what.en}: the target exceeds {reach.en}")
    )  # fmt: skip
    return Finding(
        finding_id(_RULE, (goal.fact.id, target[1].unit)), _RULE, "implies",
        title,
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


def _worth_of(view: View, goal: Reading) -> _Reach | None:
    """An output target, what is turned over now (or stands in the table) and what the register may add, at reference prices."""
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
    runs = [("standing", standing)] if standing is not None else _table(view, goal, worth)
    if runs:  # what runs is in the output or the table already
        projects = [(p, c) for p, c in projects if p.stage not in _RUNNING]
    weighted = _weighted(view, projects, "CNY", worth)
    return (
        _Reach(goal, "CNY", target, tuple(runs), tuple(weighted), priced=True) if runs or weighted else None
    )


def _output(view: View, goal: Reading) -> Finding | None:
    reached = _worth_of(view, goal)
    return _short(view, reached) if reached else None
