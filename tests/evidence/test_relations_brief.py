"""News in brief: short numbered items, each of which says what one firm or office did. Sentences are made up; values read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.reader import reading_of
from lianzhang.evidence.relations.briefs import in_brief

from .conftest import Make

ITEMS = [
    "1、英特尔计划重组印度业务，裁减研发员工。",
    "2、国家能源局发布数据，用电量平稳。",
    "3、全国茶叶质量工作推进会召开。",
    "4、小米集团、美团将发布新款眼镜。",
    "5、亚马逊旗下某平台更新页面。",
]


@pytest.fixture(name="told")
def _told(document: Make) -> set[tuple[str, str | None]]:
    claims = read_claims(document("\n".join(ITEMS)))
    return {(c.subject, c.object) for c in claims if c.value is None}


def test_a_text_of_numbered_items_is_news_in_brief(document: Make) -> None:
    assert in_brief(reading_of(document("\n".join(ITEMS))).scene)
    assert not in_brief(reading_of(document("\n".join(ITEMS[:3]))).scene)
    assert not in_brief(reading_of(document("\n".join(f"{i}、茶园管理要点。" for i in range(1, 8)))).scene)


def test_what_the_doer_of_an_item_did_is_told(told: set[tuple[str, str | None]]) -> None:
    assert ("英特尔", "印度业务") in told
    assert {("小米集团", "新款眼镜"), ("美团", "新款眼镜")} <= told


def test_what_comes_out_day_by_day_is_not(told: set[tuple[str, str | None]]) -> None:
    assert not [s for s, _ in told if s in ("国家能源局", "亚马逊")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全国茶叶质量工作推进会召开。", ("全国茶叶质量工作推进会", "召开")),
        ("2031丝路茶业对接活动（云南）7月20日在昆明举行。", ("2031丝路茶业对接活动", "昆明")),
        ("2031西部茶业博览会今天（14日）在贵阳闭幕。", ("2031西部茶业博览会", "贵阳")),
    ],
)
def test_what_is_held_is_told(document: Make, text: str, wanted: tuple[str, str]) -> None:
    assert wanted in {(c.subject, c.object) for c in read_claims(document(text))}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "云杉饰件有限公司主要为小米集团、美团和赣锋锂业提供保险杠。",
            {
                ("云杉饰件有限公司", "小米集团"),
                ("云杉饰件有限公司", "美团"),
                ("云杉饰件有限公司", "赣锋锂业"),
            },
        ),
        ("云杉饰件有限公司为北岭化工有限公司提供连带责任担保。", set()),
    ],
)
def test_who_is_supplied(document: Make, text: str, wanted: set[tuple[str, str]]) -> None:
    claims = read_claims(document(text))
    assert {(c.subject, c.object) for c in claims if c.rule == "relation.clause.make_for"} == wanted


def test_what_is_built_is_told_beside_what_it_costs(document: Make) -> None:
    claims = read_claims(document("云杉饰件股份有限公司公告，公司拟增资1.2亿元建设临江注塑件项目。"))
    assert any("临江注塑件项目" in (c.subject, c.object) for c in claims if c.value is None)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("国务院更是首次发布《关于促进茶业健康发展的若干意见》。", "国务院"),
        ("北交所近日发布实施《上市公司再融资业务指引》。", "北交所"),
        ("临江市商务局公开征求《临江市茶业市场管理办法》意见。", "临江市商务局"),
    ],
)
def test_who_issues_a_paper(document: Make, text: str, issuer: str) -> None:
    assert [c.object for c in read_claims(document(text)) if c.kind == "policy"] == [issuer]


def test_a_firm_whose_shares_are_halted(document: Make) -> None:
    claims = read_claims(document("云杉饰件股份有限公司（600999）公告称，公司股份将继续停牌。"))
    assert ("云杉饰件股份有限公司", "继续停牌") in {(c.subject, c.object) for c in claims}
