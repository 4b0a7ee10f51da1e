"""Rows of the tables from the program's data, and back, without loss."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from lianzhang.evidence.claim import Claim, Context, Value
from lianzhang.reconcile import Cluster, Doubt, Entity, Fact
from lianzhang.text.document import Damage, Document, Repeat, Source, TextMap, Zone

__all__ = [
    "claim_of", "claim_row", "cluster_of", "cluster_row", "digest", "document_of", "document_row", "doubt_of", "doubt_row",
    "entity_of", "entity_row", "fact_of", "fact_row",
]  # fmt: skip

Row = Mapping[Any, Any]


def digest(row: Row) -> str:
    """SHA-256 of a row's content: equal digests mean that nothing changed."""
    content = json.dumps(dict(row), ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def _value_row(value: Value) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {"value_kind": "range", "value": None, "value_low": value[0], "value_high": value[1]}
    return {
        "value_kind": "none" if value is None else "number",
        "value": value,
        "value_low": None,
        "value_high": None,
    }


def _value_of(row: Row) -> Value:
    if row["value_kind"] == "range":
        return (row["value_low"], row["value_high"])
    value: Decimal | None = row["value"]
    return value


_CLAIM = ("document", "kind", "subject", "object", "item", "measure", "scope", "stage", "issuer", "place", "unit", "qualifier",
          "time", "time_inferred", "modality", "lost", "quote", "start", "end", "anchor", "grade", "confidence", "rule")  # fmt: skip


def claim_row(claim: Claim) -> dict[str, Any]:
    """All that a claim holds, as columns."""
    row = {name: getattr(claim, name) for name in _CLAIM}
    row |= _value_row(claim.value)
    row |= {"items": list(claim.items), "also": [list(a) for a in claim.also], "claim_id": claim.id}
    low, high = claim.size_band or (None, None)
    row |= {"has_size_band": claim.size_band is not None, "size_low": low, "size_high": high}
    context = claim.context
    row |= {
        "sentence": context.sentence if context else None,
        "mark_start": context.mark[0] if context else None,
        "mark_end": context.mark[1] if context else None,
        "raw_start": context.raw_start if context else None,
        "raw_end": context.raw_end if context else None,
    }
    row["digest"] = digest(row)
    return row


def claim_of(row: Row) -> Claim:
    """The claim as it was stored."""
    context = None
    if row["sentence"] is not None:
        context = Context(
            row["sentence"], (row["mark_start"], row["mark_end"]), row["raw_start"], row["raw_end"]
        )
    return Claim(
        **{name: row[name] for name in _CLAIM},
        value=_value_of(row),
        items=tuple(row["items"]),
        also=tuple((a, b) for a, b in row["also"]),
        size_band=(row["size_low"], row["size_high"]) if row["has_size_band"] else None,
        context=context,
    )


def _pack_map(text_map: TextMap) -> list[list[int]]:
    """Runs (raw start, raw end of the first, length) in which each character is one further than the one before."""
    runs: list[list[int]] = []
    for start, end in zip(text_map.starts, text_map.ends, strict=True):
        if runs and start == runs[-1][0] + runs[-1][2] and end == runs[-1][1] + runs[-1][2]:
            runs[-1][2] += 1
        else:
            runs.append([start, end, 1])
    return runs


def _unpack_map(runs: list[list[int]]) -> TextMap:
    starts: list[int] = []
    ends: list[int] = []
    for start, end, length in runs:
        starts.extend(range(start, start + length))
        ends.extend(range(end, end + length))
    return TextMap(starts, ends)


def document_row(document: Document) -> dict[str, Any]:
    """All that a document holds, as columns."""
    source = document.source
    row: dict[str, Any] = {
        "path": document.path, "sha256": document.sha256, "encoding": document.encoding, "grade": document.grade,
        "grade_reason": document.grade_reason, "title": source.title, "outlet": source.outlet, "issuer": source.issuer,
        "number": source.number, "published": source.published, "published_inferred": source.published_inferred,
        "published_basis": source.published_basis, "raw": document.raw, "text": document.text,
        "map": _pack_map(document.map), "zones": [[z.start, z.end, z.kind] for z in document.zones],
        "damage": [asdict(d) for d in document.damage],
        "repeats": [[r.start, r.end, r.first_start, r.first_end] for r in document.repeats],
        "hypothesis": [list(h) for h in document.hypothesis], "fingerprint": list(document.fingerprint),
    }  # fmt: skip
    row["digest"] = digest(row)
    return row


def document_of(row: Row) -> Document:
    """The document as it was stored."""
    return Document(
        path=row["path"], sha256=row["sha256"], encoding=row["encoding"], raw=row["raw"], text=row["text"],
        map=_unpack_map(row["map"]), zones=tuple(Zone(*z) for z in row["zones"]),
        damage=tuple(Damage(**d) for d in row["damage"]), repeats=tuple(Repeat(*r) for r in row["repeats"]),
        source=Source(row["title"], row["outlet"], row["issuer"], row["number"], row["published"],
                      row["published_inferred"], row["published_basis"]),
        grade=row["grade"], grade_reason=row["grade_reason"], fingerprint=tuple(row["fingerprint"]),
        hypothesis=tuple((a, b, word) for a, b, word in row["hypothesis"]),
    )  # fmt: skip


_FACT = ("id", "kind", "subject", "object", "item", "measure", "scope", "stage", "place", "time", "time_inferred", "modality",
         "unit", "qualifier", "lost", "grade", "sources")  # fmt: skip
_FACT_LISTS = ("items", "claims", "conflicts")


def fact_row(fact: Fact, position: int) -> dict[str, Any]:
    """A fact as columns."""
    row = {name: getattr(fact, name) for name in _FACT} | _value_row(fact.value) | {"position": position}
    row |= {name: list(getattr(fact, name)) for name in _FACT_LISTS}
    row["digest"] = digest(row)
    return row


def fact_of(row: Row) -> Fact:
    """The fact as it was stored."""
    lists: dict[str, Any] = {name: tuple(row[name]) for name in _FACT_LISTS}
    return Fact(**{name: row[name] for name in _FACT}, value=_value_of(row), **lists)


def entity_row(entity: Entity) -> dict[str, Any]:
    """An entity as columns."""
    row = {"id": entity.id, "type": entity.type, "name": entity.name, "aliases": [list(a) for a in entity.aliases],
           "place": entity.place, "parent": entity.parent}  # fmt: skip
    return {**row, "digest": digest(row)}


def entity_of(row: Row) -> Entity:
    """The entity as it was stored."""
    aliases = tuple((a, why) for a, why in row["aliases"])
    return Entity(row["id"], row["type"], row["name"], aliases, row["place"], row["parent"])


def cluster_row(cluster: Cluster) -> dict[str, Any]:
    """A cluster of copies as columns."""
    row = {
        "id": cluster.id,
        "documents": list(cluster.documents),
        "reasons": [list(r) for r in cluster.reasons],
    }
    return {**row, "digest": digest(row)}


def cluster_of(row: Row) -> Cluster:
    """The cluster as it was stored."""
    return Cluster(row["id"], tuple(row["documents"]), tuple((p, why) for p, why in row["reasons"]))


def doubt_row(doubt: Doubt) -> dict[str, Any]:
    """A doubt as columns; its id is its content."""
    row = {"name": doubt.name, "candidates": list(doubt.candidates), "why": doubt.why}
    content = digest(row)
    return {**row, "id": content, "digest": content}


def doubt_of(row: Row) -> Doubt:
    """The doubt as it was stored."""
    return Doubt(row["name"], tuple(row["candidates"]), row["why"])
