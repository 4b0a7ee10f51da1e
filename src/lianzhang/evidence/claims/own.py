"""Nouns that a number keeps as its own subject, whatever its neighbours in a list are of: sums of support, lengths of ways.

A way is named once and then measured clause after clause, while its course is told between (北起甲镇，经乙县，全长90公里).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun, phrase

__all__ = ["of_itself"]

_MONEY = re.compile(r"((?!注册)[\u4e00-\u9fff]{2,}(?:资金|专项债券?|债券|基金|奖补))$")
_GIVEN = re.compile("^(?:有|协调|筹集|下达|争取){1,6}")
_WAY = re.compile(
    r"([\u4e00-\u9fff]{2,16}?(?:隧道|公路|铁路|管道|管网|道路|通道|大桥|索道|廊道))(?:全|总)?(?:长|里程)?"
)


def of_itself(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, place: str | None, left: str, right: str
) -> str:
    """The noun that a sum of support or a length keeps, whatever its neighbours in a list are of (专项债5亿元、财政资金3亿元)."""
    if found.frame.kind == "factor_support" and len(right) < 3:
        m = _MONEY.search(left)
        return phrase(scene, place, _GIVEN.sub("", m[1])) if m else ""
    if number.unit == "km":
        way = _WAY.search(scene.flat, spot.left, number.start) or _WAY.match(
            scene.flat, number.end, spot.right
        )
        if way:
            return phrase(scene, place, left_noun(scene, *way.span(1)))
    of_way = number.unit in _OF_WAYS or scene.flat.startswith("车道", number.end)
    return _way_measured(scene, spot, number) if of_way else ""


_OF_WAYS = frozenset({"km", "m", "km/h"})
_MEASURE = re.compile(
    r"(?:其中|(?P<part>(?!其中)[\u4e00-\u9fff]{2,8}?(?:境内|段))|规划|设计|线路|路线|主线|正线|新建|建设|项目|工程)*+"
    r"(?:全长|总长|全线长|主线长|段长|境内长|里程|总里程|线路长|(?:设计|运营|最高|行车)?时速|设计速度|路基宽|[双单]向|长)度?(?:约|为|达|共|近|超过?){0,6}\Z"
)
_NAMED = re.compile(
    r"(?:另|其中|一条)?(?:“[^“”]{1,6}”(?:是指|指|是|为|即))?(?P<n>(?![是为即该本此接经止起至与连沿在到])[\u4e00-\u9fffA-Za-z0-9]{2,16}?(?:高速公路|高速|公路|铁路|高铁|城际|大?通道|大桥|隧道|快速路|管道|管线|绿道|大道|专线|地铁|号线))"
    r"(?P<p>[\u4e00-\u9fff]{2,6}段)?(?:项目|工程)?(?=$|，|：|（|是|为|全|起|自|于|途|[东南西北]起|位于|连接|将|计划|正式|日前|近日|今|昨|开工|建成|通车|贯)"
)
_COURSE_OPENS = re.compile("(?:该|本|此|起[于自]|[东南西北]起|途经|全长|总长|线路|项目|工程|主线|规划|设计)")


def _way_measured(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The road, line or bridge told before, with the part of it, where a clause prints nothing but its length or speed."""
    begin = max(spot.clause.start, spot.left)
    measure = _MEASURE.search(scene.flat, begin, number.start)
    if measure is None or measure.start() - begin > _LEAD:
        return ""
    way = _named_in(scene, spot.sentence.clauses[: spot.at])
    if not way and _COURSE_OPENS.match(scene.flat, spot.sentence.start):
        for other in reversed(scene.sentences[max(0, spot.index - _BACK) : spot.index]):
            way = way or (
                _named_in(scene, other.clauses) if other.paragraph == spot.sentence.paragraph else ""
            )
    part = measure["part"] or ""
    return way + part if way and part.endswith("段") and part not in way else way


_LEAD = 4
"""So much may stand before a bare measure (其中, 则, 大桥)."""
_BACK = 3


def _named_in(scene: Scene, clauses: Sequence[Clause]) -> str:
    """The way with which the last of ``clauses`` that opens with one opens."""
    for clause in reversed(clauses):
        m = _NAMED.match(scene.flat, content(scene, clause.start, clause.end), clause.end)
        if m:
            return m["n"] + (m["p"] or "")
    return ""
