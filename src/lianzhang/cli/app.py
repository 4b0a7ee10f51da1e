"""The command line, ``lianzhang …``. Each command calls one function of the API and prints what came of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from lianzhang.cli import desk, entities, month, plans
from lianzhang.cli.lexicon import lexicon
from lianzhang.cli.registers import add_to
from lianzhang.cli.results import CaseArgument, JsonOption, json_check, json_write
from lianzhang.cli.screen import (
    EXIT_BAD_INPUT,
    EXIT_INTERRUPTED,
    bar,
    out,
    say_problems,
    tell,
    usage_problem,
)
from lianzhang.core import InputError, Problem, Text

__all__ = ["app"]


class _Commands(TyperGroup):
    """Tells what is wrong with a call in the reader's language; the parser's own words follow."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command; a call that cannot be understood ends with exit code 2 and one line."""
        if extra.get("standalone_mode") is False:  # the caller looks after faults
            return super().main(*args, **extra)
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except typer.Abort:
            sys.exit(EXIT_INTERRUPTED)
        except Exception as error:
            if not hasattr(error, "format_message"):
                raise
            if type(error).__name__ == "NoArgsIsHelpError":
                tell(error.format_message())
                sys.exit(EXIT_BAD_INPUT)
            raise InputError([usage_problem(error)]) from error
        sys.exit(code if isinstance(code, int) else 0)


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="链长：产业链办公室的案头。lianzhang: the desk of the office that answers for a battery chain.",
)


def _say_version(wanted: bool) -> None:
    if wanted:
        import lianzhang

        tell(f"lianzhang {lianzhang.__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="版本 / version")
    ] = False,
) -> None:
    """链长：产业链办公室的案头。lianzhang: the desk of the office that answers for a battery chain."""


READING = Text("读取文档", "Reading")


OutOption = Annotated[Path, typer.Option("--out", help="写到这个文件夹 / write into this folder")]


SchedulerOption = Annotated[
    str | None,
    typer.Option(help="在 Dask 集群上读：调度器地址，如 tcp://10.0.0.5:8786 / read on a Dask cluster"),
]


@app.command()
def new(folder: CaseArgument) -> None:
    """新建一个案例文件夹 / start a case folder."""
    from lianzhang.case import new_case

    new_case(folder)
    tell(Text(f"已建：{folder}", f"made: {folder}"))


@app.command()
def text(
    file: Annotated[Path, typer.Argument(help="一份文档 / one document")],
    raw: Annotated[bool, typer.Option("--raw", help="原文，不修复 / as decoded, not repaired")] = False,
) -> None:
    """修复后的文字（或原文）/ the repaired text of a document."""
    from lianzhang.case import read_text

    # bytes, so that spans count the same code points on every system: no newline is translated
    sys.stdout.buffer.write(read_text(file, raw=raw).encode())


@app.command()
def claims(
    paths: Annotated[list[Path], typer.Argument(help="文档或文件夹 / documents or folders")],
    jsonl: Annotated[Path, typer.Option("--jsonl", help="每行一条论断 / one claim a line")],
    scheduler: SchedulerOption = None,
) -> None:
    """读出论断，一行一条 / read documents into claims, one a line."""
    from lianzhang.case import claims_of_paths
    from lianzhang.case.files import write_whole

    json_check(jsonl, *paths)
    with bar(READING) as progress:
        found, problems = claims_of_paths(paths, progress=progress, scheduler=scheduler)
    write_whole(jsonl, "".join(json.dumps(c.to_json(), ensure_ascii=False) + "\n" for c in found))
    tell(Text(f"{len(found)} 条论断 → {jsonl}", f"{len(found)} claims → {jsonl}"))
    if problems:
        raise InputError(problems)


@app.command()
def read(
    case: CaseArgument,
    accept_all: Annotated[bool, typer.Option(help="采纳全部更改建议 / accept all proposals")] = False,
    scheduler: SchedulerOption = None,
) -> None:
    """读入案例的文档与台账 / read a case's documents and tables into its ledger."""
    import lianzhang

    with lianzhang.open(case) as opened, bar(READING) as progress:
        summary = opened.read(accept_all=accept_all, progress=progress, scheduler=scheduler)
    tell(summary)
    if summary.problems:
        raise InputError(summary.problems)


@app.command()
def audit(case: CaseArgument, json_path: JsonOption = None) -> None:
    """核对：哪些说法不能同时成立 / what cannot be true together."""
    import lianzhang
    from lianzhang.case import findings_json

    json_check(json_path, case)
    with lianzhang.open(case) as opened:
        opened.must_have_been_read()
        findings = opened.audit()
    for finding in findings:
        tell(opened.say_finding(finding))
    if not findings:
        tell(Text("没有发现问题", "no findings"))
    json_write(json_path, findings_json(findings))


@app.command()
def balance(case: CaseArgument, json_path: JsonOption = None) -> None:
    """各环节产能与 GWh 当量 / capacities by segment in tonnes and GWh-equivalents."""
    import lianzhang
    from lianzhang.case.balance_words import balance_text

    json_check(json_path, case)
    with lianzhang.open(case) as opened:
        opened.must_have_been_read()
        frame = opened.balance()
    tell(balance_text(frame, out.width if out.is_terminal else 160))
    json_write(json_path, frame.to_dicts())


plans.add_to(app)


@app.command()
def report(
    source: Annotated[Path, typer.Argument(help="案例，或一个文档文件夹 / a case, or a folder of documents")],
    out_folder: OutOption,
) -> None:
    """写出报告（一个可离线打开的 HTML）/ write the report, one HTML file that opens offline."""
    from lianzhang.case import report_of

    with bar(READING) as progress:
        path, screen, problems = report_of(source, out_folder, progress=progress)
    out.print(screen)
    say_problems(problems)
    tell(f"report: {path}")
    if problems:
        raise typer.Exit(EXIT_BAD_INPUT)


@app.command()
def demo(out_folder: OutOption = Path("out/demo")) -> None:
    """在随附案例上完整运行一遍 / run the whole job on the packaged case."""
    from lianzhang.case import run_demo

    with bar(READING) as progress:
        path, screen = run_demo(out_folder, progress=progress)
    out.print(screen)
    tell(f"report: {path}")


@app.command()
def chain(
    action: Annotated[
        str, typer.Argument(help="check：列出已发表的核对项 / the published checks with their margins")
    ],
) -> None:
    """物理目录 / the physical catalogue: `lianzhang chain check`."""
    from lianzhang.chain.checks import check_lines

    if action != "check":
        what = Text(f"没有“{action}”这个动作", f"there is no action {action!r}")
        raise InputError([Problem("chain", what, nearest="check")])
    for line in check_lines():
        tell(line)


@app.command()
def footprint(
    product: Annotated[str, typer.Argument(help="产品名称或目录编号 / product, by name or id")],
    place: Annotated[
        str | None, typer.Option(help="省份：电网因子和电价 / province, for grid factor and tariff")
    ] = None,
) -> None:
    """单位产品从矿到厂门的成本、能耗、用水、用地、用工和碳 / one unit of a product, cradle to gate."""
    from lianzhang.case.words import footprint_text

    tell(footprint_text(product, place))


add_to(app)
month.add_to(app)
desk.add_to(app)
entities.add_to(app)
app.command()(lexicon)
