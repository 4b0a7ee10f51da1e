"""The time and the modality of a statement with a number."""

from __future__ import annotations

import re
from dataclasses import replace

from lianzhang.evidence.claim import Modality
from lianzhang.evidence.claims.counted import of_accounts, period_behind
from lianzhang.evidence.claims.modality import BOOKS, beside, modality_of, still_ahead
from lianzhang.evidence.claims.reading import Last, Reading, Spot
from lianzhang.evidence.claims.sessions import trading_day
from lianzhang.evidence.claims.times_against import beside_an_index, past_asides
from lianzhang.evidence.claims.times_beside import time_goes_on
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention, TimeMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.periods import period_before
from lianzhang.evidence.subjects.times import earlier, held_against, of_now, of_the_year, time_of

__all__ = ["when"]


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
    time = (
        (spot.part and spot.part.time)
        or spot.time
        or time_of(scene, spot.index, spot.at, number.start, spot.left)
    )
    time = past_asides(scene, spot, _of_its_report(scene, spot, number, time))
    untold = _untold(scene, spot, number, time) or _of_this_deal(scene, spot, number, time)
    if scene.report and last.time and last.time.end == last.time.start:  # not the first of its years alone
        last = replace(last, time=scene.report.period(scene.sentences[last.sentence]))
    own = time_goes_on(scene, spot, last, inherited=inherited)
    if own is not last.time:
        last = replace(last, time=own)
    if untold:
        time, last = None, replace(last, time=None)
    now = of_now(scene, max(spot.clause.start, spot.left), number.start)
    if time is None and kind == "market_rank" and last.sentence == spot.index and not now:
        time = last.time  # ranked by the figure that was just told
    goes_on = kind in _WITH_TIME or beside_an_index(scene, spot, number)
    if time is None and inherited and goes_on and not (now or untold):
        time = spot.part.like.time if spot.part and spot.part.like else last.time
    listed = spot.time is not None or (spot.part is not None and spot.part.time is not None)
    if kind in _WITH_TIME and not listed and _told_since(scene, spot, time, last):
        time = last.time
    if time is None and (beside(scene, spot, found, last) or still_ahead(reading, spot, number, last, kind)):
        time = last.time
    if time is None and not untold:
        time = trading_day(scene, spot, number, kind)
    counted = of_accounts(scene, spot, kind)
    if time is None and counted and not (now or untold):
        time = period_behind(scene, spot, number, last)
    modality = modality_of(
        reading, spot, number, found, last, time, inherited=inherited, firm=firm, subject=subject
    )
    if (
        time is None
        and not untold
        and _told(scene, spot, number, modality)
        and (kind in _OF_PERIOD or counted or _of_parts(scene, spot))
        and not _of_no_period(scene, spot)
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


def _told(scene: Scene, spot: Spot, number: NumberMention, modality: Modality) -> bool:
    """Whether a figure without a time may be of the period told before it: what is done or agreed, and what a firm's notice foresees."""
    if modality == "planned":
        return scene.flat.startswith("其中", spot.sentence.start)
    if modality != "forecast":
        return modality in ("actual", "signed")
    near = max(0, spot.sentence.start - _NEAR)
    return _goes_on_foreseeing(scene, spot) or _NOTICE.search(scene.flat, near, number.start) is not None


_IN_REPORT = re.compile("报告期(?![末初])")
_NOTICE = re.compile("预告|报告期|本期")
_NEAR = 100
"""A firm's notice tells what its books of the period will show."""


def _goes_on_foreseeing(scene: Scene, spot: Spot) -> bool:
    """Whether a sentence that foresees follows one that does (预计上半年净利润……。预计扣非净利润……)."""
    if not spot.index:
        return False
    before = scene.sentences[spot.index - 1]
    if before.paragraph != spot.sentence.paragraph:
        return False
    if BOOKS.match(scene.flat, spot.sentence.start):
        return True
    foreseen = scene.flat.startswith("预计", spot.sentence.start)
    return foreseen and scene.flat.find("预计", before.start, before.end) >= 0


def _of_parts(scene: Scene, spot: Spot) -> bool:
    """Whether a sentence, or the segment from a clause on, tells the parts of what was told (其中，甲30万吨；乙20万吨)."""
    flat, clauses = scene.flat, spot.sentence.clauses
    if _PART_OF.match(flat, spot.clause.start) or flat.startswith("其中", spot.sentence.start):
        return True
    return any(c.end - c.start == 2 and flat.startswith("其中", c.start) for c in clauses[: spot.at])


def _of_its_report(
    scene: Scene, spot: Spot, number: NumberMention, time: TimeMention | None
) -> TimeMention | None:
    """The period of the report in which a figure is told (报告期内……), not the day on which that was issued."""
    told = _IN_REPORT.search(scene.flat, spot.clause.start, number.start)
    if time is None or len(time.time or "") != _A_DAY or not told:
        return time
    if "截" in scene.flat[max(0, time.start - 3) : time.start]:
        return time
    return period_before(scene, spot.index, spot.at) or time


def _untold(scene: Scene, spot: Spot, number: NumberMention, time: TimeMention | None) -> bool:
    """Whether a number is of a time that the text does not tell (上半年 where no year is known): it takes over none told before."""
    for mention in reversed(scene.all_times(spot.sentence.start, number.start)):
        if mention.role != "when":
            continue
        if mention.time is not None or (time and mention.start <= time.start):
            return False
        if not held_against(scene, mention, spot.clause.start):
            return True
    return False


_THIS_TIME = re.compile("(?:公司)?(?:[本此这]次|[本此]轮)")


def _of_this_deal(scene: Scene, spot: Spot, number: NumberMention, time: TimeMention | None) -> bool:
    """Whether a number is of the deal that the text is about (本次拟募资……): no period of accounts told before is its."""
    begin = spot.clause.start
    if time and time.start >= begin:
        return spot.left > time.end and _THIS_TIME.search(scene.flat, spot.left, number.start) is not None
    return _THIS_TIME.match(scene.flat, begin) is not None and (time is None or len(time.time or "") < _A_DAY)


_A_DAY = 10
_OF_NO_PERIOD = re.compile(
    r"注册资本|持股|持有[^，。；]{0,24}(?:股权|股份|股票)|(?:股权|股份|出资|认缴)比例|作价|对价|评估(?:价值|值|增值|结果|净值)|增值率"
)
_APPRAISED = re.compile("经[^。；]{0,24}评估，")
_DEALT_IN = re.compile(
    r"(?<!上市)(?<!归)[AHＡＨ]股|股价|收盘|收于|报收|盘中|开盘|盘[前后]|跌停|涨停|市值|收购价|转让价|交易价格?|收购了"
)


def _of_no_period(scene: Scene, spot: Spot) -> bool:
    """Whether a clause tells who holds what, the terms of a deal or how shares are dealt in: none of it is of the period of accounts told before."""
    flat, clause = scene.flat, spot.clause
    dealt = _DEALT_IN.search(flat, spot.sentence.start, clause.end)
    appraised = _APPRAISED.search(flat, spot.sentence.start, clause.start)
    return (
        dealt is not None
        or appraised is not None
        or _OF_NO_PERIOD.search(flat, clause.start, clause.end) is not None
    )


def _told_since(scene: Scene, spot: Spot, time: TimeMention | None, last: Last) -> bool:
    """Whether the figure before was of a time told later in the sentence than the one inherited: what goes on speaking of it is of that."""
    if (
        last.time is None
        or time is None
        or (last.sentence, last.segment) != (spot.index, spot.clause.segment)
    ):
        return False
    if held_against(scene, last.time, spot.clause.start) or scene.flat.startswith(
        ("由", "从"), last.time.start - 1
    ):
        return False  # held against the time of the sentence, or where it came from
    return spot.sentence.start <= time.start < last.time.start < spot.clause.start


_EFFECT = re.compile(
    r"达产|达效|(?:投产|建成|投用|竣工|运营|完工|到期)(?:之?后|以后)|每年|(?<![全今去本当上\d])年(?:产值|销售|营收|营业|利税|税收|利润)|年可"
)
"""What a thing brings in every year of its working has no date; that of its beginning, told before, is not it."""


_FLOWS = frozenset(
    {"growth", "market_share", "finance", "output_value", "sales", "export", "import", "production"}
)
_OF_PERIOD = _FLOWS | {"environment", "employment"}
"""What is counted over a period: the sentences of a paragraph go on speaking of it."""
_WITH_TIME = _FLOWS | {"market_rank"}
"""What goes on speaking of the same takes over the time it was said of."""


_PART_OF = re.compile(
    r"其中|具体(?:包括|来看|为|有)|分(?:行业|地区|品种|产品|市|县|季度)[看，]|全年|年末|期末|报告期"
)
_CHANGED_TO = re.compile(
    r"(?:增加|增长|提高|提升|扩大|减少|下降|下跌|上升|上涨|降低|回落|攀升|缩减|收窄|发展|缩短|缩水|滑落|下滑|走[高低]|跌落|回升|反弹|飙升|猛增|锐减|激增|压缩|收缩|[增升降扩减涨跌])(?:到|至)(?:了)?"
)
_GROWS_TO = re.compile("[至到](?:了)?(?:截[至止])?(?=\\d)")
_FROM = re.compile("[由从]")
_FROM_TO = re.compile(
    rf"[由从][^，。；]*(?:{_CHANGED_TO.pattern}|转为(?:同比|环比)?[\u4e00-\u9fff]{{2}})(?:目前|现在|如今|当前)?的?(?:每吨)?[约近]?\Z"
)
_YEARS = re.compile(r"\d{4}/\d{4}")


_COMPOUND = re.compile("复合(?:年均?)?增[长速]|年均(?:复合)?增[长速]|CAGR")
_GROWN = re.compile(
    r"[由从](?P<a>20\d\d)年?(?:[^，。；\d][^，。；]*?)?[至到](?:了)?(?P<b>20\d\d)年?的?[^，。；年月]*[，；](?:期间|(?:这)?[一二三四五六七八九十\d]+年)?(?:的)?\Z"
)


def _rate_of_years(scene: Scene, spot: Spot, number: NumberMention) -> TimeMention | None:
    """The years over which a yearly rate of growth is told, where the clause before tells what grew to what
    (从2024年的甲增至2029年的乙，年复合增长率为9%)."""
    start = spot.clause.start
    rate = _COMPOUND.search(scene.flat, start, number.start)
    told = _GROWN.search(scene.flat, spot.sentence.start, rate.start()) if rate and spot.at else None
    first = scene.time_from(told.start("a"), start) if told else None
    return (
        replace(first, time=f"{told['a']}/{told['b']}") if told and first and told["a"] < told["b"] else None
    )


def _changed(scene: Scene, spot: Spot, number: NumberMention, time: TimeMention | None) -> TimeMention | None:
    """Of 2021至2023年由甲增至乙 the first number is of the first year, the second of the last."""
    if number.unit == "%" and (ahead := _GROWS_TO.match(scene.flat, number.end, spot.clause.end)):
        until = scene.time_from(ahead.end(), spot.clause.end)
        if until and until.start == ahead.end() and until.time and scene.numbers(until.end, spot.clause.end):
            return until  # 由2018年的2亿元增加10%至2019年的2.2亿元
    if number.unit == "%" and (span := _rate_of_years(scene, spot, number)):
        return span
    if time is None or not time.time:
        return time
    if (
        time.start > spot.clause.start
        and _FROM.match(scene.flat, time.start - 1)
        and _FROM_TO.search(scene.flat, time.start - 1, number.start)
    ):
        return earlier(scene, spot.index, spot.at, time.start - 1) or period_before(
            scene, spot.index, spot.at
        )  # 由年初的3万元降至2万元
    if not _YEARS.fullmatch(time.time):
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
