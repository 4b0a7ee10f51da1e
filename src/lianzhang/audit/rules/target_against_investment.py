"""A target of output value set against investment by stage, and against the capacity targets beside it.

Class ``implies``: the target holds only if every yuan turns over so much, or prices and products are other than known.

    output a yuan   = (target output value − output now) ÷ Σ investment × weight of its stage    against what is ordinary in the chain
    utilisation     = target output value ÷ Σ target capacity × price without VAT                 above 100 % no running rate suffices

The second is left out where a capacity target beside it cannot be read or priced.

Investment statements are those of the target's place and field, not later than the target; weights and the ordinary ratio are
assumptions (``data/settings.toml``). A finding appears where a ratio passes its mark.
"""

from __future__ import annotations

from collections import defaultdict

from lianzhang.audit.figures import (
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
)
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import Reading, View, best
from lianzhang.audit.rules.goals import goals, nearest_missed, within_reach
from lianzhang.audit.world import weigh
from lianzhang.core import Quantity, Text

__all__ = ["check"]

_RULE = "target_against_investment"
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
    """The nearest output target that investment does not carry, and every one that capacity targets do not."""
    full = [_utilisation(view, goal) for goal in goals(view, "output_value")]
    return [*nearest_missed(view, _investment), *(f for f in full if f)]


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


def _invested(view: View, goal: Reading) -> tuple[list[tuple[str, Quantity]], list[str]]:
    """Investment of the place by stage × weight, and the facts behind it."""
    stages: dict[str, list[Reading]] = defaultdict(list)
    for r in view.readings:
        in_time = (r.year or 0) <= (goal.year or 0)
        if (
            r.measure == "total_investment"
            and r.place == goal.place
            and r.band is None
            and in_time
            and _same_field(r.scope, goal.scope)
        ):
            stages[_stage(r)].append(r)
    parts: list[tuple[str, Quantity]] = []
    facts = []
    for stage, some in sorted(stages.items()):
        reading, weight = _largest(some), view.world.stage_weights.get(stage)
        amount = converted(reading.quantity, "CNY")
        if amount is not None and weight is not None and value_of(weight):
            text = Text(f"{stage}投资 × 权重", "investment × weight of its stage")
            name = f"stage{len(parts) + 1}"
            parts.append((name, multiply(("investment", amount), ("weight", weight), "CNY", text)))
            facts.append(reading.fact.id)
    return parts, facts


def _now(view: View, goal: Reading) -> Reading | None:
    """The latest actual output of the target's place and scope."""
    some = [
        r for r in view.readings
        if r.measure == "output_value" and r.place == goal.place and r.scope == goal.scope and r.fact.modality == "actual"
        and r.quantity.unit == "CNY" and (r.year or 0) <= (goal.year or 0)
    ]  # fmt: skip
    last = max((r.year or 0 for r in some), default=0)
    return best([r for r in some if (r.year or 0) == last]) if some else None


def _investment(view: View, goal: Reading) -> Finding | None:
    """What a yuan of the pipeline's investment must turn over a year."""
    parts, behind = _invested(view, goal)
    target = converted(goal.quantity, "CNY")
    if not parts or target is None or not target.value:
        return None
    facts = (goal.fact.id, *behind)
    invested = add(parts, Text("各阶段投资 × 权重之和", "Σ investment × weight of stage"))
    rise, figures = target, [("target", target), ("invested", invested)]
    now = _now(view, goal)
    if now:
        text = Text("目标 − 现有产值", "target − output now")
        rise = difference(("target", target), ("now", now.quantity), text)
        figures.append(("now", now.quantity))
        facts = (*facts, now.fact.id)
    usual = view.world.thresholds["output_per_investment"]
    if value_of(rise) <= 0 or not value_of(invested):
        return None
    text = Text("须增产值 ÷ 折算投资", "rise ÷ weighted investment")
    ratio = divide(("rise", rise), ("invested", invested), "1", text)
    if value_of(ratio) <= value_of(usual):
        return None
    figures += [("rise", rise), ("ratio", ratio), ("usual", usual)]
    what, when = view.what(goal), when_text(goal.fact.time)
    up = (
        Text("比现有{now}须增{rise}", "a rise of {rise} over {now}")
        if now
        else Text("现有产值未见记载", "output now is not known")
    )
    at = (
        Text("按此下限计", ", reckoned at that lower bound")
        if ratio.high and ratio.low is None
        else Text("", "")
    )
    return Finding(
        finding_id(_RULE, facts), _RULE, "implies",
        Text(f"{what.zh}目标靠已知投资难以达到", f"{what.en}: known investment hardly carries the target"),
        Text(
            f"{what.zh}{when.zh}目标{{target}}（{up.zh}）；文中投资按阶段折算为{{invested}}，{at.zh}每投资一元须带来年产值{{ratio}}元，高于一般的{{usual}}元。",
            f"{what.en}: target of {{target}} {when.en} ({up.en}); investment weighted by stage is {{invested}}{at.en}, "
            f"so that each yuan must turn over {{ratio}} a year, above the ordinary {{usual}}.",
        ),
        Text("{rise} ÷ {invested} = {ratio}", "{rise} ÷ {invested} = {ratio}"), tuple(figures), goal.place, goal.fact.time, facts,
        weigh(_RULE, 100 - 100 * value_of(usual) / value_of(ratio)),
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
            and r.band is None
        ):
            by_commodity[r.commodity or ""].append(r)
    if "" in by_commodity:
        return None  # a capacity that cannot be read or priced: the sum would be too small
    for commodity, some in sorted(by_commodity.items()):
        reading = best(some)
        q = reading.quantity
        known, price = view.world.commodities.get(commodity), view.world.prices.get(commodity)
        amount = (
            converted(Quantity(q.value, q.unit.removesuffix("/a"), q.basis, q.low, q.high), known.unit)
            if known
            else None
        )
        if price is None or amount is None or known is None:
            return None
        text = Text("产能 × 不含税价", "capacity × price without VAT")
        parts.append((safe(known.names[0]), multiply(("capacity", amount), ("price", price), "CNY", text)))
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
    open_ = within_reach(use.low)
    return Finding(
        finding_id(_RULE, (*facts, "utilisation")), _RULE, "implies",
        Text(f"{where}产能目标满产能否达到产值目标取决于价格", f"{where}: whether capacity targets at full load carry the output target hangs on prices")
        if open_.zh
        else Text(f"{where}产能目标满产按参考价达不到产值目标", f"{where}: capacity targets at full load and reference prices fall short of the output target"),
        Text(
            f"{where}{when_text(goal.fact.time).zh}各项产能目标即使满产，按2025年10月不含税参考价合产值{{full}}，产值目标{{target}}是其{{use}}，差额须来自其他产品或更高价格{open_.zh}。",
            f"{where}: the capacity targets {when_text(goal.fact.time).en} come to {{full}} at full load and prices of October (2025) without VAT, the output target of {{target}} "
            f"is {{use}} of it; the rest must come from other products or higher prices{open_.en}.",
        ),
        Text("{target} ÷ {full} = {use}", "{target} ÷ {full} = {use}"), (("target", target), ("full", full), ("use", use), *parts),
        goal.place, goal.fact.time, tuple(facts), weigh(_RULE, (100 - 10000 / value_of(use)) / (2 if open_.zh else 1)),
    )  # fmt: skip
