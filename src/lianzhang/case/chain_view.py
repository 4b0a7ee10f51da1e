"""Capacities of the chain by segment and place, as rows of the report: what the tables, the register and the documents say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lianzhang.audit import World, commodity_of
from lianzhang.audit.figures import converted, divide
from lianzhang.audit.goods import members_of
from lianzhang.audit.reading import Reading, View
from lianzhang.balance import Plant, measured, supplies
from lianzhang.chain import Catalogue, catalogue, segment_tree
from lianzhang.chain import commodity_of as catalogue_match
from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import ClaimBasis, PeriodError, Quantity, Text, convert, period, say
from lianzhang.core.units import UnitError
from lianzhang.ledger import ProjectRecord
from lianzhang.ledger.project import STAGE_NAMES
from lianzhang.outputs import ChainRow

__all__ = ["chain_rows", "pipeline_plants", "product_label", "table_plants"]

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
        match = catalogue_match(project.product) if project.product else None
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


def product_label(printed: str | None, key: str, world: World) -> Text:
    """A product as its source words it, with the commodity it was taken as where that is not the same name."""
    known = world.commodities[key]
    names = Text(known.names[0], known.en or known.id)
    if not printed or printed in known.names:
        return names
    return Text(f"{printed}（按{names.zh}计）", f"{printed} (taken as {names.en})")


def _equivalent(key: str, amount: Quantity, world: World) -> Quantity | None:
    """GWh-equivalent as the audit reckons it: what the name leaves open spans the range of its alternatives."""
    members, factor = members_of(key), world.gwh.get(key)
    if len(members) == 1 or amount.unit == "GWh":
        return measured(catalogue(), members[0], amount, "gwh")
    if factor is None or amount.value is None:
        return None
    text = Text("产能 ÷ 每GWh用量", "capacity ÷ use per GWh")
    return divide(("capacity", amount), ("per_gwh", factor), "GWh", text)


def _row(
    printed: Text, key: str, place: str, year: int, amount: Quantity, stage: Text, world: World
) -> tuple[int, ChainRow]:
    of, tree, member = catalogue(), segment_tree(), members_of(key)[0]
    segment = tree.top(tree.of_commodity(member).id)
    return segment.order, ChainRow(
        f"{say(segment.name)} · {say(printed)}", place, str(year) if year else "", amount,
        measured(of, member, amount, "tonnes"), _equivalent(key, amount, world), say(stage),
    )  # fmt: skip


def _of_register(reading: Reading, amount: Quantity, view: View) -> list[int]:
    """Projects of the register that a document speaks of: by the claim itself, or by its own or its owner's name and the same capacity."""
    subject = reading.fact.subject or ""
    found = []
    for p in view.world.projects:
        basis = p.basis.get("capacity")
        same_claim = isinstance(basis, ClaimBasis) and basis.claim in reading.fact.claims
        named = any(n and n in subject for n in (p.name, p.owner)) or bool(subject and subject in p.name)
        if same_claim or (named and _as_much(p, amount)):
            found.append(p.id)
    return found


def _as_much(project: ProjectRecord, amount: Quantity) -> bool:
    if project.capacity is None or project.capacity_unit is None or amount.value is None:
        return False
    try:
        return (
            convert(project.capacity, project.capacity_unit.removesuffix("/a"), amount.unit) == amount.value
        )
    except UnitError:
        return False


def _stated(view: View) -> list[tuple[Reading, Quantity]]:
    """Capacities that documents state of one place and one product, in the unit of the commodity."""
    found = []
    for r in view.readings:
        known = view.world.commodities.get(r.commodity or "")
        if r.measure != "capacity" or known is None or not r.fact.place or ";" in r.fact.place:
            continue
        q = r.quantity
        amount = converted(Quantity(q.value, q.unit.removesuffix("/a"), q.basis, q.low, q.high), known.unit)
        if amount is not None:
            found.append((r, amount))
    return found


def _twins(plants: Sequence[tuple[ProjectRecord, Plant]]) -> dict[int, int]:
    """Entries of the register that repeat another: one owner, product, capacity and year; the entry with a stage stays."""
    first: dict[tuple[object, ...], int] = {}
    twin: dict[int, int] = {}
    for project, plant in sorted(plants, key=lambda x: (x[0].stage is None, x[0].id)):
        key = (project.owner, plant.commodity, plant.capacity.value, plant.year)
        if project.owner and key in first:
            twin[project.id] = first[key]
        else:
            first[key] = project.id
    return twin


def chain_rows(case: PlanningCase | None, world: World) -> list[ChainRow]:
    """Capacity by segment, place and year: what runs (the case's table, summed), what the register holds, what documents state.

    The three stand side by side, each row named by its source, and are never added: a project may be in a document's total too.
    What a document states of a project that the register holds stands in the row of the register.
    """
    of, view = catalogue(), View(world)
    rows: list[tuple[int, ChainRow]] = []
    if case is not None:
        found = supplies(of, table_plants(case, of))
        first = {(p.place, p.year, p.commodity): p for p, _ in found.outputs}
        for key, amount in found.amounts.items():
            p = first[key]
            stage = Text("产能表：现有", "capacity table: standing")
            rows.append(_row(of.name(p.commodity), p.commodity, p.place, p.year, amount, stage, world))
    plants = pipeline_plants(world.projects, of)
    twins = _twins(plants)
    told, others = _told(view, {p.id for p, _ in plants} | set(twins))
    for project, plant in plants:
        if project.id in twins:
            continue
        also = project.id in told or any(twins[t] == project.id and t in told for t in twins)
        stage = _register_stage(project.stage, told=also, twice=project.id in twins.values())
        taken = commodity_of(project.product or "")
        label = product_label(project.product, taken, world) if taken else of.name(plant.commodity)
        rows.append(
            _row(label, taken or plant.commodity, plant.place, plant.year, plant.capacity, stage, world)
        )
    for r, amount in others:
        stage = _MODALITY.get(r.fact.modality, Text(r.fact.modality, r.fact.modality))
        taken, item = r.commodity or "", r.fact.item or next(iter(r.fact.items), None)
        label = product_label(item, taken, world)
        rows.append(_row(label, taken, r.fact.place or "", r.year or 0, amount, stage, world))
    return [
        r for _, r in sorted(rows, key=lambda pair: (pair[0], pair[1].segment, pair[1].place, pair[1].year))
    ]


def _told(view: View, shown: set[int]) -> tuple[set[int], list[tuple[Reading, Quantity]]]:
    """Projects shown that documents speak of too, and what documents state of anything else."""
    told: set[int] = set()
    others = []
    for r, amount in _stated(view):
        same = shown.intersection(_of_register(r, amount, view))
        told |= same
        if not same:
            others.append((r, amount))
    return told, others


def _register_stage(stage: str | None, *, told: bool, twice: bool) -> Text:
    zh, en = stage or "未填阶段", STAGE_NAMES.get(stage or "", stage or "no stage given")
    if told:
        zh, en = f"{zh}；文件亦载", f"{en}; also in a document"
    if twice:
        zh, en = f"{zh}；疑似重复登记", f"{en}; perhaps entered twice"
    return Text(f"项目库：{zh}", f"register: {en}")


_MODALITY = {
    "actual": Text("文件：现状", "document: actual"),
    "under_construction": Text("文件：在建", "document: being built"),
    "signed": Text("文件：签约", "document: signed"),
    "planned": Text("文件：规划", "document: planned"),
    "proposed": Text("文件：建议", "document: proposed"),
    "target": Text("文件：目标", "document: target"),
    "forecast": Text("文件：预计", "document: forecast"),
}
