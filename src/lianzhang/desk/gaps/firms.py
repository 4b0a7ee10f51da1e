"""Firms that could fill a gap, from facts and the project register, each with the reasons and the sentence or row behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from lianzhang.audit.figures import safe
from lianzhang.chain import commodities_of, commodity_of, segment_tree
from lianzhang.core import AssumptionBasis, Basis, ClaimBasis, Text
from lianzhang.desk.grouping import commodity_named, place_at
from lianzhang.ledger.project import ProjectRecord
from lianzhang.reconcile.facts import Fact
from lianzhang.reconcile.names import clean_name

__all__ = ["Candidate", "FirmNote", "candidates", "firms_from_facts", "firms_from_projects"]

Why = Literal["supplies_here", "in_talks", "here_already", "makes", "sells_to"]


@dataclass(frozen=True)
class FirmNote:
    """One thing known of a firm: it makes (or sells) goods of a segment at a place. ``buyer``: to whom, for a supply link;
    ``talks``: the office talks to it already about the segment, for ``place`` where one is named.
    """

    firm: str
    segment: str
    place: str | None
    text: Text
    basis: Basis
    buyer: str | None = None
    talks: bool = False


@dataclass(frozen=True)
class Candidate:
    """A firm for a gap. ``score``: the more reasons and the nearer, the higher; the reasons are what counts."""

    firm: str
    score: int
    reasons: tuple[tuple[Why, Text, Basis], ...]


_KINDS = (
    "capacity",
    "production",
    "project",
    "market_rank",
    "market_share",
    "supply_link",
    "sales",
    "output_value",
)


def _segment(*texts: str | None) -> str | None:
    for text in texts:
        found = commodity_of(text) if text else None
        if found is not None:
            return segment_tree().of_commodity(found.commodity).id
    return None


def firms_from_facts(
    facts: Iterable[Fact], sentence: Callable[[str], ClaimBasis], firms: frozenset[str]
) -> tuple[FirmNote, ...]:
    """What documents say firms make or supply. ``firms``: names known to be firms (the entity table); others are passed over."""
    made = []
    for fact in facts:
        if (
            fact.kind not in _KINDS
            or fact.subject not in firms
            or not fact.claims
            or fact.modality == "target"
        ):
            continue
        for item in (fact.item, *fact.items):
            names = [m.commodity for m in commodities_of(item)] if item else []
            segments = {segment_tree().of_commodity(c).id for c in names}
            for segment in sorted(segments):
                what, who = safe(item or ""), safe(fact.subject)
                buyer = fact.object if fact.kind == "supply_link" else None
                text = (
                    Text(f"{who}供应{what}给{safe(buyer)}", f"{who} supplies {safe(buyer)} with {what}")
                    if buyer
                    else Text(f"{who}生产{what}", f"{who} makes {what}")
                )
                made.append(
                    FirmNote(fact.subject, segment, fact.place, text, sentence(fact.claims[0]), buyer)
                )
    return tuple(dict.fromkeys(made))


def firms_from_projects(projects: Iterable[ProjectRecord]) -> tuple[FirmNote, ...]:
    """Owners of projects, by what the projects make."""
    made = []
    for p in projects:
        commodity = commodity_named(p)
        if not p.owner or commodity is None or p.stage == "终止":
            continue
        basis = (
            p.basis.get("owner")
            or p.basis.get("name")
            or AssumptionBasis(Text(f"项目库：{safe(p.name)}", f"register: {safe(p.name)}"))
        )
        what = safe(p.product or p.segment or p.name).removesuffix("项目")
        text = Text(
            f"{safe(p.owner)}有{what}项目（{p.stage or '阶段未填'}）",
            f"{safe(p.owner)} has a project of {what} ({p.stage or 'no stage'})",
        )
        made.append(FirmNote(p.owner, segment_tree().of_commodity(commodity).id, p.place, text, basis))
    return tuple(made)


def _elsewhere(note: FirmNote, place: str) -> bool:
    return bool(note.place) and not place_at(note.place).startswith(place)


def candidates(
    notes: Iterable[FirmNote], segment: str, place: str, buyers: frozenset[str], most: int = 5
) -> tuple[Candidate, ...]:
    """Firms that make goods of a segment, for a place: those that sell to its buyers, are there with something else, or are near.

    ``buyers``: firms of the place that need the goods. Firms that make the segment at the place already are none.
    """
    rows = tuple(notes)
    held: dict[str, list[FirmNote]] = defaultdict(list)
    for note in rows:
        held[clean_name(note.firm)].append(note)
    found = []
    for own in held.values():
        firm = own[0].firm
        fits = [n for n in own if n.segment == segment and not (n.talks and _elsewhere(n, place))]
        if not fits or any(
            n.place and place_at(n.place).startswith(place) for n in fits if n.buyer is None and not n.talks
        ):
            continue
        reasons: list[tuple[Why, Text, Basis]] = []
        score = 0
        for n in fits:
            if n.talks:
                reasons.append(("in_talks", n.text, n.basis))
                score += 6
            elif n.buyer in buyers:
                reasons.append(("supplies_here", n.text, n.basis))
                score += 8
            elif n.buyer:
                reasons.append(("sells_to", n.text, n.basis))
                score += 2
            else:
                near = bool(n.place) and place_at(n.place, "province") == place_at(place, "province")
                reasons.append(("makes", n.text, n.basis))
                score += 3 if near else 1
        for n in own:
            if (
                n.place
                and n.segment != segment
                and n.buyer is None
                and not n.talks
                and place_at(n.place).startswith(place)
            ):
                reasons.append(("here_already", n.text, n.basis))
                score += 5
        found.append(Candidate(firm, score, tuple(dict.fromkeys(reasons))))
    return tuple(sorted(found, key=lambda c: (-c.score, c.firm))[:most])
