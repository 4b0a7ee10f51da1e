"""What sets a figure in time and place, in items of digests above all: own sentences, answers read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.places.home import home_places
from lianzhang.evidence.places.resolver import places
from lianzhang.evidence.times.grammar import times

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the number of an item is no month; two months in a row are
        ("早报\n2、9月钢厂报价下调", "2024-09"),
        ("早报\n8、9月份钢厂报价下调", "2024-08/2024-09"),
        ("1、10月份制造业指数回升", "2024-10"),
        # the first months of a year, and what was before
        ("前5月出口铜箔3万吨", "2024-01/2024-05"),
        ("此前5月已有4条产线停产", "2024-05"),
        # years of accounts
        ("示例集团2025财年铁矿石产量", "2025"),
        ("２０２３财政年度预算草案", "2023"),
        ("示例教育2025财年第二季度营收", "2025-Q2"),
        # a bare day on which a quote came to its height
        ("盐湖碳酸锂价格8日达到每吨7万元", "2024-10-08"),
    ],
)
def test_times_of_items(text: str, expected: str) -> None:
    (found,) = times(text, "2024-10-21")
    assert found.time == expected


@pytest.mark.parametrize("text", ["较上期年末减少3%", "股价连续3日上涨"])
def test_no_times(text: str) -> None:
    assert [t.time for t in times(text, "2024-10-21") if t.role == "when"] == []


def test_the_quarter_before_and_the_next() -> None:
    text = "2023年三季度毛利率为9%，而上一季度为12%，下一季度或回升"
    assert [t.time for t in times(text, "2023-11-20")] == ["2023-Q3", "2023-Q2", "2023-Q4"]


def read(document: Make, text: str, published: str) -> list[str]:
    claims = sorted(
        (c for c in read_claims(document(text, published)) if c.value is not None), key=lambda c: c.start
    )
    return [f"{c.value}:{c.time or '-'}:{c.modality}" for c in claims]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # since when there has been no such thing is not when it was
        (
            "截至5月21日，示例指数成交额达2300亿元，这是自2月4日以来成交额首次突破2200亿元。",
            "2025-05-22",
            ["230000000000:2025-05-21:actual", "220000000000:2025-05-21:actual"],
        ),
        # the number of an item, a place and a period open it
        (
            "早报\n3. 中国 5 月官方非制造业 PMI 为 51.3，预期 51.0，前值 51.2。",
            "2024-06-01",
            ["51.3:2024-05:actual", "51.0:2024-05:forecast", "51.2:2024-04:actual"],
        ),
        # a report that is looked at, a goal that was set, a level that a price is above
        (
            "从示例汽车去年年报来看，其整车业务占营收的71%，售后业务占营收的16%。",
            "2022-06-08",
            ["71:2021:actual", "16:2021:actual"],
        ),
        (
            "本次转让价格为每股38元，远高于去年11月交易中设定的每股29元。",
            "2025-07-20",
            ["38:-:actual", "29:2024-11:actual"],
        ),
        # a year of accounts that ends after the day it is told on
        ("示例教育2025财年第一季度营收3.1亿美元，同比增长44%。", "2024-07-30", ["310000000.0:2025-Q1:actual", "44:2025-Q1:actual"]),
        # counts of those that earned or lost
        (
            "据统计，46家环保企业上半年净利润增长，扭亏及减亏的企业数分别为12家和9家。",
            "2025-08-30",
            ["46:2025-H1:actual", "12:2025-H1:actual", "9:2025-H1:actual"],
        ),
    ],
)  # fmt: skip
def test_settings_in_time(document: Make, text: str, published: str, expected: list[str]) -> None:
    assert read(document, text, published) == expected


def test_a_goal_is_not_of_the_time_it_was_set(document: Make) -> None:
    told = read(document, "示例汽车将今年的销量目标由年初制定的45万辆下调8%。", "2022-07-20")
    assert [t.split(":")[1] for t in told] == ["2022", "2022"]


def test_a_title_names_the_report_that_figures_are_of(document: Make) -> None:
    text = "五家水泥企业半年报对比\n2023-08-30\n在五家企业中，示例水泥的营收领先于其他企业，为81.5亿元。"
    assert read(document, text, "2023-08-30")[-1] == "8150000000.0:2023-H1:actual"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("示例集团计划大豆达到20万吨、玉米达到30万吨、肉鸡达到400万只。", ["planned"] * 3),
        ("示例股份董事会审议通过投资建设示例县8万千瓦光伏项目，总投资3.2亿元。", ["planned", "planned"]),
        ("全年开工改造小区500个，完成棚户区改造6万套，改善农村住房3万户。", ["under_construction", "actual", "actual"]),
        ("全球焊接机床市场将保持每年增长6.4%。", ["forecast"]),
        ("示例国将豆油的基准进口价格定在每吨870美元。", ["actual"]),
        ("示例地产拟开发产品价值62亿元。", ["actual"]),
        (
            "示例能源一季度营收21亿美元，同比下降6%，预估22亿美元；净利润3亿美元，同比增长9%。",
            ["actual", "actual", "forecast", "actual", "actual"],
        ),
    ],
)  # fmt: skip
def test_what_is_meant_and_what_is_done(document: Make, text: str, expected: list[str]) -> None:
    assert [r.rpartition(":")[2] for r in read(document, text, "2025-05-20")] == expected


@pytest.mark.parametrize(
    "text",
    [
        "省里推进平安贵州建设",
        "培训品牌“乐业山东”",
        "合肥滨湖科学城开工",
        "“雅江2号”智算中心投用",
        "江苏信托实现利润4亿元",
        "河南资产出资2亿元",
    ],
)
def test_names_that_hold_no_county(text: str) -> None:
    printed = {text[p.start : p.end] for p in places(text, None, ("520000",))}
    assert not printed & {"平安", "乐业", "滨湖", "雅江", "江苏", "河南"}


def test_the_whole_city_of_an_item_is_that_of_its_headline(document: Make) -> None:
    text = (
        "财经快讯\n2025-09-03\n【示例股份：中标光缆项目】快讯9月3日电，示例股份中标光缆项目，金额2亿元。\n"
        "【泸州：上半年白酒产量增长8%】快讯9月3日电，上半年，全市规模以上工业增加值同比增长7.7%。分行业看，白酒制造业增长9.4%。\n"
        "【示例银行发行债券】快讯9月3日电，示例银行发行绿色债券30亿元。"
    )
    claims = {c.quote[-4:]: c.place for c in read_claims(document(text, "2025-09-03")) if c.value is not None}
    assert claims["7.7%"] == claims["9.4%"] == "四川省泸州市"
    assert claims["30亿元"] is None
    assert home_places(text) == ()
