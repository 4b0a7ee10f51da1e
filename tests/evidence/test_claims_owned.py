"""Whose a number is that says of what sort something is: what stands behind its 的."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.text import read_bytes


def _subject(text: str) -> str | None:
    claims = [c for c in read_claims(read_bytes(text.encode(), "a.txt")) if c.value is not None]
    return claims[0].subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("全长186公里的临江高铁今天开通运营。", "临江高铁"),
        ("装机容量120万千瓦的青峰抽水蓄能电站首台机组并网发电。", "青峰抽水蓄能电站"),
        ("占地500亩的东湖锂电产业园正式开园。", "东湖锂电产业园"),
        ("总投资80亿元的海康锂电“灯塔工厂”项目开工建设。", "海康锂电“灯塔工厂”项目"),
        ("出货量位居全球第三的远航锂能加快扩产。", "远航锂能"),
        ("拥有员工3000多人的中兴重工集团加快扩产。", "中兴重工集团"),
    ],
)
def test_what_a_measure_in_front_is_of(text: str, subject: str) -> None:
    assert _subject(text) == subject


@pytest.mark.parametrize("text", ["去年临川市实现产值居全省第二的好成绩。", "年产能5000吨的三条生产线投产。"])
def test_what_is_reached_or_counted_is_no_owner(text: str) -> None:
    assert _subject(text) not in ("好成绩", "三条生产线")


def test_growth_behind_a_firm_s_name_is_the_firm_s() -> None:
    text = "三季报业绩下滑61.5%的宁德时代本周股价回调3.4%，净利润增长12%的亿纬锂能上涨2.1%。"
    found = [
        (c.subject, abs(c.value))
        for c in read_claims(read_bytes(text.encode(), "a.txt"))
        if c.unit == "%" and c.value is not None
    ]
    assert (found[0][0], float(found[0][1])) == ("宁德时代", 61.5)
    assert [s for s, v in found if float(v) == 12] == ["亿纬锂能"]
