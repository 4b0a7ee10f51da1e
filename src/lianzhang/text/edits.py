"""Edits of a text, and how they compose into one map back to the raw file.

A repair step is ``text -> Step``: the new text, the edits that made it, and what it found. Edits are arrays, so that a file
with a million of them costs three arrays and no loop.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lianzhang.core.records import record
from lianzhang.text.document import TextMap

__all__ = ["NO_EDITS", "Edits", "Found", "Step", "Track", "replace_spans", "sub"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """Damage met by a step, in positions of the text that the step was given."""

    kind: str
    start: int
    end: int
    count: int
    undone: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """``[start, end)`` of the old text became ``length`` characters; in order, without overlap, never empty on the old side."""

    start: Ints
    end: Ints
    length: Ints

    def __len__(self) -> int:
        return len(self.start)

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, int]]) -> Edits:
        """Edits from rows of (start, end, new length)."""
        table = np.array(list(rows), dtype=np.int64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1], table[:, 2])


NO_EDITS = Edits.of(())


@record
class Step:
    """What a repair step gives: the text after it, its edits, and the damage it met."""

    text: str
    edits: Edits = NO_EDITS
    found: tuple[Found, ...] = ()


class Track:
    """The map from the present text to the raw one; every applied step narrows it."""

    __slots__ = ("ends", "starts")

    def __init__(self, length: int) -> None:
        self.starts: Ints = np.arange(length, dtype=np.int64)
        self.ends: Ints = np.arange(1, length + 1, dtype=np.int64)

    def apply(self, edits: Edits) -> None:
        """Compose one step's edits into the map."""
        if not len(edits):
            return
        n = len(self.starts)
        last = np.arange(n, dtype=np.int64)
        # +1 where an edited stretch begins, -1 where it ends: the running sum marks what is edited.
        delta = np.zeros(n + 1, dtype=np.int64)
        np.add.at(delta, edits.start, 1)
        np.add.at(delta, edits.end, -1)
        times = (np.cumsum(delta[:-1]) == 0).astype(np.int64)
        times[edits.start] = edits.length
        last[edits.start] = edits.end - 1
        origin = np.repeat(np.arange(n, dtype=np.int64), times)
        self.starts = self.starts[origin]
        self.ends = self.ends[last[origin]]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of ``[start, end)`` of the present text; an empty span stands where its neighbour begins."""
        n = len(self.starts)
        if not n:
            return 0, 0
        start = min(max(start, 0), n - 1)
        end = min(max(end, start + 1), n)
        return int(self.starts[start]), int(self.ends[end - 1])

    def map(self) -> TextMap:
        """The map as it is kept on a document (compact arrays of int)."""
        return TextMap(array("q", self.starts.tobytes()), array("q", self.ends.tobytes()))


def replace_spans(text: str, rows: list[tuple[int, int, str]]) -> tuple[str, Edits]:
    """Replace spans (in order, no overlap, not empty) and give the edits."""
    if not rows:
        return text, NO_EDITS
    parts: list[str] = []
    at = 0
    for start, end, new in rows:
        parts.append(text[at:start])
        parts.append(new)
        at = end
    parts.append(text[at:])
    return "".join(parts), Edits.of((s, e, len(new)) for s, e, new in rows)


def sub(pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str], text: str) -> tuple[str, Edits]:
    """``pattern.sub`` that also gives its edits; a match left as it was is no edit."""
    rows: list[tuple[int, int, str]] = []
    for match in pattern.finditer(text):
        put = new if isinstance(new, str) else new(match)
        if put != match.group() and match.end() > match.start():
            rows.append((match.start(), match.end(), put))
    return replace_spans(text, rows)
