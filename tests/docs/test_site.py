"""The site builds without a warning, and its pages ask nobody else for anything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pages import PAGES, ROOT

LOADED = re.compile(
    r"<(?:script|link|img|iframe|source|object|embed)\b[^>]*?(?:src|href|data)=[\"']?([^\"'\s>]+)",
    re.IGNORECASE,
)
IN_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?(?!data:)([^\"')\s]+)")
# Names at which the theme's script would fetch a library from elsewhere.
FETCHING = ("mermaid", "glightbox", "pyodide")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    shutil.copy2(ROOT / "zensical.toml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    command = [str(Path(sys.executable).parent / "zensical"), "build", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Warning" not in done.stdout + done.stderr
    return folder / "out" / "docs"


def test_every_page_is_there(site) -> None:
    for name in PAGES:
        html = (site / name).with_suffix(".html").read_text(encoding="utf-8")
        assert "<h1" in html and "from code:" not in re.sub(r"<!--.*?-->", "", html)


def test_nothing_is_asked_of_another_host(site) -> None:
    seen = 0
    for file in site.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        loaded = LOADED.findall(html) + IN_STYLE.findall(html)
        seen += len(loaded)
        assert [u for u in loaded if re.match(r"(?:https?:)?//", u)] == [], file.name
        assert not [w for w in FETCHING if f'class="{w}' in html], file.name
    for file in site.rglob("*.css"):
        assert [
            u for u in IN_STYLE.findall(file.read_text(encoding="utf-8")) if re.match(r"(?:https?:)?//", u)
        ] == []
    assert seen > 10


@pytest.mark.browser
def test_no_request_leaves_in_a_browser(site) -> None:
    api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        reason = "no chromium on this machine: the site cannot be opened"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    asked: list[str] = []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        for name in ("index.html", "claims.html"):
            tab.goto((site / name).as_uri())
            tab.wait_for_timeout(300)
        browser.close()
    assert asked
    assert [u for u in asked if not u.startswith(("file:", "data:", "blob:"))] == []
