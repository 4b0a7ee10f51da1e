"""The year a text was written in, where it prints no date: from the years it tells of."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

__all__ = [
    "WHOLE_PAST",
    "after_dateline",
    "after_whole_year",
    "infer_year",
    "over",
    "told_later",
    "whole_year",
]

_YEARS = re.compile(
    r"(?<!\d)(20[0-4]\d)(?=\s?年(?!\d{1,2}月\d{1,2}日\s+\d{1,2}[:：]\d\d)|[-/.]\d{1,2}[-/.]\d{1,2}(?!\s+\d{1,2}[:：]\d\d))"
)
"""A year that a text prints; not that of a stamp with hour and minute, which a page put beside other pieces."""
_AHEAD = re.compile(
    r"年?[^。，,;；“”《》]{0,16}(?:目标|愿景|展望|力争|将|预计|计划|规划|达产|建成投产)|年?(?:\d{1,2}月)?(?:底|末|中)?(?:以前|之前|前(?!\S{0,2}季))|年?[-—~～至到]"
)
_PLAN_YEARS = re.compile(r"(?:计划|规划|方案|纲要)[(（]\s*(20\d{2})\s*[-—~～至]+\s*20\d{2}")
_STAMP_YEARS = re.compile(r"(20\d{2})-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}")
_PAST_MONTH = re.compile(
    r"(?P<year>20[0-4]\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|[底末]|全年|第?四季度)"
)
_NOT_YET = re.compile(
    r"将|拟|计划|规划|预计|预期|有望|力争|争取|目标|确保|[月底末]前|之前|到20|(?<![截止])至20|—|-20"
)
_SAID = re.compile(r"[，,]?[^，,。；;\n]{0,10}(?:发布|公告|披露|宣布|公布|签署)")
"""Behind a day: what was announced then, whatever it is to bring."""
_FUTURE = re.compile(
    r"(?:(?P<until>(?<![加长升降少])到|(?<![截止增升降减涨跌])至)|(?:力争|争取|目标|规划|计划|预计|预期|有望|拟)[^，,。；;]{0,8}?|将[于在]?|—|-|~|～|末)\s{0,2}$"
)


def after_dateline(body: str, year: str, month: int, day: int) -> str | None:
    """The latest date of ``year`` that the text tells as past and that is later than ``month`` and ``day``; else None."""
    latest: tuple[int, int, str] | None = None
    for m in _PAST_MONTH.finditer(body):
        clause = body[max(body.rfind(c, 0, m.start()) for c in "，,。；;\n") + 1 : m.end() + 24]
        clause = re.split(r"[。；;\n]", clause, maxsplit=1)[0]
        if _GOES_ON.match(clause):  # 将于6日停牌，于9日复牌: the plan goes on
            before = body[: m.start()].rstrip("于自至到并且")
            clause = re.split(r"[。；;\n]", before)[-1] + clause
        said = m["day"] and _SAID.match(body, m.end())
        if m["year"] != year or (_NOT_YET.search(clause) and not said):
            continue
        told = (int(m["month"] or 12), int(m["day"] or 1), m.group())
        if 1 <= told[0] <= 12 and (latest is None or told > latest):
            latest = told
    return latest[2] if latest and latest[:2] > (month, day) else None


_GOES_ON = re.compile("(?:并|且){0,2}(?:于|自|至|到)(?=20)")
WHOLE_PAST = re.compile(r"(?:整个|去年即|过去的|[自从]20\d\d年[^。；]{0,24}到)(?P<year>20\d\d)年")
_TOLD_WHOLE = re.compile(
    r"(?<!预计)(?<!预测)(?<!目标)(?<!计划)(?<!确保)(?P<year>20\d\d)年全年(?!目标|计划|任务|预|将|有望|力争|度)"
)
"""Figures of all of a year: what speaks of 今年 besides was written in the next."""
_AGAINST_WHOLE = re.compile(r"(?:[比较]|[高低快慢好优]于)(?P<year>20\d\d)年全年")


def after_whole_year(body: str, year: str) -> bool:
    """Whether a text without a date looks back on all of ``year``: it speaks of 今年 besides, or holds its own figures against it (比2016年全年高)."""
    told = any(m["year"] == year for p in (WHOLE_PAST, _TOLD_WHOLE) for m in p.finditer(body))
    if (told and "今年" in body) or any(m["year"] == year for m in _AGAINST_WHOLE.finditer(body)):
        return True
    if re.search(_BOOKS.format(year=year), body) or re.search(_STOOD.format(year=year), body):
        return True
    return any(
        int(m["then"] or 6) >= int(m["now"]) for m in re.finditer(_THEN_AND_NOW.format(year=year), body)
    )


_BOOKS = (
    r"{year}年(?:度)?(?:年报|年度报告|(?<=度)报告|年度业绩(?!预)|业绩快报|(?:利润)?分[配红](?:预案|方案))(?![将拟预]|[^，。；]{{0,6}}将)"
    r"|{year}年(?:度|全年)?(?:，|、20\d\d年)?(?:公司|其)?(?:实现|完成)?了?的?(?:营业总?收入|营收|(?:归母|扣非)?(?:后的)?净利润?)(?:分别)?[为达约]?\d"
)
"""A year's books, and what they came to: told after it."""
_STOOD = r"截[至止]{year}年(?:年?[末底]|12月(?:31日|[末底]))(?![^。；]{{0,24}}(?:将|预计|预期|计划|力争|目标|有望))"
"""What stood when a year ended: told after it."""
_THEN_AND_NOW = r"{year}年(?:(?P<then>\d{{1,2}})月|上半年)[^。；;\n《》]{{2,60}}[，,；;](?:而|并|又|截[至止]|到|至|在|于)*今年(?P<now>\d{{1,2}})月"
"""A month of a year, and behind it in one sentence one of 今年 that is no later (2019年上半年……，今年5月……): 今年 is another."""


def whole_year(body: str, year: str) -> bool:
    """Whether a text tells a whole year's figure, and of that year no month or quarter before spring."""
    told = re.search(
        rf"{year}年(?:全年)?(?![初春起]|以来|第?[一1]季度|前)(?:[^，。；\d]{{2,24}}\d|，?[^，。；\d]{{2,24}}，?[^，。；\d]{{0,6}}\d[^。；]{{0,16}}(?:同比|[比较]上年|增长|下降))",
        body,
    )
    return told is not None and not re.search(rf"{year}年(?:[12]月|第?[一1]季度|初|春|以来)|今年[12]月", body)


_RECORD = re.compile(
    r"年?(?:\d{1,2}月|[底末])?(?:\d{1,2}日)?以来(?:的?(?:同期)?(?:最|首|新[高低]|历史)|[，]?[^，。；]{0,8}(?:新[高低]|首次|最[高低大]))"
)
_FOUNDED = re.compile(r"(?:成立|创立|创办|创建|始建|组建|设立)(?:于|(?:时间|日期)为?)[：:]?\s?\Z")


def over(year: str) -> bool:
    """Whether ``year`` is over: no text is written after the day it is read."""
    return year < _this_year()


def _this_year() -> str:
    return str(date.today().year)  # noqa: DTZ011 - the reader's own calendar day is meant


def infer_year(body: str, around: str, *, new_year: bool) -> tuple[str | None, str]:
    """The year a text was written in, from the years it prints.

    Not before the latest year in which something is said to have happened; not before a plan it presents begins; years
    of targets and forecasts do not count. A section name such as 2023年专题 and the stamps of readers' comments stand
    ``around`` the body: the section's year is taken when it is no earlier, the stamps bound from above.
    A year that the text only tells as a whole, of no month, part or end, dates nothing: texts of the next year tell it so as
    well. So with one told once; but not where the text sets out from it for years ahead or was told at ``new_year``, from
    December to February, when one looks back on the year.
    """
    past, ahead = _told(body)
    report = re.search(
        r"(20\d\d)年?(?:年度报告|年报|[一三]季报|中报|半年报|半年度报告|第[一三]季度报告|中期报告|(?:中期|半年度|上半年|第?[一三]季度|前三季度|度)业绩(?!预))",
        body[:240],
    )
    if report:
        past.clear()
        whole = re.search("(?<!半)(?:年度|年报)", report[0])  # told in the year after
        past[str(int(report[1]) + bool(whole))] += 1
    since = _TWO_YEARS.search(body) if "两年平均" in body else None
    if since and not report:
        past[str(int(since[1]) + 2)] += 2  # held against the year before last, with the average of both
    plans = {m[1] for m in _PLAN_YEARS.finditer(body)}
    stamps = {m[1] for m in _STAMP_YEARS.finditer(around)}
    section = {m[1] for m in _YEARS.finditer(around)} - stamps
    bound = min(max(stamps, default="2999"), _this_year())
    reasons = [(y, f"文中叙述已发生之事的最晚年份为{y}年") for y in past]
    reasons += [(y, f"文中发布的规划或计划自{y}年起") for y in plans]
    reasons += [(y, f"栏目名中有{y}年") for y in section]
    fitting = [r for r in reasons if r[0] <= bound and not _far_ahead(r[0], past)]
    if not fitting:
        return None, ""
    year = max(y for y, _ in fitting)
    if (
        not new_year
        and not (ahead and past[year] == 1)
        and not {year} & (plans | section)
        and not (report or since)
        and not _dated(body, year)
    ):
        return None, ""  # told as a whole: the text may be of any later year
    return year, next(why for y, why in fitting if y == year)


_TWO_YEARS = re.compile(
    r"[比较](20\d\d)年(?:同期|\d{1,2}(?:[-—~～至到]\d{1,2})?月|[上下]半年|前?[一二三四\d]季度)?[^。；]{0,12}(?:增长|下降|提高|回落)"
)
_LEAP = 8


def _far_ahead(year: str, past: Counter[str]) -> bool:
    """Whether a round year stands so far behind all others that a text tells of that it can only be one to come."""
    others = [y for y in past if y < year]
    return int(year) % 5 == 0 and bool(others) and int(year) - int(max(others)) >= _LEAP


_BARE_DAY = re.compile(r"(?<![\d年])(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日")


def told_later(body: str, year: str) -> tuple[str, str, str] | None:
    """Month and day of the first day of a text where no year was printed before it and the text tells as past what was two
    months or more later in ``year``, and that: the text is of the year after."""
    first = _YEARS.search(body)
    day = _BARE_DAY.search(body, 0, first.start()) if first else None
    if day is None or int(day["month"]) > 10:
        return None
    told = after_dateline(body, year, int(day["month"]) + 2, int(day["day"]))
    return (day["month"], day["day"], told) if told else None


_GUIDANCE = re.compile(
    r"年?(?:半年度?|上半年|1?[-—~～至到]?\d{1,2}月(?:份)?|前三季度|第?[一二三四]季度|年?度|全年)[^，。；]{0,16}(?:净利|营收|营业|业绩|盈利|亏损|归属|归母|扣非)"
)
"""What a firm foretells of its accounts (预计2026年半年度净利润……) it foretells when their period ends."""
_UNTIL = re.compile(r"年?(?:\d{1,2}月(?:\d{1,2}日)?)?起?(?:至|到|-|—)")
_STARTED = re.compile(r"年?(?:\d{1,2}月份?)?起")
_SINCE = re.compile(r"[自从]20\d\d年[^。；]{0,24}到\Z")
_COMES_TO = re.compile(r"年?[^。]{0,16}达到")


def _told(body: str) -> tuple[Counter[str], bool]:
    """How often each year is told as one in which something happened; whether the text sets out for years ahead."""
    past: Counter[str] = Counter()
    ahead = False
    for m in _YEARS.finditer(body):
        near = body[max(0, m.start() - 60) : m.start()]
        after = body[m.end() : m.end() + 24]
        if _UNTIL.match(after) and body[m.start() - 1 : m.start()] in "自从":
            continue  # the term of a contract
        if _STARTED.match(after) and body[m.start() - 1 : m.start()] in "自从":
            continue  # since when something goes on
        if _RECORD.match(after) or _FOUNDED.search(near):
            continue  # what a record is held against; a firm's beginning
        since = _SINCE.search(body[max(0, m.start() - 40) : m.start()])
        future = _FUTURE.search(body, max(0, m.start() - 12), m.start())
        if future and _GUIDANCE.match(after):
            past[m[1]] += 2  # the notice is about it, it is not told in passing
            continue
        if not since and (future or _AHEAD.match(after)):
            ahead = ahead or bool(future and future["until"])
            continue
        if _COMES_TO.match(after) and _foreseen(body, m, near):
            continue
        past[m[1]] += 1
    return past, ahead


def _foreseen(body: str, year: re.Match[str], near: str) -> bool:
    """Whether what a year reaches is foreseen: its sentence says so, or the year was looked ahead to before."""
    if re.search(r"力争|目标|规划|计划|预计|将", re.split(r"[。；;\n]", near)[-1]):
        return True
    ahead = re.compile(rf"(?:力争|目标|规划|计划|预计|预期|(?<!截)至|到)[^。；\d]{{0,6}}{year[1]}年")
    return ahead.search(body, 0, year.start()) is not None


def _dated(body: str, year: str) -> bool:
    """Whether the text tells of a month, a day, a part or the end of ``year``, or of this year right after it, as texts of that year or the next do."""
    return re.search(
        rf"{year}年(?:\d{{1,2}}(?:[-—~～至到]\d{{1,2}})?月|[上下]半年|半年|中报|[一三]季报|\s?[HQ][1-4]|前[一二三四五六七八九十\d]|第?[一二三四1-4]季|以来|[初春夏秋冬底末]|[^。；;\n]{{2,60}}[；;]\s?今年)",
        body,
    ) is not None or any(m["year"] == year for m in WHOLE_PAST.finditer(body))
