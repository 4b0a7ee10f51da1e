"""A model as a Word document in the look of an office paper: 仿宋 text, 黑体 headings, numbered tables, and the list 依据 at the end.

Every figure carries a small number that leads to its entry in that list. Lights are words with a sign and a colour. Charts are left
out: their figures stand in the tables beside them. The page is A4 with the margins of GB/T 9704.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lianzhang.core import Quantity, Text, language, say
from lianzhang.outputs.lowering import Atom, atoms, lines, names_of, text_of
from lianzhang.outputs.marks import date_text
from lianzhang.outputs.model import (
    Block,
    Bullets,
    Card,
    Chart,
    Inline,
    Lines,
    Paragraph,
    ReportModel,
    Section,
    Table,
    Tiles,
    Words,
)
from lianzhang.outputs.numbers import aside, parted, show
from lianzhang.outputs.paper_basis import BasisList, clean
from lianzhang.outputs.word_parts import (
    FANG,
    HEI,
    KAI,
    LATIN,
    SONG,
    TITLE,
    Font,
    Part,
    element,
    field_run,
    floors,
    link,
    mark,
    paragraph,
    run,
    table,
    widths,
)

__all__ = ["LIGHT_COLOURS", "MOST_ENTRIES", "write_whole", "write_word"]

LIGHT_COLOURS = {
    "red": "C00000", "yellow": "9C6500", "green": "2E7D32", "grey": "666666", "impossible": "C00000", "implies": "9C6500",
    "conflict": "C00000", "remaining": "C00000",
}  # fmt: skip
"""Colours of badges; the words beside them say the same."""

MOST_ENTRIES = 800
"""Entries of the list 依据 that a paper prints; the sheet holds them all."""

_WIDTH, _ACROSS = 8845, 13890  # 156 mm upright and 245 mm across, in twentieths of a point
_BODY = Font(FANG, 32)
_HEADS = "一二三四五六七八九十"


def write_whole(path: Path, save: Callable[[str], object]) -> Path:
    """Write a file beside its place and put it there at once: never half a file. Makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    try:
        save(name)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def write_word(model: ReportModel, path: str | Path) -> Path:
    """Write a model as a ``.docx``; returns the path. Raises OSError when it cannot be written."""
    writer = _Writer(model)
    return write_whole(Path(path), writer.document().save)


def _count(number: int) -> str:
    """1 → 一, 12 → 十二."""
    if number <= 10:
        return _HEADS[number - 1]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _HEADS[tens - 1]) + "十" + (_HEADS[ones - 1] if ones else "")


class _Writer:
    def __init__(self, model: ReportModel) -> None:
        self.model = model
        self.names = names_of(model)
        self.bases = BasisList(model, short=True)
        self.tables = 0
        self.width = _WIDTH

    def document(self) -> WordDocument:
        made = Document()
        _styles(made)
        _page(made)
        _fallbacks(made)
        properties = made.core_properties
        properties.title = clean(say(self.model.title))[:250]
        properties.author = clean(self.model.office)[:250]
        properties.comments = ""
        body = made.element.body
        end = body.sectPr
        for part in self._parts():
            end.addprevious(part)
        return made

    def _parts(self) -> Iterator[Part]:
        yield from self._head()
        across: bool | None = None
        for number, section in enumerate(self.model.sections, start=1):
            wide = any(isinstance(b, Table) and self._needs(b) > _WIDTH for b in section.blocks)
            if across is not None and wide != across:  # the title stands on the first page, however that lies
                yield self._turn(across)
            across = wide
            self.width = _ACROSS if across else _WIDTH
            yield from self._section(section, number)
        if across:
            yield self._turn(across)
        self.width = _WIDTH
        yield from self._basis(len(self.model.sections) + 1)

    def _turn(self, across: bool) -> Part:
        """The end of pages that stand upright or lie across: what was before it is set so."""
        width, height = (16838, 11906) if across else (11906, 16838)
        size = element("pgSz", w=width, h=height, **({"orient": "landscape"} if across else {}))
        top, side = (1587, 1474) if across else (2098, 1587)
        margins = element(
            "pgMar", top=top, bottom=top, left=side, right=1474, header=850, footer=1000, gutter=0
        )
        return element(
            "p",
            element("pPr", element("spacing", line=20, lineRule="exact"), element("sectPr", size, margins)),
        )

    def _head(self) -> Iterator[Part]:
        title = Font(TITLE, 44)
        yield paragraph(
            [run(say(self.model.title), title)],
            style="Title",
            align="center",
            line=640,
            before=120,
            after=160,
        )
        if self.model.subtitle is not None:
            yield paragraph(self._runs(self.model.subtitle, Font(KAI, 32)), align="center", line=560)
        who = "　　".join(x for x in (self.model.office, date_text(self.model.made_at)) if x)
        yield paragraph([run(who, Font(KAI, 30))], align="center", line=560, after=200, below="C00000")

    def _section(self, section: Section, number: int) -> Iterator[Part]:
        told = f"{_count(number)}、" if language() == "zh" else f"{number}. "
        heading = [run(told, Font(HEI, 32)), *self._runs(Words(section.title), Font(HEI, 32))]
        yield paragraph(heading, style="Heading1", indent=200, line=580, before=160, keep=True)
        if section.lead is not None:
            yield paragraph(self._runs(section.lead, Font(KAI, 28)), indent=200, line=480)
        for block in section.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Part]:
        if isinstance(block, Paragraph):
            font = {"lead": Font(FANG, 32, bold=True), "note": Font(KAI, 28)}.get(block.tone, _BODY)
            for line in self._lines(block.words, font):
                yield paragraph(line, indent=200, line=560)
        elif isinstance(block, Bullets):
            for number, item in enumerate(block.items, start=1):
                told = f"（{_count(number)}）" if language() == "zh" else f"({number}) "
                first, *more = self._lines(item, _BODY)
                yield paragraph([run(told, _BODY), *first], indent=200, line=560)
                for line in more:
                    yield paragraph(line, indent=200, line=560)
        elif isinstance(block, Tiles):
            yield from self._tiles(block)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Card):
            yield from self._card(block)
        elif isinstance(block, Chart):
            return

    def _tiles(self, block: Tiles) -> Iterator[Part]:
        for start in range(0, len(block.items), 4):
            some = block.items[start : start + 4]
            cells = []
            for tile in some:
                label = paragraph([run(say(tile.label), Font(HEI, 21))], align="center", before=60)
                figure = paragraph(
                    self._runs(tile.figure, Font(SONG, 30, bold=True)), align="center", before=40
                )
                remark = [] if tile.remark is None else [
                    paragraph(self._runs(tile.remark, Font(KAI, 19)), align="center", after=60)
                ]  # fmt: skip
                cells.append([label, figure, *remark])
            each = self.width // len(some)
            yield table([], [cells], [each] * len(some), border="BFBFBF")
            yield paragraph([], line=200)

    def _table(self, block: Table) -> Iterator[Part]:
        self.tables += 1
        size = _size(block)
        told = say(Text(f"表{self.tables}　", f"Table {self.tables}  "))
        caption = [run(told, Font(HEI, 24)), *self._runs(block.caption, Font(HEI, 24))]
        yield paragraph(caption, align="center", line=440, before=120, after=40, keep=True)
        if not block.rows:
            yield paragraph([run(say(Text("（无）", "(none)")), Font(KAI, 24))], align="center", line=440)
            return
        heads = [
            paragraph([run(say(c.head), Font(HEI, size))], align="center", before=30, after=30)
            for c in block.columns
        ]
        texts, solid = self._texts(block), {i: c.kind != "text" for i, c in enumerate(block.columns)}
        columns = widths(texts, [c.width for c in block.columns], self.width, size * 5, solid)
        rows = ([self._cell(cell, c.kind, size) for cell, c in zip(row, block.columns)] for row in block.rows)
        yield table(heads, rows, columns)
        note = [] if block.note is None else self._runs(block.note, Font(KAI, 21))
        yield paragraph(note, line=300, after=60)

    def _texts(self, block: Table) -> list[list[str]]:
        """What stands in each column, the heading first, with room for the number of a basis."""
        found = []
        for i, column in enumerate(block.columns):
            own = [say(column.head)]
            for row in block.rows[:400]:
                told = "\n".join("".join(a.text for a in line) for line in lines(row[i], self.names))
                own.append(
                    told if column.kind == "text" else told.replace("（", "\n（").replace(" (", "\n(") + "999"
                )
            found.append(own)
        return found

    def _needs(self, block: Table) -> int:
        """The width that a table needs so that no figure breaks."""
        solid = {i: c.kind != "text" for i, c in enumerate(block.columns)}
        return sum(floors(self._texts(block), _size(block) * 5, solid))

    def _cell(self, cell: Inline | Lines | None, kind: str, size: int) -> list[Part]:
        align = {"figure": "right", "date": "center"}.get(kind, "left")
        font = Font(SONG, size)
        if isinstance(cell, Quantity) and kind == "figure" and (told := parted(show(cell)))[1]:
            value, ends = told  # the range on a line of its own: half as wide
            number = self._atoms(list(atoms(cell, self.names)), font)[1:]
            ranged = Font(SONG, max(size - 3, 14), colour="595959")
            head = paragraph([run(value, font), *number], align=align, before=10)
            return [head, paragraph([run(ends, ranged)], align=align, after=10)]
        return [paragraph(line, align=align, before=10, after=10) for line in self._lines(cell, font)]

    def _card(self, block: Card) -> Iterator[Part]:
        head = [
            *self._runs(block.badge, Font(HEI, 28)),
            run("　", _BODY),
            *self._runs(block.title, Font(HEI, 30)),
        ]
        remark = say(Text("，", ", ")).join(text_of(a, self.names) for a in block.aside)
        if remark:
            head.append(run(aside(remark), Font(KAI, 26)))
        yield paragraph(head, indent=200, line=520, before=80, keep=True)
        yield paragraph(self._runs(block.sentence, Font(FANG, 30)), indent=200, line=520)
        if block.arithmetic is not None:
            told = run(say(Text("算式：", "Arithmetic: ")), Font(KAI, 24))
            yield paragraph([told, *self._runs(block.arithmetic, Font(KAI, 24))], indent=200, line=420)

    def _basis(self, number: int) -> Iterator[Part]:
        if not len(self.bases):
            return
        told = f"{_count(number)}、" if language() == "zh" else f"{number}. "
        yield paragraph(
            [run(told + say(Text("依据", "Bases")), Font(HEI, 32))],
            style="Heading1",
            indent=200,
            line=580,
            before=200,
            keep=True,
        )
        lead = Text("文中数字和日期右上角的编号，对应下列依据；方括号内为下级依据的编号。",
                    "The small number beside a figure or date is that of its basis; brackets hold the numbers of what lies beneath.")  # fmt: skip
        yield paragraph([run(say(lead), Font(KAI, 24))], indent=200, line=420)
        small, face = 15, Font(SONG, 15)
        heads = (
            Text("编号", "No."),
            Text("类别", "Kind"),
            Text("依据和出处", "Basis and source"),
            Text("准确数值", "Exact"),
        )
        columns = [620, 860, 5965, 1400]
        top = [paragraph([run(say(h), Font(HEI, small))], align="center") for h in heads]
        rows = []
        for entry in self.bases.entries():
            if entry.number > MOST_ENTRIES:
                break
            marked = mark(f"basis{entry.number}", 1000 + entry.number, run(str(entry.number), face))
            told = entry.text[:1200] + (f"　{entry.source[:400]}" if entry.source else "")
            words = (entry.kind, told, entry.values)
            rows.append([[paragraph(marked, align="center")], *([paragraph([run(w, face)])] for w in words)])
        yield table(top, rows, columns, margin=40)
        left = len(self.bases) - MOST_ENTRIES
        if left > 0:
            said = Text(f"另有{left}条下级依据未印出。", f"{left} more beneath these are not printed.")
            yield paragraph([run(say(said), Font(KAI, 24))], indent=200, line=420)
        yield paragraph([], line=240)

    def _lines(self, cell: Inline | Lines | None, font: Font) -> list[list[Part]]:
        return [self._atoms(line, font) for line in lines(cell, self.names)] or [[]]

    def _runs(self, part: Inline, font: Font) -> list[Part]:
        return self._atoms(list(atoms(part, self.names)), font)

    def _atoms(self, found: Sequence[Atom], font: Font) -> list[Part]:
        made: list[Part] = []
        for atom in found:
            look = font
            if atom.kind == "badge":
                look = Font(HEI, font.size, True, LIGHT_COLOURS.get(atom.extra, "404040"))
            elif atom.kind == "quote":
                look = Font(KAI, font.size, font.bold)
            elif atom.lost:
                look = Font(KAI, font.size, font.bold, "7F7F7F")
            made.append(run(atom.text, look))
            number = self.bases.number(atom.basis) if atom.basis else None
            if number is not None:
                small = Font(SONG, max(min(font.size, 28), 18), colour="7F7F7F", raised=True)
                told = run(str(number), small)
                made.append(link(f"basis{number}", told) if number <= MOST_ENTRIES else told)
        return made


def _size(block: Table) -> int:
    """Half-points of a table's text: the more columns, the smaller."""
    return 21 if len(block.columns) <= 5 else 18 if len(block.columns) <= 9 else 15


def _page(made: WordDocument) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    small = Font(SONG, 28)
    numbered = [run("— ", small), *field_run("PAGE", small), run(" —", small)]
    footer = section.footer.paragraphs[0]._p
    footer.addprevious(paragraph(numbered, align="center"))
    footer.getparent().remove(footer)


def _styles(made: WordDocument) -> None:
    """Faces and sizes of the styles in use; themes would otherwise choose Latin faces for Chinese."""
    for name, face, size in (("Normal", FANG, 16), ("Heading 1", HEI, 16), ("Title", TITLE, 22)):
        style = made.styles[name]
        if style.type != WD_STYLE_TYPE.PARAGRAPH:
            continue
        style.font.size = Pt(size)
        style.font.bold = False
        style.font.color.rgb = None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key, value in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", face), ("cs", LATIN)):
            fonts.set(qn(f"w:{key}"), value)
        for spare in ("w:pBdr", "w:contextualSpacing"):
            for found in style.element.findall(f".//{qn(spare)}"):
                found.getparent().remove(found)


_OTHERS = {
    TITLE: "FZXiaoBiaoSong-B05S,小标宋体,华文中宋,Noto Serif CJK SC", FANG: "FangSong,仿宋_GB2312,华文仿宋,FandolFang,Noto Serif CJK SC",
    HEI: "SimHei,华文黑体,Noto Sans CJK SC", KAI: "KaiTi,楷体_GB2312,华文楷体,Noto Serif CJK SC",
    SONG: "SimSun,华文宋体,Noto Serif CJK SC",
}  # fmt: skip
"""Faces that stand in where one is not installed."""


def _fallbacks(made: WordDocument) -> None:
    """Name stand-ins in the font table, for machines without the faces that offices use."""
    for part in made.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            told = "".join(
                f'<w:font w:name="{face}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
                for face, others in _OTHERS.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", told.encode() + b"</w:fonts>")
