"""What must hold of any report page, in Chromium: reusable for every page that the program writes.

The rule of digits, strict: a digit may stand only in
1. ``[data-basis]`` whose id is in the report's bases (figures, citations, chart labels, the open panel);
2. ``<time>`` whose whole text is a date, or a chart tick ``[data-date]`` whose whole text is a year;
3. ``[data-text]`` whose whole text is one of the report's verbatim names and quotes;
4. a heading, where it numbers the heading or belongs to a date.
Scripts and styles are not text. Anything else is a stray digit.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
SIZE = {"width": 1366, "height": 768}
YEAR = r"(?:1[89]|20|21)\d{2}"
DATE = re.compile(
    rf"{YEAR}(?:-(?:\d{{2}}(?:-\d{{2}})?|H[12]|Q[1-4])|年(?:\d{{1,2}}月(?:\d{{1,2}}日)?|[一二三四]季度|[上下]半年)?)?"
    rf"(?:[—–/-]{YEAR}(?:-\d{{2}}(?:-\d{{2}})?|年(?:\d{{1,2}}月(?:\d{{1,2}}日)?|[一二三四]季度|[上下]半年)?)?)?(?: \d{{2}}:\d{{2}})?"
)

COLLECT = """() => {
  const out = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!parent || parent.closest("script, style, title") || !/\\p{Nd}/u.test(node.data)) continue;
    const find = (s) => { const e = parent.closest(s); return e ? e.textContent.trim() : null; };
    const based = parent.closest("[data-basis]");
    out.push({ text: node.data.trim(), basis: based ? based.getAttribute("data-basis") : null, time: find("time"),
      date: find("[data-date]"), name: find("[data-text]"), heading: find("h1, h2, h3, h4, h5, h6") });
  }
  return out;
}"""


def browser_path() -> str:
    """Where Chromium is. Skips the test where there is none, fails it in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return found
    reason = "no chromium on this machine: browser checks of the report cannot run"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class Watched:
    """A page with what it said and asked for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.console: list[str] = []
        self.requests: list[str] = []
        page.on(
            "console",
            lambda m: self.console.append(f"{m.type}: {m.text}") if m.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda e: self.console.append(f"pageerror: {e}"))
        page.on("request", lambda r: self.requests.append(r.url))


_running: list[Any] = []
_users: list[None] = []


@contextmanager
def _browser() -> Iterator[Any]:
    """One Chromium for all pages open at a time; it ends with the last of them, so that no event loop is left behind."""
    from playwright.sync_api import sync_playwright

    executable = browser_path()
    if not _running:
        play = sync_playwright().start()
        _running[:] = [play, play.chromium.launch(executable_path=executable, args=FLAGS)]
    _users.append(None)
    try:
        yield _running[1]
    finally:
        _users.pop()
        if not _users:
            play, browser = _running
            _running.clear()
            browser.close()
            play.stop()


@contextmanager
def opened(path: Path, *, javascript: bool = True) -> Iterator[Watched]:
    """The file open in Chromium at 1366 × 768, charts drawn."""
    with _browser() as browser:
        context = browser.new_context(viewport=SIZE, java_script_enabled=javascript)
        watched = Watched(context.new_page())
        watched.page.goto(path.resolve().as_uri())
        if javascript:
            watched.page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
            watched.page.wait_for_function(
                "() => [...document.querySelectorAll('.plot')].every(p => p.querySelector('svg.main-svg[viewBox]'))",
                timeout=60_000,
            )
        try:
            yield watched
        finally:
            context.close()


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def stray_digits(page: Any, report: dict[str, Any]) -> list[str]:
    """Digits that no figure, date or verbatim name accounts for; empty on a sound page."""
    bases = report["bases"]
    verbatim = {squeeze(v) for v in report["verbatim"]}
    stray = []
    for found in page.evaluate(COLLECT):
        if found["basis"] is not None:
            ok = found["basis"] in bases
        elif found["time"] is not None:
            ok = DATE.fullmatch(found["time"]) is not None
        elif found["date"] is not None:
            ok = re.fullmatch(YEAR + "年?", found["date"]) is not None
        elif found["name"] is not None:
            told = squeeze(found["name"])
            ok = told in verbatim or (told.endswith("…") and any(v.startswith(told[:-1]) for v in verbatim))
        elif found["heading"] is not None:
            rest = DATE.sub("", re.sub(r"^\d+(?:\.\d+)*[、.\s]", "", found["heading"]))
            ok = not re.search(r"\d", rest)
        else:
            ok = False
        if not ok:
            stray.append(f"{found['text'][:80]!r} ({found})")
    return stray


def unresolved(page: Any, report: dict[str, Any]) -> list[str]:
    """Figures on the page whose basis or figure id is not in the report."""
    ids = page.evaluate(
        "() => [...document.querySelectorAll('[data-basis]')].map(e => [e.dataset.basis, e.dataset.figure || ''])"
    )
    figures = {f["id"] for f in report["figures"]}
    return [f"{b} {f}" for b, f in ids if b not in report["bases"] or (f and f not in figures)]


def dangling(report: dict[str, Any]) -> list[str]:
    """Bases named by figures, inputs or solves that the report does not hold."""
    wanted = {f["basis"] for f in report["figures"]}
    for basis in report["bases"].values():
        wanted.update(i["basis"] for i in basis.get("inputs", ()))
        if basis["kind"] == "solve":
            wanted.update(basis["rows"])
    return sorted(wanted - set(report["bases"]))


def overflow(page: Any) -> list[str]:
    """What sticks out sideways: the page itself, or a box with more inside than it shows."""
    return page.evaluate(
        """() => {
          const out = [], root = document.documentElement;
          if (root.scrollWidth > root.clientWidth) out.push("page " + root.scrollWidth + " > " + root.clientWidth);
          for (const e of document.querySelectorAll("main *, header *, nav *, dialog *")) {
            if (e.closest("svg, .chart-note, .js-plotly-plot")) continue;
            const box = e.getBoundingClientRect();
            if (box.width && box.right > root.clientWidth + 1) out.push(e.tagName + "." + e.className + " right " + box.right);
            if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth && getComputedStyle(e).display !== "inline")
              out.push(e.tagName + "." + e.className + " holds " + e.scrollWidth + " in " + e.clientWidth);
          }
          return out.slice(0, 20);
        }"""
    )


def foreign_requests(watched: Watched, path: Path) -> list[str]:
    """Requests to any address but the file itself (data: and blob: leave nothing)."""
    own = path.resolve().as_uri()
    return [u for u in watched.requests if u.split("#")[0] != own and not u.startswith(("data:", "blob:"))]


def open_every_basis(page: Any, *, limit: int = 0) -> list[str]:
    """Clicks figures (all, or the first ``limit``) and drills to the bottom of each; returns what did not open."""
    return page.evaluate(
        """(limit) => {
          const bad = [], dialog = document.getElementById("basis");
          let all = [...document.querySelectorAll("main [data-basis]")];
          if (limit) all = all.slice(0, limit);
          for (const node of all) {
            node.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
            const id = node.getAttribute("data-basis");
            for (let deep = 0; deep < 30; deep++) {
              if (!dialog.open || dialog.querySelectorAll("h3, .expression").length === 0) { bad.push(id + " at " + deep); break; }
              const step = dialog.querySelector(".step");
              if (!step) break;
              step.click();
            }
          }
          return bad;
        }""",
        limit,
    )
