"""What is told of one member of a list is told of each. Sentences are made up; values read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.reader import reading_of
from lianzhang.evidence.relations.open_lists import lists_of
from lianzhang.evidence.relations.open_words import tokens_of

from .conftest import Make

LISTS: list[tuple[str, list[tuple[str, tuple[str, ...]]]]] = [
    ("东岭集团先后收购了星邦、云岚、明川三家", [("odd", ("星邦", "云岚", "明川"))]),
    ("今年新开工的云岭路、梅溪路、桃源路正在加紧施工", [("kin", ("云岭路", "梅溪路", "桃源路"))]),
    ("株洲、湘潭和常德获评试点城市", [("place", ("株洲", "湘潭", "常德"))]),
    ("客户包括南湖电气有限公司、北岭化工有限公司等", [("org", ("南湖电气有限公司", "北岭化工有限公司"))]),
    ("《储能安全办法》、《储能验收办法》同时施行", [("title", ("储能安全办法", "储能验收办法"))]),
    ("安全和效率都提高了", []),
    ("北岭化工有限公司与西河重工有限公司签约", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LISTS, ids=[t[:12] for t, _ in LISTS])
def test_lists_of_names(document: Make, text: str, wanted: list[tuple[str, tuple[str, ...]]]) -> None:
    scene = reading_of(document(text + "。")).scene
    assert [(found.type, found.names) for found in lists_of(tokens_of(scene, 0, len(text)))] == wanted


SHARED = [
    ("株洲、湘潭、岳阳、常德入选国家数字化转型试点城市。", {"株洲", "湘潭", "岳阳", "常德"}),
    ("长沙、衡阳、郴州入选全国首批退役电池回收试点城市。", {"长沙", "衡阳", "郴州"}),
    ("明日，湘泽科技、岚洲控股、泽岚电池等股将披露2026年中报。", {"湘泽科技", "岚洲控股", "泽岚电池"}),
    ("湘泽科技、岚洲控股和泽岚电池获评国家级绿色工厂。", {"湘泽科技", "岚洲控股", "泽岚电池"}),
    ("南湖储能项目、北岭回收项目和西河隔膜项目正式开工。", {"南湖储能项目", "北岭回收项目", "西河隔膜项目"}),
]


@pytest.mark.parametrize(("text", "wanted"), SHARED, ids=[t[:8] for t, _ in SHARED])
def test_each_member_has_a_claim_of_its_own(document: Make, text: str, wanted: set[str]) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is None]
    assert sorted(c.subject or "" for c in claims) == sorted(wanted)


def test_each_place_of_a_list_is_its_own_place(document: Make) -> None:
    claims = read_claims(document("株洲、湘潭、岳阳、常德入选国家数字化转型试点城市。"))
    assert {c.subject: c.place for c in claims}["岳阳"] == "湖南省岳阳市"


def test_a_policy_named_by_a_list_stays_one(document: Make) -> None:
    claims = read_claims(document("湖南省印发《关于湘潭、岳阳、常德储能布局的实施方案》。"))
    assert [c.subject for c in claims if c.kind == "policy"] == ["关于湘潭、岳阳、常德储能布局的实施方案"]


def test_firms_that_stand_for_their_trade(document: Make) -> None:
    claims = read_claims(document("当地形成了星邦茶具、云岚瓷业、亨川陶艺为代表的陶瓷生产企业。"))
    assert [(c.kind, c.subject) for c in claims] == [
        ("production", name) for name in ("星邦茶具", "云岚瓷业", "亨川陶艺")
    ]


def test_where_it_happens_is_not_who_does_it(document: Make) -> None:
    claims = read_claims(document("东岭金属公司于1998年5月成立，并于2006年3月15日在泰国证券交易所上市。"))
    assert {c.subject for c in claims} == {"东岭金属公司"}
    assert not read_claims(document("青石酱油的老厂，1997年与华岭集团成立。"))


def test_what_a_firm_makes_is_the_other_end(document: Make) -> None:
    claims = read_claims(document("东岭化工股份有限公司主要从事环氧树脂、导热胶带的研发、生产和销售。"))
    assert [(c.subject, c.object, c.items) for c in claims] == [
        ("东岭化工股份有限公司", "环氧树脂、导热胶带", ("环氧树脂", "导热胶带"))
    ]
