"""Who makes, sells or ships what a list goes on with."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def subjects(document: Make, text: str) -> list[str]:
    return [c.subject for c in read_claims(document(text)) if c.value is not None]


@pytest.mark.parametrize(
    "text",
    [
        "6月上旬，重点水泥企业共生产水泥310万吨，平均日产31万吨；熟料210万吨，日产环比增长2%。",
        "6月上旬，重点水泥企业生产水泥310万吨，同比下降3%；生产熟料210万吨，同比下降2%。",
    ],
)
def test_a_list_goes_on_with_who_makes_its_first(document: Make, text: str) -> None:
    assert set(subjects(document, text)) == {"重点水泥企业"}


def test_goods_without_a_verb_of_their_own(document: Make) -> None:
    text = "今年前8月，全国规模以上酒类企业销售白酒31万吨；葡萄酒2万吨。"
    assert subjects(document, text) == ["全国规模以上酒类企业"] * 2


def test_goods_of_a_land_named_are_no_others(document: Make) -> None:
    text = "8月中旬，重点玻璃企业共生产平板310万吨；江苏省生产压花265万吨。"
    assert subjects(document, text)[-1] == "江苏省压花·产量"


def test_whom_it_goes_to_is_no_owner(document: Make) -> None:
    text = "湖南省对欧盟出口茶叶0.6亿美元，增长7%；对美国出口0.5亿美元，增长9%。"
    assert set(subjects(document, text)) == {"湖南省茶叶·出口"}


def test_a_thing_with_its_own_firm_stays(document: Make) -> None:
    text = "重点水泥企业生产水泥310万吨；禾岭股份有限公司生产熟料20万吨。"
    assert subjects(document, text)[-1] == "禾岭股份有限公司"


def test_trade_with_one_land_says_nothing_of_the_next(document: Make) -> None:
    text = "上半年对欧盟国家出口同比增长12%，对东盟国家出口同比增长24%。对美国出口47亿美元。"
    assert subjects(document, text)[-1] != "东盟国家出口"


def test_trade_with_a_land_is_not_all_trade(document: Make) -> None:
    text = "广东省对美国出口下降13%，对东盟出口增长8%。"
    assert subjects(document, text) == ["广东省对美国·出口", "广东省对东盟·出口"]
