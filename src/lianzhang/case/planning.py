"""The planning tables of a folder, read and solved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.case.files import table_faults
from lianzhang.case.settings import read_toml
from lianzhang.core import InputError, Problem, Problems, Text, nearest

if TYPE_CHECKING:
    from lianzhang.chain.tables import PlanningCase
    from lianzhang.plan import Plan
    from lianzhang.plan.answer import Answer

__all__ = ["QUESTIONS", "ask_folder", "plan_folder", "read_planning"]

QUESTIONS = {
    "alternatives": Text(
        "在最优的 5% 以内，哪些非建不可，哪些可以不建", "what every plan within 5 % of the best builds"
    ),
    "coordination": Text("各自为政与全盘一棋差多少", "each region alone against all together"),
    "frontier": Text("成本与碳的取舍", "cost against carbon"),
    "myopic": Text("走一步看一步与通盘考虑差多少", "year by year against far-sighted"),
    "next-best": Text("哪个在手项目最值得先办", "which pipeline project is worth most"),
}
"""Questions beyond the optimum, by the name of the command line."""


def read_planning(folder: Path) -> PlanningCase:
    """The planning tables of a folder. Raises :class:`~lianzhang.core.InputError` with every fault.

    Faults of ``case.toml`` are told first and alone: without years, those of the tables would only be echoes.
    """
    from lianzhang.chain.tables import read_case_tables
    from lianzhang.chain.tables_settings import read_settings

    read_toml(folder)
    problems = Problems()
    read_settings(folder, problems)
    problems.raise_if_any()
    if not table_faults(folder, problems):
        problems.raise_if_any()
    return read_case_tables(folder)


def _changed(folder: Path, scenario: str | None) -> PlanningCase:
    from lianzhang.plan import apply, read_scenarios

    case = read_planning(folder)
    if scenario is None:
        return case
    known = read_scenarios(folder)
    if scenario not in known:
        what = Text(f"没有情景“{scenario}”", f"there is no scenario {scenario!r}")
        raise InputError([Problem("scenarios", what, nearest=nearest(scenario, known))])
    return apply(case, known[scenario])


def plan_folder(folder: Path, scenario: str | None = None) -> Plan:
    """Solve the planning tables of a folder that has ``case.toml`` and ``tables/``; no ledger is needed.

    ``scenario`` names one of ``scenarios/*.toml``, whose changes are applied first; the files stay as they are.
    """
    from lianzhang.plan import solve

    return solve(_changed(Path(folder), scenario))


def ask_folder(folder: Path, question: str, scenario: str | None = None) -> Answer:
    """Answer one of :data:`QUESTIONS` about the planning tables of a folder."""
    from lianzhang import plan

    functions = {
        "alternatives": plan.alternatives, "coordination": plan.coordination, "frontier": plan.frontier,
        "myopic": plan.myopic, "next-best": plan.next_best,
    }  # fmt: skip
    if question not in functions:
        what = Text(f"没有问题“{question}”", f"there is no question {question!r}")
        raise InputError([Problem("ask", what, nearest=nearest(question, functions) or "alternatives")])
    answer: Answer = functions[question](_changed(Path(folder), scenario))  # type: ignore[operator]
    return answer
