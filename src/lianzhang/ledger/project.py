"""The project register as the rest of the program sees it: frozen records with the basis of every field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lianzhang.core import Basis

__all__ = ["STAGES", "STAGE_NAMES", "Progress", "ProjectNode", "ProjectProblem", "ProjectRecord"]

STAGE_NAMES = {
    "谋划": "conceived", "洽谈": "in talks", "签约": "signed", "开工": "started", "在建": "under construction", "投产": "in operation",
    "达产": "at full output", "终止": "ended",
}  # fmt: skip
"""What the stages are called in English."""
STAGES = tuple(STAGE_NAMES)
"""Stages in order; 终止 may follow any of them."""


@dataclass(frozen=True)
class Progress:
    """One month's report: amounts in CNY; ``month`` is ``YYYY-MM``.

    ``plan_year`` what the year's plan asks for, ``plan_to_date`` what it asks by the end of the month where the office
    says so (None: straight-line, the months elapsed of twelve), ``done_to_date`` what was done this year,
    ``done_month`` and ``plan_month`` the same of the month alone.
    """

    month: str
    plan_year: Decimal | None
    plan_to_date: Decimal | None
    done_to_date: Decimal | None
    basis: Basis
    done_month: Decimal | None = None
    plan_month: Decimal | None = None
    state: str | None = None


@dataclass(frozen=True)
class ProjectProblem:
    """A problem of a project: since when, what, who solves it by when, and when it was solved."""

    found: str
    text: str
    due: str | None
    responsible: str | None
    solved: str | None
    basis: Basis


@dataclass(frozen=True)
class ProjectNode:
    """A key node of a project: what, due when, done when, how far it is, who answers for it."""

    node: str
    due: str | None
    done: str | None
    state: str | None
    responsible: str | None
    basis: Basis


@dataclass(frozen=True)
class ProjectRecord:
    """One project. Dates are ISO; ``stages`` maps a stage to the date it was reached, ``due`` maps a stage to the date it is
    due; money in CNY; ``basis`` maps a field name (``due.投产``, ``stages.开工`` for the dates) to where it came from;
    ``phase_of`` the project of which this one is a phase; ``nodes`` its key nodes (关键节点).
    """

    id: int
    name: str
    place: str | None
    owner: str | None
    segment: str | None
    stage: str | None
    stages: Mapping[str, str | None]
    due: Mapping[str, str]
    total_investment: Decimal | None
    completed_investment: Decimal | None
    capacity: Decimal | None
    capacity_unit: str | None
    product: str | None
    responsible_body: str | None
    responsible_office: str | None
    problems: tuple[ProjectProblem, ...] = ()
    progress: tuple[Progress, ...] = ()
    basis: Mapping[str, Basis] = field(default_factory=dict)
    phase_of: int | None = None
    nodes: tuple[ProjectNode, ...] = ()
