"""Commands for the changes that documents propose: list, accept, correct, reject, singly or in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lianzhang.cli.results import ByOption, CaseArgument
from lianzhang.cli.screen import tell
from lianzhang.core import InputError, Problem, Text

if TYPE_CHECKING:
    from lianzhang.case import Case
    from lianzhang.ledger import Change

__all__ = ["review"]

review = typer.Typer(
    no_args_is_help=True, help="审核文件提出的更改：采纳、改正、驳回 / changes that documents propose."
)

OnlyRegister = Annotated[str | None, typer.Option("--register", help="只看这本台账 / of this register")]
OnlyDocument = Annotated[
    str | None, typer.Option("--document", help="只看路径含这几个字的文件 / from documents so called")
]
OnlyRecord = Annotated[
    str | None, typer.Option("--record", help="只看名称含这几个字的记录 / to records so called")
]
OnlyGrade = Annotated[str | None, typer.Option("--grade", help="只看这个来源等级 / of this source grade")]
ChangeArguments = Annotated[list[str] | None, typer.Argument(help="更改编号 / ids of changes")]
All = Annotated[bool, typer.Option("--all", help="所选的全部 / all that are chosen")]


@review.command("list")
def list_changes(
    case: CaseArgument,
    of: OnlyRegister = None, document: OnlyDocument = None, record: OnlyRecord = None, grade: OnlyGrade = None,
    state: Annotated[str, typer.Option(help="proposed、accepted、rejected、all")] = "proposed",
) -> None:  # fmt: skip
    """列出提出的更改：原值、新值、原句、来源等级 / proposed changes with their sentences."""
    import lianzhang
    from lianzhang.case.register_words import change_lines
    from lianzhang.case.registers import choose_changes

    states = ("proposed", "accepted", "rejected", "all")
    if state not in states:
        what = Text(f"没有状态 {state}", f"no state {state!r}")
        raise InputError([Problem("--state", what, nearest="、".join(states))])
    with lianzhang.open(case) as opened:
        every = opened.ledger.changes(None if state == "all" else state)
    found = choose_changes(every, register=of, document=document, record=record, grade=grade)
    for line in change_lines(found, len(found)):
        tell(line)
    tell(Text(f"{len(found)} 条", f"{len(found)} changes"))


@review.command()
def accept(
    case: CaseArgument,
    by: ByOption,
    ids: ChangeArguments = None,
    all_: All = False,
    of: OnlyRegister = None, document: OnlyDocument = None, record: OnlyRecord = None, grade: OnlyGrade = None,
) -> None:  # fmt: skip
    """采纳更改：写编号，或 --all 成批；成批时不动办公室自己的数和来源更好的数 / accept changes, singly or in bulk."""
    import lianzhang
    from lianzhang.case.register_words import bulk_lines

    with lianzhang.open(case) as opened:
        every, chosen = _chosen(opened, ids, all_, register=of, document=document, record=record, grade=grade)
        if all_:
            for line in bulk_lines(opened.ledger.accept_all(by, chosen), every):
                tell(line)
            return
        changed = opened.ledger.accept(chosen, by)
        tell(
            Text(
                f"已采纳 {len(chosen)} 条，更改 {changed} 处",
                f"{len(chosen)} accepted, {changed} fields changed",
            )
        )


@review.command()
def correct(
    case: CaseArgument,
    change: Annotated[str, typer.Argument(help="更改编号 / id of a change")],
    value: Annotated[str, typer.Argument(help="应为（写法同单元格）/ what it should be, as in a cell")],
    by: ByOption,
) -> None:
    """改正后采纳：用另一个值代替提出的值 / put another value in the place of a proposed one, and accept it."""
    import lianzhang

    with lianzhang.open(case) as opened:
        done = opened.ledger.correct(change, value, by)
    tell(
        Text(
            f"已改正并采纳：{done.project} · {done.field} = {done.corrected}",
            f"corrected and accepted: {done.project} · {done.field} = {done.corrected}",
        )
    )


@review.command()
def reject(
    case: CaseArgument,
    by: ByOption,
    ids: ChangeArguments = None,
    all_: All = False,
    of: OnlyRegister = None, document: OnlyDocument = None, record: OnlyRecord = None, grade: OnlyGrade = None,
) -> None:  # fmt: skip
    """驳回更改：写编号，或 --all 成批；更好的来源再说时会重提 / reject changes, singly or in bulk."""
    import lianzhang

    with lianzhang.open(case) as opened:
        _, chosen = _chosen(opened, ids, all_, register=of, document=document, record=record, grade=grade)
        count = opened.ledger.reject(chosen, by)
    tell(Text(f"已驳回 {count} 条", f"{count} rejected"))


def _chosen(
    opened: Case, ids: list[str] | None, all_: bool, **of: str | None
) -> tuple[dict[str, Change], list[str]]:
    """The ids meant: those given, or all that fit, and then the open changes by id. Neither, or both, would be a guess."""
    from lianzhang.case.registers import choose_changes

    if bool(ids) == all_:
        what = Text("请写更改编号，或用 --all（可加 --register 等条件）", "give ids of changes, or --all")
        raise InputError([Problem("lianzhang review", what)])
    if ids:
        return {}, ids
    every = opened.ledger.changes()
    return {c.id: c for c in every}, [c.id for c in choose_changes(every, **of)]
