"""A government's yearly report to its assembly: what it tells is of its own land, of the year gone by or of the year ahead.

Such a report lists hundreds of figures without naming a year or a place: the title says both. What it has done stands before what it
will do; an excerpt shows neither heading, so each paragraph is told apart by its words (力争, 支持…… against 入选, 居全国……, 12.5%).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.mentions import PlaceMention, TimeMention

__all__ = ["Report", "report_of"]

_BARE = 6
"""No longer is what stands before the figure of a clause that goes on speaking of what the one before did (产能占全球)."""
_TITLE = re.compile(
    r"\s*(?:(?P<y>20\d\d)年)?(?P<p>[\u4e00-\u9fff]{2,12}?)(?:(?P<x>20\d\d)年)?(?:人民)?政府(?:(?P<z>20\d\d)年)?工作报告(?:（[^（）\n]{1,16}）)?\s*(?:\n|\Z|——)"
)
_HELD = re.compile(r"(20\d\d)年\d{1,2}月\d{1,2}日在")
_FIRST_YEAR = re.compile(r"(20\d\d)年(?!工作回顾)")
_HEAD = 200

_DONE = re.compile(
    r"\d\.\d(?![%万亿\d]*左右)|入选|获[批评得颁]|荣获|居全国|成功|成为|前列|[增升提降][高至到]{1,2}\d|分别增长|取得|百分点|首[个批家例次]|突破\d|"
    r"(?:推进|实施|完成|达标|竣工|投产|投运|通车|落地|投用|完善|提升|显现|见效)(?=[，。；])|一年来|五年[，来]|过去|去年|圆满"
)
_AHEAD = re.compile(
    r"力争|(?<=[，。；、])(?:支持|培育|强化|做[好优强大]|提升|加快|建设|推进|推动|加强|促进|完善|优化|落实|持续|着力|打造|健全|大力|实施|深入|争取|深化|抓好|办好|开展)|"
    r"(?:左右|以上)(?=[，。；])|今年|确保|(?<!\d)[1-9]0+(?=[万亿个家公])"
)
_TOLD_WEIGHT = 1.3
"""Words for what was done are rarer than those for what is to be done, which tell of both."""
_COUNTED = re.compile(r"(?<![\d.])\d{0,6}[1-9]\d?[1-9](?=[个家公项部处座件户台万亿])")
_SET_OUT = re.compile(
    r"今年[^。；]{0,16}(?:目标|任务|实事)|今年(?:我们)?要|(?:今年|20\d\d年)[^，。；]{0,6}(?:重点|主要)工作|“?十五五”?时期"
)
_LOOKED_BACK = re.compile(r"一年来|[这过去]五年|五年来|刚刚过去|过去的?一年|“?十四五”?时期")
_FIVE = re.compile(r"[这过去]五年|五年来|“?十四五”?(?:时期|期间)?|五年间")
_SINCE = re.compile(r"[较比](?:20\d0年|“?十[一二三四]五”?末)|五年来|这五年")
_THIS_YEAR = re.compile(r"一年来|过去的?一年|刚刚过去的?20|全年|比上年|较上年|同比")


@dataclass(frozen=True, slots=True)
class Report:
    """The land a report is of (path), the year it is given in (None where unsaid), and the paragraphs that look ahead, or back over five years."""

    place: str
    year: int | None
    ahead: frozenset[int]
    five_years: frozenset[int]

    def looks_ahead(self, sentence: Sentence) -> bool:
        """Whether a sentence tells what is to be done."""
        return sentence.paragraph in self.ahead

    def moves_on(self, start: int, at: int) -> bool:
        """Whether a figure at ``at`` of a clause from ``start`` on has a noun of its own: it is of the land, not of the place or firm told before."""
        return at - start > _BARE

    def period(self, sentence: Sentence) -> TimeMention | None:
        """The year, or the years, that the figures of a sentence are of."""
        if self.year is None:
            return None
        time = f"{self.year - 1}"
        if self.looks_ahead(sentence):
            time = f"{self.year}"
        elif sentence.paragraph in self.five_years:
            time = f"{self.year - 5}/{self.year - 1}"
        return TimeMention(sentence.start, sentence.start, time, True)  # it stands nowhere in the text


def report_of(flat: str, places: Sequence[PlaceMention], sentences: Sequence[Sentence]) -> Report | None:
    """The report that a text with such a title is; None for any other text."""
    title = _TITLE.match(flat, 0, _HEAD)
    if title is None:
        return None
    own = [p for p in places if title.start("p") <= p.start and p.end <= title.end("p") and len(p.paths) == 1]
    if not own:
        return None
    year = _HELD.search(flat, 0, _HEAD) or _FIRST_YEAR.search(flat, 0, _HEAD)
    said = title["y"] or title["x"] or title["z"] or (year and year[1])
    return Report(own[-1].paths[0], int(said) if said else None, *_outlooks(flat, sentences))


def _outlooks(flat: str, sentences: Sequence[Sentence]) -> tuple[frozenset[int], frozenset[int]]:
    """The paragraphs that look ahead, and those that look back over five years."""
    ahead, five = set(), set()
    begun = looking = False
    since = bool(_SINCE.search(flat)) and not _THIS_YEAR.search(flat)
    for paragraph in sorted({s.paragraph for s in sentences}):
        i = bisect_left(sentences, paragraph, key=attrgetter("paragraph"))
        j = bisect_left(sentences, paragraph + 1, key=attrgetter("paragraph"))
        start, end = sentences[i].start, sentences[j - 1].end
        told = _LOOKED_BACK.search(flat, start, end)
        if _SET_OUT.search(flat, start, end) and not told:
            begun = looking = True
        elif told:
            begun, looking = True, False
        elif not begun:
            looking = _weight(flat, start, end) > 1
        if looking:
            ahead.add(paragraph)
        elif since or (
            _FIVE.search(flat, start, sentences[i].end) and not _THIS_YEAR.search(flat, start, end)
        ):
            five.add(paragraph)
    return frozenset(ahead), frozenset(five)


def _weight(flat: str, start: int, end: int) -> float:
    """Above one where the words of a paragraph look ahead; counts that are not round (682个) have been counted."""
    told = _TOLD_WEIGHT * len(_DONE.findall(flat, start, end)) + 0.5 * len(_COUNTED.findall(flat, start, end))
    return len(_AHEAD.findall(flat, start, end)) - told
