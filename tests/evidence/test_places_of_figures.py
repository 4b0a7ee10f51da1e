"""Where figures hold: names of funds, branches and measures hold no place, works at the head of a clause stand where it says, a seat told moves what follows."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.scan import scan

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司拟收购海南青松投资合伙企业（有限合伙）80%份额。", "海南青松投资合伙企业（有限合伙）"),
        ("发行对象为深圳市海岳资产管理有限公司。", "深圳市海岳资产管理有限公司"),
        ("公司与杭州云岭投资管理有限公司签署协议。", "杭州云岭投资管理有限公司"),
    ],
)
def test_funds_are_named_with_their_places(text: str, expected: str) -> None:
    mentions = scan(text)
    assert expected in [n.name for n in mentions.names if n.type == "organisation"]


@pytest.mark.parametrize(
    "text",
    [
        "全年日照时数2600小时。",
        "该地日照充足，降水300毫米。",
        "公司向某银行股份有限公司天津分行申请授信2000万元。",
        "青松股份有限公司与白桦股份有限公司于5月22日在西安签订长单采购合同。青松股份有限公司合计采购数量55000吨。",
        "青松股份公告，公司在会泽建设的电锌厂投产。目前公司具有年产锌产品18万吨、铅产品10万吨的生产能力。公司实现营业收入3亿元，公司净利润2亿元。",
        "全国光伏装机增长较快。青松股份有限公司实现净利润2亿元。",
    ],
)
def test_no_place(document: Make, text: str) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert claims and all(c.place is None for c in claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "山东80万千瓦海上风电场开始招标，敦煌6万千瓦光伏电站接入电网，宁夏4万千瓦风电投产。",
            ["山东省", "甘肃省酒泉市敦煌市", "宁夏回族自治区"],
        ),
        (
            "湖南郴州的临武高新区里，全省首条固态电池中试线建成，年产能1GWh。",
            ["湖南省郴州市临武县"],
        ),
        (
            "该公司在海南设有分部，总资产3亿元，矿山位于马尔康市，矿区面积3.2平方公里。",
            ["海南省", "四川省阿坝藏族羌族自治州马尔康市"],
        ),
    ],
)
def test_places_of_figures(document: Make, text: str, expected: list[str]) -> None:
    claims = sorted((c for c in read_claims(document(text)) if c.value is not None), key=lambda c: c.start)
    assert [c.place for c in claims] == expected


def test_the_site_named_last_is_that_of_the_next_sentence(document: Make) -> None:
    text = (
        "青松矿业公告，公司拟收购甲矿业。公司表示，本公司股东已同意，公司净利润增加。"
        "甲矿业注册地址位于马尔康市，主要业务为锂辉石开采。该矿区面积为3.2平方公里，矿石量5000万吨。"
    )
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert [c.place for c in claims] == ["四川省阿坝藏族羌族自治州马尔康市"] * 2
