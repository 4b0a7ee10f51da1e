"""Parts of what the sentence before measured: 其中进口额……，出口额…… — of the trade whose whole trade was told there."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.measures import only_measures, owner_of
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import is_facet
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun

__all__ = ["thereof"]

_AMONG = re.compile("其中")
_KINDS = frozenset(
    {"sales", "production", "export", "import", "growth", "finance", "output_value", "stock", "investment"}
)
_TRADED = re.compile(
    "(?:国内|国外|海外|境外|境内|累计|合计|共|内销|新增){0,6}(?:销售|销量|销售量|出口|进口|内销|外销|生产|产量|出口量|进口量)(?:约|近|超过?|达到?|为){0,6}"
)
"""What a trade does with its goods."""


def thereof(scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last, subject: str) -> str:
    """The owner, with the measure, of what the sentence before measured, where a sentence opens with 其中 and this number only says what is
    measured of it; empty where it has an owner of its own."""
    if found.frame.kind not in _KINDS or not _AMONG.match(scene.flat, spot.sentence.start):
        return ""
    own = left_noun(scene, spot.left, number.start)
    traded = _TRADED.fullmatch(scene.flat, _behind(scene, spot), number.start)
    if not (traded or (is_facet(own) and only_measures(own.removeprefix("国内")))):
        return ""
    if scene.names(spot.sentence.start, number.start, "organisation"):
        return ""
    told = next((t for t in reversed(last.told) if t.sentence < spot.index), None)
    if (
        told is None
        or told.sentence != spot.index - 1
        or told.paragraph != spot.sentence.paragraph
        or told.firms
    ):
        return ""
    owner = owner_of(told.subject) or ("" if only_measures(told.subject) else told.subject)
    head = "、".join(scene.short(p) for p in (told.place or "").split(";"))
    if len(owner.removeprefix(head)) < _SHORTEST or owner in subject:
        return ""
    near = last.told[-1]
    if near.sentence == spot.index and owner not in near.subject:
        return ""  # 其中，甲产量……，9月产量……: of the part told since
    return owner if traded else owner + own


_SHORTEST = 3


def _behind(scene: Scene, spot: Spot) -> int:
    """Where the clause of a number begins behind 其中."""
    begin = max(spot.left, spot.clause.start)
    m = _AMONG.match(scene.flat, begin)
    return m.end() if m else begin
