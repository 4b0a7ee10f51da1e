"""The report as data and as a file: complete, safe, whole."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import page_checks
import pytest
import sample

from lianzhang.core import AssumptionBasis, ClaimBasis, FormulaBasis, Quantity, RowBasis, Text
from lianzhang.outputs import (
    Name,
    ReportModel,
    Section,
    Words,
    claim_basis,
    document_rows,
    plain,
    render_report,
    stray,
    sum_of,
    write_report,
)
from lianzhang.outputs.model import Chart, Paragraph, figures_of, walk


@pytest.fixture(scope="module")
def page() -> str:
    return render_report(sample.model())


def test_json_beside_and_inside_the_page_are_the_same(tmp_path: Path) -> None:
    path = write_report(sample.model(), tmp_path / "out")
    beside = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    found = re.search(
        r'<script type="application/json" id="report-data">(.*?)</script>', path.read_text("utf-8"), re.DOTALL
    )
    assert found is not None
    assert json.loads(found[1]) == beside
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["index.html", "report.json"]


def test_every_figure_resolves_down_to_the_leaves() -> None:
    data = plain(sample.model())
    assert len(data["figures"]) > 60
    assert page_checks.dangling(data) == []
    assert {b["kind"] for b in data["bases"].values()} == {"claim", "row", "assumption", "formula", "solve"}


def test_decimals_are_text_and_lost_is_null() -> None:
    figures = plain(sample.model())["figures"]
    assert all(f["value"] is None or isinstance(f["value"], str) for f in figures)
    lost = [f for f in figures if f["text"] == "原文缺失"]
    assert lost
    assert all(f["value"] is None and f["low"] is None for f in lost)


def test_every_chart_figure_also_stands_in_text_or_table() -> None:
    model = sample.model()
    charts = [p for p in walk(model) if isinstance(p, Chart)]
    assert {c.kind for c in charts} == {"bars", "timeline"}
    told = set()
    for section in model.sections:
        for block in section.blocks:
            if not isinstance(block, Chart):
                told |= {q.basis.id for q in figures_of(block)}
    for chart in charts:
        for figure in figures_of(chart):
            basis = figure.basis
            parts = {q.basis.id for _, q in basis.inputs} if isinstance(basis, FormulaBasis) else set()
            assert basis.id in told or parts <= told or chart.id.startswith("chart-plan")


def test_hostile_words_stay_words(page: str) -> None:
    assert "<script>window" not in page
    assert "<img src=x" not in page
    assert page.count("<script") == page.count("</script>") == 5
    assert "&lt;script&gt;window.hacked=3&lt;/script&gt;" in page


def test_the_policy_names_the_hash_of_every_script_and_no_address(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    words = policy[1].replace("&#39;", "'")
    assert "default-src 'none'" in words
    assert "unsafe-eval" not in words
    assert "script-src 'sha256-" in words
    assert "http" not in words
    assert "unsafe-inline" not in words.split("script-src")[1].split(";")[0]
    for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in words


def test_a_failed_write_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report(sample.model(), tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_report(ReportModel("另一份", "2026-04-01", ()), tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_stray_digits_and_unfilled_marks_of_a_model_are_listed() -> None:
    assert stray(sample.model()) == []
    bad = Section("x", "一", (Paragraph(Words(Text("产能500吨，另有{gap}", "capacity"))),))
    found = stray(ReportModel("题", "2026-01-01", (bad,)))
    assert any("500" in f for f in found)
    assert "{gap}" in found


def test_an_empty_report_is_a_page_without_the_chart_script() -> None:
    page = render_report(ReportModel("空", "2026-01-01", ()))
    assert "plotly" not in page.lower().replace("window.plotly", "")
    assert page.count("<script") == 4


def test_a_claim_leads_to_its_sentence_repaired_and_raw() -> None:
    docs = {d.path: d for d in sample.documents()}
    for claim in sample.claims():
        basis = claim_basis(claim, docs[claim.document])
        raw = basis.raw_sentence[basis.raw_mark[0] : basis.raw_mark[1]]
        assert raw == claim.quote
        assert docs[claim.document].raw[basis.raw_start :].startswith(basis.raw_sentence)
        assert basis.sentence[basis.mark[0] : basis.mark[1]]
    bare = claim_basis(sample.claims()[0], None)
    assert bare.sentence == sample.claims()[0].quote


def test_the_count_of_a_damage_opens_its_first_place() -> None:
    rows = {r.path: r for r in document_rows(sample.documents(), sample.claims())}
    first = rows[sample.EVIL_FILE].damage[0][1]
    assert first.value == 7
    assert isinstance(first.basis, FormulaBasis)
    place = first.basis.inputs[0][1].basis
    assert isinstance(place, ClaimBasis)
    assert place.raw_sentence[place.raw_mark[0] : place.raw_mark[1]] == "(dòng)"
    assert rows[sample.EVIL_FILE].total.value == 2


def test_sums_keep_ranges_and_lose_with_the_lost() -> None:
    basis = AssumptionBasis("a")
    one = Quantity(Decimal(10), "t", basis, Decimal(8), Decimal(12))
    two = Quantity(Decimal(5), "t", RowBasis("f", 1, "c", ()))
    total = sum_of([one, two], "sum")
    assert (total.value, total.low, total.high) == (15, 13, 17)
    assert sum_of([one, Quantity(None, "t", basis)], "sum").value is None
    with pytest.raises(ValueError, match="cannot add"):
        sum_of([one, Quantity(Decimal(1), "GWh", basis)], "sum")


def test_a_table_with_a_ragged_row_is_refused() -> None:
    from lianzhang.outputs import Column, Table

    with pytest.raises(ValueError, match="columns"):
        Table(Words("x"), (Column("a"), Column("b")), ((Name("only one"),),))
