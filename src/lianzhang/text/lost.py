"""What is missing or out of order and cannot be put back: numerals, broken sentences, paragraphs in another order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.text.edits import Found

__all__ = ["empty_fields", "find_lost"]

_NUM = "0-9０-９〇零一二三四五六七八九十百千万亿两几数多半整余"
_UNITS = "家|个|名|人|种|项|条|户|亩|吨|台|辆|套|款|座|次|件|平方米|公里|亿元|万元|万吨|万人|亿|万"
_RULES = (
    # 现有企业余家: the remainder word with nothing to be the remainder of (其余, 剩余, 业余 … are words).
    (("余",), rf"余(?:(?<=[企产工农行商]业余)|(?<=^余)|(?<=[\s,，。、:：;；(（]余)|(?<=[拥现共已]有余)|(?<=[达到近超共约立引进建成个目位种条线点区县市台司商所人]余))(?:{_UNITS})(?!余)"),
    # [ ]wh/kg, ( )万吨: an empty bracket before a unit.
    ((), r"[\[［(（【][\s\u3000]{0,6}[\]］)）】](?=\s*(?:[kKmMgGtT]?[wW]h|GW|MW|kW|万|亿|吨|元|家|个|项|亩|%))(?:\s*[A-Za-z/]+|.)"),
    # 中试线wh/kg半固态: a unit in Latin letters stuck to the noun before it.
    (("Wh", "wh", "WH", "wH"), r"(?<=[\u4e00-\u9fff])(?<![为以按用每位即如及和或的])(?:[KkMmGgTt]?[Ww][Hh]/(?:kg|[Ll])|[KkMmGgTt][Ww][Hh])(?=[\u4e00-\u9fff])(?!级|时|计|以上|为|是)"),
    # 生产线万吨碳酸锂: a counted unit stuck to the noun of another plant.
    ((), r"[万亿](?<=[线厂矿池期台座].)(?:吨|千瓦时|千瓦|平方米|立方米|辆|套|台|元|支|片|只)(?!级|以上)"),
    # 建成产能万吨/年: a rate a year without figure.
    (("/年",), rf"(?<=[\u4e00-\u9fff])(?<![{_NUM}位为数上近超达逾过约])(?:万吨|万辆|万套|亿平方米|万平方米)/年"),
    # 占比超过%, 增长%: a rate without figure.
    (("%",), r"%(?<=[长降升至到达过为超约占增加幅]%)(?=[,，。;；、)）\s以])"),
    # …。年左右土地…: a year without figures.
    (("年",), r"年(?:(?<=[。,，;；)）\s]年)|(?<=^年))(?=左右|在此|间[,，])"),
)  # fmt: skip
"""Signs of which one must be there (empty: no such sign), and the rule. Where a rule begins with a character of its own,
the search runs at the speed of a search for that character; what must stand before it is looked at afterwards."""
_COMPILED = tuple((signs, re.compile(rule, re.MULTILINE)) for signs, rule in _RULES)
_BREAK = re.compile(r"\n\s*+")
_NEXT = re.compile(r"\S{1,4}")
_NO_BREAK = frozenset("。！？!?…；;：:”’」』》）)】]|>")
# Words that begin with a unit, and 人 as a noun.
_WORDS = (
    r"个[人别性体案中]|家[庭具人里长乡电属园居务常]|人(?![,，。;；以次左])|名[字称单义录胜师人目气誉校企优牌副著]|种[植子类种族粮业质田羊猪苗]|项目"
    r"|条[件例款约理]|户[口型外籍主名数]|台[湾阶商胞海账州风上下前词灯]|套[餐餐路用取期]|款[项式待]|座[谈位右落椅机]|次[日年要数品序级氯生贷]|件[数]|辆次|吨位"
)
_LOST_START = re.compile(
    rf"(?!{_WORDS})余?(?:{_UNITS})(?![一-龥]{{0,4}}[、:：])|月(?:前|底|初|中旬|\d)|年(?:前|底|初|[^会度味])|%|[kKmMgG][wW]h|wh/"
)
_CLOSING = re.compile(r"[(（](?:完|记者[^)）\n]{2,20}|完毕)[)）]\s*$")
_DATELINE = re.compile(
    r"\s*[\u4e00-\u9fff]{2,16}?(?:网|社|报|台|客户端)[\u4e00-\u9fff]{0,6}?(?:\d{4}年)?\d{1,2}月\d{1,2}日[电讯]"
)


def find_lost(text: str, spans: list[tuple[int, int]]) -> list[Found]:
    """Lost numerals (one entry a place), broken paragraphs and shuffled order within the body ``spans``."""
    places: list[tuple[int, int]] = []
    breaks: list[tuple[int, int]] = []
    rules = [rule for signs, rule in _COMPILED if not signs or any(sign in text for sign in signs)]
    for begin, end in spans:
        for rule in rules:
            places += [m.span() for m in rule.finditer(text, begin, end)]
        for last, at, stop in _line_breaks(text, begin, end):
            if last - text.rfind("\n", 0, last) <= 40:
                continue
            if _LOST_START.match(text, at):
                places.append((at, stop))
            elif (
                re.match(r"(?!\d{1,2}[、.．。,，)）])[\d,，。、]", text[at:stop])
                and "\u4e00" <= text[last] <= "\u9fff"
            ):
                breaks.append((last, stop))
    found = [
        Found("lost_number", s, e, 1, undone=False, detail=_around(text, s, e))
        for s, e in _distinct(places)[:200]
    ]
    if breaks:
        s, e = breaks[0]
        found.append(Found("broken_paragraph", s, e, len(breaks), undone=False, detail=_around(text, s, e)))
    return found + _shuffled(text, spans)


def _line_breaks(text: str, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Lines that do not end a sentence: where their last character stands, and the first (up to four) of the next line."""
    reached = begin
    for m in _BREAK.finditer(text, begin, end):
        last = m.start() - 1
        while last >= begin and text[last] in " \t":
            last -= 1
        if last < reached or text[last].isspace() or text[last] in _NO_BREAK:
            continue
        following = _NEXT.match(text, m.end(), end)
        if following:
            reached = following.end()
            yield last, following.start(), reached


def _distinct(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for s, e in sorted(places):
        if not out or s >= out[-1][1]:
            out.append((s, e))
    return out


def _around(text: str, start: int, end: int) -> str:
    return re.sub(r"\s+", " ", text[max(0, start - 6) : end + 6]).strip()


def _shuffled(text: str, spans: list[tuple[int, int]]) -> list[Found]:
    """A closing mark with body after it, or a dateline with body before it: paragraphs stand in another order."""
    lines: list[tuple[int, int]] = []
    for begin, end in spans:
        at = begin
        for line in text[begin:end].split("\n"):
            if len(line.strip()) >= 30 or (lines and at == begin):
                lines.append((at, at + len(line)))
            at += len(line) + 1
    signs: list[tuple[int, int]] = []
    for i, (start, end) in enumerate(lines):
        line = text[start:end]
        closing = _CLOSING.search(line[-40:])
        if closing and i + 1 < len(lines) and sum(b - a for a, b in lines[i + 1 :]) > 200:
            signs.append((max(start, end - 12), end))
        dateline = _DATELINE.match(line[:60])
        if dateline and i > 0 and sum(b - a for a, b in lines[:i]) > 200:
            signs.append((start, start + dateline.end()))
    if not signs:
        return []
    s, e = signs[0]
    return [Found("shuffled_paragraphs", s, e, len(signs), undone=False, detail=_around(text, s, e))]


_FIELD = r"(?:索\s*引\s*号|发布机构|发文机关|发文字号|生成日期|成文日期|发布日期|主题分类|信息分类|组配分类|是否有效|有效性|来\s*源|作\s*者)"
_EMPTY = re.compile(
    rf"({_FIELD})[ \t\u3000]*[:：][ \t\u3000]*(?=$|{_FIELD}|(?![\u4e00-\u9fff]{{1,6}}?{_FIELD})(?:[\u4e00-\u9fff]{{2,8}}|[\u4e00-\u9fff][ \t\u3000]{{1,4}}[\u4e00-\u9fff])[:：])",
    re.MULTILINE,
)


def empty_fields(text: str, spans: list[tuple[int, int]]) -> list[Found]:
    """Labels of a document's header with nothing behind them (one entry for all)."""
    hits = [m for start, end in spans for m in _EMPTY.finditer(text, start, end)]
    if not hits:
        return []
    listing = "、".join(re.sub(r"\s", "", m[1]) for m in hits)
    return [Found("empty_field", hits[0].start(), hits[0].end(), len(hits), undone=False, detail=listing)]
