"""Commas put in before or beside real marks: ``,,`` ``50%,。`` ``,、``."""

from __future__ import annotations

import re

from lianzhang.text.edits import Found, Step, sub

__all__ = ["drop_doubled"]

_DOUBLED = re.compile("[,，](?=[,，。、;；:：!！?？](?![,，]))")
_MARKS = re.compile("[,，。、;；]")


def drop_doubled(text: str) -> Step:
    """Drop the inserted comma where the text shows the pattern throughout: at least 3, and one mark in ten."""
    count = len(_DOUBLED.findall(text))
    if count < 3:
        return Step(text)
    if count * 10 < len(_MARKS.findall(text)) - count:
        return Step(text)
    first = _DOUBLED.search(text)
    assert first is not None
    new, edits = sub(_DOUBLED, "", text)
    span = (first.start(), first.start() + 2)
    detail = text[span[0] : span[1]]
    return Step(new, edits, (Found("doubled_punctuation", *span, count, undone=True, detail=detail),))
