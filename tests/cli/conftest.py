"""The command line as a user runs it. The demo runs once for the whole run, in a process of its own; most other commands run here."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.main import get_command

from lianzhang.cli.app import app
from lianzhang.cli.screen import guarded

COMMAND_HERE = get_command(app)
"""Made once: at every call it takes as long as what many a command does."""
COMMAND = (sys.executable, "-c", "from lianzhang.cli import main; main()")


class Ran(NamedTuple):
    """How a command ended: exit code, what it printed."""

    code: int
    out: str
    err: str


def run_process(*arguments: str | Path, **environment: str) -> Ran:
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", timeout=600,
        env={**os.environ, **environment}, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def process() -> Callable[..., Ran]:
    """Runs a command in a process of its own; keywords are environment variables."""
    return run_process


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Ran]]:
    """Runs a command here, as the entry point does."""
    handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}

    def run(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            guarded(lambda: COMMAND_HERE([str(a) for a in arguments], prog_name="lianzhang"))
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        code = ended.value.code
        return Ran(code if isinstance(code, int) else int(bool(code)), said.out, said.err)

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)


class Demo(NamedTuple):
    """The demo's output folder and what it printed; nobody writes in it."""

    folder: Path
    first: Ran
    page: str
    data: str
    plan: str


def report_of(folder: Path) -> list[str]:
    """Page, data and plan of a report."""
    return [
        (folder / "report" / n).read_text(encoding="utf-8")
        for n in ("index.html", "report.json", "plan.json")
    ]


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> Demo:
    out, err = (demo_folder.with_name(name).read_text(encoding="utf-8") for name in ("demo.out", "demo.err"))
    return Demo(demo_folder, Ran(0, out, err), *report_of(demo_folder))


@pytest.fixture
def case(demo: Demo, tmp_path: Path) -> Path:
    """The packaged case as the demo left it."""
    shutil.copytree(demo.folder / "four-provinces", tmp_path / "case")
    return tmp_path / "case"
