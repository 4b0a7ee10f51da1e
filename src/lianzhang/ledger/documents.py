"""Documents and their claims: one transaction a document, history kept, nothing written that did not change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select, update

from lianzhang.core import ClaimBasis
from lianzhang.evidence.claim import Claim
from lianzhang.ledger import schema as s
from lianzhang.ledger.rows import (
    claim_of,
    claim_row,
    cluster_of,
    cluster_row,
    digest,
    document_of,
    document_row,
    doubt_of,
    doubt_row,
    entity_of,
    entity_row,
    fact_of,
    fact_row,
)
from lianzhang.reconcile import Cluster, Doubt, Entity, Fact, Reconciled
from lianzhang.text.document import Document

__all__ = [
    "basis_of_claim",
    "content_digest",
    "fetch_claims",
    "fetch_clusters",
    "fetch_documents",
    "fetch_doubts",
    "fetch_entities",
    "fetch_facts",
    "known",
    "put_document",
    "put_reconciled",
    "retire_absent",
]  # fmt: skip


def known(connection: Connection, path: str, sha256: str, reader: str | None = None) -> bool:
    """Whether exactly this content of ``path`` is what the ledger holds now, read by ``reader`` (None: whichever)."""
    d = s.documents.c
    query = select(d.id).where(d.path == path, d.sha256 == sha256, d.state == "current")
    if reader is not None:
        query = query.where(d.reader == reader)
    return connection.execute(query).first() is not None


def put_document(
    connection: Connection, document: Document, claims: Sequence[Claim], now: str, reader: str | None = None
) -> bool:
    """Store a document and what it claims; True when anything changed. Must run inside one write transaction.

    ``reader`` is the version of what read it; that another one read the same is noted, and is no change.
    """
    strangers = {c.document for c in claims} - {document.path}
    if strangers:
        raise ValueError(f"claims of {sorted(strangers)} stored with {document.path}")
    row = document_row(document)
    d = s.documents.c
    latest = (
        connection.execute(
            select(d.id, d.version, d.digest, d.state)
            .where(d.path == document.path)
            .order_by(d.version.desc())
        )
        .mappings()
        .first()
    )
    if latest is not None and latest["digest"] == row["digest"]:
        identity, changed = latest["id"], latest["state"] != "current"
        if changed:
            connection.execute(
                update(s.documents).where(d.id == identity).values(state="current", changed_at=now)
            )
    else:
        changed = True
        if latest is not None:
            _retire(connection, [latest["id"]], "superseded", now)
        version = latest["version"] + 1 if latest is not None else 1
        row |= {"version": version, "state": "current", "read_at": now, "changed_at": now}
        key = connection.execute(insert(s.documents).values(**row)).inserted_primary_key
        assert key is not None
        identity = key[0]
    if reader is not None:
        noted = update(s.documents).where(d.id == identity, d.reader.is_distinct_from(reader))
        connection.execute(noted.values(reader=reader))
    return _put_claims(connection, identity, claims, now) or changed


def _retire(connection: Connection, ids: Collection[int], state: str, now: str) -> None:
    connection.execute(
        update(s.documents).where(s.documents.c.id.in_(ids)).values(state=state, changed_at=now)
    )
    c = s.claims.c
    connection.execute(
        update(s.claims)
        .where(c.document_id.in_(ids), c.active.is_(True))
        .values(active=False, retired_at=now)
    )


def _put_claims(connection: Connection, document_id: int, claims: Sequence[Claim], now: str) -> bool:
    c = s.claims.c
    query = select(c.key, c.digest, c.active, c.seq).where(c.document_id == document_id)
    stored = {r["digest"]: r for r in connection.execute(query).mappings()}
    wanted = {row["digest"]: row for row in map(claim_row, claims)}
    fresh = []
    changed = False
    for seq, (content, row) in enumerate(wanted.items()):
        old = stored.get(content)
        if old is None:
            fresh.append({**row, "document_id": document_id, "seq": seq, "active": True, "added_at": now})
        elif not old["active"] or old["seq"] != seq:
            values: dict[str, Any] = {"active": True, "retired_at": None, "seq": seq}
            connection.execute(update(s.claims).where(c.key == old["key"]).values(**values))
            changed = True
    gone = [r["key"] for content, r in stored.items() if content not in wanted and r["active"]]
    for at in range(0, len(gone), 500):
        some = gone[at : at + 500]
        connection.execute(update(s.claims).where(c.key.in_(some)).values(active=False, retired_at=now))
    if fresh:
        connection.execute(insert(s.claims), fresh)
    return bool(changed or gone or fresh)


def retire_absent(connection: Connection, present: Iterable[str], now: str) -> tuple[str, ...]:
    """Mark documents that are no longer there; their claims no longer count but stay. Returns their paths."""
    d = s.documents.c
    keep = set(present)
    rows = connection.execute(select(d.id, d.path).where(d.state == "current").order_by(d.path)).all()
    gone = [(i, path) for i, path in rows if path not in keep]
    for at in range(0, len(gone), 500):
        _retire(connection, [i for i, _ in gone[at : at + 500]], "absent", now)
    return tuple(path for _, path in gone)


def fetch_documents(connection: Connection, path: str | None = None) -> tuple[Document, ...]:
    """Current documents in order of path; with ``path``, that one only."""
    query = select(s.documents).where(s.documents.c.state == "current").order_by(s.documents.c.path)
    if path is not None:
        query = query.where(s.documents.c.path == path)
    return tuple(document_of(r) for r in connection.execute(query).mappings())


def fetch_claims(connection: Connection, document: str | None = None) -> tuple[Claim, ...]:
    """Claims that count, by document and in the order they were stored."""
    c = s.claims.c
    query = select(s.claims).where(c.active.is_(True)).order_by(c.document, c.seq)
    if document is not None:
        query = query.where(c.document == document)
    return tuple(claim_of(r) for r in connection.execute(query).mappings())


def basis_of_claim(connection: Connection, claim_id: str) -> ClaimBasis | None:
    """The sentence behind a claim, repaired and raw, also when the claim no longer counts; None when never stored."""
    c = s.claims.c
    query = select(s.claims).where(c.claim_id == claim_id).order_by(c.active.desc(), c.key.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    d = s.documents.c
    owner = connection.execute(
        select(d.raw, d.state, d.published).where(d.id == row["document_id"])
    ).mappings().one()  # fmt: skip
    note = {"absent": "文件已不在 / document absent", "superseded": "文件已更新 / document superseded"}.get(
        owner["state"], "" if row["active"] else "已被取代 / superseded"
    )
    return _basis(row, owner["raw"], note)


def _basis(row: RowMapping, raw: str, note: str) -> ClaimBasis:
    if row["sentence"] is None:
        sentence, mark = row["quote"], (0, len(row["quote"]))
        raw_start, raw_end = row["start"], row["end"]
    else:
        sentence, mark = row["sentence"], (row["mark_start"], row["mark_end"])
        raw_start, raw_end = row["raw_start"], row["raw_end"]
    raw_mark = (max(row["start"] - raw_start, 0), min(row["end"], raw_end) - raw_start)
    return ClaimBasis(
        row["claim_id"], row["document"], row["grade"], sentence, mark, raw[raw_start:raw_end], raw_mark, raw_start,
        row["rule"], note,
    )  # fmt: skip


def _sync(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> bool:
    """Make ``table`` hold exactly these rows, touching only those that differ."""
    key = table.c.id
    stored = {r[0]: r[1] for r in connection.execute(select(key, table.c.digest))}
    wanted = {row["id"]: row for row in rows}
    gone = [i for i in stored if i not in wanted]
    moved = [i for i, row in wanted.items() if i in stored and stored[i] != row["digest"]]
    fresh = [row for i, row in wanted.items() if i not in stored or stored[i] != row["digest"]]
    drop = gone + moved
    for at in range(0, len(drop), 500):
        connection.execute(delete(table).where(key.in_(drop[at : at + 500])))
    if fresh:
        connection.execute(insert(table), fresh)
    return bool(drop or fresh)


def put_reconciled(connection: Connection, result: Reconciled) -> bool:
    """Store what the claims say together, in place of what was there; True when anything changed."""
    done = [
        _sync(connection, s.entities, [entity_row(e) for e in result.entities]),
        _sync(connection, s.facts, [fact_row(f, i) for i, f in enumerate(result.facts)]),
        _sync(connection, s.clusters, [cluster_row(c) for c in result.clusters]),
        _sync(connection, s.doubts, [doubt_row(d) for d in result.doubts]),
    ]
    return any(done)


def fetch_facts(connection: Connection) -> tuple[Fact, ...]:
    """Facts in the order of the reconciliation."""
    query = select(s.facts).order_by(s.facts.c.position)
    return tuple(fact_of(r) for r in connection.execute(query).mappings())


def fetch_entities(connection: Connection) -> tuple[Entity, ...]:
    """Entities by type and name."""
    query = select(s.entities).order_by(s.entities.c.type, s.entities.c.name)
    return tuple(entity_of(r) for r in connection.execute(query).mappings())


def fetch_clusters(connection: Connection) -> tuple[Cluster, ...]:
    """Clusters of copies by id."""
    return tuple(
        cluster_of(r) for r in connection.execute(select(s.clusters).order_by(s.clusters.c.id)).mappings()
    )


def fetch_doubts(connection: Connection) -> tuple[Doubt, ...]:
    """Joins that were not made, by name."""
    query = select(s.doubts).order_by(s.doubts.c.name, s.doubts.c.id)
    return tuple(doubt_of(r) for r in connection.execute(query).mappings())


def content_digest(connection: Connection) -> str:
    """One digest over every row of every table: two ledgers with the same digest hold the same."""
    parts = {}
    for table in s.metadata.sorted_tables:
        if table in s.OF_THIS_DATABASE:
            continue
        rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        parts[table.name] = [digest(r) for r in rows]
    return digest(parts)
