"""What the readers of clauses share: the classes of verbs (``data/events.csv``), a verb in its clause, objects and lists of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from lianzhang.core import Problems
from lianzhang.core.data_files import data_text
from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.lexicon.tables import read_table
from lianzhang.evidence.relations.clauses_who import doer
from lianzhang.evidence.relations.subjects import split_list
from lianzhang.evidence.scene import Scene

__all__ = ["VAGUE", "Event", "Found", "Hit", "Reader", "doer_of", "events", "names_of", "object_of"]

_COLUMNS = ("event", "kind", "modality", "verbs", "objects", "beside")


@dataclass(frozen=True, slots=True)
class Event:
    """A class of verbs; ``ends`` matches the end of its object, one of ``beside`` must stand in the clause (if there are any)."""

    name: str
    kind: str
    modality: Any
    ends: re.Pattern[str] | None
    beside: tuple[str, ...]


@dataclass(slots=True)
class Hit:
    """A verb ``[start, end)`` of a class in its clause."""

    event: Event
    index: int
    sentence: Sentence
    at: int
    clause: Clause
    start: int
    end: int


Found = tuple[str, str | None, int, int]
"""Subject, object and the span of what says so."""
Reader = Callable[[Reading, Hit], Iterator[Found]]
"""Reads what a clause says with a verb of one class."""


@lru_cache(maxsize=1)
def events() -> tuple[AhoCorasick, tuple[tuple[Event, ...], ...]]:
    """The matcher of all verbs, and for each the classes it is of, in the order of the file."""
    verbs: dict[str, list[Event]] = {}
    for _, row in read_table("events.csv", data_text("events.csv"), _COLUMNS, Problems()):
        tails = sorted(filter(None, row["objects"].split(";")), key=len, reverse=True)
        ends = re.compile("|".join(map(re.escape, tails))) if tails else None
        event = Event(
            row["event"], row["kind"], row["modality"], ends, tuple(filter(None, row["beside"].split(";")))
        )
        for verb in filter(None, row["verbs"].split(";")):
            verbs.setdefault(verb, []).append(event)
    return AhoCorasick(list(verbs), matchkind=MatchKind.LeftmostLongest), tuple(
        tuple(v) for v in verbs.values()
    )


def doer_of(reading: Reading, hit: Hit) -> tuple[str, int] | None:
    return doer(reading, hit.index, hit.sentence, hit.at, hit.start)


def object_of(hit: Hit, scene: Scene) -> tuple[str, int] | None:
    """The object behind the verb, up to the first of the ends its class has: a title in marks, or a noun phrase."""
    begin = hit.end + (scene.flat[hit.end : hit.end + 1] in ("了", "过", "有"))
    begin -= scene.flat.startswith("有限", hit.end)
    begin += scene.flat.startswith("的《", begin)
    title = _TITLE.match(scene.flat, begin, hit.clause.end)
    if title:
        return scene.text[slice(*title.span("t"))], title.end()
    if hit.event.ends is None:
        return None
    for m in hit.event.ends.finditer(scene.flat, begin, min(hit.clause.end, begin + 60)):
        text = scene.text[begin : m.end()].strip(" \u3000“”")
        follows = scene.flat[m.end() : m.end() + 1]
        if follows and follows not in _AFTER:
            continue
        if text.count("“") != text.count("”"):
            return None
        return (text, m.end()) if len(text) >= 2 and not _BROKEN.search(text) else None
    return None


_TITLE = re.compile(r"[^，。；《》]{0,20}?(?P<t>《[^《》\n]{2,80}》)")
_AFTER = frozenset("，。；：、！ \n\u3000）”》，（,;:与和及并后为用以在从已")
_BROKEN = re.compile(r"[；。]|进行|以及其|\A(?:本次|该|上述|此次|相关|有关|的|其)|[从而]*切入|迎")
_CHILD_OF = re.compile(r"\A[^，。；]{2,12}?(?:全资|控股|参股|旗下)?[子孙]公司(?=[\u4e00-\u9fff]{4})")
_HOLDING = re.compile(r"\A[^，。；]{0,6}(?:持有|拥有)[^，。；]{2,24}的")


def names_of(scene: Scene, start: int, end: int) -> list[str]:
    """The names of a list, all of it clean; empty where a part is none."""
    out = []
    for a, b in split_list(scene, (start, end)):
        text = scene.text[a:b].strip(' “”"')
        text = re.sub(r"（[^（）]{0,40}）\Z|\([^()]{0,40}\)\Z", "", text)
        text = _CHILD_OF.sub(
            "", re.sub(r"(?<=[\u4e00-\u9fff]{2})(?:先生|女士)\Z|\A上市公司(?=[\u4e00-\u9fff]{2})", "", text)
        )
        held = _HOLDING.match(text)
        text = text[held.end() :] if held else text
        inside = scene.names(a, b, "organisation", "institution", "government", "authority")
        if inside and len(text) > 24:
            text = inside[-1].name
        whole = bool(inside) and inside[-1].name == text
        if not 2 <= len(text) <= 30 or (VAGUE.search(text) and not whole):
            return []
        out.append(text)
    return out


VAGUE = re.compile(
    r"的|其|\A公司\Z|双方|各方|多家|多个|有关|相关|下游|上游|\A(?!某).{0,6}(?:客户|企业)\Z|进行|供应商\Z|[\d]|该|申请|提供|本次|此次|方面|对象\Z|投资者\Z|消费者\Z|用户\Z|居民\Z|受益人\Z|各|对方|关联方|招标人|业主\Z"
)
