"""Fingerprints of bodies, so that copies of one text are known as one source."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["PERMUTATIONS", "SHINGLE", "fingerprint", "fingerprint_of_letters", "similarity"]

PERMUTATIONS = 128
SHINGLE = 5
_LETTERS = re.compile(r"[\W_]+")
_SEED = 20240101


def fingerprint(body: str) -> tuple[int, ...]:
    """MinHash (128 permutations) over shingles of 5 letters; marks and blanks do not count. Empty for an empty body."""
    return fingerprint_of_letters(_LETTERS.sub("", body))


def fingerprint_of_letters(letters: str) -> tuple[int, ...]:
    """The same, of a body that is letters alone."""
    from rensa import RMinHash

    letters = letters[:1_000_000]
    if not letters:
        return ()
    shingles = [letters]
    if len(letters) > SHINGLE:
        # Overlapping strings over the code points, one character apart: three times as fast as slicing.
        points = letters.encode("utf-32-le", "surrogatepass")
        windows: NDArray[np.str_] = np.ndarray(
            len(letters) - SHINGLE + 1, dtype=f"<U{SHINGLE}", buffer=points, strides=(4,)
        )
        shingles = windows.tolist()
    sketch = RMinHash(PERMUTATIONS, _SEED)
    sketch.update(shingles)
    return tuple(sketch.digest())


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity of two fingerprints, 0 to 1; 0 when one is empty."""
    if not a or not b or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b)) / len(a)
