"""Scenarios of a folder solved together, here or on a Dask cluster (extra ``dask``).

On a cluster the tables of each scenario are sent as they were read and changed here; solutions come back, and the plans are made from
them here. Every scenario is solved from the basis of the case without changes, so that both ways lead to the same plans.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from lianzhang.case.planning import read_planning, scenario_named
from lianzhang.case.scheduler import (
    OTHER_VERSION,
    connected,
    digest_of,
    fault_of,
    lost,
    next_done,
    problem_at,
    result_of,
    scheduler_of,
    threads_of,
)
from lianzhang.core import InputError, Problem, Problems, Text

if TYPE_CHECKING:
    from lianzhang.chain.tables import PlanningCase
    from lianzhang.plan.answer import Answer
    from lianzhang.plan.solver import Solution

__all__ = ["BASE", "EVERY", "scenarios_of", "sweep_folder", "sweep_on_cluster"]

BASE = "base"
"""What the case without changes is called beside its scenarios."""
EVERY = "*"
"""Stands for all scenarios of a folder."""

Progress = Callable[[int, int], None]


def scenarios_of(folder: Path, names: Sequence[str] = (EVERY,)) -> dict[str, PlanningCase]:
    """The planning case of a folder as it stands (:data:`BASE`), then with each of the named scenarios.

    Raises :class:`~lianzhang.core.InputError` with every fault: of the tables, of the names, of changes that do not fit.
    """
    from lianzhang.plan import apply, read_scenarios

    case, known = read_planning(folder), read_scenarios(folder)
    problems, found = Problems(), {BASE: case}
    wanted = dict.fromkeys(n for name in names for n in (known if name == EVERY else [name]))
    if not known:
        what = Text("没有情景文件 scenarios/*.toml", "there are no scenarios/*.toml")
        raise InputError([Problem(str(folder), what)])
    for name in wanted:
        try:
            found[name if name != BASE else f"{BASE}′"] = apply(case, scenario_named(known, name))
        except InputError as error:
            problems.extend(error.problems)
    problems.raise_if_any()
    return found


def sweep_folder(
    folder: Path,
    names: Sequence[str] = (EVERY,),
    *,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Solve the case of a folder as it stands and with each named scenario (default all); see :func:`lianzhang.plan.sweep`.

    ``scheduler`` is the address of a Dask scheduler; None: what ``LIANZHANG_SCHEDULER`` names, else this machine; ``""`` this
    machine whatever it names. ``progress`` is called with (scenarios done, all). Raises :class:`~lianzhang.core.InputError`.
    """
    from lianzhang.plan import sweep

    address = scheduler_of(scheduler)
    cases = scenarios_of(Path(folder), names)
    if address is None:
        return sweep(cases, progress=progress)
    return sweep_on_cluster(cases, address, progress)


def version() -> str:
    """What two installations must agree on to solve alike."""
    return digest_of("core", "chain", "balance", "plan")


def solve_sent(cases: Sequence[PlanningCase], wanted: str) -> list[tuple[Solution, float, bool]]:
    """Run by a worker: solve scenarios after the first of them, if the worker solves as the sender does."""
    if version() != wanted:
        raise RuntimeError(OTHER_VERSION)
    from lianzhang.plan.sweeps import solve_part

    return solve_part(cases)


def sweep_on_cluster(
    scenarios: Mapping[str, PlanningCase], address: str, progress: Progress | None = None
) -> Answer:
    """:func:`lianzhang.plan.sweep` on the cluster of a scheduler, with the same result.

    Raises :class:`~lianzhang.core.InputError` when the extra is missing, nobody answers, a worker lacks the program or has another
    version of it, or the cluster is lost in between. An interruption takes back what was not begun.
    """
    from lianzhang.plan.sweeps import parts_of, sweep_answer

    listed = list(scenarios.values())
    told = progress or (lambda _done, _all: None)
    told(0, len(listed))
    done: SimpleQueue[Any] = SimpleQueue()
    sent: dict[Any, int] = {}
    solved: dict[int, tuple[Solution, float, bool]] = {}
    with connected(address, sent) as client:
        parts = parts_of(len(listed), threads_of(client))
        for k, part in enumerate(parts):
            cases = [listed[i] for i in part]
            future = client.submit(solve_sent, cases, version(), pure=False, retries=0)
            sent[future] = k
            future.add_done_callback(done.put)
        while sent:
            future = next_done(client, done, sent, address)
            solved |= dict(zip(parts[sent[future]], _result(client, future, address)))
            del sent[future]
            told(len(solved), len(listed))
    return sweep_answer(scenarios, [solved[i] for i in range(len(listed))])


def _result(client: Any, future: Any, address: str) -> list[tuple[Solution, float, bool]]:
    if future.status == "cancelled":
        raise lost(address)
    try:
        found: list[tuple[Solution, float, bool]] = result_of(client, future, address)
    except InputError:
        raise  # rows that contradict each other: the planner's, and told as they are here
    except Exception as error:
        kind = type(error).__name__
        if kind == "KilledWorker":
            raise problem_at(
                address,
                "求解的工作进程一再意外结束；可能内存不足，请减少每台机器的进程数",
                "the workers that solved ended, again and again; perhaps for want of memory: fewer workers a machine may help",
            ) from error
        fault = fault_of(error, address)
        if fault is None:
            fault = problem_at(
                address,
                f"集群求解时出错（{kind}：{error}）",
                f"solving on the cluster failed ({kind}: {error})",
            )
        raise fault from error
    return found
