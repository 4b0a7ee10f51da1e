"""Words that point back to a list or to a pair. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "2021年烧碱出口量和出口额分别达到180万吨和7亿美元，2016年这两个数字分别为205万吨和6亿美元。",
            ["烧碱出口量", "烧碱·出口额"] * 2,
        ),
        (
            "去年全县粮食产量和油料产量分别为30万吨和5万吨。今年上述两项指标分别为33万吨和6万吨。",
            ["粮食·产量", "油料·产量"] * 2,
        ),
        (
            "滨海集团和东江集团分别投入3亿元和5亿元，前者占股37.5%，后者占股62.5%。",
            ["滨海集团", "东江集团"] * 2,
        ),
        ("滨海集团收购东江集团。前者去年营收30亿元，后者净利润3亿元。", ["滨海集团", "东江集团"]),
        (
            "主要产品为石墨和硅碳，前者产量3万吨，后者产量5000吨，比前者少2.5万吨。",
            ["石墨", "硅碳", "硅碳"],
        ),
    ],
)
def test_each_is_of_what_it_was_of(document: Make, text: str, subjects: list[str]) -> None:
    assert [c.subject for c in read_claims(document(text)) if c.value is not None] == subjects


def test_the_share_of_the_firm_told_of(document: Make) -> None:
    text = "丰原药业昨日大涨。该股最新收报9.31元，涨幅5.2%。"
    assert [c.subject for c in read_claims(document(text)) if c.value is not None] == ["丰原药业"] * 2
