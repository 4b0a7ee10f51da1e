"""PDF, Word and Excel: text in reading order, anchors, tables with headings. Files are made by other libraries than ours."""

from __future__ import annotations

import subprocess
from pathlib import Path

import office
import pytest

from lianzhang.core import InputError
from lianzhang.text import Document, TableCell, anchor_at, read_bytes
from lianzhang.text.intake_convert import convert, converter, read_sheets

FIRST = (
    "遂宁高新区锂电产业园三个项目集中开工，总投资46.5亿元，其中青禾新材料年产8万吨磷酸铁锂项目投资28亿元，计划2025年6月投产，"
    "达产后年产值预计超60亿元，可带动周边乡镇一千二百人就业。"
)
SECOND = (
    "据介绍，园区已聚集锂电企业37家，2023年实现产值312.6亿元，同比增长18.4%，从业人员超过1.2万人，产业链配套率逐年提高，"
    "用工需求旺盛，今年以来新签约项目九个。"
)
ROWS = [
    ["地区", "企业数（家）", "产值（亿元）", "增速"],
    ["船山区", "37", "312.6", "18.4%"],
    ["安居区", "12", "58.9", "-3.1%"],
]


def figures(document: Document) -> dict[tuple[str, str], str]:
    (table,) = document.tables
    return {(c.row_heading, c.column_heading): c.text for c in table.cells if not c.heading}


def check(document: Document) -> None:
    assert "".join(document.text[z.start : z.end] for z in document.zones) == document.text
    starts = [at for at, _ in document.anchors]
    assert starts == sorted(set(starts))
    for table in document.tables:
        assert any(
            z.kind == "table" and z.start <= table.start and table.end <= z.end for z in document.zones
        )
        for c in table.cells:
            assert " ".join(document.text[c.start : c.end].split()) == c.text
            assert document.map.raw(c.start, c.end) == (c.raw_start, c.raw_end)


def anchor(document: Document, words: str) -> str | None:
    return anchor_at(document, document.raw.index(words))


EXPECTED = {(r[0], h): v for r in ROWS[1:] for h, v in zip(ROWS[0][1:], r[1:])}


def test_pdf_two_columns_table_and_pages() -> None:
    table = [
        (60 + 120 * c, 500 - 20 * r, 10.5, cell) for r, row in enumerate(ROWS) for c, cell in enumerate(row)
    ]
    first = [
        (200, 790, 16, "遂宁锂电产业发展报告"),
        *office.column(FIRST * 3, 60, 750, 21),
        *office.column(SECOND * 3, 310, 750, 21),
    ]
    second = [*office.column(FIRST, 60, 780, 45), (60, 520, 10.5, "各区情况（单位：亿元）"), *table,
              *office.column(SECOND, 60, 400, 45), (290, 30, 9, "— 2 —")]  # fmt: skip
    document = read_bytes(office.pdf([first, second]), "a.pdf")
    lines = document.raw.split("\n")
    assert lines[:4] == ["遂宁锂电产业发展报告", FIRST * 3, SECOND * 3, FIRST]
    assert lines[-2] == SECOND
    assert "— 2 —" not in document.raw
    assert (anchor(document, "据介绍"), anchor(document, "船山区")) == ("第1页", "第2页")
    assert figures(document) == EXPECTED
    assert (document.tables[0].unit, document.tables[0].caption) == ("亿元", "各区情况")
    assert document.source.title == "遂宁锂电产业发展报告"
    check(document)


def test_pdf_paragraph_goes_on_over_the_page() -> None:
    lines = office.column(FIRST * 2, 60, 780, 40)
    document = read_bytes(
        office.pdf([lines[:3], [(x, 780 - 16 * i, s, t) for i, (x, _, s, t) in enumerate(lines[3:])]]),
        "a.pdf",
    )
    assert document.raw == FIRST * 2 + "\n"
    assert anchor_at(document, len(document.raw) - 3) == "第2页"


def test_pdf_faults_have_one_message_each() -> None:
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n0\nendstream"
    scan = (
        office.pdf([[]], extra=[image])
        .replace(b"/Resources<</Font<</F1 3 0 R>>>>", b"/Resources<</XObject<</I 6 0 R>>>>")
        .replace(
            b"<</Length 0>>stream\n\nendstream",
            b"<</Length 24>>stream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream",
        )
    )
    for data, said in ((scan, "扫描件"), (office.pdf([[]]), "没有文字"), (b"%PDF-1.7\nrubbish", "损坏")):
        with pytest.raises(InputError, match=said) as caught:
            read_bytes(data, "a.pdf")
        assert len(caught.value.problems) == 1


def test_pdf_script_and_attachment_are_not_run_or_read() -> None:
    secret = b"<</Type/EmbeddedFile/Length 6>>stream\nSECRET\nendstream"
    catalog = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(a.txt)<</Type/Filespec/F(a.txt)/EF<</F 6 0 R>>>>]>>>>"
    document = read_bytes(
        office.pdf([office.column(FIRST, 60, 780, 45)], extra=[secret], catalog=catalog), "a.pdf"
    )
    assert document.raw == FIRST + "\n"


def test_docx_in_order() -> None:
    data = office.word(["# 遂宁锂电产业发展报告", FIRST, "各区情况（单位：亿元）", ROWS, SECOND])
    document = read_bytes(data, "a.docx")
    assert [line for line in document.raw.split("\n") if line] == [
        "遂宁锂电产业发展报告", FIRST, "各区情况（单位：亿元）", *("\t".join(r) for r in ROWS), SECOND,
    ]  # fmt: skip
    assert document.source.title == "遂宁锂电产业发展报告"
    assert anchor(document, "据介绍") == "第4段"
    assert anchor(document, "312.6亿") == "第4段"
    assert anchor(document, "58.9") == "表1 第3行第3列"
    assert figures(document) == EXPECTED
    check(document)


def test_docx_tracked_changes_fields_and_merged_cells() -> None:
    import io
    import zipfile

    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        "<w:p><w:r><w:t>产值</w:t></w:r><w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:ins><w:r><w:t>46</w:t></w:r></w:ins>"
        "<w:r><w:instrText> HYPERLINK x </w:instrText><w:t>亿元。</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>年份</w:t></w:r></w:p></w:tc>"
        '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>产量（吨）</w:t></w:r></w:p></w:tc></w:tr>'
        "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>正极</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>负极</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>2023年</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1200</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>800</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("word/document.xml", f"<w:document {ns}><w:body>{body}</w:body></w:document>")
    document = read_bytes(out.getvalue(), "a.docx")
    assert document.raw.startswith("产值46亿元。\n")
    assert figures(document) == {("2023年", "产量（吨） 正极"): "1200", ("2023年", "产量（吨） 负极"): "800"}


def test_xlsx_cells_formulas_percent_and_hidden_sheets() -> None:
    rows: list[list[object]] = [["各区情况"], ["单位：亿元"], ["地区", "企业数", "产值", "增速"], ["船山区", 37, "=SUM(A1:A2)", 0.184],
                                ["安居区", 12, 0.1 + 58.8, -0.031]]  # fmt: skip
    document = read_bytes(office.excel({"总表": rows, "底稿": [["内部", 3]]}, hidden=["底稿"]), "a.xlsx")
    assert "工作表：底稿（隐藏）" in document.raw
    assert ("hidden_sheet", "底稿") in {(d.kind, d.detail) for d in document.damage}
    assert anchor(document, "312.6") == "总表!C4"
    assert figures(document) == {
        ("船山区", "企业数"): "37", ("船山区", "产值"): "312.6", ("船山区", "增速"): "18.4%",
        ("安居区", "企业数"): "12", ("安居区", "产值"): "58.9", ("安居区", "增速"): "-3.1%",
    }  # fmt: skip
    assert document.tables[0].unit == "亿元"
    check(document)


def test_html_table_with_spans_and_layout_table() -> None:
    page = (
        "<html><body><table class=layout><tr><td>栏目</td><td><p>" + FIRST + "</p>"
        "<p>单位：万吨</p><table><thead><tr><th rowspan=2>企业</th><th colspan=2>产能</th></tr><tr><th>2022年</th><th>2023年</th></tr></thead>"
        "<tbody><tr><td>青禾</td><td>1.2</td><td>2.4</td></tr><tr><td>金安</td><td>3</td><td>&nbsp;</td></tr></tbody></table>"
        "<p>" + SECOND + "</p></td></tr></table></body></html>"
    )
    document = read_bytes(page.encode(), "a.html")
    assert figures(document) == {
        ("青禾", "产能 2022年"): "1.2",
        ("青禾", "产能 2023年"): "2.4",
        ("金安", "产能 2022年"): "3",
    }
    assert document.tables[0].unit == "万吨"
    cell = next(c for c in document.tables[0].cells if c.text == "2.4")
    assert isinstance(cell, TableCell) and page[cell.raw_start : cell.raw_end] == "2.4"
    assert [z.kind for z in document.zones if z.start <= document.text.index("据介绍") < z.end] == ["body"]
    check(document)


def test_tags_within_an_attribute_are_not_read() -> None:
    hidden = "<p>甲公司产值为99亿元</p>"
    page = f"<html><body><p>{FIRST}</p><iframe srcdoc=\"{hidden}\"></iframe><p title='{hidden}'>{SECOND}</p></body></html>"
    document = read_bytes(page.encode(), "a.html")
    assert FIRST in document.text
    assert SECOND in document.text
    assert "99" not in document.text


def test_names_lie() -> None:
    data = office.word([FIRST])
    assert read_bytes(data, "a.doc").raw == FIRST + "\n"
    assert read_bytes(f"<html><body><p>{FIRST}</p></body></html>".encode(), "a.doc").text.strip() == FIRST
    assert read_bytes(office.pdf([office.column(FIRST, 60, 780, 45)]), "a.txt").raw == FIRST + "\n"


def test_old_formats_say_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    for name in ("a.doc", "a.wps", "a.ofd"):
        with pytest.raises(InputError, match="LibreOffice"):
            read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name)


def test_sheets_without_a_converter() -> None:
    taken = read_sheets(office.excel({"总表": ROWS}), "a.xls")
    assert "船山区\t37\t312.6\t18.4%" in taken.raw
    with pytest.raises(InputError):
        read_sheets(b"\xd0\xcf\x11\xe0" + bytes(100), "a.xls")


def test_converter_is_stopped_and_its_failure_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60 & wait\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr("lianzhang.text.intake_convert.converter", lambda: str(slow))
    monkeypatch.setattr("lianzhang.text.intake_convert.TIME_LIMIT", 0.3)
    with pytest.raises(InputError, match=r"超过 0.3 秒|took over"):
        convert(b"x", "a.doc", ".doc")
    slow.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    with pytest.raises(InputError, match="未能转换"):
        convert(b"x", "a.doc", ".doc")


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")
def test_a_real_old_word_file(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(office.word([FIRST, ROWS, SECOND]))
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(converter()),
        home,
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, timeout=600, capture_output=True)
    document = read_bytes((tmp_path / "a.doc").read_bytes(), "a.doc")
    assert FIRST in document.raw
    assert figures(document) == EXPECTED


def test_a_forwarded_title_behind_the_text_is_no_body(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "青岭公告，拟减持310万股。青岭董事计划减持58万股 2018-03-05 09:26(112)      |转发(0)|收藏(0)",
        encoding="utf-8",
    )
    document = read_bytes(path.read_bytes(), "a.txt")
    told = [(z.kind, document.text[z.start : z.end]) for z in document.zones]
    assert [kind for kind, text in told if "58万股" in text] == ["related"]
    assert [kind for kind, text in told if "310万股" in text] == ["body"]


def test_pdf_ruled_table_with_wrapped_and_merged_cells() -> None:
    level = [(60, 700, 460), (300, 680, 460), (60, 660, 460), (60, 620, 460), (60, 600, 460)]
    upright = [(60, 700, 600), (200, 700, 600), (300, 700, 600), (380, 680, 600), (460, 700, 600)]
    rules = b"".join(b"%d %d m %d %d l S\n" % (a, y, b, y) for a, y, b in level)
    rules += b"".join(b"%d %d m %d %d l S\n" % (x, a, x, b) for x, a, b in upright)
    texts = [
        (80, 676, 10, "项目名称"), (210, 676, 10, "总投资（亿元）"), (340, 686, 10, "投资（万元）"),
        (310, 666, 10, "本月"), (390, 666, 10, "累计"),
        (64, 646, 10, "年产八千吨硅氧负极材料"), (64, 630, 10, "智能工厂项目"), (240, 638, 10, "14.6"), (320, 638, 10, "830"), (400, 638, 10, "5120"),
        (64, 605, 10, "铝塑膜项目"), (240, 605, 10, "3.5"), (320, 605, 10, "210"), (400, 605, 10, "960"),
    ]  # fmt: skip
    document = read_bytes(office.pdf([texts], draw=rules), "规划表.pdf")
    found = {
        c.text: (c.row_heading, c.column_heading) for t in document.tables for c in t.cells if not c.heading
    }
    assert found["14.6"] == ("年产八千吨硅氧负极材料智能工厂项目", "总投资（亿元）")
    assert found["830"] == ("年产八千吨硅氧负极材料智能工厂项目", "投资（万元） 本月")
    assert found["960"] == ("铝塑膜项目", "投资（万元） 累计")
    check(document)


def test_pdf_table_goes_on_over_the_page() -> None:
    def rows(top: float, said: list[list[str]]) -> list[tuple[float, float, float, str]]:
        return [(80 + 130 * c, top - 20 * r, 10, w) for r, row in enumerate(said) for c, w in enumerate(row)]

    first = rows(
        140, [["区县", "产值（亿元）", "企业（家）"], ["云溪区", "88.1", "31"], ["临湘市", "40.6", "17"]]
    )
    second = rows(740, [["汨罗市", "63.9", "25"], ["湘阴县", "21.4", "12"]])
    document = read_bytes(office.pdf([first, second]), "两页.pdf")
    found = {
        c.text: (c.row_heading, c.column_heading) for t in document.tables for c in t.cells if not c.heading
    }
    assert found["63.9"] == ("汨罗市", "产值（亿元）")
    assert found["12"] == ("湘阴县", "企业（家）")
    assert anchor(document, "湘阴县") == "第2页"
