"""Clumsy and hostile use: one line a fault, exit code 2, nothing half-written, no traceback, nothing that steers the terminal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lianzhang.cli.screen import LONGEST, MOST_PROBLEMS, harmless, say_problems
from lianzhang.core import Problem

COMMAND = f'"{sys.executable}" -c "from lianzhang.cli import main; main()"'


@pytest.mark.parametrize("command", ["plan", "audit", "claims"])
@pytest.mark.parametrize("where", ["folder", "below a file", "no permission"])
def test_results_that_cannot_be_written(
    cli: Callable[..., Any], case: Path, tmp_path: Path, command: str, where: str
) -> None:
    target = {
        "folder": tmp_path,
        "below a file": case / "case.toml" / "x.json",
        "no permission": Path("/proc/x/y.json"),
    }
    before = sorted(p.name for p in tmp_path.iterdir())
    option = "--jsonl" if command == "claims" else "--json"
    ran = cli(command, case / "documents" if command == "claims" else case, option, target[where])
    assert ran.code == 2 and len(ran.err.strip().splitlines()) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", [("report", "CASE"), ("demo",)])
def test_an_out_that_is_a_file(cli: Callable[..., Any], case: Path, command: tuple[str, ...]) -> None:
    before = (case / "case.toml").read_bytes()
    ran = cli(*(str(case) if c == "CASE" else c for c in command), "--out", case / "case.toml")
    assert ran.code == 2 and "case.toml" in ran.err
    assert (case / "case.toml").read_bytes() == before


@pytest.mark.parametrize("month", ["2024-13", "202406", "2024-6", "", "六月", "2024-06-01", "0000-01"])
def test_months(cli: Callable[..., Any], case: Path, month: str) -> None:
    ran = cli("dispatch", case, "--month", month)
    assert ran.code == 2 and "YYYY-MM" in ran.err and ran.out == ""


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("dispatch", "CASE", "--rules", "yinchaun"), "yinchuan"),
        (("dispatch", "CASE", "--rules", "../../etc/passwd"), "yinchuan"),
        (("assign", "CASE", "nothing", "--to", "某局", "--due", "2024-07-31"), "lianzhang audit"),
        (("answer", "CASE", "77", "好"), "77"),
        (("answer", "CASE", "x", "好"), "MATTER"),
        (("text", "CASE/documents"), "documents"),
        (("text", "CASE/nothing.txt"), "nothing.txt"),
        (("claims", "CASE/documentz", "--jsonl", "CASE/c.jsonl"), "documents"),
        (("report", "CASE/nothing", "--out", "CASE/out"), "nothing"),
        (("new", "CASE"), "case"),
        (("new", "CASE/case.toml/x"), "case.toml"),
        (("read", "CASE/nothing"), "nothing"),
        (("plan", "CASE/documents"), "case.toml"),
        (("reed", "CASE"), "read"),
        (("read",), "read"),
    ],
)
def test_what_is_not_there(
    cli: Callable[..., Any], case: Path, arguments: tuple[str, ...], part: str
) -> None:
    before = sorted(p.name for p in case.iterdir())
    ran = cli(*(a.replace("CASE", str(case)) for a in arguments))
    assert ran.code == 2 and part.casefold() in ran.err.casefold()
    assert sorted(p.name for p in case.iterdir() if not p.name.startswith("ledger.db-")) == before


def test_names_cannot_steer_the_terminal(cli: Callable[..., Any], case: Path) -> None:
    evil = "\x1b]0;x\x07[bold red]\x9b31m\u202e<script>"
    assert harmless("好\t\n" + evil).startswith("好\t\n") and "\x1b" not in harmless(evil)
    for name in ("projects", "progress", "problems"):
        file = case / "tables" / f"{name}.csv"
        text = file.read_text(encoding="utf-8-sig").replace("示例云母选矿项目", f"示例{evil}项目")
        file.write_text(text, encoding="utf-8")
    (case / "documents" / f"a\n{evil[:-8]}.xyz").write_text("x", encoding="utf-8")
    ran = cli("read", case)
    assert ran.code == 2 and len(ran.err.strip().splitlines()) == 1 and "[bold red]" in ran.err
    printed = ran.err
    (case / "documents" / f"a\n{evil[:-8]}.xyz").unlink()
    assert cli("read", case).code == 0
    ran = cli("dispatch", case)
    printed += ran.out + cli("report", case, "--out", case / "out").out
    assert "[bold red]" in ran.out and "<script>" in ran.out
    assert not set(printed) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_a_flood_of_faults_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    say_problems(Problem("f", f"{n} " + "长" * 10**5) for n in range(MOST_PROBLEMS + 7))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MOST_PROBLEMS + 1 and "7" in lines[-1]
    assert all(len(line) <= LONGEST + 1 for line in lines)


def test_a_fault_of_our_own_shows_no_traceback(
    cli: Callable[..., Any], case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lianzhang.case import Case

    def fail(*_: object) -> None:
        raise ZeroDivisionError("inner")

    monkeypatch.setattr(Case, "audit", fail)
    ran = cli("audit", case)
    assert ran.code == 70 and "ZeroDivisionError" in ran.err and len(ran.err.strip().splitlines()) == 1
    monkeypatch.setattr(Case, "audit", lambda _: open("/proc/none/x"))  # noqa: SIM115, PTH123
    assert cli("audit", case).code == 2


def test_a_ledger_that_cannot_be_written(cli: Callable[..., Any], case: Path) -> None:
    import sqlite3

    (case / "documents" / "new.txt").write_text("临武县示例公司投资5亿元。", encoding="utf-8")
    before = (case / "ledger.db").read_bytes()
    with sqlite3.connect(case / "ledger.db") as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON documents BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    ran = cli("read", case)
    assert ran.code == 2 and "disk is full" in ran.err and len(ran.err.strip().splitlines()) == 1
    with sqlite3.connect(case / "ledger.db") as connection:
        connection.execute("DROP TRIGGER full")
    assert cli("read", case).code == 0
    assert before


@pytest.mark.parametrize(
    "shell", ["{lz} text {doc} | head -c 3", "{lz} text {doc} >&-", "{lz} text {doc} >/dev/full", "PYTHONIOENCODING=ascii {lz} audit {case}"]
)  # fmt: skip
def test_streams_that_break(case: Path, shell: str) -> None:
    doc = min((case / "documents").glob("*.txt"))
    line = shell.format(lz=COMMAND, doc=f"'{doc}'", case=f"'{case}'")
    done = subprocess.run(line, shell=True, capture_output=True, timeout=600, check=False)
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr
    assert done.returncode in (0, 1, 2)


def test_help_loads_nothing_heavy() -> None:
    """Half a second of help: what takes long to load is loaded by the job that needs it."""
    code = "import sys\nfrom lianzhang.cli import main\ntry: main()\nfinally: print(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "report" in done.stdout
    loaded = set(done.stderr.split())
    assert "lianzhang.cli.app" in loaded
    assert not loaded & {
        "polars",
        "highspy",
        "sqlalchemy",
        "pdfplumber",
        "pdfminer",
        "dask",
        "docx",
        "lxml",
        "numpy",
    }


def test_a_wrong_command_is_told_in_words(cli: Callable[..., Any]) -> None:
    ran = cli("regster")
    assert ran.code == 2 and "没有命令“regster”" in ran.err and "register" in ran.err
    assert "No such" not in ran.err
