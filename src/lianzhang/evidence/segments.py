"""The words of a short stretch of text: the likeliest cut into words of a list with frequencies."""

from __future__ import annotations

import lzma
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import repeat
from operator import add

from lianzhang.core.data_files import data_text

__all__ = ["classes", "others", "segment"]

_LISTED = 14
"""The most that a statement word costs."""
_UNKNOWN = 17
"""The cost of a character that is no word of the list (met once in 2¹⁷ words)."""
_NEVER = 10**6
"""The cost of what is no word."""


@lru_cache(maxsize=1)
def _costs() -> tuple[dict[str, int], _Opened, _Opened, dict[str, int]]:
    """The cost of words of one character; by the first two, and the first three, characters of longer ones the cost of these and the
    length of the longest; the cost of words of four characters and more. Apart from one another, so that what is looked up often is
    small, and nothing is where no word goes on."""
    packed = files("lianzhang.evidence").joinpath("data/segments.txt.xz").read_bytes()
    costs: dict[str, int] = {}
    for line in lzma.decompress(packed).decode("utf-8").split("\n"):
        cost, _, words = line.partition("\t")
        costs.update(dict.fromkeys(words.split(" "), int(cost)))
    for word in classes():
        if len(word) > 1:
            costs[word] = min(costs.get(word, 99), _LISTED)
    singles = {word: cost for word, cost in costs.items() if len(word) == 1}
    longer = {word: cost for word, cost in costs.items() if len(word) > 3}
    return singles, _opened(costs, 2), _opened(costs, 3), longer


_Opened = dict[str, tuple[int, int]]
"""By the first characters of words the cost of these as a word, and the length of the longest word that they open."""


def _opened(costs: dict[str, int], size: int) -> _Opened:
    longest: dict[str, int] = {}
    for word in costs:
        if len(word) > longest.get(word[:size], size - 1):
            longest[word[:size]] = len(word)
    shared: dict[tuple[int, int], tuple[int, int]] = {}
    pairs = {begin: (costs.get(begin, _NEVER), most) for begin, most in longest.items()}
    return {begin: shared.setdefault(pair, pair) for begin, pair in pairs.items()}


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(data_text("statement_words.toml"))


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
    if not text:
        return []
    singles, twos, threes, longer = _costs()
    single, opened_by_two, opened_by_three, cost_of = singles.get, twos.get, threes.get, longer.get
    n = len(text)
    best = [0] * (n + 1)
    step = [1] * (n + 1)
    ones = list(map(single, text, repeat(_UNKNOWN)))
    pairs = [*map(opened_by_two, map(add, text, text[1:])), None]
    last = second = third = 0  # the best costs from the next character on, the one behind it, and the third
    after = ""
    i = n
    for char, one, words in zip(reversed(text), reversed(ones), reversed(pairs), strict=True):
        i -= 1
        cost_here = last
        if char < "\u4e00":  # letters and digits stay together
            if after and char.isalnum() and after.isascii() and after.isalnum():
                step[i] = step[i + 1] + 1
        else:
            cost_here += one
            if words is not None:
                cost, most = words
                if cost + second < cost_here:
                    cost_here, step[i] = cost + second, 2
                three = opened_by_three(text[i : i + 3]) if most > 2 else None
                if three is not None:
                    cost, most = three
                    if cost + third < cost_here:
                        cost_here, step[i] = cost + third, 3
                    for size in range(4, min(most, n - i) + 1):
                        cost = cost_of(text[i : i + size], _NEVER) + best[i + size]
                        if cost < cost_here:
                            cost_here, step[i] = cost, size
        best[i] = cost_here
        last, second, third, after = cost_here, last, second, char
    out, i = [], 0
    while i < n:
        size = step[i]
        out.append(text[i : i + size])
        i += size
    return out
