"""Dates, names and marks in running words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianzhang.outputs.marks import date_text, pieces, split_template, stray_digits


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2027", "2027年"),
        ("2027-06", "2027年6月"),
        ("2027-06-30", "2027年6月30日"),
        ("2027-H1", "2027年上半年"),
        ("2027-Q4", "2027年四季度"),
        ("2025/2030", "2025年—2030年"),
        ("2026-03-31T09:30:00", "2026年3月31日 09:30"),
        ("not a date", "not a date"),
    ],
)
def test_dates_for_people(text: str, shown: str) -> None:
    assert date_text(text) == shown


def test_dates_in_running_words_are_found_and_bare_numbers_are_not() -> None:
    assert list(pieces("到2027年投产2000吨", ())) == [
        ("words", "到"),
        ("date", "2027年"),
        ("words", "投产2000吨"),
    ]
    assert stray_digits(["到2027年6月30日", "2025—2027年", "2027-06-30 前"], ()) == []
    assert stray_digits(["（2022）口径不同", "未注明与2024）"], ()) == []
    assert len(stray_digits(["产能2000吨", "增长5%", "3个月", "2025"], ())) == 4


def test_names_hold_digits_but_numbers_with_units_are_no_names() -> None:
    assert stray_digits(["NCM811正极过剩"], ("NCM811",)) == []
    assert stray_digits(["正极1000万吨"], ("1000万吨",)) == ["正极1000万吨"]
    assert list(pieces("恒曜二期10吨项目", ("恒曜二期10吨项目",))) == [("name", "恒曜二期10吨项目")]


@given(st.text(alphabet="年月日0123456789-{}ab甲 ", max_size=40), st.lists(st.text(max_size=6), max_size=3))
def test_nothing_is_lost_in_cutting(text: str, names: list[str]) -> None:
    assert "".join(p for _, p in pieces(text, tuple(names))) == text
    assert "".join("{" + t + "}" if m else t for m, t in split_template(text)) == text
