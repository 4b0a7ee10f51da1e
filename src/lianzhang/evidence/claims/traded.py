"""Firms that no list has, known as those whose shares are bought or held: 收购某某60%股权, 某某100%股权."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.placed import of_nouns, unlisted

__all__ = ["traded_firms"]

_SHARES = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,4})?%的?(?:股权|股份|出资额|权益)")
_HOW_MUCH = re.compile("(?:合计|共计|剩余|其余|另外|不超过|不低于|至少|约|的|各){1,6}\\Z")
_EDGE = re.compile(
    r"[^\u4e00-\u9fff]|[以收认]购|购买|购入|受让|转让|出让|出售|取得|获得|竞得|拿下|持有|所持|入股|增资|置入|置出|以及|其中|包括|分别|合计|旗下|[控参]股|全资|[子孙母]公司|[的和与及其对将拟为由从向至]"
)  # fmt: skip
_ROLE = re.compile(
    r"公司|企业|标的|目标|股东|股权|股份|控制人|上述|前述|剩余|其余|累计|直接|间接|本次|此次|项目|资产|[一二三四五六七八九十]家|不[低超少]|交易"
)
_WIDEST = 16


def traded_firms(text: str) -> dict[str, str]:
    """Names so found in ``text``, each of type organisation."""
    found: dict[str, str] = {}
    if "%" not in text or not any(word in text for word in ("股权", "股份", "出资额", "权益")):
        return found
    for m in _SHARES.finditer(text):
        start = max(0, m.start() - _WIDEST)
        much = _HOW_MUCH.search(text, start, m.start())
        end = much.start() if much else m.start()
        edges = [e.end() for e in _EDGE.finditer(text, start, end)]
        if not edges:
            continue
        name = text[edges[-1] : end]
        if 2 < len(name) < 10 and not _ROLE.search(name) and of_nouns(name) and unlisted(name):
            found[name] = "organisation"
    return found
