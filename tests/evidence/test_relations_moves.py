"""Moves of firms in news, issuers of papers, lists of firms. Sentences are made up, values read by hand; the firms do not exist."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

Told = tuple[str, str | None, str | None]

MOVES: list[tuple[str, list[Told]]] = [
    ("云杉能源表示，将分拆旗下储能逆变器部门。", [("milestone", "云杉能源", "旗下储能逆变器部门")]),
    ("美国投资机构QRS宣布，将以每股62日元收购日本机床厂商Soft Fuji的全部股份。", [("milestone", "QRS", "Soft Fuji")]),
    ("海纳计划以7亿欧元将旗下租赁业务出售给东岭银行。", [("milestone", "海纳", "旗下租赁业务")]),
    ("有消息称丁世将向一家韩国企业出售轮胎业务。", [("milestone", "丁世", "轮胎业务")]),
    ("南湖电器有限公司将白色家电业务出售给比亚迪。", [("milestone", "南湖电器有限公司", "白色家电业务")]),
    ("三一重工拟在临江港区建立西部基地。", [("project", "三一重工", "西部基地")]),
    ("三一重工将在昆山建设生产基地。", [("project", "三一重工", "生产基地")]),
    ("储能电站统计调查制度9月开始实施。", [("policy", "储能电站统计调查制度", None)]),
    ("工信部、商务部日前印发《关于推进电池回收的意见》。", [("policy", "关于推进电池回收的意见", "工信部、商务部")]),
    ("国办印发《关于加快充电网络建设的意见》。", [("policy", "关于加快充电网络建设的意见", "国办")]),
    ("中国商飞今年分别交付厦航、川航首架货机。", [("supply_link", "中国商飞", "厦航"), ("supply_link", "中国商飞", "川航")]),
    ("三一重工、徐工机械、中联重科等企业均已启动电动挖掘机研发。", [
        ("milestone", n, "电动挖掘机研发") for n in ("三一重工", "徐工机械", "中联重科")
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MOVES)
def test_told(document: Make, text: str, expected: list[Told]) -> None:
    told = [(c.kind, c.subject, c.object) for c in read_claims(document(text)) if c.value is None]
    assert [t for t in expected if t not in told] == [], told


SILENT = [
    "云杉能源否认收购海纳科技。",
    "云杉能源收购海纳科技的消息引发关注。",
    "云杉能源宣布，收购海纳科技的计划被推迟。",
    "云杉能源公告，坚持“深耕主业、剥离副业”的战略。",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_move_told(document: Make, text: str) -> None:
    assert [c for c in read_claims(document(text)) if c.rule == "relation.clause.move"] == []


def test_no_supply_told_of_a_business_sold(document: Make) -> None:
    told = read_claims(document("南湖电器有限公司将白色家电业务出售给比亚迪。"))
    assert [c for c in told if c.kind == "supply_link"] == []


def test_a_park_ends_before_what_is_built(document: Make) -> None:
    """建立 between a place and 基地 makes no park of both."""
    told = read_claims(document("三一重工拟在江阴建立生产基地。"))
    assert all("建立" not in c.subject for c in told)
