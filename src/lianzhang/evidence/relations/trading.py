"""What the day's trading made of shares: who rose or fell to the limit (甲、乙涨停)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.claims.sessions import sent_on
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.times import time_of
from lianzhang.evidence.together import Together
from lianzhang.evidence.words import JOIN

__all__ = ["trading_claims"]

_HOW = (
    r"(?:竞价|开盘|早盘|盘初|盘中|午后|午间|尾盘|临近|收盘|一字|直线|快速|强势|双双|集体|纷纷|均|相继|先后|率先|再度|再次|连续|继续|多次|触及|封|秒|冲击|逆势|放量"
    r"|股价|早间|今日|昨日|当日|等(?:多股|个股|股|多只个股)?|（[^（）]{1,16}）|、|\d+分钟)*"
)
_LIMIT = re.compile(r"(?P<w>涨停|跌停)(?:板)?(?=[，。；！、\s\n]|，|\Z|报|，|收盘)")
_SPOTS = Together([_LIMIT])


def trading_claims(reading: Reading) -> list[Draft]:
    """A draft of kind ``stock`` for each share at its limit; what a headline and the text tell is told once, by the text."""
    scene, out = reading.scene, list[Draft]()
    spots = _SPOTS.spots(scene.flat).get(0, [])
    said: dict[tuple[str, str], int] = {}
    for index, _, at, clause in reading.clauses_at(spots, "body", "title"):
        for who, other, start, end in _limits(scene, clause):
            first = said.get((who, other), -1)
            if first >= 0 and not _heads(reading, out[first].sentence):
                continue
            time = time_of(scene, index, at, start, clause.start)
            if time is None or time.role != "when":
                time = sent_on(scene, start, start)
            fields: dict[str, Any] = {
                "kind": "stock", "subject": who, "object": other, "place": None, "modality": "actual",
                "time": time.time if time else None, "time_inferred": bool(time and time.inferred),
                "rule": "relation.trading", "confidence": 0.65,
            }  # fmt: skip
            if first >= 0:  # a headline has told it: the text itself says when
                out[first] = Draft(start, end, index, fields)
            else:
                said[who, other] = len(out)
                out.append(Draft(start, end, index, fields))
    return out


def _heads(reading: Reading, index: int) -> bool:
    """Whether a sentence is the title, or opens with the headline of an item (【……】)."""
    start = reading.scene.sentences[index].start
    return reading.zones[index] == "title" or "【" in reading.scene.flat[max(0, start - 1) : start + 1]


_Told = tuple[str, str, int, int]


def _limits(scene: Scene, clause: Clause) -> Iterator[_Told]:
    """Each share listed before 涨停."""
    begin = clause.start
    for m in _LIMIT.finditer(scene.flat, clause.start, clause.end):
        named = scene.names(begin, m.start(), "organisation")
        begin = m.end()
        if not named or not _BETWEEN.fullmatch(scene.flat, named[-1].end, m.start()):
            continue
        for name in _listed(scene, named):
            yield name.name, m["w"], name.start, m.end()


_BETWEEN = re.compile(_HOW)


def _listed(scene: Scene, named: list[NameMention]) -> list[NameMention]:
    """The names of the list that the last one ends."""
    group = [named[-1]]
    for name in reversed(named[:-1]):
        if not JOIN.match(_CODE.sub("", scene.flat[name.end : group[0].start])):
            break
        group.insert(0, name)
    return group


_CODE = re.compile("（[^（）]{1,16}）")
