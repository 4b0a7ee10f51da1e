"""``lianzhang chain check`` and ``lianzhang footprint``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).with_name("lianzhang")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BIN, *arguments], capture_output=True, text=True, timeout=600, check=False)


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


def test_questions_and_scenarios_on_a_small_case(tmp_path: Path) -> None:
    """Worked by hand: 10 t wanted at a penalty of 9, one process at a variable cost of 2 with 6 t of capacity: 6 made, 4 unmet,
    cost 6 × 2 + 4 × 9 = 48; the scenario wants half as much: 5 made, nothing unmet, cost 10.
    """
    tables = {
        "commodities": "commodity,unit\ngood,t\n",
        "regions": "region\nhere\n",
        "processes": "process,output\nmake,good\n",
        "recipes": "process,commodity,quantity,unit\nmake,good,1,t\n",
        "capacity": "region,process,quantity,unit\nhere,make,6,t/a\n",
        "costs": "region,process,year,variable,unit\n*,make,*,2,CNY/t\n",
        "demand": "region,commodity,year,quantity,unit,penalty\nhere,good,2030,10,t,9\n",
    }
    (tmp_path / "tables").mkdir()
    for name, text in tables.items():
        (tmp_path / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "case.toml").write_text('name = "small"\nyears = [2030]\n', encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    half = 'name = "half"\n[[change]]\ntable = "demand"\nscale = { quantity = 0.5 }\n'
    (tmp_path / "scenarios/half.toml").write_text(half, encoding="utf-8")
    for scenario, cost, unmet in ((None, 48, [4.0]), ("half", 10, [])):
        out = tmp_path / "plan.json"
        done = run("plan", str(tmp_path), "--json", str(out), *(("--scenario", scenario) if scenario else ()))
        assert done.returncode == 0, done.stderr
        plan = json.loads(out.read_text(encoding="utf-8"))
        assert abs(plan["objective"] - cost) < 1e-6
        assert [row["quantity"] for row in plan["unmet"]] == unmet
        assert f"{cost:.2f} 元" in done.stdout and "亿元" not in done.stdout
        assert ("good  2030  4 t" in done.stdout) == bool(unmet)
    assert run("plan", str(tmp_path), "--scenario", "hlaf").returncode == 2
    done = run("ask", str(tmp_path), "myopic", "--json", str(tmp_path / "answer.json"))
    assert done.returncode == 0, done.stderr
    assert set(json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))) >= {
        "rows",
        "units",
        "figures",
    }


def test_a_plan_that_cannot_be_ends_with_its_own_code_and_names_the_rows(tmp_path: Path) -> None:
    """10 t must be had and 6 t can be made: the demand is row 2 of its table, the capacity row 2 of its own."""
    tables = {
        "commodities": "commodity,unit\ngood,t\n",
        "regions": "region\nhere\n",
        "processes": "process,output\nmake,good\n",
        "recipes": "process,commodity,quantity,unit\nmake,good,1,t\n",
        "capacity": "region,process,quantity,unit\nhere,make,6,t/a\n",
        "demand": "region,commodity,year,quantity,unit\nhere,good,2030,10,t\n",
    }
    (tmp_path / "tables").mkdir()
    for name, text in tables.items():
        (tmp_path / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "case.toml").write_text('name = "small"\nyears = [2030]\n', encoding="utf-8")
    done = run("plan", str(tmp_path))
    assert done.returncode == 3, done.stderr
    assert "demand.csv 第 2 行" in done.stdout and "capacity.csv 第 2 行" in done.stdout


def test_the_bulletin_and_its_annex_are_written(case: Path, tmp_path: Path) -> None:
    done = run("dispatch", str(case), "--papers", str(tmp_path / "papers"))
    assert done.returncode == 0, done.stderr
    kinds = sorted(p.suffix for p in (tmp_path / "papers").iterdir())
    assert kinds == [".docx", ".xlsx"]
    assert all(p.read_bytes()[:2] == b"PK" for p in (tmp_path / "papers").iterdir())
    refused = run("dispatch", str(case), "--papers", f"{case}/documents")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
