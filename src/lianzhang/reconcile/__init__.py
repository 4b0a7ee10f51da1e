"""Reconcile: what many claims say together.

Copies are clustered and count once, names are joined into entities on reasons that can be printed, claims that state the
same become facts, conflicts are kept. No database here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lianzhang.core import PlaceTree, place_tree
from lianzhang.evidence.claim import Claim
from lianzhang.reconcile.copies import Cluster, DocumentLike, cluster_documents, similarity
from lianzhang.reconcile.entities import Doubt, resolve_entities
from lianzhang.reconcile.facts import Entity, Fact
from lianzhang.reconcile.merge import merge_facts
from lianzhang.reconcile.names import clean_name, is_aggregate, name_type, project_key

__all__ = [
    "Cluster",
    "DocumentLike",
    "Doubt",
    "Entity",
    "Fact",
    "Reconciled",
    "clean_name",
    "is_aggregate",
    "name_type",
    "project_key",
    "reconcile",
    "similarity",
]


@dataclass(frozen=True)
class Reconciled:
    """What the claims say together; ``doubts`` are the joins that were not made because names do not tell."""

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    clusters: tuple[Cluster, ...]
    doubts: tuple[Doubt, ...] = ()


def reconcile(
    claims: Iterable[Claim],
    documents: Sequence[DocumentLike],
    *,
    tree: PlaceTree | None = None,
    canonical: Mapping[str, str] | None = None,
) -> Reconciled:
    """Entities, facts and clusters of copies from the claims of many documents.

    ``documents`` need ``path``, ``grade``, ``fingerprint`` and a date ``published`` (their own or their ``source``'s);
    ``canonical`` maps short names to full names (default: the firms of the evidence lexicon). The result is the same for any order of the input.
    """
    tree = tree or place_tree()
    if canonical is None:
        from lianzhang.evidence.lexicon import firm_names

        canonical = firm_names()
    listed = list(claims)
    clusters = cluster_documents(documents, listed)
    by_document = {path: cluster.id for cluster in clusters for path in cluster.documents}
    names = resolve_entities(listed, tree, canonical)
    return Reconciled(names.entities, merge_facts(listed, names, by_document, tree), clusters, names.doubts)
