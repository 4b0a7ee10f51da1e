"""What a subject may look like at all: no preposition or conjunction before it, no verb behind a firm's name. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        # a firm with a verb that no dictionary has, or half a verb, behind its name
        ("江山时代发布年报。同样方式计算，江山时代平均每天净赚2000万元。", ["江山时代"]),
        ("江山时代公告称，扣非后净利润3亿元。江山时代则怒赚35亿元。", ["江山时代", "江山时代"]),
        ("江山时代（600952.SH）发布公告。大股东江山时代或继续增持股份至20%。", ["江山时代"]),
        # a firm under its nickname; a thing without what is measured of it, and without what it is
        ("“锂电一哥”宁德时代解禁市值超百亿元。", ["宁德时代"]),
        ("“蛟岭一号”装置全长376米。", ["“蛟岭一号”装置"]),
        ("我国最大的页岩气田——云岭气田年产能突破31亿立方米。", ["云岭气田"]),
        # a fund or a line of business without what is measured of it
        ("目前养老目标基金规模达到820亿元。", ["养老目标基金"]),
        ("其中，水处理业务新签合同金额36亿元。", ["水处理业务"]),
        # what is foreseen for a year; a verb or adverb behind a thing
        ("该署预计2031年铜价为每吨9200美元，预计2032年铜价为每吨9500美元。", ["铜价", "铜价"]),
        ("9月3日，工业级双氧水价格持平报720元/吨。", ["工业级双氧水·价格"]),
        # of no country where its sentence prints none
        ("央行9月2日开展410亿元7天期逆回购操作。", ["央行", "央行"]),
        # marks of items, sums in full characters
        ("热点：③GE Norvan涨11.2%。", ["GE Norvan"]),
        ("江山时代（600952.SH）公告。本次投标报价叁仟贰佰万元整（￥32,000,000元）。", ["江山时代"]),
        # what joins a firm to the sentence before, or cites it
        ("江山时代发布年报。据江山时代披露，公司上半年销量200GWh。", ["江山时代"]),
        ("江山时代发布年报。部分企业净利润下滑，如江山时代上半年净利润下降30%。", ["江山时代"]),
        # a preposition behind it leads to where
        ("电子船票在客运码头使用率超过45%。", ["电子船票"]),
        ("江山时代（600952.SH）跌停。江山时代最新市值为81亿元。", ["江山时代"]),
        # where a thing lies is no part of its name
        ("青湖地块距离滨江地铁站不到500米，占地3.2万平方米。", ["青湖地块", "青湖地块"]),
    ],
)
def test_subjects(document: Make, text: str, subjects: list[str]) -> None:
    found = [c.subject for c in read_claims(document(text)) if c.value is not None]
    assert found[-len(subjects) :] == subjects


def test_examples_are_not_what_is_counted(document: Make) -> None:
    text = "江山时代（600952.SH）发布年报。包括江山时代在内的62家公司完成整改。"
    assert [c.subject for c in read_claims(document(text)) if c.value == 62] != ["江山时代"]


def test_examples_of_a_kind_are_not_the_kind(document: Make) -> None:
    text = "以江山时代和云岭光电为代表的国内面板厂商占据三成份额，约为35%。"
    assert {c.subject for c in read_claims(document(text)) if c.value == 35} == {"国内面板厂商"}


@pytest.mark.parametrize("measure", ["平均涨幅", "业绩同比增幅"])
def test_a_measure_gives_way_to_what_has_it(document: Make, measure: str) -> None:
    text = f"今年以来，偏债型基金的净值普遍上涨，{measure}达到6.2%。"
    (claim,) = [c for c in read_claims(document(text)) if c.value is not None]
    assert "偏债型基金" in (claim.subject or "")
