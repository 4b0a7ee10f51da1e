"""Entities: who and what the claims speak of, under which names, and where that stays in doubt.

Names are joined only on a reason that can be printed; where a short name fits several full ones nothing is joined and
the doubt is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lianzhang.core import PlaceTree
from lianzhang.evidence.claim import Claim
from lianzhang.evidence.claims.thing import thing_of
from lianzhang.evidence.ties import Tie
from lianzhang.reconcile.decisions import Decision, apart, told_same
from lianzhang.reconcile.facts import Entity
from lianzhang.reconcile.names import (
    OrganisationName,
    clean_name,
    is_aggregate,
    name_type,
    park_parts,
    parse_organisation,
    project_parts,
    short_for,
)

__all__ = ["Doubt", "Names", "resolve_entities"]

PROJECT_KINDS = ("project", "milestone", "investment", "capacity", "production", "factor_support")
_RELATIVE = re.compile(r"(?:全)?([省市县区州])(?=[一-鿿]{2,}(?:厅|局|委|委员会|办公室|政府|人大|政协)\Z)")
_LEVEL = {"省": "province", "市": "prefecture", "州": "prefecture", "县": "county", "区": "county"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that may be one of several entities, or two entities that may belong together: left open, for a person."""

    name: str
    candidates: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Names:
    """What every printed name stands for. ``canonical`` maps a cleaned name to the entity's name."""

    entities: tuple[Entity, ...]
    doubts: tuple[Doubt, ...]
    canonical: Mapping[str, str] = field(default_factory=dict)
    nearby: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(document, cleaned name) → the entity that this document prints in full, for names that stay in doubt elsewhere"""

    def name(
        self,
        printed: str | None,
        place: str | None = None,
        tree: PlaceTree | None = None,
        document: str | None = None,
    ) -> str | None:
        """The name to compare by: the entity's, or the cleaned text where there is no entity."""
        if printed is None:
            return None
        thing, measure = thing_of(clean_name(printed))
        cleaned = full_office(thing, place, tree) if tree else thing
        if document is not None and (document, cleaned) in self.nearby:
            return self.nearby[document, cleaned] + measure
        return self.canonical.get(cleaned, cleaned) + measure


def full_office(name: str, place: str | None, tree: PlaceTree) -> str:
    """``省工业和信息化厅`` said in a place of Yunnan → ``云南省工业和信息化厅``; unchanged where the place does not tell."""
    m = _RELATIVE.match(name)
    if not m or not place or ";" in place:
        return name
    found = tree.by_path(place)
    if found is None:
        return name
    for at in tree.ancestors(found.key):
        if at.level == _LEVEL[m[1]]:
            return at.name + name[m.end() :]
    return name


def _identify(kind: str, name: str) -> str:
    return f"e{hashlib.sha256(f'{kind}|{name}'.encode()).hexdigest()[:12]}"


@dataclass
class _Found:
    """Names on the way to entities: type by name, places said, aliases with reason."""

    types: dict[str, str] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    alias: dict[str, tuple[str, str]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    parents: dict[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()

    def join(self, name: str, full: str, why: str) -> None:
        """``name`` is another name of ``full``, unless the office says that it is not."""
        if name != full and frozenset((name, full)) not in self.apart:
            self.alias[name] = (full, why)


def _gather(
    claims: Sequence[Claim], tree: PlaceTree, canonical: Mapping[str, str], two: frozenset[frozenset[str]]
) -> tuple[_Found, set[str]]:
    """Typed names, and the names without a type that may turn out to be short names."""
    found, loose = _Found(apart=two), set()
    for claim in claims:
        for printed, role in ((claim.subject, "subject"), (claim.object, "object"), (claim.issuer, "issuer")):
            if not printed:
                continue
            first, _ = thing_of(clean_name(printed))
            name = full_office(first, claim.place, tree)
            if name != first:
                found.alias.setdefault(name, (name, ""))
            kind = _type_of(name, claim, role, tree, canonical)
            if kind is None:
                if len(name) <= 10:
                    loose.add(name)
                continue
            if found.types.get(name) != "organisation":
                found.types[name] = min(kind, found.types.get(name, kind))
            if role == "subject" and claim.place:
                found.places[name].add(claim.place)
    for short, full in canonical.items():
        short_c, full_c = clean_name(short), clean_name(full)
        if short_c in found.types or short_c in loose:
            found.types[full_c] = found.types[short_c] = "organisation"
            loose.discard(short_c)
            found.join(short_c, full_c, "lexicon")
    found.alias = {k: v for k, v in found.alias.items() if v[1]}
    return found, loose


def _type_of(name: str, claim: Claim, role: str, tree: PlaceTree, canonical: Mapping[str, str]) -> str | None:
    if tree.by_path(name) is not None:
        return None
    kind = name_type(name)
    if kind == "project":
        return (
            "project"
            if claim.kind in PROJECT_KINDS and role == "subject" and not is_aggregate(name)
            else None
        )
    if kind is None and (
        name in canonical or (claim.kind == "supply_link" and role != "issuer" and "·" not in name)
    ):
        return "organisation"
    return kind


def _fits(short: OrganisationName, fulls: Mapping[str, OrganisationName]) -> list[tuple[str, str]]:
    fits = []
    for full, parts in fulls.items():
        why = short_for(short, parts)
        if why:
            fits.append((full, why))
    return fits


def _join_organisations(found: _Found, loose: Iterable[str], tree: PlaceTree) -> None:
    """Short names to full names where exactly one fits; else a doubt."""
    firms = sorted(n for n, t in found.types.items() if t == "organisation" and n not in found.alias)
    parsed = {n: parse_organisation(n, tree) for n in firms}
    by_core: dict[str, dict[str, OrganisationName]] = defaultdict(dict)
    for name, parts in parsed.items():
        if parts.legal:
            by_core[parts.core][name] = parts
    shorts = [(n, parsed[n], True) for n in firms if not parsed[n].legal]
    shorts += [(n, parse_organisation(n, tree), False) for n in sorted(loose) if n not in found.types]
    for name, parts, known in shorts:
        fits = [
            f for f in _fits(parts, by_core.get(parts.core, {})) if frozenset((name, f[0])) not in found.apart
        ]
        if len(fits) == 1:
            found.types[name] = "organisation"
            found.join(name, *fits[0])
        elif fits:
            found.types[name] = "organisation"
            found.doubts.append(Doubt(name, tuple(sorted(f for f, _ in fits)), "several full names fit"))
        elif known:
            by_core[parts.core].setdefault(name, replace(parts, legal=""))
    _link_families(found, by_core)


def _link_families(found: _Found, by_core: Mapping[str, Mapping[str, OrganisationName]]) -> None:
    """One trade name in several regions: linked where the names say who is above, else a doubt. Never merged."""
    for members in by_core.values():
        if len(members) < 2:
            continue
        heads = [n for n, p in members.items() if p.legal and (p.stock or p.group)]
        for name, parts in sorted(members.items()):
            others = tuple(sorted(n for n in members if n != name))
            head = heads[0] if len(heads) == 1 else None
            below = head and head != name and parts.legal and parts.regions != members[head].regions
            if head and below and parts.trades and parts.trades == members[head].trades:
                found.parents[name] = head
                continue
            if name != head:
                found.doubts.append(Doubt(name, others, "same trade name: related, or not"))


def _join_projects(found: _Found, tree: PlaceTree) -> None:
    """Spellings of one project: equal but for quotes, 建设项目 at the end, or the place in front when only one fits."""
    by_rest: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name in sorted(n for n, t in found.types.items() if t == "project"):
        regions, rest = project_parts(name, tree)
        by_rest[rest].append((regions, name))
    for members in by_rest.values():
        by_regions: dict[tuple[str, ...], str] = {}
        for regions, name in sorted(members, key=lambda m: (-len(m[0]), -len(m[1]), m[1])):
            same = by_regions.get(regions)
            if same:
                found.join(name, same, "spelling")
                continue
            wider = [
                n
                for r, n in by_regions.items()
                if len(r) > len(regions) and r[len(r) - len(regions) :] == regions
            ]
            if len(wider) == 1:
                found.join(name, wider[0], "place dropped")
                continue
            if wider:
                found.doubts.append(Doubt(name, tuple(sorted(wider)), "several full names fit"))
            by_regions[regions] = name


def _join_parks(found: _Found, tree: PlaceTree) -> None:
    """Forms of one park's name (大龙开发区, 大龙经开区) said of one place."""
    by_park: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name in sorted(n for n, t in found.types.items() if t == "park"):
        parts, places = park_parts(name, tree), found.places.get(name, set())
        if parts and len(places) == 1:
            by_park[(*parts, next(iter(places)))].append(name)
    for names in by_park.values():
        longest = max(names, key=lambda n: (len(n), n))
        for name in names:
            found.join(name, longest, "form of the name")


def _tie(found: _Found, ties: Sequence[Tie], loose: set[str]) -> None:
    """What texts say of firms: a former name is another name of the firm; a parent stays another firm."""
    for tie in sorted(ties, key=lambda t: (t.document, t.start, t.name, t.other)):
        name, other = clean_name(tie.name), clean_name(tie.other)
        known = [n for n in (name, other) if n in found.types or n in loose]
        if not known:
            continue
        kind = next((found.types[n] for n in known if n in found.types), "organisation")
        if tie.kind == "renamed" and _follow(other, found.alias)[0] != name:
            found.types[name] = found.types[other] = kind
            found.join(name, other, f"renamed: {tie.document}@{tie.start}")
        elif tie.kind == "parent" and kind == "organisation" and name in known:
            found.types[name] = found.types[other] = kind
            found.parents.setdefault(name, other)


def _called(found: _Found, ties: Sequence[Tie]) -> dict[tuple[str, str], set[str]]:
    """(document, short name) → the full names that the document gives it to (以下简称), but for pairs that the office told apart and
    names that the office or the lexicon gave to somebody."""
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    for tie in ties:
        name, full = clean_name(tie.name), clean_name(tie.other)
        settled = found.alias.get(name, ("", ""))[1].startswith(("office", "lexicon"))
        if tie.kind == "short" and not settled and frozenset((name, full)) not in found.apart:
            called[tie.document, name].add(full)
    return called


def _decide(found: _Found, decisions: Sequence[Decision], loose: set[str]) -> None:
    """The office's word, last: it replaces what rules made of the same name."""
    for name, (other, why) in sorted(told_same(decisions).items()):
        known = [n for n in (name, other) if n in found.types or n in loose]
        if not known or frozenset((name, other)) in found.apart:
            continue
        kind = next((found.types[n] for n in (other, name) if n in found.types), "organisation")
        found.types[name] = found.types[other] = kind
        if _follow(other, found.alias)[0] == name:
            found.alias.pop(other, None)
        found.alias[name] = (other, why)


def _open_doubts(found: _Found, canonical: Mapping[str, str]) -> tuple[Doubt, ...]:
    """The doubts that nothing settled: names that are one by now, and pairs that the office told apart, are none."""
    left = set()
    for doubt in found.doubts:
        own = canonical.get(doubt.name, doubt.name)
        candidates = {
            canonical.get(c, c) for c in doubt.candidates if frozenset((doubt.name, c)) not in found.apart
        }
        if candidates - {own} and (doubt.name not in found.alias):
            left.add(Doubt(doubt.name, tuple(sorted(candidates - {own})), doubt.why))
    return tuple(sorted(left, key=lambda d: (d.name, d.candidates, d.why)))


def _nearby(
    claims: Sequence[Claim],
    doubts: Sequence[Doubt],
    canonical: Mapping[str, str],
    printed: Mapping[str, set[str]],
    said: Mapping[tuple[str, str], set[str]],
) -> dict[tuple[str, str], str]:
    """Names that a document explains itself: it says whose short name one is (``said``), or it prints exactly one of the candidates of a
    name in doubt in full. There, and only there, the name is that one's."""
    open_names = {d.name: d.candidates for d in doubts if d.why == "several full names fit"}
    found: dict[tuple[str, str], str] = {}
    for spot, fulls in said.items():
        owners = {canonical.get(f, f) for f in fulls}
        if len(owners) == 1 and canonical.get(spot[1], spot[1]) not in owners:
            found[spot] = next(iter(owners))
    if not open_names:
        return found
    for claim in claims:
        for text in (claim.subject, claim.object, claim.issuer):
            name = thing_of(clean_name(text))[0] if text else ""
            if name in open_names and (claim.document, name) not in found:
                own = {canonical.get(n, n) for n in printed.get(claim.document, ())}
                fits = [c for c in open_names[name] if c in own]
                if len(fits) == 1:
                    found[claim.document, name] = fits[0]
    return found


def _follow(name: str, alias: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    reasons: list[str] = []
    seen = {name}
    while name in alias:
        name, why = alias[name]
        reasons.append(why)
        if name in seen:
            break
        seen.add(name)
    return name, "; ".join(reasons)


def _place_entities(claims: Sequence[Claim], tree: PlaceTree) -> list[Entity]:
    paths = {p for c in claims if c.place for p in c.place.split(";") if p}
    things = {thing_of(clean_name(c.subject))[0] for c in claims if c.subject}
    paths |= {t for t in things if tree.by_path(t)}
    entities = []
    for path in sorted(paths):
        place = tree.by_path(path)
        above = tree.ancestors(place.key)[:-1] if place else ()
        parent = tree.path(above[-1].key) if above else None
        aliases = ((place.name, "name without the path"),) if place and place.name != path else ()
        entities.append(
            Entity(
                _identify("place", path),
                "place",
                path,
                aliases,
                path,
                _identify("place", parent) if parent else None,
            )
        )
    return entities


def resolve_entities(
    claims: Sequence[Claim],
    tree: PlaceTree,
    canonical: Mapping[str, str] | None = None,
    ties: Sequence[Tie] = (),
    decisions: Sequence[Decision] = (),
) -> Names:
    """Entities behind the names in subjects, objects, issuers and places of the claims.

    ``canonical``: full names that a lexicon knows for printed short names; ``ties``: what texts say of firms; ``decisions``: what
    the office says of names. Independent of the order of claims.
    """
    found, loose = _gather(claims, tree, canonical or {}, apart(decisions))
    for tie in ties:  # who is called by a short name may be named in full by no claim
        if tie.kind == "short" and (clean_name(tie.name) in found.types or clean_name(tie.name) in loose):
            found.types.setdefault(clean_name(tie.other), "organisation")
    _join_organisations(found, loose, tree)
    _join_projects(found, tree)
    _join_parks(found, tree)
    _tie(found, ties, loose)
    _decide(found, decisions, loose)
    aliases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    names: dict[str, str] = {}
    places: dict[str, set[str]] = defaultdict(set)
    for name in sorted(found.types):
        full, why = _follow(name, found.alias)
        names[name] = full
        places[full] |= found.places.get(name, set())
        if full != name:
            aliases[full].append((name, why))
    entities = _place_entities(claims, tree)
    for full in sorted(set(names.values())):
        kind = found.types.get(full, "organisation")
        said = sorted(places[full])
        parent = next(
            (found.parents[n] for n in (full, *(a for a, _ in aliases[full])) if n in found.parents), None
        )
        parent = names.get(parent, parent) if parent else None
        entities.append(
            Entity(
                _identify(kind, full), kind, full, tuple(aliases[full]), said[0] if len(said) == 1 else None,
                _identify("organisation", parent) if parent and parent != full else None,
            )
        )  # fmt: skip
    doubts = _open_doubts(found, names)
    printed: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        printed[claim.document] |= {
            thing_of(clean_name(n))[0] for n in (claim.subject, claim.object, claim.issuer) if n
        }
    nearby = _nearby(claims, doubts, names, printed, _called(found, ties))
    return Names(tuple(sorted(entities, key=lambda e: (e.type, e.name))), doubts, names, nearby)
