"""Firms that a text names by what they are to another: subsidiaries, firms just founded, firms to be bought."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.announcers import SUBSIDIARY
from lianzhang.evidence.claims.placed import unlisted
from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.noun_phrases import after_statement
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.bought import bought
from lianzhang.evidence.subjects.firms import closed_off

__all__ = ["called_by_part"]


def called_by_part(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The subsidiary, the firm founded or the firm to be bought that ``number`` is of; None where its clause is of none."""
    return _subsidiary(scene, spot, number) or _founded(scene, spot, number) or _target(scene, spot, number)


_FOUNDED = re.compile(r"(?:设立|成立|组建|新设|创立)(?:了)?(?P<n>[^，。；]{2,40}?公司)")
_ITS_CAPITAL = re.compile(r"(?:公司|其)?(?:认缴)?注册资(?:本|金)")


def _subsidiary(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The part of a firm that the clause names as such (全资子公司某某): its figures are its own."""
    m = SUBSIDIARY.search(scene.flat, spot.clause.start, number.start)
    if m is None or after_statement(m["full"] or m["n"]) or (m["n"] and not unlisted(m["n"])):
        return None
    aside = closed_off(scene, spot.clause.start, m.end(), number.start)
    if aside or _GOVERNED.search(scene.flat, spot.clause.start, m.start()):
        return None  # 向某某全资子公司某某购入
    a, b = m.span("full" if m["full"] else "n")
    return NameMention(a, b, "organisation", scene.text[a:b])


_GOVERNED = re.compile(
    "(?:^|[^方取倾面导])(?:向|从|与|给|由|对(?!外)|收购|购买|受让|增资)(?![^，。；]{0,40}(?:向|从|与|对))[^，。；]{0,30}?(?:全资|控股|参股|下属|旗下)?\\Z"
)


def _founded(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The firm whose founding the sentence tells before its capital (设立某某公司，注册资本……)."""
    if not spot.at or not _ITS_CAPITAL.match(
        scene.flat, content(scene, spot.clause.start, number.start), number.start
    ):
        return None
    told = list(_FOUNDED.finditer(scene.flat, spot.sentence.start, spot.clause.start))
    if not told:
        return None
    a, b = told[-1].span("n")
    known = scene.names(a, b, "organisation")
    return known[-1] if known and known[-1].end == b else NameMention(a, b, "organisation", scene.text[a:b])


_TARGET = re.compile(
    r"(?:(?P<bought>标的|目标)(?:公司|资产|企业)|(?:合资|项目|新)公司)(?!股权|(?:原|全体)?股东|的股)"
)
_REACH = 800
_PROMISE = re.compile(
    "(?:标的|目标)(?:公司|资产|企业)[^，。；]{0,12}承诺|(?:交易对方|转让方|出让方|原股东|承诺[方人]|补偿义务人|卖方)[^，。；]{0,12}承诺|业绩承诺"
)
"""Who sells a firm promises what that firm will earn."""


def _target(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The firm meant by 标的公司 or 合资公司 at the head of the clause, or whose earnings its sellers promise: the one named as bought
    or founded before, else under that word."""
    start = content(scene, spot.clause.start, number.start)
    m = _TARGET.match(scene.flat, start, number.start)
    if m is None:
        promised = number.unit in _EARNED and _PROMISE.search(scene.flat, spot.sentence.start, number.start)
        return bought(scene, spot.sentence.start) if promised else None
    beside = scene.names(m.end(), number.start, "organisation")
    if beside and beside[0].start == m.end():
        return beside[0]
    found = bought(scene, start) if m["bought"] else None
    if not m["bought"]:
        for told in reversed(list(_FOUNDED.finditer(scene.flat, max(0, start - _REACH), start))):
            known = scene.names(*told.span("n"), "organisation")
            if known and known[-1].end == told.end("n"):
                return known[-1]
    return found or NameMention(start, m.end(), "organisation", scene.text[start : m.end()])


_EARNED = frozenset({"CNY", "USD", "EUR", "HKD"})
