"""Write the notebooks of the documentation from their pages: prose becomes markdown cells, Python blocks code cells.

A page is the source, so that the site, the tests and the notebook cannot say different things. ``--check`` only looks.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = ("first-plan", "chenzhou-targets", "yunnan-gwh")

_BLOCK = re.compile(r"^```python\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_DOWNLOAD = re.compile(r"^\[下载笔记本.*$\n?", re.MULTILINE)
_PAGE_LINK = re.compile(r"\]\(([\w-]+)\.md\)")


def notebook(page: str) -> dict[str, Any]:
    """The notebook (format 4.5) of a page's text."""
    cells: list[dict[str, Any]] = []

    def add(kind: str, text: str) -> None:
        text = text.strip("\n")
        if not text.strip():
            return
        key = hashlib.sha256(f"{len(cells)}{text}".encode()).hexdigest()[:8]
        cell: dict[str, Any] = {
            "cell_type": kind,
            "id": key,
            "metadata": {},
            "source": text.splitlines(keepends=True),
        }
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        cells.append(cell)

    at = 0
    text = _PAGE_LINK.sub(r"](../\1.md)", _DOWNLOAD.sub("", page))
    for block in _BLOCK.finditer(text):
        add("markdown", text[at : block.start()])
        add("code", block[1])
        at = block.end()
    add("markdown", text[at:])
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def rendered(name: str) -> str:
    """The file's text of a page's notebook."""
    page = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    return json.dumps(notebook(page), ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write all, or with ``--check`` tell which differ."""
    wrong = 0
    for name in PAGES:
        path = DOCS / "notebooks" / f"{name}.ipynb"
        wanted = rendered(name)
        if path.exists() and path.read_text(encoding="utf-8") == wanted:
            continue
        wrong += 1
        if "--check" in sys.argv:
            print(f"{path.relative_to(DOCS.parent)}: not as its page; run tools/write_notebooks.py")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted, encoding="utf-8")
            print(f"{path.relative_to(DOCS.parent)}: written")
    return 1 if wrong and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
