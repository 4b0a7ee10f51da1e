"""Sections on targets, gaps of the chain, and factors: what is known, what it takes, who must help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lianzhang.chain import catalogue
from lianzhang.core import Quantity, Text, say
from lianzhang.desk.factors import FACTORS, Escalation, FactorNeeds, Shortage
from lianzhang.desk.gaps import Answer, ChainGap, FollowUp
from lianzhang.desk.targets import Judged
from lianzhang.outputs.model import (
    Block,
    Bullets,
    Cell,
    Chart,
    Cite,
    Column,
    Inline,
    Lines,
    Name,
    Paragraph,
    Section,
    Series,
    Table,
    When,
    Words,
)
from lianzhang.outputs.sections_plan import MOST_BARS, distinct, partly

__all__ = ["factors_section", "gaps_section", "judged_section"]

VERDICTS: Mapping[str, Text] = {
    "met": Text("已达到", "met"), "missed": Text("未达到", "missed"), "within_reach": Text("可望达到", "within reach"),
    "behind": Text("按已知情况有差距", "behind by what is known"), "unknown": Text("还不能判断", "cannot be known yet"),
}  # fmt: skip


def judged_section(found: Sequence[Judged]) -> Section:
    """Targets by place, measure and year, with a chart of the shares within reach. Columns on growth only where some is known."""
    grows = any(j.done or j.needed or j.seen for j in found)
    growth = (
        Column(Text("完成", "done"), "figure"), Column(Text("每年需增长", "needed"), "figure"), Column(Text("近期增长", "seen"), "figure"),
    )  # fmt: skip
    columns = (
        Column(Text("地区", "place"), width=14), Column(Text("目标", "target"), width=15), Column(Text("年份", "year"), "date"),
        Column(Text("目标值", "goal"), "figure"), Column(Text("现状", "actual"), "figure"), *(growth if grows else ()),
        Column(Text("可达", "reach"), "figure"), Column(Text("可达占目标", "reach ÷ goal"), "figure"), Column(Text("判断", "verdict"), width=18),
    )  # fmt: skip
    lead = Words(
        Text(
            "可达为已投产与按阶段加权的在手项目之和；近期增长与可达有一项够得着，即为可望达到；没有可比数据的，还不能判断。",
            "Reach: what runs and, weighted by stage, what is to come. Within reach where growth as seen or reach carries the target.",
        )
    )
    blocks: list[Block] = []
    known = [j for j in found if j.reach_share is not None and j.reach_share.value is not None]
    drawn = known[:MOST_BARS]
    if drawn:
        caption = Text(
            "已投产加在手项目（按阶段加权）占目标的份额", "What runs and is to come, as a share of the target"
        )
        labels = distinct([f"{j.line.place} {say(j.line.what)} {j.line.year}年" for j in drawn])
        series = (Series(str(Text("可达占目标", "reach ÷ goal")), tuple(j.reach_share for j in drawn)),)
        words = Words(say(caption) + partly(len(drawn), len(known)))
        blocks.append(Chart("chart-targets", "bars", words, tuple(labels), series, "%", across=True))
    rows = tuple(_judged(j, grows) for j in found)
    blocks.append(Table(Words(Text("目标与实际", "targets and actual figures")), columns, rows))
    return Section("targets", Text("目标与实际", "Targets"), tuple(blocks), lead)


def _judged(j: Judged, grows: bool) -> tuple[Cell, ...]:
    """The row of one target."""
    line = j.line
    actual: Cell = None
    if j.actual is not None:
        when = Words(Text("（{t}）", "({t})"), (("t", When(j.actual.time or str(j.actual.year))),))
        actual = Lines((j.actual.quantity, when))
    goal: Cell = line.goal if line.goal is not None else Name(line.qualitative) if line.qualitative else None
    what = Words(Text("{w}", "{w}"), (("w", Name(say(line.what))),))
    verdict: tuple[Inline, ...] = (Words(VERDICTS[j.verdict]), *(Words(t) for t in j.missing))
    growth = (j.done, j.needed, j.seen) if grows else ()
    return (
        Name(line.place), what, When(str(line.year)), goal, actual, *growth, j.reach, j.reach_share, Lines(verdict),
    )  # fmt: skip


def gaps_section(
    found: Sequence[ChainGap],
    follow: Sequence[FollowUp] = (),
    owes: str | None = None,
    more: Sequence[Words] = (),
) -> Section:
    """Gaps by place: one table a place, then candidates with their reasons, then what is being done (``follow``, in the order of
    ``found``; ``owes``: who answers for gaps nobody was given) and remarks.
    """
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
        blocks.append(Table(caption, columns, rows, note, fold=True))
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
    if follow:
        blocks.append(_followed(found, follow, owes))
    if more:
        blocks.append(Bullets(tuple(more)))
    lead = Words(
        Text(
            "需求为本地已投产下游产能满产时向上一级的用量。缺口不是差错：地区是开放的，可以外购；它说明可以招引什么。",
            "Need: one step back from running plants at full load. A gap is no fault, places are open; it says what could be attracted.",
        )
    )
    return Section("gaps", Text("建链补链延链强链", "Gaps of the chain"), tuple(blocks), lead)


_STATES: Mapping[str, Text] = {
    "none": Text("未交办", "not handed out"), "open": Text("办理中", "open"), "overdue": Text("已超期", "overdue"),
    "answered": Text("已答复，缺口仍在", "answered, the gap is still there"),
}  # fmt: skip


def _followed(found: Sequence[ChainGap], follow: Sequence[FollowUp], owes: str | None) -> Block:
    columns = (
        Column(Text("地区", "place"), width=18), Column(Text("环节", "link"), width=12), Column(Text("状态", "state"), width=12),
        Column(Text("责任单位与时限", "body and due date")), Column(Text("在谈线索", "leads")),
    )  # fmt: skip
    rows, quiet = [], 0
    for gap, f in zip(found, follow):
        if f.state == "none" and not f.leads:
            quiet += 1
            continue
        who: list[Inline] = [
            Words(Text("{body}，时限{due}", "{body}, due {due}"), (("body", Name(m.body)), ("due", When(m.due))))
            if m.due else Name(m.body) for m in f.matters
        ]  # fmt: skip
        if not who and owes:
            who = [Words(Text("应由{who}牵头", "to be led by {who}"), (("who", Name(owes)),))]
        talks = tuple(
            Words(
                Text("{firm}（{stage}）", "{firm} ({stage})"),
                (("firm", Name(x.firm)), ("stage", Name(x.stage or "—"))),
            )
            for x in f.leads
        )
        rows.append(
            (
                Name(gap.place),
                Name(say(gap.name)),
                Words(_STATES[f.state]),
                Lines(tuple(who)) if who else None,
                Lines(talks) if talks else None,
            )
        )
    note = Words(
        Text("其余缺口尚未交办，也没有在谈线索；牵头：{who}。", "The other gaps are with nobody yet and nobody is talked to; to be led by {who}."),
        (("who", Name(owes)),),
    ) if quiet and owes else None  # fmt: skip
    if not rows:
        nobody = Text(
            "缺口均未交办，也没有在谈线索；牵头：{who}。",
            "No gap is with anybody yet and nobody is talked to; to be led by {who}.",
        )
        return Paragraph(Words(nobody, (("who", Name(owes or "—")),)))
    return Table(Words(Text("缺口办理", "what is being done")), columns, tuple(rows), note)


_PLAN: Mapping[str, Text] = {
    "build": Text("{year}新建{q}", "build {q} in {year}"), "buy": Text("{year}外购{q}", "buy {q} in {year}"),
    "lack": Text("{year}无法满足{q}", "{q} not met in {year}"),
}  # fmt: skip
_MOST_ANSWERS = 6


def _plan(gap: ChainGap) -> Cell:
    """What the plan builds, then what it buys and lacks; years in a row with the same amount of the same goods are one line."""
    runs: list[tuple[Answer, int]] = []
    for a in sorted(gap.plan, key=lambda a: (list(_PLAN).index(a.how), a.commodity, a.year)):
        last = runs[-1] if runs else None
        same = last and (last[0].how, last[0].commodity, last[1], last[0].quantity.value)
        if last and same == (a.how, a.commodity, a.year - 1, a.quantity.value):
            runs[-1] = (last[0], a.year)
        else:
            runs.append((a, a.year))
    if not runs:
        return None
    goods = len({a.commodity for a, _ in runs}) > 1
    lines = []
    for a, until in runs[:_MOST_ANSWERS]:
        year = When(str(a.year) if until == a.year else f"{a.year}/{until}")
        text = _PLAN[a.how]
        parts: tuple[tuple[str, When | Name | Quantity], ...] = (("year", year), ("q", a.quantity))
        if goods:
            text = Text(f"{text.zh}{{of}}", f"{text.en} of {{of}}")
            parts = (*parts, ("of", Name(say(catalogue().name(a.commodity)))))
        lines.append(Words(text, parts))
    if len(runs) > _MOST_ANSWERS:
        lines.append(Words(Text("其余年份见规划", "further years: see the plan")))
    return Lines(tuple(lines))


_LEVELS: Mapping[str, Text] = {
    "prefecture": Text("提请市级：{place}尚余{spare}", "the prefecture: {place} has {spare} to spare"),
    "province": Text("提请省级：{place}尚余{spare}", "the province: {place} has {spare} to spare"),
    "state": Text("省市指标亦不足，须提请国家层面", "quotas above fall short too: the state"),
    "unknown": Text("上级指标未填，不能判断由谁保障", "no quota above is known"),
}  # fmt: skip


def _who(found: Escalation) -> Words:
    parts: list[tuple[str, Quantity | Name]] = [("place", Name(found.place))] if found.place else []
    if found.spare is not None:
        parts.append(("spare", found.spare))
    return Words(_LEVELS[found.level], tuple(parts))


def factors_section(
    needs: Sequence[FactorNeeds], short: Sequence[Shortage], owes: Mapping[str, str] | None = None, blank: Sequence[str] = ()
) -> Section:  # fmt: skip
    """Shortages with who must help first; then each project's needs and its energy review. ``owes``: factor → department that answers
    for it; ``blank``: factors for which no quota is given.
    """
    heads = (
        Column(Text("要素", "factor"), width=8), Column(Text("地区", "place"), width=18), Column(Text("年份", "year"), "date"),
        Column(Text("需求", "need"), "figure"), Column(Text("指标", "quota"), "figure"), Column(Text("缺口", "short"), "figure"),
        Column(Text("由谁保障", "who must help")),
    )  # fmt: skip
    fits = Text("按低限估算尚在指标内", "the low estimate fits")
    rows = tuple(
        (Name(s.factor), Name(s.place), When(str(s.year)), s.need, s.quota, s.short,
         Lines((_who(s.escalation), *_department(s.factor, owes), *((Words(fits),) if s.open else ()))))
        for s in short
    )  # fmt: skip
    columns = (
        Column(Text("项目", "project"), width=19), *(Column(name, "figure") for _, name in FACTORS.values()), Column(Text("节能审查", "review"), width=14),
    )  # fmt: skip
    body = tuple(
        (Name(n.project.name), *(n.needs.get(f) for f in FACTORS), _review(n))
        for n in needs
        if n.needs or not n.missing
    )
    lead = Words(
        Text(
            "需求按产能与工艺目录的单位用量计算，取满产；用地和投资为一次性。节能审查级别按本表数据判断，以主管部门意见为准。",
            "Needs: capacity times use per unit of the catalogue, at full output; land and money once. The reviewing body decides on reviews.",
        )
    )
    without = Text(
        "{factors}：没有填报指标，无从判断是否够用。", "{factors}: no quota is given, so nothing can be said."
    )
    note = Words(without, (("factors", Name("、".join(blank))),)) if blank else None
    return Section(
        "factors",
        Text("要素保障", "Factors"),
        (
            Table(Words(Text("需求超过指标", "needs above quotas")), heads, rows, note),
            Table(Words(Text("逐项目需求", "needs by project")), columns, body),
            *_unknown(needs),
        ),
        lead,
    )


def _unknown(needs: Sequence[FactorNeeds]) -> Iterator[Bullets]:
    """The projects of which no need is known, named once for each reason instead of a row of nothing each."""
    named: dict[tuple[Text, ...], list[str]] = {}
    for n in needs:
        if n.missing and not n.needs:
            named.setdefault(n.missing, []).append(n.project.name)
    if named:
        mark, comma = (
            Text("{why}，需求未算：{projects}", "{why}, needs not known: {projects}"),
            Text("、", ", "),
        )
        yield Bullets(
            tuple(
                Words(mark, (("why", _joined(why)), ("projects", Name(say(comma).join(some)))))
                for why, some in named.items()
            )
        )


def _joined(texts: Sequence[Text]) -> Text:
    return Text("、".join(t.zh for t in texts), ", ".join(t.en for t in texts))


def _department(factor: str, owes: Mapping[str, str] | None) -> tuple[Words, ...]:
    who = (owes or {}).get(factor)
    return (Words(Text("牵头：{who}", "led by {who}"), (("who", Name(who)),)),) if who else ()


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
