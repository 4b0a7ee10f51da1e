"""Commands of the plan: solve it, also for many scenarios, and ask what lies beyond the optimum."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lianzhang.cli.results import CaseArgument, JsonOption, json_check, json_write
from lianzhang.cli.screen import EXIT_NO_PLAN, bar, tell
from lianzhang.core import Text

__all__ = ["add_to"]

SOLVING = Text("求解情景", "Solving")
ScenarioOption = Annotated[
    str | None, typer.Option("--scenario", help="情景名（scenarios/*.toml）/ scenario by name")
]
ScenariosOption = Annotated[
    list[str] | None,
    typer.Option(
        "--scenario",
        help="情景名（scenarios/*.toml），可写多次；'*' 为全部 / scenario by name, several or '*' for all",
    ),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        help="多个情景在 Dask 集群上求解：调度器地址，如 tcp://10.0.0.5:8786 / scenarios on a Dask cluster"
    ),
]


def plan(
    folder: CaseArgument,
    json_path: JsonOption = None,
    scenario: ScenariosOption = None,
    scheduler: SchedulerOption = None,
) -> None:
    """求解：建什么、建在哪、何时建；可比较多个情景 / what to build, where and when; several scenarios side by side."""
    from lianzhang.case import plan_folder
    from lianzhang.case.words import plan_text

    json_check(json_path, folder)
    names = scenario or []
    if len(names) > 1 or "*" in names or scheduler:
        _sweep(folder, names or ["*"], scheduler, json_path)
        return
    result = plan_folder(folder, names[0] if names else None)
    json_write(json_path, result.to_json())
    tell(plan_text(result))
    if result.objective is None:
        raise typer.Exit(EXIT_NO_PLAN)


def _sweep(folder: Path, names: list[str], scheduler: str | None, json_path: Path | None) -> None:
    from lianzhang.case import sweep_folder
    from lianzhang.case.answer_words import answer_text

    with bar(SOLVING) as progress:
        answer = sweep_folder(folder, names, scheduler=scheduler, progress=progress)
    plans = {name: p.to_json() for name, p in answer.plans.items()}
    json_write(json_path, {"schema": 1, **answer.to_json(), "plans": plans})
    tell(answer_text(answer, "sweep"))
    if all(p.objective is None for p in answer.plans.values()):
        raise typer.Exit(EXIT_NO_PLAN)


def ask(
    folder: CaseArgument,
    question: Annotated[
        str, typer.Argument(help="alternatives、coordination、frontier、myopic、next-best、two-stage、robust")
    ],
    json_path: JsonOption = None,
    scenario: ScenarioOption = None,
) -> None:
    """最优之外的问题：非建不可、一盘棋、取舍、短视、下一个项目、情景不定 / questions beyond the optimum."""
    from lianzhang.case import ask_folder
    from lianzhang.case.answer_words import answer_text

    json_check(json_path, folder)
    answer = ask_folder(folder, question, scenario)
    json_write(json_path, answer.to_json())
    tell(answer_text(answer, question))


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(plan)
    app.command()(ask)
