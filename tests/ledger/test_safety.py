"""Killed at any moment nothing is lost; two readers see one state; the migrations make exactly the tables."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from lianzhang.core import InputError
from lianzhang.evidence.claim import Claim
from lianzhang.ledger import Ledger, database, schema
from lianzhang.text.document import Document

KILLS = 20

NURSERY = """
# Forks a child that stores documents, kills it at a random moment, and goes on with the next: prints what children told.
import os, random, signal, sys, time
sys.path.insert(0, sys.argv[2])
from conftest import make_claim, make_document
from lianzhang.ledger import Ledger
import alembic.command

def child(out):
    with Ledger.open(sys.argv[1]) as ledger:
        for k in range(2000):
            path = f"{k:04d}.txt"
            document = make_document(path)
            if ledger.known(path, document.sha256):
                continue
            ledger.store_document(document, [make_claim(path, start=i) for i in range(15)])
            os.write(out, (path + "\\n").encode())

random.seed(20240501)
for k in range(int(sys.argv[3])):
    if k == 8:
        Ledger.open(sys.argv[1]).close()
    out_of, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        child(into)
        os._exit(0)
    os.close(into)
    # the first die while the tables are being made, the others while documents are being stored
    time.sleep(random.uniform(0, 0.15) if k < 8 else random.uniform(0.02, 0.2))
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with open(out_of) as told:
        print("told", *told.read().split(), flush=True)
    print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_at_random_moments_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    command = [sys.executable, "-c", NURSERY, str(path), str(Path(__file__).parent), str(KILLS)]
    nursery = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert nursery.stdout is not None
    told: set[str] = set()
    kills = 0
    for line in nursery.stdout:
        word, *paths = line.split()
        kills += word == "killed"
        told |= set(paths)
        if word == "told" and paths:
            with Ledger.open(path) as ledger:
                stored = {d.path for d in ledger.documents()}
                assert told <= stored, "a document that was said to be stored is gone"
                assert len(ledger.claims()) >= 15 * len(told), "a document without all its claims"
    assert nursery.wait() == 0
    assert kills == KILLS
    assert told
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Ledger.open(path) as ledger:
        assert len(ledger.claims()) == 15 * len(ledger.documents()), "a document without all its claims"


IMPORTER = """
import os, random, signal, sys, time
from lianzhang.ledger import Ledger

def child(sheets):
    with Ledger.open(sys.argv[1]) as ledger:
        while True:
            for sheet in sheets:
                ledger.import_sheet("projects", sheet, "甲", confirm=("stage",))

random.seed(20261101)
for _ in range(int(sys.argv[2])):
    pid = os.fork()
    if pid == 0:
        child(sys.argv[3:])
    time.sleep(random.uniform(0.02, 0.15))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with Ledger.open(sys.argv[1]) as ledger:
        stages = {r.values["stage"] for r in ledger.records("projects")}
        parks = len(ledger.records("parks"))
        lines = len([h for h in ledger.history("projects") if h["field"] == "stage"])
        print(len(ledger.records("projects")), parks, len(stages), lines % 40, flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_during_an_import_leaves_all_or_nothing(tmp_path: Path) -> None:
    """Three sheets of the same 40 projects in turn, each with the next stage: rows, links and history move together."""
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    sheets = []
    for name, stage in (("一", "签约"), ("二", "开工"), ("三", "在建")):
        rows = "".join(f"第{n}号项目,{stage},第{n}园区\n" for n in range(40))
        sheet = tmp_path / f"{name}.csv"
        sheet.write_text(f"项目名称,阶段,所在园区\n{rows}", encoding="utf-8")
        sheets.append(str(sheet))
    command = [sys.executable, "-c", IMPORTER, str(path), str(KILLS), *sheets]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert len(told) == KILLS
    assert set(told) <= {(0, 0, 0, 0), (40, 40, 1, 0)}, (
        "projects, their parks, one stage for all, whole acts in the history"
    )
    assert (40, 40, 1, 0) in told
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def test_two_readers_and_a_writer(
    tmp_path: Path, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as one, Ledger.open(path) as two, Ledger.open(path) as writer:
        with database.reading(one._engine) as reader:
            from lianzhang.ledger.documents import fetch_claims

            assert fetch_claims(reader) == ()
            writer.store_document(document(), [claim()])
            assert fetch_claims(reader) == (), "a reader sees one state throughout"
            assert len(two.claims()) == 1
        assert len(one.claims()) == 1


def test_failing_half_way_leaves_nothing(
    ledger: Ledger,
    document: Callable[..., Document],
    claim: Callable[..., Claim],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from lianzhang.ledger import documents

    before = ledger.digest()

    def fail(*_: object) -> bool:
        raise RuntimeError("power cut")

    monkeypatch.setattr(documents, "_put_claims", fail)
    with pytest.raises(RuntimeError):
        ledger.store_document(document(), [claim()])
    assert ledger.digest() == before


def test_migrations_make_the_tables(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger, database.reading(ledger._engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.HEAD
        assert set(inspect(connection).get_table_names()) == {*schema.metadata.tables, "alembic_version"}
    assert ScriptDirectory.from_config(database._config()).get_current_head() == schema.HEAD


def test_newer_and_foreign_databases_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InputError, match="9999"):
        Ledger.open(path)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE somebody (else_ INTEGER)")
    with pytest.raises(InputError):
        Ledger.open(other)
    with sqlite3.connect(other) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master WHERE type='table'").fetchone() == (1,)
