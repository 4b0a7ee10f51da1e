"""How often three characters follow one another in news, telegrams and reports of the economy.

A pair table knows words; a table of triples knows which word goes with which: 市场竞争 and never 商场比赛. Two uses: whether a
word fits its place (``misfit.py``), and which character was lost between two others (``likelihood.py``).
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

__all__ = ["Coded", "Ints", "Triples", "code", "triples"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_DIGIT, _LETTER, _BREAK = "0", "A", "\n"
_OTHER = 0
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_BITS = 21
_PROBES = 3
"""Entries that find no free slot in so many steps are left out, the rarest first."""
_COUNTS = np.concatenate([[0.0], np.exp2(np.arange(1, 256) / 2)])


@dataclass(frozen=True, slots=True)
class Coded:
    """A text as numbers: ``codes`` of its characters, runs of digits, letters and blanks as one; ``place`` gives for each
    character of the text where its code stands."""

    codes: Ints
    place: Ints


@dataclass(frozen=True, slots=True)
class Triples:
    """The table. ``numbers``: character (up to U+FFFF) → its code; ``chinese`` and ``single``: by code, whether it is a Chinese
    character, and how often it was met; ``prints`` and ``steps``: a hash table of pairs and triples, a mark of each and
    twice the binary logarithm of how often it was met (0: free)."""

    numbers: Ints
    chinese: NDArray[np.bool_]
    single: Floats
    total: float
    prints: NDArray[np.uint32]
    steps: NDArray[np.uint8]

    def pair(self, a: Ints, b: Ints) -> Floats:
        """How often ``b`` followed ``a``; 0 where it was too seldom for the table."""
        return self._count(a * len(self.single) + b)

    def triple(self, a: Ints, b: Ints, c: Ints) -> Floats:
        """How often ``a b c`` was met; 0 where it was too seldom for the table."""
        size = len(self.single)
        return self._count(((a + 1) * size + b) * size + c)

    def _count(self, wanted: Ints) -> Floats:
        slot, mark = _slots(wanted.ravel())
        taken = self.steps[slot]
        step = taken * (self.prints[slot] == mark)
        # What is not found in a slot that is taken may stand in the next one.
        left = np.flatnonzero((taken > 0) & (step == 0))
        for further in range(1, _PROBES):
            at = slot[left] + further
            taken = self.steps[at]
            found = self.prints[at] == mark[left]
            step[left[found]] = taken[found]
            left = left[~found & (taken > 0)]
        counts: Floats = _COUNTS[step].reshape(wanted.shape)
        return counts

    def chance(self, c: Ints, met: Floats, before: Floats, behind: Floats, of_b: Floats) -> Floats:
        """The chance that ``c`` follows ``a b``: triples (``met``, of ``before`` pairs ``a b``), backed by pairs (``behind`` of ``b c``,
        ``of_b`` of ``b``), backed by single characters.

        Each order is weighed by how much was seen of its context (Jelinek and Mercer 1980, with weights in the manner of
        Witten and Bell 1991).
        """
        much, some = before / (before + 4.0), of_b / (of_b + 30.0)
        alone = (self.single[c] + 0.5) / self.total
        by_pair = some * np.minimum(behind / np.maximum(of_b, 1.0), 1.0) + (1.0 - some) * alone
        # Counts are rounded: a share never exceeds one.
        return much * np.minimum(met / np.maximum(before, 1.0), 1.0) + (1.0 - much) * by_pair


def _slots(keys: Ints) -> tuple[Ints, NDArray[np.uint32]]:
    """Where in the table to look first, and the mark to look for."""
    mixed = keys.astype(np.uint64) * _MULTIPLIER
    return (mixed >> np.uint64(64 - _BITS)).astype(np.int64), (mixed >> np.uint64(8)).astype(np.uint32)


def code(text: str, table: Triples) -> Coded:
    """The text as codes, with two breaks put before and behind."""
    points = np.frombuffer(f"\n\n{text}\n\n".encode("utf-32-le"), dtype=np.uint32)
    codes = table.numbers[np.minimum(points, 0xFFFF)]
    digit, letter = table.numbers[ord(_DIGIT)], table.numbers[ord(_LETTER)]
    first = np.ones(len(codes), dtype=bool)
    first[1:] = (codes[1:] != codes[:-1]) | ((codes[1:] != digit) & (codes[1:] != letter))
    return Coded(codes[first], np.cumsum(first)[2:-2] - 1)


@lru_cache(maxsize=1)
def triples() -> Triples:
    """The packaged table (see ``tools/build_triples.py``)."""
    packed = files("lianzhang.text").joinpath("data/triples.xz").read_bytes()
    head, _, rest = lzma.decompress(packed).partition(b"\n")
    characters = "\0" + _BREAK + head.decode("utf-8")
    size, at = len(characters), 0

    def planes(count: int, width: int) -> Ints:
        nonlocal at
        rows = np.frombuffer(rest, dtype=np.uint8, count=count * width, offset=at).reshape(width, count)
        at += count * width
        return sum((row.astype(np.int64) << (8 * i) for i, row in enumerate(rows)), np.zeros(count, np.int64))

    pairs, followed = (int(n) for n in planes(2, 4))
    single = planes(size, 4).astype(np.float64)
    pair_keys = np.cumsum(planes(pairs, 3))
    pair_steps = planes(pairs, 1)
    many = planes(pairs, 2)
    gaps, opens = planes(followed, 2), np.repeat(np.cumsum(many) - many, many)
    reached = np.cumsum(gaps)
    third = reached - np.where(opens > 0, reached[opens - 1], 0)
    triple_keys = (np.repeat(pair_keys, many) + size) * size + third
    triple_steps = planes(followed, 1)
    prints, steps = _hashed(
        np.concatenate([pair_keys, triple_keys]), np.concatenate([pair_steps, triple_steps])
    )
    chinese = np.array(["\u4e00" <= c <= "\u9fff" for c in characters])
    return Triples(_numbers(characters), chinese, single, float(single.sum()), prints, steps)


def _numbers(characters: str) -> Ints:
    """Character → code: what the table lacks is one code, and so are all digits, letters and blanks."""
    numbers = np.full(0x10000, _OTHER, dtype=np.int64)
    for i, c in enumerate(characters):
        numbers[ord(c)] = i
    for c in "0123456789.０１２３４５６７８９．":
        numbers[ord(c)] = characters.index(_DIGIT)
    for point in (*range(0x41, 0x5B), *range(0x61, 0x7B)):
        numbers[point] = characters.index(_LETTER)
    for c in " \t\r\u3000":
        numbers[ord(c)] = characters.index(_BREAK)
    for narrow, wide in zip(",;:()?!", "，；：（）？！"):
        numbers[ord(narrow)] = numbers[ord(wide)]
    return numbers


def _hashed(keys: Ints, steps: Ints) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """An open hash table of the keys, the most frequent placed first."""
    order = np.argsort(-steps, kind="stable")
    slot, mark = _slots(keys[order])
    prints = np.zeros((1 << _BITS) + _PROBES, dtype=np.uint32)
    table = np.zeros((1 << _BITS) + _PROBES, dtype=np.uint8)
    left = np.arange(len(order))
    for further in range(_PROBES):
        at = slot[left] + further
        free = np.flatnonzero(table[at] == 0)
        _, first = np.unique(at[free], return_index=True)
        placed = free[first]
        prints[at[placed]] = mark[left[placed]]
        table[at[placed]] = steps[order][left[placed]]
        left = np.delete(left, placed)
    return prints, table
