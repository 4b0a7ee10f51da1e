"""Words that do not fit their place, and a near synonym that would: what a spinner leaves whose words no list has.

Of every word that has likelier synonyms (``data/rivals.csv``) the place is read twice: as printed, and with each synonym put
in. The logarithm of how much likelier the best of them is than the word, between the two characters before and the two behind
(``triples.py``), is its gain. In honest text gains are mostly negative; a spinner leaves a dozen large ones in a page. How
much each kind of gain speaks for a spinner was fitted (``data/misfit.csv``, ``tools/fit_misfit.py``) together with what speaks
for a text that the table does not know well: essays and reviews misfit everywhere, not at single words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lianzhang.text.spin_words import read_table
from lianzhang.text.triples import Floats, Ints, Triples, code, triples

__all__ = ["FEATURES", "GATE", "Misfit", "find_words", "gate_features", "misfit", "misfit_features"]

_PRIORS = np.array([0.0, 1.0, 2.5, 4.0, 6.0])
"""Bounds of how much more frequent (natural logarithm) the synonym is,"""
_GAINS = np.array([0.0, 3.0, 6.0, 9.0, 12.0])
"""and of the gain."""
_HIGH = 6.0
"""From this gain on a word misfits."""
_OFFERED = 9.0
"""From this gain on the likelier synonym is offered."""
_MOST = 3
"""The same word counts three times at most, the second and third time half."""
_SIZE = 600.0
"""Triples of characters: of a longer text the density counts, as if it were so long."""
_STRANGE = 0.55
"""Where more than this share of the triples outside the misfits is unknown, the table cannot judge."""
_GATE_PRIORS = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
_GATE_SIZE = 700.0
_PER_DOUBLING = 0.3
_HEAD = 900
_HOPELESS = -2.0
_PERSONS = "我你他她您咱俺"
_PARTICLES = "了着吗吧呢啊呀么很都就也还不没把被那这"
_TALK = "“”？！…"
_BINS = 2 * (len(_PRIORS) + 1) * (len(_GAINS) + 1)
FEATURES = (
    *(
        f"prior{p} gain{g} {'context' if s else 'alone'}"
        for p in range(6)
        for g in range(6)
        for s in range(2)
    ),
    *(f"misfit of a word with {u}" for u in ("none", "few", "some", "several", "many")),
    "fits both sides",
    "triples",
    "strange triples",
    "strange pairs",
    "points",
    "word evidence",
    "list evidence",
    "persons",
    "particles",
    "figures",
    "talk",
)
"""What is counted of a text: words by prior, gain and whether the context knows the synonym alone; misfits by how many honest
texts had the word misfit; the rest says how well the table knows such text, and what the lists of words say."""

GATE = (
    *(f"gate prior{p} {'usual' if u else 'not'}" for p in range(8) for u in range(2)),
    "gate size",
    "gate points",
    "gate word evidence",
    "gate list evidence",
)
"""What is counted first, without looking at places: most honest texts hold so few such words that the search is not worth it."""


@dataclass(frozen=True, slots=True)
class _Rivals:
    """Words with likelier synonyms: ``codes`` of both characters, how often they were ``met``, where each word's synonyms begin
    in ``rivals``, how much more frequent these are (``prior``), and
    by the most frequent of them the ``kind`` of the word (``GATE``)."""

    automaton: Any
    words: tuple[str, ...]
    codes: Ints
    met: Floats
    first: Ints
    rivals: Ints
    rivals_met: Floats
    names: tuple[str, ...]
    prior: Floats
    usual: Ints
    kind: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """The log-likelihood ratio (natural) of spun against honest, very low where the table cannot judge, and the places that speak
    for it: (start, word, likelier synonym), starts in the parts joined by line breaks."""

    score: float
    telling: tuple[tuple[int, str, str], ...] = ()


_NONE = Misfit(-99.0)


@lru_cache(maxsize=1)
def _rivals() -> _Rivals:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    table = triples()
    rows = read_table("rivals.csv")
    words = tuple(r["word"] for r in rows)
    lists = [r["rivals"].split() for r in rows]
    names = tuple(n for names in lists for n in names)
    codes, rivals = _codes(words, table), _codes(names, table)
    first = np.array([0, *accumulate(map(len, lists))])
    met, often = table.pair(codes[:, 0], codes[:, 1]), table.pair(rivals[:, 0], rivals[:, 1])
    prior = np.log((often + 1) / np.repeat(met + 1, np.diff(first)))
    automaton = AhoCorasick(
        words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    usual = np.array([int(r["usual"]) for r in rows])
    most = np.maximum.reduceat(prior, first[:-1])
    kind = np.searchsorted(_GATE_PRIORS, most) * 2 + (usual > 1)
    return _Rivals(
        automaton, words, codes, met, first, rivals, often, names, prior, usual, tuple(kind.tolist())
    )


def _codes(words: Sequence[str], table: Triples) -> Ints:
    codes: Ints = table.numbers[np.array([[ord(c) for c in w] for w in words])]
    return codes


@lru_cache(maxsize=1)
def _weights() -> tuple[Floats, float, tuple[float, ...], float]:
    rows = {r["feature"]: float(r["weight"]) for r in read_table("misfit.csv")}
    weights = np.array([rows[name] for name in FEATURES])
    return weights, rows["constant"], tuple(rows[name] for name in GATE), rows["gate constant"]


def misfit(parts: list[str], lists: tuple[float, float, float]) -> Misfit:
    """Judge a text given in ``parts``; ``lists`` are the points of phrases and the evidence of words and of the wide list.

    A spinner works through a whole text: where its beginning shows nothing, the rest is not searched.
    """
    text = "\n".join(parts)
    head = text[:_HEAD]
    found = _rivals().automaton.find_matches_as_indexes(head)
    _, _, gate, gate_constant = _weights()
    # Chance averages out in a longer text: less is asked of it.
    doublings = math.log2(max(len(head) / _GATE_SIZE, 1.0))
    weighed = sum(map(mul, gate_features(head, [i for i, _, _ in found], lists), gate))
    if weighed + gate_constant + _PER_DOUBLING * doublings < 0.0:
        return _NONE
    judged = _judge(head, _rows(found), lists)
    if len(text) > _HEAD and judged.score > _HOPELESS:
        judged = _judge(text, find_words(text), lists)
    return judged


def find_words(text: str) -> Ints:
    """Words with likelier synonyms: number of the word and start, a row each."""
    return _rows(_rivals().automaton.find_matches_as_indexes(text))


def _rows(found: list[tuple[int, int, int]]) -> Ints:
    return np.array([(i, start) for i, start, _ in found], dtype=np.int64).reshape(-1, 2)


def _judge(text: str, found: Ints, lists: tuple[float, float, float]) -> Misfit:
    weights, constant, _, _ = _weights()
    features, strange, telling = misfit_features(text, found, lists)
    return Misfit(float(features @ weights) + constant, telling) if strange <= _STRANGE else _NONE


def gate_features(text: str, words: Iterable[int], lists: tuple[float, float, float]) -> list[float]:
    """See ``GATE``; ``words``: the numbers of the words found. A plain list: every text comes by here, and arrays so short cost more
    than they save."""
    kinds = [0.0] * 16
    kind = _rivals().kind
    share = min(1.0, _GATE_SIZE / max(len(text), 1))
    for word in set(words):
        kinds[kind[word]] += share
    return [*kinds, min(len(text), _GATE_SIZE) / 100, *_bounded(lists)]


def _bounded(lists: tuple[float, float, float]) -> list[float]:
    points, words, listed = lists
    return [min(points, 8.0) / 3, min(max(words, -6.0), 10.0) / 10, min(max(listed, -10.0), 8.0) / 10]


def misfit_features(
    text: str, found: Ints, lists: tuple[float, float, float]
) -> tuple[Floats, float, tuple[tuple[int, str, str], ...]]:
    """See ``FEATURES``; the share of strange triples; the places that speak for a spinner."""
    table, known = triples(), _rivals()
    coded = code(text, table)
    c, chinese = coded.codes, table.chinese[coded.codes]
    which, place = found[:, 0], coded.place[found[:, 1]]
    gain, best, sided, fits = _gains(c, chinese, which, place, table, known)
    # A word said again is hardly new evidence.
    order = np.argsort(which, kind="stable")
    rank = np.empty(len(which), dtype=np.int64)
    rank[order] = np.arange(len(which)) - np.searchsorted(which[order], which[order])
    value = np.where(rank == 0, 1.0, np.where(rank < _MOST, 0.5, 0.0))
    cell = np.searchsorted(_PRIORS, known.prior[best]) * 6 + np.searchsorted(_GAINS, gain)
    high = gain > _HIGH
    hot = np.zeros(len(c), dtype=bool)
    for shift in (-2, -1, 0, 1):
        hot[place[gain > 4.0] + shift] = True
    whole = chinese[:-2] & chinese[1:-1] & chinese[2:]
    size = max(float(whole.sum()), 1.0)
    unknown = float(((table.triple(c[:-2], c[1:-1], c[2:]) == 0) & whole & ~hot[:-2]).sum())
    pairs = chinese[:-1] & chinese[1:] & ~hot[:-1]
    features = np.concatenate(
        [
            np.bincount(cell * 2 + sided, weights=value, minlength=_BINS),
            np.bincount(known.usual[which[high]], weights=value[high], minlength=5),
            [
                float(value[fits].sum()),
                size / 20,
                unknown / 5,
                float((table.pair(c[:-1], c[1:])[pairs] == 0).sum()) / 2,
                *(10 * x for x in _bounded(lists)),
                sum(map(text.count, _PERSONS)) / 2,
                sum(map(text.count, _PARTICLES)) / 3,
                float((c == table.numbers[ord("0")]).sum()) / 3,
                sum(map(text.count, _TALK)) / 2,
            ],
        ]
    )
    telling = tuple(
        (int(found[i, 1]), known.words[which[i]], known.names[best[i]])
        for i in np.flatnonzero((gain > _OFFERED) & (sided > 0))
    )
    return features * min(1.0, _SIZE / size) / 10, unknown / size, telling


def _gains(
    c: Ints, chinese: NDArray[np.bool_], which: Ints, place: Ints, table: Triples, known: _Rivals
) -> tuple[Floats, Ints, Ints, NDArray[np.bool_]]:
    """For each word found: its gain, the best synonym, whether its neighbours know that and not the word, and whether both
    neighbours know the word."""
    if not len(which):
        return np.zeros(0), which, which, chinese[:0]
    many = np.diff(known.first)[which]
    starts = np.cumsum(many) - many
    rival = np.repeat(known.first[which] - starts, many) + np.arange(int(many.sum()))
    # The word as printed in the first rows, every synonym in its place in the others.
    at = np.concatenate([place, np.repeat(place, many)])
    put = np.concatenate([known.codes[which], known.rivals[rival]])
    met = np.concatenate([known.met[which], known.rivals_met[rival]])
    logs, left, right = _place(c, at, put, met, table)
    n = len(which)
    gains = logs[n:] - np.repeat(logs[:n], many)
    gain = np.maximum.reduceat(gains, starts)
    top = np.flatnonzero(gains == np.repeat(gain, many))
    pick = top[np.searchsorted(top, starts)]
    before, behind = chinese[place - 1], chinese[place + 2]
    left_other, right_other = left[n + pick], right[n + pick]
    sided = (before & (left_other > 1) & (left[:n] == 0)) | (behind & (right_other > 1) & (right[:n] == 0))
    fits = before & behind & (left[:n] > 1) & (right[:n] > 1)
    return gain, rival[pick], sided.astype(np.int64), fits


def _place(c: Ints, at: Ints, word: Ints, met: Floats, table: Triples) -> tuple[Floats, Floats, Floats]:
    """Log-likelihood of two characters at a place and of the two behind them; how often they stood behind and before these."""
    c2, c1, r1, r2 = c[at - 2], c[at - 1], c[at + 2], c[at + 3]
    x, y = word[:, 0], word[:, 1]
    pairs = table.pair(np.concatenate([c2, c1, y, r1]), np.concatenate([c1, x, r1, r2])).reshape(4, -1)
    threes = table.triple(
        np.concatenate([c2, c1, x, y]), np.concatenate([c1, x, y, r1]), np.concatenate([x, y, r1, r2])
    ).reshape(4, -1)
    around, into, out, last = pairs
    chances = table.chance(
        np.array([x, y, r1, r2]),
        threes,
        np.array([around, into, met, out]),
        np.array([into, met, out, last]),
        table.single[np.array([c1, x, y, r1])],
    )
    return np.log(chances).sum(axis=0), threes[1], threes[2]
