"""What the readers of numbers and of relations share: one document being read, and a claim before its raw span is known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from lianzhang.core.records import record
from lianzhang.evidence.claim import Modality
from lianzhang.evidence.claims.lists import Part, Shared
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.frames.matcher import Frame
from lianzhang.evidence.mentions import NameMention, NumberMention, TimeMention
from lianzhang.evidence.modality import ModalityReader
from lianzhang.evidence.scene import Scene
from lianzhang.text.document import Document, Repeat

__all__ = ["Draft", "Last", "Reading", "Spot", "Told"]


@record
class Draft:
    """A claim in offsets of the repaired text; ``fields`` are fields of :class:`~lianzhang.evidence.claim.Claim`."""

    start: int
    end: int
    sentence: int
    fields: dict[str, Any]


@dataclass
class Reading:
    """One document being read. ``zones`` gives the zone of every sentence; ``published`` its date, None when unknown."""

    document: Document
    scene: Scene
    modality: ModalityReader
    zones: list[str]
    published: date | None
    repeats: tuple[Repeat, ...] = field(default=())

    def repeated(self, start: int, end: int) -> bool:
        """Whether the stretch lies in a second copy of what was said before."""
        if not self.repeats:
            return False
        return any(r.start <= start and end <= r.end for r in self.repeats)

    def clauses_at(self, places: Iterable[int], *zones: str) -> Iterator[tuple[int, Sentence, int, Clause]]:
        """(sentence index, sentence, clause index, clause) outside repeated copies and in ``zones``; only the clauses that hold one of
        ``places`` (in order): most hold neither a number nor an event."""
        sentences = self.scene.sentences
        starts = [s.start for s in sentences]
        free = 0  # where the clause seen last ends
        for place in places:
            if place < free:
                continue
            i = bisect_right(starts, place) - 1
            if i < 0 or place >= sentences[i].end:
                continue
            clauses = sentences[i].clauses
            j = bisect_right(clauses, place, key=_start) - 1
            free = clauses[j].end
            if place < free and self.zones[i] in zones and not self.repeated(clauses[j].start, free):
                yield i, sentences[i], j, clauses[j]


_start = attrgetter("start")


@record
class Spot:
    """Where a number stands (``part``: its share of a list shared out by 分别; ``time``: its own of a list of times): sentence (index and itself), clause (index and itself), from where the number before it ends
    (``left``) to where the next begins (``right``); ``after`` is where the words after it begin."""

    index: int
    sentence: Sentence
    at: int
    clause: Clause
    left: int
    right: int
    after: int
    part: Part | None = None
    time: TimeMention | None = None


class Told(NamedTuple):
    """What a number (``of``) was about, and where it stands: sentence, paragraph, clause and segment by their counts."""

    sentence: int
    paragraph: int
    clause: int
    segment: int
    subject: str
    firms: tuple[NameMention, ...]
    place: str | None
    of: NumberMention | None = None


@dataclass(slots=True)
class Last:
    """What the number before in the same sentence was about."""

    sentence: int = -1
    segment: int = -1
    frame: Frame | None = None
    subject: str | None = None
    at: int = -1
    firms: tuple[NameMention, ...] = ()
    place: str | None = None
    modality: Modality = "actual"
    meant: Modality | None = None
    """its modality where it looks ahead; one held against it does not change that"""
    carried: int = -1
    """the segment of its sentence over which what was foreseen in the segment before goes on"""
    stage: str | None = None
    time: TimeMention | None = None
    frames: dict[str, Frame] = field(default_factory=dict)
    """by unit, the frame of the last number of its sentence, and of the one before where its sentence opens with 其中"""
    shared: list[Shared] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    """all numbers so far"""
