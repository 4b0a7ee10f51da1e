"""Of what a rate of change is that its clause gives no owner, and which land gives: 需求稳定增长，年复合增长率达8%; 甲国向乙国购买50亿美元……."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.about import About
from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import is_noun
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import left_noun, phrase
from lianzhang.evidence.subjects.rates import RATE

__all__ = ["of_its_owner"]

_COURSE = re.compile(
    "(?P<n>[^，。；\\d]{3,26}?)(?:整体|总体|均|都|将|已|仍|继续|持续|一直|也){0,6}"
    "(?:保持|呈现?|维持|出现|大幅|快速|高速|稳[步定]|迅[速猛]|强劲|增长|上[涨升]|下[跌降滑]|回[升落]|走[高低强弱])"
)
"""A clause that tells how something goes."""
_GIVES = re.compile(
    "(?:[^，。；]{0,16}?(?:向|从|对)[^，。；]{1,8}?(?:移交|转交|追加|提供|购买|采购|承诺|出售|赠予|投资|援助|拨款|支付|捐赠)|(?:还|也|将|已|拟|同意|承诺|计划){0,6}(?:采购|购买)(?=价值))了?(?:价值|至少|至多|最[多高]|超过?|约|近|总额|合计|金额|逾|达|高|约为){0,6}"
)
_OF_LANDS = frozenset({"import", "export", "finance", "factor_support", "investment", "sales"})


def of_its_owner(scene: Scene, spot: Spot, number: NumberMention, found: Match, who: About) -> About:
    """``who`` as the thing that changes where it is no more than a rate, as the land where one gives or buys from another."""
    if who.firms or spot.part:
        return who
    if found.frame.kind in _OF_LANDS:
        land = _giver(scene, spot, number)
        return who._replace(subject=land) if land else who
    ground = "、".join(scene.short(p) for p in (who.place or "").split(";"))
    core = who.subject.removeprefix(ground)
    if not RATE.search(core) or not bare(core):
        return who
    owner = _before_rate(scene, spot, number) or _told_to_go(scene, spot)
    return who._replace(subject=phrase(scene, who.place, owner)) if owner else who


def _before_rate(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The noun in front of the rate in its own clause (某某装机容量每年的增速)."""
    rates = list(_RATES.finditer(scene.flat, max(spot.left, spot.clause.start), number.start))
    noun = left_noun(scene, max(spot.left, spot.clause.start), rates[-1].start()) if rates else ""
    return "" if len(noun) < _SHORTEST or bare(noun) else noun


_RATES = re.compile(RATE.pattern.removesuffix("\\Z"))
_SHORTEST = 3


def _told_to_go(scene: Scene, spot: Spot) -> str:
    """The thing of which the nearest clause before in the sentence tells how it goes."""
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        start = content(scene, clause.start, clause.end)
        m = _COURSE.match(scene.flat, start, clause.end)
        if m and not scene.names(start, m.end(), "organisation"):
            noun = left_noun(scene, start, m.end("n"))
            if len(noun) >= _SHORTEST and is_noun(noun) and m["n"].endswith(noun) and not bare(noun):
                return noun
    return ""


def _giver(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The land with which the clause opens where it gives, sells or buys."""
    start = content(scene, spot.clause.start, number.start)
    land = next((p for p in scene.grounds(start, number.start) if p.start == start), None)
    if land is None or len(land.paths) != 1 or not _GIVES.fullmatch(scene.flat, land.end, number.start):
        return ""
    return scene.short(land.paths[0])
