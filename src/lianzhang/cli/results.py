"""Options that several commands have, and where their results go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["ByOption", "CaseArgument", "JsonOption", "json_check", "json_write"]

CaseArgument = Annotated[Path, typer.Argument(help="案例文件夹 / case folder")]
ByOption = Annotated[str, typer.Option("--by", help="经办人，记入历史 / who does it, kept in the history")]
JsonOption = Annotated[Path | None, typer.Option("--json", help="结果写到这里 / write the result here")]


def json_check(path: Path | None, *inputs: Path) -> None:
    """Long work is not begun when its result could not be written, or would cost one of the inputs."""
    if path is not None:
        from lianzhang.case.files import check_output

        check_output(path, inputs)


def json_write(path: Path | None, data: object) -> None:
    """Write a result whole, where one is wanted."""
    if path is not None:
        from lianzhang.case.files import write_whole

        write_whole(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
