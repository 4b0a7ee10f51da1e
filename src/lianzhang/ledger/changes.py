"""Proposed changes: what the documents say about projects, for a person to accept or reject. Never written by itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select, update

from lianzhang.core import InputError, Problem, Text
from lianzhang.evidence.claim import Claim
from lianzhang.ledger import schema as s
from lianzhang.ledger.documents import basis_of_claim
from lianzhang.ledger.fields import stage_of
from lianzhang.ledger.register import pack_basis, plain, project_names, stored_values, write_project
from lianzhang.reconcile import Fact, clean_name, is_aggregate, name_type, project_key
from lianzhang.text.document import GRADES

__all__ = ["Change", "accept", "accept_all", "fetch_changes", "propose", "reject"]


@dataclass(frozen=True, slots=True)
class Change:
    """One proposed change. ``field`` is ``name`` for a project that the register does not have yet; ``new`` is text, as the
    history prints it; ``state`` is proposed, accepted or rejected."""

    id: str
    project: str
    field: str
    old: str | None
    new: str
    qualifier: str
    claim: str
    document: str
    grade: str
    published: str | None
    sentence: str
    state: str
    decided_by: str | None = None
    decided_at: str | None = None


_STAGE_OF_MODALITY = {"under_construction": "在建", "signed": "签约", "planned": "谋划"}
_STAGE_IN_TEXT = (
    ("达产", "达产"), ("投产", "投产"), ("试生产", "投产"), ("开工", "开工"), ("奠基", "开工"), ("签约", "签约"), ("终止", "终止"),
)  # fmt: skip
_COMPLETED = re.compile(r"完成|到位|已投|completed|paid")
_CONTRACT = re.compile(r"合同|签约|协议|contract|年度|当年")


def _stage(claim: Claim) -> str | None:
    """The stage that a claim speaks of; its own stage word first, then an event in its object, then its modality."""
    if claim.stage:
        known = stage_of(claim.stage)
        if known:
            return known
    for text in (claim.stage, claim.object, claim.measure):
        for word, stage in _STAGE_IN_TEXT:
            if text and word in text:
                return stage
    return _STAGE_OF_MODALITY.get(claim.modality)


def _fields(claim: Claim) -> dict[str, str]:
    """What a claim says about its project, by field, as text. A plan or target gives a due date, never a reached one."""
    said: dict[str, str] = {}
    number = claim.value if isinstance(claim.value, Decimal) and not claim.lost else None
    if claim.kind in ("project", "milestone"):
        stage = _stage(claim)
        done = claim.modality in ("actual", "under_construction", "signed")
        if stage and done:
            said["stage"] = stage
        reached = "开工" if stage == "在建" and _begun(claim) else stage
        if reached in ("签约", "开工", "投产", "达产") and claim.time and _is_date(claim.time):
            said[f"{'stages' if done else 'due'}.{reached}"] = claim.time
        if claim.place and ";" not in claim.place:
            said["place"] = claim.place
        if claim.object and name_type(claim.object) == "organisation":
            said["owner"] = claim.object
        if claim.item and claim.kind == "project":
            said["product"] = claim.item
    elif claim.kind == "investment" and number is not None and claim.unit == "CNY":
        measure = f"{claim.measure or ''}{claim.stage or ''}"
        if _COMPLETED.search(measure):
            said["completed_investment"] = plain(number) or ""
        elif not _CONTRACT.search(measure):
            said["total_investment"] = plain(number) or ""
    elif claim.kind == "capacity" and number is not None and claim.unit:
        said["capacity"] = f"{plain(number)} {claim.unit}"
        if claim.item:
            said["product"] = claim.item
    return said


def _is_date(time: str) -> bool:
    """A year, month or day: half years, quarters and spans are no date on which a stage is reached."""
    return not any(mark in time for mark in "/HQ")


def _begun(claim: Claim) -> bool:
    return bool(claim.stage and ("开工" in claim.stage or "奠基" in claim.stage))


def _best_claims(claims: Iterable[Claim], facts: Sequence[Fact]) -> list[Claim]:
    """One claim a fact: the best. Claims outside every fact stand for themselves."""
    by_id = {c.id: c for c in claims}
    first = {member: fact.claims[0] for fact in facts for member in fact.claims if fact.claims[0] in by_id}
    chosen = {first.get(i, i) for i in by_id}
    return sorted((by_id[i] for i in chosen), key=lambda c: (c.document, c.start, c.id))


def _project_names(claims: Sequence[Claim], facts: Sequence[Fact], known: Collection[str]) -> dict[str, str]:
    """Claim id → project's name, for claims whose subject is one named project."""
    counted = {
        clean_name(c.subject.partition("·")[0]) for c in claims if c.subject and c.kind == "project_count"
    }
    subject = {member: f.subject for f in facts for member in f.claims}
    found = {}
    for claim in claims:
        name = subject.get(claim.id) or claim.subject
        if claim.kind not in ("project", "milestone", "investment", "capacity") or not name or "·" in name:
            continue
        cleaned = clean_name(name)
        if cleaned in counted or is_aggregate(cleaned):
            continue
        if project_key(cleaned) in known or name_type(cleaned) == "project":
            found[claim.id] = cleaned
    return found


def _identify(key: str, field: str, new: str) -> str:
    return hashlib.sha256(f"{key}|{field}|{new}".encode()).hexdigest()[:16]


def _rank(grade: str) -> int:
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def _better(new_grade: str, new_date: str | None, grade: str, date: str | None) -> bool:
    """A better source: a better grade, or the same and later."""
    if _rank(new_grade) != _rank(grade):
        return _rank(new_grade) < _rank(grade)
    return (new_date or "") > (date or "")


def propose(
    connection: Connection, claims: Iterable[Claim], facts: Sequence[Fact], now: str
) -> tuple[str, ...]:
    """Propose what the claims say about named projects; ids of changes that are new or open again. Doing it twice adds none.

    A rejected change opens again when a better source (grade, then date) says the same; a value that the register has
    is not proposed.
    """
    listed = list(claims)
    known = project_names(connection)
    names = _project_names(listed, facts, known)
    d = s.documents.c
    dates = {r[0]: r[1] for r in connection.execute(select(d.path, d.published).order_by(d.version))}
    stored = {r["id"]: r for r in connection.execute(select(s.changes)).mappings()}
    values = {key: stored_values(connection, i) for key, (i, _) in known.items()}
    wanted: dict[str, dict[str, Any]] = {}
    for claim in _best_claims((c for c in listed if c.id in names), facts):
        name = names[claim.id]
        key = project_key(name)
        said = _fields(claim)
        if key not in known:
            said = {"name": name, **said}
        for field, new in said.items():
            old = plain(values.get(key, {}).get(field))
            if field == "capacity" and old is not None:
                old = f"{old} {values[key].get('capacity_unit')}"
            if old == new:
                continue
            identity = _identify(key, field, "" if field == "name" else new)
            row: dict[str, Any] = {
                "id": identity, "project": name, "project_key": key, "field": field, "old": old, "new": new,
                "qualifier": claim.qualifier, "claim_id": claim.id, "document": claim.document, "grade": claim.grade,
                "published": dates.get(claim.document),
                "sentence": claim.context.sentence if claim.context else claim.quote,
            }  # fmt: skip
            rival = wanted.get(identity)
            if rival is None or _better(row["grade"], row["published"], rival["grade"], rival["published"]):
                wanted[identity] = row
    return _put(connection, wanted, stored, now)


def _put(
    connection: Connection, wanted: dict[str, dict[str, Any]], stored: dict[str, Any], now: str
) -> tuple[str, ...]:
    opened = []
    for identity, row in wanted.items():
        old = stored.get(identity)
        if old is None:
            connection.execute(insert(s.changes).values(**row, state="proposed", proposed_at=now, reopened=0))
        elif old["claim_id"] != row["claim_id"] and _better(
            row["grade"], row["published"], old["grade"], old["published"]
        ):
            again = old["state"] != "proposed"
            more = (
                {"state": "proposed", "proposed_at": now, "decided_at": None, "decided_by": None}
                if again
                else {}
            )
            connection.execute(
                update(s.changes)
                .where(s.changes.c.id == identity)
                .values(**row, **more, reopened=old["reopened"] + again)
            )
            if not again:
                continue
        else:
            continue
        opened.append(identity)
    return tuple(sorted(opened))


def fetch_changes(connection: Connection, state: str | None = "proposed") -> tuple[Change, ...]:
    """Changes by project and field, those in ``state`` only (None: all)."""
    c = s.changes.c
    query = select(s.changes).order_by(c.project, c.field, c.id)
    if state is not None:
        query = query.where(c.state == state)
    return tuple(
        Change(
            r["id"], r["project"], r["field"], r["old"], r["new"], r["qualifier"], r["claim_id"], r["document"], r["grade"],
            r["published"], r["sentence"], r["state"], r["decided_by"], r["decided_at"],
        )
        for r in connection.execute(query).mappings()
    )  # fmt: skip


def _chosen(connection: Connection, ids: Collection[str]) -> list[Any]:
    rows = [r for r in connection.execute(select(s.changes)).mappings() if r["id"] in set(ids)]
    found = {r["id"] for r in rows}
    missing = [i for i in ids if i not in found]
    closed = [r for r in rows if r["state"] != "proposed"]
    problems = [Problem("changes", Text("没有这条变更", "no such change"), where=i) for i in missing]
    problems += [Problem("changes", Text("已经处理过", "was decided before"), where=r["id"]) for r in closed]
    if problems:
        raise InputError(problems)
    return sorted(rows, key=lambda r: (r["field"] != "name", r["project"], r["field"], r["id"]))


def _as_value(field: str, new: str) -> dict[str, Any]:
    if field == "capacity":
        number, _, unit_text = new.partition(" ")
        return {"capacity": Decimal(number), "capacity_unit": unit_text}
    if field in ("total_investment", "completed_investment"):
        return {field: Decimal(new)}
    return {field: new}


def accept(connection: Connection, ids: Collection[str], who: str, now: str) -> int:
    """Write proposed changes into the register, each with its claim as basis. Returns how many fields changed.

    Raises :class:`InputError` when a change is unknown or decided, its project is not in the register and not among them,
    two of them give one field two values, or a claim is no longer stored; then nothing is written.
    """
    rows = _chosen(connection, ids)
    known = set(project_names(connection)) | {r["project_key"] for r in rows if r["field"] == "name"}
    problems = []
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        slot = (row["project_key"], row["field"])
        if row["project_key"] not in known:
            what = Text(
                f"请先接受新项目“{row['project']}”", f"accept the new project {row['project']!r} first"
            )
            problems.append(Problem("changes", what, where=row["id"], field=row["field"]))
        if slot in seen:
            what = Text(
                f"与变更 {seen[slot]} 互相矛盾，只能接受一个", f"contradicts change {seen[slot]}: accept one"
            )
            problems.append(Problem("changes", what, where=row["id"], field=row["field"]))
        seen[slot] = row["id"]
        if basis_of_claim(connection, row["claim_id"]) is None:
            what = Text("依据的论断不在台账中", "its claim is not in the ledger")
            problems.append(Problem("changes", what, where=row["id"], field=row["field"]))
    if problems:
        raise InputError(problems)
    changed = 0
    for row in rows:
        bases = {row["field"]: pack_basis(row["claim_id"]), "name": pack_basis(row["claim_id"])}
        values = _as_value(row["field"], row["new"])
        changed += write_project(connection, row["project"], values, bases, who, now)[1]
    _decide(connection, [r["id"] for r in rows], "accepted", who, now)
    return changed


def _decide(connection: Connection, ids: Sequence[str], state: str, who: str, now: str) -> None:
    values = {"state": state, "decided_by": who, "decided_at": now}
    for at in range(0, len(ids), 500):
        connection.execute(update(s.changes).where(s.changes.c.id.in_(ids[at : at + 500])).values(**values))


def reject(connection: Connection, ids: Collection[str], who: str, now: str) -> int:
    """Reject proposed changes; they stay closed until a better source says the same. Returns how many."""
    rows = _chosen(connection, ids)
    _decide(connection, [r["id"] for r in rows], "rejected", who, now)
    return len(rows)


def accept_all(connection: Connection, who: str, now: str) -> int:
    """Accept every open change; where several give one field different values, the best source's (the rest stay open)."""
    best: dict[tuple[str, str], Any] = {}
    known = set(project_names(connection))
    rows = list(connection.execute(select(s.changes).where(s.changes.c.state == "proposed")).mappings())
    made = {r["project_key"] for r in rows if r["field"] == "name"} | known
    for row in sorted(rows, key=lambda r: r["id"]):
        slot = (row["project_key"], row["field"])
        old = best.get(slot)
        if row["project_key"] in made and (
            old is None or _better(row["grade"], row["published"], old["grade"], old["published"])
        ):
            best[slot] = row
    return accept(connection, [r["id"] for r in best.values()], who, now)
