"""What an audit looks at: one frozen value, so that rules are plain functions of it.

Whoever wires the rooms together fills it from the ledger, the catalogue, the balance and the case's tables; what is
left out falls back on the catalogue and the packaged tables in ``data/`` (figures with their sources, weights as assumptions).
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from lianzhang.audit.goods import (
    Commodity,
    catalogue_commodities,
    catalogue_gwh,
    catalogue_prices,
    commodity_of,
)
from lianzhang.core import (
    AssumptionBasis,
    ClaimBasis,
    PlaceTree,
    Quantity,
    RowBasis,
    Text,
    place_tree,
)
from lianzhang.ledger.project import ProjectRecord
from lianzhang.reconcile.facts import Fact

__all__ = [
    "Need",
    "Quota",
    "Reference",
    "Standing",
    "World",
    "packaged_references",
    "packaged_thresholds",
    "packaged_weights",
    "weigh",
]


@dataclass(frozen=True)
class Reference:
    """A figure from outside to compare with. ``key``: ``growth.<measure>`` (% a year), ``national.<commodity>`` (output or demand
    of the country); ``scope`` says of what; ``place`` None: of no place in particular.
    """

    key: str
    quantity: Quantity
    scope: Text
    time: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Need:
    """What plans of a place need of a factor (能耗 用地 用水 电力 …) or a commodity in a year."""

    place: str
    factor: str
    year: int
    quantity: Quantity


@dataclass(frozen=True)
class Quota:
    """What a place has been granted of a factor in a year."""

    place: str
    factor: str
    year: int
    quantity: Quantity


@dataclass(frozen=True)
class Standing:
    """Capacity that runs in a place, from the case's own table: a commodity of the catalogue, its unit (a year)."""

    place: str
    commodity: str
    quantity: Quantity


def _basis(file: str, number: int, column: str, row: Mapping[str, str]) -> RowBasis:
    return RowBasis(file, number, column, tuple((k, v) for k, v in row.items() if v), row["source"])


def _cell(row: Mapping[str, str], column: str) -> Decimal | None:
    return Decimal(row[column]) if row[column] else None


@lru_cache(maxsize=1)
def packaged_references() -> tuple[Reference, ...]:
    """National output by commodity, and growth that has been seen."""
    text = files("lianzhang.audit").joinpath("data/references.csv").read_text(encoding="utf-8")
    return tuple(
        Reference(
            row["key"],
            Quantity(
                Decimal(row["value"]), row["unit"], _basis("audit/data/references.csv", number, "value", row),
                _cell(row, "low"), _cell(row, "high"),
            ),
            Text(row["scope_zh"], row["scope_en"]),
            row["time"] or None,
        )
        for number, row in enumerate(csv.DictReader(text.splitlines()), start=2)
    )  # fmt: skip


@lru_cache(maxsize=1)
def _settings() -> Mapping[str, Any]:
    return tomllib.loads(files("lianzhang.audit").joinpath("data/settings.toml").read_text(encoding="utf-8"))


def _assumed(value: str, zh: str, en: str) -> Quantity:
    return Quantity(Decimal(value), "1", AssumptionBasis(Text(zh, en), "audit/data/settings.toml"))


@lru_cache(maxsize=1)
def packaged_weights() -> Mapping[str, Quantity]:
    """The part of each stage's capacity or investment counted as coming, an assumption."""
    return MappingProxyType({
        stage: _assumed(value, f"“{stage}”项目按{value}折算", f"projects at stage {stage} count {value}")
        for stage, value in _settings()["stage_weight"].items()
    })  # fmt: skip


_THRESHOLDS = {
    "imbalance": "环节产能与电芯的偏离", "growth_without_history": "无历史数据时的年增速", "conversion_low": "完成投资与签约投资之比",
    "output_per_investment": "一元投资一般带来的年产值（元）", "about": "“左右”“近”的幅度", "same_name": "两个名称相像的程度",
    "same_roles": "两地定位相像的程度",
}  # fmt: skip


@lru_cache(maxsize=1)
def packaged_thresholds() -> Mapping[str, Quantity]:
    """From where something is worth a finding, assumptions."""
    return MappingProxyType({
        name: _assumed(value, f"核对阈值：{_THRESHOLDS.get(name, name)}为{value}", f"threshold of the audit: {name.replace('_', ' ')} is {value}")
        for name, value in _settings()["threshold"].items()
    })  # fmt: skip


def weigh(rule: str, severity: Decimal | float) -> float:
    """The weight of a finding of class ``implies``: its rule's own, and how far its mark is passed (0 to 100)."""
    table = _settings()["weight"]
    return round(float(table[rule]) + float(table["span"]) * min(100.0, max(0.0, float(severity))) / 100, 3)


def _no_claim(claim: str) -> ClaimBasis:
    return ClaimBasis(claim, "", "", "", (0, 0), "", (0, 0), 0, note="sentence not at hand")


@dataclass(frozen=True)
class World:
    """Everything an audit may look at.

    ``claim_basis`` gives the sentence of a claim id; ``gwh`` what one GWh of cells takes of a commodity; ``prices`` without VAT;
    ``commodity_of`` reads a product's name; ``stage_weights`` and ``thresholds`` are assumptions; ``size_bands`` maps a fact id to the
    size band it counts (CNY, open end None) where the text prints one; ``as_of`` is the ISO date of use; ``firms`` are names known to
    be firms, so that a figure of one firm is not taken for a place's total; ``standing`` is what runs by the case's own table: running
    projects of the register are then taken to be in it.
    """

    facts: tuple[Fact, ...] = ()
    claim_basis: Callable[[str], ClaimBasis] = _no_claim
    projects: tuple[ProjectRecord, ...] = ()
    gwh: Mapping[str, Quantity] = field(default_factory=catalogue_gwh)
    commodities: Mapping[str, Commodity] = field(default_factory=catalogue_commodities)
    commodity_of: Callable[[str], str | None] = commodity_of
    prices: Mapping[str, Quantity] = field(default_factory=catalogue_prices)
    stage_weights: Mapping[str, Quantity] = field(default_factory=packaged_weights)
    thresholds: Mapping[str, Quantity] = field(default_factory=packaged_thresholds)
    references: tuple[Reference, ...] = field(default_factory=packaged_references)
    needs: tuple[Need, ...] = ()
    quotas: tuple[Quota, ...] = ()
    places: PlaceTree = field(default_factory=place_tree)
    size_bands: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    as_of: str | None = None
    firms: frozenset[str] = frozenset()
    standing: tuple[Standing, ...] = ()

    def __post_init__(self) -> None:
        # Rules ask for the same sentence again and again; the ledger is asked once.
        object.__setattr__(self, "claim_basis", cache(self.claim_basis))
