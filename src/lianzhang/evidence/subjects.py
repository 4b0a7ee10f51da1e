"""Who a statement is about and where: subjects and places, inherited over clauses and lists.

A scene holds one text with its mentions and sentences. Organisations are subjects under the name printed; otherwise the subject is a
phrase: the place's own name, the industry, and the noun phrase around the number.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from importlib.resources import files
from typing import Any, Generic, TypeVar, TypeVarTuple

from lianzhang.core import PlaceTree, short_name
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.grounds import COUNTRY, WORLD, datelines, nationwide
from lianzhang.evidence.lexicon import read_pairs
from lianzhang.evidence.mentions import Mentions, NameMention, NumberMention, PlaceMention, TimeMention

__all__ = [
    "FIRM_TYPES",
    "JOIN",
    "LEADING",
    "Scene",
    "Words",
    "firms_of",
    "left_noun",
    "phrase",
    "remembered",
    "right_noun",
    "settle_home",
    "words",
]

_Ts = TypeVarTuple("_Ts")
_M = TypeVar("_M", NameMention, NumberMention, PlaceMention, TimeMention)
LEADING = re.compile(
    r"^(?:[“‘]|\d{1,2}[、.．]|（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]{1,2}、|\*|其中|力争|争取|确保|预计|到|至|截至|截止|自|从|在|于|并|同时|据统计|统计数据显示|数据显示|目标|计划|规划|"
    r"根据规划|按照规划|将|其间|和|与|、|拟|目前|按照)*$"
)
FIRM_TYPES = frozenset({"organisation", "institution"})
_OBLIQUE = re.compile(
    r"(?:(?<!因)为|向|给|对|同|被|从|在|依托|按照|根据|联合|拜访|前往|引进|吸引|支持|由|与|供应|收购|购买|入股|参股|受让|认购|增持|承担了?|承接了?|承建了?)$"
)
JOIN = re.compile(r"^\s*(?:、|,|，|和|与|及|以及|/|；)\s*$")


_AFTER_START = re.compile(r"[产成用投]后年")
"""投产后年产值: no year after next."""


@dataclass(frozen=True)
class Words:
    """The compiled word lists of ``data/frames_words.toml``."""

    lead: re.Pattern[str]
    tail: re.Pattern[str]
    right_end: re.Pattern[str]
    hollow: re.Pattern[str]
    compared: re.Pattern[str]
    scope: re.Pattern[str]
    rank: re.Pattern[str]
    stage: tuple[tuple[str, re.Pattern[str]], ...]
    firm: re.Pattern[str]
    project: re.Pattern[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists, compiled once."""
    text = files("lianzhang.evidence").joinpath("data/frames_words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Words(
        lead=re.compile("^" + data["phrase"]["lead"]),
        tail=re.compile(data["phrase"]["tail"] + "$"),
        right_end=re.compile(data["right"]["end"]),
        hollow=re.compile(data["phrase"]["hollow"]),
        compared=re.compile(data["phrase"]["compared"] + "$"),
        scope=re.compile(data["scope"]["words"]),
        rank=re.compile(data["measure"]["rank"]),
        stage=tuple((name, re.compile(p)) for name, p in data["stage"].items()),
        firm=re.compile(data["anaphora"]["firm"]),
        project=re.compile(data["anaphora"]["project"]),
    )


class _Placed(Generic[_M]):
    """Mentions in order of position with their starts, for quick look-up."""

    __slots__ = ("items", "starts")

    def __init__(self, items: Sequence[_M]) -> None:
        self.items: Sequence[_M] = items
        self.starts = [m.start for m in items]

    def within(self, start: int, end: int) -> list[_M]:
        """The mentions that lie wholly in ``[start, end)``."""
        if start >= end:
            return []
        i = bisect_left(self.starts, start)
        if i == len(self.starts) or self.starts[i] >= end:
            return []
        return [m for m in self.items[i : bisect_left(self.starts, end, i)] if m.end <= end]


@dataclass
class Scene:
    """One text in reading: text, the same with full-width marks (``flat``), that with titles blanked (``masked``), mentions,
    sentences, places it is about, and its theme (an industry)."""

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
    _placed: dict[str, Any] = field(default_factory=dict)
    _by_types: dict[tuple[str, ...], _Placed[NameMention]] = field(default_factory=dict)
    _passing: set[int] = field(default_factory=set)
    memo: dict[tuple[str, Any], Any] = field(default_factory=dict, repr=False, compare=False)
    """what :func:`remembered` functions have found"""

    def __post_init__(self) -> None:
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
        ]
        written = datelines(self.flat)
        self._free_places = [p for p in self._free_places if not any(a <= p.start < b for a, b in written)]
        self._placed = {
            "numbers": _Placed(self.mentions.numbers),
            "places": _Placed(self._free_places),
            "times": _Placed([t for t in self.mentions.times if t.role in ("when", "validity") and t.time]),
            "all times": _Placed(self.mentions.times),
        }
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
        self._placed["settings"] = _Placed([p for p in self._free_places if p.start not in self._passing])
        self._placed["grounds"] = _Placed(sorted(wide, key=lambda p: p.start))
        if not self.theme:
            self.theme = _theme(self.mentions.names)
        if self.main_firm is None:
            self.main_firm = _main_firm(self)
        titled = (
            re.match(rf"\s*(?:原标题：)?{re.escape(self.main_firm)}[^，。；\n]{{0,4}}[：（]", self.flat)
            if self.main_firm
            else None
        )
        self.firm_named = bool(titled or _CALLED_FIRM.search(self.flat) or _LISTED.search(self.flat, 0, 400))

    def numbers(self, start: int, end: int) -> list[NumberMention]:
        """The numbers inside ``[start, end)``."""
        return self._placed["numbers"].within(start, end)  # type: ignore[no-any-return]

    def names(self, start: int, end: int, *types: str) -> list[NameMention]:
        """The names inside ``[start, end)``, of the given types."""
        placed = self._by_types.get(types)
        if placed is None:
            placed = _Placed([n for n in self.mentions.names if not types or n.type in types])
            self._by_types[types] = placed
        return placed.within(start, end)

    def places(self, start: int, end: int) -> list[PlaceMention]:
        """The places inside ``[start, end)`` that are not part of another name."""
        return self._placed["places"].within(start, end)  # type: ignore[no-any-return]

    def _in_passing(self, park: NameMention) -> bool:
        """Whether a park is named as an example or an object, so that the statement is not about where it lies."""
        if self.flat[park.end : park.end + 1] in ("等", "、"):
            return True
        return (
            re.search(r"支持|组织|向|聚焦|包括|如|和|、$", self.flat[max(0, park.start - 4) : park.start])
            is not None
        )

    def settings(self, start: int, end: int) -> list[PlaceMention]:
        """The places inside ``[start, end)`` that say where a statement holds."""
        return self._placed["settings"].within(start, end)  # type: ignore[no-any-return]

    def grounds(self, start: int, end: int) -> list[PlaceMention]:
        """The settings inside ``[start, end)``, and where the whole country or the world is meant."""
        return self._placed["grounds"].within(start, end)  # type: ignore[no-any-return]

    def times(self, start: int, end: int) -> list[TimeMention]:
        """The points and spans of time inside ``[start, end)``."""
        return self._placed["times"].within(start, end)  # type: ignore[no-any-return]

    def all_times(self, start: int, end: int) -> list[TimeMention]:
        """Every expression of time inside ``[start, end)``, lengths of time too."""
        return self._placed["all times"].within(start, end)  # type: ignore[no-any-return]

    def short(self, path: str) -> str:
        """The own name of a place from its full path."""
        place = self.tree.by_path(path)
        return place.name if place else path


_R = TypeVar("_R")


def remembered(read: Callable[[Scene, *_Ts], _R]) -> Callable[[Scene, *_Ts], _R]:
    """Keep what a function of a scene gave: the statements of a sentence share their context. Callers leave lists as they are."""
    name = read.__name__

    @wraps(read)
    def again(scene: Scene, *arguments: *_Ts) -> _R:
        key = (name, arguments)
        memo = scene.memo
        if key not in memo:
            memo[key] = read(scene, *arguments)
        return memo[key]  # type: ignore[no-any-return]

    return again


def settle_home(scene: Scene) -> None:
    """Weigh the document's home against the whole country: a text that speaks of the country more often is about it.

    ``home_sure`` says whether three fifths of its settings lie in the home; the first three hundred characters count threefold.
    """
    if _firm_led(scene):
        scene.home, scene.firm_led, scene.theme = (), True, ""
        return
    inside = wide = all_of_them = 0.0
    home = scene.home[0] if scene.home else ""
    root = home[:2]
    for p in scene.grounds(0, len(scene.text)):
        weight = 3.0 if p.start < 300 else 1.0
        all_of_them += weight
        wide += weight if p.paths[0] == COUNTRY else 0
        inside += weight if root and p.paths[0].startswith(root) else 0
    if wide > inside and wide > 1:
        scene.home, inside, scene.theme = (COUNTRY,), wide, ""
    scene.home_sure = inside >= 0.6 * all_of_them


def _firm_led(scene: Scene) -> bool:
    """Whether a text is a firm's own or about one firm: that stands in its first line, and firms are spoken of more than places.

    What is told of such a firm is not of the place that its neighbours in the text lie in.
    """
    firm = scene.main_firm
    line = scene.flat.find("\n", len(scene.flat) - len(scene.flat.lstrip()))
    head = scene.flat[: max(line, 0)] + scene.flat[:200]
    if not firm or not (firm in head or _LISTED.search(scene.flat, 0, 400)):
        return False
    own = len(_OF_FIRM.findall(scene.flat)) + scene.flat.count(firm) + len(_BOOKS.findall(scene.flat))
    return own >= 3 and own > 1.5 * len(scene.grounds(0, len(scene.text)))


_OF_FIRM = re.compile(r"(?<!有限)(?<!任)(?<!子)(?:本|该)?公司|报告期|股东|董事会")
_BOOKS = re.compile(r"净利|毛利|营收|财报|年报|季报|每股|股价|市值|募集资金|增持|减持|质押")
_LISTED = re.compile(r"(?:证券|股票)代码|公告编号|董事会及全体|本公司")


def _grafted(text: str, before: PlaceMention, place: PlaceMention) -> bool:
    """A short name right behind a place that does not hold it is no place (瓜州县宝丰储能项目)."""
    if place.start != before.end or text[place.end - 1] in "省市县区州旗镇乡":
        return False
    return not any(p.startswith(b) for p in place.paths for b in before.paths)


def _main_firm(scene: Scene) -> str | None:
    """The firm that 公司 and 其 mean: the first that opens a clause, or else stands in the first line."""
    line = scene.flat.find("\n", len(scene.flat) - len(scene.flat.lstrip()))
    called = _CALLED_FIRM.search(scene.flat)
    for n in scene.mentions.names if called else ():
        if n.type == "organisation" and n.end == called.start():  # type: ignore[union-attr]
            return n.name
    for n in scene.mentions.names:
        if n.type == "organisation" and (
            n.start == 0 or scene.flat[n.start - 1] in "，。；：！？\n\u3000 、" or n.end <= line
        ):
            return n.name
    names = Counter(n.name for n in scene.mentions.names if n.type == "organisation")
    if names and names.most_common(1)[0][1] >= 2:
        return names.most_common(1)[0][0]
    return None


_CALLED_FIRM = re.compile(r"（[^（）]{0,24}(?:简称|称)[^（）]{0,16}[“\"]?(?:本)?公司[”\"]?）")


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


# ---- organisations


def _groups(scene: Scene, found: list[NameMention]) -> list[list[NameMention]]:
    """Coordinated names (甲、乙和丙) together."""
    groups: list[list[NameMention]] = []
    for name in found:
        if groups and JOIN.match(scene.text[groups[-1][-1].end : name.start]):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _subject_group(scene: Scene, start: int, end: int) -> list[NameMention]:
    """The first organisations of ``[start, end)`` that are not governed by a preposition."""
    for group in _groups(scene, scene.names(start, end, *FIRM_TYPES)):
        if _OBLIQUE.search(scene.text[start : group[0].start]) or _SOURCE.match(scene.flat, group[-1].end):
            continue
        if len(group) > 1 and _AGREE.match(scene.flat, group[-1].end):
            joined = scene.text[group[0].end : group[1].start].strip()
            return group[:1] if joined in ("与", "和") else group
        return group
    return []


_AGREE = re.compile(r"(?:正式|共同|成功|已)*(?:签订|签署|达成|签约)")
"""甲与乙签订……: the statement is of the first, the second is its object."""


_SOURCE = re.compile(
    r"[^，。；：]{0,12}(?:数据|统计|监测|报告|调研|研究|资料|消息)(?:数据|统计|报告)?(?:显示|表明|称|指出)?(?=[，：]|$|显示|表明)"
    r"|[^，。；：]{0,10}(?:表示|介绍|指出|认为|透露|预测|测算|获悉|宣布)(?=[，：]|$)"
)
"""Who is cited is not who the statement is about (某协会数据显示)."""


_UNKNOWN = re.compile(
    r"、([\u4e00-\u9fff]{2,6}?)(?=(?:[\u4e00-\u9fff]{2}板块)?(?:的)?(?:总产值|产值|营收|营业收入|产能|年产|产量|均|分别|等))"
)


def _with_unknown(scene: Scene, group: list[NameMention], at: int) -> list[NameMention]:
    """The group and a last member the lexical layer does not know: what is coordinated with a firm is a firm."""
    m = _UNKNOWN.match(scene.flat, group[-1].end, at)
    if not m or scene.places(m.start(1), m.end(1)):
        return group
    return [*group, NameMention(m.start(1), m.end(1), "organisation", m[1])]


def firms_of(scene: Scene, index: int, clause_index: int, at: int, *, far: bool) -> list[NameMention]:
    """The organisations that clause ``clause_index`` of sentence ``index`` speaks of at ``at``.

    Looks in the clause, then in earlier clauses of the segment; ``far`` also in earlier segments and, where the sentence opens with
    该公司, 其 or 公司, in earlier sentences of the paragraph.
    """
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    group = _subject_group(scene, clause.start, at)
    if group:
        return _with_unknown(scene, group, at)
    if _own_subject(scene, clause, at) and not words().firm.match(scene.text[clause.start : at]):
        return []
    return _firms_before(scene, index, clause_index, far)


@remembered
def _firms_before(scene: Scene, index: int, clause_index: int, far: bool) -> list[NameMention]:
    """The organisations of the clauses before clause ``clause_index``, the nearest first."""
    if clause_index == 0:
        return _earlier(scene, index) if far else []
    clauses = scene.sentences[index].clauses
    other = clauses[clause_index - 1]
    if other.segment != clauses[clause_index].segment and not far:
        return []
    group = _subject_group(scene, other.start, other.end)
    if group:
        return group
    if _own_subject(scene, other, other.end) and not words().firm.match(scene.text[other.start : other.end]):
        return []
    return _firms_before(scene, index, clause_index - 1, far)


def _own_subject(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether the clause opens with a place, a government or 全省-like words: then it is about that, not about a firm before."""
    head = scene.names(clause.start, min(at, clause.start + 16), "government", "park")
    places = [
        p
        for p in scene.places(clause.start, min(at, clause.start + 12))
        if not _THERE.search(scene.text[clause.start : p.start])
    ]
    return bool(head or places or _HERE.match(scene.text[clause.start : at]))


_THERE = re.compile(r"(?:在|于|到|赴|落户|入驻|投资)$")
_HERE = re.compile(r"(?:全|我|本)[省市县区州]|各地")


def _earlier(scene: Scene, index: int) -> list[NameMention]:
    sentence = scene.sentences[index]
    if not words().firm.match(scene.text[sentence.start : sentence.end]):
        project = words().project.match(scene.text[sentence.start : sentence.end])
        if not project:
            return []
    for back in range(index - 1, max(-1, index - 6), -1):
        other = scene.sentences[back]
        group = _subject_group(scene, other.start, other.end)
        if group:
            return group[:1]
    return []


# ---- phrases


_ONLY_DAY = re.compile(r"[.…·\d日号月年]+")  # cut off from its month: no subject


def _strip(text: str) -> str:
    lists = words()
    before = None
    while text != before:
        before = text
        text = "" if text in ("于", "用于") or _ONLY_DAY.fullmatch(text) else text
        text = text.strip(" \u3000\t、，,“”‘’「」『』（()）\"'—-·")
        m = lists.lead.match(text)
        if m and len(text) > m.end():
            text = text[m.end() :]
        m = lists.tail.search(text)
        if m and m.start() > 0:
            text = text[: m.start()]
        elif m:
            text = ""
    return text


def _blank(scene: Scene, start: int, end: int) -> str:
    """``text[start:end]`` without its times and without a place in front."""
    out, at = [], start
    drop = [(t.start, t.end) for t in scene.all_times(start, end)]
    places = scene.grounds(start, end)
    if places and LEADING.match(scene.text[start : places[0].start]):
        drop.append((places[0].start, places[0].end))
    for a, b in sorted(drop):
        if a >= at:
            out.append(scene.text[at:a])
            at = b
    out.append(scene.text[at:end])
    return "".join(out)


@remembered
def right_noun(scene: Scene, start: int, right: int) -> str:
    """The noun phrase a number counts, printed from ``start`` on (7个新能源电池项目)."""
    text = scene.text[start : min(right, start + 36)].removeprefix("的")
    m = words().right_end.search(text)
    return (text[: m.start()] if m else text).strip().rstrip("和及与并")


_DATELINE = re.compile(r"[^，。；]{2,36}(?:日|讯)电?(?:（[^（）]{2,30}）)?[ \u3000](?=\S)")


@remembered
def left_noun(scene: Scene, left: int, end: int) -> str:
    """The noun phrase printed before a number, stripped of verbs, times and a place in front."""
    left = max(left, end - 40)
    dateline = _DATELINE.match(scene.flat, left, end)
    return _strip(_blank(scene, dateline.end() if dateline else left, end))


_FORMS = {COUNTRY: ("我国", "全国", "中国", "国内"), WORLD: ("全球", "全世界", "世界")}


@lru_cache(maxsize=1)
def _regions() -> dict[frozenset[str], str]:
    return {frozenset(paths.split(";")): name for name, paths in reversed(list(read_pairs("regions.csv")))}


def _region(place: str) -> list[str]:
    """The name of a region of several places (京津冀); empty where it has none."""
    name = _regions().get(frozenset(place.split(";"))) if ";" in place else None
    return [name] if name else []


def phrase(scene: Scene, place: str | None, core: str) -> str:
    """A descriptive subject: the place's own name, the industry unless the phrase has one, the phrase."""
    head = ""
    if place:
        own = _region(place) or [scene.short(p) for p in place.split(";")]
        head = "、".join(own)
        for name in own:
            for form in _FORMS.get(name) or (name, short_name(name)):
                if core.startswith(form):
                    core = core[len(form) :].lstrip("、和")
    theme = scene.theme
    if (
        theme
        and len(core) <= 4
        and not re.search(r"产业|电池|材料|锂|钠|隔膜|电解|矿|预案|人才|园区|资金|债|新能源|光伏|氢", core)
    ):
        return head + theme + core
    if core.count("”") > core.count("“"):
        core = "“" + core
    elif core.count("“") > core.count("”"):
        core = core.replace("“", "")
    return head + core
