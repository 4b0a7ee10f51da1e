"""The shape of a paper before it has a format: sections of a few kinds of blocks, made of typed inline parts.

Every paper (the HTML report, later Word and Excel) is written from these frozen data alone. The vocabulary is small on
purpose. Inline: :class:`Words` (a template with ``{marks}``), :class:`~lianzhang.core.Quantity` (a figure), :class:`When`
(a date), :class:`Name` (verbatim name), :class:`Quote` (verbatim sentence), :class:`Cite` (words that open a basis),
:class:`Badge`, and :class:`Lines` of those. Blocks: :class:`Paragraph`, :class:`Bullets`, :class:`Tiles`, :class:`Table`,
:class:`Card`, :class:`Chart`.

The rule that all writers keep: a digit stands only inside a figure or a citation (which lead to a basis), a date, or
something verbatim (:class:`Name`, :class:`Quote`, or an occurrence of one of ``ReportModel.names`` in running words).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from lianzhang.core import Basis, Quantity, Text, collect

__all__ = [
    "BADGES",
    "Badge",
    "BadgeKind",
    "Block",
    "Bullets",
    "Card",
    "Cell",
    "Chart",
    "Cite",
    "Column",
    "Event",
    "Inline",
    "Lines",
    "Name",
    "Paragraph",
    "Quote",
    "ReportModel",
    "Section",
    "Series",
    "Table",
    "Tile",
    "Tiles",
    "Track",
    "When",
    "Words",
    "bases_of",
    "figures_of",
    "walk",
]


@dataclass(frozen=True)
class Name:
    """A name as its owner writes it: product, project, firm, file, document number. May hold digits."""

    text: str


@dataclass(frozen=True)
class Quote:
    """Words of a document, verbatim. May hold digits."""

    text: str


@dataclass(frozen=True)
class When:
    """A date or period as :func:`lianzhang.core.period` reads it; opens ``basis`` where one is known."""

    period: str
    basis: Basis | None = None


@dataclass(frozen=True)
class Cite:
    """Words that open a basis: the name of a source, the text of an assumption."""

    basis: Basis
    label: Text | str


BadgeKind = Literal[
    "impossible", "implies", "not_comparable", "unsupported",
    "red", "yellow", "green", "grey",
    "official", "news", "repost", "spun",
    "undone", "remaining", "conflict", "stage",
]  # fmt: skip
BADGES: tuple[BadgeKind, ...] = BadgeKind.__args__  # type: ignore[attr-defined]
"""Kinds of badge: finding classes, project lights, source grades, damage state, conflict, stage."""


@dataclass(frozen=True)
class Badge:
    """A short label with a sign and a colour; the label alone must say it all."""

    kind: BadgeKind
    label: Text | str | None = None


@dataclass(frozen=True)
class Words:
    """Prose: ``template`` with ``{name}`` where a part of ``parts`` stands. A mark without a part stays as written;
    a :class:`Text` part is running words like the template itself.
    """

    template: Text | str
    parts: tuple[tuple[str, Quantity | When | Name | Quote | Cite | Text], ...] = ()


Inline = Words | Quantity | When | Name | Quote | Cite | Badge


@dataclass(frozen=True)
class Lines:
    """Several inline parts, one a line; ``sep`` other than a newline puts them side by side."""

    items: tuple[Inline, ...]
    inline: bool = False


Cell = Inline | Lines | None
"""What a table cell holds; None prints as a dash."""


@dataclass(frozen=True)
class Column:
    """A column: heading, kind (figures are set flush right), and width in percent of the table (0 = free)."""

    head: Text | str
    kind: Literal["text", "figure", "date"] = "text"
    width: int = 0


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``tone`` sets it apart."""

    words: Inline | Lines
    tone: Literal["plain", "lead", "note"] = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Inline | Lines, ...]


@dataclass(frozen=True)
class Tile:
    """One key figure: what it is, the figure, a remark, and the section that tells more."""

    label: Text | str
    figure: Quantity | When
    remark: Inline | None = None
    section: str = ""


@dataclass(frozen=True)
class Tiles:
    """Key figures side by side."""

    items: tuple[Tile, ...]


@dataclass(frozen=True)
class Table:
    """A table of typed cells; ``fold`` lets the page close it, ``ids`` (one a row, may be empty) are link targets."""

    caption: Words | Name
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Words | None = None
    fold: bool = False
    ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True)
class Card:
    """One finding or matter: badge, title, the sentence to paste, the arithmetic, and where and when it holds."""

    id: str
    badge: Badge
    title: Words
    sentence: Words
    arithmetic: Words | None = None
    aside: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Series:
    """One series of a bar chart: a figure (or None) for each category."""

    name: str
    values: tuple[Quantity | None, ...]


@dataclass(frozen=True)
class Event:
    """A mark on a track: a stage that was due or reached, when, and whether it is late."""

    label: str
    when: When
    state: Literal["due", "reached", "late"]


@dataclass(frozen=True)
class Track:
    """One line of a timeline."""

    name: str
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Chart:
    """A chart. Its figures also stand in a table of the section, so that nothing is lost without scripts.

    ``bars``: ``categories`` (names or years) against ``series`` of one ``unit``; ``stacked`` and ``across`` (horizontal).
    ``timeline``: ``tracks``, and ``today`` as ISO date.
    """

    id: str
    kind: Literal["bars", "timeline"]
    caption: Words
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: str = ""
    stacked: bool = False
    across: bool = False
    tracks: tuple[Track, ...] = ()
    today: str = ""

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(
                    f"series {one.name!r}: {len(one.values)} values for {len(self.categories)} categories"
                )


Block = Paragraph | Bullets | Tiles | Table | Card | Chart


@dataclass(frozen=True)
class Section:
    """A part of the paper; ``id`` is its link target (letters only)."""

    id: str
    title: Text | str
    blocks: tuple[Block, ...]
    lead: Inline | None = None


@dataclass(frozen=True)
class ReportModel:
    """A whole paper. ``made_at`` is an ISO date or time; ``names`` are verbatim names that may occur in running words."""

    title: Text | str
    made_at: str
    sections: tuple[Section, ...]
    office: str = ""
    subtitle: Words | None = None
    names: tuple[str, ...] = ()


def walk(thing: Any) -> Iterator[Any]:
    """Every part of a model in reading order, itself first; quantities and bases are not opened."""
    ahead = [thing]
    while ahead:
        part = ahead.pop()
        yield part
        kind: Any = type(part)
        names = _opened(kind)
        if names is None:
            ahead += part[::-1]
        elif names:
            ahead += [value for name in names if not isinstance(value := getattr(part, name), str)]


@cache
def _opened(kind: Any) -> tuple[str, ...] | None:
    """The fields that a walk goes through, the last first; None for a row of parts, which it goes through as it stands."""
    if issubclass(kind, Quantity | Text):
        return ()
    if issubclass(kind, tuple):
        return None
    own = is_dataclass(kind) and kind.__module__ == __name__
    return tuple(field.name for field in reversed(fields(kind))) if own else ()


def figures_of(thing: Any) -> list[Quantity]:
    """Every figure of a model or part, in reading order."""
    return [part for part in walk(thing) if isinstance(part, Quantity)]


def bases_of(thing: Any) -> dict[str, Basis]:
    """Every basis that a model or part leads to, by id: of figures, dates and citations, and of the inputs beneath."""

    found = (p.basis for p in walk(thing) if isinstance(p, Quantity | Cite | When))
    return collect(Quantity(None, "", basis) for basis in found if basis is not None)
