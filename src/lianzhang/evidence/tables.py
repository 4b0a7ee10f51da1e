"""Claims from tables: each figure is read as the sentence that its headings and its cell make.

``船山区`` beside, ``产值（亿元）`` above and ``312.6`` in the cell read as 船山区产值312.6亿元; the same grammar and frames that
read running text read it. The quote is the cell, its anchor the page or cell; the headings stand in the context.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import cast

from lianzhang.evidence.claim import Claim, Context, Modality, Value
from lianzhang.evidence.table_rows import Said, rows_of, unit_among
from lianzhang.text.document import Document, TableBlock, TableCell, TextMap, Zone, anchor_at

__all__ = ["table_claims"]

_FIGURE = re.compile(r"[-+−＋－]?[\d,，]*\d(?:\.\d+)?(?:\s*[-~～—至]\s*\d[\d,]*(?:\.\d+)?)?")
_NUMERAL = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_VALUE = re.compile(
    rf"(?:约|近|超过?|≥|>)?\s*{_FIGURE.pattern}\s*[\u4e00-\u9fffA-Za-z/%％㎡²³·]{{0,10}}(?:\*+|[①-⑳†‡])?"
)
_OWN_UNIT = re.compile(
    r"(?:占比|比重|份额|增长|增速|增幅|率|排名|位次|排序|年份|日期|时间|编号|代码|电话|指数)$"
)
_SHARE = re.compile(r"(?:占比|比重|份额|增速|增幅|增长|[比利]率)$")
_RANK = re.compile(r"(?:排名|位次|名次|排位|位列|排序)$")
_COUNTED = (
    (re.compile(r"(?:企业|公司|厂家|家)数量?$"), "家"),
    (re.compile(r"(?:人|员工|从业)(?:数|数量|员|人数|人员)?$"), "人"),
    (re.compile(r"项目(?:数|数量|个数)$|个数$"), "个"),
)
_CAPTION_NOISE = re.compile(
    r"^(?:附?表\s*[\d一二三四五六七八九十.-]*\s*[:：、]?)|(?:情况|统计|一览|汇总|明细){0,6}(?:表|情况)?$|各(?:省|市|州|县|区|乡镇|企业|项目){1,6}(?:市|州|县|区){0,6}"
)
_TIME = re.compile(
    r"(?:(?:19|20)\d{2}年?(?:\d{1,2}[-~—至]\d{1,2}月|\d{1,2}月|前?[一二三四1-4]季度|上半年|下半年|末|底|全年)?|“?十[三四五]五”?(?:期间|末)?|\d{1,2}[-~—至]\d{1,2}月|上半年|下半年|全年|今年|去年)"
)
_CAPTION_UNIT = re.compile(r"[(（\[]\s*(?:(?:计量)?单位[:：])?[^()（）\[\]\d]{1,20}[)）\]]")
_FOOTNOTE = re.compile(r"(?:\*+|[①-⑳†‡])$")
_OF_PROJECTS = frozenset(
    {"investment", "capacity", "output_value", "production", "employment", "factor_support"}
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
    said: Said


def _value(text: str) -> str:
    """The figure of a cell without a plus and the mark of a footnote."""
    return _FOOTNOTE.sub("", text).lstrip("+＋").strip()


def _sentence(
    table: TableBlock, cell: TableCell, said: Said, *, with_caption: bool
) -> tuple[str, int] | None:
    """The sentence of a cell and where its figure begins in it; None where nothing says what is counted."""
    if len(cell.text) > 40 or not _VALUE.fullmatch(cell.text):
        return None
    caption = _without_unit(table.caption)
    when = said.time
    if not when and (named := _TIME.search(caption)):
        when = named.group()
    about = [name for name, _ in said.whose]
    if with_caption:
        about.append(_CAPTION_NOISE.sub("", _TIME.sub("", caption)))
    about = [part for part in (*about, *said.what) if part]
    if not about:
        return None
    value = _value(cell.text)
    if _FIGURE.fullmatch(value):
        unit = said.unit or _unit_of(table, about)
        if _RANK.search(about[-1]) and unit in ("", "位", "名") and value.isdigit():
            value, unit = f"第{value}", "位"
        value += unit
    when = f"{when}年" if re.fullmatch(r"\d{4}", when) else when
    # A heading that ends in a figure or a letter must not run into the value.
    plain = all(len(part) <= _SHORT and _WORDS.fullmatch(part) for part in about)
    told = ("" if plain else "，").join(about)  # 房屋建设新签合同额: what is measured follows whose it is
    head = f"{when}{told}{'为' if told[-1].isascii() and told[-1].isalnum() else ''}"
    return f"{head}{value}", len(head) + (1 if value.startswith("第") else 0)


def _without_unit(caption: str) -> str:
    return _CAPTION_UNIT.sub("", caption).replace(" ", "")


def _unit_of(table: TableBlock, headings: list[str]) -> str:
    """The unit that the table gives to all, but to counts and shares, which have their own."""
    if _OWN_UNIT.search(headings[-1]):
        return "%" if table.unit in ("%", "％") and _SHARE.search(headings[-1]) else ""
    for pattern, unit in _COUNTED:
        if pattern.search(headings[-1]):
            return unit
    return unit_among(table.unit, headings)


def _made(
    document: Document, rows: Iterable[tuple[TableCell, Said, str, int]]
) -> tuple[Document, list[_Line]]:
    """A document of one sentence a figure, below the title, which names the place for all.

    ``rows`` are cells, what is said of them, their sentences, and where in these the figures begin."""
    title = (document.source.title or "").strip()
    parts = [f"{title}\n"] if title else []
    at = len(parts[0]) if parts else 0
    top = at
    lines: list[_Line] = []
    for cell, said, sentence, value in rows:
        lines.append(_Line(at, at + len(sentence), at + value, cell, said))
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
    cells = list(islice(((t, c, s) for t in document.tables for c, s in rows_of(t)), _MAX_CELLS))
    found: dict[tuple[int, int], list[Claim]] = {}
    for with_caption in (False, True):
        rows = [
            (c, said, *s)
            for t, c, said in cells
            if (c.raw_start, c.raw_end) not in found
            and (s := _sentence(t, c, said, with_caption=with_caption))
        ]
        if not rows:
            continue
        # A total is read apart: nothing of the rows that it sums up may be handed down to it.
        for part in ([r for r in rows if r[1].whose], [r for r in rows if not r[1].whose]):
            for placed in _read(document, part, read, with_caption=with_caption):
                found.setdefault((placed.start, placed.end), []).append(placed)
    return [c for key in sorted(found) for c in found[key]]


def _read(
    document: Document,
    rows: list[tuple[TableCell, Said, str, int]],
    read: Callable[[Document], list[Claim]],
    *,
    with_caption: bool,
) -> Iterator[Claim]:
    made, lines = _made(document, rows)
    starts = [line.start for line in lines]
    for claim in read(made) if rows else ():
        for start, end in ((claim.start, claim.end), *claim.also):
            i = bisect_right(starts, start) - 1
            if i < 0 or not _same(claim.value, lines[i].cell.text) or end <= lines[i].value:
                continue
            if claim.rule != _UNNAMED or with_caption:
                yield _placed(document, made, claim, lines[i])


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
        and printed[:1] in "-−－"
        and len(_NUMERAL.findall(printed)) == 1
    ):
        return -value
    return value


def _placed(document: Document, made: Document, claim: Claim, line: _Line) -> Claim:
    """The claim at its cell, of whom and in which state the headings say."""
    sentence = made.text[line.start : line.end]
    cell = line.cell
    mark = (line.value - line.start, len(sentence))
    modality, stage = _state(claim, line.said)
    return replace(
        claim,
        subject=_subject(claim, line.said),
        modality=modality,
        stage=stage,
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


def _subject(claim: Claim, said: Said) -> str | None:
    """The project, firm or place that the row names; else what was read."""
    for role in ("project", "firm", "column", "place"):
        name = said.of(role)
        if name and not (role == "place" and said.what[:-1]):
            return name
    return claim.subject


def _state(claim: Claim, said: Said) -> tuple[Modality, str | None]:
    """Modality and stage: what the column tells of its figures (计划, 目标) before what the row tells of its project."""
    if claim.modality != "actual" or claim.kind == "growth":
        return claim.modality, claim.stage
    if said.ahead and "完成" not in (claim.measure or ""):
        return cast("Modality", said.ahead), claim.stage
    if said.state and claim.kind in _OF_PROJECTS:
        modality, stage = said.state
        return (
            claim.modality if "完成" in (claim.measure or "") else cast("Modality", modality)
        ), claim.stage or stage
    return claim.modality, claim.stage
