"""Office files made for the tests: a PDF with a text layer, Word and Excel by the libraries that write them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import docx
import xlsxwriter

Placed = tuple[float, float, float, str]
"""x, y from below (points), size, text."""


def pdf(
    pages: Iterable[Sequence[Placed]], *, extra: Sequence[bytes] = (), catalog: bytes = b"", draw: bytes = b""
) -> bytes:
    """A PDF of the standard Chinese font; every piece of text stands where it is put. ``extra``: further objects; ``draw``: lines."""
    objects: list[bytes] = [b"", b""]  # catalog and page tree come when all is known
    objects.append(
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1[500] 814[500] 2 96 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
    )
    kids = []
    for page in pages:
        lines = [
            f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in page
        ]
        stream = draw + "\n".join(lines).encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    objects += extra
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def column(text: str, x: float, top: float, width: int, size: float = 10.5, indent: int = 2) -> list[Placed]:
    """A paragraph set in lines of ``width`` characters, the first one indented."""
    out, at, row = [], 0, 0
    while at < len(text):
        room = width - (indent if row == 0 else 0)
        part = text[at : at + room]
        out.append((x + (indent * size if row == 0 else 0), top - row * size * 1.5, size, part))
        at += room
        row += 1
    return out


def word(parts: Iterable[str | list[list[str]]]) -> bytes:
    """Paragraphs (``# `` begins a heading) and tables (rows of cells) in order."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            if part.startswith("# "):
                document.add_heading(part[2:], level=0)
            else:
                document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part), cols=max(map(len, part)))
        for r, row in enumerate(part):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def excel(sheets: dict[str, list[list[object]]], hidden: Sequence[str] = ()) -> bytes:
    """Sheets of rows; a string that begins with ``=`` is a formula whose stored value is 312.6."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    percent = book.add_format({"num_format": "0.0%"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(r, c, value, None, 312.6)
                elif isinstance(value, float) and abs(value) < 1:
                    sheet.write_number(r, c, value, percent)
                elif value is not None:
                    sheet.write(r, c, value)
        if name in hidden:
            sheet.hide()
    book.close()
    return out.getvalue()
