"""Sections for the office: summary, findings, projects and their lights, matters, assumptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from lianzhang.audit.finding import CLASSES, Finding
from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text, place_tree
from lianzhang.outputs.labels import source_name
from lianzhang.outputs.marks import split_template
from lianzhang.outputs.model import (
    Badge,
    Block,
    Bullets,
    Card,
    Cell,
    Chart,
    Cite,
    Column,
    Event,
    Inline,
    Lines,
    Name,
    Paragraph,
    Section,
    Table,
    Tile,
    Tiles,
    Track,
    When,
    Words,
    bases_of,
)
from lianzhang.outputs.rows import Light, MatterRow, ProjectRow
from lianzhang.outputs.sections_evidence import count_of

__all__ = [
    "finding_order",
    "findings_section",
    "matters_section",
    "notes_section",
    "projects_section",
    "summary_section",
]

_LIGHTS: tuple[Light, ...] = ("red", "yellow", "grey", "green")
MOST_TRACKS = 20


def finding_order(findings: Sequence[Finding]) -> list[Finding]:
    """Gravest class first, then weight."""
    return sorted(findings, key=lambda f: (CLASSES.index(f.kind), -f.weight, f.id))


def _anchor(finding: Finding) -> str:
    return "finding-" + "".join(c if c.isalnum() and c.isascii() else "-" for c in finding.id)


_CONSTANT = re.compile(r"(?<![\w.,{])(1|2|12|100)(?![\w.,%}])")


def _arithmetic(finding: Finding) -> Words:
    """The arithmetic, its bare constants (1 −, ÷ 12, × 100) made figures that open the whole formula and its inputs."""
    parts: list[tuple[str, Quantity]] = list(finding.figures)
    basis = FormulaBasis(
        Text(
            re.sub(r"[{}]", "", finding.arithmetic.zh) + "（常数，由算法给定）",
            re.sub(r"[{}]", "", finding.arithmetic.en) + " (a constant of the formula)",
        ),
        finding.figures,
    )

    def constant(found: re.Match[str]) -> str:
        name = f"constant-{found[1]}"
        parts.append((name, Quantity(Decimal(found[1]), "1", basis)))
        return "{" + name + "}"

    def filled(template: str) -> str:
        return "".join(
            "{" + text + "}" if mark else _CONSTANT.sub(constant, text)
            for mark, text in split_template(template)
        )

    return Words(Text(filled(finding.arithmetic.zh), filled(finding.arithmetic.en)), tuple(parts))


def _reckons(finding: Finding) -> bool:
    """Whether there is anything to reckon: a figure alone is no arithmetic."""
    return re.fullmatch(r"\{[^{}]*\}|\d*", finding.arithmetic.zh.strip()) is None


def _place(place: str) -> str:
    """A place in full: codes of the tree become names."""
    tree = place_tree()
    return tree.path(place) if place in tree else place


def findings_section(findings: Sequence[Finding], *, limit: int = 200) -> Section:
    """Findings as cards, gravest first; beyond ``limit`` the lightest are left off and counted."""
    blocks: list[Block] = []
    ordered = finding_order(findings)
    for finding in ordered[:limit]:
        aside: list[Inline] = []
        if finding.place:
            aside.append(Name(_place(finding.place)))
        if finding.time:
            aside.append(When(finding.time))
        blocks.append(
            Card(
                _anchor(finding),
                Badge(finding.kind),
                Words(finding.title, finding.figures),
                Words(finding.sentence, finding.figures),
                _arithmetic(finding) if _reckons(finding) else None,
                tuple(aside),
            )
        )
    if len(ordered) > limit:
        rest = count_of(Text("未列出的问题", "findings not listed"), n=len(ordered) - limit)
        note = Words(
            Text("另有 {n} 个较轻的问题未列出。", "{n} lighter findings are not listed."), (("n", rest),)
        )
        blocks.append(Paragraph(note, "note"))
    if not ordered:
        blocks.append(Paragraph(Words(Text("没有发现问题。", "Nothing was found.")), "note"))
    lead = Words(
        Text(
            "四类：不可能成立，是同一口径下算术或守恒不成立；必然推论，是要成立就必须另有其事；口径不可比，是两个数不能放在一起比；"
            "依据不足，是数字背后的来源缺失、损坏或无佐证。",
            "Impossible: arithmetic or conservation of the same scope is broken. Implies: true only if something else happens too. "
            "Not comparable: scope, date or stage differ. Unsupported: the source is lost, damaged or uncorroborated.",
        )
    )
    return Section("findings", Text("核对发现的问题", "Findings"), tuple(blocks), lead)


def _by_light(rows: Sequence[ProjectRow]) -> list[ProjectRow]:
    """Red first, then what is due first."""
    return sorted(rows, key=lambda r: (_LIGHTS.index(r.light), r.due.period if r.due else "9999", r.name))


def projects_section(rows: Sequence[ProjectRow], *, today: str = "", timeline: bool = True) -> Section:
    """Projects with a light, red first: owner, who is responsible, since when due (opens its sentence or row), why."""
    ordered = _by_light(rows)
    blocks: list[Block] = []
    tracks = []
    for row in ordered:
        events = [Event(s, w, "reached") for s, w in row.reached.items()]
        for stage, when in row.due_stages.items():
            if stage not in row.reached:
                late = bool(today) and when.period.split("/")[-1] < today[: len(when.period.split("/")[-1])]
                events.append(Event(stage, when, "late" if late else "due"))
        if events:
            tracks.append(Track(row.name, tuple(events)))
    columns = (
        Column(Text("信号", "Light"), width=8),
        Column(Text("项目与业主", "Project, owner"), width=22),
        Column(Text("责任单位与责任人", "Responsible"), width=16),
        Column(Text("当前阶段", "Stage"), width=9),
        Column(Text("应到节点", "Due"), "date", width=13),
        Column(Text("原因", "Why")),
    )
    cells: list[tuple[Cell, ...]] = []
    for row in ordered:
        who = [Name(x) for x in (row.responsible_body, row.responsible_office) if x]
        owner: list[Inline] = [Name(x) for x in (row.owner, row.place) if x]
        if row.investment is not None:
            owner.append(Words(Text("总投资 {q}", "total {q}"), (("q", row.investment),)))
        due: list[Inline] = [] if row.due is None else [row.due]
        if row.due_stage:
            due.append(Words(Text("应{stage}", "{stage}"), (("stage", Name(row.due_stage)),)))
        due += [Words(Text("文件亦载：{cite}", "also in {cite}"), (("cite", c),)) for c in row.due_cites]
        cells.append(
            (
                Badge(row.light),
                Lines((Name(row.name), *owner)),
                Lines(tuple(who)) if who else Words(Text("未落实", "nobody named")),
                Name(row.stage) if row.stage else None,
                Lines(tuple(due)) if due else None,
                Lines(row.reasons) if row.reasons else None,
            )
        )
    blocks.append(Table(Words(Text("项目信号", "Project lights")), columns, tuple(cells)))
    if timeline and tracks:
        caption = Words(
            Text(
                "项目节点：已到（实心）、未到期（空心）、逾期未到（叉）",
                "Project stages: reached (filled), due (open), overdue (cross)",
            )
        )
        blocks.append(
            Chart("chart-projects", "timeline", caption, tracks=tuple(tracks[:MOST_TRACKS]), today=today)
        )
    lead = Words(
        Text(
            "点击“应到节点”的日期，可打开写明该期限的句子或台账行。",
            "The date under Due opens the sentence or row that says so.",
        )
    )
    return Section("projects", Text("红黄灯项目", "Red and yellow projects"), tuple(blocks), lead)


def matters_section(rows: Sequence[MatterRow]) -> Section:
    """Matters for somebody to settle."""
    columns = (
        Column(Text("事项", "Matter"), width=22),
        Column(Text("类别", "Kind"), width=7),
        Column(Text("责任", "Responsible"), width=16),
        Column(Text("期限", "Due"), "date", width=12),
        Column(Text("状态", "State"), width=9),
        Column(Text("来由", "From")),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            r.title,
            Words(r.kind),
            Name(r.responsible) if r.responsible else Words(Text("未落实", "nobody named")),
            r.due,
            Words(r.state) if r.state else None,
            r.source,
        )
        for r in rows
    ]
    table = Table(Words(Text("待办事项", "Matters")), columns, tuple(cells))
    return Section("matters", Text("待办事项", "Matters"), (table,))


_CONSTANTS = ("the whole", "the one of the formula", "taken per unit")


def _constant_only(basis: AssumptionBasis) -> bool:
    """Whether a basis only says that a number belongs to the formula (100 %, one unit) or to the calendar (2022 to 2024)."""
    text = basis.text.en if isinstance(basis.text, Text) else basis.text
    return text in _CONSTANTS or (basis.source == "calendar" and any(c.isdigit() for c in text))


def notes_section(sections: Sequence[Section], notes: Sequence[Inline] = ()) -> Section:
    """What the paper takes as given: every assumption that the figures of ``sections`` reach, and further notes."""
    found = bases_of(tuple(sections)).values()
    assumptions = [b for b in found if isinstance(b, AssumptionBasis) and not _constant_only(b)]
    blocks: list[Block] = []
    if notes:
        blocks.append(Bullets(tuple(notes)))
    if assumptions:
        columns = (
            Column(Text("假定", "Assumption"), width=60),
            Column(Text("来由", "Source")),
        )
        rows = tuple(
            (Cite(b, b.text), Name(source_name(b.source)) if b.source else Words(Text("未注明", "not given")))
            for b in sorted(assumptions, key=lambda b: str(b.text))
        )
        blocks.append(Table(Words(Text("本报告所依赖的假定", "Assumptions")), columns, rows))
    lead = Words(
        Text(
            "下列假定由本报告中至少一个数字用到；换一个假定，结果会随之改变。",
            "Each is used by at least one figure of this report; results change with them.",
        )
    )
    return Section(
        "notes", Text("假定与说明", "Assumptions and notes"), tuple(blocks), lead if assumptions else None
    )


def summary_section(
    *,
    headline: Words | None = None,
    tiles: Sequence[Tile] = (),
    findings: Sequence[Finding] = (),
    projects: Sequence[ProjectRow] = (),
    status: Words | None = None,
    most: int = 5,
) -> Section:
    """The top of the report: one sentence, key figures, the gravest findings, the red projects with owner and why."""
    blocks: list[Block] = []
    if headline is not None:
        blocks.append(Paragraph(headline, "lead"))
    if tiles:
        blocks.append(Tiles(tuple(tiles)))
    gravest = finding_order(findings)[:most]
    if gravest:
        columns = (
            Column(Text("类别", "Class"), width=14),
            Column(Text("结论（可直接引用）", "Conclusion, ready to quote")),
        )
        rows = tuple((Badge(f.kind), Words(f.sentence, f.figures)) for f in gravest)
        blocks.append(Table(Words(Text("最要紧的问题", "Gravest findings")), columns, rows))
    red = [p for p in _by_light(projects) if p.light == "red"][:most]
    if red:
        heads = (
            Column(Text("红灯项目", "Red projects"), width=30),
            Column(Text("责任", "Responsible"), width=22),
            Column(Text("应到节点", "Due"), "date", width=14),
            Column(Text("原因", "Why")),
        )
        lines: list[tuple[Cell, ...]] = []
        for p in red:
            who = p.responsible_body or p.responsible_office or p.owner
            lines.append(
                (
                    Name(p.name),
                    Name(who) if who else Words(Text("未落实", "nobody named")),
                    p.due,
                    Lines(p.reasons) if p.reasons else None,
                )
            )
        blocks.append(Table(Words(Text("红灯项目", "Red projects")), heads, tuple(lines)))
    if status is not None:
        blocks.append(Paragraph(status))
    return Section("summary", Text("要点", "Summary"), tuple(blocks))
