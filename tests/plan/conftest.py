"""A planning case written as text, read and solved as a user would."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from typer.testing import CliRunner

from lianzhang.chain.tables import PlanningCase, read_case_tables
from lianzhang.cli.app import app

sys.path.insert(0, str(Path(__file__).parent))

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write case.toml and tables; the four required tables have small defaults."""
    defaults = {
        "commodities": "commodity,unit\nx,t\n",
        "regions": "region,parent\nA,\n",
        "processes": "process,output\nmake,x\n",
        "recipes": "process,commodity,quantity\n",
    }
    count = 0

    def make(toml: str = "years = [2025]", **tables: str) -> Path:
        nonlocal count
        count += 1
        folder = tmp_path / f"case{count}"
        (folder / "tables").mkdir(parents=True)
        (folder / "case.toml").write_text(dedent(toml), encoding="utf-8")
        for name, text in {**defaults, **tables}.items():
            lines = [line.strip() for line in text.strip().splitlines()]
            (folder / "tables" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return make


@pytest.fixture
def case(write: Write) -> Callable[..., PlanningCase]:
    """The same, read."""
    return lambda *a, **k: read_case_tables(write(*a, **k))


@pytest.fixture
def answer(write: Write) -> Callable[..., dict[str, Any]]:
    """What ``lianzhang plan --json`` writes for a case."""

    def run(toml: str = "years = [2025]", **tables: str) -> dict[str, Any]:
        folder = write(toml, **tables)
        out = folder / "out.json"
        done = CliRunner().invoke(app, ["plan", str(folder), "--json", str(out)])
        assert out.exists(), done.output
        return dict(json.loads(out.read_text(encoding="utf-8")))

    return run
