"""Named scenarios: what they change, what they leave alone, and how their faults are said."""

from __future__ import annotations

from textwrap import dedent

import pytest

from lianzhang import plan
from lianzhang.chain.tables import read_case_tables
from lianzhang.core import InputError

TABLES = {
    "commodities": "commodity,unit\nx,t\ny,t",
    "processes": "process,output,lifetime\nmill,x,10",
    "recipes": "process,commodity,quantity\nmill,y,-2",
    "costs": "region,process,year,variable\n*,mill,*,1",
    "market": "region,commodity,year,side,price\nA,y,*,buy,3\nA,x,*,buy,20",
    "demand": "region,commodity,year,quantity,unit\nA,x,2025,10,kt\nA,x,2026,10,kt",
}


def scenario(folder, name: str, text: str) -> None:
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios" / f"{name}.toml").write_text(dedent(text), encoding="utf-8")


def test_changes_apply_in_memory(write):
    """A unit of x costs 1 + 2·3 = 7; 20,000 t: 140,000. With y twice as dear 13 a unit; with demand in 2026 down to 5,000 t: 15,000 · 13."""
    folder = write("years = [2025, 2026]", **TABLES)
    scenario(folder, "dear", """
        name = "y twice as dear"
        [[change]]
        table = "market"
        where = { commodity = "y", side = "buy" }
        scale = { price = 2 }
        [[change]]
        table = "demand"
        where = { year = [2026] }
        set = { quantity = 5000 }
    """)  # fmt: skip
    scenario(
        folder, "later", '[settings]\nrate = 1.0\n[[change]]\ntable = "processes"\nadd = { lead_time = 1 }\n'
    )
    case = read_case_tables(folder)
    found = plan.read_scenarios(folder)
    assert list(found) == ["y twice as dear", "later"]
    changed = plan.apply(case, found["y twice as dear"])
    assert plan.solve(case).objective == pytest.approx(140_000)
    assert plan.solve(changed).objective == pytest.approx(195_000)
    assert changed.fingerprint != case.fingerprint
    assert plan.solve(case).objective == pytest.approx(140_000)
    later = plan.apply(case, found["later"])
    assert later.lead_time.tolist() == [1.0]
    assert plan.solve(later).objective == pytest.approx(70_000 + 35_000)


def test_every_fault_at_once(write):
    folder = write("years = [2025, 2026]", **TABLES)
    scenario(folder, "a", '[[change]]\ntable = "markett"\nscale = { price = 2 }\n')
    scenario(folder, "b", """
        [[change]]
        table = "market"
        where = { comodity = "y" }
        scale = { prize = 2, limit = "much" }
        [[change]]
        table = "market"
        [settings]
        rat = 2
    """)  # fmt: skip
    scenario(folder, "c", "[[change]\n")
    with pytest.raises(InputError) as caught:
        plan.read_scenarios(folder)
    problems = caught.value.problems
    assert {p.nearest for p in problems} >= {"market", "commodity", "price", "rate"}
    assert {p.file for p in problems} == {f"scenarios/{n}.toml" for n in "abc"}
    assert "scale.limit" in {p.field for p in problems}


def test_a_change_must_pick_rows_that_exist(write):
    folder = write("years = [2025, 2026]", **TABLES)
    scenario(folder, "a", """
        [[change]]
        table = "demand"
        where = { commodity = "z" }
        scale = { quantity = 2 }
        [[change]]
        table = "demand"
        where = { commodity = "y" }
        scale = { quantity = 2 }
        [[change]]
        table = "demand"
        scale = { quantity = -1 }
        [[change]]
        table = "quotas"
        scale = { limit = 2 }
    """)  # fmt: skip
    case = read_case_tables(folder)
    with pytest.raises(InputError) as caught:
        plan.apply(case, plan.read_scenarios(folder)["a"])
    assert len(caught.value.problems) == 5


def test_a_folder_without_scenarios_has_none(write):
    assert plan.read_scenarios(write()) == {}
