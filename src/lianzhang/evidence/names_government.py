"""Governments and their offices, completed by the place they belong to."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.core.places import PlaceTree
from lianzhang.evidence.lexicon import departments
from lianzhang.evidence.mentions import NameMention, PlaceMention

__all__ = ["governments"]

_LEVEL = {"省": "province", "市": "prefecture", "州": "prefecture", "县": "county", "区": "county", "旗": "county"}


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    table = {surface: (canonical, level) for surface, canonical, level in departments()}
    words = "|".join(re.escape(w) for w in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?P<level>[省市州县区旗])?(?P<stem>{words})"), table


def governments(
    text: str, places: list[PlaceMention], tree: PlaceTree, home: tuple[str, ...]
) -> list[NameMention]:
    """省工业和信息化厅, 郴州市人民政府, 市委: ``canonical`` is the full name, its place from the text or the home."""
    pattern, table = _pattern()
    ends = {p.end: p for p in places}
    found = []
    for m in pattern.finditer(text):
        canonical, level = table[m["stem"]]
        if level == "national":
            if not m["level"]:
                found.append(NameMention(m.start(), m.end(), "government", m[0], canonical, (), "lexicon"))
            continue
        place = ends.get(m.start("stem")) or (ends.get(m.start()) if m["level"] else None)
        if place is not None and len(place.paths) == 1:
            start = place.start
            name = place.paths[0] + canonical
            found.append(NameMention(start, m.end(), "government", text[start : m.end()], name, place.paths, "lexicon"))
            continue
        if not m["level"] or _part_of_word(text, m):
            continue
        key = _home_at(_LEVEL[m["level"]], tree, home)
        path = (tree.path(key),) if key else ()
        found.append(NameMention(m.start(), m.end(), "government", m[0], path[0] + canonical if path else None, path, "lexicon"))
    return found


def _part_of_word(text: str, m: re.Match[str]) -> bool:
    """市委 and 县委 are words; 园区委托, 社区政府 are not offices of the home."""
    before = text[m.start() - 1 : m.start()]
    after = text[m.end() : m.end() + 1]
    if m["stem"] == "委" and after in ("托", "派", "任", "员", "外", "内"):
        return True
    if m["level"] in ("区", "州", "市", "县", "旗"):
        return before in tuple("园社新发小街景灾地矿辖城各林牧厂山北南东西")
    return False


def _home_at(level: str, tree: PlaceTree, home: tuple[str, ...]) -> str | None:
    for key in home:
        if key in tree:
            for place in tree.ancestors(key):
                if place.level == level:
                    return place.key
    return None
