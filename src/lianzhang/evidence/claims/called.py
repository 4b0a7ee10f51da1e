"""Firms called by the bare root of their name: 青岭 and 湖南青岭 where 湖南青岭新能源有限公司 or 青岭公司 is told, or 甲、乙等三家企业.

Reports of a town print a firm in full once, or never, and go on with two or three characters that no list has.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from lianzhang.core import place_tree, short_name
from lianzhang.evidence.claims.placed import unlisted
from lianzhang.evidence.mentions import Mentions
from lianzhang.evidence.noun_phrases import tokens_of

__all__ = ["called", "outside_works", "root_of"]

_LEGAL = re.compile(r"(?:集团)?(?:股份|集团)?有限(?:责任)?公司\Z|(?:集团|股份)?公司\Z")
_TRADE = re.compile(
    r"(?:新能源|新材料|储能|锂电|锂业|锂矿|矿业|矿冶|材料|能源|科技|技术|电池|电子|电气|电源|动力|化工|化学|实业|环保|环境|机械|重工|精密|智能|信息|投资|控股|发展|制造|工业|"
    r"集团|股份|产业|装备|汽车|钴业|镍业|铜业|铝业|钨业|冶炼|冶金|金属|光伏|电力|生物|医药|食品|资源|再生|循环|高科|新能|新材)\Z"
)
_MANY = re.compile(
    r"等(?:\d{1,3}|[两三四五六七八九十]{1,3})?[余多]?家?[^，。；、\d]{0,8}?(?:企业|公司|巨头|厂商)"
)
_LISTED = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<l>(?:[\u4e00-\u9fff]{3,6}、){0,6}[\u4e00-\u9fff]{3,6})" + _MANY.pattern
)
_FLOOR = 3
"""A root of two characters is told by its place in front alone: 久安 may be anything, 湖南久安 is a firm."""


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Names of places, and short ones."""
    names = set(place_tree().names())
    return frozenset(names | {short_name(n) for n in names})


@lru_cache(maxsize=4096)
def root_of(name: str) -> str:
    """The name of a firm without its place, its trade and its legal form; empty where words alone are left."""
    stem = _LEGAL.sub("", name)
    for size in range(min(7, len(stem) - 2), 1, -1):
        if stem[:size] in _heads():
            stem = stem[size:]
            break
    while len(stem) > _FLOOR:
        shorter = _TRADE.sub("", stem)
        if shorter == stem or len(shorter) < 2:
            break
        stem = shorter
    return stem if _is_root(stem) else ""


_NO_ROOT = re.compile(
    r"[受而属系为是有与和及由对向从将被等这该其本各家效营在于至到并或但且又也的了母子使让据当新老原]|.*(?:公司|企业|集团|[一二两三四五六七八九十]家|资金|发电|[局部厅委院段线站])|.业\Z"
)


def _is_root(text: str) -> bool:
    """Whether a text may be what a firm is called by: no words alone, no trade, nothing that leads to a name."""
    return (
        len(text) > 1
        and not _TRADE.fullmatch(text)
        and not _NO_ROOT.match(text)
        and text not in _heads()
        and unlisted(text)
        and all(kind in ("noun", "particle") for _, kind in tokens_of(text))
    )


def called(text: str, mentions: Mentions) -> dict[str, str]:
    """Names so called in ``text`` besides the full ones, each of type organisation."""
    roots = set()
    for name in {n.name for n in mentions.names if n.type == "organisation" and n.basis == "form"}:
        if name.endswith("公司") and 4 < len(name) < 24:
            roots.add(root_of(name))
    at_place = {p.start for p in mentions.places}
    for m in _LISTED.finditer(text) if _MANY.search(text) else ():
        at = m.start("l")
        for item in m["l"].split("、"):
            if at not in at_place and _is_root(item) and not _TRADE.search(item):
                roots.add(item)
            at += len(item) + 1
    roots = {r for r in roots if len(r) > 1 and not r.isascii()}
    found = {r: "organisation" for r in roots if _FLOOR <= len(r) <= 6}
    roots |= {root_of(n) for n in _traded(text, mentions)} - {""}
    sizes = sorted({len(r) for r in roots})
    for p in mentions.places if roots else ():
        bare = text[p.end - 1] not in "省市县区" and (
            text[p.end - 1] != "州" or p.end - p.start == _FLOOR - 1
        )
        for size in sizes if bare else ():
            stop = p.end + size
            if text[p.end : stop] in roots and not text.startswith(("指数", "股指"), stop):
                found[text[p.start : stop]] = "organisation"
    return found


_CODED = re.compile("([\u4e00-\u9fff]{3,5})[（(](?:S[HZ][:：.]?)?[036489]\\d{5}")


def _traded(text: str, mentions: Mentions) -> set[str]:
    """Firms under a short name that tells their trade (远林集团): with a place in front of its root, their subsidiaries (贺州远林)."""
    names = {n.name for n in mentions.names if n.type == "organisation" and len(n.name) < _SHORT_NAME}
    names |= {m[1] for m in _CODED.finditer(text[:_LEAD])}
    return {
        n
        for n in names
        if _TRADE.search(n) and not any(n.startswith(h) for h in (n[:2], n[:3]) if h in _heads())
    }


_LEAD, _SHORT_NAME = 400, 6
_STEM = 4
"""How many characters behind its place a firm is called by."""
_COMMON = re.compile(
    "[省市县区州港路]|工业|高新|经济|经开|开发|保税|科技|电子|化工|新能|新材|能源|电力|电网|汽车|机场|铁路|高速|交通|城市|旅游|农业|银行|国际|国有|港口|燃气|水务"
)
"""Behind a place: what any firm or park of it may be called."""


def outside_works(text: str, mentions: Mentions) -> Mentions:
    """The mentions without the places that head works named after a firm (苏州某甲材料项目, of 苏州某甲有限公司): they lie elsewhere."""
    names = {n.name for n in mentions.names if n.type == "organisation" and n.name.endswith(("公司", "集团"))}
    stems: dict[str, set[str]] = {}
    for own in {text[p.start : p.end] for p in mentions.places} if names else ():
        for name in names:
            if name.startswith(own) and not _COMMON.match(name, len(own)):
                stems.setdefault(own, set()).add(name[len(own) : len(own) + _STEM])
    if not stems:
        return mentions

    def heads(start: int, end: int) -> bool:
        behind = text[end : end + 2]
        return len(behind) == 2 and any(behind in stem for stem in stems.get(text[start:end], ()))

    return replace(mentions, places=tuple(p for p in mentions.places if not heads(p.start, p.end)))
