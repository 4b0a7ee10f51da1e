"""Lists that are shared out: 分别 gives each of several numbers its own year, place, firm or product; bare numerals in a list
(分别达到200、350、500亿元) take the unit of the last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from lianzhang.evidence.claims.members import ARE, MEASURES, Member, listed_before, members, runs
from lianzhang.evidence.claims.years import each_month
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import NameMention, NumberMention, PlaceMention, TimeMention
from lianzhang.evidence.noun_phrases import is_facet
from lianzhang.evidence.numbers.lists import CHANGES
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.firms import FIRM_TYPES
from lianzhang.evidence.subjects.phrases import left_noun
from lianzhang.evidence.subjects.times import aside, held_against
from lianzhang.evidence.words import JOIN, words

__all__ = ["Part", "Shared", "parted", "with_bare_numerals"]

_BARE = re.compile(r"(?:(?<![\d.])\d+(?:\.\d+)?[万亿]?[ \u3000]?(?:[、和及与]|以及)[ \u3000]?)+$")
_JOINING = frozenset("、和及与 \u3000")
_SLASHED = re.compile(r"(?<![\d./／])(?:\d+(?:\.\d+)?[/／])+$")
"""8.2/11.5/14.9亿元: three sums, told apart from a date or a share by a decimal point, a second stroke or 分别."""
_NUMERAL = re.compile(r"(\d+(?:\.\d+)?)([万亿]?)")
_TIMES = {"": 1, "万": 10**4, "亿": 10**8}
_PARTED = re.compile(r"分别|依次|各(?=[为达占是])")
_YEAR = re.compile(r"20\d\d")
_ALL_OF_THEM = re.compile("双方|两家|各方|三家")
_JOINS = re.compile("[、和与及]")
_YEARS = re.compile(r"((?:20\d\d[、和])+20\d\d)年")


@dataclass(frozen=True, slots=True)
class Shared:
    """What one number of a shared list was about; the numbers of a list that follows it are about the same, one by one."""

    subject: str
    firms: tuple[NameMention, ...] = ()
    place: str | None = None
    time: TimeMention | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs to one number of a list: None where the list says nothing of it. ``noun`` is the phrase before 分别;
    ``like`` is what the number of the list before was about (同比分别增长……); ``others`` are the spans of the measures of its
    neighbours, which say nothing of it (产值、利润分别为……); ``own`` says that ``noun`` is its own, ``whole`` that it is a name to which nothing
    is added."""

    noun: str
    time: TimeMention | None = None
    place: str | None = None
    firm: NameMention | None = None
    item: str | None = None
    kind: str | None = None
    like: Shared | None = None
    others: tuple[tuple[int, int], ...] = ()
    own: bool = False
    whole: bool = False


_SHARED = re.compile(r"分\s?别|依次")


def _trades_apart(scene: Scene, start: int, stop: int, count: int) -> list[Member]:
    """The trades of a list that commas part, where their names have marks of a list inside (甲、乙制造业，丙业，丁和戊业分别增长……)."""
    spans = [(start, stop)]
    while (
        scene.flat.endswith(_TRADE, *spans[0]) and scene.flat[spans[0][0] - 1] == "，" and len(spans) < count
    ):
        end = spans[0][0] - 1
        spans.insert(0, (max(scene.flat.rfind(c, 0, end) for c in "，。；：\n") + 1, end))
    if len(spans) != count or not all(scene.flat.endswith(_TRADE, *s) for s in spans):
        return []
    if scene.numbers(spans[0][0], start) or all(scene.flat.find("、", *s) < 0 for s in spans):
        return []
    return [Member(scene.text[a:b].strip(), "") for a, b in spans]


_TRADE = "业"


def _slashed(head: str, *, shared: bool) -> re.Match[str] | None:
    if head[-1:] not in ("/", "／"):
        return None
    found = _SLASHED.search(head)
    return (
        found
        if found and (shared or "." in found[0] or found[0].count("/") + found[0].count("／") > 1)
        else None
    )


def _bare(head: str, *, shared: bool) -> re.Match[str] | None:
    """The bare numerals at the end of ``head`` that share the unit behind them: those of a list shared out, behind a word of change, or with
    decimals or three of them (2、3家 is about as many, 5、6月 a time)."""
    if head[-1:] not in _JOINING:
        return None
    found = _BARE.search(head)
    if found is None or shared:
        return found
    told = _NUMERAL.findall(found[0])
    many = len(told) > 1 or any("." in n for n, _ in told)
    return found if many or CHANGES.search(head, max(0, found.start() - 6), found.start()) else None


def with_bare_numerals(text: str, clause: Clause, numbers: Sequence[NumberMention]) -> list[NumberMention]:
    """The numbers of a clause with the bare numerals of a shared list added: 200、350、500亿元 are three sums."""
    out: list[NumberMention] = []
    for number in numbers:
        head = text[clause.start : number.core[0]]
        shared = _SHARED.search(head) is not None
        listed = _bare(head, shared=shared) or _slashed(head, shared=shared)
        own = _NUMERAL.match(text, number.core[0])
        if listed and own and isinstance(number.value, Decimal) and Decimal(own[1]):
            factor = number.value / Decimal(own[1])
            for m in _NUMERAL.finditer(text, clause.start + listed.start(), number.core[0]):
                span = m.span()
                # 2.4亿 by itself is read as money: beside 0.7亿美元 it is of the same coin
                out = [n for n in out if not (m[2] and n.core == span)]
                others = (n for n in numbers if n is not number and not (m[2] and n.core == span))
                if not any(n.start < span[1] and span[0] < n.end for n in others):
                    value = Decimal(m[1]) * (factor / _TIMES[own[2]] * _TIMES[m[2]] if m[2] else factor)
                    out.append(replace(number, start=span[0], end=span[1], core=span, value=value))
            out.append(replace(number, start=number.core[0]))
            continue
        out.append(number)
    return sorted(out, key=lambda n: n.start)


_PAIRED = re.compile(r"产销(?:量|额)?(?:达到|达|完成|为|约|累计){0,6}\Z")
_THEY = re.compile(
    r"(?:这|上述|以上)?(?:[二两三四五六]者|[两二三四五六][种项类大][\u4e00-\u9fff]{0,6}|[两二三四五]个[\u4e00-\u9fff]{2,6})"
)
_SHORT = 7
_AGAINST = re.compile("(?:比|较|[高低多少]于)[^，。；]*[和与及、]")


def parted(
    scene: Scene,
    clause: Clause,
    numbers: Sequence[NumberMention],
    before: Sequence[NameMention] = (),
    shared: Sequence[Shared] = (),
    opening: int | None = None,
) -> dict[int, Part]:
    """What each number after 分别 belongs to, by the number's start; empty where nothing is shared out.

    ``before`` are the firms spoken of before, which 双方 and 两家 mean; ``shared`` is the list shared out before in the sentence,
    which begins at ``opening``.
    """
    m = _sharing(scene, clause, numbers)
    if m is None:
        return _unsaid(scene, clause, numbers, shared)
    mine, count = _in_turn(scene, [n for n in numbers if n.start >= m.end()])
    if len(mine) < 2:
        return {}
    stop = m.end() if m[0].startswith("产销") else m.start()
    begin = _doers(scene, clause, m.start(), m.end())
    times = _times(scene, clause.start, stop)
    named = _named_before(scene, clause) if stop == clause.start else None
    places = named or scene.settings(begin, stop)
    firms = _apart(scene, scene.names(begin, stop, *FIRM_TYPES))
    items = _side_by_side(scene, scene.names(begin, stop, "product", "mineral", "segment"))
    if not firms and _ALL_OF_THEM.search(scene.flat, begin, stop):
        firms = list(before)
    called = (times, places, firms, items)
    ends = [x[-1].end for x in called if len(x) == count and x[-1].start >= begin]
    ends.append(begin)
    noun = words().compared.sub("", left_noun(scene, max(ends), stop))
    noun = noun.removesuffix("量") if noun.endswith("产销量") else noun
    both = count == 2 and noun.endswith("产销")
    plain = len(items) != count and len(firms) != count and len(places) != count
    sited = len(places) == count and len(firms) != count and len(items) != count and named is None
    listed = ((plain and not both) or sited) and not _AGAINST.search(scene.flat, begin, stop)
    own = _trades_apart(scene, clause.start, stop, count) if named is None else []
    if own:
        return {n.start: _of_member(own[i % count], times, i % count, count) for i, n in enumerate(mine)}
    own = members(scene, begin, stop, count) if listed else []
    own = own if plain or all(x.firm for x in own) else []
    hollow = words().hollow.fullmatch(noun or "同比") is not None
    measured = hollow or (len(noun) <= 8 and MEASURES.search(noun) is not None)
    alone = plain and not own and named is None and measured and len(shared) == count
    open_list = listed and plain and not own and not alone and len(times) != count
    if open_list and opening is not None:
        told = listed_before(scene, opening, clause.start, count)
        behind = len(noun) < _SHORT and ARE.search(scene.flat, opening, clause.start)
        theirs = hollow or behind or _THEY.match(scene.flat, clause.start, stop)
        # 甲、乙、丙居前，股数分别为……
        own = told if theirs or all(x.firm for x in told) else []
    if own:
        return {n.start: _of_member(own[i % count], times, i % count, count) for i, n in enumerate(mine)}
    nouns = _each(noun, count) if plain and not both else [noun] * count
    measures = _measures(scene.flat, clause.start, stop, noun, count) if plain and not both else []
    like = shared if alone else ()
    return {
        n.start: _part(_Names(*called), like, nouns, measures, i % count, both) for i, n in enumerate(mine)
    }


def _sharing(scene: Scene, clause: Clause, numbers: Sequence[NumberMention]) -> re.Match[str] | None:
    """The word that shares numbers out: 分别, or 产销 before two of them."""
    m = _PARTED.search(scene.flat, clause.start, clause.end)
    if m or len(numbers) != 2:
        return m
    m = _PAIRED.search(scene.flat, clause.start, numbers[0].start)
    return m if m and _AND.fullmatch(scene.flat, numbers[0].end, numbers[1].start) else None


def _in_turn(scene: Scene, numbers: Sequence[NumberMention]) -> tuple[list[NumberMention], int]:
    """The numbers that go through a list, and how long the list is: from 5%、8% to 6%、9% goes through one of two, twice."""
    groups = runs(scene.flat, numbers) if len(numbers) > 1 else [[]]
    count = len(groups[0])
    if count > 1:
        return [n for g in groups if len(g) == count for n in g], count
    return list(numbers), len(numbers)


_BY = re.compile("(?<![自理缘])由(?!于)")
_DO = re.compile("持有|持股|出资|认购|认缴|承担|承建|承接|建设|投资|提供|控股")


def _doers(scene: Scene, clause: Clause, at: int, end: int) -> int:
    """Where the list before 分别 at ``at`` begins: behind 由 where it is of those who hold or do something (某某由甲、乙分别持有……)."""
    by = _BY.search(scene.flat, clause.start, at) if _DO.match(scene.flat, end) else None
    return by.end() if by else clause.start


class _Names(NamedTuple):
    """The times, places, firms and products named before 分别; each member has its own where there are as many as numbers."""

    times: Sequence[TimeMention]
    places: Sequence[PlaceMention]
    firms: Sequence[NameMention]
    items: Sequence[NameMention]


def _part(
    named: _Names,
    like: Sequence[Shared],
    nouns: list[str],
    measures: list[tuple[int, int]],
    at: int,
    both: bool,
) -> Part:
    """What the number at place ``at`` of a list belongs to; ``both``: what is made and what is sold of the same."""
    count = len(nouns)
    item = named.items[at].name if len(named.items) == count else None
    told = nouns[at][:-2] + ("产量", "销量")[at] if both else nouns[at]
    return Part(
        noun=told if told.startswith(item or "") else (item or "") + told,
        time=named.times[at] if len(named.times) == count else None,
        place=";".join(named.places[at].paths) if len(named.places) == count else None,
        firm=named.firms[at] if len(named.firms) == count else None,
        item=like[at].item if like else item,
        kind=("production", "sales")[at] if both else None,
        like=like[at] if like else None,
        others=tuple(s for j, s in enumerate(measures) if j != at),
    )


def _of_member(member: Member, times: Sequence[TimeMention], at: int, count: int) -> Part:
    return Part(
        noun=member.name + member.measure,
        time=times[at] if len(times) == count else None,
        firm=member.firm,
        item=member.item,
        place=member.place,
        own=True,
        whole=not member.measure,
    )


def _unsaid(
    scene: Scene, clause: Clause, numbers: Sequence[NumberMention], shared: Sequence[Shared]
) -> dict[int, Part]:
    """A list shared out without 分别: what follows such a list (比上年增加3万吨和2万吨), or members and as many numbers."""
    groups = runs(scene.flat, numbers)
    if len(numbers) < 2 or len(groups[0]) != len(numbers):
        return {}
    start, count = numbers[0].start, len(numbers)
    if len(shared) == count:
        noun = words().compared.sub("", left_noun(scene, clause.start, start))
        if words().hollow.fullmatch(noun or "同比"):
            return {n.start: Part(noun="", like=s, item=s.item) for n, s in zip(numbers, shared, strict=True)}
    if not _JOINS.search(scene.flat, clause.start, start) or _AGAINST.search(scene.flat, clause.start, start):
        return {}
    places = _places_listed(scene, clause.start, start)
    if len(places) == count:
        noun = words().compared.sub("", left_noun(scene, places[-1].end, start))
        return {
            n.start: Part(noun=noun, place=";".join(p.paths)) for n, p in zip(numbers, places, strict=True)
        }
    own = members(scene, clause.start, start, count)
    return {n.start: _of_member(m, (), i, count) for i, (n, m) in enumerate(zip(numbers, own, strict=False))}


def _places_listed(scene: Scene, start: int, stop: int) -> list[PlaceMention]:
    """The places with which a clause opens, side by side (甲市、乙市和丙市增速为……); empty where it names others too."""
    found = scene.settings(start, stop)
    listed = found and found[0].start - start <= 2 and all(p.keys for p in found)
    joined = listed and all(JOIN.match(scene.text[a.end : b.start]) for a, b in pairwise(found))
    return list(found) if joined and not _OF_MANY.match(scene.flat, found[-1].end, stop) else []


_OF_MANY = re.compile("等|之间|[至到与和]|合计|共|一带|[两三四五六]?地?[交联]")
"""Behind a list of places: others with them, or all of them together."""


def _side_by_side(scene: Scene, items: list[NameMention]) -> list[NameMention]:
    """The products of a list; none where one only opens a longer name (煤炭开采业、钢铁冶炼业)."""
    for item, after in pairwise(items):
        between = scene.flat[item.end : after.start]
        rest = between.partition("、")[0] if "、" in between else _JOINS.split(between)[0]
        if len(rest) > 1 and rest[-1] in _TRADES and not is_facet(rest):
            return []
    return items


_TRADES = frozenset("业厂站")


def _apart(scene: Scene, firms: list[NameMention]) -> list[NameMention]:
    """The firms without the short names that brackets give them (某某股份有限公司（以下简称“某某”）), and without those whose the first is (某某旗下甲)."""
    return [
        f
        for f in firms
        if not _CALLED.search(scene.flat, max(0, f.start - 10), f.start)
        and not _OWNS.match(scene.flat, f.end)
    ]


_OWNS = re.compile("(?:集团|公司)?旗下")
_CALLED = re.compile("（[^（）]{0,8}(?:简称|称)[^（）]{0,2}\\Z")


_NAMED = re.compile("依次(?:是|为|有)|分别(?:是|为|有)|[城县]市?(?:是|为|有)|位(?:是|为)")


def _named_before(scene: Scene, clause: Clause) -> list[PlaceMention] | None:
    """The places that the clause before ends by naming, where a clause opens with 分别 (前三位是甲、乙、丙，分别为……); None where it names none."""
    begin = max(scene.flat.rfind(c, 0, clause.start - 1) for c in "，。；：\n") + 1
    m = _NAMED.search(scene.flat, begin, clause.start)
    return scene.settings(m.end(), clause.start) if m else None


_MEASURE_LEAD = re.compile("(?:营业|主营|业务|总|净|年|月|度){1,6}\\Z")
"""What belongs to a measure already (营业总收入), not to what it is of."""
_AND = re.compile("[和与、]")


def _each(noun: str, count: int) -> list[str]:
    """The members of a coordinated phrase, each with the measure they share (甲、乙增加值: 甲增加值, 乙增加值)."""
    pieces = _JOINS.split(noun)
    if len(pieces) != count or not all(len(p) > 1 for p in pieces):
        return [noun] * count
    own = [MEASURES.search(p) for p in pieces]
    if all(own) and own[0]:  # 甲产值、利润: both are of 甲
        head = _MEASURE_LEAD.sub("", pieces[0][: own[0].start()])
        return [
            pieces[0],
            *(head + p if m and not m.start() else p for p, m in zip(pieces[1:], own[1:], strict=True)),
        ]
    m = MEASURES.search(pieces[-1])
    tail = pieces[-1][m.start() :] if m and m.start() else ""
    return [p if MEASURES.search(p) else p + tail for p in pieces[:-1]] + pieces[-1:]


def _measures(flat: str, start: int, stop: int, noun: str, count: int) -> list[tuple[int, int]]:
    """Where in ``flat[start:stop]`` the members of ``noun`` stand, if each has a measure of its own; else empty."""
    pieces = _JOINS.split(noun)
    at = flat.rfind(noun, start, stop)
    if at < 0 or len(pieces) != count or not all(MEASURES.search(p) for p in pieces):
        return []
    spans = []
    for piece in pieces:
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    return spans


def _times(scene: Scene, start: int, end: int) -> list[TimeMention]:
    years = _YEARS.search(scene.flat, start, end)
    if not years:
        opening = scene.flat.rfind("（", start, end)
        inside = opening >= 0 and scene.flat.find("）", opening, end) < 0
        within = scene.times(opening if inside else start, end)
        plain = [t for t in within if not aside(scene, t, start, end) and not held_against(scene, t, start)]
        return each_month(scene, plain)
    return [
        TimeMention(years.start(1) + m.start(), years.start(1) + m.end() + 1, m[0], False)
        for m in _YEAR.finditer(years[1])
    ]
