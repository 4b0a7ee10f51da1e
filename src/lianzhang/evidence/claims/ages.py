"""Whose an age is: the person named right before it (董事长为方某，男，52岁), never the firm."""

from __future__ import annotations

import re

from lianzhang.evidence.frames.matcher import Frame

__all__ = ["of_an_age", "whose_age"]

_PERSON = re.compile(
    r"(?:[是为，。；、：:\s（(]|\A)(?P<name>[\u4e00-\u9fff·]{2,4}?)(?:[，,、]\s?[男女][，,、]\s?|[，,]?(?:现年|时年|年仅|今年(?:仅|才|已)?))\Z"
)
_REACH = 24


def of_an_age(frame: Frame) -> bool:
    """Whether a frame tells how old a person is."""
    return frame.measure == "年龄"


def whose_age(text: str, at: int) -> str | None:
    """The name before the age that stands at ``at`` of a folded text; None where nobody is named there."""
    found = _PERSON.search(text, max(0, at - _REACH), at)
    return found["name"] if found else None
