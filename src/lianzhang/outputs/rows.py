"""What the builders of sections take: one frozen record a line of the paper. The case room fills them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lianzhang.core import Quantity, Text
from lianzhang.outputs.model import Cite, Inline, Name, When, Words

__all__ = [
    "AlternativeRow",
    "ChainRow",
    "CoordinationRow",
    "DocumentRow",
    "FactRow",
    "FrontierRow",
    "Light",
    "MatterRow",
    "PlanRow",
    "PriceRow",
    "ProjectRow",
]

Light = Literal["red", "yellow", "green", "grey"]


@dataclass(frozen=True)
class DocumentRow:
    """One document: how it is graded and why, what damage it had (kind, how often, undone), claims by kind.

    The counts are figures; :func:`lianzhang.outputs.document_rows` makes them from documents and claims.
    """

    path: str
    grade: str
    grade_reason: str
    damage: tuple[tuple[Text | str, Quantity, bool], ...]
    claims: tuple[tuple[str, Quantity], ...]
    total: Quantity
    title: str | None = None
    issuer: str | None = None
    published: When | None = None
    published_inferred: bool = False


@dataclass(frozen=True)
class FactRow:
    """One fact. ``value`` None: the fact states no number (a lost number is a Quantity without value).

    ``sources`` is the count of independent sources, ``cites`` the sentences; ``conflicts`` the rival values, each a figure.
    """

    kind: str
    subject: str | None
    value: Quantity | None
    sources: Quantity
    cites: tuple[Cite, ...]
    modality: str = "actual"
    what: str | None = None
    place: str | None = None
    time: str | None = None
    time_inferred: bool = False
    grade: str = "news"
    conflicts: tuple[Quantity, ...] = ()
    qualifier: str = "exact"


@dataclass(frozen=True)
class ChainRow:
    """Capacity of a segment at a place: in its own unit, in tonnes, and as battery energy (GWh-equivalent)."""

    segment: str
    place: str
    year: str
    capacity: Quantity
    tonnes: Quantity | None = None
    gwh: Quantity | None = None
    stage: str = ""


@dataclass(frozen=True)
class PlanRow:
    """What the plan builds or makes: process, place, year. ``equivalent`` lets unlike units share a chart (GWh-equivalent)."""

    what: Literal["build", "activity"]
    process: str
    place: str
    year: str
    quantity: Quantity
    equivalent: Quantity | None = None


@dataclass(frozen=True)
class PriceRow:
    """One bottleneck: the constraint in words, where and when, its shadow price, and what the whole of it is worth (CNY)."""

    constraint: Words | Name
    place: str
    year: str
    price: Quantity
    worth: Quantity | None = None
    meaning: Words | None = None


@dataclass(frozen=True)
class ProjectRow:
    """A project and its light. ``due`` opens the sentence or row that says so; ``reasons`` say why the light is what it is.

    ``due_stages`` and ``reached``: stage to date, for the timeline; ``due_cites``: sentences that say the same date.
    """

    name: str
    light: Light
    reasons: tuple[Words, ...]
    owner: str | None = None
    place: str | None = None
    stage: str | None = None
    responsible_body: str | None = None
    responsible_office: str | None = None
    due: When | None = None
    due_stage: str | None = None
    investment: Quantity | None = None
    due_stages: Mapping[str, When] = field(default_factory=dict)
    reached: Mapping[str, When] = field(default_factory=dict)
    due_cites: tuple[Cite, ...] = ()


@dataclass(frozen=True)
class MatterRow:
    """A matter for somebody to settle: what, from where, by whom, by when."""

    title: Words | Name
    kind: Text | str
    responsible: str | None = None
    due: When | None = None
    state: Text | str | None = None
    source: Inline | None = None


@dataclass(frozen=True)
class CoordinationRow:
    """Capacity of a process in a place in the last year, each place planning alone and all together; what stands idle each way.

    ``alone_equivalent`` and ``together_equivalent``: the idle capacities in a unit that unlike goods share (GWh-equivalent).
    """

    place: str
    process: str
    alone: Quantity
    together: Quantity
    idle_alone: Quantity
    idle_together: Quantity
    avoided: Quantity
    alone_equivalent: Quantity | None = None
    together_equivalent: Quantity | None = None


@dataclass(frozen=True)
class FrontierRow:
    """One point: what is used of the factor, the least cost, what of that is paid for gaps, the price of one unit less."""

    used: Quantity
    cost: Quantity
    gap: Quantity
    price: Quantity


@dataclass(frozen=True)
class AlternativeRow:
    """Least and most of a build among all good plans, and what follows; ``…_equivalent`` as in :class:`PlanRow`."""

    process: str
    best: Quantity
    minimum: Quantity
    maximum: Quantity
    verdict: Text
    best_equivalent: Quantity | None = None
    minimum_equivalent: Quantity | None = None
