"""What a text says of two organisations: that one was renamed, came from, or belongs to the other.

Only firms by their full legal form, names in quotation marks, and names that are known already count; 公司 and 该公司 name
nobody. A renaming that is only planned (拟, 将) is none yet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from lianzhang.text.document import Document

__all__ = ["Tie", "ties_in", "ties_of"]

TieKind = Literal["renamed", "predecessor", "parent", "short"]
_ZONES = ("body", "title", "header")
_LONGEST = 400
_MOST = 2000
"""Ties of one document; a text that says more is no text on firms."""


@dataclass(frozen=True, slots=True)
class Tie:
    """``renamed``: ``name`` is now called ``other``; ``predecessor``: ``other`` came from ``name``; ``parent``: ``name`` belongs to
    ``other``; ``short``: this document calls ``other`` by ``name``. ``start, end`` and ``quote`` are of the raw text."""

    kind: TieKind
    name: str
    other: str
    document: str
    start: int
    end: int
    quote: str


_CHAR = r"(?:[\u4e00-\u9fffA-Za-z0-9·]|[（(][\u4e00-\u9fff]{2,8}[）)])"
_LEGAL = r"(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|股份公司|合伙企业)"
_TAIL = re.compile(_LEGAL + r"\Z")
_HEAD = re.compile(rf"(?:{_CHAR}){{2,30}}?{_LEGAL}")
_QUOTED_LEFT = re.compile(r"[“\"「]([^“”\"「」，。；]{2,40})[”\"」]\Z")
_QUOTED_RIGHT = re.compile(r"[“\"「]([^“”\"「」，。；]{2,40})[”\"」]")
_RUN = re.compile(rf"(?:{_CHAR}){{2,60}}")
_LEFT_RUN = re.compile(rf"(?:{_CHAR}){{2,60}}\Z")
_AFTER_NAME = re.compile(
    r"(?:正式|已经?|现|日前|近日|于?\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|于|的|旗下|下属|所属|其){1,6}\Z"
)
_OWNS = r"(?:的|旗下|下属|所属){0,6}"

_CUES: tuple[tuple[TieKind, bool, re.Pattern[str]], ...] = (
    # the names as they stand (True), or the other way round
    ("renamed", True, re.compile(r"(?:正式|已)?(?:更名|改名|变更|更改)为(?:了)?")),
    ("renamed", False, re.compile(r"[（(，,](?:曾用名|原名称?|原)(?:为|叫|是)?[:：]?")),
    ("predecessor", False, re.compile(r"[（(，,]?的?其?前身(?:为|是|系)[:：]?")),
    (
        "short",
        False,
        re.compile(
            r"[（(](?:[^（）()，。；]{0,30}[，,；;])?(?:以下|下文|下)?(?:统称|简称|称)(?:为)?[:：]?(?:[“\"「]本?公司[”\"」][或、和])?"
        ),
    ),
    ("parent", True, re.compile(r"的?(?:控股股东|母公司)(?:为|是|系)")),
    (
        "parent",
        False,
        re.compile(rf"{_OWNS}(?:(?:全资|控股)(?:子|孙)公司|(?:旗下|下属|所属)的?子公司)[—:：]*"),
    ),
)
_IS = re.compile(r"(?:是|为|系)由?")
_CHILD = re.compile(rf"{_OWNS}(?:全资|控股){{0,6}}(?:子|孙|分)公司")
_HINT = re.compile(
    "[简统]称|下称|更名|改名|变更为|更改为|曾用名|原名|[（(]原|前身|[子孙分]公司|母公司|控股股东"
)
_PLANNED = re.compile(r"(?:拟|将(?!名称)|计划|申请|建议|准备)[^，。；]{0,12}\Z")
_LEAD = re.compile(
    r"^(?:近日|日前|其中|目前|由|经|与|和|及|对|将|向|以|而|其|该|原|在|公司|企业|全资子公司|控股子公司|子公司|控股股东|上市公司|国内|当地|"
    r"\d{2,4}年|\d{1,2}月|\d{1,2}日|截至)+"
)
_STRETCH = re.compile(r"[^。！？\n；;]+")


def _left(before: str, known: Collection[str]) -> str | None:
    """The name that ends where the cue begins."""
    before = _AFTER_NAME.sub("", before[-80:])
    quoted = _QUOTED_LEFT.search(before)
    if quoted:
        return _sound(quoted[1], known, quoted=True)
    m = _LEFT_RUN.search(before)
    if not m:
        return None
    run = m[0]
    for at in range(len(run) - 1):  # the longest known end first
        if run[at:] in known:
            return run[at:]
    return _sound(_LEAD.sub("", run), known)


def _right(after: str, known: Collection[str]) -> tuple[str | None, int]:
    """The name that begins where the cue ends, and how far it reaches."""
    quoted = _QUOTED_RIGHT.match(after)
    if quoted:
        return _sound(quoted[1], known, quoted=True), quoted.end()
    m = _RUN.match(after)
    if not m:
        return None, 0
    run = m[0]
    for end in range(len(run), 1, -1):
        if run[:end] in known:
            return run[:end], end
    head = _HEAD.match(run)
    return (_sound(head[0], known), head.end()) if head else (None, 0)


_ROLE = re.compile(
    r"(?:本|该|贵|原|各|子|母|上市|标的|目标|项目|合资|控股|参股|总|分)?公司|(?:本次|本)?(?:项目|交易|协议|合同|计划|办法|意见|方案)|"
    r"发行人|受让方|转让方|保证人|担保人|债权人|债务人|[甲乙丙丁]方|双方|各方|控股股东|实际控制人|集团|企业|基金|银行"
)
"""What a text calls somebody by his part in it: no name."""


def _sound(name: str, known: Collection[str], *, quoted: bool = False) -> str | None:
    if name in known:
        return name
    if quoted and len(name) >= 2 and not _ROLE.fullmatch(name):
        return name
    m = _TAIL.search(name)
    return name if m and m.start() >= 2 and not re.search(r"[的是为]", name[: m.start()]) else None


def ties_in(text: str, known: Collection[str] = ()) -> Iterator[tuple[TieKind, str, str, int, int]]:
    """(kind, name, other, start, end) in a text; ``known``: names that count without a legal form. Linear in the text."""
    for stretch in _STRETCH.finditer(text):
        said = stretch[0][:_LONGEST]
        if not _HINT.search(said):
            continue
        seen: set[tuple[str, frozenset[str]]] = set()
        for kind, name, other, start, end in (*_by_cue(said, known), *_children(said, known)):
            if name != other and (kind, frozenset((name, other))) not in seen:
                seen.add((kind, frozenset((name, other))))
                yield kind, name, other, stretch.start() + start, stretch.start() + end


def _by_cue(said: str, known: Collection[str]) -> Iterator[tuple[TieKind, str, str, int, int]]:
    for kind, straight, cue in _CUES:
        for m in cue.finditer(said):
            if kind == "renamed" and straight and _PLANNED.search(said[: m.start()]):
                continue
            left = _left(said[: m.start()], known)
            right, length = _right(said[m.end() :], known) if left else (None, 0)
            if left and right:
                start = max(0, m.start() - len(left) - 2)
                name, other = (left, right) if straight else (right, left)
                yield kind, name, other, start, m.end() + length


def _children(said: str, known: Collection[str]) -> Iterator[tuple[TieKind, str, str, int, int]]:
    """甲是乙的全资子公司: the parent ends where 的…子公司 begins."""
    for m in _CHILD.finditer(said):
        before = said[max(0, m.start() - 80) : m.start()]
        for verb in _IS.finditer(before):
            parent, length = _right(before[verb.end() :], known)
            if not parent or verb.end() + length != len(before):
                continue
            child = _left(before[: verb.start()], known)
            if child:
                start = m.start() - len(before) + max(0, verb.start() - len(child))
                yield "parent", child, parent, start, m.end()


def ties_of(document: Document, known: Collection[str] = ()) -> tuple[Tie, ...]:
    """The ties that a document states outside noise, in order of position."""
    found = []
    for zone in document.zones:
        if zone.kind not in _ZONES:
            continue
        for kind, name, other, start, end in ties_in(document.text[zone.start : zone.end], known):
            raw_start, raw_end = document.map.raw(zone.start + start, zone.start + end)
            quote = document.raw[raw_start:raw_end]
            found.append(Tie(kind, name, other, document.path, raw_start, raw_end, quote))
            if len(found) >= _MOST:
                return tuple(found)
    return tuple(found)
