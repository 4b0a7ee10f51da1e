"""Measures of works belong to the works the sentence opens with, under the name printed in full before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.evidence import read_claims
from lianzhang.text import read_bytes

from .conftest import Make


def _subjects(text: str) -> dict[str, str | None]:
    claims = read_claims(read_bytes(text.encode(), "a.txt"))
    return {f"{float(c.value):.6g} {c.unit}": c.subject for c in claims if isinstance(c.value, Decimal)}


@pytest.mark.parametrize(
    ("text", "works", "figures"),
    [
        (
            "珠江城际铁路东起珠海站，向西途经横琴，终于珠海机场，全程39公里，全线设10个车站，分两期建设。",
            "珠江城际铁路",
            ["39 km", "10 count", "2 count"],
        ),
        (
            "黑山抽水蓄能电站地下厂房开始浇筑。电站位于青海省贵南县，总投资120亿元，总装机240万千瓦。",
            "黑山抽水蓄能电站",
            ["1.2e+10 CNY", "2400 MW"],
        ),
        (
            "总投资80亿元的海康锂电“灯塔工厂”项目开工建设。\n海康项目规划用地1200亩，达产后可实现年产值100亿元，提供就业岗位2000个。",
            "海康锂电“灯塔工厂”项目",
            ["8e+09 CNY", "1200 mu", "1e+10 CNY", "2000 count"],
        ),
        (
            "云岭锂业公告，公司拟投资建设云岭（内蒙古）材料有限公司3万吨隔膜项目，项目总投资12亿元，项目建设期18个月。",
            "云岭（内蒙古）材料有限公司3万吨隔膜项目",
            ["1.2e+09 CNY", "18 month"],
        ),
        (
            "沿江高速公路扩建工程全线开工。该公路起于安庆市，止于池州市，全长86公里，概算投资112亿元，建设工期4年。",
            "沿江高速公路扩建工程",
            ["86 km", "1.12e+10 CNY", "4 year"],
        ),
        (
            "荆山大堤综合整治工程，堤防全长182.35公里。目前，《荆山大堤综合整治工程可行性研究报告》由省水利设计院完成，工程概算总投资15.6亿元。",
            "荆山大堤综合整治工程",
            ["182.35 km", "1.56e+09 CNY"],
        ),
        (
            "荆山分洪区安置房改建工程，研究报告已经完成。工程改建9.37万平方米，拆除18.244万平方米，总投资1.16亿元。",
            "荆山分洪区安置房改建工程",
            ["93700 m2", "182440 m2", "1.16e+08 CNY"],
        ),
        (
            "石山农产品采购中心项目由润丰集团投资建设。项目集展示展销等功能于一体。建成运营后可提供就业岗位2万个，年可实现交易额200亿元、税收10亿元。",
            "石山农产品采购中心项目",
            ["20000 count", "2e+10 CNY", "1e+09 CNY"],
        ),
        (
            "再次是机车等特种电缆建设项目，产品主要为机车用电缆。项目建成后，预计年均营业收入10亿元。",
            "特种电缆建设项目",
            ["1e+09 CNY"],
        ),
        (
            "安能公司举行了10GWh锂电池生产线项目的开工仪式。该项目总投资25亿元，占地200亩。",
            "10GWh锂电池生产线项目",
            ["2.5e+09 CNY", "200 mu"],
        ),
    ],
)
def test_measures_are_of_the_works_named_before(text: str, works: str, figures: list[str]) -> None:
    found = _subjects(text)
    assert {f: found.get(f) for f in figures} == dict.fromkeys(figures, works)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("东山锂电项目投产后，公司营业收入将达到30亿元。", "3e+09 CNY"),
        ("东山锂电项目投产，江苏省新增装机容量30万千瓦。", "300 MW"),
    ],
)
def test_what_a_firm_or_a_region_has_is_not_of_the_works(text: str, figure: str) -> None:
    assert _subjects(text)[figure] != "东山锂电项目"


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "获批风电项目20万千瓦、光伏项目150万千瓦、火电项目66万千瓦。",
            ["风电项目", "光伏项目", "火电项目"],
        ),
        (
            "青云光刻胶产业园项目由青云科技有限公司投资，总投资20亿元，其中一期投资8亿元，年纳税6000万元。",
            ["青云光刻胶产业园项目", "青云光刻胶产业园项目一期", "青云光刻胶产业园项目一期"],
        ),
        ("市值近百亿元的隔膜龙头恩捷股份宣布扩产。", ["恩捷股份"]),
    ],
)
def test_lists_of_works_phases_and_firms_behind_their_figure(
    document: Make, text: str, subjects: list[str]
) -> None:
    claims = sorted((c for c in read_claims(document(text)) if c.value is not None), key=lambda c: c.start)
    assert [c.subject for c in claims] == subjects


VALLEY = (
    "海丰县滨湖稻作文化园动工\n昨日，海丰县滨湖稻作文化园举行奠基仪式，意味着该项目进入施工阶段。\n"
    "该项目总投资27亿元。项目建设包括湖岸整治，配套民宿及雨水收集三个项目，内容涵盖展馆、观鸟基地、民宿等18处景点，"
    "项目建成后将对外开放，年利润19亿元，带动就业岗位6000个以上。"
)


@pytest.mark.parametrize("figure", ["2.7e+09 CNY", "1.9e+09 CNY", "6000 count"])
def test_a_counted_part_or_a_pointing_word_is_not_the_name_of_the_works(figure: str) -> None:
    assert _subjects(VALLEY)[figure] == "海丰县滨湖稻作文化园"


def test_what_a_field_is_said_to_be_names_no_project() -> None:
    text = "青云电缆公告，公司与海丰实业有限公司签署合作协议。双方重点合作方向为养老服务产业相关项目，投资总额不少于8亿元。"
    assert _subjects(text)["8e+08 CNY"] == "青云电缆"


def test_structures_are_of_the_road_that_has_them() -> None:
    text = (
        "青云至海丰高速公路项目昨日开工。项目全长96.4公里，设大桥38座、隧道7座，服务区4处，路基宽度25.5米。"
    )
    subjects = _subjects(text)
    assert {subjects[f] for f in ("38 count", "7 count", "4 count", "25.5 m")} == {"青云至海丰高速公路项目"}
