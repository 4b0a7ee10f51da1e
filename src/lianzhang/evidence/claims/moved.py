"""Whose share or quote rose or fell: who stands before 涨 or 跌 at the head of the clause, in a list or no list of firms (甲涨超8%，乙、丙跌逾2%)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.lexicon.tables import currencies
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.noun_phrases import is_facet, tokens_of
from lianzhang.evidence.scene import Scene, in_paragraph, remembered

__all__ = ["moved"]

_LEAD = re.compile(
    r"(?:(?:(?:个股|板块|行业|盘面|涨幅|跌幅)(?:方面|上|中)|其中|此外|另外|截至(?:收盘|发稿|午盘)|隔夜|[本上]周|为(?!了))，?)*"
    r"(?:[\u4e00-\u9fff]{2,8}?(?:概念股|龙头股?|巨头)(?=[\u4e00-\u9fff]{2}))?"
)
_WHO = re.compile(
    r"(?P<who>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·&\-、和]{0,60}?)(?:等(?:多股|个股|股|\d+股)?)?"
    r"(?:(?:[AHB]股|美股|港股|ADR|股价|股票){0,6}(?:盘[前后中初尾]|开盘|收盘|早盘|午[后间]|尾盘|午盘|夜盘|[今昨][日晚天]|隔夜|(?:上|本)?周[一二三四五]|绩后|业绩后){0,6}(?:双双|集体|均|齐|纷纷|一度|则|再度?|累计?|逆势|也|盘中){0,6}"
    r"(?:[收高低领跟大暴微狂劲小急猛重]?(?:[涨跌飙挫]|[上下][涨跌挫]|[涨跌]幅)|飙升|走[高低]))(?:[ \u3000超逾近约达至了]|超过|不足|将近|幅|高达|接近){0,6}"
)
"""The words from the head of a clause up to the number."""
_FLOWS = re.compile(
    r"(?P<who>(?!主力|资金)[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·&\-]{0,20}?)(?:再?[获遭](?:得|到)?)?(?:主力)?(?<![向上])(?:资金)?(?:今日|昨日)?(?:单日|[小大]幅|再[次度]|持续|连续\d{1,2}日|合计|累计|共)?净(?:流[入出]|买入|卖出)额?"
    r"(?:[ \u3000超逾近约达至了]|超过|合计|累计|共计?|高达){0,6}"
)
"""A share, a sector or money on its way, before how much flowed."""
_NO_NAME = re.compile(
    r"[价额量率值收入资费息]\Z|[同环]比|累计|以来|[日周月年][内中]?\Z|最[大高低]|^(?:其|较|今|昨|前|上[日周月年]|两市|公司|平均|盘|单|期[内间]|全[市天年月])"
    r"|的|了|涨|跌|该股|此期|期间|区间|大盘|普遍|集体|多数|个股\Z"
)
_UNNAMED = frozenset({"adverb", "preposition", "conjunction", "saying", "reach"})
_OF_SHARES = re.compile(
    r"中概股|概念股|[美港A]股|股指|股价|个股|[涨跌]停|收盘|盘[前后中]|道指|纳指|恒[生指]|沪指|指数[收高低大]?[涨跌]|板块"
)
"""Of shares and their market."""
_INDEX = re.compile(
    r"指数|板块|概念|期[货指铜铝锌铅镍锡金银油钯]|LME|COMEX|NYMEX|CBOT|[道纳恒沪深]指|综指|合约|现货|原油|布油|主力"
)
"""Quoted, and no firm."""
_JOINED = re.compile("[、和]")
_SHORTEST, _LONGEST = 2, 16


def moved(scene: Scene, spot: Spot, number: NumberMention) -> list[NameMention] | str:
    """Those of whom the clause tells that they rose or fell: firms, or the index or sector by its name; empty where it is told otherwise."""
    start = spot.clause.start
    money = number.unit in currencies() or number.unit == "点"
    if not (money or number.unit == "%") or spot.left > start or spot.part:
        return []
    end = number.core[0]
    flows = money and scene.flat.find("净", start, end) >= 0
    if not flows and scene.flat.find("涨", start, end) < 0 and scene.flat.find("跌", start, end) < 0:
        return []
    lead = _LEAD.match(scene.flat, content(scene, start, end), end)
    begin = content(scene, lead.end(), end) if lead else start
    m = (_FLOWS if flows else _WHO).fullmatch(scene.flat, begin, end)
    if m is None:
        return _told_before(scene, spot) if flows and _MAIN_MONEY.match(scene.flat, begin, end) else []
    spans = [(a, _before_time(scene, a, b)) for a, b in _members(scene, begin, m.end("who"))]
    known = {(n.start, n.end) for n in scene.names(begin, end, "organisation")}
    if not all(span in known or _may_be_name(scene.flat[slice(*span)]) for span in spans):
        return []
    a, b = spans[0]
    firm = _firm_among(scene, a, b) if len(spans) == 1 and flows else None
    if firm:
        return [firm]
    if len(spans) == 1 and (_INDEX.search(scene.flat, a, b) or (flows and spans[0] not in known)):
        return _timeless(scene, a, b)
    if (money and not flows) or not (known.issuperset(spans) or _share_list(scene, spot.sentence.paragraph)):
        return []
    goods = {n.end for n in scene.names(begin, end, "product", "mineral")}
    if not goods.isdisjoint(b for _, b in spans):
        return []
    return [NameMention(a, b, "organisation", scene.text[a:b]) for a, b in spans]


_MAIN_MONEY = re.compile(
    "主力资金(?:合计|累计|今日|昨日|单日){0,6}净(?:流[入出]|买入|卖出)额?(?:[超逾近约达至]|超过){0,6}"
)
_JUST_MOVED = re.compile(
    "(?:个股方面，?|其中，?)?(?P<who>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9\\-]{1,9}?)(?:今日|昨日|盘中|早盘|午后|尾盘|一度|强势|放量){0,6}(?:大?[涨跌]停?|[上下]涨|下跌|走[高低强弱]|飙升|跳水|封板|高开|低开|收[涨跌])[^，。；]{0,10}，?"
)
"""The clause before: 某某大涨，主力资金净买入……."""


def _told_before(scene: Scene, spot: Spot) -> list[NameMention]:
    """The share of which the clause before tells how it moved: into it the main money went."""
    before = spot.sentence.clauses[spot.at - 1] if spot.at else None
    m = before and _JUST_MOVED.fullmatch(scene.flat, before.start, before.end)
    if not m or not _may_be_name(m["who"]) or "板块" in m["who"]:
        return []
    a, b = m.span("who")
    known = [n for n in scene.names(a, b, "organisation") if n.end == b]
    return known or [NameMention(a, b, "organisation", scene.text[a:b])]


_MONTH = re.compile("(?<=指数)1?\\d月份?\\Z")
_HOW = re.compile("逆[市势]|[今昨]日|当日|再度?|尾盘|早盘|午后|全天")


def _firm_among(scene: Scene, start: int, end: int) -> NameMention | None:
    """The firm with no more about it than what it is or how money moves (纳入港股通首日某某, 某某逆市)."""
    firms = scene.names(start, end, "organisation")
    if not firms or (firms[-1].start == start and firms[-1].end == end):
        return None
    rest = scene.flat[firms[-1].end : end]
    return firms[-1] if not rest or (len(firms) == 1 and _HOW.fullmatch(rest)) else None


def _before_time(scene: Scene, start: int, end: int) -> int:
    """Where the time begins that stands behind a name (某某证券2023年二季度); ``end`` where none does."""
    return next(
        (t.start for t in scene.all_times(start, end) if t.end == end and t.start - start >= _SHORTEST), end
    )


def _timeless(scene: Scene, start: int, end: int) -> str:
    """The name without the times printed behind it (沪深300指数2月份)."""
    month = _MONTH.search(scene.flat, start + _SHORTEST, end)
    end = month.start() if month else end
    times = [t for t in scene.all_times(start, end) if t.end == end and t.start - start >= _SHORTEST]
    parts = list(tokens_of(scene.text[start : times[0].start if times else end]))
    while len(parts) > 1 and parts[-1][1] == "time":
        parts.pop()
    return "".join(word for word, _ in parts)


def _may_be_name(text: str) -> bool:
    """Whether words may be the name of a firm or an index: no measure, nothing that leads to a verb."""
    if not _SHORTEST <= len(text) <= _LONGEST or _NO_NAME.search(text):
        return False
    word, kind = tokens_of(text)[0]
    if len(word) > 1 and kind in _UNNAMED:
        return False
    return not is_facet(text) or text.endswith(("指数", "资金"))


def _members(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    """Where the members of a list joined by 、 stand; 和 joins behind 、 or behind a firm, elsewhere it may be part of a name."""
    spans: list[tuple[int, int]] = []
    at = start
    for m in _JOINED.finditer(scene.flat, start, end):
        short = m.start() - at < _SHORTEST
        if m[0] == "和" and (short or not (spans or scene.names(at, m.start(), "organisation"))):
            continue
        spans.append((at, m.start()))
        at = m.end()
    return [*spans, (at, end)]


@remembered
def _share_list(scene: Scene, paragraph: int) -> bool:
    """Whether a paragraph tells of shares."""
    told = in_paragraph(scene, paragraph)
    return _OF_SHARES.search(scene.flat, told[0].start, told[-1].end) is not None
