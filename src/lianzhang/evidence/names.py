"""Named things in Chinese text: organisations, governments, products, minerals, industries, parks, documents, persons in office.

Lexicons are searched in one pass; names that no lexicon has are found by their form (suffix, place in front,
coordination before 等企业). A name found both ways is taken from the lexicon.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs as ac

from lianzhang.core.places import PlaceTree, place_tree
from lianzhang.evidence.lexicon import firms, terms
from lianzhang.evidence.mentions import NameMention, PlaceMention
from lianzhang.evidence.names_forms import documents, industries, institutions, organisations, persons
from lianzhang.evidence.names_government import governments
from lianzhang.evidence.names_parks import parks

__all__ = ["names"]


class _Entry(NamedTuple):
    type: str
    canonical: str
    place: str
    root: str  # the trade name without the place in front: 裕能 of 湖南裕能


@lru_cache(maxsize=1)
def _lexicon() -> tuple[ac.AhoCorasick, tuple[str, ...], tuple[_Entry, ...]]:
    entries: dict[str, _Entry] = {}
    for term in terms():
        canonical = term.product or term.canonical
        entries.setdefault(term.surface, _Entry(term.type, canonical if term.type == "product" else term.canonical, "", ""))
    for firm in firms():
        for surface in (firm.legal, firm.name, *firm.aliases):
            if surface:
                entries[surface] = _Entry("organisation", firm.legal or firm.name, firm.place, "")
    surfaces = tuple(entries)
    return ac.AhoCorasick(surfaces, matchkind=ac.MatchKind.LeftmostLongest), surfaces, tuple(entries.values())


def _latin(c: str) -> bool:
    return c.isascii() and c.isalnum()


def _from_lexicon(text: str) -> list[NameMention]:
    automaton, surfaces, entries = _lexicon()
    found = []
    for i, start, end in automaton.find_matches_as_indexes(text):
        surface, entry = surfaces[i], entries[i]
        if _latin(surface[0]) and start and _latin(text[start - 1]):
            continue
        if _latin(surface[-1]) and end < len(text) and _latin(text[end]) and not text[end].isdigit():
            continue
        paths = (entry.place,) if entry.place else ()
        found.append(NameMention(start, end, entry.type, surface, entry.canonical, paths, "lexicon"))
    return found


_STRENGTH = {"document": 0, "organisation": 1, "government": 2, "institution": 3, "park": 3, "person_role": 4, "project": 5}


def names(
    text: str,
    places: list[PlaceMention] | None = None,
    tree: PlaceTree | None = None,
    home: tuple[str, ...] = (),
) -> list[NameMention]:
    """All named things of ``text`` in order and without overlap.

    ``places`` are the places found in the same text (found here when not given); ``home`` completes 省工业和信息化厅.
    ``canonical``: legal name of a firm, product id of a product, full name of an office.
    """
    tree = tree or place_tree()
    if places is None:
        from lianzhang.evidence.places import places as find_places

        places = find_places(text, tree, home)
    lexical = _from_lexicon(text)
    found = documents(text)
    found += organisations(text, places, [n for n in lexical if n.type == "organisation"])
    found += institutions(text, places) + governments(text, places, tree, home) + parks(text, places, tree, home)
    found += industries(text) + persons(text)
    return _settle(found, lexical)


def _settle(formed: list[NameMention], lexical: list[NameMention]) -> list[NameMention]:
    """One list without overlap: a document first, then the longer name, then the lexicon."""
    pool = [(n.type != "document", -(n.end - n.start), _STRENGTH.get(n.type, 6), n.basis == "form", i, n) for i, n in enumerate(formed + lexical)]
    pool.sort(key=lambda p: p[:5])
    taken = bytearray(max((n.end for n in formed + lexical), default=0) + 1)
    kept = []
    for *_, n in pool:
        if not any(taken[n.start : n.end]):
            taken[n.start : n.end] = b"\x01" * (n.end - n.start)
            kept.append(n)
    return sorted(kept, key=lambda n: n.start)
