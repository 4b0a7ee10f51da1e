"""Parks: whether they have the safety grade their projects need, and whether their land, power, energy and water last; and what offices
have asked for and been granted.

    left = what the park has left − Σ needs of the projects laid to it          (land, energy quota, water; power is compared in MW)
    grade: chemical projects need a park graded C or D (化工园区安全风险等级: A 高, B 较高, C 一般, D 较低)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lianzhang.audit.goods import catalogue_commodities
from lianzhang.audit.goods import commodity_of as audited
from lianzhang.balance import add, divide, subtract
from lianzhang.core import AssumptionBasis, Basis, PeriodError, Quantity, Text, period
from lianzhang.desk.factors.needs import FactorNeeds
from lianzhang.ledger.project import ProjectRecord
from lianzhang.ledger.records import Record

__all__ = ["FactorRequest", "ParkFactor", "ParkGrade", "grades_of", "park_factors", "requests_of"]

_FIT = ("C", "D")
_DONE = ("投产", "达产", "终止")
_HOURS = Decimal(8760)

Grade = Literal["fits", "not_fit", "not_graded"]


def _basis(record: Record, field: str) -> Basis:
    said = Text(
        f"园区库登记，未注明出处：{record.values.get('name')}",
        f"register of parks, no source given: {record.values.get('name')}",
    )
    return record.basis.get(field) or AssumptionBasis(said, f"parks {record.id}")


def _same(park: str, names: Iterable[str]) -> bool:
    return bool(park) and any(n and (n in park or park in n) for n in names)


def _names(record: Record) -> tuple[str, ...]:
    return (str(record.values.get("name") or ""), *(record.values.get("aliases") or ()))


def _inside(
    record: Record, projects: Iterable[ProjectRecord], laid: Mapping[int, str]
) -> list[ProjectRecord]:
    """Projects of a park: as the register links them, or by a place that ends in its name."""
    names = _names(record)
    return [
        p
        for p in projects
        if _same(laid.get(p.id, ""), names) or any(len(n) > 2 and n in (p.place or "") for n in names)
    ]


@dataclass(frozen=True)
class ParkGrade:
    """A park with chemical projects, or one that is a chemical park: its grade with day and reviewer, and whether it fits.

    ``held_up`` the projects that may not be built until it is graded C or D.
    """

    park: str
    place: str | None
    grade: str | None
    graded_on: str | None
    reviewer: str | None
    verdict: Grade
    held_up: tuple[str, ...]
    investment: Quantity | None
    basis: Basis


def grades_of(
    parks: Iterable[Record], projects: Sequence[ProjectRecord], laid: Mapping[int, str] | None = None
) -> tuple[ParkGrade, ...]:
    """Parks of the register that are chemical or hold chemical projects; those that do not fit first. ``laid``: project id → park."""
    goods, found = catalogue_commodities(), []
    for record in parks:
        v = record.values
        inside = [p for p in _inside(record, projects, laid or {}) if p.stage not in _DONE]
        chemical = [
            p for p in inside if (k := audited(p.product or p.segment or p.name)) and goods[k].chemical
        ]
        if not chemical and not v.get("chemical"):
            continue
        grade = v.get("safety_grade")
        verdict: Grade = "fits" if grade in _FIT else "not_fit" if grade else "not_graded"
        held = chemical if verdict != "fits" else []
        money = [
            (p.name, Quantity(p.total_investment, "CNY", p.basis.get("total_investment") or _basis(record, "name")))
            for p in held if p.total_investment is not None
        ]  # fmt: skip
        total = (
            add("CNY", Text("受影响项目总投资之和", "Σ total investment of those held up"), money)
            if money
            else None
        )
        found.append(
            ParkGrade(str(v.get("name")), v.get("place"), grade, v.get("safety_date"), v.get("safety_reviewer"), verdict, tuple(p.name for p in held), total, _basis(record, "safety_grade"))
        )  # fmt: skip
    return tuple(sorted(found, key=lambda g: (not g.held_up, g.verdict == "fits", g.park)))


@dataclass(frozen=True)
class ParkFactor:
    """One factor of a park: what it has, what its projects need (with those that need it), and what is left, below zero if too little."""

    park: str
    factor: str
    has: Quantity
    need: Quantity
    left: Quantity
    projects: tuple[str, ...]


_FIELDS = (
    ("用地", "land_left", "mu"),
    ("能耗", "energy_quota", "tce"),
    ("用水", "water", "t"),
    ("电力", "power", "MW"),
)


def park_factors(
    parks: Iterable[Record], needs: Sequence[FactorNeeds], laid: Mapping[int, str] | None = None
) -> tuple[ParkFactor, ...]:
    """What parks have against what the projects laid to them need, the shortest first. Parks or factors without a figure are left out."""
    found = []
    by_id = {n.project.id: n for n in needs}
    for record in parks:
        inside = [by_id[p.id] for p in _inside(record, [n.project for n in needs], laid or {})]
        for factor, field, unit in _FIELDS:
            value = record.values.get(field)
            parts = [(n.project.name, q) for n in inside if (q := n.needs.get(factor)) is not None]
            if value is None or not parts:
                continue
            has = Quantity(value, unit, _basis(record, field))
            need = add(parts[0][1].unit, Text("园区内各项目需求之和", "Σ needs of its projects"), parts)
            if factor == "电力":
                need = _mean_power(need)
            left = subtract(
                unit, Text("园区所有 − 需求", "what the park has − need"), ("has", has), ("need", need)
            )
            found.append(
                ParkFactor(
                    str(record.values.get("name")), factor, has, need, left, tuple(n for n, _ in parts)
                )
            )
    return tuple(sorted(found, key=lambda f: (f.left.value or 0) / (f.has.value or 1)))


def _mean_power(energy: Quantity) -> Quantity:
    hours = Quantity(
        _HOURS * 1000,
        "kWh/MW",
        AssumptionBasis(
            Text(
                "全年8760小时均匀用电（最低估计，峰值更高）",
                "spread evenly over 8760 hours: the least, the peak is higher",
            ),
            "calendar",
        ),
    )
    return divide(
        "MW",
        Text("年用电量 ÷ 全年小时数", "yearly electricity ÷ hours of a year"),
        ("energy", energy),
        ("hours", hours),
    )


@dataclass(frozen=True)
class FactorRequest:
    """What was asked for a project: the office's own figures beside the need by the recipes; ``late``: due and not closed."""

    project: str
    factor: str
    asked: str | None
    need: Quantity | None
    granted: Quantity | None
    gap: Quantity | None
    reckoned: Quantity | None
    body: str | None
    level: str | None
    due: str | None
    closed: str | None
    late: bool


_REGISTER_FACTOR = {"土地": "用地"}


def _figure(record: Record, field: str) -> Quantity | None:
    value = record.values.get(field)
    if value is None:
        return None
    said = Text(
        f"要素台账登记，未注明出处：第{record.id}号", f"register of factors, no source given: {record.id}"
    )
    return Quantity(
        value, str(record.values.get(f"{field}_unit") or ""), record.basis.get(field) or AssumptionBasis(said)
    )


def requests_of(
    records: Iterable[Record], needs: Sequence[FactorNeeds], as_of: str | None = None
) -> tuple[FactorRequest, ...]:
    """The register of factor requests beside what the recipes say; open ones first, overdue before all."""
    by_project: dict[str, FactorNeeds] = {n.project.name: n for n in needs}
    made = []
    for r in records:
        v, name = r.values, r.labels.get("project", "")
        factor = _REGISTER_FACTOR.get(str(v.get("factor")), str(v.get("factor") or ""))
        need, granted, gap = (_figure(r, f) for f in ("need", "granted", "gap"))
        if gap is None and need is not None and granted is not None and need.unit == granted.unit:
            gap = subtract(
                need.unit, Text("需求 − 已保障", "need − granted"), ("need", need), ("granted", granted)
            )
        own = by_project.get(name)
        late = False
        try:
            late = bool(
                as_of
                and v.get("due")
                and not v.get("closed")
                and period(str(v["due"])).last < period(as_of).last
            )
        except PeriodError:
            late = False
        made.append(
            FactorRequest(
                name,
                factor,
                v.get("asked"),
                need,
                granted,
                gap,
                own.needs.get(factor) if own else None,
                v.get("body"),
                v.get("level"),
                v.get("due"),
                v.get("closed"),
                late,
            )
        )
    return tuple(sorted(made, key=lambda x: (not x.late, x.closed is not None, x.due or "9999", x.project)))
