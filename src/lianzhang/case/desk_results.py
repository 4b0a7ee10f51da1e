"""What the desk's procedures give for one case and scope: frozen records, ready for papers and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianzhang.core import Quantity, Text
from lianzhang.desk.factors import FactorNeeds, FactorRequest, ParkFactor, ParkGrade, Shortage
from lianzhang.desk.gaps import ChainGap, FollowUp
from lianzhang.desk.leads import Agent, Lead, LeadStage, LeadYear
from lianzhang.desk.levels import Duties, Node, Way
from lianzhang.desk.matters import Matter
from lianzhang.desk.pipeline import Coming, Conversion, Counted, PipelineCell, Transition, YearTotal

if TYPE_CHECKING:
    from lianzhang.audit import Finding
    from lianzhang.ledger import ProjectRecord

__all__ = ["Factors", "Gaps", "Leads", "Levels", "Part", "Pipeline"]


@dataclass(frozen=True)
class Pipeline:
    """The pipeline on a day: counted once, rolled up, converted, and what it may bring; ``changes`` since an earlier day, if asked."""

    as_of: str
    counted: Counted
    cells: tuple[PipelineCell, ...]
    conversions: tuple[Conversion, ...]
    coming: tuple[Coming, ...]
    years: tuple[YearTotal, ...]
    weights: Mapping[str, Quantity]
    since: str | None = None
    changes: tuple[Transition, ...] = ()


@dataclass(frozen=True)
class Gaps:
    """Gaps with what is being done about each (``follow`` in their order), matters whose gap is gone, and what was not counted."""

    gaps: tuple[ChainGap, ...]
    follow: tuple[FollowUp, ...]
    done: tuple[Matter, ...]
    notes: tuple[Text, ...]
    status: Text | None = None


@dataclass(frozen=True)
class Factors:
    """Needs, shortages against quotas, parks, and what was asked and granted; ``blank`` factors for which no quota is given."""

    needs: tuple[FactorNeeds, ...]
    short: tuple[Shortage, ...]
    grades: tuple[ParkGrade, ...]
    parks: tuple[ParkFactor, ...]
    requests: tuple[FactorRequest, ...]
    blank: tuple[str, ...]


@dataclass(frozen=True)
class Leads:
    """Leads by stage, year and agent; by the gaps they serve (``for_gaps`` link → leads, ``uncalled`` none asks for); nobody met of late."""

    leads: tuple[Lead, ...]
    stages: tuple[LeadStage, ...]
    years: tuple[LeadYear, ...]
    agents: tuple[Agent, ...]
    for_gaps: Mapping[str, tuple[Lead, ...]]
    uncalled: tuple[Lead, ...]
    stale: tuple[tuple[Lead, Quantity], ...]


@dataclass(frozen=True)
class Part:
    """A department's part: findings of the rules it answers for, shortages and requests of its factors, its matters and projects."""

    department: str
    findings: tuple[Finding, ...]
    short: tuple[Shortage, ...]
    requests: tuple[FactorRequest, ...]
    matters: tuple[Matter, ...]
    projects: tuple[ProjectRecord, ...]


@dataclass(frozen=True)
class Levels:
    """Figures of every level, each once; matters and the way each went; a department's part, if one was named; ``duties``: who owes what."""

    nodes: tuple[Node, ...]
    ways: tuple[Way, ...]
    part: Part | None = None
    duties: Duties | None = None
