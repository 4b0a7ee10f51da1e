"""All mentions of a text: the face of the lexical layer."""

from __future__ import annotations

from collections.abc import Iterable

from lianzhang.core.places import PlaceTree, place_tree
from lianzhang.evidence.mentions import Mentions, NameMention, PlaceMention
from lianzhang.evidence.names.finder import names
from lianzhang.evidence.numbers.grammar import numbers
from lianzhang.evidence.places.home import home_places
from lianzhang.evidence.places.resolver import places
from lianzhang.evidence.times.grammar import times

__all__ = ["home_places", "outside_firms", "scan"]


def scan(
    text: str, *, document_date: str | None = None, tree: PlaceTree | None = None, home: tuple[str, ...] = ()
) -> Mentions:
    """Numbers, times, places and names of a repaired text (simplified Chinese), with offsets into it.

    ``document_date`` (``YYYY[-MM[-DD]]``) resolves 今年 and the like; ``home`` are keys of the places the document is
    about (see :func:`home_places`), for 全省, 市委 and ambiguous names.
    """
    tree = tree or place_tree()
    found_places = places(text, tree, home)
    found_names = names(text, found_places, tree, home)
    return Mentions(
        tuple(numbers(text)),
        tuple(times(text, document_date)),
        tuple(outside_firms(found_places, found_names)),
        tuple(found_names),
    )


def outside_firms(found: Iterable[PlaceMention], named: Iterable[NameMention]) -> list[PlaceMention]:
    """Places that are not the head of a firm's name: 宁德 of 宁德时代 is no place of the text."""
    firms = [n for n in named if n.type == "organisation"]
    kept = []
    at = 0
    for p in found:
        while at < len(firms) and firms[at].end <= p.start:
            at += 1
        if at < len(firms) and firms[at].start < p.end and firms[at].end > p.start:
            continue
        kept.append(p)
    return kept
