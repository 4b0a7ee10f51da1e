"""The command line, ``lianzhang …``. Each command calls one function of the API and prints what came of it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lianzhang.core import InputError, Text, say

__all__ = ["app", "run"]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="链长：产业链办公室的案头。lianzhang: the desk of the office that answers for a battery chain.",
)
out = Console()
err = Console(stderr=True)

EXIT_BAD_INPUT = 2
EXIT_INTERRUPTED = 130


def run() -> None:
    """Run the command line; say faults in one line each."""
    try:
        app()
    except InputError as error:
        for problem in error.problems:
            err.print(str(problem), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(EXIT_BAD_INPUT)
    except KeyboardInterrupt:
        err.print(
            say(
                Text(
                    "已中断；已存的都在，再运行一次即可继续。",
                    "Interrupted; what was stored is safe, run again to go on.",
                )
            )
        )
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


@contextmanager
def bar(title: Text) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error: call the yielded function with (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=not err.is_terminal) as progress:
        task = progress.add_task(say(title), total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _write(path: Path, text: str) -> None:
    """Write a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


CaseArgument = Annotated[Path, typer.Argument(help="案例文件夹 / case folder")]


@app.command()
def new(folder: CaseArgument) -> None:
    """新建一个案例文件夹 / start a case folder."""
    from lianzhang.case import new_case

    new_case(folder)
    out.print(say(Text(f"已建：{folder}", f"made: {folder}")), markup=False)


@app.command()
def text(
    file: Annotated[Path, typer.Argument(help="一份文档 / one document")],
    raw: Annotated[bool, typer.Option("--raw", help="原文，不修复 / as decoded, not repaired")] = False,
) -> None:
    """修复后的文字（或原文）/ the repaired text of a document."""
    from lianzhang.case import read_text

    sys.stdout.write(read_text(file, raw=raw))


@app.command()
def claims(
    paths: Annotated[list[Path], typer.Argument(help="文档或文件夹 / documents or folders")],
    jsonl: Annotated[Path, typer.Option("--jsonl", help="每行一条论断 / one claim a line")],
) -> None:
    """读出论断，一行一条 / read documents into claims, one a line."""
    from lianzhang.case import claims_of_paths
    from lianzhang.evidence import write_jsonl

    with bar(Text("读取文档", "Reading")) as progress:
        found, problems = claims_of_paths(paths, progress=progress)
    write_jsonl(found, jsonl)
    out.print(
        say(Text(f"{len(found)} 条论断 → {jsonl}", f"{len(found)} claims → {jsonl}")),
        markup=False,
        soft_wrap=True,
    )
    if problems:
        raise InputError(problems)


@app.command()
def read(
    case: CaseArgument,
    accept_all: Annotated[bool, typer.Option(help="采纳全部更改建议 / accept all proposals")] = False,
) -> None:
    """读入案例的文档与台账 / read a case's documents and tables into its ledger."""
    import lianzhang

    with lianzhang.open(case) as opened, bar(Text("读取文档", "Reading")) as progress:
        summary = opened.read(accept_all=accept_all, progress=progress)
    out.print(str(summary), markup=False, highlight=False)
    if summary.problems:
        raise InputError(summary.problems)


@app.command()
def audit(case: CaseArgument, json_path: Annotated[Path | None, typer.Option("--json")] = None) -> None:
    """核对：哪些说法不能同时成立 / what cannot be true together."""
    import lianzhang

    with lianzhang.open(case) as opened:
        findings = opened.audit()
        for finding in findings:
            out.print(opened.say_finding(finding), markup=False, highlight=False)
        if json_path:
            _write(
                json_path,
                json.dumps([opened.finding_json(f) for f in findings], ensure_ascii=False, indent=1),
            )


@app.command()
def balance(case: CaseArgument) -> None:
    """各环节产能与 GWh 当量 / capacities by segment in tonnes and GWh-equivalents."""
    import lianzhang

    with lianzhang.open(case) as opened:
        _print_frame(opened.balance())


@app.command()
def plan(
    folder: CaseArgument,
    json_path: Annotated[
        Path | None, typer.Option("--json", help="结果写到这里 / write the result here")
    ] = None,
) -> None:
    """求解：建什么、建在哪、何时建 / what to build, where and when."""
    from lianzhang.case import plan_folder

    result = plan_folder(folder)
    if json_path:
        _write(json_path, json.dumps(result.to_json(), ensure_ascii=False, indent=1) + "\n")
    out.print(str(result), markup=False, highlight=False)


@app.command()
def dispatch(
    case: CaseArgument,
    month: Annotated[str | None, typer.Option(help="YYYY-MM")] = None,
    rules: Annotated[
        str | None, typer.Option(help="规则：yinchuan、wuhan、sanya 或案例自定 / rule set")
    ] = None,
) -> None:
    """月度调度：红黄绿灯、原因、责任人 / the month's lights, reasons and owners."""
    import lianzhang

    with lianzhang.open(case) as opened:
        result = opened.dispatch(month=month, rules=rules)
        out.print(opened.say_dispatch(result), markup=False, highlight=False)


@app.command()
def report(
    source: Annotated[Path, typer.Argument(help="案例，或一个文档文件夹 / a case, or a folder of documents")],
    out_folder: Annotated[Path, typer.Option("--out", help="写到这里 / write here")],
) -> None:
    """写出报告（一个可离线打开的 HTML）/ write the report, one HTML file that opens offline."""
    from lianzhang.case import report_of

    with bar(Text("读取文档", "Reading")) as progress:
        path, screen, problems = report_of(source, out_folder, progress=progress)
    out.print(screen)
    if problems:
        for problem in problems:
            err.print(str(problem), style="red", markup=False, highlight=False, soft_wrap=True)
    out.print(f"report: {path}", markup=False, highlight=False, soft_wrap=True)
    if problems:
        raise typer.Exit(EXIT_BAD_INPUT)


@app.command()
def demo(
    out_folder: Annotated[Path, typer.Option("--out", help="写到这里 / write here")] = Path("out/demo"),
) -> None:
    """在随附案例上完整运行一遍 / run the whole job on the packaged case."""
    from lianzhang.case import run_demo

    with bar(Text("读取文档", "Reading")) as progress:
        path, screen = run_demo(out_folder, progress=progress)
    out.print(screen)
    out.print(f"report: {path}", markup=False, highlight=False, soft_wrap=True)


def _print_frame(frame: Any) -> None:
    import polars

    with polars.Config(tbl_rows=60, tbl_hide_dataframe_shape=True, fmt_str_lengths=40, tbl_width_chars=120):
        out.print(str(frame), markup=False, highlight=False)
