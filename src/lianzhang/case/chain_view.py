"""Capacities of the chain by segment and place, and targets against them, as rows of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from lianzhang.balance import Plant, add, divide, measured, multiply, supplies
from lianzhang.chain import Catalogue, catalogue, commodity_of, segment_tree
from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import ClaimBasis, PeriodError, Quantity, Text, convert, period, say
from lianzhang.core.units import UnitError
from lianzhang.ledger import ProjectRecord
from lianzhang.outputs import ChainRow, TargetRow, Words
from lianzhang.reconcile import Fact

__all__ = ["chain_rows", "fact_plants", "pipeline_plants", "table_plants", "target_rows"]

SENTENCE = Callable[[str], ClaimBasis]

STANDING = ("投产", "达产")
"""Stages of plants that run; what is earlier is pipeline."""


def table_plants(case: PlanningCase, of: Catalogue) -> list[Plant]:
    """Plants of the planning table ``capacity`` that run, as of the first year of the plan, weighted as the table says."""
    table = case.table("capacity")
    if table is None:
        return []
    first = case.years[0]
    plants = []
    for i in range(len(table)):
        stage = str(table["stage"][i] or "")
        vintage = float(table["vintage"][i])
        if stage not in (*STANDING, "") or vintage > first:
            continue
        process = int(table["process"][i])
        output = case.commodities[int(case.output[process])]
        if output not in of.commodities.index:
            continue
        value = Decimal(repr(float(table["quantity"][i])))
        capacity = Quantity(value, case.process_unit(process), case.basis("capacity", i, "quantity"))
        place = case.regions[int(table["region"][i])]
        plants.append(Plant(place, first, output, capacity, name=f"{place} {of.name(output).zh}"))
    return plants


def pipeline_plants(projects: Iterable[ProjectRecord], of: Catalogue) -> list[tuple[ProjectRecord, Plant]]:
    """Projects that do not run yet and state a capacity of a known product; the year is that in which they are due."""
    found = []
    for project in projects:
        match = commodity_of(project.product) if project.product else None
        if project.capacity is None or match is None or project.place is None:
            continue
        if project.stage in (*STANDING, "终止") or project.capacity_unit is None:
            continue
        due = project.due.get("投产") or project.due.get("达产")
        try:
            year = period(due).year if due else 0
            value = convert(
                project.capacity, project.capacity_unit.removesuffix("/a"), of.unit(match.commodity)
            )
        except (UnitError, PeriodError):
            continue
        basis = project.basis.get("capacity")
        if basis is None:
            continue
        capacity = Quantity(value, of.unit(match.commodity), basis)
        found.append((project, Plant(project.place, year, match.commodity, capacity, name=project.name)))
    return found


def fact_plants(facts: Iterable[Fact], sentence: SENTENCE, of: Catalogue) -> list[tuple[Fact, Plant]]:
    """Capacities that documents state, actual or aimed at, for products that the catalogue knows."""
    found = []
    for fact in facts:
        capacity = fact.kind == "capacity" or (fact.kind == "target" and fact.measure == "capacity")
        if (
            not capacity
            or fact.lost
            or not isinstance(fact.value, Decimal)
            or not fact.place
            or not fact.unit
        ):
            continue
        match = commodity_of(fact.item or "") if fact.item else None
        if match is None or ";" in fact.place:
            continue
        try:
            value = convert(fact.value, fact.unit.removesuffix("/a"), of.unit(match.commodity))
            year = period(fact.time).year if fact.time else 0
        except (UnitError, PeriodError):
            continue
        basis = sentence(fact.claims[0])
        plant = Plant(fact.place, year, match.commodity, Quantity(value, of.unit(match.commodity), basis))
        found.append((fact, plant))
    return found


def chain_rows(
    case: PlanningCase | None, projects: Sequence[ProjectRecord], facts: Sequence[Fact], sentence: SENTENCE
) -> list[ChainRow]:
    """Capacity by segment, place and year: what runs (the case's table, summed), what is being built, what documents state.

    The three stand side by side and are never added: a project may be in a document's total too.
    """
    of = catalogue()
    tree = segment_tree(of)

    def row(plant: Plant, amount: Quantity, stage: str) -> tuple[int, ChainRow]:
        segment = tree.top(tree.of_commodity(plant.commodity).id)
        year = str(plant.year) if plant.year else ""
        name = f"{say(segment.name)} · {say(of.name(plant.commodity))}"
        tonnes = measured(of, plant.commodity, amount, "tonnes")
        gwh = measured(of, plant.commodity, amount, "gwh")
        return segment.order, ChainRow(name, plant.place, year, amount, tonnes, gwh, stage)

    rows: list[tuple[int, ChainRow]] = []
    if case is not None:
        found = supplies(of, table_plants(case, of))
        first = {(p.place, p.year, p.commodity): p for p, _ in found.outputs}
        for key, amount in found.amounts.items():
            rows.append(row(first[key], amount, say(Text("现有（产能表）", "standing (table)"))))
    for project, plant in pipeline_plants(projects, of):
        rows.append(
            row(
                plant,
                plant.capacity,
                say(Text(f"在手项目（{project.stage}）", f"pipeline ({project.stage})")),
            )
        )
    for fact, plant in fact_plants(facts, sentence, of):
        rows.append(
            row(plant, plant.capacity, say(_MODALITY.get(fact.modality, Text(fact.modality, fact.modality))))
        )
    return [
        r for _, r in sorted(rows, key=lambda pair: (pair[0], pair[1].segment, pair[1].place, pair[1].year))
    ]


_MODALITY = {
    "actual": Text("文中现状", "stated as actual"),
    "under_construction": Text("文中在建", "stated as being built"),
    "signed": Text("文中签约", "stated as signed"),
    "planned": Text("文中规划", "stated as planned"),
    "proposed": Text("文中建议", "stated as proposed"),
    "target": Text("文中目标", "stated as target"),
    "forecast": Text("文中预计", "stated as forecast"),
}


def target_rows(
    case: PlanningCase | None,
    projects: Sequence[ProjectRecord],
    facts: Sequence[Fact],
    sentence: SENTENCE,
    weights: dict[str, Quantity],
    within: Callable[[str, str], bool],
) -> list[TargetRow]:
    """Targets that documents set, against what runs and what the pipeline may bring by the target's year, stage-weighted."""
    of = catalogue()
    standing = table_plants(case, of) if case is not None else []
    pipeline = pipeline_plants(projects, of)
    rows = []
    for fact, plant in fact_plants(facts, sentence, of):
        if fact.modality not in ("target", "planned") or not plant.year:
            continue
        here = [p for p in standing if p.commodity == plant.commodity and within(p.place, plant.place)]
        coming = [
            (p, w) for project, p in pipeline
            if p.commodity == plant.commodity and within(p.place, plant.place) and 0 < p.year <= plant.year
            and (w := weights.get(project.stage or "")) is not None
        ]  # fmt: skip
        unit = of.unit(plant.commodity)
        actual = _sum(
            unit, Text("现有产能之和", "sum of standing capacity"), [(p.name, p.capacity) for p in here]
        )
        weighted = [
            (
                p.name,
                multiply(
                    unit,
                    Text("产能 × 阶段权重", "capacity × stage weight"),
                    ((p.name, p.capacity), ("权重", w)),
                ),
            )
            for p, w in coming
        ]
        pipe = _sum(unit, Text("按阶段加权的在手产能之和", "sum of pipeline, weighted by stage"), weighted)
        parts = [
            (say(n), q)
            for n, q in ((Text("现有", "standing"), actual), (Text("在手", "pipeline"), pipe))
            if q
        ]
        covered = None
        if parts and plant.capacity.value:
            total = _sum(unit, Text("现有 + 加权在手", "standing + weighted pipeline"), parts)
            if total is not None:
                share = divide(
                    "1", Text("可达 ÷ 目标", "reach ÷ target"), ("可达", total), ("目标", plant.capacity)
                )
                covered = _percent(share)
        metric = Text(f"{of.name(plant.commodity).zh}产能", f"capacity of {of.name(plant.commodity).en}")
        verdict = (
            None
            if parts
            else Words(Text("无现有或在手产能可对照", "nothing standing or in the pipeline to compare"))
        )
        rows.append(
            TargetRow(plant.place, metric, str(plant.year), plant.capacity, actual, pipe, covered, verdict)
        )
    rows += _money_targets(facts, sentence)
    return rows


def _money_targets(facts: Sequence[Fact], sentence: SENTENCE) -> list[TargetRow]:
    """Targets in money: what has been printed of the same measure stands beside, else it cannot be known yet."""
    rows = []
    for fact in facts:
        if (
            fact.kind != "target"
            or fact.unit != "CNY"
            or not isinstance(fact.value, Decimal)
            or not fact.time
        ):
            continue
        target = Quantity(fact.value, "CNY", sentence(fact.claims[0]))
        same = [
            f for f in facts
            if f.kind == "output_value" and f.modality == "actual" and f.place == fact.place and isinstance(f.value, Decimal)
            and (f.measure or "output_value") == (fact.measure or "output_value")
        ]  # fmt: skip
        actual = Quantity(same[0].value, "CNY", sentence(same[0].claims[0])) if same else None  # type: ignore[arg-type]
        verdict = (
            None
            if actual
            else Words(
                Text(
                    "尚无同口径的实际值，还不能判断",
                    "no actual figure of the same scope: cannot be known yet",
                )
            )
        )
        label = Text(fact.subject or "产值", fact.subject or "output value")
        rows.append(
            TargetRow(fact.place or "", label, str(period(fact.time).year), target, actual, verdict=verdict)
        )
    return rows


def _sum(unit: str, expression: Text, parts: list[tuple[str, Quantity]]) -> Quantity | None:
    return add(unit, expression, parts) if parts else None


def _percent(share: Quantity) -> Quantity:
    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * 100

    return Quantity(times(share.value), "%", share.basis, times(share.low), times(share.high))
