"""Words that point back to a list: 这两个数字分别为……, 前者……、后者…… are of what the list before was of, one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lianzhang.evidence.claims.lists import Part, Shared
from lianzhang.evidence.claims.members import listed_before
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, remembered

__all__ = ["pointed_back"]

_SAME = re.compile(
    r"(?:这|上述|以上|前述)(?:[两二三四五]个?[项组类]?)?(?:数字|数据|指标|数值|比例|比率|比重|占比|金额|增速|增幅|价格|总量|总额)(?:又|也|均|还|则)?(?:分别|依次|各)"
)
"""上述两项指标分别为……: once more what the list before was of."""
_ONE = re.compile("前者|后者")
_GOVERNED = re.compile("(?:[比较与和同对向给由被为是于在占至到将超]|相当于|高[出于]|低于|后于)\\Z")
"""较前者高5%: held against it, not of it."""


def pointed_back(
    scene: Scene,
    sentence: Sentence,
    clause: Clause,
    numbers: Sequence[NumberMention],
    shared: Sequence[Shared],
) -> dict[int, Part]:
    """What each number belongs to that such a word leads to, by the number's start; ``shared`` is the list told last, here or in the sentence before."""
    m = _SAME.search(scene.flat, clause.start, clause.end)
    mine = [n for n in numbers if m and n.start >= m.end()]
    if mine and len(mine) == len(shared):
        return {n.start: _like(s) for n, s in zip(mine, shared, strict=True)}
    words = list(_ONE.finditer(scene.flat, clause.start, clause.end)) if _told(scene) else []
    if not words:
        return {}
    pair = shared if len(shared) == 2 else _two(scene, sentence, clause)
    out: dict[int, Part] = {}
    ends = [*(w.start() for w in words[1:]), clause.end]
    for w, end in zip(words, ends, strict=True):
        if len(pair) == 2 and not _GOVERNED.search(scene.flat, max(clause.start, w.start() - 3), w.start()):
            who = pair[0] if w[0] == "前者" else pair[1]
            out |= {n.start: _like(who) for n in numbers if w.end() <= n.start < end}
    return out


@remembered
def _told(scene: Scene) -> bool:
    """Whether a text has such words at all: few have."""
    return "前者" in scene.flat or "后者" in scene.flat


def _like(shared: Shared) -> Part:
    return Part(noun="", like=shared, item=shared.item)


def _two(scene: Scene, sentence: Sentence, clause: Clause) -> list[Shared]:
    """The two things that the sentence, up to ``clause``, or else the sentence before coordinates, else its first and its last firm."""
    found = listed_before(scene, sentence.start, clause.start, 2)
    if found:
        return [Shared(f.name, (f.firm,) if f.firm else (), f.place, item=f.item) for f in found]
    starts = [
        s.start for s in scene.sentences if s.start < sentence.start and s.paragraph == sentence.paragraph
    ]
    for start, stop in pairwise([clause.start, sentence.start, *reversed(starts)][:3]):
        firms = scene.names(stop, start, "organisation")
        if firms and firms[0].name != firms[-1].name:
            return [Shared(f.name, (f,)) for f in (firms[0], firms[-1])]
    return []
