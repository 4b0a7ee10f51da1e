"""Coverage-guided fuzzing of the readers of bytes (atheris, group ``fuzz``).

    python tools/fuzz_readers.py {txt,html,pdf,docx,xlsx,zip} [CORPUS] [-max_total_time=60 ...]

A reader must give a document whose map, zones and tables fit its text, or raise one ``InputError`` with one problem; anything
else is a crash, written to the folder of ``-artifact_prefix``. For docx and xlsx what is mutated is the XML inside the package,
for ``zip`` the package itself. Cases found are kept in ``tests/text/found`` and read by ``tests/text/test_found.py``.
"""

from __future__ import annotations

import importlib
import io
import sys
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["lianzhang.text"]):
    from lianzhang.text import pipeline

    for _name in ("intake", "intake_docx", "intake_pdf", "intake_pdf_layout", "intake_xlsx", "intake_zip"):
        importlib.import_module(f"lianzhang.text.{_name}")

from lianzhang.core import InputError

KINDS = ("txt", "html", "pdf", "docx", "xlsx", "zip")
_BOOK = {
    "xl/workbook.xml": b'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
    "xl/sharedStrings.xml": b"<sst><si><t>x</t></si></sst>",
}


def packed(kind: str, data: bytes) -> bytes:
    """The file of a kind that holds ``data``."""
    if kind not in ("docx", "xlsx"):
        return data
    parts = {"word/document.xml": data} if kind == "docx" else {**_BOOK, "xl/worksheets/s.xml": data}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, part in parts.items():
            z.writestr(name, part)
    return out.getvalue()


def check(kind: str, data: bytes) -> None:
    """Read, and look whether what comes out holds together."""
    name = "a.docx" if kind == "zip" else f"a.{kind}"
    try:
        document = pipeline.read_bytes(packed(kind, data), name)
    except InputError as error:
        assert len(error.problems) == 1
        return
    assert len(document.map) == len(document.text)
    assert "".join(document.text[z.start : z.end] for z in document.zones) == document.text
    starts, ends = list(document.map.starts), list(document.map.ends)
    assert starts == sorted(starts) and ends == sorted(ends)
    for table in document.tables:
        for cell in table.cells:
            assert 0 <= cell.raw_start < cell.raw_end <= len(document.raw)
    assert all(0 <= d.start <= d.end <= len(document.raw) for d in document.damage)


def main() -> None:
    """Fuzz one kind; without a corpus, from nothing but the reader's own branches."""
    kind = sys.argv[1]
    if kind not in KINDS:
        sys.exit(__doc__)
    for folder in (a for a in sys.argv[2:] if not a.startswith("-")):
        Path(folder).mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], lambda data: check(kind, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
