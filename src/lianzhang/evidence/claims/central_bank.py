"""What a central bank does in the money market: the rate of its operation, what falls due, what it puts in on balance are its own."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["central_bank"]

_BANK = re.compile("(?:中国)?人民银行|(?<=[中我]国)央行|(?<![一-鿿]国)(?<![欧日美韩英])央行")
_OPERATES = re.compile("逆回购|正回购|公开市场|MLF|中期借贷便利|国库现金定存")
_ITS_RATE = re.compile("(?:操作|中标)利率")
_ITS_FLOW = re.compile("净(?:投放|回笼)")
_DUE = re.compile("[^，。；]{0,12}(?:逆回购|正回购|MLF|中期借贷便利|国库现金定存)[^，。；]{0,4}到期")


def central_bank(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The bank by the name that the sentence, or the one before it, gives it; empty where the number is none of its operations."""
    start, end = spot.clause.start, number.start
    rate = _ITS_RATE.search(scene.flat, start, end) is not None
    own = rate or _ITS_FLOW.search(scene.flat, start, end)
    if not own and not _DUE.match(scene.flat, number.end, spot.clause.end):
        return ""
    floor = spot.sentence.start
    before = scene.sentences[spot.index - 1] if spot.index else spot.sentence
    if before.paragraph == spot.sentence.paragraph:
        floor = before.start
    operates = rate or _OPERATES.search(scene.flat, floor, spot.clause.end)
    if not operates or scene.names(start, end, "organisation"):
        return ""
    named = _BANK.search(scene.flat, floor, end)
    return named[0] if named else ""
