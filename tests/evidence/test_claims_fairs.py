"""Fairs and congresses: what is told of them, and what of those who are there."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def subjects(document: Make, text: str) -> dict[str, str]:
    return {str(c.value): c.subject for c in read_claims(document(text)) if c.value is not None}


def test_who_exhibits_and_what_is_signed_is_told_of_the_fair(document: Make) -> None:
    text = "2025示例国际灯具博览会今天在湖南长沙闭幕，共吸引近700家企业参展，举办3场推介活动。本届博览会签约金额达41亿元。"
    told = subjects(document, text)
    assert told["700"] == told["3"] == told["4100000000"] == "2025示例国际灯具博览会"


def test_the_place_is_where_the_fair_is_held(document: Make) -> None:
    text = "第四届示例机床交易会将于5月6日在湖南长沙举办。今年交易会将有60多家企业参展。"
    claim = next(c for c in read_claims(document(text)) if c.unit == "count")
    assert (claim.subject, claim.place) == ("第四届示例机床交易会", "湖南省长沙市")


@pytest.mark.parametrize(
    "text",
    [
        "示例国际灯具博览会今天在长沙闭幕，示例重工股份有限公司现场签约金额达41亿元。",
        "记者从示例算力大会上了解到，示例重工已建成41个项目。",
        "第四届广交会在广州举行，高交会促成41个项目签约。",
    ],
)
def test_a_firm_or_another_fair_keeps_its_own(document: Make, text: str) -> None:
    assert all(
        "博览会" not in s and "算力大会" not in s and "第四届" not in s
        for s in subjects(document, text).values()
    )


@pytest.mark.parametrize(
    ("text", "fair"),
    [
        ("昨日召开的示例新材料峰会吸引了310名嘉宾。", "示例新材料峰会"),
        ("在第十届示例家具展上，参展企业达310家。", "第十届示例家具展"),
        ("第三届示例包装大会召开，吸引了310家企业参展。", "第三届示例包装大会"),
        ("本届茶博会吸引采购商310名，今天闭幕。", "茶博会"),
    ],
)
def test_a_fair_by_however_it_is_named(document: Make, text: str, fair: str) -> None:
    assert subjects(document, text)["310"] == fair


@pytest.mark.parametrize("part", ["其中甘肃省签约项目5个", "德国展出新品5款"])
def test_a_place_that_takes_part_keeps_its_own(document: Make, part: str) -> None:
    text = f"第十届示例家具展在长沙举行，现场签约项目22个，{part}。"
    told = subjects(document, text)
    assert told["22"] == "第十届示例家具展"
    assert told["5"] != "第十届示例家具展"
