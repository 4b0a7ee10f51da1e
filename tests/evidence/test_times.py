"""Times: own sentences, in the styles of public date and date-period specifications."""

from __future__ import annotations

from itertools import pairwise

import pytest

from lianzhang.core.periods import period
from lianzhang.evidence.times.grammar import times


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024年6月18日", "2024-06-18"), ("２０２４年６月１８日", "2024-06-18"), ("二〇二四年六月十八日", "2024-06-18"),
        ("二○二三年十二月", "2023-12"), ("2024-06-18", "2024-06-18"), ("2024/6/8", "2024-06-08"), ("2024.06.18", "2024-06-18"),
        ("2022.8", "2022-08"), ("2024年3月", "2024-03"), ("2024年", "2024"), ("2024年度", "2024"), ("2023年上半年", "2023-H1"),
        ("2023年下半年", "2023-H2"), ("2023年第三季度", "2023-Q3"), ("2023年一季度", "2023-Q1"), ("2023年四季度", "2023-Q4"),
        ("2023年前三季度", "2023-01/2023-09"), ("2023全年", "2023"), ("2023年1-9月", "2023-01/2023-09"), ("2023年1至8月", "2023-01/2023-08"),
        ("2023年前5个月", "2023-01/2023-05"), ("2025年底", "2025-12"), ("2025年末", "2025-12"), ("2025年年初", "2025-01"),
        ("2022年至2023年", "2022/2023"), ("2022-2025年", "2022/2025"), ("2022—2025年", "2022/2025"), ("2021年底至2022年初", "2021-12/2022-01"),
        ("2023年3月至5月", "2023-03/2023-05"), ("2023年11月至2024年2月", "2023-11/2024-02"), ("2024年6月18-20日", "2024-06-18/2024-06-20"), ("2024年6月18日至20日", "2024-06-18/2024-06-20"),
        ("“十四五”期间", "2021/2025"), ("“十五五”时期", "2026/2030"), ("十三五", "2016/2020"), ("到2030年", "2030"), ("2025年5月中旬", "2025-05"),
    ],
)  # fmt: skip
def test_printed_times(text: str, time: str) -> None:
    (found,) = times(f"据介绍，{text}，项目建成投产")
    assert (found.time, found.inferred, found.role) == (time, False, "when")
    period(time)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("今年", "2024"), ("去年", "2023"), ("明年", "2025"), ("今年上半年", "2024-H1"), ("去年底", "2023-12"), ("今年6月", "2024-06"),
        ("今年3月15日", "2024-03-15"), ("今年以来", "2024"), ("上半年", "2024-H1"), ("前三季度", "2024-01/2024-09"), ("1-5月", "2024-01/2024-05"),
        ("本月", "2024-06"), ("上月", "2024-05"), ("4月", "2024-04"), ("5月20日", "2024-05-20"), ("年底", "2024-12"), ("近3年", "2022/2024"),
        ("未来三年", "2024/2027"), ("昨日", "2024-06-18"), ("2022年以来", "2022/2024"), ("4、5月", "2024-04/2024-05"), ("三、四月份", "2024-03/2024-04"),
        ("4、5两个月", "2024-04/2024-05"), ("半年度报告", "2024-H1"), ("中报显示", "2024-H1"),
    ],
)  # fmt: skip
def test_relative_times_come_from_the_document_date(text: str, time: str) -> None:
    (found,) = times(f"{text}，园区新增企业", "2024-06-19")
    assert (found.time, found.inferred) == (time, True)
    period(time)


def test_without_a_document_date_nothing_is_invented() -> None:
    assert [t.time for t in times("今年上半年，园区新增企业；去年持平；本月开工")] == [None, None, None]


def test_bare_day_lies_in_the_month_of_the_document() -> None:
    assert [t.time for t in times("18日，对接会举行", "2024-06-19")] == ["2024-06-18"]
    assert [t.time for t in times("28日，对接会举行", "2024-06-19")] == ["2024-05-28"]


def test_month_takes_the_year_of_its_sentence() -> None:
    found = times("集群2022年4月获批，产业链7月入选。9月，项目开工。", "2024-06-19")
    assert [(t.time, t.inferred) for t in found] == [("2022-04", False), ("2022-07", True), ("2024-09", True)]


def test_same_period_is_a_year_earlier() -> None:
    assert [t.time for t in times("2023年上半年产值90亿元，去年同期为60亿元")] == ["2023-H1", "2022-H1"]


def test_validity_in_brackets_after_a_plan() -> None:
    found = times("印发《某市电池产业发展规划（2023—2030年）》，2023年启动")
    assert [(t.time, t.role) for t in found] == [("2023/2030", "validity"), ("2023", "when")]


@pytest.mark.parametrize("text", ["10年", "三年", "18个月", "90天", "两个季度"])
def test_durations_have_no_date(text: str) -> None:
    (found,) = times(f"力争用{text}时间完成建设")
    assert (found.time, found.role) == (None, "duration")


def test_dateline_and_signature() -> None:
    text = "新江网临江6月19日电 （记者 某某）对接会18日举行。\n某某厅\n2024年6月20日\n"
    found = times(text, "2024-06-20")
    assert [(t.time, t.role) for t in found if t.role == "dateline"] == [
        ("2024-06-19", "dateline"),
        ("2024-06-20", "dateline"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "年产2022吨样品线", "2022家门店", "电话0371-20231234", "文号〔2023〕4号", "第2023号", "3.5亿元", "索引000098765/2023-1234567",
        "每年检修", "建成后年产值", "年产5万吨", "多年来", "万年县", "2.5%", "2.8GWh",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert times(text, "2024-06-19") == []


def test_times_do_not_overlap() -> None:
    text = "2021年12月至2022年1月，以及2023年第一季度、今年1—5月和“十五五”期间，到2030年"
    found = times(text, "2024-06-19")
    assert [t.time for t in found] == ["2021-12/2022-01", "2023-Q1", "2024-01/2024-05", "2026/2030", "2030"]
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "time"),
    [("23年营收增长", "2023"), ("22年上半年营收增长", "2022-H1"), ("23年12月开工", "2023-12"), ("24年度营收增长", "2024")],
)  # fmt: skip
def test_years_of_two_digits(text: str, time: str) -> None:
    (found,) = times(text, "2024-06-19")
    assert (found.time, found.inferred) == (time, True)


@pytest.mark.parametrize(
    "text",
    [
        "运营23年来产能稳定",
        "租期20年期满",
        "建厂18年间扩产",
        "13年生产历史",
        "26年营收",
        "连续12年保持产量",
        "投产满15年保持盈利",
    ],
)
def test_lengths_and_far_years_are_no_years_of_two_digits(text: str) -> None:
    assert not [t for t in times(text, "2024-06-19") if t.role == "when" and t.time]


def test_since_a_year_speaks_of_no_year() -> None:
    assert [t.time for t in times("增速2021年以来首次转负，前三季度营收下降", "2024-10-30")][
        -1
    ] == "2024-01/2024-09"


def test_a_quarter_that_is_not_over_is_of_the_year_told() -> None:
    found = times("2023年产值90亿元。分季度看，一季度20亿元", "2024-01-18")
    assert [t.time for t in found] == ["2023", "2023-Q1"]


def test_the_same_period_leaves_the_period_spoken_of() -> None:
    found = times("2023年上半年产值90亿元，去年同期为60亿元，去年同期利润6亿元")
    assert [t.time for t in found] == ["2023-H1", "2022-H1", "2022-H1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自2021年3月1日起至2024年12月31日供货", ["2021-03-01/2024-12-31"]),
        ("2023年的上半年新增产能", ["2023-H1"]),
        ("2023年三季报显示，半年报曾称", ["2023-01/2023-09", "2023-H1"]),
        ("2023-2024年度电缆框架采购项目", [None]),
    ],
)
def test_terms_halves_and_names_with_years(text: str, expected: list[str | None]) -> None:
    assert [t.time for t in times(text, "2024-12-31")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2009/10年度投放储糖", ["2009/2010"]),
        ("2023/2024榨季产糖", ["2023/2024"]),
        ("预计2024/25/26年净利润", ["2024/2026"]),
        ("预计24/25年净利润", ["2024/2025"]),
        ("每吨涨23/25年前的水平", [None]),
        ("2019/30年的比率", [None]),
        ("2022 年 10 月 20 日公布", ["2022-10-20"]),
        ("2019 年 1 - 3 月", ["2019-01/2019-03"]),
        ("2024.05.31", ["2024-05-31"]),
    ],
)
def test_years_joined_by_strokes_and_spaced_dates(text: str, expected: list[str | None]) -> None:
    assert [t.time for t in times(text, "2024-12-31")][: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至2024年6月30日止六个月", ["2024-H1"]),
        ("截至2023年12月31日止年度", ["2023"]),
        ("截至2024年9月30日止三个月", ["2024-Q3"]),
        ("截至2024年9月30日止9个月", ["2024-01/2024-09"]),
        ("截至2024年3月31日止财政年度", ["2023-04/2024-03"]),
        ("截至今年6月底止六个月", ["2024-H1"]),
        ("截至3月31日的季度", ["2024-Q1"]),
        ("截至2024年6月30日，总资产", ["2024-06-30"]),
    ],
)
def test_the_months_that_accounts_are_drawn_up_for(text: str, expected: list[str]) -> None:
    assert [t.time for t in times(text, "2024-12-31")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预计2024年需求增三成，25年增两成", ["2024", "2025"]),
        ("24年产能30万吨，25年35万吨", ["2024", "2025"]),
        ("预计25-27年归母净利润", ["2025/2027"]),
        ("2025-27年净利润", ["2025/2027"]),
        ("预计25E净利润3亿元，2026E为4亿元", ["2025", "2026"]),
        ("2025-2027E营收", ["2025/2027"]),
        ("2024年签约，特许经营期25年的项目", ["2024", None]),
        ("寿命为25-28年的电池", [None]),
    ],
)
def test_years_ahead_by_two_digits(text: str, expected: list[str | None]) -> None:
    assert [t.time for t in times(text, "2024-12-31")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司计划调减2019年股息。上半年亏损3亿元，上年同期盈利2亿元。", ["2019", None, None]),
        ("公司2016年设立合资企业。上半年增长", ["2016", None]),
        ("较2018年增长。上半年增长", ["2018", None]),
        ("到2030年投入20亿元，6月5日宣布", ["2030", None]),
        ("2018年，公司营收3亿元。上半年增长", ["2018", "2018-H1"]),
        ("预计2018年1-6月净利增长。半年报显示", ["2018-01/2018-06", "2018-H1"]),
    ],
)
def test_a_year_told_in_passing_is_no_year_of_what_follows(text: str, expected: list[str | None]) -> None:
    assert [t.time for t in times(text)] == expected


def test_the_same_period_of_a_year_that_is_printed() -> None:
    found = times("2021年1-5月出口9亿元，比2019年同期增长12%，2020年同期为7亿元", "2021-06-20")
    assert [t.time for t in found] == ["2021-01/2021-05", "2019-01/2019-05", "2020-01/2020-05"]


def test_the_same_period_is_that_of_the_accounts_not_of_the_day_they_came_out() -> None:
    found = times("2023年上半年营收3亿元。8月20日公布后，去年同期的数字", "2023-08-21")
    assert [t.time for t in found][-1] == "2022-H1"


_NEWS = "青松科技公告，今年上半年营收3亿元，昨日签订供货合同，合同期限两年，预计年底前交付首批产品。"


def test_every_item_is_told_on_the_day_before_it() -> None:
    found = times(f"2019-12-06\n{_NEWS}\n2020-08-27 10:05\n{_NEWS}\n", "2019-12-06")
    assert [(t.time, t.role) for t in found if t.role != "duration"] == [
        ("2019-12-06", "dateline"), ("2019-H1", "when"), ("2019-12-05", "when"), ("2019-12", "when"),
        ("2020-08-27", "dateline"), ("2020-H1", "when"), ("2020-08-26", "when"), ("2020-12", "when"),
    ]  # fmt: skip


def test_days_behind_their_items_and_a_single_day() -> None:
    found = times(f"{_NEWS}\n2020年8月27日\n{_NEWS}\n2021年8月27日 星期五\n", "2024-01-05")
    assert [t.time for t in found if (t.time or "").endswith("H1")] == ["2020-H1", "2021-H1"]
    (half,) = (t for t in times(f"2019-12-06\n{_NEWS}\n", "2024-01-05") if (t.time or "").endswith("H1"))
    assert half.time == "2024-H1"


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("2024", "截至12月底，装机8亿千瓦", [None]),  # told in the first days of that year, or of the next
        ("2024", "四季度开工", [None]),
        ("2024", "2024年产量增长，12月创新高", ["2024", "2024-12"]),
        ("2024", "今年12月开工，6月完工", ["2024-12", "2024-06"]),
        (
            "2024-01-22",
            "截至 11 月底，前 8 个月，1 - 3 月",
            ["2024-11", "2024-01/2024-08", "2024-01/2024-03"],
        ),
    ],
)
def test_the_end_of_a_year_where_only_the_year_is_known(
    document: str, text: str, expected: list[str | None]
) -> None:
    assert [t.time for t in times(text, document)] == expected


def test_a_year_does_not_reach_over_to_the_next_item_of_a_list() -> None:
    found = times("11、2023年出口增长；12、1-4月成交增长；13、5月开工", "2024-06-19")
    assert [t.time for t in found] == ["2023", "2024-01/2024-04", "2024-05"]


def test_a_month_behind_this_year_is_not_of_the_year_printed_before_it() -> None:
    found = times("产量在2012年年末见底，今年4月走高，10月又有变化。2014年5月开工，8月完工。")
    assert [t.time for t in found] == ["2012-12", None, None, "2014-05", "2014-08"]


@pytest.mark.parametrize("text", ["2014年5月6日签约。合同日期另定。", "2014年5月6日签约。同日本企业合作。"])
def test_no_day_within_a_longer_word(text: str) -> None:
    assert [t.time for t in times(text)] == ["2014-05-06"]
