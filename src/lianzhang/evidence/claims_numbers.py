"""Statements with a number: each number of the text meets its frame, subject, place, time and modality."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lianzhang.evidence.claim import Value
from lianzhang.evidence.claims_lists import Shared, parted, with_bare_numerals
from lianzhang.evidence.claims_reading import Draft, Last, Reading, Spot
from lianzhang.evidence.claims_subjects import facet, firms_for, opened_by_firm, spoken_of, subject_of
from lianzhang.evidence.claims_times import when
from lianzhang.evidence.frames import Frame, Match, Windows, load_frames, match
from lianzhang.evidence.frames_skips import skipped
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.relations_projects import project_name
from lianzhang.evidence.subjects import Scene, left_noun, phrase, right_noun, words
from lianzhang.evidence.subjects_places import place_of

__all__ = ["number_claims"]


_BETWEEN = re.compile(
    r"(?:的)?(?:计划|协议|合同)?(?:总)?(?:投资|产值|营收|规模)(?:额|总额)?(?:约|超|超过|近|达)?"
)
_BAND_GAP = re.compile(
    r"(?:以上|以下)?\s*(?:元)?(?:的)?(?:重大|重点|工业|产业|大|签约|在建)*(?:项目|企业|公司|工业企业)?\s*(?:有|共|达|为|达到)?\s*"
)
_BOUND = re.compile(r"以上|以下|超|过|[-—~～至到]")


def _band(scene: Scene, number: NumberMention, following: NumberMention | None) -> bool:
    """Whether a sum of money only names a size class of the count that follows (50亿元以上7个)."""
    if following is None or number.unit != "CNY" or following.unit != "count":
        return False
    gap = scene.text[number.end : following.start]
    if scene.text[number.core[1] - 1] == "级" or gap.startswith("级"):
        return len(gap) <= 12 and not re.search("[，,、；。]", gap)
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


def number_claims(reading: Reading) -> list[Draft]:
    """A draft for every quantified statement outside titles, headers' reference numbers and repeated copies."""
    scene, last, out = reading.scene, Last(), []
    denied = [m.span() for m in _DENIED.finditer(scene.flat)]
    starts = [n.start for n in scene.mentions.numbers]
    for index, sentence, at, clause in reading.clauses_at(starts, "body", "title"):
        numbers = [
            n for n in scene.numbers(clause.start, clause.end) if not skipped(scene.text, scene.masked, n)
        ]
        if not numbers or any(sentence.start <= a and b <= clause.end for a, b in denied):
            continue
        numbers = with_bare_numerals(scene.flat, clause, numbers)
        if last.sentence != index:
            last.shared = []
        parts = parted(scene, clause, numbers, last.firms if last.sentence == index else (), last.shared)
        told: list[Shared] = []
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
            spot = Spot(index, sentence, at, clause, left, right, after, parts.get(number.start))
            drafts = _read(reading, spot, number, last, band, band_text)
            out += drafts
            if spot.part and drafts:
                told.append(_shared(drafts[0], last))
            left = max([number.end, *(d.end for d in drafts)]) if after == number.end else number.end
            band, band_text = None, ""
        last.shared = told or last.shared
    return out


def _shared(draft: Draft, last: Last) -> Shared:
    return Shared(draft.fields["subject"], last.firms, draft.fields["place"], last.time)


_DENIED = re.compile(
    r"(?:没有|未|并未|不曾)(?:发现|出现|发生|存在)|不存在|网传|谣传|不实(?:信息|消息|传闻)|予以否认|辟谣"
)


def _read(
    reading: Reading,
    spot: Spot,
    number: NumberMention,
    last: Last,
    band: tuple[Decimal | None, Decimal | None] | None,
    band_text: str,
) -> list[Draft]:
    scene = reading.scene
    same = last.sentence == spot.index
    found = _framed(scene, spot, number, last, same, band is not None)
    if found is None:
        return []
    frame, part, stop = found.frame, spot.part, spot.right
    who = _about(reading, spot, number, found, last, band_text if band is not None else "")
    time, modality = when(
        reading, spot, number, found, last, inherited=who.inherited, firm=bool(who.firms), subject=who.subject
    )
    stage = (_stage(scene, spot, stop) if modality not in ("forecast", "target") else None) or (
        last.stage if same and who.inherited else None
    )
    names = [f.name + facet(scene, who.firms, spot, number, found) for f in who.firms] or [who.subject]
    kind, measure = (part and part.kind) or frame.kind, frame.measure
    unit = _unit(scene, spot, number, frame)
    if modality == "target" and not who.firms and frame.target:
        kind, measure = "target", frame.target
    if kind == "sales" and frame.kind != "sales":
        measure = "销量"
    if frame.kind == "market_rank":
        measure = _rank_measure(scene, spot, number)
    start, end = _quote(scene, spot, number, found, who.firms, band_text)
    fields: dict[str, Any] = {
        "kind": kind, "measure": measure, "item": (part and part.item) or _item(scene, spot, number, found), "place": who.place,
        "value": _signed(scene, number, _scaled(number.value, Decimal("0.001") if unit == "GW/a" else frame.times)), "unit": unit, "qualifier": number.qualifier,
        "modality": modality, "lost": number.lost, "time": time.time if time else None,
        "time_inferred": bool(time and time.inferred), "stage": stage,
        "scope": _scope(scene, spot, number) if frame.scope else None, "size_band": band, "rule": "number." + frame.name,
        "confidence": 0.9 if found.score > 0 else 0.6,
    }  # fmt: skip
    last.sentence, last.segment, last.frame, last.subject = (
        spot.index,
        spot.clause.segment,
        frame,
        who.subject,
    )
    last.firms, last.place, last.modality, last.stage = tuple(who.firms), who.place, modality, stage
    last.time, last.at = time, number.start
    return [Draft(start, end, spot.index, {**fields, "subject": name}) for name in names]


def _framed(
    scene: Scene, spot: Spot, number: NumberMention, last: Last, same: bool, banded: bool
) -> Match | None:
    """The frame of a number: its own, or in a list that of the number before."""
    if banded and same and last.frame and last.frame.kind in ("project_count", "enterprise_count"):
        return Match(last.frame, 10)
    windows = Windows(
        spot.sentence.start, spot.clause.start, spot.left, spot.right, spot.clause.end, spot.after
    )
    found = match(scene.masked, number, windows, load_frames())
    before = last.frame if same and last.frame and number.unit in last.frame.units else None
    if before is None:
        return found
    if found is None or (found.score == 0 and not found.before and _listed(scene, spot, number)):
        return Match(before, 0)
    if spot.part and last.at > spot.clause.start and found.before is None:
        return Match(before, 1)
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """Who and where: the firms, or the phrase ``subject``; ``inherited`` from the number before."""

    firms: list[NameMention]
    subject: str
    inherited: bool
    place: str | None


def _about(
    reading: Reading, spot: Spot, number: NumberMention, found: Match, last: Last, band_text: str
) -> _About:
    scene, frame, part = reading.scene, found.frame, spot.part
    same = last.sentence == spot.index
    firms = firms_for(reading, spot, number, frame, last, same)
    place = place_of(scene, spot.index, spot.at, number.start)
    if same and last.place and not _names_place(scene, spot, number) and last.segment == spot.clause.segment:
        place = last.place
    if firms and place in (COUNTRY, WORLD) and not scene.grounds(spot.clause.start, number.start):
        place = None  # what is told of the country or the world before says nothing of where a firm is
    subject, inherited = subject_of(scene, spot, number, found, last if same else None, place)
    if band_text and same and last.subject and _elliptic(scene, spot, band_text):
        subject, inherited = last.subject, True
    if inherited and not firms:
        firms = list(last.firms)
    alone = part is None or (scene.firm_led and not (part.firm or part.place or part.item))
    if not firms and alone and _of_the_firm(scene, spot, number, found, subject):
        firms, inherited = spoken_of(scene, spot), False
    if frame.kind == "price" and not firms and not part:
        named = _priced(scene, spot, number)
        subject, inherited = (phrase(scene, place, named), False) if named else (subject, inherited)
    owner = _OF.match(scene.flat, number.end, spot.clause.end) if frame.kind in _OWNED else None
    if owner and not (firms and owner[0].startswith("建设")):
        firms, subject, inherited = [], owner[1], False
    if part and part.like:
        return _About(list(part.like.firms), part.like.subject, True, part.like.place)
    if part:
        place = part.place or place
        firms = [part.firm] if part.firm else firms
        measure = words().hollow.fullmatch(part.noun)
        if not part.firm and not (measure and last.subject and inherited):
            subject = phrase(scene, place, part.noun)
    if band_text and band_text in subject:
        noun = _CLASS.sub("", subject.rpartition(band_text)[2])
        named = band_text + noun if noun in ("企业", "工业企业", "公司") else phrase(scene, place, noun)
        subject = named if len(noun) > 1 else last.subject or noun
    return _About(firms, subject, inherited, place)


_PRICED = re.compile(r"(?:国产|进口|电池级|工业级|动力型|储能型|普通|高端|单晶|多晶|致密|[A-Z0-9]{2,6})*\Z")


def _priced(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """What a price is of: the last product named in the clause, else in the clauses before; with the words that qualify it."""
    for clause in reversed(spot.sentence.clauses[: spot.at + 1]):
        stop = min(clause.end, number.start)
        found = scene.names(clause.start, stop, "product", "mineral", "segment")
        if found:
            start = found[-1].start
            lead = _PRICED.search(scene.flat, max(clause.start, start - 8), start)
            return scene.text[lead.start() if lead else start : found[-1].end]
    return ""


_FIRMS_OWN = frozenset(
    {
        "finance",
        "output_value",
        "growth",
        "sales",
        "production",
        "capacity",
        "market_share",
        "investment",
        "export",
        "stock",
    }
)


def _of_the_firm(scene: Scene, spot: Spot, number: NumberMention, found: Match, subject: str) -> bool:
    """Whether a number is that of the firm which the text, or the paragraph, is about: what firms have, no market's or project's.

    In a paragraph that a firm opens only a bare measure is the firm's (销量……, 净利润……).
    """
    if found.frame.kind not in _FIRMS_OWN or scene.grounds(spot.clause.start, number.start):
        return False
    if project_name(scene, spot.sentence, spot.clause.start):
        return False
    if scene.firm_led:
        return not re.search(r"项目|工程|[一二三四]期|行业|市场规模|产业|价格|均价|基地|装置", subject)
    own = words().compared.sub("", left_noun(scene, spot.left, number.start))
    elided = _ELIDED.match(scene.flat, spot.clause.start) is not None
    bare = (
        elided
        or not own
        or words().hollow.fullmatch(own) is not None
        or _BARE_MEASURE.fullmatch(own) is not None
    )
    return bare and opened_by_firm(scene, spot) is not None


_ELIDED = re.compile(
    r"(?:[（(]?\d{1,2}[)）、.])?(?:拟|将|已|并|与|共|累计|出资|投资|建设|持有|收购|募集|实现|完成|获得|签订|签署|公告|宣布|预计|计划|形成|拥有|达到|占|同比|公司)"
)
"""A clause without a subject of its own."""
_BARE_MEASURE = re.compile(
    r"(?:累计|海外|出口|国内|汽车|产品|全年|综合|单季度|整体|主要)*(?:销量|产量|出货量|交付量|销售额|销售|零售|批发|订单|毛利|毛利率|利润总额|收入|营收|股价|股份|市值)"
)


_OF = re.compile(
    r"(?:以上|左右)?(?:的|建设)([^，。；、\d]{3,36}?(?:项目|基地|工程|工厂|产业园|生产线)(?:及[^，。；、]{2,10}?项目|建设项目|项目)?(?:[一二三]期)?)(?!数|总数|等)"
)
_OWNED = frozenset({"investment", "output_value"})
"""总投资30亿元的某某项目: the project that follows."""
_CLASS = re.compile(r"^(?:以上|以下|级|的|元)+")


# ---- parts


def _elliptic(scene: Scene, spot: Spot, band_text: str) -> bool:
    """Whether a size class says nothing of what it counts but the class (其中50亿元以上7个)."""
    head = scene.text[spot.left : scene.text.find(band_text, spot.left)]
    return len(head.lstrip("其中间，,、")) <= 3


def _listed(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether the number goes on a list of the same thing (A 10亿元、B 20亿元)."""
    between = scene.text[spot.left : number.start]
    if (
        number.unit == "count"
        and spot.at
        and spot.left == spot.clause.start
        and len(between.lstrip("其中有达为")) > 2
    ):
        return False
    return len(between) <= 16 or between.startswith(("、", "和", "及"))


def _names_place(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    return bool(scene.grounds(spot.clause.start, number.start)) or bool(
        re.match(r"(?:全|我|本)[省市县区州]", scene.text[spot.clause.start : number.start])
    )


def _stage(scene: Scene, spot: Spot, stop: int) -> str | None:
    text = scene.masked[spot.left : stop]
    best: tuple[int, str] | None = None
    for name, pattern in words().stage:
        for m in pattern.finditer(text):
            if best is None or m.start() > best[0]:
                best = (m.start(), name)
    return best[1] if best else None


def _rank_measure(scene: Scene, spot: Spot, number: NumberMention) -> str | None:
    found = words().rank.findall(scene.text[spot.clause.start : number.start])
    return found[-1] if found else None


def _scope(scene: Scene, spot: Spot, number: NumberMention) -> str | None:
    found = words().scope.findall(scene.text[spot.clause.start : number.end])
    return found[-1] if found else None


def _item(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> str | None:
    """The product or mineral the number is about."""
    frame = found.frame
    if frame.item is None:
        return None
    types = ("product", "mineral", "segment")
    right = scene.names(number.end, min(spot.right, number.end + 24), *types)
    left = scene.names(spot.left, number.start, *types)
    right = [n for n in right if not re.search(r"[、，；]", scene.flat[number.end : n.start])]
    if frame.item == "both" and left and found.before and found.before[0] >= left[-1].end:
        return left[-1].name
    if len(right) > 1 and right[0].end == right[1].start and right[0].name.endswith(("电池", "锂电", "电芯")):
        right = right[1:]
    if frame.item != "left" and right and (right[0].start - number.end <= 6 or not left):
        return right[0].name
    if frame.item != "right" and left:
        return left[-1].name
    if right and frame.item != "left":
        return right[0].name
    if frame.item == "right":
        noun = right_noun(scene, spot.after, spot.right)
        return noun.removesuffix("项目") or None
    own = (
        left_noun(scene, spot.left, found.before[0]) if found.before and found.before[0] >= spot.left else ""
    )
    if (
        frame.kind in ("reserve", "production", "price", "sales")
        and 2 <= len(own) <= 8
        and not scene.places(spot.left, number.start)
    ):
        return own
    opening = project_name(scene, spot.sentence, spot.clause.start)
    if opening and frame.kind == "capacity":
        inside = [n for n in scene.names(spot.sentence.start, spot.clause.start, *types) if n.name in opening]
        return inside[-1].name if inside else None
    earlier = scene.names(spot.clause.start, number.start, *types)
    if earlier:
        return earlier[-1].name
    before = [c for c in spot.sentence.clauses[: spot.at] if c.segment == spot.clause.segment]
    if before and frame.item == "both":
        there = scene.names(before[-1].start, before[-1].end, *types)
        return there[-1].name if there else None
    return None


def _scaled(value: Value, times: int | Decimal) -> Value:
    if times == 1 or value is None:
        return value
    if isinstance(value, tuple):
        return tuple(None if v is None else v * times for v in value)  # type: ignore[return-value]
    return value * times


_MINUS = re.compile(r"[\u4e00-\u9fff：:为][-−－]\Z")


def _signed(scene: Scene, number: NumberMention, value: Value) -> Value:
    """The value below zero where a minus stands before it that is no dash between two numbers (净利润-3亿元)."""
    at = number.core[0]
    before = any(n.end >= at - 1 for n in scene.numbers(max(0, at - 16), at))
    if not isinstance(value, Decimal) or before or not _MINUS.search(scene.text[max(0, at - 2) : at]):
        return value
    return -value


_CELLS = re.compile(r"电池|组件|硅片|电芯|逆变器|硅棒|切片|年产|产能|电解槽|电堆")


def _unit(scene: Scene, spot: Spot, number: NumberMention, frame: Frame) -> str:
    """The unit of the claim: a capacity is per year."""
    if frame.kind == "price" and number.unit == "CNY":
        per = re.search(r"每(吨|千瓦时|瓦时|平方米|公斤|千克)", scene.text[spot.clause.start : number.start])
        if per:
            return "CNY/" + {"吨": "t", "千瓦时": "kWh", "瓦时": "Wh", "平方米": "m2"}.get(per[1], "kg")
    if (
        frame.kind == "capacity"
        and frame.measure == "产能"
        and number.unit == "MW"
        and _CELLS.search(scene.flat, spot.clause.start, spot.clause.end)
    ):
        return "GW/a"  # cells and modules made in a year; what is installed stays in MW
    return frame.to.get(number.unit, number.unit)


def _quote(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, firms: list[NameMention], band_text: str
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
        start = min(start, spot.left)
    names = {f.start for f in firms}
    while start < number.start and start not in names and scene.text[start] in " \u3000，,、；;：:。的和并":
        start += 1
    end = number.end
    if found.after:
        end = max(end, found.after[1])
    if number.unit in ("count", "t/a", "t", "GWh") and not scene.text[number.end : number.end + 1].isspace():
        end = max(end, spot.after + len(right_noun(scene, spot.after, spot.right)))
    if number.unit.startswith("次/"):
        start, end = number.core[0], spot.clause.end
    return start, min(end, spot.clause.end)
