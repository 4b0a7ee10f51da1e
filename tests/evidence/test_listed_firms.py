"""Listed firms are known by their short names; who publishes what firms publish is a firm of whatever name."""

from __future__ import annotations

import pytest

from lianzhang.evidence.claims.announcers import announcers
from lianzhang.evidence.lexicon.tables import firms, known_firms, listed_firms
from lianzhang.evidence.names.finder import names


def organisations(text: str) -> list[str]:
    return [n.name for n in names(text) if n.type == "organisation"]


# Legal names as the exchanges print them.
@pytest.mark.parametrize(
    ("name", "legal"),
    [("格力电器", "珠海格力电器股份有限公司"), ("重庆钢铁", "重庆钢铁股份有限公司"), ("云南白药", "云南白药集团股份有限公司")],
)  # fmt: skip
def test_short_and_legal_name_are_one_firm(name: str, legal: str) -> None:
    assert listed_firms()[name] == legal
    (short,) = (n for n in names(f"昨日{name}开工。") if n.type == "organisation")
    assert (short.name, short.canonical) == (name, legal)


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("华懋(厦门)新材料科技股份有限公司", "华懋（厦门）新材料科技股份有限公司"),
        ("华懋（厦门）新材料科技股份有限公司", "华懋（厦门）新材料科技股份有限公司"),
        ("孚能科技(赣州)股份有限公司", "孚能科技（赣州）股份有限公司"),
    ],
)
def test_brackets_of_a_legal_name_are_wide_or_narrow(printed: str, known: str) -> None:
    assert [(n.name, n.canonical) for n in names(f"{printed}开工。") if n.type == "organisation"] == [
        (printed, known)
    ]


def test_no_name_stands_twice() -> None:
    curated = {n for f in firms() for n in (f.name, *f.aliases)}
    assert not curated & listed_firms().keys() and len(listed_firms()) > 4000
    assert not known_firms().keys() & (curated | listed_firms().keys()) and len(known_firms()) > 300


def test_firms_abroad_and_those_listed_elsewhere() -> None:
    text = "联发科向中兴通讯供货，必和必拓与宝钢签约，起亚超过雪铁龙。日产能达到80吨，产品可达能效一级，小米和苹果丰收。"
    assert organisations(text) == ["联发科", "中兴通讯", "必和必拓", "宝钢", "起亚", "雪铁龙"]


@pytest.mark.parametrize(
    "text",
    [
        "当地发展智慧农业，建设美丽生态家园。",
        "加快推动湖南发展，新希望就在眼前。",
        "太阳能发电和机器人产业增长较快。",
        "山东钢铁产业规模扩大，重庆钢铁行业回暖。",
        "中国新能源装机居世界前列。",
        "货物从盐田港和深圳机场发出。",
    ],
)
def test_words_of_the_language_are_no_firms(text: str) -> None:
    assert organisations(text) == []


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("青禾吉电今日发布业绩预增公告称，上半年盈利。", "青禾吉电"),
        ("白榆酵素半年报显示，上半年净利润减少。", "白榆酵素"),
        ("远山氟化公告，9月5日收到通知。", "远山氟化"),
        ("青山北车22日晚间公告称，股票停牌。", "青山北车"),
        ("国家统计局发布公告称，数据已修订。", None),
        ("据悉，多家公司发布业绩预告。", None),
        ("行业龙头发布涨价通知。", None),
        ("龙头青禾钛白发布涨价通知。", "青禾钛白"),
    ],
)
def test_who_publishes_what_firms_publish(text: str, firm: str | None) -> None:
    assert announcers(text) == ({firm: "organisation"} if firm else {})


@pytest.mark.parametrize(
    ("text", "firms_told"),
    [
        ("中国建材总裁称，水泥产能提升到3亿吨。", ["中国建材"]),
        ("中国黄金公告，公司净利润2亿元。", ["中国黄金"]),
        ("中国黄金产量300吨，中国建材行业利润增长10%。", []),
        ("中国石油消费量增长5%，中国稀土出口增长。", []),
        ("日本航空宣布增开航线，德国电信净利润增长。", ["日本航空", "德国电信"]),
        ("日本航空客运量下降5%，德国电信业收入下降，美国钢铁关税上调。", []),
    ],
)
def test_firms_named_after_the_country(text: str, firms_told: list[str]) -> None:
    assert organisations(text) == firms_told


def test_a_firm_is_no_part_of_a_longer_place() -> None:
    assert organisations("五菱在万达广场开店，伊泰在托克托县投产。") == ["五菱", "万达", "伊泰"]
    assert organisations("拟购买慧邦恒力的设备。") == []
