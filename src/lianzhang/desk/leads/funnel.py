"""Leads from first contact to taxes: how many reached each stage, contract against paid-in, by year, agent and gap.

reached a stage = leads at that stage or a later one            (a lead that ended counts only as ended: how far it came is not known)
conversion      = reached the next stage ÷ reached this one, %
paid-in share   = Σ paid in ÷ Σ contract of the leads for which both are known, %
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lianzhang.balance import add, divide
from lianzhang.chain import commodity_of, segment_tree
from lianzhang.core import AssumptionBasis, Basis, FormulaBasis, PeriodError, Quantity, Text, period
from lianzhang.ledger.records import Record
from lianzhang.reconcile.names import clean_name

__all__ = [
    "STAGES",
    "Agent",
    "Lead",
    "LeadStage",
    "LeadYear",
    "by_agent",
    "by_year",
    "for_gaps",
    "funnel",
    "leads_of",
    "stale",
]

STAGES = ("线索", "走访", "谈判", "政策商议", "签约", "注册", "评估", "建设", "投产", "利税")
"""Stages in order; 终止 may follow any of them."""
ENDED = "终止"
_TALKS = STAGES[:4]


@dataclass(frozen=True)
class Lead:
    """One lead. ``segment``: id of the chain's link, None where its words name none; money CNY; ``tax`` what the firm pays now."""

    id: int
    firm: str
    subject: str | None
    segment: str | None
    link: str | None
    stage: str | None
    first_contact: str | None
    visited: str | None
    signed: str | None
    place: str | None
    agent: str | None
    responsible: str | None
    next_step: str | None
    project: str | None
    contract: Quantity | None
    paid_in: Quantity | None
    tax: Quantity | None
    basis: Basis

    @property
    def rank(self) -> int | None:
        """Its stage as a number; None where it ended or none is filled in."""
        return STAGES.index(self.stage) if self.stage in STAGES else None


def _own(record: Record, field: str) -> Quantity | None:
    value = record.values.get(field)
    if value is None:
        return None
    said = Text(
        f"台账登记，未注明出处：{record.register} {record.id}",
        f"register, no source given: {record.register} {record.id}",
    )
    return Quantity(value, "CNY", record.basis.get(field) or AssumptionBasis(said))


def _segment(*texts: str | None) -> str | None:
    tree = segment_tree()
    for text in texts:
        if not text:
            continue
        if (node := tree.named(text)) is not None:
            return node.id
        if (match := commodity_of(text)) is not None:
            return tree.of_commodity(match.commodity).id
    return None


def leads_of(records: Iterable[Record], enterprises: Iterable[Record] = ()) -> tuple[Lead, ...]:
    """The register of leads; ``enterprises`` says what tax a firm that came now pays."""
    taxes: dict[str, Quantity] = {}
    for e in enterprises:
        if (tax := _own(e, "tax")) is not None:
            taxes[clean_name(str(e.values.get("name") or ""))] = tax
    made = []
    for r in records:
        v = r.values
        firm = str(v.get("firm") or "")
        said = Text(f"招商线索登记：{firm}", f"register of leads: {firm}")
        paying = taxes.get(clean_name(firm)) if v.get("stage") in STAGES[-2:] else None
        link = _segment(v.get("segment"), v.get("subject"))
        made.append(
            Lead(
                r.id, firm, v.get("subject"), v.get("segment"), link, v.get("stage"), v.get("first_contact"), v.get("visited"), v.get("signed"),
                v.get("place"), v.get("agent"), v.get("responsible"), v.get("next_step"), r.labels.get("project"),
                _own(r, "contract"), _own(r, "paid_in"), paying,
                r.basis.get("stage") or r.basis.get("firm") or AssumptionBasis(said, f"leads {r.id}"),
            )
        )  # fmt: skip
    return tuple(made)


@dataclass(frozen=True)
class LeadStage:
    """One stage: leads that stand there, leads that reached it, the share of those that reached the stage before, and money."""

    stage: str
    here: Quantity
    reached: Quantity | None
    share: Quantity | None
    contract: Quantity | None
    paid_in: Quantity | None
    paid_share: Quantity | None
    tax: Quantity | None


def _count(text: Text, leads: Sequence[Lead]) -> Quantity:
    blank = AssumptionBasis(Text("招商线索登记，合同额未填", "register of leads: no contract"))
    inputs = tuple((x.firm, x.contract or Quantity(None, "CNY", blank)) for x in leads)
    return Quantity(Decimal(len(leads)), "count", FormulaBasis(text, inputs))


def _sum(text: Text, leads: Sequence[Lead], field: str) -> Quantity | None:
    known = [(x.firm, q) for x in leads if (q := getattr(x, field)) is not None and q.value is not None]
    return add("CNY", text, known) if known else None


def _percent(text: Text, part: Quantity | None, whole: Quantity | None) -> Quantity | None:
    if part is None or whole is None or not whole.value or part.value is None:
        return None
    found = divide("1", text, ("part", part), ("whole", whole))
    return None if found.value is None else Quantity(round(found.value * 100, 6), "%", found.basis)


def _paid(leads: Sequence[Lead]) -> Quantity | None:
    both = [x for x in leads if x.contract is not None and x.paid_in is not None]
    contract = _sum(Text("合同额之和（到位额已知者）", "Σ contract where paid-in is known"), both, "contract")
    paid = _sum(Text("到位额之和（合同额已知者）", "Σ paid in where the contract is known"), both, "paid_in")
    return _percent(Text("到位资金 ÷ 合同投资", "paid in ÷ contract"), paid, contract)


def _row(
    name: str, here: Sequence[Lead], reached: Sequence[Lead] | None, before: Sequence[Lead] | None
) -> LeadStage:
    counted = _count(Text(f"已到“{name}”", f"reached {name}"), reached) if reached is not None else None
    share = None
    if counted is not None and before:
        share = _percent(
            Text("到此阶段 ÷ 到前一阶段", "reached this ÷ reached the one before"),
            counted,
            _count(Text("已到前一阶段", "reached the one before"), before),
        )
    return LeadStage(
        name, _count(Text(f"现处“{name}”", f"now at {name}"), here), counted, share,
        _sum(Text("合同投资之和", "Σ contract"), here, "contract"), _sum(Text("到位资金之和", "Σ paid in"), here, "paid_in"), _paid(here),
        _sum(Text("现纳税额之和", "Σ tax paid now"), here, "tax"),
    )  # fmt: skip


def funnel(leads: Iterable[Lead]) -> tuple[LeadStage, ...]:
    """Every stage in order, then those that ended, those without a stage, and all (``合计``)."""
    rows = tuple(leads)
    made, before = [], None
    for i, stage in enumerate(STAGES):
        here = [x for x in rows if x.stage == stage]
        reached = [x for x in rows if x.rank is not None and x.rank >= i]
        made.append(_row(stage, here, reached, before))
        before = reached
    for stage, some in (
        (ENDED, [x for x in rows if x.stage == ENDED]),
        (str(Text("阶段未填", "no stage")), [x for x in rows if not x.stage]),
    ):
        if some:
            made.append(_row(stage, some, None, None))
    return (*made, _row(str(Text("合计", "all")), rows, None, None))


@dataclass(frozen=True)
class LeadYear:
    """One year: first contacts, signed, contract signed and what of those contracts is paid in by now."""

    year: str
    contacts: Quantity
    signed: Quantity
    contract: Quantity | None
    paid_in: Quantity | None
    paid_share: Quantity | None


def _year(text: str | None) -> str | None:
    try:
        return str(period(text).year) if text else None
    except PeriodError:
        return None


def by_year(leads: Iterable[Lead]) -> tuple[LeadYear, ...]:
    """Years in order; leads signed without a date stand in a last row (``年份未填``), so that the rows add up to the whole."""
    rows = tuple(leads)
    past = STAGES.index("签约")
    undated = str(Text("年份未填", "no year"))
    contacts: dict[str, list[Lead]] = defaultdict(list)
    signed: dict[str, list[Lead]] = defaultdict(list)
    for x in rows:
        contacts[_year(x.first_contact) or undated].append(x)
        if x.signed or (x.rank is not None and x.rank >= past):
            signed[_year(x.signed) or undated].append(x)
    made = []
    for year in sorted({*contacts, *signed}, key=lambda y: (y == undated, y)):
        some = signed.get(year, [])
        made.append(
            LeadYear(
                year, _count(Text("首次接触", "first contacts"), contacts.get(year, [])), _count(Text("签约", "signed"), some),
                _sum(Text("合同投资之和", "Σ contract"), some, "contract"), _sum(Text("到位资金之和", "Σ paid in"), some, "paid_in"), _paid(some),
            )
        )  # fmt: skip
    return tuple(made)


@dataclass(frozen=True)
class Agent:
    """An association or firm that brings leads: how many, how many of them signed, and for how much."""

    name: str
    leads: Quantity
    signed: Quantity
    contract: Quantity | None


def by_agent(leads: Iterable[Lead]) -> tuple[Agent, ...]:
    """Agents, the most signed first."""
    held: dict[str, list[Lead]] = defaultdict(list)
    for x in leads:
        if x.agent:
            held[x.agent].append(x)
    past = STAGES.index("签约")
    made = []
    for name, some in held.items():
        done = [x for x in some if x.rank is not None and x.rank >= past]
        made.append(
            Agent(
                name,
                _count(Text("线索", "leads"), some),
                _count(Text("已签约", "signed"), done),
                _sum(Text("合同投资之和", "Σ contract"), done, "contract"),
            )
        )
    return tuple(sorted(made, key=lambda a: (-(a.signed.value or 0), -(a.leads.value or 0), a.name)))


def stale(leads: Iterable[Lead], as_of: str, days: int) -> tuple[tuple[Lead, Quantity], ...]:
    """Leads still in talks that nobody has visited or met for more than ``days`` by an ISO day, the longest first."""
    day = period(as_of).last
    found = []
    for x in leads:
        last = _last(x)
        if x.stage not in _TALKS or last is None or (day - last).days <= days:
            continue
        number = Quantity(Decimal(last.strftime("%Y%m%d")), "date", x.basis)
        formula = FormulaBasis(Text("今日 − 最近一次接触", "today − last contact"), (("last", number),))
        found.append((x, Quantity(Decimal((day - last).days), "day", formula)))
    return tuple(sorted(found, key=lambda f: -(f[1].value or 0)))


def _last(lead: Lead) -> date | None:
    found = []
    for text in (lead.visited, lead.first_contact):
        try:
            if text:
                found.append(period(text).last)
        except PeriodError:
            continue
    return max(found) if found else None


def for_gaps(
    leads: Iterable[Lead], wanted: Iterable[str]
) -> tuple[Mapping[str, tuple[Lead, ...]], tuple[Lead, ...]]:
    """Leads by the link of the chain that a gap calls for (links without any lead have an empty tuple), and those for no gap."""
    links = tuple(dict.fromkeys(wanted))
    rows = [x for x in leads if x.stage != ENDED]
    held = {s: tuple(x for x in rows if x.link == s) for s in links}
    return held, tuple(x for x in rows if x.link not in held)
