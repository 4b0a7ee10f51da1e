"""The claim: one reading of one span. The contract that all measuring uses.

``to_json`` gives exactly the fields of the contract; ``context`` stays inside the program and lets a page show
the sentence in repaired and raw form.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import field
from decimal import Decimal
from typing import Any, Literal

from lianzhang.core.records import record

__all__ = ["KINDS", "MODALITIES", "QUALIFIERS", "SCHEMA", "Claim", "Context", "Value"]

SCHEMA = 1

KINDS = (
    "project", "project_count", "investment", "output_value", "capacity", "production", "reserve", "enterprise_count",
    "employment", "product_count", "market_rank", "market_share", "growth", "supply_link", "policy", "proposal_step",
    "institution", "zoning", "park", "mineral_focus", "exploration", "safety_grade", "talent", "technology_parameter",
    "recycling", "factor_support", "target", "milestone",
    "sales", "export", "import", "price", "stock", "finance", "environment",
)  # fmt: skip

Modality = Literal["actual", "under_construction", "signed", "planned", "proposed", "target", "forecast"]
MODALITIES: tuple[Modality, ...] = (
    "actual",
    "under_construction",
    "signed",
    "planned",
    "proposed",
    "target",
    "forecast",
)

Qualifier = Literal["exact", "more_than", "less_than", "about"]
QUALIFIERS: tuple[Qualifier, ...] = ("exact", "more_than", "less_than", "about")

Value = Decimal | tuple[Decimal | None, Decimal | None] | None
"""A number, a range with open ends as None, or None where there is no number or it was lost."""


@record
class Context:
    """The sentence around a claim: repaired text with the claim's span in it, raw span of the whole sentence."""

    sentence: str
    mark: tuple[int, int]
    raw_start: int
    raw_end: int


@record
class Claim:
    """One reading of one span of one document; the fields are those of the contract."""

    document: str
    kind: str
    subject: str | None
    quote: str
    start: int
    end: int
    modality: Modality
    grade: str
    rule: str
    object: str | None = None
    item: str | None = None
    items: tuple[str, ...] = ()
    measure: str | None = None
    scope: str | None = None
    stage: str | None = None
    issuer: str | None = None
    place: str | None = None
    value: Value = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    time: str | None = None
    time_inferred: bool = False
    lost: bool = False
    also: tuple[tuple[int, int], ...] = ()
    anchor: str | None = None
    confidence: float = 1.0
    size_band: tuple[Decimal | None, Decimal | None] | None = None
    context: Context | None = None
    # Read off the fields above (evidence.attributes): not stored, and no part of what makes two claims equal.
    battery_kind: str | None = field(default=None, compare=False)
    chemistry: str | None = field(default=None, compare=False)
    segment: str | None = field(default=None, compare=False)
    claimed_by: str | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Stable identity: the document, the span and the reading."""
        content = [self.document, self.start, self.end, self.kind, self.subject, self.object, self.item, self.measure,
                   self.place, str(self.value), self.unit, self.time, self.modality, self.rule]  # fmt: skip
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]

    def to_json(self) -> dict[str, Any]:
        """The claim as the contract writes it: decimals as JSON numbers, ranges as pairs, lost and open ends as null."""
        return {
            "schema": SCHEMA, "document": self.document, "kind": self.kind, "subject": self.subject,
            "object": self.object, "item": self.item, "items": list(self.items), "measure": self.measure,
            "scope": self.scope, "stage": self.stage, "issuer": self.issuer, "place": self.place,
            "value": _plain(self.value), "unit": self.unit, "qualifier": self.qualifier, "time": self.time,
            "time_inferred": self.time_inferred, "modality": self.modality, "lost": self.lost, "quote": self.quote,
            "start": self.start, "end": self.end, "also": [list(a) for a in self.also], "anchor": self.anchor,
            "grade": self.grade, "confidence": self.confidence, "rule": self.rule,
            "battery_kind": self.battery_kind, "chemistry": self.chemistry, "segment": self.segment,
            "claimed_by": self.claimed_by,
        }  # fmt: skip


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_number(v) for v in value]
    return _number(value)
