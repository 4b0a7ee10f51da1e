"""How a word fits its place: what the place is read for, with the word as printed and with each of its likelier synonyms.

Features only; what they say of a spinner is learnt (``misfit.py``).
"""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

import numpy as np

from lianzhang.text.triples import Floats, Ints, Triples, code, triples

__all__ = ["PLACE", "Places", "Rivals", "read_places", "rivals"]

PLACE = (
    "word",
    "word behind the left",
    "right behind the word",
    "left triple",
    "right triple",
    "left pair",
    "right pair",
    "left is Chinese",
    "right is Chinese",
    "gain",
    "prior",
    "gain without prior",
    "mean gain",
    "synonym behind the left",
    "right behind the synonym",
    "left triple of the synonym",
    "right triple of the synonym",
    "synonym in the text",
    "synonyms in the text",
    "misfits elsewhere",
    "met elsewhere",
    "strange triples",
    "strange pairs",
)
"""Features of a place. How frequent the word is; its log-likelihood behind the two characters before it and that of the two behind
it, each against chance; how often the table met the triples and pairs at its edges. Of the likeliest synonym: by how much it is
likelier there (gain), more frequent (prior), the difference, the mean over all synonyms, the same as of the word; whether the text
has it elsewhere, and how many of the synonyms. In how many honest places the word misfitted against what is usual, and was met; and
how well the table knows the text."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """Words with likelier synonyms: ``every`` word and synonym that the automaton finds; ``of`` gives the number of a word among
    ``words`` (-1: only a synonym). By that number: ``codes`` of both characters, how often ``met``, where the synonyms begin
    (``first``) in ``rivals``, ``rivals_met``, ``rivals_every`` (their numbers in ``every``) and ``names``; ``usual``: the
    features ``misfits elsewhere`` and ``met elsewhere``; ``kind`` of each for the gate (-1 for a synonym alone)."""

    automaton: Any
    of: Ints
    words: tuple[str, ...]
    codes: Ints
    met: Floats
    first: Ints
    rivals: Ints
    rivals_met: Floats
    rivals_every: Ints
    names: tuple[str, ...]
    usual: Floats
    kind: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a text: ``features`` (a row each, see ``PLACE``), the number of the ``word``, where it starts, the likeliest
    synonym (its number in ``Rivals.names``); and of the whole text: how many triples are all Chinese, and how many of these and of
    the pairs the table does not know."""

    features: Floats
    word: Ints
    start: Ints
    best: Ints
    triples: float
    strange: float
    strange_pairs: float


_KIND_PRIORS = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
_USUAL = 0.3
"""Misfits of all words in honest places, a share."""


@lru_cache(maxsize=1)
def rivals() -> Rivals:
    """The packaged words and synonyms (see ``tools/build_misfit.py``)."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    table = triples()
    packed = files("lianzhang.text").joinpath("data/rivals.txt.xz").read_bytes()
    rows = [line.split("\t") for line in lzma.decompress(packed).decode("utf-8").split("\n")]
    words = tuple(row[0] for row in rows)
    lists = [row[3].split(" ") for row in rows]
    names = tuple(n for names in lists for n in names)
    every = sorted({*words, *names})
    number = {word: i for i, word in enumerate(every)}
    of = np.full(len(every), -1)
    of[[number[w] for w in words]] = np.arange(len(words))
    codes, others = _codes(words, table), _codes(names, table)
    first = np.array([0, *accumulate(map(len, lists))])
    met, often = table.pair(codes[:, 0], codes[:, 1]), table.pair(others[:, 0], others[:, 1])
    most = np.maximum.reduceat(np.log((often + 1) / np.repeat(met + 1, np.diff(first))), first[:-1])
    misfits, seen = (np.exp2(np.array([int(row[column]) for row in rows]) / 2) - 1 for column in (1, 2))
    usual = np.array([np.log((misfits + 1) / (seen * _USUAL + 1)), np.log1p(seen)]).T
    kind = np.full(len(every), -1)
    kind[[number[w] for w in words]] = np.searchsorted(_KIND_PRIORS, most) * 2 + (usual[:, 0] > 0)
    return Rivals(
        AhoCorasick(every, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA),
        of,
        words,
        codes,
        met,
        first,
        others,
        often,
        np.array([number[n] for n in names]),
        names,
        usual,
        tuple(kind.tolist()),
    )


def _codes(words: Sequence[str], table: Triples) -> Ints:
    codes: Ints = table.numbers[np.array([[ord(c) for c in w] for w in words])]
    return codes


def read_places(text: str, found: list[tuple[int, int, int]]) -> Places:
    """The places of a text; ``found``: what the automaton finds in it."""
    table, known = triples(), rivals()
    every, start = np.array([(i, s) for i, s, _ in found], dtype=np.int64).reshape(-1, 2).T
    here = np.bincount(every, minlength=len(known.of))
    word = known.of[every]
    word, start = word[word >= 0], start[word >= 0]
    coded = code(text, table)
    c = coded.codes
    chinese = table.chinese[c]
    whole = chinese[:-2] & chinese[1:-1] & chinese[2:]
    size = max(float(whole.sum()), 1.0)
    strange = float(((table.triple(c[:-2], c[1:-1], c[2:]) == 0) & whole).sum())
    strange_pairs = float(((table.pair(c[:-1], c[1:]) == 0) & chinese[:-1] & chinese[1:]).sum())
    features, best = _features(c, word, coded.place[start], here, table, known)
    text_wide = np.tile([3 * strange / size, 3 * strange_pairs / size], (len(word), 1))
    rows = np.concatenate([features, known.usual[word], text_wide], axis=1)
    return Places(rows, word, start, best, size, strange, strange_pairs)


def _features(
    c: Ints, word: Ints, place: Ints, here: Ints, table: Triples, known: Rivals
) -> tuple[Floats, Ints]:
    """The features that depend on the place, and the likeliest synonym of each place."""
    n = len(word)
    if not n:
        return np.zeros((0, len(PLACE) - 4)), word
    many = np.diff(known.first)[word]
    starts = np.cumsum(many) - many
    rival = np.repeat(known.first[word] - starts, many) + np.arange(int(many.sum()))
    own = np.repeat(np.arange(n), many)
    # The word as printed in the first rows, every synonym in its place in the others.
    own = np.concatenate([np.arange(n), own])
    put = np.concatenate([known.codes[word], known.rivals[rival]])
    met = np.concatenate([known.met[word], known.rivals_met[rival]])
    left, right, threes, pairs = _read(c, place, own, put, met, table)
    whole = left + right
    gains = whole[n:] - whole[own[n:]]
    gain = np.maximum.reduceat(gains, starts)
    top = np.flatnonzero(gains == gain[own[n:]])
    pick = top[np.searchsorted(top, starts)]
    best = n + pick
    mean = np.log(np.maximum(np.add.reduceat(np.exp(np.clip(gains, -20, 20)), starts) / many, 1e-6))
    often = np.log(met + 1)
    left_fit = left - np.log(np.maximum(met, 0.5) / table.total)
    right_fit = right - np.log((table.single[c[place + 2]] + 0.5) / table.total)[own]
    present = here[known.rivals_every[rival]]
    seen = np.log1p(np.concatenate([threes, pairs]))
    prior = often[best] - often[:n]
    columns = [
        often[:n],
        left_fit[:n],
        right_fit[:n],
        *seen[:, :n],
        table.chinese[c[place - 1]],
        table.chinese[c[place + 2]],
        gain,
        prior,
        gain - prior,
        mean,
        left_fit[best],
        right_fit[best],
        *seen[:2, best],
        present[pick] > 0,
        np.log1p(np.add.reduceat(present, starts)),
    ]
    return np.array(columns, dtype=np.float64).T, rival[pick]


def _read(
    c: Ints, place: Ints, own: Ints, word: Ints, met: Floats, table: Triples
) -> tuple[Floats, Floats, Floats, Floats]:
    """Of two characters (``word``) put in a place (``own``: which of ``place``): the log-likelihood of them and of the two behind
    them; how often the triples and pairs at their edges were met (left, right)."""
    c2, c1, r1, r2 = (c[place + step] for step in (-2, -1, 2, 3))
    around, last = table.pair(np.array([c2, r1]), np.array([c1, r2]))[:, own]
    before, behind = c1[own], r1[own]
    x, y = word[:, 0], word[:, 1]
    into, out = table.pair(np.array([before, y]), np.array([x, behind]))
    threes = table.triple(
        np.array([c2[own], before, x, y]),
        np.array([before, x, y, behind]),
        np.array([x, y, behind, r2[own]]),
    )
    chances = np.log(
        table.chance(
            np.array([x, y, behind, r2[own]]),
            threes,
            np.array([around, into, met, out]),
            np.array([into, met, out, last]),
            table.single[np.array([before, x, y, behind])],
        )
    )
    return chances[0] + chances[1], chances[2] + chances[3], threes[1:3], np.array([into, out])
