"""Numbers of other forms: sums behind a currency's sign, phases of a project, points of an index, earnings per share."""

from __future__ import annotations

import re
from decimal import Decimal

from lianzhang.evidence.lexicon.tables import currencies
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.numbers.numerals import NUMERAL, SCALE, read_numeral, read_scale

__all__ = ["formed_numbers", "per_share", "sectors"]

_SIGNS = {
    "$": "USD",
    "US$": "USD",
    "＄": "USD",
    "HK$": "HKD",
    "A$": "AUD",
    "C$": "CAD",
    "¥": "CNY",
    "￥": "CNY",
    "€": "EUR",
    "£": "GBP",
}
_SIGNED = re.compile(
    rf"(?P<sign>(?:US|HK|A|C)?[$＄]|[¥￥€£])\s?(?P<a>{NUMERAL})(?P<sc>{SCALE})?(?P<per>\s?[/／]\s?(?:吨|kWh|Wh|W|kg|t|磅)(?![A-Za-z]))?(?!\s?(?:元|美元|美金|[a-zA-Z\d]))"
)
_LATIN_SCALE = re.compile(r"\s?(?:[bB]illion|bn|[mM]illion|mn)")
_PHASES = re.compile(
    r"分(?:为|成)?(?P<n>[两二三四五六七八九十]|\d{1,2})(?P<noun>期)(?=[建实投推开进完逐滚出供交、，。；,;)）]|工程)"
)
_POINTS = re.compile(
    r"(?<![\d.,])(?P<n>\d{1,6}(?:,\d{3})*\.\d{1,3}|\d{4,5}|(?<=[升涨跌降挫])\d{1,3})\s?(?P<noun>[多余]?个?点)(?![\d名子燃击滴缀评零一二三四五六七八九])"
)
_POINT = re.compile(r"点(?:(?<=\d点)|(?<=\d[多余]点)|(?<=\d个点)|(?<=\d\s点)|(?<=\d\s个点))")
"""How every such number ends: begins with a character, so that the search runs from one to the next."""
_DEGREES = r"\s?(?:度|℃|°C|摄氏度)"
_COLD = re.compile(
    rf"零下(?P<a>{NUMERAL})(?:(?P<own>{_DEGREES})?\s?(?:至|到|[-~])\s?(?:(?P<above>零上)|(?P<below>零下))?(?P<b>{NUMERAL}))?{_DEGREES}"
)
_EACH = re.compile(
    r"每(?P<of>吨|公斤|千克|平方米|千瓦时|亩)(?:价格|均价|售价|单价)?(?:约|在|近|超过?|达到?|为|仅|涨至|跌至|到)?(?P<n>\d{1,3}(?:,\d{3})+|\d{3,6}(?:\.\d{1,2})?)(?=[，。；、,;）)]|左右|上下|以[上下内]|反弹|[涨跌降升])"
)
"""每吨6400左右: a price that names no money."""
_INDEX = re.compile(
    r"(?:指数|PMI|CPI|PPI|BDI)(?:[^，。；：、,;\d%]{0,8}?)(?:为|达到?|升至|降至|报|录得|收于|涨至|跌至)\s?(?P<n>\d{2,5}(?:\.\d{1,3})?)(?![\d.%％万亿元点个年月日倍])"
)
_CLOSED = re.compile(
    r"[收报][于在报]?\s?(?P<n>\d{1,3}(?:,\d{3})+\.\d{1,3}|\d{2,5}\.\d{1,3})(?=[，。；、,;）)]|\Z)"
)
_STANDS = re.compile(r"(?:[沪深创恒道纳]指|指数|成指|综指|板指|标普|日经|沪深300)[^。！？\n元]{0,24}\Z")
"""An index that closes at so much, behind by how much it moved (深证成指上涨1.2%，收于13769.7)."""
_HIGH = re.compile(
    r"指[^，。；、\d]{0,6}(?:突破|升破|跌破|失守|站上|重返|收复|逼近)\s?(?P<n>\d{4,5}(?:\.\d{1,2})?)(?=[，。；、,;）)]|阶段|整数|关口|[高低]点|一线)"
)
_PLACE = re.compile(r"(?:排[序名位]|位次)(?:为|居|第)?\s?(?P<n>\d{1,3})[/／]\d{1,4}(?![\d.%])")
"""Which of how many: 排序10/28."""
_RANKED = re.compile(
    r"排(?:名|行|位|在|到|至|列)?(?P<at>(?:第\s?)?(?P<n>\d{1,3}))(?:\s?(?P<noun>[位名]))?(?=[，。；、,;）)\s]|\Z)"
)
"""Ranks without 第, or with a space behind it: 排187位, 排名12, 排名第 13."""
_FINAL = re.compile(
    r"(?:PMI(?:指数)?|(?:业|信心|景气|情绪|活动)指数(?=[^，。；\d]{0,4}\d\d\.\d))(?:终值|初值)?(?:为|是|报|录得)?\s?(?P<n>\d\d(?:\.\d{1,2})?)(?![\d.%％万亿元点个年月日倍家])"
)
_HELD_AGAINST = re.compile(
    r"(?:[，,]|，?[\n\s]*-)?\s?(?:市场)?(?:预期|预测|前值|[初终]值|\d{1,2}月(?:[初终]?值)?)(?:为|是)?\s?(?P<n>\d\d(?:\.\d{1,2})?)(?![\d.%％万亿元点个年月日倍家])"
)
"""An index of purchasing managers needs no 点, nor does what it was expected to be and was (PMI终值48.2，预期48，前值48.1)."""
_NO_UNIT = r"(?![\d.%％万亿千百元点个年月日倍家美欧港基]|\s?[A-Za-z])"
_INDEX_HELD = re.compile(
    rf"指数(?:终值|初值)?(?:为|是|报|录得)?\s?(?P<n>-?\d{{1,3}}(?:\.\d{{1,2}})?){_NO_UNIT}(?=[，,](?:市场)?(?:预期|前值|[初终]值|[好高低优劣]于|不及|逊于|符合))"
)
"""市场指数43，预期42: what is held against what was expected of it is an index."""
_AGAINST = re.compile(
    rf"(?:预期|预测|前值|[初终]值)(?:的|为|是)?\s?(?P<n>-?\d{{1,3}}(?:\.\d{{1,2}})?){_NO_UNIT}"
)
_NEXT_INDEX = re.compile(r"[。；\n]|指数|PMI")
_EXPECTED = re.compile(
    r"(?:指数|PMI)[^。！？\n]{0,30}?\d\d\.\d[^。！？\n\d]{0,4}(?:预期|前值|预测)(?:值)?(?:为|是)?\s?(?P<n>\d\d\.\d)(?![\d.%％万亿元])(?:[^。！？\n\d]{0,4}前值(?:为|是)?\s?(?P<b>\d\d\.\d)(?![\d.%％万亿元]))?"
)
"""What was expected of an index and what it was before, behind what it is (PMI为49.4，预期49.3，前值49.5)."""
_OF = {"吨": "t", "公斤": "kg", "千克": "kg", "平方米": "m2", "千瓦时": "kWh", "亩": "mu"}
_DENSITY = re.compile(
    r"能量密度(?:区间|范围|普遍|大多|一般|通常|目前|已){0,6}(?:在|为|达到?|约|超过?|提[升高][到至])?(?P<n>[1-9]\d{2})(?:(?:[-~到至]|—{1,2})(?P<b>[1-9]\d{2}))?(?=之间|左右|以[上下]|[，。；、,;）)])"
)
"""Densities of energy are told in Wh/kg where no unit stands."""
_AGE = re.compile(r"(?<=寿命)[^，。；：、,;\d]{0,8}?(?P<n>\d{2}(?:\.\d{1,2})?)(?P<noun>岁)")
"""How old one grows."""
_OLD = re.compile(
    r"(?:[男女][，,、]\s?|现年|时年|年仅|今年(?:仅|才|已经?)?有?)(?P<n>\d{2})(?P<noun>岁)(?![以及]|的?老)"
)
"""How old a person is; other ages say whom a rule is for."""
_LIMIT = re.compile(r"(?<![\d.A-Za-z])(?P<n>[123]0)(?P<noun>[Cc][Mm])(?=涨停|跌停|[首二三四]?连?板)")
"""20CM涨停: by how many percent a share may rise in a day."""
_TIMES = re.compile(
    r"(?<![\d.A-Za-z])(?P<n>\d{1,4}(?:\.\d{1,2})?)(?P<noun>[xX×])(?=\s?(?:PE|PB|PS|P/E|P/B|市盈率|市净率)|[，。；、,;）)])"
)
_OF_EARNINGS = re.compile(
    r"(?<![A-Za-z])(?:PE|PB|PS)[为约]?\s?(?P<n>\d{1,3}(?:\.\d{1,2})?)(?P<noun>[xX×])(?![A-Za-z])"
)
"""给予PE20X."""
_BORE = re.compile(r"(?<![A-Za-z])DN\s?(?P<n>\d{2,4})(?![\d.])")
"""管径DN500: the bore of a pipe in millimetres."""
_PER_SHARE = re.compile(
    r"(?:EPS|每股(?:收益|盈利|净收益))[^，。；：、,;\d元]{0,6}(?:为|约)?\s?(?P<n>\d{1,3}\.\d{1,4})(?![\d.%％万亿元美港欧/、])"
)


_SHARE = r"\d{1,2}(?:\.\d{1,2})?"
_SECTORS = re.compile(
    rf"(?:三次产业|产业结构|一二三产|三产)[^。；\n]{{0,40}}?(?<![由从\d.:：∶])(?P<a>{_SHARE})\s?[:：∶]\s?(?P<b>{_SHARE})\s?[:：∶]\s?(?P<c>{_SHARE})(?![\d.:：∶])"
)
"""三次产业结构调整为8.3:41.4:50.3: how much of the whole each of the three sectors makes; what it was before (由……) is skipped."""
_WHOLE, _ROUNDED = 100, Decimal("1.1")


def sectors(text: str) -> list[re.Match[str]]:
    """Where a folded text prints the shares of the three sectors, as groups a, b and c; they come to a whole."""
    return [
        m
        for m in _SECTORS.finditer(text)
        if abs(sum((Decimal(m[g]) for g in "abc"), Decimal(0)) - _WHOLE) <= _ROUNDED
    ]


def formed_numbers(text: str) -> list[NumberMention]:
    """The numbers of these forms in a folded text, in no order."""
    found: list[NumberMention] = []
    if any(sign in text for sign in "$＄¥￥€£"):
        found += _signed(text)
    if "期" in text:
        found += [_mention(m, "n", "count", "期") for m in _PHASES.finditer(text)]
    if "能量密度" in text:
        found += [_density(m) for m in _DENSITY.finditer(text)]
    if "每" in text:
        found += [_mention(m, "n", "CNY/" + _OF[m["of"]], "元") for m in _EACH.finditer(text)]
    if "寿命" in text:
        found += [_mention(m, "n", "year", "岁") for m in _AGE.finditer(text)]
    if "岁" in text:
        found += [_mention(m, "n", "year", "岁") for m in _OLD.finditer(text)]
    if "停" in text or "板" in text:
        found += [_mention(m, "n", "%", m["noun"]) for m in _LIMIT.finditer(text)]
    if "零下" in text:
        found += [n for m in _COLD.finditer(text) if (n := _cold(m))]
    if _POINT.search(text):
        found += [_points(m) for m in _POINTS.finditer(text)]
    if "PE" in text or "PB" in text or "P/E" in text or "市盈率" in text:
        found += [
            _mention(m, "n", "倍", "倍") for pattern in (_TIMES, _OF_EARNINGS) for m in pattern.finditer(text)
        ]
    if "DN" in text:
        found += [
            NumberMention(*m.span(), m.span(), Decimal(m["n"]), "mm", "exact", "DN")
            for m in _BORE.finditer(text)
        ]
    found += _indices(text)
    if "/" in text or "／" in text:
        found += [_mention(m, "n", "rank", "位") for m in _PLACE.finditer(text)]
    if "排" in text:
        found += [_mention(m, "at", "rank", "位") for m in _RANKED.finditer(text)]
    found += [_mention(m, group, "%", "比") for m in sectors(text) for group in "abc"]
    return [n for n in found if n.value is not None]


def _indices(text: str) -> list[NumberMention]:
    """Points of an index that are printed without a unit."""
    found: list[NumberMention] = []
    if "指数" in text or "PMI" in text or "BDI" in text:
        found += [_mention(m, "n", "点", "点") for m in _INDEX.finditer(text)]
        found += _managers(text)
        for m in _EXPECTED.finditer(text):
            found += [_mention(m, group, "点", "点") for group in ("n", "b") if m[group]]
    if "收" in text or "报" in text:
        closed = [
            m for m in _CLOSED.finditer(text) if _STANDS.search(text, max(0, m.start() - 40), m.start())
        ]
        found += [_mention(m, "n", "点", "点") for m in closed]
    if "指" in text:
        found += [_mention(m, "n", "点", "点") for m in _HIGH.finditer(text)]
    return found


def _managers(text: str) -> list[NumberMention]:
    """What an index of purchasing managers is, and what it is held against behind that."""
    found = []
    for m in (*_FINAL.finditer(text), *_INDEX_HELD.finditer(text)):
        told: re.Match[str] | None = m
        end = m.end()
        while told:
            found.append(_mention(told, "n", "点", "点"))
            end = told.end()
            told = _HELD_AGAINST.match(text, end)
        stop = _NEXT_INDEX.search(text, end)
        against = _AGAINST.finditer(text, end, stop.start() if stop else len(text))
        found += [_mention(told, "n", "点", "点") for told in against]
    return found


def _mention(m: re.Match[str], group: str, unit: str, noun: str) -> NumberMention:
    printed = m["n"] if group == "at" else m[group]
    value = read_numeral(printed.removeprefix("-"))
    if printed.startswith("-") and isinstance(value, Decimal):
        value = -value
    start = m.start(group)
    end = max(m.end(group), m.end("noun") if "noun" in m.re.groupindex else 0)
    return NumberMention(start, end, (start, end), value, unit, "exact", noun)


def _density(m: re.Match[str]) -> NumberMention:
    span = (m.start("n"), m.end("b") if m["b"] else m.end("n"))
    value = (Decimal(m["n"]), Decimal(m["b"])) if m["b"] else Decimal(m["n"])
    return NumberMention(*span, span, value, "Wh/kg", "exact", "Wh/kg")


def _cold(m: re.Match[str]) -> NumberMention | None:
    """零下40度到零上70度, 零下20℃至60℃, 零下30度: degrees below zero; so are both of 零下30至40度."""
    low, high = read_numeral(m["a"]), read_numeral(m["b"]) if m["b"] else None
    if not isinstance(low, Decimal) or isinstance(high, tuple):
        return None
    low, high = -low, -high if high is not None and (m["below"] or not (m["above"] or m["own"])) else high
    value = low if high is None else (min(low, high), max(low, high))
    return NumberMention(*m.span(), m.span(), value, "℃", "exact", "℃")


def _points(m: re.Match[str]) -> NumberMention:
    """2.1个点 is said for percentage points."""
    return _mention(m, "n", *(("%", "个百分点") if m["noun"] == "个点" else ("点", "点")))


def _signed(text: str) -> list[NumberMention]:
    found = []
    for m in _SIGNED.finditer(text):
        value = read_numeral(m["a"])
        latin = _LATIN_SCALE.match(text, m.end())
        if not isinstance(value, Decimal):
            continue
        value *= read_scale(m["sc"] or "")
        if latin:
            value *= Decimal(10**9) if "b" in latin[0].lower() else Decimal(10**6)
        unit = _SIGNS[m["sign"]]
        if m["per"]:
            unit += "/" + {"吨": "t", "磅": "lb"}.get(m["per"].strip(" /／"), m["per"].strip(" /／"))
        span = (m.start(), latin.end() if latin else m.end())
        found.append(NumberMention(*span, span, value, unit, "exact", "$"))
    return found


def per_share(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """Earnings per share printed without a unit: in the currency of the sum told before, else the one told next."""
    if "EPS" not in text and "每股" not in text:
        return []
    out = []
    for m in _PER_SHARE.finditer(text):
        before = [n.unit for n in found if n.end <= m.start() and n.unit in currencies()]
        behind = [n.unit for n in found if n.start >= m.end() and n.unit in currencies()]
        out.append(_mention(m, "n", (before[-1:] or behind[:1] or ["CNY"])[0], "元"))
    return out
