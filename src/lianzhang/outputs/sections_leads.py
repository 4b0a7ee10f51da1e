"""Sections of the office's dealings: leads from first contact to taxes, parks and what was asked for projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lianzhang.chain import segment_tree
from lianzhang.core import Quantity, Text, say
from lianzhang.desk.factors import FactorRequest, ParkFactor, ParkGrade
from lianzhang.desk.leads import Agent, Lead, LeadStage, LeadYear
from lianzhang.outputs.model import (
    Block,
    Cell,
    Cite,
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

__all__ = ["leads_section", "parks_section"]


def _name(text: str | None) -> Cell:
    return Name(text) if text else None


def _when(text: str | None) -> Cell:
    return When(text) if text else None


_LEADS = Text("招商线索", "Leads")
_AGREED = Text("合同或意向投资", "contract, or intended")
"""Before a contract is signed, the amount of a lead is what its firm intends."""


def leads_section(
    stages: Sequence[LeadStage], years: Sequence[LeadYear], agents: Sequence[Agent], for_gaps: Mapping[str, tuple[Lead, ...]],
    uncalled: Sequence[Lead], stale: Sequence[tuple[Lead, Quantity]],
) -> Section:  # fmt: skip
    """The funnel, years, what serves which gap, who was not met of late, and who brings leads."""
    told = years or uncalled or any(for_gaps.values()) or any(s.here.value for s in stages)
    if not told:
        none = Paragraph(Words(Text("还没有登记招商线索。", "No leads are in the register yet.")))
        return Section("leads", _LEADS, (none, *((_called(for_gaps, ()),) if for_gaps else ())))
    blocks: list[Block] = [_funnel(stages), _by_year(years), _called(for_gaps, uncalled)]
    if stale:
        blocks.append(_not_met(stale))
    if agents:
        blocks.append(_who_brings(agents))
    return Section("leads", _LEADS, tuple(blocks))


def _funnel(stages: Sequence[LeadStage]) -> Table:
    heads = (
        Column(Text("阶段", "stage"), width=10), Column(Text("现处", "here"), "figure"), Column(Text("已到", "reached"), "figure"),
        Column(Text("转化率", "converted"), "figure"), Column(_AGREED, "figure"), Column(Text("到位资金", "paid in"), "figure"),
        Column(Text("到位率", "share"), "figure"), Column(Text("现纳税", "tax"), "figure"),
    )  # fmt: skip
    rows = tuple(
        (Name(s.stage), s.here, s.reached, s.share, s.contract, s.paid_in, s.paid_share, s.tax)
        for s in stages
    )
    share = Words(
        Text(
            "到位率只按合同额与到位额都已填报的线索计算。",
            "Share: over leads for which both contract and paid-in are given.",
        )
    )
    return Table(Words(Text("从首次接触到利税", "from first contact to taxes")), heads, rows, share)


def _by_year(years: Sequence[LeadYear]) -> Table:
    columns = (
        Column(Text("年份", "year"), "date", 12), Column(Text("首次接触", "first contacts"), "figure"), Column(Text("签约", "signed"), "figure"),
        Column(Text("合同投资", "contract"), "figure"), Column(Text("其中到位", "paid in"), "figure"), Column(Text("到位率", "share"), "figure"),
    )  # fmt: skip
    rows = tuple(
        (
            When(y.year) if y.year.isdigit() else Name(y.year),
            y.contacts,
            y.signed,
            y.contract,
            y.paid_in,
            y.paid_share,
        )
        for y in years
    )
    return Table(Words(Text("分年合计", "by year")), columns, rows)


def _not_met(stale: Sequence[tuple[Lead, Quantity]]) -> Table:
    columns = (
        Column(Text("企业", "firm")),
        Column(Text("阶段", "stage")),
        Column(Text("责任单位", "responsible")),
        Column(Text("未联系", "since"), "figure"),
        Column(Text("下步打算", "next step")),
    )
    rows = tuple(
        (Cite(x.basis, x.firm), _name(x.stage), _name(x.responsible), days, _name(x.next_step))
        for x, days in stale
    )
    return Table(Words(Text("久未联系的线索", "not met of late")), columns, rows)


def _who_brings(agents: Sequence[Agent]) -> Table:
    columns = (
        Column(Text("推荐单位", "agent")),
        Column(Text("线索", "leads"), "figure"),
        Column(Text("已签约", "signed"), "figure"),
        Column(Text("合同投资", "contract"), "figure"),
    )
    rows = tuple((Name(a.name), a.leads, a.signed, a.contract) for a in agents)
    return Table(Words(Text("中介与商协会", "agents")), columns, rows)


def _called(for_gaps: Mapping[str, tuple[Lead, ...]], uncalled: Sequence[Lead]) -> Table:
    tree = segment_tree()
    columns = (
        Column(Text("缺口所需环节", "link a gap calls for"), width=24), Column(Text("企业", "firm")), Column(Text("意向项目", "project")),
        Column(Text("阶段", "stage"), width=10), Column(Text("落户地", "place")), Column(_AGREED, "figure"), Column(Text("到位资金", "paid in"), "figure"),
    )  # fmt: skip

    def line(link: Cell, x: Lead) -> tuple[Cell, ...]:
        return (
            link,
            Cite(x.basis, x.firm),
            _name(x.subject),
            _name(x.stage),
            _name(x.place),
            x.contract,
            x.paid_in,
        )

    nobody = Words(Text("没有线索", "no lead"))
    rows: list[tuple[Cell, ...]] = []
    for link, some in for_gaps.items():
        name = Name(say(tree[link].name))
        rows += [line(name, x) for x in some] or [(name, nobody, None, None, None, None, None)]
    other = Words(Text("不对应缺口", "for no gap"))
    rows += [line(other, x) for x in uncalled]
    return Table(Words(Text("线索对应的缺口", "leads and the gaps they serve")), columns, tuple(rows))


_GRADES: Mapping[str, Text] = {
    "fits": Text("符合", "fits"), "not_fit": Text("等级不够，须待评为C级或D级", "not enough: C or D is needed"),
    "not_graded": Text("未评级，须先评级", "not graded: to be graded first"),
}  # fmt: skip


def parks_section(
    grades: Sequence[ParkGrade], factors: Sequence[ParkFactor], requests: Sequence[FactorRequest]
) -> Section:
    """Parks and the grade their projects need, what parks have left, and what was asked for projects and granted."""
    blocks: list[Block] = []
    if grades:
        heads = (
            Column(Text("园区", "park"), width=22), Column(Text("安全等级", "grade"), width=9), Column(Text("评定日期", "graded on"), "date"),
            Column(Text("评定单位", "reviewer")), Column(Text("判断", "verdict")), Column(Text("受影响项目", "held up")), Column(Text("涉及投资", "investment"), "figure"),
        )  # fmt: skip
        rows = tuple(
            (Name(g.park), Cite(g.basis, g.grade) if g.grade else None, _when(g.graded_on), _name(g.reviewer), Words(_GRADES[g.verdict]),
             Lines(tuple(Name(n) for n in g.held_up)) if g.held_up else None, g.investment)
            for g in grades
        )  # fmt: skip
        blocks.append(Table(Words(Text("化工园区安全等级", "safety grades of chemical parks")), heads, rows))
    if factors:
        columns = (
            Column(Text("园区", "park"), width=22), Column(Text("要素", "factor"), width=8), Column(Text("园区所有", "has"), "figure"),
            Column(Text("项目需求", "need"), "figure"), Column(Text("余缺", "left"), "figure"), Column(Text("项目", "projects")),
        )  # fmt: skip
        body = tuple(
            (Name(f.park), Name(f.factor), f.has, f.need, f.left, Lines(tuple(Name(n) for n in f.projects)))
            for f in factors
        )
        note = Words(
            Text(
                "电力按全年均匀用电折算，是最低估计。",
                "Power: spread evenly over the year, the least it can be.",
            )
        )
        blocks.append(Table(Words(Text("园区要素余缺", "what parks have left")), columns, body, note))
    if requests:
        blocks.append(_requests(requests))
    return Section("parks", Text("园区与要素办理", "Parks and requests"), tuple(blocks))


def _requests(requests: Sequence[FactorRequest]) -> Table:
    columns = (
        Column(Text("项目", "project"), width=18), Column(Text("要素", "factor"), width=7), Column(Text("申请", "asked"), "figure"),
        Column(Text("按工艺测算", "reckoned"), "figure"), Column(Text("已保障", "granted"), "figure"), Column(Text("缺口", "gap"), "figure"),
        Column(Text("责任单位", "body")), Column(Text("提请层级", "level"), width=8), Column(Text("时限", "due"), "date"), Column(Text("状态", "state")),
    )  # fmt: skip

    def state(r: FactorRequest) -> Inline:
        if r.closed:
            return Words(Text("{d}办结", "closed {d}"), (("d", When(r.closed)),))
        return Words(Text("超期未办结", "overdue")) if r.late else Words(Text("办理中", "open"))

    rows = tuple(
        (
            Name(r.project),
            Name(r.factor),
            r.need,
            r.reckoned,
            r.granted,
            r.gap,
            _name(r.body),
            _name(r.level),
            _when(r.due),
            state(r),
        )
        for r in requests
    )
    return Table(Words(Text("要素申请与保障", "asked and granted")), columns, rows)
