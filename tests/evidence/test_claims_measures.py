"""A measure that does not say of what belongs to the thing its sentence spoke of before."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.measures import only_measures
from lianzhang.text import read_bytes


def _subjects(text: str) -> list[str | None]:
    return [c.subject for c in read_claims(read_bytes(text.encode(), "a.txt")) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("去年储能电池出口65GWh，增长31%，出口量升至全球首位。", "储能电池出口量"),
        ("电子级氢氟酸从上半年起缓慢增长，全年国内需求量可达3万吨上下。", "电子级氢氟酸·需求量"),
        ("岩昊电动叉车收到南美用户的一批订单，总价值约2亿元。", "岩昊电动叉车·总价值"),
        ("煤炭业务上半年营业收入47.44亿元，同比下降25%；营业成本24.43亿元。", "煤炭业务"),
        (
            "光伏玻璃产业对全县经济增长贡献率达12.5%，对规上工业贡献率达23.1%。",
            "光伏玻璃产业规上工业贡献率",
        ),
        ("县域企业占比达64%，贡献了35%以上的税收。", "县域企业"),
        ("粮食生产再获丰收，总产量达13908亿斤。", "粮食生产·总产量"),
        ("本次竞卖最高成交价为7490元/吨，平均成交价格约7357元/吨。", "竞卖·平均成交价格"),
    ],
)
def test_a_measure_behind_its_owner(text: str, last: str) -> None:
    assert _subjects(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("国内氧化钴市场近期走强。价格从16万元/吨上涨到18万元/吨。", "氧化钴·价格"),
        ("今年铜价走势平稳。7月份，国内均价为6.9万元/吨。", "铜均价"),
        ("国内多晶硅行业库存高企。6月，全国产量12万吨，环比下降5%。", "全国多晶硅·产量"),
        ("3，工业级氢氧化锂从去年8月起供应偏紧。今年国内需求量可达3万吨左右。", "工业级氢氧化锂·需求量"),
    ],
)
def test_goods_that_the_sentence_before_spoke_of(text: str, last: str) -> None:
    assert _subjects(text)[-1] == last


def test_a_change_stays_with_its_measure() -> None:
    assert _subjects("储能电池出口65GWh，增幅31%。") == ["储能电池·出口", "储能电池·出口"]


def test_who_tells_owns_nothing() -> None:
    assert _subjects("统计数据显示，总产值达到30亿元。")[-1] == "总产值"


@pytest.mark.parametrize(
    ("text", "wanted"), [("订单总量", True), ("固定资产投资", True), ("煤炭产量", False)]
)
def test_words_of_measures(text: str, wanted: bool) -> None:
    assert only_measures(text) is wanted


def test_a_report_of_an_inquiry_is_no_note_of_a_house() -> None:
    assert _subjects("镍钴产业调研报告已印发，销量达到600册。") == ["镍钴产业调研报告·销量"]
