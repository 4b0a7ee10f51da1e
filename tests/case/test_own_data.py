"""A case's own data files: read with them, again when they change, here and on a cluster alike, never with faulty ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lianzhang.case import Case
from lianzhang.core import InputError

FRAME = """[[frame]]
kind = "sales"
measure = "发运量"
units = ["MW"]
before = '发运量?'
priority = 24
example = "甲公司全年逆变器发运量60GW"
"""


@pytest.fixture
def folder(tmp_path: Path, fresh: Callable[..., Path]) -> Path:
    made = fresh(tmp_path / "case", documents=5)
    for n in range(5):
        (made / "documents" / f"pv{n}.txt").write_text(
            f"青石光伏有限公司今年逆变器发运量{n + 3}GW。", encoding="utf-8"
        )
    (made / "lexicon").mkdir()
    return made


def sales(case: Case) -> int:
    return sum(c.kind == "sales" for c in case.ledger.claims())


def test_read_again_when_they_change(folder: Path) -> None:
    file = folder / "lexicon" / "frames_numbers.toml"
    with Case(folder) as case:
        assert case.read().new == 10 and sales(case) == 0
        assert not (folder / "reading.jsonl").exists()
        file.write_text(FRAME, encoding="utf-8")
        assert case.read().new == 10 and sales(case) == 5
        assert (case.read().new, case.read().unchanged) == (0, 10)
        file.unlink()
        assert case.read().new == 10 and sales(case) == 0
        assert not (folder / "reading.jsonl").exists()


def test_a_reading_cut_short_goes_on(folder: Path) -> None:
    """What a kill leaves: some documents read with the new files, the last line of the notes torn."""
    (folder / "lexicon" / "frames_numbers.toml").write_text(FRAME, encoding="utf-8")
    with Case(folder) as case:
        case.read()
        digest = case.ledger.digest()
        notes = folder / "reading.jsonl"
        lines = notes.read_text(encoding="utf-8").splitlines(keepends=True)
        assert len(lines) == 10 and len({json.loads(line)["mark"] for line in lines}) == 1
        notes.write_text("".join(lines[:6]) + lines[6][:20], encoding="utf-8")
        assert case.read().new == 4
        assert case.ledger.digest() == digest
        assert notes.read_text(encoding="utf-8").splitlines(keepends=True) == lines


def test_faulty_files_are_refused_before_anything_is_read(folder: Path) -> None:
    (folder / "lexicon" / "frames_numbers.toml").write_text(FRAME.replace("sales", "sale"), encoding="utf-8")
    (folder / "lexicon" / "terms.csv").write_text(
        "surfaces,type,canonical,product\n甲,x,甲料,\n", encoding="utf-8"
    )
    (folder / "lexicon" / "verbs.csv").write_text("x\n", encoding="utf-8")
    with Case(folder) as case:
        with pytest.raises(InputError) as caught:
            case.read()
        assert {p.file for p in caught.value.problems} == {
            f"lexicon/{n}" for n in ("frames_numbers.toml", "terms.csv", "verbs.csv")
        }
        assert not case.ledger.documents()


def test_files_that_would_be_passed_over_are_named(folder: Path) -> None:
    names = ("verbs.txt", "terms.txt", "measures.csv.txt", "terms.xlsx")
    for name in (*names, "说明.txt", "README.md"):
        (folder / "lexicon" / name).write_bytes(b"\x50\x4b\x03\x04\xff\xfe" if name.endswith("x") else b"x\n")
    with Case(folder) as case, pytest.raises(InputError) as caught:
        case.read()
    told = {p.file.removeprefix("lexicon/"): p.nearest for p in caught.value.problems}
    assert set(told) == set(names)
    assert told["verbs.txt"] == "statement_words.toml"
    assert told["terms.xlsx"] == told["terms.txt"] == "terms.csv"


def test_links_out_of_the_case_and_huge_files_are_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("phrase\n一二\n", encoding="utf-8")
    (folder / "lexicon" / "number_traps.csv").symlink_to(tmp_path / "outside.csv")
    (folder / "lexicon" / "terms.csv").write_bytes(b"x" * 1_100_000)
    with Case(folder) as case, pytest.raises(InputError) as caught:
        case.read()
    assert sorted(p.file for p in caught.value.problems) == ["lexicon/number_traps.csv", "lexicon/terms.csv"]


def test_on_a_cluster_the_same(folder: Path) -> None:
    distributed = pytest.importorskip("distributed")
    (folder / "lexicon" / "frames_numbers.toml").write_text(FRAME, encoding="utf-8")
    with Case(folder) as case:
        case.read()
        here = case.ledger.claims()
    (folder / "ledger.db").unlink()
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None) as made,
        Case(folder) as case,
    ):
        assert case.read(scheduler=made.scheduler_address).new == 10
        assert case.ledger.claims() == here and sales(case) == 5
