"""Killed at any moment nothing is lost and nothing half-written, on both databases: reading, import, closing a month.

Two hundred kills in all with those of ``tests/case/test_resume.py``. Seeds are kept: a failure comes again.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from lianzhang.ledger import Ledger

KILLS = {"read": 32, "import": 32, "close": 32}
SEEDS = {"read": 20240501, "import": 20261101, "close": 20261031}


def prepare(url: str, folder: Path) -> None:
    """A ledger without records, and three sheets of forty projects."""
    for stage in ("签约", "开工", "在建"):
        rows = "".join(f"第{n}号项目,{stage},第{n}园区\n" for n in range(40))
        (folder / f"{stage}.csv").write_text(f"项目名称,阶段,所在园区\n{rows}", encoding="utf-8")
    Ledger.open(url).close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("work", list(KILLS))
def test_killed_at_random_moments(url: str, work: str, tmp_path: Path) -> None:
    if work != "read":
        prepare(url, tmp_path)
    if work == "close":
        with Ledger.open(url) as ledger:
            ledger.add("projects", {"name": "青山项目", "stage": "在建"}, "甲")
    script = Path(__file__).with_name("nursery.py")
    command = [sys.executable, str(script), url, work, str(KILLS[work]), str(SEEDS[work]), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, f"seed {SEEDS[work]}: {done.stderr[-3000:]}"
    kills, within, told = map(int, done.stdout.split())
    assert kills == KILLS[work]
    assert within >= kills // 3, "too few died in the middle of their work for this to mean anything"
    assert told >= 5
    if "://" not in url:
        with sqlite3.connect(url) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    with Ledger.open(url) as ledger:
        assert ledger.digest()
