"""How likely Chinese characters follow one another, for choosing between readings of damaged bytes."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from lianzhang.text.script import to_simplified_characters

__all__ = ["BRACKETS", "CLOSING", "LOST", "Model", "common", "guess", "level_one", "two_byte"]

CLOSING = frozenset("。，、；：”）》！")
LOST = "\ufffd"
BRACKETS = re.compile(r"[(（][^)）]*[)）]|[<&]")
_SURE = 0.8
_MARKS_SLIP = 4.0
"""Scramblers that work on bytes cut at punctuation marks more often than elsewhere."""
_WELL_KNOWN = 6
_WIDE_MARKS = str.maketrans(",;:!", "，；：！")


@lru_cache(maxsize=1)
def level_one() -> frozenset[str]:
    """The 3755 common characters of GB 2312, level 1."""
    pairs = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    return frozenset("".join(p.decode("gb2312", errors="ignore") for p in pairs))


@lru_cache(maxsize=1)
def _word_pairs() -> Counter[str]:
    from pypinyin.phrases_dict import phrases_dict

    pairs: Counter[str] = Counter()
    for phrase in phrases_dict:
        if len(phrase) <= 4:
            pairs.update(a + b for a, b in pairwise(phrase))
    return pairs


class Model:
    """How likely one character follows another: pairs of this text, of a word list, and a floor by commonness."""

    def __init__(self, text: str) -> None:
        plain = to_simplified_characters(
            re.sub(r"[(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}[)）]|[\s\ufffd]", "", text[:200_000])
        )
        plain = re.sub("[,，](?=[,，。、；;])", "", plain).translate(_WIDE_MARKS)
        self.single = Counter(plain)
        self.pairs = Counter(a + b for a, b in pairwise(plain))
        self.total = max(1, len(plain))

    def log(self, before: str, char: str) -> float:
        if char in level_one():
            base = 1e-4
        elif char in CLOSING:
            base = 2e-2
        else:
            base = 1e-7
        known = self.single[before]
        pair = self.pairs[before + char] / (known + 2) if known else 0.0
        words = min(_word_pairs()[before + char], 50) / 100
        return math.log(0.5 * pair + 0.2 * words + 0.2 * self.single[char] / self.total + 0.1 * base)

    def knows(self, before: str, char: str) -> bool:
        """Whether this text or the word list has the pair."""
        pair = to_simplified_characters(before + char)
        return bool(self.pairs[pair]) or _word_pairs()[pair] >= _WELL_KNOWN

    def score(self, before: str, run: str, after: str) -> float:
        """Mean log-likelihood over the run and the character behind it."""
        chars = to_simplified_characters(before + run + after).translate(_WIDE_MARKS)
        steps = [self.log(a, b) for a, b in pairwise(chars)]
        return sum(steps) / max(1, len(steps))


def two_byte(data: bytes) -> str | None:
    """Two-byte characters only; None when the bytes are not that."""
    try:
        out = data.decode("gbk")
    except UnicodeDecodeError:
        return None
    return out if 2 * len(out) == len(data) else None


def _weight(char: str, after: str) -> float:
    """Before a line end or a tag, a full stop; elsewhere marks somewhat more than other characters."""
    if char == "。" and (not after or after in "\n<"):
        return 100.0
    return _MARKS_SLIP if char in CLOSING else 1.0


def guess(options: list[str], before: str, after: str, model: Model, *, sure: bool = False) -> str:
    """The likeliest character between two others where it is clearly so, else U+FFFD: what is lost stays lost."""
    if len(options) == 1:
        return options[0]
    if before in CLOSING or before in ",;:\n":
        options = [c for c in options if c not in CLOSING]
    scored = sorted(
        ((math.exp(2 * model.score(before, c, after)) * _weight(c, after), c) for c in options),
        reverse=True,
    )
    total = sum(p for p, _ in scored)
    if not scored or scored[0][0] < _SURE * total:
        return LOST
    best = scored[0][1]
    return best if sure or best in CLOSING or model.knows(before, best) or model.knows(best, after) else LOST


def common(new: str) -> bool:
    """Whether all characters are of level 1 or marks."""
    level = level_one()
    plain = to_simplified_characters(BRACKETS.sub("", new))
    return all(c in level or c in CLOSING or c in "“《（" for c in plain)
