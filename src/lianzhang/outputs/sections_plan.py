"""Sections on the chain, the targets, the plan and its bottlenecks: a table each, and charts of the same figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from lianzhang.core import FormulaBasis, Quantity, Text, language, say
from lianzhang.outputs.lowering import text_of
from lianzhang.outputs.model import (
    Block,
    Cell,
    Chart,
    Column,
    Inline,
    Name,
    Paragraph,
    Section,
    Series,
    Table,
    When,
    Words,
)
from lianzhang.outputs.numbers import unit_name
from lianzhang.outputs.rows import ChainRow, PlanRow, PriceRow

__all__ = ["chain_section", "plan_section", "prices_section", "sum_of"]

MOST_BARS = 14
"""A chart with more categories than this is not read; the largest are drawn, the table holds all."""
MOST_SERIES = 6
_K = TypeVar("_K", bound=Hashable)


def sum_of(quantities: Sequence[Quantity], expression: Text | str) -> Quantity:
    """The sum of figures of one unit. A lost part makes the sum lost; ranges add end to end where all parts have one.

    Raises ValueError on unlike units or nothing to add.
    """
    units = {q.unit for q in quantities}
    if len(units) != 1:
        raise ValueError(f"cannot add units {sorted(units)}")
    if len(quantities) == 1:
        return quantities[0]
    names = tuple((f"{i}", q) for i, q in enumerate(quantities, 1))
    values = [q.value for q in quantities if q.value is not None]
    whole = sum(values, Decimal(0)) if len(values) == len(quantities) else None
    ranged = whole is not None and any(q.low is not None and q.high is not None for q in quantities)
    ends = (None, None)
    basis = FormulaBasis(expression, names)
    if not ranged:
        return Quantity(whole, units.pop(), basis, *ends)
    low = sum((q.low if q.low is not None else q.value or Decimal(0) for q in quantities), Decimal(0))
    high = sum((q.high if q.high is not None else q.value or Decimal(0) for q in quantities), Decimal(0))
    return Quantity(whole, units.pop(), basis, low, high)


def _groups(size: dict[str, Decimal], others: Text) -> list[tuple[str, set[str]]]:
    """The largest names a group each, all others together in one: a chart leaves nothing out unseen."""
    ordered = sorted(size, key=lambda k: (-size[k], k))
    if len(ordered) <= MOST_SERIES:
        return [(k, {k}) for k in ordered]
    rest = set(ordered[MOST_SERIES - 1 :])
    return [*((k, {k}) for k in ordered[: MOST_SERIES - 1]), (say(others), rest)]


def partly(drawn: int, all_of_them: int) -> str:
    return (
        say(Text("（只画较大的，其余见表）", " (the largest; the rest is in the table)"))
        if drawn < all_of_them
        else ""
    )


def _when(year: str) -> When | None:
    return When(year) if year else None


def _unique(keys: Iterable[_K]) -> list[_K]:
    return list(dict.fromkeys(keys))


def _size(quantity: Quantity | None) -> Decimal:
    if quantity is None:
        return Decimal(0)
    known = [v for v in (quantity.value, quantity.low, quantity.high) if v is not None]
    return abs(known[0]) if known else Decimal(0)


def _chain_chart(usable: Sequence[ChainRow]) -> Chart:
    """Bars of GWh-equivalents by segment and place, of the year and stage that most rows tell; the largest places only.

    Rows of other years and stages (pipeline, undated statements) are in the table: added to these they would count twice.
    Places are stacked unless one lies within another, for the same reason.
    """
    kinds = Counter((r.year, r.stage) for r in usable if r.year) or Counter((r.year, r.stage) for r in usable)
    year, stage = min(kinds, key=lambda k: (-kinds[k], k))
    now = [r for r in usable if (r.year, r.stage) == (year, stage)]
    every = _unique(r.segment for r in now)
    length = {e: sum((_size(r.gwh) for r in now if r.segment == e), Decimal(0)) for e in every}
    largest = sorted(every, key=lambda e: -length[e])[:MOST_BARS]
    segments = [e for e in every if e in largest]
    size = {p: sum((_size(r.gwh) for r in now if r.place == p), Decimal(0)) for p in {r.place for r in now}}
    places = list(size)
    series = []
    for label, group in _groups(size, Text("其他地方", "other places")):
        values: list[Quantity | None] = []
        for segment in segments:
            found = [r.gwh for r in now if r.place in group and r.segment == segment and r.gwh is not None]
            expression = Text("同一环节各项产能相加", "sum of the capacities of the segment")
            values.append(sum_of(found, expression) if found else None)
        series.append(Series(label, tuple(values)))
    unit = now[0].gwh.unit if now[0].gwh else ""
    told = [say(Text("各环节、各地产能（折合电池，{unit}）", "Capacity by segment and place ({unit})"))]
    told += (["{year}"] if year else []) + (["{stage}"] if stage else [])
    parts = (("unit", Name(unit_name(unit))), ("year", When(year)), ("stage", Name(stage)))
    joined = "，".join(told) if language() == "zh" else ", ".join(told)
    caption = Words(joined + partly(len(segments), len(every)), parts)
    nested = any(a != b and a.startswith(b) for a in places for b in places)
    across = len(segments) > 6 or any(
        len(segment) > 12 for segment in segments
    )  # upright, long names would collide
    return Chart(
        "chart-chain",
        "bars",
        caption,
        tuple(segments),
        tuple(series),
        unit,
        stacked=not nested,
        across=across,
    )


def chain_section(rows: Sequence[ChainRow], notes: Sequence[Inline] = ()) -> Section:
    """Capacity per stage and place, in own unit, tonnes and GWh-equivalents; the chart is of the first year, by place."""
    blocks: list[Block] = []
    usable = [r for r in rows if r.gwh is not None and _size(r.gwh) > 0]
    if usable:
        blocks.append(_chain_chart(usable))
    columns = (
        Column(Text("环节与品种", "Segment and product"), width=18),
        Column(Text("地点", "Place"), width=16),
        Column(Text("年份", "Year"), "date", width=10),
        Column(Text("来源与阶段", "Source and stage"), width=13),
        Column(Text("产能（本行单位）", "Capacity (own unit)"), "figure"),
        Column(Text("折合质量", "In tonnes"), "figure"),
        Column(Text("折合电池", "GWh-equivalent"), "figure"),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            Name(r.segment),
            Name(r.place),
            _when(r.year),
            Name(r.stage) if r.stage else None,
            r.capacity,
            r.tonnes,
            r.gwh,
        )
        for r in rows
    ]
    blocks.append(Table(Words(Text("产能明细", "Capacities")), columns, tuple(cells)))
    blocks.extend(Paragraph(n, "note") for n in notes)
    lead = Words(
        Text(
            "折合电池，是指这些产能满产时可供多少电池使用；折算系数见各数字的依据。环节之间不相等，本身并不说明规划有错。",
            "GWh-equivalent: the batteries that the capacity could supply at full output. Unequal stages are not a fault by themselves.",
        )
    )
    return Section("chain", Text("产业链产能", "The chain"), tuple(blocks), lead)


def distinct(labels: Sequence[str]) -> list[str]:
    """The labels, each made unique by trailing marks without digits: charts need categories that differ."""
    seen: dict[str, int] = {}
    out = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        out.append(label + "′" * (seen[label] - 1))
    return out


def _year_chart(rows: Sequence[PlanRow], key: str, caption: Words, equivalents: bool) -> Chart:
    """Stacked bars over years: a series a process, places added up."""
    years = sorted({r.year for r in rows})

    def figure(row: PlanRow) -> Quantity:
        return row.equivalent if equivalents and row.equivalent is not None else row.quantity

    total: dict[str, Decimal] = {}
    for row in rows:
        total[row.process] = total.get(row.process, Decimal(0)) + _size(figure(row))
    series = []
    for label, group in _groups(total, Text("其他工艺", "other processes")):
        values: list[Quantity | None] = []
        for year in years:
            own = [figure(r) for r in rows if r.process in group and r.year == year]
            expression = Text("各地、各工艺相加", "sum over places and processes")
            values.append(sum_of(own, expression) if own else None)
        series.append(Series(label, tuple(values)))
    return Chart(key, "bars", caption, tuple(years), tuple(series), figure(rows[0]).unit, stacked=True)


def plan_section(
    rows: Sequence[PlanRow], status: Words | None = None, notes: Sequence[Inline] = ()
) -> Section:
    """The plan over the years: its status in words, charts of what is built, and tables of what is built and made."""
    blocks: list[Block] = []
    if status is not None:
        blocks.append(Paragraph(status, "lead"))
    built = [r for r in rows if r.what == "build" and _size(r.quantity) > 0]
    alike = [r for r in built if r.equivalent is not None]
    common = bool(alike)
    # unlike goods do not add up in tonnes: what has no equivalent gets a chart of its own, a good each
    groups = (
        [alike]
        if alike
        else [[r for r in built if r.process == p] for p in _unique(r.process for r in built)]
    )
    for i, group in enumerate(groups[:3]):
        if not group:
            continue
        first = group[0].equivalent if common and group[0].equivalent is not None else group[0].quantity
        caption = Words(
            Text("逐年新建产能（{what}{unit}）", "New capacity by year ({what}{unit})"),
            (
                ("what", Text("折合电池，", "GWh-equivalent, ") if common else Text("", "")),
                ("unit", Name(unit_name(first.unit))),
            ),
        )
        blocks.append(_year_chart(group, f"chart-plan-{'abc'[i]}", caption, bool(common)))
    for what, title in (
        ("build", Text("新建产能", "Built")),
        ("activity", Text("产量", "Made")),
    ):
        own = [r for r in rows if r.what == what]
        if own:
            blocks.append(_pivot(own, title, fold=what == "activity"))
    blocks.extend(Paragraph(n, "note") for n in notes)
    return Section("plan", Text("逐年规划", "The plan over the years"), tuple(blocks))


def _pivot(rows: Sequence[PlanRow], title: Text, *, fold: bool) -> Table:
    """Processes and places down, years across (at most eight years, then a long table)."""
    years = sorted({r.year for r in rows})
    if len(years) > 8:
        columns = (
            Column(Text("工艺", "Process"), width=30),
            Column(Text("地点", "Place"), width=26),
            Column(Text("年份", "Year"), "date", width=16),
            Column(Text("数量", "Quantity"), "figure"),
        )
        long = tuple((Name(r.process), Name(r.place), _when(r.year), r.quantity) for r in rows)
        return Table(Words(title), columns, long, fold=True)
    heads = (Column(Text("工艺", "Process"), width=17), Column(Text("地点", "Place"), width=13))
    year_columns = tuple(Column(Text(f"{y}年", y), "figure") for y in years)
    cells: list[tuple[Cell, ...]] = []
    for process, place in _unique((r.process, r.place) for r in rows):
        own = {r.year: r.quantity for r in rows if (r.process, r.place) == (process, place)}
        cells.append((Name(process), Name(place), *(own.get(y) for y in years)))
    return Table(Words(title), (*heads, *year_columns), tuple(cells), fold=fold)


def prices_section(rows: Sequence[PriceRow]) -> Section:
    """Bottlenecks, dearest first: what one more unit would be worth. Charted by total worth, else by price where units agree."""
    blocks: list[Block] = []
    worth = [r for r in rows if r.worth is not None]
    by_worth = len(worth) == len(rows)
    units = _unique(r.price.unit for r in rows)
    groups = [list(rows)] if by_worth else [[r for r in rows if r.price.unit == u] for u in units]
    for i, group in enumerate([g for g in groups if g][:3]):
        ranked = sorted(group, key=lambda r: -_size(r.worth if by_worth else r.price))[:MOST_BARS]
        figures = tuple(r.worth if by_worth else r.price for r in ranked)
        unit = figures[0].unit if figures and figures[0] is not None else ""
        caption = Words(
            say(
                Text("各瓶颈的总价值（{unit}）", "Worth of each bottleneck ({unit})")
                if by_worth
                else Text("每多一个单位值多少（{unit}）", "Worth of one more unit ({unit})")
            )
            + partly(len(ranked), len(group)),
            (("unit", Name(unit_name(unit))),),
        )
        labels = distinct([" ".join(x for x in (_label(r), r.place, f"{r.year}年") if x) for r in ranked])
        series = (Series(str(Text("影子价格", "shadow price")), figures),)
        blocks.append(
            Chart(f"chart-prices-{'abc'[i]}", "bars", caption, tuple(labels), series, unit, across=True)
        )
    said = any(r.meaning is not None for r in rows)
    columns = (
        Column(Text("约束", "Constraint"), width=25),
        Column(Text("地点", "Place"), width=18),
        Column(Text("年份", "Year"), "date", width=9),
        Column(Text("影子价格（当年）", "Shadow price (of its year)"), "figure", width=18),
        *([Column(Text("总价值（价格×指标）", "Worth (price × quota)"), "figure")] if worth else []),
        *([Column(Text("含义", "Meaning"))] if said else []),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            r.constraint, Name(r.place) if r.place else None, _when(r.year), r.price,
            *([r.worth] if worth else []), *([r.meaning] if said else []),
        )
        for r in sorted(rows, key=lambda r: (units.index(r.price.unit), -_size(r.price)))
    ]  # fmt: skip
    blocks.append(Table(Words(Text("瓶颈及其价格", "Bottlenecks and their prices")), columns, tuple(cells)))
    lead = Words(
        Text(
            "影子价格，是指标、储量或上下限放宽一个单位可省下的费用；对目标和需求，是提高一个单位要增加的费用。按所在年份计价，不折现，点开可见折现价格与折现系数；没有影响或影响可以忽略的约束未列出。",
            "A shadow price is what one more unit of a quota, reserve or limit saves; for targets and demand, what one more unit costs. It is in money of its own year; the basis shows the discounted price and the factor. Limits without a noticeable price are not listed.",
        )
    )
    return Section("prices", Text("瓶颈与影子价格", "Bottlenecks"), tuple(blocks), lead)


def _label(row: PriceRow) -> str:
    return text_of(row.constraint)
