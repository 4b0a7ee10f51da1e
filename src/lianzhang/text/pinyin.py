"""Pinyin left in brackets behind a character: 動(dòng)力 → 動力. Honest brackets stay."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from lianzhang.text.edits import Found, Step, sub
from lianzhang.text.script import to_simplified_characters, traditional_characters

__all__ = ["BRACKET", "drop_pinyin", "is_reading"]

_LETTERS = "a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿê"
BRACKET = re.compile(rf"([\u3400-\u9fff])[(（]([{_LETTERS}]{{1,6}})[)）]")
"""A character and one bracketed lower-case syllable."""
_ANY = re.compile(rf"[(（][{_LETTERS}]{{1,6}}[)）]")

_TONES = str.maketrans("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿê", "aaaaooooeeeeiiiiuuuuüüüünnnme")


@lru_cache(maxsize=4096)
def _readings(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    both = {char, to_simplified_characters(char)}
    return frozenset(r for c in both for r in pinyin(c, style=Style.TONE, heteronym=True)[0])


@lru_cache(maxsize=8192)
def is_reading(char: str, syllable: str) -> bool:
    """Whether ``syllable`` (with tone mark, or without any) is a reading of ``char``."""
    syllable = unicodedata.normalize("NFC", syllable)
    readings = _readings(char)
    if syllable in readings:
        return True
    plain = syllable.translate(_TONES)
    return plain == syllable and any(r.translate(_TONES) == plain for r in readings)


def drop_pinyin(text: str) -> Step:
    """Drop brackets that hold a reading of the character before, in texts that were mangled so.

    In a simplified text a gloss of a rare name, 郴(chēn)州, is the author's own and stays. A mangled text shows it on
    traditional characters: there must be three of them or one in every 200 characters.
    """
    if _ANY.search(text) is None:
        return Step(text)
    hits = [m for m in BRACKET.finditer(text) if is_reading(m[1], m[2])]
    if not hits:
        return Step(text)
    traditional = traditional_characters()
    sure = sum(1 for m in hits if traditional.match(m[1]))
    if sure < 3 and sure * 200 < len(text):
        return Step(text)
    if sure == 0:
        return Step(text)
    new, edits = sub(BRACKET, lambda m: m[1] if is_reading(m[1], m[2]) else m.group(), text)
    # Keep the character's own place: only the bracket is edited away.
    edits = type(edits)(edits.start + 1, edits.end, edits.length - 1)
    first = hits[0]
    return Step(
        new,
        edits,
        (Found("pinyin", first.start(), first.end(), len(hits), undone=True, detail=first.group()),),
    )
