"""Who supplies whom, told beside a name: 甲的供应商乙, 甲/丙芯片供应商乙."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.relations.clauses_hits import Found, Hit
from lianzhang.evidence.scene import Scene

__all__ = ["supplier_beside"]

_GOODS = re.compile("的?[\u4e00-\u9fffA-Za-z]{0,6}")
"""What may stand between the customer and the noun: what is supplied, how much of it."""
_JOIN = re.compile("[/、]|和|及|与")
_DASH = "——"


def supplier_beside(scene: Scene, hit: Hit) -> Iterator[Found]:
    """The firm named right behind the noun, and each of the firms named right before it."""
    begin = hit.end + len(_DASH) * scene.flat.startswith(_DASH, hit.end)
    behind = next((n for n in scene.names(begin, hit.clause.end, "organisation") if n.start == begin), None)
    if behind is None:
        return
    named = scene.names(hit.clause.start, hit.start, "organisation")
    if named and _GOODS.fullmatch(scene.flat, named[-1].end, hit.start):
        customers = _joined(scene, named)
        for customer in customers:
            if customer.name not in behind.name and behind.name not in customer.name:
                yield behind.name, customer.name, customers[0].start, behind.end


def _joined(scene: Scene, named: list[NameMention]) -> list[NameMention]:
    """The list that the last of the names ends."""
    out = [named[-1]]
    for name in reversed(named[:-1]):
        if not _JOIN.fullmatch(scene.flat, name.end, out[0].start):
            break
        out.insert(0, name)
    return out
