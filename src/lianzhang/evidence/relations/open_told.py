"""What has been told before a clause: the subject told last, and what the text has spoken of most. Clauses that are conditions, aims or headings tell nothing."""

from __future__ import annotations

import re

from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.relations.open_ends import Subject, spot_of, subjects_of
from lianzhang.evidence.relations.open_words import Token
from lianzhang.evidence.scene import Scene

__all__ = ["Earlier", "Topic", "idle", "predicate"]

_SKIPPED = frozenset([
    "进行", "予以", "加以", "有", "要", "使", "让", "令", "做", "想", "来", "去", "起", "到",
    "简称", "共同", "继续", "开始", "正式", "依托", "凭借", "依靠", "立足", "围绕", "借助", "结合", "鉴于", "针对",
])  # fmt: skip
"""Words that say nothing by themselves, or only by what means or with what in view something else is done."""
_IDLE = re.compile(
    "如果|鉴于|若(?!干)|假如|一旦|倘若|只要|除非|即使|为(?:了|进一步|更好|切实|全面|充分|有效|加快|加强|推[进动]|促进|确保|保[障证]|避免|防[止范]|妥善|解决|满足|提[高升]|规范|落实|贯彻|深入)"
)
"""What opens a clause that is a condition or says what something is done for."""
_HEADING = re.compile(r"关于.{2,90}的[^的]{0,8}(?:公告|通知|报告|议案)\Z")
_RECEIVED = re.compile("[收接]到|发布|印发|披露|出台|出具|下发|审议|通过")


def idle(said: str) -> bool:
    """Whether a clause is a condition, an aim or a heading."""
    if _IDLE.match(said):
        return True
    heading = _HEADING.search(said) if "关于" in said else None
    return heading is not None and not _RECEIVED.search(said, 0, heading.start())


def predicate(token: Token) -> bool:
    """Whether a word may be what a clause tells."""
    return token.type == "verb" and token.text not in _SKIPPED


class Earlier:
    """The subject told last in a sentence, or before it in the paragraph; made out only when it is asked for."""

    __slots__ = ("_before", "_known", "_scene", "_unread", "told")

    def __init__(self, scene: Scene, before: Earlier | None) -> None:
        self._scene, self._before = scene, before
        self._known: Subject | None = None
        self._unread: list[tuple[int, Sentence, int]] = []
        self.told = False

    def tell(self, subject: Subject) -> None:
        self._known, self.told = subject, True
        self._unread.clear()

    def leave(self, index: int, sentence: Sentence, at: int) -> None:
        """What a clause that nobody reads opens with may be asked for yet."""
        self._unread.append((index, sentence, at))
        self.told = True

    def _own(self) -> Subject | None:
        while self._unread:
            index, sentence, at = self._unread.pop()
            clause = sentence.clauses[at]
            if idle(self._scene.flat[clause.start : clause.end]):
                continue
            spot = spot_of(self._scene, index, sentence, at, clause)
            first = next((i for i, t in enumerate(spot.tokens) if predicate(t)), 0)
            own = subjects_of(self._scene, spot, first, clause.start) if first else ()
            if own:
                self.tell(own[0])
        return self._known

    def subject(self) -> Subject | None:
        """The subject with how it is found: in the sentence or far before."""
        at: Earlier | None = self
        for how in ("inherited", *_BACK):
            if at is None:
                break
            known = at._own()
            if known:
                return known._replace(found=how)
            at = at._before
        return None


class Topic:
    """What the text has opened its clauses with most often so far, of what has a name of its own."""

    __slots__ = ("_best", "_often", "_scene")

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._often: dict[str, int] = {}
        self._best: Subject | None = None

    def tell(self, subject: Subject) -> None:
        if subject.type not in _TOPICS:
            return
        if subject.name not in self._often:
            self._often[subject.name] = 2 * self._scene.text.count(subject.name)
        self._often[subject.name] += 1
        if self._best is None or self._often[subject.name] > self._often[self._best.name]:
            self._best = subject

    def most(self) -> Subject | None:
        return self._best


_TOPICS = frozenset(
    ["org", "company", "gov", "body", "park", "work", "place", "paper", "org+", "gov+", "park+", "work+"]
)
_BACK = ("far",) * 3
"""So many sentences that tell something are asked for a subject."""
