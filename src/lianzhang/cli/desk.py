"""Commands of the desk: pipeline, targets, gaps, factors, leads, levels, places side by side, and matters handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer

from lianzhang.cli.results import ByOption, CaseArgument, JsonOption, json_check, json_write
from lianzhang.cli.screen import out, tell
from lianzhang.core import InputError, PeriodError, Problem, Text, period

if TYPE_CHECKING:
    from lianzhang.case.desk_view import Desk
    from lianzhang.outputs import Section

__all__ = ["add_to"]

WIDE = 160
"""Columns where the output is a file or a pipe: tables of the desk are wide."""

PapersOption = Annotated[
    Path | None,
    typer.Option("--papers", help="Word 和 Excel 写到这个文件夹 / write Word and Excel into this folder"),
]
PlaceOption = Annotated[
    str | None, typer.Option("--place", help="只看这个地区或园区 / this place or park only")
]
LevelOption = Annotated[
    str | None, typer.Option("--level", help="按省、市、县归并 / group by province, prefecture or county")
]
AsOption = Annotated[
    str | None, typer.Option("--as", help="以哪个部门的身份看，如 land、发改 / seen by this department")
]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="截至哪天，YYYY-MM-DD / as of this day")]
DueOption = Annotated[
    str | None, typer.Option(help="时限，默认按职责规则 / due date, by the duties if not given")
]
OpenedOption = Annotated[
    str | None, typer.Option(help="交办日期，默认今天 / date of assigning, today by default")
]


def _day(text: str | None, option: str) -> str | None:
    if text is None:
        return None
    try:
        return period(text).last.isoformat()
    except PeriodError as error:
        what = Text(f"日期应写作 YYYY-MM-DD：{text}", f"a date is written YYYY-MM-DD: {text}")
        raise InputError([Problem(option, what)]) from error


class Told(Protocol):
    """Prints what was found as the sections made of it, and writes the JSON and the papers that were asked for."""

    def __call__(
        self, title: Text, sections: Callable[[Desk, Any], tuple[Section, ...]], **found: Any
    ) -> None: ...


@contextmanager
def _desk(
    case: Path, json_path: Path | None = None, papers: Path | None = None, place: str | None = None, level: str | None = None,
    department: str | None = None, as_of: str | None = None, *, below: bool = True,
) -> Iterator[tuple[Desk, Told]]:  # fmt: skip
    """The desk of a case that has been read, bounded by a scope, and how its result is told; outputs are looked at first."""
    import lianzhang
    from lianzhang.case.desk_inputs import own_rules
    from lianzhang.case.desk_view import Desk
    from lianzhang.case.files import check_output
    from lianzhang.desk.levels import duties, parse_duties, scope_of

    day = _day(as_of, "--as-of")
    json_check(json_path, case)
    if papers is not None:
        check_output(papers, (case,), folder=True)
    with lianzhang.open(case) as opened:
        opened.must_have_been_read()
        packaged = duties()
        known = own_rules(opened.folder, "owes", lambda t, f: parse_duties(t, f, packaged), packaged)
        parks = [str(r.values.get("name")) for r in opened.ledger.records("parks")]
        scope = scope_of(level, place, department, parks=parks, known=known, below=below)
        desk = Desk(opened, scope, as_of=day)

        def told(title: Text, sections: Callable[[Desk, Any], tuple[Section, ...]], **found: Any) -> None:
            (value,) = found.values()
            _tell(desk, title, sections(desk, value), found, json_path, papers)

        yield desk, told


def _tell(
    desk: Desk, title: Text, sections: tuple[Section, ...], found: dict[str, Any], json_path: Path | None, papers: Path | None
) -> None:  # fmt: skip
    from lianzhang.case.desk_sections import names_of_desk, write_papers
    from lianzhang.outputs import records_json, sections_screen

    narrow = out.width
    if not out.is_terminal:
        out.width = WIDE
    try:
        out.print(sections_screen(sections, names_of_desk(desk)))
    finally:
        out.width = narrow
    if json_path is not None:
        json_write(
            json_path, records_json(as_of=desk.as_of, place=desk.scope.name, level=desk.scope.level, **found)
        )
    if papers is not None:
        for path in write_papers(desk, title, sections, papers):
            tell(path)


def pipeline(
    case: CaseArgument,
    since: Annotated[
        str | None, typer.Option(help="与这一天相比，YYYY-MM-DD / compare with this day")
    ] = None,
    place: PlaceOption = None,
    level: LevelOption = None,
    department: AsOption = None,
    as_of: AsOfOption = None,
    json_path: JsonOption = None,
    papers: PapersOption = None,
) -> None:
    """项目库：阶段、规模、地区、环节，各期只计一次；转化与等待；逐年加权产能和产值 / the pipeline, counted once."""
    from lianzhang.case.desk_sections import pipeline_sections

    day = _day(since, "--since")
    with _desk(case, json_path, papers, place, level, department, as_of) as (desk, told):
        told(Text("项目库", "Pipeline"), pipeline_sections, pipeline=desk.pipeline(day))


def targets(
    case: CaseArgument,
    place: PlaceOption = None,
    as_of: AsOfOption = None,
    json_path: JsonOption = None,
    papers: PapersOption = None,
) -> None:
    """目标与实际：现状、需要的增速、近期增速、可达多少、还不能判断的缺什么 / targets against actual figures and reach."""
    from lianzhang.case.desk_sections import targets_sections

    with _desk(case, json_path, papers, place=place, as_of=as_of) as (desk, told):
        told(Text("目标与实际", "Targets"), targets_sections, targets=desk.targets())


def gaps(
    case: CaseArgument,
    place: PlaceOption = None,
    level: LevelOption = None,
    plan: Annotated[
        bool, typer.Option(help="求解规划表，列出规划的答案 / solve the plan for its answer")
    ] = True,
    assign: Annotated[
        str | None, typer.Option(help="把这个环节的缺口交办出去 / hand this link's gap out")
    ] = None,
    to: Annotated[str | None, typer.Option(help="交办给谁 / to which body")] = None,
    due: DueOption = None,
    opened: OpenedOption = None,
    by: ByOption = "office",
    as_of: AsOfOption = None,
    json_path: JsonOption = None,
    papers: PapersOption = None,
) -> None:
    """建链补链延链强链：缺什么、规划怎么补、哪些企业可来、办到哪一步 / gaps of the chain, the plan's answer, candidate firms."""
    from lianzhang.case.desk_acts import hand_out_gap
    from lianzhang.case.desk_sections import gaps_sections

    with _desk(case, json_path, papers, place=place, level=level, as_of=as_of, below=False) as (desk, told):
        if assign is not None:
            _say_matter(hand_out_gap(desk, assign, _needed(to, "--to"), due=due, opened=opened, who=by))
            return
        solved = desk.case.plan() if plan and desk.case.planning is not None else None
        told(Text("建链补链延链强链", "Gaps"), gaps_sections, gaps=desk.gaps(solved))


def factors(
    case: CaseArgument,
    place: PlaceOption = None,
    level: LevelOption = None,
    department: AsOption = None,
    escalate: Annotated[
        str | None, typer.Option(help="把这种要素的缺口提请上级 / ask the level above for this factor")
    ] = None,
    year: Annotated[int | None, typer.Option(help="哪一年的缺口 / of which year")] = None,
    to: Annotated[
        str | None, typer.Option(help="提请谁，默认按职责规则 / to which body, by the duties if not given")
    ] = None,
    due: DueOption = None,
    opened: OpenedOption = None,
    by: ByOption = "office",
    as_of: AsOfOption = None,
    json_path: JsonOption = None,
    papers: PapersOption = None,
) -> None:
    """要素保障：各项目需要多少、指标够不够、该提请哪一级、节能审查、园区安全等级 / factors that projects need."""
    from lianzhang.case.desk_acts import escalate as ask_above
    from lianzhang.case.desk_sections import factors_sections

    with _desk(case, json_path, papers, place, level, department, as_of) as (desk, told):
        if escalate is not None:
            _say_matter(ask_above(desk, escalate, year=year, body=to, due=due, opened=opened, who=by))
            return
        told(Text("要素保障", "Factors"), factors_sections, factors=desk.factors())


def leads(
    case: CaseArgument,
    place: PlaceOption = None,
    department: AsOption = None,
    as_of: AsOfOption = None,
    json_path: JsonOption = None,
    papers: PapersOption = None,
) -> None:
    """招商线索：从首次接触到利税，合同与到位，分年合计，对应哪些缺口 / leads from first contact to taxes."""
    from lianzhang.case.desk_sections import leads_sections

    with _desk(case, json_path, papers, place=place, department=department, as_of=as_of) as (desk, told):
        told(Text("招商线索", "Leads"), leads_sections, leads=desk.leads())


def levels(
    case: CaseArgument,
    place: PlaceOption = None,
    level: LevelOption = None,
    department: AsOption = None,
    as_of: AsOfOption = None,
    json_path: JsonOption = None,
    papers: PapersOption = None,
) -> None:
    """省市县联动：分级汇总只计一次，事项流转，一个部门该管的 / every level's figures, ways of matters, a department's part."""
    from lianzhang.case.desk_sections import levels_sections

    with _desk(case, json_path, papers, place, level, department, as_of) as (desk, told):
        told(Text("省市县联动", "Levels"), levels_sections, levels=desk.levels())


def compare(
    case: CaseArgument,
    places: Annotated[
        list[str] | None, typer.Argument(help="地区，默认同级全部 / places, all of a level by default")
    ] = None,
    measure: Annotated[str | None, typer.Option(help="指标，如 产值、产能、项目数 / indicator")] = None,
    year: Annotated[int | None, typer.Option(help="哪一年 / of which year")] = None,
    level: LevelOption = None,
    as_of: AsOfOption = None,
    json_path: JsonOption = None,
    papers: PapersOption = None,
) -> None:
    """横向比较：同一指标、单位、年份和口径，不可比的说明原因 / places side by side, and what does not compare."""
    from lianzhang.case.desk_sections import side_by_side_sections

    with _desk(case, json_path, papers, level=level, as_of=as_of) as (desk, told):
        _known_places(places or [])
        found = desk.side_by_side(places or (), measure=measure, year=year)
        told(Text("横向比较", "Side by side"), side_by_side_sections, indicators=found)


def hand(
    case: CaseArgument,
    matter: Annotated[int, typer.Argument(help="事项编号 / number of the matter")],
    to: Annotated[str, typer.Option(help="转给谁 / to which body")],
    reason: Annotated[str, typer.Option(help="缘由 / why")] = "",
    due: DueOption = None,
    opened: OpenedOption = None,
    by: ByOption = "office",
) -> None:
    """把事项提请上级或转给别的单位，留下经过 / hand a matter up or across, keeping its way."""
    from lianzhang.case.desk_acts import hand_on

    with _desk(case) as (desk, _):
        _say_matter(hand_on(desk, matter, to, reason=reason, due=due, opened=opened, who=by))


def _known_places(places: list[str]) -> None:
    from lianzhang.desk.levels import scope_of

    problems: list[Problem] = []
    for text in places:
        try:
            scope_of(None, text)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)


def _needed(value: str | None, option: str) -> str:
    if value is None:
        raise InputError([Problem(option, Text("请指明责任单位", "name the body"))])
    return value


def _say_matter(matter: Any) -> None:
    tell(
        Text(
            f"事项 {matter.id}：{matter.title} → {matter.body}，时限 {matter.due}",
            f"matter {matter.id}: {matter.title} → {matter.body}, due {matter.due}",
        )
    )


COMMANDS: tuple[Callable[..., None], ...] = (pipeline, targets, gaps, factors, leads, levels, compare, hand)


def add_to(app: typer.Typer) -> None:
    """Put the commands of the desk into the program."""
    for command in COMMANDS:
        app.command()(command)
