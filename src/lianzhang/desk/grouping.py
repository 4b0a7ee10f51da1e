"""By what the desk groups projects: the place at a level, the link of the chain, and names for what is not filled in."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from lianzhang.chain import commodity_of, segment_tree
from lianzhang.core import Place, Text, place_tree
from lianzhang.ledger.project import ProjectRecord

__all__ = ["NO_PLACE", "NO_SEGMENT", "Level", "commodity_named", "place_at", "place_named", "segment_at"]

Level = Literal["province", "prefecture", "county"]
_LEVELS: tuple[str, ...] = ("province", "prefecture", "county")

NO_PLACE = Text("地点未填", "no place")
NO_SEGMENT = Text("环节未填", "no segment")


@lru_cache(maxsize=4096)
def place_named(text: str) -> Place | None:
    """The place that a text names; what stands behind a county (a park, a village) is left off. None where nothing fits."""
    tree = place_tree()
    found = tree.resolve(text)
    for end in range(len(text) - 1, 2, -1):
        if found is not None:
            break
        found = tree.by_path(text[:end])
    return found


@lru_cache(maxsize=4096)
def place_at(text: str | None, level: Level = "county") -> str:
    """The full name of the place at a level, or as near to it as the text goes; the text itself where the tree does not know it."""
    if not text:
        return str(NO_PLACE)
    found = place_named(text)
    if found is None:
        return text
    tree = place_tree()
    inside = [
        p
        for p in tree.ancestors(found.key)
        if p.level in _LEVELS and _LEVELS.index(p.level) <= _LEVELS.index(level)
    ]
    return tree.path(inside[-1].key) if inside else tree.path(found.key)


def commodity_named(project: ProjectRecord) -> str | None:
    """The commodity that a project makes, from its product, else its segment's name, else its own."""
    for text in (project.product, project.segment, project.name):
        match = commodity_of(text) if text else None
        if match is not None:
            return match.commodity
    return None


def segment_at(project: ProjectRecord) -> str:
    """The link of the chain (正极, 电芯 …) that a project belongs to, by its own column, else by its product."""
    tree = segment_tree()
    node = tree.named(project.segment) if project.segment else None
    if node is None and (commodity := commodity_named(project)) is not None:
        node = tree.of_commodity(commodity)
    if node is not None:
        return str(tree.top(node.id).name)
    return project.segment or str(NO_SEGMENT)
