"""Sections across levels and places: figures of every level once, the ways of matters, a department's part, places side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from lianzhang.audit.finding import Finding
from lianzhang.core import AssumptionBasis, Quantity, Text, say
from lianzhang.desk.factors import FactorRequest, Shortage
from lianzhang.desk.levels import LEVELS, Duties, Node, Way
from lianzhang.desk.matters import Matter
from lianzhang.desk.side_by_side import Indicator
from lianzhang.ledger.project import ProjectRecord
from lianzhang.outputs.labels import duty_name
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

__all__ = ["duties_section", "levels_section", "part_section", "side_by_side_section"]

_NAMES: Mapping[str, Text] = {
    **LEVELS,
    "all": Text("全部", "all"),
    "park": Text("园区", "park"),
    "place": Text("地点不明", "unknown place"),
}
_TURNS: Mapping[str, Text] = {
    "up": Text("提请上级", "handed up"),
    "across": Text("平级转办", "handed across"),
    "down": Text("转下级", "handed down"),
}


def levels_section(nodes: Sequence[Node], ways: Sequence[Way]) -> Section:
    """Every level with its figures, and the ways of matters."""
    columns = (
        Column(Text("层级", "level"), width=9), Column(Text("地区或园区", "place or park"), width=28), Column(Text("项目", "projects"), "figure"),
        Column(Text("总投资", "total"), "figure"), Column(Text("累计完成", "completed"), "figure"), Column(Text("未办结事项", "open matters"), "figure"),
        Column(Text("仅在本级的项目", "of this level alone"), "figure"),
    )  # fmt: skip
    rows = tuple(
        (
            Words(_NAMES.get(n.level, Text(n.level, n.level))),
            Name("　" * max(0, n.depth - 1) + n.name),
            n.projects,
            n.total,
            n.completed,
            n.matters,
            n.own,
        )
        for n in nodes
    )
    note = Words(
        Text(
            "上级数为下级数与“仅在本级的项目”之和，每个项目只计一次。",
            "A level is the sum of what lies in it and of what is laid to it alone; every project counts once.",
        )
    )
    blocks: list[Block] = [Table(Words(Text("分级汇总", "by level")), columns, rows, note)]
    if ways:
        blocks.append(_ways(ways))
    return Section("levels", Text("省市县联动", "Levels"), tuple(blocks))


def _ways(ways: Sequence[Way]) -> Table:
    columns = (
        Column(Text("事项", "matter"), width=24), Column(Text("经过", "way")), Column(Text("现在何处", "where it lies"), width=20),
        Column(Text("时限", "due"), "date"), Column(Text("状态", "state"), width=9),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for way in ways:
        steps: list[Inline] = []
        for s in way.steps:
            turn = _TURNS[s.direction] if s.direction else Text("交办", "assigned")
            steps.append(
                Words(
                    Text("{day}{turn}{body}", "{day} {turn}: {body}"),
                    (("day", When(s.matter.opened)), ("turn", turn), ("body", Name(s.matter.body))),
                )
            )
        state = Text("已办结", "closed") if way.closed else Text("办理中", "open")
        rows.append(
            (
                Name(way.title),
                Lines(tuple(steps)),
                Name(way.now.body),
                When(way.now.due) if way.now.due else None,
                Words(state),
            )
        )
    return Table(Words(Text("事项流转", "ways of matters")), columns, tuple(rows))


def part_section(
    department: str, findings: Sequence[Finding], short: Sequence[Shortage], requests: Sequence[FactorRequest], matters: Sequence[Matter],
    projects: Sequence[ProjectRecord],
) -> Section:  # fmt: skip
    """What one department answers for."""
    blocks: list[Block] = []

    def say_list(title: Text, items: Sequence[Inline]) -> None:
        if items:
            blocks.extend((Paragraph(Words(title), "lead"), Bullets(tuple(items))))

    say_list(Text("待答复的事项", "matters to answer"), [
        Words(Text("{title}（{body}，时限{due}）", "{title} ({body}, due {due})"), (("title", Name(m.title)), ("body", Name(m.body)), ("due", When(m.due) if m.due else Text("未定", "none"))))
        for m in matters
    ])  # fmt: skip
    say_list(Text("核对发现的问题", "findings"), [Words(f.sentence, f.figures) for f in findings])
    say_list(Text("要素缺口", "factors short"), [
        Words(Text("{place}{year}{factor}：缺{short}", "{place} {year} {factor}: short of {short}"),
              (("place", Name(s.place)), ("year", When(str(s.year))), ("factor", Name(s.factor)), ("short", s.short)))
        for s in short
    ])  # fmt: skip
    say_list(Text("未办结的要素申请", "requests open"), [
        Words(Text("{project}：{factor}", "{project}: {factor}"), (("project", Name(r.project)), ("factor", Name(r.factor)))) for r in requests if not r.closed
    ])  # fmt: skip
    say_list(Text("负责的项目", "projects"), [Name(p.name) for p in projects])
    if not blocks:
        blocks.append(
            Paragraph(Words(Text("没有由本部门负责的事项。", "Nothing lies with this department.")))
        )
    return Section("part", Text(f"{department}的事项", f"Part of: {department}"), tuple(blocks))


def duties_section(found: Duties) -> Section:
    """Who owes what, by rule data."""
    columns = (
        Column(Text("类别", "about"), width=12), Column(Text("内容", "what")), Column(Text("责任部门", "department")),
        Column(Text("起始层级", "from level")), Column(Text("答复期限", "to answer"), "figure"),
    )  # fmt: skip
    about = {
        "rule": Text("核对规则", "rule"),
        "factor": Text("要素", "factor"),
        "desk": Text("案头事项", "desk"),
    }
    rows = []
    for (a, what), d in found.owed.items():
        told = AssumptionBasis(
            Text(f"职责规则：{d.department.name.zh}", f"duties: {d.department.name.en}"), d.source
        )
        days = Quantity(Decimal(d.days), "day", told)
        rows.append(
            (
                Words(about[a]),
                Name(duty_name(a, what)),
                Words(d.department.name),
                Words(LEVELS[d.level]),
                days,
            )
        )
    lead = Words(
        Text(
            "职责是规则数据，案例可在 rules/desk/owes.toml 中改。",
            "Rule data; a case sets its own in rules/desk/owes.toml.",
        )
    )
    table = Table(Words(Text("职责分工", "duties")), columns, tuple(rows), fold=True)
    return Section("duties", Text("谁负责什么", "Who owes what"), (table,), lead)


def side_by_side_section(found: Sequence[Indicator]) -> Section:
    """One table an indicator, and below it what does not compare, with the reasons."""
    blocks: list[Block] = []
    for one in found:
        caption = Words(
            Text("{what}（口径：{scope}），{time}", "{what} (scope: {scope}), {time}"),
            (
                ("what", Name(say(one.what))), ("scope", Name(one.scope or "—")),
                ("time", When(one.time) if one.time else Text("时间未注明", "no time given")),
            ),
        )  # fmt: skip
        columns = (
            Column(Text("位次", "rank"), "date", 8),
            Column(Text("地区", "place"), width=40),
            Column(Text("数值", "figure"), "figure"),
            Column(Text("与最高之比", "of the largest"), "figure"),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (Name(str(p.rank)), Name(p.place), p.quantity, p.of_largest) for p in one.places
        )
        rows += tuple(
            (Name("—"), Name(w), Words(Text("没有这项数据", "no figure")), None) for w in one.without
        )
        if rows:
            blocks.append(Table(caption, columns, rows))
        else:
            blocks.append(Paragraph(caption, "lead"))
        if one.apart:
            apart: list[Inline] = []
            for a in one.apart:
                why = "、".join(r.zh for r in a.reasons), ", ".join(r.en for r in a.reasons)
                when = ("time", When(a.time)) if a.time else ("time", Text("时间未注明", "no time"))
                apart.append(
                    Words(
                        Text(
                            f"{{place}} {{q}}（{{time}}）：{why[0]}", f"{{place}} {{q}} ({{time}}): {why[1]}"
                        ),
                        (("place", Name(a.place)), ("q", a.quantity), when),
                    )
                )
            blocks.append(Paragraph(Words(Text("不可比：", "does not compare:"))))
            blocks.append(Bullets(tuple(apart)))
    if not blocks:
        blocks.append(
            Paragraph(
                Words(Text("没有两个以上地区都有数据的指标。", "No indicator has figures of two places."))
            )
        )
    lead = Words(
        Text(
            "只有口径、时间、计量单位和地区层级都相同的实际数才排在一起；目标、规划、预计不与实际数相比。",
            "Only facts of one scope, time, unit and level of place stand together; targets, plans and forecasts never do.",
        )
    )
    return Section("sidebyside", Text("横向比较", "Side by side"), tuple(blocks), lead)
