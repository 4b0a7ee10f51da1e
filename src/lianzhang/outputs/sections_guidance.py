"""Sections on targets, gaps of the chain, and factors: what is known, what it takes, who must help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lianzhang.core import Quantity, Text, say
from lianzhang.desk.factors import FACTORS, Escalation, FactorNeeds, Shortage
from lianzhang.desk.gaps import ChainGap
from lianzhang.desk.targets import Judged
from lianzhang.outputs.model import (
    Block,
    Cell,
    Cite,
    Column,
    Inline,
    Lines,
    Name,
    Section,
    Table,
    When,
    Words,
)

__all__ = ["factors_section", "gaps_section", "judged_section"]

VERDICTS: Mapping[str, Text] = {
    "met": Text("已达到", "met"), "missed": Text("未达到", "missed"), "within_reach": Text("可望达到", "within reach"),
    "behind": Text("按已知情况有差距", "behind by what is known"), "unknown": Text("还不能判断", "cannot be known yet"),
}  # fmt: skip


def judged_section(found: Sequence[Judged]) -> Section:
    """Targets by place, measure and year."""
    columns = (
        Column(Text("地区", "place"), width=14), Column(Text("目标", "target"), width=13), Column(Text("年份", "year"), "date"),
        Column(Text("目标值", "goal"), "figure"), Column(Text("现状", "actual"), "figure"), Column(Text("完成", "done"), "figure"),
        Column(Text("每年需增长", "needed"), "figure"), Column(Text("近期增长", "seen"), "figure"), Column(Text("可达", "reach"), "figure"),
        Column(Text("判断", "verdict"), width=16),
    )  # fmt: skip

    def row(j: Judged) -> tuple[Cell, ...]:
        line = j.line
        actual: Cell = None
        if j.actual is not None:
            point = (
                j.actual.quantity,
                Words(Text("（{t}）", "({t})"), (("t", When(j.actual.time or str(j.actual.year))),)),
            )
            actual = Lines(point)
        verdict: list[Inline] = [Words(VERDICTS[j.verdict]), *(Words(t) for t in j.missing)]
        goal: Cell = (
            line.goal if line.goal is not None else Name(line.qualitative) if line.qualitative else None
        )
        return (
            Name(line.place), Words(Text("{w}", "{w}"), (("w", Name(say(line.what))),)), When(str(line.year)), goal, actual, j.done, j.needed,
            j.seen, j.reach, Lines(tuple(verdict)),
        )  # fmt: skip

    lead = Words(
        Text(
            "可达为已投产与按阶段加权的在手项目之和；近期增长与可达有一项够得着，即为可望达到；没有可比数据的，还不能判断。",
            "Reach: what runs and, weighted by stage, what is to come. Within reach where growth as seen or reach carries the target.",
        )
    )
    table = Table(
        Words(Text("目标与实际", "targets and actual figures")), columns, tuple(row(j) for j in found)
    )
    return Section("judged", Text("目标与实际", "Targets"), (table,), lead)


def gaps_section(found: Sequence[ChainGap]) -> Section:
    """Gaps by place: one table a place, then candidates with their reasons."""
    columns = (
        Column(Text("环节", "link"), width=12), Column(Text("类别", "kind"), width=7), Column(Text("缺口（吨）", "t"), "figure"),
        Column(Text("折合电池", "GWh-eq."), "figure"), Column(Text("金额", "CNY"), "figure"), Column(Text("在手项目", "coming"), "figure"),
        Column(Text("规划建设", "plan")), Column(Text("说明", "why"), width=17),
    )  # fmt: skip
    blocks: list[Block] = []
    for place in dict.fromkeys(g.place for g in found):
        here = [g for g in found if g.place == place]
        rows = tuple(
            (Name(say(g.name)), Name(g.kind), g.short.get("tonnes"), g.short.get("gwh"), g.short.get("cny"), g.coming, _plan(g), Words(g.why))
            for g in here
        )  # fmt: skip
        caption = Words(Text("{place}", "{place}"), (("place", Name(place)),))
        note = Words(Text("负数为本地产出多于本地需求的部分。", "Below zero: more than is needed here."))
        blocks.append(Table(caption, columns, rows, note))
    firms = [(g, c) for g in found for c in g.firms]
    if firms:
        heads = (
            Column(Text("地区", "place"), width=20), Column(Text("环节", "link"), width=13), Column(Text("候选企业", "firm"), width=25),
            Column(Text("理由", "reasons")),
        )  # fmt: skip
        body = tuple(
            (
                Name(g.place),
                Name(say(g.name)),
                Name(c.firm),
                Lines(tuple(Cite(b, t) for _, t, b in c.reasons[:4])),
            )
            for g, c in firms
        )
        blocks.append(Table(Words(Text("候选企业及理由", "candidates and reasons")), heads, body))
    lead = Words(
        Text(
            "需求为本地已投产下游产能满产时向上一级的用量。缺口不是差错：地区是开放的，可以外购；它说明可以招引什么。",
            "Need: one step back from running plants at full load. A gap is no fault, places are open; it says what could be attracted.",
        )
    )
    return Section("gaps", Text("建链补链延链强链", "Gaps of the chain"), tuple(blocks), lead)


def _plan(gap: ChainGap) -> Cell:
    if not gap.plan:
        return None
    text = Text("{year}建{q}", "{q} in {year}")
    return Lines(tuple(Words(text, (("year", When(str(a.year))), ("q", a.quantity))) for a in gap.plan))


_LEVELS: Mapping[str, Text] = {
    "prefecture": Text("提请市级：{place}尚余{spare}", "the prefecture: {place} has {spare} to spare"),
    "province": Text("提请省级：{place}尚余{spare}", "the province: {place} has {spare} to spare"),
    "state": Text("省市指标亦不足，须提请国家层面", "quotas above fall short too: the state"),
    "unknown": Text("上级指标未填，不能判断由谁保障", "no quota above is known"),
}  # fmt: skip


def _who(found: Escalation) -> Inline:
    parts: list[tuple[str, Quantity | Name]] = [("place", Name(found.place))] if found.place else []
    if found.spare is not None:
        parts.append(("spare", found.spare))
    return Words(_LEVELS[found.level], tuple(parts))


def factors_section(needs: Sequence[FactorNeeds], short: Sequence[Shortage]) -> Section:
    """Shortages with who must help first; then each project's needs and its energy review."""
    heads = (
        Column(Text("要素", "factor"), width=8), Column(Text("地区", "place"), width=18), Column(Text("年份", "year"), "date"),
        Column(Text("需求", "need"), "figure"), Column(Text("指标", "quota"), "figure"), Column(Text("缺口", "short"), "figure"),
        Column(Text("由谁保障", "who must help")),
    )  # fmt: skip
    fits = Text("按低限估算尚在指标内", "the low estimate fits")
    rows = tuple(
        (Name(s.factor), Name(s.place), When(str(s.year)), s.need, s.quota, s.short,
         Lines((_who(s.escalation), Words(fits)) if s.open else (_who(s.escalation),)))
        for s in short
    )  # fmt: skip
    columns = (
        Column(Text("项目", "project"), width=19), *(Column(name, "figure") for _, name in FACTORS.values()), Column(Text("节能审查", "review"), width=14),
    )  # fmt: skip
    body = tuple((Name(n.project.name), *(n.needs.get(f) for f in FACTORS), _review(n)) for n in needs)
    lead = Words(
        Text(
            "需求按产能与工艺目录的单位用量计算，取满产；用地和投资为一次性。节能审查级别按本表数据判断，以主管部门意见为准。",
            "Needs: capacity times use per unit of the catalogue, at full output; land and money once. The reviewing body decides on reviews.",
        )
    )
    return Section(
        "factors",
        Text("要素保障", "Factors"),
        (
            Table(Words(Text("需求超过指标", "needs above quotas")), heads, rows),
            Table(Words(Text("逐项目需求", "needs by project")), columns, body),
        ),
        lead,
    )


def _review(found: FactorNeeds) -> Cell:
    if found.missing:
        return Lines(tuple(Words(t) for t in found.missing))
    if found.review is None or found.review.level is None:
        return Words(Text("还不能判断", "cannot be known yet"))
    lines: list[Inline] = [Words(found.review.level.name)]
    lines += [
        Words(Text("按估算区间也可能：{x}", "the range allows: {x}"), (("x", Name(say(o.name))),))
        for o in found.review.others
    ]
    return Lines(tuple(lines))
