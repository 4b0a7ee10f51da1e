"""The evidence of single words: spinners write 商场 and never 市场, authors mostly the other way round.

For each pair the text is read under two accounts. An author writes the spun word with the share that honest texts have; a
spinner who knows the pair (three in five do) has put it in nine times in ten. The log-likelihood ratios add up over the
pairs, each bounded so that a text about one subject cannot convict itself.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lianzhang.core.data_files import data_text

__all__ = ["count_words", "read_table", "word_evidence"]

_KNOWN = 0.6
_SWAPPED = 0.9
_FOR = 2.5
_AGAINST = -0.4
_MOST = 3
_TELLING = 0.5
_RARE = 0.2
"""Only a word that honest texts write less often than this beside its rival is offered a restored reading."""


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of a data file of this room; lines with ``#`` are comments."""
    text = data_text(name, "text")
    return list(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))


@lru_cache(maxsize=1)
def _rates() -> tuple[tuple[str, str, float], ...]:
    """Pairs with the share of the spun word."""
    return tuple((r["spun"], r["restored"], float(r["share"])) for r in read_table("spin_rates.csv"))


@lru_cache(maxsize=1)
def _pairs_of() -> dict[str, tuple[int, ...]]:
    """For each word the pairs that it is in, by their place in :func:`_rates`."""
    found: dict[str, list[int]] = {}
    for i, (spun, restored, _) in enumerate(_rates()):
        found.setdefault(spun, []).append(i)
        found.setdefault(restored, []).append(i)
    return {word: tuple(pairs) for word, pairs in found.items()}


@lru_cache(maxsize=1)
def _words() -> Any:
    """The automaton of all words of the tables, longer ones of an author's own among them."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    words = {w for a, b, _ in _rates() for w in (a, b)}
    for name in ("spin.csv", "spin_list.csv"):
        for row in read_table(name):
            words.update((row["spun"], *row["restored"].split(), *row["keep"].split()))
    return AhoCorasick(
        sorted(words),
        matchkind=MatchKind.LeftmostLongest,
        store_patterns=True,
        implementation=Implementation.ContiguousNFA,
    )


def count_words(parts: list[str]) -> dict[str, int]:
    """How often each word of the tables stands in the text; of two that overlap the first counts, of two at one place the longer."""
    automaton = _words()
    found: Counter[str] = Counter()
    for part in parts:
        found.update(automaton.find_matches_as_strings(part))
    return dict(found)


@lru_cache(maxsize=8192)
def _ratio(share: float, new: int, old: int) -> tuple[float, float]:
    """The log-likelihood ratio of a pair whose words stand ``new`` and ``old`` times in a text, and the same bounded."""
    new, old = min(new, _MOST), min(old, _MOST)
    # A subject word comes again and again: the second time counts, the third does not.
    honest = share ** min(new, 2) * (1 - share) ** old
    swapped = _KNOWN * _SWAPPED**new * (1 - _SWAPPED) ** old + (1 - _KNOWN) * honest
    ratio = math.log(swapped / honest)
    return ratio, min(max(ratio, _AGAINST), _FOR)


def word_evidence(counts: Mapping[str, int]) -> tuple[float, frozenset[tuple[str, str]]]:
    """Log-likelihood ratio (natural) of spun against honest, and the pairs (spun, restored) that speak for it."""
    total = 0.0
    telling: set[tuple[str, str]] = set()
    rates, pairs_of = _rates(), _pairs_of()
    met = {i for word in counts for i in pairs_of.get(word, ())}
    for spun, restored, share in [rates[i] for i in sorted(met)]:
        ratio, bounded = _ratio(share, counts.get(spun, 0), counts.get(restored, 0))
        total += bounded
        if ratio > _TELLING and share < _RARE:
            telling.add((spun, restored))
    return total, frozenset(telling)
