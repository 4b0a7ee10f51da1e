"""Commands of the month: dispatch it, close it, open it again, compare; hand matters out and note their answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianzhang.cli.results import ByOption, CaseArgument
from lianzhang.cli.screen import tell
from lianzhang.core import Problems, Text

if TYPE_CHECKING:
    from lianzhang.case.case import Case
    from lianzhang.case.month import MonthView

__all__ = ["add_to"]

HereArgument = Annotated[Path, typer.Argument(help="案例文件夹，默认当前 / case folder, here by default")]
MonthOption = Annotated[str | None, typer.Option(help="YYYY-MM")]
RulesOption = Annotated[str | None, typer.Option(help="规则：yinchuan、wuhan、sanya 或案例自定 / rule set")]
PapersOption = Annotated[
    Path | None, typer.Option(help="通报（Word）和附表（Excel）写到这个文件夹 / bulletin and annex")
]
CloseOption = Annotated[bool, typer.Option("--close", help="关账：此后改动不影响本月数字 / freeze the month")]
ReopenOption = Annotated[bool, typer.Option("--reopen", help="重新打开，留痕 / open a closed month again")]
WhyOption = Annotated[str, typer.Option("--why", help="重新打开的理由 / why it is opened again")]
SheetOption = Annotated[
    Path | None, typer.Option(help="先导入本月报表（Excel 或 CSV）/ bring in the month's sheet first")
]
CompareOption = Annotated[
    str | None, typer.Option(help="与较早月份（2026-09）或某次关账（2026-10@1）比较 / compare with")
]


def dispatch(
    case: HereArgument = Path(),
    month: MonthOption = None,
    rules: RulesOption = None,
    papers: PapersOption = None,
    close: CloseOption = False,
    reopen: ReopenOption = False,
    by: ByOption = "",
    why: WhyOption = "",
    compare: CompareOption = None,
    sheet: SheetOption = None,
) -> None:
    """月度调度：红黄绿灯、原因、责任人；导入报表、关账与比较 / the month's lights, reasons and owners; closing and comparing."""
    import lianzhang
    from lianzhang.case.month import bring_sheet, close_month, month_view, reopen_month
    from lianzhang.case.month_words import closed_text, month_text, reopened_text, sheet_text

    _check_call(case, papers, close=close, reopen=reopen, sheet=sheet, by=by, why=why)
    with lianzhang.open(case) as opened:
        if reopen:
            tell(reopened_text(reopen_month(opened, month, by, why)))
            return
        if sheet is not None:
            tell(sheet_text(*bring_sheet(opened, sheet, month, by)))
        opened.must_have_been_read()
        if close:
            tell(closed_text(close_month(opened, month, by, rules)))
        view = month_view(opened, month, rules, compare)
        if not close:
            tell(month_text(view))
        if papers is not None:
            _write_papers(opened, view, papers)


def _check_call(
    case: Path, papers: Path | None, *, close: bool, reopen: bool, sheet: Path | None, by: str, why: str
) -> None:
    """What cannot be asked for together, or without a name, before anything is opened."""
    problems = Problems()
    if close and reopen:
        problems.add(
            "dispatch", Text("--close 与 --reopen 不能同时用", "--close and --reopen do not go together")
        )
    if reopen and (sheet is not None or papers is not None):
        what = Text(
            "--reopen 单独使用；打开后再导入、出文", "--reopen goes alone; bring in and write afterwards"
        )
        problems.add("dispatch", what)
    if (close or reopen or sheet is not None) and not by.strip():
        problems.add("dispatch", Text("请用 --by 写明经办人", "name who does it with --by"), field="--by")
    if reopen and not why.strip():
        problems.add("dispatch", Text("请用 --why 写明理由", "say why with --why"), field="--why")
    if why and not reopen:
        problems.add("dispatch", Text("--why 只用于 --reopen", "--why goes with --reopen"), field="--why")
    problems.raise_if_any()
    if papers is not None:
        from lianzhang.case.files import check_output

        check_output(papers, (case,), folder=True)


def _write_papers(case: Case, view: MonthView, folder: Path) -> None:
    from lianzhang.case.month import month_view, reported_before
    from lianzhang.outputs import write_bulletin

    compared = view.compared
    if (
        compared is None
    ):  # a bulletin tells what changed; the month before is at hand where anything was reported then
        before = reported_before(view)
        if before is not None:
            compared = month_view(case, view.dispatch.month, compare=before).compared
    paths = write_bulletin(
        view.dispatch, view.projects, None, folder, compared=compared, corrections=view.corrections
    )
    for path in paths:
        tell(path)


def months(case: HereArgument = Path()) -> None:
    """列出各月：已报项目数、每次关账与重新打开 / the months, with every closing and opening."""
    import lianzhang
    from lianzhang.case.month import month_states
    from lianzhang.case.month_words import states_text

    with lianzhang.open(case) as opened:
        tell(states_text(month_states(opened)))


def assign(
    case: CaseArgument,
    finding: Annotated[str, typer.Argument(help="问题编号（lianzhang audit 列出）/ id of a finding")],
    to: Annotated[str, typer.Option(help="责任单位 / the body that answers")],
    due: Annotated[str, typer.Option(help="时限 / due date, YYYY-MM-DD")],
    office: Annotated[str | None, typer.Option(help="责任人（职务）/ responsible office")] = None,
    opened: Annotated[
        str | None, typer.Option(help="交办日期，默认今天 / date of assigning, YYYY-MM-DD")
    ] = None,
) -> None:
    """把一个问题交办给责任单位 / hand a finding to a body, to answer by a date."""
    import lianzhang

    with lianzhang.open(case) as here:
        here.must_have_been_read()
        before = here.matters
        matter = here.assign(finding, to, due=due, office=office, opened=opened)
    tell(
        Text(
            f"事项 {matter.id}：{matter.title} → {matter.body}，时限 {matter.due}",
            f"matter {matter.id}: {matter.title} → {matter.body}, due {matter.due}",
        )
    )
    for row in before.iter_rows(named=True):
        if row["origin"] == matter.origin and row["body"] != matter.body and row["status"] == "open":
            tell(
                Text(
                    f"注意：这个问题已交办{row['body']}（事项 {row['id']}，时限 {row['due'] or '未定'}）",
                    f"note: this finding is already with {row['body']} (matter {row['id']}, due {row['due'] or 'no date'})",
                )
            )


def answer(
    case: CaseArgument,
    matter: Annotated[int, typer.Argument(help="事项编号 / number of the matter")],
    text: Annotated[str, typer.Argument(help="答复 / what was answered")],
    date: Annotated[
        str | None, typer.Option(help="答复日期，默认今天 / YYYY-MM-DD, today by default")
    ] = None,
) -> None:
    """登记一件事项的答复 / note the answer to a matter."""
    import lianzhang

    with lianzhang.open(case) as here:
        done = here.answer(matter, text, date=date)
    tell(
        Text(
            f"事项 {done.id} 已答复（{done.answered}）：{done.answer}",
            f"matter {done.id} answered ({done.answered}): {done.answer}",
        )
    )


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for command in (dispatch, months, assign, answer):
        app.command()(command)
