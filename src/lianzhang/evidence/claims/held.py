"""Figures of before or of now that others are held against or start from: told as facts beside what is foreseen."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Reading, Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.modality import Cue
from lianzhang.evidence.scene import Scene

__all__ = ["compared_before", "entered", "held_against", "only_expected"]

_HELD = re.compile(
    r"(?:(?P<w>由|从|比|较|与|超过?|超越|[高低多少快慢]于)[^，。；、\d]{0,6}(?:目前|现在|当前|现有|原有|原来|年初|上年|去年|前年|上月|上季度|(?:20)?(?P<y>\d\d)\s?年)|(?:目前|现有|当前)|(?<![不若])是(?:20)?(?P<t>\d\d)\s?年)"
    r"(?P<g>[^，。；\d增升降减涨跌提扩翻滑缩拟将划预望规可要会]{0,10}?)(?:[\d.]+[^，。；\d]{1,6}[与和及])?(?:约|近|超)?\Z"
)
"""What a figure of before or of now is held against or starts from (由目前的6万吨提高到9万吨, 超过2010年实现的20亿元)."""
_TIMES_THAT = re.compile(r"[^，。；\d]{0,8}的?[近约]?[\d.一二两三四五六七八九十]+[多余]?(?:倍|成|[%％])")
"""是2015年8万吨的2.5倍: what a figure is so many times of."""


def held_against(reading: Reading, spot: Spot, number: NumberMention) -> bool:
    """Whether a figure of before or of now is what others of its clause start from or are held against."""
    m = _HELD.search(reading.scene.flat, max(spot.clause.start, number.start - 40), number.start)
    if m is None or "水平" in m["g"] or reading.scene.flat[number.start] in "翻增":
        return False
    if m["w"] == "与" and "相比" not in reading.scene.flat[number.end : number.end + 8]:
        return False
    said = m["y"] or m["t"]
    if not said:
        return True
    if m["t"] and not _TIMES_THAT.match(reading.scene.flat, number.end):
        return False
    years = [(t.time or "")[:4] for t in reading.scene.times(spot.sentence.start, spot.sentence.end)]
    today = str(reading.published.year) if reading.published else max(years, default="9999")
    return f"20{said}" < today


def compared_before(flat: str, spot: Spot, cue: Cue) -> bool:
    """Whether a cue is 同比 of a clause before, which holds its own figure against another and says nothing of this one."""
    return cue.start < spot.clause.start and flat.startswith("同比", cue.start)


_MARKET = re.compile(r"的?[\u4e00-\u9fff]{0,6}(?:市场|赛道|蓝海|蛋糕)")
_INTO = re.compile(r"(?:重塑|切入|抢占|撬动|进军|角逐|分食|争夺|进入|挺进|抢食|争抢)[^，。；\d]{0,8}\Z")


def entered(flat: str, spot: Spot, number: NumberMention) -> bool:
    """Whether a figure is how large a market is that someone enters (将切入500亿元市场): it is there."""
    return (
        _MARKET.match(flat, number.end) is not None
        and _INTO.search(flat, spot.left, number.start) is not None
    )


def only_expected(scene: Scene, spot: Spot, cue: Cue) -> bool:
    """Whether a clause says no more than what was expected of the figure right before it (营收2亿元，预期1.9亿元，净利润……)."""
    clauses = spot.sentence.clauses
    at = next((i for i, c in enumerate(clauses) if c.start <= cue.start < c.end), 0)
    told, said = clauses[max(0, at - 1)], clauses[at]
    return (
        at > 0
        and cue.start - said.start <= 2
        and bool(scene.numbers(told.start, told.end))
        and bool(scene.numbers(said.start, said.end))
    )
