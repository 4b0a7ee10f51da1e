"""What the wording points to: the firm spoken of last (该公司), that of the clause to come (在已投资5亿元的基础上，某某……), what the number before was
of (这一数据)."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from lianzhang.evidence.claims.reading import Last, Spot, Told
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.scene import Scene, in_paragraph, item_at
from lianzhang.evidence.subjects.firms import governed, is_source

__all__ = ["of_the_group", "of_the_next", "this_one", "told_before"]

_begins = attrgetter("start")
_THIS_ONE = ("该公司", "该企业", "该集团", "该行", "该股")
_CALLED = re.compile("“(?P<n>[\u4e00-\u9fffA-Za-z]{2,10})”(?:则|也|便|就)?[是为]")
_IS_ONE = re.compile(r"[是为](?P<n>[^，。；（）]{3,24})(?:（[^（）]{2,24}）)?，\Z")
"""第一大股东是某某，该公司……: who was named last."""
_BACK = 3
"""How many sentences before are looked at for the firm that 该公司 points to."""


def this_one(scene: Scene, start: int) -> NameMention | None:
    """The firm that 该公司 at ``start`` points to: the one spoken of last, whatever firm the text is about (子公司某某分别亏损……。该公司资产总额……)."""
    if not scene.text.startswith(_THIS_ONE, start):
        return None
    here = bisect_right(scene.sentences, start, key=_begins) - 1
    called = _CALLED.match(scene.flat, scene.sentences[here].start, start)
    if called:
        return NameMention(*called.span("n"), "organisation", scene.text[slice(*called.span("n"))])
    is_one = _IS_ONE.search(scene.flat, scene.sentences[here].start, start)
    if is_one:
        told = scene.names(*is_one.span("n"), "organisation")
        return told[0] if told and told[0].start == is_one.start("n") else None
    for other in reversed(scene.sentences[max(0, here - _BACK) : here + 1]):
        for clause in reversed(other.clauses):
            if clause.start >= start or item_at(scene, clause.start) != item_at(scene, start):
                continue
            begin = content(scene, clause.start, clause.end)
            opened = [
                n
                for n in scene.names(begin, min(clause.end, start), "organisation")
                if n.start - begin <= _OPENING
            ]
            if opened and not (is_source(scene, opened[0]) or governed(scene, opened[0])):
                return opened[0]
    return None


_GROUP = re.compile(
    "集团(?=销售|生产|实现|出口|拥有|总|营|净|旗下|累计|共|全年|新能源|合并|方面|持有|预计|计划|份额)"
)


def of_the_group(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The firm called 集团 in the paragraph, where a clause opens with that word alone (其中，甲公司销售……。集团销售……)."""
    begin = content(scene, spot.clause.start, number.start)
    if not scene.flat.startswith("集团", begin) or not _GROUP.match(scene.flat, begin):
        return None
    told = in_paragraph(scene, spot.sentence.paragraph)[0].start
    named = [n for n in scene.names(told, begin, "organisation") if n.name.endswith("集团")]
    here = item_at(scene, begin)
    return next((n for n in reversed(named) if item_at(scene, n.start) == here), None)


_OPENING = 6
"""A name that begins so early opens the clause."""


_BACK_TO = re.compile(
    r"(?:而|但|去年同期|上年同期|同期|此前|目前|当时|(?:19|20)\d\d年|到|至|截至|底|末|\d{1,2}月|\d{1,2}日|[一二三四]季度|[上下]半年){0,6}(?:这[一个]?|该|此)(?:数据|数字|数值|指标|比例|占比|比重|增速|增幅|涨幅|跌幅|规模|金额|数量|价格)[^，。；\d]{0,8}"
)


def told_before(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> Told | None:
    """What the number before was of, where a clause only points back to it (去年同期这一数据约为……)."""
    if spot.part or not last.told:
        return None
    start = max(spot.clause.start, spot.left)
    if not _BACK_TO.fullmatch(scene.flat, content(scene, start, number.start), number.start):
        return None
    told = last.told[-1]
    near = told.paragraph == spot.sentence.paragraph and spot.index - told.sentence in (0, 1)
    return told if near else None


_PREPOSED = re.compile(r"[^，。；\d]{0,10}(?:基础上|情况下|背景下|前提下|同时)，(?=[\u4e00-\u9fff])")


def of_the_next(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The firm with which the next clause opens, where this one only says under what it acts (在已投资5亿元的基础上，某某再次……)."""
    behind = _PREPOSED.match(scene.flat, number.end)
    if behind is None or not scene.flat.startswith("在", content(scene, spot.clause.start, number.start)):
        return None
    if scene.names(spot.clause.start, number.start, "organisation"):
        return None
    opened = scene.names(behind.end(), min(behind.end() + 8, spot.sentence.end), "organisation")
    return opened[0] if opened and opened[0].start == behind.end() else None
