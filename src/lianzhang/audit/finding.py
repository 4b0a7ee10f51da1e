"""A finding: what cannot be true together, what follows, or what cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lianzhang.core import Quantity, Text

__all__ = ["CLASSES", "Finding", "FindingClass"]

FindingClass = Literal["impossible", "implies", "not_comparable", "unsupported"]
CLASSES: tuple[FindingClass, ...] = ("impossible", "implies", "not_comparable", "unsupported")
"""In order of gravity."""


@dataclass(frozen=True)
class Finding:
    """One finding. ``figures`` are the numbers it rests on, named; ``arithmetic`` how they were set against each other,
    with ``{name}`` where a figure stands; ``sentence`` is ready to paste, with the same marks; ``weight`` orders findings of a class.
    ``facts`` are the ids of the facts involved.
    """

    id: str
    rule: str
    kind: FindingClass
    title: Text
    sentence: Text
    arithmetic: Text
    figures: tuple[tuple[str, Quantity], ...]
    place: str | None = None
    time: str | None = None
    facts: tuple[str, ...] = ()
    weight: float = 0.0
