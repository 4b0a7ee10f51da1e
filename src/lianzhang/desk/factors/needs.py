"""What each project needs by the chain's recipes (land, electricity, energy, water, people, money) against quotas, and who must help.

need       = capacity × use per unit of the default process
short      = Σ needs of the place in the year − its quota
spare      = quota of a place above − Σ needs within it
escalation = the first level above whose spare covers the shortage; the state where none does; unknown where no quota is given
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lianzhang.audit import Quota
from lianzhang.audit.figures import converted
from lianzhang.balance import add, divide, in_unit, multiply, subtract
from lianzhang.balance.gate import GATE_MEASURES, Terms, gate
from lianzhang.chain import Catalogue, catalogue, default_routes
from lianzhang.core import InputError, PeriodError, Quantity, Text, period, place_tree
from lianzhang.desk.factors.review import Review, ReviewLevel, review_of
from lianzhang.desk.grouping import commodity_named, place_at, place_named
from lianzhang.ledger.project import ProjectRecord

__all__ = ["FACTORS", "Escalation", "FactorNeeds", "Shortage", "factor_needs", "shortages"]

FACTORS: Mapping[str, tuple[str, Text]] = {
    "用地": ("land", Text("用地", "land")),
    "电力": ("electricity", Text("用电（年）", "electricity a year")),
    "能耗": ("energy", Text("能耗（年）", "energy a year")),
    "用水": ("water", Text("用水（年）", "water a year")),
    "用工": ("jobs", Text("用工", "people")),
    "资金": ("capex", Text("建设投资（参考）", "investment by the catalogue")),
}
"""Factor → measure of the catalogue, name. Units: mu, kWh, tce, t, persons, CNY."""

_ONCE = ("用地", "资金")
_DONE = ("投产", "达产", "终止")
_LANDED = ("开工", "在建")


@dataclass(frozen=True)
class FactorNeeds:
    """One project: ``needs`` by factor at full output, ``year`` it is due to produce, ``begins`` the year it is due to begin.

    ``stated`` the register's own total investment as a share of the catalogue's, in %; ``missing``: why there are no needs.
    """

    project: ProjectRecord
    place: str
    year: int | None
    begins: int | None
    needs: Mapping[str, Quantity]
    review: Review | None
    stated: Quantity | None
    missing: tuple[Text, ...] = ()


def _year(text: str | None) -> int | None:
    try:
        return period(text).year if text else None
    except PeriodError:
        return None


def factor_needs(
    projects: Iterable[ProjectRecord],
    of: Catalogue | None = None,
    levels: Sequence[ReviewLevel] | None = None,
) -> tuple[FactorNeeds, ...]:
    """Needs of every project that does not run yet and has not ended. Land of a project that has begun is granted already."""
    of = of or catalogue()
    return tuple(_needs(p, of, levels) for p in projects if p.stage not in _DONE)


def _needs(project: ProjectRecord, of: Catalogue, levels: Sequence[ReviewLevel] | None) -> FactorNeeds:
    year = _year(project.due.get("投产") or project.due.get("达产"))
    begins = _year(project.due.get("开工")) or year
    head = (project, place_at(project.place), year, begins)
    commodity = commodity_named(project)
    process = default_routes(of).get(commodity) if commodity else None
    missing = []
    if project.capacity is None or not project.capacity_unit:
        missing.append(Text("产能未填", "no capacity"))
    if commodity is None or process is None:
        missing.append(Text("产品不在工艺目录中", "product not in the catalogue"))
    if missing or commodity is None or process is None or project.capacity is None:
        return FactorNeeds(*head, {}, None, None, tuple(missing))
    from lianzhang.desk.pipeline.counted import own_figure

    stated = own_figure(project, "capacity", (project.capacity_unit or "").removesuffix("/a"))
    try:
        assert stated is not None
        capacity = in_unit(stated, of.unit(commodity), project.name)
    except InputError:
        text = Text(f"产能单位与{of.name(commodity).zh}不符", f"unit does not fit {of.name(commodity).en}")
        return FactorNeeds(*head, {}, None, None, (text,))
    needs = {}
    for factor, (measure, _) in FACTORS.items():
        each = gate(of, process, measure, Terms())
        if each.value and not (factor == "用地" and project.stage in _LANDED):
            text = Text("产能 × 单位用量", "capacity × use per unit")
            needs[factor] = multiply(
                GATE_MEASURES[measure], text, ((project.name, capacity), (str(of.name(process)), each))
            )
    total, ratio = own_figure(project, "total_investment", "CNY"), None
    if total is not None and "资金" in needs and needs["资金"].value:
        found = divide(
            "1",
            Text("登记总投资 ÷ 参考投资", "stated ÷ reference"),
            ("stated", total),
            ("reference", needs["资金"]),
        )
        ratio = None if found.value is None else Quantity(round(found.value * 100, 4), "%", found.basis)
    return FactorNeeds(*head, needs, review_of(needs.get("能耗"), needs.get("电力"), levels), ratio)


@dataclass(frozen=True)
class Escalation:
    """Who must help: ``level`` and ``place`` whose ``spare`` covers the shortage; ``unknown`` where no quota above is known."""

    level: Literal["prefecture", "province", "state", "unknown"]
    place: str | None
    spare: Quantity | None


@dataclass(frozen=True)
class Shortage:
    """Need above quota of a factor, place and year; ``open``: the low end of the needs would fit."""

    factor: str
    place: str
    year: int
    need: Quantity
    quota: Quantity
    short: Quantity
    projects: tuple[str, ...]
    escalation: Escalation
    open: bool


def _key(text: str) -> str:
    found = place_named(text)
    return found.key if found else text


def shortages(found: Iterable[FactorNeeds], quotas: Iterable[Quota]) -> tuple[Shortage, ...]:
    """Where needs pass quotas. Land and money count in the year a project begins, the others in every year from the one it is due
    to produce up to the last in which any is due. Projects without those years count in none.
    """
    rows = tuple(found)
    granted: dict[tuple[str, str, int], Quantity] = {
        (q.factor, _key(q.place), q.year): q.quantity for q in quotas
    }
    made = []
    for (factor, place, year), quota in sorted(granted.items(), key=lambda x: x[0]):
        need, names = _needed(rows, factor, place, year, quota.unit)
        if need is None or need.value is None or quota.value is None or need.value <= quota.value:
            continue
        text = Text("需求 − 指标", "need − quota")
        short = subtract(quota.unit, text, ("need", need), ("quota", quota))
        fits = need.low is not None and need.low <= quota.value
        tree = place_tree()
        name = tree.path(place) if place in tree else place
        where = _escalate(rows, granted, factor, place, year)
        made.append(
            Shortage(
                factor,
                name,
                year,
                need,
                quota,
                Quantity(short.value, short.unit, short.basis),
                names,
                where,
                fits,
            )
        )
    return tuple(made)


def _needed(
    rows: Sequence[FactorNeeds], factor: str, place: str, year: int, unit: str
) -> tuple[Quantity | None, tuple[str, ...]]:
    last = max((r.year for r in rows if r.year), default=0)
    parts: dict[str, list[tuple[str, Quantity]]] = defaultdict(list)
    for r in rows:
        when = r.begins if factor in _ONCE else r.year
        counts = when is not None and (when == year if factor in _ONCE else when <= year <= last)
        if factor in r.needs and counts and _inside(_key(r.place), place):
            held = converted(r.needs[factor], unit)
            if held is not None:
                parts[factor].append((r.project.name, held))
    some = parts[factor]
    if not some:
        return None, ()
    return add(unit, Text("各项目需求之和", "sum of needs"), some), tuple(n for n, _ in some)


def _inside(inner: str, outer: str) -> bool:
    tree = place_tree()
    return inner == outer or (inner in tree and outer in tree and tree.within(inner, outer))


def _escalate(
    rows: Sequence[FactorNeeds],
    granted: Mapping[tuple[str, str, int], Quantity],
    factor: str,
    place: str,
    year: int,
) -> Escalation:
    tree = place_tree()
    if place not in tree:
        return Escalation("unknown", None, None)
    above = [
        p for p in reversed(tree.ancestors(place)) if p.key != place and p.level in ("prefecture", "province")
    ]
    seen = False
    for p in above:
        quota = granted.get((factor, p.key, year))
        if quota is None or quota.value is None:
            continue
        seen = True
        need, _ = _needed(rows, factor, p.key, year, quota.unit)
        spare = (
            quota
            if need is None
            else subtract(
                quota.unit,
                Text("上级指标 − 其下全部需求", "quota above − all needs"),
                ("quota", quota),
                ("need", need),
            )
        )
        if spare.value is not None and spare.value >= Decimal(
            0
        ):  # the needs of the short place are among those taken off
            level: Literal["prefecture", "province"] = "prefecture" if p.level == "prefecture" else "province"
            return Escalation(level, tree.path(p.key), Quantity(spare.value, spare.unit, spare.basis))
    if seen:
        return Escalation("state", None, None)
    return Escalation("unknown" if above else "state", None, None)
