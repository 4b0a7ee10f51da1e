"""What a document says of itself: title, outlet, issuer, document number, date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date as calendar_day

from lianzhang.text.document import Source, Zone
from lianzhang.text.source_year import (
    WHOLE_PAST,
    after_dateline,
    after_whole_year,
    infer_year,
    over,
    told_later,
    whole_year,
)

__all__ = ["Signs", "dated_by_name", "read_source"]

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[【(（]\s*(?:19|20)\d{2}\s*[〕\]】)）]\s*第?\s*\d{1,5}\s*号")
_BODY = (
    r"(?:[\u4e00-\u9fff]{2,20}?(?:人民政府(?:办公[厅室])?|政府办公[厅室]|委员会|工业和信息化[厅局部]|发展和?改革(?:委员会|委|局)|[\u4e00-\u9fff]{2,10}[厅局委部]|"
    r"人大常委会|政协|管委会|领导小组(?:办公室)?))"
)
_SIGNED = re.compile(
    rf"^[ \t\u3000]*({_BODY})[ \t\u3000]*(?:\([^)\n]{{0,12}}\))?[ \t\u3000]*\n\s*(\d{{4}}|[二〇○零ＯO一三四五六七八九]{{4}})年(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日",
    re.MULTILINE,
)
_ISSUER = re.compile(
    r"(?:发布机构|发文机关|发文机构|发文单位|制发机关|公开主体)\s*[:：|][ \t\u3000]*([^\n]{2,120})"
)
_NEXT_FIELD = re.compile(
    r"[ \t\u3000]*(?:索\s*引\s*号|生成日期|成文日期|发布日期|发布时间|发文日期|公开日期|发文字号|文\s*号|主题(?:分类|词)|信息分类|组配分类|名\s*称|标\s*题"
    r"|有效性|是否有效|体裁分类|公文种类|来\s*源)\s*[:：|]"
    r"|[ \t\u3000]+[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{0,7}[:：|]|[ \t\u3000]{2,}|[ \t\u3000]+(?=[^\u4e00-\u9fff])|[|｜\t,，;；。(（\[【\d]"
)
_DATE = r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_LABELLED = re.compile(
    rf"(?:发布(?:日期|时间)|生成日期|成文日期|发文日期|公开日期|日\s*期|时\s*间|更新时间)\s*[:：|]\s*{_DATE}"
)
_ANY_DATE = re.compile(_DATE)
_OWN_LINE = re.compile(
    rf"^(?!\s*[-•*·])[^\n。；，,;]{{0,16}}?(?<![\d.]){_DATE}(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?[^\n。；，,;]{{0,24}}|\s*星期[一二三四五六日天])?[ \t\u3000]*$",
    re.MULTILINE,
)
"""A line near the top that ends in a date: author and day, or the day alone; no entry of a list of other pieces."""
_PRINTED_IN = re.compile(rf"[（(]\s*+{_DATE}\s*+(?:第?\s*+[A-Z]?\d{{1,3}}\s*+版)?\s*+[）)]")
"""The day of the issue of a newspaper: （2023年5月6日 03版）."""
_LAST_LINE = re.compile(
    r"^[ \t\u3000]*(\d{4}|[二〇○零ＯO一三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日[ \t\u3000]*$",
    re.MULTILINE,
)
_OUTLET_AND_DAY = re.compile(
    rf"[\u4e00-\u9fff](?:网|报|社|电视台|客户端)[ \t\u3000]*{_DATE}[ \t\u3000)）]*$", re.MULTILINE
)
"""The outlet and its day behind the last sentence: ……。某某网 2019-7-25."""
_DATELINE = re.compile(
    r"(?P<outlet>[\u4e00-\u9fff]{2,8}?(?:网|社|报|台|客户端|融媒))(?P<town>[\u4e00-\u9fff]{2,8}?)?(?:(?P<year>20\d{2})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日[电讯]"
)
_LEAD = re.compile(
    r"^[ \t\u3000]*(?:[^\n。；，,;\d]{2,16}(?:消息|讯|报道)[:：,，]\s*)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:[上下]午|晚间?|凌晨|早间)?[,，]",
    re.MULTILINE,
)
"""The day with which a report opens: 3月5日，…… or 某网消息：3月5日，……"""
_OUTLET = re.compile(
    r"(?:来\s*源|稿源|信息来源|来自|转自|原载|来历)\s*[:：]\s*[《“]?([\u4e00-\u9fffA-Za-z0-9·]{2,20})"
)
_NEWS_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:日报|晚报|早报|时报|新闻网|新华网|人民网|中新网|央视网|云南网|报社|电视台|新华社|中新社|在线|融媒体中心|网)"
)
_REPORTER = re.compile(
    r"[(（]?\s*(?:本报|本网|见习|通讯员|实习)?记者\s*+[:：]?\s*+((?!表示|从|在|了|获悉|近日|采访|看到|来到|走进|日前|得悉|今)[\u4e00-\u9fff]{2,4}(?:[ 、,]+(?:通讯员\s*)?[\u4e00-\u9fff]{2,4}){0,3})\s*(?:[)）]|$|\s)"
)
_BYLINE = re.compile(r"([\u4e00-\u9fff]{1,6}?(?:社|网|日报|晚报|早报|时报|电视台))(?:见习|首席)?记者")
_QUOTED_REPOST = re.compile(r"《([^》\n]{2,12}(?:报|周刊|杂志|网))》")
_CRUMB_SITE = re.compile(r"位置\s*[:：]\s*([\u4e00-\u9fff]{2,10}网)\s*[>»›]")
_LABEL_TITLE = re.compile(r"(?:^|\n)\s*(?:名\s*称|标\s*题)\s*[:：]\s*(\S[^\n]{3,99})")


@dataclass(frozen=True, slots=True)
class Signs:
    """The source, and what grading needs to know of it."""

    source: Source
    dateline: bool
    reporter: bool
    signed: bool
    site: bool


_DIGITS = str.maketrans("〇○零ＯO一二三四五六七八九", "00000123456789")


def _number(text: str) -> int:
    """Arabic or Chinese: 2011, 二〇一一, 十二, 二十一."""
    if "十" not in text:
        return int(text.translate(_DIGITS))
    tens, ones = text.split("十", 1)
    return 10 * int(tens.translate(_DIGITS) or 1) + int(ones.translate(_DIGITS) or 0)


def _iso(year: str, month: str, day: str) -> str | None:
    y, m, d = _number(year), _number(month), _number(day)
    return f"{y:04d}-{m:02d}-{d:02d}" if 1 <= m <= 12 and 1 <= d <= 31 else None


def _first_date(pattern: re.Pattern[str], text: str) -> str | None:
    for m in pattern.finditer(text):
        date = _iso(*m.groups()[-3:])
        if date:
            return date
    return None


def _of(text: str, zones: tuple[Zone, ...], *kinds: str) -> str:
    return "\n".join(text[z.start : z.end] for z in zones if z.kind in kinds)


def _title(text: str, zones: tuple[Zone, ...], meta: dict[str, str]) -> str | None:
    for key in ("articletitle", "og:title"):
        if meta.get(key):
            return meta[key]
    labelled = _LABEL_TITLE.search(_of(text, zones, "header"))
    if labelled:
        return labelled[1].strip()
    titled = next((text[z.start : z.end].strip() for z in zones if z.kind == "title"), None)
    if titled:
        return " ".join(titled.split())
    page = re.split(r"\s*[-_|–—]\s*(?=[^-_|–—]*$)", meta.get("title", ""))[0].strip()
    return page if len(page) >= 4 else None


def _outlet(
    text: str, zones: tuple[Zone, ...], meta: dict[str, str], body: str, dateline: re.Match[str] | None
) -> str | None:
    if meta.get("contentsource"):
        return meta["contentsource"]
    if dateline:
        return dateline["outlet"]
    printed = _OUTLET.search(_of(text, zones, "header")) or _OUTLET.search(body[-400:])
    if printed:
        name = _NEWS_NAME.match(printed[1])
        return name.group() if name else printed[1]
    ends = [part for part in (body[:120], body[-120:]) if "记者" in part]
    byline = next(filter(None, map(_BYLINE.search, ends)), None)
    if byline:
        return byline[1]
    title = _QUOTED_REPOST.search(_of(text, zones, "title"))
    if title:
        return title[1]
    crumb = _CRUMB_SITE.search(_of(text, zones, "navigation"))
    return crumb[1] if crumb else None


def _published(
    source: Source, text: str, zones: tuple[Zone, ...], meta: dict[str, str], body: str,
    signed: re.Match[str] | None, dateline: re.Match[str] | None,
) -> Source:  # fmt: skip
    """The date: labelled in the header, in metadata, signed, in a dateline; else the latest year the text looks back on."""
    header = _of(text, zones, "header")
    for key in ("pubdate", "article:published_time", "publishdate"):
        date = _first_date(_ANY_DATE, meta.get(key, ""))
        if date:
            return replace(source, published=date, published_basis="网页元数据中的发布日期")
    date = _first_date(_LABELLED, header) or _first_date(_ANY_DATE, header)
    if date:
        return _told_before(replace(source, published=date, published_basis="文首信息栏印有日期"), body)
    if signed:
        date = _iso(signed[2], signed[3], signed[4])
        if date:
            return replace(source, published=date, published_basis="落款日期")
    date, where = _in_the_margin(_of(text, zones, "title").strip(), body)
    if date:
        return replace(source, published=date, published_basis=where)
    lead = _LEAD.search(body[:400])
    around = _of(text, zones, "navigation", "comment")
    told_on = dateline or lead
    year, why = infer_year(body, around, new_year=bool(told_on and int(told_on["month"]) in (12, 1, 2)))
    if dateline:
        shown = f"电头“{dateline.group()[-24:]}”"
        if dateline["year"]:
            return replace(
                source,
                published=_iso(dateline["year"], dateline["month"], dateline["day"]),
                published_basis=shown,
            )
        return _of_the_day(source, body, dateline, shown, year, why)
    if lead:
        month, day = int(lead["month"]), int(lead["day"])
        shown = f"导语“{month}月{day}日”"
        again = re.search(rf"(20\d\d)年0?{month}月0?{day}日", body[:800])
        if again:
            return replace(
                source,
                published=_iso(again[1], lead["month"], lead["day"]),
                published_inferred=True,
                published_basis=f"{shown}，同一天印有年份",
            )
        return _of_the_day(source, body, lead, shown, year, why)
    if year and over(year) and after_whole_year(body, year):
        year, why = str(int(year) + 1), f"文中已叙述{year}年全年之事，成文不早于次年"
    elif year and over(year) and (later := told_later(body, year)):
        why = f"文首“{later[0]}月{later[1]}日”之前已叙述{later[2]}之事，成文不早于次年"
        year = _iso(str(int(year) + 1), later[0], later[1])
    if year:
        return replace(
            source, published=year, published_inferred=True, published_basis=f"文中未印日期，年份推断：{why}"
        )
    return source


def _of_the_day(
    source: Source, body: str, day: re.Match[str], shown: str, year: str | None, why: str
) -> Source:
    """The source dated by a month and a day without a year: the year is that of what the text tells, or the one after."""
    if not year:
        return replace(source, published_basis=f"{shown}只有月日，文中无从推断年份")
    month = int(day["month"])
    told = after_dateline(body, year, month, int(day["day"]))
    if told is None and (
        (month <= 2 and whole_year(body, year))
        or any(m["year"] == year for m in WHOLE_PAST.finditer(body))
        or after_whole_year(body, year)
    ):
        told = f"{year}年全年"
    if told is None and (row := re.search(rf"{year}年[^。；;\n]{{2,60}}[；;]\s?今年", body)):
        told = row[0][:5]  # years told in a row: 2021年……；今年…… is of a later one
    if told is not None and over(year):
        year, why = str(int(year) + 1), f"文中已叙述{told}之事，成文不早于次年"
    return replace(
        source,
        published=_iso(year, day["month"], day["day"]),
        published_inferred=True,
        published_basis=f"{shown}只有月日，年份推断：{why}",
    )


_TOLD_ON = re.compile(r"(?:今天|今日)[（(](?P<month>\d{1,2})月(?P<day>\d{1,2})日[）)]")
_LATE = 31
"""A page posted so many days after the day its text is told on reposts it."""


def _told_before(source: Source, body: str) -> Source:
    """The source of a page posted long after the day its text is told on (电头 or 今天（3月5日）): of the last such day before the posting."""
    head = body[:400]
    day = _DATELINE.search(head) if "日电" in head or "日讯" in head else None
    day = day or _TOLD_ON.search(head)
    if day is None or not source.published or len(source.published) != 10:
        return source
    posted = calendar_day.fromisoformat(source.published)
    year = day.groupdict().get("year")
    years = [int(year)] if year else [posted.year, posted.year - 1]
    told = [d for y in years if (d := _iso(str(y), day["month"], day["day"])) and d <= source.published]
    if not told or (posted - calendar_day.fromisoformat(told[0])).days <= _LATE:
        return source
    return replace(
        source,
        published=told[0],
        published_inferred=not year,
        published_basis=f"{source.published_basis}，正文“{day.group()[-16:]}”更早",
    )


def _in_the_margin(title: str, body: str) -> tuple[str | None, str]:
    """A full date at the end of the title, on a line of its own at the top or the end, or in a newspaper's imprint; and where it stands."""
    date = _first_date(_OWN_LINE, "\n".join([title, *body[:600].strip().split("\n")[:6]]))
    if date:
        return date, "文首印有日期"
    closing = list(_LAST_LINE.finditer(body[-400:]))
    date = _iso(*closing[-1].groups()) if closing else _first_date(_OUTLET_AND_DAY, body[-200:])
    if date:
        return date, "文末印有日期"
    return _first_date(_PRINTED_IN, body[-200:]) or _first_date(_PRINTED_IN, body[:300]), "报纸版面日期"


def _printed_issuer(header: str) -> str | None:
    """What stands behind 发布机构：, up to the next field of the line; None when that is no name of an office."""
    for m in _ISSUER.finditer(header):
        end = _NEXT_FIELD.search(m[1])
        name = m[1][: end.start()].strip() if end else m[1].strip()
        if re.fullmatch(r"[\u4e00-\u9fff][\u4e00-\u9fff、 ]{2,38}[\u4e00-\u9fff]", name):
            return name
    return None


def read_source(
    text: str, zones: tuple[Zone, ...], meta: dict[str, str], spans: list[tuple[int, int]]
) -> Signs:
    """Read the source from header, title, body and page metadata; nothing is taken from noise but the site's own name."""
    body = "\n".join(text[s:e] for s, e in spans)
    header = _of(text, zones, "header")
    top = header + "\n" + _of(text, zones, "title") + "\n" + body[:300]
    number = _NUMBER.search(header) or _NUMBER.search(top)
    printed = _printed_issuer(header)
    signed = _SIGNED.search(body)
    dateline = _DATELINE.search(body) if "日电" in body or "日讯" in body else None
    issuer = printed or (signed[1] if signed else None)
    if issuer is None and number is not None:
        named = re.search(rf"^\s*({_BODY})(?:关于|印发)", _of(text, zones, "title").strip())
        issuer = named[1] if named else None
    source = Source(
        title=_title(text, zones, meta),
        outlet=_outlet(text, zones, meta, body, dateline),
        issuer=issuer,
        number=re.sub(r"\s", "", number.group()) if number else None,
    )
    source = _published(source, text, zones, meta, body, signed, dateline)
    around = body[:200] + "\n" + body[-300:] + "\n" + header
    return Signs(
        source,
        dateline=dateline is not None,
        reporter="记者" in around and _REPORTER.search(around) is not None,
        signed=signed is not None,
        site=_CRUMB_SITE.search(_of(text, zones, "navigation")) is not None,
    )


_NAMED_DAY = re.compile(r"(?<!\d)(20[0-4]\d)[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d)")


def dated_by_name(signs: Signs, path: str) -> Signs:
    """The source, dated by a day in the file's name or folder (20230508.txt, 2023/05/08.txt) where the text prints no full date."""
    source = signs.source
    if source.published and not source.published_inferred:
        return signs
    found = list(_NAMED_DAY.finditer(path.replace("/", "-").replace("\\", "-")))
    if not found:
        return signs
    date = "-".join(found[-1].groups())
    basis = "文件名中的日期"
    return replace(
        signs, source=replace(source, published=date, published_inferred=True, published_basis=basis)
    )
