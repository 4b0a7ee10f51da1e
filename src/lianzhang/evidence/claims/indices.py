"""Indices of shares: a clause that opens with one, or holds a figure against one, is of that index (沪指失守……点, 同期沪深300指数……%)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["of_an_index"]

_NAME = (
    "(?:上证|深证|沪深|中证|科创|北证|创业板|恒生|日经|标普|标准普尔|纳斯达克|道琼斯|富时|罗素|东证|费城半导体)"
    "(?:综合|成份|成分|综|成|科技|国企|中国企业|工业|平均)?(?:50|100|180|200|225|300|500|800|1000|2000)?(?:指数|综指|成指|股指|指)?"
    "|沪指|深成指|创指|恒指|道指|纳指"
)
_INDEX = re.compile(
    rf"(?:同期|其中|昨日|今日|当日|周[一二三四五]|截至收盘|收盘|盘中|早盘|午后|而|但|和|与|及|、|高[于出]|跑[赢输]|[强弱]于|远远?超过|较){{0,6}}(?P<n>{_NAME})"
    r"(?:则|却|也|盘中|一度|昨日|今日|当日|全天|大幅|小幅|微|仅|累计|失守|收复|站上|跌破|突破|重回|收|报|[上下]?[涨跌]|上扬|走[高低]|升|于|超|逾|近|约|达|至|到|了|的|同期|涨幅|跌幅|为|高[开走]|低[开走]|[，,] ?){0,6}"
)
_UNITS = frozenset({"点", "%"})


def of_an_index(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The index that the figure is of; empty where anything else stands between its name and the figure."""
    if spot.part or number.unit not in _UNITS or scene.flat.find("指", spot.left, number.start) < 0:
        return ""
    m = _INDEX.fullmatch(scene.flat, spot.left, number.start)
    return m["n"] if m and "指" in m["n"] else ""
