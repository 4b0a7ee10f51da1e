"""PDF: the text layer in reading order, tables as rows, anchors by page. Scripts, forms and embedded files are never run.

A page without text that shows an image is a scan: that is said, not guessed at.
"""

from __future__ import annotations

import ctypes
from typing import Any

from lianzhang.text.intake import Extract, Writer, refuse
from lianzhang.text.intake_pdf_flow import Flow
from lianzhang.text.intake_pdf_layout import Glyph, Piece, page_pieces
from lianzhang.text.intake_pdf_rules import page_rules, ruled_tables

__all__ = ["read_pdf"]

_MAX_PAGES = 3_000
_MAX_GLYPHS = 60_000
"""Per page; a page full of figures has some five thousand."""


def _glyphs(text_page: Any, raw: Any) -> list[Glyph]:
    """The characters of a page with their boxes, in the order of the file; a tilted one (a watermark) is left out."""
    out: list[Glyph] = []
    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    page = text_page.raw
    high = 0
    for i in range(min(text_page.count_chars(), _MAX_GLYPHS)):
        code = raw.FPDFText_GetUnicode(page, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code < 32 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
            continue
        if not raw.FPDFText_GetLooseCharBox(page, i, pointer):
            continue
        if raw.FPDFText_IsGenerated(page, i) == 1:
            continue
        angle = raw.FPDFText_GetCharAngle(page, i)
        if 0.1 < angle < 6.18:
            continue
        out.append(Glyph(chr(code), box.left, box.bottom, box.right, box.top))
    return out


def _has_image(page: Any, raw: Any) -> bool:
    count = raw.FPDFPage_CountObjects(page.raw)
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, i)) == raw.FPDF_PAGEOBJ_IMAGE
        for i in range(min(count, 200))
    )


def _open(data: bytes, path: str) -> Any:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise refuse(
                path, "PDF 已加密，需要密码；请去掉密码另存", "the PDF needs a password; save it without"
            ) from error
        raise refuse(path, "PDF 已损坏，无法打开", "the PDF is broken and cannot be opened") from error


def read_pdf(data: bytes, path: str) -> Extract:
    """The text of a PDF. Raises :class:`InputError` when it is broken, encrypted, too long, or scanned without text."""
    import pypdfium2
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    document = _open(data, path)
    try:
        count = len(document)
        if count > _MAX_PAGES:
            raise refuse(
                path, f"PDF 有 {count} 页，上限 {_MAX_PAGES}", f"{count} pages, at most {_MAX_PAGES}"
            )
        out = Writer(path)
        flow = Flow(out)
        scans: list[int] = []
        broken: list[int] = []
        for number in range(count):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                broken.append(number + 1)
                continue
            pieces, scanned = _read_page(page, raw)
            if scanned:
                scans.append(number + 1)
            flow.page(number + 1, pieces)
        flow.close()
    finally:
        document.close()
    text = out.text()
    if not text.strip():
        if scans:
            raise refuse(
                path,
                "PDF 是扫描件，没有文字层；请先做文字识别（OCR）再放入",
                "the PDF is a scan without a text layer; run OCR on it first",
            )
        raise refuse(path, "PDF 中没有文字", "the PDF holds no text")
    notes = [
        (kind, 0, 1, "、".join(f"第{n}页" for n in pages[:40]))
        for kind, pages in (("scanned_page", scans), ("broken_page", broken))
        if pages
    ]
    return Extract(text, tuple(out.anchors), tuple(flow.grids), notes=notes)


def _read_page(page: Any, raw: Any) -> tuple[list[Piece], bool]:
    """The pieces of a page, and whether it is a scan."""
    try:
        text_page = page.get_textpage()
        try:
            glyphs = _glyphs(text_page, raw)
        finally:
            text_page.close()
        scanned = sum(not g.char.isspace() for g in glyphs) < 8 and _has_image(page, raw)
        tables = ruled_tables(page_rules(page, raw)) if glyphs else []
        return page_pieces(glyphs, float(page.get_height()), tables), scanned
    finally:
        page.close()
