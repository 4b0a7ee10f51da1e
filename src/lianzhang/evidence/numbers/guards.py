"""Units that are none where they stand: parts of names, of prices and of the time of the day, words that begin like a unit."""

from __future__ import annotations

import re

__all__ = ["CARDINALS", "NOT_UNIT", "ONLY", "of_a_name"]

CARDINALS = frozenset("一二三四五六七八九十百")
_OF_PLACES = frozenset({"国", "城", "省", "省份", "市", "大", "批"})
"""Classifiers that follow a numeral in many a name (三国, 两市, 四大): they count where the numeral is in digits, 十国 and 五十城 too."""
_MEETING = re.compile(r"(?:临时)?(?:会议|全会|代表大会|[董监]事会|股东(?:大)?会|常委会|理事会)|数")
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
NOT_UNIT = {  # what must not follow a unit for it to be one
    "国": re.compile(r"[家内产企外道际有营资务标语]"), "城": re.compile(r"[市镇区乡中东西南北际轨投建]"), "省": re.compile(r"[级道委政厅属]"),
    "市": re.compile(r"[场级值净盈销占政委长民区值辖属]"), "大": re.compile(r"[学中小型道专队众约概关会厦桥陆单]"), "批": re.compile(r"[发量复准文]"),
    "个": re.compile(r"\d+(?!\d|\.\d|千伏|兆瓦|千瓦|万千瓦|[万亿]|吨|平方|公里|米)"), "方": re.compile(r"[面案式法向位针阵队程块便略圆形]"), "L": re.compile(r"[级型版标形]"), "次": _MEETING, "起": _MEETING, "位": _MEETING, "平": re.compile(r"[台衡均稳安原整]"), "亩": re.compile("级"), "单": re.compile(r"(?!并购|重[组大]|发股|上市|交易|业务|案例|订单|合同|IPO|融资)[^\s，。；、,;）)]"), "P": _LATIN_OR_DIGIT, "pt": _LATIN_OR_DIGIT, "pp": _LATIN_OR_DIGIT,
    "部": re.compile(r"[门委长分]"), "部门": re.compile("[一-龥]{0,2}(?:负责人|人士|之间|经理|规章)"), "道": re.compile(r"(?!工序|[，。；、）)]|\Z)"), "车": re.compile(r"[间型厢辆道位用载企身轮展市联程险主票皮站务队]"), "秒": re.compile(r"[杀针表]"), "双": re.compile(r"[方边向重轨碳效层面]"), "箱": re.compile(r"[体包梁涵变型式]"), "根": re.compile(r"[据本治植系部]"), "瓶": re.compile(r"[颈装盖片]"), "幅": re.compile(r"[度员宽面射]"), "例": re.compile(r"[如会外证子]"), "手": re.compile(r"[续机段工术动]"), "股": re.compile("票"), "组": re.compile("合(?![同计])|[件织成]"), "列": re.compile("[为入表出举席]"), "对": re.compile(r"(?!旅客|列车|动车|高铁|客车|客运)"), "角": re.compile(r"[度色形落]"), "人": re.compile(r"制|大(?:代表|常委|会议)|民(?!警)|[形造类脸均]|工智能"), "头": re.compile(r"[部条等寸号衔戏盔脑]"),
    "英寸": re.compile(r"[^\s，。；,;）)以左]"), "m": _LATIN_OR_DIGIT, "t": _LATIN_OR_DIGIT, "V": _LATIN_OR_DIGIT,
}  # fmt: skip

ONLY = {
    "项目": "项目(?!标)",
    "尾": "尾(?![款盘矿气号])",
    "支": "支(?![持付撑援出])",
    "片": "片(?!酬)",
    "天": "天(?!价(?!格|差)|猫|窗(?!口))",
    "瓦": "瓦(?![斯楞房厂片窑工里解特时罐砾当组])",
    "县": "(?<![万亿])县(?![城域级委政长区])",
    "行业": "(?<![万亿])行业",
    "品牌": "(?<![万亿])品牌",
    "大": r"(?<![十百千万亿])大(?!\s?卡)",
}
"""Surfaces that are units in some company only: 5项目标 are five aims, 9亿大单 is an order, 5500大卡 a grade."""


def of_a_name(unit: str, numeral: str, left: str) -> bool:
    """Whether a numeral belongs to a name, to a price or to the time of the day (三国, 四大行, 25分21秒)."""
    if left[-1:] in ("/", "／") and left[-2:-1] in ("元", "人", "件", "起"):
        return True  # 4485元/500千克: of how much the price is
    if left.endswith("K+") and unit in ("m", "M", "米"):
        return True  # 191K+500m: a stake of a road
    if numeral in ("百", "千", "万", "百万", "十万") and left[-1:] in ("/", "／"):
        return True  # 公里/百平方公里
    if numeral.startswith("00") and left[-1:] in (",", "，"):
        return True  # 60，000吨: what a clause's mark cut off
    if unit in ("部门", "部委"):
        return not left.endswith("等")  # 商务部等六部门: those that act together
    if unit in ("位", "名") and not numeral[:1].isdigit() and left.rstrip("“第").endswith(("列", "后")):
        return True  # 分列二至四位, 后十位
    if unit == "款" and len(numeral) == 4 and numeral.startswith("20") and not numeral.endswith("00"):
        return True  # 2011款: of which year a model is
    if unit == "秒":
        return left.endswith("分")
    if unit == "次" and left.endswith(("届", "全会、")):
        return True  # 十一届十次、十一次全会
    if left[-1:] in (":", "：") and left[-2:-1].isdigit() and len(numeral) == 2:
        return True  # 00:00起
    if numeral[:1].isdigit():
        return False
    if numeral and left[-1:] in CARDINALS:
        return True  # 第十八条: the numeral began earlier, and counts nothing
    if unit not in _OF_PLACES:
        return False
    return unit in ("大", "批", "市") or "十" not in numeral
