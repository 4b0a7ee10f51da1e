"""Facts from claims: what agrees is joined, what differs in 口径 stays apart, what contradicts is kept both ways."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from lianzhang.core import PeriodError, PlaceTree, UnitError, period, unit
from lianzhang.evidence.claim import Claim, Value
from lianzhang.reconcile.aggregates import COUNTED, band_label, bare_subject, measured, shortens
from lianzhang.reconcile.copies import grade_rank
from lianzhang.reconcile.counting import Counting, countings, falls, nameless, work_of_firm
from lianzhang.reconcile.entities import Names
from lianzhang.reconcile.facts import Fact
from lianzhang.reconcile.names import clean_name

__all__ = ["merge_facts"]

EVENTS = frozenset(
    {"policy", "milestone", "proposal_step", "project", "institution", "safety_grade", "supply_link", "zoning", "park",
     "mineral_focus"}
)  # fmt: skip
"""Kinds that happen at a date: for them a day lies in its month, and both mean the same. For amounts a half year is not the
year it lies in."""

OF_WORKS = frozenset({"capacity", "production", "recycling"})
"""Kinds whose modality says all that a stage would (在建, 投产): a claim that prints none says the same."""
STALE, DAILY = 92, frozenset({"price", "stock"})
"""Days between two publications after which numbers without a time do not contradict each other: things have moved on. Prices and
stocks move daily."""

Key = tuple[object, ...]


@dataclass(frozen=True)
class _Reading:
    """A claim made ready to compare: key without place and time, value in base units, its rounding, what it counts, whether it is of
    an organisation, and the day on which its document was published."""

    claim: Claim
    subject: str | None
    other: str | None
    key: Key
    value: Value
    half: Decimal
    cluster: str
    counting: Counting
    of_firm: bool
    published: str | None

    @property
    def order(self) -> tuple[object, ...]:
        c = self.claim
        return (grade_rank(c.grade), self.half, c.document, c.start, c.end, c.id)


@lru_cache(maxsize=1024)
def _base(text: str | None) -> tuple[object, Decimal]:
    """What a unit measures, and its factor to the base; an unknown unit is its own dimension."""
    if text is None:
        return None, Decimal(1)
    try:
        parsed = unit(text)
    except UnitError:
        return text, Decimal(1)
    if not parsed.dimensions:
        return text, Decimal(1)
    return tuple(sorted(parsed.dimensions.items())), parsed.factor


_PRINTED = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_SCALES = [Decimal(10) ** k for k in (0, 8, 4, 12, 3, 6, 7, 2, -3, -6, -2)]
_EXACT_UNITS = frozenset({"rank", "year", "次/月"})


@lru_cache(maxsize=65536)
def printed_half(value: Decimal, quote: str) -> Decimal:
    """Half a unit of the last digit printed: ``76.1亿元`` → 5e6.

    Read from the numeral in the quote that gives the value; where none does, from the last digit that is not zero, but
    never more than a two-thousandth of the value.
    """
    if not value.is_finite() or value == 0:
        return Decimal(0)
    for m in _PRINTED.finditer(quote.replace("，", ",")):
        printed = Decimal(m[0].replace(",", "") or "0")
        for scale in _SCALES:
            if printed and printed * scale == abs(value):
                return scale / (2 * Decimal(10) ** len(m[1] or ""))
    exponent = value.normalize().as_tuple().exponent
    last = Decimal(10) ** int(exponent)
    return min(last / 2, abs(value) / 2000)


def _scaled(value: Value, factor: Decimal) -> Value:
    if isinstance(value, tuple):
        return tuple(None if v is None else v * factor for v in value)  # type: ignore[return-value]
    return None if value is None else value * factor


@dataclass(frozen=True)
class _Told:
    """What is known beside the claims: names, cluster and day of publication by document, what each number counts."""

    names: Names
    clusters: Mapping[str, str]
    published: Mapping[str, str]
    tree: PlaceTree
    countings: Mapping[str, Counting]
    firms: frozenset[str]
    works: Mapping[str, tuple[str, str, str]]
    """by the name of a project: the firm that it begins with, the work, its phase"""


def _read(claim: Claim, told: _Told) -> _Reading:
    dimension, factor = _base(claim.unit)
    half = Decimal(0)
    if isinstance(claim.value, Decimal) and claim.unit not in _EXACT_UNITS:
        half = printed_half(claim.value, claim.quote) * factor
    names, tree = told.names, told.tree
    subject = names.name(claim.subject, claim.place, tree, claim.document)
    subject = measured(subject, claim.measure) if subject else subject
    other = names.name(claim.object, claim.place, tree, claim.document)
    cluster = told.clusters.get(claim.document, claim.document)
    shape = "lost" if claim.lost else "none" if claim.value is None else "value"
    by, counting = subject, told.countings.get(claim.id, Counting())
    work = told.works.get(subject) if subject and claim.value is not None else None
    if work:
        by, counting = work[0], replace(counting, work=work[1], phase=work[2] or counting.phase)
    elif subject and nameless(claim):
        by = f"{subject}@{cluster}"
    elif subject and claim.value is not None and subject not in names.canonical:
        by = bare_subject(subject, claim.kind, _printed_places(claim.place, tree))
    stage = None if claim.kind in OF_WORKS else _text(claim.stage)
    items = tuple(sorted(clean_name(i) for i in claim.items))
    key: Key = (
        claim.kind, by, other, _text(claim.item), items if len(items) > 1 or items != (_text(claim.item),) else (),
        _text(claim.measure), _text(claim.scope), stage, claim.modality, dimension, claim.size_band, shape,
    )  # fmt: skip
    down = isinstance(claim.value, Decimal) and claim.value > 0 and falls(claim)
    return _Reading(
        claim, subject, other, key, _scaled(claim.value, -factor if down else factor), half, cluster,
        counting, by in told.firms, told.published.get(claim.document),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _printed_places(place: str | None, tree: PlaceTree) -> tuple[str, ...]:
    """The forms in which a place, and those above it, are printed in front of what is of them, longest first."""
    found = tree.by_path(place) if place else None
    if found is None:
        return ()
    above = tree.ancestors(found.key)
    forms = {p.name for p in above} | {tree.path(p.key) for p in above}
    return tuple(sorted(forms, key=lambda f: (-len(f), f)))


def _text(text: str | None) -> str | None:
    return clean_name(text) if text else None


def _same_value(a: _Reading, b: _Reading) -> bool:
    if not a.counting.may_be(b.counting):
        return False
    if isinstance(a.value, tuple) or isinstance(b.value, tuple) or a.value is None or b.value is None:
        return a.value == b.value and _same_qualifier(a, b)
    return _rounds(a, b) and _same_qualifier(a, b)


def _rounds(a: _Reading, b: _Reading) -> bool:
    """Whether the finer of two values, rounded half up as the coarser is printed, is the coarser: 3 is not 3.5, and 76.1 is 76.05."""
    coarse, fine = (a, b) if a.half >= b.half else (b, a)
    assert isinstance(coarse.value, Decimal)
    assert isinstance(fine.value, Decimal)
    apart = abs(fine.value) - abs(coarse.value)
    return fine.value == coarse.value or (
        coarse.half > fine.half and -coarse.half <= apart < coarse.half and fine.value * coarse.value >= 0
    )


def _same_qualifier(a: _Reading, b: _Reading) -> bool:
    qa, qb = a.claim.qualifier, b.claim.qualifier
    if a.cluster == b.cluster and a.claim.document != b.claim.document and "exact" in (qa, qb):
        return True  # a damaged copy loses 超 or 约: the better grade decides
    return qa == qb or {qa, qb} in ({"exact", "about"}, {"about", "more_than"}, {"about", "less_than"})


def _bounds(r: _Reading) -> tuple[Decimal | None, Decimal | None]:
    """What the true value can be, by the words of the claim; ``about`` is taken as a tenth either way."""
    if isinstance(r.value, tuple):
        return r.value
    assert r.value is not None
    above = "less_than" if r.value < 0 else "more_than"  # a decline of more than 6 % lies below -6
    if r.claim.qualifier == above:
        return r.value - r.half, None
    if r.claim.qualifier in ("more_than", "less_than"):
        return None, r.value + r.half
    wide = max(r.half, abs(r.value) / 10) if r.claim.qualifier == "about" else r.half
    return r.value - wide, r.value + wide


def _contradict(a: _Reading, b: _Reading) -> bool:
    if a.value is None or b.value is None or not a.counting.must_be(b.counting) or _moved_on(a, b):
        return False
    (alow, ahigh), (blow, bhigh) = _bounds(a), _bounds(b)
    open_end = bool(a.half and b.half)  # what is printed as 3 is below 3.5, where 4 begins
    return _below(ahigh, blow, open_end) or _below(bhigh, alow, open_end)


def _below(high: Decimal | None, low: Decimal | None, open_end: bool) -> bool:
    return high is not None and low is not None and (high < low or (open_end and high == low))


def _moved_on(a: _Reading, b: _Reading) -> bool:
    """Whether two numbers without a time were published so far apart that the thing may have changed."""
    if a.claim.time is not None or b.claim.time is not None or not a.published or not b.published:
        return False
    try:
        days = abs((date.fromisoformat(a.published) - date.fromisoformat(b.published)).days)
    except ValueError:
        return False
    return days > (0 if a.claim.kind in DAILY else STALE)


@lru_cache(maxsize=16384)
def _same_time(kind: str, a: str | None, b: str | None) -> bool:
    if a == b:
        return True
    if a is None or b is None:
        return False
    try:
        pa, pb = period(a), period(b)
    except PeriodError:
        return False
    if (pa.first, pa.last) == (pb.first, pb.last):
        return True
    days = sorted(((pa.last - pa.first).days, (pb.last - pb.first).days))
    return kind in EVENTS and days[1] <= 31 and (pa.contains(pb) or pb.contains(pa))


def _anywhere(r: _Reading) -> bool:
    """Whether a statement is the same wherever it is said to hold: who supplies whom."""
    return r.claim.kind == "supply_link" and r.other is not None


def _same_frame(a: _Reading, b: _Reading) -> bool:
    return (_anywhere(a) or a.claim.place == b.claim.place) and _same_time(
        a.claim.kind, a.claim.time, b.claim.time
    )


def _open_frame(a: _Reading, b: _Reading) -> bool:
    """As :func:`_same_frame`, where a place or time that is not said fits any."""
    place = _anywhere(a) or a.claim.place is None or b.claim.place is None or a.claim.place == b.claim.place
    time = (
        a.claim.time is None or b.claim.time is None or _same_time(a.claim.kind, a.claim.time, b.claim.time)
    )
    return place and time


def _group(readings: Sequence[_Reading]) -> list[list[_Reading]]:
    """Readings of one key into facts: full ones first, best first; one that lacks place or time joins only if one fact fits."""
    ordered = sorted(readings, key=lambda r: r.order)
    full = [r for r in ordered if r.claim.place is not None and r.claim.time is not None]
    lacking = [r for r in ordered if r.claim.place is None or r.claim.time is None]
    groups: list[list[_Reading]] = []

    def place(r: _Reading) -> bool:
        for group in groups:
            if all(_same_frame(r, g) and _same_value(r, g) for g in group):
                group.append(r)
                return True
        return False

    for r in full:
        if not place(r):
            groups.append([r])  # noqa: PERF401 (place reads groups as they grow)
    lacking.sort(key=lambda r: ((r.claim.place is None) + (r.claim.time is None), r.order))
    fits = {
        id(r): [g for g in groups if all(_open_frame(r, m) and _same_value(r, m) for m in g)] for r in lacking
    }
    for r in lacking:
        options = fits[id(r)]
        if len(options) == 1 and all(_open_frame(r, m) and _same_value(r, m) for m in options[0]):
            options[0].append(r)
        elif not place(r):
            groups.append([r])
    return groups


def _counts(members: Sequence[_Reading]) -> list[str]:
    """What a fact counts, as part of its identity: a net and a gross profit that are equal are two. Empty where no member says it."""
    told = [(r.counting.words, r.counting.phase, r.counting.work) for r in members]
    said = [next(filter(None, column), "") for column in zip(*told, strict=True)]
    return said if any(said) else []


def _fact(group: Sequence[_Reading]) -> Fact:
    members = sorted(group, key=lambda r: r.order)
    best = members[0].claim
    time = best.time or next((r.claim.time for r in members if r.claim.time), None)
    dated = [r.claim for r in members if r.claim.time is not None]
    place = best.place or next((r.claim.place for r in members if r.claim.place), None)
    content = [*members[0].key, str(best.value), best.unit, best.qualifier, time, place]
    if isinstance(best.value, Decimal) and members[0].value == -best.value * _base(best.unit)[1] != 0:
        content.append("falls")
    content += _counts(members)
    identity = hashlib.sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()[:16]
    claims = tuple(dict.fromkeys(r.claim.id for r in members))
    subject = members[0].subject
    if subject is not None:
        subject += band_label(best.size_band)
    return Fact(
        id=f"f{identity}", kind=best.kind, subject=subject, object=members[0].other, item=best.item,
        items=best.items, measure=best.measure, scope=best.scope, stage=best.stage, place=place, time=time,
        time_inferred=bool(dated) and all(c.time_inferred for c in dated), modality=best.modality, value=best.value,
        unit=best.unit, qualifier=best.qualifier, lost=best.lost, grade=best.grade,
        sources=len({r.cluster for r in members}), claims=claims,
    )  # fmt: skip


def _one_sentence(a: Sequence[_Reading], b: Sequence[_Reading]) -> bool:
    """Whether a sentence prints both: it does not contradict itself, so it speaks of two things."""

    def spots(group: Sequence[_Reading]) -> set[tuple[str, int]]:
        return {
            (r.claim.document, r.claim.context.raw_start if r.claim.context else r.claim.start) for r in group
        }

    return bool(spots(a) & spots(b))


def _conflicts(groups: Sequence[list[_Reading]], facts: Sequence[Fact]) -> dict[str, set[str]]:
    rivals: dict[str, set[str]] = defaultdict(set)
    for i, a in enumerate(groups):
        if a[0].subject is None or a[0].claim.lost:
            continue
        for j in range(i + 1, len(groups)):
            b = groups[j]
            places = {facts[i].place, facts[j].place}
            elsewhere = len(places) > 1 and not (a[0].of_firm and None in places)
            if (
                elsewhere
                or facts[i].id == facts[j].id
                or not _same_time(facts[i].kind, facts[i].time, facts[j].time)
                or _one_sentence(a, b)
            ):
                continue
            if _contradict(min(a, key=lambda r: r.order), min(b, key=lambda r: r.order)):
                rivals[facts[i].id].add(facts[j].id)
                rivals[facts[j].id].add(facts[i].id)
    return rivals


def _shortened(readings: Sequence[_Reading]) -> list[_Reading]:
    """The readings, those that count under a shortened phrase put under the one full phrase it can stand for."""
    alike: dict[Key, list[_Reading]] = defaultdict(list)
    for r in readings:
        if r.claim.kind in COUNTED and r.subject and isinstance(r.value, Decimal) and r.claim.place:
            alike[(r.key[0], *r.key[2:], r.claim.place, r.value)].append(r)
    under: dict[str, _Reading] = {}
    for group in alike.values():
        subjects = sorted({r.subject for r in group if r.subject}, key=lambda s: (-len(s), s))
        for r in group:
            fuller = {
                other.subject
                for other in group
                if other.claim.document != r.claim.document
                and other.subject != r.subject
                and other.subject in subjects[: subjects.index(r.subject or "")]
                and shortens(r.subject or "", other.subject or "")
                and _open_frame(r, other)
                and _same_value(r, other)
            }
            longest = [s for s in fuller if s and all(o == s or shortens(o or "", s) for o in fuller)]
            if len(longest) == 1:
                under[r.claim.id] = next(o for o in group if o.subject == longest[0])
    return [
        replace(r, subject=full.subject, key=(r.key[0], full.key[1], *r.key[2:]))
        if (full := under.get(r.claim.id))
        else r
        for r in readings
    ]


def merge_facts(
    claims: Sequence[Claim],
    names: Names,
    clusters: Mapping[str, str],
    tree: PlaceTree,
    published: Mapping[str, str] | None = None,
) -> tuple[Fact, ...]:
    """The facts behind the claims, ordered by kind, subject, time and id.

    ``clusters`` maps a document to its cluster of copies, ``published`` to its day. Independent of the order of claims.
    """
    unique = {c.id: c for c in sorted(claims, key=lambda c: (c.id, c.quote, c.grade))}
    firms = frozenset(e.name for e in names.entities if e.type == "organisation")
    of_firms = firms | {n for n, full in names.canonical.items() if full in firms}
    projects = (e.name for e in names.entities if e.type == "project")
    works = {
        p: (names.canonical.get(w[0], w[0]), *w[1:]) for p in projects if (w := work_of_firm(p, of_firms))
    }
    counted = countings(unique.values(), of_firms)
    told = _Told(names, clusters, published or {}, tree, counted, firms, works)
    by_key: dict[Key, list[_Reading]] = defaultdict(list)
    for reading in _shortened([_read(c, told) for c in unique.values()]):
        by_key[reading.key].append(reading)
    found: dict[str, Fact] = {}
    for readings in by_key.values():
        groups = _group(readings)
        facts = [_fact(g) for g in groups]
        rivals = _conflicts(groups, facts)
        for fact in facts:
            full = replace(fact, conflicts=tuple(sorted(rivals.get(fact.id, ()))))
            same = found.get(fact.id)
            if same is not None:
                full = replace(same, claims=tuple(dict.fromkeys((*same.claims, *full.claims))))
            found[fact.id] = full
    return tuple(
        sorted(found.values(), key=lambda f: (f.kind, f.subject or "", f.time or "", f.place or "", f.id))
    )
