"""Where the quote of a statement with a number begins and ends."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.lexicon.tables import currencies
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import right_noun

__all__ = ["quote_of"]

_FAR = 60
"""A firm named farther before its number is no part of the shortest quote."""
_NEAR = 30
_TELLS_ON = frozenset({"year", "month", "quarter", "week", "day", "s"})
"""What lasts so long is told behind the number: 连续5年位居第一, 6个月内增持股份."""
_BOUGHT = re.compile(
    "(?:的?(?:价格|总价|现金|(?:交易|收购|转让)?对价))?“?(?:投建|反向|完成|投资|建设|新建|打造|收购|布局|入股|增持|回购|扩产|竞得|拿下|买下|受让|购[得买]|[取获夺]得|摘得|中标|承接|承揽|签[订下约])"
)
_COUNTS_ON = frozenset({"count", "persons", "t/a", "t", "GWh", "GWh/a", "km/a", "m2/a", "kVAh", "MW"})
_END = re.compile("[^，。；：！？\n]*")
_TERM_END = re.compile("[^，。；：！？\n（(]*")
_REST = re.compile(
    r"[^，。；：、！？\s\d（）()和与及以]{1,10}?(?:(?=[，。；！？\s]|\Z)|(?<=.)(?=[、（]|以及|[和与及]))"
)
"""What a clause says behind its number, where it is short: 9个资管计划."""
_CONTRACT = re.compile(
    "的[^，。；、：]{0,24}?(?:合同|订单|协议|(?:项目|工程|基地|中心|电站|工厂|生产线|园区?|基金|债券|票据)(?=[，。；、（(）)]|[等和及与]|\\Z))"
)
"""Whose sum it is, told behind it: 总投资100亿元的旅游综合项目."""
_REPO = re.compile(r"\s?(?:\d{1,3}\s?(?:天|个月|年)期?)?(?:买断式|质押式)?(?:逆回购|MLF)(?:操作)?")
"""What the central bank lends, told with its term: 4000亿元7天期逆回购操作."""


def _bracketed(scene: Scene, spot: Spot, number: NumberMention) -> tuple[int, int]:
    """河南省（350万千瓦）: the name, its number, the bracket."""
    at = number.start - 1
    named = [p.start for p in scene.places(spot.clause.start, at) if p.end == at]
    named += [n.start for n in scene.names(spot.clause.start, at) if n.end == at]
    start, first = at, max(spot.left, at - 8)
    while start > first and scene.text[start - 1] not in "、，,；;：:和及与":
        start -= 1
    if named:
        start = max(spot.left, min(named))
    end = number.end + 1 if scene.flat[number.end : number.end + 1] == "）" else number.end
    return start, end


_MARKS = " \u3000，,、；;：:。）)”的和并"
_OPENS = {"“": "”", "‘": "’", "（": "）", "(": ")"}


def _past_marks(scene: Scene, start: int, number: NumberMention, names: set[int]) -> int:
    """Where a quote begins that would begin with marks, 其中, or words that a dash leads on from (用途如下——约25%)."""
    while start < number.start and start not in names and scene.text[start] in _MARKS:
        start += 1
    shut = _OPENS.get(scene.text[start]) if start < number.start else None
    if shut and shut not in scene.text[start : number.start]:
        start += 1
    if (dash := scene.text.rfind("——", start, number.start)) >= 0:
        return dash + 2
    return start + 2 if scene.text.startswith("其中", start) and start + 2 <= number.start else start


def quote_of(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, firms: list[NameMention], band_text: str
) -> tuple[int, int]:
    """The shortest stretch that carries the statement: its words, the number, the noun it counts."""
    starts = [number.start]
    if found.before and found.before[0] >= spot.clause.start:
        starts.append(found.before[0])
    if firms and number.start - _FAR <= firms[0].start >= spot.clause.start:
        starts.append(firms[0].start)
    start = min(starts)
    if scene.flat[number.start - 1 : number.start] == "（":
        return _bracketed(scene, spot, number)
    if start > spot.left:
        head = scene.text[spot.left : start]
        start = spot.left if len(head) <= 30 else start
    if band_text:
        start = min(start, spot.left)
    names = {f.start for f in firms}
    start = _past_marks(scene, start, number, names)
    end = number.end
    if found.after:
        end = max(end, found.after[1])
    if number.unit == "%" and scene.flat.startswith("的", end):
        # 80%的税收: what stands before is the noun of the number before
        start = start if spot.left == spot.clause.start else max(start, min(number.start, spot.left + 1))
        end += 1 + len(right_noun(scene, end, spot.right))
    end = _told_on(scene, spot, number, end)
    if number.unit.startswith("次/"):
        start, end = number.core[0], spot.clause.end
    if ("/" not in number.unit or number.unit.endswith(("/a", "/d"))) and (
        rest := _REST.match(scene.flat, end)
    ):
        end = rest.end()
    return start, min(end, spot.clause.end)


def _told_on(scene: Scene, spot: Spot, number: NumberMention, end: int) -> int:
    """Where a quote ends that would end at ``end``, with what is counted, lasts, is bought or contracted behind the number."""
    if number.unit in _COUNTS_ON and not scene.text[number.end : number.end + 1].isspace():
        end = max(end, spot.after + len(right_noun(scene, spot.after, spot.right)))
    if number.unit in _TELLS_ON:
        end = max(end, _TERM_END.search(scene.flat, number.end, number.end + _NEAR).end())  # type: ignore[union-attr]
    elif number.unit in currencies() and _BOUGHT.match(scene.text, number.end):
        end = max(end, _END.search(scene.flat, number.end, number.end + _NEAR).end())  # type: ignore[union-attr]
    if number.unit in currencies() and (of := _CONTRACT.match(scene.flat, number.end, spot.right)):
        end = max(end, of.end())
    if number.unit in currencies() and (of := _REPO.match(scene.flat, number.end, spot.clause.end)):
        end = max(end, of.end())
    return end
