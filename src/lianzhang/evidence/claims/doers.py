"""Who makes, sells or ships what a list goes on with: named once before the first of the list (某类企业生产粗钢……；生产生铁……；钢材……), never whom it is
sold to (对甲国出口……)."""

from __future__ import annotations

import re
from typing import NamedTuple

from lianzhang.evidence.claims.reading import Last, Spot, Told
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.grounds import LANDS, MORE_LANDS
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.noun_phrases import is_noun
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.facets import bare

__all__ = ["Doer", "doer_of"]


class Doer(NamedTuple):
    """The firms, or the phrase, that a number goes on to tell of, and where."""

    firms: tuple[NameMention, ...]
    subject: str
    place: str | None


_KINDS = frozenset({"production", "sales", "export", "import", "growth"})
_TRADES = "生产|销售|出口|进口|交付|采购|发运|产|销"
_DEED = re.compile(
    rf"(?:（[^（）]{{2,16}}）)?(?:宣布|公布|公告)?，?(?:(?:20\d\d年|\d{{1,2}}月份?|今年|本月|当月|[上中下]旬|[上下]半年)|共|累计|合计|总计|完成|实现|至今|，){{0,6}}(?:{_TRADES})"
)
"""Behind who does it."""
_MORE = re.compile(
    rf"(?:其中|另外?|同时|并|还|共|累计|合计|至今|，){{0,6}}(?:(?:{_TRADES})[\u4e00-\u9fffA-Za-z]{{0,10}}?|(?:平均)?日均?产量?)(?:环比|同比|增长|下降|上升|约|达到?|超过?|近|为){{0,6}}"
)
"""Nothing but what is done, or how much a day."""
_THING = re.compile(r"[\u4e00-\u9fff]{2,5}")
_OF_ALL = re.compile("企业|公司|集团|厂|油田|气田|矿|车企|钢企|药企|房企|电厂")
_BACK = 12


def doer_of(scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last) -> Doer | None:
    """Who does what ``number`` measures, where its clause prints no more than what is done or whom it goes to; None where it says so itself."""
    if spot.part or found.frame.kind not in _KINDS:
        return None
    begin = content(scene, max(spot.clause.start, spot.left), number.start)
    to = _partner(scene, spot, begin, number, last)
    if to:
        return to
    if scene.names(begin, number.start, "organisation") or scene.grounds(begin, number.start):
        return None
    if not _MORE.fullmatch(scene.flat, begin, number.start) and not _next_thing(
        scene, spot, begin, number, last
    ):
        return None
    for told in last.told[-_BACK:]:
        if told.sentence == spot.index and _did(scene, spot, told):
            return Doer(told.firms, told.subject, told.place)
    return None


def _did(scene: Scene, spot: Spot, told: Told) -> bool:
    """Whether who was told of stands in the sentence right before what is made or sold."""
    name = told.firms[0].name if told.firms else told.subject
    if len(told.firms) > 1 or not (told.firms or _OF_ALL.search(name)):
        return False
    at = scene.flat.find(name, spot.sentence.start, spot.clause.start) if name else -1
    return at >= 0 and _DEED.match(scene.flat, at + len(name)) is not None


def _next_thing(scene: Scene, spot: Spot, begin: int, number: NumberMention, last: Last) -> bool:
    """Whether a further part of the sentence opens with a thing and how much of it there is (；生铁200万吨)."""
    if scene.flat[spot.clause.start - 1] not in "；;" or not _THING.fullmatch(
        scene.flat, begin, number.start
    ):
        return False
    noun = scene.text[begin : number.start]
    same = any(t.sentence == spot.index and t.of and t.of.unit == number.unit for t in last.told[-_BACK:])
    return same and is_noun(noun) and not bare(noun)


_TO = re.compile(
    rf"(?P<who>[\u4e00-\u9fff]{{0,12}}?)[对向](?P<land>(?:{LANDS}|{MORE_LANDS}|欧盟|东盟|非洲|欧洲|拉美|中东|北美|亚洲|南美|海外|大陆)(?:[、和与及](?:{LANDS}|{MORE_LANDS}|欧盟|东盟))*(?:市场)?)(?:的?(?P<does>出口|进口)了?(?P<thing>(?!同比|环比|增长|增加|下降|减少|上升)[\u4e00-\u9fff]{{1,8}}?)?(?:约|近|达到?|超过?|为|同比|环比|增长|增加|下降|减少|上升){{0,6}}|则?(?:同比|环比)?(?:增长|增加|下降|减少|上升)了?(?:近|约|超过?)?)"
)


def _partner(scene: Scene, spot: Spot, begin: int, number: NumberMention, last: Last) -> Doer | None:
    """Whose trade with a land it is (某省对甲国出口陶瓷……; 其中，对乙国增长5倍): never the land's."""
    if not any(mark in scene.flat[begin : number.start] for mark in "对向"):
        return None
    m = _TO.fullmatch(scene.flat, begin, number.start)
    if m is None:
        return None
    own = scene.places(*m.span("who")) or scene.grounds(*m.span("who"))
    if m["who"] and m["does"] and own and own[0].end - own[0].start == len(m["who"]):
        return Doer((), m["who"] + (m["thing"] or f"对{m['land']}") + m["does"], own[0].paths[0])
    told = last.told[-1] if last.told else None
    if (
        told is None
        or m["who"]
        or told.paragraph != spot.sentence.paragraph
        or spot.index - told.sentence > 1
    ):
        return None
    if (
        not told.firms
        and scene.flat.rfind("对" + told.subject[:2], scene.sentences[told.sentence].start, begin) >= 0
    ):
        return None  # what was told of another land
    trade = None if told.firms else _TRADE.fullmatch(told.subject)
    if trade:
        return Doer((), f"{trade['who']}对{m['land']}{m['does'] or trade['does']}", told.place)
    return Doer(told.firms, told.subject, told.place)


_TRADE = re.compile("(?P<who>.+)对[^对]+(?P<does>出口|进口)")
"""Trade with a land in the words above, which is never that with the next."""
