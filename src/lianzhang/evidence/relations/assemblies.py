"""Proposals on their way, and what assemblies do: handed in, revised, handed on, supervised, heard and passed; inspections and inquiries.

A step is a claim of kind ``proposal_step``: its subject is the paper (该建议 is the one named last), its object who took the step. An
inspection or inquiry has no paper: its subject is the assembly, its object what was done.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.relations.subjects import split_list, tidy
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.places import place_of
from lianzhang.evidence.subjects.times import time_of
from lianzhang.evidence.together import Together, holds, needs

__all__ = ["assembly_claims"]

_PAPER = r"(?:建议|提案|议案)"
_CALLED = re.compile(rf"《(?P<t>[^《》\n]{{4,60}}{_PAPER})》")
_WORTH = Together(
    [
        re.compile(
            r"建议|提案|议案|审议|听取|表决通过|讨论通过|督办|调研|视察|执法检查|专题询问|工作评议|《关于|认同|认可|肯定|赞同|重视|办理|承办"
        )
    ]
)
_BODY = re.compile(r"人大|政协|常委会|常务委员会|人民代表大会|主席团|代表团|次会议")

_HANDED_IN = re.compile(
    rf"(?P<who>[^，。；《》]{{0,60}}?)(?:领衔|联名|共同|正式|集体){{0,6}}(?:提交|递交|提出|撰写|形成)(?:了)?(?:一[份件])?(?:题为)?《(?P<t>[^《》]{{4,60}}{_PAPER})》"
)
_REVISED = re.compile(
    rf"(?:修改成|修改为|改为|更名为|完善为|调整为|合并为)(?:了)?《(?P<t>[^《》]{{4,60}}{_PAPER})》"
)
_LED = re.compile(r"由(?P<x>[^，。；]{3,24}?)(?:牵头|负责|组织|会同)")
_RECEIVED = re.compile(
    rf"(?P<x>[^，。；]{{2,24}}?)(?:在)?(?:收到|接到|收悉)(?:了|该|此|这[一份件]*){{0,6}}{_PAPER}"
)
_WELCOMED = re.compile(
    r"(?:得到|获得|赢得|受到|引起)(?:了)?(?P<x>[^，。；]{2,24}?)(?:的)?(?:一致|高度|广泛|充分|大力|积极){0,6}(?:认同|认可|肯定|赞同|支持|重视|赞成|好评|关注)"
)
_HANDED_ON = re.compile(
    r"(?:交由|交办给|转交给?|转由|批转|交)(?P<x>[^，。；]{2,60}?)(?:等)?(?:共同|具体|负责|会同|研究|牵头|分别){0,6}(?:办理|承办|主办|落实|答复)"
)
_WATCHED = re.compile(
    r"(?P<x>[^，。；]{3,24}?)(?=[对将先多持全开进实组列作重跟督])(?:对[^，。；]{2,14}|将[^，。；]{2,14})?(?:先后|多次|持续|全程){0,6}(?:开展|进行|实行|组织|列为|作为|实施)?(?:了)?[^，。；]{0,6}?督办(?:工作|件)?"
)
_HEARD = re.compile(
    r"(?:听取(?:和|并|、)?审议|审议(?:并)?(?:通过|批准)?|表决通过|讨论通过|听取)(?:了|并通过){0,6}(?P<what>《[^《》]{4,80}》|[^，。；《》]{2,30}(?:报告|汇报|决定|决议|草案))"
)
_LOOKED = re.compile(
    r"(?:开展|组织开展|组织|进行)(?:了)?(?P<o>[^，。；《》]{0,30}?(?:专题调研|代表视察|集中视察|视察|执法检查|专题询问|工作评议|专项监督|专题视察)(?:工作|活动)?)"
)
_AGAIN = re.compile(
    rf"(?:(?:该|此|本|上述|这[一份件]+)?(?:关于[^，。；]{{2,24}}的)?|[^，。；]{{2,8}}提出的)(?:该|此)?{_PAPER}(?![^，。；]{{0,6}}[：:])"
)
_LAW = re.compile(r"(?:条例|法|办法|规定)(?:（[^）]*）)?\Z")
_REPORT = re.compile(r"(?:报告|决定|决议|建议|提案|议案|汇报|意见)(?:（[^）]*）)?\Z")
_HABIT = re.compile(
    r"(?:日前|近日|再次|多次|先后|随后|此后|之后|今年|去年|已经|已|还|每(?:年|月|季度?|半年)|至少|不少于|定期|曾|当天|认真|专门|组织代表|组织委员|组织|就此|一致|同意|分别|，){1,6}\Z"
)
_PERSON = re.compile(
    r"(?:代表|委员|董事长|总经理|总裁|经理|厂长|主任|主席|院长|校长|书记|教授|会长|理事长|市长|县长|局长)(?P<n>[\u4e00-\u9fff]{2,3})\Z"
)
_WITHIN = re.compile(r"[，、：]|其中|期间|会上")


def assembly_claims(reading: Reading, told: list[Draft]) -> list[Draft]:
    """``told`` with the steps found; a report or decision that an assembly has dealt with is told as its step, not as a policy."""
    scene = reading.scene
    spots = _WORTH.spots(scene.flat).get(0, [])
    if not spots:
        return told
    titles = [(m.start(), m["t"]) for m in _CALLED.finditer(scene.flat)]
    out: list[Draft] = []
    papers: list[tuple[int, int]] = []
    for index, sentence, at, clause in reading.clauses_at(spots, "body", "title"):
        here = _Here(reading, index, sentence, at, clause, titles)
        for step in (_handed_in, _revised, _handed_on, _heard):
            found = step(here)
            if found:
                out += found
                papers += [(d.start, d.end) for d in found] if step is _heard else []
                break
        else:
            out += _received(here) or _welcomed(here) or _watched(here) or _looked(here)
    kept = [
        d
        for d in told
        if not (d.fields["kind"] == "policy" and any(a <= d.start and d.end <= b for a, b in papers))
    ]
    return kept + out


@lru_cache(maxsize=32)
def _needs(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], ...]:
    """What a clause must hold: quicker to see than that the pattern fails at every character."""
    return needs(pattern)


class _Here:
    """One clause in its sentence, with the paper spoken of last."""

    def __init__(
        self, reading: Reading, index: int, sentence: Sentence, at: int, clause: Clause, titles: list[tuple[int, str]]
    ) -> None:  # fmt: skip
        self.reading, self.scene, self.index = reading, reading.scene, index
        self.sentence, self.at, self.clause, self.titles = sentence, at, clause, titles
        self.said = self.scene.flat[clause.start : clause.end]

    def paper(self) -> str | None:
        """The proposal named last before the clause ends."""
        i = bisect_right(self.titles, self.clause.end, key=lambda t: t[0])
        return self.titles[i - 1][1] if i else None

    def spoken_of(self) -> bool:
        """Whether the sentence goes on about a proposal: its first clause or the clause itself begins with it."""
        opening = self.sentence.clauses[0]
        return any(
            _AGAIN.match(self.scene.flat, c.start, c.end) is not None
            or _CALLED.match(self.scene.flat, c.start, c.end) is not None
            for c in (self.clause, opening)
        )

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        if not holds(self.said, _needs(pattern)):
            return None
        return pattern.search(self.scene.flat, self.clause.start, self.clause.end)

    def step(
        self, m: re.Match[str], subject: str | None, other: str | None, stage: str, start: int | None = None
    ) -> list[Draft]:
        if not subject:
            return []
        start = m.start() if start is None else start
        while start < m.end() and self.scene.flat[start] in "，、；。： \u3000":
            start += 1
        time = time_of(self.scene, self.index, self.at, m.end(), self.clause.start)
        fields: dict[str, Any] = {
            "kind": "proposal_step", "subject": subject, "object": other, "modality": "actual", "stage": stage,
            "place": place_of(self.scene, self.index, self.at, m.end()), "time": time.time if time else None,
            "time_inferred": bool(time and time.inferred), "rule": "relation.assembly", "confidence": 0.7,
        }  # fmt: skip
        return [Draft(start, m.end(), self.index, fields)]


def _body(scene: Scene, start: int, end: int) -> str | None:
    """The assembly, office or group named in ``[start, end)``; with its own place where it is named by its level alone."""
    for time in scene.all_times(start, end):
        if time.start - start <= 3:
            start = max(start, time.end)
    named = scene.names(start, end, "government")
    printed = _HABIT.sub("", tidy(scene.flat[start:end]))
    cut = max((m.end() for m in _WITHIN.finditer(printed)), default=0)
    printed = printed[cut:]
    if not 2 < len(printed) <= 26:
        return None
    # 市人大常委会: whose, the lexical layer knows
    if named and named[-1].paths and named[-1].canonical and printed.startswith(named[-1].name):
        path = named[-1].paths[0]
        own = scene.short(path)
        if own[:2] not in printed and named[-1].canonical.startswith(path):
            return own + printed[1:]
    return printed


def _who(scene: Scene, m: re.Match[str]) -> str | None:
    """Who handed a proposal in: the person by name where one stands last, else the body."""
    said = m["who"]
    for word in ("向", "在"):
        cut = said.rfind(word)
        said = said[:cut] if cut > 2 else said
    said = _HABIT.sub("", said)
    person = _PERSON.search(said)
    if person:
        return person["n"]
    return _body(scene, m.start("who"), m.start("who") + len(said)) if len(said) > 2 else None


def _handed_in(here: _Here) -> list[Draft]:
    m = here.search(_HANDED_IN)
    if not m or here.scene.flat.startswith(("收悉", "已收悉"), m.end()):
        return []
    return here.step(m, m["t"], _who(here.scene, m), "submitted")


def _revised(here: _Here) -> list[Draft]:
    m = here.search(_REVISED)
    if not m:
        return []
    scene = here.scene
    led = _LED.search(scene.flat, here.sentence.start, m.start())
    before = _CALLED.search(scene.flat, here.sentence.start, m.start())
    # who led the revision, else what was revised
    other = _body(scene, *led.span("x")) if led else before["t"] if before else None
    if not other:
        other = next((t for start, t in reversed(here.titles) if start < m.start()), None)
    start = led.start() if led else before.start() if before else m.start()
    return here.step(m, m["t"], other, "revised", start)


def _handed_on(here: _Here) -> list[Draft]:
    m = here.search(_HANDED_ON)
    if not m or not here.paper():
        return []
    scene = here.scene
    lead = scene.flat[here.clause.start : m.start()]
    titled = here.at and "》" in scene.flat[here.sentence.start : here.clause.start]
    if not (here.spoken_of() or (titled and len(lead) <= 2)):
        return []
    out: list[Draft] = []
    for a, b in split_list(scene, m.span("x")):
        body = _body(scene, a, b)
        if body and (scene.names(a, b) or scene.places(a, b)):
            out += here.step(m, here.paper(), body, "handed_on")
    return out


def _heard(here: _Here) -> list[Draft]:
    m = here.search(_HEARD)
    if not m:
        return []
    scene = here.scene
    head = scene.flat[here.clause.start : m.start()]
    body = _body(scene, here.clause.start, m.start()) if _BODY.search(head) else None
    if not body:
        return []
    what = m["what"].strip("《》") if m["what"][0] == "《" else tidy(m["what"])
    titled = m["what"][0] == "《"
    if not _REPORT.search(what) or _LAW.search(what) or "股东" in head or "董事" in head:
        return []
    if not titled and (len(what) < 5 or what.startswith(("此", "该", "有关", "相关"))):
        return []
    begin = here.clause.start
    for time in scene.all_times(begin, m.start()):
        begin = time.end if time.start - begin <= 2 else begin
    return here.step(m, what, body, "considered", begin)


def _received(here: _Here) -> list[Draft]:
    m = here.search(_RECEIVED)
    body = _body(here.scene, *m.span("x")) if m and _BODY.search(m["x"]) else None
    return here.step(m, here.paper(), body, "received") if m and body else []


def _welcomed(here: _Here) -> list[Draft]:
    m = here.search(_WELCOMED)
    if not m or not here.spoken_of():
        return []
    return here.step(m, here.paper(), tidy(m["x"]), "welcomed")


def _watched(here: _Here) -> list[Draft]:
    m = here.search(_WATCHED)
    body = _body(here.scene, *m.span("x")) if m and _BODY.search(m["x"]) else None
    return here.step(m, here.paper(), body, "supervised") if m and body else []


def _looked(here: _Here) -> list[Draft]:
    m = here.search(_LOOKED)
    if not m:
        return []
    head = here.scene.flat[here.clause.start : m.start()]
    body = _body(here.scene, here.clause.start, m.start()) if _BODY.search(head) else None
    return here.step(m, body, tidy(m["o"]), "inspected", here.clause.start) if body else []
