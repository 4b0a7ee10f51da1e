"""What a text is about: a firm, a place, the whole country. Texts are made up, values read by hand."""

from __future__ import annotations

from lianzhang.evidence import Claim, read_claims

from .conftest import Make

FIRM = (
    "云岭锂能股份有限公司2023年年度报告摘要\n"
    "证券代码：300999 证券简称：云岭锂能\n"
    "报告期内，公司实现营业收入48.6亿元，净利润3.2亿元。\n"
    "公司股东大会审议通过分红方案。公司董事会认为，湖北省宜昌市的基地进展顺利。\n"
    "公司隔膜销量同比增长18%。\n"
)


def figures(claims: list[Claim], kind: str) -> list[Claim]:
    return [c for c in claims if c.kind == kind and c.value is not None]


def test_figures_of_a_firms_own_text_are_the_firms(document: Make) -> None:
    claims = [c for c in read_claims(document(FIRM)) if c.value is not None]
    assert [(c.kind, float(c.value)) for c in claims] == [  # type: ignore[arg-type]
        ("output_value", 4.86e9),
        ("finance", 3.2e8),
        ("growth", 18.0),
    ]
    assert all((c.subject or "").startswith("云岭锂能") for c in claims), [c.subject for c in claims]
    assert {c.time for c in claims} == {"2023"}, "the period of the report"


def test_a_firms_own_text_is_of_no_place(document: Make) -> None:
    places = [c.place for c in read_claims(document(FIRM)) if c.unit == "CNY"]
    assert places == [None, None], "where its neighbours in the text lie says nothing of the firm"


def test_a_text_of_a_place_stays_with_the_place_though_it_names_a_firm(document: Make) -> None:
    text = (
        "湖北省宜昌市锂电产业发展情况\n"
        "湖北省宜昌市引进云岭锂能股份有限公司。2023年，宜昌市锂电产业产值达到420亿元。\n"
        "宜昌市规上企业达到62家。\n"
    )
    claims = read_claims(document(text))
    assert [c.place for c in figures(claims, "output_value")] == ["湖北省宜昌市"]
    assert [c.place for c in figures(claims, "enterprise_count")] == ["湖北省宜昌市"]


def test_a_text_that_speaks_of_the_country_is_about_the_country(document: Make) -> None:
    text = (
        "2023年，全国动力电池产业稳步增长。全国动力电池产量增长。\n"
        "全国储能装机快速增长，湖北省宜昌市等地加快布局。\n"
        "动力电池产业产值达到9000亿元。\n"
    )
    (told,) = figures(read_claims(document(text)), "output_value")
    assert told.place == "全国"


def test_in_a_digest_each_paragraph_speaks_of_its_own_firm(document: Make) -> None:
    text = (
        "格力电器（000651）晚间发布半年报。公司实现营业收入100亿元。\n"
        "云南白药（000538）晚间公告。今年上半年，公司实现净利润3亿元，公司预计全年增长20%。\n"
        "重庆钢铁（601005）发布公告。公司拟投资5亿元。\n"
    )
    told = [(c.subject, c.unit) for c in read_claims(document(text)) if c.value is not None]
    assert told == [("格力电器", "CNY"), ("云南白药", "CNY"), ("云南白药", "%"), ("重庆钢铁", "CNY")]
