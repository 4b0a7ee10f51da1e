"""Tables set with blanks in a plain text. The tables are made up."""

from __future__ import annotations

from lianzhang.text import read_bytes
from lianzhang.text.document import Document

QUARTER = """2023年二季度主要经营情况如下:

                2023 年 4-6 月                 2023 年累计
业务类别    订单数   订单额          订单数   订单额
            (个)    (亿元)          (个)    (亿元)       同比增减
动力电池      121       310.5          260          640.2         18.5%

储能电池       45        98.0           88          190.4          -3.1%

   合计       166       408.5          348          830.6         12.0%

以上数据未经审计。
"""


def _read(text: str) -> Document:
    return read_bytes(text.encode(), "own.txt")


def _cell(document: Document, text: str) -> tuple[str, str]:
    (cell,) = [c for t in document.tables for c in t.cells if c.text == text]
    return cell.row_heading, cell.column_heading


def test_headings_stand_over_their_columns() -> None:
    document = _read(QUARTER)
    assert _cell(document, "310.5") == ("动力电池", "2023年4-6月 订单额 (亿元)")
    assert _cell(document, "88") == ("储能电池", "2023年累计 订单数 (个)")
    assert _cell(document, "-3.1%") == ("储能电池", "2023年累计 同比增减")
    assert (
        document.raw[
            slice(*next((c.raw_start, c.raw_end) for c in document.tables[0].cells if c.text == "98.0"))
        ]
        == "98.0"
    )


def test_the_lines_of_a_table_are_no_running_text() -> None:
    document = _read(QUARTER)
    at = document.text.index("储能电池")
    assert [z.kind for z in document.zones if z.start <= at < z.end] == ["table"]
    assert "body" in {z.kind for z in document.zones if z.start <= document.text.index("未经审计") < z.end}


def test_one_line_of_headings() -> None:
    text = "各县情况\n\n地区      产值(亿元)   企业数(家)\n甲县        12.5          8\n乙县       107.3         46\n"
    assert _cell(_read(text), "107.3") == ("乙县", "产值(亿元)")


def test_figures_without_headings_make_no_table() -> None:
    text = "公司今日公布数据。\n\n10.5    20.1    30.2\n11.5    21.1    31.2\n\n数据如上。\n"
    assert _read(text).tables == ()


def test_headings_that_do_not_fit_make_no_table() -> None:
    text = "情况如下\n地区      企业数(个)   产值\n甲县        12.5          8\n乙县       107.3         46\n"
    assert _read(text).tables == ()


def test_text_with_wide_gaps_stays_text() -> None:
    text = "    公司总部    位于上海市。\n\n    2023年    营业收入12亿元,同比增长8%。\n"
    assert _read(text).tables == ()
