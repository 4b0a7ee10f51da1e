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
    assert [
        (c.subject, c.object)
        for c in claims
        if c.value is None and c.rule != "relation.open" and c.kind == "investment"
    ] == expected


OFFICES: list[tuple[str, list[Told]]] = [
    ("北岭新能源股份有限公司副总经理王秋月已因个人原因辞职。", [("王秋月", "北岭新能源股份有限公司副总经理")]),
    ("海岳股份公告，公司董事会秘书李文华先生因个人原因辞去公司董事会秘书职务。", [("李文华", "海岳股份董事会秘书")]),
    ("海岳股份聘任张建国为公司总经理。", [("张建国", "海岳股份总经理")]),
    ("海岳股份的总经理、董事长均是刘大伟，男，50岁。", [("刘大伟", "海岳股份总经理、董事长")]),
    ("海岳股份公告，公司选举王立新为第五届董事会董事长。", [("王立新", "海岳股份董事长")]),
    ("海岳股份有限公司公告，公司董事会近日收到公司副总经理张三立先生提交的书面辞职报告。", [("张三立", "海岳股份有限公司副总经理")]),
    ("海岳股份有限公司公告，股东林彬于6月5日辞任监事会主席及监事职务。", [("林彬", "海岳股份有限公司监事会主席及监事")]),
    ("王五行将接替李明担任海岳汽车集团总裁。", [("王五行", "海岳汽车集团总裁")]),
    ("5日，王立新因工作变动申请辞去海岳股份董事职务。", [("王立新", "海岳股份董事")]),
    ("海岳汽车任命约翰·史密斯为首席执行官。", [("约翰·史密斯", "海岳汽车首席执行官")]),
    ("海岳股份召开董事会，董事长主持会议。", []),
    ("海岳股份有限公司公告，公司收到离任监事李明的函。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_offices(document: Make, text: str, expected: list[Told]) -> None:
    claims = read_claims(document(text))
    assert [(c.subject, c.object) for c in claims if c.kind == "talent" and c.value is None] == expected


WHO: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    ("越山股份拟通过全资子公司广东越山新材料有限公司作为实施主体完成厂房建设。", [("project", "广东越山新材料有限公司", "实施主体")]),
    ("越山股份拟在江门市设立全资子公司广东越山光电科技有限公司作为本项目的运营主体。", [("project", "广东越山光电科技有限公司", "运营主体")]),
    ("北岭联盟是由荷兰企业家张大山所创立的。", [("institution", "北岭联盟", "张大山")]),
    ("越山医疗股份有限公司与湖南衡阳经济开发区管理委员会签署了《招商意向书》。", [("milestone", "越山医疗股份有限公司", "湖南衡阳经济开发区管理委员会")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHO)
def test_who_carries_out(document: Make, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    claims = read_claims(document(text))
    assert [
        (c.kind, c.subject, c.object) for c in claims if c.value is None and c.rule != "relation.open"
    ] == expected


STAKES: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    ("海岳材料公告，公司拟收购控股股东持有的越山玻纤的股权。", [("milestone", "海岳材料", "越山玻纤")]),
    ("海岳材料公告，公司拟购买誉晨自动化股权以及诚智智能股权。", [("milestone", "海岳材料", "誉晨自动化"), ("milestone", "海岳材料", "诚智智能")]),
    ("海岳材料公告，本次收购标的宁波甬山科技有限公司生产覆铜板。", [("milestone", "海岳材料", "宁波甬山科技有限公司")]),
    ("海岳材料股份有限公司成为苍山数码技术股份有限公司的战略股东。", [("finance", "海岳材料股份有限公司", "苍山数码技术股份有限公司")]),
    ("海岳材料股份有限公司去年参股钠电池龙头中科海山。", [("milestone", "海岳材料股份有限公司", "中科海山")]),
    ("海岳材料股份有限公司自2019年6月30日A股上市以来，业务稳定。", [("milestone", "海岳材料股份有限公司", "A股上市")]),
    ("海岳材料股份有限公司被北岭矿业集团收购。", [("milestone", "北岭矿业集团", "海岳材料股份有限公司")]),
    ("海岳材料股份有限公司获北岭矿业集团战略入股。", [("milestone", "北岭矿业集团", "海岳材料股份有限公司")]),
    ("隆岭绿能与通威股份签订硅料采购协议。", [("supply_link", "隆岭绿能", "通威股份")]),
    ("北岭蓝谷与比亚迪达成合作，将联合开发新车。", [("milestone", "北岭蓝谷", "比亚迪")]),
    ("海岳材料股份有限公司全资子公司海岳国际矿业与北岭矿业集团签署协议。", [("milestone", "海岳国际矿业", "北岭矿业集团")]),
    ("中铝山集团将联合越山铁建集团进行铁路建设。", [("project", "中铝山集团", "越山铁建集团")]),
    ("荷兰企业Lithium Box决定与浙江嘉山经济技术开发区合作，设立项目。", [("milestone", "Lithium Box", "浙江嘉山经济技术开发区")]),
    ("海岳材料（600001）公告，海岳材料于2022年7月2日与刘大伟先生签署了《股份转让协议》。", [("milestone", "海岳材料", "刘大伟")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STAKES)
def test_stakes_and_partners(document: Make, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    claims = read_claims(document(text))
    found = [(c.kind, c.subject, c.object) for c in claims if c.value is None and c.rule != "relation.open"]
    assert [t for t in expected if t not in found] == [], found


def test_the_firm_to_be_bought_is_whom_the_words_mean(document: Make) -> None:
    text = (
        "云杉科技股份有限公司公告称，公司拟以现金收购临江雪岭电子有限公司60%股权。标的公司主要生产车用继电器。"
        "目前，标的公司已推出高压继电器。"
    )
    told = [(c.kind, c.subject) for c in read_claims(document(text)) if c.value is None]
    assert ("production", "临江雪岭电子有限公司") in told
    assert not [t for t in told if t == ("production", "云杉科技股份有限公司")]
