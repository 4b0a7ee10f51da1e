"""When a document was published: the day printed at its top, its end, in the imprint of the newspaper, or in its file's name."""

from __future__ import annotations

import pytest

from lianzhang.text import Document, read_bytes

BODY = "宜昌市锂电池产业园新增企业一批，锂电材料产线运行平稳，园区服务能力提升。\n" * 4


def read(text: str, path: str = "a.txt") -> Document:
    return read_bytes(text.encode(), path)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("园区见闻\n江山 2023-05-06 08:30\n" + BODY, "2023-05-06"),
        ("园区见闻\n2023年5月6日\n" + BODY, "2023-05-06"),
        ("江北财经早餐2023年5月6日星期六\n2、" + BODY, "2023-05-06"),
        ("园区见闻\n" + BODY + "2023年5月6日\n", "2023-05-06"),
        ("园区见闻\n" + BODY + "二〇二三年五月六日\n", "2023-05-06"),
        ("园区见闻\n" + BODY + "《江北日报》（2023年5月6日 03版）\n", "2023-05-06"),
    ],
)
def test_days_printed_at_top_end_and_in_the_imprint(text: str, day: str) -> None:
    source = read(text).source
    assert (source.published, source.published_inferred) == (day, False)


@pytest.mark.parametrize(
    "path", ["20230506.txt", "2023-05-06_园区.txt", "news/2023/05/06.txt", "简报2023年05月06日.txt"]
)
def test_the_file_dates_a_text_that_prints_no_day(path: str) -> None:
    source = read("园区见闻\n" + BODY, path).source
    assert (source.published, source.published_inferred, source.published_basis) == (
        "2023-05-06",
        True,
        "文件名中的日期",
    )


def test_a_printed_day_goes_before_that_of_the_file() -> None:
    source = read("园区见闻\n2023年5月6日\n" + BODY, "20240101.txt").source
    assert (source.published, source.published_inferred) == ("2023-05-06", False)


@pytest.mark.parametrize("path", ["202305061234.txt", "20231340.txt", "report-2023.txt", "a.txt"])
def test_other_digits_in_a_name_are_no_day(path: str) -> None:
    assert read("园区见闻\n" + BODY, path).source.published is None


def test_a_day_inside_a_sentence_is_not_when_the_text_was_published() -> None:
    text = "园区见闻\n" + BODY + "项目于2021年3月2日开工，进展顺利。\n" + BODY
    assert read(text).source.published != "2021-03-02"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3月9日，江北集团公告，2021年3月9日签下供货合同。\n" + BODY, "2021-03-09"),
        ("江北网消息：2月25日，园区投产。项目2020年8月3日开工。\n" + BODY, "2021-02-25"),
        ("11月3日，园区投产。项目2020年8月3日开工。\n" + BODY, "2020-11-03"),
        ("1月20日，市统计局公布整个2020年的数据。\n" + BODY, "2021-01-20"),
        ("江北日报12月12日电 2022年全年，全市玉米增产。\n" + BODY, "2022-12-12"),
    ],
)
def test_the_year_of_the_day_a_report_opens_with(text: str, day: str) -> None:
    source = read(text).source
    assert (source.published, source.published_inferred) == (day, True)


def test_a_range_of_years_told_beside_this_year_is_over() -> None:
    text = "今年全市快递业务增长。自2014年开园，到2022年，园区产值由4亿元增至9亿元。\n" + BODY
    assert read(text).source.published == "2023"


def test_a_year_that_is_only_planned_for_does_not_date_a_report() -> None:
    text = "11月11日上午，电池项目在园区开工。二期将于2031年6月建成，三期计划于2032年6月建成。\n" + BODY
    assert read(text).source.published is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # a page posted long after the day of its text reposts it
        (
            "发布时间：2024-11-21 09:25:47 来源：江北网\n江北网消息：今天（12月3日），多部门发布数据。\n"
            + BODY,
            "2023-12-03",
        ),
        (
            "发布时间：2024-11-21 09:25:47 来源：江北网\n江北网讯：今天（11月20日），多部门发布数据。\n"
            + BODY,
            "2024-11-21",
        ),
        # the stamps of other pieces are not that of the text
        (
            "造船量增长\n江北社南京8月6日电 2022年上半年，造船量增长。\n"
            + BODY
            + "新闻精选：\n- 2024年11月22日 15:29:52\n",
            "2022-08-06",
        ),
        # years told in a row
        (
            "光伏之城\n江北网海州11月2日电 2021年，海州成为光伏城市；今年5月，海州获评绿色城市。\n" + BODY,
            "2022-11-02",
        ),
    ],
)
def test_the_day_a_text_is_told_on(text: str, day: str) -> None:
    assert read(text).source.published == day
