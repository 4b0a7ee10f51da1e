"""Stages of the chain set against each other, in GWh of cells.

Proves what must be sold or bought outside if a place's capacities (or targets) of one year all stand and run. Class ``implies``:
a region is open, so an imbalance is never ``impossible``.

    need of material m     = cells [GWh] × m per GWh
    share leaving          = 1 − need ÷ capacity of m      (capacity above need)
    share bought outside   = 1 − capacity of m ÷ need      (capacity below need)

A material that only cells of one chemistry take (``taken_by`` in ``data/stages.csv``) is never said to be short.
The same for every pair of stages when no cells are named: the stage with the most GWh-equivalents then stands for the cells.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from lianzhang.audit.figures import (
    add,
    converted,
    difference,
    divide,
    finding_id,
    multiply,
    share,
    value_of,
    when_text,
)
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import Reading, View, best, modality_name
from lianzhang.audit.world import weigh
from lianzhang.core import AssumptionBasis, Quantity, Text

__all__ = ["check"]

_RULE = "stage_balance"

_CLASS = {"target": "target", "planned": "target", "forecast": "target", "proposed": "target",
          "under_construction": "under_construction", "signed": "signed", "actual": "actual"}  # fmt: skip


@dataclass(frozen=True)
class _Stage:
    """One stage of a place: its capacity in the unit of its commodity and in GWh of cells."""

    commodity: str
    amount: Quantity
    gwh: Quantity
    factor: Quantity
    facts: tuple[str, ...]


def _amount(reading: Reading, unit: str) -> Quantity | None:
    quantity = reading.quantity
    if quantity.unit.endswith("/a"):
        quantity = Quantity(quantity.value, quantity.unit[:-2], quantity.basis, quantity.low, quantity.high)
    return converted(quantity, unit)


def _stages(view: View, readings: list[Reading]) -> dict[str, _Stage]:
    """The stages named by readings of one place and time: a general name before the sum of particular ones."""
    by_commodity: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.commodity in view.world.commodities and reading.commodity in view.world.gwh:
            by_commodity[reading.commodity or ""].append(reading)
    parts: dict[str, list[_Stage]] = defaultdict(list)
    for key, some in by_commodity.items():
        commodity, factor = view.world.commodities[key], view.world.gwh[key]
        if commodity.taken_by == "none":
            continue
        reading = best(some)
        amount = _amount(reading, commodity.unit)
        if amount is None or not value_of(amount) or not factor.value:
            continue
        text = Text("产能 ÷ 每GWh用量", "capacity ÷ what a GWh takes")
        gwh = (
            amount
            if commodity.unit == "GWh"
            else divide(("capacity", amount), ("per_gwh", factor), "GWh", text)
        )
        parts[commodity.stage].append(_Stage(key, amount, gwh, factor, (reading.fact.id,)))
    return {stage: _joined(stage, some) for stage, some in parts.items()}


def _joined(stage: str, parts: list[_Stage]) -> _Stage:
    general = next((p for p in parts if p.commodity == stage), None)
    if general or len(parts) == 1:
        return general or parts[0]
    named = sorted(parts, key=lambda p: p.commodity)
    amount = add([(p.commodity, p.amount) for p in named], Text("各品种之和", "sum of the kinds"))
    gwh = add([(p.commodity, p.gwh) for p in named], Text("各品种折合之和", "sum of the kinds in GWh"))
    factor = divide(
        ("capacity", amount), ("gwh", gwh), named[0].factor.unit, Text("按品种加权", "weighted by kind")
    )
    return _Stage(stage, amount, gwh, factor, tuple(f for p in named for f in p.facts))


def check(view: View) -> list[Finding]:
    """One finding for every stage out of step with the cells of its place and year."""
    groups: dict[tuple[str, str, str, str], list[Reading]] = defaultdict(list)
    for r in view.readings:
        if r.measure == "capacity" and r.holder == "place" and r.place and r.commodity:
            groups[r.place, r.date, r.fact.time or "", _CLASS.get(r.fact.modality, r.fact.modality)].append(r)
    found: list[Finding] = []
    for (place, _, time, modality), readings in sorted(groups.items()):
        stages = _stages(view, readings)
        if len(stages) < 2:
            continue
        named = [s for s in ("cell", "pack") if s in stages]
        against = named[0] if named else max(stages, key=lambda s: (value_of(stages[s].gwh), s))
        for stage in sorted(stages):
            if {stage, against} <= {"cell", "pack"} or stage == against:
                continue
            finding = _compare(view, place, time, modality, stages[stage], stages[against])
            if finding:
                found.append(finding)
    return found


def _name(view: View, commodity: str) -> Text:
    known = view.world.commodities.get(commodity)
    zh = known.names[0] if known else commodity
    return Text(zh, (known.en if known else "") or commodity.replace("_", " "))


def _figures(a: _Stage, b: _Stage, *, surplus: bool, need: Quantity) -> dict[str, Quantity]:
    """Need against capacity: what is over or short, and its share of the larger of the two."""
    one, other = (
        (("capacity", a.amount), ("need", need)) if surplus else (("need", need), ("capacity", a.amount))
    )
    name = Text("多出的部分", "what is over") if surplus else Text("缺口", "what is short")
    kept = share(other, one, Text("较小者 ÷ 较大者", "the smaller ÷ the larger"))
    whole = Quantity(Decimal(100), "%", AssumptionBasis(Text("全部", "the whole")))
    text = Text("1 − 较小者 ÷ 较大者", "1 − the smaller ÷ the larger")
    return {
        "capacity": a.amount, "cells": b.gwh, "per_gwh": a.factor, "need": need, "rest": difference(one, other, name),
        "part": difference(("whole", whole), ("kept", kept), text), "equivalent": a.gwh, "whole": whole,
    }  # fmt: skip


def _outside(view: View, a: _Stage, figures: dict[str, Quantity]) -> Text:
    """How much of the country's output the rest is, where that is known; its figures are added to ``figures``."""
    scale = view.reference(f"national.{a.commodity}")
    total = converted(scale.quantity, a.amount.unit) if scale and scale.quantity.value else None
    if scale is None or total is None:
        return Text("", "")
    text = Text("÷ 全国产量", "÷ national output")
    figures |= {"national": total, "of_national": share(("rest", figures["rest"]), ("national", total), text)}
    return Text(
        f"，相当于{scale.scope.zh}{{national}}的{{of_national}}",
        f", {{of_national}} of the {scale.scope.en} ({{national}})",
    )


def _compare(view: View, place: str, time: str, modality: str, a: _Stage, b: _Stage) -> Finding | None:
    """``a`` the material, ``b`` what stands for the cells."""
    text = Text("电芯 GWh × 每GWh用量", "GWh of cells × what a GWh takes")
    need = multiply(("cells", b.gwh), ("per_gwh", a.factor), a.amount.unit, text)
    surplus = value_of(a.amount) > value_of(need)
    figures = _figures(a, b, surplus=surplus, need=need)
    part = value_of(figures["part"])
    known = view.world.commodities.get(a.commodity)
    if not surplus and known and known.taken_by == "some":
        return None  # other cells do without it
    if part / 100 < view.threshold("imbalance"):
        return None
    outside = _outside(view, a, figures)
    where, when, state = view.place_name(place), when_text(time), modality_name(modality)
    what, anchor = _name(view, a.commodity), _name(view, b.commodity)
    if surplus:
        sentence = Text(
            f"{where}{when.zh}{what.zh}产能{state.zh}{{capacity}}，按电芯计{{equivalent}}；同期{anchor.zh}产能{{cells}}，只需{{need}}。"
            f"若全部建成满产，约{{part}}即{{rest}}须销往区外{outside.zh}。",
            f"{where}: {what.en} capacity {when.en} ({state.en}) of {{capacity}} equals {{equivalent}} of cells, while {anchor.en} of {{cells}} take {{need}}; "
            f"if all is built and runs, some {{part}} ({{rest}}) must be sold outside{outside.en}.",
        )
    else:
        sentence = Text(
            f"{where}{when.zh}{anchor.zh}产能{state.zh}{{cells}}，满产需{what.zh}{{need}}；同期{what.zh}产能{{capacity}}，"
            f"约{{part}}即{{rest}}须从区外购入{outside.zh}。",
            f"{where}: {anchor.en} {when.en} ({state.en}) of {{cells}} need {{need}} of {what.en}, for which {{capacity}} stand; "
            f"at full load some {{part}} ({{rest}}) must be bought outside{outside.en}.",
        )
    step = "{whole} − {need} ÷ {capacity} = {part}" if surplus else "{whole} − {capacity} ÷ {need} = {part}"
    arithmetic = Text("{cells} × {per_gwh} = {need}；" + step, "{cells} × {per_gwh} = {need}; " + step)
    title = Text(
        f"{where}{what.zh}与{anchor.zh}不配套：{'须外销' if surplus else '须外购'}",
        f"{where}: {what.en} out of step with {anchor.en}, {'to be sold' if surplus else 'to be bought'} outside",
    )
    facts = (*a.facts, *b.facts)
    return Finding(
        finding_id(_RULE, facts), _RULE, "implies", title, sentence, arithmetic, tuple(figures.items()),
        place, time or None, facts, weigh(_RULE, part),
    )  # fmt: skip
