"""Characters that no reader sees, and newlines."""

from __future__ import annotations

import re

import numpy as np

from lianzhang.text.edits import Edits, Found, Step, sub

__all__ = ["drop_controls", "normalise_newlines"]

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ANY_BREAK = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ZERO_WIDTH = re.compile("[\xad\u180e\u200b-\u200d\u2060-\u2065\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ANY = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""Every character of the patterns above: most texts have none, and are read once to know it."""


def normalise_newlines(text: str) -> Step:
    """Every line break becomes one ``\\n``. Not damage, so nothing is reported."""
    if _ANY_BREAK.search(text) is None:
        return Step(text)
    return Step(*sub(_BREAKS, "\n", text))


def _report(text: str, pattern: re.Pattern[str], kind: str) -> list[Found]:
    first = pattern.search(text)
    if first is None:
        return []
    count = len(pattern.findall(text))
    return [Found(kind, first.start(), first.end(), count, undone=True, detail=f"U+{ord(first.group()):04X}")]


def drop_controls(text: str) -> Step:
    """Remove control, zero-width and direction characters and report each sort; a lone surrogate becomes U+FFFD."""
    found: list[Found] = []
    if _ANY.search(text) is None:
        return Step(text)
    if _SURROGATES.search(text):
        found += _report(text, _SURROGATES, "lone_surrogates")
        text = _SURROGATES.sub("\ufffd", text)
    if _HIDDEN.search(text) is None:
        return Step(text, found=tuple(found))
    if text.startswith("\ufeff"):
        found.append(Found("byte_order_mark", 0, 1, 1, undone=True, detail="U+FEFF"))
    found += _report(text, _BIDI, "bidi_characters")
    body = text.removeprefix("\ufeff")
    shift = len(text) - len(body)
    for kind, pattern in (("zero_width_characters", _ZERO_WIDTH), ("control_characters", _CONTROL)):
        found += [
            Found(f.kind, f.start + shift, f.end + shift, f.count, f.undone, f.detail)
            for f in _report(body, pattern, kind)
        ]
    # Deletions alone: positions as one array, so that a file made of control characters costs no list of edits.
    places = np.fromiter((m.start() for m in _HIDDEN.finditer(text)), dtype=np.int64)
    edits = Edits(places, places + 1, np.zeros(len(places), dtype=np.int64))
    return Step(_HIDDEN.sub("", text), edits, tuple(found))


_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb]")
