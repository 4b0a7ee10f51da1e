"""Who opens a clause before what only firms have, known to no list but named in the text before (甲拟对乙增资。增资后，乙注册资本……)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.placed import unlisted
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.noun_phrases import is_noun
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.facets import bare

__all__ = ["named_again"]

_ITS_BOOKS = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{4,8}?)的?(?:注册资本|净利润|营业收入|营收|总资产|净资产|出资|认缴出资)(?!额?占)|(?P<latin>[A-Z][A-Za-z&.]{2,20}(?: [A-Z][A-Za-z&.]{1,20}){0,2}) ?(?:已经|已|将|计划|预计|则|去年|今年)"
)
_LEADS_NO_ONE = re.compile(
    "的|归属|归母|实现|公司|企业|股东|[其各本该双]方|合计|全年|季度|半年|主营|营业|母公司|集团\\Z|合伙人|增资|以现金"
)


def named_again(scene: Scene, start: int, end: int) -> NameMention | None:
    """Who opens a clause right before what only firms have, or under a Latin name, and was named before without being known."""
    m = _ITS_BOOKS.match(scene.flat, start, end)
    if m is None:
        return None
    group = "n" if m["n"] else "latin"
    name, (begin, stop) = m[group], m.span(group)
    if scene.flat.find(name, 0, start) < 0 or scene.names(begin, stop):
        return None
    if group == "n" and (_LEADS_NO_ONE.search(name) or not is_noun(name) or bare(name) or not unlisted(name)):
        return None
    return NameMention(begin, stop, "organisation", name)
