"""What a document is once it has been read: raw text, repaired text, the map between them, zones and damage.

These are plain frozen data; the steps that make them are in the other modules of this room.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from lianzhang.core.records import record

__all__ = [
    "GRADES",
    "Damage",
    "Document",
    "Grade",
    "Repeat",
    "Source",
    "TableBlock",
    "TableCell",
    "TextMap",
    "Zone",
    "ZoneKind",
    "anchor_at",
]

Grade = Literal["official", "news", "repost", "spun"]
GRADES: tuple[Grade, ...] = ("official", "news", "repost", "spun")
"""Source grades, best first: official text with number and issuer › named outlet with dateline › repost › spun or damaged."""

ZoneKind = Literal[
    "header",
    "title",
    "body",
    "navigation",
    "ad",
    "spam",
    "comment",
    "disclaimer",
    "related",
    "markup",
    "table",
]


class TextMap:
    """For every character of the repaired text, the raw characters it came from.

    ``starts[i]`` and ``ends[i]`` bound the raw span of repaired character ``i``; both are non-decreasing sequences of int
    (lists, or compact arrays).
    """

    __slots__ = ("ends", "starts")

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts = starts
        self.ends = ends

    @classmethod
    def identity(cls, length: int) -> TextMap:
        """The map of an unrepaired text."""
        return cls(list(range(length)), list(range(1, length + 1)))

    def __len__(self) -> int:
        return len(self.starts)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of the repaired span ``[start, end)`` (not empty)."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage found: ``kind`` (a key of the damage table), raw span of the first place, how often.

    ``undone`` says whether the repaired text no longer has it. ``detail`` is a short example or list, for people.
    """

    kind: str
    start: int
    end: int
    count: int
    undone: bool
    detail: str = ""


@record
class Zone:
    """A stretch ``[start, end)`` of the repaired text and what it is; zones cover the text in order, without overlap."""

    start: int
    end: int
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Repeat:
    """``[start, end)`` of the repaired text says again what stands at ``[first_start, first_end)``."""

    start: int
    end: int
    first_start: int
    first_end: int


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell that is not empty: ``[start, end)`` of the repaired text and the raw span; ``row`` and ``column`` from 0.

    ``rows`` and ``columns`` say over how many the cell reaches. ``row_heading`` and ``column_heading`` join what stands
    to the left and above with blanks; both are empty for a heading (``heading`` is True).
    """

    row: int
    column: int
    start: int
    end: int
    raw_start: int
    raw_end: int
    text: str
    row_heading: str = ""
    column_heading: str = ""
    heading: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of figures at ``[start, end)`` of the repaired text; its cells in reading order.

    ``caption`` is the line printed above it, ``unit`` what a line such as 单位：亿元 says of all its figures (else empty).
    """

    start: int
    end: int
    caption: str
    unit: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What the document says of itself. ``published`` is an ISO date (or year-month, or year), None when not printed.

    ``published_inferred``: the date was concluded, not printed, and ``published_basis`` says from what.
    """

    title: str | None = None
    outlet: str | None = None
    issuer: str | None = None
    number: str | None = None
    published: str | None = None
    published_inferred: bool = False
    published_basis: str = ""


@dataclass(frozen=True)
class Document:
    """A document as read.

    ``path`` is POSIX and relative to what the user named; ``raw`` is the file decoded in ``encoding`` with newlines and BOM
    kept; ``text`` the repaired text; ``map`` leads back. ``hypothesis`` lists spans of ``text`` whose likelier reading is
    offered beside the quote, not in its place: (start, end, restored word).
    ``fingerprint`` is a MinHash over the body, for finding copies; ``sha256`` is of the raw bytes.
    For pdf, docx and xlsx, ``raw`` is the text taken out of the file and ``encoding`` names the format; ``anchors`` says
    from which raw offset on which page, paragraph or cell is meant (see :func:`anchor_at`).
    """

    path: str
    sha256: str
    encoding: str
    raw: str
    text: str
    map: TextMap
    zones: tuple[Zone, ...]
    damage: tuple[Damage, ...]
    repeats: tuple[Repeat, ...]
    source: Source
    grade: Grade
    grade_reason: str
    fingerprint: tuple[int, ...] = ()
    hypothesis: tuple[tuple[int, int, str], ...] = field(default=())
    anchors: tuple[tuple[int, str], ...] = ()
    tables: tuple[TableBlock, ...] = ()


def anchor_at(document: Document, raw_start: int) -> str | None:
    """The page (第3页), paragraph (第12段) or cell (Sheet1!B4) that ``raw[raw_start]`` stands on; None for plain text."""
    i = bisect_right(document.anchors, raw_start, key=lambda a: a[0]) - 1
    return document.anchors[i][1] if i >= 0 else None
