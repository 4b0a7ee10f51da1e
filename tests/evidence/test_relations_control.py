"""Who controls a firm, how its listing goes, whom an authority looks into, who buys what. Sentences are made up; most names do not exist."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

Told = tuple[str, str, str]


def told(make: Make, text: str) -> set[Told]:
    return {(c.kind, c.subject or "", c.object or "") for c in read_claims(make(text)) if c.value is None}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("东岭矿业集团公告，公司实际控制人将由贺某变更为南湖国投。", ("milestone", "东岭矿业集团", "实际控制人变更为南湖国投")),
        ("青石电气有限公司控股股东变更为北岭控股。", ("milestone", "青石电气有限公司", "控股股东变更为北岭控股")),
        ("储能黑马璟曜新能终止IPO。", ("milestone", "璟曜新能", "终止IPO")),
        ("青石电气有限公司科创板IPO获受理。", ("milestone", "青石电气有限公司", "科创板IPO获受理")),
        ("波兰监管机构对雷岭集团的期货持仓展开调查。", ("milestone", "波兰监管机构", "雷岭集团")),
        ("东岭矿业集团将以每股45美元的价格收购传感器厂商Nordel Optics。", ("milestone", "东岭矿业集团", "Nordel Optics")),
        ("东岭矿业集团拟将旗下洗选药剂部门出售给青石电气有限公司。", ("milestone", "东岭矿业集团", "旗下洗选药剂部门")),
        ("巴基斯坦将每年从哈萨克斯坦采购30万吨小麦。", ("supply_link", "哈萨克斯坦", "巴基斯坦")),
    ],
)  # fmt: skip
def test_a_deal_is_told(document: Make, text: str, wanted: Told) -> None:
    assert wanted in told(document, text)


@pytest.mark.parametrize(
    "text",
    [
        "东岭矿业集团注册地址变更为临江路9号。",
        "东岭矿业集团对市场展开调查。",
        "国家统计局对60个县进行调查。",
        "东岭矿业集团注册资本变为九千万元。",
    ],
)
def test_what_is_no_deal(document: Make, text: str) -> None:
    assert not {t for t in told(document, text) if t[0] == "milestone"}


def test_who_buys_a_business_is_no_customer(document: Make) -> None:
    assert told(document, "南湖电器有限公司将白色家电业务出售给比亚迪。") == {
        ("milestone", "南湖电器有限公司", "白色家电业务")
    }


HOLDERS: list[tuple[str, set[tuple[str, str]]]] = [
    ("王建青为岚洲股份实际控制人。", {("王建青", "岚洲股份")}),
    ("岚洲股份的控股股东为泽岚资本。", {("岚洲股份", "泽岚资本")}),
    ("泽岚集团位列岚洲股份第二大股东。", {("泽岚集团", "岚洲股份")}),
    ("泽岚人寿位于岚洲股份、湘泽药业的前十大流通股东名单之中。", {("泽岚人寿", "岚洲股份"), ("泽岚人寿", "湘泽药业")}),
    ("泽岚系先后取得了岚洲股份、湘泽材料的控制权。", {("泽岚系", "岚洲股份"), ("泽岚系", "湘泽材料")}),
    ("岚洲股份的控股股东为公司提供担保。", set()),
    ("泽岚集团失去对岚洲股份的控制权。", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HOLDERS, ids=[t[:10] for t, _ in HOLDERS])
def test_who_holds_a_firm(document: Make, text: str, wanted: set[tuple[str, str]]) -> None:
    assert {(s, o) for kind, s, o in told(document, text) if kind == "finance"} == wanted
