"""Files that a coverage-guided fuzzer made (see ``tools/fuzz_readers.py``): each reaches a branch of a reader of its own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from lianzhang.core import InputError
from lianzhang.text import read_bytes

FOUND = sorted(Path(__file__).with_name("found").glob("*.bin"))
BOOK = {
    "xl/workbook.xml": b'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
    "xl/sharedStrings.xml": b"<sst><si><t>x</t></si></sst>",
}


def packed(kind: str, data: bytes) -> bytes:
    """As the fuzzer packs them: for docx and xlsx the XML inside the package was mutated."""
    if kind not in ("docx", "xlsx"):
        return data
    parts = {"word/document.xml": data} if kind == "docx" else {**BOOK, "xl/worksheets/s.xml": data}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, part in parts.items():
            z.writestr(name, part)
    return out.getvalue()


def test_every_kind_is_there() -> None:
    assert {p.name.split(".")[1] for p in FOUND} == {"txt", "html", "pdf", "docx", "xlsx", "zip"}
    assert len(FOUND) >= 40


@pytest.mark.parametrize("path", FOUND, ids=lambda p: p.name)
def test_found(path: Path) -> None:
    kind = path.name.split(".")[1]
    try:
        document = read_bytes(packed(kind, path.read_bytes()), "a.docx" if kind == "zip" else f"a.{kind}")
    except InputError as error:
        assert len(error.problems) == 1
        return
    assert len(document.map) == len(document.text)
    assert "".join(document.text[z.start : z.end] for z in document.zones) == document.text
    assert all(0 <= d.start <= d.end <= len(document.raw) for d in document.damage)
