"""Where and when a statement holds: places and times of the clause, or inherited from what stands before it."""

from __future__ import annotations

import re

from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import PlaceMention, TimeMention
from lianzhang.evidence.subjects import JOIN, LEADING, Scene

__all__ = ["place_of", "time_of"]

# ---- places


_RANKED = re.compile(r"(?:列入|入选|获批|位居|居|跃居|列为|占|对|向|与)(?:[\u4e00-\u9fff]{2,4}、){0,4}$")
_LANDED = re.compile(r"(?:落户|入驻|进驻|布局|位于|在|落地|选址|落址|坐落)$")


def _joined(scene: Scene, found: list[PlaceMention]) -> str:
    """The last group of coordinated places, as one value."""
    group = [found[-1]]
    for place in reversed(found[:-1]):
        if JOIN.match(scene.text[place.end : group[0].start]):
            group.insert(0, place)
        else:
            break
    paths = [p for place in group for p in place.paths]
    return ";".join(dict.fromkeys(paths))


def _clause_place(scene: Scene, start: int, end: int, at: int) -> str | None:
    before = [p for p in scene.settings(start, at) if not _RANKED.search(scene.text[start : p.start])]
    if before:
        return _joined(scene, before)
    offices = [n for n in scene.names(start, at, "government") if n.paths and n.start - start <= 4]
    if offices:
        return offices[0].paths[0]
    after = [p for p in scene.settings(at, end) if _LANDED.search(scene.text[at : p.start])]
    return ";".join(after[0].paths) if after else None


_LEVEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:该|本|我)?(省|市)(?=长|委|政府|人大|政协|十[一二三四五六]|[一二三四五六七八九十]+届)"
)


def _level(scene: Scene, start: int, end: int) -> str | None:
    """The province or prefecture of the document, where a clause opens with its offices (省长, 市委) and names no place."""
    m = _LEVEL.search(scene.text, start, min(end, start + 8))
    if not m or not scene.home:
        return None
    home = scene.tree.by_path(scene.home[0])
    if home is None:
        return None
    wanted = "province" if m[1] == "省" else "prefecture"
    return next((scene.tree.path(p.key) for p in scene.tree.ancestors(home.key) if p.level == wanted), None)


def place_of(scene: Scene, index: int, clause_index: int, at: int) -> str | None:
    """The place a statement at ``at`` is about: clause, sentence, paragraph, else the document's home (a firm's seat is not in the text)."""
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    found = _clause_place(scene, clause.start, clause.end, at) or _level(scene, clause.start, at)
    if found:
        return found
    for back in range(clause_index - 1, -1, -1):
        other = sentence.clauses[back]
        found = _clause_place(scene, other.start, other.end, other.end) or _level(
            scene, other.start, other.end
        )
        if found:
            return found
    around = None
    for back in range(index - 1, max(-1, index - 8), -1):
        other_sentence = scene.sentences[back]
        if other_sentence.paragraph != sentence.paragraph:
            break
        text = scene.text
        begin = other_sentence.start
        places = [
            p for p in scene.settings(begin, other_sentence.end) if not _RANKED.search(text[begin : p.start])
        ]
        if places:
            around = _joined(scene, places[:1])
            break
    return around or (scene.home[0] if scene.home else None)


# ---- times

_NOW = re.compile(r"目前|现在|现有|当前|如今|至今")


_EVENT = re.compile(
    r"(?:正式|全面|实现)?(?:投产|开工|竣工|建成|完工|达产|获批|入选|成立|签约|交付|动工)(?:投产)?(?![^，]*\d)"
)
"""A date of one event (2024年9月投产) does not date what follows."""


def _reaching(scene: Scene, clause: Clause) -> TimeMention | None:
    """The time with which a clause opens, or of which it consists: it reaches over the clauses that follow."""
    for time in scene.times(clause.start, clause.end):
        begin = clause.start
        places = scene.settings(begin, time.start)
        if places and places[0].start - begin <= 2:
            begin = places[-1].end
        leads = LEADING.match(scene.text[begin : time.start]) or time.end >= clause.end - 1
        if leads and not _EVENT.match(scene.flat, time.end, clause.end):
            return time
    return None


def time_of(scene: Scene, index: int, clause_index: int, at: int, left: int) -> TimeMention | None:
    """The time a number at ``at`` belongs to; ``left`` is where the number before it ends."""
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    own = [t for t in scene.times(clause.start, at) if scene.text[t.end : t.end + 1] != "》"]
    near = [t for t in own if t.start >= left]
    if near or own:
        return (near or own)[-1]
    if _NOW.search(scene.text, clause.start, at):
        return None
    for back in range(clause_index - 1, -1, -1):
        other = sentence.clauses[back]
        found = _reaching(scene, other)
        if found:
            return found
        if _NOW.search(scene.text, other.start, other.end):
            return None
    return None
