"""Whose the figures of lists, items and short texts are. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def _subjects(document: Make, text: str) -> list[str | None]:
    return [c.subject for c in read_claims(document(text)) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "全市260家“领航计划”工业企业（含培育企业）增加值212亿元，同比增长9.1%。",
            ["“领航计划”工业企业", "“领航计划”工业企业增加值", "“领航计划”工业企业增加值"],
        ),
        ("全县有38家“小巨人”企业。", ["“小巨人”企业"]),
        ("全省58家重点企业增加值212亿元。", ["重点企业", "重点企业增加值"]),
        ("中标报价（含增值税）为3.2亿元。", ["中标报价"]),
    ],
)
def test_what_is_counted_and_notes_in_brackets(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects
