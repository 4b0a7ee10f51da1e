"""Ledgers of every earlier schema come along with all that is in them, on both databases."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from lianzhang.core import RowBasis
from lianzhang.ledger import Ledger, database
from lianzhang.ledger.backup import FITTING

DOCUMENTS = """
INSERT INTO documents (path, version, state, sha256, digest, encoding, grade, grade_reason, published, published_inferred, published_basis,
 raw, text, map, zones, damage, repeats, hypothesis, fingerprint, read_at, changed_at)
 VALUES ('a.txt', 1, 'current', 'abc', 'd', 'utf-8', 'news', '署名媒体', '2024-05-01', TRUE, '', '青山公司投资5亿元。', '青山公司投资5亿元。',
 '[[0, 1, 10]]', '[[0, 10, "body"]]', '[]', '[]', '[]', '[]', '2024-05-02', '2024-05-02');
INSERT INTO claims (claim_id, document_id, seq, active, added_at, digest, document, kind, subject, items, value_kind, value, unit, qualifier,
 time_inferred, modality, lost, quote, start, "end", also, grade, confidence, rule, has_size_band)
 VALUES ('c1', 1, 0, TRUE, '2024-05-02', 'x', 'a.txt', 'investment', '青山项目', '[]', 'number', '500000000', 'CNY', 'exact', FALSE, 'planned',
 FALSE, '投资5亿元', 4, 9, '[]', 'news', 0.9, 'r', FALSE);
INSERT INTO changes (id, project, project_key, field, new, qualifier, claim_id, document, grade, sentence, state, proposed_at, decided_at, decided_by,
 reopened, register, identity)
 VALUES ('k1', '青山项目', '青山', 'total_investment', '500000000', 'exact', 'c1', 'a.txt', 'news', '青山公司投资5亿元。', 'rejected', '2024-05-02',
 '2024-05-03', '甲', 0, 'projects', '{"name": "青山项目"}')
"""
REGISTERS = """
INSERT INTO acts (kind, register, who, at, note) VALUES ('import', 'projects', '甲', '2024-05-01', '项目.csv');
INSERT INTO projects (id, key, version, gone, created_at, name, place, stage, total_investment, capacity, capacity_unit, "due_投产")
 VALUES (3, '青山', 2, FALSE, '2024-05-01', '青山项目', '湖南省郴州市临武县', '在建', '1250000000.5', '50000', 't/a', '2025-06');
INSERT INTO projects (id, key, version, gone, created_at, merged_into, name) VALUES (4, '青山二', 1, FALSE, '2024-05-01', 3, '青山（二）项目');
INSERT INTO project_progress (id, key, version, gone, created_at, project, month, done_to_date)
 VALUES (1, '3|2024-06', 1, FALSE, '2024-07-01', 3, '2024-06', '90000000');
INSERT INTO source_rows (id, content) VALUES ('s1', '{"kind": "row", "file": "项目.csv", "row": 3, "cells": [["总投资", "12.5"]], "source": ""}');
INSERT INTO register_basis (register, record, field, basis) VALUES ('projects', 3, 'total_investment', '{"source": "s1", "column": "总投资"}');
INSERT INTO history (register, record, field, old, new, who, at, basis, act)
 VALUES ('projects', 3, 'stage', '签约', '在建', '甲', '2024-05-01', '{}', 1);
INSERT INTO matters (id, key, version, gone, created_at, origin, title, body, opened, status)
 VALUES (2, 'f1|某县|2024-06-01', 1, FALSE, '2024-06-01', 'f1', '催办用地', '某县', '2024-06-01', 'open');
INSERT INTO months (month, frozen, closed_at, closed_by) VALUES ('2024-05', '{"a": 1}', '2024-06-05', '甲')
"""
REOPENED = """
INSERT INTO reopened_months (month, number, frozen, closed_at, closed_by, reopened_at, reopened_by, why)
 VALUES ('2024-04', 1, '{"a": 0}', '2024-05-05', '甲', '2024-05-06', '乙', '漏报')
"""


def _as_of(url: str, revision: str, *scripts: str) -> None:
    """A ledger as an earlier version made it, with data in it."""
    engine = database.connect_engine(url)
    with database.writing(engine) as connection:
        config = database._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for statement in ";\n".join(scripts).strip().split(";\n"):
            connection.exec_driver_sql(statement.replace("%", "%%"))
    engine.dispose()


def test_there_is_a_test_for_every_schema() -> None:
    known = [r.revision for r in ScriptDirectory.from_config(database._config()).walk_revisions()]
    assert sorted(known) == ["0001", "0002", "0003", "0004"], "a new migration needs its case below"


@pytest.mark.parametrize("revision", ["0002", "0003"])
def test_a_ledger_of_this_version_comes_along_whole(
    url: str, revision: str, sheet: Callable[..., Path]
) -> None:
    _as_of(url, revision, DOCUMENTS, REGISTERS, *([REOPENED] if revision >= "0003" else []))
    with Ledger.open(url) as ledger:
        (project,) = ledger.records("projects", basis=True)
        assert (project.id, project.version, project.merged) == (3, 2, (4,))
        assert project.values["total_investment"] == Decimal("1250000000.5")
        assert (project.values["due.投产"], project.values["capacity_unit"]) == ("2025-06", "t/a")
        basis = project.basis["total_investment"]
        assert isinstance(basis, RowBasis) and (basis.file, basis.row) == ("项目.csv", 3)
        (june,) = ledger.projects()[0].progress
        assert june.done_to_date == 90_000_000
        assert [h["old"] for h in ledger.history("projects", 3)] == ["签约"]
        (document,), (claim,) = ledger.documents(), ledger.claims()
        assert (document.raw, claim.value) == ("青山公司投资5亿元。", Decimal(500_000_000))
        assert [(c.id, c.decided_by) for c in ledger.changes("rejected")] == [("k1", "甲")]
        assert [m.title for m in ledger.open_matters("2024-07-01")] == ["催办用地"]
        assert ledger.months.closed("2024-05") is not None
        assert ledger.known("a.txt", "abc") and not ledger.known("a.txt", "abc", "reader 2"), (
            "nobody noted its reader"
        )
        assert (
            ledger.import_sheet(
                "projects", sheet("项目名称,阶段\n青山项目,投产\n第三项目,签约\n"), "乙"
            ).created
            == 1
        )
        assert ledger.undo(ledger.acts()[0]["id"], "乙") and len(ledger.records("projects")) == 1
        assert ledger.import_sheet("enterprises", sheet("企业名称\n白水公司\n"), "乙").created == 1
    with Ledger.open(url) as again:
        assert len(again.records("projects")) == 1


def _older(file: Path, revision: str) -> None:
    """A backup of today as an earlier version wrote it: without what later versions added."""
    with gzip.open(file, "rt", encoding="ascii") as lines:
        head, *rows, _ = map(json.loads, lines)
    later = {"0002": ("reopened_months", "ledger_owner"), "0003": ("ledger_owner",)}[revision]
    kept = [json.dumps({**head, "schema": revision})]
    for table, cells in rows:
        if table not in later:
            old = {k: v for k, v in cells.items() if k != "reader"}
            kept.append(json.dumps([table, old], ensure_ascii=True))
    sums = hashlib.sha256("".join(kept).encode()).hexdigest()
    with gzip.open(file, "wt", encoding="ascii", newline="\n") as out:
        out.write("\n".join([*kept, json.dumps({"rows": len(kept) - 1, "sha256": sums})]) + "\n")


def test_every_version_since_backups_began_is_restored() -> None:
    known = {r.revision for r in ScriptDirectory.from_config(database._config()).walk_revisions()}
    assert known - set(FITTING) == {"0001"}, "a migration that does more than add needs a way for old backups"


@pytest.mark.parametrize("revision", ["0002", "0003"])
def test_a_backup_of_this_version_is_restored(
    url: str, revision: str, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    file = tmp_path / "old.backup"
    with Ledger.open(tmp_path / "from.db") as ledger:
        ledger.import_sheet("projects", sheet("项目名称,总投资（万元）\n青山项目,125000.5\n"), "甲")
        ledger.backup(file)
    _older(file, revision)
    with Ledger.open(url) as ledger:
        assert ledger.restore(file) > 3
        (project,) = ledger.records("projects")
        assert project.values["total_investment"] == 1_250_005_000
        assert {h["who"] for h in ledger.history("projects", project.id)} == {"甲"}
