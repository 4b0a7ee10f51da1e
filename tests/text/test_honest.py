"""Two megabytes of honest text: no step changes a character, nothing is called spun, slipped or lost."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from lianzhang.text import read_bytes

_spec = importlib.util.spec_from_file_location("text_room_honest", Path(__file__).with_name("honest.py"))
assert _spec is not None and _spec.loader is not None
_honest = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_honest)

SIZE = 2_200_000


@pytest.mark.parametrize("form", ["as written", "half-width marks"])
def test_honest_text_in_bulk(form: str) -> None:
    documents = _honest.documents(SIZE if form == "as written" else SIZE // 4)
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
