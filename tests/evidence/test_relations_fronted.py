"""What is said of a firm before its name, whose work a bid wins, and shares at their limit.

Sentences are made up, values read by hand; what is told of firms is not so.
"""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

Told = tuple[str, str | None, str | None]

TOLD: list[tuple[str, list[Told]]] = [
    ("营收最多的是主营隔膜和铝箔的三一重工、主营石墨的天齐锂业。", [
        ("production", "三一重工", "隔膜和铝箔"), ("production", "天齐锂业", "石墨"),
    ]),
    ("昨晚，全球最大的正极材料生产商天齐锂业表示将扩产。", [("production", "天齐锂业", "正极材料")]),
    ("在港交所主板上市的赣锋锂业今日公告。", [("milestone", "赣锋锂业", "港交所主板")]),
    ("赣锋锂业全资控股的丰城云杉锂业有限公司昨日开工。", [("institution", "丰城云杉锂业有限公司", "赣锋锂业")]),
    ("赣锋锂业、天齐锂业午后双双涨停。", [("stock", "赣锋锂业", "涨停"), ("stock", "天齐锂业", "涨停")]),
    ("个股方面，天齐锂业涨停，主力资金净买入3.1亿元。", [("stock", "天齐锂业", "涨停")]),
    ("三一重工中标国家电网第二批变电设备采购项目。", [
        ("milestone", "三一重工", "国家电网第二批变电设备采购项目"), ("supply_link", "三一重工", "国家电网"),
    ]),
    ("三一重工近日收到国家电网发来的《中标通知书》。", [("supply_link", "三一重工", "国家电网")]),
    ("宜春第三化工厂发生爆炸。", [("milestone", "宜春第三化工厂", "爆炸")]),
    ("赣锋锂业参与竞买“宜储A-08号”地块国有土地使用权。", [("milestone", "赣锋锂业", "“宜储A-08号”地块")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_told(document: Make, text: str, expected: list[Told]) -> None:
    told = [(c.kind, c.subject, c.object) for c in read_claims(document(text)) if c.value is None]
    assert [t for t in expected if t not in told] == [], told


SILENT = [
    ("天齐锂业一度涨停。", "stock"),
    ("天齐锂业涨停潮后回落。", "stock"),
    ("大型设备生产商天齐锂业表示将扩产。", "production"),
    ("三一重工收到中化国际招标有限公司发来的《中标通知书》。", "supply_link"),
    ("该项目位于成都市和绵阳市之间。", "project"),
]


@pytest.mark.parametrize(("text", "kind"), SILENT)
def test_silent(document: Make, text: str, kind: str) -> None:
    assert [c for c in read_claims(document(text)) if c.kind == kind and c.value is None] == []


def test_the_text_tells_what_its_headline_told(document: Make) -> None:
    text = "【锂矿板块走强 天齐锂业涨停】本报7月8日电，早盘锂矿板块走强，天齐锂业封涨停，赣锋锂业跟涨。"
    told = [c.quote for c in read_claims(document(text)) if c.kind == "stock" and c.value is None]
    assert told == ["天齐锂业封涨停"]


LISTED: list[tuple[str, list[Told]]] = [
    ("南河引水一期、北河引水二期等建成通水。", [("milestone", "南河引水一期", "建成通水"), ("milestone", "北河引水二期", "建成通水")]),
    ("云门、石角等九座大中型水电站建成发电。", [("project", "云门水电站", "建成发电"), ("project", "石角水电站", "建成发电")]),
    ("“远星号”邮轮、“观潮号”风电平台等大国重器相继建成使用。", [("project", "“观潮号”风电平台", "建成使用")]),
    ("成都、长沙、宜春等8个城市成为首批试点。", [("zoning", n, "首批试点") for n in ("成都", "长沙", "宜春")]),
    ("宜春出台《关于加快电池回收的若干意见》。", [("policy", "关于加快电池回收的若干意见", "宜春")]),
    ("生态环境部去年6月发布的《关于加强电池回收管理的通知》要求严格。", [("policy", "关于加强电池回收管理的通知", "生态环境部")]),
    ("《成都市人民政府关于支持储能发展的若干措施》即日起施行。", [
        ("policy", "成都市人民政府关于支持储能发展的若干措施", "成都市人民政府"),
    ]),
    ("第六届宜春市人大常委会第三次会议9月10日至13日在秀江会堂举行。", [("milestone", "第六届宜春市人大常委会第三次会议", "秀江会堂")]),
    ("赣锋锂业收购加拿大糖业巨头天齐锂业。", [("milestone", "赣锋锂业", "天齐锂业")]),
    ("平湖油田发现于1931年。", [("milestone", "平湖油田", "发现于")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_told_of_each(document: Make, text: str, expected: list[Told]) -> None:
    told = [(c.kind, c.subject, c.object) for c in read_claims(document(text)) if c.value is None]
    assert [t for t in expected if t not in told] == [], told
