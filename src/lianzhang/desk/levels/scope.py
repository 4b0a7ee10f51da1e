"""What part of the whole somebody sees: a place and all within it, grouped at a level; a park; a department's own things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from lianzhang.core import InputError, Problem, Problems, Text, nearest, place_tree
from lianzhang.desk.grouping import Level, place_named
from lianzhang.desk.levels.owes import Department, Duties, duties

__all__ = ["EVERYTHING", "Scope", "scope_of"]

_WORDS = {
    "省": "province", "省级": "province", "市": "prefecture", "市级": "prefecture", "州": "prefecture", "city": "prefecture",
    "县": "county", "县级": "county", "区县": "county",
}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """``level`` by which figures are grouped; ``place`` (a key of the tree) and ``park`` (a name) bound what is seen;
    ``department`` whose own things are shown. None: no bound.
    """

    level: Level = "prefecture"
    place: str | None = None
    park: str | None = None
    department: Department | None = None

    @property
    def name(self) -> str | None:
        """The place or park in full."""
        tree = place_tree()
        if self.park is not None or self.place is None:
            return self.park
        return tree.path(self.place) if self.place in tree else self.place

    def sees(self, place: str | None, park: str | None = None) -> bool:
        """Whether something at a place (as text, a park may stand behind it) lies within. What has no place is seen by the whole only."""
        if self.park is not None:
            return self.park in (park or "") or self.park in (place or "")
        if self.place is None:
            return True
        found = place_named(place) if place else None
        tree = place_tree()
        return found is not None and self.place in tree and tree.within(found.key, self.place)


EVERYTHING = Scope()


def scope_of(
    level: str | None = None, place: str | None = None, department: str | None = None, *,
    parks: Iterable[str] = (), known: Duties | None = None, default: Level = "prefecture", below: bool = True,
) -> Scope:  # fmt: skip
    """A scope as a person words it: ``level`` province, prefecture (city) or county, or 省 市 县; ``place`` a place or a park; a department.

    Without ``level`` it is the level below the place (``below`` False: of the place, or of its prefectures), else ``default``. Raises :class:`~lianzhang.core.InputError` with every fault.
    """
    problems = Problems()
    chosen = _WORDS.get(level, level) if level else None
    levels = get_args(Level)
    if chosen is not None and chosen not in levels:
        what = Text(
            f"没有层级“{level}”；可用：{'、'.join(levels)}",
            f"no level {level!r}; there are: {', '.join(levels)}",
        )
        problems.add("--level", what, nearest=nearest(str(level), [*levels, *_WORDS]))
        chosen = None
    key, park = None, None
    if place:
        key, park = _place(place, tuple(parks), problems)
    body = None
    if department:
        try:
            body = (known or duties()).department_named(department)
        except InputError as error:
            problems.extend(error.problems)
    problems.raise_if_any()
    return Scope(_level(chosen, key, default, below), key, park, body)


def _level(chosen: str | None, key: str | None, default: Level, below: bool) -> Level:
    for level in get_args(Level):
        if level == chosen:
            return level  # type: ignore[no-any-return]
    if key is None:
        return default
    wide = ("province",) if below else ("province", "prefecture")
    return "prefecture" if place_tree()[key].level in wide else "county"


def _place(text: str, parks: tuple[str, ...], problems: Problems) -> tuple[str | None, str | None]:
    tree = place_tree()
    found = tree.resolve(text)
    if found is not None:
        return found.key, None
    for park in parks:
        if text == park or (len(text) > 2 and text in park):
            return None, park
    several = tree.named(text)
    if several:
        some = "、".join(tree.path(p.key) for p in several[:5])
        what = Text(
            f"“{text}”不止一处：{some}；请写全", f"{text!r} is several places: {some}; write it in full"
        )
        problems.extend([Problem("--place", what, nearest=tree.path(several[0].key))])
    else:
        what = Text(f"没有地区或园区“{text}”", f"there is no place or park {text!r}")
        problems.extend([Problem("--place", what, nearest=nearest(text, [*parks, *tree.names()]))])
    return None, None
