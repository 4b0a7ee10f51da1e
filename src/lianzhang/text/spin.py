"""Spun copy (伪原创): found by swapped synonyms at a rate no honest text has, impossible places, and units that clash.

No single word is evidence. What counts are collocations that only a spinner writes (正极资料, 高质量开展, 规划以上), how many
different pairs are met and how dense they stand. The quote is kept; the likelier word is offered beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lianzhang.core import place_tree
from lianzhang.text.edits import Found
from lianzhang.text.misfit import misfit
from lianzhang.text.spin_list import LISTED, list_evidence
from lianzhang.text.spin_words import count_words, read_table, word_evidence

__all__ = ["Spun", "find_spin"]

_WEAK = 1 / 3
_PAIRS = 4
"""At least so many different pairs,"""
_POINTS = 4.0
"""so many points in all (a strong collocation 1, a weak one a third, the same one counted three times at most),"""
_DENSITY = 3.0
"""and so many points in 1000 characters. Honest reports reach 2 points in all now and then; spun ones pass 10 in 1000."""
_SCORE = 7.5
"""Or so much evidence of words, phrases and other signs together: of 1366 honest texts that no share was counted on, one had
more. A point counts three, an impossible place or a clash of unit and noun two."""
_PER_POINT = 3.0
_PER_SIGN = 2.0
_MISFIT = 3.0
"""Or so much evidence of words that do not fit their places."""
_PER_MISFIT_SIGN = 1.0
_JUDGED, _DOUBT = -50.0, 3.5
"""Where words were looked at in their places and fit them, so much more is asked of words and lists alone."""
_CLASH = re.compile(
    r"(?P<noun>产量|销量|产能)(?:预计|将|可|能|已|有望|达|到|达到|到达|超|超过|超越|突破|约|近|为|实现){0,4}\s*+\d[\d.,]*\s*(?:万|亿|千)*元"
)
_PLACE_END = re.compile(r"[市县](?<=[\u4e00-\u9fff]{2}.)(?:(?<=市)(?![场面民值政价容区])|(?<=县)(?![域区]))")
_BEFORE_PLACE = frozenset("在、,，。;；于和与及至到从对(（“ \t\n省由是将让给")


@dataclass(frozen=True, slots=True)
class _Pair:
    spun: str
    restored: str
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spun:
    """What was found: ``spun`` is the verdict; ``hypothesis`` is empty when it is False."""

    spun: bool
    points: float
    hypothesis: tuple[tuple[int, int, str], ...] = ()
    found: tuple[Found, ...] = ()


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[_Pair, ...], tuple[str, ...], tuple[tuple[int, float], ...], Any]:
    """Pairs; phrases; for each phrase its pair and weight; the automaton over the phrases."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    rows = read_table("spin.csv")
    pairs: list[_Pair] = []
    phrases: dict[str, tuple[int, float]] = {}
    for row in rows:
        if row["spun"] == row["restored"]:
            continue
        keep = tuple(row["keep"].split())
        pairs.append(_Pair(row["spun"], row["restored"], keep))
        weight = 1.0 if row["level"] == "strong" else _WEAK
        for phrase in row["phrases"].split():
            if row["spun"] in phrase and not any(k in phrase for k in keep):
                phrases.setdefault(phrase, (len(pairs) - 1, weight))
    names = tuple(phrases)
    automaton = AhoCorasick(
        list(names), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    return tuple(pairs), names, tuple(phrases.values()), automaton


def find_spin(text: str, spans: list[tuple[int, int]]) -> Spun:
    """Judge the body ``spans`` of a repaired text; hypotheses and reports are given in its positions."""
    pairs, names, rows, _ = _table()
    parts = [text[start:end] for start, end in spans]
    length = sum(map(len, parts))
    hits, points = _phrases(parts)
    clash = [(m.start("noun"), m.end("noun"), "产值") for s, e in spans for m in _CLASH.finditer(text, s, e)]
    places = _places(text, spans)
    counts = count_words(parts)
    weight, telling = word_evidence(counts)
    kinds = {pairs[rows[i][0]].spun for i in hits}
    dense = len(kinds) >= _PAIRS and points >= _POINTS and points * 1000 >= _DENSITY * max(length, 200)
    signs = _PER_SIGN * (bool(places) + bool(clash))
    listed, listed_telling = list_evidence(counts, length, points)
    several = len(kinds | {spun for spun, _ in telling}) > _PAIRS
    words = kinds | {spun for spun, _ in listed_telling | telling}
    placed = misfit(parts, (points, weight, listed))
    misfits = {spun for _, spun, _ in placed.telling}
    doubt = _DOUBT if _JUDGED < placed.score < 0 else 0.0
    # A few lines can hold several such words by chance.
    wide = listed + signs >= LISTED + doubt and len(words) > _PAIRS + max(0, (400 - length) // 50)
    sure = dense or wide or (several and weight + _PER_POINT * points + signs >= _SCORE + doubt)
    if placed.score + _PER_MISFIT_SIGN * bool(signs) >= _MISFIT and len(misfits | kinds) >= _PAIRS:
        sure = True
    if not sure:
        return Spun(False, points, found=tuple(_signs(text, places, clash)))
    evidence = {rows[i][0] for i in hits} | {
        i for i, p in enumerate(pairs) if (p.spun, p.restored) in telling
    }
    known = {pairs[i].spun for i in evidence}
    more = [_Pair(a, b, ()) for a, b in sorted(listed_telling) if a not in known] if wide else []
    restored = _restore(text, [*(pairs[i] for i in sorted(evidence)), *more])
    hypothesis = _merge([p for p in places if p[2]] + clash + restored)
    # what only does not fit its place is told, not read: its likelier word is the right one in two of three cases
    restored = _merge(restored + _in_text(placed.telling, spans))
    first = [text.find(names[i]) for i in hits] or [start for start, _, _ in restored]
    found = [_report(text, min(first, default=0), restored), *_signs(text, places, clash)]
    return Spun(True, points, tuple(hypothesis), tuple(found))


def _phrases(parts: list[str]) -> tuple[Counter[int], float]:
    """The collocations that only a spinner writes, and their points."""
    _, _, rows, automaton = _table()
    hits: Counter[int] = Counter()
    for part in parts:
        hits.update([index for index, _, _ in automaton.find_matches_as_indexes(part)])
    return hits, sum(min(n, 3) * rows[i][1] for i, n in hits.items())


def list_scores(parts: list[str]) -> tuple[float, float, float]:
    """What the lists of words say of a text: points of phrases, evidence of pairs, evidence of the wide list."""
    _, points = _phrases(parts)
    counts = count_words(parts)
    return points, word_evidence(counts)[0], list_evidence(counts, sum(map(len, parts)), points)[0]


def _in_text(
    telling: tuple[tuple[int, str, str], ...], spans: list[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """Places in the joined parts as places of the text."""
    out: list[tuple[int, int, str]] = []
    joined = 0
    for start, end in spans:
        out += [
            (at - joined + start, at - joined + start + len(spun), restored)
            for at, spun, restored in telling
            if joined <= at < joined + end - start
        ]
        joined += end - start + 1
    return out


def _restore(text: str, pairs: list[_Pair]) -> list[tuple[int, int, str]]:
    """Every place of the swapped words that the evidence shows this spinner to use, but for the author's own."""
    out: list[tuple[int, int, str]] = []
    for pair in pairs:
        own = [m.span() for k in pair.keep for m in re.finditer(re.escape(k), text)]
        places = (m.span() for m in re.finditer(re.escape(pair.spun), text))
        out += [(a, b, pair.restored) for a, b in places if not any(s <= a and b <= e for s, e in own)]
    return out


def _merge(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """In order; of overlapping spans the longer one, of equal ones the first named."""
    out: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s[0], -(s[1] - s[0]))):
        if not out or span[0] >= out[-1][1]:
            out.append(span)
    return out


@lru_cache(maxsize=1)
def _provinces() -> tuple[str, ...]:
    """The first two characters of every province, in the order of the tree."""
    return tuple(p.name[:2] for p in place_tree().children(None))


@lru_cache(maxsize=40)
def _names_of(province: int) -> tuple[tuple[str, ...], frozenset[str]]:
    """Names of three or four characters in 市 or 县 in a province, and all names less their last character."""
    tree = place_tree()
    top = tree.children(None)[province]
    real = {n.name for p in tree.children(top.key) for n in (p, *tree.children(p.key))}
    # A county that became a district keeps its old name in old texts.
    return tuple(n for n in real if len(n) in (3, 4) and n[-1] in "市县"), frozenset(
        n[:-1] for n in real if len(n) > 2
    )


def _named(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Three or two characters and 市 or 县: where each begins, and the name. Of two that begin together the longer."""
    for m in _PLACE_END.finditer(text, start, end):
        at = m.start()
        if at - 3 >= start and "\u4e00" <= text[at - 3] <= "\u9fff":
            yield at - 3, text[at - 3 : at + 1]
        if at - 2 >= start and not _PLACE_END.match(text, at + 1, end):
            yield at - 2, text[at - 2 : at + 1]


def _places(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Names in 市 or 县 that no place has, one character off a real one of the province the text is about."""
    seen: Counter[str] = Counter()
    bounded: set[str] = set()
    for start, end in spans:
        for at, name in _named(text, start, end):
            seen[name] += 1
            if at == start or text[at - 1] in _BEFORE_PLACE:
                bounded.add(name)
    tree = place_tree()
    bounded = {
        name
        for name in bounded
        if seen[name] >= 2
        and not tree.named(name)
        and not any(tree.named(name[i:]) for i in range(1, len(name) - 1))
    }
    provinces = (
        [(n, i) for i, short in enumerate(_provinces()) if (n := text.count(short))] if bounded else []
    )
    if not provinces:
        return []
    # The first of those named most often.
    short_names, stems = _names_of(max(provinces, key=lambda p: (p[0], -p[1]))[1])
    out: list[tuple[int, int, str]] = []
    for name in bounded:
        if name[:-1] in stems:
            continue
        near = [r for r in short_names if len(r) == len(name) and sum(a != b for a, b in zip(r, name)) == 1]
        if not near:
            continue
        # Between several real places nothing tells which was meant: reported, but no reading is offered.
        stem, right = name[:-1], near[0][:-1] if len(near) == 1 else ""
        out += [(m.start(), m.end(), right) for m in re.finditer(re.escape(stem), text)]
    return out


def _report(text: str, start: int, restored: list[tuple[int, int, str]]) -> Found:
    """The swapped words, most frequent first."""
    words = Counter((text[s:e], new) for s, e, new in restored)
    listing = "、".join(f"{old}→{new}×{n}" for (old, new), n in words.most_common(40))
    start = max(start, 0)
    return Found("spun", start, start + 2, sum(words.values()), undone=False, detail=listing)


def _signs(text: str, places: list[tuple[int, int, str]], clash: list[tuple[int, int, str]]) -> list[Found]:
    """Impossible places and clashes of unit and noun: reported whether or not the text is spun."""
    out: list[Found] = []
    for kind, rows in (("impossible_place", places), ("unit_clash", clash)):
        if rows:
            s, e, new = min(rows)
            out.append(Found(kind, s, e, len(rows), undone=False, detail=f"{text[s:e]}→{new or '?'}"))
    return out
