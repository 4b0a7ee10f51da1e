"""The planning tables of a folder, read and solved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.case.files import table_faults
from lianzhang.case.settings import read_toml
from lianzhang.core import InputError, Problem, Problems, Text, nearest

if TYPE_CHECKING:
    from lianzhang.chain.tables import PlanningCase
    from lianzhang.plan import Plan, Scenario
    from lianzhang.plan.answer import Answer

__all__ = ["QUESTIONS", "ask_folder", "frontier_of", "plan_folder", "read_planning", "scenario_named"]

QUESTIONS = {
    "alternatives": Text(
        "在最优的 5% 以内，哪些非建不可，哪些可以不建", "what every plan within 5 % of the best builds"
    ),
    "coordination": Text("各自为政与全盘一棋差多少", "each region alone against all together"),
    "frontier": Text("成本与碳的取舍", "cost against carbon"),
    "myopic": Text("走一步看一步与通盘考虑差多少", "year by year against far-sighted"),
    "next-best": Text("哪个在手项目最值得先办", "which pipeline project is worth most"),
    "two-stage": Text("情景不定时先建什么最合算", "builds of least expected cost over the case's scenarios"),
    "robust": Text("情景不定时先建什么最保底", "builds of least worst cost over the case's scenarios"),
}
"""Questions beyond the optimum, by the name of the command line."""


def read_planning(folder: Path) -> PlanningCase:
    """The planning tables of a folder. Raises :class:`~lianzhang.core.InputError` with every fault of ``case.toml`` and the tables;
    a ``case.toml`` that is not there or not TOML is told alone."""
    from lianzhang.chain.tables import read_case_tables

    read_toml(folder)
    problems = Problems()
    if not table_faults(folder, problems):
        problems.raise_if_any()
    return read_case_tables(folder)


def _changed(folder: Path, scenario: str | None) -> PlanningCase:
    from lianzhang.plan import apply, read_scenarios

    case = read_planning(folder)
    if scenario is None:
        return case
    return apply(case, scenario_named(read_scenarios(folder), scenario))


def scenario_named(known: Mapping[str, Scenario], name: str) -> Scenario:
    """The scenario of a name. Raises :class:`~lianzhang.core.InputError` with the nearest one."""
    if name not in known:
        what = Text(f"没有情景“{name}”", f"there is no scenario {name!r}")
        raise InputError([Problem("scenarios", what, nearest=nearest(name, known))])
    return known[name]


def plan_folder(folder: Path, scenario: str | None = None) -> Plan:
    """Solve the planning tables of a folder that has ``case.toml`` and ``tables/``; no ledger is needed.

    ``scenario`` names one of ``scenarios/*.toml``, whose changes are applied first; the files stay as they are.
    """
    from lianzhang.plan import solve

    return solve(_changed(Path(folder), scenario))


def ask_folder(folder: Path, question: str, scenario: str | None = None) -> Answer:
    """Answer one of :data:`QUESTIONS` about the planning tables of a folder."""
    from lianzhang import plan

    if question not in QUESTIONS:
        what = Text(f"没有问题“{question}”", f"there is no question {question!r}")
        raise InputError([Problem("ask", what, nearest=nearest(question, QUESTIONS) or "alternatives")])
    if question in ("two-stage", "robust"):
        from lianzhang.case.sweeping import scenarios_of

        return _refused(
            lambda: plan.under_uncertainty(scenarios_of(Path(folder)), robust=question == "robust")
        )
    functions: dict[str, Callable[[PlanningCase], Answer]] = {
        "alternatives": plan.alternatives, "coordination": plan.coordination, "frontier": frontier_of, "myopic": plan.myopic,
        "next-best": plan.next_best,
    }  # fmt: skip
    case = _changed(Path(folder), scenario)
    return _refused(lambda: functions[question](case))


def frontier_of(case: PlanningCase, points: int = 6) -> Answer:
    """Cost against carbon, or against the energy quota's factor where the tables count no carbon, or whatever factor they count.

    Raises ValueError when the table ``use`` names no factor.
    """
    from lianzhang.plan import frontier

    factor = next((f for f in ("co2", "energy", *case.factors) if f in case.factors), "co2")
    found = frontier(case, factor=factor, points=points)
    if factor == "co2":
        return found
    note = Text(
        f"use 表没有 co2，以“{factor}”代替；要看碳，请在 use 表里加 factor 为 co2 的行",
        f"the table use has no co2: {factor} stands in; add rows with the factor co2 to see carbon",
    )
    return replace(found, notes=(note, *found.notes))


def _refused(answer: Callable[[], Answer]) -> Answer:
    """The answer, or why the tables do not let it be given."""
    try:
        return answer()
    except InputError:
        raise
    except ValueError as error:
        raise InputError(
            [Problem("tables", Text(f"无法回答：{error}", f"cannot be answered: {error}"))]
        ) from error
