"""Numbers with units in Chinese text, as the claim contract writes them.

One pass of one compiled expression finds numeral, multiplier and unit; what surrounds it decides the qualifier,
whether it is a yearly rate, and whether it is a number at all (dates, document numbers, idioms and place names are not).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from lianzhang.core.places import place_tree, short_name
from lianzhang.evidence.lexicon.tables import Measure, currencies, lines, measures
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.numbers.bare import PER_PIECE, bare_unit
from lianzhang.evidence.numbers.enumerated import ONE_BY_ONE, enumerated
from lianzhang.evidence.numbers.forms import formed_numbers, per_share
from lianzhang.evidence.numbers.guards import CARDINALS, NOT_UNIT, ONLY, of_a_name
from lianzhang.evidence.numbers.lists import (
    CHANGES,
    FAR,
    along_lists,
    from_bare,
    next_sums,
    pointers,
    quoted_shares,
    spans,
)
from lianzhang.evidence.numbers.numerals import (
    FUZZY,
    NUMERAL,
    SCALE,
    fold,
    read_fuzzy,
    read_numeral,
    read_scale,
)
from lianzhang.evidence.numbers.qualifiers import AFTER, BEFORE, qualified
from lianzhang.evidence.numbers.rates import context_rate, unit_table
from lianzhang.evidence.numbers.special import special_numbers
from lianzhang.evidence.numbers.terms import is_term
from lianzhang.evidence.together import Together

__all__ = ["numbers"]

Value = Decimal | tuple[Decimal | None, Decimal | None] | None

_PLANT = re.compile(
    r"(?:[厂站场库塔炉井矿港桥机线]|生产线|装置|设备|系统|中心|基地|车间|码头|实验室|电站|[公铁]路|大楼|宿舍)\Z"
)
"""Plants are listed with their number behind them: 选矿厂一座、变电站两座."""
_CLOSES = re.compile(r"[，。；、,;及和）)\s]|\Z")
_NOT_FIRST = (
    "目前",
    "此前",
    "之前",
    "以前",
    "提前",
    "日前",
    "先前",
    "当前",
    "年前",
    "月前",
    "天前",
    "会前",
)
_FREQUENT_ONE = re.compile(r"(?:仅|只|仅有|只有|达|新增|增加|突破|(?<![作成视列认])为|各|净增|共)\Z")


def _alternation(words: list[str]) -> str:
    return "|".join(ONLY.get(w) or re.escape(w) for w in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _candidate() -> re.Pattern[str]:
    unit = _alternation([m.surface for m in measures()])
    # a Latin unit ends where its letters end: the m of 5mAh is no metre; 10GWN型 is of cells of type N
    unit = rf"(?:(?:{unit})(?:(?<![A-Za-z])|(?![A-Za-z])|(?=[NPnp]型)))"
    per = rf"(?:\s*[/／]\s*(?:[万亿]元|年|月|日|天|d(?![A-Za-z])|秒|s(?![A-Za-z])|分钟?(?![之米贝钱])|min(?![A-Za-z])|瓦(?!时)|W(?![A-Za-z])|a(?![A-Za-z])|h(?![A-Za-z])|{unit})|每年|每(?:吨|千克|公斤|桶|盎司|磅|平方米|千瓦时|度|瓦|股)(?=[，。；、,;）)至到~-]|的(?:[均单售定报]?价|成本)|左右|上下|以[上下]|\Z))"
    numeral = NUMERAL
    return re.compile(
        rf"(?=[\d零一二两三四五六七八九十百千万亿数几上成])(?:(?<![\d.A-Za-z第〔\[])|(?<=[A-Za-z]{{2}})(?=\d{{1,3}}(?:\.\d{{1,4}})?\s?%的?股[权份])|(?<=RMB)|(?<=CNY)|(?<=GMV)|(?<=GDP)|(?<=ROE)|(?<=P[EBS])|(?<=PMI)|(?<=[\u4e00-\u9fff][ABH])(?=\d[\d.]*[万亿]?(?:股|[%％]的?股)))"
        rf"(?:(?P<fuzzy>{FUZZY})|(?P<a>{numeral})(?<![十百万亿]千(?=[瓦克米伏]))(?:(?:(?P<ua>{unit})(?:[/／](?:{unit}))?)?\s*(?:[-~]{{1,2}}|至|到)\s*(?:\+|(?P<minus>(?<=[至到~])\s?-))?(?P<b>{numeral}))?)"
        rf"(?P<mid>[ ]?[余多来](?=[万亿千百]|[ ]?{unit})|个多?(?=亿(?![吨级千方立平])))?(?P<sc>{SCALE})?(?P<mid2>[余多](?=[ ]?{unit}))?"
        rf"\s*(?:(?P<unit>{unit})(?P<per>{per})?(?P<half>半(?![年月导固径数挂成自钢焦封透潜干水柔刚芳合精闭]))?|(?P<bare>(?<=[万亿k])(?![万千百十亿\dA-Za-z])))"
    )


@lru_cache(maxsize=1)
def _trap() -> re.Pattern[str]:
    """Idioms, and place names that begin with a numeral (五家渠, 三台县)."""
    digits = "一二三四五六七八九十百千万"
    named = {p for p in place_tree().names() if p[0] in digits and (len(p) > 2 or p != short_name(p))}
    # 十分重要 counts nothing, 十分之一 does
    return re.compile(_alternation([*lines("number_traps.csv"), *named]).replace("十分", "十分(?!之)"))


@lru_cache(maxsize=2)
def _together(trap: re.Pattern[str], candidate: re.Pattern[str]) -> Together:
    return Together([trap, candidate], whole_figures=True)


_PLAIN_PER = {
    "秒": "s",
    "s": "s",
    "分": "min",
    "分钟": "min",
    "min": "min",
    "h": "h",
    "瓦": "W",
    "W": "W",
    "Wh": "Wh",
    "wh": "Wh",
    "瓦时": "Wh",
}
"""Prices of cells and modules are quoted per Wh and W; a flow per second."""


_SMALL = {Decimal("0.001"): "kg", Decimal("0.000001"): "g", Decimal("0.000000001"): "mg"}
"""Parts of a ton: grades and doses are told as printed (克/吨, 千克/吨)."""


_BY_KILO = frozenset({"公斤", "千克", "kg", "KG"})


def _per(measure: Measure, per: str) -> tuple[str, Decimal]:
    """Unit and factor of ``吨/年``, ``元/吨`` …"""
    if not per:
        return measure.unit, measure.factor
    low = per.strip().lstrip("/／").removeprefix("每").strip()
    if low in ("年", "a"):
        return f"{measure.unit}/a", measure.factor
    if low in ("月", "日", "天", "d"):
        if measure.unit == "count":
            return f"次/{low}", measure.factor
        return f"{measure.unit}/{'month' if low == '月' else 'd'}", measure.factor
    if low in ("万元", "亿元"):
        return f"{measure.unit}/{low}", measure.factor  # 吨标准煤/万元: printed so everywhere
    plain = _PLAIN_PER.get(low)
    if plain and (plain == "Wh" or low not in unit_table()):  # a case may say what a 瓦 is to it
        return f"{measure.unit}/{plain}", measure.factor
    below = unit_table()[low]
    if below.unit == "mu" and measure.kind == "mass" and measure.unit == "t":
        return "kg/mu", measure.factor * 1000  # yields of grain
    if below.unit == "shares":
        return f"{measure.unit}/share", measure.factor
    if below.unit == "count":
        return f"{measure.unit}/{low}", measure.factor
    if low in _BY_KILO and measure.kind in ("money", "currency"):
        return f"{measure.unit}/kg", measure.factor  # 元/公斤: told as printed
    if measure.kind == "mass" and measure.factor in _SMALL:
        of = _SMALL.get(below.factor, below.unit) if below.kind == "mass" else below.unit
        return f"{_SMALL[measure.factor]}/{of}", Decimal(1)
    return f"{measure.unit}/{below.unit}", measure.factor / below.factor


_BELOW = re.compile(r"(?<![\dA-Za-z%元吨亿万])-\Z")
"""A minus that is no dash behind another number."""
_LOSS = re.compile(r"(?:亏损|亏|下降|减少|降低|下滑|下跌)[^，。；、\d]{0,8}\Z")
"""What is lost is told from the larger as well as from the smaller: 亏损5000万元至4000万元."""
_BETWEEN = re.compile(r"不等|之间|的?(?:区间|范围)")
"""35%-11%之间: a range, whichever end comes first."""


def _value(m: re.Match[str]) -> Value:
    if m["fuzzy"]:
        low, high = read_fuzzy(m["fuzzy"])
        scale = read_scale(m["sc"] or "")
        return low * scale, (None if high is None else high * scale)
    a = read_numeral(m["a"])
    scale = read_scale(m["sc"] or "")
    if a is None:
        return None
    if m["b"]:
        b = read_numeral(m["b"])
        if isinstance(a, tuple) or isinstance(b, tuple) or b is None:
            return None
        tail = re.search(r"[十百千万亿k]+\Z", m["b"])
        if m["b"][0].isdigit() and tail and not m["ua"] and not re.search(r"[百千万亿k]\Z", m["a"]):
            a *= read_scale(tail[0])  # 50-60亿元: the multiplier serves both; 4000元至2万元 has two
        a, b = a * scale, b * scale
        before = m.string[max(0, m.start() - 12) : m.start()]
        below = _BELOW.search(before) is not None
        if m["minus"] or (below and m.string.startswith("~-", m.start("b") - 2)):
            return (-max(a, b), -min(a, b)) if below else (-b, a)
        if below:
            return -a, b
        if a > b and (_LOSS.search(before) or _BETWEEN.match(m.string, m.end())):
            return b, a
        return (a, b) if a <= b else None
    if isinstance(a, tuple):
        return a[0] * scale, a[1] * scale
    return a * scale


def _times(value: Value, factor: Decimal) -> Value:
    if isinstance(value, tuple):
        return tuple(None if v is None else v * factor for v in value)  # type: ignore[return-value]
    return None if value is None else value * factor


def _is_number(text: str, m: re.Match[str], measure: Measure | None) -> bool:
    """Whether the candidate counts something: not a year, an article (一个), an idiom's numeral or 三元."""
    start, end = m.start(), m.end()
    a = m["a"] or ""
    chinese = bool(a) and not a[0].isdigit()
    left = text[max(0, start - 6) : start]
    if measure is None:
        lone = chinese and len(a) == 1 and not (a == "亿" and left[-1:] in ("过", "超", "破", "逾"))
        return not lone and bare_unit(text, start, end) is not None
    unit = m["unit"]
    if measure.kind == "term":
        return not (chinese and left[-1:] in CARDINALS) and is_term(text, m, unit)  # 第十三个年头
    named = _named(text, start, end, a) if unit in ONE_BY_ONE or (unit == "大" and chinese) else None
    if named is not None or of_a_name(unit, a, left):
        return named is True
    if chinese:
        bare_scale = not m["b"] and a[0] in "百千万亿" and len(a) <= 2
        if bare_scale and measure.kind in ("count", "persons") and not (m["mid"] or m["mid2"]):
            return left[-1:] == "破" or BEFORE.search(left) is not None or AFTER.match(text, end) is not None
        if (
            a in ("万", "亿")
            and not (m["mid"] or m["mid2"])
            and not re.search(r"上\Z", left)
            and not (measure.unit in currencies() and re.search(r"[超过破逾近]\Z", left))
            and not (unit and measure.kind == "length" and BEFORE.search(left))
            and not AFTER.match(text, end)
        ):
            return False
        if (
            unit
            in (
                "元",
                "度",
                "平",
                "米",
                "升",
                "节",
                "组",
                "份",
                "部",
                "块",
                "级",
                "股",
                "手",
                "角",
                "桶",
                "列",
            )
            and len(a) == 1
            and not (unit == "份" and a != "一" and _PAPERS.match(text, end))
            and a not in "万亿"
            and not m["sc"]
        ):
            return False
        if a in ("零", "〇") or (a == "二" and unit in ("次", "套", "类", "手", "胎")):
            return False  # 零件, 零部件; 二次, 二套房: the second, the count is 两次
        if a in ("百", "千") and unit[0] in "伏瓦克米升":
            return False  # the unit itself: 千伏安小时
        if a == "一" and measure.kind in ("count", "persons"):
            if unit in "座条套台艘个" and _PLANT.search(left) and _CLOSES.match(text, end):
                return True
            return _FREQUENT_ONE.search(left) is not None
    if measure.kind in ("count", "persons") and left.endswith("前") and not left.endswith(_NOT_FIRST):
        return False  # 前五家: which of them, not how many
    if unit in ("度", "方") and "亿" not in m[0] and "万" not in m[0] and not m["per"]:
        return False  # 三方, 2方: parties
    guard = NOT_UNIT.get(unit)
    return guard is None or guard.match(text, end) is None


def _named(text: str, start: int, end: int, numeral: str) -> bool:
    """Whether those counted are named one by one before the number (甲、乙两大板块)."""
    count = read_numeral(numeral) if numeral else None
    return isinstance(count, Decimal) and count == int(count) and enumerated(text, start, end, int(count))


_PAPERS = re.compile(
    "[^，。；、：\\d]{0,10}(?:议案|提案|合同|协议|文件|报告|订单|保单|公告|意向书|备忘录|通知书?|申请)"
)
"""What is counted in 份."""

_MINUTES = re.compile(r"(\d{1,2})分(?:钟|(?![之米贝钱]))")
_TORN = re.compile("[?\ufffd][。，、；,.;]?[?\ufffd]\\Z|\ufffd\\Z")
_TORN_SIGNS = ("?", "\ufffd")
"""Signs of a broken encoding right before a numeral: its first digits may have gone with them."""


def _mention(text: str, m: re.Match[str]) -> NumberMention | None:
    measure = unit_table()[m["unit"]] if m["unit"] else None
    if not _is_number(text, m, measure):
        return None
    value = _value(m)
    if value is None:
        return None
    core = (m.start(), m.end())
    if text[core[0] - 1 : core[0]] in _TORN_SIGNS and _TORN.search(text, max(0, core[0] - 4), core[0]):
        unit = _per(measure, m["per"] or "")[0] if measure else "CNY"
        return NumberMention(*core, core, None, unit, "exact", m["unit"] or "", lost=True)
    start, end, qualifier = qualified(text, *core)
    if (m["mid"] and m["mid"] != "个") or m["mid2"] or "多" in (m["unit"] or ""):  # 三个多月
        qualifier = "more_than"
    elif m["fuzzy"]:
        qualifier = "more_than" if isinstance(value, tuple) and value[1] is None else "about"
        if qualifier == "more_than" and isinstance(value, tuple):
            value = value[0]
    numeral = m["sc"] or m["b"] or m["a"] or m["fuzzy"] or ""
    printed = "万亿" if numeral.endswith("万亿") else numeral[-1] if numeral.endswith(("万", "亿")) else ""
    if measure is None:
        bare = bare_unit(text, *core) or "CNY"
        if per := PER_PIECE.match(text, core[1]):
            unit, factor = _per(unit_table()["元"], per[0])
            end = per.end()
            return NumberMention(start, end, (core[0], end), _times(value, factor), unit, qualifier, printed)
        unit, times = context_rate(text, core[0], bare, "元") if bare in currencies() else (bare, 1)
        noun = (printed or "亿") if bare == "CNY" else ""
        return NumberMention(start, end, core, _times(value, Decimal(times)), unit, qualifier, noun)
    unit, factor = _per(measure, m["per"] or "")
    if m["half"] and isinstance(value, Decimal):
        value += Decimal("0.5")
    value = _times(value, factor)
    if unit == "h" and isinstance(value, Decimal) and (minutes := _MINUTES.match(text, core[1])):
        value, end = value + Decimal(minutes[1]) / 60, minutes.end()
        core = (core[0], end)
    if "/" not in unit:
        unit, times = context_rate(text, core[0], unit, m["unit"])
        value = _times(value, Decimal(times)) if times != 1 else value
    noun = printed + m["unit"] + (m["per"] or "")
    if unit == "shares" and not printed and _COMPANIES.match(text, core[1]):
        unit = "count"
    return NumberMention(start, end, core, value, unit, qualifier, noun)


_COMPANIES = re.compile(
    "(?:的)?(?:净利|业绩|营收|股价|[飘翻][红绿]|收[涨跌]|最新价|前[一二三]季|上半年|年内|上涨空间|滚动市|市[盈净]率|总?市值|[涨跌]停|上涨|下跌|[涨跌]幅|净(?:流|买|卖)|主力|获|被|预[增喜亏]|披露|发布|均|有望|创)"
)
"""10股净利润……: shares of as many firms."""


def _change(text: str, m: re.Match[str]) -> list[NumberMention | None]:
    """增长17%至3.48亿美元, 增加1亿元至9.75亿元: by how much and to how much, two numbers and no range; else empty."""
    if m["b"] and not m["ua"] and m["unit"]:
        return _unit_once(text, m)
    if not m["b"] or not m["ua"] or not re.search("至|到", text[m.end("ua") : m.start("b")]):
        return []
    if m["ua"] == m["unit"] and not CHANGES.search(text, max(0, m.start() - 6), m.start()):
        return []
    first = _candidate().match(text, m.start(), m.end("ua"))
    second = _candidate().search(text, m.start("b"), m.end())
    pair = [_mention(text, p) for p in (first, second) if p]
    by, to = (pair[0], pair[-1]) if pair else (None, None)
    if by and to and "/" not in by.unit and to.unit.startswith(by.unit + "/"):
        pair[0] = replace(by, unit=to.unit)
    return pair


def _unit_once(text: str, m: re.Match[str]) -> list[NumberMention | None]:
    """增加1.4万至24.9万人: the unit of the second is that of the first as well, where both tell how many of something."""
    a, b = read_numeral(m["a"]), read_numeral(m["b"])
    told = unit_table()[m["unit"]].kind in ("count", "persons", "mass", "currency", "money")
    if not told or not isinstance(a, Decimal) or not isinstance(b, Decimal) or b <= FAR * a:
        return []
    if not re.search("至|到", text[m.end("a") : m.start("b")]):
        return []
    if not CHANGES.search(text, max(0, m.start() - 6), m.start()):
        return []
    second = _candidate().search(text, m.start("b"), m.end())
    to = _mention(text, second) if second else None
    if to is None or not isinstance(to.value, Decimal):
        return []
    span = m.span("a")
    start, _, qualifier = qualified(text, *span)
    scale = 1 if m["a"][-1] in "万亿" else to.value / b
    return [replace(to, start=start, end=span[1], core=span, value=a * scale, qualifier=qualifier), to]


def numbers(text: str) -> list[NumberMention]:
    """All numbers with a unit, share, rank or frequency in ``text``, in order and without overlap.

    Also those whose numeral was lost (``余家``): value None, ``lost`` true.
    """
    folded = fold(text)
    traps: list[tuple[int, int]] = []
    found = special_numbers(folded) + formed_numbers(folded)
    for which, m in _together(_trap(), _candidate()).finditer(folded):
        if which == 0:
            traps.append(m.span())
            continue
        parts = _change(folded, m)
        for mention in parts or [_mention(folded, m)]:
            if mention is not None:
                found.append(mention)
    traps = sorted(traps + quoted_shares(folded) + pointers(folded))
    found = from_bare(folded, _settle(found, traps))
    if shares := per_share(folded, found):
        found = _settle(found + shares, traps)
    return spans(folded, along_lists(folded, next_sums(folded, found)))


def _settle(found: list[NumberMention], traps: list[tuple[int, int]]) -> list[NumberMention]:
    """Order, drop what touches a trap, keep the longer of two that overlap."""
    kept: list[NumberMention] = []
    at = 0
    for n in sorted(found, key=lambda n: (n.start, -n.end)):
        while at < len(traps) and traps[at][1] <= n.core[0]:
            at += 1
        if any(s <= n.core[0] < e for s, e in traps[at : at + 2]):
            continue
        if kept and n.start < kept[-1].end:
            if n.end - n.start > kept[-1].end - kept[-1].start:
                kept[-1] = n
            continue
        kept.append(n)
    return kept
