"""Candidates weighed by what they look like: features with learnt weights, in parts that many candidates share.

A part is summed once, when it is made, and functions that make parts remember them: what is left for a candidate is to add up its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import repeat
from typing import Any, NamedTuple, TypeVarTuple, cast

from lianzhang.evidence.lexicon.tables import read_pairs

__all__ = ["Part", "Weighing", "score"]

_Ts = TypeVarTuple("_Ts")


class Part(NamedTuple):
    """Some features of a candidate, and what they weigh together."""

    features: tuple[str, ...]
    weight: float


def score(parts: Iterable[Part]) -> float:
    """What a candidate weighs."""
    return sum([weight for _, weight in parts])


class Weighing:
    """The weights of a data file (feature, weight); a feature that it does not have weighs nothing."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._kept: list[Any] = []

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of every feature."""
        return {name: float(weight) for name, weight in read_pairs(self._file)}

    def use(self, weights: dict[str, float] | None) -> None:
        """Weigh with other weights from now on, None: with those of the file; what was weighed before is forgotten."""
        vars(self).pop("weights", None)
        if weights is not None:
            self.weights = weights
        for kept in self._kept:
            kept.cache_clear()

    def part(self, features: tuple[str, ...]) -> Part:
        """The features as a part."""
        return Part(features, sum(map(self.weights.get, features, repeat(0.0))))

    def more(self, part: Part, features: tuple[str, ...]) -> Part:
        """The part with further features."""
        return Part(part.features + features, sum(map(self.weights.get, features, repeat(0.0)), part.weight))

    def shared(self, read: Callable[[*_Ts], tuple[str, ...]]) -> Callable[[*_Ts], Part]:
        """Make a function that gives features one that gives them as a part, and remembers it by what it was given."""
        kept = lru_cache(maxsize=8192)(lambda *given: self.part(read(*given)))
        self._kept.append(kept)
        return cast("Callable[[*_Ts], Part]", kept)
