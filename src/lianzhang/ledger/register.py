"""The project register: one way in (:func:`write_project`), which keeps the history, and one way out, with every basis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from lianzhang.core import AssumptionBasis, Basis, RowBasis, Text
from lianzhang.ledger import schema as s
from lianzhang.ledger.documents import basis_of_claim
from lianzhang.ledger.fields import PROJECT_FIELDS
from lianzhang.ledger.project import STAGES, Progress, ProjectProblem, ProjectRecord
from lianzhang.reconcile import project_key

__all__ = [
    "fetch_history",
    "fetch_projects",
    "pack_basis",
    "project_names",
    "write_monthly",
    "write_problem",
    "write_project",
]

Packed = dict[str, Any]


def pack_basis(basis: RowBasis | str) -> Packed:
    """A basis as JSON: a row whole, a claim by its id."""
    return {"claim": basis} if isinstance(basis, str) else {"row": basis.content()}


def _unpack(connection: Connection, packed: Mapping[str, Any], cache: dict[str, Basis]) -> Basis:
    if "row" in packed:
        row = packed["row"]
        cells = tuple((a, b) for a, b in row["cells"])
        return RowBasis(row["file"], row["row"], row["column"], cells, row["source"])
    claim = packed["claim"]
    if claim not in cache:
        found = basis_of_claim(connection, claim)
        missing = Text(f"论断 {claim} 不在台账中", f"claim {claim} is not in the ledger")
        cache[claim] = found if found is not None else AssumptionBasis(missing)
    return cache[claim]


def plain(value: object) -> str | None:
    """A value as the history prints it: decimals without exponent or idle zeros."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return format(
            value.to_integral_value() if value == value.to_integral_value() else value.normalize(), "f"
        )
    return str(value)


def _log(
    connection: Connection,
    register: str,
    record: int,
    changes: Iterable[tuple[str, object, object, Packed]],
    who: str,
    now: str,
) -> None:
    rows = [
        {"register": register, "record": record, "field": field, "old": plain(old), "new": plain(new), "who": who, "at": now,
         "basis": basis}
        for field, old, new, basis in changes
    ]  # fmt: skip
    if rows:
        connection.execute(insert(s.history), rows)


def project_names(connection: Connection) -> dict[str, tuple[int, str]]:
    """Key of a project's name → (id, name as registered)."""
    p = s.projects.c
    return {key: (i, name) for i, name, key in connection.execute(select(p.id, p.name, p.name_key))}


def stored_values(connection: Connection, project_id: int) -> dict[str, Any]:
    """All field values of a project by field name."""
    row = connection.execute(select(s.projects).where(s.projects.c.id == project_id)).mappings().one()
    values: dict[str, Any] = dict(row)
    d = s.project_dates.c
    for what, stage, when in connection.execute(
        select(d.what, d.stage, d.date).where(d.project_id == project_id)
    ):
        values[f"{what}.{stage}"] = when
    return values


def write_project(
    connection: Connection,
    name: str,
    values: Mapping[str, Any],
    bases: Mapping[str, Packed],
    who: str,
    now: str,
) -> tuple[int, int]:
    """Set fields of a project, which is made when it is not there. Returns its id and how many fields changed.

    ``values`` by field name (``capacity_unit`` beside ``capacity``, ``due.投产``, ``stages.开工``); ``bases`` by field name. A
    field that already has the value keeps it, and its basis; every change is written to the history.
    """
    known = project_names(connection).get(project_key(name))
    changed: list[tuple[str, object, object, Packed]] = []
    if known is None:
        row = {"name": name, "name_key": project_key(name), "created_at": now}
        key = connection.execute(insert(s.projects).values(**row)).inserted_primary_key
        assert key is not None
        project_id = int(key[0])
        changed.append(("name", None, name, bases["name"]))
    else:
        project_id = known[0]
    stored = stored_values(connection, project_id)
    columns = {}
    for field, new in values.items():
        old = stored.get(field)
        if field == "name" or new is None or new == old:
            continue
        changed.append((field, old, new, bases[field.removesuffix("_unit")]))
        what, dot, stage = field.partition(".")
        if dot:
            _set_date(connection, project_id, what, stage, new)
        else:
            columns[field] = new
    if columns:
        connection.execute(update(s.projects).where(s.projects.c.id == project_id).values(**columns))
    for field, basis in {f.removesuffix("_unit"): b for f, _, _, b in changed}.items():
        b = s.project_basis.c
        connection.execute(delete(s.project_basis).where(b.project_id == project_id, b.field == field))
        connection.execute(insert(s.project_basis).values(project_id=project_id, field=field, basis=basis))
    _log(connection, "projects", project_id, changed, who, now)
    return project_id, len(changed)


def _set_date(connection: Connection, project_id: int, what: str, stage: str, when: str) -> None:
    d = s.project_dates.c
    here = (d.project_id == project_id, d.what == what, d.stage == stage)
    if connection.execute(update(s.project_dates).where(*here).values(date=when)).rowcount == 0:
        connection.execute(
            insert(s.project_dates).values(project_id=project_id, what=what, stage=stage, date=when)
        )


def _write_line(
    connection: Connection,
    table: Any,
    keys: Mapping[str, Any],
    values: Mapping[str, Any],
    basis: Packed,
    who: str,
    now: str,
) -> int:
    """Insert or update one line of a project's own list; blanks change nothing. Returns how many fields changed."""
    here = [table.c[k] == v for k, v in keys.items()]
    row = connection.execute(select(table).where(*here)).mappings().first()
    given = {k: v for k, v in values.items() if v is not None}
    if row is None:
        connection.execute(insert(table).values(**keys, **given, basis=basis))
        changed = [(k, None, v) for k, v in given.items()] or [(next(iter(keys)), None, "")]
    else:
        changed = [(k, row[k], v) for k, v in given.items() if row[k] != v]
        if changed:
            new = {k: v for k, _, v in changed}
            connection.execute(update(table).where(table.c.id == row["id"]).values(**new, basis=basis))
    label = " ".join(str(v) for k, v in keys.items() if k != "project_id")
    lines = [(f"{k} ({label})", old, new, basis) for k, old, new in changed]
    _log(connection, table.name, keys["project_id"], lines, who, now)
    return len(changed)


def write_monthly(
    connection: Connection, project_id: int, values: Mapping[str, Any], basis: Packed, who: str, now: str
) -> int:
    """One month's report of a project (fields of ``MONTHLY_FIELDS``). Returns how many fields changed."""
    rest = {k: v for k, v in values.items() if k not in ("name", "month")}
    keys = {"project_id": project_id, "month": values["month"]}
    return _write_line(connection, s.project_progress, keys, rest, basis, who, now)


def write_problem(
    connection: Connection, project_id: int, values: Mapping[str, Any], basis: Packed, who: str, now: str
) -> int:
    """One problem of a project (fields of ``PROBLEM_FIELDS``). Returns how many fields changed."""
    rest = {k: v for k, v in values.items() if k not in ("name", "found", "text")}
    keys = {"project_id": project_id, "found": values["found"], "text": values["text"]}
    return _write_line(connection, s.project_problems, keys, rest, basis, who, now)


def _by_project(connection: Connection, table: Any, *order: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(table).order_by(table.c.project_id, *order)).mappings():
        found[row["project_id"]].append(row)
    return found


def fetch_projects(connection: Connection) -> tuple[ProjectRecord, ...]:
    """All projects by id, with a basis for every field that has a value."""
    cache: dict[str, Basis] = {}
    dates = _by_project(connection, s.project_dates)
    bases = _by_project(connection, s.project_basis)
    progress = _by_project(connection, s.project_progress, s.project_progress.c.month)
    problems = _by_project(
        connection, s.project_problems, s.project_problems.c.found, s.project_problems.c.id
    )
    columns = [f.name for f in PROJECT_FIELDS if f.stored] + ["capacity_unit"]
    records = []
    for row in connection.execute(select(s.projects).order_by(s.projects.c.id)).mappings():
        own = row["id"]
        when = {(d["what"], d["stage"]): d["date"] for d in dates[own]}
        records.append(
            ProjectRecord(
                id=own,
                **{c: row[c] for c in columns},
                stages={st: when[("stages", st)] for st in STAGES if ("stages", st) in when},
                due={st: when[("due", st)] for st in STAGES if ("due", st) in when},
                problems=tuple(
                    ProjectProblem(p["found"], p["text"], p["due"], p["responsible"], p["solved"],
                                   _unpack(connection, p["basis"], cache))
                    for p in problems[own]
                ),
                progress=tuple(
                    Progress(p["month"], p["plan_year"], p["plan_to_date"], p["done_to_date"],
                             _unpack(connection, p["basis"], cache))
                    for p in progress[own]
                ),
                basis={b["field"]: _unpack(connection, b["basis"], cache) for b in bases[own]},
            )
        )  # fmt: skip
    return tuple(records)


def fetch_history(
    connection: Connection, register: str | None = None, record: int | None = None
) -> tuple[dict[str, Any], ...]:
    """Who changed what and when, oldest first: id, register, record, field, old, new, who, at, basis."""
    h = s.history.c
    query = select(s.history).order_by(h.id)
    if register is not None:
        query = query.where(h.register == register)
    if record is not None:
        query = query.where(h.record == record)
    return tuple({str(k): v for k, v in r.items()} for r in connection.execute(query).mappings())
