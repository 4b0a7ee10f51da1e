"""What offices do to firms, what firms run and what works serve, in own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

Told = tuple[str, str, str | None]
A, B, C = "云杉科技股份有限公司", "丰源能源有限公司", "白桦建设集团有限公司"

OFFICES: list[tuple[str, list[Told]]] = [
    (f"{C}近日被临江市生态环境局行政处罚。", [("policy", C, "临江市生态环境局")]),
    (f"{C}因欠薪被临江市住房和城乡建设局立案调查。", [("policy", C, "临江市住房和城乡建设局")]),
    (f"市场监管总局对{B}立案调查。", [("policy", "市场监管总局", B)]),
    (f"{B}、{C}等企业中断与{A}的合作。", [("supply_link", B, A), ("supply_link", C, A)]),
    (f"因信披违规，证监会决定对{A}立案。", [("policy", "证监会", A)]),
    (f"{A}未被行政处罚。", []),
]  # fmt: skip
HOLDINGS: list[tuple[str, list[Told]]] = [
    (f"{A}与临江大学合作开办材料班。", [("milestone", A, "临江大学")]),
]  # fmt: skip
STAKES: list[tuple[str, list[Told]]] = [
    (f"去年底，{A}已正式入主{B}。", [("milestone", A, B)]),
    (f"该地块已被{A}竞得。", [("milestone", A, "地块")]),
    (f"2009年5月，{A}购得这块土地。", [("milestone", A, "土地")]),
    (f"{A}拟受让{B}18%股权。", []),  # the figure tells it
    (f"{A}拟受让{B}控股权。", [("milestone", A, B)]),
    ("北岭核电站上月退役了。", [("milestone", "北岭核电站", "退役")]),
    (f"{A}股票3月5日（星期五）开市起停牌。", [("milestone", A, "停牌")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OFFICES + HOLDINGS + STAKES)
def test_told(document: Make, text: str, expected: list[Told]) -> None:
    told = [
        (c.kind, c.subject, c.object)
        for c in read_claims(document(text))
        if c.value is None and c.rule != "relation.open"
    ]
    assert told == expected


PAPERS: list[tuple[str, list[Told]]] = [
    ("根据《工伤保险条例》第十四条，用人单位应予赔付。", [("policy", "工伤保险条例", None)]),
    (f"{A}已取得《甲省种植许可证》和《甲省加工许可证》。", [("milestone", A, "甲省种植许可证")]),
    ("第三届中国电池交易会定于5月8日至10日在上海举办。", [("milestone", "第三届中国电池交易会", "在上海举办")]),
    ("2、2031全球电池大会在上海开幕。", [("milestone", "2031全球电池大会", "在上海开幕")]),
    (f"{C}总承包东湖中心项目室内装修工程未依法备案。", [("project", C, "东湖中心项目室内装修工程")]),
]  # fmt: skip
USES: list[tuple[str, list[Told]]] = [
    (f"{A}拟公开发行股份募集资金，分别用于电芯产线升级项目、东湖仓储中心建设项目和偿还贷款。", [("project", "电芯产线升级项目", A), ("project", "东湖仓储中心建设项目", A)]),
    (f"{A}拟募集配套资金，用于制剂生产基地项目，拟投入2亿元。", []),  # the sum tells it
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAPERS + USES)
def test_papers_and_uses(document: Make, text: str, expected: list[Told]) -> None:
    told = [
        (c.kind, c.subject, c.object)
        for c in read_claims(document(text))
        if c.value is None and c.rule != "relation.open"
    ]
    assert told == expected


MORE: list[tuple[str, list[Told]]] = [
    ("商务部部长王文海与德国经济部长哈贝克举行会谈。", [("milestone", "商务部部长王文海", "德国经济部长哈贝克")]),
    (f"{A}被上交所终止上市。", [("milestone", A, "终止上市")]),
    (f"{A}通过{B}间接控制{C}。", [("institution", A, C)]),
    ("福建省发改委核准北岭核电二期工程。", [("milestone", "北岭核电二期工程", "福建省发改委")]),
    (f"{A}成立半导体公司。", [("institution", A, "半导体公司")]),
    (f"{A}与{B}联合开发纯电动轿车。", [("milestone", A, B)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MORE)
def test_more(document: Make, text: str, expected: list[Told]) -> None:
    told = [
        (c.kind, c.subject, c.object)
        for c in read_claims(document(text))
        if c.value is None and c.rule != "relation.open"
    ]
    assert told == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{A}拟向控股股东{B}非公开发行股份募集配套资金。",  # 配套 that supplies nothing
        f"{A}拟向{B}发行股份及支付现金购买资产。",
        f"{A}承诺股份在24个月内不上市。",
    ],
)
def test_shares_are_no_supply(document: Make, text: str) -> None:
    kinds = {(c.kind, c.rule) for c in read_claims(document(text)) if c.value is None}
    assert ("supply_link", "relation.supply_link") not in kinds
    assert ("milestone", "relation.milestone") not in kinds
