"""Lines broken around the words of links are whole again; headings, dates and datelines stay lines of their own."""

from __future__ import annotations

import pytest

from lianzhang.text import read_bytes
from lianzhang.text.linked import join_links


def test_links_go_back_into_their_sentences() -> None:
    broken = "近日，\n甲河股份\n宣布扩产，并与\n乙山锂业\n和\n丙湖科技\n签约。其股价上涨，今年以来\n个股\n普涨。\n第二段照旧。"
    whole = "近日，甲河股份宣布扩产，并与乙山锂业和丙湖科技签约。其股价上涨，今年以来个股普涨。\n第二段照旧。"
    document = read_bytes(broken.encode(), "a.txt")
    assert document.text == whole
    assert document.raw == broken
    at = whole.index("乙山锂业")
    assert broken[document.map.starts[at] : document.map.ends[at + 3]] == "乙山锂业"


def test_links_in_a_row_and_figures_go_back() -> None:
    broken = (
        "此外，甲河\n120.6亿元\n保持第三；乙山\n100.1亿元\n和丙湖\n93亿元\n、丁岭\n87.2亿元\n。\n营收和净利润领先，分别为\n2269.8亿元和270.6亿元\n；"
        "六家合计达到\n13.11\n亿元。\n在新增项目方面，甲河以新增\n79个\n项目、面积\n44万平方米\n位列第一，其后为乙山。"
    )
    assert read_bytes(broken.encode(), "a.txt").text == (
        "此外，甲河120.6亿元保持第三；乙山100.1亿元和丙湖93亿元、丁岭87.2亿元。\n营收和净利润领先，分别为2269.8亿元和270.6亿元；"
        "六家合计达到13.11亿元。\n在新增项目方面，甲河以新增79个项目、面积44万平方米位列第一，其后为乙山。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "甲河投产，乙山跟进\n某某报社\n本报讯，甲河股份一期投产。\n“二期明年开工”。",  # nothing in it is beyond doubt
        "扩产的消息传出后，\n2023年5月\n股价走高。",
        "全年完成投资3亿元，\n\n甲河股份\n\n净利润增长。",
        "一是扩产，\n二、并购\n甲河收购乙山，作价2亿元。",
    ],
)
def test_lines_that_may_be_whole_stay(text: str) -> None:
    assert join_links(text).text == text


def test_a_heading_behind_a_full_stop_stays() -> None:
    text = "今年以来，\n甲河股份\n上涨。\n公司简介\n甲河股份成立于2001年，总部在某市。"
    assert join_links(text).text.endswith("上涨。\n公司简介\n甲河股份成立于2001年，总部在某市。")
