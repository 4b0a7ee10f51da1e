"""Reading again changes nothing that did not change; a kill at any moment loses nothing and the next reading goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lianzhang.case import Case
from lianzhang.ledger import Ledger

Contents = Callable[[Path], dict[str, list[dict[str, Any]]]]
CODE = (sys.executable, "-c", "from lianzhang.cli import main; main()", "read")
KILLS = 10
DOCUMENTS = 40


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
    made = fresh(tmp_path / "made", documents=DOCUMENTS)
    whole = tmp_path / "whole"
    shutil.copytree(made, whole)
    began = time.monotonic()
    process = start(whole)
    assert process.wait(60) == 0, process.stderr and process.stderr.read()
    needed = time.monotonic() - began
    wanted = contents(whole / "ledger.db")
    assert len(wanted["documents"]) == DOCUMENTS and wanted["claims"] and wanted["facts"]
    moments = [needed * (0.25 + 0.75 * (n + random.Random(n).random()) / KILLS) for n in range(KILLS)]
    random.Random(7).shuffle(moments)
    seen = set()
    for n, own in enumerate((moments[::2], moments[1::2])):
        folder = tmp_path / f"killed{n}"
        shutil.copytree(made, folder)
        before = 0
        for moment in own:
            process = start(folder)
            time.sleep(moment)
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
    assert len(seen) > 1, "every kill came at the same point"


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
    folder = fresh(tmp_path / "case", documents=200)
    process = start(folder)
    time.sleep(1.0)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert b"Traceback" not in said and len(said.decode().strip().splitlines()) == 1
    with Case(folder) as case:
        assert case.read().problems == ()
        assert case.documents.height == 200
