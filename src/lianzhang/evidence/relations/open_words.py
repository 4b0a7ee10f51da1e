"""The words of a clause for the open reader: names, times, titles and quotations whole, and which of the rest are verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lianzhang.core.data_files import data_text
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.segments import classes, segment

__all__ = ["QUOTED", "TITLE", "Token", "tokens_of", "verbs"]


class Token(NamedTuple):
    """A word ``[start, end)`` of a clause and what it is: verb, the class of a statement word, the type of a name, time, number, title, quoted or word."""

    text: str
    start: int
    end: int
    type: str


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """All words that may be a predicate."""
    listed = " ".join(row for row in data_text("verbs.txt").splitlines() if not row.startswith("#"))
    stated = {w for w, c in classes().items() if c in _DOING}
    return frozenset({*listed.split(), *stated} - {w for w, c in classes().items() if c in _NEVER})


_DOING = ("verb", "mixed", "saying", "reach", "entry")
_NEVER = ("adverb", "preposition", "conjunction", "particle", "whole", "manner")
_BRACKET = re.compile("（[^（）\n]{1,60}）")
_BE = frozenset(["是", "为", "系"])
TITLE = re.compile("《[^《》\n]{2,80}》")
QUOTED = re.compile("“[^“”\n]{2,24}”")
_PLAIN_NAMES = frozenset({"product", "mineral", "segment", "industry", "person_role"})


def tokens_of(scene: Scene, start: int, end: int) -> tuple[Token, ...]:
    """The words of ``[start, end)``; names, times, titles and what stands in quotation marks are one word each."""
    whole: list[tuple[int, int, str]] = [
        (m.start(), m.end(), "title") for m in TITLE.finditer(scene.flat, start, end)
    ]
    whole += [(m.start(), m.end(), "bracket") for m in _BRACKET.finditer(scene.flat, start, end)]
    whole += [(n.start, n.end, n.type) for n in scene.names(start, end) if n.type not in _PLAIN_NAMES]
    whole += [(t.start, t.end, "time") for t in scene.all_times(start, end)]
    whole += [(n.start, n.end, "number") for n in scene.numbers(start, end)]
    whole += [(m.start(), m.end(), "quoted") for m in QUOTED.finditer(scene.flat, start, end)]
    whole += [(p.start, p.end, "place") for p in scene.places(start, end)]
    whole.sort(key=lambda w: (w[0], -w[1]))
    out: list[Token] = []
    at = start
    for a, b, kind in [*whole, (end, end, "")]:
        if a < at:
            continue
        if a > at:
            out += _words(scene.flat, at, a)
        if b > a:
            out.append(Token(scene.flat[a:b], a, b, kind))
        at = max(at, b)
    return tuple(out)


def _words(flat: str, start: int, end: int) -> Iterator[Token]:
    known, doing = classes(), verbs()
    at = start
    pieces = segment(flat[start:end])
    i = 0
    while i < len(pieces):
        word = pieces[i]
        if (
            len(word) == 1
            and i + 1 < len(pieces)
            and len(pieces[i + 1]) == 1
            and word + pieces[i + 1] in doing
        ):
            word += pieces[i + 1]
            i += 1
        kind = "verb" if word in doing or word in _BE else known.get(word, "word")
        yield Token(word, at, at + len(word), kind)
        at += len(word)
        i += 1
