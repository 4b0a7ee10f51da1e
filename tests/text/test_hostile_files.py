"""Hostile office files: bounded time and memory, one clear message, never a traceback. Found cases are kept as examples."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
import zipfile
from functools import cache
from unittest.mock import patch

import office
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianzhang.core import InputError
from lianzhang.text import Document, read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CELLS = [["地区", "产值（亿元）"], ["船山区", "312.6"], ["安居区", "58.9"]]


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    return out.getvalue()


def body(inner: str, head: str = "") -> bytes:
    return package(
        {"word/document.xml": f"{head}<w:document {W}><w:body>{inner}</w:body></w:document>".encode()}
    )


def book(sheet: bytes, strings: bytes = b"<sst/>") -> bytes:
    ns = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return package({
        "xl/workbook.xml": b'<workbook %s><sheets><sheet name="S" r:id="r1"/></sheets></workbook>' % ns,
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": sheet,
        "xl/sharedStrings.xml": strings,
    })  # fmt: skip


LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi"))
    + "]>"
)
EXTERNAL = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REFUSED = {
    "docx bomb": (lambda: package({"word/document.xml": b"\0" * 60_000_000}), "a.docx", "炸弹"),
    "xlsx bomb": (lambda: book(b"<worksheet/>", b" " * 60_000_000), "a.xlsx", "炸弹"),
    "billion laughs": (lambda: body("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS), "a.docx", "实体"),
    "external entity": (lambda: body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", EXTERNAL), "a.docx", "实体"),
    "laughs in a sheet": (lambda: book(LAUGHS.encode() + b"<worksheet>&i;</worksheet>"), "a.xlsx", "实体"),
    "deep": (lambda: body("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "a.docx", "嵌套"),
    "many parts": (lambda: package({f"p{i}": b"" for i in range(20_001)} | {"word/document.xml": b"x"}), "a.docx", "超过"),
    "encrypted": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "a.docx", "加密"),
    "no zip": (lambda: b"hello", "a.xlsx", "损坏"),
    "cut": (lambda: office.word(["一段文字"])[:-200], "a.docx", "损坏"),
    "wrong kind": (lambda: package({"x": b"1"}), "a.docx", "Word"),
    "many pages": (lambda: office.pdf([[]] * 3001), "a.pdf", "页"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_message(name: str) -> None:
    make, path, said = REFUSED[name]
    data = make()
    tracemalloc.start()
    begin = time.process_time()
    with pytest.raises(InputError, match=said) as caught:
        read_bytes(data, path)
    took = time.process_time() - begin
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(caught.value.problems) == 1 and caught.value.problems[0].file == path
    assert took < 10 and peak < 200_000_000, (took, peak)


READ = {
    "wide span": lambda: (body('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>'), "a.docx"),
    "far cell": lambda: (book(b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="B1048576"><v>7</v></c></row></sheetData></worksheet>'), "a.xlsx"),
    "huge merge": lambda: (book(b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1e400</v></c></row><row r="2"><c r="A2"><v>-1E-300</v></c><c r="B2" t="s"><v>99999999999999999999</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'), "a.xlsx"),
    "nested tables": lambda: (("<table><tr><td>" * 3000).encode(), "a.html"),
    "many tables": lambda: (("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>" * 3000).encode(), "a.html"),
    "wide spans": lambda: (("<table>" + "<tr><td rowspan=99999 colspan=99999>1</td></tr>" * 2000 + "</table>").encode(), "a.html"),
    "one glyph a page": lambda: (office.pdf([[(60, 700, 10.5, "字")]] * 300), "a.pdf"),
    "scattered glyphs": lambda: (office.pdf([[(random.Random(i).uniform(0, 590), random.Random(-i).uniform(0, 840), 10.5, "锂1") for i in range(3000)]]), "a.pdf"),
    "ten megabytes of digits": lambda: (b"7" * 10_000_000, "a.txt"),
    "lone surrogates": lambda: ("\ud800总投资\udfff46亿元".encode("utf-8", "surrogatepass") * 2000, "a.txt"),
    "direction marks": lambda: ("\u202e元亿\u202c\u200b46\u2066" * 50_000).encode().join([b"", b""]) and (("\u202e元亿\u202c\u200b46\u2066" * 50_000).encode(), "a.txt"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_read_in_bounded_time(name: str) -> None:
    data, path = READ[name]()
    begin = time.process_time()
    try:
        check(read_bytes(data, path))
    except InputError as error:
        assert len(error.problems) == 1
    assert time.process_time() - begin < 30  # a worker is given 60 s


def check(document: Document) -> None:
    assert len(document.map) == len(document.text)
    assert "".join(document.text[z.start : z.end] for z in document.zones) == document.text
    for table in document.tables:
        assert 0 <= table.start < table.end <= len(document.text)
        for c in table.cells:
            assert 0 <= c.raw_start < c.raw_end <= len(document.raw)
    assert all(0 <= at <= len(document.raw) for at, _ in document.anchors)


def test_what_a_pdf_carries_inside_is_left_alone() -> None:
    """An embedded file and a script are no text of the document, and are neither run nor written out."""
    data = office.pdf([office.column("园区已聚集锂电企业37家。", 60, 700, 30)])
    assert b"/Catalog" in data
    payload = "总投资999亿元".encode()
    names = b"/Names << /EmbeddedFiles << /Names [(../x.txt) << /Type /Filespec /F (../x.txt) /EF << /F 99 0 R >> >>] >> >>"
    script = b"/OpenAction << /S /JavaScript /JS (app.alert(999)) >>"
    inner = b"99 0 obj\n<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(payload),
        payload,
    )
    data = data.replace(b"/Catalog", b"/Catalog " + names + script, 1).replace(b"xref", inner + b"xref", 1)
    document = read_bytes(data, "a.pdf")
    check(document)
    assert "37家" in document.text and "999" not in document.text


@cache
def samples() -> dict[str, bytes]:
    """A sound file of each kind; the parts of the packages are mutated below the compression."""
    page = [*office.column("园区已聚集锂电企业37家，实现产值312.6亿元，同比增长18.4%。", 60, 700, 30),
            *((60 + 150 * c, 500 - 20 * r, 10.5, t) for r, row in enumerate(CELLS) for c, t in enumerate(row))]  # fmt: skip
    return {
        "a.pdf": office.pdf([page, page]),
        "a.docx": office.word(["# 标题", "一段文字。", CELLS]),
        "a.xlsx": office.excel({"表": [list(r) for r in CELLS], "隐": [[1, 0.5, "=A1"]]}, hidden=["隐"]),
        "a.html": b"<html><body><p>x</p><table><tr><th>a<td>1<tr><td colspan=2>&nbsp;2</table></body></html>",
    }


def mutated(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(out)) if out else 0
        kind = rng.randrange(5)
        if kind == 0 and out:
            out[at] = rng.randrange(256)
        elif kind == 1:
            del out[at : at + rng.randint(1, 40)]
        elif kind == 2:
            out[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 8)))
        elif kind == 3:
            out[at:at] = out[at : at + rng.randint(1, 200)]
        else:
            out[at:at] = rng.choice(
                [b"<", b">", b"99999999999", b"-1", b"&amp;", b"\0", b'="', b"</w:tbl>", b"<<", b"endobj"]
            )
    return bytes(out)


def damaged(path: str, seed: int) -> bytes:
    rng = random.Random(seed)
    data = samples()[path]
    if not path.endswith("x") or rng.random() < 0.3:
        return mutated(data, rng)
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    chosen = rng.choice([n for n in parts if n.startswith(("word/document", "xl/"))])
    return package(parts | {chosen: mutated(parts[chosen], rng)})


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["a.pdf", "a.docx", "a.xlsx", "a.html"]), st.integers(0, 2**32))
def test_mutated_files(path: str, seed: int) -> None:
    try:
        check(read_bytes(damaged(path, seed), path))
    except InputError as error:
        assert len(error.problems) == 1


@settings(max_examples=120, deadline=None)
@given(st.sampled_from([".pdf", ".docx", ".xlsx", ".ods"]), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]), st.binary(max_size=300))  # fmt: skip
def test_any_bytes(suffix: str, head: bytes, data: bytes) -> None:
    try:
        with patch("lianzhang.text.intake_convert.converter", lambda: None):
            check(read_bytes(head + data, "a" + suffix))
    except InputError as error:
        assert len(error.problems) == 1
