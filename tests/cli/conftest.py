"""The command line as a user runs it. The demo runs once, in a process of its own; most other commands run here."""

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

from lianzhang.cli.app import app
from lianzhang.cli.screen import guarded

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
            guarded(lambda: app([str(a) for a in arguments], prog_name="lianzhang"))
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        code = ended.value.code
        return Ran(code if isinstance(code, int) else int(bool(code)), said.out, said.err)

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)


class Demo(NamedTuple):
    """The demo's output folder and its two runs."""

    folder: Path
    first: Ran
    second: Ran
    page: str
    data: str
    plan: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    first = run_process("demo", "--out", folder)
    kept = [
        (folder / "report" / n).read_text(encoding="utf-8")
        for n in ("index.html", "report.json", "plan.json")
    ]
    second = run_process("demo", "--out", folder)
    return Demo(folder, first, second, *kept)


@pytest.fixture
def case(demo: Demo, tmp_path: Path) -> Path:
    """The packaged case as the demo left it."""
    shutil.copytree(demo.folder / "four-provinces", tmp_path / "case")
    return tmp_path / "case"
