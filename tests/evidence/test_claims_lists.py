"""Lists shared out by 分别, and what 产销 and 同比分别 leave unsaid. Sentences are made up, values read by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make


def numbers(claims: list[Claim]) -> list[Claim]:
    return [c for c in claims if c.value is not None]


def test_made_and_sold(document: Make) -> None:
    claims = numbers(
        read_claims(document("2023年，全国动力电池产销分别完成675GWh和616GWh，同比分别增长23.6%和32.4%。"))
    )
    told = [(c.kind, c.value, c.time, c.place) for c in claims]
    assert told == [
        ("production", Decimal(675), "2023", "全国"),
        ("sales", Decimal(616), "2023", "全国"),
        ("growth", Decimal("23.6"), "2023", "全国"),
        ("growth", Decimal("32.4"), "2023", "全国"),
    ]
    made, sold, made_more, sold_more = (c.subject or "" for c in claims)
    assert made.endswith("产量") and sold.endswith("销量")
    assert (made_more, sold_more) == (made, sold), "each growth is of the figure in its place"


def test_made_and_sold_without_the_word(document: Make) -> None:
    claims = numbers(read_claims(document("5月，湖北省储能电池产销量12GWh和11GWh。")))
    told = [(c.kind, c.measure, c.value) for c in claims]
    assert told == [("production", "产量", Decimal(12)), ("sales", "销量", Decimal(11))]


def test_growth_of_what_is_made_and_sold_is_growth(document: Make) -> None:
    claims = numbers(read_claims(document("2023年，全国汽车产销同比分别增长5.1%和6.3%。")))
    assert [(c.kind, c.value) for c in claims] == [("growth", Decimal("5.1")), ("growth", Decimal("6.3"))]
    made, sold = (c.subject or "" for c in claims)
    assert made.endswith("产量") and sold.endswith("销量")


def test_places_take_their_own_figures(document: Make) -> None:
    claims = numbers(
        read_claims(document("2023年，湖北省宜昌市、荆门市锂电产业产值分别为420亿元、310亿元。"))
    )
    assert [(c.place, c.value) for c in claims] == [
        ("湖北省宜昌市", Decimal(42_000_000_000)),
        ("湖北省荆门市", Decimal(31_000_000_000)),
    ]
    assert {c.time for c in claims} == {"2023"}


def test_growth_follows_the_places_before(document: Make) -> None:
    text = "2023年，湖北省宜昌市、荆门市锂电产业产值分别为420亿元、310亿元，同比分别增长15%、8%。"
    growth = [c for c in numbers(read_claims(document(text))) if c.kind == "growth"]
    assert [(c.place, c.value) for c in growth] == [
        ("湖北省宜昌市", Decimal(15)),
        ("湖北省荆门市", Decimal(8)),
    ]


def test_products_take_their_own_figures(document: Make) -> None:
    claims = numbers(read_claims(document("2023年，全省正极材料、负极材料产量分别达到15万吨、9万吨。")))
    assert [(c.item, c.value) for c in claims] == [
        ("正极材料", Decimal(150000)),
        ("负极材料", Decimal(90000)),
    ]


def test_measures_of_one_thing(document: Make) -> None:
    claims = numbers(read_claims(document("2023年，湖北省宜昌市锂电产业产值、利润分别为420亿元、36亿元。")))
    assert [(c.kind, c.measure, c.value) for c in claims] == [
        ("output_value", "产值", Decimal(42_000_000_000)),
        ("finance", "利润", Decimal(3_600_000_000)),
    ]
    assert [c.subject for c in claims] == ["宜昌市锂电产业·产值", "宜昌市锂电产业·利润"]


def test_a_measure_of_two_words_lends_none_to_the_next(document: Make) -> None:
    claims = numbers(read_claims(document("2023年，湖北省国企营业总收入、利润总额分别增长9.1%、4.7%。")))
    assert [c.value for c in claims] == [Decimal("9.1"), Decimal("4.7")]
    assert "收入" in (claims[0].subject or "")
    assert "营业" not in (claims[1].subject or "")


def test_bare_numerals_take_the_unit_of_the_last(document: Make) -> None:
    claims = numbers(read_claims(document("2021年、2022年、2023年全市产值分别为80、150、420亿元。")))
    assert [(c.time, c.value) for c in claims] == [
        ("2021", Decimal(8_000_000_000)),
        ("2022", Decimal(15_000_000_000)),
        ("2023", Decimal(42_000_000_000)),
    ]


def test_where_counts_differ_nothing_is_shared_out(document: Make) -> None:
    text = "2023年，湖北省宜昌市、荆门市、襄阳市产业产值分别为420亿元、310亿元。"
    places = [c.place for c in numbers(read_claims(document(text)))]
    assert "湖北省宜昌市" not in places, "which two of the three are meant is not said"


def test_firms_named_in_the_clause_before_take_their_own_figures(document: Make) -> None:
    text = "天赐材料、恩捷股份、亿纬锂能解禁量居前，解禁股数分别为1.2亿股、830万股、95万股。"
    told = [(c.subject, c.value) for c in numbers(read_claims(document(text)))]
    assert told == [
        ("天赐材料", Decimal(120000000)),
        ("恩捷股份", Decimal(8300000)),
        ("亿纬锂能", Decimal(950000)),
    ]


def test_two_things_of_one_size_in_a_list_are_two(document: Make) -> None:
    claims = read_claims(document("项目将形成年产配线架0.5万套、终端盒11.6万套、分纤箱11.6万套的生产能力。"))
    assert [c.value for c in numbers(claims)] == [Decimal(5000), Decimal(116000), Decimal(116000)]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "2013年一季度，旧家电销售量1096万台，回收量1124万台，与上季度相比，分别增长13.8%和13.4%。",
            ["旧家电·销售量", "旧家电销售量回收量"] * 2,
        ),
        (
            "零售企业中，食品类销售额增长19.1%，日用品销售额增长17.9%，分别加快0.7个和2.2个百分点。",
            ["食品类·销售额", "日用品·销售额"] * 2,
        ),
        (
            "白河股份营收10亿元，净利润2亿元，同比分别增长5%和6%。",
            ["白河股份"] * 4,
        ),
    ],
)
def test_what_was_told_one_by_one_is_shared_over(document: Make, text: str, subjects: list[str]) -> None:
    claims = sorted((c for c in read_claims(document(text)) if c.value is not None), key=lambda c: c.start)
    assert [c.subject for c in claims] == subjects


def test_members_that_end_alike_share_no_other_head(document: Make) -> None:
    claims = numbers(
        read_claims(document("5月份，通用制造业、高技术制造业、数字设备制造业分别增长4.1%、8.6%、7.3%。"))
    )
    assert [c.subject for c in claims] == ["通用制造业", "高技术制造业", "数字设备制造业"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("宜宾、泸州、内江增速为2.1%、3.4%、4.6%。", ["宜宾市", "泸州市", "内江市"]),
        ("宜宾、泸州增速分别为2.1%、3.4%。", ["宜宾市", "泸州市"]),
    ],
)
def test_places_side_by_side_have_a_figure_each(document: Make, text: str, places: list[str]) -> None:
    told = {c.value: c for c in numbers(read_claims(document(text)))}
    claims = [told[value] for value in sorted(told, key=str)]
    assert [c.place for c in claims] == ["四川省" + p for p in places]
    assert [c.subject for c in claims] == places


def test_places_that_are_examples_share_nothing_out(document: Make) -> None:
    claims = numbers(read_claims(document("宜宾、泸州、内江等地新增产能5万吨、6万吨、7万吨。")))
    assert {c.place for c in claims} == {"四川省宜宾市;四川省泸州市;四川省内江市"}
