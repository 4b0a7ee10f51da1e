"""A byte pair that fell out of the middle of a slipped run.

Out of step, some pairs of bytes are no character at all, and software drops them without a trace. What stands on both
sides still fits when read one byte earlier; between them two characters are half known: the first by its lead byte, the
second by its trail byte.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

from lianzhang.text.likelihood import CLOSING, LOST, Model, common, two_byte

__all__ = ["bridge"]

_SURE = 0.8
_MOST = 40


@lru_cache(maxsize=256)
def _by_lead(lead: int) -> tuple[str, ...]:
    return tuple(c for t in range(0x40, 0xFF) if (c := two_byte(bytes((lead, t)))) and common(c))


@lru_cache(maxsize=256)
def _by_trail(trail: int) -> tuple[str, ...]:
    return tuple(c for t in range(0x81, 0xFF) if (c := two_byte(bytes((t, trail)))) and common(c))


def _droppable(first: str, second: str) -> bool:
    """Whether trail of the one and lead of the other make no character, so that they could vanish."""
    pair = bytes((first.encode("gbk")[1], second.encode("gbk")[0]))
    return two_byte(pair) is None


def bridge(data: bytes, model: Model) -> str | None:
    """The whole characters of a slipped run with one lost pair put back; None where that is not clearly one reading.

    ``data`` are the bytes behind the lost lead byte. Left out are the first character (half lost before the run) and,
    for an even number of bytes, the last.
    """
    inner_end = len(data) if len(data) % 2 else len(data) - 1
    best: list[tuple[float, str]] = []
    for gap in range(2, inner_end, 2):
        left = two_byte(data[1 : gap - 1])
        right = two_byte(data[gap + 1 : inner_end])
        if left is None or right is None or not common(left) or not common(right) or not left + right:
            continue
        pairs = [
            (model.score(left[-1:], a + b, right[:1]) * (1 + len(left[-1:] + right[:1])), a + b)
            for a in _likely(_by_lead(data[gap - 1]), left[-1:], model)
            for b in _by_trail(data[gap])
            if _droppable(a, b)
        ]
        best += [(score, left + pair + right) for score, pair in sorted(pairs, reverse=True)[:3]]
    if not best:
        return None
    total = sum(math.exp(score) for score, _ in best)
    score, text = max(best)
    known = sum(model.knows(a, b) for a, b in pairwise(text) if a not in CLOSING and b not in CLOSING)
    if LOST in text or math.exp(score) < _SURE * total or not known:
        return None
    return text


def _likely(options: tuple[str, ...], before: str, model: Model) -> list[str]:
    """The options that most likely follow, so that the search stays small."""
    return sorted(options, key=lambda c: -model.score(before, c, "") if before else 0.0)[:_MOST]
