"""Statements with a number: each number of the text meets its frame, subject, place, time and modality."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lianzhang.evidence.claim import Modality
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.frames import Frame, Match, Windows, load_frames, match
from lianzhang.evidence.mentions import NameMention, NumberMention, TimeMention
from lianzhang.evidence.modality import Cue
from lianzhang.evidence.reading import Draft, Reading
from lianzhang.evidence.subjects import (
    Scene,
    firms_of,
    left_noun,
    phrase,
    place_of,
    right_noun,
    time_of,
    words,
)

__all__ = ["number_claims"]


@dataclass(frozen=True, slots=True)
class _Skip:
    units: frozenset[str]
    nouns: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    spelled: bool


@lru_cache(maxsize=1)
def _skips() -> tuple[_Skip, ...]:
    text = files("lianzhang.evidence").joinpath("data/frames_numbers.toml").read_text(encoding="utf-8")
    return tuple(
        _Skip(frozenset(r["units"]), frozenset(r.get("nouns", ())),
              re.compile(r["before"]) if "before" in r else None, re.compile(r["after"]) if "after" in r else None,
              r.get("spelled", False))
        for r in tomllib.loads(text).get("skip", [])
    )  # fmt: skip


def _skipped(scene: Scene, number: NumberMention) -> bool:
    """Whether the number states nothing: an ordinal, a part of a title, a manner of counting."""
    if scene.masked[number.core[0]] == "\u3000" or scene.masked[number.core[1] - 1] == "\u3000":
        return True
    for rule in _skips():
        if number.unit not in rule.units or (rule.nouns and number.noun not in rule.nouns):
            continue
        if rule.spelled and re.search(r"\d", scene.text[slice(*number.core)]):
            continue
        if rule.before and not rule.before.search(scene.text[max(0, number.start - 8) : number.start]):
            continue
        if rule.after and not rule.after.search(scene.text[number.end : number.end + 10]):
            continue
        return True
    return False


_BETWEEN = re.compile(
    r"(?:的)?(?:计划|协议|合同)?(?:总)?(?:投资|产值|营收|规模)(?:额|总额)?(?:约|超|超过|近|达)?"
)
_BAND_GAP = re.compile(
    r"(?:以上|以下)?(?:元)?(?:的)?(?:重大|重点|工业|产业|大|签约|在建)*(?:项目|企业|公司|工业企业)?(?:有|共|达|为|达到)?"
)
_BOUND = re.compile(r"以上|以下|超|过|[-—~～至到]")


def _band(scene: Scene, number: NumberMention, following: NumberMention | None) -> bool:
    """Whether a sum of money only names a size class of the count that follows (50亿元以上7个)."""
    if following is None or number.unit != "CNY" or following.unit != "count":
        return False
    gap = scene.text[number.end : following.start]
    printed = scene.text[number.start : number.end] + gap[:2]
    return bool(_BAND_GAP.fullmatch(gap)) and (
        bool(_BOUND.search(printed)) or isinstance(number.value, tuple)
    )


def _size_band(number: NumberMention, text: str) -> tuple[Decimal | None, Decimal | None] | None:
    if isinstance(number.value, tuple):
        return number.value
    if number.value is None:
        return None
    return (None, number.value) if "以下" in text or number.qualifier == "less_than" else (number.value, None)


@dataclass(slots=True)
class _Last:
    """What the number before in the same sentence was about."""

    sentence: int = -1
    segment: int = -1
    frame: Frame | None = None
    subject: str | None = None
    firms: tuple[NameMention, ...] = ()
    place: str | None = None
    modality: Modality = "actual"
    stage: str | None = None


def number_claims(reading: Reading) -> list[Draft]:
    """A draft for every quantified statement outside titles, headers' reference numbers and repeated copies."""
    scene, last, out = reading.scene, _Last(), []
    for index, sentence, at, clause in reading.clauses("body", "title"):
        numbers = [n for n in scene.numbers(clause.start, clause.end) if not _skipped(scene, n)]
        band: tuple[Decimal | None, Decimal | None] | None = None
        band_text = ""
        left = clause.start
        for position, number in enumerate(numbers):
            following = numbers[position + 1] if position + 1 < len(numbers) else None
            if _band(scene, number, following):
                band_text = scene.text[number.start : number.end]
                band = _size_band(number, band_text)
                continue
            right = following.start if following else clause.end
            after = number.end
            if (
                following
                and number.unit == "count"
                and _BETWEEN.fullmatch(scene.flat[number.end : following.start])
            ):
                after, right = following.end, clause.end
            spot = _Spot(index, sentence, at, clause, left, right, after)
            drafts = _read(reading, spot, number, last, band, band_text)
            out += drafts
            left = max([number.end, *(d.end for d in drafts)]) if after == number.end else number.end
            band, band_text = None, ""
    return out


@dataclass(frozen=True, slots=True)
class _Spot:
    index: int
    sentence: Sentence
    at: int
    clause: Clause
    left: int
    right: int
    after: int


def _read(
    reading: Reading,
    spot: _Spot,
    number: NumberMention,
    last: _Last,
    band: tuple[Decimal | None, Decimal | None] | None,
    band_text: str,
) -> list[Draft]:
    scene = reading.scene
    windows = Windows(
        spot.sentence.start, spot.clause.start, spot.left, spot.right, spot.clause.end, spot.after
    )
    found = match(scene.masked, number, windows, load_frames())
    same = last.sentence == spot.index
    if band is not None and same and last.frame and last.frame.kind in ("project_count", "enterprise_count"):
        found = Match(last.frame, 10)
    if found is None or (
        found.score == 0 and not found.before and same and _listed(scene, spot, number) and last.frame
    ):
        found = Match(last.frame, 0) if same and last.frame and number.unit in last.frame.units else found
    if found is None:
        return []
    frame = found.frame
    stop = spot.right
    modality, cue = reading.modality.of(spot.sentence, spot.at, number.start, stop)
    firms = _firms(reading, spot, number, frame, last, same)
    place = place_of(scene, spot.index, spot.at, number.start, firms[0] if firms else None)
    if same and last.place and not _names_place(scene, spot, number) and last.segment == spot.clause.segment:
        place = last.place
    subject, inherited = _subject(scene, spot, number, found, last if same else None, place)
    if band is not None and same and last.subject:
        subject, inherited = last.subject, True
    time = time_of(scene, spot.index, spot.at, number.start, spot.left)
    modality = _by_time(reading, modality, cue, time, bool(firms))
    if frame.kind == "target" and modality == "actual":
        modality = "target"
    stage = _stage(scene, spot, number, stop) or (last.stage if same and inherited else None)
    names: list[str | None] = [f.name + _facet(scene, firms, spot, number, found) for f in firms] or [subject]
    kind, measure = frame.kind, frame.measure
    if modality == "target" and not firms and frame.target:
        kind, measure = "target", frame.target
    start, end = _quote(scene, spot, number, found, firms, band_text)
    if frame.kind == "market_rank":
        measure = _rank_measure(scene, spot, number)
    fields: dict[str, Any] = {
        "kind": kind, "measure": measure, "item": _item(scene, spot, number, frame), "place": place, "value": number.value,
        "unit": _unit(scene, spot, number, frame), "qualifier": number.qualifier, "modality": modality, "lost": number.lost,
        "time": time.time if time else None, "time_inferred": bool(time and time.inferred), "stage": stage,
        "scope": _scope(scene, spot, number) if frame.scope else None, "size_band": band, "rule": "number." + frame.name,
        "confidence": 0.9 if found.score > 0 else 0.6,
    }  # fmt: skip
    last.sentence, last.segment, last.frame, last.subject = spot.index, spot.clause.segment, frame, subject
    last.firms, last.place, last.modality, last.stage = tuple(firms), place, modality, stage
    return [Draft(start, end, spot.index, {**fields, "subject": name}) for name in names]


# ---- parts


def _listed(scene: Scene, spot: _Spot, number: NumberMention) -> bool:
    """Whether the number goes on a list of the same thing (A 10亿元、B 20亿元)."""
    between = scene.text[spot.left : number.start]
    return len(between) <= 16 or between.startswith(("、", "和", "及"))


def _firms(
    reading: Reading, spot: _Spot, number: NumberMention, frame: Frame, last: _Last, same: bool
) -> list[NameMention]:
    scene = reading.scene
    far = frame.subject == "firm"
    found = firms_of(scene, spot.index, spot.at, number.start, far=far)
    if found and found[0].start < spot.clause.start and not far and not (same and last.firms):
        # a firm of an earlier clause holds a count or a sum only where nothing else can
        noun = right_noun(scene, spot.after, spot.right)
        if len(noun) > 8:
            return []
    if (not found or found[0].start < spot.clause.start) and far:
        unknown = _unknown_lead(scene, spot, number)
        if unknown:
            return [unknown]
    if not found and far and same and last.firms and last.segment == spot.clause.segment:
        return list(last.firms)
    if not found and scene.main_firm and words().firm.match(scene.text[spot.clause.start : number.start]):
        return [replace(n, paths=n.paths) for n in scene.mentions.names if n.name == scene.main_firm][:1]
    return found


_LEAD = re.compile(r"[\u4e00-\u9fff]{2,8}")
_NO_FIRM = re.compile(
    r"公司|企业|产品|目前|其[中间他]|全[球国省市县区部年]|主要|国内|世界|项目|产业|本|该|占|的|年|月|以|和|等|这|我|累计|同比|实现|预计|力争|"
    r"园区|基地|[一二三]期|工程|政府|部门|市场|行业|代表|截至|电池|材料|锂|矿|新能源|生产|计划|规划|启动|建设|达产|投产|后|将|拟|已|正"
)
_ACTS = re.compile(
    r"([\u4e00-\u9fff]{2,8}?)(?:的)?(?:已|建成|年产|年选|年处理|年采|投资建设|投资|规划|计划|拟|将|现有|拥有|总投资|形成|具备|产能|设计产能)"
)


def _unknown_lead(scene: Scene, spot: _Spot, number: NumberMention) -> NameMention | None:
    """A firm the lexical layer does not know: what opens a clause right before the product it is about (某某的隔膜产量……)
    or before what firms do (某某年产……)."""
    start = spot.clause.start
    items = scene.names(start, number.start, "product", "mineral", "segment")
    leads = [scene.text[start : items[0].start].removesuffix("的")] if items else []
    m = _ACTS.match(scene.flat, start, number.start)
    if m:
        leads.append(m[1])
    for lead in leads:
        if not _LEAD.fullmatch(lead) or _NO_FIRM.search(lead):
            continue
        places = scene.places(start, start + len(lead))
        rest = len(lead) - sum(p.end - p.start for p in places)
        # a place with two characters more (湖南久森) is a firm; a place alone is not
        if (places and rest < 2) or (not places and len(lead) < 3):
            continue
        return NameMention(start, start + len(lead), "organisation", lead)
    return None


_FACET = re.compile(r"^([\u4e00-\u9fff]{2,6}(?:板块|基地|分公司|工厂|子公司|事业部))")


_UNIT_OF_FIRM = re.compile(
    r"(?!.*(?:电池|材料|锂|膜|液|箔|项目|基地|一期|二期|产|矿|盐|粉|的|第))[\u4e00-\u9fff]{2,5}"
)


def _facet(scene: Scene, firms: list[NameMention], spot: _Spot, number: NumberMention, found: Match) -> str:
    """A part of the firm named right after it: 某某贵州板块; 某某资源循环2万吨/年项目 (a subsidiary the lexicon lacks)."""
    if not firms or firms[-1].start < spot.clause.start:
        return ""
    rest = scene.text[firms[-1].end : number.start]
    if len(firms) == 1 and found.before is None and _UNIT_OF_FIRM.fullmatch(rest):
        return rest
    m = _FACET.match(scene.text[firms[-1].end : spot.clause.end])
    return m[1] if m else ""


def _names_place(scene: Scene, spot: _Spot, number: NumberMention) -> bool:
    return bool(scene.places(spot.clause.start, number.start)) or bool(
        re.match(r"(?:全|我|本)[省市县区州]", scene.text[spot.clause.start : number.start])
    )


def _subject(
    scene: Scene, spot: _Spot, number: NumberMention, found: Match, last: _Last | None, place: str | None
) -> tuple[str, bool]:
    """The descriptive subject, and whether it was taken over from the number before."""
    left = left_noun(scene, spot.left, number.start)
    right = (
        right_noun(scene, spot.after, spot.right)
        if number.unit in ("count", "persons", "t/a", "CNY", "t", "GWh")
        else ""
    )
    if number.unit not in ("count", "persons") and len(right) < 4:
        left, right = (left + right if found.after and left else left), ""
    measure_only = (
        found.frame.kind in ("investment", "growth", "finance", "factor_support") and found.before is not None
    )
    if measure_only and found.before:
        inside = left_noun(scene, spot.left, found.before[0]) if found.before[0] >= spot.left else ""
        if len(inside) < 3 and len(right) < 4 and last and last.subject:
            return last.subject, True
    core = right if right and (found.after or not left) else left
    if number.unit in ("count", "persons"):
        core = right if len(right) >= 2 else left
        if right and left and core is right and len(left) <= 12 and left not in right:
            core = left + right
    if found.frame.kind == "factor_support" and re.search("资金|债|基金", right):
        core = right
    if found.frame.subject == "firm" and found.before is None and _OWNER.fullmatch(left):
        return left, False
    whole = _WHOLE.search(scene.flat, number.end, spot.clause.end)
    if whole and number.unit == "count" and right:
        return phrase(scene, place, whole[1]) + "·" + right, False
    if number.unit.startswith("次/"):
        return phrase(scene, None, _cycle(scene, spot, number)), False
    if found.frame.kind == "mineral_focus":
        core = _minerals(scene, spot, number)
    if not core and last and last.subject:
        return last.subject, True
    if last and last.subject and len(core) <= 3 and _elided(scene, spot):
        return last.subject + core, True
    return phrase(scene, place, core), False


_WHOLE = re.compile(r"(?:组成|构成)的([\u4e00-\u9fff]{3,16})")
"""What parts make up (由3个甲、5个乙组成的丙): the subject, of which each part is a facet."""

_DONE = re.compile(
    r"(?:对|就|针对)?(?:[^，。；]*的)?([^，。；的]{2,14}?)(?:进行|开展|实施|组织)(?:\d次|一次)?([^，。；]{2,12})"
)


def _cycle(scene: Scene, spot: _Spot, number: NumberMention) -> str:
    """What is done again and again: 重点项目每月专项调度."""
    head = scene.text[number.core[0] : number.core[0] + 2]
    m = _DONE.search(scene.flat, number.core[0] + 2, spot.clause.end)
    return f"{m[1]}{head}{m[2]}" if m else head + scene.text[number.core[0] + 2 : spot.clause.end][:16]


def _minerals(scene: Scene, spot: _Spot, number: NumberMention) -> str:
    """What is done with the minerals, and the minerals: 主攻矿产, 探明矿产."""
    verbs = re.findall(
        r"主攻|勘查|勘探|探明|发现|开发|利用|重点|查明", scene.flat[spot.clause.start : number.start]
    )
    return "".join(verbs[:1]) + "矿产"


_OWNER = re.compile(
    r"(?!.*(?:产业|企业|项目|产品|规模|生产线|产能|建设|电池材料|以|个|其))[\u4e00-\u9fffA-Za-z]{3,12}"
)
"""Printed right before a capacity, without a word between, where no organisation is known: who owns it."""

_VERB = re.compile(r"^(?:已|将|完成|其中|累计|共|总|同比|并|由|从|到|达|增)")


def _elided(scene: Scene, spot: _Spot) -> bool:
    """Whether the clause opens with a verb, so that its subject is the one before."""
    return bool(_VERB.match(scene.text[spot.clause.start : spot.clause.end]))


def _by_time(
    reading: Reading, modality: Modality, cue: Cue | None, time: TimeMention | None, firm: bool
) -> Modality:
    """A year after the document's own date cannot be done: a goal of a government, a plan of a firm; a year before it
    is no goal because of 到 alone."""
    if time is None or not time.time or reading.published is None or not time.time[:4].isdigit():
        return modality
    year = int(time.time[:4])
    if modality == "actual" and year > reading.published.year:
        return "planned" if firm else "target"
    if (
        modality == "target"
        and cue
        and year < reading.published.year
        and reading.scene.text[cue.start] == "到"
    ):
        return "actual"
    return modality


def _stage(scene: Scene, spot: _Spot, number: NumberMention, stop: int) -> str | None:
    text = scene.masked[spot.left : stop]
    best: tuple[int, str] | None = None
    for name, pattern in words().stage:
        for m in pattern.finditer(text):
            if best is None or m.start() > best[0]:
                best = (m.start(), name)
    return best[1] if best else None


def _rank_measure(scene: Scene, spot: _Spot, number: NumberMention) -> str | None:
    found = words().rank.findall(scene.text[spot.clause.start : number.start])
    return found[-1] if found else None


def _scope(scene: Scene, spot: _Spot, number: NumberMention) -> str | None:
    found = words().scope.findall(scene.text[spot.clause.start : number.end])
    return found[-1] if found else None


def _item(scene: Scene, spot: _Spot, number: NumberMention, frame: Frame) -> str | None:
    """The product or mineral the number is about."""
    if frame.item is None:
        return None
    types = ("product", "mineral", "segment")
    right = scene.names(number.end, min(spot.right, number.end + 24), *types)
    left = scene.names(spot.left, number.start, *types)
    if frame.item != "left" and right and (right[0].start - number.end <= 6 or not left):
        return right[0].name
    if frame.item != "right" and left:
        return left[-1].name
    if right and frame.item != "left":
        return right[0].name
    if frame.item == "right":
        noun = right_noun(scene, spot.after, spot.right)
        return noun.removesuffix("项目") or None
    earlier = scene.names(spot.clause.start, number.start, *types)
    if earlier:
        return earlier[-1].name
    before = [c for c in spot.sentence.clauses[: spot.at] if c.segment == spot.clause.segment]
    if before and frame.item == "both":
        found = scene.names(before[-1].start, before[-1].end, *types)
        return found[-1].name if found else None
    return None


_YEARLY = re.compile(r"年(?:产(?!量|值)|处理|选|采|加工|生产|回收|冶炼|拆解)|产能|生产能力|设计能力")
_YEARLY_AFTER = re.compile(r"产能|项目|生产线|产线|基地|工厂|中试线")


def _unit(scene: Scene, spot: _Spot, number: NumberMention, frame: Frame) -> str:
    """The unit of the claim: a capacity is per year."""
    target = frame.to.get(number.unit)
    if target is None:
        return number.unit
    return target


def _quote(
    scene: Scene, spot: _Spot, number: NumberMention, found: Match, firms: list[NameMention], band_text: str
) -> tuple[int, int]:
    """The shortest stretch that carries the statement: its words, the number, the noun it counts."""
    starts = [number.start]
    if found.before and found.before[0] >= spot.clause.start:
        starts.append(found.before[0])
    if firms and firms[0].start >= spot.clause.start:
        starts.append(firms[0].start)
    start = min(starts)
    if start > spot.left:
        head = scene.text[spot.left : start]
        start = spot.left if len(head) <= 30 else start
    if band_text:
        start = min(start, max(spot.clause.start, number.start - len(band_text) - 6))
    while start < number.start and scene.text[start] in " \u3000，,、；;：:。的和并":
        start += 1
    end = number.end
    if found.after:
        end = max(end, found.after[1])
    if number.unit in ("count", "t/a", "t", "GWh") and not scene.text[number.end : number.end + 1].isspace():
        end = max(end, spot.after + len(right_noun(scene, spot.after, spot.right)))
    if number.unit.startswith("次/"):
        start, end = number.core[0], spot.clause.end
    return start, min(end, spot.clause.end)
