"""Many regular expressions searched in one pass.

From each pattern the strings are read with which every match of it must begin (its heads); one Aho-Corasick pass over the text finds
all heads of all patterns, and a pattern is tried only where one of its heads stands. What comes out is what
``pattern.finditer`` gives (``\\d`` at the beginning stands for the digits of Chinese texts, plain and full-width); a pattern without heads (it may begin with anything) is simply searched.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from ahocorasick_rs import AhoCorasick

__all__ = ["Approach", "Firsts", "Together", "at_spots", "begins", "ends", "heads", "holds", "needs"]

try:
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # another interpreter: every pattern is searched by itself
    _parser = None

_LENGTH = 2
"""Heads are no longer: two characters tell Chinese words apart well enough."""
_WIDEST = 60
"""A class of more characters than this is no head."""
_MOST = 1600
_DIGITS = "0123456789０１２３４５６７８９"
"""What ``\\d`` begins a match with: figures in Chinese texts are printed in these alone."""
_ZERO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})

_Heads = set[tuple[str, bool]]
"""Strings, and whether what follows in the pattern goes on right behind."""


@lru_cache(maxsize=2)
def _tree(pattern: re.Pattern[str]) -> Any:
    """The parts of a pattern, for what is asked of it in turn."""
    return _parser.parse(pattern.pattern, pattern.flags)


_ASKED = 2048
"""Patterns of which it is kept what they need: a frame is one of those of many units."""


@lru_cache(maxsize=_ASKED)
def heads(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The strings of which one stands at the start of every match; None where the pattern has no such strings."""
    if _parser is None or pattern.flags & re.IGNORECASE:
        return None
    found = _sequence(_tree(pattern))
    if found is None or len(found) > _MOST or any(not text for text, _ in found):
        return None
    texts = {text for text, _ in found}
    return frozenset(t for t in texts if not any(t != s and t.startswith(s) for s in texts))


def _sequence(items: Any) -> _Heads | None:
    out: _Heads = {("", True)}
    for op, argument in items:
        if not any(goes_on for _, goes_on in out):
            break
        name = str(op)
        if name in _ZERO_WIDTH:
            continue
        following = _one(name, argument)
        grown: _Heads = set()
        for text, goes_on in out:
            if not goes_on or following is None:
                grown.add((text, False))
                continue
            for more, open_end in following:
                whole = text + more
                grown.add((whole[:_LENGTH], open_end and len(whole) < _LENGTH))
        out = grown
        if len(out) > _MOST:
            return None
    return out


def _one(name: str, argument: Any) -> _Heads | None:
    if name == "LITERAL":
        return {(chr(argument), True)}
    if name == "IN":
        return _class(argument)
    if name == "BRANCH":
        out: _Heads = set()
        for branch in argument[1]:
            found = _sequence(branch)
            if found is None:
                return None
            out |= found
        return out
    if name == "SUBPATTERN":
        return _sequence(argument[3])
    if name == "ATOMIC_GROUP":
        return _sequence(argument)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, item = argument
        inner = _sequence(item)
        if inner is None:
            return None
        if most > 1:  # a second round, or what follows, may come next: the head ends here
            inner = {(text, goes_on and not text) for text, goes_on in inner}
        return inner | {("", True)} if least == 0 else inner
    return None


def _class(items: Any) -> _Heads | None:
    out: _Heads = set()
    for op, argument in items:
        name = str(op)
        if name == "LITERAL":
            out.add((chr(argument), True))
        elif name == "CATEGORY" and str(argument) == "CATEGORY_DIGIT":
            out |= {(c, True) for c in _DIGITS}
        elif name == "RANGE" and argument[1] - argument[0] < _WIDEST:
            out |= {(chr(c), True) for c in range(argument[0], argument[1] + 1)}
        else:
            return None
    return out if len(out) <= _WIDEST else None


def begins(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The characters of which one stands first in every match; None where that may be any, or a match may be empty."""
    found = heads(pattern)
    return None if found is None or "" in found else frozenset(text[0] for text in found)


def ends(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The characters of which one stands last in every match; None where that may be any, or a match may be empty."""
    if _parser is None or pattern.flags & re.IGNORECASE:
        return None
    found = _last(_tree(pattern))
    return None if found is None or "" in found else frozenset(found)


def _last(items: Any) -> set[str] | None:
    """The last characters of a sequence, an empty string among them where it may match nothing; None where they may be any."""
    out = {""}
    for op, argument in reversed(items):
        name = str(op)
        if name in _ZERO_WIDTH:
            continue
        found = _last_of(name, argument)
        if found is None:
            return None
        out = (out - {""}) | found
        if "" not in found:
            break
    return out


def _last_of(name: str, argument: Any) -> set[str] | None:
    if name == "LITERAL":
        return {chr(argument)}
    if name == "IN":
        signs = _class(argument)
        return None if signs is None else {sign for sign, _ in signs}
    if name == "BRANCH":
        branches = [_last(branch) for branch in argument[1]]
        return None if None in branches else {c for found in branches if found for c in found}
    if name == "SUBPATTERN":
        return _last(argument[3])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        found = _last(argument[2])
        return found if found is None or argument[0] else found | {""}
    return None


@lru_cache(maxsize=_ASKED)
def needs(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of strings: every match holds at least one string of each group. Empty where nothing is known."""
    if _parser is None or pattern.flags & re.IGNORECASE:
        return ()
    return tuple(_needed(_tree(pattern)))


def holds(text: str, wanted: Sequence[Sequence[str]]) -> bool:
    """Whether a string of each group stands in ``text``, as :func:`needs` gives them."""
    return all(any(map(text.__contains__, group)) for group in wanted)


def _needed(items: Any) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = []
    run = ""
    for op, argument in [*items, ("END", None)]:
        name = str(op)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if name in _ZERO_WIDTH:
            continue
        if run:
            out.append((run,))
            run = ""
        if name == "SUBPATTERN":
            out += _needed(argument[3])
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] > 0:
            out += _needed(argument[2])
        elif name == "BRANCH":
            branches = [_needed(branch) for branch in argument[1]]
            if all(branches):  # of each branch the group that tells most
                best = [max(b, key=lambda group: min(map(len, group))) for b in branches]
                out.append(tuple(dict.fromkeys(text for group in best for text in group)))
    return out


class Approach:
    """Searches a pattern whose matches run up to one of a few strings without a mark between (甲[^，。；]{2,60}?落户): tried is only what
    stands before such a string in its clause, where otherwise every character of a sentence would begin a vain run."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self._strings, self._marks = _approached(pattern)

    def finditer(self, text: str, start: int, end: int) -> Iterable[re.Match[str]]:
        """What ``pattern.finditer(text, start, end)`` gives."""
        if not self._marks:
            return self._pattern.finditer(text, start, end)
        spots: set[int] = set()
        for string in self._strings:
            reached = (
                start  # a string that stands again and again in one stretch adds what is behind the last one
            )
            at = text.find(string, start, end)
            while at >= 0:
                floor = max(text.rfind(mark, reached, at) for mark in self._marks) + 1
                spots.update(range(max(floor, reached), at + 1))
                reached = at + 1
                at = text.find(string, reached, end)
        return at_spots(self._pattern, text, sorted(spots), start, end)


_MARKS = "，。；："


def _approached(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Strings of which one is in every match, and the marks of which none stands in a match before or beside it; empty where nothing is known."""
    if _parser is None or pattern.flags & re.IGNORECASE or heads(pattern) is not None:
        return (), ()  # with heads, the search itself runs from one of them to the next
    marks = set(_MARKS)
    for item in _tree(pattern):
        marks = {mark for mark in marks if not _may_hold(item[0], item[1], mark)}
        groups = _needed([item])
        if groups and marks:
            return groups[0], tuple(sorted(marks))
    return (), ()


def _may_hold(op: Any, argument: Any, mark: str) -> bool:
    """Whether a match of a part of a pattern may have ``mark`` in it."""
    name = str(op)
    if name in _ZERO_WIDTH:
        return False
    if name == "LITERAL":
        return bool(argument == ord(mark))
    if name == "NOT_LITERAL":
        return bool(argument != ord(mark))
    if name == "IN":
        return _class_holds(argument, mark)
    parts: Iterable[Any]
    if name == "BRANCH":
        parts = chain.from_iterable(argument[1])
    elif name == "SUBPATTERN":
        parts = argument[3]
    elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        parts = argument[2]
    else:
        return True
    return any(_may_hold(inner, of, mark) for inner, of in parts)


_BUT = frozenset({"CATEGORY_NOT_DIGIT", "CATEGORY_NOT_SPACE", "CATEGORY_NOT_WORD"})
"""The categories that a mark is of."""


def _class_holds(items: Any, mark: str) -> bool:
    held = negated = False
    for op, argument in items:
        name = str(op)
        negated |= name == "NEGATE"
        held |= name == "LITERAL" and argument == ord(mark)
        held |= name == "RANGE" and argument[0] <= ord(mark) <= argument[1]
        held |= name == "CATEGORY" and str(argument) in _BUT
    return held != negated


class Together:
    """Patterns searched together; their numbers are those of the sequence given.

    ``whole_figures``: none of them matches from inside a figure of up to four digits, so that only its first digit is tried. More than
    half of the digits of a text stand behind another one.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]], *, whole_figures: bool = False) -> None:
        self.patterns = tuple(patterns)
        self._of_figures: list[int] = []
        """the patterns that any digit may begin"""
        self._plain: list[int] = []
        self._wanted: dict[int, tuple[tuple[str, ...], ...]] = {}
        calls: dict[str, list[int]] = {}
        for at, pattern in enumerate(self.patterns):
            begin = heads(pattern)
            if begin is None:
                self._plain.append(at)
                self._wanted[at] = needs(pattern)
                continue
            if whole_figures and begin.issuperset(_DIGITS):
                self._of_figures.append(at)
                begin = begin.difference(_DIGITS)
            for head in begin:
                calls.setdefault(head, []).append(at)
        self._calls = [tuple(c) for c in calls.values()]
        self._matcher = AhoCorasick(list(calls)) if calls else None

    def spots(self, text: str, shift: int = 0) -> dict[int, list[int]]:
        """Where in ``text`` a match of each pattern may begin, in order; patterns without heads are left out.

        ``shift`` is added to every place."""
        out: defaultdict[int, list[int]] = defaultdict(list)
        if self._matcher is None:
            return out
        calls = self._calls
        for head, start, _ in self._matcher.find_matches_as_indexes(text, overlapping=True):
            for pattern in calls[head]:
                out[pattern].append(start + shift)
        for pattern in self._of_figures:
            figures = _figures(text)
            out[pattern] += [at + shift for at in figures] if shift else figures
        for starts in out.values():
            if len(starts) > 1:
                starts.sort()  # heads come in order of their ends
        return out

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, re.Match[str]]]:
        """``(number of the pattern, match)`` for every match in ``text[start:end]``, pattern by pattern, each in order of position."""
        end = len(text) if end is None else end
        spots = self.spots(text)
        out: list[tuple[int, re.Match[str]]] = []
        for at, pattern in enumerate(self.patterns):
            if at in spots:
                out += [(at, m) for m in at_spots(pattern, text, spots[at], start, end)]
            elif at in self._plain and holds(text, self._wanted[at]):
                out += [(at, m) for m in pattern.finditer(text, start, end)]
        return out


@lru_cache(maxsize=2)
def _figures(text: str) -> tuple[int, ...]:
    """Where the figures of a text begin; of longer runs of digits, where a year may begin inside, every digit."""
    out: list[int] = []
    for m in _FIGURE.finditer(text):
        start, end = m.span()
        if end - start <= _YEAR:
            out.append(start)
        elif end - start <= 2 * _LONG:
            out += range(start, end)
        else:  # nothing is told from the middle of a run that no one prints: it would be read to its end from every digit
            out += (*range(start, start + _LONG), *range(end - _LONG, end))
    return tuple(out)


_FIGURE = re.compile(f"[{_DIGITS}]+")
_YEAR = 4
_LONG = 64


class Firsts:
    """Where in a short text a match of each of many patterns may begin first: at one of its heads; or, of a pattern without heads,
    anywhere if the text holds one of the strings that are in every match."""

    def __init__(self, patterns: Sequence[re.Pattern[str] | None]) -> None:
        self._anywhere: list[int] = []
        calls: dict[str, list[tuple[int, bool]]] = {}
        for at, pattern in enumerate(patterns):
            if pattern is None:
                continue
            begin, wanted = heads(pattern), needs(pattern)
            if begin is None and not wanted:
                self._anywhere.append(at)
                continue
            for text in wanted[0] if begin is None else begin:
                calls.setdefault(text, []).append((at, begin is not None))
        self._calls = [tuple(c) for c in calls.values()]
        self._matcher = AhoCorasick(list(calls)) if calls else None

    def find(self, text: str) -> dict[int, int]:
        """The first place of each pattern that may match, by the number of the pattern."""
        out = dict.fromkeys(self._anywhere, 0)
        if self._matcher is None or not text:
            return out
        for called, start, _ in self._matcher.find_matches_as_indexes(text, overlapping=True):
            for pattern, begins in self._calls[called]:
                if not begins:
                    out[pattern] = 0
                elif start < out.get(pattern, start + 1):
                    out[pattern] = start
        return out


def at_spots(
    pattern: re.Pattern[str], text: str, spots: list[int], start: int = 0, end: int | None = None
) -> list[re.Match[str]]:
    """The matches of ``pattern`` in ``text[start:end]``, tried at ``spots`` alone (in order)."""
    out: list[re.Match[str]] = []
    at = start
    match = pattern.match
    end = len(text) if end is None else end
    for spot in spots[bisect_left(spots, start) :] if start else spots:
        if spot < at:
            continue
        if spot >= end:
            break
        m = match(text, spot, end)
        if m is not None:
            out.append(m)
            at = m.end()
    return out
