"""Every python block and every command of the pages runs, in order, page by page."""

from __future__ import annotations

import pytest
from pages import DOCS, PAGES, steps

FOUND = {p: list(steps((DOCS / p).read_text(encoding="utf-8"))) for p in PAGES}
RUNNABLE = [p for p, found in FOUND.items() if any(s.kind in ("python", "command") for s in found)]


def test_there_is_something_to_run() -> None:
    assert len(RUNNABLE) >= 8
    assert sum(s.kind == "command" for found in FOUND.values() for s in found) >= 20


@pytest.mark.parametrize("page", RUNNABLE)
def test_page_runs(page, run_steps) -> None:
    run_steps(FOUND[page], page)
