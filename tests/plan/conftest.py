"""A planning case written as text, read and solved as a user would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from lianzhang.chain.tables import PlanningCase, read_case_tables

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
