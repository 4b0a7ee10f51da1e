"""The modality of a statement with a number: what its cue words say, held against its time, its kind and what was told before it."""

from __future__ import annotations

import re
from datetime import date

from lianzhang.evidence.claim import Modality
from lianzhang.evidence.claims.deals import TERMS, agreed
from lianzhang.evidence.claims.held import compared_before, entered, held_against, only_expected
from lianzhang.evidence.claims.holders import of_capital
from lianzhang.evidence.claims.reading import Last, Reading, Spot
from lianzhang.evidence.claims.years_ahead import DONE, by_time
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention, TimeMention
from lianzhang.evidence.modality import Cue
from lianzhang.evidence.reports import Report
from lianzhang.evidence.scene import Scene

__all__ = ["BOOKS", "beside", "modality_of", "still_ahead"]


_HAPPENS = frozenset({"finance", "employment", "production", "growth", "sales", "export", "stock", "price"})
"""What has happened, though the projects or firms spoken of before are only signed or being built."""
_RUNS = re.compile(
    r"(?<=[，；])[^，。；\d]{0,8}(?:运行|投运|在用|在网|存量)(?:的?总?(?:规模|数量?|容量|面积))|占(?:到)?(?:全[国省市区球]|世界|同期)"
)
"""What runs already, though beside it the text tells what was signed."""
_SUM = re.compile(r"(?:金额|总额|总价|合计|共计|价款|折合)[^，。；\d]{0,8}\Z")
"""What all that was signed comes to."""


def modality_of(
    reading: Reading,
    spot: Spot,
    number: NumberMention,
    found: Match,
    last: Last,
    time: TimeMention | None,
    *,
    inherited: bool,
    firm: bool,
    subject: str,
) -> Modality:
    """The modality of a statement of the given ``time``."""
    scene, kind = reading.scene, found.frame.kind
    with_shares = number.unit == "%" and last.sentence == spot.index
    if with_shares and of_capital(scene, spot.left, number.start):
        return last.modality  # ……万股，占总股本的……
    listed = scene.flat.find("、", number.end, spot.right) if spot.right < spot.clause.end else -1
    stop = listed if listed > 0 else spot.right
    modality, cue = reading.modality.of(spot.sentence, spot.at, number.start, stop, left=spot.left)
    plain = (
        cue is None or cue.strength < 5 or modality != "actual"
    )  # 前值0.6% was, whatever is foreseen beside it
    if (
        inherited
        and plain
        and kind == "growth"
        and last.modality in ("forecast", "target", "planned")
        and not _after_expected(scene, spot, last)
    ):
        stated = last.modality == "planned" and cue is not None and scene.flat.startswith("同比", cue.start)
        modality = "actual" if stated else last.modality
        last.carried = -1 if stated else spot.clause.segment
    if cue and _passed(reading, spot, number, kind, modality, cue, time):
        modality = "actual"
    goes_on = _goes_on(reading, spot, last, time, kind) or beside(scene, spot, found, last)
    if modality == "actual" and goes_on and (cue is None or compared_before(scene.flat, spot, cue)):
        modality = last.modality
    if (
        modality == "actual"
        and (cue is None or cue.strength == 1)
        and still_ahead(reading, spot, number, last, kind)
    ):
        modality = last.meant or modality
    modality = by_time(reading, spot, kind, modality, cue, time, firm)
    if modality == "actual" and _books_go_on(scene, spot, last, time):
        modality = "forecast"
    if modality in ("planned", "signed", "forecast") and _as_it_is(scene, spot, number, kind, cue):
        modality = "actual"
    if modality in _MEANT and (held_against(reading, spot, number) or _issued(scene, kind, cue)):
        return "actual"
    if found.frame.measure != "公开市场操作":
        modality = agreed(reading, spot, number, found.frame, modality, cue, time, subject)
    if scene.report:
        modality = _reported(scene.report, spot, modality, time)
    if number.unit.startswith("次/") and modality in ("under_construction", "signed"):
        modality = "actual"
    if modality in _MEANT:
        last.meant = modality
    elif last.meant and not held_against(reading, spot, number):
        last.meant = None
    return modality


_EXPECTED = re.compile(
    "(?:[但却也]?[略远大]?(?:[高低好逊优强差]于|超过?|超出|不及|符合))?(?:市场|分析师|此前|一致)?的?(?:预期|预估)"
)
"""How what was expected of a figure is told behind it (净利润3亿元，超过预期的2亿元)."""


def _after_expected(scene: Scene, spot: Spot, last: Last) -> bool:
    """Whether a segment goes on behind what was expected of the figure before (同比降3%，预期降2%；环比升0.5%): it tells what came."""
    if not last.told or last.sentence != spot.index or last.segment == spot.clause.segment:
        return False
    return _EXPECTED.match(scene.flat, spot.sentence.clauses[last.told[-1].clause].start) is not None


BOOKS = re.compile(
    r"(?:同时，|此外，|其中，?)?(?:公司)?(?:(?:预计)?归属于?|归母|扣除?非|扣非|基本每股|净利润|实现净利|营业收入|实现营业)"
)
"""How a sentence opens that goes on with a firm's books."""


def _books_go_on(scene: Scene, spot: Spot, last: Last, time: TimeMention | None) -> bool:
    """Whether a sentence goes on with the books of the period that the sentence before foresees (预计上半年营收……。归属于股东的净利润……)."""
    if not spot.index or last.modality != "forecast" or spot.index - last.sentence not in (0, 1):
        return False
    sentence, before = spot.sentence, scene.sentences[spot.index - 1]
    if sentence.paragraph != before.paragraph or not BOOKS.match(scene.flat, sentence.start):
        return False
    if last.sentence == spot.index and spot.clause.start != sentence.start:
        return scene.flat.startswith(("同比", "较上年", "比上年"), spot.clause.start)
    if time and time.start >= sentence.start:
        return False
    return (
        last.sentence == spot.index
        or scene.flat.find("预计", before.start, before.end) >= 0
        or BOOKS.match(scene.flat, before.start) is not None
    )


def _passed(
    reading: Reading, spot: Spot, number: NumberMention, kind: str, modality: Modality, cue: Cue,
    time: TimeMention | None,
) -> bool:  # fmt: skip
    """Whether the cue of a clause before does not reach a figure, because what it tells has happened."""
    if modality in ("signed", "under_construction"):
        flat, start = reading.scene.flat, spot.clause.start
        before = cue.start < start and not TERMS.match(flat, cue.start) and not flat.startswith("每年", start)
        if kind in ("finance", "sales") and _SUM.search(flat, start, number.start):
            return False
        if before and modality == "signed" and _RUNS.search(flat, cue.end, number.start):
            return True
        return before and (kind in _HAPPENS or (kind == "market_share" and modality == "under_construction"))
    if modality not in ("planned", "forecast", "target"):
        return False
    if time and modality != "target" and _gone_by(reading, spot, cue, time):
        return True
    return _gone(reading, spot, number, cue, time)


_MEANT = frozenset({"planned", "forecast", "target"})


def _issued(scene: Scene, kind: str, cue: Cue | None) -> bool:
    """Whether a cue is no more than the notice that those who are counted have issued (900家公司披露业绩预告，其中490家……)."""
    return kind == "enterprise_count" and cue is not None and scene.flat.startswith("预告", cue.end - 2)


def _reported(report: Report, spot: Spot, modality: Modality, time: TimeMention | None) -> Modality:
    """What a government's report tells of the year gone by is done, whatever it strove for; what it sets out for the year ahead is its goal."""
    year = int(time.time[-4:]) if time and time.time and time.time[-4:].isdigit() else None
    over = year is not None and report.year is not None and year < report.year
    if report.looks_ahead(spot.sentence) and not over:
        return "target" if modality == "actual" else modality
    ahead = year is not None and report.year is not None and year >= report.year
    return "actual" if modality == "target" and not ahead else modality


_BESIDE = re.compile("而|同时|其中")


def beside(scene: Scene, spot: Spot, found: Match, last: Last) -> bool:
    """Whether a clause sets another beside what was just foreseen (甲将达到119亿元，而乙约66亿元)."""
    if last.sentence != spot.index or last.frame is None or last.frame.kind != found.frame.kind:
        return False
    return (
        last.modality in ("forecast", "target") and _BESIDE.match(scene.flat, spot.clause.start) is not None
    )


_ADDS = re.compile("新增|增加")
_LIES = frozenset({"reserve", "exploration"})
_GRADE = re.compile("品位|含量|厚度|发热量|热值")
_HAS = re.compile(
    r"(?:核心|主要|全部|唯一)?(?:资产|业务)(?:为|系|是)|(?:评估|账面)(?:价?值|净?值)|原(?:为|系|是)|(?:现|直接|间接|合计|目前|已)持?有|(?<![将拟会])持有(?!的)|拥有|成立|(?<!取得的)(?<!新增)(?<!增加)注册|现有职工|员工|查明|保有|探明"
)
_CLOSED = re.compile("收盘价[：:为是]?\\Z")
_BOUGHT_WHO = re.compile(r"[拟将][^，。；]{1,8}的[^，。；]{1,14}(?:持有|拥有|现有)")


def _as_it_is(scene: Scene, spot: Spot, number: NumberMention, kind: str, cue: Cue | None) -> bool:
    """Whether a figure tells what a thing is or has already, in a sentence of what is meant to be done with it.

    What lies in the ground lies there; of what is to be bought, the clauses of its own tell what it holds.
    """
    flat, clause = scene.flat, spot.clause
    if entered(flat, spot, number) or (kind == "price" and _CLOSED.search(flat, spot.left, number.start)):
        return True
    if kind in _LIES or (kind == "technology_parameter" and _GRADE.search(flat, clause.start, number.start)):
        added = _ADDS.search(flat, clause.start, number.start)
        return cue is not None and cue.modality != "forecast" and not added
    if kind == "technology_parameter":
        return cue is not None and cue.modality == "forecast" and flat.startswith("可", cue.start)
    if kind not in ("finance", "employment", "factor_support", "capacity", "production", "output_value"):
        return False
    if cue is None or cue.start >= clause.start:
        return _BOUGHT_WHO.search(flat, clause.start, number.start) is not None
    if _FOUNDS.search(flat, spot.sentence.start, clause.start):
        return False  # 拟设立……，注册资本……: there is none yet
    return _HAS.search(flat, clause.start, number.start) is not None and not _WILL.search(
        flat, clause.start, number.start
    )


_FOUNDS = re.compile("[拟将][^。；]{0,40}?(?:设立|成立|组建|新设|合资)")
_WILL = re.compile("将|拟|会|可|后")


def _gone_by(reading: Reading, spot: Spot, cue: Cue, time: TimeMention) -> bool:
    """Whether what is told is of a day gone by, after a clause that looked ahead."""
    day = time.time or ""
    if not cue.end <= time.start < spot.clause.start:
        return False
    return reading.published is not None and len(day) == 10 and day <= reading.published.isoformat()


_PARTS_OF_YEAR = {"H1": "06", "Q1": "03", "Q2": "06", "Q3": "09"}


def _over(time: str, today: date | None) -> bool:
    """Whether a time (a year, month, day, quarter or span of such) is over by a day."""
    return today is not None and _until(time) < today.isoformat()[:7]


def _until(time: str) -> str:
    """The month in which a time ends."""
    year, _, rest = time.split("/")[-1].partition("-")
    return f"{year}-{_PARTS_OF_YEAR.get(rest, rest) or '12'}"[:7]


_LAST_YEAR = re.compile(r"(?<![比较与和于是为])(?:去年|(?<!以)上年|前年)(?!同期|的|底|末)")

_FORMER = re.compile(r"(?:较|比)(?:此前|之前|先前)[^，。；\d]*(?:的|为)[^，。；\d]{0,4}\Z")
"""A record of before that what is foreseen is held against (较此前某地创下的30亿元纪录)."""
_YEAR_BEFORE = re.compile(
    r"[（(]?(?:而|公司)?(?:上年|去年|前年)同期(?:公司)?的?[^，。；：\d增降升减涨跌长比]{0,12}\Z"
)
"""What the same time of the year before came to, told in a clause of its own beside what was foreseen for this one."""


def _gone(reading: Reading, spot: Spot, number: NumberMention, cue: Cue, time: TimeMention | None) -> bool:
    """Whether a figure is of a time gone by, beside what is foreseen: held against it (比上年30%的增速下降), or told in a
    clause of its own that names a year before (预计2024年……，2023年为……)."""
    flat, clause = reading.scene.flat, spot.clause
    if cue.end > clause.start:
        return False
    if _EXPECTED.match(flat, cue.start) and only_expected(reading.scene, spot, cue):
        return True
    if _FORMER.search(flat, clause.start, number.start) is not None:
        return True
    if _LAST_YEAR.search(flat, clause.start, number.start) or _YEAR_BEFORE.match(
        flat, clause.start, number.start
    ):
        return True
    if time is None or not time.time or time.start < cue.end:
        return False
    if cue.modality == "target" and _over(time.time, reading.published):
        return not reading.scene.numbers(cue.end, time.start)  # 确保平稳，1至6月产量为9万吨
    if time.start < clause.start:
        return False
    year, today = time.time[:4], reading.published
    before = [t.time for t in reading.scene.times(spot.sentence.start, clause.start) if t.time]
    if (
        cue.modality == "forecast"
        and _over(time.time, today)
        and any(_until(b) > _until(time.time) for b in before)
    ):
        return True  # 二季度预计为……，一季度为……
    if today and int(year) >= today.year:
        return False
    ahead = reading.scene.times(spot.sentence.start, clause.start)
    return any((t.time or year)[:4] > year and t.end > cue.start - 8 for t in ahead)


_GOT = re.compile("取得|收到|计提")
_HELD_BEFORE = re.compile(
    "(?:本次)?[^，。；]{0,4}(?:[增减]持|交易|发行|转让|收购|变动|回购)(?:计划)?(?:实施)?之?前"
)
"""What opens so tells how things stood before what is meant (减持前，某某持有……)."""


_BRINGS = re.compile("形成|实现|新增|带动|达到|建成|推动|吸引")


def _goes_on(reading: Reading, spot: Spot, last: Last, time: TimeMention | None, kind: str) -> bool:
    """Whether a list parted by ； goes on foreseeing or planning: the same kind said of the next member."""
    if last.sentence != spot.index or last.frame is None:
        return False
    if last.segment == spot.clause.segment:
        brings = _BRINGS.match(reading.scene.flat, spot.clause.start) is not None
        return last.carried == last.segment and (last.modality == "forecast" or brings)
    if last.modality not in ("forecast", "target", "planned") or last.frame.kind not in (kind, "growth"):
        return False
    before = spot.sentence.clauses[last.told[-1].clause].start if last.told else spot.clause.start
    if _EXPECTED.match(reading.scene.flat, before):
        return False  # what was expected of the member before
    own = time is not None and time.start >= spot.clause.start
    flat, clause = reading.scene.flat, spot.clause
    if _HELD_BEFORE.match(flat, max(flat.rfind("；", 0, clause.start) + 1, spot.sentence.start)):
        return False
    last.carried = clause.segment
    return not (
        own or DONE.search(flat, clause.start, clause.end) or _GOT.search(flat, clause.start, clause.end)
    )


_LEVELS = frozenset(
    {"capacity", "production", "sales", "output_value", "finance", "market_share", "growth", "technology_parameter", "project",
     "project_count", "milestone", "export", "import", "institution"}
)  # fmt: skip
_TIME_AHEAD = re.compile(
    r"(?:[一二三四五六七八九十两\d]+年(?:之)?后|(?<![汉\d年])到(?P<y>20\d\d)年|未来[^，。；]{0,3}年|届时|“?十[一二三四五]五”?(?:规划)?(?:末|期末))(?!以来)"
)
_LEVEL = re.compile(
    r"(?:达到?|超过?|突破|接近|做到|[提上升增降减扩][高升长加至到大]+|[增升降]至|实现|建成|形成|新增)(?:了)?(?:约|近|到|至)?\Z"
)


_AND = re.compile(r"[^，。；\d]{0,4}[、和及与]")
_TASK = re.compile(
    r"(?:再|累计|力争|全面|重点|每年)?(?:建成|建设|培育|打造|形成|争创|创建|引育|引进|新增|新建|布局|突破|实施|推广|完成|组织|支持|攻克|攻关|认定|培养|搭建|开放|部署|遴选|制定|制修订|开展)(?!了|于|的)|在[^，。；\d]{2,40}形成"
)
"""How a task opens that a paper sets (建成3个平台): without anyone who does it."""


def still_ahead(reading: Reading, spot: Spot, number: NumberMention, last: Last, kind: str) -> bool:
    """Whether a sentence goes on telling the levels of a time ahead with which one before it in the paragraph opened
    (五年后，里程将达900公里。港口能力达3亿吨)."""
    scene, flat = reading.scene, reading.scene.flat
    told_to = last.meant == "target" and _TASK.match(flat, spot.clause.start, number.start)
    if last.meant is None or not spot.index - (3 if told_to else 1) <= last.sentence <= spot.index:
        return False
    listed = last.at >= spot.clause.start and _AND.fullmatch(flat, spot.left, number.start)
    level = kind in _LEVELS and (listed or _LEVEL.search(flat, spot.left, number.core[0]))
    if not (level or told_to):
        return False
    if DONE.search(flat, spot.sentence.start, number.start):
        return False
    if scene.times(spot.sentence.start, number.start):
        return False
    for s in reversed(scene.sentences[max(0, spot.index - (8 if told_to else 3)) : spot.index]):
        if s.paragraph != spot.sentence.paragraph:
            return False
        m = _TIME_AHEAD.search(flat, s.start, s.end)
        if m:
            return not (m["y"] and reading.published and int(m["y"]) <= reading.published.year)
    return False
