"""The firm on whose site a sentence tells what there is: 在某某公司，……; 走进某某矿区，……. Reporters go from works to works, one a segment."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Frame
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.scene import OWN_PLACE, Scene, remembered

__all__ = ["deal_place", "held_works", "host"]

_ENTERS = re.compile(
    r"(?:如今|眼下|目前|近日|日前|当[日天]|今[日天]|记者|笔者){0,6}(?:在|走进|来到|走入|步入|进入|踏入|置身|位于)"
)
_SITE = re.compile(
    r"(?:公司)?的?(?:[^，。；\d]{0,12}?(?:车间|厂区|厂房|工厂|基地|矿区|矿山|现场|工地|产线|生产线|展厅|实验室|园区|项目部?|中控室)里?内?|里|内)?"
)
_KINDS = frozenset(
    {"capacity", "technology_parameter", "production", "milestone", "investment", "employment", "product_count", "project",
     "output_value", "sales", "export"}
)  # fmt: skip
"""What works have and do."""
_FAR = 24


def host(scene: Scene, spot: Spot, number: NumberMention, frame: Frame) -> NameMention | None:
    """The firm on whose site ``number`` is told, where its clause names no place; None where no site opens the segment."""
    if frame.kind not in _KINDS or not spot.at or scene.grounds(spot.clause.start, number.start):
        return None
    if OWN_PLACE.search(scene.flat, spot.clause.start, number.start):
        return None
    return _entered(scene, spot.index, spot.at)


_HELD = re.compile(
    r"(?:（[^（）]{2,20}）)?(?:的?(?:所属|旗下|下属)的?)?(?P<n>(?!控股|全资|参股|投资|建设|收购)[\u4e00-\u9fff]{2,6}?(?:油田|气田|煤矿|金矿|铜矿|铁矿|锂矿|铅锌矿|盐湖|热?电厂|水电站|核电站))(?!项目|工程|公司|业|的|[一二三四]期)"
)
_UNDER = re.compile("(?:其|公司|集团)?(?:所属|旗下|下属)的?(?=[\u4e00-\u9fff]{4})")


def held_works(scene: Scene, spot: Spot, number: NumberMention, firms: list[NameMention]) -> str:
    """The field, mine or power station named right behind the firm that it belongs to (远山石油白山油田累计……, 旗下白山油田……): the
    figures are of it; empty where none is."""
    if len(firms) != 1 or firms[0].start < spot.sentence.start:
        return ""
    m = _HELD.match(scene.flat, firms[0].end, number.start)
    if m and not scene.names(m.start("n"), m.end("n"), "organisation"):
        return m["n"]
    under = _UNDER.match(scene.flat, content(scene, spot.clause.start, number.start), number.start)
    m = _HELD.match(scene.flat, under.end(), number.start) if under else None
    return m["n"] if m else ""


@remembered
def _entered(scene: Scene, index: int, at: int) -> NameMention | None:
    """The firm whose site the clause before ``at`` enters with which the segment opens, no other firm named since."""
    clauses = scene.sentences[index].clauses
    for clause in reversed(clauses[:at]):
        if clause.segment != clauses[at].segment:
            return None
        named = scene.names(clause.start, clause.end, "organisation")
        lead = _ENTERS.match(scene.flat, clause.start, clause.end)
        if lead and named and named[-1].start - lead.end() <= _FAR:
            tail = _SITE.fullmatch(scene.flat, named[-1].end, clause.end)
            return named[-1] if tail else None
        if named:
            return None
    return None


_DEAL_SITE = re.compile(
    r"(?:与|和|同|在)[^，。；]{0,12}?(?:人民政府|政府|管委会|管理委员会|投资建设|投资|建设|设立|新建)"
)


def deal_place(scene: Scene) -> str | None:
    """Where the project that a firm's text is about is to stand: whose government agrees, or where it is built; None where unsaid."""
    for m in _DEAL_SITE.finditer(scene.flat, 0, 800):
        found = [p for p in scene.places(m.start(), m.end()) if p.keys]
        found = found or [p for p in scene.mentions.places if m.start() <= p.start and p.end <= m.end()]
        if found:
            return ";".join(found[-1].paths)
    return None
