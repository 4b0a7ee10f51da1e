"""A wide list of spinners' words: weak evidence each, read together.

A spinner that knows words other than those of ``spin.csv`` still draws from the same well: 今朝, 存眷, 进步前辈 and six hundred
more. Each word found counts by how much likelier a spinner wrote it than an author; what an author writes of such words in a
text of the same length is taken off. The weights were fitted (logistic regression) on held-out honest news, government
reports and essays, and on the same with a random part of the list swapped in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from lianzhang.text.spin_words import read_table

__all__ = ["LISTED", "list_evidence"]

_KNOWN = 0.4
_CLASSES = ((3.2, 2.07), (2.0, 1.11), (1.0, 0.44), (-99.0, 0.16))
"""From this log-likelihood ratio on, a word counts so much (said again, half as much more, once)."""
_USUAL = -0.05
_LENGTH = -5.08
"""A kind of word that spinners replace, left as it was; and a thousand characters of text."""
_POINTS = 2.22
_CONSTANT = -1.61
_LONGEST = 4.0
"""Thousands of characters: a longer text is judged by its density, as if it were so long."""
_SHORTEST = 0.4
LISTED = 4.5
"""From this score on a text is spun: about one honest text in a thousand by all rules together."""
_TELLING = 2.0


@lru_cache(maxsize=1)
def _list() -> tuple[dict[str, tuple[float, float, str]], frozenset[str]]:
    """Weight, log-likelihood ratio and commonest restored word of every spun word; the words that are left as they were."""
    spun: dict[str, tuple[float, float, str]] = {}
    usual: set[str] = set()
    for row in read_table("spin_list.csv"):
        rivals, share = row["restored"].split(), float(row["share"])
        ratio = math.log(_KNOWN * (1 - share) / (share * math.sqrt(len(rivals))))
        weight = next(w for least, w in _CLASSES if ratio > least)
        spun[row["spun"]] = (weight, ratio, rivals[0])
        usual.update((*rivals, *row["keep"].split()))
    return spun, frozenset(usual - set(spun))


def list_evidence(
    counts: Mapping[str, int], length: int, points: float
) -> tuple[float, frozenset[tuple[str, str]]]:
    """The score of a text of ``length`` characters (spun from ``LISTED`` on) and the pairs (spun, restored) that speak for it.

    ``counts`` as of ``count_words``; ``points`` are those of the collocations that only a spinner writes.
    """
    spun, ordinary = _list()
    size = max(length / 1000, _SHORTEST)
    words, usual = 0.0, 0
    telling: set[tuple[str, str]] = set()
    for name, count in counts.items():
        row = spun.get(name)
        if row is None:
            usual += name in ordinary
            continue
        weight, ratio, restored = row
        words += weight * (1.0 if count == 1 else 1.5)
        if ratio > _TELLING:
            telling.add((name, restored))
    shrink = min(1.0, _LONGEST / size)
    score = _CONSTANT + shrink * (words + _USUAL * usual + _LENGTH * size + _POINTS * min(points, 12.0))
    return score, frozenset(telling)
