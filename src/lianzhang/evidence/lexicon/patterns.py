"""Whether a pattern of a data file is safe to run over strangers' texts: it compiles, says something, and cannot blow up.

Backtracking is found by trying: for every repetition in a pattern a text is made that the repetition loves and the rest refuses, and
the time of the search is watched while the text grows (the attack of Weideman et al., 2016, on ambiguous repetitions, run instead of proven).
Time is told in searches of a known pattern, measured in the same moment: a slow or busy machine finds what a fast one finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from time import process_time
from typing import Any

from lianzhang.core import Text

__all__ = ["pattern_fault"]

LONGEST = 6000
"""Characters of a pattern."""
DEEPEST = 4
"""Repetitions within one another."""
MANY = 8
"""A repetition of up to so many is none that can blow up."""
_SAMPLES = 3
_EXPONENTIAL = 30
"""Yardsticks that a search in fewer than thirty repetitions may take."""
_POLYNOMIAL = 300
"""Yardsticks that a search in four hundred repetitions may take."""
_YARDSTICK = re.compile("的*的*x"), "的" * 200
"""A search of some two milliseconds; quicker ones are not worth measuring against it."""
_QUICK = 0.003
"""Seconds that no search takes which blows up: thirty yardsticks of a machine twenty times as fast. Nearly all take less, and the
yardstick, slower than they, is not run."""
_ANY = "的"


def pattern_fault(pattern: str, *, anchored: bool = False) -> Text | None:
    """What is wrong with a regular expression; None when nothing is. One that is ``anchored`` may look ahead without a word of its own."""
    if len(pattern) > LONGEST:
        return Text(f"正则式长于 {LONGEST} 字", f"the pattern is longer than {LONGEST} characters")
    try:
        compiled = re.compile(pattern)
        tree = _parse(pattern)
    except (re.error, RecursionError, OverflowError, ValueError) as error:
        reason = str(error) or type(error).__name__
        return Text(f"不是正则式：{reason}", f"is not a regular expression: {reason}")
    if not anchored and compiled.match(""):
        return Text("空文字也能匹配，到处都会触发", "matches the empty text, and so everywhere")
    if _depth(tree) > DEEPEST:
        return Text(f"重复套了 {DEEPEST} 层以上", f"more than {DEEPEST} repetitions within one another")
    for before, body in _repetitions(tree):
        if _slow(compiled, before, body):
            what = f"{before}{body}{body}…"[:40]
            return Text(
                f"遇到“{what}”一类文字时耗时失控（重复之间可以互相替代），请改写",
                f"blows up on texts such as {what!r}: repetitions that can stand for one another; rewrite it",
            )
    return None


def _parse(pattern: str) -> Any:
    from re import _parser  # type: ignore[attr-defined]

    return _parser.parse(pattern)


def _took(compiled: re.Pattern[str], text: str) -> float:
    began = process_time()
    compiled.search(text)
    return process_time() - began


def _slow(compiled: re.Pattern[str], before: str, body: str) -> bool:
    for count in (*range(1, 13), *range(14, 30, 2), 50, 100, 200, 400):
        limit = _EXPONENTIAL if count < 30 else _POLYNOMIAL
        text = before + body * count + "\0"
        # a single search may have been held up
        if all(
            (took := _took(compiled, text)) > _QUICK and took > limit * _took(*_YARDSTICK) for _ in range(3)
        ):
            return True
    return False


def _children(op: str, argument: Any) -> list[Any]:
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return [argument[2]]
    if op == "SUBPATTERN":
        return [argument[3]]
    if op == "BRANCH":
        return list(argument[1])
    if op in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    if op == "ATOMIC_GROUP":
        return [argument]
    if op == "GROUPREF_EXISTS":
        return [a for a in argument[1:] if a is not None]
    return []


def _repeats(op: str, argument: Any) -> bool:
    return op in ("MAX_REPEAT", "MIN_REPEAT") and int(argument[1]) > MANY


def _depth(tree: Any) -> int:
    return max(
        (_repeats(str(op), a) + max(map(_depth, _children(str(op), a)), default=0) for op, a in tree),
        default=0,
    )


def _repetitions(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """For every long repetition: a text that leads to it, and texts that it repeats."""
    for op, argument in tree:
        name = str(op)
        for child in _children(name, argument):
            if _repeats(name, argument):
                for body in islice(_samples(child), _SAMPLES):
                    if body:
                        yield before, body
            yield from _repetitions(child, before)
        before += next(iter(_samples([(op, argument)])), "")
        before = before[-200:]


def _samples(tree: Any) -> Iterator[str]:
    """A few texts that a part of a pattern matches."""
    parts = [""]
    for op, argument in tree:
        some = list(islice(_sample(str(op), argument), _SAMPLES)) or [""]
        parts = [p + s for s in some for p in parts][: _SAMPLES * 2]
    yield from dict.fromkeys(parts)


def _sample(op: str, argument: Any) -> Iterator[str]:
    if op == "LITERAL":
        yield chr(argument)
    elif op == "NOT_LITERAL":
        yield _ANY if argument != ord(_ANY) else "a"
    elif op == "ANY":
        yield _ANY
    elif op == "IN":
        yield from _member(argument)
    elif op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        for body in _samples(argument[2]):
            yield body * max(1, min(int(argument[0]), MANY))
    elif op in ("ASSERT", "ASSERT_NOT"):
        return
    else:
        for child in _children(op, argument):
            yield from islice(_samples(child), _SAMPLES)


_CLASSES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_DIGIT": _ANY,
            "CATEGORY_NOT_SPACE": _ANY, "CATEGORY_NOT_WORD": "，"}  # fmt: skip


def _member(items: Any) -> Iterator[str]:
    if str(items[0][0]) == "NEGATE":
        yield _ANY
        return
    for op, argument in items[:_SAMPLES]:
        if str(op) == "LITERAL":
            yield chr(argument)
        elif str(op) == "RANGE":
            yield chr(argument[0])
        elif str(op) == "CATEGORY":
            yield _CLASSES.get(str(argument), _ANY)
