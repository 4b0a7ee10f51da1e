"""Targets and actual figures as lines that can be set side by side: one place, measure, scope, product and year each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lianzhang.audit import World
from lianzhang.audit.goods import commodity_of
from lianzhang.audit.reading import Reading, View, measure_name
from lianzhang.core import AssumptionBasis, Basis, PeriodError, Quantity, Text, period, place_tree
from lianzhang.desk.grouping import place_named
from lianzhang.ledger.records import Record

__all__ = [
    "ActualPoint",
    "TargetLine",
    "actuals_of_register",
    "lines_of_register",
    "lines_of_world",
    "measure_of",
]

_WORDS = (
    ("output_value", ("产值", "产业规模")), ("revenue", ("营业收入", "营收", "主营业务收入", "销售收入")), ("value_added", ("增加值",)),
    ("production", ("产量",)), ("capacity", ("产能", "生产能力")), ("total_investment", ("投资",)), ("enterprise_count", ("企业数",)),
    ("employment", ("就业",)),
)  # fmt: skip


@dataclass(frozen=True)
class TargetLine:
    """A target. ``measure`` as the audit names it; ``commodity`` an id of the catalogue, or of a stage of it where the name leaves the
    chemistry open (``cathode``), or None; ``goal`` None for a qualitative aim; ``of_chain``: its scope is the battery chain, so that
    output of the chain's projects compares with it.
    """

    place: str
    measure: str
    what: Text
    year: int
    goal: Quantity | None
    scope: str = ""
    commodity: str | None = None
    qualitative: str = ""
    of_chain: bool = True

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What must agree with an actual figure."""
        return self.place, self.measure, self.scope, self.commodity or ""


@dataclass(frozen=True)
class ActualPoint:
    """An actual figure of a year. ``whole``: it covers the whole year, or is a state (a capacity, a number of firms)."""

    key: tuple[str, str, str, str]
    year: int
    time: str
    quantity: Quantity
    whole: bool = True


def _path(key: str | None, view: View) -> str:
    tree = view.world.places
    return tree.path(key) if key and key in tree else key or ""


def _whole(reading: Reading) -> bool:
    if reading.measure in ("capacity", "enterprise_count", "employment") or reading.period is None:
        return True
    return (reading.period.last - reading.period.first).days >= 360


def lines_of_world(world: World) -> tuple[tuple[TargetLine, ...], tuple[ActualPoint, ...]]:
    """Targets and actual figures that documents state, of places as a whole; the figures of firms and of size classes stay out."""
    view = View(world)
    goals: list[TargetLine] = []
    points: list[ActualPoint] = []
    for r in view.readings:
        if r.holder != "place" or r.band is not None or not r.place or not r.year:
            continue
        where = _path(r.place, view)
        if r.fact.modality in ("target", "planned"):
            chain = view.in_field(r.scope)
            line = TargetLine(
                where, r.measure, _what(r), r.year, r.quantity, r.scope, r.commodity, of_chain=chain
            )
            goals.append(line)
        elif r.fact.modality == "actual":
            key = (where, r.measure, r.scope, r.commodity or "")
            points.append(ActualPoint(key, r.year, r.fact.time or "", r.quantity, _whole(r)))
    return tuple(sorted(goals, key=lambda g: (g.place, g.measure, g.year))), tuple(points)


def _what(reading: Reading) -> Text:
    name = measure_name(reading.measure)
    scope, item = reading.scope, reading.fact.item or ""
    of = scope if item in scope else item if scope in item else f"{scope} {item}"
    return Text(f"{of}{name.zh}", f"{name.en} {of}".strip())


def measure_of(metric: str) -> str:
    """What a metric's words measure, as the audit names it; the words themselves where it knows none."""
    return next((m for m, words in _WORDS if any(w in metric for w in words)), metric)


def _commodity(*texts: str | None) -> str | None:
    return next((c for t in texts if t and (c := commodity_of(t)) is not None), None)


def _place(text: str | None) -> str:
    found = place_named(text) if text else None
    return place_tree().path(found.key) if found else text or ""


def _quantity(record: Record) -> Quantity | None:
    value = record.values.get("value")
    if value is None:
        return None
    basis: Basis = record.basis.get("value") or AssumptionBasis(
        Text(
            f"台账登记，未注明出处：{record.register} {record.id}",
            f"register, no source given: {record.register} {record.id}",
        )
    )
    return Quantity(value, str(record.values.get("value_unit") or ""), basis)


def lines_of_register(records: Iterable[Record]) -> tuple[TargetLine, ...]:
    """The register of targets as lines."""
    found, view = [], View(World())
    for r in records:
        v, metric = r.values, str(r.values.get("metric") or "")
        measure = measure_of(metric)
        commodity = _commodity(metric, v.get("subject")) if measure in ("capacity", "production") else None
        year = int(str(v.get("year") or 0))
        subject = str(v.get("subject") or "")
        name = measure_name(measure) if metric == measure else Text(metric, metric)
        said = subject if subject.endswith(name.zh) else f"{subject}{name.zh}"
        what = Text(said, f"{name.en} {subject}".strip())
        found.append(
            TargetLine(_place(v.get("place")), measure, what, year, _quantity(r), str(v.get("scope") or ""), commodity,
                       str(v.get("qualitative") or ""), view.in_field(f"{subject}{metric}"))
        )  # fmt: skip
    return tuple(found)


def actuals_of_register(records: Iterable[Record]) -> tuple[ActualPoint, ...]:
    """The register of statistic series as actual figures; forecasts stay out."""
    found = []
    for r in records:
        v, quantity = r.values, _quantity(r)
        if quantity is None or v.get("forecast"):
            continue
        try:
            span = period(str(v.get("period")))
        except PeriodError:
            continue
        measure = measure_of(str(v.get("metric") or ""))
        commodity = (
            _commodity(v.get("metric"), v.get("subject")) if measure in ("capacity", "production") else None
        )
        key = (_place(v.get("place")), measure, str(v.get("scope") or ""), commodity or "")
        state = measure in ("capacity", "enterprise_count", "employment")
        found.append(
            ActualPoint(key, span.year, span.text, quantity, state or (span.last - span.first).days >= 360)
        )
    return tuple(found)
