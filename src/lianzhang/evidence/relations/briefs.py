"""News in brief: texts that are a list of short numbered items, each of which says what one firm or office did."""

from __future__ import annotations

import re

from lianzhang.evidence.scene import Scene, remembered

__all__ = ["in_brief"]


@remembered
def in_brief(scene: Scene) -> bool:
    """Whether a text is news in brief: many short paragraphs, each under a number of its own, and no firm whose paper it is."""
    if scene.firm_led or scene.flat.count("、") < _MANY_LINES:
        return False
    lines = [(m.start(), m.end()) for m in _NUMBERED_LINE.finditer(scene.flat)]
    if len(lines) < _MANY_LINES or sum(b - a for a, b in lines) > _BRIEF * len(lines):
        return False
    named = sum(bool(scene.names(a, min(a + _FIRST_WORDS, b), *_NEWSMAKERS)) for a, b in lines)
    return 3 * named >= len(lines)


_NUMBERED_LINE = re.compile(r"^[ \t\u3000]*\d{1,2}、[^\n]+", re.MULTILINE)
_MANY_LINES = 5
_BRIEF = 240
_FIRST_WORDS = 40
_NEWSMAKERS = ("organisation", "government", "authority", "institution")
"""In its first words an item says whose news it is."""
