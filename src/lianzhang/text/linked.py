"""Lines broken around the words of links: a page taken off the web may print every link in a running text on a line of its own.

近日，国内龙头企业
某某股份
宣布扩产，……
"""

from __future__ import annotations

import re

from lianzhang.text.edits import Step, replace_spans

__all__ = ["join_links"]

_LONGEST = 14
"""No link in a running text is longer: a name, a word."""
_MARK = re.compile("[，。；！？、：:,;!?|｜【】《》<>]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?[^\d，。；\s][^，。；\n]{0,20}")
"""A figure, or two joined, may be a longer link than a name."""
_DECIMAL = re.compile(r"\d+\.\d+")
_INNER = re.compile("[，。；]")
_GOES_ON = re.compile("[，。；、]")
_DATE = re.compile(r"[\d\s年月日时分秒:：./—-]+")
_HEAD = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d)|第[一二三四五六七八九十\d]+[章节条]")
_ENDS = frozenset("。！？!?；;：:…”’」』》）)】.—-|~*")
"""How a line ends whose sentence, or heading, is done."""
_WANTS = frozenset("，、,“（")
_HANG = r"(?:[，。；、）”%％]|的(?!士|确)|[和与及](?![解谐其平])|等(?!级|待)|在内|（[A-Za-z\d])"
_HANGS = re.compile(_HANG)
"""What opens no paragraph: a mark, or a word that belongs to what stands before it."""
_ANY = re.compile(r"[，、,“（][ \t\u3000]?\n[^\n]{1,16}\n|\n[^\n]{1,16}\n" + _HANG)
"""Where a text may have such a place: few have, and only those are read line by line."""


def join_links(text: str) -> Step:
    """Join a line that stops within its sentence to the short line behind it and that to the next, throughout a text where one such place is
    beyond doubt. A document whose lines are whole is left as it is; broken lines are no damage, so nothing is reported."""
    if _ANY.search(text) is None:
        return Step(text)
    spans = _lines(text)
    cuts: list[tuple[int, int]] = []
    sure = False
    start = 0  # where the line that is being joined begins
    i = 0
    while i + 2 < len(spans):
        behind = _behind(text, spans, start, i)
        if not behind:
            i += 1
            start = i
            continue
        sure |= text[spans[i][1] - 1] in _WANTS or _HANGS.match(text, spans[behind][0]) is not None
        cuts += [(spans[k][1], spans[k + 1][0]) for k in range(i, behind)]
        i = behind
    if not sure:
        return Step(text)
    return Step(*replace_spans(text, [(a, b, "") for a, b in cuts]))


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines as spans without blanks at their ends; an empty one is an empty span."""
    out = []
    at = 0
    for line in text.split("\n"):
        bare = line.strip(" \t\u3000")
        begin = at + line.find(bare) if bare else at
        out.append((begin, begin + len(bare)))
        at += len(line) + 1
    return out


def _behind(text: str, spans: list[tuple[int, int]], start: int, i: int) -> int:
    """The line that goes on behind the link which line ``i`` breaks off at; 0 where it does not break off. ``start`` is the line with which it
    began."""
    begin, end = spans[start][0], spans[i][1]
    if begin == end or not _linked(text, *spans[i + 1]):
        return 0
    if text[end - 1] in _ENDS or not _INNER.search(text, begin, end):
        return 0
    for k in range(i + 2, min(i + 5, len(spans))):
        a, b = spans[k]
        if _GOES_ON.search(text, a, b):
            return 0 if _HEAD.match(text, a) else k
        if not _linked(text, a, b):
            return 0
    return 0


def _linked(text: str, start: int, end: int) -> bool:
    """Whether a line may be no more than a link: short, without a mark, no date and no heading."""
    long = end - start > _LONGEST and _FIGURE.fullmatch(text, start, end) is None
    if end == start or long or _MARK.search(text, start, end):
        return False
    if _DECIMAL.fullmatch(text, start, end):
        return True
    return _DATE.fullmatch(text, start, end) is None and _HEAD.match(text, start, end) is None
