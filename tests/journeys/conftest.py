"""Journeys of an office through the command line, on SQLite and on a private PostgreSQL server."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.main import get_command

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parent / "ledger", HERE.parents[1] / "tools"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from private_postgres import postgres  # noqa: E402, F401

from lianzhang.case import new_case  # noqa: E402
from lianzhang.cli.app import app  # noqa: E402
from lianzhang.cli.screen import guarded  # noqa: E402

COMMAND = get_command(app)
"""Made once: at every call it takes as long as what many a command does."""


class Ran(NamedTuple):
    """How a command ended: exit code, what it printed, and its faults."""

    code: int
    out: str
    err: str


@pytest.fixture
def office(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Ran]]:
    """Runs a command here, as the entry point does. ``code``: the exit code that is expected."""
    handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}

    def run(*arguments: str | Path, code: int = 0) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            guarded(lambda: COMMAND([str(a) for a in arguments], prog_name="lianzhang"))
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        found = ended.value.code
        ran = Ran(found if isinstance(found, int) else int(bool(found)), said.out, said.err)
        assert ran.code == code, f"{arguments}: exit code {ran.code}\n{ran.err}\n{ran.out[-2000:]}"
        return ran

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def cli(office: Callable[..., Ran]) -> Callable[..., Ran]:
    """The same by its shorter name."""
    return office


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """What ``case.toml`` names as the database: nothing for SQLite in the folder, or the URL of an empty PostgreSQL database."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgres")())


@pytest.fixture
def case(tmp_path: Path, database: str | None) -> Path:
    """A new case on either database."""
    folder = tmp_path / "case"
    new_case(folder)
    if database is not None:
        settings = folder / "case.toml"
        settings.write_text(
            f'database = "{database}"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8"
        )
    return folder
