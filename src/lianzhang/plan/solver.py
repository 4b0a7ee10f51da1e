"""HiGHS: a :class:`~lianzhang.plan.program.Program` in, a solution out. The only module that knows the solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from lianzhang.plan.program import Program

__all__ = ["Solution", "load", "rows_that_conflict", "solve_program"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class SolverError(RuntimeError):
    """The solver did not accept the program."""


@dataclass(frozen=True)
class Solution:
    """``status``: optimal, feasible (stopped at a limit with a plan), infeasible, unbounded, no_plan (stopped without
    one) or error. ``duals`` and ``reduced``: change of the objective per unit of a row's bound or a column's bound."""

    status: str
    detail: str
    objective: float | None = None
    bound: float | None = None
    values: Floats | None = None
    duals: Floats | None = None
    reduced: Floats | None = None


_STATUS = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnbounded: "unbounded",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "unclear",
}


def load(program: Program, options: Mapping[str, Any] | None = None) -> Any:
    """A solver that holds the program. The arrays are handed over whole."""
    h: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    h.setOptionValue("output_flag", False)
    h.setOptionValue("small_matrix_value", 1e-12)  # the default drops coefficients below 1e-9 without a word
    for name, value in (options or {}).items():
        h.setOptionValue(name, value)
    arguments: list[Any] = [
        len(program.cost), len(program.row_lower), len(program.value), int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize), program.offset, program.cost, program.lower, program.upper, program.row_lower,
        program.row_upper, program.starts, program.index, program.value,
    ]  # fmt: skip
    if program.whole.any():
        arguments.append(program.whole.astype(np.int32))
    else:
        arguments.append(np.zeros(len(program.cost), dtype=np.int32))
    if h.passModel(*arguments) == highspy.HighsStatus.kError:
        raise SolverError("the solver refused the program: a coefficient is too large or not a number")
    return h


def _unclear(program: Program, options: Mapping[str, Any]) -> str:
    """Infeasible or unbounded? Without costs a program cannot be unbounded."""
    h = load(replace(program, cost=np.zeros_like(program.cost)), options)
    h.run()
    return "infeasible" if h.getModelStatus() == highspy.HighsModelStatus.kInfeasible else "unbounded"


def solve_program(program: Program, options: Mapping[str, Any] | None = None) -> Solution:
    """Solve. For a program with whole columns the duals are those with the whole columns held at their optimum."""
    options = options or {}
    try:
        h = load(program, options)
    except SolverError as error:
        return Solution("error", str(error))
    h.run()
    found = h.getModelStatus()
    detail = h.modelStatusToString(found)
    status = _STATUS.get(found)
    info = h.getInfo()
    if found == highspy.HighsModelStatus.kModelEmpty:
        fits = bool((program.row_lower <= 0).all() and (program.row_upper >= 0).all())
        if not fits:
            return Solution("infeasible", detail)
        return Solution(
            "optimal",
            detail,
            program.offset,
            program.offset,
            np.zeros(0),
            np.zeros(len(program.row_lower)),
            np.zeros(0),
        )
    if status in ("unclear", "unbounded"):
        return Solution(_unclear(program, options), detail)
    if status is None:
        has_plan = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
        status = "feasible" if has_plan else "no_plan"
    if status in ("infeasible", "no_plan", "error"):
        return Solution(status, detail)
    values = np.array(h.getSolution().col_value)
    objective = float(info.objective_function_value)
    bound: float | None = objective
    if program.whole.any():
        bound = float(info.mip_dual_bound) if np.isfinite(info.mip_dual_bound) else None
        values = np.where(program.whole, np.round(values), values)
        fixed = replace(
            program, whole=np.zeros_like(program.whole), lower=np.where(program.whole, values, program.lower),
            upper=np.where(program.whole, values, program.upper),
        )  # fmt: skip
        h = load(fixed, options)
        h.run()
        if h.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return Solution(status, detail, objective, bound, values)
        values = np.array(h.getSolution().col_value)
        objective = float(h.getInfo().objective_function_value)
    elif status == "feasible":
        bound = None
    solution = h.getSolution()
    return Solution(
        status, detail, objective, bound, values, np.array(solution.row_dual), np.array(solution.col_dual)
    )


def rows_that_conflict(program: Program, seconds: float = 20.0) -> Ints:
    """Rows of an irreducible infeasible subset of the linear program, by the solver's own search; empty if none is found."""
    linear = replace(program, whole=np.zeros_like(program.whole), cost=np.zeros_like(program.cost))
    h = load(linear, {"time_limit": seconds, "presolve": "off"})
    h.setOptionValue(
        "iis_strategy",
        int(highspy.IisStrategy.kIisStrategyFromLp) | int(highspy.IisStrategy.kIisStrategyIrreducible),
    )
    h.setOptionValue("iis_time_limit", seconds)
    h.run()
    if h.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
        return np.empty(0, dtype=np.int64)
    _, iis = h.getIis()
    if not iis.valid_:
        return np.empty(0, dtype=np.int64)
    return np.array(sorted(iis.row_index_), dtype=np.int64)
