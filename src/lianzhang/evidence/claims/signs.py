"""Which way a number goes: what falls is told without a minus (同比下降6.7%, 跌幅均在10%以上, 期铜收跌10美元) and lies below zero."""

from __future__ import annotations

import re
from decimal import Decimal

from lianzhang.evidence.claim import Value
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["signed"]

_MINUS = re.compile(r"[\u4e00-\u9fff：:为（(、）)][-−－]\Z")
_SIGNS = frozenset("-−－")
_NEGATIVE = re.compile(r"(?:[润产率额值量益流]|[为是达到至])负\Z")
"""净利润为负37亿元."""
_KINDS = frozenset({"growth", "price"})
_LASTS = frozenset({"day", "week", "month", "quarter", "year"})
"""How long a fall has lasted (连跌3日) is no less than nothing."""
_HEDGE = (
    r"(?:了|约|近|超过?|逾|不足|将近|接近|大约|至少|最多|达到?|高达|多达|有|分别|均|各|也|已|去|掉|\s){0,6}"
)
_DOWN = re.compile(
    r"(?:(?:下[降滑跌挫行]|减[少产]|降低|回落|缩[减水]|萎缩|收缩|下[调浮]|[调压]降|压减|调低|贬值|重挫|跳水|锐减|(?<![涨升增不未])[跌降减]价?)"
    rf"|(?<![涨升增])[跌降减]幅度?(?:[为在]|{_HEDGE}[为在])?){_HEDGE}\Z"
)
"""Words of falling right before a number; behind 至 and 到 stands where it fell to, and 收窄 and 扩大 speak of the fall itself."""
_OF_A_FALL = re.compile(
    r"(?:左右|以上|以内)?的(?:同比|环比|最大|较大)?(?:[降跌]幅|下[降跌滑])(?![\u4e00-\u9fff]{0,2}(?:收窄|扩大|空间))"
)
_ANY = re.compile("[降跌减缩落挫]|下[滑行调浮]|调低|贬值|负增长|跳水")
_AND = re.compile(r"[ \u3000]?(?:[、/／]|和|及|与|以及)[ \u3000]?")
_BARE = re.compile(r"(?:(?<![\d.])\d+(?:\.\d+)?个?[ \u3000]?(?:[、和及与]|以及)[ \u3000]?)+\Z")
_JOINS = frozenset("、和及与")
_BACK = 16


def signed(scene: Scene, number: NumberMention, value: Value, kind: str) -> Value:
    """``value`` below zero where a minus stands before it that is no dash between two numbers (净利润-3亿元), or where a change is told
    with a word of falling. ``kind`` is the kind of the frame: what else falls (减持5%, 减税10亿元) keeps its size."""
    text, at = scene.text, number.core[0]
    if (
        text[at - 1 : at] == "负"
        and isinstance(value, Decimal)
        and _NEGATIVE.search(text, max(0, at - 6), at)
    ):
        return -value
    if text[at - 1 : at] in _SIGNS and isinstance(value, Decimal) and _MINUS.search(text, max(0, at - 2), at):
        return value if any(n.end >= at - 1 for n in scene.numbers(max(0, at - _BACK), at)) else -value
    if value is None or kind not in _KINDS or number.unit in _LASTS or not _falls(scene, number):
        return value
    if isinstance(value, tuple):
        low, high = value
        return (None if high is None else -high), (None if low is None else -low)
    return -abs(value)


def _falls(scene: Scene, number: NumberMention) -> bool:
    """Whether a word of falling stands right before or behind ``number``, or before the number that it goes on (下降13%和11%)."""
    flat, first = scene.flat, number
    for before in reversed(scene.numbers(max(0, number.start - 4 * _BACK), number.start)):
        if before.unit != number.unit or not _AND.fullmatch(flat, before.end, first.start):
            break
        first = before
    at = first.core[0]
    if flat[at - 1 : at] in _JOINS and (bare := _BARE.search(flat, max(0, at - _BACK), at)):
        at = bare.start()  # 降低4和2.4个百分点: the first has no unit of its own
    left = max(0, at - _BACK)
    if _ANY.search(flat, left, at) and _DOWN.search(flat, left, at):
        return True
    return _OF_A_FALL.match(flat, number.end) is not None
