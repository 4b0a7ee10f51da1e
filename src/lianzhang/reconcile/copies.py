"""Which documents are copies of one another: they count once.

Two signs, and no other: the MinHash fingerprints of the bodies agree, or a good part of them agrees and the figures are
the same, or so many telling figures are the same that one source must stand behind both (a spun copy keeps its figures).
Bodies that agree and say other things are no copies: a bulletin is written over that of last month, a notice of an opening over
that of the signing. Figures that were lost on the way say nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

import numpy as np

from lianzhang.evidence.claim import Claim
from lianzhang.text.document import GRADES

__all__ = ["Cluster", "DocumentLike", "cluster_documents", "similarity"]

COPY = 0.5
"""Share of equal MinHash values from which two bodies are copies, whatever they say."""
RELATED = 0.15
"""From here on two bodies are copies if their figures are the same as well."""
SAID_TOO = 0.5
"""Share of the smaller document's numbers that the other must print too, if its words are to make it a copy."""
SAME_FIGURES = 0.6
"""Share of the smaller document's telling figures that the other has too, for related bodies."""
ALL_FIGURES = 0.8
"""The same for bodies whose words do not agree; at least ``MANY`` figures."""
FEW, MANY = 3, 6
BAND = 3
"""MinHash values a band: at a similarity of 0.5 and 128 values a pair is missed in 1 of 270 cases (1 − (1 − s³)⁴²)."""

Figure = tuple[str, str]
Said = tuple[str, str, str, str]
"""What a claim with a number says, to be compared between copies: kind, value, unit, modality."""


class DocumentLike(Protocol):
    """What is asked of a document here."""

    @property
    def path(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def fingerprint(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class Cluster:
    """Copies of one text. ``documents``: paths, the likeliest original first (best grade, then oldest, then path);
    ``reasons``: for each document but the first, why it is here."""

    id: str
    documents: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...] = ()


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """Share of equal MinHash values: the estimate of the Jaccard similarity (Broder 1997). 0.0 when not comparable."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def published(document: object) -> str | None:
    """The date of publication, on the document itself or on its ``source``."""
    own = getattr(document, "published", None)
    return own if own is not None else getattr(getattr(document, "source", None), "published", None)


def grade_rank(grade: str) -> int:
    """Position in the order of grades; unknown grades come last."""
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def _telling(claim: Claim) -> Figure | None:
    """The figure of a claim if it says enough to be a sign: at least two significant digits."""
    if not isinstance(claim.value, Decimal) or not claim.value.is_finite() or claim.unit is None:
        return None
    normal = claim.value.normalize()
    return (str(normal), claim.unit) if len(normal.as_tuple().digits) >= 2 else None


def _figures(claims: Iterable[Claim]) -> dict[str, set[Figure]]:
    found: dict[str, set[Figure]] = defaultdict(set)
    for claim in claims:
        figure = _telling(claim)
        if figure:
            found[claim.document].add(figure)
    return found


def _fingerprint_pairs(documents: Sequence[DocumentLike]) -> set[tuple[int, int]]:
    """Pairs that share a band of MinHash values: those that can be similar at all."""
    pairs: set[tuple[int, int]] = set()
    by_length: dict[int, list[int]] = defaultdict(list)
    for i, document in enumerate(documents):
        if document.fingerprint:
            by_length[len(document.fingerprint)].append(i)
    for length, members in by_length.items():
        matrix = np.array([documents[i].fingerprint for i in members], dtype=np.uint64)
        for at in range(0, length - BAND + 1, BAND):
            buckets: dict[bytes, list[int]] = defaultdict(list)
            for row, i in enumerate(members):
                buckets[matrix[row, at : at + BAND].tobytes()].append(i)
            for bucket in buckets.values():
                pairs.update((a, b) for k, a in enumerate(bucket) for b in bucket[k + 1 :])
    return pairs


def _figure_pairs(
    documents: Sequence[DocumentLike], figures: Mapping[str, set[Figure]]
) -> set[tuple[int, int]]:
    """Pairs that share at least ``FEW`` telling figures."""
    holders: dict[Figure, list[int]] = defaultdict(list)
    for i, document in enumerate(documents):
        for figure in figures.get(document.path, ()):
            holders[figure].append(i)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for members in holders.values():
        for k, a in enumerate(members):
            for b in members[k + 1 :]:
                shared[(a, b)] += 1
    return {pair for pair, count in shared.items() if count >= FEW}


def _said(claims: Iterable[Claim]) -> dict[str, set[Said]]:
    found: dict[str, set[Said]] = defaultdict(set)
    for claim in claims:
        if claim.value is not None and not claim.lost:
            values = claim.value if isinstance(claim.value, tuple) else (claim.value,)
            shown = "/".join("" if v is None else str(v.normalize()) for v in values)
            found[claim.document].add((claim.kind, shown, claim.unit or "", claim.modality))
    return found


def _says_otherwise(a: DocumentLike, b: DocumentLike, said: Mapping[str, set[Said]]) -> bool:
    """Whether most of what the shorter of two documents says in numbers does not stand in the other."""
    sa, sb = said.get(a.path, set()), said.get(b.path, set())
    return bool(sa and sb) and len(sa & sb) < SAID_TOO * min(len(sa), len(sb))


def _why(
    a: DocumentLike, b: DocumentLike, figures: Mapping[str, set[Figure]], said: Mapping[str, set[Said]]
) -> str | None:
    alike = similarity(a.fingerprint, b.fingerprint)
    if alike >= COPY and not _says_otherwise(a, b, said):
        return f"fingerprint {alike:.2f}"
    fa, fb = figures.get(a.path, set()), figures.get(b.path, set())
    smaller = min(len(fa), len(fb))
    common = len(fa & fb)
    if not smaller:
        return None
    if alike >= RELATED and common >= FEW and common / smaller >= SAME_FIGURES:
        return f"fingerprint {alike:.2f}, {common} of {smaller} figures equal"
    if common >= MANY and common / smaller >= ALL_FIGURES:
        return f"{common} of {smaller} figures equal"
    return None


def cluster_documents(documents: Sequence[DocumentLike], claims: Iterable[Claim]) -> tuple[Cluster, ...]:
    """Documents grouped into clusters of copies, in order of the first path; single documents are clusters of one.

    The result does not depend on the order of the input.
    """
    unique = {d.path: d for d in documents}
    ordered = [unique[path] for path in sorted(unique)]
    told = list(claims)
    figures, said = _figures(told), _said(told)
    root = list(range(len(ordered)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    reasons: dict[int, str] = {}
    for a, b in sorted(_fingerprint_pairs(ordered) | _figure_pairs(ordered, figures)):
        why = _why(ordered[a], ordered[b], figures, said)
        if why:
            for i, other in ((a, b), (b, a)):
                reasons.setdefault(i, f"{why} with {ordered[other].path}")
            ra, rb = find(a), find(b)
            root[max(ra, rb)] = min(ra, rb)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(ordered)):
        groups[find(i)].append(i)
    clusters = []
    for members in groups.values():
        members.sort(
            key=lambda i: (grade_rank(ordered[i].grade), published(ordered[i]) or "9999", ordered[i].path)
        )
        paths = tuple(ordered[i].path for i in members)
        because = tuple((ordered[i].path, reasons[i]) for i in members[1:])
        clusters.append(Cluster(f"k:{min(paths)}", paths, because))
    return tuple(sorted(clusters, key=lambda c: c.id))
