"""Text for people, in Chinese and English.

Every message that a user may read exists in both languages; which one is shown is decided once, here.
"""

from __future__ import annotations

import os
from typing import NamedTuple

__all__ = ["Text", "language", "say"]


class Text(NamedTuple):
    """One message in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return say(self)


def language() -> str:
    """The language to speak: ``LIANZHANG_LANG`` (``zh`` or ``en``), else Chinese, the offices' language."""
    return "en" if os.environ.get("LIANZHANG_LANG", "zh").lower().startswith("en") else "zh"


def say(text: Text | str) -> str:
    """The text in the language of :func:`language`."""
    if isinstance(text, Text):
        return text.en if language() == "en" else text.zh
    return text
