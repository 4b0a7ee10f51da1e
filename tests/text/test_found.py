"""Files that a coverage-guided fuzzer made (see ``tools/fuzz_readers.py``): each reaches a branch of a reader of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader_check import KINDS, check

FOUND = sorted(Path(__file__).with_name("found").glob("*.bin"))


def test_every_kind_is_there() -> None:
    assert {p.name.split(".")[1] for p in FOUND} == set(KINDS)
    assert len(FOUND) >= 40


@pytest.mark.parametrize("path", FOUND, ids=lambda p: p.name)
def test_found(path: Path) -> None:
    check(path.name.split(".")[1], path.read_bytes())
