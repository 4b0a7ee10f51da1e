"""What lies between a candidate for a subject and its number, and what the text makes of the candidate: how many sentences, clauses, figures
and firms stand between the two, whether the title names it, how often a number before was of it, of which words it is made. All in words
that :mod:`lianzhang.evidence.subjects.ranking` weighs."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.segments import classes, segment
from lianzhang.evidence.subjects.looks import kind_of

__all__ = ["LONG", "OFTEN", "between", "in_text", "lately", "steps", "told_of"]

_FIRMS = ("organisation", "institution", "government")
_BACK = 3
"""Sentences farther back than that are all alike."""
_FEW, _MORE = 4, 3


def between(
    scene: Scene, spot: Spot, number: NumberMention, at: int, text: str, firm: bool
) -> tuple[str, ...]:
    """What lies between ``text``, printed last at ``at`` (-1: not before the number), and the number."""
    if at < 0:
        return _between(-1, -1, _NOTHING, -1, -1, firm)
    end, start = at + len(text), spot.sentence.start
    back = 0
    while back < _BACK and spot.index > back and scene.sentences[spot.index - back].start > at:
        back += 1
    clauses = sum(c.start > at for c in spot.sentence.clauses[: spot.at + 1]) if at >= start else _FEW
    stop = number.start
    figures = min(len(scene.numbers(at, stop)), _FEW)
    firms = min(len(scene.names(end, stop, *_FIRMS)), _MORE)
    return _between(back, min(clauses, _FEW), _marks(scene.flat[end:stop]), figures, firms, firm)


def _marks(text: str) -> tuple[int, int, int, int]:
    """How many commas, full stops, quotation marks and open brackets a stretch has."""
    if not text:
        return _NOTHING
    count = text.count
    return (
        min(count("，"), _FEW),
        min(count("。") + count("；"), 2),
        min(count("“") + count("”"), 2),
        max(-2, min(count("（") - count("）"), 2)),
    )


_NOTHING = (0, 0, 0, 0)


@lru_cache(maxsize=16384)
def _between(back: int, clauses: int, marks: tuple[int, int, int, int], figures: int, firms: int, firm: bool) -> tuple[str, ...]:  # fmt: skip
    kind = "firm" if firm else "phrase"
    commas, stops, quotes, brackets = marks
    return (
        f"back.{back}", f"clauses.{clauses}/{kind}", f"commas.{commas}/{kind}", f"stops.{stops}", f"quotes.{quotes}",
        f"brackets.{brackets}", f"figures.{figures}/{kind}", f"firms.{firms}/{kind}",
    )  # fmt: skip


# ---- the text


@remembered
def _title(scene: Scene) -> str:
    end = scene.flat.find("\n")
    return scene.flat[: max(_TITLE[0], min(_TITLE[1], end))] if end > 0 else scene.flat[: _TITLE[2]]


_TITLE = (20, 80, 60)
"""The least and the most of the first line that is taken for the title; how much where the text has one line alone."""


@remembered
def _goods(scene: Scene) -> tuple[str, ...]:
    sorts = ("product", "mineral", "segment", "industry")
    return tuple(dict.fromkeys(n.name for n in scene.mentions.names if n.type in sorts))


OFTEN = (0, 1, 2, 4, 8)
LONG = (1, 2, 3, 5, 8, 12, 16, 24)


def steps(n: int, edges: tuple[int, ...]) -> int:
    """How many of the rising ``edges`` ``n`` is beyond."""
    return bisect_left(edges, n)


@remembered
def in_text(scene: Scene, text: str, firm: bool, group: str, kind: str, unit: str) -> tuple[str, ...]:
    """What the text makes of a candidate for a number of ``kind``, of a ``group`` of kinds, in ``unit``."""
    sort, who = ("firm" if firm else kind_of(text)), "firm" if firm else "phrase"
    title = "title" if text in _title(scene) else "no title"
    goods = _goods(scene)
    ends = any(map(text.endswith, goods))
    return (
        f"{title}/{who}", f"{title}/{who}/{group}",
        f"often.{steps(scene.flat.count(text), OFTEN)}/{sort}", f"long.{steps(len(text), LONG)}/{sort}",
        f"goods.{text in goods}/{group}", f"ends.{ends}/{sort}/{group}",
        f"{sort}/{kind}", f"{sort}/{unit}",
        *(() if firm else _worded(text, group)),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _worded(text: str, group: str) -> tuple[str, ...]:
    """The words of a phrase."""
    cut, of = segment(text), classes().get
    out = [
        f"words.{min(len(cut), 6)}", f"ones.{min(sum(len(w) == 1 for w in cut), 4)}",
        "first." + of(cut[0], "none"), "last." + of(cut[-1], "none"), f"first.long.{min(len(cut[0]), 3)}", f"last.long.{min(len(cut[-1]), 3)}",
        "first=" + cut[0], "last=" + cut[-1], f"last={cut[-1]}/{group}",
    ]  # fmt: skip
    if any(of(w) == "verb" for w in cut[1:-1]):
        out.append("verb inside")
    return tuple(out)


# ---- what was told before

_LATELY = 12


Lately = dict[str, tuple[int, int, int]]


def lately(last: Last, spot: Spot, number: NumberMention) -> Lately:
    """How many of the numbers just before were of each name: at all, in the sentence, in the same unit."""
    out: Lately = {}
    for told in last.told[-_LATELY:]:
        name = told.firms[0].name if told.firms else told.subject
        same, here, alike = out.get(name, (0, 0, 0))
        unit = told.of is not None and told.of.unit == number.unit
        out[name] = same + 1, here + (told.sentence == spot.index), alike + unit
    return out


def told_of(before: Lately, text: str, group: str, firm: bool) -> tuple[str, ...]:
    """What :func:`lately` gave for ``text``, for a number of a ``group`` of kinds."""
    same, here, alike = before.get(text, (0, 0, 0))
    return _told_of(min(same, 4), min(here, 3), min(alike, 3), group, "firm" if firm else "phrase")


@lru_cache(maxsize=4096)
def _told_of(same: int, here: int, alike: int, group: str, kind: str) -> tuple[str, ...]:
    return f"told.{same}/{kind}", f"told here.{here}/{kind}/{group}", f"told alike.{alike}/{kind}/{group}"
