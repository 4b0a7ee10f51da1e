"""Who is counted by a word for firms or shares: 44家上市公司净利增幅超过一倍 — the firms alone, not what is told of them."""

from __future__ import annotations

import re

from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import is_facet

__all__ = ["who_counted", "without_deed"]

_FIRMS = re.compile(
    ".*(?:公司|企业|集团|机构(?!投资者)|投资者|厂商?|[产商卖买]商|[药车房险钢煤船酒浙央国民外上]企|银行|券商|信托|基金(?!经理|重仓股)|医院|高校|大学|学校|门店|商店|药店|店铺|店|商户|用户|单位|部门|研究中心|实验室|平台|工厂|园区|景区|酒店"
    "|饭店|合作社|农场|协会|商会|媒体|巨头|股东|户)(?![型类性化级])"
)
"""Those that 家 counts, up to the last word for one."""
_SHARES = re.compile(
    ".*(?:公司|个股|股票|新股|[^参控持入]股|转债|债券?|基金(?!经理|重仓股)|ETF|LOF|REITs|产品|指数|信托|期货|品种|合约|[股债]基)(?![型类性化级])"
)
"""Those that 只 counts at an exchange."""
_OF_THEM = re.compile("中|内|里|之中|当中|以上|左右")
_SHORTEST = 2


def who_counted(number: NumberMention, noun: str) -> str:
    """``noun``, what ``number`` counts, without what is told of those counted; itself where no word says who they are."""
    they = _FIRMS if number.noun == "家" else _SHARES if number.noun == "只" else None
    m = they.match(noun) if they else None
    if m is None or m.end() == len(noun) or m.end() < _SHORTEST:
        return noun
    return noun if _OF_THEM.fullmatch(noun, m.end()) else m[0]


def without_deed(number: NumberMention, noun: str) -> str:
    """The same, where what is told of them is no measure: that (上市公司存货总量) is what the next figure is of."""
    they = who_counted(number, noun)
    return noun if is_facet(noun.removeprefix(they)) else they
