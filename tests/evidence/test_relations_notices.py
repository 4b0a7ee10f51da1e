"""Lines of notices, steps to the exchange, lists and firms before the code of a share. Sentences are made up; the firms do not exist."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

Told = tuple[str, str | None, str | None]

TOLD: list[tuple[str, list[Told]]] = [
    ("创新层公司浦江线缆（836001）发布公告。公司电缆产品多次中标国家电网项目。", [("milestone", "浦江线缆", "国家电网")]),
    ("证监会同意云杉生物科创板IPO注册。", [("milestone", "云杉生物", "科创板IPO注册")]),
    ("机器人新秀海纳智造终止IPO。", [("milestone", "海纳智造", "终止IPO")]),
    ("工业和信息化部公布第九批绿色数据中心名单。", [("policy", "第九批绿色数据中心名单", "工业和信息化部")]),
    ("国家能源局、国家数据局等两部门联合修订印发了《绿电直连管理办法》。", [("policy", "绿电直连管理办法", "国家能源局、国家数据局")]),
    ("蔚来汽车成立于2014年，投资者包括临江资本、东岭资本等。", [
        ("investment", "临江资本", "蔚来汽车"), ("investment", "东岭资本", "蔚来汽车"),
    ]),
    ("3、三一重工、徐工机械、中联重科等3家企业已签约启动电动挖掘机应用开发。", [
        ("milestone", n, "电动挖掘机应用开发") for n in ("三一重工", "徐工机械", "中联重科")
    ]),
    ("三一重工收到《中标通知书》，中标结果如下。\n项目名称：淮北市东湖环境治理工程总承包\n建设地点：淮北市东湖\n招标人：淮北市东湖建设有限公司\n中标人：北辰园林有限公司", [
        ("project", "淮北市东湖环境治理工程总承包", "淮北市东湖"),
        ("project", "淮北市东湖环境治理工程总承包", "淮北市东湖建设有限公司"),
        ("supply_link", "北辰园林有限公司", "淮北市东湖环境治理工程总承包"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_told(document: Make, text: str, told: list[Told]) -> None:
    found = [(c.kind, c.subject, c.object) for c in read_claims(document(text)) if c.value is None]
    assert all(t in found for t in told), found


NOT_TOLD = [
    ("三一重工董秘李某在接受《临江日报》记者采访时表示，市场回暖。", "临江日报"),
    ("三一重工向徐工机械说明销售费用上升的原因。", "徐工机械"),
]


@pytest.mark.parametrize(("text", "other"), NOT_TOLD)
def test_not_told(document: Make, text: str, other: str) -> None:
    assert other not in {c.object for c in read_claims(document(text)) if c.value is None}


def test_places_of_a_list_settle_nowhere(document: Make) -> None:
    told = read_claims(document("三一重工智慧矿山模式在长沙市、株洲市、湘潭市等多个地方落地。"))
    assert {c.subject for c in told}.isdisjoint(["长沙市", "株洲市", "湘潭市"])
