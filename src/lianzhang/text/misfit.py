"""Words that do not fit their place, and a near synonym that would: what a spinner leaves whose words no list has.

Of every word that has likelier synonyms (``data/rivals.txt.xz``) the place is read twice: as printed, and with each synonym put in
(``misfit_places.py``). A small net of one hidden layer, learnt on honest documents and on the same with words swapped by invented
spinners, turns what was read into how much likelier a spinner wrote the word than an author. No place is evidence alone. They are
summed under several guesses of how large a part of the words a spinner swaps, and weighed together with what speaks for a text
that the table does not know well: essays and reviews misfit everywhere, not at single words. Weights: ``data/misfit.csv``
(``tools/build_misfit.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log
from operator import mul

import numpy as np

from lianzhang.text.misfit_places import PLACE, Places, read_places, rivals
from lianzhang.text.spin_words import read_table
from lianzhang.text.triples import Floats

__all__ = ["DOCUMENT", "GATE", "Misfit", "document_features", "gate_features", "misfit", "place_scores"]

_PARTS = (0.02, 0.06, 0.15, 0.3)
"""Guesses of the part of the words that a spinner swaps."""
_LEVELS = (1.0, 2.0, 3.0, 4.0)
_BOUNDS = (-5.0, 7.0)
_WORD_BOUNDS = (-6.0, 8.0)
"""Log-likelihood ratios (natural) of a place and of a word in all its places are kept between these."""
_OFTEN = 3
"""The same word counts in three places at most, the second and third time half: a word said again is hardly new evidence."""
_OFFERED = 2.0
"""From this log-likelihood ratio on the likelier synonym is offered."""
_STRANGE = 0.8
"""Where more than this share of the triples is unknown, the table cannot judge."""
_LONGEST = 1300
"""A spinner works through a whole text: more characters than these are not judged."""
_HEAD = 500
_HOPELESS = -1.0
"""Where the first of them score less than this, the others are not read."""
_GATE_SIZE = 700.0
_PERSONS = "我你他她您咱俺"
_PARTICLES = "了着吗吧呢啊呀么很都就也还不没把被那这"
_TALK = "“”？！…"
DOCUMENT = (
    *(f"spun in {p}" for p in _PARTS),
    *(f"words above {at}" for at in _LEVELS),
    "words",
    *(f"words above {at} in 100" for at in _LEVELS),
    "words in 1000",
    "points",
    "word evidence",
    "list evidence",
    "persons",
    "particles",
    "talk",
    "length",
    "log length",
    "strange triples in all",
    "strange pairs in all",
    "strange pairs in 100",
)
"""Features of a text: log-likelihood ratios by the part of the words that is swapped; how many words misfit so much, in all and in
100 characters; what the lists of words say; and how well the table knows such text."""
GATE = (
    *(f"gate prior{p} {'usual' if u else 'not'}" for p in range(8) for u in range(2)),
    "gate size",
    "gate points",
    "gate word evidence",
    "gate list evidence",
)
"""What is counted first, without looking at places: most honest texts hold so few such words that the search is not worth it."""


@dataclass(frozen=True, slots=True)
class _Net:
    mean: Floats
    deviation: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    bias: float
    document: Floats
    constant: float
    gate: tuple[float, ...]
    gate_constant: float


@dataclass(frozen=True, slots=True)
class Misfit:
    """The log-likelihood ratio (natural) of spun against honest, very low where the table cannot judge, and the places that speak
    for it: (start, word, likelier synonym), starts in the parts joined by line breaks."""

    score: float
    telling: tuple[tuple[int, str, str], ...] = ()


_NONE = Misfit(-99.0)


@lru_cache(maxsize=1)
def _net() -> _Net:
    rows = {r["name"]: [float(x) for x in r["weights"].split()] for r in read_table("misfit.csv")}
    place = np.array([rows[name] for name in PLACE])
    return _Net(
        place[:, 0],
        place[:, 1],
        place[:, 2:],
        np.array(rows["hidden bias"]),
        np.array(rows["out"]),
        rows["bias"][0],
        np.array([rows[name][0] for name in DOCUMENT]),
        rows["constant"][0],
        tuple(rows[name][0] for name in GATE),
        rows["gate constant"][0],
    )


def misfit(parts: list[str], lists: tuple[float, float, float]) -> Misfit:
    """Judge a text given in ``parts``; ``lists`` are the points of phrases and the evidence of words and of the wide list."""
    text = "\n".join(parts)[:_LONGEST]
    head = text[:_HEAD]
    found = rivals().automaton.find_matches_as_indexes(head)
    net = _net()
    weighed = sum(map(mul, gate_features(head, [i for i, _, _ in found], lists), net.gate))
    if weighed + net.gate_constant < 0.0:
        return _NONE
    judged = _judge(head, found, lists)
    if len(text) > _HEAD and judged.score > _HOPELESS:
        judged = _judge(text, rivals().automaton.find_matches_as_indexes(text), lists)
    return judged


def _judge(text: str, found: list[tuple[int, int, int]], lists: tuple[float, float, float]) -> Misfit:
    net, known = _net(), rivals()
    places = read_places(text, found)
    if places.strange > _STRANGE * places.triples or not len(places.word):
        return _NONE
    scores = place_scores(places)
    features = document_features(text, places, scores, lists)
    telling = tuple(
        (int(places.start[i]), known.words[places.word[i]], known.names[places.best[i]])
        for i in np.flatnonzero(scores > _OFFERED)
    )
    return Misfit(float(features @ net.document) + net.constant, telling)


def place_scores(places: Places) -> Floats:
    """How much likelier a spinner wrote each word than an author (natural logarithm)."""
    net = _net()
    hidden = np.maximum((places.features - net.mean) / net.deviation @ net.hidden + net.hidden_bias, 0.0)
    scores: Floats = hidden @ net.out + net.bias
    return np.clip(scores, *_BOUNDS)


def document_features(text: str, places: Places, scores: Floats, lists: tuple[float, float, float]) -> Floats:
    """See ``DOCUMENT``; ``scores`` as of :func:`place_scores`."""
    order = np.argsort(places.word, kind="stable")
    word = places.word[order]
    first = np.flatnonzero(np.diff(word, prepend=-1))
    which = np.cumsum(np.diff(word, prepend=-1) > 0) - 1
    again = np.arange(len(word)) - first[which]
    share = np.where(again == 0, 1.0, np.where(again < _OFTEN, 0.5, 0.0))
    words = np.clip(np.bincount(which, scores[order] * share), *_WORD_BOUNDS)
    ratios = np.exp(words)
    spun = [float(np.log1p(part * (ratios - 1.0)).sum()) / 10 for part in _PARTS]
    above = [float((words > at).sum()) for at in _LEVELS]
    size = max(len(text), 100)
    return np.array(
        [
            *spun,
            *(n**0.5 for n in above),
            len(words) / 100,
            *(100 * n / size for n in above),
            10 * len(words) / size,
            *_bounded(lists),
            *(100 * sum(map(text.count, some)) / size for some in (_PERSONS, _PARTICLES, _TALK)),
            size / 1000,
            log(size / 600),
            3 * places.strange / places.triples,
            3 * places.strange_pairs / places.triples,
            100 * places.strange_pairs / size,
        ]
    )


def gate_features(text: str, words: Iterable[int], lists: tuple[float, float, float]) -> list[float]:
    """See ``GATE``; ``words``: the numbers of the words found. A plain list: every text comes by here, and arrays so short cost more
    than they save."""
    kinds = [0.0] * 17
    kind = rivals().kind
    for word in set(words):
        kinds[kind[word]] += 1.0
    # the last one holds the synonyms that are no words with synonyms of their own
    return [*kinds[:16], min(len(text), _GATE_SIZE) / 100, *_bounded(lists)]


def _bounded(lists: tuple[float, float, float]) -> list[float]:
    points, words, listed = lists
    return [min(points, 8.0) / 3, min(max(words, -6.0), 10.0) / 10, min(max(listed, -10.0), 8.0) / 10]
