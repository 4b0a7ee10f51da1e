"""Offices and exchanges: what they do to others is told of them."""

from __future__ import annotations

from time import monotonic

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims import offices

from .conftest import Make


def subjects(document: Make, text: str) -> dict[str, str]:
    return {str(c.value): c.subject for c in read_claims(document(text)) if c.value is not None}


def test_cases_that_an_exchange_takes_up_are_its_own(document: Make) -> None:
    text = "深交所本周对33起异常交易行为采取了自律监管措施，对7起重大事项进行核查，上报案件线索4起。"
    assert subjects(document, text) == {"33": "深交所", "7": "深交所", "4": "深交所"}


def test_what_a_ministry_approves_is_told_of_the_ministry(document: Make) -> None:
    assert subjects(document, "今年以来环保部共批复51个建设项目环评文件。") == {"51": "环保部"}


def test_what_its_paper_does_is_told_of_the_office(document: Make) -> None:
    text = "湖南省医疗保障局近日发布文件，计划将“针灸”等6项医疗服务项目纳入医保支付范围。"
    assert subjects(document, text) == {"6": "湖南省医疗保障局"}


def test_an_office_that_only_counts_is_not_who_is_counted(document: Make) -> None:
    assert "国家统计局" not in subjects(document, "国家统计局发布数据，上半年全国新设企业300万家。").values()


def test_how_much_an_office_allows_somebody_is_not_the_office_s(document: Make) -> None:
    assert subjects(document, "证监会核准宁德时代首次公开发行2700万股。") == {"27000000": "宁德时代"}


def test_whom_an_office_turns_to_is_no_part_of_its_name(document: Make) -> None:
    text = "深交所对9家公司采取监管措施，上报证监会查处案件3起。"
    assert subjects(document, text) == {"9": "深交所", "3": "深交所"}


@pytest.mark.parametrize(
    ("text", "subject", "place"),
    [
        ("云南省发改委核准风电项目14个。", "云南省发改委", "云南省"),
        ("湖北省发改委核准固定资产投资项目14个。", "湖北省发改委", "湖北省"),
        ("美国商务部对进口轴承征收26%的关税。", "美国商务部", "美国"),
        ("湖北省市场监管局抽查食品340批次。", "湖北省市场监管局", "湖北省"),
    ],
)
def test_an_office_keeps_its_whole_name_and_its_place(
    document: Make, text: str, subject: str, place: str
) -> None:
    (claim,) = [c for c in read_claims(document(text)) if c.value is not None]
    assert (claim.subject, claim.place) == (subject, place)


@pytest.mark.parametrize("word", ["就", "累计", "并", "近日", "今年"])
def test_words_of_when_over_and_over_take_no_time(word: str) -> None:
    began = monotonic()
    for pattern in (offices._ACTS, offices._ISSUES, offices._ON):
        assert pattern.match(word * 20_000) is None
    assert monotonic() - began < 1


def test_an_exchange_goes_on_behind_the_firm_that_it_watches(document: Make) -> None:
    text = (
        "岚海机电（300998）公告停牌。上交所本周对42起异常交易行为采取措施；对近期股价上涨的岚海机电进行重点监控；"
        "共对7起重大事项进行核查。"
    )
    assert [c.subject for c in read_claims(document(text)) if c.value == 7] == ["上交所"]
