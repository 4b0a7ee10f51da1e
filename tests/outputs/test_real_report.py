"""The page checks on a report made from real documents: the packaged case, as the demo makes it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import page_checks
import pytest


@pytest.fixture
def demo_report(demo_folder: Path) -> Path:
    return demo_folder / "report" / "index.html"


def _data(report: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((report.parent / "report.json").read_text(encoding="utf-8"))
    return data


def test_every_figure_leads_somewhere(demo_report: Path) -> None:
    data = _data(demo_report)
    assert len(data["figures"]) > 300
    assert not page_checks.dangling(data)


def test_a_red_project_opens_the_sentence_or_row_of_its_due_date(demo_report: Path) -> None:
    data = _data(demo_report)
    table = next(
        b for s in data["sections"] if s["id"] == "projects" for b in s["blocks"] if b["block"] == "table"
    )
    red = [row for row in table["rows"] if "red" in json.dumps(row[0])]
    assert red
    for row in red:
        found = [data["bases"][b]["kind"] for b in re.findall(r'"basis": "(\w+)"', json.dumps(row[4]))]
        assert found
        assert set(found) <= {"claim", "row"}


@pytest.mark.browser
def test_the_page_keeps_its_rules_in_a_browser(demo_report: Path) -> None:
    data = _data(demo_report)
    with page_checks.opened(demo_report) as watched:
        page = watched.page
        assert page_checks.stray_digits(page, data) == []
        assert page_checks.unresolved(page, data) == []
        assert page_checks.overflow(page) == []
        assert page_checks.foreign_requests(watched, demo_report) == []
        assert page_checks.open_every_basis(page, limit=400) == []
        assert watched.console == []
