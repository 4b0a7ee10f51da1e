"""Clauses of prices, rates and forecasts that somebody raises or lowers (甲、乙等钢厂纷纷下调了出厂价格; 某行上调存款利率)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.grounds import LANDS
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader, doer_of, object_of
from lianzhang.evidence.relations.clauses_roles import listed
from lianzhang.evidence.relations.clauses_who import head_of
from lianzhang.evidence.scene import Scene

__all__ = ["PRICES", "kind_of_price"]

_SEVERAL = re.compile(
    r"(?P<o>[^，。；]{4,60}?)等(?:[^，。；]{0,8}?)(?:企业|厂商|厂|公司|巨头|银行|车企|煤企|钢厂)(?:都|均|也|已|纷纷|相继|先后|陆续){0,6}\Z"
)
_AIM = re.compile("(?:以|为了?|不|要|建议|应|能|可|如果|通过|旨在|继续)\\Z|如果|假如|[要应]当?\\Z")


def _reprice(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲上调某产品价格; 甲、乙等厂纷纷下调价格: each of them and what it sets anew."""
    scene = reading.scene
    if _AIM.search(scene.flat, hit.clause.start, hit.start):
        return
    thing = object_of(hit, scene)
    if thing is None or len(thing[0]) < _SHORTEST:
        return
    a, _ = head_of(scene, hit.clause, hit.start)
    several = _SEVERAL.match(scene.flat, a, hit.start)
    names = listed(scene, *several.span("o"), firms=True) if several else []
    for name in names:
        yield name, thing[0], a, thing[1]
    if names:
        return
    who = doer_of(reading, hit) or _land(scene, a, hit)
    if who:
        yield who[0], thing[0], who[1], thing[1]


_SHORTEST = 2


def _land(scene: Scene, a: int, hit: Hit) -> tuple[str, int] | None:
    """The country that does it."""
    m = _LAND.match(scene.text, a, hit.start)
    return (m[0], a) if m and _TO_DO.fullmatch(scene.text, m.end(), hit.start) else None


_LAND = re.compile(LANDS)
_TO_DO = re.compile("(?:政府)?(?:正在|正|已|将|拟|考虑|计划|决定|宣布|再次){0,6}")
_OFFICE = re.compile("(?:[局委部厅署]|政府|委员会|国务院|央行|人民银行)\\Z")
_FORESEEN = re.compile("(?:指引|预期|预测)\\Z")


def kind_of_price(subject: str, other: str | None) -> str:
    """What kind it is: a forecast is a step, what an office or country sets is policy, else it is a price."""
    if other and _FORESEEN.search(other):
        return "milestone"
    return "policy" if _OFFICE.search(subject) or _LAND.fullmatch(subject) else "price"


PRICES: dict[str, Reader] = {"reprice": _reprice}
