"""Governments and their offices, completed by the place they belong to."""

from __future__ import annotations

from functools import lru_cache

import ahocorasick_rs as ac

from lianzhang.core.places import PlaceTree
from lianzhang.evidence.lexicon.tables import departments
from lianzhang.evidence.mentions import NameMention, PlaceMention

__all__ = ["governments"]

_GOES_ON = tuple("门分队")
"""卫生部门, 教育部分: no ministry ends there."""
_LEVEL = {
    "省": "province",
    "市": "prefecture",
    "州": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}


@lru_cache(maxsize=1)
def _stems() -> tuple[ac.AhoCorasick, tuple[tuple[str, str, str], ...]]:
    rows = departments()
    return ac.AhoCorasick([r[0] for r in rows], matchkind=ac.MatchKind.LeftmostLongest), rows


def governments(
    text: str, places: list[PlaceMention], tree: PlaceTree, home: tuple[str, ...]
) -> list[NameMention]:
    """省工业和信息化厅, 郴州市人民政府, 市委: ``canonical`` is the full name, its place from the text or the home."""
    automaton, rows = _stems()
    ends = {p.end: p for p in places}
    found = []
    for i, at, end in automaton.find_matches_as_indexes(text):
        stem, canonical, level = rows[i]
        letter = text[at - 1] if at and text[at - 1] in _LEVEL else ""
        start = at - len(letter)
        if level == "national":
            if not letter and text[end : end + 1] not in _GOES_ON:
                found.append(NameMention(at, end, "government", stem, canonical, (), "lexicon"))
            continue
        if stem == "委" and text[end : end + 1] in tuple("托派任员外内培"):
            continue
        place = ends.get(at) or (ends.get(start) if letter else None)
        if place is not None and len(place.paths) == 1:
            name = place.paths[0] + canonical
            found.append(
                NameMention(
                    place.start, end, "government", text[place.start : end], name, place.paths, "lexicon"
                )
            )
            continue
        if not letter or _part_of_word(text, start, letter):
            continue
        key = _home_at(_LEVEL[letter], tree, home) or _said_before(_LEVEL[letter], tree, places, start)
        path = (tree.path(key),) if key else ()
        full = path[0] + canonical if path else None
        found.append(NameMention(start, end, "government", text[start:end], full, path, "lexicon"))
    return found


def _part_of_word(text: str, start: int, letter: str) -> bool:
    """园区政府, 社区委: the letter belongs to the word before, not to an office of the home."""
    return letter in "区州市县旗" and text[start - 1 : start] in tuple(
        "园社新发小街景灾地矿辖城各林牧厂山北南东西"
    )


def _home_at(level: str, tree: PlaceTree, home: tuple[str, ...]) -> str | None:
    for key in home:
        if key in tree:
            for place in tree.ancestors(key):
                if place.level == level:
                    return place.key
    return None


def _said_before(level: str, tree: PlaceTree, places: list[PlaceMention], at: int) -> str | None:
    """The place of that level named last: 县人大常委会 after 某县."""
    for p in reversed(places):
        if p.start < at and len(p.keys) == 1 and p.keys[0] in tree and tree[p.keys[0]].level == level:
            return p.keys[0]
    return None
