"""Times in Chinese text, resolved to the periods of the claim contract.

One compiled expression finds every time expression; a small reader resolves it against the document's date and
the year printed before it. What is not printed but supplied is marked as inferred.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import timedelta

from lianzhang.evidence.mentions import TimeMention
from lianzhang.evidence.numbers.numerals import fold
from lianzhang.evidence.times.context import (
    Context,
    document_day,
    in_passing,
    join,
    last_years,
    meant,
    plain,
    relative,
    relative_year,
    same_period,
)
from lianzhang.evidence.times.datelines import is_dateline
from lianzhang.evidence.times.items import item_days
from lianzhang.evidence.times.narrated import BEGINS, WEEKDAY, narrated, weekday
from lianzhang.evidence.times.seasons import SEASON, iso_period, season_years, year_of
from lianzhang.evidence.together import Together

__all__ = ["times"]

_CND = "[零〇○一二三四五六七八九]"
_Y = rf"(?:(?:19|20)\d\d|[一二][九零〇○]{_CND}{_CND})"
_YEAR = rf"(?:{_Y}\s?(?:年(?:度)?|财年|财政年度|会计年度)|20\d\d(?:(?=\s?[HQ][1-4](?![0-9A-Za-z])|[上下]半年|第?[一二三四]季度|前三季度|全年)|[EA](?![A-Za-z0-9])))"
_RELY = r"(?:今年|本年度?|去年|上一?年度?|明年|次年|翌年|当年|同年|[前后]年(?![产销均税处新营度生加利收纳选发用回]|总产)|该年)"
_N12 = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_PAIR = "(?<![一二三四五六七八九十\\d])(?:一二|二三|三四|四五|五六|六七|七八|八九|九十)(?=月)"
"""Two months in a row that are told in one word (五六月份)."""
_N31 = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAY = rf"{_N31}\s?[日号](?!楼|线|院|文|机|矿)"
_MPART = rf"(?:份)?(?:\s?{_N31}\s?(?:[-~]|至)\s?{_DAY}|\s?{_DAY}|[上中下]旬|底|末|初)?"
_Q = r"(?:第?[一二三四1-4]季度|第[一二三四1-4]季(?![度节集])|[一三]季报|半年报|中报(?!告))"
_SUB = (
    rf"(?:的?[上下]半年|半年度|的?{_Q}|的?前三个?季度|的?前三季(?=净利|业绩|营收|利润|归母|实现|销)|的?前(?!一个?月)\s?(?:{_N12}|两)\s?个?月(?:份)?|{_N12}\s?(?:[-~?、]|至|到){{1,2}}\s?{_N12}\s?(?:两个)?月份?|{_PAIR}月份?|"
    rf"{_N12}\s?月{_MPART}|年?(?:年底|年末|年初|年中)|底|末|初|全年|以来|算起|至今|[HQ][1-4](?![0-9A-Za-z]))"
)
_NEXT = "|".join(f"{m}、{m + 1}" for m in range(1, 12))
"""Two months in a row: at a line's end 5、6月 are those, 2、8月 is August in the second item."""
_FREE = (
    rf"(?:上半年|下半年|(?<![每几半两数近这那]){_PAIR}月份?|(?<![A-Za-z0-9])Q[1-4](?![0-9A-Za-z])|(?<![第\d上下])第?[一二三四1-4]季度|第[一二三四1-4]季(?=GDP|合并|营收|净利|[^，。；\d]{{0,10}}(?:同比|环比))|[一三]季报|半年报|半年度(?=报告|业绩)|(?<![中集其])中报(?=显示|披露|业绩|称)|前三个?季度|前三季(?=净利|业绩|营收|利润|归母|实现|销)|(?<![此之以日目先])前(?!一个?月)\s?(?:{_N12}|两)\s?个?月(?:份)?(?!\d|[球亮饼子度均饷嫂])|(?<![\d个每.]){_N12}\s?(?:[-~?]|至){{1,2}}\s?{_N12}\s?月份?|"
    rf"(?!(?:\A|(?<=\n))\d)(?<![\d个每.、]){_N12}、{_N12}\s?(?:两个)?月份?(?![、\d])|(?:(?<=\n)|\A)(?:{_NEXT})\s?(?:两个)?月份?(?![、\d])|"
    rf"(?<![\d.]){_N12}\s?月\s?(?:{_N31}\s?(?:[-~]|至)\s?)?{_DAY}|(?:(?<![\d个每几半两数近这那.])|(?<=整个)){_N12}\s?月(?:份|底|末|初|[上中下]旬)?(?![球亮饼子度均饷嫂]|一(?!手|线|[季类级]|[至到]|[些批])|\s?(?:主力|交割|交货)?(?:合约|期[货约铜铝锌镍油]|交割|[\u4e00-\u9fff]{{2,8}}期货(?:主力)?合约))|(?<![\d整多几周千万百十生两个半期])年(?:底|末|初|内)(?!次|轮))"
)
_POINT = rf"(?:(?:{_YEAR}|{_RELY})(?:\s?{_SUB})?|{_FREE})"
_UNTIL = (
    rf"(?:截[至止]|(?=20\d\d\s?年[\d\s]{{1,3}}月[\d\s]{{1,3}}日止))(?:(?P<uy>{_Y})\s?年|(?P<ur>今年|本年|去年|上年))?\s?(?P<um>{_N12})\s?月\s?(?:{_N31}\s?日|底|末)(?:的?之?止?(?:最近)?的?"
    r"(?P<un>(?:十二|12|[三六九369])\s?个月(?:期间)?|半年度?|上半年|中期|季度|财?季(?!度)|(?:全年)?(?:财政|会计)?年度|财年))"
)
"""A day and the months up to it that accounts are drawn up for."""
_ISO = r"(?<![\d.\-/〔])(?:19|20)\d\d(?P<sep>[-/.])(?:1[0-2]|0?[1-9])(?:(?P=sep)(?:3[01]|[12]\d|0?[1-9]))?(?![\d%]|\.\d|[-/]\d|[万亿千百]|\s?(?:GWh|MWh|吨|元|倍|个))"
_YY = r"(?P<yy>0[1-9]|[12]\d)(?=\s?年(?!来|间|前(?!三)|后|期|内|以(?!来)|多|时|历|又|中(?!期)|纪|限|免|质|的时|产权|使用))"
"""A year by its last two digits (18年实现营收): only within a few years before the document's date."""
_LINK = r"\s?(?:起?至|起?到|[-~]{1,2})\s?"
_NUM = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3}|几|数)"
_PLAN = r"[“\"'‘「]?(?P<five>十[一二三四五六](?=五)|[十九八](?=五[”\"'’」]))五[”\"'’」]?(?:期间|时期|期末|末|规划期|以来)?"

_FIGURED = (
    r"十[一二三四五六]五|(?:19|20)\d\d\.|[\d零〇○一二三四五六七八九十两半几数]{1,6}\s{0,2}"
    r"(?:[年月日号财会\-~?/起至到季HQEA上下第前全、余多天周小”\"'’」]|个[多半月季工])"
)
"""A numeral as every time has it that begins with one; most numerals of a text count something else."""
_MASTER = re.compile(
    rf"(?=[（(截Q今本去上下明次翌当同前后该第年周“\"'‘「近最过未昨]|中报|{_FIGURED})(?:"
    rf"(?P<bracket>[（(](?P<v1>{_Y})\s?年?\s?[-~至到]{{1,2}}\s?(?P<v2>{_Y})\s?年?(?:度)?[)）])"
    rf"|(?P<until>{_UNTIL})"
    rf"|(?P<season>{SEASON})"
    rf"|(?P<iso>{_ISO})"
    rf"|(?P<years>(?<![\d./〔-])(?P<y1>{_Y})\s?年?{_LINK}(?P<y2>{_Y})\s?(?:年(?![底末初])|[EA](?![A-Za-z0-9])))"
    rf"|(?P<span>(?<![\d./〔第-])(?P<s1>(?:20)?[12]\d){_LINK}(?P<s2>[12]\d)\s?年(?![来间前后期内以多时历又底末初])(?=[\u4e00-\u9fff]))"
    rf"|(?P<same>(?:去年|上年度?|{_Y}\s?年的?)?(?<!合)同期(?![限号]))"
    rf"|(?P<range>(?P<p1>{_POINT}){_LINK}(?P<p2>{_POINT}|{_DAY}))"
    rf"|(?P<point>(?<![\d.])(?!(?<=以)上年)(?:{_POINT}))"
    rf"|(?P<short>(?<![\d.第续近满达]){_YY}\s?年(?!(?:的)?(?:运营|经营|建设|合作|特许|租赁|使用|质保|收费|还款|贷款)期|使用寿命|租期|工期|国债|期(?!间))(?:度)?(?:{_SUB})?(?=[\u4e00-\u9fff]|(?P<digit>\d)))"
    rf"|(?P<part>(?<![A-Za-z0-9_.])(?:[1-4][HQ][12]\d|[12]\d(?:[HQ][1-4]|E))(?![A-Za-z0-9+]))"
    rf"|(?P<plan>(?<![一二三四五六七八九十第]){_PLAN})"
    rf"|(?P<near>(?:近|最近|过去|近[这]?|未来|今后)(?P<nn>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}}|几)(?P<nu>年|个月)(?:[来内间])?)"
    rf"|(?P<rel>本月|上个?月|前一个?月(?!内|里|的时间)|下个?月|[本该]季度|[上下]一?季度|当日|当天|(?<![合共不会])同日(?![而志期本韩元方])|同一日|同一天|今日|今天|(?:昨[晚夜]|今[晨早晚])(?!报|[^，。；]{{0,4}}(?:公告|披露|发布|宣布|公布|透露|表示))|昨日|昨天|明日|明天|前日|前一[日天](?=[^，。；]{{0,6}}(?:召开|收到|签|公告|披露|发布|晚)))"
    rf"|(?P<week>{WEEKDAY})"
    rf"|(?P<day>(?:\A|(?<=[，。；、,;\n ）)到于在至]))(?<!\d[，,]){_DAY}(?=[上下]午|晚|[，,在从由举召获发印，]|举行)"
    rf"|(?<=[\u4e00-\u9fff])(?<![月第近前上次后同单每数至续连跌涨]){_DAY}(?=达到|[上下][涨跌挫升]|收[盘于报跌涨高低平]|[早午尾开]盘|盘[中面]|震荡|[大小]幅))"
    rf"|(?P<dur>(?<![\d第.]){_NUM}(?:余|多)?(?:年半?|个(?:多|半)?月|天|周年|个季度|个工作日|小时)(?![底末初度级代份]|\d))"
    r")"
)
_TOGETHER = Together([_MASTER], whole_figures=True)
_BRACKET_LEFT = re.compile(
    r"(?:规划|计划|方案|纲要|意见|措施|办法|要点|行动|指南|目录|政策|战略|工程|通知)[》”\"]?\Z"
)
_PLAN_YEARS = {
    "八": (1991, 1995),
    "九": (1996, 2000),
    "十": (2001, 2005),
    "十一": (2006, 2010),
    "十二": (2011, 2015),
    "十三": (2016, 2020),
    "十四": (2021, 2025),
    "十五": (2026, 2030),
    "十六": (2031, 2035),
}
_POINT_PARTS = re.compile(
    rf"(?:(?P<y>{_Y})\s?(?:年(?:度)?|财年|财政年度|会计年度)?|(?P<rely>{_RELY}))?\s?(?P<sub>.*)\Z"
)
_SUB_PARTS = re.compile(
    rf"(?P<hq>[HQ][1-4])|(?P<h>[上下])半年|(?P<hy>半年[度报]|中报)|(?:第)?(?P<q>[一二三四1-4])季(?:度|(?!报))|(?P<q3>的?前三个?季度?|三季报)|(?P<q1>一季报)|的?前\s?(?P<fm>{_N12}|两)\s?个?月|(?P<m1>{_N12})\s?(?:(?:[-~?]|至|到){{1,2}}\s?(?P<m2>{_N12})\s?月|、(?P<m3>{_N12})\s?(?:两个)?月)"
    rf"|(?P<pair>{_PAIR})|(?P<m>{_N12})\s?月(?:份)?\s?(?:(?:(?P<d0>{_N31})\s?(?:[-~]|至)\s?)?(?P<d>{_N31})\s?[日号]|(?P<part>[上中下]旬|底|末|初))?|年?年?(?P<end>[底末初中内])|(?P<all>全年)|(?P<since>以来|算起|至今)"
)


def _resolve(
    text: str, at: int, ctx: Context, near: str, *, is_meant: bool = False, passing: bool = False
) -> tuple[str | None, bool]:
    """A point of time as ``(period, inferred)``; ``near``: the text since the last printed year.

    ``is_meant`` and ``passing``: a year printed in it is only meant, or told beside what the text is of.
    """
    m = _POINT_PARTS.match(text.strip())
    if m is None:
        return None, True
    inferred = False
    year: int | None
    if m["y"]:
        year = year_of(m["y"])
        if ctx.document or not is_meant:
            ctx.speak_of(year, at + len(text), passing=passing)
    else:
        inferred = True
        year = relative_year(m["rely"] or "", ctx, near)
        if (
            year
            and not m["rely"]
            and m["sub"] == "年末"
            and ctx.document
            and ctx.document.month <= 6
            and (ctx.year is None or ctx.year < year)
        ):
            year -= 1  # a bulletin of spring counts what stood at the end of the year before
        elif year and not m["rely"] and m["sub"] in ("年末", "年底") and ctx.tells_of(year - 1):
            year -= 0 if _AHEAD.search(near[-12:]) else 1
    if year is None:
        return None, True
    if inferred and not m["rely"] and ctx.document and ctx.document.month <= 3 and ctx.year == year - 1:
        over = re.sub(r"[HQ]\d", lambda q: f"{_OVER[q[0]]:02}", _within(year, m["sub"]).split("/")[0])
        if over > ctx.document.isoformat()[: len(over)] and not _AHEAD.search(near[-12:]):
            year = ctx.year  # told after the year's end: 四季度 in January is the last of the year spoken of
    since = any(w in m["sub"] for w in ("以来", "算起", "至今"))
    period = _within(year, m["sub"])
    if inferred and not m["rely"] and "年" not in m["sub"] and ctx.unsure(year, period):
        return None, True
    if since and ctx.document and year < ctx.document.year:
        return f"{period}/{ctx.document.year}", True
    return period, inferred


_AHEAD = re.compile("将|预计|计划|拟|力争|确保|有望|争取|到|下")
_OVER = {"H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}
"""The month with which a part of the year is over."""
_PART_OF_YEAR = {"底": "12", "末": "12", "初": "01", "中": "06"}


def _within(year: int, sub: str) -> str:
    s = _SUB_PARTS.match(sub.strip().removeprefix("的")) if sub else None
    if s is None or s["all"] or s["since"]:
        return str(year)
    if s["hq"]:
        return f"{year}-{s['hq']}"
    if s["hy"]:
        return f"{year}-H1"
    if s["h"]:
        return f"{year}-H{1 if s['h'] == '上' else 2}"
    if s["q"]:
        return f"{year}-Q{'一二三四1234'.index(s['q']) % 4 + 1}"
    if s["q1"]:
        return f"{year}-Q1"
    if s["q3"]:
        return f"{year}-01/{year}-09"
    if s["fm"]:
        return _months(year, 1, plain(s["fm"]) or 1)
    if s["pair"]:
        return _months(year, plain(s["pair"][0]) or 1, plain(s["pair"][1]) or 12)
    if s["m1"]:
        return _months(year, plain(s["m1"]) or 1, plain(s["m2"] or s["m3"]) or 12)
    if s["end"]:
        return str(year) if s["end"] == "内" else f"{year}-{_PART_OF_YEAR[s['end']]}"
    month = plain(s["m"]) or 1
    if s["d"]:
        day = _day(year, month, s["d"])
        return f"{_day(year, month, s['d0'])}/{day}" if s["d0"] else day
    return f"{year}-{month:02}"


def _day(year: int, month: int, day: str) -> str:
    return f"{year}-{month:02}-{min(plain(day) or 1, monthrange(year, month)[1]):02}"


def _months(year: int, first: int, last: int) -> str:
    if first > last or last > 12:
        return str(year)
    return f"{year}-{first:02}" if first == last else f"{year}-{first:02}/{year}-{last:02}"


_MAKING = re.compile(r"(?:编制|制定|起草|研究|修编|谋划)[^，。；]{0,20}\Z")


_TENDER = re.compile(r"度[^，。；、（）()\n]{0,24}(?:招标|采购|集采)")
"""Behind years: they belong to the name of what is bought (2020-2021年度电缆采购项目)."""


def _mention(text: str, m: re.Match[str], ctx: Context) -> TimeMention | None:
    start, end = m.span()
    kind = m.lastgroup
    near = text[max(0, ctx.year_end) : start] if ctx.year_end >= 0 else ""
    if m["bracket"]:
        period = join(str(year_of(m["v1"])), str(year_of(m["v2"])))
        role = "validity" if _BRACKET_LEFT.search(text, max(0, start - 6), start) else "when"
        return TimeMention(start + 1, end - 1, period, False, role)  # type: ignore[arg-type]
    if m["years"]:
        a, b = year_of(m["y1"]), year_of(m["y2"])
        if _TENDER.match(text, end):
            return TimeMention(start, end, None, False, "duration")
        ctx.speak_of(b, end)
        return TimeMention(start, end, f"{a}/{b}" if a < b else str(b), False) if a <= b else None
    if m["until"]:
        return _drawn_up(m, ctx, near)
    if m["season"] or m["iso"]:
        return _season(m, ctx) if m["season"] else _day_of(m, ctx)
    if m["range"]:
        ahead = meant(text, start)
        a_text, a_inf = _resolve(m["p1"], start, ctx, near, is_meant=ahead)
        second = m["p2"]
        if re.fullmatch(_DAY, second):
            second = re.sub(rf"{_N31}\s?[日号]\Z", "", m["p1"]) + second
        ctx_year = ctx.year, ctx.setting
        if a_text and not re.match(rf"{_Y}|{_RELY}", second):
            second = f"{a_text[:4]}年{second}"
        b_text, b_inf = _resolve(second, start, ctx, "", is_meant=ahead)
        if a_inf:
            ctx.year, ctx.setting = ctx_year
        return TimeMention(start, end, join(a_text, b_text), a_inf or b_inf)
    if m["short"] or m["span"]:
        return _short(m, ctx)
    if m["point"]:
        return _point(text, m, ctx, near)
    return _other(m, ctx, kind)


def _point(text: str, m: re.Match[str], ctx: Context, near: str) -> TimeMention:
    """A day, a month, a part of a year or a year."""
    start, end = m.span()
    spoken_of = ctx.year, ctx.year_end, ctx.setting
    beside = in_passing(text, start, end)
    period, inferred = _resolve(m["point"], start, ctx, near, is_meant=meant(text, start), passing=beside)
    if period and not beside:
        own = not inferred or re.match(_RELY, m["point"]) is not None
        period = narrated(text, start, period, ctx, own=own)
    if ctx.document and ("以来" in m["point"] or text.startswith("以来", end)):
        ctx.year, ctx.year_end = spoken_of[:2]  # 自2019年以来 counts from a year, it speaks of none
    elif ctx.document and _COUNTED_FROM.match(text, end):
        ctx.year, ctx.year_end, ctx.setting = spoken_of
    if (
        period
        and inferred
        and ctx.document
        and text.startswith("以来", end)
        and text[start] not in "今本去上"
    ):
        day = (ctx.document_text or "")[: len(period)]
        begins = BEGINS.get(period[5:], period[5:])
        if len(day) == len(period) > _YEAR_LENGTH and day[:4] == period[:4] and day[5:] < begins:
            period = str(ctx.document.year - 1) + period[4:]  # 自9月以来, told in August
    if (
        period
        and m["point"].endswith("年初")
        and (text[start - 1 : start] == "自" or text.startswith(("以来", "至今"), end))
    ):
        period = period[:4]  # since the year began: of the year
    return TimeMention(start, end, period, inferred)


_YEAR_LENGTH = 4
_COUNTED_FROM = re.compile(r"[^，。；\n\d]{0,10}(?:计算|起算|算起)")
"""若从2015年投产起计算: a year that one counts from is none that what follows is set in."""
_MONTHS = {"三": 3, "3": 3, "六": 6, "6": 6, "九": 9, "9": 9, "十": 12, "1": 12, "半": 6, "上": 6, "中": 6}


def _drawn_up(m: re.Match[str], ctx: Context, near: str) -> TimeMention | None:
    """The months up to a day that accounts are drawn up for (截至6月30日止六个月, 截至12月31日止年度)."""
    year = year_of(m["uy"]) if m["uy"] else relative_year(m["ur"] or "", ctx, near)
    if year is None:
        return TimeMention(*m.span(), None, True)
    if m["uy"]:
        ctx.speak_of(year, m.end())
    month, count = plain(m["um"]) or 12, 3 if "季" in m["un"] else _MONTHS.get(m["un"][0], 12)
    return TimeMention(*m.span(), _span_of_months(year, month, count), not m["uy"])


def _span_of_months(year: int, month: int, count: int) -> str:
    """The ``count`` months up to ``month``: the year, its half, its quarter, or the months themselves."""
    if count == month:
        return {3: f"{year}-Q1", 6: f"{year}-H1", 12: str(year)}.get(count) or _months(year, 1, month)
    if count == 3 and month % 3 == 0:
        return f"{year}-Q{month // 3}"
    first = year * 12 + month - count
    return join(f"{first // 12}-{first % 12 + 1:02}", f"{year}-{month:02}") or str(year)


def _day_of(m: re.Match[str], ctx: Context) -> TimeMention:
    period = iso_period(m["iso"])
    ctx.speak_of(int(period[:4]), m.end())
    return TimeMention(*m.span(), period, False)


_NO_YEAR = re.compile("[期限命约为达长超续近满第过有个共历前质保]\\Z")
"""Before two digits and 年: a length of time."""


def _short(m: re.Match[str], ctx: Context) -> TimeMention:
    """A year, or years, by the last two digits: of the few before the document's, or the one after the year just told."""
    start, end = m.span()
    first, last = (m["s1"], m["s2"]) if m["span"] else (m["yy"], m["yy"])
    a, b = 2000 + int(first[-2:]), 2000 + int(last)
    if len(first) == 4:
        known = a < b
    elif m["span"]:
        near = ctx.year or (ctx.document.year if ctx.document else None)
        known = near is not None and abs(near - a) <= 3 and 0 < b - a <= 4
    else:
        bare = m["digit"] and m["short"][-1] in "年度"  # 18年1000辆
        known = ctx.document is not None and 0 <= ctx.document.year - a <= 4 and not bare
        known = known or (ctx.year is not None and 0 <= a - ctx.year <= 1 and start - ctx.year_end <= _ON)
    if not known or (len(first) == 2 and _NO_YEAR.search(m.string, max(0, start - 1), start)):
        return TimeMention(start, end, None, False, "duration")
    ctx.speak_of(b, end)
    if m["span"]:
        return TimeMention(start, end, f"{a}/{b}", True)
    sub = re.sub(r"\A\d\d\s?年(?:度)?", "", m["short"])
    return TimeMention(start, end, _within(a, sub), True)


_ON = 120
"""So far behind a year the next one is told by two digits, whatever the document's date."""


def _season(m: re.Match[str], ctx: Context) -> TimeMention | None:
    years, short = season_years(m["season"])
    known = ctx.document is not None and years and abs(ctx.document.year - years[0]) <= 4
    if not years or (short and not known):
        return TimeMention(*m.span(), None, False, "duration")
    ctx.speak_of(years[-1], m.end())
    return TimeMention(*m.span(), f"{years[0]}/{years[-1]}", short)


def _other(m: re.Match[str], ctx: Context, kind: str | None) -> TimeMention | None:
    start, end = m.span()
    if m["plan"]:
        first, last = ctx.plan = _PLAN_YEARS[m["five"]]
        if _MAKING.search(m.string, max(0, start - 24), start) and m.string.startswith("规划", end):
            return TimeMention(start, end, f"{first}/{last}", False, "duration")  # a plan that is written
        whole = f"{first}/{last}"
        return TimeMention(start, end, str(last) if m["plan"].endswith("末") else whole, False)
    if m["part"]:  # 1H23, 23Q2: parts of a year as brokers write them
        if m["part"].endswith("E"):  # 26E: what is expected for a year
            return TimeMention(start, end, str(2000 + int(m["part"][:2])), True)
        front = m["part"][1] in "HQ"
        year = 2000 + int(m["part"][2:] if front else m["part"][:2])
        part = (m["part"][1] + m["part"][0]) if front else m["part"][2:]
        return TimeMention(start, end, f"{year}-{part}", True) if part not in ("H3", "H4") else None
    if m["near"]:
        return TimeMention(start, end, last_years(m["near"], m["nn"], m["nu"], ctx), True)
    if m["same"]:
        return TimeMention(start, end, same_period(ctx, m["same"]), True)
    if m["week"]:
        return weekday(m, ctx)
    if m["rel"]:
        held = m.string[start - 1 : start] in ("比", "较", "由", "从")
        return TimeMention(start, end, _told_beside(m, ctx) or relative(m["rel"], ctx, held=held), True)
    if m["day"]:
        day = plain(re.sub(r"[日号\s]", "", m["day"]))
        if ctx.document is None or day is None or len(ctx.document_text or "") < 7:
            return TimeMention(start, end, None, True)
        at = ctx.document
        if (
            day > at.day and len(ctx.document_text or "") == 10
        ):  # a day after publication lies in the month before
            at = at.replace(day=1) - timedelta(days=1)
        return TimeMention(
            start, end, f"{at.year}-{at.month:02}-{min(day, monthrange(at.year, at.month)[1]):02}", True
        )
    return TimeMention(start, end, None, False, "duration") if kind else None


_BESIDE = re.compile(rf"[（(]\s?(?:{_Y}年)?(?P<d>{_N12}\s?月\s?{_N31}\s?日)[）)]")


def _told_beside(m: re.Match[str], ctx: Context) -> str | None:
    """The day printed in a bracket behind 昨日 and the like (昨日（4月18日）); None where there is none."""
    told = _BESIDE.match(m.string, m.end()) if m["rel"][-1] in "日天晚" else None
    year = (ctx.document.year if ctx.document else ctx.year) if told else None
    return _within(year, told["d"]) if told and year else None


def times(text: str, document_date: str | None = None) -> list[TimeMention]:
    """All time expressions of ``text`` in order and without overlap.

    ``document_date`` (``YYYY[-MM[-DD]]``) resolves 今年, 本月, 18日 and the like; without it they have no time.
    """
    folded = fold(text)
    ctx = Context(*document_day(document_date))
    items = item_days(folded)
    heads = [m.start() for m in re.finditer("\n【", folded)][::-1]
    found = []
    for _, m in _TOGETHER.finditer(folded):
        while items and items[0][0] <= m.start():
            ctx = Context(*document_day(items.pop(0)[1]))
        while heads and heads[-1] < m.start():
            ctx.last = ctx.period = ctx.day = None  # the next item, under its own headline
            heads.pop()
        mention = _mention(folded, m, ctx)
        if mention is None:
            continue
        if mention.role == "when" and is_dateline(folded, mention):
            mention = TimeMention(mention.start, mention.end, mention.time, mention.inferred, "dateline")
        if mention.role == "when" and not m["same"]:
            _keep(folded, m, mention, ctx)
        found.append(mention)
    return found


def _keep(text: str, m: re.Match[str], mention: TimeMention, ctx: Context) -> None:
    """Take over what a text speaks of; a period that cannot be told is spoken of all the same."""
    if mention.time is None:
        if m["point"] or m["range"]:
            ctx.last = ctx.period = None
        return
    if m["rel"] and "季度" in m["rel"]:
        return  # 较上季度增长: the quarter spoken of stays
    balance = "截" in text[max(0, mention.start - 2) : mention.start]
    if not in_passing(text, mention.start, mention.end):
        ctx.keep(mention.time, day=not m["rel"], balance=balance)
