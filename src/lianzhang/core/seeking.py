"""Regular expressions whose search runs from one character that may begin a match to the next.

The library does so by itself where a pattern begins with a character, a class, or a choice of characters. It does not where a look
behind stands first, or a choice one of whose branches begins with a class or with what may be left out; every character of a text is then tried with the whole
pattern, four times as slowly. Here the characters are read from the pattern's own tree and handed to the search. Nothing else of the
pattern is touched: it matches what it matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["seeking"]

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # another interpreter: patterns are searched as it does
    _sre = _compiler = _parser = None

_ZERO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_TOLD = 1 | 4
"""The marks of a pattern that begins with a string or a class already."""
_CLASS = 4


class _AnyBeginsError(Exception):
    """A match may begin with any character, or be empty."""


def seeking(source: str) -> re.Pattern[str]:
    """``re.compile(source)``, searched from one character that may begin a match to the next; as it is where that may be any."""
    plain = re.compile(source)
    if _sre is None:
        return plain
    try:
        return _with_class(source) or plain
    except (_AnyBeginsError, AttributeError, TypeError, ValueError, RuntimeError):
        return plain  # an interpreter that writes its patterns in another way


def _with_class(source: str) -> re.Pattern[str] | None:
    """The pattern with the class of its first characters; None where it has one."""
    tree = _parser.parse(source)
    state = tree.state
    first, empty = _first(tree)
    if empty or state.flags & re.IGNORECASE:
        return None
    code: list[int] = _compiler._code(tree, 0)
    head = 1 + code[1]
    if code[0] != int(_compiler.INFO) or code[2] & _TOLD or head != 5:
        return None
    signs: list[int] = []
    _compiler._compile_charset(_compiler._optimize_charset(list(dict.fromkeys(first)))[0], state.flags, signs)
    code = [code[0], 4 + len(signs), code[2] | _CLASS, code[3], code[4], *signs, *code[head:]]
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    made: re.Pattern[str] = _sre.compile(
        source, state.flags, code, state.groups - 1, state.groupdict, tuple(names)
    )
    return made


def _first(items: Iterable[Any]) -> tuple[list[Any], bool]:
    """The characters, as parts of a class, of which one begins every match of a sequence, and whether a match may be empty."""
    out: list[Any] = []
    for op, argument in items:
        name = str(op)
        if name == "ASSERT" and argument[0] > 0 and not out:
            try:
                ahead, empty = _first(argument[1])
            except _AnyBeginsError:
                empty = True
            if not empty:
                return ahead, False  # what follows can but be one of these
        if name in _ZERO_WIDTH:
            continue
        found, empty = _of_one(name, op, argument)
        out += found
        if not empty:
            return out, False
    return out, True


def _of_one(name: str, op: Any, argument: Any) -> tuple[list[Any], bool]:
    if name == "LITERAL":
        return [(op, argument)], False
    if name == "IN" and all(str(kind) != "NEGATE" for kind, _ in argument):
        return list(argument), False
    if name == "BRANCH":
        branches = [_first(branch) for branch in argument[1]]
        return [sign for found, _ in branches for sign in found], any(empty for _, empty in branches)
    if name == "SUBPATTERN" and not argument[1] and not argument[2]:
        return _first(argument[3])
    if name == "ATOMIC_GROUP":
        return _first(argument)
    if name in _REPEATS:
        found, empty = _first(argument[2])
        return found, empty or argument[0] == 0
    raise _AnyBeginsError
