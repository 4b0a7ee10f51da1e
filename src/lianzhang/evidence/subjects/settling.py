"""The subject of a number settled: what the rules answer, or another candidate that scores better (:mod:`lianzhang.evidence.subjects.ranking`)."""

from __future__ import annotations

import math
import re

from lianzhang.evidence.claims.about import About
from lianzhang.evidence.claims.reading import Last, Reading, Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.candidates import Candidate, any_such
from lianzhang.evidence.subjects.counted import BY_KIND, is_kind
from lianzhang.evidence.subjects.facets import bare, measure_alone, ownerless
from lianzhang.evidence.subjects.goods import of_goods
from lianzhang.evidence.subjects.kinds import all_of_a_kind, of_a_country
from lianzhang.evidence.subjects.looks import faulty, kind_of
from lianzhang.evidence.subjects.phrases import right_noun
from lianzhang.evidence.subjects.ranking import featured, weighed
from lianzhang.evidence.subjects.shape import shaped
from lianzhang.evidence.subjects.standing import shared

__all__ = ["settle"]

_AHEAD, _AHEAD_OF_DOUBT = 2.0, 0.5
"""By how much another candidate must score better than what the rules answer; where that shows a fault."""
_GENERAL = frozenset({"described", "found", "spoken of", "owner", "unknown", "itself", "none"})
"""Rules that take what stands near: weighed against every other candidate."""
_OUTRIGHT = frozenset(
    {
        "central bank",
        "doer",
        "example",
        "fair",
        "head",
        "heading",
        "like",
        "moved",
        "office",
        "owned",
        "owner behind",
        "paper",
        "part",
        "pointed",
        "quoted",
        "region",
        "some of them",
        "works",
    }
)
"""Rules whose answer stands; that of the others gives way where it shows a fault."""
_SAME = 4
"""So many fifths of their pairs of letters two wordings of one thing share."""
_STAKES = frozenset({"股份", "股权"})
"""What is held and sold: of the holder as of the firm."""
_PHASE = re.compile("第?[一二三四五]期(?:项目|工程)?")
_SHORTEST = 4
_THIS = re.compile("[该本此](?:项目|工程|基地|电站|工厂|装置|生产线|园区)")
_INVESTED = re.compile(
    r"(?<=项目|工程|基地|园区)的?(?:总|计划|合同|协议|累计|预计){0,6}投资(?:总额|额|规模)?\Z"
)
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
    scene = reading.scene
    who = _best(reading, spot, number, found, last, who)
    if found.frame.kind == "investment" and not who.firms:
        who = who._replace(subject=_INVESTED.sub("", who.subject))
    if found.frame.kind == "price" and not who.firms:
        who = who._replace(subject=of_goods(scene, spot, number, who.subject))
    if who.firms or not who.place or who.by == "office":
        return who
    told = who.subject in {t.subject for t in last.told[-_NEAR:] if t.sentence == spot.index}
    subject = who.subject if told else _at_home(scene, spot, who)
    if found.frame.kind in _OF_LAND:
        return who._replace(subject=subject)
    return who._replace(subject=_outgrown(scene, who, subject, number.unit in _COUNTS))


_OF_LAND = frozenset({"market_rank", "milestone", "reserve"})
"""What is told of a thing as one of its land (云南省铟矿居第三位)."""
_COUNTS = frozenset({"count", "persons"})
_ANY = re.compile("(?:全部|重点|重大|新建|在建|签约|[总各]){0,6}(?:项目|工程|领域|产业|行业|经济|市场|GDP)")
"""What says nothing without the place that it is in."""
_FEWEST, _MORE = 2, 2


def _outgrown(scene: Scene, who: About, subject: str, counted: bool) -> str:
    """``subject`` without the place in front where that name is longer than the thing's, or as long as what is counted (甲县耕地, 某某省加氢站:
    the place has a field of its own). A measure and a word for any such thing keep it."""
    ground = _ground(scene, who)
    core = subject.removeprefix(ground)
    if core == subject or not _FEWEST <= len(core) <= len(ground) + _MORE or _ANY.fullmatch(core):
        return subject
    if kind_of(core) in ("measure", "facet") or faulty(scene, core, True):
        return subject
    return core if counted or len(core) < len(ground) else subject


def _at_home(scene: Scene, spot: Spot, who: About) -> str:
    """The phrase without the country or a place told elsewhere in front; the text's own place stays, and that of a bare measure."""
    place = who.place or ""
    core = who.subject.removeprefix(_ground(scene, who))
    if place == COUNTRY and _not_of_country(scene, spot, who, core):
        return core
    if core == who.subject or len(core) < _SHORTEST or bare(core):
        return who.subject
    if place in scene.home and place not in (COUNTRY, WORLD):
        return who.subject
    if place == COUNTRY:
        return _as_printed(scene, spot, core) or who.subject
    return who.subject if scene.grounds(spot.sentence.start, spot.sentence.end) else core


_OWN_COUNTRY = ("国内", "我国", "中国", "境内")
_WHOLE_COUNTRY = ("全国", *_OWN_COUNTRY)
_EVERYWHERE = (*_WHOLE_COUNTRY, "各地", "各省")


def _not_of_country(scene: Scene, spot: Spot, who: About, core: str) -> bool:
    """Whether a thing was put under the country though its sentence prints no word for it (央行, 上市公司); a measure alone needs its owner."""
    if core == who.subject or len(core) < _FEWEST or bare(core):
        return False
    start, end = spot.sentence.start, spot.clause.end
    return all(scene.flat.find(word, start, end) < 0 for word in _EVERYWHERE)


_NEAR = 8
"""How many numbers before are looked at for what was settled already."""


def _as_printed(scene: Scene, spot: Spot, core: str) -> str:
    """A thing of the whole country under the word for the country that stands right before it, without one where its clause prints none; empty
    where another word stands before it."""
    at = scene.text.find(core[:_SHORTEST], spot.sentence.start, spot.clause.end)
    own = [w for w in _OWN_COUNTRY if at >= 0 and scene.text.endswith(w, spot.sentence.start, at)]
    if own:
        return own[0] + core
    told = any(scene.text.find(w, spot.clause.start, spot.clause.end) >= 0 for w in _WHOLE_COUNTRY)
    return "" if told else core


def _ground(scene: Scene, who: About) -> str:
    """The places of a subject as they stand in front of it."""
    return "、".join(scene.short(p) for p in (who.place or "").split(";"))


def _bared(scene: Scene, who: About, text: str) -> bool:
    """Whether ``text`` is ``who`` without the place in front, or its measure without its owner."""
    owner = who.subject.removesuffix(text)
    if owner == who.subject or who.firms:
        return False
    return bare(text) or owner == _ground(scene, who)


def _best(reading: Reading, spot: Spot, number: NumberMention, found: Match, last: Last, who: About) -> About:
    """The best subject of ``number``: ``who``, what the rules answer, unless another candidate scores clearly better; a measure with its owner
    never gives way to the measure alone."""
    scene = reading.scene
    who = who if who.by == "moved" else _as_named(scene, who)
    if _counted(scene, spot, number, who) or _outright(scene, spot, number, found, who):
        return who
    doubtful = not _settled(last, who) and _doubtful(scene, spot, number, who)
    worded = not doubtful and who.by in _GENERAL and _worded(scene, spot, number, who)
    if not doubtful and not worded and _stands(scene, spot, number, who):
        return who
    ahead = _AHEAD_OF_DOUBT if doubtful else _AHEAD
    wide = any(p.paths[0] in (COUNTRY, WORLD) for p in scene.grounds(spot.clause.start, number.start))
    public = of_a_country(scene, spot.clause.start, number.start)
    floor = spot.clause.start if public else spot.sentence.start if wide else -1
    core = who.subject.removeprefix(_ground(scene, who))
    alone = doubtful and not spot.part and not who.firms and measure_alone(core)
    best, top, ruled = None, 0.0, -math.inf
    for candidate, parts in featured(scene, spot, number, found, who, last):
        score = sum([weighed(part) for part in parts])
        if alone and not candidate.firms and measure_alone(candidate.text):
            continue
        if "rules" in candidate.ways:
            ruled = max(ruled, score + ahead)
        elif worded and not _elsewhere(candidate, who):
            ruled = max(ruled, score + ahead)  # nothing of the clause itself may be likelier
            continue
        elif (
            (alone and not candidate.firms and _cut_off(scene, spot, number, core, candidate))
            or any_such(candidate.text)
            or (floor >= 0 and _far_firm(candidate, number, floor))
        ):
            continue
        if best is None or score > top:
            best, top = candidate, score
    if best is None or top < ruled or "rules" in best.ways or _bared(scene, who, best.text):
        return who
    inherited = not best.ways.isdisjoint(_TOLD)
    if not doubtful and not best.firms:
        if faulty(scene, best.text, number.unit in _COUNTS) or _same(
            best.text, who.firms[0].name if who.firms and inherited else who.subject
        ):
            return who
        if inherited and not who.firms and _in_clause(scene, spot, number, who.subject):
            return who  # its clause names something of its own
        if scene.flat.startswith(("为" + who.subject, "是" + who.subject), number.end):
            return who  # 其中95辆为混合动力: the sort
    return About(list(best.firms), best.text, inherited, who.place)


_BEFORE = frozenset(
    {
        "told.segment",
        "told.sentence",
        "told.paragraph",
        "head.previous",
        "head.sentence",
        "thing.sentence",
        "firm.sentence",
    }
)
_IN_CLAUSE = frozenset({"left", "head.clause", "thing.clause", "firm.clause", "told.clause"})
"""Ways in which a candidate was found: before the clause of the number, in it."""
_WHICH = 2
"""A phrase of so few letters names no owner."""


def _cut_off(scene: Scene, spot: Spot, number: NumberMention, measure: str, candidate: Candidate) -> bool:
    """Whether a phrase is a part of the measure, or says no more than which (原有产能), or is printed across its beginning."""
    text = candidate.text
    if text in measure or (len(text) <= _WHICH and candidate.ways.isdisjoint(_TOLD)):
        return True
    start, end = spot.clause.start, number.start
    at, other = scene.flat.rfind(measure, start, end), scene.flat.rfind(text, start, end)
    return 0 <= other < at < other + len(text) < at + len(measure)


def _in_clause(scene: Scene, spot: Spot, number: NumberMention, text: str) -> bool:
    """Whether ``text`` is printed between the head of the clause and the number, and is more than a measure."""
    return (
        kind_of(text) != "measure"
        and scene.flat.find(text, max(spot.clause.start, spot.left), number.start) >= 0
    )


def _same(text: str, other: str) -> bool:
    """Whether ``text`` is a part of ``other``, or the same in other words."""
    return text in other or shared(text, other) >= _SAME


def _counted(scene: Scene, spot: Spot, number: NumberMention, who: About) -> bool:
    """Whether ``who`` is the kind of firm or share that stands behind a count of them."""
    if number.noun not in BY_KIND or who.firms or not is_kind(who.subject):
        return False
    noun = right_noun(scene, spot.after, spot.right)
    return (
        noun != ""
        and who.subject.endswith(noun)
        and _WHERE.fullmatch(who.subject[: -len(noun)].removeprefix(_ground(scene, who))) is not None
    )


_WHERE = re.compile(
    "(?:[AB港美] ?股|沪深|[两沪深]市|北交所|科创板|创业板|新三板|主板|市场|国内|我国|全国|中国|全球|行业|其余|其他|另外|首批|上述|这){0,6}"
)
"""Of which market or trade, before the kind of firm."""


def _settled(last: Last, who: About) -> bool:
    """Whether ``who`` is what was settled for the number before."""
    return who.inherited and bool(last.told) and last.told[-1].subject == who.subject


def _stands(scene: Scene, spot: Spot, number: NumberMention, who: About) -> bool:
    """Whether an answer without a fault stands: of a rule that looks for something, a phrase that opens the clause, a word for any such thing."""
    if who.by not in _GENERAL:
        return True
    if who.firms:
        return False
    listed = (
        number.unit == "count" and scene.flat[number.start - 1] == "等"
    )  # 甲、乙等5项指标: what is counted
    kind = any_such(who.subject) or all_of_a_kind(who.subject)
    return listed or kind or _in_words(scene, spot, number, who.subject)


def _worded(scene: Scene, spot: Spot, number: NumberMention, who: About) -> bool:
    """Whether a measure that opens the clause is the answer, of no place that the clause prints or that the text is of: what was told before
    may be likelier."""
    if who.firms or kind_of(who.subject) not in ("measure", "facet") or all_of_a_kind(who.subject):
        return False
    if who.place in scene.home and who.place not in (COUNTRY, WORLD):
        return False
    return not scene.grounds(spot.clause.start, number.start) and _in_words(scene, spot, number, who.subject)


def _elsewhere(candidate: Candidate, who: About) -> bool:
    """Whether a candidate was told or named before the clause, and is no part of ``who``."""
    if candidate.text in who.subject or (not candidate.firms and kind_of(candidate.text) == "measure"):
        return False
    return not candidate.ways.isdisjoint(_BEFORE) and candidate.ways.isdisjoint(_IN_CLAUSE)


def _far_firm(candidate: Candidate, number: NumberMention, start: int) -> bool:
    """Whether it is a firm that is not named between ``start`` and the number: what is told of the whole country is none of its."""
    return bool(candidate.firms) and not start <= candidate.firms[0].start < number.start


def _outright(scene: Scene, spot: Spot, number: NumberMention, found: Match, who: About) -> bool:
    """Whether the rules' answer stands whatever else there is."""
    if not (who.firms or who.subject):
        return False
    if who.by in _OUTRIGHT or _PHASE.fullmatch(who.subject):
        return True
    if len(who.firms) > 1 and who.by == "found" and who.firms[0].start >= spot.clause.start:
        return True  # 甲、乙和丙分列……: of all of them
    if who.firms:
        return who.by == "found" and (found.frame.measure in _STAKES or _at_head(scene, spot, number, who))
    points = _THIS.match(scene.flat, content(scene, spot.clause.start, number.start), number.start)
    return bool(points) and kind_of(who.subject) == "thing" and not _THIS.match(who.subject)  # 本项目……


def _at_head(scene: Scene, spot: Spot, number: NumberMention, who: About) -> bool:
    """Whether the one firm opens the clause and no number stands between (甲销量33万辆；乙销量26万辆)."""
    firm = who.firms[0]
    if len(who.firms) > 1 or firm.start < spot.left or "、" in scene.flat[firm.end : number.start]:
        return False
    return firm.start == content(scene, spot.clause.start, number.start)


def _in_words(scene: Scene, spot: Spot, number: NumberMention, text: str) -> bool:
    """Whether the clause opens with ``text``, whatever place or industry was put before it."""
    begin = content(scene, spot.clause.start, number.start)
    if begin < spot.left:
        return False
    for place in scene.grounds(begin, number.start)[:1]:
        begin = place.end if place.start == begin else begin
    return any(scene.flat.startswith(text[at:], begin) for at in range(len(text) - 1))


def _doubtful(scene: Scene, spot: Spot, number: NumberMention, who: About) -> bool:
    """Whether ``who`` shows a fault: nobody, half a phrase, a measure without its owner."""
    if who.firms:
        return False
    alone = not spot.part and ownerless(scene, spot, number, who.subject, who.place)
    return not who.subject or alone or faulty(scene, who.subject, number.unit == "count")


_TOLD = ("told.clause", "told.sentence", "told.segment", "told.first")
