"""Statements without a number: supply links, zoning, policies, institutions, named projects, milestones …

Patterns are data (``data/frames_relations.toml``, explained at its head) and run over one sentence each; names found by the
lexical layer decide which parts of a list are organisations, parks or places.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lianzhang.evidence.claim import KINDS
from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.reading import Draft, Reading
from lianzhang.evidence.subjects import Scene, firms_of, left_noun, phrase, place_of, time_of, words

__all__ = ["Relation", "load_relations", "relation_claims"]


@dataclass(frozen=True, slots=True)
class Relation:
    """One pattern; the fields are those of the data file."""

    kind: str
    pattern: re.Pattern[str]
    words: tuple[str, ...]
    subject: str
    each: str
    names: frozenset[str]
    modality: Any
    fixed: bool
    options: dict[str, Any]
    unless: re.Pattern[str] | None


@lru_cache(maxsize=1)
def load_relations() -> tuple[Relation, ...]:
    """The packaged patterns, compiled. Raises ``ValueError`` naming the entry at fault."""
    text = files("lianzhang.evidence").joinpath("data/frames_relations.toml").read_text(encoding="utf-8")
    out = []
    for at, row in enumerate(tomllib.loads(text)["relation"], start=1):
        if row["kind"] not in KINDS:
            raise ValueError(f"frames_relations.toml, relation {at}: unknown kind {row['kind']!r}")
        out.append(
            Relation(
                kind=row["kind"],
                pattern=re.compile(row["pattern"]),
                words=tuple(row["words"]),
                subject=row.get("subject", "group"),
                each=row.get("each", ""),
                names=frozenset(row.get("names", ())),
                modality=row.get("modality", "actual"),
                fixed=row.get("fixed", False),
                options=row,
                unless=re.compile(row["not"]) if "not" in row else None,
            )  # fmt: skip
        )
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A match in place: sentence, clause of its start, and the match over the sentence text at ``base``."""

    relation: Relation
    index: int
    sentence: Sentence
    clause: int
    base: int
    found: re.Match[str]

    def span(self, group: str) -> tuple[int, int] | None:
        """The span of a group in the text, None where it took no part."""
        if group not in self.found.re.groupindex or self.found.start(group) < 0:
            return None
        return self.found.start(group), self.found.end(group)


def relation_claims(reading: Reading) -> list[Draft]:
    """A draft for every statement without a number that a pattern finds outside repeated copies."""
    scene, out = reading.scene, []
    told: set[tuple[str, str]] = set()
    for index, sentence in enumerate(scene.sentences):
        if reading.repeated(sentence.start, sentence.end):
            continue
        zone = reading.zones[index]
        text = scene.flat[sentence.start : sentence.end]
        for relation in load_relations():
            if zone not in relation.options.get("zones", ("body",)) or not any(
                w in text for w in relation.words
            ):
                continue
            for found in relation.pattern.finditer(scene.flat, sentence.start, sentence.end):
                if relation.unless and relation.unless.search(found[0]):
                    continue
                if scene.masked[found.start()] == "\u3000" and "t" not in relation.pattern.groupindex:
                    continue
                clause = _clause_index(sentence, found.start())
                hit = _Hit(relation, index, sentence, clause, sentence.start, found)
                for draft in _drafts(reading, hit):
                    key = (relation.kind, f"{draft.fields['subject']}|{draft.fields.get('object')}")
                    if key not in told:
                        told.add(key)
                        out.append(draft)
    return out


def _clause_index(sentence: Sentence, at: int) -> int:
    i = bisect_left(sentence.clauses, at + 1, key=lambda c: c.start) - 1
    return max(0, i)


# ---- subjects of a hit


@dataclass(frozen=True, slots=True)
class _Who:
    name: str | None
    mention: NameMention | None = None
    place: str | None = None
    honour: str | None = None


_SEPARATOR = re.compile(r"、|，|和(?!兴|田|县|平|顺|龙|林|政|静|硕|布)|及(?!其)|以及|与")
_QUOTED = re.compile(r"“[^”]*”")


def _split(scene: Scene, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The parts of a list, without quotation marks around and 等 behind."""
    text = scene.flat[span[0] : span[1]]
    shut = _QUOTED.sub(lambda m: "“" + "口" * (len(m[0]) - 2) + "”", text)
    # a quoted run of its own counts as a part: 甲乙和“丙-丁”“戊-己”
    cuts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(shut)]
    cuts += [(m.start() + 1, m.start() + 1) for m in re.finditer("”“", shut)]
    parts, at = [], 0
    for a, b in [*sorted(cuts), (len(text), len(text))]:
        if a > at:
            parts.append((span[0] + at, span[0] + a))
        at = b
    return [p for p in parts if p[0] < p[1]]


def _tidy(text: str) -> str:
    return text.strip(" \u3000等“”‘’、，以在将把")


_PARK = re.compile(
    r"[\u4e00-\u9fff“”\-]{2,16}(?:园区|开发区|经开区|高新区|新区|工业园|产业园|集聚区|聚集区|产业带|产业基地|集中区|开放区)"
)


def _named(scene: Scene, part: tuple[int, int], types: frozenset[str]) -> list[_Who]:
    """The names of the given types in a part; for places, the place's own name."""
    out: list[_Who] = []
    printed = _tidy(scene.flat[part[0] : part[1]])
    if "park" in types and _PARK.fullmatch(printed):
        known = scene.names(part[0], part[1], "park")
        return [
            _Who(
                printed, known[0] if known else None, known[0].paths[0] if known and known[0].paths else None
            )
        ]
    wanted = [t for t in types if t != "place"]
    if wanted:
        found = scene.names(part[0], part[1], *wanted)
        if "organisation" in wanted and not found:
            found = scene.names(part[0], part[1], "institution")
        out += [_Who(n.name, n, n.paths[0] if n.paths else None) for n in found[:1]]
    if not out and "place" in types:
        places = scene.places(part[0], part[1])
        if places:
            path = ";".join(places[0].paths)
            text = _tidy(scene.flat[part[0] : part[1]])
            whole = places[0].end - places[0].start >= len(text) - 1
            name = scene.short(places[0].paths[0]) if whole and len(places[0].paths) == 1 else text
            out.append(_Who(name, None, path))
    return out


def _whos(reading: Reading, hit: _Hit, group: str) -> list[_Who]:
    scene, relation = reading.scene, hit.relation
    span = hit.span(group)
    if span is None:
        return []
    parts = _split(scene, span) if group in relation.each else [span]
    if relation.names:
        return [w for part in parts for w in _named(scene, part, relation.names)]
    must = relation.options.get("must")
    texts = [_tidy(scene.flat[a:b]) for a, b in parts]
    out = []
    for (a, b), text in zip(parts, texts, strict=True):
        if len(text) > 1 and (not must or re.search(must, text)):
            places = scene.places(a, b)
            out.append(_Who(text, None, ";".join(places[0].paths) if places else None))
    return out


def _subjects(reading: Reading, hit: _Hit) -> list[_Who]:
    """Who the statement is about, by the pattern's ``subject`` option."""
    scene, mode = reading.scene, hit.relation.subject
    at = hit.found.start()
    if mode == "firm":
        firms = firms_of(scene, hit.index, hit.clause, at, far=True)
        if (
            not firms
            and scene.main_firm
            and words().firm.match(scene.text[hit.sentence.clauses[hit.clause].start :][:8])
        ):
            return [_Who(scene.main_firm)]
        return [_Who(f.name, f, f.paths[0] if f.paths else None) for f in firms]
    if mode == "title":
        title = hit.found["t"]
        return [_Who(scene.text[hit.found.start("t") : hit.found.end("t")] if title else None)]
    if mode == "proposal":
        return [_Who(_proposal(scene))]
    if mode == "place":
        place = place_of(scene, hit.index, hit.clause, at)
        own = scene.places(hit.sentence.clauses[hit.clause].start, at)
        if not place:
            return []
        several = [_Who(scene.short(p), None, p) for p in place.split(";")]
        return several if own else [_Who("、".join(w.name or "" for w in several), None, place)]
    if mode in ("lead", "project", "group", "place+group", "group+verb", "firm_in"):
        return _group_subject(reading, hit, mode)
    return _whos(reading, hit, "s")


def _group_subject(reading: Reading, hit: _Hit, mode: str) -> list[_Who]:
    scene = reading.scene
    if mode == "firm_in" or hit.relation.names or (mode == "group" and "s" in hit.relation.each):
        return _whos(reading, hit, "s")
    span = hit.span("s")
    if span is None:
        return []
    text = (
        _tidy(scene.flat[span[0] : span[1]])
        if mode != "group"
        else scene.flat[span[0] : span[1]].strip("，、 ")
    )
    if mode == "group+verb":
        text = scene.flat[hit.found.start() : hit.found.end()].lstrip("，、")
    text, first = _first_of(text, hit.relation.kind)
    if mode in ("lead", "project"):
        text = left_noun(scene, span[0], span[1]) or text
    if mode in ("place+group", "lead") or (mode == "project" and len(text) <= 6):
        place = place_of(scene, hit.index, hit.clause, span[0])
        name = phrase(scene, place, text) if not first else text
        return [_Who(name, None, place, first)]
    return [_Who(text, None, None, first)] if len(text) > 1 else []


_FIRST = re.compile(
    r"^((?:国内|全国|全省|全球|全市|省内|我国|世界)?首[家个座条](?:省级|国家级|市级)?)(?=[\u4e00-\u9fff]{4})"
)


def _first_of(text: str, kind: str) -> tuple[str, str | None]:
    """An institution's name without 国内首家, and that as the honour it is."""
    m = _FIRST.match(text) if kind == "institution" else None
    if not m:
        return text, None
    level = re.search(r"(?:省级|国家级|市级)$", m[1])
    return text[m.end() - (len(level[0]) if level else 0) :], m[1]


def _proposal(scene: Scene) -> str | None:
    """The name of the proposal that the document answers or reports."""
    m = re.search(r"《([^《》]{4,60}(?:建议|提案|议案))》", scene.text)
    number = re.search(r"(?<=关于)[^\s，。《》]{0,16}第\d+号(?:提案|建议|议案)", scene.flat)
    if m:
        return m[1] + (f"（{number[0]}）" if number else "")
    quoted = re.search(r"“[^”]{2,12}”[^，。；]{2,16}(?=纳入|列入)", scene.text)
    if quoted:
        return quoted[0] + "建议案"
    return number[0] if number else None


# ---- drafts


def _objects(reading: Reading, hit: _Hit, subjects: list[_Who]) -> list[str | None]:
    scene, option = reading.scene, hit.relation.options.get("object_from")
    if option == "firm":
        firms = firms_of(scene, hit.index, hit.clause, hit.found.start(), far=True)
        return [f.name for f in firms[:1]]
    if hit.relation.kind == "project" and option is None:
        inside = scene.names(hit.sentence.start, hit.found.end(), "organisation")
        return [inside[-1].name if inside else None]
    if option == "p":
        span = hit.span("p")
        return [_tidy(scene.text[span[0] : span[1]])] if span else [None]
    if option == "addressee":
        m = re.search(r"^\s*([\u4e00-\u9fff]{4,24})[:：]\s*$", scene.text, re.MULTILINE)
        return [m[1] if m else None]
    if option == "s":
        span = hit.span("s")
        return [_tidy(scene.text[span[0] : span[1]])] if span else [None]
    if "o" in hit.relation.each:
        return [w.name for w in _whos(reading, hit, "o")]
    span = hit.span("o")
    if span is None:
        return [None]
    role = scene.flat[span[0] : span[1]]
    region = re.search(
        r"([\u4e00-\u9fff“”\-]{2,12})$",
        scene.flat[hit.sentence.clauses[hit.clause].start : hit.found.start()],
    )
    if (
        hit.relation.options.get("tail_role")
        and region
        and scene.places(hit.sentence.clauses[hit.clause].start, hit.found.start())
    ):
        return [region[1].removeprefix("其中").strip("“”、，") + role]
    role = role.strip("“”")
    if hit.relation.options.get("with_theme"):
        role += scene.theme
    if hit.relation.options.get("tail_role"):
        role = _tail_role(scene, hit, role)
    return [role]


def _tail_role(scene: Scene, hit: _Hit, role: str) -> str:
    """The role with what it serves: 重点 of what is built in the words that follow (打造……)."""
    end = next((c.end for c in reversed(hit.sentence.clauses) if c.end > hit.found.end()), hit.found.end())
    m = re.search(
        r"(?:打造|建设|建成|形成|发展)(?:壮大)?([^。；]{4,30}?)(?=[，。；]|$)",
        scene.flat[hit.found.end() : end],
    )
    return f"{role}：{m[1]}" if m else role


def _items(scene: Scene, hit: _Hit) -> tuple[str, ...]:
    group = hit.relation.options.get("items") or ("i" if "i" in hit.found.re.groupindex else None)
    if group is None or group not in hit.found.re.groupindex:
        return ()
    span = hit.span(group)
    if span is None:
        return ()
    parts = [_tidy(scene.flat[a:b]) for a, b in _split(scene, span)]
    return tuple(p for p in parts if p)


def _issuer(scene: Scene, hit: _Hit) -> str | None:
    clause = hit.sentence.clauses[hit.clause]
    found = scene.names(clause.start, hit.found.start(), "government")
    return found[-1].name if found else None


def _drafts(reading: Reading, hit: _Hit) -> list[Draft]:
    scene, relation = reading.scene, hit.relation
    whos = _subjects(reading, hit)
    if not whos:
        return []
    objects = _objects(reading, hit, whos)
    if not objects:
        return []
    items = _items(scene, hit)
    modality = relation.modality
    at = hit.found.end() if relation.options.get("modality_from") == "end" else hit.found.start() + 1
    if not relation.fixed:
        decided, cue = reading.modality.of(hit.sentence, hit.clause, at, hit.found.end(), numeric=False)
        if cue is not None or decided == "proposed":
            modality = decided
    item = None
    if relation.options.get("item"):
        item = _item(scene, hit)
    time = _time(scene, hit)
    out = []
    end = hit.found.end()
    start = hit.found.start()
    while start < end and scene.flat[start] in "，、；。： ":
        start += 1
    for who in whos:
        if not who.name:
            continue
        place = who.place or place_of(scene, hit.index, hit.clause, hit.found.start(), who.mention)
        name = who.name + "".join(hit.found[g] or "" for g in ("v", "a") if g in hit.found.re.groupindex)
        name += relation.options.get("suffix", "")
        for other in objects:
            if other and other == who.name:
                continue
            fields: dict[str, Any] = {
                "kind": relation.kind, "subject": name, "object": other or who.honour, "item": item, "items": items, "place": place,
                "issuer": _issuer(scene, hit) if relation.options.get("issuer") else None, "modality": modality,
                "stage": relation.options.get("stage") or (hit.found["o"] if relation.kind == "project" and hit.span("o") else None), "time": time[0], "time_inferred": time[1], "rule": "relation." + relation.kind,
                "confidence": 0.7,
            }  # fmt: skip
            out.append(Draft(start, end, hit.index, fields))
    return out


def _item(scene: Scene, hit: _Hit) -> str | None:
    types = ("product", "mineral", "segment")
    own = scene.names(hit.found.start(), hit.found.end(), *types)
    if own:
        return own[-1].name
    for back in range(hit.clause, -1, -1):
        clause = hit.sentence.clauses[back]
        if clause.segment != hit.sentence.clauses[hit.clause].segment:
            break
        found = scene.names(clause.start, min(clause.end, hit.found.start()), *types)
        if found:
            return found[-1].name
    return None


_VALID = re.compile(r"(\d{4})\s*年?\s*[-—－~～至到]+\s*(\d{4})")


def _time(scene: Scene, hit: _Hit) -> tuple[str | None, bool]:
    """The validity printed in a title, else a time of the clause."""
    if hit.relation.options.get("validity"):
        m = _VALID.search(hit.found[0])
        if m:
            return f"{m[1]}/{m[2]}", False
    clause = hit.sentence.clauses[hit.clause]
    if scene.masked[hit.found.start()] != "《":
        inside = [t for t in scene.times(hit.found.start(), hit.found.end()) if t.role == "when"]
        if inside:
            return inside[-1].time, inside[-1].inferred
    found = time_of(scene, hit.index, hit.clause, hit.found.start(), clause.start)
    return (found.time, found.inferred) if found and found.role == "when" else (None, False)
