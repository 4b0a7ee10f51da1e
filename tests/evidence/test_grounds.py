"""Grounds that are no place of the tree: country, world, countries abroad; datelines. Sentences are made up, values read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.grounds import COUNTRY, WORLD, datelines, nationwide
from lianzhang.evidence.mentions import Mentions, NameMention

from .conftest import Make


def grounds(text: str, *names: NameMention) -> list[str]:
    found = nationwide(text, Mentions(names=names, places=(), numbers=(), times=()))
    return [p.paths[0] for p in sorted(found, key=lambda p: p.start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年，全国动力电池产量增长两成。", [COUNTRY]),
        ("截至6月底，我国新型储能装机再上台阶。", [COUNTRY]),
        ("中国锂盐产量居前，国内需求平稳。", [COUNTRY, COUNTRY]),
        ("全球储能电池出货量上升。", [WORLD]),
        ("国家能源局发布的数据显示，新增装机上升。", [COUNTRY]),
        ("据中汽协统计，6月装车量上升。", [COUNTRY]),
        ("日本电芯产量下降，公司在匈牙利建设的工厂投产。", ["日本", "匈牙利"]),
        ("泰国生产基地已经量产。", ["泰国"]),
    ],
)
def test_country_world_and_abroad(text: str, expected: list[str]) -> None:
    assert grounds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "产量位居全国第二。",  # the field of a ranking
        "新昌打造全国一流的氢能之都。",  # how good it is to be
        "产能占全国三成。",  # what a share is of
        "建成国内首条中试线。",
        "达到世界一流水平。",
        "全国人大代表到园区调研。",
        "全国重点实验室揭牌。",
        "中国和法国的企业参会。",
        "省国家能源局派出机构通报。",
        "日本企业到访园区。",
        "德国政府表示欢迎。",
    ],
)
def test_rankings_bodies_and_guests_are_no_grounds(text: str) -> None:
    assert grounds(text) == []


def test_inside_a_name_nothing_is_a_ground() -> None:
    text = "全球锂业集团产量上升。"
    assert grounds(text) == [WORLD]
    assert grounds(text, NameMention(0, 6, "organisation", "全球锂业集团")) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("新华社武汉5月6日电（记者 江山）园区开工。", "新华社武汉5月6日电"),
        ("中新网宜昌5月6日电 园区开工。", "中新网宜昌5月6日电"),
        ("江北日报讯 园区开工。", "江北日报讯"),
        ("标题一行\n　　本报荆门6日讯 园区开工。", "本报荆门6日讯"),
    ],
)
def test_datelines_are_found_in_front_of_a_line(text: str, printed: str) -> None:
    assert [text[a:b].strip() for a, b in datelines(text)] == [printed]


def test_a_report_named_in_a_sentence_is_no_dateline() -> None:
    assert datelines("园区开工，新华社武汉5月6日电报道了此事。") == []


def test_the_place_of_a_dateline_is_not_that_of_the_figure(document: Make) -> None:
    text = "新华社北京5月6日电 2023年，湖北省宜昌市锂电池产业产值达到420亿元。"
    (told,) = [c for c in read_claims(document(text)) if c.unit == "CNY"]
    assert told.place == "湖北省宜昌市"


def test_figures_of_the_country_are_not_those_of_the_place_before(document: Make) -> None:
    text = (
        "湖北省宜昌市动力电池产量达到32GWh。2023年，全国动力电池产量达到675GWh，全球动力电池产量达到950GWh。"
    )
    told = {float(c.value): c.place for c in read_claims(document(text)) if c.kind == "production"}  # type: ignore[arg-type]
    assert told == {32.0: "湖北省宜昌市", 675.0: COUNTRY, 950.0: WORLD}


def test_figures_abroad_are_of_their_country(document: Make) -> None:
    text = "湖北省宜昌市锂电池产业产值达到420亿元。德国动力电池产量达到28GWh。"
    (told,) = [c for c in read_claims(document(text)) if c.kind == "production"]
    assert told.place == "德国"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "河南省鹤壁市储能产业。2025年，淇县成功举办2025年河南省储能大会，签约储能项目21个。",
            "河南省鹤壁市淇县",
        ),
        ("江苏省溧阳市组团参加第三届浙江省电池博览会，签约项目4个。", "江苏省常州市溧阳市"),
        ("四川省遂宁市锂电产业推介会在上海举行，现场签约项目18个。", "四川省遂宁市"),
        ("安徽滁州10月12日在深圳举行储能产业招商会，签约项目9个。", "安徽省滁州市"),
        ("广西新能源汽车产业对接会在南宁举行，签约项目30个。", "广西壮族自治区南宁市"),
    ],
)
def test_the_name_of_a_meeting_and_its_town_away_are_no_ground(text: str, place: str, document: Make) -> None:
    told = [c for c in read_claims(document(text)) if c.kind == "project_count"]
    assert [c.place for c in told] == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("天津口岸自台湾购入茶叶0.4万吨。", "天津市"),
        ("青岛进口台湾茶叶3万吨。", "山东省青岛市"),
        ("大连口岸自海南购进水果1万吨。", "辽宁省大连市"),
        ("湖北销往广东的电池材料5万吨。", "湖北省"),
    ],
)
def test_a_partner_in_trade_is_not_where_it_is_told_of(document: Make, text: str, place: str) -> None:
    assert [c.place for c in read_claims(document(text)) if c.value is not None] == [place]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("打造了雪岭、金翅、永和等一批乳品品牌。全市规模养殖场达180个。", [None]),
        ("引进了万和、丰宁等龙头企业。去年产值30亿元。", [None]),
        ("成都、德阳等市企业增加3家。", ["四川省成都市;四川省德阳市"]),
    ],
)
def test_names_listed_with_names_that_are_no_places_are_none(
    document: Make, text: str, places: list[str | None]
) -> None:
    assert [c.place for c in read_claims(document(text)) if c.value is not None] == places


def test_a_gulf_or_an_ocean_is_no_country_it_has_the_name_of(document: Make) -> None:
    told = read_claims(document("在墨西哥湾开采原油8万吨。在墨西哥开采原油9万吨。在印度洋捕鱼3万吨。"))
    assert [c.place for c in told if c.value is not None] == [None, "墨西哥", None]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("昨日美股芯片股大涨，平均涨5%。", None),
        ("波罗的海干散货指数跌3%。", None),
        ("美股大涨，国内铜价涨5%。", "全国"),
        ("铝价涨5%。", "全国"),
    ],
)
def test_what_is_quoted_abroad_is_not_of_the_country(document: Make, text: str, place: str | None) -> None:
    told = read_claims(document("我国出口增长8%，全国装机9亿千瓦，国内需求上升。\n" + text))
    assert [c.place for c in told if c.value is not None][-1] == place
