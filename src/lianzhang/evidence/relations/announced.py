"""Deeds that somebody announces (甲宣布，将……; 某委员会表示，已……): what the clause behind the announcement says is done by who speaks.

Any verb may say it, so the reader of any verb makes the candidates, each with the speaker as its subject; who announces what he does tells more
than most clauses do, so less likely ones are told than elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.relations.clauses_who import firm_named, head_of
from lianzhang.evidence.relations.open_claims import draft_of
from lianzhang.evidence.relations.open_clauses import Candidate, deeds_of
from lianzhang.evidence.relations.open_ends import Spot, Subject, spot_of
from lianzhang.evidence.relations.open_gate import kind_of, likelihood
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.segments import classes

__all__ = ["announced"]

_LEAST = 0.12
"""How likely what is announced must be by the weights of the reader of any verb, which were learnt on all clauses."""
_SAYS = re.compile(
    r"宣布|公告称|透露|提出|证实|(?:(?<!人士)表示|(?<![名简号俗自堪人])称(?![为号之作职重]))(?=，)"
)
_WHEN = r"(?:近期|日前|今年|明年|[下本]周|[下本]月|\d{4}年|\d{1,2}月|\d{1,2}日|起){0,6}"
_DEED = re.compile(
    rf"[，：:]?“?(?:(?:该|本)?公司|其)?{_WHEN}(?:正式|已经?|将[会要]?|拟|计划|正在?|要|会|准备|同意|决定|即将|同时)++(?![就因为])"
)
_BARE = re.compile(r"(?![，：:“称，将已拟])")
_IDLE = re.compile(
    "继续|坚持|加强|加大|努力|高度|重视|关注|密切|积极|全力|深化|聚焦|不断|进一步|确保|保持|着力|更好|更加|适时|依法|考虑|认为|相信|希望|感谢|可能|或将|有信心|注意|不会|没有|并非|尽快|充分|全面|大力"
)
"""What says how one means to go on, and nothing that is done."""


def announced(reading: Reading, told: Sequence[Draft]) -> list[Draft]:
    """Drafts for what is announced and ``told`` does not tell."""
    scene = reading.scene
    taken: dict[int, list[tuple[int, int]]] = {}
    for d in told:
        if d.fields.get("value") is None:
            taken.setdefault(d.sentence, []).append((d.start, d.end))
    out: list[Draft] = []
    said: set[tuple[str, str]] = set()
    cues = {m.start(): m.end() for m in _SAYS.finditer(scene.flat)}
    for index, sentence, at, _ in reading.clauses_at(sorted(cues), "body", "title"):
        for cue in (c for c in cues if sentence.clauses[at].start <= c < sentence.clauses[at].end):
            found = _deed(scene, index, sentence, at, cue, cues[cue])
            if found is None:
                continue
            speaker, spot = found
            if any(a < spot.clause.end and spot.clause.start < b for a, b in taken.get(index, ())):
                continue
            best = _best(reading, deeds_of(scene, spot, speaker))
            if best and (speaker.name, best.object) not in said:
                said.add((speaker.name, best.object))
                out.append(draft_of(reading, best, _kind(best), max(0.5, likelihood(reading, best))))
    return out


def _deed(
    scene: Scene, index: int, sentence: Sentence, at: int, cue: int, after: int
) -> tuple[Subject, Spot] | None:
    """Who announces, and the clause with what is announced: the rest of the clause behind the word, else the next."""
    clause = sentence.clauses[at]
    there = at
    if after >= clause.end:
        if at + 1 >= len(sentence.clauses):
            return None
        there, deed = at + 1, sentence.clauses[at + 1]
        if not _DEED.match(scene.flat, deed.start, deed.end):
            return None
    else:
        deed = clause._replace(start=after)
        plain = scene.flat.startswith("宣布", cue) and _BARE.match(scene.flat, after)
        if not (plain or _DEED.match(scene.flat, after, clause.end)):
            return None
    if deed.end - deed.start < 6 or _IDLE.search(scene.flat, deed.start, min(deed.end, deed.start + 12)):
        return None
    speaker = _speaker(scene, clause, cue)
    return (speaker, spot_of(scene, index, sentence, there, deed)) if speaker else None


def _speaker(scene: Scene, clause: Clause, cue: int) -> Subject | None:
    """The firm, office or body that the clause says to speak; a person speaks for nobody here."""
    a, b = head_of(scene, clause, cue)
    named = scene.names(clause.start, cue, "organisation", "government", "authority", "institution")
    if named and named[0].start - a <= 3 and _THEN.fullmatch(scene.flat, named[0].end, cue):
        own: str | None = named[0].name
        a = named[0].start
    else:
        own = firm_named(scene, a, b) if b > a else None
    if own is None or _SOME.search(own):
        return None
    office = any(n.name == own and n.type != "organisation" for n in named)
    return Subject(own, a, "gov" if office else "org", "inherited")


_THEN = re.compile(
    r"(?:公司|集团|方面|官方|官[微网]|[AB]|（[^（）]{0,40}）)?(?:还|也|则|曾|即|又|均|同时|公开|正式|共同|联合|今[日天]|昨[日天晚]|近日|日前|(?:\d{1,2}月)?\d{1,2}日|[早晚]间?|发文|发布公告|发布声明|公告|回应){0,6}"
    r"(?:(?:在|于|向|就|对)[^，。；]{2,40})?"
)
_SOME = re.compile(r"多家|两家|\d家|部分|一些|有关|相关|上市公司\Z")


def _best(reading: Reading, found: Iterator[Candidate]) -> Candidate | None:
    """The likeliest of the candidates that is likely enough."""
    weighed = [
        (likelihood(reading, c), -c.verb.start, c)
        for c in found
        if classes().get(c.verb.text) != "saying"
        and not (c.object_type == "none" or c.object[0].isdigit())
        and not (c.object_type == "org" and c.verb.text in _BUILDS)
        and not _UNSAID.match(c.object)
    ]
    most = max(weighed, key=lambda w: w[:2], default=None)
    return most[2] if most and most[0] >= _LEAST else None


_UNSAID = re.compile("一批|一系列|系列|多[项个家种]|若干|更多|相关|有关")
"""What is announced without being told what it is (推出一批重点项目)."""
_BUILDS = ("建设", "投建", "新建", "扩建", "投资建设")


def _kind(c: Candidate) -> str:
    kind = kind_of(c)
    return "milestone" if kind in ("finance", "stock", "zoning", "talent") else kind
