"""Sections of the month's bulletin in the order offices write it: 指标, 项目, 协同, 问题, 下步; and what changed since an earlier month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lianzhang.core import PeriodError, Quantity, Text, period
from lianzhang.desk.dispatch import Bulletin, Comparison, Correction, Group, Light, Moved, ProblemLine, Step
from lianzhang.outputs.from_desk import dispatch_rows, matter_rows
from lianzhang.outputs.marks import date_text
from lianzhang.outputs.model import (
    Badge,
    Cell,
    Cite,
    Column,
    Inline,
    Lines,
    Name,
    Paragraph,
    Section,
    Table,
    Tile,
    Tiles,
    When,
    Words,
)
from lianzhang.outputs.rows import ProjectRow
from lianzhang.outputs.sections_evidence import count_of

__all__ = [
    "changes_section", "corrections_section", "duties_section", "figures_section", "month_sections", "problems_section", "progress_section", "steps_section",
    "when",
]  # fmt: skip


def when(text: str | None, basis: object = None) -> Cell:
    """A date of the register; what is no date stays a verbatim text."""
    if not text:
        return None
    try:
        period(text)
    except PeriodError:
        return Name(text)
    return When(text, basis)  # type: ignore[arg-type]


def month_sections(found: Bulletin) -> tuple[Section, ...]:
    """The whole bulletin."""
    sections = [
        figures_section(found),
        progress_section(found),
        duties_section(found),
        problems_section(found.problems),
    ]
    if found.corrections:
        sections.insert(2, corrections_section(found.corrections))
    if found.compared is not None:
        sections.insert(2, changes_section(found.compared))
    return (*sections, steps_section(found.steps))


def _groups(caption: Text, head: Text, groups: Sequence[Group], whole: Group) -> Table:
    columns = (
        Column(head, width=21), Column(Text("项目数", "projects"), "figure"), Column(Text("红灯", "red"), "figure"),
        Column(Text("黄灯", "yellow"), "figure"), Column(Text("待报", "not reported"), "figure"), Column(Text("绿灯", "green"), "figure"),
        Column(Text("序时进度", "due by now"), "figure"), Column(Text("年初累计完成", "done this year"), "figure"),
        Column(Text("完成率", "share"), "figure"),
    )  # fmt: skip

    def row(group: Group) -> tuple[Cell, ...]:
        lights = (group.lights[x] for x in ("red", "yellow", "grey", "green"))
        money = (group.figures.get(x) for x in ("schedule", "done", "percent_of_schedule"))
        return (Name(group.name), group.projects, *lights, *money)

    note = Words(
        Text("完成率为累计完成与序时进度之比；金额只合计两者都已填报的项目。",
             "Share: done over due by now; sums are over projects for which both are reported."))  # fmt: skip
    return Table(Words(caption), columns, (*(row(g) for g in groups), row(whole)), note)


def figures_section(found: Bulletin) -> Section:
    """指标: key figures, then lights and money by place and by link of the chain."""
    whole = found.whole
    parts: list[tuple[str, Quantity]] = [("n", whole.projects), *((k, q) for k, q in whole.lights.items())]
    zh = "{month}调度项目{n}个：红灯{red}个，黄灯{yellow}个，绿灯{green}个，待报{grey}个"
    en = "{month}: {n} projects, {red} red, {yellow} yellow, {green} green, {grey} not reported"
    if "percent_of_schedule" in whole.figures:
        parts += [(k, q) for k, q in whole.figures.items() if k != "plan_year"]
        zh += "；年初累计完成投资{done}，为序时进度{schedule}的{percent_of_schedule}"
        en += "; {done} done this year, {percent_of_schedule} of the {schedule} due by now"
    month = ("month", When(found.dispatch.month))
    lead = Words(Text(zh + "。", en + "."), (month, *parts))
    tiles = [Tile(Text("调度项目", "projects"), whole.projects)]
    tiles.append(Tile(Text("红灯", "red"), whole.lights["red"]))
    tiles.append(Tile(Text("黄灯", "yellow"), whole.lights["yellow"]))
    if "done" in whole.figures:
        tiles.append(Tile(Text("年初累计完成", "done this year"), whole.figures["done"]))
    rules = Words(
        Text(
            "信号按“{rules}”规则判定，条件和算式见各项目原因。",
            "Lights by the rules of {rules}; see the reasons.",
        ),
        (("rules", Name(str(found.dispatch.rules.name))),),
    )
    place, link = Text("地区", "place"), Text("环节", "segment")
    return Section(
        "figures",
        Text("指标", "Figures"),
        (
            Paragraph(lead, "lead"),
            Tiles(tuple(tiles)),
            Paragraph(rules, "note"),
            _groups(Text("分地区情况", "by place"), place, found.by_place, whole),
            _groups(Text("分环节情况", "by link of the chain"), link, found.by_segment, whole),
        ),
    )


def progress_section(found: Bulletin) -> Section:
    """项目: red and yellow projects with why and who; then those not reported; the others are counted."""
    rows = dispatch_rows(found.dispatch, found.projects.values())
    lit = [r for r in rows if r.light in ("red", "yellow")]
    grey = [r for r in rows if r.light == "grey"]
    columns = (
        Column(Text("信号", "light"), width=11), Column(Text("项目", "project"), width=26), Column(Text("责任单位、责任人", "responsible"), width=19),
        Column(Text("原因", "why")),
    )  # fmt: skip
    blocks = [
        Table(Words(Text("红灯和黄灯项目", "red and yellow projects")), columns, tuple(_lit(r) for r in lit))
    ]
    if grey:
        heads = (
            Column(Text("项目", "project"), width=36), Column(Text("责任单位", "responsible"), width=24), Column(Text("情况和所缺内容", "how it stands, what is missing")),
        )  # fmt: skip
        cells = tuple(
            (Lines((Name(r.name), *_place(r))), _who(r), Lines(r.reasons) if r.reasons else None)
            for r in grey
        )
        blocks.append(Table(Words(Text("待报项目", "not reported")), heads, cells))
    return Section("progress", Text("项目", "Projects"), tuple(blocks))


def _lit(row: ProjectRow) -> tuple[Cell, ...]:
    return (
        Badge(row.light),
        Lines((Name(row.name), *_place(row))),
        _who(row),
        Lines(row.reasons) if row.reasons else None,
    )


def _place(row: ProjectRow) -> tuple[Inline, ...]:
    found: list[Inline] = [Name(row.place)] if row.place else []
    if row.stage:
        found.append(Words(Text("阶段：{stage}", "stage: {stage}"), (("stage", Name(row.stage)),)))
    return tuple(found)


def _who(row: ProjectRow) -> Cell:
    who = tuple(Name(x) for x in (row.responsible_body, row.responsible_office) if x)
    return Lines(who) if who else Words(Text("未落实", "nobody named"))


def duties_section(found: Bulletin) -> Section:
    """协同: what each body owes, and the matters of the month."""
    columns = (
        Column(Text("责任单位", "body"), width=20), Column(Text("红灯项目", "red"), width=22), Column(Text("黄灯项目", "yellow"), width=18),
        Column(Text("待报", "not reported"), width=16), Column(Text("超期问题和催办事项", "overdue problems and matters")),
    )  # fmt: skip

    def names(some: Iterable[str]) -> Cell:
        held = tuple(Name(x) for x in some)
        return Lines(held) if held else None

    rows = tuple(
        (Name(o.body), names(o.red), names(o.yellow), names(o.unreported), names((*o.overdue, *o.matters)))
        for o in found.owing
    )
    blocks = [Table(Words(Text("各单位应办", "who owes what")), columns, rows)]
    matters = matter_rows(found.dispatch.matters)
    if matters:
        heads = (
            Column(Text("事项", "matter"), width=40), Column(Text("责任单位", "body"), width=24), Column(Text("时限", "due"), "date", 20),
            Column(Text("状态", "state")),
        )  # fmt: skip
        cells = tuple(
            (
                m.title,
                Name(m.responsible) if m.responsible else None,
                m.due,
                Words(m.state) if m.state else None,
            )
            for m in matters
        )
        blocks.append(Table(Words(Text("交办事项", "matters")), heads, cells))
    return Section("duties", Text("协同", "Who owes what"), tuple(blocks))


_STATES: Mapping[str, Text] = {
    "overdue": Text("超期", "overdue"), "due_next": Text("下月到期", "due next month"), "open": Text("待解决", "open"),
}  # fmt: skip


def problems_section(lines: Sequence[ProblemLine]) -> Section:
    """问题: overdue first."""
    columns = (
        Column(Text("项目", "project"), width=24), Column(Text("问题", "problem")), Column(Text("责任单位", "responsible"), width=17),
        Column(Text("时限", "due"), "date", 20), Column(Text("状态", "state"), width=13),
    )  # fmt: skip

    def state(line: ProblemLine) -> Inline:
        if line.days is None:
            return Words(_STATES[line.state])
        return Words(Text("超期{days}", "{days} overdue"), (("days", line.days),))

    rows = tuple(
        (Name(p.name), Cite(p.basis, p.text), Name(p.responsible) if p.responsible else Words(Text("未落实", "nobody named")),
         when(p.due, p.basis), state(p))
        for p in lines
    )  # fmt: skip
    table = Table(Words(Text("未解决的问题", "open problems")), columns, rows)
    return Section("problems", Text("问题", "Problems"), (table,))


_KINDS: Mapping[str, Text] = {
    "overdue": Text("解决超期问题", "overdue problems"), "red": Text("红灯项目整改", "red projects"), "report": Text("补报进度", "reports missing"),
    "due_next": Text("下月到期问题", "problems due next month"), "node": Text("下月到期节点", "stages due next month"),
    "matter": Text("交办事项", "matters asked"),
}  # fmt: skip


def steps_section(steps: Sequence[Step]) -> Section:
    """下步: what is to be done, by whom, by when."""
    columns = (
        Column(Text("类别", "kind"), width=18), Column(Text("事项", "what")), Column(Text("责任单位", "responsible"), width=20),
        Column(Text("时限", "due"), "date", 20),
    )  # fmt: skip
    rows = tuple(
        (Words(_KINDS[s.kind]), Words(s.text, tuple((k, Name(v)) for k, v in s.names)),
         Name(s.responsible) if s.responsible else Words(Text("未落实", "nobody named")), when(s.due, s.basis))
        for s in steps
    )  # fmt: skip
    return Section(
        "steps", Text("下步", "Next steps"), (Table(Words(Text("下步工作", "next steps")), columns, rows),)
    )


_WAYS: Mapping[str, Text] = {
    "worse": Text("转差", "worse"), "better": Text("好转", "better"), "new": Text("新列入", "new"), "gone": Text("退出", "gone"),
    "same": Text("信号未变", "same light"),
}  # fmt: skip


def changes_section(found: Comparison, *, whole: bool = False) -> Section:
    """What changed between two months: totals, then the projects whose light, stage or problems changed (``whole``: all of them)."""
    columns = (
        Column(Text("变化", "change"), width=12), Column(Text("项目", "project"), width=25), Column(Text("信号", "light"), width=13),
        Column(Text("其间完成", "done between"), "figure"), Column(Text("完成率增减", "share of schedule"), "figure"),
        Column(Text("阶段、问题", "stage, problems")),
    )  # fmt: skip
    listed = [m for m in found.moved if whole or m.changed]
    rows = tuple((Words(_WAYS[m.way]), Name(m.name), _lights(m), m.done, m.points, _more(m)) for m in listed)
    a, b = found.names or (date_text(found.earlier), date_text(found.later))
    caption = Words(Text(f"{b}与{a}比较", f"{b} against {a}"))
    still = [m for m in found.moved if not whole and not m.changed]
    same = Words(
        Text("另有{n}个项目信号、阶段和问题均无变化。", "{n} more changed in nothing but money."),
        (
            (
                "n",
                count_of(
                    Text("无变化的项目", "unchanged projects"),
                    [(m.name, m.done) for m in still if m.done],
                    len(still),
                ),
            ),
        ),
    )
    heads = (
        Column(Text("合计", "total"), width=28), Column(a, "figure"), Column(b, "figure"), Column(Text("增减", "difference"), "figure"),
    )  # fmt: skip
    totals = tuple((Words(_TOTALS[n]), *three) for n, three in found.totals.items() if n in _TOTALS)
    blocks = [
        Table(Words(Text("合计变化", "totals")), heads, totals),
        Table(caption, columns, rows, same if still else None),
    ]
    notes = [Paragraph(Words(n), "note") for n in found.notes]
    return Section("changes", Text("变化", "Changes"), (*blocks, *notes))


def corrections_section(found: Sequence[Correction]) -> Section:
    """更正: what came late for closed months, beside the frozen figures, which stay as they are."""
    columns = (
        Column(Text("月份", "month"), "date", 12), Column(Text("项目", "project"), width=26), Column(Text("信号", "light"), width=13),
        Column(Text("更正", "correction")), Column(Text("责任单位", "responsible"), width=18),
    )  # fmt: skip

    def said(c: Correction) -> Cell:
        lines: list[Inline] = [Words(c.why)] if c.why is not None else []
        for name, (was, now, difference) in c.figures.items():
            parts = (("was", was), ("now", now), ("difference", difference))
            given = tuple((n, q) for n, q in parts if q is not None)
            lines.append(Words(_corrected(_TOTALS[name], was, now, difference), given))
        for text, texts in (
            (Text("补报问题：{p}", "problem reported late: {p}"), c.raised),
            (Text("问题已解决：{p}", "problem solved: {p}"), c.solved),
        ):
            lines += [Words(text, (("p", Name(p)),)) for p in texts]
        return Lines(tuple(lines)) if lines else None

    rows = tuple(
        (When(c.month), Name(c.name), _light_change(c.light), said(c),
         Name(c.responsible_body) if c.responsible_body else Words(Text("未落实", "nobody named")))
        for c in found
    )  # fmt: skip
    note = Words(
        Text("已关账月份的数字不改；关账后才报来或更正的，列在这里。",
             "Figures of closed months stay; what came after is listed here."))  # fmt: skip
    table = Table(Words(Text("对已关账月份的更正", "corrections to closed months")), columns, rows, note)
    return Section("corrections", Text("更正", "Corrections"), (table,))


def _corrected(name: Text, was: Quantity | None, now: Quantity | None, difference: Quantity | None) -> Text:
    if was is None:
        return Text(f"{name.zh}补报{{now}}", f"{name.en}, reported late: {{now}}")
    if now is None:
        return Text(f"{name.zh}{{was}}撤回", f"{name.en} of {{was}} withdrawn")
    if difference is None:
        return Text(f"{name.zh}由{{was}}改为{{now}}", f"{name.en} from {{was}} to {{now}}")
    return Text(
        f"{name.zh}由{{was}}改为{{now}}，差{{difference}}",
        f"{name.en} from {{was}} to {{now}}, by {{difference}}",
    )


_TOTALS: Mapping[str, Text] = {
    "red": Text("红灯项目", "red"), "yellow": Text("黄灯项目", "yellow"), "grey": Text("待报项目", "not reported"),
    "green": Text("绿灯项目", "green"), "plan_year": Text("年度计划", "plan of the year"), "schedule": Text("序时进度", "due by now"),
    "done": Text("年初累计完成", "done this year"),
}  # fmt: skip


def _lights(moved: Moved) -> Cell:
    return _light_change(moved.light)


def _light_change(lights: tuple[Light | None, Light | None]) -> Cell:
    badges = [Badge(x) for x in lights if x is not None]
    if len(badges) == 2 and badges[0] == badges[1]:
        badges = badges[1:]
    return Lines(tuple(badges)) if badges else None


def _more(moved: Moved) -> Cell:
    lines: list[Inline] = []
    if moved.why is not None:
        lines.append(Words(moved.why))
    a, b = moved.stage
    if a != b and b is not None and moved.way != "new":
        text = Text("阶段由{a}转为{b}", "stage from {a} to {b}")
        lines.append(Words(text, (("a", Name(a or "—")), ("b", Name(b)))))
    for said, texts in (
        (Text("新增问题：{p}", "new problem: {p}"), moved.raised),
        (Text("已解决：{p}", "solved: {p}"), moved.solved),
    ):
        lines += [Words(said, (("p", Name(t)),)) for t in texts]
    return Lines(tuple(lines)) if lines else None
