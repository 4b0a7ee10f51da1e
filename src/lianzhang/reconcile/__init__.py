"""Reconcile: what many claims say together.

Copies are clustered and count once, names are joined into entities on reasons that can be printed, claims that state the
same become facts, conflicts are kept. No database here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lianzhang.core import PlaceTree, place_tree
from lianzhang.evidence.claim import Claim
from lianzhang.evidence.ties import Tie, ties_of
from lianzhang.reconcile.copies import Cluster, DocumentLike, cluster_documents, published, similarity
from lianzhang.reconcile.decisions import Decision
from lianzhang.reconcile.entities import Doubt, resolve_entities
from lianzhang.reconcile.facts import Entity, Fact
from lianzhang.reconcile.linking import Link, links_of
from lianzhang.reconcile.merge import merge_facts
from lianzhang.reconcile.names import clean_name, is_aggregate, name_type, project_key
from lianzhang.reconcile.timelines import Entry, Step, TimeLine, time_line, time_lines
from lianzhang.text.document import Document

__all__ = [
    "Cluster",
    "Decision",
    "DocumentLike",
    "Doubt",
    "Entity",
    "Entry",
    "Fact",
    "Link",
    "Reconciled",
    "Step",
    "TimeLine",
    "clean_name",
    "is_aggregate",
    "name_type",
    "project_key",
    "reconcile",
    "similarity",
    "time_line",
    "time_lines",
]


@dataclass(frozen=True)
class Reconciled:
    """What the claims say together; ``doubts`` are the joins that were not made because names do not tell, ``links`` say of every
    printed name what it was linked to and why, ``ties`` what texts say of firms (renamed, parents)."""

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    clusters: tuple[Cluster, ...]
    doubts: tuple[Doubt, ...] = ()
    links: tuple[Link, ...] = ()
    ties: tuple[Tie, ...] = ()


def reconcile(
    claims: Iterable[Claim],
    documents: Sequence[DocumentLike],
    *,
    tree: PlaceTree | None = None,
    canonical: Mapping[str, str] | None = None,
    decisions: Sequence[Decision] = (),
) -> Reconciled:
    """Entities, facts and clusters of copies from the claims of many documents.

    ``documents`` need ``path``, ``grade``, ``fingerprint`` and a date ``published`` (their own or their ``source``'s); whole documents
    are also read for former names and parents of firms. ``canonical`` maps short names to full names (default: the firms of the
    evidence lexicon); ``decisions`` are what the office says of names. The result is the same for any order of the input.
    """
    tree = tree or place_tree()
    if canonical is None:
        from lianzhang.evidence.lexicon.tables import firm_names

        canonical = firm_names()
    listed = list(claims)
    clusters = cluster_documents(documents, listed)
    by_document = {path: cluster.id for cluster in clusters for path in cluster.documents}
    ties = _ties(documents, listed, canonical)
    names = resolve_entities(listed, tree, canonical, ties, decisions)
    days = {d.path: day for d in documents if (day := published(d))}
    facts = merge_facts(listed, names, by_document, tree, days)
    links = links_of(listed, names, tree)
    return Reconciled(names.entities, facts, clusters, names.doubts, links, ties)


def _ties(
    documents: Sequence[DocumentLike], claims: Sequence[Claim], canonical: Mapping[str, str]
) -> tuple[Tie, ...]:
    """What whole documents say of firms whose names the claims or the lexicon know, in order of path and place."""
    said = {n for c in claims for n in (c.subject, c.object, c.issuer) if n}
    known = {n for n in said if name_type(n) == "organisation"} | set(canonical) | set(canonical.values())
    whole = sorted((d for d in documents if isinstance(d, Document)), key=lambda d: d.path)
    return tuple(dict.fromkeys(t for d in whole for t in ties_of(d, known)))
