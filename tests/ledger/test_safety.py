"""Two readers see one state; what fails half-way leaves nothing; the migrations make exactly the tables."""

from __future__ import annotations

import sqlite3
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
