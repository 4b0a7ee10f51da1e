"""Of what kind an amount is that goes on with what was told before it: lists of pairs (how much, by how much it grew), figures behind
an aside in brackets."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Last
from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.frames.matcher import Match, fits
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["bracketed", "goes_on", "of_which"]

_NEXT_OF_LIST = re.compile(
    r"(?:[；;、]|[，,；;。]\s*其中[，,]?)[\u4e00-\u9fffA-Za-z“”（）()]{2,16}?(?:约|近|达到?|为|超过?)?\s?\Z"
)
"""The next of a list, each with how much it is and by how much it grew (出口电机20亿元，增长5%；轴承8亿元，增长3%)."""
_LISTED_KINDS = frozenset({"export", "import", "production", "sales", "stock"})


def goes_on(scene: Scene, number: NumberMention, last: Last, found: Match | None) -> Match | None:
    """The frame of the last number in this unit, where the list it stands in goes on behind how much that grew; else ``found``."""
    before = last.frames.get(number.unit)
    if (
        before
        and before.kind != "growth"
        and fits(before, number)
        and _THEN.search(scene.flat, last.at, number.start)
    ):
        return Match(before, 0)
    own = found is not None and (found.after or (found.before and found.before[0] >= last.at))
    if before is None or own or before.kind not in _LISTED_KINDS or not fits(before, number):
        return found
    if last.frame is None or last.frame.kind not in ("growth", "market_share"):
        return found
    return Match(before, 0) if _NEXT_OF_LIST.search(scene.flat, last.at, number.start) else found


_THEN = re.compile(
    r"[，,；;（(](?:而|相比)?(?:去年|上年|上一年度?|前年|20\d\d年)?(?:同期|同季|同月)(?:数|水平)?(?:则?为|是|仅为?|约为?|只有|达到?)?(?:约|近|超过?)?\s?\Z"
)
"""营收5亿元，增长3%，上年同期为4亿元: the same, a year before."""


def of_which(scene: Scene, sentence: Sentence, after: int) -> bool:
    """Whether a sentence tells of what the one before it told, part by part (……。其中，甲5亿元)."""
    return after == 1 and scene.flat.startswith("其中", sentence.start)


_ASIDE = 40


def bracketed(flat: str, word: tuple[int, int], number: int) -> tuple[int, int] | None:
    """The aside of several parts in brackets, closed before ``number``, that holds ``word``: 8万辆（批发口径，含出口），比上年同期的6万辆 tells of no
    export."""
    close = flat.find("）", word[1], number)
    opened = flat.rfind("（", max(0, word[0] - _ASIDE), word[0])
    if close < 0 or opened < 0 or "）" in flat[opened : word[0]] or "（" in flat[word[1] : close]:
        return None
    return (opened, close + 1) if any(mark in flat[opened:close] for mark in "，、") else None
