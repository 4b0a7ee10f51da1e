"""Two megabytes of honest text: no step changes a character, nothing is called spun, slipped or lost."""

from __future__ import annotations

from collections import Counter

import honest
import pytest

from lianzhang.text import read_bytes

SIZE = 2_200_000


@pytest.mark.parametrize("form", ["as written", "half-width marks"])
def test_honest_text_in_bulk(form: str) -> None:
    documents = honest.documents(SIZE if form == "as written" else SIZE // 4)
    if form != "as written":
        table = str.maketrans("，：；（）？！", ",:;()?!")
        documents = [d.translate(table) for d in documents]
    assert len(documents) > 100
    changed: list[str] = []
    graded = Counter[str]()
    kinds = Counter[str]()
    for text in documents:
        document = read_bytes(text.encode(), "a.txt")
        if document.text != text:
            changed.append(text[:40])
        graded[document.grade] += 1
        kinds.update(d.kind for d in document.damage)
    assert changed == []
    assert graded["spun"] <= len(documents) / 1000
    assert set(kinds) <= {"date_missing", "title_missing", "repeated_body"}, kinds
