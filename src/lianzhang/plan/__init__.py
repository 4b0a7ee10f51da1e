"""The plan: what to build, make, move and trade at least cost, and the prices of what is scarce.

``solve(case)`` takes a :class:`~lianzhang.chain.tables.PlanningCase` and returns a :class:`Plan`. The questions beyond the optimum each
return an :class:`Answer`: ``alternatives``, ``frontier``, ``myopic``, ``coordination``, ``compare``, ``sweep``, ``under_uncertainty``,
``next_best``. ``read_scenarios`` and ``apply`` change a case by name. The linear program goes to HiGHS as arrays; this is the only
room that knows the solver. ``docs/model.md`` says the model in mathematics and in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianzhang.plan import plots
    from lianzhang.plan.after import elements
    from lianzhang.plan.answer import Answer
    from lianzhang.plan.comparing import compare
    from lianzhang.plan.explain import Conflict
    from lianzhang.plan.foresight import myopic
    from lianzhang.plan.model import Model, build_model
    from lianzhang.plan.near_optimal import alternatives
    from lianzhang.plan.pipeline import next_best
    from lianzhang.plan.result import Plan
    from lianzhang.plan.scenario_files import Scenario, apply, read_scenarios
    from lianzhang.plan.solving import solve
    from lianzhang.plan.sweeps import sweep, under_uncertainty
    from lianzhang.plan.together import coordination
    from lianzhang.plan.tradeoffs import frontier

__all__ = [
    "Answer", "Conflict", "Model", "Plan", "Scenario", "alternatives", "apply", "build_model", "compare", "coordination", "elements",
    "frontier", "myopic", "next_best", "plots", "read_scenarios", "solve", "sweep", "under_uncertainty",
]  # fmt: skip

_HOME = {
    "Answer": "answer", "Conflict": "explain", "Model": "model", "Plan": "result", "Scenario": "scenario_files",
    "alternatives": "near_optimal", "apply": "scenario_files", "build_model": "model", "compare": "comparing",
    "coordination": "together", "elements": "after", "frontier": "tradeoffs", "myopic": "foresight", "next_best": "pipeline",
    "read_scenarios": "scenario_files", "solve": "solving", "sweep": "sweeps", "under_uncertainty": "sweeps",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "plots":
        return import_module("lianzhang.plan.plots")
    if name in _HOME:
        value = getattr(import_module(f"lianzhang.plan.{_HOME[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
