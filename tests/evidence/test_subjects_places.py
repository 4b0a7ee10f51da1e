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
        (
            "日前，记者从市统计局获悉，据统计，2023年全市产值800亿元，同比增长5%。\n分行业看，锂电产业产值420亿元，同比增长9%。\n其中，隔膜产值30亿元，与去年持平；铜箔产值20亿元。\n",
            ["2023"] * 4,
        ),
        ("2023年，锂电产业产值420亿元，上年同期为400亿元；铜箔产业产值20亿元。\n", ["2023", "2022", "2023"]),
        ("上半年，公司营业收入3亿元，预计全年营业收入7亿元。\n", ["2024-H1", "2024"]),
        ("公司2024年一季度新签合同额20亿元，\n其中电池合同额8亿元。\n", ["2024-Q1", "2024-Q1"]),
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
        "2024年3月8日，双方签约，项目2025年8月开工，达产后预计年产值10亿元。\n",  # every year of its working
        "2023年9月8日，展会举行。锂电产业产值达到420亿元。\n",  # the day of one event
    ],
)
def test_what_dates_nothing_that_follows(document: Make, text: str) -> None:
    assert times(document, text) == [None]
