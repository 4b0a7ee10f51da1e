"""How errors are said: where, what is wrong, and the nearest valid value — all of them at once.

A reader of a file collects :class:`Problem` objects in a :class:`Problems` list and raises them together
as :class:`InputError`; the command line prints them and ends with exit code 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from lianzhang.core.say import Text, say

__all__ = ["InputError", "Problem", "Problems", "nearest"]


def nearest(value: str, choices: Iterable[str]) -> str | None:
    """The valid value that looks most like ``value``, or None when nothing is near."""
    pool = [c for c in choices if c]
    found = get_close_matches(value, pool, n=1, cutoff=0.55)
    if found:
        return found[0]
    folded = {c.casefold(): c for c in pool}
    found = get_close_matches(value.casefold(), folded, n=1, cutoff=0.55)
    return folded[found[0]] if found else None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the input.

    ``file`` is the path as the user knows it; ``where`` a row, character or cell (``"row 3"``, ``"char 120"``);
    ``field`` the column or key; ``what`` the fault; ``nearest`` a valid value close to what was found.
    """

    file: str
    what: Text | str
    where: str | None = None
    field: str | None = None
    nearest: str | None = None

    def __str__(self) -> str:
        place = ": ".join(p for p in (self.file, self.where, self.field) if p)
        hint = Text(f"（最接近的有效值：{self.nearest}）", f" (did you mean {self.nearest}?)")
        return f"{place}: {say(self.what)}{say(hint) if self.nearest else ''}"


class InputError(ValueError):
    """All problems of one load, together. ``problems`` is never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class Problems:
    """Collects problems while a load goes on, so that the user sees all of them at once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(
        self,
        file: str,
        what: Text | str,
        *,
        where: str | None = None,
        field: str | None = None,
        nearest: str | None = None,
    ) -> None:
        """Note one problem; the load goes on."""
        self._found.append(Problem(file, what, where, field, nearest))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note problems found elsewhere."""
        self._found.extend(problems)

    def raise_if_any(self) -> None:
        """Raise :class:`InputError` with everything noted, if anything was."""
        if self._found:
            raise InputError(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)
