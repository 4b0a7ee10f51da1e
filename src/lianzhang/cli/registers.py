"""Commands for the registers: sheets in and out, records, history, duplicates, proposed changes, backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lianzhang.cli.screen import bar, tell
from lianzhang.core import InputError, Problem, Text

__all__ = ["add_to", "register", "review"]

CaseArgument = Annotated[Path, typer.Argument(help="案例文件夹 / case folder")]
RegisterArgument = Annotated[str, typer.Argument(help="台账，如 项目、企业、园区 / register")]
RecordArgument = Annotated[str, typer.Argument(help="编号或名称 / number or name of a record")]
ByOption = Annotated[str, typer.Option("--by", help="经办人，记入历史 / who does it, kept in the history")]
SheetsOut = Annotated[Path, typer.Argument(help="写到这个 .xlsx 文件 / workbook to write")]

register = typer.Typer(
    no_args_is_help=True, help="台账：导入、导出、查询、更改、撤销、查重、合并 / the registers."
)
review = typer.Typer(
    no_args_is_help=True, help="审核文件提出的更改：采纳、改正、驳回 / changes that documents propose."
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


# proposed changes

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
    of: OnlyRegister = None,
    document: OnlyDocument = None,
    record: OnlyRecord = None,
    grade: OnlyGrade = None,
) -> None:
    """采纳更改：写编号，或 --all 成批；成批时不动办公室自己的数和来源更好的数 / accept changes, singly or in bulk."""
    import lianzhang
    from lianzhang.case.register_words import bulk_lines
    from lianzhang.case.registers import choose_changes

    with lianzhang.open(case) as opened:
        _one_way(ids, all_)
        if ids:
            changed = opened.ledger.accept(ids, by)
            tell(
                Text(
                    f"已采纳 {len(ids)} 条，更改 {changed} 处",
                    f"{len(ids)} accepted, {changed} fields changed",
                )
            )
            return
        every = opened.ledger.changes()
        chosen = choose_changes(every, register=of, document=document, record=record, grade=grade)
        done = opened.ledger.accept_all(by, [c.id for c in chosen])
        for line in bulk_lines(done, {c.id: c for c in every}):
            tell(line)


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
    of: OnlyRegister = None,
    document: OnlyDocument = None,
    record: OnlyRecord = None,
    grade: OnlyGrade = None,
) -> None:
    """驳回更改：写编号，或 --all 成批；更好的来源再说时会重提 / reject changes, singly or in bulk."""
    import lianzhang
    from lianzhang.case.registers import choose_changes

    with lianzhang.open(case) as opened:
        _one_way(ids, all_)
        wanted = ids or [
            c.id for c in choose_changes(opened.ledger.changes(), register=of, document=document, record=record, grade=grade)
        ]  # fmt: skip
        count = opened.ledger.reject(wanted, by)
    tell(Text(f"已驳回 {count} 条", f"{count} rejected"))


def _one_way(ids: list[str] | None, all_: bool) -> None:
    """Ids or all: neither, or both, would be a guess."""
    if bool(ids) == all_:
        what = Text("请写更改编号，或用 --all（可加 --register 等条件）", "give ids of changes, or --all")
        raise InputError([Problem("lianzhang review", what)])


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
