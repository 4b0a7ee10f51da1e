"""Bad input: every fault told at once with file, place, field and nearest value, and the ledger as it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lianzhang.case import Case
from lianzhang.core import InputError
from lianzhang.ledger import Ledger

Change = Callable[[Path, str, str, str], None]


def digest(folder: Path) -> str:
    with Ledger.open(folder / "ledger.db") as ledger:
        return ledger.digest()


@contextmanager
def refused(folder: Path) -> Iterator[list[str]]:
    """The reading within must fail and change nothing; gives the lines that a user sees."""
    before, said = digest(folder), []
    with pytest.raises(InputError) as caught:
        yield said
    said += [str(p) for p in caught.value.problems]
    assert digest(folder) == before
    assert all("\n" not in line for line in said)


def read(folder: Path) -> None:
    with Case(folder) as case:
        case.read()


def one(said: list[str], *parts: str) -> None:
    """Exactly one line holds all these parts."""
    assert sum(all(p in line for p in parts) for line in said) == 1, (parts, said)


def test_faults_of_documents_plan_and_registers_come_together(packaged: Path, change: Change) -> None:
    (packaged / "documents" / "new.txt").write_text("临武县示例公司投资5亿元。", encoding="utf-8")
    (packaged / "documents" / "notes.xyz").write_text("x", encoding="utf-8")
    change(packaged, "capacity", "55000,t/a", "55000,t/b")
    change(packaged, "capacity", "100000,t/a", "-100000,t/a")
    change(packaged, "demand", "河南省郑州市,pack_ev_lfp,2024", "河南省正州市,pack_ev_lfp,2094")
    change(packaged, "projects", "云南省昆明市安宁市", "云南省昆明市安定市")
    change(packaged, "progress", "2024-05", "2024-15")
    change(packaged, "problems", "示例云母选矿项目", "示例云母选矿工程X")
    with refused(packaged) as said:
        read(packaged)
    one(said, "documents/notes.xyz", ".xyz")
    one(said, "tables/capacity.csv", "row 2", "unit", "t/b")
    one(said, "tables/capacity.csv", "row 3", "quantity", "-100000", "0")
    one(said, "tables/demand.csv", "row 2", "region", "河南省郑州市")
    one(said, "tables/demand.csv", "row 2", "year", "2030")
    one(said, "tables/projects.csv", "row 2", "建设地点", "安定市")
    one(said, "tables/progress.csv", "row 2", "月份", "2024-15")
    one(said, "tables/problems.csv", "row 3", "示例云母选矿工程X", "示例云母选矿项目")
    assert len(said) == 8


def test_good_projects_do_not_come_in_with_bad_progress(small: Path, change: Change) -> None:
    change(small, "projects", "2万吨/年,12", "2万吨/年,13")
    change(small, "progress", "2024-05", "2024-15")
    (small / "documents" / "new.txt").write_text("青石材料有限公司投资5亿元。", encoding="utf-8")
    with refused(small) as said:
        read(small)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("table", "old", "new", "parts"),
    [
        ("capacity", "quantity", "quantitty", ("quantitty", "quantity")),
        ("capacity", "55000,t/a", "nan,t/a", ("row 2", "nan")),
        ("capacity", "55000,t/a", "1e400,t/a", ("row 2", "1e400")),
        ("capacity", "55000,t/a", f"{'5' * 200_000},t/a", ("CSV",)),
        ("capacity", "55000,t/a", "5\x000,t/a", ("tables/capacity.csv",)),
        ("projects", "业主单位", "业主单伟", ("业主单伟", "业主单位")),
        ("projects", "项目名称", "颜色", ("项目名称",)),
        ("projects", "65,31", "-65,31", ("row 3", "-65")),
        ("projects", "示例副局长", "长" * 200_000, ("row 3",)),
        ("progress", "月份", "", ("月份",)),
    ],
)  # fmt: skip
def test_bad_tables(
    packaged: Path, change: Change, table: str, old: str, new: str, parts: tuple[str, ...]
) -> None:
    change(packaged, table, old, new)
    with refused(packaged) as said:
        read(packaged)
    assert any(all(p in line for p in (f"tables/{table}.csv", *parts)) for line in said), said


@pytest.mark.parametrize("table", ["projects", "capacity"])
@pytest.mark.parametrize("kind", ["folder", "link", "workbook", "pipe", "two"])
def test_tables_that_are_no_table(packaged: Path, table: str, kind: str) -> None:
    file = packaged / "tables" / f"{table}.csv"
    if kind == "two":
        file.with_suffix(".xlsx").write_bytes(b"PK\x03\x04")
    else:
        file.unlink()
    if kind == "folder":
        file.mkdir()
    elif kind == "link":
        file.symlink_to("/etc/hostname")
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "workbook":
        file.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 4)
    with refused(packaged) as said:
        read(packaged)
    assert any(f"tables/{table}." in line for line in said)
    assert not any(
        "root" in line or os.uname().nodename in line for line in said
    )  # nothing of the link's target


@pytest.mark.parametrize(
    ("toml", "parts"),
    [
        ("name = ", ("case.toml",)),
        ('nam = "x"\nyears = [2025]', ("nam", "name")),
        ("years = [2026, 2025]", ("years",)),
        ("years = [2025]\nrate = 6", ("rate", "0.06")),
        ('[desk]\nmnth = "2024-06"', ("desk.mnth", "month")),
        ('[desk]\nmonth = "2024-13"', ("desk.month", "2024-13")),
        ("[desk]\nrules = 5", ("desk.rules", "5")),
        ('[reading]\nfolders = ["../else"]', ("reading.folders", "../else")),
        ('[reading]\nfolders = ["a\\u0000b"]', ("reading.folders",)),
        ("[reading]\nfolders = 3", ("reading.folders", "documents")),
        ('reading = "x"', ("[reading]",)),
        ('database = "../x.db"', ("database", "ledger.db")),
        ('database = "documents"', ("database", "documents")),
        ('database = "mysql://h/d"', ("database", "mysql")),
        ("database = 5", ("database", "5")),
    ],
)
def test_bad_settings(small: Path, toml: str, parts: tuple[str, ...]) -> None:
    (small / "case.toml").write_text(toml, encoding="utf-8")
    with refused(small) as said:
        read(small)
    assert any(all(p in line for p in parts) for line in said), said
    assert not (small.parent / "x.db").exists()


def test_settings_that_are_no_file(small: Path, tmp_path: Path) -> None:
    file = small / "case.toml"
    for data, part in (('name = "中"'.encode("gbk"), "UTF-8"), (b"\x00\x01" * 50, "case.toml")):
        file.write_bytes(data)
        with refused(small) as said:
            read(small)
        assert part in said[0]
    file.unlink()
    (small / "Case.toml").write_text("", encoding="utf-8")
    with refused(small) as said:
        read(small)
    assert "Case.toml" in said[0]
    file.mkdir()
    with refused(small) as said:
        read(small)
    with pytest.raises(InputError, match=r"smoll.*small"):
        Case(tmp_path / "smoll")
    with pytest.raises(InputError, match=r"a.txt"):
        (tmp_path / "a.txt").write_text("", encoding="utf-8")
        Case(tmp_path / "a.txt")


def test_documents_that_cannot_be_listed(small: Path) -> None:
    documents = small / "documents"
    with (documents / "big.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # sparse: takes no room
    (documents / "out.txt").symlink_to("/etc/hostname")
    (documents / "noname").write_text("x", encoding="utf-8")
    os.mkfifo(documents / "pipe.txt")
    with refused(small) as said:
        read(small)
    one(said, "documents/big.txt", str(200 * 1024 * 1024))
    one(said, "documents/out.txt")
    one(said, "documents/noname")
    for name in ("big.txt", "out.txt", "noname"):
        (documents / name).unlink()
    with refused(small) as said:
        read(small)
    one(said, "documents/pipe.txt")


def test_documents_folder_empty_or_gone(small: Path) -> None:
    for file in (small / "documents").iterdir():
        file.unlink()
    with refused(small) as said:
        read(small)
    one(said, "documents")
    (small / "documents").rmdir()
    with refused(small) as said:
        read(small)
    one(said, "documents")


def test_a_document_that_is_no_text_is_reported_and_the_others_stored(small: Path) -> None:
    (small / "documents" / "binary.txt").write_bytes(bytes(range(128, 256)) * 40)
    (small / "documents" / "nul.txt").write_bytes(b"\x00" * 5000)
    (small / "documents" / "new.txt").write_text("青石材料有限公司投资7亿元。", encoding="gb18030")
    with Case(small) as case:
        summary = case.read()
        assert sorted(p.file for p in summary.problems) == ["documents/binary.txt", "documents/nul.txt"]
        assert all(p.where == "char 1" for p in summary.problems)
        assert summary.new == 1
        assert "documents/new.txt" in case.documents["path"].to_list()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(small: Path) -> None:
    (small / "documents" / "00.txt").chmod(0)
    (small / "tables" / "projects.csv").chmod(0)
    with refused(small) as said:
        read(small)
    one(said, "tables/projects.csv")


def test_a_ledger_that_is_none_is_left_alone(small: Path) -> None:
    (small / "ledger.db").write_bytes(b"something else" * 500)
    with pytest.raises(InputError, match=r"ledger.db"):
        read(small)
    assert (small / "ledger.db").read_bytes() == b"something else" * 500


def test_rules(small: Path) -> None:
    with Case(small) as case:
        with pytest.raises(InputError, match=r"yinchaun.*yinchuan"):
            case.dispatch(rules="yinchaun")
        (small / "rules").mkdir()
        (small / "rules" / "mine.toml").write_text("x = ", encoding="utf-8")
        with pytest.raises(InputError, match=r"rules/mine.toml"):
            case.dispatch(rules="mine")
        for month in ("2024-13", "202406", "", "x"):
            with pytest.raises(InputError, match="YYYY-MM"):
                case.dispatch(month)
