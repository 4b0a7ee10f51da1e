"""Every figure leads back: identity is by content, and collecting reaches what lies beneath a formula."""

from decimal import Decimal

from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, RowBasis, SolveBasis, collect


def _row(row: int) -> RowBasis:
    return RowBasis(
        "tables/costs.csv", row, "capex", (("process", "lfp_cathode"), ("capex", "14500")), "handbook"
    )


def test_same_content_same_identity() -> None:
    assert _row(3).id == _row(3).id
    assert _row(3).id != _row(4).id


def test_collect_reaches_the_inputs_of_inputs() -> None:
    price = Quantity(Decimal(14500), "CNY/(t/a)", _row(3))
    size = Quantity(Decimal(100000), "t/a", AssumptionBasis("plant size", "estimate"))
    capex = Quantity(
        price.value and Decimal("1.45e9"),
        "CNY",
        FormulaBasis("capex × size", (("capex", price), ("size", size))),
    )
    total = Quantity(Decimal("2.9e9"), "CNY", FormulaBasis("two plants", (("one", capex),)))
    solve = Quantity(Decimal(5), "GWh", SolveBasis("abc", "build", rows=(_row(9),)))
    found = collect([total, solve])
    assert set(found) == {
        total.basis.id,
        capex.basis.id,
        price.basis.id,
        size.basis.id,
        solve.basis.id,
        _row(9).id,
    }


def test_a_lost_value_stays_lost() -> None:
    lost = Quantity(None, "count", AssumptionBasis("the source lost it"))
    assert lost.plain_value() is None
    assert Quantity(Decimal("1E+9"), "CNY", lost.basis).plain_value() == "1000000000"
