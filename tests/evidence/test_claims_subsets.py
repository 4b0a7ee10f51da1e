"""Some of those counted before, when a figure was, who is cited, and measures without their owner. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def _subjects(document: Make, text: str) -> list[str | None]:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    return [c.subject for c in sorted(claims, key=lambda c: c.start)]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("全省84家铸造企业中，有31家停产整顿。", ["铸造企业"] * 2),
        ("全县建有燃气电站18座，目前符合排放要求的仅有5座，另有4座处于检修状态。", ["燃气电站"] * 3),
        ("全省发布65项工艺标准，22项获国际组织采纳、9项向国外推广。", ["工艺标准"] * 3),
        ("新建项目5个，其中3个已投产。", ["新建项目"] * 2),
    ],
)
def test_some_of_those_counted_are_what_they_are(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


def test_a_noun_of_its_own_is_counted(document: Make) -> None:
    assert _subjects(document, "新建充电站46座，其中有12座换电站；公交枢纽有7座。")[1:] == [
        "换电站",
        "公交枢纽",
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("棉价本周上涨260元/吨。", "棉价"),
        ("上周德国天然气库存减少21亿立方米。", "德国天然气库存"),
        ("松溪300指数4月份上涨2.1%。", "松溪300指数"),
    ],
)
def test_when_it_was_is_no_part_of_a_subject(document: Make, text: str, subject: str) -> None:
    assert _subjects(document, text) == [subject]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("据中国轴承工业协会统计分析，2031年5月，滚动轴承出口4.1亿套，环比增长3.3%。", "滚动轴承·出口"),
        ("中国氟硅材料协会发布国内有机硅价格，生胶成交价最高1.52万元/吨。", "生胶成交价"),
        ("石桥银行12日公布，中国5月制造业采购经理人指数(PMI)初值为50.6。", "制造业采购经理人指数(PMI)初值"),
    ],
)
def test_who_gives_out_figures_of_others_is_no_subject(document: Make, text: str, subject: str) -> None:
    assert {s and s.removeprefix("全国") for s in _subjects(document, text)} == {subject}


def test_when_is_no_part_of_what_is_counted(document: Make) -> None:
    assert set(_subjects(document, "9个示范园区2031年营业收入突破1.2万亿元。")) == {"示范园区"}


def test_money_flows_to_a_firm_whatever_is_said_before_it(document: Make) -> None:
    text = "纳入指数首日腾讯控股获净买入21亿港元，比亚迪逆市获净买入超3亿港元。"
    assert _subjects(document, text) == ["腾讯控股", "比亚迪"]


def test_an_owner_is_the_thing_not_what_was_said_of_it(document: Make) -> None:
    assert _subjects(document, "冰雪产业发展水平明显提高，总规模超过9000亿元。") == ["冰雪产业·总规模"]
    text = "全球边缘计算市场规模从2031年的52亿美元增至2035年的97亿美元，复合增长率为16.9%。"
    assert len(set(_subjects(document, text))) == 1


def test_what_is_shared_out_without_a_noun_is_of_what_was_told(document: Make) -> None:
    text = "全国废旧电池回收38万吨，增长12%。其中，4月、5月分别同比增长21%、26%。"
    found = _subjects(document, text)
    assert found[2:] == [found[0]] * 2
    text = "上半年老挝木薯出口62万吨，2.2亿美元，同比分别增长8.5%和11.3%。"
    assert len(set(_subjects(document, text))) == 1


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "央行12日开展1860亿元7天期逆回购操作，操作利率1.55%，当日有920亿元逆回购到期，净投放940亿元。",
            {"央行"},
        ),
        ("央行3月6日逆回购操作量为零。当日有514亿元逆回购到期。", {"央行"}),
        ("改造老旧供水、燃气、排水管网310公里、220公里、90公里。", {"老旧供水管网", "燃气管网", "排水管网"}),
        (
            "城镇、农村居民人均可支配收入分别增长4.1%、6.2%。",
            {"城镇居民人均可支配收入", "农村居民人均可支配收入"},
        ),
        (
            "建成3个国家级、5个省级、8个市级创新中心。",
            {"国家级创新中心", "省级创新中心", "市级创新中心"},
        ),
        (
            "其中橡胶制造和修补业、有色金属冶炼和压延加工业价格分别上涨3.4%和2.5%。",
            {"橡胶制造和修补业·价格", "有色金属冶炼和压延加工业·价格"},
        ),
    ],
)
def test_a_bank_operates_and_a_list_shares_its_noun(document: Make, text: str, subjects: set[str]) -> None:
    assert {s for s in _subjects(document, text) if s} == subjects


def test_money_of_other_banks_is_not_the_central_banks(document: Make) -> None:
    assert "央行" not in _subjects(document, "央行发布公告。松溪银行中标利率为2.1%。")
