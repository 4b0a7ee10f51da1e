"""What the words before a number say of its unit: a yearly or daily rate, a speed, a price per piece."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.evidence.lexicon.tables import Measure, currencies, measures
from lianzhang.evidence.numbers.lists import RATE_UNITS

__all__ = ["context_rate", "unit_table"]

_ANNUAL = re.compile(
    r"(?<![\d一二三四五六七八九十〇零今去明前后全当本近上同])年(?:产能?|产量|处理|选矿?|采选?|采矿|加工|回收|拆解|生产|综合利用|利用|供应?|输送|送电|出货|发电|消纳|吞吐)[^，。；、,;\d]{0,12}\Z|每年[^，。；、,;\d]{0,6}\Z"
)
_DAILY = re.compile(
    r"(?:日均|每[日天](?!然)|(?<![\d今昨当节假生近即每工])日(?:处理|加工|生产|供|产)(?:能力|规模|量)?|(?<![\d今昨当节假生])日(?:处理|熔化?量?|调峰能力|供水能力|输送能力))[^，。；、,;\d]{0,8}\Z"
)
_FLOORS = re.compile(
    r"(?:面积|体量|建筑|厂房|住宅|商业|[商写]字楼|仓库?|展[馆厅]|土地|地块|推盘|房源)[^，。；、,;\d]{0,8}\Z"
)
"""万方 are square metres of buildings and land, cubic metres of gas, water and earth."""
_MOMENT = re.compile(r"每(秒|分钟|小时)[^，。；、,;\d]{0,5}\Z")
_MOMENTS = {"秒": "s", "分钟": "min", "小时": "h"}
_SPEED = re.compile(r"(?:时速|每小时)[^，。；、,;\d]{0,6}\Z")
_PER_BEFORE = re.compile(
    r"[每单](吨|平方米|立方米|亩|千瓦时|[kK][wW]h|度|瓦时|Wh|瓦|公斤|千克|桶|盎司|升|平米?|GWh|吉瓦时|辆|台|套|片|只)[^，。；、,;\d]{0,6}\Z"
)
_PER_MU = re.compile(r"亩均[^，。；、,;\d]{0,8}\Z")
_YIELD = re.compile(r"(?:亩产|单产|每亩)[^，。；,;\d]{0,12}\Z")
_WEIGHED = frozenset({"公斤", "千克", "斤", "kg", "KG"})
_COAL = re.compile(r"标准?煤(?:量|消耗量?|总量|指标|约|近|超过?|逾|达到?|为)*+\Z")
_RANKS = re.compile(
    r"(?:排名|排位|名次|位次)[^，。；]{0,14}(?:[由从至到]|约?为|居|列|约)\Z|(?<!安)排(?:名|在|位)[^，。；、\d]{0,16}(?:\d+[只家个][^，。；、\d]{0,8}[中的]+)?\Z"
)
_PLACES = re.compile(r"(?:前移|后移|上升|下降|提升|跃升|晋升|前进|后退|下滑)了?\Z")


@lru_cache(maxsize=1)
def unit_table() -> dict[str, Measure]:
    """Every printed unit."""
    return {m.surface: m for m in measures()}


def context_rate(text: str, start: int, unit: str, surface: str) -> tuple[str, int]:
    """The unit of the number at ``start`` and what its value is multiplied by: ``t/a`` after 年产, ``t/d`` after 日处理, ``m3/s`` after 每秒,
    ``km/h`` after 时速, ``CNY/t`` after 每吨, ``kg/mu`` after 亩产."""
    left = text[max(0, start - 20) : start]
    if surface == "方" and _FLOORS.search(left):
        return "m2", 1
    if unit in RATE_UNITS:
        if surface in _WEIGHED and "亩" in left + text[start - 1 : start] and _YIELD.search(left):
            return "kg/mu", 1000
        if unit == "t" and "煤" in left and _COAL.search(left):
            return "tce", 1
        if "年" in left and _ANNUAL.search(left):
            return f"{unit}/a", 1
        if unit == "km":
            return ("km/h", 1) if "时" in left and _SPEED.search(left) else (unit, 1)
        if "日" in left or "天" in left:
            return (f"{unit}/d", 1) if _DAILY.search(left) else (unit, 1)
        moment = _MOMENT.search(left) if "每" in left else None
        return (f"{unit}/{_MOMENTS[moment[1]]}", 1) if moment else (unit, 1)
    if unit in currencies():
        return _price_rate(text, start, unit, left)
    if surface == "位" and _PLACES.search(left):
        return "count", 1  # 前移5位: places in a ranking, not persons
    if surface == "位" and _RANKS.search(left):
        return "rank", 1  # 排名由69位上升到35位, 净利润排在66位
    return unit, 1


def _price_rate(text: str, start: int, unit: str, left: str) -> tuple[str, int]:
    """Of what a sum is the price, by the words ``left`` of it."""
    if "亩均" in left and _PER_MU.search(left):
        return f"{unit}/mu", 1
    per = _PER_BEFORE.search(left) if "每" in left or "单" in left else None
    if not per:
        return unit, 1
    below = unit_table().get(per[1])
    if below is None or per[1] in ("瓦时", "Wh"):
        return f"{unit}/{'W' if below is None else 'Wh'}", 1
    if below.unit == "count" and _MANY.match(text, start):
        return unit, 1  # 平均单只基金募资2.7亿元: no price of a piece
    if per[1] in ("公斤", "千克"):
        return f"{unit}/kg", 1
    of = per[1] if below.unit == "count" else below.unit
    return f"{unit}/{of}", int(1 / below.factor) if below.kind == "mass" else 1


_MANY = re.compile(r"[\d.,]+亿")
