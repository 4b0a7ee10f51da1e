"""What a clause points to in other words: 该基金 back to a fund named in full, 增长最快的是某某 on to what is so, a bracket to the figure before it."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.measures import opening_noun
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.names.funds import is_fund
from lianzhang.evidence.noun_phrases import after_statement
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import left_noun

__all__ = ["last_named", "pointed", "sized_works"]

_NOUNS = "基金|联盟|协会|论坛|指数|平台|系统|车型|机型|机组|装置|专项|债券|计划|交易所|产品|药品|芯片|卫星|火箭|飞机|船舶"
_POINTS = re.compile(
    rf"(?:而|但|不过)?(?:该|此|这[一]?[个家只支条座项款种型艘]?)(?P<n>{_NOUNS})(?!公司|企业|行业|业)"
)
_UNTIL = re.compile(r"(?:截[至止]到?)?(?:(?:20\d\d年)?\d{1,2}月)?\d{1,2}日(?:收盘)?")
"""A day before what the clause points to."""
_FAR = 300
_MARKS = "，。；、（\n"
_IS_SO = re.compile(
    r"(?:最|更|较|比较|相对|尤为|尤其|格外)[\u4e00-\u9fff]{1,4}的(?:则|就|主要|仍|还|当数|要数)?[是为属]?(?<=[是为数属])"
)
"""表现比较突出的是, 增长最快的是: what stands behind is spoken of."""
_SAME = re.compile(r"[（(](?:大?约合|折合|相当于|约等于|合)(?:约|近)?[^（）()，。；]{0,12}\Z")


def pointed(scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last | None) -> str:
    """What the clause points to; empty where it does not, or names a firm besides."""
    if spot.part:
        return ""
    if last and last.subject and not last.firms and _again(scene, spot, number, last):
        return last.subject
    begin = content(scene, spot.clause.start, number.start)
    if scene.names(begin, number.start, "organisation"):
        return ""
    here = [p for p in scene.grounds(begin, number.start) if p.start == begin and not p.keys]
    if (
        here
        and scene.flat[number.end : number.end + 1] in _MARKS
        and last
        and last.frame is found.frame
        and last.sentence == spot.index
    ):
        own = scene.text[begin : number.start].rstrip(" \u3000")
        if here[0].end == begin + len(own) and last.subject and not last.firms:
            return own  # 欧盟20%，韩国25%: a list of lands
    until = _UNTIL.match(scene.flat, begin, number.start)
    m = _POINTS.match(scene.flat, until.end() if until else begin, number.start)
    if m:
        return (
            _fund(scene, begin)
            if m["n"] == "基金" and _fund(scene, begin)
            else last_named(scene, spot.sentence.start, begin, m["n"])
        )
    return _most(scene, spot, number) or _its(scene, spot, begin, number) or _so(scene, spot, number)


_MOST = re.compile(
    "(?:，|其中|来看|^)(?P<n>[^，。；的]{2,12}?)(?:领域|行业|赛道)?(?:所?披露|获得|吸引|完成)的[^，。；的]{2,8}最[多高大]，\\Z"
)
_ABOUT = re.compile("(?:累计|合计|共|约|为|达到?|超过?|近|高达|[ \u3000])*")


def _most(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """What the clause before says to have most of something, where this one only tells how much (某某领域披露的融资额最多，约……)."""
    if not spot.at or scene.flat.find("最", spot.sentence.start, spot.clause.start) < 0:
        return ""
    if not _ABOUT.fullmatch(scene.flat, spot.clause.start, number.start):
        return ""
    m = _MOST.search(scene.flat, spot.sentence.clauses[spot.at - 1].start - 1, spot.clause.start)
    return scene.text[slice(*m.span("n"))] if m else ""


def _fund(scene: Scene, before: int) -> str:
    """The fund named last before 该基金."""
    named = [n.name for n in scene.names(max(0, before - _FAR), before, "organisation")]
    return next((name for name in reversed(named) if is_fund(name)), "")


_ITS = re.compile("其(?!中|他|它|余|间|次|实|所|控股|子公司)")


def _its(scene: Scene, spot: Spot, begin: int, number: NumberMention) -> str:
    """What 其 means in a text about no firm: the thing or the office with which the clause before opens (甲产业发展迅速，其产值……)."""
    if scene.main_firm or not spot.at or not _ITS.match(scene.flat, begin):
        return ""
    if scene.names(spot.sentence.start, begin, "organisation"):
        return ""
    measure = left_noun(scene, begin + 1, number.start)
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        start = content(scene, clause.start, clause.end)
        office = [n for n in scene.names(start, clause.end, "government", "institution") if n.start == start]
        owner = office[0].name if office else opening_noun(scene, start, clause.end)
        owner = owner.removesuffix("发展")
        if len(owner) > 1 and not bare(owner):
            return owner + measure.rstrip("比较")
    return ""


_THEN = re.compile(
    "(?:与|同|和|较|比|相[比较]于?|对比)[^，。；、]{0,10}?(?:年|月|日|周[一二三四五六日末]?|季度?|期|天|时|半年)(?:（[^（）]{1,12}）|\\([^()]{1,12}\\))?(?:收盘)?时?的"
)
_HELD_AGAINST = re.compile("[^，。；、\\d]{0,4}(?:相比|相较|比较|持平|对比)")


def _again(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> bool:
    """Whether the number is that of the figure before it in another unit, or what the same stood at at another time (与上周的3元相比)."""
    if _SAME.search(scene.flat, spot.clause.start, number.start):
        return True
    if last.sentence != spot.index or not _HELD_AGAINST.match(scene.flat, number.end, spot.clause.end):
        return False
    return _THEN.fullmatch(scene.flat, spot.clause.start, number.start) is not None


_OF_A_SORT = re.compile(
    "(?:偏[股债]|股票|债券|混合|指数|货币|次新|新|老|主动|被动|权益|公募|私募|开放式|封闭式|明星|[十百千]亿|[型类级的]){0,6}基金"
)
"""Funds of a sort (次新基金), no fund's name."""
_SO_MANY = re.compile("[\\d几数多][只个家款]\\Z")


@remembered
def last_named(scene: Scene, sentence: int, begin: int, noun: str) -> str:
    """The name that ends with ``noun`` and was printed last before ``begin``; empty where there is none with more than the noun."""
    floor = max(0, begin - _FAR, scene.flat.rfind("\n", 0, max(0, scene.flat.rfind("\n", 0, sentence))))
    at = scene.flat.rfind(noun, floor, begin)
    while at >= 0:
        start = max(floor, max(scene.flat.rfind(c, floor, at) for c in "，。；：、！？\n（”") + 1)
        start += after_statement(scene.text[start:at])
        name = left_noun(scene, start, at + len(noun)).rpartition("的")[2]
        if len(name) > len(noun) + 1 and name.endswith(noun) and not _POINTS.match(name):
            begins = at + len(noun) - len(name)
            if not (_OF_A_SORT.fullmatch(name) or _SO_MANY.search(scene.flat, max(0, begins - 3), begins)):
                return name
        at = scene.flat.rfind(noun, floor, at)
    return ""


def _so(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """What is said to be most or rather so, in this clause or the one before it that ends with its name."""
    m = _IS_SO.search(scene.flat, spot.clause.start, number.start)
    if m and m.end() > spot.left:
        return left_noun(scene, m.end(), number.start)
    measure = left_noun(scene, spot.left, number.start)
    if spot.at and (not measure or bare(measure)):
        other = spot.sentence.clauses[spot.at - 1]
        m = _IS_SO.search(scene.flat, other.start, other.end)
        if m is None or scene.names(m.end(), other.end, "organisation"):
            return ""
        name = left_noun(scene, m.end(), other.end)
        return name + measure if name else ""
    return ""


_WORKS = re.compile(
    r"[\u4e00-\u9fff“”]{0,14}?(?:示范|试点|一期|二期|三期)?(?:项目|工程|电站|电厂|风电场|机组|系统|基地|生产线)(?![\u4e00-\u9fff]{0,2}[个座家])"
)
_OTHER_SIZE = re.compile(r"[/／+＋][\d.]+\s?(?:MWh|GWh|MW|GW|kWh|万千瓦时?|兆瓦时?|吉瓦时?)", re.IGNORECASE)
_LONGEST = 14
_POWER = frozenset({"MW", "GW", "GWh", "MWh", "kWh", "kW"})
_NO_NAME = re.compile(r"\d|[多几数首每]个|级|（|）|[一二三四]期")
_DE = re.compile("[的了由将对以]|建设(?!银行)|投资|采用|位于|其中|新建|签约|启动|开工")


def sized_works(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> str:
    """The works in whose name the figure stands (某电网100MW储能示范工程), under that name; empty where none is named before it."""
    if found.frame.kind != "capacity" or spot.part or number.unit not in _POWER:
        return ""
    after = _OTHER_SIZE.match(scene.flat, number.end)
    m = _WORKS.match(scene.flat, after.end() if after else number.end, spot.clause.end)
    if m is None or found.before:
        return ""
    start = max(spot.left, number.start - _LONGEST)
    for cut in _DE.finditer(scene.flat, start, number.start):
        start = cut.end()
    lead = left_noun(scene, start, number.start)
    if (
        len(lead) < 2
        or bare(lead)
        or _NO_NAME.search(lead)
        or not scene.flat.endswith(lead, start, number.start)
    ):
        return ""
    return lead + scene.text[number.start : m.end()]
