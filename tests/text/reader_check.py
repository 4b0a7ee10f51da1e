"""What must hold of whatever a reader of bytes is given: for the fuzzer (``tools/fuzz_readers.py``) and for the files that it found."""

from __future__ import annotations

import io
import zipfile

from lianzhang.core import InputError
from lianzhang.text import read_bytes

KINDS = ("txt", "html", "pdf", "docx", "xlsx", "zip")
_BOOK = {
    "xl/workbook.xml": b'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
    "xl/sharedStrings.xml": b"<sst><si><t>x</t></si></sst>",
}


def packed(kind: str, data: bytes) -> bytes:
    """The file of a kind that holds ``data``: for docx and xlsx the XML inside the package."""
    if kind not in ("docx", "xlsx"):
        return data
    parts = {"word/document.xml": data} if kind == "docx" else {**_BOOK, "xl/worksheets/s.xml": data}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, part in parts.items():
            z.writestr(name, part)
    return out.getvalue()


def check(kind: str, data: bytes) -> None:
    """Read: a document whose map, zones, tables and damage fit its text, or one fault."""
    name = "a.docx" if kind == "zip" else f"a.{kind}"
    try:
        document = read_bytes(packed(kind, data), name)
    except InputError as error:
        assert len(error.problems) == 1
        return
    assert len(document.map) == len(document.text)
    assert "".join(document.text[z.start : z.end] for z in document.zones) == document.text
    starts, ends = list(document.map.starts), list(document.map.ends)
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    for table in document.tables:
        for cell in table.cells:
            assert 0 <= cell.raw_start < cell.raw_end <= len(document.raw)
    assert all(0 <= d.start <= d.end <= len(document.raw) for d in document.damage)
