"""Periods in the forms of the claim contract."""

from datetime import date

import pytest

from lianzhang.core import PeriodError, period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-06-29", date(2022, 6, 29), date(2022, 6, 29)),
        ("2022-H1", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022-H2", date(2022, 7, 1), date(2022, 12, 31)),
        ("2023-Q3", date(2023, 7, 1), date(2023, 9, 30)),
        ("2022/2035", date(2022, 1, 1), date(2035, 12, 31)),
        ("2022-03/2023-01", date(2022, 3, 1), date(2023, 1, 31)),
    ],
)
def test_first_and_last_day(text: str, first: date, last: date) -> None:
    p = period(text)
    assert (p.first, p.last) == (first, last)
    assert str(p) == text


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2023-02-29", "2024-Q5", "2025/2024", "2024-1", "2024年"]
)
def test_what_is_not_a_period(text: str) -> None:
    with pytest.raises(PeriodError):
        period(text)


def test_a_plan_year_is_the_year_it_ends() -> None:
    assert period("2022/2024").year == 2024
    assert period("2022/2024").contains(period("2023-Q1"))
    assert not period("2023").overlaps(period("2024-01"))
