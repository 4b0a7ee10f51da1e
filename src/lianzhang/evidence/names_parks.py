"""Parks and development zones by their form, with the place they lie in."""

from __future__ import annotations

import re

from lianzhang.core.places import PlaceTree
from lianzhang.evidence.mentions import NameMention, PlaceMention

__all__ = ["parks"]

_HAN = "一-鿿"
_KINDS = (
    "高新技术产业开发区|高新技术产业园区|经济技术开发区|经济开发区|综合保税区|循环经济产业园|循环经济园区|产业集聚区|工业集聚区|产业聚集区|工业集中区|产业转移园|"
    "化工产业园区|化工产业园|化工园区|化工园|高新产业园|新能源产业园|锂电产业园|电池产业园|工业园区|工业园|产业园区|产业园|科技园区|科技园|高新区|经开区|开发区|新区|自贸区|保税区|示范区|产业谷|基地"
)
_PARK = re.compile(rf"(?:{_KINDS})")
_EDGE = re.compile(
    r"[，。；：、,;:！!？?\s“”‘’\"'（）()《》<>\[\]【】|—…\d]|[的在以由为和与及对向于到从将把是至位等级大个各该本全其和支持推动打造建设成立建成重点]"
)
_GENERIC = re.compile(r"^(?:国家|省|市|县|重点|化工|工业|产业|科技|经济|特色|专业|各类|大型|绿色|低碳|零碳|现代|重要|培育|相关|所在|新能源|动力电池|锂电|电池|材料|新材料|先进|主要|省级|国家级|市级|一批|多个|各|生产|制造|研发|创新|创业|实训|示范|孵化|能源|出口|配套|千亿|百亿|核心|集中|承接)")
_WEAK = ("基地", "示范区", "产业谷", "新区", "开发区", "科技园", "产业园", "产业园区", "工业园", "化工园区", "工业园区")


def parks(text: str, places: list[PlaceMention], tree: PlaceTree, home: tuple[str, ...]) -> list[NameMention]:
    """Parks: the place in front, or two to six characters of their own name, then the kind (大龙经开区)."""
    found = []
    ends = {p.end: p for p in places}
    for m in _PARK.finditer(text):
        known = [p for p in places if p.start < m.end() <= p.end]
        if known:
            found.append(NameMention(known[0].start, m.end(), "park", text[known[0].start : m.end()], None, known[0].paths))
            continue
        place = _front(places, ends, text, m.start())
        if m[0] == "基地" and place is None:
            continue
        if place is not None:
            start = place.start
            paths = place.paths
        else:
            start = _own_name(text, m.start())
            if start is None:
                continue
            paths = _paths(text, start, places, tree, home)
        found.append(NameMention(start, m.end(), "park", text[start : m.end()], None, paths))
    return found


def _front(places: list[PlaceMention], ends: dict[int, PlaceMention], text: str, at: int) -> PlaceMention | None:
    """The place right before the kind, at most four characters of own name between (郴州苏仙高新区)."""
    if at in ends:
        return ends[at]
    for p in reversed(places):
        if p.end < at <= p.end + 8 and re.fullmatch(rf"[{_HAN}]{{1,8}}", text[p.end : at]) and not _EDGE.search(text, p.end, at):
            return p
        if p.end < at - 8:
            break
    return None


def _own_name(text: str, at: int) -> int | None:
    start = at
    while start > 0 and at - start < 5 and not _EDGE.match(text[start - 1]) and "一" <= text[start - 1] <= "鿿":
        start -= 1
    name = text[start:at]
    return start if 2 <= len(name) <= 4 and not _GENERIC.match(name) else None


def _paths(text: str, start: int, places: list[PlaceMention], tree: PlaceTree, home: tuple[str, ...]) -> tuple[str, ...]:
    """Where a park with a name of its own lies: the place named last in the sentence, else the home."""
    sentence = max(text.rfind(c, 0, start) for c in "。；！？\n")
    before = [p for p in places if sentence < p.start < start and p.end <= start]
    for p in reversed(before):
        if len(p.paths) == 1:
            return p.paths
    return (tree.path(home[0]),) if home and home[0] in tree else ()
