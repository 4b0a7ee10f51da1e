"""No pattern of the reader may blow up on a stranger's text: for every repetition of each a text is made that it loves and the rest refuses."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import islice
from time import process_time

import pytest

from lianzhang.evidence.lexicon import patterns

ROOMS = ("core", "text", "evidence", "reconcile")
QUICK = 0.02
"""Seconds that no search of so short a text takes; what takes longer is measured against a yardstick of the same moment."""


YARDSTICK = re.compile("的*的*x"), "的" * 200


def _patterns(value: object, deep: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif deep < 3 and isinstance(value, (list, tuple, frozenset)):
        for item in value:
            yield from _patterns(item, deep + 1)
    elif deep < 3 and isinstance(value, dict):
        for item in value.values():
            yield from _patterns(item, deep + 1)


def _of_room(room: str) -> dict[str, re.Pattern[str]]:
    package = importlib.import_module(f"lianzhang.{room}")
    modules = [m.name for m in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
    return {
        f"{name}.{key}.{i}": pattern
        for name in modules
        for key, value in list(vars(importlib.import_module(name)).items())
        for i, pattern in enumerate(_patterns(value))
    }


def _took(pattern: re.Pattern[str], text: str) -> float:
    began = process_time()
    pattern.search(text)
    pattern.fullmatch(text)
    return process_time() - began


def blows_up(pattern: re.Pattern[str]) -> str | None:
    """The text for which the steps double with every repetition."""
    for before, body in islice(patterns._repetitions(patterns._parse(pattern.pattern)), 400):
        for count in range(8, 29, 4):
            text, half = (before + body * n + "\0" for n in (count, count // 2))
            if all(
                (took := _took(pattern, text)) > QUICK
                and took > 30 * _took(*YARDSTICK)
                and took > 64 * _took(pattern, half)
                for _ in range(3)
            ):
                return text
    return None


def test_one_that_blows_up_is_found() -> None:
    assert blows_up(re.compile("(?:消耗量?|量)*约"))
    assert not blows_up(re.compile("(?:消耗量?|量)*+约"))


@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_blows_up(room: str) -> None:
    seen: dict[str, str] = {}
    for name, pattern in _of_room(room).items():
        seen.setdefault(pattern.pattern, name)
    found = {name: text[:40] for p, name in seen.items() if (text := blows_up(re.compile(p))) is not None}
    assert seen and not found
