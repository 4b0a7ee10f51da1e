"""Where a candidate for a subject stands: how the statement's clause opens, where the candidate was printed last before the number, between
what, how far away, and what it shares with the rules' answer. All in words that :mod:`lianzhang.evidence.subjects.ranking` weighs."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.candidates import PREDICATE
from lianzhang.evidence.subjects.looks import group_of

__all__ = ["Around", "Standing", "around_of", "shared", "standing", "step", "told"]

_OPENS = (
    ("qi", re.compile("其(?!中|他|它|余|间|次)")), ("among", re.compile("其中")),
    ("company", re.compile("(?:该|本)?(?:公司|企业|集团)")),
    ("project", re.compile("(?:该|本|此)?项目|(?:该|本)(?:基地|工程)|[一二三四]期")), ("this", re.compile("该|此|这|本")),
)  # fmt: skip
"""How a clause opens."""
_BEHIND = (
    ("measure", re.compile(r"的?(?:总|年|净|主营|平均)?(?:投资|产量|销量|产值|营业|收入|营收|利润|净利|毛利|产能|装机|规模|出货|股价|市占率|份额|增速|储量|总额|成交|注册资本|全长|长|总长|容量|面积)")),
    ("verb", re.compile(r"已|将|拟|实现|完成|达|同比|环比|累计|预计|连续|计划|位于|位居|为|是|在|共|均|保持|拥有|签|收购|采购|持有|合计|从|继续|首|投产|开工|建成|占|增|下降")),
    ("de", re.compile("的")), ("mark", re.compile("[，：；。]")), ("join", re.compile("[、和与及]")),
    ("number", re.compile(r"[约超近达]?\d")), ("etc", re.compile("等")),
)  # fmt: skip
_BEFORE = (
    ("governed", re.compile(r"(?:与|和|同|向|对|给|被|于|在|从|由|为|比|占|至|到|据|收购|采购|认购|投资|建设|签订|签署|位于|落户|承建|供应|提供)\Z")),
    ("de", re.compile(r"的\Z")), ("join", re.compile(r"[、及]\Z")), ("mark", re.compile(r"[，：；。\n\s“（》]\Z|^\Z")),
)  # fmt: skip
_REACH = 600


class Around(NamedTuple):
    """The statement that a subject is sought for."""

    kind: str
    group: str
    opens: str
    shape: str
    ground: str
    begin: int
    """where the clause begins to speak"""
    first: int
    """where the sentence begins to speak"""

    @property
    def context(self) -> tuple[str, ...]:
        """What says of which sort its subject is."""
        return self[1:5]


def _opening(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """How the clause opens: with a word that points back, a noun or a verb; ``later`` behind another number or right at its head."""
    if number.start - spot.left <= 4 or spot.left > spot.clause.start:
        return "later"
    begin = content(scene, spot.clause.start, number.start)
    bare = "bare" if PREDICATE.match(scene.flat, begin) else "noun"
    return next((name for name, pattern in _OPENS if pattern.match(scene.flat, begin)), bare)


def around_of(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> Around:
    return Around(
        found.frame.kind,
        group_of(found.frame.kind),
        _opening(scene, spot, number),
        found.frame.subject + (".led" if scene.firm_led else ""),
        "ground" if scene.grounds(spot.clause.start, number.start) else "no ground",
        content(scene, spot.clause.start, number.start),
        content(scene, spot.sentence.start, number.start),
    )


class Standing(NamedTuple):
    """Where a candidate stands: ``at`` in the text (-1: not before the number), ``where`` in the sentence or outside, ``beside`` what."""

    at: int
    where: str
    beside: tuple[str, ...]
    letters: tuple[str, ...]


def standing(scene: Scene, spot: Spot, number: NumberMention, text: str, around: Around) -> Standing:
    """Where ``text`` was printed last before the number, and between what."""
    flat = scene.flat
    at = flat.rfind(text, max(0, spot.sentence.start - _REACH), number.start)
    if at < 0:
        after = flat.find(text, number.end, spot.clause.end) >= 0
        return Standing(
            -1, "in.after" if after else "in.title" if flat.find(text, 0, 200) >= 0 else "in.none", (), ()
        )
    if at < spot.sentence.start:
        where = "in.far" if flat.find("\n", at, spot.sentence.start) >= 0 else "in.paragraph"
    elif at >= spot.left:
        where = "in.stretch"
    elif at >= spot.clause.start:
        where = "in.clause"
    else:
        near = spot.at and at >= spot.sentence.clauses[spot.at - 1].start
        where = "in.previous" if near else "in.sentence"
    about, letters = _beside(scene, at, at + len(text))
    beside: tuple[str, ...] = about
    if 0 <= at - around.begin <= 2:
        beside = ("heads.clause", *about)
    elif 0 <= at - around.first <= 2:
        beside = ("heads.sentence", *about)
    return Standing(at, where, beside, letters)


@remembered
def _beside(scene: Scene, start: int, end: int) -> tuple[tuple[str, str], tuple[str, str, str]]:
    """What stands before and behind, in classes and in letters."""
    flat = scene.flat
    before = next((n for n, p in _BEFORE if p.search(flat, max(0, start - 2), start)), "other")
    behind = next((n for n, p in _BEHIND if p.match(flat, end)), "other")
    letters = (
        "<" + told(flat[max(0, start - 1) : start]),
        ">" + told(flat[end : end + 1]),
        ">" + told(flat[end : end + 2]),
    )
    return ("before." + before, "behind." + behind), letters


_ALIKE = str.maketrans({**dict.fromkeys(" \u3000\t\r\n", "_"), **dict.fromkeys("0123456789", "0")})


@lru_cache(maxsize=8192)
def told(letters: str) -> str:
    """Letters as a feature tells them: blanks are alike, and so are digits."""
    return letters.translate(_ALIKE)


_FARTHEST = 400


@lru_cache(maxsize=1024)
def step(distance: int) -> int:
    """A distance in letters, in steps that grow with it."""
    return int(1.5 * math.log2(min(distance, _FARTHEST) + 1))


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))


@lru_cache(maxsize=8192)
def shared(text: str, other: str) -> int:
    """How much two phrases share, in fifths of their pairs of letters."""
    a, b = _pairs(text), _pairs(other)
    return 10 * len(a & b) // (len(a) + len(b)) if text and other else 0
