"""Reading running words: ``{marks}`` of templates, dates, and verbatim names, so that no stray digit goes unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from lianzhang.core import PeriodError, language, period

__all__ = ["DATE", "Piece", "date_text", "name_pattern", "pieces", "split_template", "stray_digits"]

_YEAR = r"(?:1[89]|20|21)\d{2}"
_DAY = r"\d{1,2}"
DATE = re.compile(
    rf"(?<![\d.])(?:"
    rf"{_YEAR}-\d{{2}}-\d{{2}}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?)?"
    rf"|{_YEAR}-(?:\d{{2}}|H[12]|Q[1-4])(?!\d)"
    rf"|{_YEAR}(?:\s?[—–/至-]\s?{_YEAR})?年(?:{_DAY}月(?:{_DAY}日)?(?:\s?\d{{2}}:\d{{2}})?|第?[一二三四]季度|[上下]半年)?"
    rf"|(?<=[（(与]){_YEAR}(?=[）)与])"
    rf")"
)
"""A date in running words: ISO forms, a year with 年 and what may follow, or a year that stands alone within brackets.

No other bare number is taken for a year.
"""

Piece = tuple[Literal["words", "date", "name"], str]


def split_template(template: str) -> Iterator[tuple[bool, str]]:
    """Pieces of a template in order: (True, name) for each ``{name}``, (False, words) between."""
    position = 0
    for match in re.finditer(r"\{([^{}\s]{1,80})\}", template):
        if match.start() > position:
            yield False, template[position : match.start()]
        yield True, match[1]
        position = match.end()
    if position < len(template):
        yield False, template[position:]


@lru_cache(maxsize=8)
def name_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for the names that hold a digit, longest first; None if there are none.

    What reads as a number with its unit (1000万吨) is no name: it would hide a figure. A size class (50亿元以上) is one.
    """
    useful = {
        n
        for n in names
        if re.search(r"\d", n)
        and (not re.fullmatch(r"[\d.,\s%]+\D{0,6}", n) or n.endswith(("以上", "以下", "以内")))
    }
    if not useful:
        return None
    return re.compile("|".join(re.escape(n) for n in sorted(useful, key=lambda n: (-len(n), n))))


def pieces(words: str, names: tuple[str, ...]) -> Iterator[Piece]:
    """Running words cut into plain words, dates, and verbatim names."""
    pattern = name_pattern(names)
    position = 0
    while position < len(words):
        named = pattern.search(words, position) if pattern else None
        dated = DATE.search(words, position)
        found = min((m for m in (named, dated) if m), key=lambda m: (m.start(), -m.end()), default=None)
        if found is None:
            break
        if found.start() > position:
            yield "words", words[position : found.start()]
        yield ("name" if found is named else "date"), found[0]
        position = found.end()
    if position < len(words):
        yield "words", words[position:]


def stray_digits(words: Iterable[str], names: tuple[str, ...]) -> list[str]:
    """The plain pieces that hold a digit: figures that lead nowhere."""
    return [
        text
        for line in words
        for kind, text in pieces(line, names)
        if kind == "words" and re.search(r"\d", text)
    ]


def _one(text: str) -> str:
    if m := re.fullmatch(r"(\d{4})-H([12])", text):
        return f"{m[1]}年{'上' if m[2] == '1' else '下'}半年"
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        return f"{m[1]}年{'一二三四'[int(m[2]) - 1]}季度"
    if m := re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text):
        return f"{m[1]}年" + (f"{int(m[2])}月" if m[2] else "") + (f"{int(m[3])}日" if m[3] else "")
    return text


def date_text(text: str) -> str:
    """A period for people: ``2027-H1`` is 2027年上半年; in English, and where it is no period, the text itself.

    A time of day (``2026-03-01T09:30``) keeps hours and minutes.
    """
    day, _, clock = text.partition("T")
    try:
        period(day)
    except PeriodError:
        return text
    shown = day.replace("/", "–") if language() == "en" else "—".join(_one(part) for part in day.split("/"))
    return f"{shown} {clock[:5]}" if clock else shown
