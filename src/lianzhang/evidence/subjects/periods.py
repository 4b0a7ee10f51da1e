"""The period of a statement whose sentence prints none: that of the sentences and headings before it, or of the report that the text is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter, itemgetter

from lianzhang.evidence.mentions import TimeMention
from lianzhang.evidence.scene import Scene, headed_items, item_at, remembered
from lianzhang.evidence.subjects.times import NOW, NUMBERED, of_the_year, reaching
from lianzhang.evidence.times.items import item_days

__all__ = ["period_before"]

_ALL_YEAR = re.compile("(?<=[。；，])全年(?!度?(?:目标|计划|任务))")
"""A clause that opens with it tells of the year: what follows goes on with that."""
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
        return _of_its_report(scene, sentence.start, clause.end)
    if (
        NOW.search(scene.flat, sentence.start, clause.end)
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
        if other.paragraph != sentence.paragraph or NUMBERED.match(
            scene.flat, scene.sentences[back + 1].start
        ):
            break
        if _OTHER_TOPIC.match(scene.flat, other.start):
            return None
        for earlier in reversed(other.clauses):
            found = reaching(scene, earlier)
            if found and scene.flat.startswith(_AHEAD, found.start):
                return None  # years to come are those of the forecast alone
            if found and found.time and scene.text[found.end - 1] in "末底" and not parts:
                continue  # what stood at an end is no period
            if found and found.time:
                if (
                    len(found.time) == 7
                    and found.time[5:].isdigit()
                    and _HAPPENED.match(scene.flat, found.end)
                ):
                    return None  # the month in which something was announced
                dated = len(found.time) == 10 and not scene.flat.startswith("截", max(0, found.start - 2))
                return None if dated and not parts else _whole_year(scene, found, sentence.start)
        if NOW.search(scene.flat, other.start, other.end) or _LATER.match(scene.flat, other.start):
            return None
    return _of_the_text(scene, index)


def _whole_year(scene: Scene, found: TimeMention, before: int) -> TimeMention | None:
    """A period, or its year where a clause told since opens with 全年."""
    if _ALL_YEAR.search(scene.flat, found.end, before):
        return of_the_year(scene, found, found.end, before)
    return found


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
            t = reaching(scene, clause)
            if t and t.time and "截" in scene.flat[max(0, t.start - 3) : t.start]:
                return t  # a balance of a day, and what it is made of
    periods = _periods(scene)
    before = bisect_left(periods, index, key=itemgetter(0))
    if not before:
        return None
    at, period, only = periods[before - 1]
    if scene.sentences[at].paragraph != paragraph and NUMBERED.match(
        scene.flat, scene.sentences[opening].start
    ):
        return None  # the next item of a digest
    here = scene.sentences[index].start
    told_in = item_at(scene, period.start)
    if _item(scene, period.start) != _item(scene, here) or (told_in and told_in != item_at(scene, here)):
        return None
    if only and len(period.time or "") != 4:
        first = scene.sentences[
            bisect_left(scene.sentences, scene.sentences[at].paragraph, key=attrgetter("paragraph"))
        ]
        items = NUMBERED.match(scene.flat, first.start) and NUMBERED.match(
            scene.flat, scene.sentences[opening].start
        )
        return None if items and first.paragraph != paragraph else period
    if (
        only
        and _STATISTICS.search(scene.flat, scene.sentences[at].start, scene.sentences[at].end)
        and _STATISTICS.search(scene.flat, scene.sentences[index].start, scene.sentences[index].end)
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
            t = reaching(scene, clause)
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


_YEARLY = re.compile("(?<![半\\d])年(?:度(?:业绩|财务)?报告|报)")
_YEAR = re.compile("\\d{4}")
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


def _of_its_report(scene: Scene, start: int, end: int) -> TimeMention | None:
    """The period of the report in which a sentence stands; what stood at its end (报告期末) is of no year that was only told."""
    period = _reported(scene, start) or _of_the_report(scene, start)
    if period or scene.flat.find("报告期末", start, end) >= 0:
        return period
    return _of_the_year_reported(scene, start)


def _of_the_year_reported(scene: Scene, before: int) -> TimeMention | None:
    """The last year told before, where the text is of a report of a whole year and does not say which (年度业绩报告)."""
    if not _YEARLY.search(scene.flat, 0, before):
        return None
    years = [t for t in scene.times(0, before) if not t.inferred and _YEAR.fullmatch(t.time or "")]
    return max(years, key=lambda t: t.time or "", default=None)


def _reported(scene: Scene, before: int) -> TimeMention | None:
    """The period of a report, from its title (2023年年度报告, 4月产销快报)."""
    items = _items(scene)
    begin = items[_item(scene, before) - 1] if items and before >= items[0] else 0
    for time in scene.times(begin, min(before, begin + 240)):
        if time.time and len(time.time) != 10 and _names_a_report(scene, time, begin):
            line = scene.text.rfind("\n", begin, time.start) + 1
            other = line and scene.text.find("\n", time.end, before) >= 0 and NUMBERED.match(scene.flat, line)
            if not other:  # another item of a list tells of its own
                return time
    return None


def _names_a_report(scene: Scene, time: TimeMention, begin: int) -> bool:
    """Whether a time near the head of a text is that of the report it tells of (2023年年度报告), or of those it compares (十家房企半年报对比)."""
    if _PERIOD_TITLE.match(scene.flat, time.end):
        return True
    if not (scene.text[time.end - 1] == "报" or scene.flat.startswith(_REPORTS, time.end)):
        return False
    return begin == 0 and scene.text.find("\n", 0, time.start) < 0 <= scene.text.find("\n", time.end)
