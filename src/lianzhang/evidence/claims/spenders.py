"""Who spends, buys or pays in where a clause opens with a name that no list has (某某斥资……, 某某以1.5亿元认购……)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.noun_phrases import is_noun
from lianzhang.evidence.scene import Scene

__all__ = ["spender"]

_SPENDS = re.compile(
    "([\u4e00-\u9fff]{2,6}?)(?:斥资|豪掷|耗资|增持|减持|领投|跟投|注资)|([\u4e00-\u9fff]{2,8}?(?:资本|创投|控股|集团|实业))(?:出资|认购|入股|参投)"
)
"""What only investors do: who stands before it is one."""
_PAYS = re.compile(
    "(?P<n>[\u4e00-\u9fff]{2,8}?)(?:将|拟)?以(?:货币|现金|自有资金)?[^，。；]{0,4}\\d[\\d.,]*[万亿]*(?:美|港|欧)?元(?:人民币)?(?:的?(?:价格|对价|现金))?[^，。；]{0,8}?(?:认购|认缴|收购|购买|受让|竞得|增资|入股)"
)
"""Who buys at a price."""
_NO_SPENDER = re.compile(
    "^[后前中此该由被并与和再又]|公司|企业|项目|股东|控制人|实控人|高管|董事|监事|投资者|机构|基金|[内外险]资|[近前早后]期|近日|今[日年]|政府|将|拟|已|其|等|的|合计|累计|[年月日]"
)


def spender(scene: Scene, spot: Spot, number: NumberMention, start: int) -> NameMention | None:
    """Who is named at ``start`` before what only investors do; None where no such name stands there."""
    m = _SPENDS.match(scene.flat, start, number.start)
    span = m.span(m.lastindex or 1) if m else (start, start)
    pays = None if m else _PAYS.match(scene.flat, start, spot.clause.end)
    if pays and pays.end("n") <= number.start:
        span = pays.span("n")
    who = scene.text[slice(*span)]
    if not who or not is_noun(who) or _NO_SPENDER.search(who) or scene.places(*span):
        return None
    return NameMention(*span, "organisation", who)
