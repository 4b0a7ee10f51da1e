"""Ranks told without a rank: who is the largest of a land (是全国最大的), a firm's first holder, the first of its trade that is listed."""

from __future__ import annotations

import re
from decimal import Decimal

from lianzhang.evidence.grounds import LANDS, MORE_LANDS
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.numbers.numerals import read_numeral

__all__ = ["firsts"]

_IS = r"(?:是|成为了?|作为|建成|系|形成了?|(?<=[\u4e00-\u9fff）)])(?<![认以称视因])为(?!了))"
_WIDE = (
    r"(?:全球|世界|国际|亚洲|欧洲|非洲|[东南]亚|[南北]美|全国|国内|中国|我国|全省|省内|[东西中]部|[东西][南北]|华[东南西北中]|[南北]方"
    rf"|长三角|珠三角|业内|{LANDS}|{MORE_LANDS}|[\u4e00-\u9fff]{{1,5}}(?:省|市(?!场)|州|县|地区|半岛|群岛))"
)
_MOST = re.compile(
    rf"{_IS}(?=[^，。；、：\d]{{0,24}}最)(?P<all>[^，。；、：\d最]{{0,4}}{_WIDE}[^，。；、：\d最]{{0,12}}(?P<core>最[大高多长]))"
    r"的?(?!化|限|值|程度|额|努力|功率|新|好|问题|障碍|挑战|特点|优势|原因|受益|短板|赢家|输家|股东|世代|端|[^，。；]{0,18}(?:之一|第[二三四五六七八九十]大))"
)
"""是全球最大的……: the first of all."""
_MOST_OF_SUCH = re.compile(
    r"(?:是|成为了?)(?=[^，。；、：\d]{0,14}最)(?P<all>[^，。；、：\d最的]{2,10}(?P<core>最[大多高]))的(?:公司|企业|国家|城市|省份|银行|券商|品牌|车企|行业|机构)(?=[，。；、）)]|\Z)"
)
"""成为专利数量最多的企业."""
_MOST_OF = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![是为比])(?P<all>(?:全球|世界|国际|亚洲|全国|国内|全省|行业)(?P<core>最[大高多长优低快]))(?=[，。；、）)]|\Z)"
)
"""外资准入程度全国最高."""
_MOST_BY_NAME = re.compile(
    r"(?<![是为的])(?P<all>(?:全球|世界|国际|亚洲|欧洲|全国|国内|中国|我国|美国|日本|韩国|印度|德国|英国|法国|俄罗斯)[^，。；、：\d最]{0,6}(?P<core>最[大高多长])的?[^，。；、：\d]{2,14})(?=--)"
)
"""日本最大的铁路客运公司——……: told of whom the dash leads up to."""
_HOLDER = re.compile(
    r"(?:成为|[为是系列居]|[升降跌晋]至|并列)[^，。；、：\d]{0,20}(?P<core>第(?P<n>[一二三四五六七八九十])大)股东(?=[，。；、）)\s]|\Z|[和及与且但]|持股)"
)
"""成为公司第一大股东."""
_CHAMPION = re.compile(
    r"(?:成为|夺[得下]|摘得|获得|荣获|荣登|问鼎)[^，。；、：\d]{0,8}?(?P<core>(?<![项个座枚])(?<!单项)(?<!隐形)冠军)(?![赛杯之奖教])"
)
"""以50%的净值增长率成为冠军: the first of all."""
_LISTED = re.compile(
    r"(?:(?:[为是系]|称作|之称的)[^，。；、：\d]{0,14}|“[^”，。；、：\d]{1,12})(?P<core>第(?P<n>[一二三])股)(?=[”，。；、）)\s]|\Z)"
)
"""成为物流机器人第一股: the first that is listed."""


def firsts(text: str) -> list[NumberMention]:
    """Superlatives of a whole land or trade, ranks among holders and first listings in a folded text."""
    found = []
    if "最" in text:
        found += [
            _rank(m, "all", Decimal(1))
            for pattern in (_MOST, _MOST_OF_SUCH, _MOST_OF, _MOST_BY_NAME)
            for m in pattern.finditer(text)
        ]
    if "冠军" in text:
        found += [_rank(m, "core", Decimal(1)) for m in _CHAMPION.finditer(text)]
    for word, pattern in (("大股东", _HOLDER), ("股", _LISTED)):
        if word in text and "第" in text:
            for m in pattern.finditer(text):
                n = read_numeral(m["n"])
                if isinstance(n, Decimal):
                    found.append(_rank(m, "core", n))
    return found


def _rank(m: re.Match[str], whole: str, value: Decimal) -> NumberMention:
    return NumberMention(*m.span(whole), m.span("core"), value, "rank", "exact", m["core"])
