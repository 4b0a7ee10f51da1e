"""Commands for the registers: sheets in and out, records, history, duplicates, backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lianzhang.cli.results import ByOption, CaseArgument
from lianzhang.cli.review import review
from lianzhang.cli.screen import bar, tell
from lianzhang.core import InputError, Problem, Text

__all__ = ["add_to", "register"]

RegisterArgument = Annotated[str, typer.Argument(help="台账，如 项目、企业、园区 / register")]
RecordArgument = Annotated[str, typer.Argument(help="编号或名称 / number or name of a record")]
SheetsOut = Annotated[Path, typer.Argument(help="写到这个 .xlsx 文件 / workbook to write")]

register = typer.Typer(
    no_args_is_help=True, help="台账：导入、导出、查询、更改、撤销、查重、合并 / the registers."
)


@register.command("list")
def list_(case: CaseArgument) -> None:
    """列出全部台账和条数 / all registers, with their numbers of records."""
    import lianzhang
    from lianzhang.case.register_words import register_list
    from lianzhang.ledger.office import counts

    with lianzhang.open(case) as opened:
        for line in register_list(counts(opened.ledger)):
            tell(line)


@register.command()
def show(
    case: CaseArgument,
    name: RegisterArgument,
    record: Annotated[
        str | None, typer.Argument(help="编号或名称，列出全部字段和出处 / one record, whole")
    ] = None,
    find: Annotated[str | None, typer.Option(help="只列名称含这几个字的 / only names that hold this")] = None,
) -> None:
    """列出一本台账，或一条记录的全部字段和出处 / a register, or one record with the source of every field."""
    import lianzhang
    from lianzhang.case.register_words import record_lines, record_list
    from lianzhang.case.registers import record_named, register_of
    from lianzhang.ledger.values import label_of

    known = register_of(name)
    with lianzhang.open(case) as opened:
        if record is not None:
            number = record_named(opened, known, record)
            found = opened.ledger.records(known.name, [number], basis=True)
            if not found:
                what = Text(f"没有第 {number} 号记录", f"no record {number}")
                raise InputError([Problem(known.name, what)])
            lines = record_lines(known, found[0])
        else:
            every = opened.ledger.records(known.name)
            lines = record_list(
                known, [r for r in every if find is None or find in label_of(known, r.values, r.labels)]
            )
        for line in lines:
            tell(line)


@register.command("import")
def import_(
    case: CaseArgument,
    files: Annotated[list[Path], typer.Argument(help="Excel 或 CSV / workbooks or CSV files")],
    by: ByOption,
    to: Annotated[
        str | None, typer.Option("--to", help="台账；默认按表头判断 / register, by the headings if not given")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="工作表名 / sheet of the workbook")] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="只看会怎样，不写入 / show what it would do, write nothing")
    ] = False,
    allow_jumps: Annotated[
        bool, typer.Option("--allow-jumps", help="确认阶段可以跳跃或退回 / stages may jump")
    ] = False,
) -> None:
    """导入表格：有一处错就全不入库，列出所有的错 / bring sheets in, all or none."""
    import lianzhang
    from lianzhang.case.register_words import import_lines, preview_lines
    from lianzhang.case.registers import arrivals_of, import_sheets, preview_sheets

    confirm = ("stage",) if allow_jumps else ()
    arrivals, strange = arrivals_of(files, to, sheet)
    with lianzhang.open(case) as opened, bar(Text("读表", "Reading sheets")) as progress:
        if preview:
            seen = preview_sheets(opened, arrivals, confirm=confirm, progress=progress)
            lines = [line for a, p in seen for line in preview_lines(a, p)]
            faults = [problem for _, p in seen for problem in p.problems]
        else:
            done = import_sheets(opened, arrivals, by, confirm=confirm, progress=progress)
            lines, faults = [line for a, d in done for line in import_lines(a, d)], []
    for line in lines:
        tell(line)
    for name in strange:
        tell(Text(f"{name}：表头与各台账都对不上，未读", f"{name}: fits no register, not read"))
    if faults:
        raise InputError(faults)


@register.command()
def export(case: CaseArgument, name: RegisterArgument, file: SheetsOut) -> None:
    """导出为 Excel，可原样再导入 / write a register to a workbook that imports again unchanged."""
    import lianzhang
    from lianzhang.case.registers import export_sheet, register_of

    with lianzhang.open(case) as opened:
        count = export_sheet(opened, register_of(name), file)
    tell(Text(f"{count} 条 → {file}", f"{count} records → {file}"))


@register.command()
def template(name: RegisterArgument, file: SheetsOut) -> None:
    """空白模板，带填写说明 / an empty sheet with the headings, and what goes where."""
    from lianzhang.case.registers import register_of
    from lianzhang.case.registers import template as write

    write(register_of(name), file)
    tell(Text(f"模板 → {file}", f"template → {file}"))


FieldArguments = Annotated[list[str], typer.Argument(help="字段=值，如 总投资=12亿元 / FIELD=VALUE")]


@register.command()
def add(case: CaseArgument, name: RegisterArgument, values: FieldArguments, by: ByOption) -> None:
    """手工新增一条 / enter a record by hand."""
    import lianzhang
    from lianzhang.case.registers import field_values, register_of

    known = register_of(name)
    given = field_values(known, values)
    with lianzhang.open(case) as opened:
        number = opened.ledger.add(known.name, given, by)
    tell(Text(f"已新增{known.zh} {number}", f"entered {known.name} {number}"))


@register.command()
def edit(
    case: CaseArgument, name: RegisterArgument, record: RecordArgument, values: FieldArguments, by: ByOption,
    version: Annotated[int | None, typer.Option(help="你看到的是第几版；别人改过就不写入 / the version that you saw")] = None,
    note: Annotated[str, typer.Option(help="说明 / why")] = "",
) -> None:  # fmt: skip
    """手工更改一条；空值清除字段 / change fields of a record; an empty value empties a field."""
    import lianzhang
    from lianzhang.case.registers import field_values, record_named, register_of

    known = register_of(name)
    given = field_values(known, values)
    with lianzhang.open(case) as opened:
        number = record_named(opened, known, record)
        changed = opened.ledger.edit(known.name, number, given, by, version=version, note=note)
    tell(Text(f"{known.zh} {number}：更改 {changed} 处", f"{known.name} {number}: {changed} fields changed"))


@register.command()
def remove(case: CaseArgument, name: RegisterArgument, record: RecordArgument, by: ByOption) -> None:
    """移出台账；仍在历史里，可撤销 / take a record out; it stays in the history."""
    import lianzhang
    from lianzhang.case.registers import record_named, register_of

    known = register_of(name)
    with lianzhang.open(case) as opened:
        number = record_named(opened, known, record)
        opened.ledger.remove(known.name, number, by)
    tell(Text(f"已移出：{known.zh} {number}", f"taken out: {known.name} {number}"))


@register.command()
def history(
    case: CaseArgument,
    name: Annotated[str | None, typer.Argument(help="台账；默认全部 / register, all if not given")] = None,
    record: Annotated[str | None, typer.Argument(help="编号或名称 / number or name of a record")] = None,
) -> None:
    """谁在何时做了什么；指明一条记录时列出它的每次更改 / who did what when."""
    import lianzhang
    from lianzhang.case.register_words import act_lines, history_lines
    from lianzhang.case.registers import record_named, register_of

    known = register_of(name) if name is not None else None
    with lianzhang.open(case) as opened:
        if known is not None and record is not None:
            number = record_named(opened, known, record)
            lines = history_lines(known, opened.ledger.history(known.name, number))
        else:
            lines = act_lines(opened.ledger.acts(known.name if known else None))
        for line in lines:
            tell(line)


@register.command()
def undo(
    case: CaseArgument,
    act: Annotated[int, typer.Argument(help="操作编号（history 列出）/ number of the act")],
    by: ByOption,
) -> None:
    """整个撤销一次导入、更改、合并或采纳 / take an act back as a whole."""
    import lianzhang

    with lianzhang.open(case) as opened:
        count = opened.ledger.undo(act, by)
    tell(Text(f"已撤销操作 {act}：恢复 {count} 处", f"act {act} undone: {count} lines taken back"))


@register.command()
def duplicates(case: CaseArgument, name: RegisterArgument) -> None:
    """查重：可能是同一个的，附理由；不会自动合并 / records that may be one, with reasons."""
    import lianzhang
    from lianzhang.case.register_words import duplicate_lines
    from lianzhang.case.registers import register_of

    known = register_of(name)
    with lianzhang.open(case) as opened:
        found = opened.ledger.duplicates(known.name)
    for line in duplicate_lines(found, len(found)):
        tell(line)
    if not found:
        tell(Text("没有发现重复", "no duplicates found"))


@register.command()
def merge(
    case: CaseArgument,
    name: RegisterArgument,
    keep: Annotated[str, typer.Argument(help="保留的：编号或名称 / the record to keep")],
    drop: Annotated[str, typer.Argument(help="并入的：编号或名称 / the record to merge into it")],
    by: ByOption,
) -> None:
    """合并两条，可还原 / merge two records; can be undone."""
    import lianzhang
    from lianzhang.case.registers import record_named, register_of

    known = register_of(name)
    with lianzhang.open(case) as opened:
        one, other = record_named(opened, known, keep), record_named(opened, known, drop)
        act = opened.ledger.merge(known.name, one, other, by)
    tell(
        Text(
            f"{known.zh} {other} 已并入 {one}（操作 {act}）",
            f"{known.name} {other} merged into {one} (act {act})",
        )
    )


@register.command()
def unmerge(
    case: CaseArgument,
    name: RegisterArgument,
    record: Annotated[int, typer.Argument(help="被并入的记录的编号 / number of the record that was merged")],
    by: ByOption,
) -> None:
    """把并入的一条分出来 / part a record from the one it was merged into."""
    import lianzhang
    from lianzhang.case.registers import register_of
    from lianzhang.ledger.office import unmerge as part

    known = register_of(name)
    with lianzhang.open(case) as opened:
        part(opened.ledger, known.name, record, by)
    tell(Text(f"{known.zh} {record} 已分出", f"{known.name} {record} stands by itself again"))


def backup(
    case: CaseArgument, file: Annotated[Path, typer.Argument(help="写到这个文件 / file to write")]
) -> None:
    """把整个台账备份成一个文件（SQLite、PostgreSQL 通用）/ write the whole ledger to one file."""
    import lianzhang
    from lianzhang.case.registers import backup_case

    with lianzhang.open(case) as opened:
        rows = backup_case(opened, file)
    tell(Text(f"已备份 {rows} 行 → {file}", f"{rows} rows → {file}"))


def restore(case: CaseArgument, file: Annotated[Path, typer.Argument(help="备份文件 / a backup")]) -> None:
    """把备份恢复到一个空台账 / fill an empty ledger from a backup."""
    import lianzhang
    from lianzhang.case.registers import restore_case

    with lianzhang.open(case) as opened:
        rows = restore_case(opened, file)
    tell(Text(f"已恢复 {rows} 行", f"{rows} rows restored"))


def add_to(app: typer.Typer) -> None:
    """Give the command line these commands."""
    app.add_typer(register, name="register")
    app.add_typer(review, name="review")
    app.command()(backup)
    app.command()(restore)
