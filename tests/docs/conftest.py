"""A folder such as the pages speak of: ``my-documents``, and ``my-region``, a case that was read once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from pages import Step

import lianzhang
from lianzhang.case import copy_packaged

CASE = "my-region"
DEMO = "out/demo/four-provinces"
"""Where ``make demo`` leaves its case."""


@pytest.fixture(scope="session")
def prepared(once: Callable[..., Path]) -> Path:
    """The packaged case, read once; pages get copies."""

    def make(folder: Path) -> None:
        copy_packaged(folder / CASE)
        with lianzhang.open(folder / CASE) as case:
            assert case.read().new > 10

    return once("prepared", make) / CASE


@pytest.fixture
def run_steps(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[list[Step], str], None]:
    """Do what a page says, in order, in a folder of its own."""

    def run(steps: list[Step], page: str) -> None:
        monkeypatch.chdir(tmp_path)
        documents = tmp_path / "my-documents"
        documents.mkdir()
        for file in sorted((prepared / "documents").iterdir())[:3]:
            shutil.copy2(file, documents)
        if any("last-year" in s.text for s in steps):
            _last_year(tmp_path / "last-year")
        if any("october-incoming" in s.text for s in steps):
            _october(tmp_path / "october")
        if any(DEMO in s.text for s in steps):
            shutil.copytree(prepared, DEMO)
        if not any(s.kind == "command" and s.words[1:3] == ["new", CASE] for s in steps):
            shutil.copytree(prepared, CASE)
        names: dict[str, object] = {"__name__": "page"}
        for step in steps:
            where = f"{page}:{step.line}"
            if step.kind == "python":
                exec(compile("\n" * (step.line - 1) + step.text, page, "exec"), names)
            elif step.kind == "file":
                Path(step.path).parent.mkdir(parents=True, exist_ok=True)
                Path(step.path).write_text(step.text, encoding="utf-8")
            else:
                code = _command(step.words)
                assert code == step.code, f"{where}: {step.text}: exit code {code}, not {step.code}"
                if step.words[1:3] == ["new", CASE]:
                    _fill(prepared)

    return run


@cache
def _made() -> Any:
    """The command line, made once: at every call it takes as long as what many a command does."""
    from typer.main import get_command

    from lianzhang.cli.app import app

    return get_command(app)


def _command(words: list[str]) -> int:
    """The exit code of a command, run here: the command's own guard would keep its signal handlers."""
    from typer.exceptions import TyperException

    from lianzhang.core import InputError

    try:
        code = _made()(args=words[1:], prog_name=words[0], standalone_mode=False)
    except InputError:
        return 2
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except TyperException as fault:
        assert isinstance(fault.exit_code, int)
        return fault.exit_code
    return code if isinstance(code, int) else 0


def _fill(prepared: Path) -> None:
    """Put files and tables into the new case, as the page tells its reader to; what ``new`` made must suit."""
    made = {p.name for p in Path(CASE).iterdir()}
    assert {"case.toml", "documents", "tables", "rules"} <= made
    with lianzhang.open(CASE):
        pass
    for part in ("documents", "tables"):
        shutil.copytree(prepared / part, Path(CASE, part), dirs_exist_ok=True)
    for name in ("case.toml", "ledger.db"):
        shutil.copy2(prepared / name, Path(CASE, name))


def _last_year(folder: Path) -> None:
    """The sheets that the page on taking over speaks of."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
    import make_ledgers

    make_ledgers.write(folder)


def _october(folder: Path) -> None:
    """The case, the documents and the sheet that the page on closing a month speaks of."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
    import make_october

    make_october.write(folder)
