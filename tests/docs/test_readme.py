"""The README: what it tells to type works, what it counts is so."""

from __future__ import annotations

import re

from pages import ROOT, steps

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_and_block_runs(run_steps) -> None:
    found = list(steps(README))
    assert sum(s.kind == "command" for s in found) >= 6
    assert sum(s.kind == "python" for s in found) >= 1
    run_steps(found, "README.md")


def test_its_figures_are_those_of_the_program() -> None:
    from lianzhang.chain import catalogue, run_checks
    from lianzhang.chain.checks import summary

    of = catalogue()
    said = re.search(r"(\d+) commodities and (\d+) processes", README)
    assert said is not None
    assert (int(said[1]), int(said[2])) == (len(of.commodities.ids), len(of.processes.ids))
    passed = summary(run_checks(of))
    total = sum(n for _, n in passed.values())
    assert re.search(rf"{passed['independent'][1]} of the {total} published", README)
    rows = of.tables["economics"].records
    assert 0.55 < sum(r["basis"] == "estimate" for r in rows) / len(rows) < 0.75  # "about two thirds"
