"""What a person decided of names: that two are one, or that they are not. Decisions outrank every rule of the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lianzhang.reconcile.names import clean_name

__all__ = ["Decision", "apart", "told_same"]


@dataclass(frozen=True, slots=True)
class Decision:
    """``name`` is another name of ``other`` (``same``), or is somebody else; ``by`` and ``date`` say who decided, and when."""

    name: str
    other: str
    same: bool
    by: str = ""
    date: str = ""
    note: str = ""

    @property
    def why(self) -> str:
        """The reason to print beside an alias."""
        return " ".join(x for x in ("office:", self.by, self.date, self.note) if x)


def apart(decisions: Iterable[Decision]) -> frozenset[frozenset[str]]:
    """Pairs of cleaned names that are two."""
    return frozenset(frozenset((clean_name(d.name), clean_name(d.other))) for d in decisions if not d.same)


def told_same(decisions: Iterable[Decision]) -> dict[str, tuple[str, str]]:
    """Cleaned name → (cleaned other name, why); a name that is given two others has none: that is a doubt again."""
    found: dict[str, tuple[str, str]] = {}
    twice: set[str] = set()
    for d in decisions:
        if not d.same:
            continue
        name, other = clean_name(d.name), clean_name(d.other)
        if name == other:
            continue
        if name in found and found[name][0] != other:
            twice.add(name)
        found.setdefault(name, (other, d.why))
    return {n: v for n, v in found.items() if n not in twice}
