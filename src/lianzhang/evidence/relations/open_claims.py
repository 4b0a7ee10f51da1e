"""Claims from clauses that no class of verbs and no pattern has told of: the likeliest candidate of a clause, where it is likely enough."""

from __future__ import annotations

import re
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.relations.briefs import in_brief
from lianzhang.evidence.relations.open_clauses import Candidate, candidates
from lianzhang.evidence.relations.open_gate import Gate, kind_of, weighed_kind
from lianzhang.evidence.relations.open_kin import CHILD, HOLDER
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.places import place_of
from lianzhang.evidence.subjects.times import time_of

__all__ = ["THRESHOLD", "draft_of", "open_claims"]

THRESHOLD = 0.5
"""How likely a candidate must be. On two sets of texts that neither weights nor rules had seen (166 statements to find) .45 of all that the
reader tells without a number is right with it and .31 of what there is found; with 0.55 .44 and .29."""
_IN_BRIEF = 0.19
"""How likely in news in brief: their short items say what a firm or an office did and nothing else, so a clause that names who did it
tells it. Of what this adds in nine sets two in three were right."""
_OF_KIN = 0.24
"""How likely where the text itself calls somebody the holder of a firm."""
_AT_LEAST = {"policy": 0.6, "project": 0.55}
"""How likely where the weights hold it for a measure of no office, or for a work: below this one in five of what was told so in 35 sets
was right, of the rest more than one in two."""
_PLANNED = re.compile(r"拟|计划|将(?![军士])|预计|力争|有望|争取|不日|即将|筹划")


def open_claims(reading: Reading, told: list[Draft]) -> list[Draft]:
    """Drafts for clauses of which ``told`` does not speak."""
    taken: dict[int, list[Draft]] = {}
    for d in told:
        if d.fields.get("measure") != _ACTING:
            taken.setdefault(d.sentence, []).append(d)
    flat = reading.scene.flat
    spans = {
        index: [(d.start, d.end) for d in drafts if not (_figure(d) and _BESIDE.search(flat, d.start, d.end))]
        for index, drafts in taken.items()
    }
    out: list[Draft] = []
    said: set[tuple[str, str]] = set()
    gate = Gate(reading, THRESHOLD)
    dense = in_brief(reading.scene)
    ajar, kin = Gate(reading, _IN_BRIEF) if dense else gate, Gate(reading, _OF_KIN)
    for every in candidates(reading, spans, ajar):
        beside = taken.get(every[0].spot.number, ())
        seen = _paired if every[0].verb.text in (CHILD, HOLDER) else _told
        group = [c for c in every if not any(seen(d, c) for d in beside)] if beside else every
        found = gate.likeliest(group) if group else None
        if found is None and group:
            found = _second_look(reading.scene, group, ajar if dense else None, kin)
        if found is None:
            continue
        best, most = found[0], max(found[1], THRESHOLD)
        if THRESHOLD <= found[1] < _least(best):
            continue
        again = ("", best.subject.name) if best.subject.type in _PAPERS else (best.subject.name, best.object)
        if again not in said:
            said.add(again)
            out.append(draft_of(reading, best, kind_of(best), most))
    return out


_PAPERS = ("paper", "title")
_ACTING = "部门数"
"""How many act together (商务部等6部门) says not what they do."""


def _least(c: Candidate) -> float:
    """How likely a candidate must be by what kind it is."""
    kind = weighed_kind(c)
    return THRESHOLD if kind == "policy" and c.subject.type in _OFFICES else _AT_LEAST.get(kind, THRESHOLD)


_OFFICES = ("gov", "gov+", "place")


def _second_look(
    scene: Scene, group: list[Candidate], ajar: Gate | None, kin: Gate
) -> tuple[Candidate, float] | None:
    """The candidate of a clause that is told though it is less likely: in news in brief what its doer did, and whose holder somebody is."""
    if group[0].verb.text == HOLDER:
        return kin.likeliest(group)
    deeds = [c for c in group if _deed(scene, c)] if ajar else []
    return ajar.likeliest(deeds) if ajar and deeds else None


def _deed(scene: Scene, c: Candidate) -> bool:
    """Whether a candidate says what a firm or office that its clause names did, with what."""
    named = c.subject.type in _DOERS and c.subject.found == "own"
    if not named or c.object_type in _NOTHING or c.verb.text in _IDLE or _HOLLOW.search(c.object):
        return False
    behind = scene.flat[c.subject.start + len(c.subject.name) :][:2]
    return behind not in ("旗下", "的股") and not scene.flat.startswith("的", c.verb.end)


_DOERS = ("org", "org+", "company", "gov", "gov+")
_NOTHING = ("none", "number")
_IDLE = frozenset(
    [CHILD, HOLDER, "是", "为", "有", "发展", "增长", "降", "涨", "跌", "较", "超过", "达到", "提升"]
)
_HOLLOW = re.compile(
    "(?:数据|文件|消息|报告|年报|业绩报?|[半季]年?报|发展|增长|活跃|进展|不一)\\Z|重大突破|有望|也在|宣布|\\A(?:其|期间|计划\\Z)|[连\\d]板"
)
"""What is published day by day, and how things go."""


def _figure(draft: Draft) -> bool:
    return draft.fields.get("value") is not None


_BESIDE = re.compile("签署|签订|中标|建设|投建|新建|参与|摘得|荣获|收到|执行|登陆|上市")
"""Deeds that a figure beside them does not tell: with whom is signed, what is won or built (投资3亿元建设某项目)."""
_WITH_NAME = frozenset(["org", "governed", "title", "quoted", "work", "number", "gov"])


def _told(draft: Draft, c: Candidate) -> bool:
    """Whether a draft over the same words is about the same thing."""
    if not (draft.start < c.end and c.start < draft.end):
        return False
    if draft.fields["rule"] == "relation.clause.supplier":
        return _paired(draft, c)
    if _figure(draft) and c.object_type in _WITH_NAME and _BESIDE.fullmatch(c.verb.text):
        return bool(draft.fields.get("object"))
    subject, other = (draft.fields["subject"] or "").strip("《》"), draft.fields.get("object")
    paper = c.subject.type in _PAPERS and draft.fields["kind"] == "policy"
    return paper or subject in (c.subject.name, c.object) or _paper(other) == _paper(c.object)


def _paired(draft: Draft, c: Candidate) -> bool:
    """Whether a draft is about the same two."""
    return {draft.fields["subject"], draft.fields.get("object")} == {c.subject.name, c.object}


def _paper(name: str | None) -> str | None:
    """The name of a paper without its marks."""
    return name.strip("《》") if name else name


def draft_of(reading: Reading, c: Candidate, kind: str, likely: float) -> Draft:
    """The draft of a candidate that is ``likely`` to tell something."""
    scene, verb = reading.scene, c.verb
    index, sentence, at, clause = c.spot[:4]
    modality, cue = reading.modality.of(sentence, at, verb.start + 1, verb.end, numeric=False)
    if modality == "actual" and cue is None and verb.text.startswith(_SIGNED):
        modality = "signed"
    if modality in ("actual", "signed") and _PLANNED.search(scene.masked, clause.start, verb.start):
        modality = "planned"
    if modality == "actual" and verb.text in _BEGUN:
        modality = "under_construction"
    time = time_of(scene, index, at, max(verb.start, c.end), clause.start)
    dated = time is not None and time.role == "when"
    fields: dict[str, Any] = {
        "kind": kind, "subject": c.subject.name, "object": _where(reading, c) or c.object, "place": place_of(scene, index, at, verb.start), "modality": modality,
        "time": time.time if dated and time else None, "time_inferred": bool(dated and time and time.inferred),
        "rule": "relation.open", "confidence": round(0.8 * likely, 2),
    }  # fmt: skip
    return Draft(c.start, c.end, index, fields)


_HELD = frozenset(["举行", "举办", "召开", "开幕", "闭幕"])
_AT = re.compile(
    "(?:在|于)(?:位于[^，。；]{2,16}的)?(?P<o>(?![这当同次翌]一?[天日年])[^，。；在的]{2,24}?)(?:隆重|盛大|正式|顺利|成功|如期|胜利){0,6}\\Z"
)


def _where(reading: Reading, c: Candidate) -> str | None:
    """Where a meeting is held of which the clause says nothing else."""
    if c.object != c.verb.text or c.object not in _HELD:
        return None
    m = _AT.search(reading.scene.flat, c.spot.clause.start, c.verb.start)
    return reading.scene.text[slice(*m.span("o"))] if m else None


_SIGNED = ("签",)
_BEGUN = frozenset(["开工", "动工", "奠基", "开建"])
