"""Statements that a number tells already, and words that only look like a stage, a paper or a role. Sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "subject", "other"),
    [
        ("云杉钢铁有限公司转让西河煤业有限公司18%股权。", "云杉钢铁有限公司", "西河煤业有限公司"),
        ("云杉钢铁有限公司向西河煤业有限公司增资3亿元。", "云杉钢铁有限公司", "西河煤业有限公司"),
    ],
)
def test_a_deal_is_told_once_beside_its_figures(document: Make, text: str, subject: str, other: str) -> None:
    claims = read_claims(document(text))
    assert sorted(c.value is not None for c in claims) == [False, True]
    assert all((c.subject, c.object) == (subject, other) for c in claims)


@pytest.mark.parametrize(
    "text",
    [
        "临江市力争打造千亿级铜箔产业集群。",
        "云岭铜业有限公司是全国最大的铜箔生产商。",
        "海岳水泥有限公司拟投资建设年产30万吨水泥熟料项目。",
    ],
)
def test_a_size_or_rank_is_told_once(document: Make, text: str) -> None:
    claims = read_claims(document(text))
    assert [c.value is not None for c in claims] == [True]


def test_who_buys_whom_goes_with_the_share_bought(document: Make) -> None:
    claims = read_claims(document("东岭矿业集团拟以3亿元收购北山铁矿有限公司60%股权。"))
    assert {c.value for c in claims} == {300000000, 60, None}
    assert [c.object for c in claims if c.value == 60] == ["北山铁矿有限公司"]
    claims = read_claims(
        document("云岭铜业有限公司公告，公司拟动用自有资金3.6亿收购海岳粉体有限公司80%股权。")
    )
    assert [(c.subject, c.object) for c in claims if c.value == 80] == [
        ("云岭铜业有限公司", "海岳粉体有限公司")
    ]


def test_who_buys_whom_is_told_once_beside_its_figures(document: Make) -> None:
    text = "云岭铜业有限公司拟2亿元收购海岳粉体有限公司70%股权\n云岭铜业有限公司公告，公司拟以2亿元收购海岳粉体有限公司70%的股权。"
    told = [(c.subject, c.object) for c in read_claims(document(text)) if c.value is None]
    assert told == [("云岭铜业有限公司", "海岳粉体有限公司")]


def test_purchases_gone_through_one_by_one_are_their_figures(document: Make) -> None:
    text = "云岭铜业有限公司2031年收购海岳粉体有限公司60%股权，2032年收购东岭铜箔有限公司55%股权，2033年收购北岭线缆有限公司51%股权。"
    assert not [c for c in read_claims(document(text)) if c.rule == "relation.clause.acquire"]


def test_what_is_bought_goes_with_its_price(document: Make) -> None:
    claims = read_claims(document("海岳水泥有限公司以2.6亿元竞得“临地2026-07号”地块。"))
    assert [(c.value, c.object) for c in claims] == [(260000000, "“临地2026-07号”地块")]


def test_what_is_bought_at_so_much_a_share_is_told(document: Make) -> None:
    claims = read_claims(document("海岳水泥有限公司以每股12.5元的价格收购北岭化工有限公司。"))
    assert ("海岳水泥有限公司", "北岭化工有限公司") in [
        (c.subject, c.object) for c in claims if c.value is None
    ]


def test_what_has_no_figure_is_told(document: Make) -> None:
    claims = read_claims(
        document("临江市力争打造全国重要的铜箔产业集群。\n海岳水泥有限公司拟投资建设水泥熟料项目。")
    )
    assert {c.kind for c in claims if c.value is None and c.rule != "relation.open"} >= {"zoning", "project"}


@pytest.mark.parametrize(
    "text",
    [
        "昨日晚间，海岳水泥有限公司披露了半年报。",  # comes out as a matter of course
        "海岳水泥有限公司发布投资者关系活动记录表。",
        "落户临江的铜箔项目带动了就业。",  # what settled is not the firm
        "新规收紧了新建项目的审批，暂缓并网。",
        "我县隆重举行5月份新项目集中开工仪式。",
        "云岭航道整治工程试运行期通过的船舶不少。",
        "自2015年“临新欧”班列开通，两地往来增多。",
        "沙坪县作为临江都市圈重点发展地区，交通便利。",
        "项目包括新厂房，并建设相应的检修基地。",
        "主营铜箔的上市公司业绩下滑。",
        "由临江市援建的20多个项目和南湖集团投资的项目同时推进。",
        "依据《中华人民共和国水法》《河道管理条例》的规定，从严处理。",  # bound by a law, which is not news
        "公司未成立专门委员会来评估此事。",
        "统筹推进“五位一体”总体布局，协调推进“四个全面”战略布局。",
        "多地加强管理，以确保被纳入国家级试点名单。",
        "昨日被击中的有雷达站、火箭炮发射平台。",
        "目前正在组建研究所，人员陆续到位。",
        "全线车站完成验收，控制性工程建成。",
        "比如承接项目签约较多。",
        "海啸导致多家工厂停产。",
        "登陆资本市场，是新的起点。",
        "南湖塑业有限公司落户云岭已有12年。",
        "包括南湖股份在内的多家公司发布2026年半年度业绩预告。",
    ],
)
def test_what_only_looks_like_a_relation(document: Make, text: str) -> None:
    assert [c for c in read_claims(document(text)) if c.value is None and c.rule != "relation.open"] == []
