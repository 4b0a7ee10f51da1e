"""Numerals: Arabic and Chinese, mixed with 十 百 千 万 亿, read as decimals."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["FUZZY", "NUMERAL", "SCALE", "fold", "read_fuzzy", "read_numeral", "read_scale"]

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000, "k": 1000}
_BIG = {"万": Decimal(10**4), "亿": Decimal(10**8)}

SCALE = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|[千百](?![瓦克米伏卡升])|k(?=\s?(?:元|美元)|[，。；、,;）)]|\Z))"
"""A multiplier after a numeral; 千 of 千瓦 千克 千米 belongs to the unit; 3k元 is 3000元."""

_THIN = " \\xa0\\u2009\\u202f"
_ARABIC = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,6}}(?:\.\d{{1,12}})?(?!\d)|(?<=[\u4e00-\u9fff])[1-9]\d{{0,2}}(?:[{_THIN}]\d{{3}}){{1,3}}(?:\.\d{{1,12}})?(?![\d,])|\d{{1,18}}(?: ?\.\d{{1,12}})?)"
"""The thousands of 4 027万吨 are set apart by a space; a line set too wide has one before the point (3 .2%)."""
_CHINESE = r"(?:[一二两三四五六七八]、[二三四五六七八九](?=[十百千万亿家个名人年倍])[十百千]?|[一二两三四五六七八九十百千万亿零〇]{1,20})(?:点[零〇一二三四五六七八九]{1,8})?(?:万亿|[万亿千百])?"
NUMERAL = rf"(?:{_ARABIC}(?:[ \t\u3000\xa0]?{SCALE}(?:\d{{1,4}}千?万(?!亿))?)?|{_CHINESE})"
"""One numeral with its multiplier."""

FUZZY = r"(?:[数几](?:十万|百万|千万|十亿|百亿|千亿|万亿|[十百千万亿])|十几[万亿]?|几十[万亿]?|成百上千|数以[百千万亿]计|上[百千万亿]万?)"
"""Numerals that name an order of magnitude only."""

_FOLD = tuple(zip("０１２３４５６７８９％．～〜－—–―﹣", "0123456789%.~~-----", strict=True))


def fold(text: str) -> str:
    """Full-width digits, percent and dashes as their plain forms; the length stays."""
    for wide, plain in _FOLD:  # far quicker than str.translate
        text = text.replace(wide, plain)
    return text.replace("\\/", " /")  # what is left of a page's code: 10元\\/股


def read_scale(text: str) -> Decimal:
    """十万 → 100000, empty → 1."""
    value = Decimal(1)
    for c in text:
        value *= _UNIT[c] if c in _UNIT else _BIG[c]
    return value


_SCALED = re.compile(r"(?:万亿|[万亿千百])\Z")


def _chinese(text: str) -> Decimal | tuple[Decimal, Decimal] | None:
    whole, point, fraction = text.partition("点")
    tail = _SCALED.search(fraction) if fraction else None
    scale = Decimal(1)
    if tail:
        scale, fraction = read_scale(tail[0]), fraction[: tail.start()]
    if point and not fraction:
        return None
    digits = [_DIGIT[c] for c in whole if c in _DIGIT]
    if len(digits) == len(whole) and not point:
        if len(digits) == 1:
            return Decimal(digits[0])
        if len(digits) == 2 and (digits[1] - digits[0] == 1 or digits == [3, 5]) and digits[0]:
            return Decimal(digits[0]), Decimal(digits[1])  # 三五个, 七八家
        return None if len(digits) > 4 else Decimal("".join(map(str, digits)))
    value = _positional(whole)
    if value is None:
        return None
    if point:
        parts = "".join(str(_DIGIT[c]) for c in fraction)
        if isinstance(value, tuple):
            return None
        value += Decimal(f"0.{parts}")
    return (value[0] * scale, value[1] * scale) if isinstance(value, tuple) else value * scale


def _positional(text: str) -> Decimal | tuple[Decimal, Decimal] | None:
    """Sections of 亿 and 万, each read by 千 百 十; two neighbouring digits make a range (七八十, 十七八)."""
    pair = re.search(r"([一二两三四五六七八])([二三四五六七八九])(?=[十百千万亿]|\Z)", text)
    if pair and _DIGIT[pair[2]] - _DIGIT[pair[1]] == 1:
        low = _positional(text[: pair.start(2)] + text[pair.end(2) :])
        high = _positional(text[: pair.start(1)] + text[pair.start(2) :])
        return (low, high) if isinstance(low, Decimal) and isinstance(high, Decimal) else None
    total = section = number = Decimal(0)
    last_unit = 10**5
    pending = False
    for c in text:
        if c in _DIGIT:
            if pending and number:
                return None
            number, pending = Decimal(_DIGIT[c]), True
        elif c in _UNIT:
            unit = _UNIT[c]
            section += (number if pending and number else Decimal(1)) * unit
            number, pending, last_unit = Decimal(0), False, unit
        else:
            section += number
            if c == "亿" and total and not section:
                total *= _BIG[c]  # 二万亿
            else:
                total = (
                    (total + (section or 1)) * _BIG[c]
                    if c == "亿"
                    else total + (section or Decimal(1)) * _BIG[c]
                )
            section, number, pending, last_unit = Decimal(0), Decimal(0), False, 10**5
    if pending and number and 10 < last_unit < 10**5 and len(text) >= 2 and text[-2] in "百千":
        number *= last_unit // 10  # 三百五 → 350
    return total + section + number


_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_MIXED = re.compile(r"([十百千万亿]+)(\d{1,4})(千?)万\Z")


def read_numeral(text: str) -> Decimal | tuple[Decimal, Decimal] | None:
    """The value of a :data:`NUMERAL`; a pair for 三五 or 七八十; None when the signs make no number."""
    text = "".join(text.replace(",", "").replace("、", "").split())
    m = _PLAIN.match(text)
    if not m:
        return _chinese(text)
    rest = text[m.end() :]
    value = Decimal(m[0])
    mixed = _MIXED.match(rest) if rest else None
    if mixed:
        return value * read_scale(mixed[1]) + Decimal(mixed[2]) * 10 ** (7 if mixed[3] else 4)
    return value * read_scale(rest)


def read_fuzzy(text: str) -> tuple[Decimal, Decimal | None]:
    """数百 → (100, 1000); 十几万 → (110000, 190000); 上千 → (1000, None)."""
    if text.startswith("十几"):
        scale = read_scale(text[2:])
        return 11 * scale, 19 * scale
    if text.startswith("上"):
        return read_scale(text[1:]), None
    if text == "成百上千":
        return Decimal(100), Decimal(10000)
    stem = text.removeprefix("数以").removesuffix("计").lstrip("数几")
    low = read_scale(stem)
    return low, low * 10
