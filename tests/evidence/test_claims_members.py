"""Members of coordinated phrases: whose each number of a list is, in the clause itself or in one before. Sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

TOLD = [
    (
        "2023年，全国电解镍、精炼锡、铅、锌产量分别为24万吨、17万吨、760万吨、710万吨，同比分别增长9.1%、2.3%、4.5%、5.0%。",
        ["全国电解镍·产量", "全国精炼锡·产量", "全国铅·产量", "全国锌·产量"] * 2,
    ),
    (
        "一季度，全国早籼稻和油菜籽产量分别为300万吨和90万吨，比上年增加12万吨和3万吨。",
        ["全国早籼稻·产量", "全国油菜籽·产量"] * 2,
    ),
    (
        "川西油气田、玛湖油田、陇东油田原油产量分别达到110万吨、90万吨、70万吨。",
        ["川西油气田", "玛湖油田", "陇东油田"],
    ),
    (
        "湘潭宏力光伏和株洲恒昇光伏上半年出口额分别为0.62亿和0.35亿美元，同比增幅达到47.4%和17%。",
        ["湘潭宏力光伏", "株洲恒昇光伏"] * 2,
    ),
    (
        "磷酸铁锂主要用于储能、乘用车和电动船舶，三者分别占磷酸铁锂需求的45%、40%和5%。",
        ["储能", "乘用车", "电动船舶"],
    ),
    ("水泥、玻璃行业利润大幅下降，分别下降20%、35%。", ["水泥·利润", "玻璃行业·利润"]),
    (
        "全省煤、油、气、其他能源的比重分别从2015年的50%、30%、10%、10%调整为2020年的40%、32%、15%、13%。",
        ["煤比重", "油比重", "气比重", "其他能源·比重"] * 2,
    ),
    ("磷酸铁锂电池、三元电池装车量各为20GWh、10GWh。", ["磷酸铁锂电池装车量", "三元电池装车量"]),
    (
        "5月，轻稀土精矿和氧化镨钕均价分别为3.2万元/吨和46万元/吨。",
        ["轻稀土精矿·均价", "氧化镨钕·均价"],
    ),
    ("交易完成后，临江控股和王海明的持股比例分别为61%和9%。", ["临江控股", "王海明"]),
    (
        "其一致行动人李青山、周大同持有的示例股份质押比例分别为41.5%、88%。",
        ["李青山", "周大同"],
    ),
    (
        "全市工业中，木材加工和制品业，食品制造业，石油、煤炭和其他燃料加工业分别增长4.1%、5.2%、6.3%。",
        ["木材加工和制品业", "食品制造业", "石油、煤炭和其他燃料加工业"],
    ),
    ("甲醇、尿素库存分别下降5万吨和3万吨，至80万吨和40万吨。", ["甲醇库存", "尿素库存"] * 2),
]


@pytest.mark.parametrize(("text", "subjects"), TOLD)
def test_each_number_is_of_its_member(document: Make, text: str, subjects: list[str]) -> None:
    assert [c.subject for c in read_claims(document(text)) if c.value is not None] == subjects


def test_the_coin_is_named_once(document: Make) -> None:
    text = "日本、韩国、越南，是我市主要的锂电池出口市场，分别出口3.5亿、2.4亿和0.7亿美元。"
    told = [(float(c.value), c.unit) for c in read_claims(document(text)) if c.value is not None]  # type: ignore[arg-type]
    assert told == [(3.5e8, "USD"), (2.4e8, "USD"), (0.7e8, "USD")]


def test_other_counts_are_no_guess(document: Make) -> None:
    text = "2023年，全国铜、铝、锌产量分别为24万吨、17万吨。"
    told = {c.subject for c in read_claims(document(text)) if c.value is not None}
    assert len(told) == 1, "three members, two numbers: both are of all three"


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "上半年，全省第一、二、三产业和居民生活用电量分别增长8.0%、5.1%、11.2%和4.3%。",
            ["第一产业用电量", "第二产业用电量", "第三产业用电量", "居民生活用电量"],
        ),
        (
            "第一、第二、第三产业增加值分别为320亿元、4100亿元、5200亿元。",
            ["第一产业·增加值", "第二产业·增加值", "第三产业·增加值"],
        ),
        ("一期第一、第二车间产量分别为30吨和50吨。", ["一期第一车间", "第二车间"]),
    ],
)
def test_ordinals_share_their_noun(document: Make, text: str, subjects: list[str]) -> None:
    assert [c.subject for c in read_claims(document(text)) if c.value is not None] == subjects
