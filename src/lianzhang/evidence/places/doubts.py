"""Whether a place told before a number is where the number holds: weights learnt from keyed documents say so.

What a clause does not say is inherited from what stands before it; that is right of a region's own report and wrong of a digest, a market
review or a firm that was only named beside a place. The features of an inherited place are words: where it was told last
(``in.paragraph``), what the number is (``works``, ``firm``), what the text is like (``provinces.4``), some of them together. The place holds
where the sum of their weights in ``data/place_weights.csv`` is positive; ``tools/train_places.py`` learns them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import repeat

from lianzhang.core.places import short_name
from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.lexicon.tables import read_pairs
from lianzhang.evidence.scene import OFFICES, OWN_PLACE, Scene, own_only, remembered
from lianzhang.evidence.subjects.looks import group_of

__all__ = ["features", "holds", "weights"]

_WIDE = re.compile("我国|全国|国内")
_AMONG = re.compile("其中|同期|同时|另外|此外|截至|目前")
"""What opens a sentence that goes on with what was told."""
_HEAD = 120
"""What stands before this character is the title or the lead."""


@remembered
def _told(scene: Scene, place: str) -> list[int]:
    """Where the text names ``place``: itself, or an office of it."""
    paths = set(place.split(";"))
    spots = [p.start for p in scene.mentions.places if not paths.isdisjoint(p.paths)]
    spots += [n.start for n in scene.mentions.names if n.paths and not paths.isdisjoint(n.paths)]
    spots += [
        p.start for p in scene.grounds(0, len(scene.flat)) if not p.keys and not paths.isdisjoint(p.paths)
    ]
    return sorted(spots)


@remembered
def _of_the_text(scene: Scene, place: str) -> tuple[str, ...]:
    """What the text is like, for ``place``."""
    roots = [path[:2] for p in scene.mentions.places if p.keys for path in p.paths]
    own = sum(root == place[:2] for root in roots)
    told = _told(scene, place)
    firms = sum(n.type == "organisation" for n in scene.mentions.names) // 3
    local = OWN_PLACE.search(scene.flat) or OFFICES.search(scene.flat)
    return (
        "lead" if told and told[0] < _HEAD else "no lead",
        f"provinces.{min(len(set(roots)), 4)}",
        f"often.{min(len(told), 4)}",
        "most" if 2 * own > len(roots) else "some",
        "home" if scene.home and place == scene.home[0] else "not home",
        "firm led" if scene.firm_led else "not led",
        f"firms.{min(firms, 3)}",
        "local" if local else "not local",
        f"wide.{min(len(_WIDE.findall(scene.flat)), 3)}",
    )


def _where(scene: Scene, sentence: Sentence, clause: Clause, end: int, place: str) -> tuple[str, int]:
    """Where ``place`` was told last before ``end``, and at which character (-1: not before)."""
    told = _told(scene, place)
    at = bisect_left(told, end) - 1
    if at < 0:
        return ("in.after" if told else "in.none"), -1
    start = told[at]
    if start >= clause.start:
        return "in.clause", start
    if start >= sentence.start:
        return "in.sentence", start
    return ("in.far" if scene.flat.find("\n", start, sentence.start) >= 0 else "in.paragraph"), start


def _back(scene: Scene, at: int, sentence: Sentence) -> str:
    """How many sentences before ``sentence`` the character ``at`` stands."""
    back = (
        sum(scene.flat.count(c, at, sentence.start) for c in "。；！？\n") if 0 <= at < sentence.start else 0
    )
    return f"back.{min(back, 3)}"


def features(
    scene: Scene, sentence: Sentence, clause: Clause, span: tuple[int, int], kind: str, subject: str, firm: bool, place: str
) -> tuple[str, ...]:  # fmt: skip
    """The features of ``place`` for a number of ``kind`` at ``span`` about ``subject`` (``firm``: a firm); none where nothing is to be
    weighed: the clause itself names the place, the sentence goes on with 其中, or it is the whole country or the world."""
    if place in (COUNTRY, WORLD):
        return ()
    where, at = _where(scene, sentence, clause, span[1], place)
    if where == "in.clause":
        return ()
    who = "firm" if firm else "thing"
    group = group_of(kind)
    named = any(short_name(scene.short(p)) in subject for p in place.split(";"))
    moved = at >= 0 and any(place not in p.paths for p in scene.grounds(at + 1, span[0]))
    wide = _WIDE.search(scene.flat, sentence.start, span[0]) is not None
    back = _back(scene, at, sentence)
    if where == "in.paragraph" and back == "back.1" and scene.flat.startswith("其中", sentence.start):
        return ()  # parts of what the sentence before told
    among = _AMONG.match(scene.flat, sentence.start) is not None
    around = (
        *_of_the_text(scene, place), "moved" if moved else "not moved", "country" if wide else "no country",
        "goes on" if among else "starts", back,
    )  # fmt: skip
    return _together(where, who, group, around, "named" if named else "not named")


@lru_cache(maxsize=8192)
def _together(where: str, who: str, group: str, around: tuple[str, ...], named: str) -> tuple[str, ...]:
    """The features, and some of them together."""
    out = ["always", where, who, group, *around, named]
    out += [f"{where}/{f}" for f in (who, group, *around)]
    return (*out, f"{who}/{group}", f"{where}/{who}/{group}")


@lru_cache(maxsize=8192)
def _weighed(found: tuple[str, ...]) -> float:
    get = weights().get
    return sum(map(get, found, repeat(0.0)))


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weight of every feature."""
    return {name: float(weight) for name, weight in read_pairs("place_weights.csv")}


def holds(
    scene: Scene, spot: Spot, span: tuple[int, int], kind: str, subject: str, firm: bool, place: str
) -> bool:
    """Whether ``place`` is where a number holds; arguments as for :func:`features`."""
    if own_only(scene) == place:
        return True
    found = features(scene, spot.sentence, spot.clause, span, kind, subject, firm, place)
    return not found or _weighed(found) > 0
