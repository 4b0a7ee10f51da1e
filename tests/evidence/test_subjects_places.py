"""Periods that a figure takes from headings, titles and what was said before. Texts are made up, values read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.text import read_bytes

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
        (
            "截至2024年3月31日，公司担保余额合计12亿元。\n其中：（1）对子公司担保余额为11亿元；（2）对供应商担保余额为1亿元。\n",
            ["2024-03-31"] * 3,
        ),
        ("本公司 2024 年第一季度新签合同额 20 亿元，\n其中，电池合同额 8 亿元。\n", ["2024-Q1", "2024-Q1"]),
        (
            "4月28日，公司发布一季报，实现营业收入21亿元；净利润1亿元，上年同期亏损2亿元。\n",
            ["2024-Q1", "2024-Q1", "2023-Q1"],
        ),
        ("截至4月末，全市贷款余额300亿元。其中，制造业贷款余额90亿元。\n", ["2024-04", "2024-04"]),
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


def places(document: Make, text: str) -> list[str | None]:
    return [c.place for c in read_claims(document(text)) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "湖北宜昌、江西宜春两座抽水蓄能电站开工。其总投资75亿元。\n",
            ["湖北省宜昌市;江西省宜春市"] * 2,
        ),
        (
            "浓度最低的城市依次是宜昌、濮阳，分别为31、33微克/立方米；最高的城市依次是安阳、邯郸，分别为61、63微克/立方米。\n",
            ["湖北省宜昌市", "河南省濮阳市", "河南省安阳市", "河北省邯郸市"],
        ),
        (
            "全国原油产量增长。大庆、胜利、新疆三大油田原油产量均超过900万吨。我国进口原油5000万吨。\n",
            ["全国"] * 3,
        ),
        ("截止北京时间5月3日，电池销量达20万套。\n", [None]),
        ("全国锂盐产量48万吨，其中江西、中山产量分别为20万吨、9万吨。\n", ["全国", "江西省", "广东省中山市"]),
        ("公司斥资12亿元投建宜昌隔膜基地。\n", ["湖北省宜昌市"]),
        ("四川电站投运，电力主要输往江苏、浙江，每年可减少标煤90万吨。\n", ["四川省"]),
        (
            "公司在湖北宜昌的隔膜项目投产后，又与荆门市人民政府签署协议。\n该项目总投资12亿元。\n",
            ["湖北省荆门市"],
        ),
    ],
)
def test_places_of_groups_lists_names_and_destinations(
    document: Make, text: str, expected: list[str | None]
) -> None:
    assert places(document, text) == expected


def test_a_site_of_its_own_is_not_where_the_one_before_was(document: Make) -> None:
    text = "宜昌年产3万吨隔膜项目已投产；原有东湖厂区年产1万吨隔膜项目在改造。\n"
    assert places(document, text) == ["湖北省宜昌市", None]


def test_links_to_other_pieces_do_not_say_where_a_text_is_about() -> None:
    text = (
        "2023-08-23 10:35:30    江北日报\n\n\n8月23日，省里召开项目现场会，要求各地抓进度。\n\n会场上，280个项目同时动工，总投资1900亿元。\n\n"
        "关键词:\n\n下一篇: 双流机场扩建工程动工\n上一篇: 没有了\n"
    )
    assert {c.place for c in read_claims(read_bytes(text.encode(), "a.txt")) if c.value is not None} == {None}


def test_a_common_word_before_a_numeral_is_no_place(document: Make) -> None:
    (claim,) = [c for c in read_claims(document("河北省唐山市在全国城市中前进6位。")) if c.value is not None]
    assert "前进" not in (claim.place or "")


def test_a_place_lies_in_another_and_has_neighbours(document: Make) -> None:
    text = "德兴市位于江西省东北部，东临浙江省开化县，南与玉山县、横峰县相连，北与婺源县、安徽省休宁县接壤，总面积2101平方千米，总人口33.2万。"
    found = [c for c in read_claims(document(text)) if c.value is not None]
    assert {c.place for c in found} == {"江西省上饶市德兴市"}


def test_what_a_province_is_of_the_country_is_no_ground(document: Make) -> None:
    text = "江西是我国重要的稀土大省，稀土分离能力达6.5万吨。"
    assert [c.place for c in read_claims(document(text)) if c.value is not None] == ["江西省"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("主管部门近日对甘肃陇西地区20多个仓库进行了检查。", "甘肃省定西市陇西县"),
        ("陕西省今年建设加快。岚皋至甲乙界等4条高速公路建成通车。", "陕西省"),
        ("产量同比提高，增速高于全省3个百分点。", None),
        ("济宁市组织对接活动，包括北京甲禾集团、北京乙丰市场等在内的20家企业签订协议。", "山东省济宁市"),
        ("河南省许昌东部、漯河和周口降雨量将达到90毫米。", "河南省许昌市;河南省漯河市;河南省周口市"),
    ],
)
def test_what_is_handled_and_where_a_way_ends(document: Make, text: str, place: str | None) -> None:
    assert [c.place for c in read_claims(document(text)) if c.value is not None][-1] == place
