"""How likely Chinese characters follow one another, for choosing between readings of damaged bytes."""

from __future__ import annotations

import lzma
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from lianzhang.text.script import common_characters as level_one
from lianzhang.text.script import to_simplified_characters, traditional_characters
from lianzhang.text.triples import code, triples

__all__ = ["BRACKETS", "CLOSING", "LOST", "Model", "common", "guess", "level_one", "two_byte", "usual"]

CLOSING = frozenset("。，、；：”）》！")
LOST = "\ufffd"
BRACKETS = re.compile(r"[(（][^)）]*[)）]|[<&]")
_SURE = 0.8
_SURE_ONE_SIDED = 0.9
_NEARLY_CERTAIN = 0.999
_CERTAIN_ONE_SIDED = 0.9999
_AGREED = 0.8
"""Shares asked of the likeliest character by triples: alone, alone beside a figure, and where pairs choose it too: of 960 slips
undone to the last character in texts that no table was counted on, 956 were undone rightly."""
_FIGURE = re.compile("[0-9A-Za-z]")
_MARKS_SLIP = 4.0
"""Scramblers that work on bytes cut at punctuation marks more often than elsewhere."""
_BEFORE_FIGURE = frozenset("约到至为达共有近超过第产资出率约计破逾降增等以自从年月")
_AFTER_FIGURE = frozenset("万亿千年月日家个人吨元号多余项条座台套亩倍名次种")
"""What stands beside figures in running text far more often than anything else does."""
_WIDE_MARKS = str.maketrans(",;:!", "，；：！")


@dataclass(frozen=True, slots=True)
class _Table:
    """General Chinese: how often a character is met (of all), ends a word (of itself), begins one (of all), and pairs."""

    single: dict[str, float]
    ends: dict[str, float]
    begins: dict[str, float]
    pairs: dict[str, float]


@lru_cache(maxsize=1)
def _table() -> _Table:
    """The packaged table (see ``tools/build_pairs.py``)."""
    packed = files("lianzhang.text").joinpath("data/pairs.txt.xz").read_bytes()
    table = _Table({}, {}, {}, {})
    powers = [2.0 ** -(i + 1) for i in range(94)]
    for line in lzma.decompress(packed).decode().split("\n"):
        char, count, ends, begins, tail = line.split("\t")
        table.single[char] = float(count)
        table.ends[char] = int(ends) / 1000
        table.begins[char] = int(begins) / 1e6
        for follower, step in zip(tail[::2], tail[1::2]):
            table.pairs[char + follower] = powers[ord(step) - 33]
    total = sum(table.single.values())
    for char in table.single:
        table.single[char] /= total
    return table


def usual(before: str, char: str) -> bool:
    """Whether general Chinese has the pair within a word."""
    return before + char in _table().pairs


class Model:
    """How likely one character follows another: pairs of this text, pairs of general Chinese, and a floor by commonness."""

    def __init__(self, text: str) -> None:
        plain = to_simplified_characters(
            re.sub(r"[(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}[)）]|[\s\ufffd]", "", text[:200_000])
        )
        plain = re.sub("[,，](?=[,，。、；;])", "", plain).translate(_WIDE_MARKS)
        self.single = Counter(plain)
        self.pairs = Counter(a + b for a, b in pairwise(plain))
        self.total = max(1, len(plain))
        # In a simplified text a traditional character was hardly the one lost.
        old = traditional_characters()
        few = len(old.findall(text[:20_000])) < 3
        self.simplified = few and self.total >= 60
        self.foreign = old if few and self.total >= 300 else None

    def fits(self, char: str) -> float:
        """1, or a tenth for a traditional character in a simplified text."""
        return 0.1 if self.foreign is not None and self.foreign.match(char) else 1.0

    def log(self, before: str, char: str) -> float:
        """Natural logarithm of the chance that ``char`` follows ``before``."""
        table = _table()
        if char in CLOSING:
            general = 2e-2
        elif char.isdigit():
            general = 0.02 if before in _BEFORE_FIGURE else 4e-3
        elif before.isdigit():
            general = 0.02 if char in _AFTER_FIGURE else 4e-3
        else:
            general = table.pairs.get(before + char, 0.0) + table.ends.get(before, 1.0) * table.begins.get(
                char, 0.0
            )
        single = self.single.get  # what a counter lacks costs a call where it is indexed
        known = single(before, 0)
        own = self.pairs.get(before + char, 0) / (known + 3) if known else 0.0
        floor = 1e-5 if char in level_one() else 1e-7
        share = single(char, 0) / (self.total + 1000)
        return math.log(0.4 * own + 0.5 * general + 0.08 * share + 0.02 * table.single.get(char, 0.0) + floor)

    def knows(self, before: str, char: str) -> bool:
        """Whether this text or general Chinese has the pair."""
        pair = to_simplified_characters(before + char)
        return bool(self.pairs[pair]) or pair in _table().pairs

    def score(self, before: str, run: str, after: str) -> float:
        """Mean log-likelihood over the run and the character behind it."""
        chars = to_simplified_characters(before + run + after).translate(_WIDE_MARKS)
        steps = [self.log(a, b) for a, b in pairwise(chars)]
        return sum(steps) / max(1, len(steps))


def two_byte(data: bytes) -> str | None:
    """Two-byte characters only; None when the bytes are not that."""
    try:
        out = data.decode("gbk")
    except UnicodeDecodeError:
        return None
    return out if 2 * len(out) == len(data) else None


def _weight(char: str, after: str) -> float:
    """Before a line end or a tag, a full stop; elsewhere marks somewhat more than other characters."""
    if char == "。" and (not after or after in "\n<"):
        return 100.0
    return _MARKS_SLIP if char in CLOSING else 1.0


def guess(options: list[str], before: str, after: str, model: Model, *, sure: bool = False) -> str:
    """The likeliest character between others (some on each side tell most) where it is clearly so, else U+FFFD: what is lost
    stays lost."""
    if len(options) < 2:
        return options[0] if options else LOST
    by_pairs = _by_pairs(options, before[-1:], after[:1], model, sure=sure)
    if not model.simplified:
        return by_pairs  # traditional characters, or too little text to tell
    by_triples, share = _by_triples(options, before, after)
    if by_pairs not in (LOST, by_triples):
        return LOST
    beside_figure = _FIGURE.match(before[-1:]) or _FIGURE.match(after)
    alone = _CERTAIN_ONE_SIDED if beside_figure else _NEARLY_CERTAIN
    return by_triples if share >= (_AGREED if by_pairs == by_triples else alone) else LOST


def _by_triples(options: list[str], before: str, after: str) -> tuple[str, float]:
    """The likeliest character by the table of triples, and its share of all chances."""
    table = triples()
    # A run of digits or letters is one code.
    around = (*code(before, table).codes[:-2][-2:], *code(after, table).codes[2:][:2])
    x = table.numbers[[min(ord(c), 0xFFFF) for c in options]]
    a, b, c, d = (np.full(len(options), n) for n in around)
    chances = (
        table.chance(x, table.triple(a, b, x), table.pair(a, b), table.pair(b, x), table.single[b])
        * table.chance(c, table.triple(b, x, c), table.pair(b, x), table.pair(x, c), table.single[x])
        * table.chance(d, table.triple(x, c, d), table.pair(x, c), table.pair(c, d), table.single[c])
    )
    best = int(chances.argmax())
    return options[best], float(chances[best] / chances.sum())


def _by_pairs(options: list[str], before: str, after: str, model: Model, *, sure: bool) -> str:
    if before in CLOSING or before in ",;:\n":
        options = [c for c in options if c not in CLOSING]
    scored = sorted(
        (
            (math.exp(2 * model.score(before, c, after)) * _weight(c, after) * model.fits(c), c)
            for c in options
        ),
        reverse=True,
    )
    total = sum(p for p, _ in scored)
    # Beside a figure only one neighbour speaks.
    wanted = _SURE_ONE_SIDED if _FIGURE.match(before) or _FIGURE.match(after) else _SURE
    if not scored or scored[0][0] < wanted * total:
        return LOST
    best = scored[0][1]
    return best if sure or best in CLOSING or model.knows(before, best) or model.knows(best, after) else LOST


def common(new: str) -> bool:
    """Whether all characters are of level 1 or marks."""
    level = level_one()
    plain = to_simplified_characters(BRACKETS.sub("", new))
    return level.issuperset(plain) or all(c in level or c in CLOSING or c in "“《（" for c in plain)
