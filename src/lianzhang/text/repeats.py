"""A body printed twice: passages that say again what stands above, aligned on their letters alone."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

from lianzhang.text.document import Repeat

__all__ = ["Sentence", "find_repeats", "sentences_of"]

Sentence = tuple[int, int, str]
"""Where a sentence stands, and its letters alone."""

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*[”’》）)]*")
_NOT_LETTERS = re.compile(r"[\W_]+")
_SHORTEST = 10
_ALIKE = 0.75


def sentences_of(text: str, spans: list[tuple[int, int]]) -> list[Sentence]:
    """The sentences within ``spans`` that have letters."""
    out = []
    for begin, end in spans:
        for m in _SENTENCE.finditer(text, begin, end):
            letters = _NOT_LETTERS.sub("", m.group())
            if letters:
                out.append((m.start(), m.end(), letters))
    return out


def find_repeats(text: str, sentences: list[Sentence]) -> tuple[Repeat, ...]:
    """Second copies among the sentences: runs of at least two, or one of 40 letters, that occurred before.

    A sentence inside such a run that is only alike (three letters in four), as after a byte slip, belongs to it.
    """
    first: dict[str, int] = {}
    source: list[int | None] = []
    for i, (_, _, letters) in enumerate(sentences):
        seen = first.setdefault(letters, i) if len(letters) >= _SHORTEST else i
        # A copy goes on where it was: between equal sentences several times over, the next in turn is meant.
        previous = source[-1] if source else None
        if previous is not None and previous + 1 < i and sentences[previous + 1][2] == letters:
            seen = previous + 1
        source.append(seen if seen != i else None)
    if not any(s is not None for s in source):
        return ()
    _bridge(sentences, source)
    return tuple(_runs(text, sentences, source))


def _bridge(sentences: list[Sentence], source: list[int | None]) -> None:
    """Fill in sentences that continue a run and are nearly the same."""
    for step in (1, -1):
        order = range(1, len(source)) if step == 1 else range(len(source) - 2, -1, -1)
        for i in order:
            neighbour = source[i - step]
            if source[i] is not None or neighbour is None:
                continue
            other = neighbour + step
            if not 0 <= other < i:
                continue
            a, b = sentences[i][2], sentences[other][2]
            if (
                min(len(a), len(b)) * 2 >= max(len(a), len(b))
                and Indel.normalized_similarity(a[:2000], b[:2000]) >= _ALIKE
            ):
                source[i] = other


def _runs(text: str, sentences: list[Sentence], source: list[int | None]) -> list[Repeat]:
    out: list[Repeat] = []
    i = 0
    while i < len(source):
        at = source[i]
        if at is None:
            i += 1
            continue
        j = i
        while j + 1 < len(source) and source[j + 1] == (source[j] or 0) + 1 and (source[j] or 0) + 1 < i:
            j += 1
        letters = sum(len(sentences[k][2]) for k in range(i, j + 1))
        last = source[j]
        if last is not None and (letters >= 40 or (j > i and letters >= 24)):
            start, end = _strip(text, sentences[i][0], sentences[j][1])
            first_start, first_end = _strip(text, sentences[at][0], sentences[last][1])
            out.append(Repeat(start, end, first_start, first_end))
        i = j + 1
    return out


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
