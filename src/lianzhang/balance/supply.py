"""Supplies: what plants put out, by place, year and commodity, forwards; and what is short or left over against a need.

Places are open: a gap is what comes in from outside, a surplus what leaves. Whoever gives the plants has counted each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from lianzhang.balance.figures import add, divide, in_unit, multiply, subtract
from lianzhang.balance.needs_table import MEASURES, Measure, measured
from lianzhang.balance.prices import GivenPrices
from lianzhang.chain import Catalogue, Segment, default_routes, segment_tree
from lianzhang.core import Problems, Quantity, Text, nearest

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Gap", "Plant", "Supplies", "gaps", "plant_inputs", "supplies"]

Key = tuple[str, int, str]


@dataclass(frozen=True)
class Plant:
    """A capacity in a year: ``capacity`` in units a year (t/a, GWh/a) or an output in units; ``load`` the share of it that is used
    (None: full load, the catalogue's assumption). ``process`` None takes the default route.
    """

    place: str
    year: int
    commodity: str
    capacity: Quantity
    load: Quantity | None = None
    process: str | None = None
    name: str = ""


@dataclass(frozen=True, eq=False)
class Supplies:
    """Output of plants. ``outputs`` keeps each plant's own output beside it, in the commodity's unit."""

    catalogue: Catalogue
    outputs: tuple[tuple[Plant, Quantity], ...]
    prices: GivenPrices | None = None

    @cached_property
    def amounts(self) -> Mapping[Key, Quantity]:
        """(place, year, commodity) → output in the commodity's unit, the sum over its plants."""
        grouped: dict[Key, list[tuple[str, Quantity]]] = {}
        for plant, q in self.outputs:
            name = plant.name or str(self.catalogue.name(plant.commodity))
            grouped.setdefault((plant.place, plant.year, plant.commodity), []).append((name, q))
        expression = Text("各厂产量之和", "sum over plants")
        return {k: v[0][1] if len(v) == 1 else add(v[0][1].unit, expression, v) for k, v in grouped.items()}

    def at(self, place: str, year: int) -> dict[str, Quantity]:
        """Commodity → output of one place and year."""
        return {c: q for (p, y, c), q in self.amounts.items() if (p, y) == (place, year)}

    def quantity(self, place: str, year: int, commodity: str, measure: Measure = "amount") -> Quantity | None:
        """One output with its derivation; None where the place makes none, or has no such figure."""
        amount = self.amounts.get((place, year, commodity))
        if amount is None:
            return None
        return measured(self.catalogue, commodity, amount, measure, year=year, prices=self.prices)

    def segment(self, place: str, year: int, segment: str, measure: Measure) -> Quantity | None:
        """Output of a segment and all beneath it in tonnes, GWh-equivalent or CNY.

        GWh-equivalents are summed only where the commodities stand in for each other, else there is none.
        """
        held = self.at(place, year)
        return _segment_sum(self.catalogue, segment, held, measure, year, self.prices)

    def frame(self) -> pl.DataFrame:
        """One row a place, year and commodity: value, low, high of the four measures."""
        import polars as pl

        tree, rows = segment_tree(self.catalogue), []
        for place, year, commodity in self.amounts:
            row: dict[str, object] = {"place": place, "year": year, "commodity": commodity}
            row |= {"segment": tree.of_commodity(commodity).id, "unit": self.catalogue.unit(commodity)}
            for measure in MEASURES:
                q = self.quantity(place, year, commodity, measure)
                for end, v in zip(("", "_low", "_high"), (q.value, q.low, q.high) if q else (None,) * 3):
                    row[measure + end] = None if v is None else float(v)
            rows.append(row)
        return pl.DataFrame(rows, infer_schema_length=None)

    def __repr__(self) -> str:
        places = {p.place for p, _ in self.outputs}
        return f"<Supplies: {len(self.outputs)} plants, {len(places)} places, {len(self.amounts)} rows>"


def supplies(catalogue: Catalogue, plants: Iterable[Plant], prices: GivenPrices | None = None) -> Supplies:
    """Output of plants at their load.

    Raises :class:`~lianzhang.core.InputError` listing every unknown commodity or process, unit that does not fit, lost capacity,
    and load outside 0 to 1.
    """
    problems, found = Problems(), []
    full = catalogue.assumption("load")
    full = Quantity(full.value, full.unit, full.basis)  # full load is taken, not a range
    for i, plant in enumerate(plants):
        where = plant.name or f"plant {i + 1}"
        if plant.commodity not in catalogue.commodities.index:
            problems.add(
                "plants",
                Text(f"没有物料 {plant.commodity}", f"there is no commodity {plant.commodity}"),
                where=where,
                nearest=nearest(plant.commodity, catalogue.commodities.index),
            )
            continue
        if plant.process is not None and plant.process not in catalogue.makers(plant.commodity):
            problems.add(
                "plants",
                Text(
                    f"{plant.process} 不生产 {plant.commodity}",
                    f"{plant.process} does not make {plant.commodity}",
                ),
                where=where,
                nearest=nearest(plant.process, catalogue.makers(plant.commodity)),
            )
        load = plant.load or full
        if plant.capacity.value is None or plant.capacity.value < 0:
            problems.add("plants", Text("产能缺失或为负", "capacity is missing or negative"), where=where)
        if load.value is None or not 0 <= load.value <= 1:
            problems.add("plants", Text("负荷须在 0 与 1 之间", "load must lie between 0 and 1"), where=where)
        try:
            held = in_unit(
                plant.capacity,
                catalogue.unit(plant.commodity),
                plant.name or str(catalogue.name(plant.commodity)),
            )
        except ValueError as error:
            problems.extend(getattr(error, "problems", ()))
            continue
        expression = Text("产能 × 负荷", "capacity × load")
        output = multiply(
            held.unit,
            expression,
            ((str(catalogue.name(plant.commodity)), held), (str(Text("负荷", "load")), load)),
        )
        found.append((plant, output))
    problems.raise_if_any()
    return Supplies(catalogue, tuple(found), prices)


def plant_inputs(found: Supplies, place: str, year: int) -> dict[str, Quantity]:
    """What all plants of a place and year take in, one step back: commodity → Σ output × use per unit."""
    of, routes = found.catalogue, default_routes(found.catalogue)
    parts: dict[str, list[tuple[str, Quantity]]] = {}
    for plant, output in found.outputs:
        process = plant.process or routes.get(plant.commodity)
        if (plant.place, plant.year) != (place, year) or process is None:
            continue
        for commodity, use in inputs_of(of, process):
            flow = (
                (plant.name or str(of.name(plant.commodity)), output),
                (f"{commodity} / {plant.commodity}", use),
            )
            q = multiply(of.unit(commodity), Text("产量 × 单耗", "output × use per unit"), flow)
            parts.setdefault(commodity, []).append((str(of.name(process)), q))
    return {c: add(of.unit(c), Text("各厂消耗之和", "sum over plants"), v) for c, v in parts.items()}


def inputs_of(of: Catalogue, process: str) -> list[tuple[str, Quantity]]:
    """Inputs of a process as positive use per unit of main output."""
    out = []
    at = of.process(process)
    for p, c in zip(of.flows.process, of.flows.commodity):
        if p == at:
            commodity = of.commodities.ids[c]
            flow = of.flow(process, commodity)
            if flow is not None and flow.value is not None and flow.value < 0:
                low, high = (None if v is None else max(-v, Decimal(0)) for v in (flow.high, flow.low))
                out.append((commodity, Quantity(-flow.value, flow.unit, flow.basis, low, high)))
    return out


@dataclass(frozen=True)
class Gap:
    """Need and supply of a segment in one measure; ``gap`` = need − supply (negative: more than is needed).

    ``outside`` is the share of the supply that is not needed and must find its buyer outside; None when nothing is left over.
    """

    segment: str
    measure: Measure
    need: Quantity | None
    supply: Quantity | None
    gap: Quantity | None
    outside: Quantity | None


def gaps(
    catalogue: Catalogue,
    need: Mapping[str, Quantity],
    supply: Mapping[str, Quantity],
    measure: Measure = "gwh",
    *,
    year: int | None = None,
    prices: GivenPrices | None = None,
) -> tuple[Gap, ...]:
    """Need against supply (both commodity → amount in its own unit) for every leaf segment where either stands.

    In tonnes and CNY all commodities of a segment are summed; in GWh-equivalents only where they stand in for each other.
    """
    rows = []
    for node in segment_tree(catalogue).nodes:
        if not any(c in need or c in supply for c in node.commodities):
            continue
        a = _segment_sum(catalogue, node.id, need, measure, year, prices)
        b = _segment_sum(catalogue, node.id, supply, measure, year, prices)
        members = [c for c in node.commodities if c in need or c in supply]
        difference = _difference(
            catalogue,
            members,
            (need, supply),
            (a, b),
            measure,
            (year, prices),
            whole=not _below(catalogue, node.id),
        )
        rest = _outside(members, (need, supply), (a, b))
        rows.append(Gap(node.id, measure, a, b, difference, rest))
    return tuple(rows)


Sides = tuple[Mapping[str, Quantity], Mapping[str, Quantity]]
Sums = tuple[Quantity | None, Quantity | None]


def _named(
    need: Quantity | None, supply: Quantity | None, unit: str
) -> tuple[tuple[str, Quantity], tuple[str, Quantity]]:
    nothing = add(unit, Text("没有", "none"), ())
    return (str(Text("需求", "need")), need or nothing), (str(Text("供给", "supply")), supply or nothing)


def _difference(
    of: Catalogue,
    members: list[str],
    sides: Sides,
    sums: Sums,
    measure: Measure,
    money: tuple[int | None, GivenPrices | None],
    *,
    whole: bool,
) -> Quantity | None:
    """Need − supply. Of each commodity in its own unit first, so that the range of its factor or price counts once; ``whole``: the
    members are all that the sums count, as nothing lies below the segment."""
    expression = Text("需求 − 供给", "need − supply")

    def own(one: str) -> Quantity | None:
        left = subtract(of.unit(one), expression, *_named(sides[0].get(one), sides[1].get(one), of.unit(one)))
        return measured(of, one, left, measure, year=money[0], prices=money[1])

    if len(members) == 1:
        return own(members[0])
    known = sums[0] or sums[1]
    missing = any(s is None and any(c in side for c in members) for s, side in zip(sums, sides))
    if known is None or missing:
        return None
    parts = [(str(of.name(c)), q) for c in members if (q := own(c)) is not None]
    if whole and len(parts) == len(members):
        return add(
            known.unit, Text("各物料（需求 − 供给）之和", "sum of need − supply of each commodity"), parts
        )
    return subtract(known.unit, expression, *_named(*sums, known.unit))


def _outside(members: list[str], sides: Sides, sums: Sums) -> Quantity | None:
    """1 − need ÷ supply where more is supplied than needed."""
    need, supply = (sides[0].get(members[0]), sides[1].get(members[0])) if len(members) == 1 else sums
    if supply is None or not supply.value:
        return None
    first, second = _named(need, supply, supply.unit)
    if first[1].value is None or first[1].value >= supply.value:
        return None
    part = divide("1", Text("需求 ÷ 供给", "need ÷ supply"), first, second)
    one = add("1", Text("全部", "all"), ())
    one = Quantity(Decimal(1), "1", one.basis)
    return subtract("1", Text("1 − 需求 ÷ 供给", "1 − need ÷ supply"), ("1", one), ("need ÷ supply", part))


def _segment_sum(
    of: Catalogue,
    segment: str,
    held: Mapping[str, Quantity],
    measure: Measure,
    year: int | None,
    prices: GivenPrices | None,
) -> Quantity | None:
    tree = segment_tree(of)
    node = tree[segment]
    members = [c for s in (node, *_below(of, segment)) for c in s.commodities if c in held]
    if not members or (measure == "gwh" and not node.substitutes and len(members) > 1):
        return None
    if measure == "amount" and len({of.unit(c) for c in members}) > 1:
        return None
    parts = [(str(of.name(c)), measured(of, c, held[c], measure, year=year, prices=prices)) for c in members]
    known = [(n, q) for n, q in parts if q is not None]
    if len(known) < len(parts) or not known:
        return None
    if len(known) == 1:
        return known[0][1]
    return add(known[0][1].unit, Text(f"{node.name.zh}各物料之和", f"sum over {node.name.en}"), known)


def _below(of: Catalogue, segment: str) -> list[Segment]:
    tree = segment_tree(of)
    out = []
    for child in tree.children(segment):
        out += [child, *_below(of, child.id)]
    return out
