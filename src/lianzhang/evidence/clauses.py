"""Sentences, list segments and clauses of a text, with offsets.

A paragraph is a line. A sentence ends at 。！？ or the line; a segment at ； ; a clause at ，and its kin. Marks inside
brackets, book titles and short quotations do not split; a comma between digits does not either; numbered list items
(一是, （二）, 3.) start a sentence of their own. A headline in 【】 at the head of a line is a sentence of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Clause", "Sentence", "flatten", "mask_titles", "sentence_at", "split"]

_OPEN = {"（": "）", "(": ")", "《": "》", "〈": "〉", "“": "”", "‘": "’", "「": "」", "【": "】", "[": "]"}
_QUOTES = frozenset("“‘「")
_LIMIT = 60
"""A bracket whose partner does not come within so many characters is taken for a stray mark."""

_NUMERALS = "一二三四五六七八九十"
_ITEM = re.compile(  # begins with a class of characters, so that the search runs from one of them to the next
    rf"[（(第{_NUMERALS}\d①-⑳](?:(?<=[①-⑳])(?![号期类标批])|(?:(?<=[。；;！？\s，,：:].)|(?<=^.))"
    rf"(?:(?<=[（(])[{_NUMERALS}\d]{{1,2}}[)）]|(?<=[{_NUMERALS}])[{_NUMERALS}]?(?:是|要)(?!个|家|条|项)|"
    rf"(?<=[{_NUMERALS}])[{_NUMERALS}]{{0,2}}、|(?<=第)[{_NUMERALS}][，,]|(?<=\d)\d?[.、．](?!\d)))",
    re.MULTILINE,
)
_LONGEST = 400
_MOST = 120
"""No clause is longer, no sentence has more clauses: text without marks is cut, so that the work stays linear."""

_HARD = frozenset("。！？!?")
_LOST_DASH = re.compile(r"(?a:\d\?\d)")
"""1?9月: a dash that was lost when the text was saved, no end of a sentence."""
_SOFT = frozenset("，,：:﹐﹕")
_SEMI = frozenset("；;﹔")
_MARK = re.compile("[" + re.escape("".join([*_OPEN, *_HARD, *_SOFT, *_SEMI])) + "]")


class Clause(NamedTuple):
    """``[start, end)`` without its closing mark; ``segment`` counts the ``；`` segments of the sentence from 0."""

    start: int
    end: int
    segment: int


class Sentence(NamedTuple):
    """A sentence with its clauses; ``paragraph`` counts lines, ``first`` says that it opens its paragraph."""

    start: int
    end: int
    paragraph: int
    first: bool
    clauses: tuple[Clause, ...]


def _partner(text: str, at: int, stop: int) -> int:
    """The place of the mark that closes the one at ``at``, or -1; quotations that hold a full stop do not count."""
    opening = text[at]
    closing = _OPEN[opening]
    depth = 0
    for i in range(at, min(stop, at + _LIMIT)):
        c = text[i]
        if c == opening:
            depth += 1
        elif c == closing:
            depth -= 1
            if depth == 0:
                return i
        elif c in _HARD and opening in _QUOTES:
            return -1
    return -1


_EDGE = (
    "，,；;。、：: \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""Marks and blanks that belong to no clause."""
_EDGES = frozenset(_EDGE)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    start = end - len(text[start:end].lstrip(_EDGE))
    return start, start + len(text[start:end].rstrip(_EDGE))


class _Builder:
    """Collects the clauses of one line."""

    def __init__(self, text: str, paragraph: int) -> None:
        self.text = text
        self.paragraph = paragraph
        self.sentences: list[Sentence] = []
        self.clauses: list[Clause] = []
        self.segment = 0

    def clause(self, start: int, end: int) -> None:
        if start < end and (self.text[start] in _EDGES or self.text[end - 1] in _EDGES):
            start, end = _trim(self.text, start, end)
        if start < end:
            self.clauses.append(Clause(start, end, self.segment))

    def sentence(self) -> None:
        if self.clauses:
            first = not self.sentences
            a, b = self.clauses[0].start, self.clauses[-1].end
            self.sentences.append(Sentence(a, b, self.paragraph, first, tuple(self.clauses)))
        self.clauses = []
        self.segment = 0


def _headed(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """A line, cut behind a headline (【某公司投产】某公司……) and behind who sent the report and when (某社8月1日讯（记者 某某）……)."""
    close = text.find("】", start, min(stop, start + _HEADLINE)) if text.startswith("【", start) else -1
    out = []
    if close - start >= 8:
        out, start = [(start + 1, close)], close + 1
    titled = _TITLE.match(text, start, stop)
    if titled and titled.end() < stop:
        out.append((start, titled.end()))
        start = titled.end()
    sent = _SENT.match(text, start, stop)
    if sent and sent.end() < stop:
        out.append((start, sent.end()))
        start = sent.end()
    return [*out, (start, stop)]


_HEADLINE = 120
_TITLE = re.compile(r"\s*原标题[：:][^。\n\u3000]{6,80}\u3000{2,}")
"""The title that a copied report prints in front of its first line."""
_SENT = re.compile(
    r"[^\S\n]*[\u4e00-\u9fff·《》]{2,16}?[ \u3000]?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:专?电|讯)"
    r"(?:[^\S\n]*[（(][^（）()\n]{0,6}(?:记者|编辑|通讯员|责编|作者)[^（）()\n]{0,40}[）)])?[，,：:]?(?![\u4e00-\u9fff]?[称报])"
)


_HALVES = re.compile(
    r"(?<=[\u4e00-\u9fff％%”])[ \u3000]+(?=[\u4e00-\u9fff“]|20\d\d年)(?!包括|其中|含|总?投资|预计|用于|将|拟|计划|分别|合计|共)"
    r"|(?<=[元％%倍股吨成])[ \u3000]+(?=拟)"
)
_PART = 5
"""No statement of a headline is shorter."""


def _halves(text: str, start: int, stop: int) -> list[int]:
    """The blanks that part the statements of a headline (甲公司拟募资3亿元 去年净利下降); a line of running text has none."""
    if stop - start > _HEADLINE or all(text.find(blank, start, stop) < 0 for blank in " \u3000"):
        return []
    if any(text.find(mark, start, stop) >= 0 for mark in "。；|｜"):
        return []
    cuts = [m.start() for m in _HALVES.finditer(text, start, stop)]
    edges = [start, *cuts, stop]
    lengths = [b - a for a, b in pairwise(edges)]
    return cuts if min(lengths) >= _PART and text.count(" ", start, stop) <= 2 * len(cuts) else []


def _line(
    text: str, start: int, stop: int, paragraph: int, spots: list[int], items: set[int]
) -> list[Sentence]:
    """The sentences of a line; ``spots`` are its marks and heads of list ``items``: nothing else is looked at, but for every so many
    characters of unmarked text."""
    build = _Builder(text, paragraph)
    begin = free = start
    for at in spots:
        if at < free:
            continue
        while at - begin >= _LONGEST:
            build.clause(begin, begin + _LONGEST)
            begin += _LONGEST
        c = text[at]
        if at in items and (at > begin or build.clauses):
            build.clause(begin, at)
            build.sentence()
            begin = at
        if len(build.clauses) >= _MOST:
            build.sentence()
        if c in _OPEN:
            close = _partner(text, at, stop)
            free = close + 1 if close > 0 else at + 1
        elif c in _HARD and not (c == "?" and _LOST_DASH.match(text, at - 1)):
            build.clause(begin, at)
            build.sentence()
            begin = at + 1
        elif c in _SEMI or c in _SOFT or c in " \u3000":
            if (
                c in ",:："
                and 0 < at < stop - 1
                and text[at + 1].isdigit()
                and (text[at - 1].isdigit() or text[at - 1] in "%％")
            ):
                continue
            build.clause(begin, at)
            begin = at + 1
            if c not in _SOFT:
                build.segment += 1
    while stop - begin > _LONGEST:
        build.clause(begin, begin + _LONGEST)
        begin += _LONGEST
        if len(build.clauses) >= _MOST:
            build.sentence()
    build.clause(begin, stop)
    build.sentence()
    return build.sentences


def split(text: str, start: int = 0, stop: int | None = None, paragraph: int = 0) -> list[Sentence]:
    """The sentences of ``text[start:stop]`` in order; offsets count from the beginning of ``text``, paragraphs from ``paragraph``."""
    stop = len(text) if stop is None else stop
    items = {m.start() for m in _ITEM.finditer(text, start, stop)}
    spots = sorted({m.start() for m in _MARK.finditer(text, start, stop)} | items)
    out: list[Sentence] = []
    at, first = start, 0
    while at < stop:
        end = _line_end(text, at, stop)
        found: list[Sentence] = []
        for a, b in _headed(text, at, end):
            last = bisect_left(spots, b, first)
            found += _line(text, a, b, paragraph, sorted([*spots[first:last], *_halves(text, a, b)]), items)
            first = last
        if found:
            out += found
            paragraph += 1
        at = end + 1
    return out


_CLOSED = frozenset("。！？!?；;：:…”’」』》）)】.—-|~")
_CUT_OFF = re.compile(
    r"[%％]|余(?:家|个|项|种|条|座|台|名|人|户|所|件|亩|吨|次|万|亿|公里|千米|元)|(?:万|亿|千万|百万)(?:吨|元|美元|千瓦|亩|平方|立方|人|辆|只|套|台|件|户|公里|千米)|"
    r"亿元|个(?:百分点|月|以上)|家以上|百分点|吉瓦|兆瓦|千瓦|平方米|立方米|公里|千米|(?:[GMk]?[Ww]h|[GM]W)(?![A-Za-z])"
)
"""What stands behind a numeral and opens no line of its own."""
_WANTS = re.compile(
    r"(?:计划|预计|力争|承办|主办|举办|召开|[达增升降]至|达到?|[为是在于将和与及的对把从自由以近约超共每]|到|超过|突破|截至|拥有|现有|新增|完成|实现|建成|"
    r"签约|引进|总?投资)\Z"
)
"""How a line ends whose sentence goes on: with a word that wants another behind it."""


def _line_end(text: str, at: int, stop: int) -> int:
    """Where the line ends that begins at ``at``; one broken within its sentence (behind a comma, or where a numeral was lost) goes on."""
    end = text.find("\n", at, stop)
    while end > at:
        goes_on = text[end - 1] in "，,、" and not text.startswith("\n", end + 1)
        if not goes_on and (text[end - 1] in _CLOSED or not _broken_off(text, at, end, stop)):
            break
        end = text.find("\n", end + 1 + _blank(text, end + 1, stop), stop)
    return stop if end < 0 else end


def _blank(text: str, at: int, stop: int) -> int:
    """How many blanks and ends of lines stand at ``at``."""
    following = at
    while following < stop and text[following].isspace():
        following += 1
    return following - at


def _broken_off(text: str, at: int, end: int, stop: int) -> bool:
    """Whether a line of running text stops within a sentence that the next line goes on with (现有企业／余家，……; 计划／月前完成……).

    Headings, captions and rows of tables hold no full stop, and no line of theirs opens with what stands behind a numeral.
    """
    near = max(at, end - _LONGEST)
    marks = max(text.rfind(mark, near, end) for mark in "。；;！？")
    begin = end + _blank(text, end, stop)
    if begin >= stop or not (marks > 0 or any(text.find(mark, near, end) > 0 for mark in "，,")):
        return False
    if _CUT_OFF.match(text, begin):
        return True
    if marks < 0 or not _WANTS.search(text[max(marks, end - 8) : end].rstrip()):
        return False
    line = text.find("\n", begin, stop)
    rest = text[begin : min(begin + _LONGEST, stop if line < 0 else line)]
    return text[begin].isalnum() and any(mark in rest for mark in "，,。")


def sentence_at(sentences: list[Sentence], at: int) -> Sentence | None:
    """The sentence that covers character ``at``, if any."""
    i = bisect_right(sentences, at, key=lambda s: s.start) - 1
    return sentences[i] if i >= 0 and sentences[i].start <= at < sentences[i].end + 1 else None


_WIDE = tuple(zip(",;:()?!「」『』﹐﹔﹕", "，；：（）？！“”“”，；：", strict=True))


def flatten(text: str) -> str:
    """The text with half-width marks made full-width, same length: patterns need only one form."""
    for half, wide in _WIDE:  # far quicker than str.translate
        text = text.replace(half, wide)
    return text


_TITLES = re.compile(r"《[^《》\n]{1,80}》")


def mask_titles(text: str) -> str:
    """The text with the inside of book titles blanked, same length: cue words in a title say nothing of the sentence."""
    return _TITLES.sub(lambda m: "《" + "\u3000" * (len(m[0]) - 2) + "》", text)
