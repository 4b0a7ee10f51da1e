"""Where and when a statement holds: places and times of the clause, or inherited from what stands before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter, itemgetter

from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.grounds import COUNTRY
from lianzhang.evidence.mentions import PlaceMention, TimeMention
from lianzhang.evidence.scene import OWN_PLACE, Scene, remembered
from lianzhang.evidence.words import JOIN, LEADING

__all__ = ["of_the_year", "period_before", "place_of", "time_of"]

# ---- places


_RANKED = re.compile(
    r"(?:列入|入选|获批|位居|居|跃居|列为|占|对|向|与|[高低多少优快]于|超过|除(?!了)|(?:依次|分别)[是为]|[输运发销送][送往到至]|出口)(?:[\u4e00-\u9fff]{2,4}[、和]){0,4}$"
)
_LANDED = re.compile(
    r"(?:落户|投建|(?<!在)建设|新建|入驻|进驻|布局|位于|在|落地|选址|落址|坐落|竞得|受让|取得|拍得|获得)(?:位于|了)?$"
)


def _joined(scene: Scene, found: list[PlaceMention]) -> str:
    """The last group of coordinated places, as one value."""
    group = [found[-1]]
    route = scene.flat.startswith(("段", "间"), group[0].end)
    for place in reversed(found[:-1]):
        between = scene.text[place.end : group[0].start]
        if JOIN.match(between) or (route and between == "至"):  # a stretch of line lies in both
            group.insert(0, place)
        else:
            break
    paths = [p for place in group for p in place.paths]
    return ";".join(dict.fromkeys(paths))


def _first(scene: Scene, found: list[PlaceMention]) -> str:
    """The first group of coordinated places, as one value."""
    end = 1
    while end < len(found) and JOIN.match(scene.text[found[end - 1].end : found[end].start]):
        end += 1
    return ";".join(dict.fromkeys(p for place in found[:end] for p in place.paths))


def _clause_place(scene: Scene, start: int, end: int, at: int) -> str | None:
    before = [p for p in scene.grounds(start, at) if not _RANKED.search(scene.text[start : p.start])]
    if before:
        return _joined(scene, before)
    offices = [n for n in scene.names(start, at, "government") if n.paths and n.start - start <= 4]
    if offices:
        return offices[0].paths[0]
    after = [p for p in scene.settings(at, end) if _LANDED.search(scene.text[at : p.start])]
    return ";".join(after[0].paths) if after else None


_LEVEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:该|本|我)?(省|市)(?=级(?!别)|财政|工业|工信|发展改革|商务|长|委|政府|人大|政协|十[一二三四五六]|[一二三四五六七八九十]+届)"
)


def _level(scene: Scene, start: int, end: int) -> str | None:
    """The province or prefecture of the document, where a clause opens with its offices (省长, 市委) and names no place."""
    m = _LEVEL.search(scene.text, start, min(end, start + 8))
    if not m or not scene.home:
        return None
    home = scene.tree.by_path(scene.home[0])
    if home is None:
        return None
    if m[1] == "市" and home.level == "county" and home.name.endswith("市"):
        return scene.home[0]  # the 市 of a county-level city is that city
    wanted = "province" if m[1] == "省" else "prefecture"
    return next((scene.tree.path(p.key) for p in scene.tree.ancestors(home.key) if p.level == wanted), None)


_PARTS = re.compile(
    r"各(地区?|市(?:（州）|州)|州市|市、州|县(?:（市、区）|市区|区)|市县)(?![\u4e00-\u9fff]*级)"
)
"""All parts of a province or prefecture (各市州): the statement is of the whole, not of the last place named."""


def _whole(scene: Scene, parts: str) -> str | None:
    """The place whose parts are meant: the province of 各市州, the prefecture of 各县区, else the document's own."""
    home = scene.tree.by_path(scene.home[0]) if scene.home else None
    if home is None:
        return None
    wanted = "prefecture" if parts.startswith("县") else "province" if parts[0] in "市州" else ""
    if not wanted or home.level == wanted:
        return scene.home[0]
    above = (scene.tree.path(p.key) for p in scene.tree.ancestors(home.key) if p.level == wanted)
    return next(above, scene.home[0])


def place_of(scene: Scene, index: int, clause_index: int, at: int) -> str | None:
    """The place a statement at ``at`` is about: clause, sentence, paragraph, else the document's home (a firm's seat is not in the text)."""
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    parts = _PARTS.search(scene.flat, clause.start, at)
    if parts and not scene.settings(clause.start, at):
        whole = _whole(scene, parts[1])
        if whole:
            return whole
    found = _clause_place(scene, clause.start, clause.end, at) or _level(scene, clause.start, at)
    if found:
        return found
    if OWN_PLACE.search(scene.flat, clause.start, at):
        # 全市 of a town that the text does not name: neither the country nor a place named in passing
        return scene.home[0] if scene.home and scene.home[0] != COUNTRY else None
    if (
        clause_index
        and clause.segment != sentence.clauses[clause_index - 1].segment
        and _OWN_SITE.match(scene.flat, clause.start, at)
    ):
        return None
    return _place_before(scene, index, clause_index)


_OWN_SITE = re.compile(r"(?:原有|原|新建)?[\u4e00-\u9fff]{2,6}?(?:厂区|基地|工厂|矿区)")
"""A site of its own, behind a ；: it lies elsewhere than the one told of before."""


@remembered
def _place_before(scene: Scene, index: int, clause_index: int) -> str | None:
    """The place that clause ``clause_index`` inherits: of the clauses before it, the sentences before, the document."""
    sentence = scene.sentences[index]
    if clause_index:
        other = sentence.clauses[clause_index - 1]
        return (
            _clause_place(scene, other.start, other.end, other.end)
            or _level(scene, other.start, other.end)
            or _place_before(scene, index, clause_index - 1)
        )
    around = None
    # a text about one firm moves from site to site: what one sentence names does not hold for the next
    for back in () if scene.firm_led else range(index - 1, max(-1, index - 8), -1):
        other_sentence = scene.sentences[back]
        if other_sentence.paragraph != sentence.paragraph:
            break
        text = scene.text
        begin = other_sentence.start
        places = [
            p for p in scene.grounds(begin, other_sentence.end) if not _RANKED.search(text[begin : p.start])
        ]
        if places:
            around = _first(scene, places)
            break
    return around or _fallback(scene, index)


_THE_PROJECT = re.compile(r"(?:该|本|此)项目")


def _span(scene: Scene, index: int) -> tuple[int, int]:
    return scene.sentences[index].start, scene.sentences[index].end


_NUMBERED = re.compile(r"\d{1,2}[、.．]")


def _fallback(scene: Scene, index: int) -> str | None:
    """The document's home; where it is about several places in turn, what the paragraph before was about."""
    home = scene.home[0] if scene.home else None
    paragraph = scene.sentences[index].paragraph
    if home == COUNTRY:
        floor = bisect_left(scene.sentences, paragraph, key=attrgetter("paragraph"))
        if scene.names(scene.sentences[floor].start, scene.sentences[index].end, "organisation"):
            return None  # a firm in a text about the country has no place of its own
    if home and scene.home_sure and not _THE_PROJECT.search(scene.flat, *_span(scene, index)):
        return home
    if _NUMBERED.match(scene.flat, scene.sentences[index].start):
        return home if scene.home_sure else None  # items of a digest are about different things
    for back in range(index - 1, -1, -1):
        other = scene.sentences[back]
        if paragraph - other.paragraph > 2:
            break
        if other.first and other.paragraph < paragraph:
            found = scene.grounds(other.start, other.end)
            if _THE_PROJECT.search(scene.flat, *_span(scene, index)):  # what the paragraph before ended with
                offices = [n for n in scene.names(other.start, other.end, "government") if n.paths]
                if offices and (not found or found[-1].start < offices[-1].start):
                    return offices[-1].paths[0]
                if found:
                    return _joined(scene, found[-1:])
            if found:
                first = _first(scene, found)
                # a paragraph that goes from place to place leaves none to the next
                return (
                    first
                    if all(p.paths[0].startswith(first.split(";")[0]) or p.paths[0] in first for p in found)
                    else None
                )
    return (
        home
        if len(scene.sentences) < 40
        and home != COUNTRY
        and not scene.names(0, len(scene.text), "organisation")
        else None
    )


# ---- times

_NOW = re.compile(r"目前|现在|现有|当前|如今|至今|接下来|随后|此后")


_FOUNDED = re.compile(r"(?:成立|建|始建|创立|创办|创建|组建|上市|注册)(?:于|时间为?)\Z")
_EVENT = re.compile(
    r"(?:正式|全面|实现)?(?:投产|开工|竣工|建成|完工|达产|获批|入选|成立|签约|交付|动工)(?:投产)?(?![^，]*\d)"
)
"""A date of one event (2024年9月投产) does not date what follows."""


_OF_A_TEXT = re.compile("[^，。；]{0,4}(?:公布|发布|披露|出具|签署|签订|通过|印发)的")
_WHO = re.compile("(?:本|该)?(?:公司|集团|企业)")


@remembered
def _reaching(scene: Scene, clause: Clause) -> TimeMention | None:
    """The time with which a clause opens, or of which it consists: it reaches over the clauses that follow."""
    for time in scene.times(clause.start, clause.end):
        begin = clause.start
        places = scene.settings(begin, time.start)
        if places and places[0].start - begin <= 2:
            begin = places[-1].end
        who = _WHO.match(scene.flat, begin, time.start)
        firms = scene.names(begin, time.start, "organisation")
        if who or (firms and firms[0].start - begin <= 2):
            begin = who.end() if who else firms[0].end
        leads = (
            LEADING.match(scene.text[begin : time.start].strip())
            or time.end >= clause.end - 1
            or scene.flat.startswith("：", clause.end)
        )
        if _FOUNDED.search(scene.flat, max(0, time.start - 6), time.start) or _compared(scene.text, time):
            continue
        if _OF_A_TEXT.match(scene.flat, time.end, clause.end):
            continue  # 3月16日公布的均价: the day of what is quoted
        if time.end < clause.end - 1 and scene.text.endswith("同期", time.start, time.end):
            continue  # 上年同期为9% is told beside what the sentence is of
        if leads and not _EVENT.match(scene.flat, time.end, clause.end):
            return time
    return None


def time_of(scene: Scene, index: int, clause_index: int, at: int, left: int) -> TimeMention | None:
    """The time a number at ``at`` belongs to; ``left`` is where the number before it ends."""
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    own = [
        t
        for t in scene.times(clause.start, at)
        if scene.text[t.end : t.end + 1] != "》" and not _compared(scene.text, t)
    ]
    near = [t for t in own if t.start >= left]
    if near:
        return near[-1]
    if own:
        return None if _NOW.search(scene.text, left, at) else of_the_year(scene, own[-1], left, at)
    if _NOW.search(scene.text, clause.start, at):
        return None
    return of_the_year(scene, _time_before(scene, index, clause_index), clause.start, at)


def of_the_year(scene: Scene, time: TimeMention | None, start: int, at: int) -> TimeMention | None:
    """The time inherited, or its whole year where the number is of 全年 (上半年……，预计全年……)."""
    period = time.time or "" if time else ""
    if time is None or len(period) <= 4 or "全年" not in scene.flat[start:at]:
        return time
    return replace(time, time=period[:4]) if period[:4] == period.split("/")[-1][:4] else time


@remembered
def _time_before(scene: Scene, index: int, clause_index: int) -> TimeMention | None:
    """The time that clause ``clause_index`` inherits from the clauses before it."""
    if clause_index == 0:
        return None
    other = scene.sentences[index].clauses[clause_index - 1]
    found = _reaching(scene, other)
    if found or _NOW.search(scene.text, other.start, other.end):
        return found
    return _time_before(scene, index, clause_index - 1)


_COMPARED = re.compile(r"(?:比|较|与|和|相当于|(?P<weak>是|于))\Z")


def _compared(text: str, time: TimeMention) -> bool:
    """Whether a number is compared with a time (是去年同期的1.8倍), not of it (目标是2024年800亿元)."""
    m = _COMPARED.search(text, max(0, time.start - 3), time.start)
    if not m or not m["weak"]:
        return m is not None
    return text[time.end : time.end + 1] == "的" or "同期" in text[time.start : time.end + 2]


_HAPPENED = re.compile(
    r"[^。；]{0,14}?(?:披露|发布|公告|宣布|签署|签订|召开|举行|印发|获批|成立|启动|收购|入股|上市)(?!的)"
)
_OTHER_TOPIC = re.compile(r"(?:该|此|本)?(?:项目|基地|工厂|园区|工程|生产线|产品)|该|其(?!中|次)|一期|二期")
_PERIOD_TITLE = re.compile(
    r"(?:20\d\d年)?(?:年度|年报|半年度|季度|月份?)?[^，。；\n]{0,6}(?:报告|快报|公报|公告|简报|预案|产销|运行|统计)"
)
_REPORTED = re.compile(r"报告期|本期")


def period_before(scene: Scene, index: int, clause_index: int) -> TimeMention | None:
    """The period that earlier sentences of the paragraph opened and the sentence goes on speaking of; else that of the report.

    A sentence that opens with another thing (该项目……), says 目前, or follows the date of one event takes none.
    """
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    if _REPORTED.search(scene.flat, sentence.start, clause.end):
        return _reported(scene, sentence.start)
    if _NOW.search(scene.flat, sentence.start, clause.end) or _OTHER_TOPIC.match(scene.flat, sentence.start):
        return None
    for back in range(index - 1, max(-1, index - 6), -1):
        other = scene.sentences[back]
        if other.paragraph != sentence.paragraph:
            break
        if _OTHER_TOPIC.match(scene.flat, other.start):
            return None
        for earlier in reversed(other.clauses):
            found = _reaching(scene, earlier)
            if found and found.time and scene.text[found.end - 1] in "末底":
                continue  # what stood at an end is no period
            if found and found.time:
                if len(found.time) == 7 and _HAPPENED.match(scene.flat, found.end):
                    return None  # the month in which something was announced
                dated = len(found.time) == 10 and not scene.flat.startswith("截", max(0, found.start - 2))
                return None if dated else found
        if _NOW.search(scene.flat, other.start, other.end):
            return None
    return _headed(scene, index) or _carried(scene, index) or _reported(scene, sentence.start)


_STATISTICS = re.compile(r"同比|环比|增长|增产|减产|下降|产量|销量|增速|[比较](?:上年|去年)")
"""What tells the figures of a period: where a text does, and names one year only, its figures are of that year."""
_PARTS_OF = re.compile(r"其中|分[^，。；]{1,6}[看，]|从[^，。；]{1,10}看|同期|此外|另外")


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
    if only and len(period.time or "") != 4:
        return period
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


def _headed(scene: Scene, index: int) -> TimeMention | None:
    """The time of the heading under which a line stands (上半年经营情况): a short line of its own with a time and no number."""
    paragraph = scene.sentences[index].paragraph
    for back in range(index - 1, max(-1, index - 40), -1):
        other = scene.sentences[back]
        if other.paragraph == paragraph or not other.first or other.end - other.start > _HEADING:
            continue
        if scene.flat[other.end : other.end + 1] in "。；，！？" and scene.flat[other.end : other.end + 1]:
            continue
        found = scene.times(other.start, other.end)
        if scene.numbers(other.start, other.end):
            continue
        return found[0] if found and len(found[0].time or "") != 10 else None
    return None


def _reported(scene: Scene, before: int) -> TimeMention | None:
    """The period of a report, from its title (2023年年度报告, 4月产销快报)."""
    for time in scene.times(0, min(before, 240)):
        if time.time and len(time.time) != 10 and _PERIOD_TITLE.match(scene.flat, time.end):
            return time
    return None
