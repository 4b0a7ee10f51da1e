"""The plan: what to build, make, move and trade at least cost, and the prices of what is scarce.

``solve(case)`` takes a :class:`~lianzhang.chain.tables.PlanningCase` and returns a :class:`Plan`. The linear program goes
to HiGHS as arrays; this is the only room that knows the solver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianzhang.plan.explain import Conflict
    from lianzhang.plan.model import Model, build_model
    from lianzhang.plan.result import Plan
    from lianzhang.plan.solving import solve

__all__ = ["Conflict", "Model", "Plan", "build_model", "solve"]

_HOME = {
    "Conflict": "explain",
    "Model": "model",
    "Plan": "result",
    "build_model": "model",
    "solve": "solving",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        from importlib import import_module

        module = import_module(f"lianzhang.plan.{_HOME[name]}")
        value = getattr(module, name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
