"""Firms known from what only firms decide, a town's operators, and phrases that end as firms' names do and are none."""

from __future__ import annotations

import pytest

from lianzhang.evidence.claims.reader import reading_of

from .conftest import Make


def firms(make: Make, text: str) -> set[str]:
    return {n.name for n in reading_of(make(text)).scene.mentions.names if n.type == "organisation"}


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("海天阀门拟向江川泵业发行股份及支付现金购买其所持有的宁成轴承60%股权。", "海天阀门"),
        ("海天阀门：拟以3.2亿元收购江川泵业60%股权。", "海天阀门"),
        ("6月8日晚间消息，双城活塞拟定增募资8亿元。", "双城活塞"),
        ("榆阳地铁\n集团2023年年报公布。榆阳地铁实现营业收入20亿元。", "榆阳地铁"),
    ],
)
def test_who_decides_as_firms_do_is_one(document: Make, text: str, firm: str) -> None:
    assert firm in firms(document, text)


@pytest.mark.parametrize(
    "text",
    [
        "近日，控股股东拟转让股份，受让方拟以现金支付。",
        "江山时代（600952）公告，拟回购股份，拟回购股份的价格不超过16元/股。",
        "近日公告，全资子公司拟购买10艘散货船，孙公司拟以现金收购码头。",
        "全省近20家地铁公司去年亏损。",
        "它是省内最赚钱储能公司，各超硬材料公司纷纷扩产。",
        "市场中有“XX公司计划涨价”的传闻，某锂电公司未予置评。",
        "前三季度全国网上零售额1128亿元。",
    ],
)
def test_what_only_ends_so_is_no_firm(document: Make, text: str) -> None:
    assert firms(document, text) <= {"江山时代"}


def test_a_known_name_across_words_is_none(document: Make) -> None:
    assert not firms(document, "全省航空客货运输能力达2000万人次。")
    assert firms(document, "空客去年交付766架飞机。") == {"空客"}
