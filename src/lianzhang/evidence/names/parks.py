"""Parks and development zones by their form, with the place they lie in."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from lianzhang.core.places import Place, PlaceTree, short_name
from lianzhang.evidence.mentions import NameMention, PlaceMention

__all__ = ["parks"]

_HAN = "一-鿿"
_KINDS = (
    "片区|组团|煤田|高新技术产业开发区|高新技术产业园区|经济技术开发区|经济开发区|综合保税区|循环经济产业园|循环经济园区|产业集聚区|工业集聚区|产业聚集区|工业集中区|产业转移园|"
    "化工产业园区|化工产业园|化工园区|化工园|高新产业园|新能源产业园|锂电产业园|电池产业园|工业园区|工业园|产业园区|产业园|科技园区|科技园|高新区|经开区|开发区|新区|自贸区|保税区|示范区|产业谷|基地"
)
_PARK = re.compile(rf"(?:{_KINDS})")
_EDGE = re.compile(
    r"[，。；：、,;:！!？?\s“”‘’\"'（）()《》<>\[\]【】|—…\d的在以由为和与及对向于到从将把是至等该各其]"
    r"|支持|推动|打造|建设|成立|建成|重点|推进|加快|依托|落户|入驻|位于|[一二三两四五六七八九十]大|[一二三四五六七八九十两]个|纳入|培育|规划|全国|全省|围绕|组织|积极|搭建|创建|共建|完善|做[强大优]|提升|设立|建立|兴建|投建|筹建|扩建|改建|建造|开设|开工|投资|签约|拥有|布局|引导|整合|优化|以及|申报|认定|首批|全面"
)
_GENERIC = re.compile(
    r"^(?:国家|省|市|县|重点|化工|工业|产业|科技|经济|特色|专业|各类|大型|绿色|低碳|零碳|现代|重要|培育|相关|所在|新能源|动力电池|锂电|电池|材料|新材料|先进|主要|省级|国家级|市级|一批|多个|各|生产|制造|研发|创新|创业|实训|示范|孵化|能源|出口|配套|千亿|百亿|核心|集中|承接|此类|两|三|若干|全部|分|省内|国内|实训)"
)


def parks(text: str, places: list[PlaceMention], tree: PlaceTree, home: tuple[str, ...]) -> list[NameMention]:
    """Parks: the place in front, or two to six characters of their own name, then the kind (大龙经开区)."""
    found = []
    ends = {p.end: p for p in places}
    starts = [p.start for p in places]
    for m in _PARK.finditer(text):
        i = bisect_left(starts, m.end()) - 1
        known = places[i : i + 1] if i >= 0 and m.end() <= places[i].end else []
        if known:
            found.append(
                NameMention(
                    known[0].start, m.end(), "park", text[known[0].start : m.end()], None, known[0].paths
                )
            )
            continue
        place = _front(places, ends, text, m.start())
        if m[0] == "基地" and (place is None or place.end == m.start()):
            continue
        if place is not None:
            start = place.start
            paths = place.paths
        else:
            own = _own_name(text, m.start())
            if own is None:
                continue
            start = own
            paths = _paths(text, start, m.start(), places, tree, home)
        found.append(NameMention(start, m.end(), "park", text[start : m.end()], None, paths))
    return _agreed(found, tree)


def _agreed(found: list[NameMention], tree: PlaceTree) -> list[NameMention]:
    """One park, one place: 大龙开发区 lies where 大龙经开区 of the same text lies."""
    known: dict[str, tuple[str, ...]] = {}
    for park in found:
        if len(park.paths) == 1 and (place := tree.by_path(park.paths[0])) and place.level != "province":
            known.setdefault(park.name[:2], park.paths)
    return [
        replace(park, paths=known[park.name[:2]])
        if park.name[:2] in known and (not park.paths or all(p in _provinces(tree) for p in park.paths))
        else park
        for park in found
    ]


def _provinces(tree: PlaceTree) -> set[str]:
    return {p.name for p in tree.children(None)}


def _front(
    places: list[PlaceMention], ends: dict[int, PlaceMention], text: str, at: int
) -> PlaceMention | None:
    """The place right before the kind, at most four characters of own name between (郴州苏仙高新区)."""
    if at in ends:
        return ends[at]
    for p in reversed(places):
        if (
            p.end < at <= p.end + 8
            and re.fullmatch(rf"[{_HAN}]{{1,8}}", text[p.end : at])
            and not _EDGE.search(text, p.end, at)
        ):
            return p
        if p.end < at - 8:
            break
    return None


def _own_name(text: str, at: int) -> int | None:
    floor = max(0, at - 6)
    start = floor
    for m in _EDGE.finditer(text, floor, at):
        start = m.end()
    name = text[start:at]
    han = all("一" <= c <= "鿿" for c in name)
    return start if 2 <= len(name) <= 4 and han and not _GENERIC.match(name) else None


def _paths(
    text: str, start: int, end: int, places: list[PlaceMention], tree: PlaceTree, home: tuple[str, ...]
) -> tuple[str, ...]:
    """Where a park with a name of its own lies.

    The place named last in the sentence (not one that heads another park of the list), narrowed by the characters of
    the park's name: they are often taken from the counties it spans (义龙 of 兴义 and 安龙). Else the home.
    """
    sentence = max(text.rfind(c, 0, start) for c in "。；！？\n")
    first = bisect_left(places, sentence + 1, key=lambda p: p.start)
    last = bisect_left(places, start, key=lambda p: p.start)
    before = [p for p in places[first:last] if p.end <= start and not _PARK.match(text, p.end)]
    keys = before[-1].keys if before else home[:1]
    votes = {}
    for key in keys:
        if key in tree:
            hits = [c for c in _counties(tree, key) if set(short_name(c.name)) & set(text[start:end])]
            votes[key] = hits
    if not votes:
        return before[-1].paths if before else ()
    most = max(len(v) for v in votes.values())
    best = [k for k, v in votes.items() if len(v) == most]
    if len(best) > 1:
        return tuple(tree.path(k) for k in best)
    initial = [c for c in votes[best[0]] if short_name(c.name)[0] == text[start]]
    inside = initial[0].key if len(initial) == 1 and most == 1 else best[0]
    return (tree.path(inside),)


def _counties(tree: PlaceTree, key: str) -> list[Place]:
    """The counties below a prefecture; below a province nothing, which would be guessing."""
    return [c for c in tree.children(key) if c.level == "county"] if tree[key].level == "prefecture" else []
