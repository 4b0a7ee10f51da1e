"""Figures that another is held against. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.text import read_bytes


def _subjects(text: str) -> list[str | None]:
    claims = [c for c in read_claims(read_bytes(text.encode(), "a.txt")) if c.value is not None]
    return [c.subject for c in sorted(claims, key=lambda c: c.start)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("美国上周成品油库存减少18.2万桶，预期增加9.4万桶，前值减少31万桶。", "美国成品油库存"),
        ("瑾乐公司第三季度营收42.6亿美元，分析师预期41.1亿美元。", "瑾乐公司"),
    ],
)
def test_what_was_expected_is_of_what_came(text: str, subject: str) -> None:
    assert set(_subjects(text)) == {subject}


def test_an_expectation_of_another_sentence_is_of_its_own_thing() -> None:
    assert _subjects("全国铅锭库存降至6.1万吨。预计2033年粗锌产量为9万吨。")[1] == "粗锌·产量"


def test_a_rank_among_those_counted_is_of_whom_it_was_spoken() -> None:
    text = "业绩最好的瑾和主题三季度回报率为41.2%，在168只基金中排第5位。"
    assert _subjects(text)[::2] == ["业绩最好瑾和主题"] * 2
