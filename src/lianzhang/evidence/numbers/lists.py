"""Numbers that stand together: ranges in words, yearly rates that hold along a list."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from lianzhang.evidence.lexicon.tables import currencies
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.numbers.numerals import NUMERAL, read_numeral

__all__ = ["CHANGES", "FAR", "RATE_UNITS", "along_lists", "from_bare", "next_sums", "quoted_shares", "spans"]

RATE_UNITS = {"t", "bbl", "GWh", "m2", "m3", "kWh", "kVAh", "MW", "km", "芯公里", "mu", "tce"}
"""Units of what is made in a time."""
CHANGES = re.compile(
    r"(?:增加|减少|增长|下降|上升|提高|提升|降低|上涨|下跌|下滑|回落|上行|下行|扩大|缩小|收窄|上调|下调|调[涨升降]|[涨提降]价|增|减|升|降|涨|跌)(?:了|近|约|超)?\s*\Z"
)
"""A number behind one of these says by how much; a second behind 至 to how much."""

_TO = re.compile(r"\s*(?:至|到|[-~])\s*\Z")
_AND_AT_MOST = re.compile(r"(?:（含）|\(含\)|（含本数）)?、?(?:且|但|并|和|同时)?\Z")
"""Behind a comma the upper bound is a statement of its own clause."""
_FROM = re.compile(r"[由从自][^，。；,;]{0,8}\Z")


def spans(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """9万元/吨至12万元/吨 and 不低于5000万元且不超过1亿元 are one range each; 由5家到9家 is a change, two numbers."""
    out: list[NumberMention] = []
    for n in found:
        last = out[-1] if out else None
        if (
            last is not None
            and last.unit == n.unit
            and n.start - last.end <= 6
            and isinstance(last.value, Decimal)
            and isinstance(n.value, Decimal)
            and last.value < n.value
        ):
            gap = text[last.end : n.start]
            between = (
                _TO.match(gap)
                and not _FROM.search(text, max(0, last.start - 10), last.start)
                and not _changed_to(text, last, n)
            )
            bounded = last.qualifier == "more_than" and n.qualifier == "less_than" and _AND_AT_MOST.match(gap)
            if between or bounded:
                out[-1] = replace(
                    n,
                    start=last.start,
                    core=(last.core[0], n.core[1]),
                    value=(last.value, n.value),
                    qualifier="exact",
                )
                continue
        out.append(n)
    return out


def _changed_to(text: str, by: NumberMention, to: NumberMention) -> bool:
    """增加1亿元至9亿元, 提高2个百分点至36%: by how much and to how much. 增长50%至78% and 增加3亿元至4亿元 are ranges."""
    if not CHANGES.search(text, max(0, by.start - 6), by.start):
        return False
    if not isinstance(by.value, Decimal) or not isinstance(to.value, Decimal):
        return False
    if by.unit == "%":
        of = _OF_A_SHARE.search(text, max(0, by.start - 12), by.start)
        return by.noun != to.noun or (of is not None and to.value > FAR * by.value)
    goods = by.unit not in currencies() and _FALLS.search(text, max(0, by.start - 6), by.start)
    far = 1 if goods else FAR  # a fall of a profit by 3000万元至5000万元 is a forecast's range
    return to.value > far * by.value


FAR = 3
"""The ends of a forecast range lie closer than this factor."""
_OF_A_SHARE = re.compile(
    r"(?<![增速幅长])(?:率|比重|占比|比例|份额)(?:同比|环比)?(?:[上下][升降滑]|提[高升]|增加|减少|回[落升]|降低)(?:了|近|约|超)?\s*\Z"
)
"""毛利率下降2.4%至94.6%: by so much, told like a share itself."""
_FALLS = re.compile(r"(?:下[降跌滑]|减少|回落|降低)(?:了|近|约|超)?\s*\Z")
"""What falls by so much and to more than that stood at both together before."""

_AND = ("和", "、", "及", "与")
_LIST_GAP = re.compile(r"[^，。；：,;:\d]{0,12}(?:[和及与、]|以及)[^，。；：,;:\d]{0,8}\Z")


def along_lists(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """年产10万吨甲和5万吨乙: the yearly rate holds along the list; 高6.5个和3.5个百分点: so do the points that are printed last."""
    out: list[NumberMention] = []
    for n in found:
        last = out[-1] if out else None
        if (
            last
            and last.noun == "个"
            and n.noun in ("个百分点", "个基点")
            and text[last.end : n.start] in _AND
        ):
            value = last.value / 100 if n.noun == "个基点" and isinstance(last.value, Decimal) else last.value
            out[-1] = last = replace(last, value=value, unit=n.unit, noun=n.noun)
        rate = last is not None and last.unit.endswith("/a") and "/" not in last.noun and n.unit in RATE_UNITS
        if last and rate and _LIST_GAP.fullmatch(text, last.end, n.start):
            out.append(replace(n, unit=f"{n.unit}/a"))
        else:
            out.append(n)
    return out


_BARE_FROM = re.compile(
    rf"[由从自](?:此前|原来|之前)?的?(?P<a>{NUMERAL})\s?(?:[涨跌升降增减调]|提[高升至到]|上[调涨升]|下[调跌降]|回[落升]|增[加长]|减少|扩[大至到]|降低|压减)[涨跌升降增减调加到至了为]{{0,3}}\s?\Z"
)


def from_bare(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """由1.62万上调到1.66万元/吨: the unit printed once, behind the second, is that of the first as well; so is 万 where only the second has it."""
    out: list[NumberMention] = []
    for n in found:
        at = n.start
        m = _BARE_FROM.search(text, max(0, at - 24), at) if text[at - 1 : at] in _ENDS_FROM else None
        first = read_numeral(m["a"]) if m else None
        if m and isinstance(first, Decimal) and isinstance(n.value, Decimal) and n.value:
            span = m.span("a")
            if out and out[-1].core[0] >= span[0]:
                out.append(n)
                continue
            digits = _printed(text, n)
            factor = n.value / digits if digits else Decimal(1)
            if m["a"].endswith(("万", "亿")):  # its own 万 or 亿 is read already
                factor /= 10**8 if n.noun.startswith("亿") else 10**4 if n.noun.startswith("万") else 1
            scaled = first * factor
            if abs(scaled) <= _NEAR * abs(n.value) <= _NEAR * _NEAR * abs(scaled):
                out.append(replace(n, start=span[0], end=span[1], core=span, value=scaled, qualifier="exact"))
        out.append(n)
    return out


def _printed(text: str, n: NumberMention) -> Decimal | None:
    """The numeral of a number as printed, without 万 and 亿."""
    m = _DIGITS.match(text, n.core[0])
    return Decimal(m[0].replace(",", "")) if m else None


_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ENDS_FROM = frozenset("涨跌升降增减调加到至了为")
_NEAR = 20
"""Where one stood before and stands now lie closer than this factor."""

_NEXT_SUM = re.compile(
    r"(?:[、和及与]|以及)-?(?P<n>\d[\d.]*(?:万亿|[万亿]))(?=[，。；、,;和及与）)\s]|以及|\Z)"
)
_COIN = re.compile("(?:万亿|[万亿])(?:元)?")


def next_sums(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """营收1.5亿、1080万、370万: the sums that go on a list of sums, where no unit stands behind them."""
    out: list[NumberMention] = []
    for n in found:
        if out and n.start < out[-1].end:
            continue
        out.append(n)
        while (last := out[-1]).unit == "CNY" and _COIN.fullmatch(last.noun):
            m = _NEXT_SUM.match(text, last.end)
            value = read_numeral(m["n"]) if m else None
            if m is None or not isinstance(value, Decimal):
                break
            span = m.span("n")
            out.append(NumberMention(*span, span, value, "CNY", "exact", m["n"][-1]))
    return out


_QUOTE = re.compile(
    r"[（(]\s*\d+(?:\.\d+)?\s*[,，]\s*[-+]?\d+(?:\.\d+)?\s*[,，]\s*[-+]?\d+(?:\.\d+)?%\s*[）)]"
)
_IN_A_ROW = re.compile(r"[ \t\u3000](?<=\d.)[ \t\u3000]*[-+]?\d")
"""Between two numbers of a row: begins with a class of characters, so that the search runs from one of them to the next."""
_ROW = re.compile(r"(?<![\d,])\d+\.\d+[ \t\u3000]+[-+]?\d+(?:\.\d+)?%")


_VOTES = re.compile(r"[（(]\d+[)）]\s?\d+(?:\.\d+)?%")
_SCALE = re.compile(r"-?\d+(?:\.\d+)?%(?:\s?-?\d+(?:\.\d+)?%){2,}")
_RUN_ON = re.compile(r"%[-\d\s](?<=\d%.)")


_SEE = re.compile(r"[（(](?:详见|参见|参阅|另见|相关阅读|延伸阅读|此前报道)[^（）()]{2,120}[）)]")


_ADDRESS = re.compile(r"https?://[!-~]+")


def pointers(text: str) -> list[tuple[int, int]]:
    """Where a bracket points to another piece by its headline (详见《某某减持2家公司》): what the headline says is told there; and
    addresses of pages."""
    found = [m.span() for m in _ADDRESS.finditer(text)] if "://" in text else []
    if "见" in text or "阅读" in text or "此前报道" in text:
        found += [m.span() for m in _SEE.finditer(text)]
    return found


def quoted_shares(text: str) -> list[tuple[int, int]]:
    """Where shares stand that a page's machine put in: a quotation behind a firm's name (price, change, share), a row of bare numbers,
    the marks of a chart's axis side by side (0%10%20%), and votes (顶一下(0) 0%)."""
    if "%" not in text:
        return []
    found = [m.span() for m in _QUOTE.finditer(text)] + [m.span() for m in _VOTES.finditer(text)]
    if _IN_A_ROW.search(text):
        found += [m.span() for m in _ROW.finditer(text)]
    if _RUN_ON.search(text):
        found += [m.span() for m in _SCALE.finditer(text)]
    return found
