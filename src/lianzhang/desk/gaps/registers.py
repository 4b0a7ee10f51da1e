"""What the registers know of firms, as notes from which candidates are taken; and what has been done about a gap so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lianzhang.audit.figures import safe
from lianzhang.balance import Plant, in_unit
from lianzhang.chain import Catalogue, catalogue, commodities_of, commodity_of, segment_tree
from lianzhang.core import AssumptionBasis, Basis, InputError, PeriodError, Quantity, Text, period
from lianzhang.desk.gaps.firms import FirmNote
from lianzhang.desk.gaps.found import ChainGap
from lianzhang.desk.grouping import Level, place_at
from lianzhang.desk.leads import Lead
from lianzhang.desk.matters import Matter
from lianzhang.ledger.records import Record

__all__ = ["FollowUp", "firms_from_leads", "firms_from_registers", "follow_up", "lines_as_plants"]

RUNNING = ("投产", "达产")


def _basis(record: Record, *fields: str) -> Basis:
    found = next((record.basis[f] for f in fields if f in record.basis), None)
    said = Text(
        f"台账登记，未注明出处：{record.register} {record.id}",
        f"register, no source given: {record.register} {record.id}",
    )
    return found or AssumptionBasis(said, f"{record.register} {record.id}")


def _segments(*texts: str | None) -> tuple[str, ...]:
    tree = segment_tree()
    found: dict[str, None] = {}
    for text in texts:
        if not text:
            continue
        if (node := tree.named(text)) is not None:
            found[node.id] = None
        for match in commodities_of(text):
            found[tree.of_commodity(match.commodity).id] = None
    return tuple(found)


def firms_from_registers(
    enterprises: Iterable[Record] = (), lines: Iterable[Record] = (), links: Iterable[Record] = ()
) -> tuple[FirmNote, ...]:
    """Notes from the registers of enterprises (what they make), capacity lines and supply links (to whom they sell)."""
    made: list[FirmNote] = []
    for r in enterprises:
        v = r.values
        firm, products = str(v.get("name") or ""), tuple(v.get("products") or ())
        for segment in _segments(*products, v.get("segment")):
            what = safe("、".join(products) or str(v.get("segment") or ""))
            text = Text(f"企业库：{safe(firm)}生产{what}", f"register: {safe(firm)} makes {what}")
            made.append(
                FirmNote(firm, segment, v.get("place"), text, _basis(r, "products", "segment", "name"))
            )
    for r in lines:
        v, firm = r.values, r.labels.get("enterprise", "")
        for segment in _segments(v.get("product")):
            what = safe(str(v.get("product")))
            text = Text(
                f"产能线：{safe(firm)}有{what}产线（{v.get('status') or '状态未填'}）",
                f"{safe(firm)} has a line of {what} ({v.get('status') or 'no status'})",
            )
            made.append(FirmNote(firm, segment, v.get("place"), text, _basis(r, "product")))
    for r in links:
        v, firm, buyer = r.values, r.labels.get("supplier", ""), r.labels.get("buyer", "")
        if v.get("status") == "停止":
            continue
        for segment in _segments(v.get("product")):
            what = safe(str(v.get("product")))
            text = Text(
                f"供需对接：{safe(firm)}供应{what}给{safe(buyer)}（{v.get('status') or '状态未填'}）",
                f"{safe(firm)} supplies {safe(buyer)} with {what} ({v.get('status') or 'no status'})",
            )
            made.append(FirmNote(firm, segment, None, text, _basis(r, "product", "status"), buyer))
    return tuple(dict.fromkeys(made))


def firms_from_leads(leads: Iterable[Lead]) -> tuple[FirmNote, ...]:
    """Firms that the office talks to already about a link of the chain; those that ended are left out."""
    made = []
    for x in leads:
        if x.link is None or x.stage == "终止":
            continue
        what = safe(x.subject or x.segment or "")
        text = Text(
            f"招商线索：{safe(x.firm)}，{what}，现处“{x.stage or '阶段未填'}”",
            f"lead: {safe(x.firm)}, {what}, at {x.stage or 'no stage'}",
        )
        made.append(FirmNote(x.firm, x.link, x.place, text, x.basis, talks=True))
    return tuple(made)


def lines_as_plants(
    lines: Iterable[Record], level: Level = "county", of: Catalogue | None = None
) -> tuple[tuple[Plant, str], ...]:
    """Capacity lines that run, as plants, each with its firm. Lines without a status count as running; a unit that does not fit is left out."""
    of = of or catalogue()
    found = []
    for r in lines:
        v = r.values
        match = commodity_of(str(v.get("product") or ""))
        if match is None or v.get("capacity") is None or v.get("status") not in (*RUNNING, None):
            continue
        firm = r.labels.get("enterprise", "")
        name = f"{firm} {v.get('line') or v.get('product')}"
        stated = Quantity(
            v["capacity"], str(v.get("capacity_unit") or "").removesuffix("/a"), _basis(r, "capacity")
        )
        try:
            held = in_unit(stated, of.unit(match.commodity), name)
        except InputError:
            continue
        found.append((Plant(place_at(v.get("place"), level), 0, match.commodity, held, name=name), firm))
    return tuple(found)


State = Literal["none", "open", "overdue", "answered"]


@dataclass(frozen=True)
class FollowUp:
    """What is being done about a gap. ``state``: none handed out, open, overdue, or ``answered`` though the gap is still there;
    ``leads``: talks with firms for this link and place.
    """

    origin: str
    state: State
    matters: tuple[Matter, ...]
    leads: tuple[Lead, ...]


def follow_up(
    gaps: Sequence[ChainGap], matters: Iterable[Matter], leads: Iterable[Lead], as_of: str | None
) -> tuple[tuple[FollowUp, ...], tuple[Matter, ...]]:
    """One follow-up a gap, in their order; and open matters whose gap is gone, which can be closed."""
    by_origin: dict[str, list[Matter]] = {}
    for m in matters:
        by_origin.setdefault(m.origin, []).append(m)
    rows = [x for x in leads if x.stage != "终止"]
    made = []
    for gap in gaps:
        own = tuple(by_origin.get(gap.origin, ()))
        talks = tuple(
            x
            for x in rows
            if x.link == gap.segment and (x.place is None or place_at(x.place).startswith(gap.place))
        )
        made.append(FollowUp(gap.origin, _state(own, as_of), own, talks))
    known = {g.origin for g in gaps}
    done = tuple(
        m
        for origin, some in by_origin.items()
        if origin.startswith("gap:") and origin not in known
        for m in some
        if not m.answered
    )
    return tuple(made), done


def _state(matters: Sequence[Matter], as_of: str | None) -> State:
    if not matters:
        return "none"
    waiting = [m for m in matters if not m.answered]
    if not waiting:
        return "answered"
    return "overdue" if any(_late(m, as_of) for m in waiting) else "open"


def _late(matter: Matter, as_of: str | None) -> bool:
    try:
        return bool(as_of and matter.due and period(matter.due).last < period(as_of).last)
    except PeriodError:
        return False
