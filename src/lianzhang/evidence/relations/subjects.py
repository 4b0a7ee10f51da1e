"""Relation patterns, and the names that a match is about. Patterns are data (``data/frames_relations.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lianzhang.core import short_name
from lianzhang.core.data_files import data_text
from lianzhang.evidence.claim import KINDS
from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.relations.clauses_who import firm_named, own_firm
from lianzhang.evidence.relations.clauses_works import work_before
from lianzhang.evidence.relations.who import firms_meant, park_meant, place_beside, project_named
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun, phrase
from lianzhang.evidence.subjects.places import place_of

__all__ = [
    "Hit",
    "Relation",
    "Who",
    "load_relations",
    "proposal_name",
    "split_list",
    "subjects_of",
    "tidy",
    "whos",
]


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
    text = data_text("frames_relations.toml")
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
            )
        )
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Hit:
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


# ---- subjects of a hit


@dataclass(frozen=True, slots=True)
class Who:
    name: str | None
    mention: NameMention | None = None
    place: str | None = None
    honour: str | None = None


_SEPARATOR = re.compile(
    r"、|，|(?<=[\u4e00-\u9fff])[&＆](?=[\u4e00-\u9fff])|和(?!兴|田|县|平|顺|龙|林|政|静|硕|布)|及(?!其)|以及|与"
)
_QUOTED = re.compile(r"“[^”]*”")


def split_list(scene: Scene, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The parts of a list, without quotation marks around and 等 behind."""
    text = scene.flat[span[0] : span[1]]
    shut = _QUOTED.sub(lambda m: "“" + "口" * (len(m[0]) - 2) + "”", text)
    if "和" in shut:
        shut = _OFFICE.sub(lambda m: "口" * len(m[0]), shut)
    # a quoted run of its own counts as a part: 甲乙和“丙-丁”“戊-己”
    cuts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(shut)]
    cuts += [(m.start() + 1, m.start() + 1) for m in re.finditer("”“", shut)]
    parts, at = [], 0
    for a, b in [*sorted(cuts), (len(text), len(text))]:
        if a > at:
            parts.append((span[0] + at, span[0] + a))
        at = b
    return [p for p in parts if p[0] < p[1]]


_OFFICE = re.compile(
    "(?:住房|工业|人力资源|文化|发展|规划|市场|卫生|农业|水利|科技|科学技术|经济|交通|商务|自然资源|民族|退役军人|旅游|教育|城市|生态)和"
    "[\u4e00-\u9fff]{2,8}?(?:局|厅|委员会|部)(?![署队委])"
)
"""住房和城乡建设局: one office."""


def tidy(text: str) -> str:
    """What is printed without the marks and small words around it; a mark that another inside answers stays."""
    text = text.strip(" \u3000等“”‘’、，以在将把")
    text = "“" + text if text.count("”") > text.count("“") else text
    return text[:-1] if text.endswith("的") and len(text) > 2 else text


_PARK = re.compile(
    r"[\u4e00-\u9fff“”\-]{2,16}(?:园区|开发区|经开区|高新区|新区|工业园|产业园|集聚区|聚集区|产业带|产业基地|集中区|开放区)"
)


_ANYBODY = re.compile("多家|知名|一流|众多|主流")
_NO_PLACE = re.compile("(?:项目|工程|企业|公司|品牌|产品|大学|学院|医院)\\Z")


def _named(scene: Scene, part: tuple[int, int], types: frozenset[str]) -> list[Who]:
    """The names of the given types in a part; for places, the place's own name."""
    out: list[Who] = []
    printed = tidy(scene.flat[part[0] : part[1]])
    if "park" in types and _PARK.fullmatch(printed):
        known = scene.names(part[0], part[1], "park")
        if known and printed.endswith(known[0].name):
            printed = known[0].name
        return [
            Who(printed, known[0] if known else None, known[0].paths[0] if known and known[0].paths else None)
        ]
    if "place" in types and re.fullmatch(r"[\u4e00-\u9fff]{2,8}（[\u4e00-\u9fff]{2,8}）", printed):
        places = scene.places(part[0], part[1])
        if places and places[0].start - part[0] <= 2:
            return [Who(printed, None, ";".join(places[0].paths))]
    if "organisation" in types and printed in ("公司", "本公司") and scene.main_firm:
        return [Who(scene.main_firm)]
    wanted = [t for t in types if t != "place"]
    if wanted:
        found = scene.names(part[0], part[1], *wanted)
        if "organisation" in wanted and not found:
            found = scene.names(part[0], part[1], "institution")
        found = [n for n in found if not _ANYBODY.search(n.name)]
        out += [Who(n.name, n, n.paths[0] if n.paths else None) for n in found[:1]]
    if not out and "place" in types and not _NO_PLACE.search(printed):
        places = scene.places(part[0], part[1])
        if places:
            path = ";".join(places[0].paths)
            text = tidy(scene.flat[part[0] : part[1]])
            whole = places[0].end - places[0].start >= len(text) - 1
            name = scene.short(places[0].paths[0]) if whole and len(places[0].paths) == 1 else text
            out.append(Who(name, None, path))
    return out


def whos(reading: Reading, hit: Hit, group: str) -> list[Who]:
    scene, relation = reading.scene, hit.relation
    span = hit.span(group)
    if span is None:
        return []
    parts = split_list(scene, span) if group in relation.each else [span]
    if relation.names:
        return [w for part in parts for w in _named(scene, part, relation.names)]
    must = relation.options.get("must")
    texts = [tidy(scene.flat[a:b]) for a, b in parts]
    out = []
    for (a, b), text in zip(parts, texts, strict=True):
        if len(text) > 1 and (not must or re.search(must, text)):
            places = scene.places(a, b)
            out.append(Who(text, None, ";".join(places[0].paths) if places else None))
    return out


def subjects_of(reading: Reading, hit: Hit) -> list[Who]:
    """Who the statement is about, by the pattern's ``subject`` option."""
    scene, mode = reading.scene, hit.relation.subject
    at = hit.found.start()
    if mode == "main":
        return [Who(scene.main_firm)]
    if mode == "own":
        firms = firms_meant(scene, hit)
        return [Who(n, None, p) for n, p in firms] if firms or scene.firm_led else _places_of(reading, hit)
    if mode == "region":
        opens = at == hit.sentence.start and not scene.firm_led
        return _places_of(reading, hit) if opens else []
    if mode == "title":
        title = hit.found["t"]
        return [Who(scene.text[hit.found.start("t") : hit.found.end("t")] if title else None)]
    if mode == "proposal":
        return [Who(proposal_name(scene))]
    if mode == "contract" and "项目" in scene.flat[hit.sentence.start : hit.found.end()]:
        named = project_named(scene, at)
        if named:
            return [Who(named)]
    if mode == "party":
        place = place_beside(scene, hit)
        if place:
            return [Who(scene.short(p), None, p) for p in place.split(";")]
    if mode in ("firm", "party", "contract"):
        return [Who(n, None, p) for n, p in firms_meant(scene, hit)]
    if mode == "park_or_place":
        park = park_meant(scene, hit)
        if park:
            return [Who(park.name, park, park.paths[0] if park.paths else None)]
    if mode in ("place", "park_or_place"):
        return _places_of(reading, hit)
    return _group_subject(reading, hit, mode)


def _places_of(reading: Reading, hit: Hit) -> list[Who]:
    """The places a statement is about: each by itself where the clause names them."""
    scene, at = reading.scene, hit.found.start()
    place = place_of(scene, hit.index, hit.clause, at)
    if not place:
        return []
    several = [Who(scene.short(p), None, p) for p in place.split(";")]
    own = scene.places(hit.sentence.clauses[hit.clause].start, at)
    return several if own else [Who("、".join(w.name or "" for w in several), None, place)]


def _group_subject(reading: Reading, hit: Hit, mode: str) -> list[Who]:
    scene = reading.scene
    if mode == "firm_in" or (mode == "group" and (hit.relation.names or "s" in hit.relation.each)):
        return whos(reading, hit, "s")
    span = hit.span("s")
    if span is None:
        return []
    text = (
        tidy(scene.flat[span[0] : span[1]])
        if mode != "group"
        else scene.flat[span[0] : span[1]].strip("，、 ")
    )
    if mode == "group+verb":
        text = scene.flat[hit.found.start() : hit.found.end()].lstrip("，、")
    several = _alike(scene, span) or _places_listed(scene, span) if mode == "lead" else []
    if several:
        return several
    if mode == "lead" and (held := _HELD.match(scene.flat, *span)):
        span = (held.end(), span[1])
        text = tidy(scene.flat[span[0] : span[1]])
    if mode == "lead" and _WHEN_ALONE.fullmatch(text):
        return [Who(n, None, p) for n, p in firms_meant(scene, hit)]  # 甲是……企业，于2025年入选……
    meant = _elsewhere(scene, hit, text) if mode == "lead" else None
    if meant:
        return [Who(meant)]
    if mode == "lead" and _UNNAMED.match(text):
        return []  # works meant, and none named: not what stands beside them
    if hit.relation.kind == "institution" and _NOUN_ALONE.match(text):
        return []
    text, first = _first_of(text, hit.relation.kind)
    if mode in ("lead", "project"):
        text = left_noun(scene, span[0], span[1]) or text
    if mode in ("place+group", "lead") or (mode == "project" and len(text) <= 6):
        own = [p for p in scene.settings(span[0], span[1]) if p.start - span[0] <= 2]
        place = ";".join(own[0].paths) if own else place_of(scene, hit.index, hit.clause, span[0])
        kept = (
            first
            or "（" in text
            or _WIDE.match(text)
            or (hit.relation.kind == "institution" and _of_place(scene, text, place))
        )
        return [Who(text if kept else phrase(scene, place, text), None, place, first)]
    text = text.rpartition("｜")[2]
    return [Who(text, None, None, first)] if len(text) > 1 else []


_WHEN_ALONE = re.compile(
    r"(?:已|曾|并|还|先后|且){0,6}(?:于|在|自)?(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|去年|今年|前年|同年|日前|近日|此前)(?:底|初|度)?(?:已|被|又|再次|成功){0,6}"
)
_HELD = re.compile("[^，。；]{0,24}?(?:把|(?<!即)将)(?=[^，。；]{3})")
"""What an office puts on a list (某市把甲工程列入……) stands behind 把."""
_NOUN_ALONE = re.compile("(?:总部|研究院|研究所|实验室|平台|中心|研发中心|创新中心|服务中心|联盟|协会)\\Z")
_UNNAMED = re.compile(r"(?:该|本|此|上述)?(?:项目|工程)\Z|[与和同].{2,30}(?:一并|一同|一起|共同|同时)\Z")
_WITH_OTHERS = re.compile(r"(?P<s>[^，。；]{2,30}?)[与和][^，。；]{4,40}(?:组成|组建)的(?:投标)?联合体\Z")


def _elsewhere(scene: Scene, hit: Hit, text: str) -> str | None:
    """Whom a lead without a name of its own means: 该项目, 与某某园区一并; of a 联合体, who is named first."""
    if _UNNAMED.match(text):
        return work_before(scene, hit.index, hit.clause)
    joined = _WITH_OTHERS.match(text)
    if joined is None:
        return None
    at = hit.found.start("s")
    own = own_firm(scene, at) if joined["s"] in ("公司", "本公司") else None
    return own or firm_named(scene, at, at + len(joined["s"]))


_WIDE = re.compile("全球|世界|国际|亚洲|全国|中国|[A-Z]")
"""A name that begins so is of no place of the text."""


def _alike(scene: Scene, span: tuple[int, int]) -> list[Who]:
    """The members of a list of things of one kind (甲市电池产业集群、乙区电气设备产业集群); empty where it is no such list."""
    parts = [tidy(scene.text[a:b]) for a, b in split_list(scene, span)]
    if len(parts) < 2 or len({p[-2:] for p in parts}) > 1 or min(map(len, parts)) < 5:
        return []
    return [Who(p) for p in parts]


def _places_listed(scene: Scene, span: tuple[int, int]) -> list[Who]:
    """The members of a list of places and of parks named by places (甲市、乙高新区); empty where another thing is among them."""
    out = []
    for a, b in split_list(scene, span):
        name = tidy(scene.text[a:b])
        found = scene.places(a, b)
        if not found or found[0].start - a > 1:
            return []
        if not (_PARK.fullmatch(name) or found[0].end - found[0].start >= len(name) - 1):
            return []
        out.append(Who(name, None, ";".join(found[0].paths)))
    return out if len(out) > 1 else []


def _of_place(scene: Scene, text: str, place: str | None) -> bool:
    """Whether a name begins with the place it is of: it is whole as it stands."""
    return any(text.startswith(short_name(scene.short(p))) for p in (place or "").split(";") if p)


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


def proposal_name(scene: Scene) -> str | None:
    """The name of the proposal that the document answers or reports."""
    m = re.search(r"《([^《》]{4,60}(?:建议|提案|议案))》", scene.text)
    number = re.search(r"(?<=关于)[^\s，。《》]{0,16}第\d+号(?:提案|建议|议案)", scene.flat)
    if m:
        return m[1] + (f"（{number[0]}）" if number else "")
    quoted = re.search(r"“[^”]{2,12}”[^，。；]{2,16}(?=纳入|列入)", scene.text)
    if quoted:
        called = re.search(
            r"建议案|议案|提案|建议", scene.text
        )  # no title: what is asked for, and what the text calls it
        return quoted[0] + (called[0] if called else "")
    return number[0] if number else None
