"""Works that a line of its own names, over a paragraph that tells of them as 该项目 or without a name (list of works of a park, of roads)."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.lexicon.tables import currencies
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import left_noun

__all__ = ["announced_in_title", "under_heading"]

_LONGEST = 36
_STOPS = ("。", "；", "，", "！", "？", "：", "、")
_NUMBERING = re.compile(
    r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、.．]?|[◆●■▲★※·•])?[ \u3000]*"
)
_WORKS = re.compile(
    "(?:项目|工程|基地|中心|[水火风光核]?电站|[电热水]厂|工厂|[产工]业园|园区|公园|广场|高速|快速路|公路|铁路|大桥|隧道|机场|港区|码头|水库|泵站|客运站|医院|学校|公寓|小区|生产线|储备库|冷库|枢纽|学院)(?:[（(][^（）()]{1,12}[）)]|[一二三四]期(?:工程)?)?\\Z"
)
_TELLS = re.compile(
    r"(?:该|本|此|这一?)?(?:项目|工程|电站|基地|园区|线路|公路|道路|大桥)(?!部|办|库|组|名称|[包招])|[东南西北]起|起[于点自]|[始位]于|坐落|由[^，。；]{2,30}(?:投资|建设|承建|实施)|(?:计划|项目)?总投资|占地|全长|建设(?:内容|规模|地点)|主要建设|规划"
)
"""How a paragraph opens that tells of the works over it."""
_ITS = re.compile(
    r"(?:该|本|此|这一?)?(?:项目|工程|电站|基地|园区|线路)(?!部|办|库|组)|首期|全[长线]|[东南西北]起"
)


_WINS = re.compile(
    "(?:近日|拟|已|新|再|累计|连续){0,6}(?:签[订署约下]?|预?中标|斩?获|拿下|揽[获入]|喜获|收到)"
)


def announced_in_title(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The firm before the colon of a headline that tells what it won or signed (某某建设：中标2.5亿元工程); None elsewhere."""
    if spot.at != 1 or not spot.sentence.first or number.unit not in currencies():
        return None
    title = spot.sentence.clauses[0]
    if not scene.flat.startswith("：", title.end) or not _WINS.match(scene.flat, spot.clause.start):
        return None
    named = scene.names(title.start, title.end, "organisation")
    return named[0] if len(named) == 1 and (named[0].start, named[0].end) == title[:2] else None


def under_heading(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The works over the paragraph whose figure this is; empty where no line names any, or the clause names something else."""
    if spot.part or not _over(scene, spot.sentence.paragraph):
        return ""
    begin = content(scene, spot.clause.start, number.start)
    if scene.names(begin, number.start, "organisation"):
        return ""
    own = left_noun(scene, max(begin, spot.left), number.start)
    if not own or bare(own) or _ITS.match(scene.flat, begin, number.start):
        return _over(scene, spot.sentence.paragraph)
    return ""


@remembered
def _over(scene: Scene, paragraph: int) -> str:
    """The name in the line before a paragraph, where that is a line of works and the paragraph opens as what tells of them."""
    at = bisect_left(scene.sentences, paragraph, key=attrgetter("paragraph"))
    if not at or at >= len(scene.sentences) or not _TELLS.match(scene.flat, scene.sentences[at].start):
        return ""
    line = scene.sentences[at - 1]
    if not line.first or line.end - line.start > _LONGEST or scene.flat.startswith(_STOPS, line.end):
        return ""
    text = scene.text[line.start : line.end].strip(" \u3000\n")
    name = text[_NUMBERING.match(text).end() :]  # type: ignore[union-attr]
    return name if _WORKS.search(name) and not any(mark in name for mark in _STOPS) else ""
