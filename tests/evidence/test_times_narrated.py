"""Days and months told by their place in a story. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence.times.grammar import times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年4月，公司调整架构。11月底，公司又合并了两个部门。", ["2021-04", "2021-11"]),
        ("去年4月，公司调整架构。预计11月底完成合并。", ["2021-04", "2022-11"]),
        ("去年4月减产;同年10月恢复生产。", ["2021-04", "2021-10"]),
        ("下半年以来，基金规模增加。", ["2022-H2"]),
        ("较上一日下跌3元", []),
    ],
)
def test_months_of_the_year_told(text: str, expected: list[str]) -> None:
    assert [t.time for t in times(text, "2022-08-16") if t.role == "when"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周三白银涨2%。", ["2022-08-10"]),
        ("周二白银涨2%。", ["2022-08-16"]),
        ("上周五白银涨2%。", ["2022-08-12"]),
        ("本周一白银涨2%。", ["2022-08-15"]),
        ("计划周四发行新债。", []),
        ("每周三开会，周一至周五营业，周六福开店。", []),
    ],
)
def test_days_of_the_week(text: str, expected: list[str]) -> None:
    assert [t.time for t in times(text, "2022-08-16") if t.role == "when"] == expected


def test_no_day_of_the_week_where_only_the_month_is_known() -> None:
    assert [t for t in times("周三白银涨2%。", "2022-08") if t.time] == []
