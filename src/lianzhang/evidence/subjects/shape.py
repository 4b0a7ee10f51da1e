"""What a subject may look like: a name or a noun phrase, with no preposition or conjunction before it, and a firm's name alone where what
stands behind it is no part of a name (某某则持有, 某某净利润)."""

from __future__ import annotations

import re

from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.noun_phrases import tokens_of
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.words import words

__all__ = ["shaped"]

_LINKS = re.compile(
    r"(?:旗下|下属|所属|例如|比如|譬如|诸如|包括|以及|其中|不过|然而|而且|并且|但是|因此|所以|由于|此外|另外|同时|尽管|虽然|[如及而但且并或后则涉](?!来)){1,6}"
)
"""What joins a phrase to what stands before it."""
_FORESEEN = re.compile(r"(?:预计|预期|假如|如果)(?:20\d\d年)?(?:\d{1,2}月份?)?的?(?=..)")
"""What opens a forecast or a case supposed, and for when, in front of a thing (预计2024年铜价)."""
_GOVERNS = re.compile(
    r"(?:距离?|往|按照?|根据|依据|随着|通过|经过|自从|对于|继(?![续电])|[于以据从向由在自当凭])"
)
"""What governs the phrase behind it: where, how or from when something is so, not who or what."""
_BEFORE_FIRM = re.compile(
    r"(?:[\u4e00-\u9fff]{1,10}[省市县区州])?(?:(?:全国|全球|我国|国内|其|该)?(?:第?[一二三]?大|控股|控制)?(?:股东|控制人)?|[^，。；]{0,12}(?:龙头|巨头)|(?:[^，。；]{0,6}“[^“”]{2,8}”))"
)
_CUT = frozenset({"verb", "reach", "entry", "saying", "adverb", "preposition", "conjunction"})
_EARNS = re.compile(
    r"(?:净|狂|怒|大|巨)?(?:赚|亏|盈|收|卖|募|砸|投)|预[亏盈增减]|亏损|盈利|或|则|最新|大幅|小幅|微[涨跌]|两度|再度|一度|分列|将其|旗下\Z|斥资|豪掷|入股|持股|报收|收报|股票|股份?$|股价|市值|现价|近年|今年|去年|一再"
)
"""What firms do or have, in words that are no verbs to the dictionary."""


@remembered
def _firms(scene: Scene) -> tuple[NameMention, ...]:
    """One mention of every firm of the text, the longest name first."""
    named = {n.name: n for n in reversed(scene.mentions.names) if n.type == "organisation"}
    return tuple(sorted(named.values(), key=lambda n: (-len(n.name), n.start)))


@remembered
def shaped(scene: Scene, text: str) -> tuple[str, NameMention | None]:
    """``text`` as a subject may stand, and the firm it is where it is one; empty where a preposition governs all of it."""
    firm = _firm_in(scene, text)
    if firm:
        return firm.name, firm
    text = text.lstrip(_ITEMS)
    lies = _LIES.search(text, 2)
    return _whole_thing(_ungoverned(_unled(text[: lies.start()] if lies else text))), None


_ITEMS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
"""Marks of items, no part of what the item is about."""
_THING = re.compile(
    "(?:项目|工程|电站|电厂|大桥|油田|气田|基地|产业园|生产线|装置|工厂|机场|码头|隧道|风电场|水库|机组|基金|(?<!主营)业务|产品)(?=(?P<m>的?[^的]{2,12})\\Z)"
)


def _whole_thing(text: str) -> str:
    """The phrase without what it is, before —— (我国最大的气田——某某气田), and a thing without what is measured of it (某某装置全长)."""
    named = text.rpartition("——")[2]
    text = named if len(named) > _SHORTEST else text
    for m in _THING.finditer(text) if len(text) > _LEAST_THING and not _WHOLE.match(text) else ():
        if m.start() > 1 and bare(m["m"].removeprefix("的")):
            return text[: m.end()]
    return text


_LEAST_THING = 5
_WHOLE = re.compile("全(?:[国球省]|市(?!场))|世界")
"""All things of a sort: what is measured of them is the subject."""


_LIES = re.compile("距离?(?=..)|毗邻|邻近|紧邻|紧靠|背靠|地处|坐落|位于")
"""What leads to where a thing lies: it ends the thing's name."""


def _unled(text: str) -> str:
    """The phrase without the conjunction before it; empty behind a preposition."""
    foreseen = _FORESEEN.match(text)
    text = text[foreseen.end() :] if foreseen else text
    first = tokens_of(text)[0][0] if text else ""
    m = _LINKS.match(text)
    if m and first == m[0] and len(text) - m.end() > 1:
        return _unled(text[m.end() :])
    governs = _GOVERNS.match(text)
    if governs and first == governs[0] and len(text) > governs.end():
        return ""
    if len(text) > _SHORTEST and text[-1] in _HANGING and tokens_of(text)[-1][0] == text[-1]:
        return text[:-1]
    return text


_AMID = re.compile("[在对将把](?=..)")
_GOES_WITH = ("的", "等", "和", "与", "及", "、")


def _ungoverned(text: str) -> str:
    """The phrase up to a preposition in it that opens what is done or where (某某屏在手机渗透率, 某某基金对车企持仓市值)."""
    if not _AMID.search(text, _SHORTEST) or "的" in text or _TRADE.search(text):
        return text
    at = 0
    for word, _ in tokens_of(text):
        if at >= _SHORTEST and word in "在对将把" and len(text) - at > _SHORTEST:
            return text[:at] if not text[:at].endswith(_GOES_WITH) else text
        at += len(word)
    return text


_TRADE = re.compile("对[^对]{2,8}(?:出口|进口)\\Z")
"""Trade with one land (某省对甲国出口) is not all trade."""
_SHORTEST = 2
_HANGING = frozenset("在约均则也将已又仍才就再更最皆")
"""What leads to a verb or a number: left at the end of a phrase where it was taken for part of a name."""


def _firm_in(scene: Scene, text: str) -> NameMention | None:
    """The firm that a phrase names with nothing but what is no part of a name about it."""
    for firm in _firms(scene):
        at = text.find(firm.name)
        if at < 0:
            continue
        if at + len(firm.name) == len(text) == len(firm.name):
            return None  # as it should be
        lead, tail = text[:at], text[at + len(firm.name) :]
        if at and not _lead(lead):
            return None
        return firm if not tail or _goes_on(tail) else None
    return None


def _lead(lead: str) -> bool:
    m = _LINKS.match(lead)
    if m and m.end() == len(lead):
        return True
    return _BEFORE_FIRM.fullmatch(lead) is not None


def _goes_on(tail: str) -> bool:
    """Whether what stands behind a firm's name is a statement or a measure, no more of a name."""
    if tail[0] in "，。；：、（":
        return False
    word, kind = tokens_of(tail)[0]
    if kind in _CUT and (len(word) > 1 or len(tail) == 1):
        return True
    return bool(_EARNS.match(tail)) or bool(words().hollow.fullmatch(tail.removeprefix("的")))
