"""What a count of firms or shares counts: the kind, without what they do or have (228家公司盈利: 公司)."""

from __future__ import annotations

import re

__all__ = ["BY_KIND", "is_kind", "of_kind"]

_FIRMS = re.compile(
    "[^的]*(?:公司|企业|集团|机构(?!投资者)|投资者|厂商?|[产商卖买]商|(?:经销|供应|服务|运营|制造|开发|零售|代理)商|[药车房险钢煤船酒浙央国民外矿铝钛上]企|银行|券商|信托|基金(?!经理|重仓股)|医院|高校|大学|学校|门店|商店|药店|店铺|店|商户|用户|单位|部门|研究中心|实验室|平台|工厂|园区|景区|酒店"
    "|饭店|合作社|农场|协会|商会|媒体|巨头|股东|户)(?![型类性化级])"
)
"""Those that 家 counts, up to the last word for one."""
_SHARES = re.compile(
    "[^的]*(?:公司|个股|股票|新股|[^参控持入售]股|转债|债券?|基金(?!经理|重仓股)|ETF|LOF|REITs|产品|指数|信托|期货|品种|合约|[股债]基)(?![型类性化级])"
)
"""Those that 只 counts at an exchange."""
_BY = {"家": _FIRMS, "只": _SHARES}
BY_KIND = frozenset(_BY)
"""By these words firms, bodies and shops are counted, and shares and funds; nothing that they do or have."""
_MORE = frozenset(
    "店厂院所室商社场馆园庄户行部心站台地业者方家企坊吧区会体团器织点人校网队局处办铺摊库司构位金托级类型制股票券品种债）”》"
)
"""How what is counted by those words ends, whatever stands before: 企业技术中心, 银行网点."""
_JOINED = frozenset("（“《、和与及")
_OF_THEM = re.compile("中|内|里|之中|当中|以上|左右")
_ITS = re.compile("[子孙分]公司|门店|(?:控股|参股|全资)(?:公司|企业)|加盟|直营|自营|旗下|经销商|供应商")
"""What firms have of their own, though counted by the same word."""
_SHORTEST = 2


def of_kind(noun: str, by: str) -> str:
    """``noun``, counted by the word ``by``, up to the word for the kind where what follows is none that is counted so."""
    m = _BY[by].match(noun) if by in _BY else None
    if m is None or m.end() == len(noun) or m.end() < _SHORTEST:
        return noun
    if noun[-1] in _MORE or noun[m.end()] in _JOINED or _OF_THEM.fullmatch(noun, m.end()):
        return noun
    return m[0]


def is_kind(text: str) -> bool:
    """Whether ``text`` ends with a word for firms or shares of a kind (A股房地产上市公司), none that another firm has (子公司, 门店)."""
    if len(text) <= _SHORTEST or _ITS.search(text):
        return False
    return any(kind.fullmatch(text) for kind in _BY.values())
