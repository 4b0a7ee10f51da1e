"""Firms told in a list that ends in what they make: 甲能源、乙锂电等储能电池生产企业. One claim a firm.

The kind is ``production``, ``recycling`` where the list ends in firms that take back or take apart.
"""

from __future__ import annotations

import re
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.relations.open_lists import lists_of
from lianzhang.evidence.relations.open_words import tokens_of
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.places import place_of
from lianzhang.evidence.subjects.times import time_of
from lianzhang.evidence.together import Together
from lianzhang.evidence.words import JOIN

__all__ = ["maker_claims"]

_LIST_END = re.compile(
    r"(?P<as>为(?:主要|典型|突出)?代表的)[^，。；、等的]{2,18}?(?:企业|厂商|厂家|公司)|等(?:一批|一大批|多家|众多|[\d一二三四五六七八九十数]+(?:余|多)?[家个大])?(?P<i>[^，。；、等的]{2,18}?(?:、[^，。；、等的]{2,12}?){0,3}?)"
    r"(?:研发|生产|制造|加工|经营|配套|龙头|骨干|重点|知名|头部|核心){0,6}(?:企业|厂商|厂家|公司)(?!家)"
)
_SPOTS = Together([_LIST_END])
_TAKEN_BACK = re.compile("回收|拆解|再生|梯次")
_MAKES = ("product", "mineral", "segment")
_GIVEN = re.compile(
    r"(?:为|向|给|与|同|被|对|从|客户|供应商|股东|包括与|如|学习|对标|考察|走访|拜访|前往|赴|到)$"
)
"""What stands before a list that is not of the firms at a place but of customers, partners or hosts."""
_ONLY_RANK = re.compile(
    r"^(?:龙头|骨干|重点|知名|头部|核心|优质|行业|上市|链主|大型|一流|相关|上下游|配套){1,6}$"
)


_UNKNOWN = re.compile(r"(?:、|和|及|以及)(?P<n>[\u4e00-\u9fffA-Za-z]{2,8})\Z")
_COMMON = re.compile(r"[的了将为有在]|企业|公司|产业|项目|材料\Z|电池\Z|隔膜\Z|领域|环节")


def _last_unknown(scene: Scene, start: int, end: int) -> NameMention | None:
    """A last member that the lexical layer does not know: what is coordinated with a firm is a firm."""
    m = _UNKNOWN.search(scene.flat, max(start, end - 10), end)
    if not m or _COMMON.search(m["n"]) or scene.names(m.start("n"), end) or scene.places(m.start("n"), end):
        return None
    return NameMention(m.start("n"), end, "organisation", m["n"])


def _group(scene: Scene, start: int, end: int) -> list[NameMention]:
    """The organisations joined by 、 and 和 that end right at ``end``."""
    found = scene.names(start, end, "organisation")
    if found and found[-1].end != end:
        unknown = _last_unknown(scene, found[-1].end, end)
        found = [*found, unknown] if unknown else []
    if not found:
        return []
    group = [found[-1]]
    for name in reversed(found[:-1]):
        if not JOIN.match(scene.text[name.end : group[0].start]):
            break
        group.insert(0, name)
    return group


def _told_as(scene: Scene, clause: Clause, end: int) -> list[NameMention]:
    """The firms of a list that stands for their trade (甲、乙、丙为代表的家具制造企业), known or not."""
    for found in lists_of(tokens_of(scene, clause.start, end)):
        if found.end == end and found.type in ("org", "odd", "kin"):
            return [NameMention(found.start, end, "organisation", name) for name in found.names]
    return []


def maker_claims(reading: Reading) -> list[Draft]:
    """A draft for every firm of every such list."""
    scene, out = reading.scene, []
    spots = [
        at
        for at in _SPOTS.spots(scene.flat).get(0, [])
        if scene.flat[at] == "为" or scene.names(max(0, at - 24), at, "organisation")
    ]
    for index, sentence, at, clause in reading.clauses_at(spots, "body"):
        for m in _LIST_END.finditer(scene.flat, clause.start, clause.end):
            group = (
                _told_as(scene, clause, m.start()) if m["as"] else _group(scene, sentence.start, m.start())
            )
            if not group or _GIVEN.search(scene.flat, max(0, group[0].start - 4), group[0].start):
                continue
            said = scene.flat[m.end("as") : m.end()] if m["as"] else re.sub(r"[及和与]$", "", m["i"])
            names = m["as"] or scene.names(*m.span("i"), *_MAKES)
            back = _TAKEN_BACK.search(said) is not None
            if _ONLY_RANK.match(said) or not (names or back):
                continue
            modality, cue = reading.modality.of(sentence, at, m.start(), m.end(), numeric=False)
            time = time_of(scene, index, at, group[0].start, clause.start)
            for firm in group:
                fields: dict[str, Any] = {
                    "kind": "recycling" if back else "production", "subject": firm.name, "item": said,
                    "place": place_of(scene, index, at, m.start()), "modality": modality if cue else "actual",
                    "time": time.time if time else None, "time_inferred": bool(time and time.inferred),
                    "rule": "relation.makers", "confidence": 0.7,
                }  # fmt: skip
                out.append(Draft(group[0].start, m.end(), index, fields))
    return out
