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
