"""The page of capabilities names only what exists: every command, module, register and test."""

from __future__ import annotations

import importlib
import re

import pytest
import typer
from pages import DOCS, ROOT, coded, table_rows

from lianzhang.cli.app import app
from lianzhang.ledger.declare import registers

ROWS = table_rows((DOCS / "capabilities.md").read_text(encoding="utf-8"), "**有**")
STATES = ("有", "部分", "还没有")


def commands() -> set[str]:
    found: set[str] = set()

    def walk(group: object, head: str) -> None:
        for name, command in getattr(group, "commands", {}).items():
            found.add(f"{head} {name}")
            walk(command, f"{head} {name}")

    walk(typer.main.get_command(app), "lianzhang")
    return found


def test_every_capability_has_a_row_and_a_state() -> None:
    assert [r[0] for r in ROWS] == [str(n) for n in range(1, 39)]
    assert {r[2] for r in ROWS} == set(STATES)
    for number, what, state, by, lacks in ROWS:
        assert what, number
        assert bool(by) == (state != "还没有"), f"{number}: what carries it out"
        assert state == "有" or lacks, f"{number}: what is missing"


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r[0])
def test_what_is_named_exists(row: list[str]) -> None:
    known = commands()
    for name in coded(row[3]):
        if name.startswith("lianzhang "):
            assert name in known, name
        elif name.startswith("register:"):
            assert name.removeprefix("register:") in registers(), name
        elif name.startswith("tests/"):
            assert (ROOT / name).is_file(), name
        else:
            assert re.fullmatch(r"lianzhang(\.\w+)+", name), name
            importlib.import_module(name)
    if row[2] == "有":
        assert any(n.startswith("lianzhang ") for n in coded(row[3])), "a command does it"
        assert any(n.startswith("tests/") for n in coded(row[3])), "a test shows it"
