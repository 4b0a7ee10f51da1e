"""Firms told by what they are to others: a holder named behind the firm, a firm under another, a firm with what is its own."""

from __future__ import annotations

import re
from dataclasses import replace

from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.scene import Scene

__all__ = ["held_under", "in_office", "with_its_own"]

_OFFICE = re.compile(
    "的?(?:(?:控股|第?[一二三四五]?大)?股东|实际控制人|实控人|的|及其|之){0,6}(?:一致行动人|控股股东|实际控制人|大股东)(?=..)"
)


_BELOW = re.compile(
    "的?(?:旗下|下属|所属)的?(?:(?:全资|控股|参股)?[子孙]?公司|企业|品牌|平台)?|的?(?:全资|控股|参股)?[子孙]公司"
)
"""某集团旗下某某: the firm named behind is who is told of."""


def in_office(scene: Scene, firms: list[NameMention], before: int) -> list[NameMention]:
    """``firms``, or who is what to the only one, named behind it (甲控股股东乙已完成……: 乙)."""
    under = _BELOW.match(scene.flat, firms[0].end, before) if len(firms) == 1 else None
    if under:
        of_it = next(
            (n for n in scene.names(under.end(), before, "organisation") if n.start == under.end()), None
        )
        return [of_it] if of_it else firms
    role = _OFFICE.match(scene.flat, firms[0].end, before) if len(firms) == 1 else None
    named = scene.names(role.start(), before, "organisation") if role else []
    if not role or not named or not role.start() <= named[0].start <= role.end():
        return firms
    begin = max(named[0].start, role.end())
    return [replace(named[0], start=begin, name=scene.text[begin : named[0].end])]


_UNDER = re.compile(
    "(?P<n>[\u4e00-\u9fff（）]{3,16}?)(?:是|系|为)[^，。；]{2,16}(?:旗下|下属|所属|控股|全资|参股|投资)的?[^，。；]{0,12}(?:公司|企业|基金|平台|机构|银行|品牌)，"
)
"""甲是乙旗下基金，其……: what is told of 甲."""


def held_under(scene: Scene, start: int, before: int) -> NameMention | None:
    """The firm that the sentence from ``start`` on says is under another; None where it says so of none."""
    m = _UNDER.match(scene.flat, start, before)
    if m is None:
        return None
    begin, end = m.span("n")
    known = [n for n in scene.names(begin, before, "organisation") if n.start <= begin < n.end]
    return known[0] if known else NameMention(begin, end, "organisation", scene.text[begin:end])


_WITH_ITS_OWN = re.compile(
    "(?:本|该)?公司(?:[（][^（）]{2,20}[）]|[及和与](?:其|下属|所属|各|全资|控股|合并报表范围内|、){0,6}的?[子孙]公司)"
)
"""公司（含子公司）, 公司及控股子公司: the firm with what is its own."""


def with_its_own(scene: Scene, start: int) -> int:
    """Where 公司 at ``start`` ends with what it counts as its own; ``start`` where nothing is joined to it."""
    m = _WITH_ITS_OWN.match(scene.flat, start)
    return m.end() if m else start
