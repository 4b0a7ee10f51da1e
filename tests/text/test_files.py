from __future__ import annotations

from pathlib import Path

import pytest

from lianzhang.core import InputError
from lianzhang.text import MAX_BYTES, find_documents, read_bytes, read_file


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "b/a.html", "b/c.HTM", ".hidden.pdf", ".git/x.bin"):
        (tmp_path / name).write_text("文", encoding="utf-8")
    assert [path for _, path in find_documents(tmp_path)] == ["b/a.html", "b/c.HTM", "z.txt"]
    assert find_documents(tmp_path / "z.txt") == [(tmp_path / "z.txt", "z.txt")]


def test_all_problems_at_once(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (inside / "a.odp").write_bytes(b"x")
    (inside / "ok.pdf").write_bytes(b"%PDF")
    (inside / "b.tx").write_text("x", encoding="utf-8")
    (inside / "c").write_text("x", encoding="utf-8")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "out").symlink_to(tmp_path)
    with (inside / "big.txt").open("wb") as big:
        big.truncate(MAX_BYTES + 1)
    (inside / "good.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        find_documents(inside)
    by_file = {p.file: p for p in caught.value.problems}
    assert set(by_file) == {"a.odp", "b.tx", "c", "link.txt", "out", "big.txt"}
    assert by_file["b.tx"].nearest == ".txt"
    assert all(".txt .html .htm" in by_file[f].what.zh for f in ("a.odp", "b.tx", "c"))  # type: ignore[union-attr]


def test_missing_and_empty(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    with pytest.raises(InputError) as missing:
        find_documents(tmp_path / "documets")
    assert missing.value.problems[0].nearest == "documents"
    with pytest.raises(InputError, match=r"没有文档|no documents"):
        find_documents(tmp_path / "documents")


def test_unreadable(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_file(tmp_path / "gone.txt", "gone.txt")
    with pytest.raises(InputError):
        read_bytes(b"x" * (MAX_BYTES + 1), "big.txt")
