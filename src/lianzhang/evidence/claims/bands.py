"""Size classes: a sum of money that only says which of the things counted are meant (50亿元以上7个)."""

from __future__ import annotations

import re
from decimal import Decimal

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["CLASS", "elliptic", "is_band", "size_band"]

_BAND_GAP = re.compile(
    r"(?:以上|以下)?\s*(?:元)?(?:的)?(?:重大|重点|工业|产业|大|签约|在建|技改|技术改造|新建|市值|投资|建设|民间|制造业){0,6}(?:项目|企业|公司|工业企业|工程)?(?:新?开工|竣工)?\s*(?:有|共|达|为|达到)?\s*"
)
_PARTED = re.compile("[，,、；。]")
_BOUND = re.compile(r"以上|以下|超|过|[-—~～至到]")


def is_band(scene: Scene, number: NumberMention, following: NumberMention | None) -> bool:
    """Whether a sum of money only names a size class of the count that follows (50亿元以上7个)."""
    if following is None or number.unit != "CNY" or following.unit != "count":
        return False
    gap = scene.text[number.end : following.start]
    if scene.text[number.core[1] - 1] == "级" or gap.startswith("级"):
        return len(gap) <= 12 and not _PARTED.search(gap)
    printed = scene.text[number.start : number.end] + gap[:2]
    return bool(_BAND_GAP.fullmatch(gap)) and (
        bool(_BOUND.search(printed)) or isinstance(number.value, tuple)
    )


def size_band(number: NumberMention, text: str) -> tuple[Decimal | None, Decimal | None] | None:
    """The class that a sum printed as ``text`` bounds: (least, most) in its unit, None where it is open; None for a sum that is lost."""
    if isinstance(number.value, tuple):
        return number.value
    if number.value is None:
        return None
    return (None, number.value) if "以下" in text or number.qualifier == "less_than" else (number.value, None)


def elliptic(scene: Scene, spot: Spot, band_text: str) -> bool:
    """Whether a size class says nothing of what it counts but the class (其中50亿元以上7个)."""
    head = scene.text[spot.left : scene.text.find(band_text, spot.left)]
    return len(head.lstrip("其中间，,、")) <= 3


CLASS = re.compile(r"^(?:以上|以下|级|的|元){1,6}")
"""What is left of a size class behind its sum."""
