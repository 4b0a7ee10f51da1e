"""The 71 published totals: README section 4.2 of the reference tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianzhang.chain import catalogue, check_lines, run_checks, with_tables
from lianzhang.chain.checks import summary

# Values printed in README section 4.2, four digits.
PRINTED = {
    "lfp_lce": 602.1, "ncm811_lce": 626.2, "lfp_fepo4": 2247, "lfp_lipf6": 139.9, "lfp_whkg": 165.5, "lfp_li": 0.1015,
    "ncm811_ni": 0.6902, "national_cathode": 2185, "national_sep": 14.19, "linwu_ore_per_lc": 248.9, "lipf6_hf": 1.359,
    "hydro_lfp_fp_lc": 4.197, "cell_energy": 39.17, "lc_recycle_energy": 1904, "sep_energy_norm": 72020, "na_cam_share": 0.3514,
    "cell_co2_lfp": 85.04, "cell_co2_ncm622": 99.16, "lc_co2": 12.2, "ncm622_co2": 26.75, "ag_co2": 10.63,
}  # fmt: skip


def test_all_pass_and_only_35_are_independent() -> None:
    rows = run_checks(catalogue())
    assert len(rows) == 71
    assert summary(rows) == {"calibrated": (29, 29), "independent": (35, 35), "recalled target": (7, 7)}
    assert all(0 <= r.margin <= 1 for r in rows)


def test_values_are_those_published() -> None:
    rows = {r.id: r for r in run_checks(catalogue())}
    for key, value in PRINTED.items():
        assert rows[key].value == pytest.approx(value, rel=6e-4), key
    for r in rows.values():
        assert r.value == pytest.approx(r.published, rel=1e-4), r.id
    assert rows["lfp_lce"].basis.file == "chain/data/checks.csv"


def test_lines_keep_independent_checks_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANZHANG_LANG", "en")
    lines = check_lines()
    heads = [line for line in lines if not line.startswith("  ")]
    assert [h.split(" ")[0] for h in heads] == ["independent", "calibrated", "recalled", "71"]
    assert ["35 of 35" in heads[0], "29 of 29" in heads[1], "7 of 7" in heads[2]] == [True] * 3
    assert sum(line.startswith("  ✓") for line in lines) == 71
    margins = [float(line.split("margin")[1].strip(" %")) for line in lines[1:36]]
    assert margins == sorted(margins)
    monkeypatch.setenv("LIANZHANG_LANG", "zh")
    assert "独立" in check_lines()[0]


def test_a_recipe_of_the_case_outside_the_published_range_shows(tmp_path: Path) -> None:
    (tmp_path / "flows.csv").write_text(
        "process,commodity,quantity\ncell_lfp,cu_foil,-900\n", encoding="utf-8"
    )
    lines = check_lines(with_tables(catalogue(), tmp_path))
    failed = [line for line in lines if line.startswith("  ✗")]
    assert any("lfp_cufoil_gross" in line for line in failed)
