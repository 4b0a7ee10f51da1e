"""Firms that no list has and whose name begins with a place (江陵远古): known from what firms alone do or have, or from a firm beside them."""

from __future__ import annotations

import re

from lianzhang.core import place_tree
from lianzhang.evidence.mentions import Mentions, PlaceMention
from lianzhang.evidence.noun_phrases import loose, tokens_of

__all__ = ["of_nouns", "placed_firms", "unlisted"]

_LEADS = (
    r"(?:[一二三四]季度|[上下]半年|前三季度|去年|今年|全年|近日|日前|今日|昨日|昨晚|早间|晚间|同期|同时|也|还|又|则|仍|已|曾|将|均|目前|"
    r"\d{4}年|\d{1,2}月\d{1,2}日)*"
)
_OWN = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{2,5}?)(?=" + _LEADS + r"(?:预亏|预盈|预增|预减|停牌|复牌|(?:拟|将)?(?:定向|非公开|公开)?增发|(?:拟|将)(?:定向|非公开)|"
    r"的?(?:归母|扣非)?净利|归属于|每股|股价|总市值|市值|的?(?:控股|大)?股东|董事[会长]|旗下|发?布?公告|参股|控股子公司))"
)  # fmt: skip
"""What only firms have: shares and books."""
_DOES = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{2,5}?)(?=" + _LEADS + r"(?:宣布|表示|披露|发布|预计|自\d{1,2}月|从\d{1,2}月\d{1,2}日起|收购|持有|持股|中标|复产|停产|总经理|总裁|"
    r"成立于\d{4}年|注册于|实现(?:营业|营收|销售|净)|签订|签署|拥有|上调|下调|对外报价|拟))"
)  # fmt: skip
"""What others do too: of a firm where the name is no word."""
_BESIDE = re.compile(r"(?P<n>[\u4e00-\u9fff]{2,4}?)(?=[，。；、]|和|与|等)")
_OTHER = re.compile(
    r"^[人籍某的省市县区州地方全各近多等及与和在是于至到自从往向为以将已也两一二三四五六七八九十几首第本该并被由对按除有级产上下内外]|"
    r"[省市县区州委局厅办处部院会所站队馆企商方家人民员户块群带盘里]\Z|(?<![矿锂钛铜铝锌锡钨镍钴镁银金药酒乳糖纸盐冶磷钢])业\Z|"
    r"板块|市场|经济|地区|政府|公司|企业|项目|产业|行业|政协|国资|公积金|中心|股市|大学|法院|海关"
)
"""What stands behind a place without making the name of a firm with it."""


_PLACED = 4
"""How long the short name of a firm mostly is that begins with its place."""


def placed_firms(text: str, mentions: Mentions) -> dict[str, str]:
    """Names so found in ``text``, each of type organisation."""
    found: dict[str, str] = {}
    ends = {n.end for n in mentions.names if n.type == "organisation"}
    places = [p for p in mentions.places if text[p.start] not in "全本我该各国中"]
    for p in places:
        stop = _end(text, p, ends)
        if stop:
            found[text[p.start : stop]] = "organisation"
            ends.add(stop)
    roots = {name[p.end - p.start :] for p in places for name in found if text.startswith(name, p.start)}
    named = {n.name for n in mentions.names if n.type == "organisation" and len(n.name) == _PLACED}
    roots |= {name[2:] for name in named if place_tree().named(name[:2])}  # 山东海龙 is known: 新疆海龙 too
    for p in places if roots else ():
        for root in roots:
            if text.startswith(root, p.end):
                found[text[p.start : p.end] + root] = "organisation"
    return found


def _end(text: str, p: PlaceMention, ends: set[int]) -> int:
    """Where the firm's name ends that begins with ``p``; 0 where there is none."""
    own = _OWN.match(text, p.end)
    if own and not _OTHER.search(own["n"]) and of_nouns(own["n"]):
        return own.end("n")
    tries = [_DOES.match(text, p.end)]
    if text[p.start - 1 : p.start] in ("、", "和", "与") and p.start - 1 in ends:
        tries.append(_BESIDE.match(text, p.end))
    for m in tries:
        if m and not _OTHER.search(m["n"]) and unlisted(m["n"]):
            return m.end("n")
    return 0


def unlisted(name: str) -> bool:
    """Whether a phrase may be a name: made of nouns, with a character that is no word."""
    return of_nouns(name) and any(loose(w) for w, _ in tokens_of(name))


def of_nouns(name: str) -> bool:
    """Whether a phrase is made of nouns and of characters that may stand in a name."""
    return all(kind == "noun" or len(word) == 1 for word, kind in tokens_of(name))
