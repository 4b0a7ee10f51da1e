"""The page in Chromium: digits, console, width, requests, and the way from a figure to its basis."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import page_checks
import pytest
import sample

from lianzhang.outputs import Name, Section, Words, write_report
from lianzhang.outputs.model import Paragraph

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(sample.model(), tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def watched(report: Path) -> Iterator[page_checks.Watched]:
    with page_checks.opened(report) as one:
        yield one


@pytest.fixture
def data(report: Path) -> dict:
    return json.loads((report.parent / "report.json").read_text(encoding="utf-8"))


def test_no_digit_outside_a_figure_a_date_or_a_name(watched, data) -> None:
    assert len(watched.page.evaluate(page_checks.COLLECT)) > 150
    assert page_checks.stray_digits(watched.page, data) == []
    assert page_checks.unresolved(watched.page, data) == []


def test_quiet_narrow_and_alone(watched, report) -> None:
    assert watched.console == []
    assert page_checks.overflow(watched.page) == []
    assert page_checks.foreign_requests(watched, report) == []
    assert watched.requests  # the watch works


def test_charts_are_drawn_and_their_labels_are_figures(watched) -> None:
    labels = watched.page.evaluate(
        "() => [...document.querySelectorAll('.plot')].map(p => [p.id, p.querySelectorAll('text[data-basis]').length])"
    )
    assert len(labels) >= 5
    assert all(count > 0 for _, count in labels), labels


def test_every_figure_opens_down_to_the_bottom(watched) -> None:
    assert page_checks.open_every_basis(watched.page) == []
    watched.page.keyboard.press("Escape")
    assert watched.page.evaluate("window.hacked") is None
    assert watched.console == []


def test_from_a_red_project_to_the_sentence_that_says_when_it_was_due(watched) -> None:
    page = watched.page
    row = page.locator("#projects tr", has_text="恒曜新能源二期")
    row.locator("td.date [data-basis]").first.click()
    panel = page.locator("#basis")
    assert panel.is_visible()
    assert "应于2025年6月30日前投产" in panel.locator("blockquote.repaired").inner_text()
    assert panel.locator("blockquote.repaired mark").inner_text() == "2025年6月30日前投产"
    assert panel.locator("blockquote.raw mark").inner_text() == "2025年6月30日前投产"
    assert "官方文件" in panel.inner_text()
    assert "楚州通报2025.txt" in panel.inner_text()
    assert page_checks.overflow(page) == []
    page.keyboard.press("Escape")
    assert not panel.is_visible()


def test_damaged_text_is_shown_repaired_and_raw(watched) -> None:
    page = watched.page
    page.locator("#documents tr", has_text="洗稿").locator("td").nth(3).locator("[data-basis]").first.click()
    panel = page.locator("#basis")
    panel.locator(".step").first.click()
    assert panel.locator("blockquote.raw mark").inner_text() == "(dòng)"
    assert "(dòng)" not in panel.locator("blockquote.repaired").inner_text()
    page.keyboard.press("Escape")


def test_by_keyboard_alone_down_and_back(watched, data) -> None:
    page = watched.page
    figure = page.locator("#findings .sentence .fig-formula").first
    figure.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#basis")
    first = panel.get_attribute("data-basis")
    assert page_checks.stray_digits(page, data) == []
    panel.locator(".step").first.focus()
    page.keyboard.press("Enter")
    assert panel.get_attribute("data-basis") != first
    panel.locator(".panel-head button").first.press("Enter")
    assert panel.get_attribute("data-basis") == first
    page.keyboard.press("Escape")
    assert figure.evaluate("e => e === document.activeElement")


def test_it_reads_without_scripts(report) -> None:
    with page_checks.opened(report, javascript=False) as one:
        text = one.page.locator("main").inner_text()
        assert "76.35亿元" in text
        assert "浏览器已关闭脚本" in text
        assert page_checks.foreign_requests(one, report) == []


def test_the_digit_check_sees_what_it_should(tmp_path: Path) -> None:
    """The check itself: a bare number, a number with a unit, and an unlisted name are caught; dates and names pass."""
    section = Section(
        "x",
        "甲",
        (Paragraph(Words("产能500吨")), Paragraph(Words("到2027年")), Paragraph(Name("NCM811正极"))),
    )
    path = write_report(replace(sample.model(), sections=(section,)), tmp_path)
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    with page_checks.opened(path) as one:
        found = page_checks.stray_digits(one.page, data)
        assert len(found) == 1
        assert "500" in found[0]
        one.page.evaluate("document.querySelector('h2').append(' 7')")
        one.page.evaluate("document.querySelector('[data-text]').textContent = '900万吨'")
        assert len(page_checks.stray_digits(one.page, data)) == 3
        one.page.evaluate("document.querySelector('main').style.width = '2000px'")
        assert page_checks.overflow(one.page)


def test_paper_shows_what_is_folded_on_the_screen(tmp_path: Path) -> None:
    rows = sample.chain_rows() * 3
    table = next(b for b in sample.chain_section(rows).blocks if b.__class__.__name__ == "Table")
    section = Section("x", "甲", (Paragraph(Words("一")), Paragraph(Words("二")), replace(table, fold=True)))
    path = write_report(replace(sample.model(), sections=(section,)), tmp_path)
    with page_checks.opened(path) as one:
        assert one.page.locator("details[open]").count() == 0
        one.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert one.page.locator("details[open]").count() == 1
        one.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert one.page.locator("details[open]").count() == 0
        assert one.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_it_speaks_english_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANZHANG_LANG", "en")
    path = write_report(sample.model(), tmp_path)
    with page_checks.opened(path) as one:
        assert one.page.locator("html").get_attribute("lang") == "en"
        ranges = one.page.locator("main .range").all_text_contents()
        assert ranges and all(r.startswith("(") and r.endswith(")") for r in ranges)
        assert "Bottlenecks" in one.page.locator("nav").inner_text()
        assert one.console == []
        assert page_checks.overflow(one.page) == []
