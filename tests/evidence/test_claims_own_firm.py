"""公司, 集团 and figures that only firms have: whose they are in announcements and in news. Sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def subjects(make: Make, text: str) -> list[str | None]:
    return [c.subject for c in read_claims(make(text)) if c.value is not None]


def test_the_group_of_a_quoted_share(document: Make) -> None:
    text = (
        "云岭钢铁股份（09953-HK）披露中期业绩：上半年，集团实现收入约98亿元，较上年增加约12%。每股收益0.35元。"
        "年内主营业务收入96亿元。"
    )
    assert subjects(document, text) == ["云岭钢铁股份"] * 4


def test_an_exchange_is_where_it_is_done(document: Make) -> None:
    text = (
        "江山时代（600952.SH）发布股份回购结果公告。据悉，公司通过上海证券交易所系统以集中竞价交易方式累计回购公司A股股份2759.8万股，"
        "已回购股份占公司总股本的比例为3.2%。"
    )
    assert subjects(document, text) == ["江山时代"] * 2


@pytest.mark.parametrize(
    "lead", ["为保障公司硅料供应，公司拟采购", "期内公司采购", "协议约定公司采购", "相应公司采购"]
)
def test_a_phrase_in_general_is_no_name(document: Make, lead: str) -> None:
    text = f"江山时代发布公告称，{lead}硅料5万吨。"
    assert all(s == "江山时代" for s in subjects(document, text))


def test_who_holds_shares(document: Make) -> None:
    text = "江山时代公告，其一致行动人海西金矿持有92万股，张明远持有151万股，已质押50万股，占其持股的33%。"
    assert subjects(document, text) == ["海西金矿", "张明远", "张明远", "张明远"]
