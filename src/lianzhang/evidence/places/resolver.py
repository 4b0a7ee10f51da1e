"""Places in Chinese text, resolved against the administrative tree.

Every name of the tree, full or short, is searched in one pass; what precedes, follows and surrounds a name, and
the places the document is about, decide which place is meant or whether it is a place at all.
"""

from __future__ import annotations

import re
import weakref
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs as ac

from lianzhang.core.places import Place, PlaceTree, place_tree, short_name
from lianzhang.evidence.grounds import brands
from lianzhang.evidence.lexicon.tables import lines, read_pairs, terms
from lianzhang.evidence.mentions import PlaceMention
from lianzhang.evidence.places.local import abbreviated, here

__all__ = ["places"]

_RANK = {"province": 0, "prefecture": 1, "county": 2, "area": 3, "park": 4}
_LEFT_BAD = re.compile(r"[A-Za-z]\Z")
_JOINERS = "、-—–~和与及至到/·,，"
_WRONG_TAIL = re.compile(
    r"(?:市(?![场值面政委级区域内外属辖容民占属长情县校企直本]|人大|政府|工|发)|时间|县(?![域级])|自治|州(?![市府])|盟(?!友)|域)"
)
_ADMIN_TAIL = re.compile(
    r"(?:市|县|区|州|旗|地区|两地|境内|籍|经济|高新|开发区|经开区|工业|循环|产业|化工|园区|新区|综合保税)"
)
_ORG_TAIL = re.compile(
    r"(?:路|大道|街|道|大学|学院|银行|港(?!口|区|\d{4}大|(?:[末块电精混沫]?煤|动力煤|铁矿|焦炭|大豆|原油|粮食|锚地)|(?:总|周边)?(?:库存|存煤|堆存|吞吐量?|平仓|提货|到港))|机场|火车站|高铁|高速|战役|宣言|精神|会议精神|信托(?!业|行业|市场|产品)|资产(?=出资|管理(?:有限)?公司|基金)|奶|牌|陵|装(?![备机车配])|分行|支行|营业部|置地|置业(?!顾问)|建业|时数|小时数|强度|充足|充分)"
)


@dataclass(frozen=True, slots=True)
class _Index:
    """The tree prepared for search: automaton, names in its order, names that need context."""

    automaton: ac.AhoCorasick
    names: tuple[str, ...]
    options: dict[str, tuple[Place, ...]]
    common: frozenset[str]
    regions: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class _Hit:
    start: int
    end: int
    name: str
    place: Place | None = None
    paths: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


_INDEXES: weakref.WeakKeyDictionary[PlaceTree, _Index] = weakref.WeakKeyDictionary()


def _index(tree: PlaceTree) -> _Index:
    found = _INDEXES.get(tree)
    if found is None:
        found = _INDEXES[tree] = _build(tree)
    return found


def _build(tree: PlaceTree) -> _Index:
    options = {name: tree.named(name) for name in tree.names() if len(name) >= 2}
    for place in {p.key: p for ps in options.values() for p in ps}.values():
        if place.level == "area":  # 贵安 of 贵安新区, where nothing else has the name
            alias = place.name.removesuffix("新区").removesuffix("群岛")
            if len(alias) == 2 and alias not in options:
                options[alias] = (place,)
    for name, path in read_pairs("places_former.csv"):
        now = tree.by_path(path)
        if now is not None and name not in options:
            options[name] = (now,)
    regions = {name: tuple(paths.split(";")) for name, paths in read_pairs("regions.csv")}
    names = tuple(dict.fromkeys([*options, *regions]))
    common = {n for n in lines("places_common.csv") if not _higher(options.get(n, ())) or n in _SHARED}
    for n in (
        set(lines("places_common.csv")) - common
    ):  # 长沙 is the city, 海南 the province: not the county of the name
        options[n] = _higher(options[n]) or options[n]
    surfaces = "|".join(
        t.surface for t in terms()
    )  # 盐湖 of 盐湖卤水: words of the field are no places by themselves
    common |= {n for n, ps in options.items() if len(n) == 2 and n in surfaces and not _higher(ps)}
    common |= {n for n, ps in options.items() if len(n) == 2 and all(p.level == "area" for p in ps)}
    return _Index(
        ac.AhoCorasick(names, matchkind=ac.MatchKind.LeftmostLongest),
        names,
        options,
        frozenset(common),
        regions,
    )


_EPITHET = re.compile("“(?:[东西南北中]部|[东西南北]方|[东西南北]|小|新|陆上|海上|华[东南西北中])\\Z")
_DISTRICT_WORDS = frozenset({"矿区", "城区", "郊区"})
_SHARED = frozenset({"大同", "朝阳", "白银", "阿里"})


def _higher(options: tuple[Place, ...]) -> tuple[Place, ...]:
    return tuple(p for p in options if p.level in ("province", "prefecture"))


def places(text: str, tree: PlaceTree | None = None, home: tuple[str, ...] = ()) -> list[PlaceMention]:
    """All places of ``text`` in order. ``home``: keys of the places the document is about.

    A name that stands for several places is resolved by what precedes it, then by ``home``, then by rank; a short
    name that is also a common word counts only beside other places or with an administrative word after it.
    """
    tree = tree or place_tree()
    return list(_found(text, tree, home))


@lru_cache(maxsize=1)
def _found(text: str, tree: PlaceTree, home: tuple[str, ...]) -> tuple[PlaceMention, ...]:
    """The places of a text; of one that is about no place they are read once, both times that they are asked for."""
    index = _index(tree)
    hits = _paths(text, _hits(text, index), tree, index, home)
    found = [PlaceMention(h.start, h.end, h.paths, h.keys) for h in hits]
    named = set(brands(text, found))
    found = [p for p in found if (p.start, p.end) not in named]
    found += here(text, tree, home, found) + abbreviated(text, tree, home)
    return tuple(_without_overlap(found))


@lru_cache(maxsize=2)
def _raw(automaton: ac.AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """The matches of a text, kept for its second reading: once for what it is about, once knowing that."""
    # 其中江西: neither 中江 nor 中山 begins in the middle of 其中, nor 大理 in 重大理念; 西起甲镇，东至乙镇: nor is that 东至
    if "东至" in text or "和龙" in text:
        text = _NO_TOWNS.sub("\u3000\u3000", text)
    text = _traps().sub(lambda m: "\u3000" * len(m[0]), text.replace("其中", "其\u3000"))
    return automaton.find_matches_as_indexes(text)


_NO_TOWNS = re.compile("(?<=[，、])东至(?!县)|(?<=[\u4e00-\u9fff）])和龙(?=[\u4e00-\u9fff][区街镇])")


@lru_cache(maxsize=1)
def _traps() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, lines("places_traps.csv")), key=len, reverse=True)))


def _hits(text: str, index: _Index) -> list[_Hit]:
    hits = []
    for i, start, end in _raw(index.automaton, text):
        name = index.names[i]
        if start and _LEFT_BAD.match(text[start - 1]):
            continue
        if text.startswith("”", end) and _EPITHET.search(text, max(0, start - 4), start):
            continue  # “北方大庆”: what another place is called
        hits.append(_Hit(start, end, name))
    return hits


def _paths(text: str, hits: list[_Hit], tree: PlaceTree, index: _Index, home: tuple[str, ...]) -> list[_Hit]:
    """Resolve each name; neighbours that nest become one mention."""
    resolved: list[_Hit] = []
    for n, hit in enumerate(hits):
        if hit.name in index.regions:
            hit.paths = index.regions[hit.name]
            hit.keys = tuple(p.key for path in hit.paths if (p := tree.by_path(path)))
            resolved.append(hit)
            continue
        before = resolved[-1] if resolved and resolved[-1].place else None
        joined = before is not None and hit.start - before.end == 0
        options = index.options[hit.name]
        if joined and before and before.place:
            inside = [
                p for p in options if tree.within(p.key, before.place.key) and p.key != before.place.key
            ]
            if inside:
                tail = _tail(text, hit, inside)
                if tail is not None:
                    place, end = tail
                    resolved[-1] = _Hit(
                        before.start, end, hit.name, place, (tree.path(place.key),), (place.key,)
                    )
                    continue
        if hit.name in _DISTRICT_WORDS:
            continue  # 园区、矿区、城区: common nouns, but for the district right behind its city
        chosen = _choose(text, hit, hits, n, before, tree, index, home)
        if chosen is not None:
            hit.place, hit.end = chosen
            hit.paths, hit.keys = (tree.path(hit.place.key),), (hit.place.key,)
            resolved.append(hit)
    return _adjacent(text, resolved, tree)


def _tail(text: str, hit: _Hit, options: list[Place]) -> tuple[Place, int] | None:
    """Check what follows a short name: 州 of an autonomous prefecture belongs to it, a wrong suffix rules it out."""
    full = [p for p in options if p.name == hit.name]
    if full:
        return None if text.startswith("域", hit.end) else (full[0], hit.end)
    after = text[hit.end : hit.end + 4]
    for place in options:
        if place.name.endswith(("自治州", "自治县", "自治旗")) and after[:1] == place.name[-1]:
            return place, hit.end + 1
        if place.level == "county" and _FORMER.match(after) and _was(place.name[-1], after[0]):
            return place, hit.end + 1
    if _WATER.match(text, hit.end) and len(hit.name) == 2 and options[0].level in ("county", "area"):
        return None
    if _WRONG_TAIL.match(after) or _ORG_TAIL.match(text, hit.end) or _MEDIA.match(text, hit.end):
        return None
    return options[0], hit.end


def _choose(
    text: str,
    hit: _Hit,
    hits: list[_Hit],
    n: int,
    before: _Hit | None,
    tree: PlaceTree,
    index: _Index,
    home: tuple[str, ...],
) -> tuple[Place, int] | None:
    options = list(index.options[hit.name])
    exact = [p for p in options if p.name == hit.name]
    if exact and hit.name not in index.common:
        options = exact
    near_home = _in_home(options, tree, home)
    doubtful = hit.name in index.common or (not exact and len(hit.name) == 2)
    beside = doubtful and _beside(text, hits, n, index.common)
    bare = not exact and len(hit.name) == 2 and all(p.level == "county" for p in options)
    if (hit.name in index.common or bare) and before and before.end == hit.start and before.place:
        province = tree.ancestors(before.place.key)[0].key
        if not any(tree.within(p.key, province) for p in options):
            return None  # 广西南部, 长沙铜官窑: the county of the name lies elsewhere
    if (
        bare
        and not near_home
        and (_NUMBERED.match(text, hit.end) or _before_higher(hits, n, options, tree, index))
    ):
        return None
    alone = hit.name in index.common and len(options) == 1
    if alone and _AT_WORK.match(text, hit.end) and text[max(0, hit.start - 1) : hit.start] in _OPENS:
        return _tail(text, hit, options)
    if hit.name in index.common and not exact and text[hit.end : hit.end + 1].isdecimal():
        return None  # 前进10位: what is done, and by how much
    if (
        hit.name in index.common
        and not exact
        and not (
            (near_home and (_ADMIN_TAIL.match(text, hit.end) or beside)) or (beside and len(options) == 1)
        )
    ):
        return None
    if hit.name in index.common and exact and not near_home and not beside:
        return None
    options = _narrow(options, near_home, before, tree)
    if not options:
        return None
    named = not exact and len(hit.name) == 2 and options[0].level in ("prefecture", "county")
    if named and not near_home and not beside and _FIRMWORD.match(text, hit.end):
        return None  # 兴安化工
    if not exact and options[0].level == "county" and not near_home and len(hit.name) == 2:
        left = text[hit.start - 1 : hit.start]
        if not beside and _FIRMLIKE.match(text, hit.end):
            return None  # 银海新能源项目: the name of a firm
        if (
            _han(left)
            and (_han(text[hit.end : hit.end + 1]) or text[hit.end : hit.end + 1] in _ENDS)
            and not beside
            and not _ADMIN_TAIL.match(text, hit.end)
            and not _CUE.search(text, max(0, hit.start - 3), hit.start)
        ):
            return None
    return _tail(text, hit, options)


_NUMBERED = re.compile(r"[一二三四五六七八九十\d]{1,3}号")
"""雅江1号, 华龙一号: what is numbered has the name of its own."""


def _before_higher(hits: list[_Hit], n: int, options: list[Place], tree: PlaceTree, index: _Index) -> bool:
    """Whether right behind a county's short name a province or city follows in which it does not lie (平安贵州, 乐业山东)."""
    after = hits[n + 1] if n + 1 < len(hits) and hits[n + 1].start == hits[n].end else None
    higher = _higher(index.options.get(after.name, ())) if after else ()
    return bool(higher) and not any(tree.within(p.key, h.key) for p in options for h in higher)


_ENDS = ("”", "，", "、", "。", "；")
_FORMER = re.compile("县(?![域级])|市(?![场值面政委级区域内外属辖容民占长情县企校直监]|人大|工|发)")


def _was(now: str, printed: str) -> bool:
    """Whether a county may have been what is printed: counties become cities or districts (双流县), cities become districts (江都市)."""
    return now in "市区" and now != printed


_AT_WORK = re.compile(r"\d[\d.]{0,6}\s?[万亿]?(?:千瓦|兆瓦|吉瓦|MW|GW)")
"""敦煌5万千瓦光伏电站, at the head of a clause: where a power station stands, though the name is a common word as well."""
_OPENS = "，。；、,;：:\n （("
_WATER = re.compile(r"(?:江|河|湖|峡|岭|岛)(?![\u4e00-\u9fff]{0,2}[省市县区州])")
"""金沙江: a river is not the county of that name."""
_MEDIA = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:油田|气田|盆地|煤电|煤业|有色网|钢联|(?<![简申上])(?:日报|晚报|商报|证券报|时报|都市报)|证券交易所|期货交易所|金属交易所|期交所|新闻网|在线|卫视|电视台|广播电台)"
)
"""上海有色网, 北京商报: who reports."""
_FIRMWORD = re.compile(
    r"(?:化工(?!园|产业|基地)|控股|新材(?!料产业)|时代|矿业|锂业|钴业|股份|集团|铝业|铜业|钢铁|药业|电气|资本(?![金项市外])|创投|商事|实业(?!发展|投资|、)|证券(?!行业|市场|交易|业|监管))"
)
_FIRMLIKE = re.compile(
    r"(?:新能源|新材料|锂电|锂能|锂业|科技|能源|储能|电源|电动车|矿业|股份|集团|化工|资源|高科|环保|循环)(?:科技|材料)?(?:项目|公司|有限|股份|集团|的|[一二三]期|将|拟|已|每年|向)"
)
_CUE = re.compile(
    r"(?:在|到|于|赴|往|驻|从|自|向|与|和|及|对|由|将|把|的|入|(?<!规模)以|为|中|看|落户|来|驻|抵达?|离开|走进|前往|访)\Z"
)


def _han(c: str) -> bool:
    return "一" <= c <= "鿿"


def _in_home(options: list[Place], tree: PlaceTree, home: tuple[str, ...]) -> list[Place]:
    for key in home:
        if key not in tree:
            continue
        inside = [p for p in options if tree.within(p.key, key) or tree.within(key, p.key)]
        if inside:
            return inside
    for key in home:
        if key in tree:
            province = tree.ancestors(key)[0].key
            inside = [p for p in options if tree.within(p.key, province)]
            if inside:
                return inside
    return []


_LEADS = frozenset({"比如"})
"""What leads up to an example, and is the name of a county as well."""


def _beside(text: str, hits: list[_Hit], n: int, common: frozenset[str]) -> bool:
    """Whether another name, itself no common word, stands next to this one, joined by nothing or by 、 - 和 …"""
    hit = hits[n]
    for other in (hits[n - 1] if n else None, hits[n + 1] if n + 1 < len(hits) else None):
        if other is None or other.name in common or _WATER.match(text, other.end):
            continue
        gap = text[other.end : hit.start] if other.start < hit.start else text[hit.end : other.start]
        if hit.name in common and not gap and len(other.paths) > 1:
            continue  # 环渤海港口: a region has ports
        if hit.name in _LEADS and not gap and other.start > hit.start:
            continue  # 比如甲县……: an example
        if hit.name in common and "，" in gap.replace(",", "，"):
            continue  # 开展合作，桂东……: a word at a clause's end is no place
        if len(gap) <= 2 and all(c in _JOINERS + "市县区州”“" for c in gap):
            return True
    return False


def _narrow(
    options: list[Place], near_home: list[Place], before: _Hit | None, tree: PlaceTree
) -> list[Place]:
    """The reading that context allows: in the home, in the place named before, alone of its rank."""
    if near_home:
        best = min(_RANK[p.level] for p in near_home)
        options = [p for p in near_home if _RANK[p.level] == best]
    if len(options) == 1:
        return options
    if before and before.place:
        for place in reversed(tree.ancestors(before.place.key)):
            inside = [p for p in options if tree.within(p.key, place.key)]
            if inside:
                return inside if len(inside) == 1 else _highest(inside)
    return _highest(options)


def _highest(options: list[Place]) -> list[Place]:
    """The one prefecture or province among places of a name."""
    best = min(_RANK[p.level] for p in options)
    top = [p for p in options if _RANK[p.level] == best]
    return top if len(top) == 1 and best < 2 else []


def _same_province(a: _Hit, b: _Hit, tree: PlaceTree) -> bool:
    if a.place is None or b.place is None:
        return False
    return tree.ancestors(a.place.key)[0].key == tree.ancestors(b.place.key)[0].key


def _adjacent(text: str, hits: list[_Hit], tree: PlaceTree) -> list[_Hit]:
    """开阳-息烽 and 贵阳贵安 are one mention of several places."""
    merged: list[_Hit] = []
    for hit in hits:
        if merged:
            last = merged[-1]
            gap = text[last.end : hit.start]
            short = hit.name == short_name(hit.name) or hit.place is None or hit.place.level == "area"
            sibling = last.paths and hit.paths and last.keys != hit.keys
            if (
                sibling
                and short
                and (gap in ("-", "—", "–", "－") or (gap == "" and _same_province(hit, last, tree)))
            ):
                merged[-1] = _Hit(
                    last.start, hit.end, last.name, hit.place, last.paths + hit.paths, last.keys + hit.keys
                )
                continue
        merged.append(hit)
    return merged


def _without_overlap(found: list[PlaceMention]) -> list[PlaceMention]:
    kept: list[PlaceMention] = []
    for p in sorted(found, key=lambda p: (p.start, -p.end)):
        if kept and p.start < kept[-1].end:
            if len(p.paths) > len(kept[-1].paths) and p.start == kept[-1].start:
                kept[-1] = p
            continue
        kept.append(p)
    return kept
