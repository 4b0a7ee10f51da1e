"""Subjects that are built otherwise: parts of a whole, what is done again and again, what stands behind 的, what is done with minerals."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import ends_word, is_facet, is_noun
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import left_noun, phrase, right_noun

__all__ = ["AMOUNTS", "TRADED", "special"]

TRADED = frozenset({"production", "sales", "export", "import"})
"""Kinds of what is made, sold and shipped."""
AMOUNTS = {"生产": "产量", "销售": "销量", "出口": "出口", "进口": "进口"}
"""What is measured, by what is done."""
_MAKES = re.compile("(?P<does>生产|销售|出口|进口)了?(?:约|近|超过?|逾)?\\Z")


def special(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, place: str | None, right: str
) -> str | None:
    """Subjects that are built otherwise: parts of a whole, what is repeated, what is done with minerals."""
    whole = (
        _WHOLE.search(scene.flat, number.end, spot.clause.end) if number.unit == "count" and right else None
    )
    if whole:
        return phrase(scene, place, whole[1]) + "·" + right
    if number.unit.startswith("次/"):
        return phrase(scene, None, _cycle(scene, spot, number))
    behind = _behind(scene, spot, number, found)
    if behind:
        return phrase(scene, place if found.frame.kind == "price" else None, behind)
    if found.frame.kind == "mineral_focus":
        return phrase(scene, place, _minerals(scene, spot, number))
    return None


_MONEY = frozenset({"CNY", "USD", "HKD", "EUR"})
_TERMS = frozenset({"year", "month", "day", "week"})
_LASTED = re.compile("(?:持续|连续|历时|为期|长达|延续|上[涨升行]|下[跌降行])[^，。；、]{0,4}\\Z")
_PRICED = re.compile("[\u4e00-\u9fff]{1,6}(?:价格?|成本|运费)")


def _behind(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> str:
    """What stands behind 的: whose price or change of price it is (25元/吨的煤价下跌), what has lasted (持续三个月的价格战)."""
    of = scene.flat.startswith("的", number.end)
    if number.unit == "%" and found.frame.kind == "market_share":
        return _some_of(scene, spot, number)
    if of and found.frame.kind == "technology_parameter" and bare(left_noun(scene, spot.left, number.start)):
        noun = right_noun(scene, number.end, spot.clause.end)
        return noun if len(noun) > 1 and is_noun(noun) and not is_facet(noun) else ""
    made = found.frame.kind in TRADED and _MAKES.search(scene.flat, spot.left, number.start)
    if made and (of or number.unit not in _MONEY | {"%", "count"}):
        noun = right_noun(scene, number.end, spot.clause.end)
        if of or is_noun(noun):
            return noun + AMOUNTS[made["does"]] if len(noun) > 1 else ""
    if not of and number.unit in _MONEY and scene.flat.endswith("有", spot.left, number.start):
        noun = right_noun(scene, number.end, spot.clause.end)
        return noun if len(noun) > 1 and is_noun(noun) else ""
    if not of:
        return ""
    if found.frame.kind == "price":
        m = _PRICED.match(scene.flat, number.end + 1, spot.clause.end)
        return m[0] if m else ""
    lasts = number.unit in _TERMS and _LASTED.search(
        scene.flat, max(spot.clause.start, number.start - 6), number.start
    )
    noun = right_noun(scene, number.end, spot.clause.end) if lasts else ""
    noun = noun.removesuffix("似乎")
    return noun if len(noun) > 1 else ""


_WHO_THEY_ARE = re.compile(
    "[\u4e00-\u9fff]{0,8}?(?:企业|公司|厂商?|商|户|者|人|[股基网农渔居市村]民|用户|受访者|家庭|机构|[城县]市|地区|省份|国家|[产商]品|[车房]企|网点|门店)"
)
_OPENING = re.compile("(?:[，、\\s]|其中|有|约|近|超过?|逾|还有|而|另){0,6}")


def _some_of(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """Of whom a share that opens its clause is told (72%的经销商计划……): they are what the statement is about."""
    begin = content(scene, max(spot.clause.start, spot.left), number.start)
    if not _OPENING.fullmatch(scene.flat, begin, number.start):
        return ""
    noun = right_noun(scene, number.end, spot.clause.end).removeprefix("的")
    they = _WHO_THEY_ARE.match(noun)
    return they[0] if they and is_noun(they[0]) and ends_word(noun, they.end()) else ""


_WHOLE = re.compile(r"(?:组成|构成)的([\u4e00-\u9fff]{3,16})")
"""What parts make up (由3个甲、5个乙组成的丙): the subject, of which each part is a facet."""
_DONE = re.compile(
    r"(?:对|就|针对)(?:[^，。；]*的)?([^，。；的]{2,14}?)(?:进行|开展|实施|组织)(?:\d次|[一两三四]次)?([^，。；]{2,12})"
)
_TIMES = re.compile(r"(?:[一二两三四五六七八九十]|\d{1,2})次([^，。；]{2,12})")


def _cycle(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """What is done again and again: 重点项目每月专项调度; by whom where nothing is said of what (县人大每年视察)."""
    head = (
        "每" + number.unit.partition("/")[2]
        if number.noun.startswith("每")
        else scene.text[number.core[0] :][:2]
    )
    at = max(scene.text.rfind(number.noun, spot.sentence.start, number.end), spot.sentence.start)
    behind = at + len(number.noun)
    m = _DONE.search(scene.flat, behind, spot.clause.end)
    if m:
        return f"{m[1]}{head}{m[2]}"
    m = _TIMES.search(scene.flat, number.core[0], spot.clause.end)
    opened = next(c.start for c in reversed(spot.sentence.clauses) if c.start <= at)
    who = left_noun(scene, content(scene, opened, at), at) if at - opened < _LONGEST_WHO else ""
    return who + head + (m[1] if m else scene.text[behind : spot.clause.end][:16])


_LONGEST_WHO = 24
_PROSPECTED = re.compile(r"主攻|勘查|勘探|探明|发现|开发|利用|重点|查明")


def _minerals(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """What is done with the minerals, and the minerals: 主攻矿产, 探明矿产."""
    verb = _PROSPECTED.search(scene.flat, spot.clause.start, number.start)
    return (verb[0] if verb else "") + "矿产"
