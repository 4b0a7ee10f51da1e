"""Sections of the pipeline: stage × size band, by place and link, conversion, what may come by year with its weights, two dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lianzhang.chain import catalogue
from lianzhang.core import Quantity, Text, say
from lianzhang.desk.grouping import Level
from lianzhang.desk.pipeline import (
    Band,
    Coming,
    Conversion,
    Counted,
    PipelineCell,
    Transition,
    YearTotal,
    roll_up,
)
from lianzhang.outputs.model import (
    Block,
    Bullets,
    Cell,
    Column,
    Inline,
    Lines,
    Name,
    Paragraph,
    Section,
    Table,
    When,
    Words,
)

__all__ = ["coming_section", "pipeline_changes_section", "pipeline_section"]


def _both(cell: PipelineCell | None) -> Cell:
    if cell is None:
        return None
    lines: list[Inline] = [Words(Text("{n}个", "{n}"), (("n", cell.projects),))]
    if cell.total is not None:
        lines.append(cell.total)
    return Lines(tuple(lines))


def _matrix(counted: Counted, sizes: Sequence[Band] | None) -> Table:
    cells = {c.key: c for c in roll_up(counted, ("stage", "band"), sizes=sizes)}
    stages = roll_up(counted, ("stage",))
    by_band = roll_up(counted, ("band",), sizes=sizes)
    bands = [c.key[0] for c in by_band]
    rows = [(Name(s.key[0]), *(_both(cells.get((s.key[0], b))) for b in bands), _both(s)) for s in stages]
    last = (
        Words(Text("合计", "all")),
        *(_both(c) for c in by_band),
        _both(next(iter(roll_up(counted, ())), None)),
    )
    columns = (
        Column(Text("阶段", "stage"), width=10), *(Column(b, "figure") for b in bands), Column(Text("合计", "all"), "figure"),
    )  # fmt: skip
    return Table(Words(Text("按阶段和投资规模", "by stage and size")), columns, (*rows, last))


def _by(counted: Counted, dimension: str, caption: Text, head: Text, level: Level) -> Table:
    columns = (
        Column(head, width=24), Column(Text("项目数", "projects"), "figure"), Column(Text("合同（总）投资", "contract"), "figure"),
        Column(Text("累计完成", "completed"), "figure"), Column(Text("完成率", "share"), "figure"),
        Column(Text("总投资未填", "no total"), "figure"),
    )  # fmt: skip
    cells = roll_up(counted, (dimension,), level=level)  # type: ignore[arg-type]
    body = [(Name(c.key[0]), c) for c in cells] + [
        (Name(say(Text("合计", "all"))), c) for c in roll_up(counted, ())
    ]
    rows = [(name, c.projects, c.total, c.completed, c.share, c.unknown) for name, c in body]
    note = Words(
        Text(
            "完成率只按合同额与完成额都已填报的项目计算。",
            "Share: over projects for which both contract and completion are given.",
        )
    )
    return Table(Words(caption), columns, tuple(rows), note)


def _conversions(found: Sequence[Conversion]) -> Table:
    columns = (
        Column(Text("阶段", "step"), width=17), Column(Text("已到前一阶段", "reached"), "figure"), Column(Text("已转化", "converted"), "figure"),
        Column(Text("转化率", "share"), "figure"), Column(Text("用时中位数", "median"), "figure"), Column(Text("等待中", "waiting"), "figure"),
        Column(Text("最长等待", "longest"), "figure"), Column(Text("已过时限", "overdue"), "figure"),
    )  # fmt: skip
    step = Text("{a}→{b}", "{a}→{b}")
    rows = tuple(
        (Words(step, (("a", Name(c.begin)), ("b", Name(c.end)))), c.reached, c.converted, c.share, c.months, c.waiting, c.longest, c.overdue)
        for c in found
    )  # fmt: skip
    return Table(Words(Text("各阶段转化和等待", "conversion and waiting")), columns, rows)


def pipeline_section(
    counted: Counted, conversions: Sequence[Conversion] = (), level: Level = "county", sizes: Sequence[Band] | None = None
) -> Section:  # fmt: skip
    """The pipeline as it stands, nothing counted twice; what was left out and what a person should look at stands below."""
    blocks: list[Block] = [
        _matrix(counted, sizes),
        _by(counted, "place", Text("分地区", "by place"), Text("地区", "place"), level),
        _by(counted, "segment", Text("分环节", "by link of the chain"), Text("环节", "segment"), level),
    ]
    if conversions:
        blocks.append(_conversions(conversions))
    for said, doubts in (
        (Text("未计入（已含在其他项目内）", "Left out, being in others:"), counted.left_out),
        (Text("请核对", "To be looked at:"), counted.doubts),
    ):
        if doubts:
            blocks.append(Paragraph(Words(said), "lead"))
            blocks.append(Bullets(tuple(Words(d.text, d.figures) for d in doubts)))
    lead = Words(
        Text(
            "一个项目的各期只计一次，总项目只计各期以外的部分；金额为登记的总投资与开工以来累计完成。",
            "Phases of a project count once, a whole only with what its phases leave; money: total investment, completed since the start.",
        )
    )
    return Section("pipeline", Text("项目库", "Pipeline"), tuple(blocks), lead)


def coming_section(
    found: Sequence[Coming], totals: Sequence[YearTotal], weights: Mapping[str, Quantity]
) -> Section:
    """What may come: output value and capacity by year, each unit with its weight, and the weights themselves."""
    of = catalogue()
    heads = (
        Column(Text("年份", "year"), "date", 10), Column(Text("范围", "group"), width=16), Column(Text("加权产值（达产口径）", "output value"), "figure"),
        Column(Text("加权产能", "capacity")),
    )  # fmt: skip
    rows = tuple(
        (When(str(t.year)), Name(t.key), t.output_value,
         Lines(tuple(Words(Text("{c} {q}", "{c} {q}"), (("c", Name(say(of.name(c)))), ("q", q))) for c, q in t.capacity.items())))
        for t in totals
    )  # fmt: skip
    columns = (
        Column(Text("项目", "project"), width=28), Column(Text("地区", "place"), width=18), Column(Text("阶段", "stage"), width=7),
        Column(Text("产能", "capacity"), "figure"), Column(Text("权重", "weight"), "figure"), Column(Text("预期产能", "expected"), "figure"),
        Column(Text("折合电池", "GWh-eq."), "figure"), Column(Text("计入年份", "from"), "date"),
    )  # fmt: skip
    units = tuple(
        (
            Name(c.unit.project.name),
            Name(c.place),
            Name(c.unit.stage),
            c.capacity,
            c.weight,
            c.expected,
            c.gwh,
            _from(c),
        )
        for c in found
    )
    shown = (Column(Text("阶段", "stage")), Column(Text("权重", "weight"), "figure"))
    lead = Words(
        Text(
            "产值按满产、不含税出厂价计，各环节产值相加与统计口径一致，不等于增加值；权重是假定，可在案例的 rules/desk/weights.toml 中修改。",
            "Output at full load and ex-factory prices; links add up as statistics add them, which is not value added. Weights are assumptions; a case sets its own in rules/desk/weights.toml.",
        )
    )
    return Section(
        "coming",
        Text("在手产能与产值", "What may come"),
        (
            Table(Words(Text("逐年加权合计", "weighted, by year")), heads, rows),
            Table(Words(Text("逐项目", "by project")), columns, units),
            Table(
                Words(Text("阶段权重", "weights of stages")),
                shown,
                tuple((Name(s), q) for s, q in weights.items()),
            ),
        ),
        lead,
    )


def _from(row: Coming) -> Cell:
    if row.year is None:
        return Words(Text("时限未填", "no date"))
    return Words(Text("已投产", "running")) if row.year == 0 else When(str(row.year))


def pipeline_changes_section(found: Sequence[Transition], earlier: str, later: str | None) -> Section:
    """The pipeline on two days: from which stage to which, how many, how much, which."""
    none, now = say(Text("未入库", "not yet")), say(Text("阶段未填", "no stage"))
    columns = (
        Column(Text("原阶段", "from"), width=11), Column(Text("现阶段", "to"), width=11), Column(Text("项目数", "projects"), "figure"),
        Column(Text("总投资", "total"), "figure"), Column(Text("项目", "which")),
    )  # fmt: skip
    moved = [t for t in found if t.begin != t.end]
    rows = tuple(
        (
            Name(t.begin or none),
            Name(t.end or now),
            t.projects,
            t.total,
            Lines(tuple(Name(n) for n in t.names)),
        )
        for t in moved
    )
    until = ("b", When(later)) if later else ("b", Text("目前", "now"))
    caption = Words(Text("{a}至{b}", "{a} to {b}"), (("a", When(earlier)), until))
    return Section(
        "pipelinechanges", Text("项目库变化", "Changes of the pipeline"), (Table(caption, columns, rows),)
    )
