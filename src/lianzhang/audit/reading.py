"""Facts as the rules read them: one measure, one commodity, one place, one scope, one period, a figure with its bounds.

A fact that cannot be read so (several products under one number, no number, an unknown unit) is left out here and is the
business of the rule ``unsupported``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from lianzhang.audit.figures import safe, tidy
from lianzhang.audit.goods import head_of
from lianzhang.audit.world import Reference, World
from lianzhang.core import (
    AssumptionBasis,
    Basis,
    FormulaBasis,
    Period,
    PeriodError,
    Quantity,
    Text,
    period,
    short_name,
)
from lianzhang.reconcile.facts import Fact

__all__ = ["Band", "Reading", "View", "best", "grade_rank", "measure_name", "modality_name", "quantity_of"]

Band = tuple[Decimal | None, Decimal | None]

GRADES = ("official", "news", "repost", "damaged", "spun")
_FIRM = re.compile(r"公司|集团|股份|工厂|厂区")
_PROJECTS = re.compile(r"项目|[一二三四五六]期|生产线|企业")
_BAND = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)?\s*+(?P<u1>亿|万)?元?\s*+(?P<mark>[-—–~～至到]+|以上|及以上|以下)\s*+(?P<high>\d+(?:\.\d+)?)?\s*+(?P<u2>亿|万)?元?"
)
_SCALE = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}
_NOISE = re.compile(r"(?:19|20)\d\d年?|[\s·•、，,。“”\"'《》()（）\-—]+|底$|末$|年$")


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files("lianzhang.audit").joinpath("data/measures.toml").read_text(encoding="utf-8"))


def measure_name(measure: str) -> Text:
    """The measure in both languages."""
    zh, en = _tables()["names"].get(measure, (measure, measure.replace("_", " ")))
    return Text(zh, en)


def modality_name(modality: str) -> Text:
    """The modality in both languages."""
    zh, en = _tables()["modality"].get(modality, (modality, modality.replace("_", " ")))
    return Text(zh, en)


def grade_rank(grade: str) -> int:
    """0 for the best grade; unknown grades come last but before spun."""
    return GRADES.index(grade) if grade in GRADES else GRADES.index("damaged")


def _measure(fact: Fact) -> str | None:
    """The measure, or None for one that the audit does not know or a share of something."""
    if fact.unit in ("%", "rank"):
        return None
    rows = [r for r in _tables()["measure"] if fact.kind in r["kinds"]]
    said, subject = (fact.measure or "").casefold(), f"{fact.subject or ''} {fact.stage or ''}"
    # a target's measure is its kind alone: whether revenue or output value is meant stands in the subject
    text = f"{said} {subject}" if fact.kind == "target" else said or subject
    for row in rows:
        if any(word in text for word in row["words"]):
            return str(row["name"])
    if said and said != fact.kind:
        return None
    return next((str(r["name"]) for r in rows if r.get("default") and fact.kind != "target"), None)


def quantity_of(fact: Fact, world: World) -> Quantity:
    """The fact's figure with the bounds its wording leaves, resting on its best claim; lost stays None.

    A printed range stands as its middle with both ends; ``超`` has no upper bound; ``左右`` is a tenth either way (an assumption
    in ``data/settings.toml``).
    """
    basis: Basis = (
        world.claim_basis(fact.claims[0])
        if fact.claims
        else AssumptionBasis(Text("无原文出处", "no claim behind it"), fact.id)
    )
    unit = fact.unit or ""
    value = None if fact.lost else fact.value
    if isinstance(value, tuple):
        low, high = value
        if low is None or high is None:
            return Quantity(low if high is None else high, unit, basis, low, high)
        ends = (("low", Quantity(low, unit, basis)), ("high", Quantity(high, unit, basis)))
        middle = FormulaBasis(Text("原文区间的中点", "middle of the printed range"), ends)
        return Quantity(tidy((low + high) / 2), unit, middle, low, high)
    if value is None:
        return Quantity(None, unit, basis)
    above = "less_than" if value < 0 else "more_than"  # a decline of more than 6 % lies below -6
    if fact.qualifier == above:
        return Quantity(value, unit, basis, value, None)
    if fact.qualifier in ("more_than", "less_than"):
        return Quantity(value, unit, basis, None, value)
    if fact.qualifier == "about":
        spread = world.thresholds["about"].value or Decimal(0)
        wide = abs(value) * spread
        return Quantity(value, unit, basis, tidy(value - wide), tidy(value + wide))
    return Quantity(value, unit, basis)


@dataclass(frozen=True)
class Reading:
    """A fact as the rules read it. ``place`` is a key of the place tree, or the printed name where the tree has none;
    ``scope`` says which undertakings are covered, place and measure taken away; ``holder``: ``firm`` (one firm or project), ``projects`` (some
    undertakings of a place) or ``place``.
    ``floor`` and ``ceiling`` bound the value by its wording (None: open).
    """

    fact: Fact
    measure: str
    commodity: str | None
    place: str | None
    scope: str
    holder: str
    period: Period | None
    quantity: Quantity
    band: Band | None
    document: str = ""

    @property
    def date(self) -> str:
        """What must agree for two readings to be of one date: the printed time; without one, the document that says it."""
        return self.fact.time or f"undated in {self.document}"

    @property
    def value(self) -> Decimal:
        """The value; readings have one."""
        return self.quantity.value or Decimal(0)

    @property
    def floor(self) -> Decimal | None:
        """No less than this."""
        q = self.quantity
        return q.value if q.low is None and q.high is None else q.low

    @property
    def ceiling(self) -> Decimal | None:
        """No more than this."""
        q = self.quantity
        return q.value if q.low is None and q.high is None else q.high

    @property
    def year(self) -> int | None:
        """The year in which the period ends."""
        return self.period.year if self.period else None


def best(readings: Iterable[Reading]) -> Reading:
    """The reading of the best source: grade first, then number of independent sources."""
    return min(readings, key=lambda r: (grade_rank(r.fact.grade), -r.fact.sources, r.fact.id))


def _band(text: str) -> Band | None:
    match = _BAND.search(text)
    if not match or not (match["low"] or match["high"]):
        return None
    scale = _SCALE.get(match["u1"] or match["u2"] or "")
    if scale is None:
        return None
    low = Decimal(match["low"]) * _SCALE.get(match["u1"] or "", scale) if match["low"] else None
    high = Decimal(match["high"]) * _SCALE.get(match["u2"] or "", scale) if match["high"] else None
    if "以上" in match["mark"]:
        return low, None
    if match["mark"] == "以下":
        return None, low
    return (low, high) if low is not None and high is not None else None


class View:
    """A world with its readings and the look-ups that rules share. What it reads once it keeps."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._keys: dict[str, str] = {}

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every fact that has a number and a measure."""
        return tuple(r for r in map(self._read, self.world.facts) if r)

    def place_key(self, printed: str | None) -> str | None:
        """The key of a place as a fact or record prints it; several places or none: what is printed."""
        if not printed:
            return None
        if printed not in self._keys:
            if ";" in printed:
                key = ";".join(sorted(self.place_key(p) or p for p in printed.split(";")))
            else:
                found = self.world.places.resolve(printed)
                key = found.key if found else printed
            self._keys[printed] = key
        return self._keys[printed]

    def around(self, key: str | None) -> tuple[str, ...]:
        """The keys of the places that a place lies in, the province first; none for a place the tree does not know."""
        if key is None or key not in self.world.places:
            return ()
        return tuple(p.key for p in self.world.places.ancestors(key)[:-1])

    def place_name(self, key: str | None) -> str:
        """How a place is printed."""
        if key is None:
            return "（未注明地区）"
        if ";" in key:
            return "、".join(self.place_name(k) for k in key.split(";"))
        return safe(self.world.places[key].name if key in self.world.places else key)

    def within(self, inner: str | None, outer: str | None) -> bool:
        """Whether ``inner`` is ``outer`` or lies in it; False where a place is unknown."""
        if inner is None or outer is None:
            return False
        if inner == outer:
            return True
        tree = self.world.places
        return inner in tree and outer in tree and tree.within(inner, outer)

    def province(self, key: str | None) -> str | None:
        """The key of the province that a place lies in."""
        return self.world.places.ancestors(key)[0].key if key and key in self.world.places else None

    def threshold(self, name: str) -> Decimal:
        """A threshold's value."""
        return self.world.thresholds[name].value or Decimal(0)

    def reference(self, key: str, place: str | None = None) -> Reference | None:
        """The reference row for the place if there is one, else the general one."""
        rows = [r for r in self.world.references if r.key == key]
        own = [r for r in rows if r.place is not None and self.place_key(r.place) == place]
        general = [r for r in rows if r.place is None]
        return next(iter(own or general), None)

    def product(self, fact: Fact) -> str | None:
        """The one commodity a fact is about, or None (also when its number covers several, or item and subject disagree)."""
        if fact.item:
            return None if self.mixed(fact) else self.world.commodity_of(fact.item)
        if fact.items:
            return self.world.commodity_of(fact.items[0]) if len(fact.items) == 1 else None
        return self.world.commodity_of(fact.subject) if fact.subject else None

    def mixed(self, fact: Fact) -> bool:
        """Whether a fact's subject ends in one product and its item names another stage of the chain (正极材料产能 of 隔膜)."""
        item = self.world.commodities.get(self.world.commodity_of(fact.item or "") or "")
        tail = (fact.subject or "").split("·")[0]
        for word in ("生产能力", "产能", "产量", "项目"):
            tail = tail.removesuffix(word)
        named = self.world.commodities.get(head_of(tail) or "")
        return item is not None and named is not None and item.stage != named.stage

    def what(self, reading: Reading) -> Text:
        """Place, scope, product and measure of a reading as a sentence names them: 云南省新能源电池产业产值."""
        at, measure = self.place_name(reading.place), measure_name(reading.measure)
        scope = "" if any(c.isdigit() for c in reading.scope) else safe(reading.scope)
        if reading.commodity and reading.measure in ("capacity", "production"):
            known = self.world.commodities.get(reading.commodity)
            thing = (
                Text(known.names[0], known.en or known.id)
                if known
                else Text(safe(reading.fact.item or ""), "")
            )
            return Text(f"{at}{thing.zh}{measure.zh}", f"{at}: {measure.en} of {thing.en}")
        zh = f"{scope}产业" if scope and f"{scope}产业" in (reading.fact.subject or "") else scope
        return Text(f"{at}{zh}{measure.zh}", f"{at}: {measure.en}" + (f" ({zh})" if zh else ""))

    def _scope(self, fact: Fact, place: str | None) -> str:
        text = (fact.subject or "").split("·")[0] + (fact.scope or "")
        names: set[str] = set()
        for key in (place or "").split(";"):
            if key in self.world.places:
                for at in self.world.places.ancestors(key):
                    names |= {at.name, short_name(at.name)}
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, "")
        for word in _tables()["scope"]["empty"]:
            text = text.replace(word, "")
        return _NOISE.sub("", text)

    def scope_of(self, fact: Fact) -> str:
        """The scope of any fact, without its place and words that say nothing."""
        return self._scope(fact, self.place_key(fact.place))

    @cached_property
    def _projects(self) -> frozenset[str]:
        """Names of the register's projects: what one of them costs is no total of its place."""
        return frozenset(p.name for p in self.world.projects)

    def _holder(self, subject: str) -> str:
        if _FIRM.search(subject) or subject in self.world.firms or subject in self._projects:
            return "firm"
        return "projects" if _PROJECTS.search(subject) else "place"

    def in_field(self, scope: str) -> bool:
        """Whether a scope is about the chain that the register covers; a scope that says nothing is."""
        return not scope or any(word in scope for word in _tables()["scope"]["field"])

    def _read(self, fact: Fact) -> Reading | None:
        quantity = quantity_of(fact, self.world)
        measure = _measure(fact)
        if quantity.value is None or measure is None:
            return None
        try:
            when = period(fact.time) if fact.time else None
        except PeriodError:
            when = None
        place = self.place_key(fact.place)
        subject = fact.subject or ""
        band = self.world.size_bands.get(fact.id) or _band(f"{subject} {fact.scope or ''}")
        return Reading(
            fact, measure, self.product(fact), place, self._scope(fact, place),
            self._holder(subject), when, quantity, band,
            self.world.claim_basis(fact.claims[0]).document if fact.claims else "",
        )  # fmt: skip
