"""Builders: charts say the same as the tables, and say so where they leave something out."""

from __future__ import annotations

from decimal import Decimal

import sample

from lianzhang.core import Quantity
from lianzhang.outputs import (
    ChainRow,
    PlanRow,
    PriceRow,
    Words,
    chain_section,
    facts_section,
    findings_section,
    plan_section,
    prices_section,
    show,
)
from lianzhang.outputs.lowering import text_of
from lianzhang.outputs.model import Chart, Section, Table, figures_of


def energy(value: int, row: int) -> Quantity:
    return sample.quantity(str(value), "GWh/a", row)


def chart(section: Section) -> Chart:
    return next(b for b in section.blocks if isinstance(b, Chart))


def test_a_chart_gathers_what_it_does_not_name() -> None:
    rows = [
        ChainRow("电芯", f"甲{'乙' * i}县", "2025", energy(i + 1, i), None, energy(i + 1, i), "现有")
        for i in range(9)
    ]
    drawn = chart(chain_section(rows))
    assert len(drawn.series) == 6
    assert drawn.series[-1].name == "其他地方"
    assert sum(q.value or 0 for q in figures_of(drawn.series)) == sum(range(1, 10))


def test_the_chain_chart_keeps_to_one_year_and_stage() -> None:
    here = [ChainRow("电芯", f"{p}县", "2025", energy(4, 2), None, energy(4, 2), "现有") for p in "甲乙"]
    odd = [
        ChainRow("电芯", "甲县", "", energy(9, 3), None, energy(9, 3), "文中"),
        ChainRow("电芯", "甲县", "2024", energy(9, 4), None, energy(9, 4), "在建"),
    ]
    section = chain_section([*odd, *here])
    assert [q.value for q in figures_of(chart(section).series)] == [4, 4]
    assert "2025年" in text_of(chart(section).caption)
    table = next(b for b in section.blocks if isinstance(b, Table))
    assert len(table.rows) == 4
    assert table.rows[0][2] is None  # no year: a dash, not an empty date


def test_places_within_one_another_are_not_stacked() -> None:
    rows = [ChainRow("电芯", p, "2025", energy(4, 2), None, energy(4, 2)) for p in ("云南省", "云南省昆明市")]
    assert not chart(chain_section(rows)).stacked
    rows = [
        ChainRow("电芯", p, "2025", energy(4, 2), None, energy(4, 2))
        for p in ("云南省大理州", "云南省昆明市")
    ]
    assert chart(chain_section(rows)).stacked


def test_a_plan_of_unlike_units_has_a_chart_each_and_a_long_one_a_long_table() -> None:
    rows = [
        PlanRow("build", "正极", "甲县", str(y), sample.solved("1000", "t/a", f"b{y}"))
        for y in range(2026, 2036)
    ] + [PlanRow("build", "电芯", "甲县", "2026", sample.solved("2", "GWh/a", "c"))]
    section = plan_section(rows)
    charts = [b for b in section.blocks if isinstance(b, Chart)]
    assert [c.unit for c in charts] == ["t/a", "GWh/a"]
    table = next(b for b in section.blocks if isinstance(b, Table))
    assert len(table.rows) == 11
    assert [c.kind for c in table.columns] == ["text", "text", "date", "figure"]


def test_bottlenecks_stand_dearest_first_and_a_cut_is_told() -> None:
    rows = [
        PriceRow(
            Words("用地{i}", (("i", sample.quantity("1", "count")),)),
            "甲县",
            str(2026 + i),
            sample.solved(str(i + 1), "CNY/mu", f"p{i}"),
        )
        for i in range(20)
    ]
    section = prices_section(rows)
    drawn = chart(section)
    assert len(drawn.categories) == 14
    assert "其余见表" in text_of(drawn.caption)
    assert "{" not in drawn.categories[0]
    table = next(b for b in section.blocks if isinstance(b, Table))
    prices = [row[3].value for row in table.rows if isinstance(row[3], Quantity)]
    assert prices == sorted(prices, reverse=True)
    assert prices[0] == Decimal(20)


def test_nothing_to_tell_is_still_a_section() -> None:
    for section in (
        chain_section([]),
        plan_section([]),
        prices_section([]),
        facts_section([]),
        findings_section([]),
    ):
        assert not [b for b in section.blocks if isinstance(b, Chart)]


def test_a_cut_list_of_facts_says_how_many_are_missing() -> None:
    from lianzhang.outputs import fact_rows

    claims = sample.claims()
    rows = fact_rows(sample.facts(), {c.id: c for c in claims}, {d.path: d for d in sample.documents()})
    section = facts_section(rows * 3, limit=4)
    counts = [show(q) for q in figures_of(section.blocks[0])]
    assert counts == ["11"]
