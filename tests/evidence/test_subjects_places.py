"""Periods that a figure takes from headings, titles and what was said before. Texts are made up, values read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def times(document: Make, text: str) -> list[str | None]:
    return [c.time for c in read_claims(document(text)) if c.unit == "CNY"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宜昌市经济情况\n上半年运行情况\n锂电产业产值达到300亿元。\n", ["2024-H1"]),
        ("2023年储能产业运行简报\n湖北省宜昌市锂电产业产值达到420亿元。\n", ["2023"]),
        ("2023年，宜昌市产业平稳。锂电产业产值达到420亿元。\n", ["2023"]),
        ("4月产销快报\n本期宜昌市锂电产业产值达到42亿元。\n", ["2024-04"]),
    ],
)
def test_periods_of_headings_titles_and_sentences_before(
    document: Make, text: str, expected: list[str]
) -> None:
    assert times(document, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023年，宜昌市产业平稳。目前锂电产业产值达到420亿元。\n",  # now, not then
        "2023年9月8日，展会举行。锂电产业产值达到420亿元。\n",  # the day of one event
    ],
)
def test_what_dates_nothing_that_follows(document: Make, text: str) -> None:
    assert times(document, text) == [None]
