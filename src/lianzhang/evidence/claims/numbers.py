"""Statements with a number: each number of the text meets its frame, subject, place, time and modality."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lianzhang.core.seeking import seeking
from lianzhang.evidence.claim import Value
from lianzhang.evidence.claims.about import About, about, elsewhere, of_a_region
from lianzhang.evidence.claims.acting import led_by
from lianzhang.evidence.claims.again import pointed_back
from lianzhang.evidence.claims.ages import of_an_age, whose_age
from lianzhang.evidence.claims.bands import is_band, size_band
from lianzhang.evidence.claims.dashes import named_behind
from lianzhang.evidence.claims.each import as_shared, each_of
from lianzhang.evidence.claims.firms import facet
from lianzhang.evidence.claims.goes_on import bracketed, goes_on, of_which
from lianzhang.evidence.claims.items import item_of
from lianzhang.evidence.claims.jointly import joint_name
from lianzhang.evidence.claims.lists import Shared, parted, with_bare_numerals
from lianzhang.evidence.claims.papers import is_part
from lianzhang.evidence.claims.quotes import quote_of
from lianzhang.evidence.claims.ranged import purity, ranged
from lianzhang.evidence.claims.reading import Draft, Last, Reading, Spot, Told
from lianzhang.evidence.claims.signs import signed
from lianzhang.evidence.claims.times import when
from lianzhang.evidence.claims.whose_rate import of_its_owner
from lianzhang.evidence.claims.works import of_phase
from lianzhang.evidence.claims.years import listed_times
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.frames.matcher import Frame, Match, Windows, fits, load_frames, match
from lianzhang.evidence.frames.skips import skipped
from lianzhang.evidence.grounds import COUNTRY
from lianzhang.evidence.lexicon.tables import currencies
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.places.settling import settled
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.counted import of_kind
from lianzhang.evidence.subjects.phrases import neat, right_noun
from lianzhang.evidence.subjects.rates import without_rate
from lianzhang.evidence.subjects.settling import settle
from lianzhang.evidence.words import words

__all__ = ["number_claims"]

_BETWEEN = re.compile(
    r"(?:的)?(?:计划|协议|合同)?(?:总)?(?:投资|产值|营收|规模)(?:额|总额)?(?:约|超|超过|近|达)?"
    r"|(?:的)?(?:单机|单台|单套|单体|额定|装机|载重|起重|总)*(?:容量|功率|装机|吨位|载重|产能)(?:量)?(?:均|各)?(?:为|达|约)?"
)
"""What may stand between a count and the noun it counts, with a number of its own (9个总投资30亿元的项目, 6台单机容量5兆瓦的风机)."""


_NEXT_ITEM = re.compile(r"(?:左右|以上)?、[\u4e00-\u9fffA-Za-z“”]{2,16}")
"""Behind a number: the next of a list of things, each before its own number (风电项目30万千瓦、光伏项目300万千瓦)."""


def number_claims(reading: Reading) -> list[Draft]:
    """A draft for every quantified statement outside titles, headers' reference numbers and repeated copies."""
    scene, last, out = reading.scene, Last(), []
    denied = [m.span() for m in _DENIED.finditer(scene.flat)]
    starts = [n.start for n in scene.mentions.numbers]
    for index, sentence, at, clause in reading.clauses_at(starts, "body", "title"):
        numbers = _stated(scene, sentence, clause, denied)
        if not numbers:
            continue
        numbers = with_bare_numerals(scene.flat, clause, numbers)
        told_before = last.shared if index - last.sentence in (0, 1) else []
        if last.sentence != index:
            last.shared = []
            last.frames = last.frames if of_which(scene, sentence, index - last.sentence) else {}
        before = last.firms if last.sentence == index else ()
        shared = last.shared or _apart(scene, index, clause, numbers, last)
        parts = parted(scene, clause, numbers, before, shared, sentence.start)
        parts |= pointed_back(scene, sentence, clause, numbers, told_before)
        times = listed_times(scene, sentence, clause, numbers)
        told: list[Shared] = []
        band: tuple[Decimal | None, Decimal | None] | None = None
        band_text = ""
        left = clause.start
        for position, number in enumerate(numbers):
            following = numbers[position + 1] if position + 1 < len(numbers) else None
            if is_band(scene, number, following):
                band_text = scene.text[number.start : number.end]
                band = size_band(number, band_text)
                continue
            right = following.start if following else clause.end
            after = number.end
            if following and _NEXT_ITEM.fullmatch(scene.flat, after, right):
                right = after
            if (
                following
                and number.unit == "count"
                and _BETWEEN.fullmatch(scene.flat[number.end : following.start])
            ):
                after, right = following.end, clause.end
            spot = Spot(
                index,
                sentence,
                at,
                clause,
                left,
                right,
                after,
                parts.get(number.start),
                times.get(number.start),
            )
            drafts = _read(reading, spot, number, last, band, band_text)
            each = each_of(scene, clause, numbers, number, last.shared) if drafts and not spot.part else []
            if each:
                start = max(clause.start, scene.text.find(each[0].name, clause.start, drafts[0].start))
                one = drafts[0]
                drafts = [replace(one, start=start, fields={**one.fields, "subject": m.name}) for m in each]
                told = as_shared(each)
            out += drafts
            if spot.part and drafts:
                told.append(_shared(drafts[0], last))
            counted = after == number.end and number.unit not in currencies()
            left = max([number.end, *(d.end for d in drafts)]) if counted else number.end
            band, band_text = None, ""
        other = bool(last.firms) and last.sentence == index and not _of_them(last)
        last.shared = told or ([] if other else last.shared)
    return out


def _of_them(last: Last) -> bool:
    """Whether the number told last is of one of those that the list shared out before is of; of another firm, it ends the list."""
    firms = {f.name for shared in last.shared for f in shared.firms}
    return not firms or any(f.name in firms for f in last.firms)


def _stated(
    scene: Scene, sentence: Sentence, clause: Clause, denied: list[tuple[int, int]]
) -> list[NumberMention]:
    """The numbers of a clause that state something: no ordinals or parts of titles, nothing that its sentence denies."""
    numbers = [
        n
        for n in scene.numbers(clause.start, clause.end)
        if (not skipped(scene.text, scene.masked, n) or is_part(scene, sentence, clause, n))
        and not (n.unit == "year" and scene.time_from(n.start, n.end))  # 05年
    ]
    for a, b in denied:
        if sentence.start <= a and b <= clause.end:  # what stands before 不存在 is not denied by it
            whole = scene.flat[a] in "没未并不" and scene.flat[a + 1] != "实"
            numbers = [n for n in numbers if whole and n.start < a]
    return numbers


def _apart(
    scene: Scene, index: int, clause: Clause, numbers: Sequence[NumberMention], last: Last
) -> list[Shared]:
    """What the clauses before told one by one, where a clause shares out as many figures over them (销售……，回收……，分别增长……)."""
    each = scene.flat.find("分别", clause.start, clause.end)
    count = sum(n.start > each for n in numbers) if each >= 0 else 0
    told = [t for t in last.told if t.sentence == index][-count:] if count > 1 else []
    if len(told) < count or len({t.clause for t in told}) < count or len(scene.times(clause.start, each)) > 1:
        return []
    return [Shared(t.subject, t.firms, last.place, last.time) for t in told]


def _shared(draft: Draft, last: Last) -> Shared:
    fields = draft.fields
    return Shared(fields["subject"], last.firms, fields["place"], last.time, fields["item"])


_DENIED = seeking(
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
    if found is None or purity(scene, spot, number):
        return []
    frame, part, stop = found.frame, spot.part, spot.right
    who = about(reading, spot, number, found, last, band_text if band is not None else "")
    if band is None and who.by != "ranged":
        who = settle(reading, spot, number, found, last, who)
    who = of_its_owner(scene, spot, number, found, named_behind(scene, number, who))
    who = led_by(scene, number, who)
    if of_an_age(frame):
        person = whose_age(scene.flat, number.start)
        if person is None:
            return []
        who = who._replace(subject=person, firms=[], place=None)
    if not who.firms:
        who = who._replace(subject=of_phase(who.subject, last.told, spot.index))
    if who.by != "ranged":
        there = elsewhere(scene, spot, number, frame, who)
        place = None if there else settled(scene, spot, number, found, who, last)
        who = who._replace(place=None if place == COUNTRY and of_a_region(scene, spot, number) else place)
    time, modality = when(
        reading, spot, number, found, last, inherited=who.inherited, firm=bool(who.firms), subject=who.subject
    )
    modality = (
        "proposed" if frame.kind == "proposal_step" else modality
    )  # what a suggestion says is asked for
    stage = (_stage(scene, spot, stop) if modality not in ("forecast", "target") else None) or (
        last.stage if same and who.inherited else None
    )
    together = joint_name(scene, spot.clause, number, who.firms)
    names = (
        [together] if together else [f.name + facet(scene, who.firms, spot, number, found) for f in who.firms]
    )
    names = names or [_as_told(who, number, frame)]
    kind, measure = frame.kind, frame.measure
    unit = _unit(scene, spot, number, frame)
    if modality == "target" and not who.firms and frame.kind not in ("market_rank", "price"):
        kind, measure = "target", frame.target or frame.kind
    if part and part.kind and kind not in ("growth", "target", part.kind):  # 产销分别增长 is growth
        kind, measure = part.kind, "销量" if part.kind == "sales" else "产量"
    if frame.kind == "market_rank":
        measure = _rank_measure(scene, spot, number)
    start, end = quote_of(scene, spot, number, found, who.firms, band_text)
    fields: dict[str, Any] = {
        "kind": kind, "measure": measure, "item": (part and part.item) or item_of(scene, spot, number, found), "place": who.place,
        "value": signed(scene, number, _scaled(number.value, Decimal("0.001") if unit == "GW/a" else frame.times), frame.kind), "unit": unit, "qualifier": number.qualifier,
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
    last.frames[number.unit] = frame
    last.firms, last.place, last.modality, last.stage = tuple(who.firms), who.place, modality, stage
    last.time, last.at = time, number.start
    last.told.append(
        Told(
            spot.index,
            spot.sentence.paragraph,
            spot.at,
            spot.clause.segment,
            who.subject,
            last.firms,
            who.place,
            number,
        )
    )
    return [Draft(start, end, spot.index, {**fields, "subject": name}) for name in names]


def _as_told(who: About, number: NumberMention, frame: Frame) -> str:
    """A descriptive subject as a claim tells it: without a rate of change, or what those counted do, behind it."""
    subject = without_rate(neat(who.subject), "growth" if who.inherited else frame.kind)
    return of_kind(subject, number.noun) if number.unit == "count" else subject


def _framed(
    scene: Scene, spot: Spot, number: NumberMention, last: Last, same: bool, banded: bool
) -> Match | None:
    """The frame of a number: its own, or in a list that of the number before."""
    if banded and same and last.frame and last.frame.kind in ("project_count", "enterprise_count"):
        return Match(last.frame, 10)
    if ranged(scene, spot, number):
        return Match(_growth(), 10)
    windows = Windows(
        spot.sentence.start, spot.clause.start, spot.left, spot.right, spot.clause.end, spot.after
    )
    text = scene.masked
    for a, b in spot.part.others if spot.part else ():
        text = text[:a] + "\u3000" * (b - a) + text[b:]
    found = match(text, number, windows, load_frames())
    if found and found.before and (aside := bracketed(scene.flat, found.before, number.start)):
        a, b = aside
        text = text[:a] + "\u3000" * (b - a) + text[b:]
        found = match(text, number, windows, load_frames())
    if _is_level(scene, spot, number, found):
        near = max(spot.left, spot.clause.start)
        return match(text, number, windows._replace(sentence=near, clause=near), load_frames())
    if not same:
        return goes_on(scene, number, last, found)
    return _as_before(scene, spot, number, last, found) if last.frame else found


_TERMS = frozenset({"year", "month", "week", "day"})
_JOIN = re.compile("(?:以上|以内|左右)?(?:[、和及与至到或/／]|以及)(?:约|近|超过?)?")


def _joined(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether a number goes on with the one before it (连续3年、5年)."""
    return _JOIN.fullmatch(scene.flat, spot.left, number.start) is not None


def _as_before(
    scene: Scene, spot: Spot, number: NumberMention, last: Last, found: Match | None
) -> Match | None:
    """The frame of the number told before in the sentence where this one goes on with it; else ``found``."""
    before = last.frame
    told = before is not None and (before.kind != "growth" or number.unit == "%")
    if before and told and _LIKE.search(scene.flat, spot.left, number.start):
        return Match(before, 10)
    before = before if before and number.unit in before.units and fits(before, number) else None
    if before and before.measure == "增减" and scene.flat[number.start - 1] in "至到":
        return found  # 增加1万至25万人: to how many, no change
    if before and before.measure == "期限" and found and found.frame.measure == "延期":
        return found._replace(frame=before)  # a term and by how much it may be prolonged
    if before is None:
        return goes_on(scene, number, last, found)
    if (
        found is None
        and before.kind == "milestone"
        and number.unit in _TERMS
        and not _joined(scene, spot, number)
    ):
        return None  # how old one thing is says nothing of the next years told
    other = found is not None and found.frame.kind != before.kind and not (spot.part and spot.part.others)
    if other and spot.left > spot.clause.start and _NEXT.fullmatch(scene.flat, spot.left, number.start):
        return Match(before, 1)  # 5%、8%和20%: of one kind
    if other and before.kind != "growth" and _TO.fullmatch(scene.flat, spot.left, number.start):
        return Match(before, 1)  # 从25%上升到40%
    if found is None or (found.score == 0 and not found.before and _listed(scene, spot, number)):
        return Match(before, 0)
    if spot.part and last.at > spot.clause.start and found.before is None:
        return Match(before, 1)
    if found.frame.kind == "growth" and before.kind != "growth" and number.unit == "%":
        of = _RIVAL.search(scene.flat, spot.clause.start, number.start)
        if of and "百分点" not in scene.flat[number.start : number.end]:
            return Match(before, 1)  # the same of another, held against it
    return found


@lru_cache(maxsize=1)
def _growth() -> Frame:
    return next(f for f in load_frames()["%"] if f.kind == "growth" and f.measure == "同比增速")


_NEXT = re.compile("[ \u3000]?(?:[、/／]|和|及|与|以及)[ \u3000]?")
"""What alone stands between the numbers of a list."""
_TO = re.compile(
    "(?:进一步|大幅|快速|稳步|逐步)?(?:提[高升]|[上下]升|下[降滑]|增[加长]|扩大|降低|回[落升]|[升降增])(?:到|至)了?(?:约|近)?"
)
_LIKE = re.compile(r"(?:相当于|等[于同]于?|折合|约合[^标减节，。；\d]{0,8}?)(?:人民币|[约近超过]|不足)*\Z")
"""What is held against a figure, or put into another unit, is of the same kind."""
_RIVAL = re.compile(r"[高低多少优快慢]于[^，。；]{1,16}的(?:[^，。；]{0,12}和[^，。；]{1,10}的?)?\s?\Z")
"""低于甲的22%和乙的13%: what others have of the same."""


_LEVEL = re.compile(
    r"(?:率|比重|比例|占比|仓位|集中度)(?:已|将|均|也|则|分别|平均|仅|约|近|超过?|为|达到?|是|在|从|由|[提升降高低回落]+[至到])*\s?\Z"
)
_PACE = re.compile("[增涨跌降][速幅长]率?|同比|环比")
"""What stands at a height of its own, whatever was said of changes before."""


def _is_level(scene: Scene, spot: Spot, number: NumberMention, found: Match | None) -> bool:
    """Whether a share behind a change tells how high something stands (提高2个百分点至36%, ；平均仓位为72%), and only words before the
    number before it make it a change."""
    if number.unit != "%" or number.noun[-3:] == "百分点":
        return False
    flat, left = scene.flat, max(spot.left, spot.clause.start)
    own = found is not None and found.before is not None and found.before[0] >= left
    if own or (found is not None and found.after is not None):
        return False
    if flat[number.start - 1] in "至到":
        moved = flat[spot.left - 3 : spot.left] == "百分点" and number.start - spot.left < _NEAR
        how = found.before if found and found.frame.kind == "growth" else None
        return moved and how is not None and not _PACE.search(flat, spot.clause.start, spot.left)
    return _LEVEL.search(flat, left, number.start) is not None


_NEAR = 6


def _listed(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether the number goes on a list of the same thing (A 10亿元、B 20亿元)."""
    between = scene.text[spot.left : number.start]
    if (
        number.unit == "count"
        and spot.at
        and spot.left == spot.clause.start
        and (len(between.lstrip("其中有达为")) > 2 or len(right_noun(scene, spot.after, spot.right)) > 2)
    ):
        return False
    return len(between) <= 16 or between.startswith(("、", "和", "及"))


def _stage(scene: Scene, spot: Spot, stop: int) -> str | None:
    text = scene.masked[spot.left : stop]
    if not words().any_stage.search(text):
        return None
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


def _scaled(value: Value, times: int | Decimal) -> Value:
    if times == 1 or value is None:
        return value
    if isinstance(value, tuple):
        return tuple(None if v is None else v * times for v in value)  # type: ignore[return-value]
    return value * times


_PER = re.compile(r"每(吨|千瓦时|瓦时|平方米|公斤|千克)")
_CELLS = re.compile(r"电池|组件|硅片|电芯|逆变器|硅棒|切片|年产|产能|电解槽|电堆")
_STATION = re.compile(
    r"[^，。；、]{0,14}(?:储能|电站|风电|发电|抽水蓄能)[^，。；、]{0,8}(?:项目|电站|工程|系统|机组|场)"
)
"""A station stores or generates; what it can is no yearly output."""


def _unit(scene: Scene, spot: Spot, number: NumberMention, frame: Frame) -> str:
    """The unit of the claim: a capacity is per year."""
    if frame.kind == "price" and number.unit == "CNY":
        per = _PER.search(scene.text, spot.clause.start, number.start)
        if per:
            return "CNY/" + {"吨": "t", "千瓦时": "kWh", "瓦时": "Wh", "平方米": "m2"}.get(per[1], "kg")
    if (
        frame.kind == "capacity"
        and frame.measure == "产能"
        and number.unit == "MW"
        and _CELLS.search(scene.flat, spot.clause.start, spot.clause.end)
        and not _STATION.search(scene.flat, number.end, spot.right)
    ):
        return "GW/a"  # cells and modules made in a year; what is installed stays in MW
    return frame.to.get(number.unit, number.unit)
