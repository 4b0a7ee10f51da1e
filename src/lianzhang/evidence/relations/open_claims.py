"""Claims from clauses that no class of verbs and no pattern has told of: the likeliest candidate of a clause, where it is likely enough."""

from __future__ import annotations

import re
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.relations.open_clauses import Candidate, candidates
from lianzhang.evidence.relations.open_gate import Gate, kind_of
from lianzhang.evidence.relations.open_kin import CHILD, HOLDER
from lianzhang.evidence.subjects.places import place_of
from lianzhang.evidence.subjects.times import time_of

__all__ = ["THRESHOLD", "draft_of", "open_claims"]

THRESHOLD = 0.5
"""How likely a candidate must be. On two sets of texts that neither weights nor rules had seen (166 statements to find) .45 of all that the
reader tells without a number is right with it and .31 of what there is found; with 0.55 .44 and .29."""
_PLANNED = re.compile(r"拟|计划|将(?![军士])|预计|力争|有望|争取|不日|即将|筹划")


def open_claims(reading: Reading, told: list[Draft]) -> list[Draft]:
    """Drafts for clauses of which ``told`` does not speak."""
    taken: dict[int, list[Draft]] = {}
    for d in told:
        if d.fields.get("measure") != _ACTING:
            taken.setdefault(d.sentence, []).append(d)
    spans = {index: [(d.start, d.end) for d in drafts] for index, drafts in taken.items()}
    out: list[Draft] = []
    said: set[tuple[str, str]] = set()
    gate = Gate(reading, THRESHOLD)
    for every in candidates(reading, spans, gate):
        beside = taken.get(every[0].spot.number, ())
        seen = _paired if every[0].verb.text in (CHILD, HOLDER) else _told
        group = [c for c in every if not any(seen(d, c) for d in beside)] if beside else every
        found = gate.likeliest(group) if group else None
        if found is None:
            continue
        best, most = found
        again = ("", best.subject.name) if best.subject.type in _PAPERS else (best.subject.name, best.object)
        if again not in said:
            said.add(again)
            out.append(draft_of(reading, best, kind_of(best), most))
    return out


_PAPERS = ("paper", "title")
_ACTING = "部门数"
"""How many act together (商务部等6部门) says not what they do."""


def _told(draft: Draft, c: Candidate) -> bool:
    """Whether a draft over the same words is about the same thing."""
    if not (draft.start < c.end and c.start < draft.end):
        return False
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
    "(?:在|于)(?:位于[^，。；]{2,16}的)?(?P<o>(?![这当同次翌]一?[天日年])[^，。；在的]{2,24}?)(?:隆重|盛大|正式|顺利|成功|如期|胜利)*\\Z"
)


def _where(reading: Reading, c: Candidate) -> str | None:
    """Where a meeting is held of which the clause says nothing else."""
    if c.object != c.verb.text or c.object not in _HELD:
        return None
    m = _AT.search(reading.scene.flat, c.spot.clause.start, c.verb.start)
    return reading.scene.text[slice(*m.span("o"))] if m else None


_SIGNED = ("签",)
_BEGUN = frozenset(["开工", "动工", "奠基", "开建"])
