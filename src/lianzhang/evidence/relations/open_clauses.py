"""Clauses read by any verb: who a clause is about, what it does or undergoes, and the other end of it.

The classes of verbs of :mod:`lianzhang.evidence.relations.clauses` know what they look for; here every verb of ``data/verbs.txt`` may be the
predicate, and every named thing before it (or told before in the sentence) its subject. What is found so is a candidate only:
:mod:`lianzhang.evidence.relations.open_gate` weighs which of them tell something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.relations.open_ends import TYPES, Spot, Subject, object_of, subjects_of
from lianzhang.evidence.relations.open_words import Token, tokens_of
from lianzhang.evidence.scene import Scene

__all__ = ["Candidate", "candidates"]


class Candidate(NamedTuple):
    """What a clause may tell: subject, verb (the ``rank``-th of the clause), the other end with what it is, and the stretch that says so."""

    spot: Spot
    verb: Token
    rank: int
    subject: Subject
    object: str
    object_type: str
    start: int
    end: int


_MOST_VERBS = 4
_SKIPPED = frozenset(
    [
        "进行",
        "予以",
        "加以",
        "有",
        "要",
        "使",
        "让",
        "令",
        "做",
        "想",
        "来",
        "去",
        "起",
        "到",
        "简称",
        "共同",
        "继续",
        "开始",
        "正式",
    ]
)
_IF = re.compile("如果|若(?!干)|假如|一旦|倘若|只要|除非|即使")
_HEADING = re.compile(r"关于.{2,90}的[^的]{0,8}(?:公告|通知|报告|议案)\Z")
_DENIED = re.compile(
    r"[不未没无](?!锡|为|限|机|人|线|烟|缝|人机|锈)|非(?!公开|洲|常|金属|遗|银|煤)|终止|取消|拒绝|停止|放弃|否认|暂停|能否|是否|查阅|参见|详见|敬请"
)
"""A clause that denies says of no verb behind that it happened."""
_FAILED = re.compile(
    "[^，。；]{0,12}(?:未能|未果|失败|落空|搁浅)|(?:之|以)?[后前](?![景期])|以来|时(?![间代])|的(?:公告|报告)"
)
_OF_FIRMS = re.compile("激励计划|持股计划|说明书|意向书|章程|[年季]度?报告|业绩")
"""Papers of firms are no policies."""
_JOURNAL = re.compile(r"(?:[日时晚周早]报|财讯|周刊|杂志|汽车报|新闻|财经|在线|网|月刊|画报)》?\Z")


def candidates(
    reading: Reading,
    taken: Mapping[int, Sequence[tuple[int, int]]] = MappingProxyType({}),
    worth: Callable[[Spot, str], bool] | None = None,
) -> Iterator[list[Candidate]]:
    """For every clause of body and title outside repeated copies that may tell something, what it may tell; ``taken`` gives by sentence
    the stretches that are told already: no verb in them is read, nor one that is not ``worth`` it in its clause."""
    scene = reading.scene
    paragraph, before = -1, _Earlier(scene, None)
    for index, sentence in enumerate(scene.sentences):
        if reading.zones[index] not in ("body", "title") or reading.repeated(sentence.start, sentence.end):
            continue
        if sentence.paragraph != paragraph:
            before = _Earlier(scene, None)
        paragraph = sentence.paragraph
        last = _Earlier(scene, before)
        for at, clause in enumerate(sentence.clauses):
            if not last.told and not before.told and not _anything(scene, clause):
                continue
            said = scene.flat[clause.start : clause.end]
            if _IF.match(said) or _HEADING.search(said):
                continue
            spot = Spot(index, sentence, at, clause, tokens_of(scene, clause.start, clause.end))
            found = _clause(scene, spot, last, taken.get(index, ()), worth)
            if found:
                yield found
        before = last if last.told else before


class _Earlier:
    """The subject told last in a sentence, or before it in the paragraph; made out only when it is asked for."""

    __slots__ = ("_before", "_known", "_scene", "_unread", "told")

    def __init__(self, scene: Scene, before: _Earlier | None) -> None:
        self._scene, self._before = scene, before
        self._known: Subject | None = None
        self._unread: list[tuple[Spot, int]] = []
        self.told = False

    def tell(self, subject: Subject) -> None:
        self._known, self.told = subject, True
        self._unread.clear()

    def leave(self, spot: Spot, verb: int) -> None:
        """What stands before a verb that nobody reads may be asked for yet."""
        self._unread.append((spot, verb))
        self.told = True

    def _own(self) -> Subject | None:
        while self._unread:
            spot, verb = self._unread.pop()
            own = subjects_of(self._scene, spot, verb, spot.clause.start)
            if own:
                self.tell(own[0])
        return self._known

    def subject(self) -> Subject | None:
        """The subject with how it is found: in the sentence or far before."""
        at: _Earlier | None = self
        for how in ("inherited", *_BACK):
            if at is None:
                break
            known = at._own()
            if known:
                return known._replace(found=how)
            at = at._before
        return None


_BACK = ("far",) * 3
"""So many sentences that tell something are asked for a subject."""


def _anything(scene: Scene, clause: Clause) -> bool:
    """Whether a clause names a thing at all."""
    return bool(
        scene.names(clause.start, clause.end)
        or scene.places(clause.start, clause.end)
        or any(mark in scene.flat[clause.start : clause.end] for mark in ("《", "“", "公司"))
    )


def _clause(
    scene: Scene,
    spot: Spot,
    last: _Earlier,
    taken: Sequence[tuple[int, int]],
    worth: Callable[[Spot, str], bool] | None,
) -> list[Candidate]:
    """What a clause may tell; the subject with which it opens is told to ``last`` when it has been read."""
    out: list[Candidate] = []
    opened: Subject | None = None
    first, rank, floor = -1, 0, spot.clause.start
    for i, token in enumerate(spot.tokens):
        if token.type != "verb" or token.text in _SKIPPED:
            continue
        if rank >= _MOST_VERBS:
            break
        first = i if first < 0 else first
        free = (
            not any(a < token.end and token.start < b for a, b in taken)
            and not _DENIED.search(scene.flat, spot.clause.start, token.end)
            and not _FAILED.match(scene.flat, token.end, spot.clause.end)
            and (worth is None or worth(spot, token.text))
        )
        if free:
            if opened is None and first < i:
                opened = next(iter(subjects_of(scene, spot, first, spot.clause.start)), None)
            own = subjects_of(scene, spot, i, floor)
            if own and (opened is None or opened.type in _WEAK):
                opened = own[0]
            out += _of_verb(scene, spot, i, rank, _with_before(scene, spot, own, opened, last))
        rank, floor = rank + 1, token.end
    if opened:
        last.tell(opened)
    elif first >= 0:
        last.leave(spot, first)
    return out


_WEAK = ("noun", "head")


def _with_before(
    scene: Scene, spot: Spot, own: list[Subject], opened: Subject | None, last: _Earlier
) -> list[Subject]:
    """The subjects a verb may have: its own, the one with which the clause opened, and where these name nothing one told before."""
    told = list(own)
    if opened and all(s.name != opened.name for s in told):
        told.append(opened._replace(found="opened"))
    if told and told[0].type not in _WEAK:
        return told
    earlier = last.subject()
    if earlier:
        told.append(earlier)
    elif scene.firm_led and scene.main_firm:
        told.append(Subject(scene.main_firm, spot.clause.start, "org", "main"))
    return told


def _of_verb(scene: Scene, spot: Spot, i: int, rank: int, told: list[Subject]) -> Iterator[Candidate]:
    """What the verb ``spot.tokens[i]`` may tell of the subjects ``told``, of its object, and of who is named behind 由."""
    token = spot.tokens[i]
    found, kind, end = object_of(scene, spot.tokens, i, spot.clause)
    named = found or token.text  # 停牌, 投产: what it reaches
    for subject in told:
        yield from _made(spot, i, rank, subject, named, kind, end)
    head = told[0] if told else None
    if kind in ("title", "work", "quoted", "org", "park"):
        by = (head.name, head.type) if head else (token.text, "none")
        yield from _made(spot, i, rank, Subject(named, token.start, kind, "object"), *by, end)
    agent = next(
        (t for t in reversed(spot.tokens[:i]) if t.type in TYPES and scene.flat[t.start - 1] == "由"), None
    )
    if agent:
        other = (head.name, head.type) if head else (named, kind)
        yield from _made(
            spot, i, rank, Subject(agent.text, agent.start, TYPES[agent.type], "by"), *other, end
        )


def _made(
    spot: Spot, i: int, rank: int, subject: Subject, other: str, kind: str, end: int
) -> Iterator[Candidate]:
    """The candidate, unless its subject names nothing, a journal, or its own object."""
    token = spot.tokens[i]
    if len(subject.name) < 2 or subject.name == other:
        return
    if subject.type in ("paper", "title") and (
        _JOURNAL.search(subject.name) or _OF_FIRMS.search(subject.name)
    ):
        return
    start = subject.start if subject.found in ("own", "opened", "by") else spot.clause.start
    yield Candidate(spot, token, rank, subject, other, kind, min(start, token.start), end)
