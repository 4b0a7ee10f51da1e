"""Traditional characters to simplified ones, one for one, where a text really is traditional or was made so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lianzhang.text.edits import NO_EDITS, Found, Step

__all__ = [
    "common_characters",
    "simplify",
    "to_simplified_characters",
    "to_traditional_characters",
    "traditional_characters",
]

_CJK = re.compile("[\u4e00-\u9fff]")
_SHARE = 0.03
"""From this share of traditional characters on, a text counts as traditional: honest simplified text has a few (乾隆, 瞭望),
far below one in a hundred; traditional Chinese has about two in five."""


@lru_cache(maxsize=4)
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


def _one_for_one(config: str, text: str) -> str:
    """Convert, keeping the length: whole text at once, else line by line, else lines that change length stay."""
    converter = _converter(config)
    whole = str(converter.convert(text))
    if len(whole) == len(text):
        return whole
    out = []
    for line in text.split("\n"):
        new = str(converter.convert(line))
        out.append(new if len(new) == len(line) else line)
    return "\n".join(out)


def to_simplified_characters(text: str) -> str:
    """Taiwan or Hong Kong standard to simplified, same length. A common character never becomes a rare one (么 → 幺)."""
    return _simplified_word(text) if len(text) <= _WORD else _simplified(text)


_WORD = 8
"""Of a lost character every candidate is weighed between the same neighbours: stretches so short come again and again."""


def _simplified(text: str) -> str:
    new = _one_for_one("tw2s", text)
    if new == text:
        return text
    usual = common_characters()
    wrong = {a for a, b in set(zip(text, new)) if a != b and a in usual and b not in usual}
    if not wrong:
        return new
    return "".join(a if a in wrong and b not in usual else b for a, b in zip(text, new))


_simplified_word = lru_cache(maxsize=8192)(_simplified)


def to_traditional_characters(text: str) -> str:
    """Simplified to traditional, same length."""
    return _one_for_one("s2t", text)


@lru_cache(maxsize=1)
def traditional_characters() -> re.Pattern[str]:
    """A pattern of the characters that simplification changes on their own, but for those that simplified texts use (么, 著)."""
    usual = common_characters()
    every = [chr(c) for c in range(0x4E00, 0xA000)]
    changed = _one_for_one("tw2s", "\n".join(every)).split("\n")
    return re.compile("[" + "".join(a for a, b in zip(every, changed) if a != b and a not in usual) + "]")


@lru_cache(maxsize=1)
def common_characters() -> frozenset[str]:
    """The 3755 common characters of GB 2312, level 1."""
    pairs = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    return frozenset("".join(p.decode("gb2312", errors="ignore") for p in pairs))


def simplify(text: str) -> Step:
    """Convert a traditional text (see ``_SHARE``); an honest simplified text comes back untouched."""
    pattern = traditional_characters()
    first = pattern.search(text)
    if first is None:
        return Step(text)
    count = len(pattern.findall(text))
    if count < 3 or count < _SHARE * len(_CJK.findall(text)):
        return Step(text)
    new = to_simplified_characters(text)
    if new == text:
        return Step(text)
    found = Found("traditional", first.start(), first.end(), count, undone=True, detail=first.group())
    return Step(new, NO_EDITS, (found,))
