"""Real-looking text with marks, blanks and numerals pushed in at random: reading never fails, and every quote stands in the text.

A long run of this over fetched texts found the two faults that ``test_numbers.test_a_line_ends_a_numeral`` keeps.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import lianzhang.case
from lianzhang.evidence import read_claims
from lianzhang.text import read_bytes

DOCUMENTS = Path(lianzhang.case.__file__).parent / "packaged" / "four-provinces" / "documents"
PUSHED = [
    *"\n\t\u3000，。；：（）()《》“”万亿千百%‰年月日.-—~至约超和、比较0193", "分别", "其中", "公司", "第", "元", "吨", "GWh", "3万5", "同比", "全国", "一期",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_mutated_text_is_read(seed: int) -> None:
    chance = random.Random(seed)
    texts = [p.read_bytes().decode("utf-8", "ignore") for p in sorted(DOCUMENTS.glob("*.txt"))]
    assert texts
    claimed = 0
    for _ in range(60):
        text = chance.choice(texts)
        start = chance.randrange(max(1, len(text) - 300))
        letters = list(text[start : start + chance.randrange(80, 700)])
        for _ in range(chance.randrange(30)):
            letters.insert(chance.randrange(len(letters)), chance.choice(PUSHED))
        document = read_bytes("".join(letters).encode("utf-8", "ignore"), "a.txt")
        claims = read_claims(document)
        claimed += len(claims)
        assert all(document.raw[c.start : c.end] == c.quote for c in claims)
    assert claimed > 20
