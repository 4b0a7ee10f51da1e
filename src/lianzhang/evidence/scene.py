"""A text in reading: its mentions and sentences, the places and the firm it is about."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar, TypeVarTuple, cast

from lianzhang.core import PlaceTree
from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.grounds import (
    datelines,
    fields,
    meetings,
    nationwide,
    partners,
    provinces,
)
from lianzhang.evidence.mentions import Mentions, NameMention, NumberMention, PlaceMention, TimeMention
from lianzhang.evidence.places.home import MARKET
from lianzhang.evidence.reports import Report

__all__ = [
    "LISTED",
    "OFFICES",
    "OWN_PLACE",
    "Scene",
    "digest",
    "headed_items",
    "headline_at",
    "in_paragraph",
    "item_at",
    "item_start",
    "longest_first",
    "one_of_many",
    "remembered",
]

_Ts = TypeVarTuple("_Ts")
_M = TypeVar("_M", NameMention, NumberMention, PlaceMention, TimeMention, NameMention | TimeMention)


def longest_first(mention: NameMention | TimeMention | PlaceMention) -> tuple[int, int]:
    """Orders mentions by where they begin, of those that begin together the longer first."""
    return mention.start, -mention.end


def _finder(mentions: Sequence[_M]) -> Callable[[int, int], list[_M]]:
    """A look-up among mentions in order of position: those that lie wholly in ``[start, end)``.

    A closure that :class:`Scene` holds itself: this is asked a thousand times a page, and a method that calls another costs twice as much.
    """
    starts = [*(m.start for m in mentions), sys.maxsize]  # behind them all one that is never reached

    def within(start: int, end: int) -> list[_M]:
        i = bisect_left(starts, start)
        found: list[_M] = []
        while starts[i] < end:  # none or a few: stepping costs less than a second search and a slice
            mention = mentions[i]
            if mention.end <= end:
                found.append(mention)
            i += 1
        return found

    return within


_IN_PASSING = re.compile(r"支持|组织|向|聚焦|包括|如|和|、$")
_SEATED_OFFICE = re.compile(
    rf"海关(?!特殊)|{MARKET}|大学|学院|(?:(?:第[一二三四])?[中高]级)?(?:人民)?法院|仲裁委"
    r"|证券(?![交市业]|投资|化|公司|监管)|信托(?![业公]|市场)|[\u4e00-\u9fff]{1,3}(?<![控持入占募参收国])股份(?=[，。；、在与（]|公告|宣布|披露|发布)|原油(?![产加管进码储开])"
)
"""Bodies and goods that bear the name of a place and tell of more than it."""


@dataclass(eq=False)
class Scene:
    """One text in reading: text, the same with full-width marks (``flat``), that with titles blanked (``masked``), mentions,
    sentences, places it is about, and its theme (an industry). No two are equal, so that one can be remembered by itself."""

    text: str
    flat: str
    masked: str
    mentions: Mentions
    sentences: list[Sentence]
    home: tuple[str, ...]
    tree: PlaceTree
    theme: str = ""
    main_firm: str | None = None
    _free_places: list[PlaceMention] = field(default_factory=list)
    home_sure: bool = True
    firm_led: bool = False
    firm_named: bool = False
    report: Report | None = None
    numbers: Callable[[int, int], list[NumberMention]] = field(init=False, repr=False, compare=False)
    """the numbers inside ``[start, end)``"""
    places: Callable[[int, int], list[PlaceMention]] = field(init=False, repr=False, compare=False)
    """the places inside ``[start, end)`` that are not part of another name"""
    settings: Callable[[int, int], list[PlaceMention]] = field(init=False, repr=False, compare=False)
    """the places inside ``[start, end)`` that say where a statement holds"""
    grounds: Callable[[int, int], list[PlaceMention]] = field(init=False, repr=False, compare=False)
    """the settings inside ``[start, end)``, and where the whole country or the world is meant"""
    times: Callable[[int, int], list[TimeMention]] = field(init=False, repr=False, compare=False)
    """the points and spans of time inside ``[start, end)``"""
    all_times: Callable[[int, int], list[TimeMention]] = field(init=False, repr=False, compare=False)
    """every expression of time inside ``[start, end)``, lengths of time too"""
    named_or_dated: Callable[[int, int], list[NameMention | TimeMention]] = field(
        init=False, repr=False, compare=False
    )
    """the names and every expression of time inside ``[start, end)``, in order; of those that begin together the longer first"""
    _by_types: dict[tuple[str, ...], Callable[[int, int], list[NameMention]]] = field(default_factory=dict)
    times_from: dict[int, TimeMention] = field(default_factory=dict)
    """the points and spans of time by where they begin"""
    _passing: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        _forget()
        covered = [
            n for n in self.mentions.names if n.type in ("organisation", "document", "project", "government")
        ]
        self._free_places = [
            p
            for p in self.mentions.places
            if not any(n.start <= p.start and p.end <= n.end for n in _near(covered, p))
        ]
        self._free_places = [
            p
            for i, p in enumerate(self._free_places)
            if not (i and _grafted(self.text, self._free_places[i - 1], p))
            and not _SEATED_OFFICE.match(self.flat, p.end)
        ]
        closed = [*datelines(self.flat), *fields(self.flat), *meetings(self.flat, self.mentions.places)]
        closed += [*partners(self.flat, self._free_places), *provinces(self.flat)]
        self._free_places = [p for p in self._free_places if not any(a <= p.start < b for a, b in closed)]
        dated = [t for t in self.mentions.times if t.role in ("when", "validity") and t.time]
        self.numbers = _finder(self.mentions.numbers)
        self.places = _finder(self._free_places)
        self.times = _finder(dated)
        self.all_times = _finder(self.mentions.times)
        self.named_or_dated = _finder(sorted([*self.mentions.names, *self.mentions.times], key=longest_first))
        self.times_from = {t.start: t for t in reversed(dated)}
        parks = [n for n in self.mentions.names if n.type == "park"]
        self._passing = {
            p.start
            for p in self._free_places
            for n in _near(parks, p)
            if n.start <= p.start and p.end <= n.end and self._in_passing(n)
        }
        wide = [
            *nationwide(self.flat, self.mentions),
            *(p for p in self._free_places if p.start not in self._passing),
        ]
        self.settings = _finder([p for p in self._free_places if p.start not in self._passing])
        self.grounds = _finder(sorted(wide, key=lambda p: p.start))
        if not self.theme:
            self.theme = _theme(self.mentions.names)
        if self.main_firm is None:
            self.main_firm = _main_firm(self)
            if self.main_firm and _of_few_items(self, self.main_firm):
                self.main_firm = None
        titled = self.main_firm and _titled(self.flat, self.main_firm)
        named = titled or _CALLED_FIRM.search(self.flat) or LISTED.search(self.flat, 0, 400)
        self.firm_named = bool(named and not digest(self))

    def names(self, start: int, end: int, *types: str) -> list[NameMention]:
        """The names inside ``[start, end)``, of the given types."""
        within = self._by_types.get(types)
        if within is None:
            within = _finder([n for n in self.mentions.names if not types or n.type in types])
            self._by_types[types] = within
        return within(start, end)

    def _in_passing(self, park: NameMention) -> bool:
        """Whether a park is named as an example or an object, so that the statement is not about where it lies."""
        if self.flat[park.end : park.end + 1] in ("等", "、"):
            return True
        return _IN_PASSING.search(self.flat, max(0, park.start - 4), park.start) is not None

    def time_from(self, start: int, end: int) -> TimeMention | None:
        """The point or span of time that begins right at ``start`` and ends by ``end``."""
        found = self.times_from.get(start)
        return found if found and found.end <= end else None

    def short(self, path: str) -> str:
        """The own name of a place from its full path."""
        place = self.tree.by_path(path)
        return place.name.removesuffix("特别行政区") if place else path


_R = TypeVar("_R")
_REMEMBERED: list[Any] = []


def remembered(read: Callable[[Scene, *_Ts], _R]) -> Callable[[Scene, *_Ts], _R]:
    """Keep what a function of a scene gave until the next scene is made: the statements of a sentence share their context. Callers leave
    lists as they are."""
    kept = lru_cache(maxsize=None)(read)
    _REMEMBERED.append(kept)
    return cast("Callable[[Scene, *_Ts], _R]", kept)


@remembered
def in_paragraph(scene: Scene, paragraph: int) -> list[Sentence]:
    """The sentences of a paragraph, in order."""
    first = bisect_left(scene.sentences, paragraph, key=attrgetter("paragraph"))
    return scene.sentences[
        first : bisect_left(scene.sentences, paragraph + 1, first, key=attrgetter("paragraph"))
    ]


def _forget() -> None:
    """Let go of what was remembered: no scene outlives its document."""
    for kept in _REMEMBERED:
        kept.cache_clear()


OFFICES = re.compile(  # begins with a class of characters, so that the search runs from one of them to the next
    r"[该本我省市](?<![\u4e00-\u9fff].)(?:(?<=[该本我])[省市])?(?<=([省市]))(?=级(?!别)|财政|工业|工信|发展改革|商务|长|委|政府|人大|政协|十[一二三四五六]|[一二三四五六七八九十]+届)"
)
"""The offices of a province or a city that a clause opens with and does not name."""
OWN_PLACE = re.compile(
    r"(?<![占居])(?<!占到)(?<![高低快慢好优]于)(?:全|我|本)[省市县区州](?![级内外长委首第最]|唯一|领先|前列)"
)


LISTED = re.compile(r"(?:证券|股票)代码|公告编号|董事会及全体|本公司")
"""What the texts of listed firms say of themselves."""


def _grafted(text: str, before: PlaceMention, place: PlaceMention) -> bool:
    """A short name right behind a place that does not hold it is no place (瓜州县宝丰储能项目)."""
    if place.start != before.end or text[place.end - 1] in "省市县区州旗镇乡":
        return False
    return not any(p.startswith(b) for p in place.paths for b in before.paths)


def _main_firm(scene: Scene) -> str | None:
    """The firm that 公司 and 其 mean: the first that opens a clause, or else stands in the first line."""
    line = scene.flat.find("\n", len(scene.flat) - len(scene.flat.lstrip()))
    title = _BRACKETED.match(scene.flat)
    line = title.end() if title else line if line < _LONGEST_TITLE else -1
    called = _CALLED_FIRM.search(scene.flat)
    for n in scene.mentions.names if called else ():
        if n.type == "organisation" and n.end == called.start():  # type: ignore[union-attr]
            return n.name
    firms = [
        n
        for n in scene.mentions.names
        if n.type == "organisation" and not (_NO_ONE.search(n.name) or _NOT_ITSELF.match(scene.flat, n.end))
    ]
    for n in firms:
        titled = n.start < _LONGEST_TITLE and (
            _CODE.match(scene.flat, n.end) or _CALLED_SHORT.match(scene.flat, n.end)
        )
        beside = _BESIDE.search(scene.flat, max(0, n.start - 2), n.start) or _is_broker(scene.flat, n)
        if titled or _opens(scene.flat, n) or (n.end <= line and not beside):
            return n.name
    often = Counter(n.name for n in firms).most_common(1)
    return often[0][0] if often and often[0][1] >= _TWICE else None


_TWICE = 2
_NOT_ITSELF = re.compile(
    r"(?:（[^（）]{2,30}）)?(?:旗下|下属|供货商|供应商)(?=[\u4e00-\u9fffA-Z])|[\u4e00-\u9fff]{0,4}(?:\d{1,2}月)?(?:\d{1,2}日)?讯(?=[，：（\s\d]|近日|日前|今日|据)"
)
"""甲旗下乙……, 某网财经讯: not that firm is spoken of."""
_BESIDE = re.compile("、|对标|[遭获被向像]|比肩|叫板|挑战")
"""Before a firm in a title that something is held against, or that does it to who is told of."""
_CALLED_SHORT = re.compile('（(?:以下)?(?:简称|称)[：:]?[“"]')
_CODE = re.compile(r"[（(]\d{6}(?:\.[A-Z]{2})?[）)，,;；]")
_NO_ONE = re.compile(
    "(?:协会|商会|联合会|学会|联盟|研究所|研究院|研究中心|资讯)\\Z|某|[一另几两][外]?一?家|(?:普华永道|德勤|毕马威|安永|麦肯锡|贝恩|埃森哲|波士顿咨询|罗兰贝格|仲量联行|戴德梁行|世邦魏理仕|高纬环球|克而瑞|尼尔森|国际能源署|WSTS|IDC|Gartner|Canalys|Omdia|TrendForce|Counterpoint)\\Z"
)
"""Who is no firm that a text goes on to call 公司: a body of a trade, a house that studies others, a firm that is not named."""
_LONGEST_TITLE = 80
_BRACKETED = re.compile(r"\s*【[^【】\n]{4,100}】")
_HEAD = re.compile(
    r"(?:\A|[，。；：！？】\s]|(?:讯|电|报道)（[^（）]{2,24}）|(?:\A|[，。；：！？\s【（(])[一二三四五六七八九十\d]{1,2}、)\Z"
)
"""Before who opens a clause: a mark, who reports, an item's number; what stands behind any other 、 is a member of a list."""
_OF_A_KIND = re.compile("这家[^，。；：！？\\s]{2,12}\\Z")
"""What a firm is, before its name (这家玩具制造商某某)."""
_RATES = re.compile(
    r"(?:（[^（）]{2,24}）)?(?:证券)?(?:研报|研究|报告)?(?:指出|表示|认为|分析|预计|称|研报|[：:]?(?:维持|首予|首次|给予|重申|上调|下调)|发[布表][^，。；]{0,24}(?:研报|报告)|[：:][^，。；：\n]{2,12}（[\dA-Z.]{4,12}）)"
)
_BROKER = re.compile(
    r"(?:证券|期货|中金公司|国际)\Z|\A(?:国泰君安|国泰海通|申万宏源|中信建投|摩根|高盛|花旗|瑞银|瑞信|野村|杰富瑞|美银|麦格理|里昂)"
)


def _opens(flat: str, name: NameMention) -> bool:
    """Whether a firm opens a clause, and is no broker that is cited there."""
    if not _HEAD.search(flat, max(0, name.start - 30), name.start):
        kind = _OF_A_KIND.search(flat, max(0, name.start - 30), name.start)
        if kind is None or not _HEAD.search(flat, max(0, kind.start() - 30), kind.start()):
            return False
    return not _is_broker(flat, name)


def _is_broker(flat: str, name: NameMention) -> bool:
    """Whether a house is named that rates others and does so here, not one that tells of itself."""
    return _BROKER.search(name.name) is not None and _RATES.match(flat, name.end) is not None


_CALLED_FIRM = re.compile(r"（[^（）]{0,24}(?:简称|称)[^（）]{0,16}[“\"]?(?:本)?公司[”\"]?）")


@remembered
def digest(scene: Scene) -> bool:
    """Whether the paragraphs open with firms, three or more: each speaks of its own."""
    opening = {
        n.name
        for s in scene.sentences
        if s.first
        for n in scene.names(s.start, min(s.start + 24, s.end), "organisation")[:1]
        if n.start - s.start <= 4
    }
    return len(opening) >= 3


_ITEM = re.compile(r"(?:^|(?<=[。；！”】 \u3000]))[^\S\n]*\d{1,2}[、.．](?!\d)|[①-⑳]", re.MULTILINE)
_NUMBERED = re.compile(r"\d[、.．](?!\d)|[①-⑳]")
_HEADED = re.compile(r"(?:^|(?<=[。！？”）)]))[^\S\n]*【[^【】\n]{6,}】", re.MULTILINE)
"""An item that prints its headline in front."""
_FEW_ITEMS = 3


@remembered
def headed_items(scene: Scene) -> list[int]:
    """Where the items of a digest begin, each under its own headline in 【】; empty where they are few."""
    if scene.flat.count("【") < _FEW_ITEMS:
        return []
    items = [m.start() for m in _HEADED.finditer(scene.flat)]
    return items if len(items) >= _FEW_ITEMS else []


def headline_at(scene: Scene, at: int) -> int:
    """Where the item begins that stands at ``at`` under its own headline; 0 before the first and where there are none."""
    items = headed_items(scene)
    which = bisect_left(items, at + 1)
    return items[which - 1] if which else 0


@remembered
def _items(scene: Scene) -> list[int]:
    """Where the items of a digest begin, numbered or each under its own headline; empty where they are few."""
    headed = headed_items(scene)
    if headed:
        return headed
    if len(_NUMBERED.findall(scene.flat)) < _FEW_ITEMS:
        return []
    items = [m.start() for m in _ITEM.finditer(scene.flat)]
    return items if len(items) >= _FEW_ITEMS else []


def item_at(scene: Scene, at: int) -> int:
    """Which of the items of a digest stands at ``at``, 0 before the first and where there are none."""
    return bisect_left(_items(scene), at + 1)


def item_start(scene: Scene, at: int) -> int | None:
    """Where the item of a digest begins that stands at ``at``; None before the first and where there are none."""
    which = item_at(scene, at)
    return _items(scene)[which - 1] if which else None


def _of_few_items(scene: Scene, firm: str) -> bool:
    """Whether a firm is named in less than half of the numbered items of a digest, and not before them: what the others tell is not of it."""
    items = _items(scene)
    if not items:
        return False
    starts = [n.start for n in scene.mentions.names if n.name == firm]
    held = {bisect_left(items, at + 1) for at in starts}
    return 0 not in held and 2 * len(held) < len(items)


@remembered
def one_of_many(scene: Scene) -> bool:
    """Whether the main firm is but one of the many that a review of a market names, and not in its opening: what names no firm is not of it."""
    firm = scene.main_firm or ""
    named = Counter(n.name for n in scene.mentions.names if n.type == "organisation")
    if len(named) < _MANY or _FEW * named[firm] > named.total() or LISTED.search(scene.flat, 0, 400):
        return False
    return not any(n.name == firm and n.start < _LONGEST_TITLE for n in scene.mentions.names)


_MANY, _FEW = 6, 5
_TITLE_LEAD = re.compile(r"\s*(?:原标题：)?")
_TITLE_TAIL = re.compile(r"[^，。；\n]{0,4}[：（]")


def _titled(flat: str, firm: str) -> bool:
    """Whether the text opens with the firm as its title does: 某某股份：……."""
    lead = _TITLE_LEAD.match(flat)
    at = lead.end() if lead else 0
    return flat.startswith(firm, at) and _TITLE_TAIL.match(flat, at + len(firm)) is not None


def _near(names: list[NameMention], place: PlaceMention) -> list[NameMention]:
    i = bisect_left(names, place.start + 1, key=lambda n: n.start)
    return names[max(0, i - 3) : i]


def _theme(names: Sequence[NameMention]) -> str:
    """The industry named most often (longer names first among equals)."""
    pool = Counter(n.name for n in names if n.type == "industry")
    if not pool:
        return ""
    best, often = max(pool.items(), key=lambda kv: (kv[1], len(kv[0])))
    return best if often >= 2 else ""
