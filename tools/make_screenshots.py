"""Make the pictures of the documentation anew: the top of the demo's report, as a laptop shows it.

    python tools/make_screenshots.py [--report index.html] [--out docs/images]

Needs Chromium (Debian: apt install chromium) and a Chinese font. Without ``--report`` the demo is run first.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

SIZE = {"width": 1366, "height": 768}
LARGEST = 300_000
"""Bytes a picture may have: it is loaded with the README."""


def shoot(page: Path, picture: Path) -> int:
    """Photograph the top of a page; returns the bytes of the picture."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
        tab.goto(page.resolve().as_uri())
        tab.wait_for_load_state("networkidle")
        tab.evaluate("document.fonts.ready")
        picture.parent.mkdir(parents=True, exist_ok=True)
        tab.screenshot(path=picture)
        browser.close()
    return picture.stat().st_size


def main() -> int:
    """Run the demo where no report is named, and take its picture."""
    parser = argparse.ArgumentParser(description="make the pictures of the documentation anew")
    parser.add_argument("--report", type=Path, help="a report's index.html (default: run the demo)")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).resolve().parent.parent / "docs" / "images"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = given.report
        if report is None:
            from lianzhang.case import run_demo

            report, _ = run_demo(Path(folder))
        size = shoot(report, given.out / "report.png")
    print(f"{given.out / 'report.png'}: {size // 1000} kB")
    if size > LARGEST:
        print(f"too large: at most {LARGEST // 1000} kB")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
