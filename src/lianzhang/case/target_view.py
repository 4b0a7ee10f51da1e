"""Targets that documents set against what stands and what the register brings, as the audit reckons them."""

from __future__ import annotations

from lianzhang.audit import World
from lianzhang.audit.figures import add
from lianzhang.audit.reading import Reading, View, best
from lianzhang.audit.rules.target_against_pipeline import Reach, goals, late_words, past, reaches
from lianzhang.case.chain_view import product_label
from lianzhang.core import Text
from lianzhang.outputs import TargetRow, Words

__all__ = ["target_rows"]


def target_rows(world: World) -> list[TargetRow]:
    """Every target of a place, capacities first. Coverage is the audit's own: see its rule ``target_against_pipeline``."""
    view = View(world)
    found = {r.goal.fact.id: r for r in reaches(view)}
    every = (*goals(view, "capacity"), *goals(view, "output_value"))
    return [_row(view, goal, found.get(goal.fact.id)) for goal in every]


def _row(view: View, goal: Reading, reach: Reach | None) -> TargetRow:
    place, metric = goal.fact.place or view.place_name(goal.place), _metric(view, goal)
    if past(view, goal):
        actual = _actual(view, goal)
        said = Text(
            "目标期已过，文中未见同口径实际值", "the time is over; no actual figure of the scope is known"
        )
        verdict = None if actual else Words(said)
        return TargetRow(
            place, metric, str(goal.year), goal.quantity, actual.quantity if actual else None, verdict=verdict
        )
    if reach is None:
        return TargetRow(place, metric, str(goal.year), goal.quantity, verdict=Words(_why(view, goal)))
    runs = add(reach.runs, Text("现有之和", "sum of what stands")) if reach.runs else None
    coming = (
        add(reach.coming, Text("各项目按阶段权重折算之和", "projects, weighted by stage"))
        if reach.coming
        else None
    )
    return TargetRow(
        place, metric, str(goal.year), reach.target, runs, coming, reach.coverage, _verdict(reach)
    )


def _metric(view: View, goal: Reading) -> Text:
    if goal.measure == "output_value":
        what, where = view.what(goal), view.place_name(goal.place)
        return Text(what.zh.removeprefix(where), what.en.removeprefix(f"{where}: "))
    printed = goal.fact.item or next(iter(goal.fact.items), None)
    if not goal.commodity:
        thing = printed or goal.fact.subject or ""
        return Text(f"{thing}产能", f"capacity of {thing}")
    thing_ = product_label(printed, goal.commodity, view.world)
    return Text(f"{thing_.zh}产能", f"capacity of {thing_.en}")


def _why(view: View, goal: Reading) -> Text:
    """Why a target is not set against the register."""
    if goal.measure == "output_value" and not view.in_field(goal.scope):
        return Text("口径宽于本产业链，不与项目库比较", "wider than this chain: not set against the register")
    if goal.measure == "output_value":
        return Text(
            "现有产值未见记载，也没有可计价的在册项目", "output now is not known and no project can be priced"
        )
    if not goal.commodity:
        return Text(
            "品种不在目录中，不能与项目库比较",
            "not a product of the catalogue: cannot be set against the register",
        )
    return Text("项目库中没有该地项目", "the register holds no project of the place")


def _verdict(reach: Reach) -> Words | None:
    figures, later = late_words([reach])
    if not reach.parts:
        none = Text("无现有产能，目标年内无在册项目投产", "nothing stands and no project is due in time")
        return Words(Text(none.zh + later.zh, none.en + later.en), figures)
    if reach.priced:
        said = Text("满产、按参考价计", "at full load and reference prices")
        return Words(said)
    if not figures:
        return None
    return Words(Text(later.zh.strip("（）"), later.en.strip(" ()")), figures)


def _actual(view: View, goal: Reading) -> Reading | None:
    """What is printed as reached in the target's own year, of the same place, scope and product."""
    same = [
        r for r in view.readings
        if r.fact.modality == "actual" and r.holder == "place" and len(r.fact.time or "") == 4 and r.quantity.unit == goal.quantity.unit
        and (r.measure, r.place, r.commodity, r.scope, r.year) == (goal.measure, goal.place, goal.commodity, goal.scope, goal.year)
    ]  # fmt: skip
    return best(same) if same else None
