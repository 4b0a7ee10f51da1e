"""What a price is of: the goods with the grade printed before them, without the words that say which price it is (98%碱片不含税主流市场价)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["of_goods"]

_PRICE = re.compile(
    "的?(?:不?含税|市场|主流|出厂|到厂|送到|到站|车板|成交|综合|承兑|现汇|挂牌|平均|整体|现货|价格?|报价|均价|售价|区间){1,6}\\Z"
)
_TELLING = 4
"""A price in so many characters says of what sort it is; a shorter one (某某价格) may be the goods' own name for it."""
_GRADE = re.compile(r"(?<![\d.])\d[\d.]*(?:[-~—]\d[\d.]*)?[%％]\Z")
_LONGEST_GRADE, _SHORTEST = 12, 3
_AREA = re.compile("(?<=[省市县州])地区(?=..)")
"""青山市地区废钢: once is enough."""


def of_goods(scene: Scene, spot: Spot, number: NumberMention, text: str) -> str:
    """``text``, what a price is of, as goods are named: their grade before them, no sort of price behind."""
    text = _AREA.sub("", text)
    tail = _PRICE.search(text)
    if tail is None or len(tail[0]) < _TELLING or not tail[0].rstrip("格间区").endswith("价"):
        return text
    core = text[: tail.start()]
    at = scene.flat.rfind(tail[0], spot.clause.start, number.start)
    if at < 0 or len(core) < _SHORTEST:
        return text
    begin = at
    while begin > spot.clause.start and core.endswith(scene.flat[begin - 1 : at]):
        begin -= 1
    grade = _GRADE.search(scene.flat, max(spot.clause.start, begin - _LONGEST_GRADE), begin)
    if grade is None or at - begin < 2:
        return core
    return core[: len(core) - (at - begin)] + grade[0] + core[len(core) - (at - begin) :]
