"""The project register as the rest of the program sees it, over the declared registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection

from lianzhang.core import AssumptionBasis, Basis, Text
from lianzhang.ledger.declare import register_named
from lianzhang.ledger.project import STAGES, Progress, ProjectNode, ProjectProblem, ProjectRecord
from lianzhang.ledger.records import Record, fetch_records

__all__ = ["fetch_projects"]

_UNKNOWN = AssumptionBasis(Text("来源未记", "source not noted"))


def _basis(record: Record, *names: str) -> Basis:
    """The source of a line: that of the first of these fields that has one."""
    return next((record.basis[n] for n in names if n in record.basis), _UNKNOWN)


def _by_project(connection: Connection, register: str) -> Mapping[int, list[Record]]:
    found: dict[int, list[Record]] = defaultdict(list)
    for record in fetch_records(connection, register_named(register), basis=True):
        found[record.values["project"]].append(record)
    return found


def fetch_projects(connection: Connection) -> tuple[ProjectRecord, ...]:
    """All projects that stand, by id, with a basis for every field that has a value."""
    progress = _by_project(connection, "project_progress")
    problems = _by_project(connection, "project_problems")
    nodes = _by_project(connection, "project_nodes")
    fields = ("name", "place", "owner", "segment", "stage", "total_investment", "completed_investment", "capacity",
              "capacity_unit", "product", "responsible_body", "responsible_office", "phase_of")  # fmt: skip
    records = []
    for record in fetch_records(connection, register_named("projects"), basis=True):
        v = record.values
        months = sorted(progress.get(record.id, ()), key=lambda r: r.values["month"])
        found = sorted(problems.get(record.id, ()), key=lambda r: (r.values["found"], r.id))
        records.append(
            ProjectRecord(
                id=record.id,
                **{name: v[name] for name in fields},
                stages={st: v[f"stages.{st}"] for st in STAGES[1:-1] if v[f"stages.{st}"] is not None},
                due={st: v[f"due.{st}"] for st in STAGES[1:-1] if v[f"due.{st}"] is not None},
                problems=tuple(
                    ProjectProblem(p["found"], p["text"], p["due"], p["responsible"], p["solved"],
                                   _basis(r, "solved", "text", "found", "project"))
                    for r in found for p in (r.values,)
                ),
                progress=tuple(
                    Progress(p["month"], p["plan_year"], p["plan_to_date"], p["done_to_date"],
                             _basis(r, "done_to_date", "done_month", "plan_year", "plan_to_date", "month", "project"),
                             p["done_month"], p["plan_month"], p["state"])
                    for r in months for p in (r.values,)
                ),
                basis=dict(record.basis),
                nodes=tuple(
                    ProjectNode(p["node"], p["due"], p["done"], p["state"], p["responsible"],
                                _basis(r, "done", "due", "state", "node"))
                    for r in sorted(nodes.get(record.id, ()), key=lambda r: (r.values["due"] or "9", r.id)) for p in (r.values,)
                ),
            )
        )  # fmt: skip
    return tuple(records)
