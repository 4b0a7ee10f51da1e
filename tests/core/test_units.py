"""Units convert only within a dimension; factors are checked against definitions, not against the table."""

from decimal import Decimal

import pytest

from lianzhang.core import UnitError, convert, unit


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1", "GWh", "MWh", "1000"),
        ("15", "million_m2", "m2", "15000000"),
        ("3", "kt", "t", "3000"),
        ("1.5", "MCNY", "CNY", "1500000.0"),
        ("2", "CNY/kg", "CNY/t", "2000"),
        ("1", "MCNY/GWh", "CNY/MWh", "1000"),
        ("50", "%", "1", "0.50"),
        ("7", "吨", "t", "7"),
        # 1 mu = 2000/3 m2 by law (15 mu = 1 ha)
        ("15", "mu", "ha", "1"),
    ],
)
def test_conversion(value: str, source: str, target: str, expected: str) -> None:
    assert abs(convert(Decimal(value), source, target) - Decimal(expected)) < Decimal("1e-15")


@pytest.mark.parametrize(
    ("source", "target"), [("t", "GWh"), ("GWh", "kWh"), ("CNY", "USD"), ("t/a", "t"), ("tce", "t")]
)
def test_no_guess_between_dimensions(source: str, target: str) -> None:
    with pytest.raises(UnitError, match="same thing"):
        convert(Decimal(1), source, target)


@pytest.mark.parametrize("text", ["", "tonn", "CNY/", "CNY/(t", "t/a)", "CNY//t"])
def test_unknown_units_are_errors(text: str) -> None:
    with pytest.raises(UnitError):
        unit(text)


def test_brackets_bind_tighter_than_division() -> None:
    assert unit("CNY/(t/a)").dimensions == {"money": 1, "mass": -1, "time": 1}
    assert unit("CNY/t/a").dimensions == {"money": 1, "mass": -1, "time": -1}
