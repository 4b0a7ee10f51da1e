"""Reading again changes nothing that did not change; a kill at any moment loses nothing and the next reading goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from lianzhang.case import Case
from lianzhang.ledger import Ledger

Contents = Callable[[Path], dict[str, list[dict[str, Any]]]]
CODE = (sys.executable, "-c", "from lianzhang.cli import main; main()", "read")
KILLS = 10
DOCUMENTS = 24


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*CODE, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def test_reading_again_changes_nothing(small: Path) -> None:
    with Ledger.open(small / "ledger.db") as ledger:
        before = ledger.digest()
    with Case(small) as case:
        summary = case.read()
        assert (summary.new, summary.unchanged, summary.absent, summary.proposed) == (0, 3, 0, 0)
        assert case.ledger.digest() == before


def test_only_what_changed_is_read(small: Path) -> None:
    (small / "documents" / "00.txt").write_text("青石材料有限公司投资99亿元建设项目。", encoding="utf-8")
    (small / "documents" / "01.txt").unlink()
    (small / "documents" / "03.txt").write_text("白桦材料有限公司投资3亿元建设项目。", encoding="utf-8")
    with Case(small) as case:
        summary = case.read()
        assert (summary.new, summary.unchanged, summary.absent) == (2, 1, 1)
        assert sorted(case.documents["path"]) == [f"documents/{n}.txt" for n in ("00", "02", "03")]


def test_killed_at_any_moment(fresh: Callable[..., Path], tmp_path: Path, contents: Contents) -> None:
    """Ten kills at points of progress spread over the whole reading, each a little later than the point by chance."""
    folder = fresh(tmp_path / "killed", documents=DOCUMENTS)
    whole = tmp_path / "whole"
    shutil.copytree(folder, whole)
    with Case(whole) as case:
        case.read()
    wanted = contents(whole / "ledger.db")
    assert (
        len(wanted["documents"]) == DOCUMENTS and wanted["claims"] and wanted["facts"] and wanted["changes"]
    )
    points = [
        ("", 0),
        ("alembic_version", 1),
        ("projects", 1),
        *(("documents", n) for n in (1, 4, 8, 13, 19, DOCUMENTS)),
        ("facts", 1),
    ]
    assert len(points) == KILLS
    chance, before, seen = random.Random(7), 0, set()
    for table, rows in points:
        process = start(folder)
        while process.poll() is None and _rows(folder / "ledger.db", table) < rows:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.02)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        stored = _whole_documents(folder, wanted, contents)
        assert stored >= before  # nothing was lost
        before = stored
        seen.add(stored)
    with Case(folder) as case:
        summary = case.read()
    assert (summary.unchanged, summary.new) == (before, DOCUMENTS - before)
    assert contents(folder / "ledger.db") == wanted
    assert len(seen) > 3, seen


def _rows(database: Path, table: str) -> int:
    if not table or not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
    except sqlite3.OperationalError:  # not made yet, or busy
        return 0


def _whole_documents(folder: Path, wanted: dict[str, list[dict[str, Any]]], contents: Contents) -> int:
    """Documents in what a kill left: each with all its claims, as in the uninterrupted reading."""
    if not (folder / "ledger.db").exists():
        return 0
    found = contents(folder / "ledger.db")
    stored = found.get("documents", [])
    paths = {d["path"] for d in stored}
    assert stored == wanted["documents"][: len(stored)]
    assert found.get("claims", []) == [c for c in wanted["claims"] if c["document"] in paths]
    assert found.get("projects", []) in ([], wanted["projects"])
    assert bool(found.get("projects")) == bool(found.get("project_problems"))  # the sheets come in together
    return len(stored)


def test_two_readings_at_once(fresh: Callable[..., Path], tmp_path: Path, contents: Contents) -> None:
    alone = fresh(tmp_path / "alone", documents=8)
    both = fresh(tmp_path / "both", documents=8)
    with Case(alone) as case:
        case.read()
    processes = [start(both) for _ in range(2)]
    assert [p.wait(60) for p in processes] == [0, 0]
    assert contents(both / "ledger.db") == contents(alone / "ledger.db")


def test_interrupted_politely(fresh: Callable[..., Path], tmp_path: Path) -> None:
    folder = fresh(tmp_path / "case", documents=60)
    process = start(folder)
    while process.poll() is None and _rows(folder / "ledger.db", "documents") < 3:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 130, said
    assert b"Traceback" not in said and len(said.decode().strip().splitlines()) == 1
    with Case(folder) as case:
        assert case.read().problems == ()
        assert case.documents.height == 60
