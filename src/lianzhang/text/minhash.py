"""Fingerprints of bodies, so that copies of one text are known as one source."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["PERMUTATIONS", "SHINGLE", "fingerprint", "similarity"]

PERMUTATIONS = 128
SHINGLE = 5
_LETTERS = re.compile(r"[\W_]+")
_SEED = 20240101


def fingerprint(body: str) -> tuple[int, ...]:
    """MinHash (128 permutations) over shingles of 5 letters; marks and blanks do not count. Empty for an empty body."""
    from rensa import RMinHash

    letters = _LETTERS.sub("", body)[:1_000_000]
    if not letters:
        return ()
    shingles = [letters[i : i + SHINGLE] for i in range(max(1, len(letters) - SHINGLE + 1))]
    sketch = RMinHash(PERMUTATIONS, _SEED)
    sketch.update(shingles)
    return tuple(int(v) for v in sketch.digest())


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity of two fingerprints, 0 to 1; 0 when one is empty."""
    if not a or not b or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b)) / len(a)
