"""The words of a short stretch of text: the likeliest cut into words of a list with frequencies."""

from __future__ import annotations

import lzma
import tomllib
from functools import lru_cache
from importlib.resources import files

__all__ = ["classes", "others", "segment"]

_LONGEST = 6
_UNKNOWN = 17
"""The cost of a character that is no word of the list (met once in 2¹⁷ words)."""


@lru_cache(maxsize=1)
def _costs() -> dict[str, int]:
    packed = files("lianzhang.evidence").joinpath("data/segments.txt.xz").read_bytes()
    costs: dict[str, int] = {}
    for line in lzma.decompress(packed).decode("utf-8").split("\n"):
        cost, _, words = line.partition("\t")
        costs.update(dict.fromkeys(words.split(" "), int(cost)))
    for word in classes():
        if len(word) > 1:
            costs[word] = min(costs.get(word, 99), 14)
    return costs


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    text = files("lianzhang.evidence").joinpath("data/statement_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """The class of every statement word (``data/statement_words.toml``): verb, saying, mixed, adverb, preposition, …"""
    found: dict[str, str] = {}
    for name, words in _tables()["words"].items():
        for word in words.split():
            found.setdefault(word, name)
    return found


@lru_cache(maxsize=8)
def others(name: str) -> frozenset[str]:
    """A further list of the same file: pointing, heads or facets."""
    return frozenset(_tables()["others"][name].split())


def segment(text: str) -> list[str]:
    """The words of ``text``, in order and without a gap: the cut whose words are the most frequent (Viterbi over unigrams)."""
    costs, n = _costs(), len(text)
    best = [0] * (n + 1)
    step = [1] * (n + 1)
    for i in range(n - 1, -1, -1):
        if text[i] < "\u4e00":  # letters and digits stay together
            j = i + 1
            if j < n and text[j].isascii() and text[j].isalnum() and text[i].isascii() and text[i].isalnum():
                best[i], step[i] = best[j], step[j] + 1
            else:
                best[i] = best[j]
            continue
        least, length = costs.get(text[i], _UNKNOWN) + best[i + 1], 1
        for size in range(2, min(_LONGEST, n - i) + 1):
            cost = costs.get(text[i : i + size])
            if cost is not None and cost + best[i + size] < least:
                least, length = cost + best[i + size], size
        best[i], step[i] = least, length
    out, i = [], 0
    while i < n:
        out.append(text[i : i + step[i]])
        i += step[i]
    return out
