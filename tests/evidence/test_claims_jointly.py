"""One sum of several firms together is one claim; what each of them has is one for each. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("青松股份和白桦股份去年总计亏损30亿元。", ["青松股份和白桦股份"]),
        ("青松股份、白桦股份等公司承诺斥资210亿元。", ["青松股份、白桦股份"]),
        ("青松股份与白桦股份谈判已持续三个月。", ["青松股份与白桦股份"]),
        # 都 within a name says nothing of each
        (
            "江山都市科技有限公司和云岭时代有限公司去年总计亏损6亿元。",
            ["江山都市科技有限公司和云岭时代有限公司"],
        ),
        ("青松股份、白桦股份去年均亏损30亿元。", ["青松股份", "白桦股份"]),
        ("青松股份、白桦股份涨超6%。", ["青松股份", "白桦股份"]),
    ],
)
def test_what_several_firms_have_together(document: Make, text: str, subjects: list[str]) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert [c.subject for c in claims] == subjects
