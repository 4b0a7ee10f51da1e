"""What must hold on SQLite and PostgreSQL alike: two at once, NUL characters, backup, migration of old data, constraints."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from lianzhang.core import InputError, RowBasis
from lianzhang.evidence.claim import Claim
from lianzhang.ledger import Conflict, Ledger, database, schema
from lianzhang.text.document import Document


def test_the_tables_are_those_declared(url: str) -> None:
    with Ledger.open(url) as ledger, database.reading(ledger._engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_nul_characters_survive(
    url: str, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    raw = "青山公司\x00投资12.5亿元。\ue000\ue002\x00尾。"
    with Ledger.open(url) as ledger:
        ledger.store_document(document(raw=raw), [claim(quote="\x00投资", subject="青山\x00公司项目")])
        (stored,) = ledger.documents()
        assert stored.raw == raw
        (told,) = ledger.claims()
        assert (told.quote, told.subject) == ("\x00投资", "青山\x00公司项目")


def test_two_people_at_once_lose_nothing(url: str) -> None:
    """Every edit of both either happened or was told to be too late; none went missing."""
    with Ledger.open(url) as ledger:
        own = ledger.add("parks", {"name": "青山园区", "land": "0亩"}, "甲")
    late: list[str] = []
    done: list[int] = []

    def work(who: str) -> None:
        with Ledger.open(url) as mine:
            for _ in range(12):
                park = mine.records("parks")[0]
                try:
                    mine.edit(
                        "parks", own, {"land": f"{park.values['land'] + 1}亩"}, who, version=park.version
                    )
                    done.append(1)
                except Conflict:
                    late.append(who)

    threads = [threading.Thread(target=work, args=(who,)) for who in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with Ledger.open(url) as ledger:
        park = ledger.records("parks")[0]
        assert park.values["land"] == len(done)
        assert len(done) + len(late) == 24
        assert len([h for h in ledger.history("parks", own) if h["field"] == "land"]) == len(done) + 1


def test_two_read_the_same_documents_at_once(
    url: str, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    Ledger.open(url).close()
    faults: list[BaseException] = []

    def read() -> None:
        try:
            with Ledger.open(url) as mine:
                for n in range(8):
                    path = f"{n}.txt"
                    mine.store_document(document(path), [claim(path, start=i) for i in range(5)])
        except BaseException as error:  # noqa: BLE001 - reported below
            faults.append(error)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    with Ledger.open(url) as ledger:
        assert len(ledger.documents()) == 8
        assert len(ledger.claims()) == 40


SHEET = "项目名称,总投资(亿元),所在园区,阶段\n青山项目,12.50,青山园区,签约\n白水项目,3,白水园区,在建\n"


def test_backup_and_restore(
    url: str,
    tmp_path: Path,
    sheet: Callable[..., Path],
    document: Callable[..., Document],
    claim: Callable[..., Claim],
) -> None:
    with Ledger.open(url) as ledger:
        ledger.import_sheet("projects", sheet(SHEET), "甲")
        ledger.store_document(document(raw="有\x00的"), [claim()])
        ledger.merge("parks", 1, 2, "乙")
        whole = ledger.digest()
        file = tmp_path / "台账.backup"
        rows = ledger.backup(file)
        with pytest.raises(InputError, match="空的"):
            ledger.restore(file)
    with Ledger.open(tmp_path / "new.db") as other:
        before = other.digest()
        torn = tmp_path / "torn.backup"
        torn.write_bytes(file.read_bytes()[:-40])
        with pytest.raises(InputError, match="完整"):
            other.restore(torn)
        with pytest.raises(InputError, match="备份"):
            other.restore(sheet("a,b\n"))
        assert other.digest() == before
        assert other.restore(file) == rows > 10
        assert other.digest().split() and other.documents()[0].raw == "有\x00的"
        if "://" not in url:
            assert other.digest() == whole
        assert other.add("projects", {"name": "第三项目"}, "甲") == 3


def _open_as_of(url: str, revision: str) -> Engine:
    """An empty ledger as an earlier version made it."""
    engine = database.connect_engine(url)
    with database.writing(engine) as connection:
        config = database._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return engine


OLD = """
INSERT INTO projects (id, name, name_key, place, stage, total_investment, capacity, capacity_unit, created_at)
 VALUES (1, '青山项目', '青山', '湖南省郴州市临武县', '在建', '1250000000.50', '5E+4', 't/a', '2024-01-01');
INSERT INTO projects (id, name, name_key, created_at) VALUES (4, '白水项目', '白水', '2024-01-02');
INSERT INTO project_dates (project_id, what, stage, date) VALUES (1, 'due', '投产', '2025-06');
INSERT INTO project_dates (project_id, what, stage, date) VALUES (1, 'stages', '开工', '2024-03-05');
INSERT INTO project_basis (project_id, field, basis) VALUES (1, 'stage', '{"row": {"file": "项目.csv", "row": 3, "column": "阶段", "cells": [["阶段", "在建"]], "source": ""}}');
INSERT INTO project_progress (id, project_id, month, plan_year, done_to_date, basis) VALUES (7, 1, '2024-06', '200000000', '90000000', '{"row": {"file": "月.csv", "row": 2, "column": "本年累计完成", "cells": [], "source": ""}}');
INSERT INTO project_problems (id, project_id, found, text, due, basis) VALUES (3, 1, '2024-05-10', '用地未批', '2024-06-30', '{"claim": "abc"}');
INSERT INTO project_problems (id, project_id, found, text, basis) VALUES (4, 1, '2024-05-10', '“用地”未批', '{"claim": "abc"}');
INSERT INTO history (register, record, field, old, new, who, at, basis) VALUES ('projects', 1, 'stage', '签约', '在建', '甲', '2024-01-01', '{}');
INSERT INTO history (register, record, field, old, new, who, at, basis) VALUES ('project_progress', 1, 'done_to_date (2024-06)', NULL, '90000000', '甲', '2024-07-01', '{}');
INSERT INTO changes (id, project, project_key, field, new, qualifier, claim_id, document, grade, sentence, state, proposed_at, reopened)
 VALUES ('c1', '青山项目', '青山', 'owner', '青山公司', 'exact', 'abc', 'a.txt', 'news', '句', 'rejected', '2024-01-01', 0);
INSERT INTO matters (id, origin, title, body, opened, due, status) VALUES (2, 'f1', '催办用地', '某县', '2024-06-01', '2024-Q3', 'open');
INSERT INTO months (month, frozen, closed_at, closed_by) VALUES ('2024-05', '{"a": 1}', '2024-06-05', '甲');
"""


def test_a_ledger_of_the_first_version_comes_along_whole(url: str, sheet: Callable[..., Path]) -> None:
    engine = _open_as_of(url, "0001")
    with database.writing(engine) as connection:
        for statement in OLD.strip().split(";\n"):
            connection.exec_driver_sql(statement.rstrip(";\n").replace("%", "%%"))
    engine.dispose()
    with Ledger.open(url) as ledger:
        first, second = ledger.projects()
        assert (first.id, first.name, first.stage, first.total_investment) == (
            1,
            "青山项目",
            "在建",
            Decimal("1250000000.50"),
        )
        assert (first.capacity, first.capacity_unit) == (Decimal(50000), "t/a")
        assert (dict(first.due), dict(first.stages)) == ({"投产": "2025-06"}, {"开工": "2024-03-05"})
        basis = first.basis["stage"]
        assert isinstance(basis, RowBasis)
        assert (basis.file, basis.row) == ("项目.csv", 3)
        (june,) = first.progress
        assert (june.month, june.plan_year, june.done_to_date) == (
            "2024-06",
            Decimal(200000000),
            Decimal(90000000),
        )
        assert isinstance(june.basis, RowBasis)
        assert june.basis.file == "月.csv"
        assert [p.text for p in first.problems] == ["用地未批", "“用地”未批"]
        assert (second.id, second.name) == (4, "白水项目")
        assert [h["field"] for h in ledger.history("project_progress", 7)] == ["done_to_date"]
        assert [c.id for c in ledger.changes("rejected")] == ["c1"]
        assert [m.title for m in ledger.open_matters("2024-07-01")] == ["催办用地"]
        closed = ledger.months.closed("2024-05")
        assert closed is not None
        assert (closed.frozen, closed.closed_by, closed.number) == ({"a": 1}, "甲", 1)
        update = "项目名称,阶段\n青山项目,投产\n第三项目,签约\n"
        assert ledger.import_sheet("projects", sheet(update), "乙").created == 1
        assert [p.id for p in ledger.projects()] == [1, 4, 5]
        assert ledger.projects()[0].stage == "投产"


def test_a_table_that_lost_a_column_grows_again(url: str) -> None:
    """A ledger from before a field was declared: its column is added, rows stay."""
    with Ledger.open(url) as ledger:
        ledger.add("leads", {"firm": "青山公司", "stage": "走访"}, "甲")
        with database.writing(ledger._engine) as connection:
            connection.execute(text("ALTER TABLE leads DROP COLUMN next_step"))
            connection.execute(text("DROP TABLE visits"))
            connection.execute(text("UPDATE declared_shape SET digest = 'before'"))
    with Ledger.open(url) as ledger:
        assert ledger.edit("leads", 1, {"next_step": "再访"}, "甲") == 1
        assert ledger.records("visits") == ()
        assert ledger.records("leads")[0].values["stage"] == "走访"
