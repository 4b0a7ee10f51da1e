"""Outputs never cost an input."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianzhang.case.files import check_output
from lianzhang.core import InputError


@pytest.fixture
def made(tmp_path: Path) -> Path:
    case = tmp_path / "case"
    for name in ("documents", "tables", "scenarios", "rules", "out"):
        (case / name).mkdir(parents=True)
    (case / "case.toml").write_text('name = "x"\n', encoding="utf-8")
    (case / "documents" / "a.txt").write_text("文", encoding="utf-8")
    (case / "ledger.db").touch()
    return case


@pytest.mark.parametrize(
    "name",
    ["case.toml", "ledger.db", "ledger.db-wal", "documents/a.txt", "documents/x.json", "tables/x.json", "rules/r.toml",
     "scenarios/s.toml", "out/../case.toml"],
)  # fmt: skip
def test_a_file_of_the_case_is_not_written_over(made: Path, name: str) -> None:
    with pytest.raises(InputError) as told:
        check_output(made / name, [made])
    assert len(told.value.problems) == 1


def test_a_link_to_an_input_is_the_input(made: Path, tmp_path: Path) -> None:
    link = tmp_path / "plan.json"
    link.symlink_to(made / "case.toml")
    with pytest.raises(InputError):
        check_output(link, [made])
    hard = tmp_path / "hard.txt"
    hard.hardlink_to(made / "documents" / "a.txt")
    with pytest.raises(InputError):
        check_output(hard, [made / "documents" / "a.txt"])


def test_a_source_is_not_its_own_output(made: Path) -> None:
    with pytest.raises(InputError):
        check_output(made / "documents" / "a.txt", [made / "documents" / "a.txt"])
    with pytest.raises(InputError):
        check_output(made / "documents" / "b.txt", [made / "documents"])


def test_other_places_are_free(made: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("{}", encoding="utf-8")
    check_output(tmp_path / "mine.json", [made])
    check_output(made / "plan.json", [made])
    check_output(made / "out", [made], folder=True)
    check_output(made, [made], folder=True)


def test_a_strange_page_stays(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html>my page</html>", encoding="utf-8")
    with pytest.raises(InputError) as told:
        check_output(tmp_path, folder=True)
    assert "index.html" in str(told.value)


def test_no_more_than_one_folder_is_made(tmp_path: Path) -> None:
    check_output(tmp_path / "one" / "x.json")
    with pytest.raises(InputError):
        check_output(tmp_path / "one" / "two" / "x.json")
    assert not (tmp_path / "one").exists()
