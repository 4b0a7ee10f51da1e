"""The time and the modality of a statement with a number."""

from __future__ import annotations

import re
from dataclasses import replace

from lianzhang.evidence.claim import Modality
from lianzhang.evidence.claims_deals import TERMS, agreed
from lianzhang.evidence.claims_reading import Last, Reading, Spot
from lianzhang.evidence.frames import Match
from lianzhang.evidence.mentions import NumberMention, TimeMention
from lianzhang.evidence.modality import Cue
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects_times import of_the_year, period_before, time_of

__all__ = ["when"]

_HAPPENS = frozenset({"finance", "employment", "production", "growth", "sales", "export", "stock"})
"""What has happened, though the projects or firms spoken of before are only signed or being built."""


def when(
    reading: Reading,
    spot: Spot,
    number: NumberMention,
    found: Match,
    last: Last,
    *,
    inherited: bool,
    firm: bool,
    subject: str,
) -> tuple[TimeMention | None, Modality]:
    """The time of a statement and its modality."""
    scene, kind = reading.scene, found.frame.kind
    time = (spot.part and spot.part.time) or time_of(scene, spot.index, spot.at, number.start, spot.left)
    if time is None and kind == "market_rank" and last.sentence == spot.index:
        time = last.time  # ranked by the figure that was just told
    if time is None and inherited and kind in _WITH_TIME:
        time = spot.part.like.time if spot.part and spot.part.like else last.time
    if kind in _WITH_TIME and _told_since(scene, spot, time, last):
        time = last.time
    listed = scene.flat.find("、", number.end, spot.right) if spot.right < spot.clause.end else -1
    stop = listed if listed > 0 else spot.right
    modality, cue = reading.modality.of(spot.sentence, spot.at, number.start, stop, left=spot.left)
    if inherited and kind == "growth" and last.modality in ("forecast", "target", "planned"):
        modality = last.modality
    if (
        kind in _HAPPENS
        and modality in ("signed", "under_construction")
        and cue
        and cue.start < spot.clause.start
        and not TERMS.match(scene.flat, cue.start)
    ):
        modality = "actual"
    if cue and time and modality in ("planned", "forecast") and _gone_by(reading, spot, cue, time):
        modality = "actual"
    if modality == "actual" and cue is None and _goes_on(reading, spot, last, time, kind):
        modality = last.modality
    if _beside(scene, spot, found, last):
        time = time or last.time
        modality = last.modality if modality == "actual" and cue is None else modality
    modality = _by_time(reading, spot, modality, cue, time, firm)
    if modality in ("planned", "signed", "forecast") and _as_it_is(scene, spot, number, kind, cue):
        modality = "actual"
    modality = agreed(reading, spot, number, found.frame, modality, cue, time, subject)
    if number.unit.startswith("次/") and modality in ("under_construction", "signed"):
        modality = "actual"
    if (
        time is None
        and modality in ("actual", "signed")
        and (kind in _OF_PERIOD or _PART_OF.match(scene.flat, spot.clause.start))
    ):
        time = of_the_year(scene, period_before(scene, spot.index, spot.at), spot.clause.start, number.start)
    if (
        time
        and time.start < spot.clause.start
        and not scene.flat.startswith("到", time.start - 1)
        and not scene.flat.startswith(("未来", "今后"), time.start)
        and (modality in ("forecast", "target", "planned") or found.frame.measure == "期限")
        and _EFFECT.search(scene.flat, time.end, number.start)
    ):
        time = None
    if kind == "target" and modality == "actual":
        modality = "target"
    return _changed(scene, spot, number, time), modality


def _told_since(scene: Scene, spot: Spot, time: TimeMention | None, last: Last) -> bool:
    """Whether the figure before was of a time told later in the sentence than the one inherited: what goes on speaking of it is of that."""
    if (
        last.time is None
        or time is None
        or (last.sentence, last.segment) != (spot.index, spot.clause.segment)
    ):
        return False
    if scene.flat.startswith("同期", last.time.end - 2):
        return False  # held against the time of the sentence
    return spot.sentence.start <= time.start < last.time.start < spot.clause.start


_BESIDE = re.compile("而|同时|其中")


def _beside(scene: Scene, spot: Spot, found: Match, last: Last) -> bool:
    """Whether a clause sets another beside what was just foreseen (甲将达到119亿元，而乙约66亿元)."""
    if last.sentence != spot.index or last.frame is None or last.frame.kind != found.frame.kind:
        return False
    return (
        last.modality in ("forecast", "target") and _BESIDE.match(scene.flat, spot.clause.start) is not None
    )


_LIES = frozenset({"reserve", "exploration"})
_HAS = re.compile(
    r"(?:核心|主要|全部|唯一)?(?:资产|业务)(?:为|系|是)|(?:现|直接|间接|合计|目前|已)持?有|(?<![将拟会])持有|拥有|成立|注册|现有职工|员工|查明|保有|探明"
)
_BOUGHT_WHO = re.compile(r"[拟将][^，。；]{1,8}的[^，。；]{1,14}(?:持有|拥有|现有)")


def _as_it_is(scene: Scene, spot: Spot, number: NumberMention, kind: str, cue: Cue | None) -> bool:
    """Whether a figure tells what a thing is or has already, in a sentence of what is meant to be done with it.

    What lies in the ground lies there; of what is to be bought, the clauses of its own tell what it holds.
    """
    flat, clause = scene.flat, spot.clause
    if kind in _LIES:
        return cue is not None and cue.modality != "forecast"
    if kind == "technology_parameter":
        return cue is not None and cue.modality == "forecast" and flat.startswith("可", cue.start)
    if kind not in ("finance", "employment", "factor_support", "capacity", "production", "output_value"):
        return False
    if cue is None or cue.start >= clause.start:
        return _BOUGHT_WHO.search(flat, clause.start, number.start) is not None
    return _HAS.search(flat, clause.start, number.start) is not None and not _WILL.search(
        flat, clause.start, number.start
    )


_WILL = re.compile("将|拟|会|可|后")
_EFFECT = re.compile(
    r"达产|达效|(?:投产|建成|投用|竣工|运营|完工|到期)(?:之?后|以后)|每年|(?<![全今去本当上\d])年(?:产值|销售|营收|营业|利税|税收|利润)|年可"
)
"""What a thing brings in every year of its working has no date; that of its beginning, told before, is not it."""


def _gone_by(reading: Reading, spot: Spot, cue: Cue, time: TimeMention) -> bool:
    """Whether what is told is of a day gone by, after a clause that looked ahead."""
    day = time.time or ""
    if not cue.end <= time.start < spot.clause.start:
        return False
    return reading.published is not None and len(day) == 10 and day <= reading.published.isoformat()


_DONE = re.compile(r"已|目前|现有|原有|累计|实现了|完成了|去年|上年")


def _goes_on(reading: Reading, spot: Spot, last: Last, time: TimeMention | None, kind: str) -> bool:
    """Whether a list parted by ； goes on foreseeing or planning: the same kind said of the next member."""
    if last.sentence != spot.index or last.segment == spot.clause.segment or last.frame is None:
        return False
    if last.modality not in ("forecast", "target", "planned") or last.frame.kind not in (kind, "growth"):
        return False
    own = time is not None and time.start >= spot.clause.start
    return not own and not _DONE.search(reading.scene.flat, spot.clause.start, spot.clause.end)


_FLOWS = frozenset(
    {"growth", "market_share", "finance", "output_value", "sales", "export", "import", "production"}
)
_OF_PERIOD = _FLOWS | {"environment", "employment"}
"""What is counted over a period: the sentences of a paragraph go on speaking of it."""
_WITH_TIME = _FLOWS | {"market_rank"}
"""What goes on speaking of the same takes over the time it was said of."""


_PART_OF = re.compile(r"其中|分(?:行业|地区|品种|产品|市|县|季度)[看，]|全年|年末|期末|报告期")
_CHANGED_TO = re.compile(r"(?:增加|增长|提高|提升|扩大|减少|下降|上升|发展|增|升|降|扩|减)(?:到|至)(?:了)?")
_FROM = re.compile("[由从]")
_FROM_TO = re.compile(rf"[由从][^，。；]*{_CHANGED_TO.pattern}\Z")
_YEARS = re.compile(r"\d{4}/\d{4}")


def _changed(scene: Scene, spot: Spot, number: NumberMention, time: TimeMention | None) -> TimeMention | None:
    """Of 2021至2023年由甲增至乙 the first number is of the first year, the second of the last."""
    if time is None or not time.time or not _YEARS.fullmatch(time.time):
        return time
    first, last = time.time.split("/")
    clause = spot.clause
    if _CHANGED_TO.match(scene.flat, number.end, clause.end) and _FROM.search(
        scene.flat, clause.start, number.start
    ):
        return replace(time, time=first)
    if _FROM_TO.search(scene.flat, clause.start, number.start):
        return replace(time, time=last)
    return time


_REACHES = re.compile(r"(?:达到?|建成|实现|完成|新增|突破|超过?)[^，。；\d]{0,12}\d")
_SOURCES = re.compile(
    r"机构|分析|券商|证券|研报|专家|业内|人士|咨询|研究(?:院|所|员|中心)|协会|学者|发言人|银行|经济学家|认为|预[计测期]"
)


def _by_time(
    reading: Reading, spot: Spot, modality: Modality, cue: Cue | None, time: TimeMention | None, firm: bool
) -> Modality:
    """A year after the document's own date cannot be done: a goal of a government, a plan of a firm, or what those foresee who
    watch the market; a year before it is no goal because of 到 alone. What a plan period that has just begun reaches is its goal."""
    if time is None or not time.time or reading.published is None or not time.time[:4].isdigit():
        return modality
    flat = reading.scene.flat
    year = int(time.time[:4])
    if modality == "actual" and year > reading.published.year:
        if _SOURCES.search(flat, spot.sentence.start, spot.clause.end):
            return "forecast"
        return "planned" if firm else "target"
    if modality == "under_construction" and year > reading.published.year and cue and cue.start >= time.start:
        return "planned"
    if (
        modality == "actual"
        and (cue is None or cue.strength == 1)
        and "五" in flat[time.start : time.end]
        and reading.published.year <= year + 1
        and _REACHES.search(flat, spot.left, spot.after)
    ):
        return "planned" if firm else "target"
    if (
        modality == "planned"
        and cue
        and cue.end <= time.start
        and year < reading.published.year
        and (reading.scene.text[cue.start] == "将" or cue.start < spot.clause.start <= time.start)
    ):
        return "actual"
    if (
        modality == "forecast"
        and cue
        and cue.start < spot.clause.start <= time.start
        and year < reading.published.year
        and flat.startswith(("上年", "去年", "同期"), time.start)
    ):
        return "actual"  # held against what is foreseen
    # a month that is over by the document's date is none to reach (到2025年5月)
    over = year < reading.published.year or (
        len(time.time) == 7 and time.time <= reading.published.isoformat()[:7]
    )
    if modality == "target" and cue and over and reading.scene.text[cue.start] == "到":
        return "actual"
    return modality
