"""When a statement holds: the times of its clause and of the clauses of its sentence before it, and which of them date it.

What is inherited from further back is in :mod:`lianzhang.evidence.subjects.periods`."""

from __future__ import annotations

import re
from dataclasses import replace

from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import TimeMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.words import LEADING

__all__ = [
    "NOW",
    "NUMBERED",
    "aside",
    "earlier",
    "held_against",
    "of_now",
    "of_the_year",
    "reaching",
    "time_of",
]

NOW = re.compile(
    r"截[至止]?发稿|最新(?:价|股价|报价|市值|总市值|收盘价)|截[至止]收盘|目前(?!的?(?:公司)?总股[本份])|现在|现有|现存|当前|如今|至今|接下来|随后|此后|截[至止](?:本次?|该)?(?:公告|报告)(?:书)?(?:披露|发布|签署|出具)?(?:之)?日"
)
_FOUNDED = re.compile(r"(?:成立|建|始建|创立|创办|创建|组建|上市|注册)(?:于|时间为?)\Z")
NUMBERED = re.compile(r"\d{1,2}[、.．）]")
_EVENT = re.compile(
    r"(?:正式|全面|实现)?(?:投产|开工|竣工|建成|完工|达产|获批|入选|成立|设立|创立|创办|创建|注册|挂牌|上市(?!公司)|签约|交付|动工)(?:投产)?(?![^，]*\d)"
)
"""A date of one event (2024年9月投产) does not date what follows."""
_OF_A_TEXT = re.compile("[^，。；]{0,4}(?:公布|发布|披露|出具|签署|签订|通过|印发)的")
_FOR_A_TIME = re.compile(
    r"(?:下达|印发|公布|发布|出台|确定|安排|编制|披露|公告|交出|公开)[了的]?(?:其|公司)?\Z"
)
_PLAN_OF_IT = re.compile(
    r"(?!第?[一二三四]财季)(?:[^，。；]{0,24}(?:计划|名单|清单|方案|预算|任务|目标)\Z"
    r"|[^，。；]{0,12}(?:年报|年度报告|预[增减盈亏喜降]公告|半年报|中报|季报|季度报告|(?:业绩|经营|财务|产销|销售|运营|主要)[^，。；]{0,4}(?:情况|快报|预告|公告|报告|数据|简报|公报)|业绩|财报|成绩单)[称显示指出：，]{0,3}\Z|报告(?:书|全文|摘要)?[称显示指出：，]{0,3}\Z)"
)
"""下达2024年项目名单, 公布2023年年报: what follows is of the year that the list or the report is of."""
_KNOWN_BY = re.compile(
    r"(?<=年初)(?:所)?(?:制定|制订|确定|设定|提出|定下|订下|下达)的|(?:起)?(?:开始)?(?:停牌|复牌|成立|上市|签订|签署|注册)[^，。；\d]{0,8}?的"
)
"""3月6日起停牌的某某, 5月成立的某某, 年初制定的目标: the day by which a thing is known is not that of its figures."""
_ITS_END = re.compile("(?:[之以]?[前后]|期间)(?:的)?[，,]?\\Z")
_WHO = re.compile(
    " ?(?:(?:本|该)?(?:公司|集团|企业)|央行(?:公开市场)?|(?:社保|公募|私募|养老|偏股)?基金|[外险游]资|北向资金|[A-Z]{2,6}(?![A-Za-z])(?:公司|集团)?)"
)
_DUE = re.compile("预计(?:将|会)?[于在到]\\Z")
"""甲预计于2027年超过乙，为……: what is foreseen for a year, and how much."""
_SHOWS = re.compile("报(?:显示|披露|指出|表明|称)\\Z|[^，。；\\d]{1,8}(?:来看|为例)\\Z")
"""此次半年报显示，……; 从甲公司去年年报来看，……: what follows is of the report's period, whatever stands before it."""


def _span(scene: Scene, index: int) -> tuple[int, int]:
    return scene.sentences[index].start, scene.sentences[index].end


@remembered
def reaching(scene: Scene, clause: Clause) -> TimeMention | None:
    """The time with which a clause opens, or of which it consists: it reaches over the clauses that follow."""
    for time in scene.times(clause.start, clause.end):
        begin = clause.start
        if _in_brackets(scene, begin, time.start):
            continue
        marked = NUMBERED.match(scene.flat, begin, time.start)
        begin = marked.end() if marked else begin
        places = scene.grounds(begin, time.start)
        if places and places[0].start - begin <= 2:
            begin = places[-1].end
        who = _WHO.match(scene.flat, begin, time.start)
        firms = scene.names(begin, time.start, "organisation")
        if who or (firms and firms[0].start - begin <= 2):
            begin = who.end() if who else firms[0].end
        leads = (
            LEADING.match(scene.text[begin : time.start].strip())
            or time.end >= clause.end - 1
            or _SHOWS.match(scene.flat, time.end - 1, clause.end)
            or _ITS_END.match(scene.flat, time.end, clause.end)
            or scene.flat.startswith("：", clause.end)
            or (_DUE.search(scene.flat, clause.start, time.start) and not scene.numbers(time.end, clause.end))
            or (
                _FOR_A_TIME.search(scene.flat, clause.start, time.start)
                and _PLAN_OF_IT.match(scene.flat, time.end, clause.end)
            )
        )
        if _FOUNDED.search(scene.flat, max(0, time.start - 6), time.start) or _compared(scene.text, time):
            continue
        if _OF_A_TEXT.match(scene.flat, time.end, clause.end) or _KNOWN_BY.match(
            scene.flat, time.end, clause.end
        ):
            continue  # 3月16日公布的均价: the day of what is quoted
        if _record_since(scene, time, clause.end):
            continue
        if time.end < clause.end - 1 and scene.text.endswith("同期", time.start, time.end):
            continue  # 上年同期为9% is told beside what the sentence is of
        if leads and not _EVENT.match(scene.flat, time.end, clause.end):
            return _report_told(scene, time, clause) or time
    return None


def _report_told(scene: Scene, day: TimeMention, clause: Clause) -> TimeMention | None:
    """The period of the report that a clause says was issued on a day (昨日公布半年报，……); None where it tells of none."""
    if day.time and len(day.time) != _DAY:
        return None
    for time in scene.times(day.end, clause.end):
        issued = _FOR_A_TIME.search(scene.flat, day.end, time.start)
        if (
            issued
            and time.time
            and len(time.time) != _DAY
            and _IS_A_REPORT.match(scene.flat, time.end - 1, clause.end)
        ):
            return time
    return None


def _record_since(scene: Scene, time: TimeMention, end: int) -> bool:
    """Whether a time tells since when there has been no such thing (自3月以来首次下降): since when, not when."""
    since = "以来" in scene.text[time.start : time.end + 2]
    return since and _RECORD.match(scene.flat, time.end, end) is not None


_RECORD = re.compile(
    "(?:以来)?[^，。；\\d]{0,14}(?:首次|首度|首现|首个|第[一二三]次|新[高低]|最[高低大小快慢多少])"
)
_IS_A_REPORT = re.compile("报\\Z|[^，。；]{1,14}(?:报|报告|预告|公告|成绩单)[称显示指出：，]{0,3}\\Z")


def _in_brackets(scene: Scene, start: int, at: int) -> bool:
    """Whether ``at`` stands in a bracket that says more than a time (未来半年内（即2027年1月至……）): it dates that alone."""
    opening = scene.flat.rfind("（", start, at)
    return opening >= 0 and at - opening > 1 and scene.flat.find("）", opening, at) < 0


def time_of(scene: Scene, index: int, clause_index: int, at: int, left: int) -> TimeMention | None:
    """The time a number at ``at`` belongs to; ``left`` is where the number before it ends."""
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    of_period = scene.flat.find("报告期", sentence.start, at) >= 0
    own = [
        t
        for t in scene.times(clause.start, at)
        if not (of_period and scene.flat.startswith("年内", t.start))
        and scene.text[t.end : t.end + 1] != "》"
        and not _compared(scene.text, t)
        and not aside(scene, t, clause.start, at)
        and not _KNOWN_BY.match(scene.flat, t.end, at)
        and ((t.time and scene.text[t.start] in "今本年") or not _record_since(scene, t, at))
    ]
    if _AGAINST.search(scene.flat, clause.start, at) and _REFERENCE.match(scene.flat, at):
        return None
    held = scene.times(max(clause.start, left), at)
    if held and _compared(scene.text, held[-1]):
        begin, end = held[-1].start, held[-1].end
        above = _ABOVE.match(scene.flat, begin - 2, begin) and _LEVEL_THEN.match(scene.flat, end, at)
        if above or _OF_THAT.match(scene.flat, end, at + 12):
            return held[-1]  # 比上年30%的增速下降, 低于4月预期的10%
    near = [t for t in own if t.start >= left]
    if near:
        return near[-1]
    if own:
        return None if NOW.search(scene.text, left, at) else of_the_year(scene, own[-1], left, at)
    now = NOW.search(scene.text, clause.start, at)
    if now and not (now.end() < left and scene.text.startswith(("从", "由"), now.start() - 1)):
        return None  # 从目前的8万台增至30万台: the second is of the time of the sentence
    return of_the_year(scene, _time_before(scene, index, clause_index), clause.start, at)


def aside(scene: Scene, time: TimeMention, start: int, at: int) -> bool:
    """Whether ``time`` stands in a bracket that is closed before ``at`` and says more than the time: it dates what stands there alone."""
    close = scene.flat.find("）", time.end, at)
    if close < 0:
        return False
    opening = scene.flat.rfind("（", start, time.start)
    if opening < 0 or scene.flat.find("）", opening, time.start) >= 0:
        return False
    return close - opening - 1 > time.end - time.start + 2


_AGAINST = re.compile("(?:[较比]|相对于?)[约近超]?\\Z")
_REFERENCE = re.compile(r"[\d.,]+(?:万|亿)?[^\d，。；]{1,8}?的?(?:发行|行权|定|成本|申购|要约|转股|收购)价")
"""较12元的发行价上涨: a price set once, that one of a day is held against."""
_OF_THAT = re.compile(
    r"[末底]?(?:度|份|同期)?(?:实现)?的?(?:每吨|净?亏损|净?利润?|盈利)?（?[约近超]?[-−]?[\d,.]+(?![\d,.倍])"
)
_ABOVE = re.compile("[高低快慢优]于")
_LEVEL_THEN = re.compile(r"份?(?:(?:的?[\u4e00-\u9fff]{2,4})?的?|[\u4e00-\u9fff]{2,8}的(?:每[股吨])?)\s?\Z")
_ALL_YEAR = re.compile("全年(?!度?(?:目标|计划|任务))")


def of_the_year(scene: Scene, time: TimeMention | None, start: int, at: int) -> TimeMention | None:
    """The time inherited, or its whole year where the number is of 全年 (上半年……，预计全年……)."""
    period = time.time or "" if time else ""
    if time is None or len(period) <= 4 or not _ALL_YEAR.search(scene.flat, start, at):
        return time
    return replace(time, time=period[:4]) if period[:4] == period.split("/")[-1][:4] else time


@remembered
def _time_before(scene: Scene, index: int, clause_index: int) -> TimeMention | None:
    """The time that clause ``clause_index`` inherits from the clauses before it."""
    if clause_index == 0:
        return None
    other = scene.sentences[index].clauses[clause_index - 1]
    found = reaching(scene, other)
    if not found:
        now = NOW.search(scene.text, other.start, other.end)
        if now and (now[0] != "现有" or scene.numbers(now.end(), other.end)):
            return None  # 现有矿井全部投产: what there is now, at the time told before
        found = _time_before(scene, index, clause_index - 1)
    if found and len(found.time or "") == _DAY and _SAYS.search(scene.flat, other.start, other.end):
        return found if "截" in scene.flat[max(0, found.start - 3) : found.start] else None
    return found


_DAY = 10
_SAYS = re.compile(
    "(?:表示|[会时]上说|[长员任人席记授家](?:[\u4e00-\u9fff]{2,4})?说|指出|介绍|透露|强调|认为|谈到|获悉|了解到)\\Z"
)
"""Who speaks on a day tells of other days."""


def of_now(scene: Scene, start: int, end: int) -> bool:
    """Whether what stands there is told of now, or of what came after the time told."""
    return NOW.search(scene.flat, start, end) is not None


def earlier(scene: Scene, index: int, clause_index: int, before: int) -> TimeMention | None:
    """The time of a clause that is told before ``before``: its own, else that of the clauses before it."""
    clause = scene.sentences[index].clauses[clause_index]
    own = [t for t in scene.times(clause.start, before) if not _compared(scene.text, t)]
    return own[-1] if own else _time_before(scene, index, clause_index)


_COMPARED = re.compile(
    r"(?:比之?|较于?|与|和|相当于|相对于|[高低快慢优]于|[高超多]出|少于|多于|不及|(?P<weak>是|于|为))\s?\Z"
)


def _compared(text: str, time: TimeMention) -> bool:
    """Whether a number is compared with a time (是去年同期的1.8倍), not of it (目标是2024年800亿元)."""
    if text[time.start - 1 : time.start] in ("、", "和") and _LIST_AGAINST.search(
        text, max(0, time.start - 24), time.start
    ):
        return True
    if text.startswith(_GROUND, time.end) or text.startswith("相比", time.end):
        return True
    if _SHARE.match(text, time.end) and _AMOUNTS_TO.search(text, max(0, time.start - 4), time.start):
        return True
    m = _COMPARED.search(text, max(0, time.start - 4), time.start)
    if m and m[0] in "与和" and _A_TIME.search(text, max(0, m.start() - 6), m.start()):
        return False  # 2023年H1和2024年H1: one beside the other
    if not m or not m["weak"]:
        return m is not None
    if (m["weak"] != "为" and text[time.end : time.end + 1] == "的") or "同期" in text[
        time.start : time.end + 2
    ]:
        return True
    return _SO_MANY_TIMES.match(text, time.end) is not None


_A_TIME = re.compile(r"(?:\d年度?|\d月份?|季度|半年|[HQ]\d|年[底末])\Z")
_GROUND = ("基础上", "的基础上", "年基础上", "年的基础上", "水平上", "的水平上", "水平的基础上")
"""在2020年基础上增长20%: what it grows from."""
_SHARE = re.compile(r"[^，。；\d]{1,12}的[近约超]?[\d.]+[多余]?(?:%|成|倍)")
_AMOUNTS_TO = re.compile("(?:是|为|达|达到|接近|超过|超)了?\\Z")
"""接近去年总销量的八成: a share of what was then."""
_LIST_AGAINST = re.compile(r"[比较](?:[\d年月季度上下半前一二三四至\-—~－]+[、和])+\Z")
"""较1-2月、1-3月和1-4月分别下降……: each of them."""
_SO_MANY_TIMES = re.compile(r"[^，。；\d]{0,8}[\d.,]+[万亿]?[^，。；\d]{1,6}的[近约]?[\d.]+[余多]?倍")
"""是2015年8万吨的2.5倍."""


def held_against(scene: Scene, time: TimeMention, start: int) -> bool:
    """Whether a figure of a clause from ``start`` on is only held against a time: compared with it, or told behind the same period of another year."""
    return _compared(scene.text, time) or (time.start < start and scene.text.startswith("同期", time.end - 2))
