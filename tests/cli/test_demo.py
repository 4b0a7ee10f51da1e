"""The demo: the whole job, quickly, the same every time."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any


def without_time(page: str, data: str) -> tuple[str, str]:
    """A report without the moment it was made."""
    made = json.loads(data)["made_at"]
    assert re.match(r"20\d\d-\d\d-\d\dT\d\d:\d\d", made)
    date = re.search(r"<time[^>]*>[^<]*</time>|生成于[^<]*<[^>]*>[^<]*", page)
    day = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日 \d\d:\d\d")
    assert date or day.search(page)
    return day.sub("TIME", page.replace(made, "TIME")), data.replace(made, "TIME")


def test_ends_with_the_report(demo: Any) -> None:
    assert demo.first.code == 0, demo.first.err
    last = demo.first.out.rstrip("\n").splitlines()[-1]
    assert last == f"report: {demo.folder / 'report' / 'index.html'}"
    assert Path(last.removeprefix("report: ")).read_text(encoding="utf-8").startswith("<!")
    assert "Traceback" not in demo.first.err
    assert demo.first.err == "" and demo.first.out.count("report: ") == 1


def test_writes_page_data_and_plan(demo: Any) -> None:
    assert sorted(p.name for p in (demo.folder / "report").iterdir()) == [
        "index.html",
        "plan.json",
        "report.json",
    ]
    plan = json.loads(demo.plan)
    assert plan["status"] == "optimal" and plan["build"] and plan["activity"] and plan["prices"]
    assert {"objective", "bound", "flow", "trade", "unmet"} <= set(plan)
    assert json.loads(demo.data)["sections"]


def test_a_second_run_is_the_same_but_for_the_time(
    demo: Any, process: Callable[..., Any], tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(demo.folder, folder)
    second = process("demo", "--out", folder)
    assert second.code == 0, second.err
    page, data, plan = (
        (folder / "report" / n).read_text(encoding="utf-8")
        for n in ("index.html", "report.json", "plan.json")
    )
    assert plan == demo.plan
    assert without_time(page, data) == without_time(demo.page, demo.data)


def test_the_screen_names_documents_findings_builds_and_red_projects(demo: Any) -> None:
    for words in ("读入的文件", "最要紧的问题", "规划先建什么", "什么限制着它", "红灯项目"):
        assert words in demo.first.out
    assert len(demo.first.out.splitlines()) <= 45


def test_dispatch_by_three_rule_sets(case: Path, cli: Callable[..., Any]) -> None:
    said = {}
    for rules in ("yinchuan", "wuhan", "sanya"):
        ran = cli("dispatch", case, "--month", "2024-06", "--rules", rules)
        assert ran.code == 0, ran.err
        said[rules] = ran.out
        lights = re.findall(r"^\[(红|黄|绿|待报)\]", ran.out, re.MULTILINE)
        assert "红" in lights or "黄" in lights
        for line in ran.out.splitlines():
            if line.startswith(("[红]", "[黄]")):
                assert len(line.split("  ")) >= 3, line  # name, owner, who answers
    assert len(set(said.values())) == 3


def test_balance_counts_in_both_units(case: Path, cli: Callable[..., Any], tmp_path: Path) -> None:
    ran = cli("balance", case, "--json", tmp_path / "b.json")
    assert ran.code == 0, ran.err
    rows = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert rows and any(r["tonnes"] for r in rows) and any(r["gwh"] for r in rows)
    assert all(
        r["gwh_low"] <= r["gwh"] <= r["gwh_high"]
        for r in rows
        if r["gwh_low"] is not None and r["gwh"] is not None
    )
    assert ran.out.count("\n") > len(rows)  # every row is printed
    assert "万吨" in ran.out and "00.0" not in ran.out  # in the magnitudes of the language


def test_audit_as_data(case: Path, cli: Callable[..., Any], tmp_path: Path) -> None:
    ran = cli("audit", case, "--json", tmp_path / "a.json")
    assert ran.code == 0, ran.err
    findings = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert {f["class"] for f in findings} <= {"impossible", "implies", "not_comparable", "unsupported"}
    for finding in findings:
        assert finding["id"] in ran.out
        for figure in finding["figures"]:
            assert figure["basis"] in finding["bases"]
            assert figure["unit"] and "value" in figure
