"""Hand-made worlds for the audit's tests: own figures, or facts of published plans named beside them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from lianzhang.audit import World
from lianzhang.core import ClaimBasis, RowBasis
from lianzhang.ledger.project import ProjectRecord
from lianzhang.reconcile.facts import Fact

YUNNAN = "云南省"
ANNING = "云南省昆明市安宁市"


def claim_basis(claim: str) -> ClaimBasis:
    """A sentence for any claim id."""
    return ClaimBasis(claim, "plan.txt", "official", f"句子{claim}", (0, 2), f"句子{claim}", (0, 2), 0)


def fact(number: str, kind: str, value: Any, unit: str | None, **more: Any) -> Fact:
    """A fact with sensible emptiness elsewhere; numbers as text or int."""
    if isinstance(value, tuple):
        value = tuple(None if v is None else Decimal(v) for v in value)
    elif value is not None:
        value = Decimal(value)
    base = Fact(
        id=number, kind=kind, subject=None, object=None, item=None, items=(), measure=None, scope=None, stage=None,
        place=None, time=None, time_inferred=False, modality="actual", value=value, unit=unit, qualifier="exact",
        lost=False, grade="official", sources=1, claims=(f"c{number}",),
    )  # fmt: skip
    return replace(base, **more)


def target(number: str, item: str | None, value: Any, unit: str, time: str | None, **more: Any) -> Fact:
    """A target of capacity, or of another measure."""
    return fact(
        number,
        "target",
        value,
        unit,
        **{
            "measure": "capacity",
            "place": YUNNAN,
            **more,
            "item": item,
            "time": time,
            "modality": more.get("modality", "target"),
        },
    )


def row(number: int, column: str) -> RowBasis:
    """A row of the register."""
    return RowBasis("projects.csv", number, column, (("row", str(number)),))


def project(number: int, name: str, **more: Any) -> ProjectRecord:
    """A project of the register; amounts as int."""
    for key in ("total_investment", "completed_investment", "capacity"):
        if more.get(key) is not None:
            more[key] = Decimal(more[key])
    base = ProjectRecord(
        id=number, name=name, place=YUNNAN, owner=None, segment=None, stage="在建", stages={}, due={}, total_investment=None,
        completed_investment=None, capacity=None, capacity_unit=None, product=None, responsible_body=None,
        responsible_office=None,
        basis={f: row(number, f) for f in ("name", "total_investment", "completed_investment", "capacity")},
    )  # fmt: skip
    return replace(base, **more)


def world(*facts: Fact, **more: Any) -> World:
    """A world of these facts."""
    return World(facts=facts, claim_basis=claim_basis, **more)


def yunnan() -> tuple[Fact, ...]:
    """Yunnan's plan of 2022 to 2024: capacities by 2024, output value by year (public figures of the plan)."""
    rows = (
        ("正极材料", 1_000_000, "t/a"), ("负极材料", 500_000, "t/a"), ("隔膜", 1_500_000_000, "m2/a"),
        ("电解液", 200_000, "t/a"), ("铜箔", 90_000, "t/a"), ("电芯", 50, "GWh/a"),
    )  # fmt: skip
    capacities = [target(f"y{i}", item, v, u, "2024") for i, (item, v, u) in enumerate(rows)]
    outputs = [
        target(
            f"o{year}", None, value, "CNY", year, measure="output_value", subject="云南省新能源电池产业产值"
        )
        for year, value in (("2022", 20 * 10**9), ("2023", 50 * 10**9), ("2024", 100 * 10**9))
    ]
    return (*capacities, *outputs)


def shape(findings: list[Any]) -> list[tuple[Any, ...]]:
    """What must survive a change of names: rule, class and every figure."""
    return sorted((f.rule, f.kind, tuple((n, q.value, q.unit) for n, q in f.figures)) for f in findings)
