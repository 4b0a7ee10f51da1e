"""Sections on what lies beyond the cheapest plan: what coordination is worth, cost against carbon, what every good plan builds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lianzhang.core import Quantity, Text, say
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
    Words,
)
from lianzhang.outputs.numbers import unit_name
from lianzhang.outputs.rows import AlternativeRow, CoordinationRow, FrontierRow
from lianzhang.outputs.sections_plan import MOST_BARS, sum_of

__all__ = ["alternatives_section", "coordination_section", "frontier_section"]

_TENTHS = "一二三四五六七八九十"


def _worth(quantity: Quantity | None) -> bool:
    return quantity is not None and bool(quantity.value)


def _by_process(
    rows: Sequence[CoordinationRow], of: Callable[[CoordinationRow], Quantity | None], process: str
) -> Quantity | None:
    found = [q for r in rows if r.process == process and (q := of(r)) is not None]
    return sum_of(found, Text("各地相加", "sum over places")) if found else None


def coordination_section(
    rows: Sequence[CoordinationRow],
    costs: tuple[Quantity, Quantity, Quantity],
    notes: Sequence[Inline] = (),
) -> Section:
    """Each place alone against one board for all: ``costs`` alone, together and saved; the rows of capacity and idle capacity."""
    parts = tuple(zip(("alone", "together", "saved"), costs))
    said = Words(
        Text(
            "各地只顾自己的目标、互不调运，共需费用{alone}；一盘棋统筹，需{together}：统筹值{saved}。",
            "Each place to its own targets, with nothing moved between them, costs {alone}; one board for all costs {together}: "
            "coordination is worth {saved}.",
        ),
        parts,
    )
    blocks: list[Block] = [Paragraph(said, "lead")]
    idle = [r for r in rows if _worth(r.alone_equivalent) or _worth(r.together_equivalent)]
    processes = list(dict.fromkeys(r.process for r in idle))[:MOST_BARS]
    if processes:
        both = (
            Series(
                say(Text("各自为政", "alone")),
                tuple(_by_process(idle, lambda r: r.alone_equivalent, p) for p in processes),
            ),
            Series(
                say(Text("一盘棋", "together")),
                tuple(_by_process(idle, lambda r: r.together_equivalent, p) for p in processes),
            ),
        )
        unit = next(q.unit for s in both for q in s.values if q is not None)
        caption = Words(
            Text("规划末年闲置的产能（折合电池，{unit}）", "Idle capacity in the last year ({unit})"),
            (("unit", Name(unit_name(unit))),),
        )
        blocks.append(Chart("chart-coordination", "bars", caption, tuple(processes), both, unit, across=True))
    columns = (
        Column(Text("地点", "Place"), width=15),
        Column(Text("工艺", "Process"), width=21),
        Column(Text("产能：各自", "Capacity alone"), "figure"),
        Column(Text("产能：一盘棋", "Capacity together"), "figure"),
        Column(Text("闲置：各自", "Idle alone"), "figure"),
        Column(Text("闲置：一盘棋", "Idle together"), "figure"),
        Column(Text("少闲置", "Avoided"), "figure"),
    )
    cells: list[tuple[Cell, ...]] = [
        (Name(r.place), Name(r.process), r.alone, r.together, r.idle_alone, r.idle_together, r.avoided)
        for r in rows
    ]
    if cells:
        caption = Words(Text("规划末年两种做法不同之处", "Where the two ways differ in the last year"))
        blocks.append(Table(caption, columns, tuple(cells)))
    blocks.extend(Paragraph(n, "note") for n in notes)
    return Section("coordination", Text("一盘棋值多少", "What coordination is worth"), tuple(blocks))


def _point(k: int, count: int) -> Name:
    if k == 0:
        return Name(say(Text("费用最低", "cheapest")))
    if k == count - 1:
        return Name(say(Text("用量最少", "least used")))
    return Name(say(Text(f"折中{_TENTHS[(k - 1) % 10]}", f"between {'I' * min(k, 8)}")))


def frontier_section(rows: Sequence[FrontierRow], factor: Text, notes: Sequence[Inline] = ()) -> Section:
    """Least cost at each use of a factor, from the cheapest plan's down to the least that any plan uses."""
    blocks: list[Block] = []
    names = [_point(k, len(rows)) for k in range(len(rows))]
    if len(rows) > 1:
        series = (Series(say(Text("费用", "cost")), tuple(r.cost for r in rows)),)
        labels = tuple(n.text for n in names)
        caption = Words(
            Text("{what}逐步减少时的最低费用", "Least cost as {what} is cut"), (("what", factor),)
        )
        blocks.append(Chart("chart-frontier", "bars", caption, labels, series, rows[0].cost.unit))
    columns = (
        Column(Text("方案", "Plan"), width=16),
        Column(Text("用量", "Used"), "figure"),
        Column(Text("费用", "Cost"), "figure"),
        Column(Text("其中缺口与欠账", "Of it for gaps"), "figure"),
        Column(Text("再减一个单位的代价", "Price of one unit less"), "figure"),
    )
    cells: list[tuple[Cell, ...]] = [(n, r.used, r.cost, r.gap, r.price) for n, r in zip(names, rows)]
    title = Words(Text("费用与{what}", "Cost against {what}"), (("what", factor),))
    blocks.append(Table(title, columns, tuple(cells)))
    blocks.extend(Paragraph(n, "note") for n in notes)
    lead = Words(
        Text(
            "每一行是用量不超过该数时费用最低的方案；“缺口与欠账”是其中为未满足的需求和未达到的目标付的代价：它变大，说明是靠少生产减下来的。",
            "Each line is the cheapest plan that uses no more; what is paid for gaps is for unmet demand and missed targets: where it grows, the cut "
            "comes from making less.",
        )
    )
    return Section("frontier", Text("费用与碳的取舍", "Cost against carbon"), tuple(blocks), lead)


def alternatives_section(
    rows: Sequence[AlternativeRow],
    costs: tuple[Quantity, Quantity],
    slack: Quantity,
    notes: Sequence[Inline] = (),
) -> Section:
    """What every plan near the best builds, and what is free: ``costs`` of the best plan and the most that was allowed."""
    parts = (("best", costs[0]), ("slack", slack), ("most", costs[1]))
    lead = Words(
        Text(
            "最优方案费用{best}；放宽{slack}，凡费用不超过{most}的方案里，各新建最少要多少、最多能多少。最少仍大于零的非建不可，其余可由别的考虑定。",
            "The best plan costs {best}; among all plans within {slack} of it, at most {most}: the least and the most of every build. Where "
            "even the least is above zero it must be built; the rest is open to other considerations.",
        ),
        parts,
    )
    blocks: list[Block] = []
    drawn = [r for r in rows if _worth(r.best_equivalent)][:MOST_BARS]
    if drawn:
        series = (
            Series(say(Text("最少", "least")), tuple(r.minimum_equivalent for r in drawn)),
            Series(say(Text("最优方案", "best plan")), tuple(r.best_equivalent for r in drawn)),
        )
        unit = drawn[0].best_equivalent.unit if drawn[0].best_equivalent is not None else ""
        caption = Words(
            Text("新建产能：最少与最优（折合电池，{unit}）", "Builds: the least and the best ({unit})"),
            (("unit", Name(unit_name(unit))),),
        )
        names = tuple(r.process for r in drawn)
        blocks.append(Chart("chart-alternatives", "bars", caption, names, series, unit, across=True))
    columns = (
        Column(Text("工艺", "Process"), width=26),
        Column(Text("最优方案", "Best plan"), "figure"),
        Column(Text("最少", "Least"), "figure"),
        Column(Text("最多", "Most"), "figure"),
        Column(Text("判断", "Verdict"), width=18),
    )
    cells: list[tuple[Cell, ...]] = [
        (Name(r.process), r.best, r.minimum, r.maximum, Words(r.verdict)) for r in rows
    ]
    blocks.append(Table(Words(Text("非建不可与可建可不建", "Must and free")), columns, tuple(cells)))
    blocks.extend(Paragraph(n, "note") for n in notes)
    return Section("alternatives", Text("非建不可与可建可不建", "What must be built"), tuple(blocks), lead)
