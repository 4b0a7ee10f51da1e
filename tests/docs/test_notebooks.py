"""The notebooks are those of their pages, have the form of notebooks, and run from top to bottom in an empty folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from pages import DOCS, ROOT

sys.path.insert(0, str(ROOT / "tools"))

import write_notebooks as writer


@pytest.mark.parametrize("name", writer.PAGES)
def test_a_notebook_is_its_page(name: str) -> None:
    path = DOCS / "notebooks" / f"{name}.ipynb"
    assert path.read_text(encoding="utf-8") == writer.rendered(name), "run tools/write_notebooks.py"
    assert f"notebooks/{name}.ipynb" in (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert f'"{name}.md"' in (ROOT / "zensical.toml").read_text(encoding="utf-8")


def test_all_notebooks_have_a_page() -> None:
    assert {p.stem for p in (DOCS / "notebooks").glob("*.ipynb")} == set(writer.PAGES)


@pytest.mark.parametrize("name", writer.PAGES)
def test_a_notebook_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cell by cell as a kernel would, with nothing at hand but the program."""
    monkeypatch.chdir(tmp_path)
    book = json.loads((DOCS / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    ids = [c["id"] for c in book["cells"]]
    assert len(set(ids)) == len(ids) and {c["cell_type"] for c in book["cells"]} == {"markdown", "code"}
    names: dict[str, object] = {"__name__": "__main__"}
    code = [c for c in book["cells"] if c["cell_type"] == "code"]
    assert len(code) >= 4
    for k, cell in enumerate(code):
        assert cell["outputs"] == [] and cell["execution_count"] is None
        exec(compile("".join(cell["source"]), f"{name} cell {k}", "exec"), names)
