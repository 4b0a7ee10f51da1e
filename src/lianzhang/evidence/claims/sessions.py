"""The day on which something was quoted: told in its paragraph, or on which the news of the session was sent (某社9月8日电，……收涨2%)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention, TimeMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.times import held_against, of_now

__all__ = ["sent_on", "trading_day"]

_QUOTED = frozenset(["price", "growth", "stock"])
_DEALT = frozenset(["finance", "stock"])
_MOVES = re.compile("[涨跌升降]|站[上稳]|失守|重[回返]|收复|收[于报盘在平]|结算|[报开]|至每")
_FLOWS = re.compile("净(?:买入|卖出|流[入出])|主力资金|成交额|连板")
"""What is bought and sold in a session."""
_SHARES = re.compile("(?:只|家|支)?(?:个股|股票|股)?(?:飘[红绿]|上涨|下跌|[涨跌]停|收[涨跌])")
"""How many shares rose or fell."""
_WEEK = re.compile("[本上当全][周月]|周[累涨跌]")
"""What a quote of more than a day is of."""
_SESSION = re.compile(
    "收盘|收[于报跌涨高低平]|开盘|[早午尾]盘|盘[中面]|震荡|[走攀][高低强弱升]|[反回]弹|[下上]挫|回落"
)
_STOCKS = re.compile("涨停|跌停|连板|[涨跌]超|主力资金|净(?:买入|卖出)|概念|板块")
_BOOKS = re.compile("同比|环比|预计|有望|可能|未来|将|营收|净利|营业|价格上|提价|较[去上]年|年内")
"""What is told beside the quotes of a session: the news behind them, and spans of more than a day."""
_AFTER = ("延续", "承接")
"""延续昨日强势: a day goes on from the one before."""
_NOW = re.compile("截[至止]发稿")
_A_DAY = 10
_DATED = 20
"""So far behind its headline an item of news says at most when it was sent."""


def trading_day(scene: Scene, spot: Spot, number: NumberMention, kind: str) -> TimeMention | None:
    """The day that a quote is of: the last day told in its paragraph, where a market is said to have closed, risen or fallen on it;
    else the day on which its news was sent."""
    quoted = kind in _QUOTED and _MOVES.search(scene.flat, spot.clause.start, number.end + 2)
    counted = kind == "enterprise_count" and _SHARES.match(scene.flat, number.end)
    flows = counted or (kind in _DEALT and _FLOWS.search(scene.flat, spot.clause.start, number.end + 2))
    if not quoted and not flows:
        return None
    if _NOW.search(scene.flat, spot.sentence.start, number.start):
        return sent_on(scene, number.start, number.start)
    for index in range(spot.index, -1, -1):
        sentence = scene.sentences[index]
        if sentence.paragraph != spot.sentence.paragraph:
            break
        if _WEEK.search(scene.flat, sentence.start, min(sentence.end, number.start)):
            return None
        told = [
            t
            for t in scene.all_times(sentence.start, min(sentence.end, number.start))
            if t.role == "when"
            and not held_against(scene, t, sentence.start)
            and not scene.flat.startswith(_AFTER, t.start - 2)
        ]
        if told:
            day, sent = told[0], scene.flat[sentence.start : sentence.end]
            alone = all(t.time == day.time for t in told) and len(day.time or "") == _A_DAY
            today = scene.flat.startswith("今", day.start) and _STOCKS.search(sent)
            return day if alone and (today or _SESSION.search(sent)) else None
    return _sent_on(scene, spot, number)


def _sent_on(scene: Scene, spot: Spot, number: NumberMention) -> TimeMention | None:
    """The day on which news of a session were sent, where the clause of a number tells a quote or what was dealt in."""
    flat = scene.flat
    if _BOOKS.search(flat, spot.clause.start, spot.clause.end) or of_now(
        scene, spot.clause.start, number.start
    ):
        return None
    begin, end = flat.rfind("\n", 0, number.start) + 1, number.start
    if flat.startswith("【", begin) and flat.find("】", begin, end) < 0:
        end = flat.find("】", end) + _DATED  # the headline of news that say behind it when they were sent
    day = sent_on(scene, number.start, end)
    if day is None:
        return None
    told = _SESSION.search(flat, begin, number.end + 4) or _STOCKS.search(flat, begin, number.end + 4)
    return day if told else None


def sent_on(scene: Scene, at: int, end: int) -> TimeMention | None:
    """The last day before ``end`` on which the news in whose line ``at`` stands were sent; else the day printed alone under the title."""
    begin = scene.flat.rfind("\n", 0, at) + 1
    days = [t for t in scene.all_times(begin, end) if t.role == "dateline" and len(t.time or "") == _A_DAY]
    if days:
        return days[-1]
    days = [t for t in scene.all_times(0, min(_HEAD, begin)) if len(t.time or "") == _A_DAY]
    alone = days and _ALONE.fullmatch(scene.flat, scene.flat.rfind("\n", 0, days[0].start) + 1, begin)
    return days[0] if alone else None


_HEAD = 120
_ALONE = re.compile(r"[^\u4e00-\u9fff\n]{0,8}\d{4}[^\n]{4,24}\n\s*")
"""The line of a date, right above the text."""
