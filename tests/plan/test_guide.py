"""The example of the guide is complete and does what the guide says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lianzhang import plan
from lianzhang.chain.tables import read_case_tables

GUIDE = Path(__file__).parents[2] / "docs" / "planning-tables.md"


def test_the_example_of_the_guide(tmp_path):
    """By hand: 240 mu ÷ 60 = 4 GWh a year of the 5; 4·2200 = 8800 t of cathode. Building in the first year serves both.
    One more GWh saves 600 M a year and costs 250 M + 2200 t · 14000 once, and yearly 10 + 40 M and 2200 · (600 + 2000 + 150)."""
    text = GUIDE.read_text(encoding="utf-8")
    files = re.findall(r"`([\w/]+\.(?:csv|toml))`\n\n```\w+\n(.*?)```", text, flags=re.DOTALL)
    assert len(files) == 10
    for name, content in files:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    p = plan.solve(read_case_tables(tmp_path))
    assert p.status == "optimal"
    assert p.unmet["quantity"].to_list() == pytest.approx([1, 1])
    assert p.flow["quantity"].to_list() == pytest.approx([8800, 8800])
    once = 250e6 + 2200 * 14000
    yearly = 10e6 + 40e6 + 2200 * (600 + 2000 + 150)
    two = 1 + 1 / 1.06
    assert p.objective == pytest.approx(4 * (once + yearly * two) + 600e6 * two)
    land = [r["price"] for r in p.prices.to_dicts() if r["kind"] == "quota"]
    assert sum(land) == pytest.approx((600e6 * two - once - yearly * two) / 60)


def test_the_parts_of_the_year_of_the_guide(tmp_path):
    """By hand: 100 GWh · 1.4 ÷ 2500 MWh a MW = 56 MW (the peak alone would need 50, the valley 25), 3.6 M CNY each; 220 GWh at
    0.3 t · 800 + 10 CNY. One more MWh in the peak needs 1.4/2500 MW besides."""
    files = re.findall(r'title="peak/([^"]+)"\n(.*?)```', GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(files) == 8
    for name, content in files:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    p = plan.solve(read_case_tables(tmp_path))
    assert p.build["quantity"].to_list() == pytest.approx([56])
    assert p.objective == pytest.approx(56 * 3.6e6 + 220e3 * 250)
    price = {r["commodity"]: r["price"] for r in p.prices.to_dicts() if r["kind"] == "balance"}
    assert price["power valley"] == pytest.approx(250)
    assert price["power peak"] == pytest.approx(250 + 1.4 / 2500 * 3.6e6) == pytest.approx(2266)
