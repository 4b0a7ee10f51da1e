"""Firms that no list has, known from the firms beside them: in 甲股份、乙丙、丁科技均涨超5% every member is a share as the others are."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.placed import unlisted
from lianzhang.evidence.mentions import Mentions
from lianzhang.evidence.names.forms import is_firm_like
from lianzhang.evidence.noun_phrases import tokens_of

__all__ = ["firms_beside"]

_NAME = r"(?:\*?ST)?[\u4e00-\u9fff]{2,5}?(?:[AB]|-[UW]|-UW)?"
_CHAIN = re.compile(
    rf"(?<![\u4e00-\u9fffA-Z*])(?:其中|例如|比如|包括|诸如|如(?![家意皋]))?(?P<l>{_NAME}(?:、{_NAME}){{1,12}}?)"
    r"(?=(?P<board>(?:等|均|双双|盘中|触及|20|30|(?i:cm)|[%％]){0,4}(?:[涨跌]停|封板|[一二三四五六七八九\d]{1,2}连板))|等|均|皆|双双|集体|纷纷|分别|依次|[涨跌]|[大小下上收][涨跌]|领[涨跌]|跟[涨跌]|获|遭|触及|股价|盘[前中后]|[上下]半年|[一二三四]季度|涨幅|跌幅|净[买卖流]|主力|[，。；])"
)
"""Names joined by 、 alone, up to what is told of all of them."""
_SHARE = re.compile(
    r"(?:\*?ST.*|.*(?:股份|科技|集团|电子|药业|生物|电气|智能|控股|医药|制药|新材|材料|电力|证券|银行))\Z"
)
_TWO = re.compile(r".{2,}[和与及].{2,}\Z")
"""The last two members of a list, joined."""
_LEAST = 2
_MARK = re.compile(r"(?:[AB]|-UW?|-W)\Z")


def firms_beside(text: str, mentions: Mentions) -> dict[str, str]:
    """Names so found in ``text``, each of type organisation: the members of a list of which at least two and at least half are firms."""
    found: dict[str, str] = {}
    known = {n.name for n in mentions.names if n.type == "organisation"}
    others = {n.name for n in mentions.names if n.type != "organisation"} | {
        text[p.start : p.end] for p in mentions.places
    }
    for m in _CHAIN.finditer(text) if "、" in text and known else ():
        items = [_MARK.sub("", item) for item in m["l"].split("、")]
        firms = [item for item in items if item in known or _is_share(item)]
        least = 1 if m["board"] else _LEAST  # nothing but shares goes to its limit
        if len(firms) < max(least, (len(items) + 1) // 2) or not known.intersection(items):
            continue
        found |= {
            item: "organisation"
            for item in items
            if item not in known
            and item not in others
            and not _TWO.match(item)
            and (item in firms or _is_root(item))
        }
    return found


def _is_share(item: str) -> bool:
    return _SHARE.match(item) is not None and is_firm_like(item)


def _is_root(item: str) -> bool:
    """Whether a member may be a name: with a character that is no word, made of nouns and short words alone."""
    return unlisted(item) and all(kind in ("noun", "particle") for _, kind in tokens_of(item))
