"""A thing apart from what is measured of it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.thing import thing_and_measure
from lianzhang.text import Document

Make = Callable[..., Document]


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("隔膜涂布机产量", "隔膜涂布机·产量"),
        ("示例电池调整后每股收益", "示例电池·调整后每股收益"),
        ("涂布设备行业的进出口贸易总额", "涂布设备行业·进出口贸易总额"),
        ("远山县黄芪种植面积", "远山县黄芪·种植面积"),
        ("三家整车厂国内外总销量", "三家整车厂·国内外总销量"),
    ],
)
def test_the_measure_stands_behind_the_thing(subject: str, told: str) -> None:
    assert thing_and_measure(subject) == told


@pytest.mark.parametrize(
    "subject",
    [
        "全社会用电量", "远山县地区生产总值", "城镇居民人均可支配收入", "社会融资规模",  # statistics under names of their own
        "苹果专利", "江苏雷利", "北极星投资",  # what only looks like a measure
        "净利润", "平均价格", "销售利润率",  # of nothing that is said
        "示例电池·产量", "年初以来的17个交易日平均净流入",
    ],
)  # fmt: skip
def test_what_stays_whole(subject: str) -> None:
    assert thing_and_measure(subject) == subject


def test_a_figure_and_its_growth_are_of_the_thing(document: Make) -> None:
    claims = read_claims(document("2031年，工业级碳酸锂产量32万吨，同比增长12%。"))
    assert [c.subject for c in claims if c.value is not None] == ["工业级碳酸锂·产量"] * 2


def test_a_deed_alone_is_of_what_was_told_before(document: Make) -> None:
    claims = read_claims(document("周一，远山指数突破1400点，一路攀升至1530点附近。"))
    assert [c.subject for c in claims if c.value is not None] == ["远山指数"] * 2


def test_how_long_is_no_subject(document: Make) -> None:
    claims = read_claims(document("近8个交易日共有31家公司股份获高管增持，合计增持量1200万股。"))
    assert [c.subject for c in claims if c.value is not None] == ["公司"] * 2


def test_what_was_mended_is_of_what_was_told_before(document: Make) -> None:
    claims = read_claims(document("欧元区6月PPI同比降2.2%，前值从降3.2%修正为降3.1%；环比升0.6%。"))
    assert {c.subject for c in claims if c.value is not None} == {"欧元区PPI"}


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("示例银行非利息净收入", "示例银行·非利息净收入"),
        ("远岭股份研发费用", "远岭股份·研发费用"),
        ("远岭电池产能利用率", "远岭电池·产能利用率"),
        ("每平方米均价", "每平方米均价"),
        ("远山市财政收入", "远山市财政收入"),
    ],
)
def test_measures_of_banks_and_works_and_units_of_prices(subject: str, told: str) -> None:
    assert thing_and_measure(subject) == told


@pytest.mark.parametrize("word", ["年均", "主营业务", "进出口", "季度", "净利息", "国内外"])
def test_a_run_of_one_word_takes_no_time(word: str) -> None:
    before = time.process_time()
    thing_and_measure((word * 40)[:39] + "猫")
    assert time.process_time() - before < 0.5
