"""HiGHS: a :class:`~lianzhang.plan.program.Program` in, a solution out. The only module that knows the solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from lianzhang.plan.program import Program

__all__ = ["Held", "Solution", "load", "rows_that_conflict", "solve_program"]

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


LARGE = 3_000
"""Rows from which interior point with crossover is tried first: on the generated chains of ``benchmarks/plan_solve.py`` it was three to
six times as fast as simplex from there on, and simplex quicker below. What it does not prove is left to simplex."""


def _chosen(program: Program, options: Mapping[str, Any]) -> dict[str, Any]:
    """Options with a method chosen where none is given."""
    out = dict(options)
    if "solver" not in out and not program.whole.any() and len(program.row_lower) >= LARGE:
        out["solver"] = "ipm"
    if "threads" in out:
        highspy.Highs.resetGlobalScheduler(True)  # else a second number of threads in one process is refused
    return out


def _run(program: Program, options: Mapping[str, Any]) -> Any:
    chosen = _chosen(program, options)
    h = load(program, chosen)
    h.run()
    settled = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit)
    if chosen.get("solver") == "ipm" and "solver" not in options and h.getModelStatus() not in settled:
        # Interior point may end without a proof; simplex says what is the case.
        h = load(program, {**options, "solver": "simplex"})
        h.run()
    return h


def solve_program(program: Program, options: Mapping[str, Any] | None = None) -> Solution:
    """Solve. For a program with whole columns the duals are those with the whole columns held at their optimum."""
    options = options or {}
    try:
        h = _run(program, options)
    except SolverError as error:
        return Solution("error", str(error))
    return _solution(h, program, options)


def _solution(h: Any, program: Program, options: Mapping[str, Any]) -> Solution:
    """What a solver that has run says of the program that it holds."""
    found = h.getModelStatus()
    detail = h.modelStatusToString(found)
    status = _STATUS.get(found)
    info = h.getInfo()
    if found == highspy.HighsModelStatus.kModelEmpty:
        fits = bool((program.row_lower <= 0).all() and (program.row_upper >= 0).all())
        if not fits:
            return Solution("infeasible", detail)
        nothing = np.zeros(len(program.row_lower))
        return Solution("optimal", detail, program.offset, program.offset, np.zeros(0), nothing, np.zeros(0))
    if status in ("unclear", "unbounded"):
        return Solution(_unclear(program, options), detail)
    if status is None:
        has_plan = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
        status = "feasible" if has_plan else "no_plan"
    if status in ("infeasible", "no_plan", "error"):
        return Solution(status, detail)
    objective = float(info.objective_function_value)
    if program.whole.any():
        return _with_plants(h, program, options, status, detail, objective)
    solution = h.getSolution()
    return Solution(
        status, detail, objective, None if status == "feasible" else objective, np.array(solution.col_value),
        np.array(solution.row_dual), np.array(solution.col_dual),
    )  # fmt: skip


def _with_plants(
    h: Any, program: Program, options: Mapping[str, Any], status: str, detail: str, objective: float
) -> Solution:
    """The whole columns held at their optimum, the rest and the prices from the linear program that is left."""
    info = h.getInfo()
    bound = float(info.mip_dual_bound) if np.isfinite(info.mip_dual_bound) else None
    values = np.array(h.getSolution().col_value)
    values = np.where(program.whole, np.round(values), values)
    fixed = replace(
        program, whole=np.zeros_like(program.whole), lower=np.where(program.whole, values, program.lower),
        upper=np.where(program.whole, values, program.upper),
    )  # fmt: skip
    h = load(fixed, options)
    h.run()
    if h.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return Solution(status, detail, objective, bound, values)
    solution = h.getSolution()
    return Solution(
        status, detail, float(h.getInfo().objective_function_value), bound, np.array(solution.col_value),
        np.array(solution.row_dual), np.array(solution.col_dual),
    )  # fmt: skip


class Held:
    """A solver that keeps a program between solves: one matrix, many costs and bounds, each solve from the last basis.

    ``reused`` counts the solves that kept the matrix. A program of other columns or coefficients is loaded anew; whole
    columns are solved from scratch.
    """

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self.options = {"solver": "simplex", **(options or {})}
        self.reused = 0
        self._program: Program | None = None
        self._solver: Any = None
        self._anchor: Any = None

    @property
    def held(self) -> bool:
        """Whether a program is held."""
        return self._program is not None

    def anchor(self) -> None:
        """From now on every solve starts from the basis of the last one, not of the one before it: what is found no longer depends on
        the order. Programs of another matrix are solved apart."""
        self._anchor = None if self._solver is None else self._solver.getBasis()

    def solve(self, program: Program) -> Solution:
        """Solve, from where the last solve ended (or from the anchor) when the matrix is the same."""
        other = self._anchor is not None and (
            self._program is None or not _same_matrix(self._program, program)
        )
        if program.whole.any() or other:
            return solve_program(program, {k: v for k, v in self.options.items() if k != "solver"})
        try:
            self._hand_over(program)
        except SolverError as error:
            return Solution("error", str(error))
        if self._anchor is not None:
            self._solver.clearSolver()
            self._solver.setBasis(self._anchor)
        self._solver.run()
        return _solution(self._solver, program, self.options)

    def _choose_simplex(self, before: Program, program: Program) -> None:
        """Primal simplex where only costs changed: the last basis still fits, and dual simplex would first have to mend it."""
        if "simplex_strategy" in self.options:
            return
        same = all(
            np.array_equal(getattr(before, name), getattr(program, name))
            for name in ("lower", "upper", "row_lower", "row_upper")
        )
        strategy = highspy.simplex_constants.SimplexStrategy
        chosen = strategy.kSimplexStrategyPrimal if same else strategy.kSimplexStrategyDual
        self._solver.setOptionValue("simplex_strategy", int(chosen))

    def _hand_over(self, program: Program) -> None:
        before, h = self._program, self._solver
        if before is None or not _same_matrix(before, program):
            # The first solve of a large program is faster by interior point; what follows starts from its basis.
            self._solver = h = load(
                program, _chosen(program, {k: v for k, v in self.options.items() if k != "solver"})
            )
            h.run()
            h.setOptionValue("solver", "simplex")
            self._program = program
            return
        self._choose_simplex(before, program)
        self.reused += 1
        at = np.flatnonzero(before.cost != program.cost).astype(np.int32)
        if len(at):
            h.changeColsCost(len(at), at, program.cost[at])
        at = np.flatnonzero((before.lower != program.lower) | (before.upper != program.upper)).astype(
            np.int32
        )
        if len(at):
            h.changeColsBounds(len(at), at, program.lower[at], program.upper[at])
        moved = (before.row_lower != program.row_lower) | (before.row_upper != program.row_upper)
        at = np.flatnonzero(moved).astype(np.int32)
        if len(at):
            h.changeRowsBounds(len(at), at, program.row_lower[at], program.row_upper[at])
        h.changeObjectiveOffset(program.offset)
        self._program = program


def _same_matrix(a: Program, b: Program) -> bool:
    return a is b or (
        len(a.row_lower) == len(b.row_lower)
        and np.array_equal(a.starts, b.starts)
        and np.array_equal(a.index, b.index)
        and np.array_equal(a.value, b.value)
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
