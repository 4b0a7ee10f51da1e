"""The subject of a number settled: what the rules answer, or another candidate that scores better (:mod:`lianzhang.evidence.subjects.ranking`)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.about import About
from lianzhang.evidence.claims.headings import under_heading
from lianzhang.evidence.claims.reading import Last, Reading, Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.candidates import Candidate, any_such
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.ranking import built, featured, form, kind_of, sure, weighed
from lianzhang.evidence.subjects.shape import shaped

__all__ = ["settle"]

_AHEAD, _FAR_AHEAD = 0.6, 1.0
"""By how much another candidate must score better than a phrase that shows no fault; one that the sentence does not name."""
_SHORTEST = 4
_THIS = re.compile("[该本此](?:项目|工程|基地|电站|工厂|装置|生产线|园区)")
_INVESTED = re.compile(r"(?<=项目|工程|基地|园区)的?(?:总|计划|合同|协议|累计|预计)*投资(?:总额|额|规模)?\Z")
"""What is invested in works: the works alone are the subject."""


def _as_named(scene: Scene, who: About) -> About:
    """``who`` with its subject as a subject may stand, a firm under no more than its name."""
    if len(who.firms) > 1 or not (who.firms or who.subject):
        return who
    text, firm = shaped(scene, who.firms[0].name if who.firms else who.subject)
    if firm:
        return who._replace(firms=[firm])
    return who if who.firms else who._replace(subject=text)


def settle(
    reading: Reading, spot: Spot, number: NumberMention, found: Match, last: Last, who: About
) -> About:
    """Whom ``number`` is about: the best candidate, without a place that its sentence does not print where the phrase needs none."""
    who = _best(reading, spot, number, found, last, who)
    if found.frame.kind == "investment" and not who.firms:
        who = who._replace(subject=_INVESTED.sub("", who.subject))
    return who if who.firms or not who.place else who._replace(subject=_at_home(reading.scene, spot, who))


def _at_home(scene: Scene, spot: Spot, who: About) -> str:
    """The phrase without the country or a place told elsewhere in front; the text's own place stays, and that of a bare measure."""
    place = who.place or ""
    core = who.subject.removeprefix(_ground(scene, who))
    if core == who.subject or len(core) < _SHORTEST or bare(core):
        return who.subject
    if place in scene.home and place not in (COUNTRY, WORLD):
        return who.subject
    return who.subject if scene.grounds(spot.sentence.start, spot.sentence.end) else core


def _ground(scene: Scene, who: About) -> str:
    """The places of a subject as they stand in front of it."""
    return "、".join(scene.short(p) for p in (who.place or "").split(";"))


def _bared(scene: Scene, who: About, text: str) -> bool:
    """Whether ``text`` is the measure of ``who`` without its owner, where that is more than a place."""
    owner = who.subject.removesuffix(text)
    return bare(text) and owner not in ("", who.subject, _ground(scene, who))


def _best(reading: Reading, spot: Spot, number: NumberMention, found: Match, last: Last, who: About) -> About:
    """The best subject of ``number``: ``who``, what the rules answer, unless another candidate scores better: at all where that shows a fault,
    clearly and without a fault of its own where it is a phrase that shows none, unless the clause prints that phrase or it is a word for
    any such thing."""
    scene = reading.scene
    who = _as_named(scene, who)
    if who.subject and not who.firms and who.subject == under_heading(scene, spot, number):
        return who  # a line of its own names it
    found_works = not who.firms and kind_of(who.subject) == "thing" and not _THIS.match(who.subject)
    if found_works and _THIS.match(scene.flat, content(scene, spot.clause.start, number.start), number.start):
        return who  # 本项目……: the works it points to
    doubted = not sure(scene, spot, number, found, who)
    if not doubted and (who.firms or who.inherited or spot.part or built(number, found)):
        return who
    if not doubted and (any_such(who.subject) or _in_words(scene, spot, number, who.subject)):
        return who  # gives way to none, which is seen much sooner than how well the others score
    best, top, ruled = None, 0.0, 0.0
    wide = any(p.paths[0] in (COUNTRY, WORLD) for p in scene.grounds(spot.clause.start, number.start))
    for candidate, parts in featured(scene, spot, number, found, who, last):
        if not doubted and any_such(candidate.text):
            continue
        if wide and candidate.firms and not spot.sentence.start <= candidate.firms[0].start < number.start:
            continue  # what a clause tells of the whole country is of no firm named elsewhere
        score = sum([weighed(part) for part in parts])
        if best is None or score > top:
            best, top = candidate, score
        if "rules" in candidate.ways:
            ruled = score
    if best is None or "rules" in best.ways or _bared(scene, who, best.text):
        return who  # a measure with its owner never gives way to the measure alone
    if not doubted and not _clearly(scene, spot, number, who.subject, best, top - ruled):
        return who
    inherited = not best.ways.isdisjoint(_TOLD)
    return About(list(best.firms), best.text, inherited, who.place)


def _clearly(
    scene: Scene, spot: Spot, number: NumberMention, text: str, best: Candidate, ahead: float
) -> bool:
    """Whether ``best``, ``ahead`` of the phrase ``text`` that shows no fault, is to be taken in its stead: never where it is the same with or
    without its measure."""
    _, of, behind = text.rpartition(best.text)
    same = of and (not behind or bare(behind))
    if ahead < _AHEAD or same or form(scene, best.text, bool(best.firms))[1]:
        return False
    return ahead >= _FAR_AHEAD or scene.flat.find(best.text, spot.sentence.start, number.start) >= 0


def _in_words(scene: Scene, spot: Spot, number: NumberMention, text: str) -> bool:
    """Whether the clause prints ``text`` as what it speaks of, whatever place or industry was put before it: it opens with it, or it is what
    is measured; a bare measure is none."""
    begin = content(scene, spot.clause.start, number.start)
    for place in scene.grounds(begin, number.start)[:1]:
        begin = place.end if place.start == begin else begin
    found = (text[at:] for at in range(len(text) - _SHORTEST + 1))
    whole = next((t for t in found if scene.flat.find(t, begin, number.start) >= 0), "")
    if not whole or bare(whole):
        return False
    return scene.flat.startswith(whole, begin) or kind_of(whole) == "measure"


_TOLD = ("told.clause", "told.sentence", "told.segment", "told.first")
