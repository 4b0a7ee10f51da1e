"""Lists of rises or falls under a heading that says which way they went (涨幅居前的有：甲（华东），5%；乙，4%): each figure is of the name beside
it, and of the place in its bracket."""

from __future__ import annotations

import re
from typing import NamedTuple

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["Ranged", "purity", "ranged"]


class Ranged(NamedTuple):
    """A member of a list of rises or falls: its name and the place in its bracket."""

    name: str
    place: str | None


_HEADED = re.compile("[涨跌升降增]幅(?:较|居|排|最|[前靠]|明显|超)[^，。；：]{0,16}(?<!原因|因素)：")
_MEMBER = re.compile(
    r"[，、；\s和]*(?P<n>[\u4e00-\u9fffA-Za-z][^，。；：（）、]{0,15}?)\s?(?:（(?P<aside>[^（）]{1,20})）)?[，：\s]*(?:(?:增长|增加|提高|减少|回落|[上下]?[涨跌升降])幅?[约超近逾]?)?[-−+]?"
)


def ranged(scene: Scene, spot: Spot, number: NumberMention) -> Ranged | None:
    """The member of a list under 涨幅较大的有： or the like whose figure ``number`` is; None outside of such lists."""
    start = _listed_from(scene, spot, number)
    m = _MEMBER.fullmatch(scene.flat, start, number.start) if start else None
    if m is None:
        return None
    grounds = scene.grounds(*m.span("aside")) if m["aside"] else []
    return Ranged(scene.text[m.start("n") : m.end("n")].strip(), grounds[0].paths[0] if grounds else None)


def purity(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether a share opens the bracket behind a member of such a list: which goods are meant (硫酸（98%，山东）)."""
    return scene.flat.startswith("（", number.start - 1) and _listed_from(scene, spot, number) > 0


def _listed_from(scene: Scene, spot: Spot, number: NumberMention) -> int:
    """Where in such a list the member begins that ends in ``number``; 0 outside of such lists."""
    begin = spot.sentence.start
    if number.unit != "%" or scene.flat.find("幅", begin, number.start) < 0:
        return 0
    head = _HEADED.search(scene.flat, begin, number.start)
    if head is None:
        return 0
    before = [
        n.end
        for n in scene.numbers(head.end(), number.start)
        if n.unit == "%" and not scene.flat.startswith("（", n.start - 1)
    ]
    return before[-1] if before else head.end()
