"""Rounds of finance, offices in firms, who carries out and founds what. Sentences are made up; firms and persons do not exist."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

Told = tuple[str, str | None]

ROUND = "越格生物宣布完成近4亿元B轮融资，"
ROUNDS: list[tuple[str, list[Told]]] = [
    (f"{ROUND}由明启创投和ABC资本共同领投。", [("明启创投", "越格生物"), ("ABC资本", "越格生物")]),
    (
        f"{ROUND}由明启创投领投，银招国际、科国嘉和、杭州林复投资跟投。",
        [("明启创投", "越格生物"), ("银招国际", "越格生物"), ("科国嘉和", "越格生物"), ("杭州林复投资", "越格生物")],
    ),
    (f"{ROUND}A轮股东方国资本和信君资本继续加持。", [("方国资本", "越格生物"), ("信君资本", "越格生物")]),
    (f"{ROUND}投资方包括中杉资本、深岭创投。", [("中杉资本", "越格生物"), ("深岭创投", "越格生物")]),
    ("理思汽车今日宣布完成C轮融资。\n本轮融资由美圆创始人王新领投。", [("王新", "理思汽车")]),
    ("政策持续加持，越格生物加快布局。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROUNDS)
def test_rounds(document: Make, text: str, expected: list[Told]) -> None:
    claims = read_claims(document(text))
    assert [(c.subject, c.object) for c in claims if c.value is None and c.kind == "investment"] == expected


OFFICES: list[tuple[str, list[Told]]] = [
    ("北岭新能源股份有限公司副总经理王秋月已因个人原因辞职。", [("王秋月", "北岭新能源股份有限公司副总经理")]),
    ("海岳股份公告，公司董事会秘书李文华先生因个人原因辞去公司董事会秘书职务。", [("李文华", "海岳股份董事会秘书")]),
    ("海岳股份聘任张建国为公司总经理。", [("张建国", "海岳股份总经理")]),
    ("海岳股份的总经理、董事长均是刘大伟，男，50岁。", [("刘大伟", "海岳股份总经理、董事长")]),
    ("海岳股份公告，公司选举王立新为第五届董事会董事长。", [("王立新", "海岳股份董事长")]),
    ("海岳股份召开董事会，董事长主持会议。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_offices(document: Make, text: str, expected: list[Told]) -> None:
    claims = read_claims(document(text))
    assert [(c.subject, c.object) for c in claims if c.kind == "institution"] == expected


WHO: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    ("越山股份拟通过全资子公司广东越山新材料有限公司作为实施主体完成厂房建设。", [("project", "广东越山新材料有限公司", "实施主体")]),
    ("越山股份拟在江门市设立全资子公司广东越山光电科技有限公司作为本项目的运营主体。", [("project", "广东越山光电科技有限公司", "运营主体")]),
    ("北岭联盟是由荷兰企业家张大山所创立的。", [("institution", "北岭联盟", "张大山")]),
    ("己二腈产能不足，仅海岳化工有限公司、北岭化工有限公司两家公司生产。", [("production", "海岳化工有限公司", None), ("production", "北岭化工有限公司", None)]),
    ("越山医疗股份有限公司与湖南衡阳经济开发区管理委员会签署了《招商意向书》。", [("milestone", "越山医疗股份有限公司", "湖南衡阳经济开发区管理委员会")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHO)
def test_who_carries_out(document: Make, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    claims = read_claims(document(text))
    assert [(c.kind, c.subject, c.object) for c in claims if c.value is None] == expected
