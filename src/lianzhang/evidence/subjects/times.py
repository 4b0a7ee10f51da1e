"""When a statement holds: the times of the clause, or inherited from what stands before it, from headings and from the report's own period."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from operator import attrgetter, itemgetter

from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import TimeMention
from lianzhang.evidence.scene import Scene, headed_items, remembered
from lianzhang.evidence.times.items import item_days
from lianzhang.evidence.words import LEADING

__all__ = ["aside", "earlier", "held_against", "of_now", "of_the_year", "period_before", "time_of"]

_NOW = re.compile(
    r"截[至止]?发稿|最新(?:价|股价|报价|市值|总市值|收盘价)|截[至止]收盘|目前|现在|现有|现存|当前|如今|至今|接下来|随后|此后|截[至止](?:本次?|该)?(?:公告|报告)(?:书)?(?:披露|发布|签署|出具)?(?:之)?日"
)
_FOUNDED = re.compile(r"(?:成立|建|始建|创立|创办|创建|组建|上市|注册)(?:于|时间为?)\Z")
_EVENT = re.compile(
    r"(?:正式|全面|实现)?(?:投产|开工|竣工|建成|完工|达产|获批|入选|成立|设立|创立|创办|创建|注册|挂牌|上市(?!公司)|签约|交付|动工)(?:投产)?(?![^，]*\d)"
)
"""A date of one event (2024年9月投产) does not date what follows."""
_OF_A_TEXT = re.compile("[^，。；]{0,4}(?:公布|发布|披露|出具|签署|签订|通过|印发)的")
_FOR_A_TIME = re.compile(r"(?:下达|印发|公布|发布|出台|确定|安排|编制|披露|公告|交出|公开)了?(?:其|公司)?\Z")
_PLAN_OF_IT = re.compile(
    r"[^，。；]{0,24}(?:计划|名单|清单|方案|预算|任务|目标)\Z"
    r"|[^，。；]{0,12}(?:年报|年度报告|半年报|中报|季报|季度报告|(?:业绩|经营|财务|产销|销售|运营|主要)[^，。；]{0,4}(?:快报|预告|公告|报告|数据|简报|公报)|业绩|财报|成绩单)[称显示指出：，]{0,3}\Z|报告(?:书|全文|摘要)?[称显示指出：，]{0,3}\Z"
)
"""下达2024年项目名单, 公布2023年年报: what follows is of the year that the list or the report is of."""
_KNOWN_BY = re.compile(
    r"(?<=年初)(?:所)?(?:制定|制订|确定|设定|提出|定下|订下|下达)的|(?:起)?(?:开始)?(?:停牌|复牌|成立|上市|签订|签署|注册)[^，。；\d]{0,8}?的"
)
"""3月6日起停牌的某某, 5月成立的某某, 年初制定的目标: the day by which a thing is known is not that of its figures."""
_ITS_END = re.compile("(?:[之以]?[前后]|期间)(?:的)?[，,]?\\Z")
_WHO = re.compile(" ?(?:(?:本|该)?(?:公司|集团|企业)|央行(?:公开市场)?)")
_SHOWS = re.compile("报(?:显示|披露|指出|表明|称)\\Z|[^，。；\\d]{1,8}(?:来看|为例)\\Z")
"""此次半年报显示，……; 从甲公司去年年报来看，……: what follows is of the report's period, whatever stands before it."""


def _span(scene: Scene, index: int) -> tuple[int, int]:
    return scene.sentences[index].start, scene.sentences[index].end


@remembered
def _reaching(scene: Scene, clause: Clause) -> TimeMention | None:
    """The time with which a clause opens, or of which it consists: it reaches over the clauses that follow."""
    for time in scene.times(clause.start, clause.end):
        begin = clause.start
        if _in_brackets(scene, begin, time.start):
            continue
        marked = _NUMBERED.match(scene.flat, begin, time.start)
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
        return None if _NOW.search(scene.text, left, at) else of_the_year(scene, own[-1], left, at)
    now = _NOW.search(scene.text, clause.start, at)
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
    r"(?:度|份|同期)?(?:实现)?的?(?:每吨|净?亏损|净?利润?|盈利)?（?[约近超]?[-−]?[\d,.]+(?![\d,.倍])"
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
    found = _reaching(scene, other)
    if not found:
        if _NOW.search(scene.text, other.start, other.end):
            return None
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
    return _NOW.search(scene.flat, start, end) is not None


def earlier(scene: Scene, index: int, clause_index: int, before: int) -> TimeMention | None:
    """The time of a clause that is told before ``before``: its own, else that of the clauses before it."""
    clause = scene.sentences[index].clauses[clause_index]
    own = [t for t in scene.times(clause.start, before) if not _compared(scene.text, t)]
    return own[-1] if own else _time_before(scene, index, clause_index)


_COMPARED = re.compile(r"(?:比之?|较于?|与|和|相当于|相对于|[高低快慢优]于|不及|(?P<weak>是|于|为))\s?\Z")


def _compared(text: str, time: TimeMention) -> bool:
    """Whether a number is compared with a time (是去年同期的1.8倍), not of it (目标是2024年800亿元)."""
    if text[time.start - 1 : time.start] in ("、", "和") and _LIST_AGAINST.search(
        text, max(0, time.start - 24), time.start
    ):
        return True
    if text.startswith(_GROUND, time.end):
        return True
    if _SHARE.match(text, time.end) and _AMOUNTS_TO.search(text, max(0, time.start - 4), time.start):
        return True
    m = _COMPARED.search(text, max(0, time.start - 4), time.start)
    if not m or not m["weak"]:
        return m is not None
    if (m["weak"] != "为" and text[time.end : time.end + 1] == "的") or "同期" in text[
        time.start : time.end + 2
    ]:
        return True
    return _SO_MANY_TIMES.match(text, time.end) is not None


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


_NUMBERED = re.compile(r"\d{1,2}[、.．]")
_HAPPENED = re.compile(
    r"[^。；]{0,14}?(?:披露|发布|公告|宣布|签署|签订|召开|举行|印发|获批|批准|改制|更名|划归|挂牌|成立|启动|收购|入股|上市)(?!的)"
)
_OTHER_TOPIC = re.compile(r"(?:该|此|本)?(?:项目|基地|工厂|园区|工程|生产线|产品)|该|其(?!中|次)|一期|二期")
_LATER = re.compile(
    r"(?:\d{1,2}[、.．])?(?:[^，。；\d]{0,12}(?:提供|实施|完成|结束|发行|交易|收购|增资|转让|担保)[^，。；\d]{0,8}后，|近期|近日|日前|最近(?![一二两三四五六七八九十\d])|最新)"
)
"""What opens a sentence of after an act (提供担保后，余额为……) or of late: no period told before is its."""
_PERIOD_TITLE = re.compile(
    r"(?:20\d\d年)?(?:年度|年报|半年度|季度|月份?)?[^，。；\n]{0,6}(?:报告|快报|公报|公告|简报|预案|产销|运行|统计|预告|业绩)"
)
_REPORTED = re.compile(r"报告期|本期")


def period_before(scene: Scene, index: int, clause_index: int) -> TimeMention | None:
    """The period that earlier sentences of the paragraph opened and the sentence goes on speaking of; else that of the report.

    A sentence that opens with another thing (该项目……), says 目前, or follows the date of one event takes none.
    """
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    if _REPORTED.search(scene.flat, sentence.start, clause.end):
        return _reported(scene, sentence.start) or _of_the_report(scene, sentence.start)
    if (
        _NOW.search(scene.flat, sentence.start, clause.end)
        or _OTHER_TOPIC.match(scene.flat, sentence.start)
        or _LATER.match(scene.flat, sentence.start)
    ):
        return None
    parts = scene.flat.startswith("其中", sentence.start)
    for back in range(index - 1, max(-1, index - 6), -1):
        other = scene.sentences[back]
        if _item(scene, other.start) != _item(scene, sentence.start):
            return None
        if scene.flat.startswith("其中", other.start) and not parts:
            continue  # the part that was told first is not what the next is of
        if other.paragraph != sentence.paragraph or _NUMBERED.match(
            scene.flat, scene.sentences[back + 1].start
        ):
            break
        if _OTHER_TOPIC.match(scene.flat, other.start):
            return None
        for earlier in reversed(other.clauses):
            found = _reaching(scene, earlier)
            if found and scene.flat.startswith(_AHEAD, found.start):
                return None  # years to come are those of the forecast alone
            if found and found.time and scene.text[found.end - 1] in "末底" and not parts:
                continue  # what stood at an end is no period
            if found and found.time:
                if len(found.time) == 7 and "Q" not in found.time and _HAPPENED.match(scene.flat, found.end):
                    return None  # the month in which something was announced
                dated = len(found.time) == 10 and not scene.flat.startswith("截", max(0, found.start - 2))
                return None if dated and not parts else found
        if _NOW.search(scene.flat, other.start, other.end) or _LATER.match(scene.flat, other.start):
            return None
    return _of_the_text(scene, index)


def _of_the_text(scene: Scene, index: int) -> TimeMention | None:
    """The period of the heading over a sentence, of the paragraph before, or of the report that the text is."""
    if scene.report:
        return scene.report.period(scene.sentences[index])
    return _headed(scene, index) or _carried(scene, index) or _reported(scene, scene.sentences[index].start)


@remembered
def _items(scene: Scene) -> list[int]:
    return [start for start, _ in item_days(scene.text)] or headed_items(scene)


def _item(scene: Scene, at: int) -> int:
    """Which of the items of a text, each told on a day of its own or under its own headline, stands at ``at``."""
    return bisect_right(_items(scene), at)


_STATISTICS = re.compile(r"同比|环比|增长|增产|减产|下降|产量|销量|增速|[比较](?:上年|去年)")
"""What tells the figures of a period: where a text does, and names one year only, its figures are of that year."""
_AHEAD = ("未来", "今后")
_PARTS_OF = re.compile(
    r"其中|分[^，。；]{1,6}[看，]|按[^，。；]{1,10}(?:分|划分|来?看|计)，|从[^，。；]{1,10}看|同期|此外|另外"
)


def _carried(scene: Scene, index: int) -> TimeMention | None:
    """The period of the paragraph before, where a paragraph opens as a part of what that told (其中……, 分行业看……);
    or the only period that a text tells its figures of."""
    paragraph = scene.sentences[index].paragraph
    opening = bisect_left(scene.sentences, paragraph, key=attrgetter("paragraph"))
    parts = _PARTS_OF.match(scene.flat, scene.sentences[opening].start)
    if opening and parts and parts[0] == "其中":
        for clause in reversed(scene.sentences[opening - 1].clauses):
            t = _reaching(scene, clause)
            if t and t.time and "截" in scene.flat[max(0, t.start - 3) : t.start]:
                return t  # a balance of a day, and what it is made of
    periods = _periods(scene)
    before = bisect_left(periods, index, key=itemgetter(0))
    if not before:
        return None
    at, period, only = periods[before - 1]
    if scene.sentences[at].paragraph != paragraph and _NUMBERED.match(
        scene.flat, scene.sentences[opening].start
    ):
        return None  # the next item of a digest
    if _item(scene, period.start) != _item(scene, scene.sentences[index].start):
        return None
    if only and len(period.time or "") != 4:
        first = scene.sentences[
            bisect_left(scene.sentences, scene.sentences[at].paragraph, key=attrgetter("paragraph"))
        ]
        items = _NUMBERED.match(scene.flat, first.start) and _NUMBERED.match(
            scene.flat, scene.sentences[opening].start
        )
        return None if items and first.paragraph != paragraph else period
    if (
        only
        and _STATISTICS.search(scene.flat, *_span(scene, at))
        and _STATISTICS.search(scene.flat, *_span(scene, index))
    ):
        return period
    return period if parts else None


_PREAMBLE = 5
"""So many clauses may go before a figure (日前，记者从……获悉，据统计，2021年……)."""


@remembered
def _periods(scene: Scene) -> list[tuple[int, TimeMention, bool]]:
    """The periods that sentences open before their first figure: index of the sentence, the period, and whether all up to it are the same."""
    out: list[tuple[int, TimeMention, bool]] = []
    for index, sentence in enumerate(scene.sentences):
        if not scene.times(sentence.start, sentence.end):
            continue
        for clause in sentence.clauses[:_PREAMBLE]:
            t = _reaching(scene, clause)
            if (
                t
                and t.time
                and len(t.time) != 10
                and "五" not in scene.flat[t.start : t.start + 4]
                and "截" not in scene.flat[max(0, t.start - 3) : t.start]
            ):
                out.append((index, t, not out or (out[-1][2] and out[-1][1].time == t.time)))
            if scene.numbers(clause.start, clause.end):
                break
    return out


_HEADING = 24
_STOPS = ("。", "；", "，", "！", "？")


def _headed(scene: Scene, index: int) -> TimeMention | None:
    """The time of the heading under which a line stands (上半年经营情况): a short line of its own with a time and no number."""
    paragraph = scene.sentences[index].paragraph
    for back in range(index - 1, max(-1, index - 40), -1):
        other = scene.sentences[back]
        if _items(scene) and _item(scene, other.start) != _item(scene, scene.sentences[index].start):
            return None
        if other.paragraph == paragraph or not other.first or other.end - other.start > _HEADING:
            continue
        if scene.flat.startswith(_STOPS, other.end) or scene.numbers(other.start, other.end):
            continue
        found = scene.times(other.start, other.end)
        return found[0] if found and len(found[0].time or "") != 10 else None
    return None


_REPORTING = re.compile(r"年度|季度|半年|月至|月-|-\d{1,2}月|至\d{1,2}月|H\d|Q\d")


_REPORTS = ("年报", "中报", "半年报", "季报", "财报")


def _of_the_report(scene: Scene, before: int) -> TimeMention | None:
    """The period that 本期 and 报告期 stand for where no title tells it: the last one with its year told so shortly before."""
    for time in reversed(scene.times(max(0, before - 400), before)):
        if time.time and not time.inferred:
            report = scene.flat.startswith(_REPORTS, time.end)
            if report or _REPORTING.search(scene.flat, time.start, time.end):
                return time
    told = [t for t in scene.times(0, before) if t.time and scene.flat.startswith(_REPORTS, t.end)]
    return told[-1] if len({t.time for t in told}) == 1 else None


def _reported(scene: Scene, before: int) -> TimeMention | None:
    """The period of a report, from its title (2023年年度报告, 4月产销快报)."""
    items = _items(scene)
    begin = items[_item(scene, before) - 1] if items and before >= items[0] else 0
    for time in scene.times(begin, min(before, begin + 240)):
        if time.time and len(time.time) != 10 and _names_a_report(scene, time, begin):
            return time
    return None


def _names_a_report(scene: Scene, time: TimeMention, begin: int) -> bool:
    """Whether a time near the head of a text is that of the report it tells of (2023年年度报告), or of those it compares (十家房企半年报对比)."""
    if _PERIOD_TITLE.match(scene.flat, time.end):
        return True
    if not (scene.text[time.end - 1] == "报" or scene.flat.startswith(_REPORTS, time.end)):
        return False
    return begin == 0 and scene.text.find("\n", 0, time.start) < 0 <= scene.text.find("\n", time.end)
