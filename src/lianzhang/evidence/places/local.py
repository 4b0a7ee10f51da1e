"""Places said without their name: 全省, 我市, and single characters in coordinated lists (郑洛焦新)."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.core.places import PROVINCE_ABBREVIATIONS, PlaceTree, short_name
from lianzhang.evidence.mentions import PlaceMention

__all__ = ["abbreviated", "here", "unnamed"]

_HERE = re.compile(
    r"(?=[全我本该省市县])(?<![完健安保齐])(?:(?P<province>全省|我省|本省|该省|省内(?![^。\n]{0,40}(?:跨省|省间))|省域)|(?P<prefecture>全市|我市|本市|该市|市内|全州|我州|本州)|(?P<county>全县|我县|本县|该县|县内|全旗))(?![会区场]|首[个家座条批次]|第[一二三四五六七八九十\d]|最|唯一|领先|前列|前茅)"
)


def here(text: str, tree: PlaceTree, home: tuple[str, ...], named: list[PlaceMention]) -> list[PlaceMention]:
    """全省, 我市, 本县: the home at that level; 全省 in a line that names one other province alone is that (an item of a digest, which
    may have no home)."""
    by_level: dict[str, str] = {}
    for key in home:
        if key in tree:
            for place in tree.ancestors(key):
                by_level.setdefault(place.level, place.key)
    county = by_level.get("county")
    if county and tree[county].name.endswith("市") and home[0] == county:
        by_level["prefecture"] = county
    if (
        "prefecture" not in by_level
        and by_level.get("province")
        and tree[by_level["province"]].name.endswith("市")
    ):
        by_level["prefecture"] = by_level["province"]
    found = []
    for m in _HERE.finditer(text):
        at = by_level.get(m.lastgroup or "")
        if at is None and m.lastgroup == "county":  # 全县 after 某县
            before = [p.keys[0] for p in named if p.start < m.start() and len(p.keys) == 1]
            at = next((k for k in reversed(before) if tree[k].level == "county"), None)
        if m.lastgroup in ("province", "prefecture"):
            at = _of_line(text, tree, named, m, at) or at
        if at:
            found.append(PlaceMention(m.start(), m.end(), (tree.path(at),), (at,)))
    return found


def unnamed(text: str, place: PlaceMention) -> bool:
    """Whether a place is said without its name."""
    return _HERE.match(text, place.start) is not None


_BESIDE = "与和同比较对向及、"
"""Before the name of a place that another is held against or deals with."""


def _of_line(
    text: str, tree: PlaceTree, named: list[PlaceMention], m: re.Match[str], own: str | None
) -> str | None:
    """The one province, or the one city at the line's beginning, that the line of ``m`` names before it; None where that is several, or ``own`` too."""
    floor = text.rfind("\n", 0, m.start()) + 1
    city = m.lastgroup == "prefecture"
    there: set[str] = set()
    for p in named:
        if (
            not floor <= p.start < m.start()
            or len(p.keys) != 1
            or text[p.start - 1 : p.start] in tuple(_BESIDE)
        ):
            continue
        chain = tree.ancestors(p.keys[0])
        if any(above.key == own for above in chain):
            return None
        if city:
            first = p.start - floor <= _BEGINNING
            there |= {a.key for a in chain if first and (a.level == "prefecture" or a.key in _CITIES)}
        else:
            there |= {a.key for a in chain if a.level == "province"}
    return there.pop() if len(there) == 1 else None


_BEGINNING = 60
_CITIES = frozenset({"110000", "120000", "310000", "500000"})
"""Beijing, Tianjin, Shanghai and Chongqing: provinces that are cities."""


@lru_cache(maxsize=64)
def _single_characters(province: str, tree: PlaceTree) -> dict[str, str]:
    """One character for each prefecture of a province, where no other prefecture there has it."""
    owner: dict[str, list[str]] = {}
    for place in tree.children(province):
        for c in set(short_name(place.name)):
            owner.setdefault(c, []).append(place.key)
    first = {
        short_name(p.name)[0]: p.key
        for p in reversed(tree.children(province))
        if p.level in ("prefecture", "county")
    }
    starts = [short_name(p.name)[0] for p in tree.children(province)]
    return {c: keys[0] for c, keys in owner.items() if len(keys) == 1} | {
        c: key for c, key in first.items() if starts.count(c) == 1
    }


_OF_SEVERAL = (
    *("都市圈", "城市群", "一体化", "经济带", "经济圈", "城镇群"), *(n + of for n in "两三四五六" for of in "市省"),
)  # fmt: skip
"""What stands behind a run of single characters."""


@lru_cache(maxsize=64)
def _patterns(signs: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Quoted runs, lists with 、 and runs before 都市圈 and the like, of single characters that stand for places."""
    c = f"[{signs}]"
    quoted = rf"[“‘「\"'](?P<run>{c}{{2,6}})(?=[”’」\"']|[一-鿿]{{2,4}}[”’」，、])"
    listed = rf"(?P<run>{c}(?:、{c}){{1,6}})(?=[一二两三四五六七八][省市地州县]|[省市]|等|都市圈|城市群)"
    # begins with a class of characters, so that the search runs from one of them to the next
    run = rf"(?P<run>{c}(?<=[在以的建推进动做强打造，。、；“].){c}{{1,5}})(?={'|'.join(_OF_SEVERAL)})"
    return re.compile(quoted), re.compile(listed), re.compile(run)


def abbreviated(text: str, tree: PlaceTree, home: tuple[str, ...]) -> list[PlaceMention]:
    """郑洛焦新, 郑、洛、焦三市: single characters, only where every one of them is a place and nothing else is there."""
    province = next((tree.ancestors(k)[0].key for k in home if k in tree), None)
    local = _single_characters(province, tree) if province else {}
    found = []
    quoted, listed, plain = _patterns("".join(sorted({*local, *PROVINCE_ABBREVIATIONS})))
    several = any(map(text.__contains__, _OF_SEVERAL))
    for pattern in (quoted, listed, plain) if several else (quoted, listed):
        for m in pattern.finditer(text):
            run = m["run"].replace("、", "")
            keys = _keys(run, local, m["run"] if pattern is listed else "")
            if not keys and pattern is quoted:
                for size in range(len(run), 2, -1):
                    keys = _keys(run[:size], local, "")
                    if keys:
                        run = run[:size]
                        break
            if keys:
                start = m.start("run")
                end = m.end("run") if pattern is not quoted else start + len(run)
                found.append(PlaceMention(start, end, tuple(tree.path(k) for k in keys), keys))
    return found


def _keys(run: str, local: dict[str, str], listed: str) -> tuple[str, ...]:
    if all(c in local for c in run):
        keys = tuple(local[c] for c in run)
        if len(set(keys)) == len(keys) and (len(keys) > 2 or listed):
            return keys
    if all(c in PROVINCE_ABBREVIATIONS for c in run) and (len(run) > 2 or listed):
        keys = tuple(PROVINCE_ABBREVIATIONS[c] for c in run)
        if len(set(keys)) == len(keys):
            return keys
    return ()
