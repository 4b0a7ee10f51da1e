"""A wide list of spinners' words: weak evidence each, read together.

A spinner that knows words other than those of ``spin.csv`` still draws from the same well: 今朝, 存眷, 进步前辈 and six hundred
more. Each word found counts by how much likelier a spinner wrote it than an author; what an author writes of such words in a
text of the same length is taken off. The weights were fitted (logistic regression) on held-out honest news, government
reports and essays, and on the same with a random part of the list swapped in.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import Any

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
LISTED = 3.5
"""From this score on a text is spun: at most one honest text in a thousand."""
_TELLING = 2.0


@lru_cache(maxsize=1)
def _list() -> tuple[dict[str, tuple[float, float, str]], tuple[str, ...], Any]:
    """Weight, log-likelihood ratio and commonest restored word of every spun word; all words counted; the automaton."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    spun: dict[str, tuple[float, float, str]] = {}
    words: set[str] = set()
    for row in read_table("spin_list.csv"):
        rivals, share = row["restored"].split(), float(row["share"])
        ratio = math.log(_KNOWN * (1 - share) / (share * math.sqrt(len(rivals))))
        weight = next(w for least, w in _CLASSES if ratio > least)
        spun[row["spun"]] = (weight, ratio, rivals[0])
        words.update((row["spun"], *rivals, *row["keep"].split()))
    names = tuple(sorted(words))
    automaton = AhoCorasick(
        list(names), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    return spun, names, automaton


def list_evidence(parts: list[str], points: float) -> tuple[float, frozenset[tuple[str, str]]]:
    """The score of a text (spun from ``LISTED`` on) and the pairs (spun, restored) that speak for it.

    ``points`` are those of the collocations that only a spinner writes.
    """
    spun, names, automaton = _list()
    found: Counter[int] = Counter()
    for part in parts:
        found.update([index for index, _, _ in automaton.find_matches_as_indexes(part)])
    length = max(sum(map(len, parts)) / 1000, _SHORTEST)
    words, usual = 0.0, 0
    telling: set[tuple[str, str]] = set()
    for index, count in found.items():
        name = names[index]
        row = spun.get(name)
        if row is None:
            usual += 1
            continue
        weight, ratio, restored = row
        words += weight * (1.0 if count == 1 else 1.5)
        if ratio > _TELLING:
            telling.add((name, restored))
    shrink = min(1.0, _LONGEST / length)
    score = _CONSTANT + shrink * (words + _USUAL * usual + _LENGTH * length + _POINTS * min(points, 12.0))
    return score, frozenset(telling)
