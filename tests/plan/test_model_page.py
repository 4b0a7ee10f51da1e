"""The page that states the model: nothing of the program is missing from it, its links lead somewhere, its examples run."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from lianzhang import plan
from lianzhang.chain.tables import read_case_tables
from lianzhang.plan.labels import _COLUMNS, _ROWS

PAGE = Path(__file__).parents[2] / "docs" / "model.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROOM = Path(plan.__file__).parent


@pytest.fixture
def example(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    blocks = re.findall(r"```(toml|csv) ?(\w*)\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "case.toml").write_text(next(b for kind, _, b in blocks if kind == "toml"), encoding="utf-8")
    for _, name, text in blocks:
        if name:
            (tmp_path / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "one.toml").write_text(
        [b for kind, _, b in blocks if kind == "toml"][-1], encoding="utf-8"
    )
    return tmp_path


def test_the_examples_are_one_case_with_every_kind_of_row_and_column(example):
    case = read_case_tables(example)
    p = plan.solve(case)
    assert p.status == "optimal"
    assert {b.kind for b in p.model.program.rows} == set(_ROWS)
    assert {b.kind for b in p.model.program.columns} == set(_COLUMNS)
    (scenario,) = plan.read_scenarios(example).values()
    assert plan.solve(plan.apply(case, scenario)).objective > p.objective


def test_every_kind_of_row_and_column_stands_in_the_page():
    code = "\n".join(f.read_text(encoding="utf-8") for f in ROOM.glob("*.py"))
    rows = set(re.findall(r"\.rows\(\s*\"(\w+)\"", code)) | set(re.findall(r"b\.rows\(\s*\"(\w+)\"", code))
    columns = set(re.findall(r"\.columns\(\s*\"(\w+)\"", code))
    assert rows == set(_ROWS)
    assert columns == set(_COLUMNS)
    headings = "\n".join(line for line in TEXT.splitlines() if line.startswith("###"))
    assert [k for k in _ROWS if f"`{k}`" not in headings] == []
    decisions = TEXT.split("## 决策", 1)[1].split("\n## ", 1)[0]
    assert [k for k in _COLUMNS if f"| `{k}` |" not in decisions] == []


def test_every_link_leads_to_code_that_is_there():
    links = re.findall(r"\[`(\w+)\.(\w+)`\]\(([^)]+)\)", TEXT)
    assert len(links) > 30
    for module, name, path in links:
        target = (PAGE.parent / path).resolve()
        assert target.stem == module
        defined = {
            n.name
            for n in ast.walk(ast.parse(target.read_text(encoding="utf-8")))
            if isinstance(n, ast.FunctionDef | ast.ClassDef)
        }
        assert name in defined, (module, name)
    assert {m for m, _, _ in links} <= {f.stem for f in ROOM.glob("*.py")}


def test_every_call_in_the_page_exists():
    calls = set(re.findall(r"`plan\.(\w+)\(", TEXT))
    assert calls >= {
        "alternatives",
        "frontier",
        "coordination",
        "myopic",
        "next_best",
        "sweep",
        "under_uncertainty",
        "compare",
    }
    assert calls <= set(plan.__all__)
