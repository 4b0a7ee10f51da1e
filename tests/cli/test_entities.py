"""``lianzhang entity`` and ``lianzhang timeline`` as a user runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
FIRM, OTHER, SHORT = "湖南中衡新材料有限公司", "贵州中衡新材料有限公司", "中衡新材"


def test_from_doubt_to_decision_to_time_line(cli: Run, tmp_path: Path) -> None:
    case = tmp_path / "case"
    assert cli("new", case).code == 0
    for name, sentence in (
        ("a.txt", f"2023年{FIRM}营业收入30亿元。"),
        ("b.txt", f"2023年{OTHER}营业收入10亿元。"),
        ("c.txt", f"近日，{SHORT}公告，公司2024年营业收入45亿元。"),
    ):
        text = f"岳阳市锂电产业通报\n发布日期：2025-05-20\n\n{sentence}\n"
        (case / "documents" / name).write_text(text, encoding="utf-8")
    assert cli("timeline", case, FIRM).code == 2  # nothing read yet
    assert cli("read", case).code == 0
    listed = cli("entity", "list", case, "--open", "--json", tmp_path / "links.json")
    assert FIRM in listed.out
    assert OTHER in listed.out
    (link,) = [
        n for n in json.loads((tmp_path / "links.json").read_text("utf-8"))["links"] if n["name"] == SHORT
    ]
    assert link["entity"] is None
    wrong = cli("entity", "same", case, "中衡新林", FIRM, "--by", "王工")
    assert wrong.code == 2
    assert "中衡新林" in wrong.err
    assert cli("entity", "same", case, SHORT, FIRM, "--by", "王工").code == 0
    assert cli("read", case).code == 0
    line = cli("timeline", case, SHORT)
    assert line.code == 0
    assert "30亿元" in line.out
    assert "45亿元" in line.out
    assert "10亿元" not in line.out
    assert cli("entity", "different", case, SHORT, FIRM, "--by", "王工").code == 0
    assert cli("read", case).code == 0
    assert "45亿元" not in cli("timeline", case, FIRM).out
