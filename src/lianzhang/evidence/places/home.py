"""What place a document is about, from all the places it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from lianzhang.core.places import PlaceTree, place_tree
from lianzhang.evidence.grounds import COUNTRY, datelines, in_example, meetings, visitors
from lianzhang.evidence.mentions import Mentions, PlaceMention
from lianzhang.evidence.places.local import unnamed
from lianzhang.evidence.places.resolver import places
from lianzhang.evidence.together import Approach

__all__ = ["MARKET", "home_paths", "home_places", "opens_wide"]

_DATELINE = re.compile(r"(?:新华社|本报|中新[社网]|日报|讯员|新华网|来源[：:])\Z")
"""Where a report was written is not what it is about."""
MARKET = "(?:证券|期货|商品|黄金|金属|产权|股权|电力|煤炭)?交易(?:所|中心)|证交所|清算所|钢联|有色网"
"""Behind a place: houses that bear the name of their seat and tell of more than it."""
_MARKET = re.compile(MARKET + "|港(?![口区]|珠澳)")
_FIRM = re.compile("(?:证券|银行|信托|控股|集团|股份|基金)(?!业|市场|机构|行业|公司)")
"""Behind a place: a firm that is called after it."""
_ROOT = 2
"""How many characters behind a place tell a firm by (苏州某甲……有限公司)."""
_HEADS_FIRM = re.compile(
    r"(?!工业|高新|经济|经开|开发|保税|[省市县区州])(?:(?![与和及由在、])[\u4e00-\u9fff]){3,14}?(?:有限(?:责任)?公司|股份公司|集团公司)"
)
"""Behind a place: the rest of a firm's full name, which says nothing of what the text is about."""


def home_places(text: str, tree: PlaceTree | None = None) -> tuple[str, ...]:
    """The places a document is about, most likely first: the best province, and below it what dominates.

    Names count by how often they stand, more in the first 300 characters; a lower place comes before its province
    when it gathers most of what is said below the province.
    """
    tree = tree or place_tree()
    weight: dict[str, float] = {}
    found = [p for p in places(text, tree) if not unnamed(text, p)]
    shown = [*visitors(text), *datelines(text)]
    heads = {text[p.start : p.end + _ROOT] for p in found if _HEADS_FIRM.match(text, p.end)}
    for p in found:
        if len(p.keys) != 1 or _DATELINE.search(text, max(0, p.start - 4), p.start):
            continue
        if any(a <= p.start < b for a, b in shown):
            continue
        if text[p.start : p.end + _ROOT] in heads or _MARKET.match(text, p.end) or _FIRM.match(text, p.end):
            continue
        w = 3.0 if p.start < 300 else 1.0
        for place in tree.ancestors(p.keys[0]):
            weight[place.key] = weight.get(place.key, 0) + w
    provinces = {k: w for k, w in weight.items() if tree[k].parent is None}
    if not provinces:
        return _of_the_paper(text, tree)
    best = max(provinces, key=lambda k: provinces[k])
    few = provinces[best] <= _PASSING or (len(text) > _SHORT and _once(text, found, best, tree))
    if provinces[best] < _PASSING or (few and not _OWN.search(text)):
        return ()
    order = [best]
    at, total = best, provinces[best]
    while True:
        below = {c.key: weight[c.key] for c in tree.children(at) if c.key in weight}
        if not below:
            break
        top = max(below, key=lambda k: below[k])
        if below[top] < 0.5 * total or below[top] < 0.6 * sum(below.values()) or below[top] < 3:
            break
        order.insert(0, top)
        at, total = top, below[top]
    return tuple(order)


_PASSING = 2.0
"""A place named once or twice, and late, is named in passing."""
_SHORT, _TITLE = 600, 60
"""In a text longer than this what is named only once is not what it is about, unless its first characters name it."""
_OWN = re.compile("[全我本][省市县区州](?![会区场])")
"""What speaks of the land of a text without its name."""
_SOME = re.compile("(?:的|现任)?(?:某|一[家位名个])|本地股")
"""Behind a place: somebody who is not named, and happens to be of there (乙市某公司)."""


def _once(text: str, found: Sequence[PlaceMention], province: str, tree: PlaceTree) -> bool:
    """Whether a text names ``province`` and what lies in it only once, behind its beginning, or only as where somebody unnamed is from."""
    told = [
        p
        for p in found
        if len(p.keys) == 1 and tree.ancestors(p.keys[0])[0].key == province and not _SOME.match(text, p.end)
    ]
    return not told or (len(told) == 1 and told[0].start >= _TITLE)


_PAPER = re.compile(
    "(?P<n>[\u4e00-\u9fff]{2,6}?[省市县区]?)(?:日报|晚报|晨报|商报|都市报|新闻网|信息网|政府网|电视台)"
)
_PAPERS = Approach(_PAPER)
_HEAD = 300


def _of_the_paper(text: str, tree: PlaceTree) -> tuple[str, ...]:
    """The land of the paper that a text comes from (来源：某市日报), where the text itself names no place."""
    for m in _PAPERS.finditer(text, 0, min(_HEAD, len(text))):
        found = [p for p in places(m["n"], tree) if len(p.keys) == 1]
        if found:
            return (found[-1].keys[0],)
    return ()


# ---- what of it stands as a place, once names are known


def home_paths(
    text: str, flat: str, mentions: Mentions, home: tuple[str, ...], told: int, tree: PlaceTree
) -> tuple[str, ...]:
    """The paths of the ``home`` that a text prints before ``told`` as a place: one that stands only in the names of firms, or where people met,
    is none; nor is that of the paper that tells it, unless it speaks of 我市."""
    met = meetings(flat)
    often = Counter(
        path
        for p in mentions.places
        if p.start < told
        and text[p.start] not in "全我本该各省市县区州"
        and not any(a <= p.start < b for a, b in met)
        and not in_example(flat, max(0, p.start - 40), p.start)
        for path in p.paths
    )
    paths = [tree.path(k) for k in home if k in tree]
    if often or not _OURS.search(flat):
        paths = [h for h in paths if any(p.startswith(h) or h.startswith(p) for p in often)]
    if paths and _items_apart(text, mentions.places, paths):
        return ()
    return _deepest(paths, often)


_ITEM = re.compile(r"^[ \t\u3000]*(?:\d{1,2}[、.．](?!\d)|【[^【】\n]{6,}】)", re.MULTILINE)
_ITEMS, _OF_ALL = 3, 2


def _items_apart(text: str, found: Sequence[PlaceMention], home: Sequence[str]) -> bool:
    """Whether a text is a list of items, numbered or each under its headline in 【】, of which at most one in two names its ``home`` and nothing before the first does."""
    starts = [m.start() for m in _ITEM.finditer(text)]
    if len(starts) < _ITEMS:
        return False
    inside = {
        bisect_right(starts, p.start) for p in found if any(path.startswith(tuple(home)) for path in p.paths)
    }
    return 0 not in inside and _OF_ALL * len(inside) <= len(starts)


_OURS = re.compile("我[省市县区州]")
_CHAIN = 4


def _deepest(home: list[str], often: Counter[str]) -> tuple[str, ...]:
    """The home, or where every place printed in it lies one within the other and the text tells the smallest as often: that one."""
    if len(home) == 1 and len(often) <= _CHAIN:
        chain = sorted({home[0], *often}, key=len)
        nested = all(b.startswith(a) for a, b in pairwise(chain))
        if nested and often[chain[-1]] >= often[home[0]]:
            return (chain[-1],)
    return tuple(home)


_OPENING, _SPREAD = 120, 3


def opens_wide(grounds: Sequence[PlaceMention]) -> bool:
    """Whether a text opens with the country before any place of it, and goes on to places all over it."""
    opens = bool(grounds) and grounds[0].start < _OPENING and grounds[0].paths[0] == COUNTRY
    return opens and len({path[:2] for p in grounds if p.keys for path in p.paths}) >= _SPREAD
