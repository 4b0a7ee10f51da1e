"""``lianzhang lexicon``: the data files of the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lianzhang.cli.screen import tell
from lianzhang.core import InputError, Problem, Text, nearest

__all__ = ["lexicon"]

ACTIONS = ("check",)


def lexicon(
    action: Annotated[str, typer.Argument(help="check：核对数据文件 / check the data files")],
    folder: Annotated[
        Path | None, typer.Argument(help="案例文件夹，连同它的 lexicon/ / a case, with its lexicon/")
    ] = None,
) -> None:
    """词典、句式、单位等数据文件是否合规 / the data files of the reader: `lianzhang lexicon check [FOLDER]`."""
    if action not in ACTIONS:
        what = Text(f"没有“{action}”这个动作", f"there is no action {action!r}")
        raise InputError([Problem("lexicon", what, nearest=nearest(action, ACTIONS) or ACTIONS[0])])
    from lianzhang.case.own_data import lexicon_lines

    tell(lexicon_lines(folder))
