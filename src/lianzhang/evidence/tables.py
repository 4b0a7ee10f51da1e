"""Claims from tables: each figure is read as the sentence that its headings and its cell make.

``船山区`` beside, ``产值（亿元）`` above and ``312.6`` in the cell read as 船山区产值312.6亿元; the same grammar and frames that
read running text read it. The quote is the cell, its anchor the page or cell; the headings stand in the context.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from lianzhang.evidence.claim import Claim, Context, Value
from lianzhang.text.document import Document, TableBlock, TableCell, TextMap, Zone, anchor_at

__all__ = ["table_claims"]

_FIGURE = re.compile(r"[-+−]?[\d,，]*\d(?:\.\d+)?(?:\s*[-~～—至]\s*\d[\d,]*(?:\.\d+)?)?")
_NUMERAL = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_VALUE = re.compile(rf"(?:约|近|超过?|≥|>)?\s*{_FIGURE.pattern}\s*[\u4e00-\u9fffA-Za-z/%％㎡²³·]{{0,10}}")
_UNIT = re.compile(
    r"[(（\[]\s*(?:单位[:：])?\s*([^()（）\[\]\d]{1,10})\s*[)）\]]|[/／,，]\s*((?:万|亿)?(?:元|吨|家|人|户|亩|个))$"
)
_KNOWN_UNIT = re.compile(r"(?:[十百千万亿]{0,3}(?:元|美元|吨|家|人|户|亩|个|项|千瓦时|千瓦|平方米|平方公里|公里|辆|套|台|支|只|kWh|kW|Wh|Wh/kg)|[GMTk]Wh?|GWh|tce|%|％)(?:/年)?")  # fmt: skip
_TIME = re.compile(
    r"(?:(?:19|20)\d{2}年?(?:\d{1,2}[-~—至]\d{1,2}月|\d{1,2}月|上半年|下半年|[一二三四1-4]季度|末|底|全年)?|“?十[三四五]五”?(?:期间|末)?|\d{1,2}月份?|上半年|全年|今年|去年)"
)
_OWN_UNIT = re.compile(
    r"(?:占比|比重|份额|增速|增幅|增长|率|排名|位次|排序|年份|日期|时间|编号|代码|电话|指数)$"
)
_COUNTED = (
    (re.compile(r"(?:企业|公司|厂家|家)数量?$"), "家"),
    (re.compile(r"(?:人|员工|从业)数?量?$"), "人"),
    (re.compile(r"项目数?量?$|个数$"), "个"),
)
_CAPTION_NOISE = re.compile(
    r"^(?:附?表\s*[\d一二三四五六七八九十.-]*\s*[:：、]?)|(?:情况|统计|一览|汇总|明细)*(?:表|情况)?$|各(?:省|市|州|县|区|乡镇|企业|项目)+(?:市|州|县|区)*"
)
_MAX_CELLS = 20_000
_SHORT = 10
_WORDS = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """One figure as a sentence: ``[start, end)`` of the made text; the cell it stands for, whose text begins at ``value``."""

    start: int
    end: int
    value: int
    cell: TableCell


def _bare(heading: str) -> tuple[str, str]:
    """A heading without its unit, and the unit."""
    unit = ""
    for m in _UNIT.finditer(heading):
        found = (m[1] or m[2] or "").strip()
        if _KNOWN_UNIT.fullmatch(found):
            unit = found
    plain = _UNIT.sub(
        lambda m: "" if _KNOWN_UNIT.fullmatch((m[1] or m[2] or "").strip()) else m.group(), heading
    )
    return plain.replace(" ", ""), unit


def _sentence(table: TableBlock, cell: TableCell, *, with_caption: bool) -> str | None:
    """The sentence of a cell; None where the cell holds no figure or nothing says what is counted."""
    if cell.heading or len(cell.text) > 40 or not _VALUE.fullmatch(cell.text):
        return None
    row = [_bare(part) for part in cell.row_heading.split(" ") if part]
    column = [_bare(part) for part in cell.column_heading.split(" ") if part]
    times: list[str] = []
    about: list[str] = []
    for part, _ in (*row, *column):
        m = _TIME.match(part)
        if m:
            times.append(m.group())
        about.append(part[m.end() :] if m else part)
    caption, _ = _bare(table.caption)
    if not times and (named := _TIME.search(caption)):
        times = [named.group()]
    if with_caption:
        about.insert(len(row), _CAPTION_NOISE.sub("", _TIME.sub("", caption)))
    about = [part for part in about if part]
    if not about:
        return None
    value = cell.text
    if _FIGURE.fullmatch(value):
        units = [unit for _, unit in (*column, *row) if unit]
        unit = units[0] if units else _unit_of(table, about)
        value += unit
    when = "".join(f"{t}年" if re.fullmatch(r"\d{4}", t) else t for t in times[:1])
    # A heading that ends in a figure or a letter must not run into the value.
    plain = all(len(part) <= _SHORT and _WORDS.fullmatch(part) for part in about)
    said = ("" if plain else "，").join(about)  # 房屋建设新签合同额: what is measured follows whose it is
    return f"{when}{said}{'为' if said[-1].isascii() and said[-1].isalnum() else ''}{value}"


def _unit_of(table: TableBlock, headings: list[str]) -> str:
    """The unit that the table gives to all, but to counts and shares, which have their own."""
    if any(_OWN_UNIT.search(h) for h in headings):
        return ""
    for pattern, unit in _COUNTED:
        if any(pattern.search(h) for h in headings):
            return unit
    return table.unit if _KNOWN_UNIT.fullmatch(table.unit) else ""


def _made(document: Document, rows: Iterable[tuple[TableCell, str]]) -> tuple[Document, list[_Line]]:
    """A document of one sentence a figure, below the title, which names the place for all."""
    title = (document.source.title or "").strip()
    parts = [f"{title}\n"] if title else []
    at = len(parts[0]) if parts else 0
    top = at
    lines: list[_Line] = []
    for cell, sentence in rows:
        lines.append(_Line(at, at + len(sentence), at + sentence.rindex(cell.text), cell))
        parts.append(f"{sentence}。\n")
        at += len(sentence) + 2
    text = "".join(parts)
    zones = ((Zone(0, top, "header"),) if top else ()) + (Zone(top, len(text), "body"),)
    made = replace(document, raw=text, text=text, map=TextMap.identity(len(text)), zones=zones, damage=(), repeats=(),
                   hypothesis=(), anchors=(), tables=())  # fmt: skip
    return made, lines


def table_claims(document: Document, read: Callable[[Document], list[Claim]]) -> list[Claim]:
    """The claims of a document's tables in order of position. ``read`` reads a document of sentences into claims.

    What a table leaves unsaid is not filled in from the cell beside it: a claim without the cell's own figure is dropped.
    """
    cells = [(t, c) for t in document.tables for c in t.cells][:_MAX_CELLS]
    found: dict[tuple[int, int], list[Claim]] = {}
    for with_caption in (False, True):
        rows = [
            (c, s)
            for t, c in cells
            if (c.raw_start, c.raw_end) not in found and (s := _sentence(t, c, with_caption=with_caption))
        ]
        if not rows:
            continue
        made, lines = _made(document, rows)
        starts = [line.start for line in lines]
        for claim in read(made):
            for start, end in ((claim.start, claim.end), *claim.also):
                i = bisect_right(starts, start) - 1
                if i < 0 or not _same(claim.value, lines[i].cell.text) or end <= lines[i].value:
                    continue
                if claim.rule == _UNNAMED and not with_caption:
                    continue
                line = lines[i]
                placed = _placed(document, made, claim, line)
                found.setdefault((placed.start, placed.end), []).append(placed)
    return [c for key in sorted(found) for c in found[key]]


_UNNAMED = "number.finance.金额"
"""The rule of a sum whose headings do not say what it is: the caption may."""


def _digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _same(value: Value, printed: str) -> bool:
    """Whether a value has the digits that the cell prints, unit words apart."""
    figures = [Decimal(f.replace(",", "").replace("，", "")) for f in _NUMERAL.findall(printed)]
    values = value if isinstance(value, tuple) else (value,)
    read = {_digits(v) for v in values if v is not None}
    return bool(read) and read <= {_digits(f) for f in figures}


def _signed(value: Value, printed: str) -> Value:
    """The value with the minus of the cell (``-3.1%``), which sentences print as 下降."""
    if (
        isinstance(value, Decimal)
        and value > 0
        and printed[:1] in "-−"
        and len(_NUMERAL.findall(printed)) == 1
    ):
        return -value
    return value


def _placed(document: Document, made: Document, claim: Claim, line: _Line) -> Claim:
    """The claim at its cell."""
    sentence = made.text[line.start : line.end]
    cell = line.cell
    mark = (line.value - line.start, len(sentence))
    return replace(
        claim,
        value=_signed(claim.value, cell.text),
        quote=document.raw[cell.raw_start : cell.raw_end],
        start=cell.raw_start,
        end=cell.raw_end,
        also=(),
        anchor=anchor_at(document, cell.raw_start),
        rule=f"table:{claim.rule}",
        confidence=round(claim.confidence * 0.9, 3),
        context=Context(sentence, mark, cell.raw_start, cell.raw_end),
    )
