"""Statements with a number: each number of the text meets its frame, subject, place, time and modality."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lianzhang.evidence.claim import Value
from lianzhang.evidence.claims.about import About, about, elsewhere, of_a_region
from lianzhang.evidence.claims.acting import led_by
from lianzhang.evidence.claims.again import pointed_back
from lianzhang.evidence.claims.ages import of_an_age, whose_age
from lianzhang.evidence.claims.bands import is_band, size_band
from lianzhang.evidence.claims.dashes import named_behind
from lianzhang.evidence.claims.each import as_shared, each_of
from lianzhang.evidence.claims.firms import facet
from lianzhang.evidence.claims.framing import framed
from lianzhang.evidence.claims.goes_on import of_which
from lianzhang.evidence.claims.items import item_of
from lianzhang.evidence.claims.jointly import joint_name
from lianzhang.evidence.claims.lists import Shared, parted, with_bare_numerals
from lianzhang.evidence.claims.papers import is_part
from lianzhang.evidence.claims.quotes import quote_of
from lianzhang.evidence.claims.ranged import purity
from lianzhang.evidence.claims.reading import Draft, Last, Reading, Spot, Told
from lianzhang.evidence.claims.signs import signed
from lianzhang.evidence.claims.thing import names_nothing
from lianzhang.evidence.claims.times import when
from lianzhang.evidence.claims.times_against import of_the_month_before
from lianzhang.evidence.claims.whose_rate import of_its_owner
from lianzhang.evidence.claims.works import of_phase
from lianzhang.evidence.claims.years import listed_times
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.frames.matcher import Frame, Match
from lianzhang.evidence.frames.skips import skipped
from lianzhang.evidence.grounds import COUNTRY
from lianzhang.evidence.lexicon.tables import currencies
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.places.settling import settled
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.counted import of_kind
from lianzhang.evidence.subjects.phrases import neat
from lianzhang.evidence.subjects.rates import without_rate
from lianzhang.evidence.subjects.settling import settle
from lianzhang.evidence.words import words

__all__ = ["number_claims"]

_BETWEEN = re.compile(
    r"(?:的)?(?:计划|协议|合同)?(?:总)?(?:投资|产值|营收|规模)(?:额|总额)?(?:约|超|超过|近|达)?"
    r"|(?:的)?(?:单机|单台|单套|单体|额定|装机|载重|起重|总){0,6}(?:容量|功率|装机|吨位|载重|产能)(?:量)?(?:均|各)?(?:为|达|约)?"
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
        and not (n.unit == "%" and _RATING.search(scene.flat, max(0, n.start - _LEGEND), n.start))
    ]
    numbers = [n for i, n in enumerate(numbers) if not (i and _bound_itself(scene, numbers[i - 1], n))]
    for a, b in denied:
        if sentence.start <= a and b <= clause.end:  # what stands before 不存在 is not denied by it
            whole = scene.flat[a] in "没未并不" and scene.flat[a + 1] != "实"
            numbers = [n for n in numbers if whole and n.start < a]
    return numbers


_RATING = re.compile(
    "(?:买入|增持|持有|中性|减持|卖出|推荐|回避|看好|看淡|大市)[^。；\\d]{0,16}?(?:相对|优于|强于|弱于|跑赢|超越|落后)[^。；\\d]{0,16}(?:指数|大盘|基准|大市)[^。；\\d]{0,12}\\Z"
    "|(?:买入|增持|持有|中性|减持|卖出|推荐|大市)[:： ]?预期(?:个股|股价|行业|板块)[^。；\\d]{0,12}(?:-?\\d+%(?:-|—|~|到|至))?-?\\Z"
)
_LEGEND = 64
"""What the ratings of a broker mean (买入：相对同期基准指数涨幅在15%以上), printed at the end of every report."""
_INCLUDED = re.compile(r"\s*[（(]\s*包?含\s*(?:人民币|本数)?\s*")
_BRACKET = re.compile(r"\s*[（(]\s*(?:即|约|人民币)?\s*")
_ROUNDED = Decimal("0.005")
"""By so much, of itself, a figure and the same one told in full behind it may differ (7.09亿手（709430967手）)."""


def _bound_itself(scene: Scene, bound: NumberMention, number: NumberMention) -> bool:
    """Whether a number only says that the bound before it may be reached (不超过5亿元（含5亿元）), or the same in full."""
    a, b = bound.value, number.value
    if bound.unit != number.unit or not isinstance(a, Decimal) or not isinstance(b, Decimal):
        return False
    if a == b and _INCLUDED.fullmatch(scene.flat, bound.end, number.start):
        return True
    near = abs(a - b) <= _ROUNDED * abs(a) and scene.flat[number.end : number.end + 1] in ("）", ")")
    return near and _BRACKET.fullmatch(scene.flat, bound.end, number.start) is not None


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
    """The drafts that a number makes; it is remembered in ``last``."""
    scene = reading.scene
    same = last.sentence == spot.index
    found = framed(scene, spot, number, last, same, band is not None)
    if found is None or purity(scene, spot, number):
        return []
    frame = found.frame
    who = _whom(reading, spot, number, found, last, band_text if band is not None else None)
    if who is None:
        return []
    time, modality = when(
        reading, spot, number, found, last, inherited=who.inherited, firm=bool(who.firms), subject=who.subject
    )
    if frame.kind == "proposal_step":
        modality = "proposed"  # what a suggestion says is asked for
    stage = (_stage(scene, spot, spot.right) if modality not in ("forecast", "target") else None) or (
        last.stage if same and who.inherited else None
    )
    of = of_the_month_before(scene, spot, number, time)
    kind, measure = _kind_and_measure(scene, spot, number, frame, who, modality)
    unit = _unit(scene, spot, number, frame)
    value = _scaled(number.value, _TO_UNIT.get(unit, frame.times))
    start, end = quote_of(scene, spot, number, found, who.firms, band_text)
    fields: dict[str, Any] = {
        "kind": kind, "measure": measure, "item": (spot.part and spot.part.item) or item_of(scene, spot, number, found),
        "place": who.place, "value": signed(scene, number, value, frame.kind), "unit": unit, "qualifier": number.qualifier,
        "modality": modality, "lost": number.lost, "time": of.time if of else None,
        "time_inferred": bool(time and time.inferred), "stage": stage,
        "scope": _scope(scene, spot, number) if frame.scope else None, "size_band": band, "rule": "number." + frame.name,
        "confidence": 0.9 if found.score > 0 else 0.6,
    }  # fmt: skip
    names = _names(scene, spot, number, found, who)
    last.sentence, last.segment, last.frame, last.subject = (
        spot.index,
        spot.clause.segment,
        frame,
        who.subject,
    )
    last.frames[number.unit] = frame
    last.firms, last.place, last.modality, last.stage = tuple(who.firms), who.place, modality, stage
    last.time, last.at = time, number.start
    last.told.append(_told(spot, number, who))
    return [Draft(start, end, spot.index, {**fields, "subject": name}) for name in names]


def _whom(
    reading: Reading, spot: Spot, number: NumberMention, found: Match, last: Last, band_text: str | None
) -> About | None:
    """Whom a number is about and where; None for an age of nobody. ``band_text`` is the size class printed before it, None without one."""
    scene, frame = reading.scene, found.frame
    who = about(reading, spot, number, found, last, band_text or "")
    if band_text is None and who.by != "ranged":
        who = settle(reading, spot, number, found, last, who)
    who = of_its_owner(scene, spot, number, found, named_behind(scene, number, who))
    who = led_by(scene, number, who)
    if of_an_age(frame):
        person = whose_age(scene.flat, number.start)
        if person is None:
            return None
        who = who._replace(subject=person, firms=[], place=None)
    if not who.firms and names_nothing(who.subject):
        told = last.told[-1] if last.told else None
        if told and told.paragraph == spot.sentence.paragraph:  # 一路攀升至……: of what was told right before
            who = who._replace(subject=told.subject, firms=list(told.firms), inherited=True)
        else:
            counted = _COUNTED.match(scene.flat, number.end) if number.unit == "count" else None
            who = who._replace(subject=counted[0] if counted else "")
    if not who.firms:
        who = who._replace(subject=of_phase(who.subject, last.told, spot.index))
    if who.by == "ranged":
        return who
    there = elsewhere(scene, spot, number, frame, who)
    place = None if there else settled(scene, spot, number, found, who, last)
    return who._replace(place=None if place == COUNTRY and of_a_region(scene, spot, number) else place)


_COUNTED = re.compile("(?:上市|挂牌)?(?:公司|企业|机构|银行|券商|基金|个股|城市|项目|行业)")
"""What is counted where nothing else is spoken of (近10个交易日共有25家公司……)."""


def _names(scene: Scene, spot: Spot, number: NumberMention, found: Match, who: About) -> list[str]:
    """The subjects of the claims that a number makes: one for each firm, or one joint name of them, or the phrase."""
    together = joint_name(scene, spot.clause, number, who.firms)
    if together:
        return [together]
    names = [f.name + facet(scene, who.firms, spot, number, found) for f in who.firms]
    return names or [_as_told(who, number, found.frame)]


def _kind_and_measure(
    scene: Scene, spot: Spot, number: NumberMention, frame: Frame, who: About, modality: str
) -> tuple[str, str | None]:
    """The kind of a statement and what it measures: those of its frame, of the target aimed at, or of its part of a list."""
    kind, measure, part = frame.kind, frame.measure, spot.part
    if modality == "target" and not who.firms and frame.kind not in ("market_rank", "price"):
        kind, measure = "target", frame.target or frame.kind
    if part and part.kind and kind not in ("growth", "target", part.kind):  # 产销分别增长 is growth
        kind, measure = part.kind, "销量" if part.kind == "sales" else "产量"
    return kind, _rank_measure(scene, spot, number) if frame.kind == "market_rank" else measure


def _told(spot: Spot, number: NumberMention, who: About) -> Told:
    """What is remembered of a number that was told."""
    where = (spot.index, spot.sentence.paragraph, spot.at, spot.clause.segment)
    return Told(*where, who.subject, tuple(who.firms), who.place, number)


def _as_told(who: About, number: NumberMention, frame: Frame) -> str:
    """A descriptive subject as a claim tells it: without a rate of change, or what those counted do, behind it."""
    subject = without_rate(neat(who.subject), "growth" if who.inherited else frame.kind)
    return of_kind(subject, number.noun) if number.unit == "count" else subject


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


_TO_UNIT = {"GW/a": Decimal("0.001"), "bp": Decimal(100)}
"""What a value is multiplied by where its claim is in one of these units."""
_POINTS = ("基点", "bp", "bps")


def _unit(scene: Scene, spot: Spot, number: NumberMention, frame: Frame) -> str:
    """The unit of the claim: a capacity is per year, a basis point stays one."""
    if number.unit == "%" and number.noun.endswith(_POINTS):
        return "bp"
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
