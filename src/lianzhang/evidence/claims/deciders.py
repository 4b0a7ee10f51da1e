"""Firms that no list has, known from what only firms decide (某某拟发行股份购买资产), and the operators of a town's works (某市地铁集团)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.placed import of_nouns
from lianzhang.evidence.mentions import Mentions

__all__ = ["deciding_firms", "operators"]

_DECIDES = re.compile(
    r"拟?(?:以[^，。；]{0,20}?)?(?:向[^，。；]{2,24}?)?(?:以?(?:非公开|定向|公开)?(?:方式)?发行(?:股份|股票|[ABH]股|可转|公司债|不超|及支付)|(?:现金|要约|协议|全资)?收购|"
    r"购买|受让|定增|转让|出售|置入|置出|吸收合并|换股|分拆|配股|募资|募集资金|回购|参股)|推出(?:[^，。；]{0,8})(?:定增|重组|激励)"
)
"""What firms alone mean to do, behind who does."""
_MEANS = re.compile("拟(?=[以向非定公发现要协全收购受转出置吸换分配募回参])|推出")
_NAME = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{3,6}?)(?:[：:]|\d{1,2}月\d{1,2}日|今日|近日|日前|昨日|晚间|公告|公司|已|曾|又|还|也|则|此前|随后|同时|于|在|，|就){0,6}\Z"
)
_EDGE = re.compile(r"[，。！？；】）:：\s]")
_NO_NAME = re.compile(
    r"公司|企业|股东|控制人|实控人|高管|方案|预案|议案|交易|重组|标的|对方|甲方|乙方|董事|监事|政府|国资|银监|机构|基金|投资者|本次|此次|今[年日]|近日|日前|其中|同时|此外|目前|随后|另外|计划|"
    r"全资|控股|[省市县区州局部委厅院子孙母]\Z|^[拟其该本并及将已曾又还也则且但而如若以从在于对向被由为是即]"
)
_REACH = 24


def deciding_firms(text: str, mentions: Mentions) -> dict[str, str]:
    """Names at the head of a clause before what only firms decide, each of type organisation; names of places alone are none."""
    found: dict[str, str] = {}
    places = {text[p.start : p.end] for p in mentions.places}
    for act in _MEANS.finditer(text):
        if not _DECIDES.match(text, act.start()):
            continue
        floor = max(0, act.start() - _REACH)
        for edge in [
            floor if not floor else -1,
            *(m.end() for m in _EDGE.finditer(text, floor, act.start())),
        ]:
            m = _NAME.match(text, edge, act.start()) if edge >= 0 else None
            if m and m["n"] not in places and not _NO_NAME.search(m["n"]) and of_nouns(m["n"]):
                found[m["n"]] = "organisation"
    return found


_OPERATES = re.compile(
    r"\s*(?P<what>地铁|轨道交通|轨交|城投|交投|建投|水务|燃气|公交|港口|港务|机场|文旅|金控|铁投|产投|国投|能投|农商行)\s*(?:集团|公司)"
)
"""What a town's firm runs, before its legal form; links of a page may have broken it over lines."""


def operators(text: str, mentions: Mentions) -> dict[str, str]:
    """Names of such firms without 集团 where the text goes on with them, each of type organisation."""
    found: dict[str, str] = {}
    for p in mentions.places:
        m = _OPERATES.match(text, p.end)
        name = text[p.start : p.end] + m["what"] if m else ""
        if name and text.count(name) > 1:
            found[name] = "organisation"
    return found
