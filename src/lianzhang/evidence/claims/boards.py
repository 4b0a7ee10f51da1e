"""What is told of all shares of an exchange in a report of the market: how many rose or fell (超3000股上涨), what was traded (市场成交额……)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, in_paragraph, item_at

__all__ = ["of_a_board"]

_OPENS = re.compile(
    "(?:(?P<b>(?:沪深京?)?[两三]市|A ?股|港股|美股|北交所|科创板|创业板|市场|全市场|个股|盘面)(?:方面|上|中)?|全天|当日|今日|昨日|早盘|午后|午盘|收盘|盘中|截至(?:收盘|午盘|发稿)|合计|共|有|一度|其中|，|[约近超逾]|超过|将近){0,6}"
)
_WENT = re.compile(
    "(?:票)?(?:飘[红绿]|翻[红绿]|[上下][涨跌]|收[涨跌红绿]|[涨跌](?=停|超|逾|[，。；])|走[高低强弱]|封板|录得|实现上涨|创[^，。；]{0,8}新[高低])"
)
_SHARES = re.compile("[只支家]?(?:个股|股票)")
_TRADED = re.compile(
    "(?:(?P<b>(?:沪深京?)?[两三]市|A ?股市?场?|(?<![^，。；、])(?:全)?市场)|全天|当日|今日|昨日|单日|半日|合计|总|共){0,6}(?:成交额|成交金额|合计成交|共成交)"
)
_MARKETS = (
    ("A股", re.compile("A ?股|上证|沪指|深证|深成指|创业板指|科创50|[两三]市|沪深")),
    ("港股", re.compile("港股|恒生指数|恒指")),
    ("美股", re.compile("美股|纳斯达克|纳指|道指|标普")),
)
_ANY = frozenset({"市场", "全市场", "个股", "盘面"})


def of_a_board(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The market (A股, 两市) whose shares the number counts, or whose turnover it is; empty where it is told of something else."""
    if spot.part or spot.left > spot.clause.start:
        return ""
    shares = _SHARES.match(scene.flat, number.core[1]) if number.unit == "count" else None
    counts = shares is not None or (number.unit == "count" and number.noun == "股")
    traded = not counts and number.unit == "CNY" and scene.flat.find("成交", spot.left, number.start) >= 0
    if not (counts or traded):
        return ""
    begin = content(scene, spot.clause.start, number.start)
    if counts:
        m = _OPENS.fullmatch(scene.flat, begin, number.core[0])
        m = m if _WENT.match(scene.flat, shares.end() if shares else number.end) else None
        m = m if m and (m["b"] or not shares) else None
    else:
        m = _TRADED.match(scene.flat, begin, number.start)
    if m is None or (traded and not m["b"]):
        return ""
    told = (m["b"] or "").replace(" ", "")
    return told if told and told not in _ANY else _spoken_of(scene, spot)


def _spoken_of(scene: Scene, spot: Spot) -> str:
    """The market whose shares or indices the item was about last before the clause; empty where it was about none."""
    start, at = in_paragraph(scene, spot.sentence.paragraph)[0].start, spot.clause.start
    item = item_at(scene, at)
    best, name = -1, ""
    for market, pattern in _MARKETS:
        last = max((m.start() for m in pattern.finditer(scene.flat, start, at)), default=-1)
        if last > best and item_at(scene, last) == item:
            best, name = last, market
    return name
