"""Proposed changes: what the documents say to the registers, for a person to accept, correct or reject. Never written by itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select, update

from lianzhang.evidence.claim import Claim
from lianzhang.ledger import schema as s
from lianzhang.ledger.declare import Field, Register, register_named
from lianzhang.ledger.documents import fetch_entities
from lianzhang.ledger.naming import project_names
from lianzhang.ledger.readings import Draft, drafts_of, stage_said
from lianzhang.ledger.records import Record, fetch_records
from lianzhang.ledger.values import name_index, normal, plain
from lianzhang.reconcile import Fact, name_type
from lianzhang.text.document import GRADES

__all__ = ["Change", "Known", "better", "fetch_changes", "known_records", "propose"]


@dataclass(frozen=True, slots=True)
class Change:
    """One proposed change to a record of ``register``, which ``project`` names. ``field`` is the register's label (``name``) for a
    record that it does not have yet; ``new`` is text, as the history prints it, ``corrected`` what a person put in its place;
    ``state`` is proposed, accepted or rejected; ``reopened``: how often a better source asked again."""

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
    register: str = "projects"
    corrected: str | None = None
    reopened: int = 0


_COMPLETED = re.compile(r"完成|到位|已投|completed|paid")
_CONTRACT = re.compile(r"合同|签约|协议|contract|年度|当年")


def _fields(claim: Claim) -> dict[str, str]:
    """What a claim says about its project, by field, as text. A plan or target gives a due date, never a reached one."""
    said: dict[str, str] = {}
    number = claim.value if isinstance(claim.value, Decimal) and not claim.lost else None
    if claim.kind in ("project", "milestone"):
        stage = stage_said(claim)
        done = claim.modality in ("actual", "under_construction", "signed")
        # “开工建设” tells of the day it began; said as 在建 beside “举行开工仪式” it would be a rival of itself
        reached = "开工" if stage == "在建" and _begun(claim) else stage
        if reached and done:
            said["stage"] = reached
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


def _identify(register: str, key: str, field: str, new: str) -> str:
    text = f"{key}|{field}|{new}" if register == "projects" else f"{register}|{key}|{field}|{new}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _rank(grade: str) -> int:
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def better(new_grade: str, new_date: str | None, grade: str, date: str | None) -> bool:
    """A better source: a better grade, or the same and later."""
    if _rank(new_grade) != _rank(grade):
        return _rank(new_grade) < _rank(grade)
    return (new_date or "") > (date or "")


def _draft_key(register: Register, identity: Mapping[str, str]) -> str:
    """The key of a record that may not be there yet: links by name."""
    parts = []
    for name in register.key:
        of = register.field(name)
        how = (
            register_named(of.to).identity
            if of.to
            else register.identity
            if name == register.label
            else "plain"
        )
        parts.append(normal(identity[name], how) if identity.get(name) else "")
    return "|".join(parts)


@dataclass(frozen=True)
class Known:
    """What a register holds: keys with links by name → record, and the records."""

    keys: Mapping[str, int]
    records: Mapping[int, Record]


def known_records(connection: Connection, register: Register) -> Known:
    records = {r.id: r for r in fetch_records(connection, register)}
    keys = {
        _draft_key(register, {k: r.labels.get(k) or plain(r.values[k]) or "" for k in register.key}): r.id
        for r in records.values()
    }
    if register.key == (register.label,):  # aliases and merged names lead to the record as well
        keys.update(
            {n: i[0] for n, i in name_index(connection, register).items() if len(i) == 1 and i[0] in records}
        )
    return Known(keys, records)


def _has(of: Field, name: str, old: object, new: str) -> bool:
    """Whether a register has what is proposed."""
    if old is None:
        return False
    if of.type == "texts" and name == of.name:
        return set(new.split("、")) <= set(old if isinstance(old, list) else [])
    return plain(old) == new


def _included(of: Field, old: str | None, new: str) -> bool:
    """That building began is no news of a project under construction, and does not take it back; nor does a wider word for its
    product (电芯 for 磷酸铁锂电芯)."""
    if of.name == "product":
        return bool(old) and str(old).endswith(new)
    return of.type == "stage" and (old, new) == ("在建", "开工")


def _drafts(
    connection: Connection, listed: Sequence[Claim], facts: Sequence[Fact]
) -> Iterator[tuple[Claim, Draft]]:
    """What the claims say about records, projects first."""
    projects = known_records(connection, register_named("projects"))
    names = project_names(listed, facts, projects.keys, projects.records)
    for claim in _best_claims((c for c in listed if c.id in names), facts):
        yield claim, Draft("projects", {"name": names[claim.id]}, _fields(claim))
    entities = fetch_entities(connection)
    types = {n: e.type for e in entities for n in (e.name, *(a for a, _ in e.aliases))}
    canonical = {a: e.name for e in entities if e.type == "organisation" for a, _ in e.aliases}
    for claim in _best_claims((c for c in listed if c.id not in names), facts):
        for draft in drafts_of(claim, types, canonical):
            yield claim, draft


def propose(
    connection: Connection, claims: Iterable[Claim], facts: Sequence[Fact], now: str
) -> tuple[str, ...]:
    """Propose what the claims say to the registers; ids of changes that are new or open again. Doing it twice adds none.

    A rejected change opens again when a better source (grade, then date) says the same; a value that the register has
    is not proposed.
    """
    listed = list(claims)
    d = s.documents.c
    dates = {r[0]: r[1] for r in connection.execute(select(d.path, d.published).order_by(d.version))}
    stored = {r["id"]: r for r in connection.execute(select(s.changes)).mappings()}
    known: dict[str, Known] = {}
    wanted: dict[str, dict[str, Any]] = {}
    for claim, draft in _drafts(connection, listed, facts):
        register = register_named(draft.register)
        if any(register.field(k).required and not draft.identity.get(k) for k in register.key):
            continue
        if register.name not in known:
            known[register.name] = known_records(connection, register)
        for row in _rows(register, draft, known[register.name]):
            row |= {
                "qualifier": claim.qualifier, "claim_id": claim.id, "document": claim.document, "grade": claim.grade,
                "published": dates.get(claim.document),
                "sentence": claim.context.sentence if claim.context else claim.quote,
            }  # fmt: skip
            rival = wanted.get(row["id"])
            if rival is None or better(row["grade"], row["published"], rival["grade"], rival["published"]):
                wanted[row["id"]] = row
    return _put(connection, wanted, stored, now)


def _rows(register: Register, draft: Draft, known: Known) -> list[dict[str, Any]]:
    """The changes that a draft asks for."""
    key = _draft_key(register, draft.identity)
    own = known.keys.get(key)
    label = register.label or register.key[0]
    title = " · ".join(draft.identity[k] for k in register.key if k in draft.identity)
    said = dict(draft.said)
    if own is None:
        said = {label: draft.identity.get(label) or title, **said}
    values = known.records[own].values if own is not None else {}
    labels = known.records[own].labels if own is not None else {}
    rows = []
    for field, new in said.items():
        of = register.field(field)
        raw = labels.get(field) if of.type == "link" else values.get(field)
        old = plain(raw)
        if len(of.columns) > 1 and old is not None:
            old = f"{old} {values.get(f'{field}_unit')}"
        if old == new or _has(of, field, raw, new) or _included(of, old, new):
            continue
        identity = _identify(register.name, key, field, "" if own is None and field == label else new)
        rows.append(
            {"id": identity, "project": title, "project_key": key, "field": field, "old": old, "new": new,
             "register": register.name, "identity": dict(draft.identity)}
        )  # fmt: skip
    return rows


def _put(
    connection: Connection, wanted: dict[str, dict[str, Any]], stored: dict[str, Any], now: str
) -> tuple[str, ...]:
    opened = []
    for identity, row in wanted.items():
        old = stored.get(identity)
        if old is None:
            connection.execute(insert(s.changes).values(**row, state="proposed", proposed_at=now, reopened=0))
        elif old["claim_id"] != row["claim_id"] and better(
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


def fetch_changes(
    connection: Connection, state: str | None = "proposed", register: str | None = None
) -> tuple[Change, ...]:
    """Changes by register, record and field; those in ``state`` only (None: all), of one register (None: all)."""
    c = s.changes.c
    query = select(s.changes).order_by(c.register, c.project, c.field, c.id)
    if state is not None:
        query = query.where(c.state == state)
    if register is not None:
        query = query.where(c.register == register)
    return tuple(
        Change(
            r["id"], r["project"], r["field"], r["old"], r["new"], r["qualifier"], r["claim_id"], r["document"], r["grade"],
            r["published"], r["sentence"], r["state"], r["decided_by"], r["decided_at"], r["register"], r["corrected"],
            r["reopened"],
        )
        for r in connection.execute(query).mappings()
    )  # fmt: skip
