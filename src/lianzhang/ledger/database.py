"""Engine, pragmas, transactions and migrations. A write is one transaction that either happened or did not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError

from lianzhang.core import InputError, Problem, Text
from lianzhang.ledger.growth import grow, grown
from lianzhang.ledger.schema import HEAD

__all__ = ["connect_engine", "migrate", "reading", "trying", "writing"]

_WRITE = "lianzhang_write"
BUSY_MS = 30_000
_LOCK = 5_741_001
"""The number of the lock that writers of a PostgreSQL ledger take."""


_dumps = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
"""One encoder for all values: ``json.dumps`` with options makes one for each."""


def _url(url_or_path: str | Path) -> URL:
    if isinstance(url_or_path, str) and "://" in url_or_path:
        try:
            return make_url(url_or_path)
        except ArgumentError as error:
            what = Text("不是有效的数据库地址", "not a database URL")
            raise InputError([Problem(url_or_path, what)]) from error
    path = Path(url_or_path)
    if not path.parent.is_dir():
        raise InputError([Problem(str(path), Text("所在文件夹不存在", "its folder does not exist"))])
    return URL.create("sqlite", database=str(path))


def connect_engine(url_or_path: str | Path) -> Engine:
    """An engine for a path (SQLite) or a URL. SQLite gets WAL, foreign keys, a busy timeout and real transactions."""
    engine = create_engine(_url(url_or_path), json_serializer=_dumps)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # transactions are ours: the driver's own miss DDL
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.close()

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            # a write takes its lock at the start: a read that turns into a write could find the door shut half-way
            write = connection.get_execution_options().get(_WRITE, False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the ledger throughout."""
    level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction: committed at the end, rolled back on any error, gone if the process dies.

    There is one writer at a time; another waits until the first is done, at most ``BUSY_MS``.
    """
    with engine.connect().execution_options(**{_WRITE: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_MS}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


@contextmanager
def trying(engine: Engine) -> Iterator[Connection]:
    """A connection whose writes are rolled back at the end, whatever happens."""
    with engine.connect().execution_options(**{_WRITE: True}) as connection:
        transaction = connection.begin()
        try:
            yield connection
        finally:
            transaction.rollback()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _config() -> Any:
    from alembic.config import Config  # heavy, and needed only when a ledger is new or old

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def migrate(engine: Engine, name: str) -> None:
    """Bring the tables up to date: migrations, then what declarations add, in one transaction. ``name`` is how the user knows the ledger.

    Raises :class:`InputError` when the file is no ledger, or was written by a newer version of the program.
    """
    try:
        with reading(engine) as connection:
            found = _revision(connection)
            if found == HEAD and grown(connection):
                return
        if found is not None and found > HEAD:
            what = Text(f"由更新版本的程序写成（{found}）", f"was written by a newer version ({found})")
            raise InputError([Problem(name, what)])
        from alembic import command

        with writing(engine) as connection:
            foreign = (
                found is None and _revision(connection) is None and inspect(connection).get_table_names()
            )
            if foreign and engine.dialect.name == "sqlite":
                what = Text("是别的程序的数据库", "is a database of some other program")
                raise InputError([Problem(name, what)])
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            grow(connection)
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.DatabaseError):
            what = Text(
                f"不能作为台账数据库打开：{error.orig}", f"cannot be opened as a ledger: {error.orig}"
            )
            raise InputError([Problem(name, what)]) from error
        raise
