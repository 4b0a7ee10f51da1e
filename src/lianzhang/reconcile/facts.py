"""Entities and facts: what many claims say together.

A fact joins the claims that state the same thing (same kind, subject, object, item, measure, scope, stage, place, time
and modality, with values that agree); conflicts are other facts about the same thing with another value: kept, shown,
never averaged. ``sources`` counts independent fingerprint clusters, so copies count once.
"""

from __future__ import annotations

from dataclasses import dataclass

from lianzhang.evidence.claim import Value

__all__ = ["Entity", "Fact"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with a name. ``aliases``: (alias, why it is one)."""

    id: str
    type: str
    name: str
    aliases: tuple[tuple[str, str], ...] = ()
    place: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What claims say together. ``claims`` are claim ids, best grade first; ``conflicts`` are ids of rival facts."""

    id: str
    kind: str
    subject: str | None
    object: str | None
    item: str | None
    items: tuple[str, ...]
    measure: str | None
    scope: str | None
    stage: str | None
    place: str | None
    time: str | None
    time_inferred: bool
    modality: str
    value: Value
    unit: str | None
    qualifier: str
    lost: bool
    grade: str
    sources: int
    claims: tuple[str, ...]
    conflicts: tuple[str, ...] = ()
