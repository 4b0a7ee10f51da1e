"""The noun that the members of a list share and the last alone prints: 城镇、农村居民收入; 6个国家级、9个省级基地."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lianzhang.evidence.noun_phrases import tokens_of
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import right_noun

__all__ = ["level_of", "with_head"]

_SORTS = (
    "城镇|农村|城乡|城市|乡村|国有|民营|私营|外资|外商|集体|股份制|中央|地方|(?:世界|国家|省部?|市|县|区域?|部)级|[大中小微重轻]型|大中型|中小型|新建|二手|公办|民办|公立|私立|[一二三四]线"
    "|[东中西]部|境内|境外|线上|线下|短期|中期|长期|中长期|供热|供水|燃气|排水|供电|高端|中端|低端|国产|陆上|海上|集中式|分布式|男性|女性|制造业|服务业|普惠|小微|涉农|科技型|乘用|商用"
)
_SORT = re.compile(f"(?P<head>.*?)(?P<sort>{_SORTS})")
"""What only says of which sort a thing is."""
_OPENS = re.compile(f"(?:{_SORTS}){{1,6}}")
_SAVED = "存"
"""本外币存、贷款: both are of money."""


def with_head(names: Sequence[str]) -> list[str]:
    """The members, each with the noun that the last prints for all of them."""
    *others, last = names
    if others and others[-1].endswith(_SAVED) and last.startswith("贷款") and len(others[-1]) > 1:
        return [*(n + "款" for n in others), others[-1].removesuffix(_SAVED) + last]
    sorts = [_SORT.fullmatch(n) for n in others]
    if not sorts or not all(sorts) or any(m and last.endswith(m["sort"]) for m in sorts):
        return list(names)
    opened = _OPENS.match(last)
    at = opened.end() if opened else len(tokens_of(last)[0][0])
    noun = last[at:]
    return [*(n + noun for n in others), last] if noun else list(names)


_LEVEL = re.compile("(?:世界|国家|省|市|县|区域)级")
_NEXT_LEVEL = re.compile("[、和及]\\d{1,4}[个家项座所处](?:世界|国家|省|市|县|区域)级")


def level_of(scene: Scene, start: int, end: int, right: str) -> str:
    """``right``, the noun counted from ``start`` on, with the noun that the next counts name where it is a level alone."""
    if not _LEVEL.fullmatch(right):
        return right
    at = start + len(right)
    while m := _NEXT_LEVEL.match(scene.flat, at, end):
        noun = right_noun(scene, m.end(), end)
        if len(noun) > 1:
            return right + noun
        at = m.end()
    return right
