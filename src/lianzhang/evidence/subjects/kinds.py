"""Firms of a kind (车企, 上市房企): what is told of all of them, or of those of a size, is not of the firm that a text is about."""

from __future__ import annotations

import re

from lianzhang.evidence.scene import Scene

__all__ = ["all_of_a_kind", "kind_behind", "of_a_country", "people"]

_KIND = "(?:[房车险钢药煤油电酒民央国外]企|券商|保险公司|基金公司|上市公司|[^，。；该本的]{2}企业)"
_BEHIND = re.compile(
    f"(?:以上|左右)?的(?P<n>[^，。；的\\d]{{0,6}}?{_KIND})(?=数量|总数|共?有|达|共|仅|为|\\d|[，。；]|\\Z)"
)
_ALL = re.compile(
    f"[^，。；于]{{0,10}}?{_KIND}(?!股东|普通股|[A-Z]|的)[^，。；]{{0,12}}(?:均值|中位数|平均[^，。；]{{0,8}}|总数|总[额量])"
)


_PEOPLE = re.compile(
    "(?:[^，。；]{0,4}的)?[^，。；]{0,4}(?:用户|[股基网农居市村]民|受访者|投资者|消费者|客户|学生|家庭)"
)


def people(text: str) -> bool:
    """Whether ``text`` is a word for people (用户, 受访者): what share of them does something is no figure of a firm."""
    return _PEOPLE.fullmatch(text) is not None


def kind_behind(scene: Scene, at: int, end: int) -> str:
    """The firms of the size that the number before ``at`` tells (总资产超过千亿元的房企有……); empty where none follow."""
    m = _BEHIND.match(scene.flat, at, end)
    return m["n"] if m else ""


def all_of_a_kind(text: str) -> bool:
    """Whether ``text`` measures all firms of a kind (上市房企总资产均值, 纳入统计的车企总数)."""
    return _ALL.match(text) is not None


_OF_A_COUNTRY = re.compile(
    "采购经理人指数|PMI|(?<![A-Z])CPI(?![A-Z])|(?<![A-Z])PPI(?![A-Z])|居民消费价格|生产价格指数|GDP(?!R)|生产总值|失业率|(?:外汇|黄金)储备|社会消费品零售"
)
"""What a country has and a firm only tells of."""


def of_a_country(scene: Scene, start: int, end: int) -> bool:
    """Whether ``[start, end)`` speaks of what only a country has (居民消费价格, 采购经理人指数), whichever firm tells of it."""
    return _OF_A_COUNTRY.search(scene.flat, start, end) is not None
