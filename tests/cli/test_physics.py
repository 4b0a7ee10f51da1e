"""``lianzhang chain check`` and ``lianzhang footprint``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).with_name("lianzhang")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BIN, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_the_published_checks_are_printed_with_their_honest_count() -> None:
    done = run("chain", "check")
    assert done.returncode == 0
    # 71 published totals, 35 of them independent: the count of the reference tables' own README
    assert sum(line.lstrip()[:1] in "✓✗" for line in done.stdout.splitlines() if line.strip()) == 71
    assert "35" in done.stdout.splitlines()[-1]


def test_a_footprint_says_its_range_and_how_much_of_it_is_estimated() -> None:
    done = run("footprint", "磷酸铁锂电芯", "--place", "云南省")
    assert done.returncode == 0
    assert done.stdout.count("其中估计") == 9


def test_unknown_words_get_the_nearest() -> None:
    for arguments in (("chain", "chekc"), ("footprint", "磷酸体锂")):
        done = run(*arguments)
        assert done.returncode == 2
        assert "最接近的有效值" in done.stderr
        assert "Traceback" not in done.stderr
